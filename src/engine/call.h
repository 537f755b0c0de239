// Calls that are not clearly missed, and missed calls that are not texted (R2, R8).
#ifndef TEXTBACK_SRC_ENGINE_CALL_H_
#define TEXTBACK_SRC_ENGINE_CALL_H_

#include "engine/draft.h"

namespace textback {

// True if nothing follows from this missed call: from somebody who needs no text (R2), or it rang
// too short for the account (R8). The reason is noted.
bool LetPass(Draft& draft, MissedCall::Caller caller, Duration rang);

void OnUnclearCall(Draft& draft, const UnclearCall& call);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_CALL_H_
