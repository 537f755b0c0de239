// Consent: what is recorded and what ends it (R30, R33, R40-R44).
#ifndef TEXTBACK_SRC_ENGINE_CONSENT_H_
#define TEXTBACK_SRC_ENGINE_CONSENT_H_

#include <string>

#include "engine/draft.h"

namespace textback {

void OnConsent(Draft& draft, const ConsentGiven& given);
void OptOut(Draft& draft);
void WithdrawConsent(Draft& draft);  // every basis the lead has
void PersonDecided(Draft& draft);    // R32: a person has resolved the doubt
void Reopen(Draft& draft);           // R33: after START, or a new express consent

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_CONSENT_H_
