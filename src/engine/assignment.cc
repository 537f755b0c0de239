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

void PassedOver(Draft& draft, const Member* member, const Member* instead) {
  if (member != nullptr && member != instead)
    draft.out.reasons.push_back({.why = Why::kPassedOver, .row = member->id.view()});
}

}  // namespace

std::string Assigned(Draft& draft) {
  Attention& attention = draft.state.attention;
  const Account& account = draft.policy.account;
  // A person who has left the team no longer has the lead.
  const Member* holder = attention.taken ? FindMember(account.team, attention.assigned) : nullptr;
  if (holder != nullptr && !account.IsAway(holder->id, draft.now))
    return std::string(holder->id.view());
  const Member* there = Route(draft, account.away);
  if (there == nullptr) return draft.owner();
  if (holder != nullptr) {
    // R29: it stays theirs; whoever is there is told meanwhile.
    PassedOver(draft, holder, there);
    return std::string(there->id.view());
  }
  if (!account.away.empty()) PassedOver(draft, Route(draft, {}), there);
  if (attention.assigned != there->id)
    draft.out.reasons.push_back({.why = Why::kAssigned, .row = there->id.view()});
  attention.assigned = there->id;
  return std::string(there->id.view());
}

}  // namespace textback
