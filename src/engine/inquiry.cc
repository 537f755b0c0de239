// Inquiries (R1-R7). An inquiry opens an episode, joins one, or becomes a task for a person.
#include "engine/inquiry.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "engine/call.h"
#include "engine/consent.h"
#include "engine/emergency.h"
#include "engine/hand_out.h"
#include "engine/language.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/trade.h"
#include "engine/waiting.h"
#include "textback/policy/permission.h"
#include "textback/text/name.h"

namespace textback {
namespace {

std::string Sentence(Why why, std::string_view what_to_do) {
  return std::string(SentenceOf(why)) + "; " + std::string(what_to_do);
}

std::string_view WhatToDo(Why why) {
  if (why == Why::kDoubtful) return "read what was written, decide, and call back if you may";
  if (why == Why::kWrongNumber) return "call back only if you know who called";
  if (why == Why::kCallerUnproven) return "call back only if you expect this call";
  return "call back where the phone system shows the number";
}

void RefuseInquiry(Draft& draft, Why why) {
  ++draft.state.inquiries.count;
  if (!IsOpen(draft.state.phase)) draft.state.phase = Phase::kUnreachable;
  draft.Because(why);
  draft.AddTask(Task::Kind::kCallBack, Sentence(why, WhatToDo(why)));
}

// R40, R41: every inquiry is a basis for some months from its date on.
void RecordInquiry(Draft& draft) {
  const Candidates candidates = PlaceOf(draft.After(), draft.policy).candidates;
  const int months = TermsAt(candidates, draft.event.at).inquiry_months;
  draft.Record({.basis = Basis::kInquiry,
                .at = draft.event.at,
                .expires_at = ExpiryOf(draft.event.at, months, candidates),
                .evidence = EventEvidence(draft.event)});
}

// From the begin of a call to that of its message; and the longest message that systems keep.
constexpr Duration kBeforeMessage = std::chrono::minutes{2};
constexpr Duration kLongestMessage = std::chrono::minutes{5};

// R9: a missed call and the message that its caller left are one call, whichever comes first.
bool OfKnownCall(const Draft& draft) {
  const Inquiries& inquiries = draft.state.inquiries;
  const Instant at = draft.event.at;
  if (inquiries.last != InquiryKind::kMissedCall) return false;
  const Instant message_at = inquiries.message_at;
  if (const auto* message = std::get_if<Voicemail>(&draft.event.body); message != nullptr) {
    const bool told = message_at != kNever && message_at >= inquiries.last_at;
    return !told && at >= inquiries.last_at &&
           at <= inquiries.last_at + message->length + kBeforeMessage;
  }
  return std::holds_alternative<MissedCall>(draft.event.body) && message_at != kNever &&
         at <= message_at && message_at <= at + kLongestMessage;
}

std::string_view Approached(const Draft& draft) {
  return std::holds_alternative<FormInquiry>(draft.event.body) ? "sent a form" : "called";
}

InquiryKind KindOfInquiry(const Draft& draft) {
  return std::holds_alternative<FormInquiry>(draft.event.body) ? InquiryKind::kForm
                                                               : InquiryKind::kMissedCall;
}

// R4. The sequence continues unchanged. After the cool-down the new call is acknowledged, unless a
// step is due soon anyway.
void JoinEpisode(Draft& draft) {
  LeadState& state = draft.state;
  if (OfKnownCall(draft)) {
    EndPause(draft);
    if (std::holds_alternative<Voicemail>(draft.event.body)) RecordInquiry(draft);
    return draft.Because(Why::kSameCall);
  }
  LeaveRequestToPerson(draft);  // R37: they want to be heard now
  Inquiries& inquiries = state.inquiries;
  Sequence& sequence = state.sequence;
  ++inquiries.count;
  if (draft.event.at >= inquiries.last_at) inquiries.last = KindOfInquiry(draft);
  inquiries.last_at = std::max(inquiries.last_at, draft.event.at);
  EndPause(draft);  // the caller is active again
  RecordInquiry(draft);
  draft.Because(Why::kRepeatCallJoins);
  draft.AddTask(Task::Kind::kRepeatCall,
                absl::StrFormat("the lead %s again, inquiry %d of this episode, and reached nobody",
                                Approached(draft), inquiries.count));
  const bool between_steps = state.automated() && draft.playbook().acknowledges() &&
                             !state.out.is_step() && sequence.acknowledge_at == kNever &&
                             !sequence.step.empty() && sequence.step != draft.first_step().name;
  if (!between_steps || sequence.last_acknowledge_at == kNever) return;
  const Duration cool_down = draft.playbook().cool_down;
  const Instant at = draft.event.at + draft.first_step().delay;
  if (at < sequence.last_acknowledge_at + cool_down || sequence.due < at + cool_down) {
    draft.Because(Why::kCoolDown);
    return;
  }
  sequence.acknowledge_at = at;
  draft.SetWake();
  draft.Because(Why::kAcknowledgedAgain);
}

void OpenAndPlan(Draft& draft) {
  const Instant spoke = draft.state.attention.spoke_at;
  if (spoke != kNever && draft.event.at <= spoke) {
    // R3: the event reached us late, and a person has spoken with the lead since the call.
    OpenEpisode(draft, KindOfInquiry(draft), Phase::kEngaged);
    draft.NoteDropped(draft.first_step().name);
    draft.Because(Why::kCallerReached);
    return PlanRearm(draft);
  }
  const Instant acknowledged = draft.state.sequence.last_acknowledge_at;
  if (acknowledged != kNever &&
      draft.event.at <
          acknowledged + draft.policy.FollowUpOf(KindOfInquiry(draft)).playbook->cool_down) {
    // R4: acknowledged recently, in an episode that has ended since (booked, closed). No second
    // greeting: the lead already knows the business.
    OpenEpisode(draft, KindOfInquiry(draft), Phase::kEngaged);
    draft.NoteDropped(draft.first_step().name);
    draft.Because(Why::kCoolDown);
    draft.AddTask(
        Task::Kind::kRepeatCall,
        absl::StrFormat("the lead %s again shortly after the last episode and reached nobody",
                        Approached(draft)));
    return;
  }
  OpenEpisode(draft, KindOfInquiry(draft), Phase::kRecovering);
  PlanStep(draft, 0);
}

// R53: what is no name isn't kept as one.
void LearnOf(Draft& draft, std::string_view name, const TradeId& trade) {
  LeadProfile profile = draft.lead.profile;
  const NameFault fault = CheckName(name);
  if (fault == NameFault::kNone) profile.name = std::string(name);
  if (fault != NameFault::kNone && fault != NameFault::kEmpty) draft.Because(Why::kNotAName);
  if (!trade.empty()) profile.trade = trade;
  draft.LearnProfile(profile);
  NoteTrade(draft, trade);
}

// R46, R53: a stranger's form could make us text a link to somebody else. Nothing of such a form is
// said to the lead, and a person looks at it.
bool NoteLink(Draft& draft, const FormInquiry& form) {
  if (CheckName(form.name) != NameFault::kLink && !CarriesLink(form.message)) return false;
  draft.Because(Why::kLinkInForm);
  draft.AddTask(Task::Kind::kLinkInForm,
                "a form of the lead's number carries a link: its name is left out of the texts; "
                "look at it before you answer, and don't open the link");
  std::string quote = form.name;
  if (!quote.empty() && !form.message.empty()) quote += ": ";
  draft.out.tasks.back().quote = quote + form.message;
  return true;
}

// R39: what was written into a form. Who sent it is not known (R46), so a form with a link is never
// more than perhaps an emergency.
Alarm AlarmOf(Draft& draft, const FormInquiry& form, bool link) {
  const ReplyClassifier::Meaning meaning =
      draft.policy.replies->Classify(form.message, TongueOf(draft).locale);
  Alarm alarm = AlarmIn(draft, form.message, meaning);
  if (link && alarm.certain()) alarm.level = Emergency::kPerhaps;
  if (alarm.any()) RaiseAlarm(draft, alarm, form.message);
  return alarm;
}

}  // namespace

void Inquire(Draft& draft, MissedCall::Caller caller, CallerCheck authentication) {
  LeadState& state = draft.state;
  state.asked_consent_at = kNever;
  Wrote(draft, draft.event.at);
  if (state.marks.opted_out) {
    ++state.inquiries.count;
    draft.Because(Why::kInquiryAfterStop);
    draft.AddTask(Task::Kind::kCalledAfterStop,
                  absl::StrFormat("the lead opted out of texts and %s: only a person may answer",
                                  Approached(draft)));
    return;
  }
  if (const std::optional<Why> why = Untextable(draft, caller); why.has_value())
    return RefuseInquiry(draft, *why);
  if (Unproven(draft, authentication)) return RefuseInquiry(draft, Why::kCallerUnproven);
  if (IsOpen(state.phase) && !Expired(draft, KindOfInquiry(draft))) return JoinEpisode(draft);
  OpenAndPlan(draft);
}

bool Expired(const Draft& draft, InquiryKind inquiry) {
  const Instant last = draft.state.last_event_at;
  const Duration after = draft.policy.FollowUpOf(inquiry).playbook->episode_expires_after;
  return last != kNever && draft.event.at >= last + after;
}

void OpenEpisode(Draft& draft, InquiryKind inquiry, Phase phase) {
  LeadState& state = draft.state;
  draft.Because(state.episode == 0 ? Why::kInquiryOpensEpisode : Why::kNextEpisode);
  if (IsOpen(state.phase)) EndAutomation(draft, Phase::kClosed);
  state.phase = phase;
  ++state.episode;
  state.inquiries = {.count = 1,
                     .first = inquiry,
                     .last = inquiry,
                     .first_at = draft.event.at,
                     .last_at = draft.event.at};
  state.sequence.paused_until = kNever;
  state.sequence.acknowledged = 0;
  state.sequence.steps = {};
  state.answer.holding_sent = false;
  Attention& attention = state.attention;
  attention.assigned = PersonId();
  attention.taken = false;
  attention.waits_since = kNever;
  attention.nudges = 0;
  attention.nudge_at = kNever;
  attention.rearm_at = kNever;
  draft.SetWake();
  // A text that may have been a STOP is no inquiry and gives no basis (R32, R41).
  if (!state.marks.doubtful) RecordInquiry(draft);
}

void OnEstimate(Draft& draft, const EstimateSent& estimate) {
  LeadState& state = draft.state;
  if (draft.policy.follow_ups[InquiryKind::kEstimate].playbook == nullptr)
    return draft.Because(Why::kNoPlaybook);
  // An estimate from before the open inquiry is not a result of it.
  if (IsOpen(state.phase) && draft.event.at < state.inquiries.first_at)
    return draft.Because(Why::kOutOfOrder);
  LearnOf(draft, estimate.name, estimate.trade);
  std::optional<Why> why = Untextable(draft, MissedCall::Caller::kNumber);
  if (state.marks.opted_out) why = Why::kOptedOut;
  if (why.has_value()) {
    draft.Because(*why);
    return draft.AddTask(Task::Kind::kCallBack, Sentence(*why, "follow the estimate up by phone"));
  }
  // The estimate replaces whatever was running before it.
  OpenEpisode(draft, InquiryKind::kEstimate, Phase::kRecovering);
  Touched(draft, draft.event.at);
  PlanStep(draft, 0);
}

void OnMissedCall(Draft& draft, const MissedCall& call) {
  if (LetPass(draft, call.caller, call.rang)) return;
  if (!call.line.withheld()) draft.state.line = call.line;
  Inquire(draft, call.caller, call.authentication);
}

void OnForm(Draft& draft, const FormInquiry& form) {
  const bool link = NoteLink(draft, form);
  const Alarm alarm = AlarmOf(draft, form, link);
  // A form without a number belongs to no known person (R2), so no profile is kept.
  if (draft.lead.id.phone.withheld()) return Inquire(draft, MissedCall::Caller::kNumber);
  LearnOf(draft, link ? std::string_view() : form.name, form.trade);
  if (!form.consent_words.empty() && !(draft.state.marks.opted_out && draft.old_news())) {
    draft.Record({.basis = Basis::kExpress,
                  .at = draft.event.at,
                  .evidence = "form " + draft.event.id.value() + ": " + form.consent_words});
    draft.Because(Why::kConsentRecorded);
    Reopen(draft);
  }
  Inquire(draft, MissedCall::Caller::kNumber);
  AfterInquiry(draft, alarm);
}

}  // namespace textback
