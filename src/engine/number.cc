#include "engine/number.h"

#include <absl/strings/str_format.h>

#include "engine/plan.h"
#include "engine/waiting.h"

namespace textback {

std::optional<Why> Untextable(const Draft& draft, MissedCall::Caller caller) {
  switch (caller) {
    case MissedCall::Caller::kWithheld:
      return Why::kNumberWithheld;
    case MissedCall::Caller::kInvalid:
      return Why::kNumberInvalid;
    case MissedCall::Caller::kShortCode:
      return Why::kShortCode;
    case MissedCall::Caller::kNumber:
      break;
  }
  const PhoneNumber phone = draft.lead.id.phone;
  const Marks& marks = draft.state.marks;
  if (phone.withheld()) return Why::kNumberWithheld;
  if (draft.policy.places->numbering().Find(phone).kind == NumberKind::kPremium)
    return Why::kPremiumNumber;
  if (draft.policy.account.Owns(phone)) return Why::kOwnLine;
  if (draft.policy.account.Blocks(phone)) return Why::kNumberBlocked;
  if (draft.policy.account.Knows(phone)) return Why::kKnownPerson;
  if (marks.refused) return Why::kNumberRefused;
  if (marks.wrong_number) return Why::kWrongNumber;
  if (draft.state.loop.alarm) return Why::kLoopAlarm;
  if (marks.doubtful) return Why::kDoubtful;
  return std::nullopt;
}

bool Unproven(const Draft& draft, CallerCheck authentication) {
  const LeadState& before = draft.lead.state;
  return authentication == CallerCheck::kFailed && before.episode == 0 &&
         before.attention.spoke_at == kNever && draft.lead.profile == LeadProfile{} &&
         before.consent == ConsentState{};
}

void NumberRefused(Draft& draft, bool not_mobile, std::string_view code) {
  draft.Because(not_mobile ? Why::kNotMobile : Why::kRefusedForGood);
  if (draft.state.marks.refused) return;
  draft.state.marks.refused = true;
  draft.AddTask(Task::Kind::kCallBack,
                absl::StrFormat("the number takes no texts, code %s: call", code));
  // An episode that is with a person stays open: somebody may be waiting for them.
  return draft.state.automated() ? EndAutomation(draft, Phase::kUnreachable) : PlanRearm(draft);
}

}  // namespace textback
