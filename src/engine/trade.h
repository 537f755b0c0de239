// R27, R53: the line of work that an inquiry is about. It chooses words and people; which there are
// is a matter of the playbooks.
#ifndef TEXTBACK_SRC_ENGINE_TRADE_H_
#define TEXTBACK_SRC_ENGINE_TRADE_H_

#include "engine/draft.h"

namespace textback {

void NoteTrade(Draft& draft, const TradeId& trade);  // says where no playbook names it
void HearTrade(Draft& draft, const TextIn& text);    // learns it from a reply that names it

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_TRADE_H_
