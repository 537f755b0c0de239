#include "engine/trade.h"

namespace textback {

void NoteTrade(Draft& draft, const TradeId& trade) {
  if (!trade.empty() && !draft.policy.follow_ups.NamesTrade(trade))
    draft.Because(Why::kUnknownTrade);
}

void HearTrade(Draft& draft, const TextIn& text) {
  if (!draft.profile().trade.empty()) return;  // a form or a person has already named it
  const TradeId heard = draft.policy.follow_ups.TradeHeardIn(text.body);
  if (heard.empty()) return;
  LeadProfile profile = draft.profile();
  profile.trade = heard;
  draft.LearnProfile(profile);
  draft.Because(Why::kTradeHeard);
}

}  // namespace textback
