// Texts from the lead (R1, R20, R23, R32-R36, R44).
#ifndef TEXTBACK_SRC_ENGINE_REPLY_H_
#define TEXTBACK_SRC_ENGINE_REPLY_H_

#include "engine/draft.h"

namespace textback {

void OnTextIn(Draft& draft, const TextIn& text);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_REPLY_H_
