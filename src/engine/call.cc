// Calls that are not clearly missed, and missed calls that are not texted (R2, R8).
#include "engine/call.h"

#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>

#include "engine/hand_out.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/waiting.h"

namespace textback {
namespace {

// R8: whoever may just have been served isn't texted. As with a text that may mean STOP (R32), the
// automated steps end until a person acts. The inquiry stays what it was: the call adds nothing.
void Pause(Draft& draft) {
  LeadState& state = draft.state;
  if (!IsOpen(state.phase)) return;
  if (state.answer.kind == AnswerKind::kHoldingReply) DropAnswer(draft);
  LeaveRequestToPerson(draft);  // R37: perhaps the matter is settled
  // Somebody has the lead already; Wrote() has stopped the long follow-up (R25).
  if (!state.automated()) return;
  EndAutomation(draft, Phase::kEngaged);
  StartWaiting(draft);  // R21: perhaps the lead reached nobody
}

// A name with a digit in it may be a phone number, which a task doesn't show.
bool Sayable(std::string_view name) {
  return !name.empty() && std::none_of(name.begin(), name.end(), [](char c) {
    return absl::ascii_isdigit(static_cast<unsigned char>(c));
  });
}

void AskOwner(Draft& draft) {
  const std::string& name = draft.profile().name;
  draft.AddTask(Task::Kind::kUnclearCall,
                absl::StrCat("was that you on the phone with ", Sayable(name) ? name : "the lead",
                             "? If not, call back or mark the call as missed"));
}

}  // namespace

bool LetPass(Draft& draft, MissedCall::Caller caller, Duration rang) {
  const Account& account = draft.policy.account;
  if (caller == MissedCall::Caller::kNumber && account.Knows(draft.lead.id.phone)) {
    draft.Because(Why::kKnownPerson);
    return true;
  }
  if (rang < Duration{0} || rang >= account.shortest_ring) return false;
  draft.Because(Why::kRangTooShort);
  return true;
}

void OnUnclearCall(Draft& draft, const UnclearCall& call) {
  LeadState& state = draft.state;
  // Whoever has a number of their own is paused for, whatever the switch says about the caller.
  const bool hidden = draft.lead.id.phone.withheld();
  const MissedCall::Caller caller = hidden ? call.caller : MissedCall::Caller::kNumber;
  if (LetPass(draft, caller, kRangUnknown)) return;
  if (!call.line.withheld()) state.line = call.line;
  state.asked_consent_at = kNever;  // R44: a later YES answers something else
  Wrote(draft, draft.event.at);
  draft.Because(Why::kUnclearCall);
  if (state.marks.opted_out) {
    draft.Because(Why::kOptedOut);
    return draft.AddTask(Task::Kind::kCalledAfterStop,
                         "the lead opted out of texts and called, and perhaps a machine answered: "
                         "only a person may call back");
  }
  // A missed call after this one is an inquiry whatever became of this one (R1).
  const bool newest = !IsOpen(state.phase) || draft.event.at >= state.inquiries.last_at;
  if (const std::optional<Why> why = Untextable(draft, caller); why.has_value()) {
    draft.Because(*why);
    if (newest) Pause(draft);
    return AskOwner(draft);
  }
  const Instant spoke = state.attention.spoke_at;
  // We learned of the call late, and a person has spoken with the lead since (R3).
  if (spoke != kNever && draft.event.at <= spoke) return draft.Because(Why::kCallerReached);
  if (newest) Pause(draft);
  AskOwner(draft);
}

}  // namespace textback
