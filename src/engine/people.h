// What people of the account do (R3, R24, R26).
#ifndef TEXTBACK_SRC_ENGINE_PEOPLE_H_
#define TEXTBACK_SRC_ENGINE_PEOPLE_H_

#include "engine/draft.h"

namespace textback {

void OnAnsweredCall(Draft& draft, const AnsweredCall& call);
void OnPersonText(Draft& draft, const PersonText& text);
void OnOutcome(Draft& draft, const OutcomeReported& reported);
void OnDetails(Draft& draft, const DetailsKnown& details);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_PEOPLE_H_
