// R1, R20, R23, R32-R36, R44: what the lead writes.
#include <algorithm>
#include <optional>
#include <string>

#include "engine/draft.h"

namespace textback {
namespace {

// How long a machine's answer holds the sequence back (R23).
constexpr Duration kAutoReplyWait = std::chrono::hours{24};
// How long YES answers a question about consent (R44).
constexpr Duration kYesCounts = std::chrono::hours{24 * 7};

Task& TellOf(Draft& draft, const TextIn& text, Task::Kind kind, std::string to,
             std::string detail) {
  Task& task = draft.AddTask(kind, std::move(to), std::move(detail));
  task.quote = text.body;
  return task;
}

// R22: outside the account's hours nobody answers soon.
void MaybeHold(Draft& draft) {
  const Account& account = draft.policy.account;
  LeadState& state = draft.state;
  if (!account.holding_reply || state.holding_sent || state.answer != Answer::kNone) return;
  if (IsOpen(account.hours, *account.zone, draft.now)) return;
  StartAnswer(draft, Answer::kHoldingReply, {});
}

// R44: a YES to the very question is consent; to anything else it is just a reply (R43).
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
  if (state.opted_out) {
    TellOf(draft, text, Task::Kind::kReply, Assigned(draft),
           "the lead opted out and wrote: only a person may answer");
    return draft.Because(Why::kOptedOut);
  }
  draft.EndPause();  // whoever writes is back
  const auto tell = [&] {
    TellOf(draft, text, Task::Kind::kReply, Assigned(draft),
           "the lead wrote: answer within 15 minutes");
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
  // The person is told as well, and ends the automated steps by writing.
  if (!automatic) return;
  if (state.answer == Answer::kHoldingReply) DropAnswer(draft);
  draft.PlanStep(0);
}

// R32: it is left to a person, and until then nothing automated goes.
void OnDoubtful(Draft& draft, const TextIn& text) {
  if (draft.state.opted_out) return OnReply(draft, text);
  if (IsOpen(draft.state.phase)) {
    draft.EndAutomation(Phase::kEngaged);
    draft.state.doubtful = true;
  } else {
    draft.Because(Why::kInboundTextWithoutEpisode);
    draft.state.doubtful = true;
    OpenEpisode(draft, InquiryKind::kText, Phase::kEngaged);
  }
  TellOf(draft, text, Task::Kind::kPerhapsStop, Assigned(draft),
         "the lead may want no more texts: read it; note that express consent is withdrawn, or "
         "answer yourself");
  StartWaiting(draft);
}

// R36: nobody we know is there. What was consented to was somebody else's consent, and what we knew
// was of somebody else.
void OnWrongNumber(Draft& draft, const TextIn& text) {
  draft.EndAutomation(Phase::kUnreachable);
  draft.state.wrong_number = true;
  WithdrawConsent(draft);
  LeadProfile nobody = draft.profile();
  nobody.name.clear();
  nobody.trade = TradeId();
  draft.LearnProfile(nobody);
  TellOf(draft, text, Task::Kind::kWrongNumber, Owner(draft),
         "somebody else answers at this number: look for the right one");
}

// R23: no reply. What is planned waits; what is nearer than that moves.
void OnAutoReply(Draft& draft, const TextIn& text) {
  LeadState& state = draft.state;
  if (!draft.automated() || draft.event.at < state.last_inquiry_at) return;
  TellOf(draft, text, Task::Kind::kAutoReply, Owner(draft),
         "a machine seems to have answered: the texts wait a day; look whether it was one");
  const Instant until = draft.event.at + kAutoReplyWait;
  state.paused_until = state.paused_until == kNever ? until : std::max(state.paused_until, until);
  if (!state.step.empty() && !state.in_flight) state.due = std::max(state.due, state.paused_until);
  if (state.acknowledge_at != kNever && !state.in_flight) {
    state.acknowledge_at = std::max(state.acknowledge_at, state.paused_until);
    // R4: with the next step that near, one text is enough.
    if (state.due < state.acknowledge_at + draft.playbook().cool_down) DropAcknowledgement(draft);
  }
  draft.SetWake();
}

void OnStart(Draft& draft, const TextIn& text) {
  const LeadState& state = draft.state;
  if (!state.opted_out && !state.wrong_number && !state.doubtful) return OnReply(draft, text);
  if (draft.old_news()) return draft.Because(Why::kOutOfOrder);
  Reopen(draft);
  TellOf(draft, text, Task::Kind::kReply, Assigned(draft),
         "the lead asked to be texted again: answer");
}

// R30, R31.
void OnStop(Draft& draft, const TextIn& text, std::string_view language) {
  const bool again = draft.state.opted_out;
  OptOut(draft);
  if (again) return;
  if (text.provider_answered || draft.policy.account.provider_answers)
    return draft.Because(Why::kAnsweredElsewhere);
  StartAnswer(draft, Answer::kStopConfirmation, language);
}

void OnHelp(Draft& draft, const TextIn& text, std::string_view language) {
  TellOf(draft, text, Task::Kind::kHelp, Assigned(draft), "the lead asked who is writing");
  draft.EndPause();
  draft.Because(Why::kHelpAsked);
  if (text.provider_answered || draft.policy.account.provider_answers)
    return draft.Because(Why::kAnsweredElsewhere);
  // The confirmation of a STOP goes before everything else.
  if (draft.state.answer == Answer::kStopConfirmation) return;
  StartAnswer(draft, Answer::kHelpAnswer, language);
}

// R28: whatever it says, but a STOP.
void OnLoop(Draft& draft, const TextIn& text) {
  LeadState& state = draft.state;
  state.looped = true;
  DropAnswer(draft);
  if (IsOpen(state.phase)) draft.EndAutomation(Phase::kEngaged);
  TellOf(draft, text, Task::Kind::kLoop, Owner(draft),
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
  // R74: of all that is years old, an opt-out alone still counts.
  if (draft.years_old() && meaning.kind != ReplyKind::kStop) return draft.Because(Why::kYearsOld);
  if (!text.line.withheld()) state.line = text.line;
  const auto because = [&](Why why) {
    draft.out.reasons.push_back({.why = why, .row = meaning.id});
  };
  const bool loops = Loops(draft, text);
  if (meaning.kind != ReplyKind::kAutoReply) {
    state.wrote_at =
        state.wrote_at == kNever ? draft.event.at : std::max(state.wrote_at, draft.event.at);
    PlanRearm(draft);
  }
  if (loops && meaning.kind != ReplyKind::kStop) {
    // Told is told: a machine that goes on makes no more tasks.
    return state.looped ? draft.Because(Why::kLoopAlarm) : OnLoop(draft, text);
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
    case ReplyKind::kReply:
      if (!state.opted_out) MaybeConsent(draft, text, meaning.yes);
      HearTrade(draft, text);
      OnReply(draft, text);
      break;
  }
  state.asked_consent_at = kNever;  // R44: what comes after this answers something else
}

}  // namespace textback
