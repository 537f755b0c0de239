#include "engine/assignment.h"

namespace textback {
namespace {

const Member* Route(const Draft& draft, std::span<const Away> away) {
  const Account& account = draft.policy.account;
  return RouteTo(account.team, *account.zone,
                 {.lead = draft.lead.id,
                  .episode = draft.state.episode,
                  .trade = draft.profile().trade,
                  .line = draft.line(),
                  .at = draft.now,
                  .away = away});
}

// R29: whoever is there, in place of somebody who is away. `away` themselves if nobody is there.
const Member* InsteadOf(Draft& draft, const Member* away) {
  const Account& account = draft.policy.account;
  const Member* there = Route(draft, account.away);
  if (account.IsAway(there->id, draft.now)) return away;
  draft.out.reasons.push_back({.why = Why::kPassedOver, .row = away->id.view()});
  return there;
}

}  // namespace

std::string Assigned(Draft& draft) {
  Attention& attention = draft.state.attention;
  const Account& account = draft.policy.account;
  const auto is_away = [&](const Member* one) { return account.IsAway(one->id, draft.now); };
  // A person who has left the team no longer has the lead.
  const Member* holder = attention.taken ? FindMember(account.team, attention.assigned) : nullptr;
  if (holder != nullptr) {
    // It stays theirs; whoever is there is told meanwhile.
    if (is_away(holder)) holder = InsteadOf(draft, holder);
    return std::string(holder->id.view());
  }
  // Whose turn it is doesn't change because somebody else is away.
  const Member* member = Route(draft, {});
  if (member == nullptr) return draft.owner();
  if (is_away(member)) member = InsteadOf(draft, member);
  if (attention.assigned != member->id)
    draft.out.reasons.push_back({.why = Why::kAssigned, .row = member->id.view()});
  attention.assigned = member->id;
  return std::string(member->id.view());
}

}  // namespace textback
