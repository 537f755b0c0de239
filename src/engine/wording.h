// The wording of a step (R6, R7, R50-R54).
#ifndef TEXTBACK_SRC_ENGINE_WORDING_H_
#define TEXTBACK_SRC_ENGINE_WORDING_H_

#include <cstdint>
#include <string>

#include "engine/draft.h"

namespace textback {

struct Rendered {
  std::string body;
  std::uint32_t segments = 0;
  Wording wording;
};
// Renders body and footer. Returns false if the playbook has no words for the step.
bool Render(Draft& draft, const PlaybookStep& step, Rendered& text);
bool RenderAnswer(Draft& draft, const StepName& step, Rendered& text);
bool RenderRequested(Draft& draft, Rendered& text);  // R37

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_WORDING_H_
