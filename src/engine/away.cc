#include "engine/away.h"

namespace textback {

void OnAway(Draft& draft, const AwaySet& set) {
  const Away& away = set.away;
  if (!draft.lead.id.phone.withheld() || set.outdated) return draft.Because(Why::kOutOfOrder);
  if (!away.plausible()) return draft.Because(Why::kImplausibleTime);
  const Member* member = FindMember(draft.policy.account.team, away.person);
  if (!away.person.empty() && member == nullptr) return draft.Because(Why::kUnknownPerson);
  const bool back = away.until <= away.since;
  draft.out.reasons.push_back({.why = back ? Why::kBackSaid : Why::kAwaySaid,
                               .row = member != nullptr ? member->id.view() : std::string_view()});
}

}  // namespace textback
