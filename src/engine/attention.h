// People are told again, the long follow-up resumes, a person takes the lead (R21, R25, R27).
#ifndef TEXTBACK_SRC_ENGINE_ATTENTION_H_
#define TEXTBACK_SRC_ENGINE_ATTENTION_H_

#include "engine/draft.h"

namespace textback {

void Nudge(Draft& draft);
void Rearm(Draft& draft);
void OnClaim(Draft& draft, const LeadClaimed& claim);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_ATTENTION_H_
