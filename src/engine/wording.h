// R6, R7, R50-R54: in which words a step is said.
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
// Body and footer. False: the playbook has no words for it.
bool Render(Draft& draft, const PlaybookStep& step, Rendered& text);
bool RenderAnswer(Draft& draft, const StepName& step, Rendered& text);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_WORDING_H_
