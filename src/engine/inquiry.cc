// R1-R7: what an inquiry does. It opens an episode, joins one, or becomes a task for a person.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/draft.h"
#include "textback/policy/permission.h"

namespace textback {
namespace {

std::string Sentence(Why why, std::string_view what_to_do) {
  return std::string(SentenceOf(why)) + "; " + std::string(what_to_do);
}

std::string_view WhatToDo(Why why) {
  if (why == Why::kDoubtful) return "read what was written, decide, and call back if you may";
  if (why == Why::kWrongNumber) return "call back only if you know who called";
  return "call back where the phone system shows the number";
}

void RefuseInquiry(Draft& draft, Why why) {
  ++draft.state.inquiries;
  if (!IsOpen(draft.state.phase)) draft.state.phase = Phase::kUnreachable;
  draft.Because(why);
  draft.AddTask(Task::Kind::kCallBack, Sentence(why, WhatToDo(why)));
}

// R40, R41: every inquiry is a basis for some months from its day on.
void RecordInquiry(Draft& draft) {
  const Candidates candidates = PlaceOf(draft.After(), draft.policy).candidates;
  const int months = TermsAt(candidates, draft.event.at).inquiry_months;
  draft.Record({.basis = Basis::kInquiry,
                .at = draft.event.at,
                .expires_at = ExpiryOf(draft.event.at, months, candidates),
                .evidence = std::string(KindOf(draft.event)) + " " + draft.event.id.value()});
}

std::string_view Approached(const Draft& draft) {
  return std::holds_alternative<FormInquiry>(draft.event.body) ? "sent a form" : "called";
}

InquiryKind KindOfInquiry(const Draft& draft) {
  return std::holds_alternative<FormInquiry>(draft.event.body) ? InquiryKind::kForm
                                                               : InquiryKind::kMissedCall;
}

// R25: a sign of life of the lead.
void Wrote(Draft& draft) {
  Instant& wrote_at = draft.state.wrote_at;
  wrote_at = wrote_at == kNever ? draft.event.at : std::max(wrote_at, draft.event.at);
  draft.state.asked_consent_at = kNever;
  PlanRearm(draft);
}

// R4. The sequence goes on as it was; after the cool-down the new call is acknowledged, unless a
// step is near anyway.
void JoinEpisode(Draft& draft) {
  LeadState& state = draft.state;
  ++state.inquiries;
  if (draft.event.at >= state.last_inquiry_at) state.last_inquiry = KindOfInquiry(draft);
  state.last_inquiry_at = std::max(state.last_inquiry_at, draft.event.at);
  draft.EndPause();  // whoever calls is back
  RecordInquiry(draft);
  draft.Because(Why::kRepeatCallJoins);
  draft.AddTask(Task::Kind::kRepeatCall,
                absl::StrFormat("the lead %s again, inquiry %d of this episode, and reached nobody",
                                Approached(draft), state.inquiries));
  const bool between_steps = draft.automated() && draft.playbook().acknowledges() &&
                             (!state.in_flight || draft.answering()) &&
                             state.acknowledge_at == kNever && !state.step.empty() &&
                             state.step != draft.first_step().name;
  if (!between_steps || state.last_acknowledge_at == kNever) return;
  const Duration cool_down = draft.playbook().cool_down;
  const Instant at = draft.event.at + draft.first_step().delay;
  if (at < state.last_acknowledge_at + cool_down || state.due < at + cool_down) {
    draft.Because(Why::kCoolDown);
    return;
  }
  state.acknowledge_at = at;
  draft.SetWake();
  draft.Because(Why::kAcknowledgedAgain);
}

void OpenAndPlan(Draft& draft) {
  const Instant spoke = draft.state.spoke_at;
  if (spoke != kNever && draft.event.at <= spoke) {
    // R3: we hear of the call only now, and a person has spoken with them since.
    OpenEpisode(draft, KindOfInquiry(draft), Phase::kEngaged);
    draft.out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = draft.first_step().name});
    draft.Because(Why::kCallerReached);
    return PlanRearm(draft);
  }
  const Instant acknowledged = draft.state.last_acknowledge_at;
  if (acknowledged != kNever &&
      draft.event.at <
          acknowledged + draft.policy.FollowUpOf(KindOfInquiry(draft)).playbook->cool_down) {
    // R4: acknowledged a short while ago, in an episode that is over by now (booked, closed):
    // people know each other.
    OpenEpisode(draft, KindOfInquiry(draft), Phase::kEngaged);
    draft.out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = draft.first_step().name});
    draft.Because(Why::kCoolDown);
    draft.AddTask(
        Task::Kind::kRepeatCall,
        absl::StrFormat("the lead %s again shortly after the last episode and reached nobody",
                        Approached(draft)));
    return;
  }
  OpenEpisode(draft, KindOfInquiry(draft), Phase::kRecovering);
  draft.PlanStep(0);
}

