// R30, R33, R40-R44: what is consented to, and what ends it.
#ifndef TEXTBACK_SRC_ENGINE_CONSENT_H_
#define TEXTBACK_SRC_ENGINE_CONSENT_H_

#include <string>

#include "engine/draft.h"

namespace textback {

// R41: "missed_call call-7", the event that a basis comes from.
std::string EventEvidence(const Event& event);

void OnConsent(Draft& draft, const ConsentGiven& given);
void OptOut(Draft& draft);
void WithdrawConsent(Draft& draft);  // every basis there is
void PersonDecided(Draft& draft);    // R32: what was doubtful is so no more
void Reopen(Draft& draft);           // R33: START, or new express consent

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_CONSENT_H_
