// The line of work that an inquiry is about (R27, R53). It selects wording and people. Which trades
// exist is up to the playbooks.
#ifndef TEXTBACK_SRC_ENGINE_TRADE_H_
#define TEXTBACK_SRC_ENGINE_TRADE_H_

#include "engine/draft.h"

namespace textback {

void NoteTrade(Draft& draft, const TradeId& trade);  // adds a reason if no playbook names it
void HearTrade(Draft& draft, const TextIn& text);    // takes the trade from a reply that names it

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_TRADE_H_
