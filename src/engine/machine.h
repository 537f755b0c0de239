// A machine answered for the lead (R23).
#ifndef TEXTBACK_SRC_ENGINE_MACHINE_H_
#define TEXTBACK_SRC_ENGINE_MACHINE_H_

#include "engine/draft.h"

namespace textback {

// Not a reply: planned texts wait until it ends, for a day if the machine doesn't say when.
void OnAutoReply(Draft& draft, const TextIn& text);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_MACHINE_H_