void LearnOf(Draft& draft, const std::string& name, const TradeId& trade) {
  LeadProfile profile = draft.lead.profile;
  if (!name.empty()) profile.name = name;
  if (!trade.empty()) profile.trade = trade;
  draft.LearnProfile(profile);
  NoteTrade(draft, trade);
}

void Inquire(Draft& draft, MissedCall::Caller caller) {
  LeadState& state = draft.state;
  Wrote(draft);
  if (state.opted_out) {
    ++state.inquiries;
    draft.Because(Why::kInquiryAfterStop);
    draft.AddTask(Task::Kind::kCalledAfterStop,
                  absl::StrFormat("the lead opted out of texts and %s: only a person may answer",
                                  Approached(draft)));
    return;
  }
  if (const std::optional<Why> why = Untextable(draft, caller); why.has_value())
    return RefuseInquiry(draft, *why);
  if (IsOpen(state.phase) && !Expired(draft, KindOfInquiry(draft))) return JoinEpisode(draft);
  OpenAndPlan(draft);
}

}  // namespace

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
  if (phone.withheld()) return Why::kNumberWithheld;
  if (draft.policy.places->numbering().Find(phone).kind == NumberKind::kPremium)
    return Why::kPremiumNumber;
  if (draft.policy.account.Owns(phone)) return Why::kOwnLine;
  if (draft.policy.account.Blocks(phone)) return Why::kNumberBlocked;
  if (draft.state.refused) return Why::kNumberRefused;
  if (draft.state.wrong_number) return Why::kWrongNumber;
  if (draft.state.looped) return Why::kLoopAlarm;
  if (draft.state.doubtful) return Why::kDoubtful;
  return std::nullopt;
}

bool Expired(const Draft& draft, InquiryKind inquiry) {
  const Instant last = draft.state.last_event_at;
  const Duration after = draft.policy.FollowUpOf(inquiry).playbook->episode_expires_after;
  return last != kNever && draft.event.at >= last + after;
}

void OpenEpisode(Draft& draft, InquiryKind inquiry, Phase phase) {
  LeadState& state = draft.state;
  draft.Because(state.episode == 0 ? Why::kInquiryOpensEpisode : Why::kNextEpisode);
  if (IsOpen(state.phase)) draft.EndAutomation(Phase::kClosed);
  state.phase = phase;
  state.inquiry = inquiry;
  state.last_inquiry = inquiry;
  state.paused_until = kNever;
  ++state.episode;
  state.inquiries = 1;
  state.inquiry_at = draft.event.at;
  state.last_inquiry_at = draft.event.at;
  state.acknowledged = 0;
  state.done_at = {};
  state.holding_sent = false;
  state.assigned = PersonId();
  state.claimed = false;
  state.waits_since = kNever;
  state.nudges = 0;
  state.nudge_at = kNever;
  state.rearm_at = kNever;
  draft.SetWake();
  // What may have been a STOP asked for nothing (R32, R41).
  if (!state.doubtful) RecordInquiry(draft);
}

void OnEstimate(Draft& draft, const EstimateSent& estimate) {
  LeadState& state = draft.state;
  if (draft.policy.follow_ups[InquiryKind::kEstimate].playbook == nullptr)
    return draft.Because(Why::kNoPlaybook);
  // An older one than the inquiry that is open has not followed from it.
  if (IsOpen(state.phase) && draft.event.at < state.inquiry_at)
    return draft.Because(Why::kOutOfOrder);
  LearnOf(draft, estimate.name, estimate.trade);
  std::optional<Why> why = Untextable(draft, MissedCall::Caller::kNumber);
  if (state.opted_out) why = Why::kOptedOut;
  if (why.has_value()) {
    draft.Because(*why);
    return draft.AddTask(Task::Kind::kCallBack, Sentence(*why, "follow the estimate up by phone"));
  }
  // Whatever was going on has led to this estimate.
  OpenEpisode(draft, InquiryKind::kEstimate, Phase::kRecovering);
  Touched(draft, draft.event.at);
  draft.PlanStep(0);
}

void OnMissedCall(Draft& draft, const MissedCall& call) {
  if (!call.line.withheld()) draft.state.line = call.line;
  Inquire(draft, call.caller);
}

void OnForm(Draft& draft, const FormInquiry& form) {
  // A form without a number is of nobody in particular (R2): there is nobody to know it of.
  if (draft.lead.id.phone.withheld()) return Inquire(draft, MissedCall::Caller::kNumber);
  LearnOf(draft, form.name, form.trade);
  if (!form.consent_words.empty() && !(draft.state.opted_out && draft.old_news())) {
    draft.Record({.basis = Basis::kExpress,
                  .at = draft.event.at,
                  .evidence = "form " + draft.event.id.value() + ": " + form.consent_words});
    draft.Because(Why::kConsentRecorded);
    Reopen(draft);
  }
  Inquire(draft, MissedCall::Caller::kNumber);
}

}  // namespace textback
