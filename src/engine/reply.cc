// Texts from the lead (R1, R20, R23, R32-R36, R44).
#include "engine/reply.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/answer.h"
#include "engine/assignment.h"
#include "engine/consent.h"
#include "engine/hand_out.h"
#include "engine/inquiry.h"
#include "engine/loop.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/trade.h"
#include "engine/waiting.h"

namespace textback {
namespace {

// How long an automatic reply delays the sequence (R23).
constexpr Duration kAutoReplyWait = std::chrono::hours{24};
// For how long a YES answers the question about consent (R44).
constexpr Duration kYesCounts = std::chrono::hours{24 * 7};

Task& TellOf(Draft& draft, const TextIn& text, Task::Kind kind, std::string to,
             std::string detail) {
  Task& task = draft.AddTask(kind, std::move(to), std::move(detail));
  task.quote = text.body;
  return task;
}

// R22: sends a holding reply outside the account's hours, when nobody can answer soon.
void MaybeHold(Draft& draft) {
  const Account& account = draft.policy.account;
  LeadState& state = draft.state;
  if (!account.holding_reply || state.answer.holding_sent || state.answer.kind != AnswerKind::kNone)
    return;
  if (IsOpen(account.hours, *account.zone, draft.now)) return;
  StartAnswer(draft, AnswerKind::kHoldingReply, {});
}

// R44: a YES to the consent question is express consent. Any other YES is an ordinary reply (R43).
void MaybeConsent(Draft& draft, const TextIn& text, bool yes) {
  const Instant asked = draft.state.asked_consent_at;
  const Instant at = draft.event.at;
  if (!yes || asked == kNever || at < asked || at >= asked + kYesCounts) return;
  draft.Record({.basis = Basis::kExpress,
                .at = at,
                .evidence = "text " + draft.event.id.value() + " \"" + text.body +
                            "\" answers the question that was accepted at " +
                            FormatRfc3339(asked)});
  draft.Because(Why::kSaidYes);
}

void OnReply(Draft& draft, const TextIn& text) {
  LeadState& state = draft.state;
  if (state.marks.opted_out) {
    TellOf(draft, text, Task::Kind::kReply, Assigned(draft),
           "the lead opted out and wrote: only a person may answer");
    return draft.Because(Why::kOptedOut);
  }
  EndPause(draft);  // the lead is active again
  const auto tell = [&] {
    TellOf(draft, text, Task::Kind::kReply, Assigned(draft),
           absl::StrFormat("the lead wrote: answer within %d minutes",
                           std::chrono::floor<std::chrono::minutes>(kNudges.front()).count()));
    StartWaiting(draft);
    MaybeHold(draft);
  };
  if (IsOpen(state.phase) && !Expired(draft, InquiryKind::kText)) {
    TakeOver(draft, Why::kReplied);
    return tell();
  }
  draft.Because(Why::kInboundTextWithoutEpisode);
  const bool answered = draft.policy.account.answer_texts &&
                        draft.policy.follow_ups[InquiryKind::kText].playbook != nullptr;
  const std::optional<Why> untextable = Untextable(draft, MissedCall::Caller::kNumber);
  if (untextable.has_value()) draft.Because(*untextable);
  const bool automatic = answered && !untextable.has_value();
  OpenEpisode(draft, InquiryKind::kText, automatic ? Phase::kRecovering : Phase::kEngaged);
  tell();
  // The person is told as well; if they write, the automated steps end.
  if (!automatic) return;
  if (state.answer.kind == AnswerKind::kHoldingReply) DropAnswer(draft);
  PlanStep(draft, 0);
}

// R32: a person decides; until then no automated text is sent.
void OnDoubtful(Draft& draft, const TextIn& text) {
  if (draft.state.marks.opted_out) return OnReply(draft, text);
  if (IsOpen(draft.state.phase)) {
    EndAutomation(draft, Phase::kEngaged);
    draft.state.marks.doubtful = true;
  } else {
    draft.Because(Why::kInboundTextWithoutEpisode);
    draft.state.marks.doubtful = true;
    OpenEpisode(draft, InquiryKind::kText, Phase::kEngaged);
  }
  TellOf(draft, text, Task::Kind::kPerhapsStop, Assigned(draft),
         "the lead may want no more texts: read it; note that express consent is withdrawn, or "
         "answer yourself");
  StartWaiting(draft);
}

// R36: the number belongs to somebody else. The consent and the details on file are of another
// person.
void OnWrongNumber(Draft& draft, const TextIn& text) {
  EndAutomation(draft, Phase::kUnreachable);
  draft.state.marks.wrong_number = true;
  WithdrawConsent(draft);
  LeadProfile nobody = draft.profile();
  nobody.name.clear();
  nobody.trade = TradeId();
  draft.LearnProfile(nobody);
  TellOf(draft, text, Task::Kind::kWrongNumber, draft.owner(),
         "somebody else answers at this number: look for the right one");
}

// R23: not a reply. Planned texts wait: those that are due earlier move to the end of the wait.
void OnAutoReply(Draft& draft, const TextIn& text) {
  Sequence& sequence = draft.state.sequence;
  if (!draft.state.automated() || draft.event.at < draft.state.inquiries.last_at) return;
  TellOf(draft, text, Task::Kind::kAutoReply, draft.owner(),
         "a machine seems to have answered: the texts wait a day; look whether it was one");
  sequence.paused_until = Latest(sequence.paused_until, draft.event.at + kAutoReplyWait);
  if (draft.state.out.empty()) {
    const Instant until = sequence.paused_until;
    if (!sequence.step.empty()) sequence.due = std::max(sequence.due, until);
    if (sequence.acknowledge_at != kNever) {
      sequence.acknowledge_at = std::max(sequence.acknowledge_at, until);
      // R4: the next step is so near that one text is enough.
      if (sequence.due < sequence.acknowledge_at + draft.playbook().cool_down)
        DropAcknowledgement(draft);
    }
  }
  draft.SetWake();
}

void OnStart(Draft& draft, const TextIn& text) {
  const LeadState& state = draft.state;
  if (!state.marks.opted_out && !state.marks.wrong_number && !state.marks.doubtful)
    return OnReply(draft, text);
  if (draft.old_news()) return draft.Because(Why::kOutOfOrder);
  Reopen(draft);
  TellOf(draft, text, Task::Kind::kReply, Assigned(draft),
         "the lead asked to be texted again: answer");
}

// Handles a STOP (R30, R31).
void OnStop(Draft& draft, const TextIn& text, std::string_view language) {
  const bool again = draft.state.marks.opted_out;
  OptOut(draft);
  if (again) return;
  if (text.provider_answered || draft.policy.account.provider_answers)
    return draft.Because(Why::kAnsweredElsewhere);
  StartAnswer(draft, AnswerKind::kStopConfirmation, language);
}

void OnHelp(Draft& draft, const TextIn& text, std::string_view language) {
  TellOf(draft, text, Task::Kind::kHelp, Assigned(draft), "the lead asked who is writing");
  EndPause(draft);
  draft.Because(Why::kHelpAsked);
  if (text.provider_answered || draft.policy.account.provider_answers)
    return draft.Because(Why::kAnsweredElsewhere);
  // The confirmation of a STOP takes precedence over the answer to HELP.
  if (draft.state.answer.kind == AnswerKind::kStopConfirmation) return;
  StartAnswer(draft, AnswerKind::kHelpAnswer, language);
}

// R28: handles any text that sets off the alarm, except a STOP.
void OnLoop(Draft& draft, const TextIn& text) {
  LeadState& state = draft.state;
  state.loop.alarm = true;
  DropAnswer(draft);
  if (IsOpen(state.phase)) EndAutomation(draft, Phase::kEngaged);
  TellOf(draft, text, Task::Kind::kLoop, draft.owner(),
         "the same text three times in an hour, or texts to and fro by the second: a machine seems "
         "to be writing; nothing automated goes until you have claimed or called this lead");
  draft.Because(Why::kLoopAlarm);
}

}  // namespace

void OnTextIn(Draft& draft, const TextIn& text) {
  LeadState& state = draft.state;
  const std::string& known = draft.lead.profile.locale;
  const ReplyClassifier::Meaning meaning = draft.policy.replies->Classify(
      text.body, known.empty() ? draft.policy.account.locale : known);
  // R74: of the events that are years old, only an opt-out counts.
  if (draft.years_old() && meaning.kind != ReplyKind::kStop) return draft.Because(Why::kYearsOld);
  if (!text.line.withheld()) state.line = text.line;
  const auto because = [&](Why why) {
    draft.out.reasons.push_back({.why = why, .row = meaning.id});
  };
  const bool loops = Loops(draft, text);
  if (meaning.kind != ReplyKind::kAutoReply) Wrote(draft, draft.event.at);
  if (loops && meaning.kind != ReplyKind::kStop) {
    // People have been told already; further texts of the machine create no tasks.
    return state.loop.alarm ? draft.Because(Why::kLoopAlarm) : OnLoop(draft, text);
  }
  switch (meaning.kind) {
    case ReplyKind::kStop:
      OnStop(draft, text, meaning.language);
      because(Why::kStopReceived);
      break;
    case ReplyKind::kDoubtful:
      OnDoubtful(draft, text);
      because(Why::kDoubtful);
      break;
    case ReplyKind::kWrongNumber:
      OnWrongNumber(draft, text);
      because(Why::kWrongNumber);
      break;
    case ReplyKind::kAutoReply:
      OnAutoReply(draft, text);
      because(Why::kAutoReplied);
      return;
    case ReplyKind::kStart:
      OnStart(draft, text);
      break;
    case ReplyKind::kHelp:
      OnHelp(draft, text, meaning.language);
      return;
    case ReplyKind::kEmergency:
    case ReplyKind::kBotQuestion:
    case ReplyKind::kReply:
      if (!state.marks.opted_out) MaybeConsent(draft, text, meaning.yes);
      HearTrade(draft, text);
      OnReply(draft, text);
      break;
  }
  state.asked_consent_at = kNever;  // R44: a later YES answers something else
}

}  // namespace textback
