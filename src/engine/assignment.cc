#include "engine/assignment.h"

namespace textback {

std::string Assigned(Draft& draft) {
  Attention& attention = draft.state.attention;
  const Account& account = draft.policy.account;
  // A person who has left the team no longer has the lead.
  const Member* member = attention.taken ? FindMember(account.team, attention.assigned) : nullptr;
  if (member == nullptr) {
    member = RouteTo(account.team, *account.zone,
                     {.lead = draft.lead.id,
                      .episode = draft.state.episode,
                      .trade = draft.profile().trade,
                      .line = draft.line(),
                      .at = draft.now});
  }
  if (member == nullptr) return draft.owner();
  if (attention.assigned != member->id)
    draft.out.reasons.push_back({.why = Why::kAssigned, .row = member->id.view()});
  attention.assigned = member->id;
  return std::string(member->id.view());
}

}  // namespace textback
