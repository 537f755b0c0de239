#include "engine/number.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <iterator>
#include <string>

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

bool GivesAnotherNumber(const Draft& draft, std::string_view text) {
  constexpr std::string_view kDigits = "0123456789";
  constexpr std::string_view kWritten = "0123456789 -.()+";
  constexpr std::size_t kLocal = 7;
  for (std::size_t at = text.find_first_of(kDigits); at != std::string_view::npos;) {
    std::size_t end = text.find_first_not_of(kWritten, at);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view run = text.substr(at, end - at);
    std::string digits;
    std::copy_if(run.begin(), run.end(), std::back_inserter(digits),
                 [kDigits](char c) { return kDigits.find(c) != std::string_view::npos; });
    const std::string own = draft.lead.id.phone.ToE164();
    const bool local = digits.size() == kLocal && run.find_first_not_of(kDigits) == 3;
    if ((local || PhoneNumber::Parse(digits).ok()) && !own.ends_with(digits)) return true;
    at = text.find_first_of(kDigits, end);
  }
  return false;
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
