// Who of the account is away (R29).
#ifndef TEXTBACK_SRC_ENGINE_AWAY_H_
#define TEXTBACK_SRC_ENGINE_AWAY_H_

#include "engine/draft.h"

namespace textback {

// Says what becomes of the word: the account's record keeps it (account_limits.h), and the next
// decisions are made under it (WithFacts, policy.h).
void OnAway(Draft& draft, const AwaySet& set);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_AWAY_H_
