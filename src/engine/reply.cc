// Texts from the lead (R1, R20, R23, R32-R36, R39, R44, R56, R57).
#include "engine/reply.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "engine/answer.h"
#include "engine/assignment.h"
#include "engine/consent.h"
#include "engine/emergency.h"
#include "engine/hand_out.h"
#include "engine/inquiry.h"
#include "engine/language.h"
#include "engine/loop.h"
#include "engine/machine.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/request.h"
#include "engine/trade.h"
#include "engine/waiting.h"

namespace textback {
namespace {

// For how long a YES answers the question about consent (R44).
constexpr Duration kYesCounts = std::chrono::hours{24 * 7};

Task& TellOf(Draft& draft, const TextIn& text, Task::Kind kind, std::string to,
             std::string detail) {
  Task& task = draft.AddTask(kind, std::move(to), std::move(detail));
  task.quote = text.body;
  return task;
}

// What a text is, and what it asks for besides an answer.
struct Heard {
  ReplyClassifier::Meaning meaning;
  Alarm alarm;                 // R39
  std::string_view language;   // R57; empty: not clear
  std::optional<Asked> asked;  // R37
  bool other_number = false;   // they want to be called, at another number
  ReplyKind kind = ReplyKind::kReply;

  // R37: to be contacted at another time.
  bool later() const { return asked.has_value() && asked->what != AskedTime::What::kVisit; }
};

// R22: sends a holding reply outside the account's hours, when nobody can answer soon.
void MaybeHold(Draft& draft, std::string_view language) {
  const Account& account = draft.policy.account;
  LeadState& state = draft.state;
  if (!account.holding_reply || state.answer.holding_sent || state.answer.kind != AnswerKind::kNone)
    return;
  if (IsOpen(account.hours, *account.zone, draft.now)) return;
  StartAnswer(draft, AnswerKind::kHoldingReply, language);
}

// R28, R56: the truth, once an hour: two machines must not talk about what they are.
void AnswerBotQuestion(Draft& draft, std::string_view language) {
  const Instant last = draft.state.answer.bot_at;
  if (last != kNever && draft.now < last + kSameAnswerEvery)
    return draft.Because(Why::kBotAnswered);
  StartAnswer(draft, AnswerKind::kBotAnswer, language);
  draft.Because(Why::kBotQuestion);
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

// A task's detail has no phone number in it.
constexpr std::string_view kOtherNumber = "; they give a number to call, see their words";

std::string AfterStop(const Heard& heard) {
  std::string detail = "the lead opted out and wrote: only a person may answer";
  if (heard.meaning.wants_call) detail += "; they ask to be called";
  if (heard.other_number) detail += kOtherNumber;
  return detail;
}

// Nothing automated goes to whom a person has to look at first (R28, R32, R36), also nothing that
// they asked for.
bool MayAsk(const LeadState& state) {
  return !state.marks.doubtful && !state.marks.wrong_number && !state.loop.alarm;
}

bool MayText(const Draft& draft) {
  return !Untextable(draft, MissedCall::Caller::kNumber).has_value();
}

std::string ToDo(const Draft& draft, const Heard& heard) {
  const auto minutes = std::chrono::floor<std::chrono::minutes>(kNudges.front()).count();
  std::string detail = absl::StrFormat("the lead wrote: answer within %d minutes", minutes);
  if (heard.meaning.wants_call)
    detail = absl::StrFormat("the lead asks to be called: call within %d minutes", minutes);
  if (heard.later() && heard.asked->what != AskedTime::What::kUnclear)
    detail = "the lead wrote, and not for now";
  if (heard.other_number) detail += kOtherNumber;
  if (heard.kind == ReplyKind::kBotQuestion)
    detail += "; they ask whether a machine writes, so say who you are";
  if (heard.asked.has_value()) SayAsked(*heard.asked, MayText(draft), detail);
  return detail;
}

// R37: they want to hear from us then, and not before.
bool NamesTime(Draft& draft, const Heard& heard) {
  using What = AskedTime::What;
  if (!heard.asked.has_value()) return false;
  if (heard.asked->what == What::kUnclear) draft.Because(Why::kNoTimeToRead);
  if (heard.asked->what != What::kText && heard.asked->what != What::kCall) return false;
  if (!MayAsk(draft.state)) return false;
  PlanRequest(draft, *heard.asked);
  if (!MayText(draft)) LeaveRequestToPerson(draft);  // R2: a person does it then
  return true;
}

// A person is told, and what a machine may say goes at once. Of an emergency everybody has been
// told already (R39).
void TakeUp(Draft& draft, const TextIn& text, const Heard& heard) {
  if (!heard.alarm.any())
    TellOf(draft, text, Task::Kind::kReply, Assigned(draft), ToDo(draft, heard));
  const bool later = !heard.alarm.any() && NamesTime(draft, heard);
  if (!later) StartWaiting(draft);
  if (TellWhomToCall(draft, heard.alarm, heard.language)) return;
  if (heard.kind == ReplyKind::kBotQuestion) return AnswerBotQuestion(draft, heard.language);
  if (!later) MaybeHold(draft, heard.language);
}

void OnReply(Draft& draft, const TextIn& text, const Heard& heard) {
  LeadState& state = draft.state;
  if (state.marks.opted_out) {
    if (!heard.alarm.any())
      TellOf(draft, text, Task::Kind::kReply, Assigned(draft), AfterStop(heard));
    return draft.Because(Why::kOptedOut);
  }
  LeaveRequestToPerson(draft);  // R37: this is a newer word
  EndPause(draft);              // the lead is active again
  if (IsOpen(state.phase) && !Expired(draft, InquiryKind::kText)) {
    TakeOver(draft, Why::kReplied);
    return TakeUp(draft, text, heard);
  }
  draft.Because(Why::kInboundTextWithoutEpisode);
  const bool answered = draft.policy.account.answer_texts &&
                        draft.policy.follow_ups[InquiryKind::kText].playbook != nullptr;
  const std::optional<Why> untextable = Untextable(draft, MissedCall::Caller::kNumber);
  if (untextable.has_value()) draft.Because(*untextable);
  // R39, R56: who has an emergency, or wants no machine, is not sent a playbook.
  const bool for_person =
      heard.alarm.any() || heard.kind == ReplyKind::kBotQuestion || heard.later();
  const bool automatic = answered && !untextable.has_value() && !for_person;
  OpenEpisode(draft, InquiryKind::kText, automatic ? Phase::kRecovering : Phase::kEngaged);
  TakeUp(draft, text, heard);
  // The person is told as well; if they write, the automated steps end.
  if (!automatic) return;
  if (state.answer.kind == AnswerKind::kHoldingReply) DropAnswer(draft);
  PlanStep(draft, 0);
}

// R32: a person decides; until then no automated text is sent.
void OnDoubtful(Draft& draft, const TextIn& text, const Heard& heard) {
  if (draft.state.marks.opted_out) return OnReply(draft, text, heard);
  DropRequest(draft);
  if (IsOpen(draft.state.phase)) {
    EndAutomation(draft, Phase::kEngaged);
    draft.state.marks.doubtful = true;
  } else {
    draft.Because(Why::kInboundTextWithoutEpisode);
    draft.state.marks.doubtful = true;
    OpenEpisode(draft, InquiryKind::kText, Phase::kEngaged);
  }
  std::string detail =
      absl::StrCat(heard.meaning.wants_call ? "the lead asks to be called, and " : "the lead ",
                   "may want no more texts: read it; note that express consent is withdrawn, or "
                   "answer yourself");
  if (heard.asked.has_value()) SayAsked(*heard.asked, false, detail);
  TellOf(draft, text, Task::Kind::kPerhapsStop, Assigned(draft), std::move(detail));
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

void OnStart(Draft& draft, const TextIn& text, const Heard& heard) {
  const LeadState& state = draft.state;
  if (!state.marks.opted_out && !state.marks.wrong_number && !state.marks.doubtful)
    return OnReply(draft, text, heard);
  if (draft.old_news()) return draft.Because(Why::kOutOfOrder);
  Reopen(draft);
  TellOf(draft, text, Task::Kind::kReply, Assigned(draft),
         "the lead asked to be texted again: answer");
}

// Who wants no texts may want a call, and CANCEL may mean the visit: a person asks. Nothing: the
// opt-out is all that was said.
std::string ToAsk(const Draft& draft, const Heard& heard) {
  if (draft.years_old()) return {};
  if (heard.meaning.wants_call) {
    std::string detail = "opted out of texts and asks to be called: call, don't text";
    if (heard.other_number) detail += kOtherNumber;
    if (heard.asked.has_value()) SayAsked(*heard.asked, false, detail);
    return detail;
  }
  // A second CANCEL says nothing new.
  if (heard.meaning.cancels && !draft.state.marks.opted_out)
    return "CANCEL opts out of texts, and may mean the visit: ask by phone, don't text";
  return {};
}

// Handles a STOP (R30, R31).
void OnStop(Draft& draft, const TextIn& text, const Heard& heard) {
  const bool again = draft.state.marks.opted_out;
  if (std::string detail = ToAsk(draft, heard); !detail.empty()) {
    // Who has the lead gets the call; the opt-out ends that, so it is asked before.
    TellOf(draft, text, Task::Kind::kCallBack, Assigned(draft), std::move(detail));
    draft.Because(heard.meaning.wants_call ? Why::kAsksForCall : Why::kPerhapsCancels);
  }
  OptOut(draft);
  if (again) return;
  if (text.provider_answered || draft.policy.account.provider_answers)
    return draft.Because(Why::kAnsweredElsewhere);
  StartAnswer(draft, AnswerKind::kStopConfirmation, heard.meaning.language);
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
  DropRequest(draft);
  if (IsOpen(state.phase)) EndAutomation(draft, Phase::kEngaged);
  TellOf(draft, text, Task::Kind::kLoop, draft.owner(),
         "the same text three times in an hour, or texts to and fro by the second: a machine seems "
         "to be writing; nothing automated goes until you have claimed or called this lead");
  draft.Because(Why::kLoopAlarm);
}

// R39: an emergency is one beside any question too.
Heard Hear(Draft& draft, const TextIn& text) {
  Heard heard{.meaning = draft.policy.replies->Classify(text.body, TongueOf(draft).locale)};
  heard.kind = heard.meaning.kind;
  heard.alarm = AlarmIn(draft, text.body, heard.meaning);
  const bool plain = heard.kind == ReplyKind::kReply || heard.kind == ReplyKind::kHelp ||
                     heard.kind == ReplyKind::kBotQuestion;
  if (heard.alarm.any() && plain) heard.kind = ReplyKind::kEmergency;
  return heard;
}

// True: the text was one of a loop, and is dealt with.
bool LoopStopped(Draft& draft, const TextIn& text, ReplyKind kind) {
  const bool loops = Loops(draft, text);
  if (kind != ReplyKind::kAutoReply) Wrote(draft, draft.event.at);
  if (!loops || kind == ReplyKind::kStop) return false;
  // People have been told already; further texts of the machine create no tasks.
  if (draft.state.loop.alarm) {
    draft.Because(Why::kLoopAlarm);
  } else {
    OnLoop(draft, text);
  }
  return true;
}

void OnKind(Draft& draft, const TextIn& text, const Heard& heard) {
  const auto because = [&](Why why) {
    draft.out.reasons.push_back({.why = why, .row = heard.meaning.id});
  };
  switch (heard.kind) {
    case ReplyKind::kStop:
      OnStop(draft, text, heard);
      return because(Why::kStopReceived);
    case ReplyKind::kDoubtful:
      OnDoubtful(draft, text, heard);
      return because(Why::kDoubtful);
    case ReplyKind::kWrongNumber:
      OnWrongNumber(draft, text);
      return because(Why::kWrongNumber);
    case ReplyKind::kAutoReply:
      OnAutoReply(draft, text);
      return because(Why::kAutoReplied);
    case ReplyKind::kStart:
      return OnStart(draft, text, heard);
    case ReplyKind::kHelp:
      return OnHelp(draft, text, heard.meaning.language);
    case ReplyKind::kEmergency:
    case ReplyKind::kBotQuestion:
    case ReplyKind::kReply:
      if (!draft.state.marks.opted_out) MaybeConsent(draft, text, heard.meaning.yes);
      HearTrade(draft, text);
      return OnReply(draft, text, heard);
  }
}

}  // namespace

void OnTextIn(Draft& draft, const TextIn& text) {
  LeadState& state = draft.state;
  Heard heard = Hear(draft, text);
  // R74: of the events that are years old, only an opt-out counts.
  if (draft.years_old() && heard.kind != ReplyKind::kStop) return draft.Because(Why::kYearsOld);
  if (!text.line.withheld()) state.line = text.line;
  // R39: before anything else, and in a loop too.
  if (heard.alarm.any() && !draft.years_old())
    RaiseAlarm(draft, heard.alarm, text.body, heard.kind == ReplyKind::kStop);
  if (LoopStopped(draft, text, heard.kind)) return;
  const bool own = heard.kind != ReplyKind::kAutoReply && heard.kind != ReplyKind::kWrongNumber;
  if (own) heard.language = HearLanguage(draft, text.body, heard.meaning);
  // "Stop texting me after 9" names a time too, and asks for nothing then.
  const bool guess = heard.kind == ReplyKind::kDoubtful && heard.meaning.id == "opinion";
  const bool names_time = heard.kind == ReplyKind::kReply || guess || heard.meaning.wants_call;
  if (names_time) heard.asked = TimeAskedFor(draft, text);
  // "Not now, text me next month": who asks for a text wants texts, whatever it resembles.
  if (guess && heard.later() && heard.asked->what != AskedTime::What::kUnclear)
    heard.kind = ReplyKind::kReply;
  heard.other_number = heard.meaning.wants_call && GivesAnotherNumber(draft, text.body);
  OnKind(draft, text, heard);
  // R44: a later YES answers something else.
  if (heard.kind != ReplyKind::kAutoReply && heard.kind != ReplyKind::kHelp)
    state.asked_consent_at = kNever;
}

}  // namespace textback
