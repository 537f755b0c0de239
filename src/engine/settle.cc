// What happened to a text (R60-R62).
#include "engine/settle.h"

#include <algorithm>
#include <optional>

#include "engine/answer.h"
#include "engine/consent.h"
#include "engine/hand_out.h"
#include "engine/loop.h"
#include "engine/number.h"
#include "engine/plan.h"
#include "engine/request.h"
#include "engine/waiting.h"

namespace textback {
namespace {

void CountTowardsCap(Draft& draft, Instant at) {
  auto& recent = draft.state.sequence.recent;
  if (at <= recent.front()) return;  // reported late: the three counted texts are all newer
  recent.front() = at;
  std::sort(recent.begin(), recent.end());
}

// R15: service texts are not counted.
bool IsCounted(AnswerKind answer) {
  return AskFor(answer, Brake::kNone).text_class != TextClass::kService;
}

// R40: a referral allows one text, and that has been sent.
void UseUpReferral(Draft& draft, const TextKey& key) {
  const std::optional<std::size_t> index = draft.playbook().IndexOf(key.step);
  if (!index.has_value() || draft.playbook().steps[*index].needs != Need::kReferral) return;
  draft.Record({.basis = Basis::kReferralFirst,
                .at = draft.now,
                .withdrawn = true,
                .evidence = "used for " + key.ToString()});
}

void TryLater(Draft& draft, const TextOut& was, Instant at) {
  Sequence& sequence = draft.state.sequence;
  const bool again = was.what == TextOut::What::kGreeting;
  if (++sequence.tries >= draft.playbook().attempts_max) {
    sequence.tries = 0;
    draft.Because(Why::kRetriesUsedUp);
    draft.AddTask(Task::Kind::kCallBack, "the carrier took the text at no attempt: call");
    return again ? DropAcknowledgement(draft) : DropStep(draft);
  }
  draft.Because(Why::kRetryLater);
  (again ? sequence.acknowledge_at : sequence.due) = at;
  draft.SetWake();
}

// R60: the text counts, is not sent again in its episode, and a person checks.
void MayHaveLeft(Draft& draft, const TextKey& key) {
  draft.Because(Why::kAmbiguous);
  CountTowardsCap(draft, draft.now);
  UseUpReferral(draft, key);
  if (StepRecord* record = draft.RecordOf(key); record != nullptr)
    *record = {.at = draft.now, .attempt = key.attempt, .fate = StepFate::kMayHaveLeft};
  draft.AddTask(Task::Kind::kUnsure,
                "a text may have left or not: look at the thread before writing again");
}

// The same for a text that was overtaken by a reply or a new attempt.
void MayHaveLeftMeanwhile(Draft& draft, const TextKey& key) {
  const Sequence& sequence = draft.state.sequence;
  const StepRecord* record = draft.RecordOf(key);
  const bool first = record == &sequence.steps.front();
  const bool again = first && sequence.acknowledge_at != kNever;
  // A repeat acknowledgement is a separate text.
  const bool repeated = first && key.attempt > 1 && key.attempt == sequence.acknowledged;
  // A second report about a text that is known to have left.
  if (record != nullptr && !again && !repeated && !record->pending()) {
    // It may be a second attempt, so it is counted: better one too many.
    CountTowardsCap(draft, draft.now);
    return draft.Because(Why::kAmbiguous);
  }
  MayHaveLeft(draft, key);
  if (again || (record != nullptr && sequence.step == key.step))
    EndAutomation(draft, Phase::kEngaged);
  AwaitPerson(draft, draft.now);
}

void OnRefused(Draft& draft, const TextSettled& settled) {
  using Kind = SendOutcome::Kind;
  const SendOutcome& outcome = settled.outcome;
  const TextOut was = Landed(draft);
  switch (outcome.kind) {
    case Kind::kRetry: {
      const std::uint32_t doublings = std::min(draft.state.sequence.tries, 8U);
      const Duration backoff = draft.playbook().retry_after * (1 << doublings);
      return TryLater(draft, was, AskAgainAt(outcome, backoff, draft.now));
    }
    case Kind::kConfig:
      draft.Because(Why::kAccountConfig);
      draft.AddTask(Task::Kind::kMendAccount,
                    "the provider refuses the account or its line, code " + outcome.code);
      return TryLater(draft, was, AskAgainAt(outcome, std::chrono::hours{1}, draft.now));
    case Kind::kAmbiguous:
      MayHaveLeft(draft, settled.key);
      EndAutomation(draft, Phase::kEngaged);
      return AwaitPerson(draft, draft.now);
    case Kind::kNotMobile:
    case Kind::kRefused:
    default:
      return NumberRefused(draft, outcome.kind == Kind::kNotMobile, outcome.code);
  }
}

// R4: did this text answer an inquiry? A text of an earlier episode may belong to another playbook.
bool Acknowledges(const Draft& draft, const TextKey& key) {
  const auto answers = [&key](const Playbook& playbook) {
    return playbook.acknowledges() && playbook.steps.front().name == key.step;
  };
  if (key.episode == draft.state.episode) return answers(draft.playbook());
  const auto& all = draft.policy.follow_ups.of;
  return std::any_of(all.begin(), all.end(), [&answers](const FollowUp& one) {
    return one.playbook != nullptr && answers(*one.playbook);
  });
}

// A text was accepted although a reply or STOP had ended the steps, or a new attempt was planned:
// the two crossed. It counts, and is not sent again in this episode (R60).
void CountCrossed(Draft& draft, const TextKey& key, Instant at) {
  LeadState& state = draft.state;
  Sequence& sequence = state.sequence;
  StepRecord* record = draft.RecordOf(key);
  if (record == nullptr) return PlanRearm(draft);
  const bool pending = record->pending();
  if (key.attempt >= record->attempt) {
    // Later steps count from the first report.
    const Instant since = pending ? at : record->at;
    *record = {.at = since, .attempt = key.attempt, .fate = StepFate::kAccepted};
  }
  const bool again = sequence.acknowledge_at != kNever && sequence.step != key.step;
  if (again && Acknowledges(draft, key) && at >= state.inquiries.last_at) {
    if (state.out.is_step()) TakeBack(draft);
    sequence.acknowledge_at = kNever;
    return draft.SetWake();
  }
  if (!pending || sequence.step != key.step) return PlanRearm(draft);
  if (state.out.is_step()) TakeBack(draft);
  PlanStep(draft, static_cast<std::size_t>(record - sequence.steps.data()) + 1);
}

// The outstanding text was accepted: the sequence continues from it.
void GoOn(Draft& draft, const TextOut& was, StepRecord& record, Instant at) {
  Sequence& sequence = draft.state.sequence;
  const auto index = static_cast<std::size_t>(&record - sequence.steps.data());
  sequence.tries = 0;
  record.attempt = was.attempt;
  record.fate = StepFate::kAccepted;
  if (was.what == TextOut::What::kGreeting) {  // the sequence itself does not change
    sequence.acknowledge_at = kNever;
    draft.SetWake();
  } else {
    record.at = at;
    PlanStep(draft, index + 1);
  }
  // This comes after PlanStep: the last step ends the episode, but its question stays open.
  if (draft.playbook().steps[index].asks_consent) draft.state.asked_consent_at = at;
}

}  // namespace

bool NeverMade(const Draft& draft, const TextKey& key) {
  const LeadState& state = draft.state;
  const Sequence& sequence = state.sequence;
  if (key.lead != draft.lead.id || key.attempt == 0) return true;
  if (draft.IsOut(key)) return false;
  if (key.episode > state.episode) return true;
  if (AnswerKindFromName(key.step.view()).has_value()) return key.attempt > state.answer.made;
  if (key.step == RequestedStep()) return key.attempt > state.request.made;
  if (key.episode == 0) return true;
  if (key.episode < state.episode) return false;
  if (key.step == draft.first_step().name) return key.attempt > sequence.acknowledged;
  return key.step == sequence.step && key.attempt > sequence.attempt;
}

void OnAccepted(Draft& draft, const TextKey& key, Instant at) {
  LeadState& state = draft.state;
  Sequence& sequence = state.sequence;
  draft.Because(Why::kAccepted);
  const bool outstanding = draft.IsOut(key);
  const TextOut was = outstanding ? Landed(draft) : TextOut{};
  if (was.is_step()) {
    // R74: a text cannot have been sent before it was due. An earlier instant would make the next
    // step due too soon.
    const bool again = was.what == TextOut::What::kGreeting;
    const Instant due = again ? sequence.acknowledge_at : sequence.due;
    if (due <= draft.now) at = std::max(at, due);
  }
  CountExchange(draft, at);
  if (const auto answer = AnswerKindFromName(key.step.view()); answer.has_value()) {
    if (IsCounted(*answer)) CountTowardsCap(draft, at);
    return outstanding ? ForgetAnswer(draft) : void();
  }
  CountTowardsCap(draft, at);
  if (key.step == RequestedStep()) {
    if (!outstanding) {  // R60: it had been taken back, and left all the same
      RequestLeftAfterAll(draft, key);
      return PlanRearm(draft);
    }
    Touched(draft, at);
    return OnRequestAccepted(draft);
  }
  UseUpReferral(draft, key);
  // A text that had been taken back does not show who wrote last (R25): much may have happened
  // since.
  if (outstanding) Touched(draft, at);
  if (Acknowledges(draft, key))
    sequence.last_acknowledge_at = Latest(sequence.last_acknowledge_at, at);
  if (!outstanding) return CountCrossed(draft, key, at);
  StepRecord* record = draft.RecordOf(key);
  if (record == nullptr) return PlaybookChanged(draft);
  GoOn(draft, was, *record, at);
}

void OnTextSettled(Draft& draft, const TextSettled& settled) {
  using Kind = SendOutcome::Kind;
  const SendOutcome& outcome = settled.outcome;
  const bool outstanding = draft.IsOut(settled.key);
  const std::optional<AnswerKind> answer = AnswerKindFromName(settled.key.step.view());
  // What the carrier says about the number applies whichever text it was about.
  if (outcome.kind == Kind::kOptedOut) {
    if (outstanding && answer.has_value()) DropAnswer(draft);
    OptOut(draft);
    return draft.Because(Why::kCarrierOptedOut);
  }
  if (NeverMade(draft, settled.key)) return draft.Because(Why::kUnknownText);
  if (outcome.kind == Kind::kAccepted) {
    // R74: the same outcome, reported twice.
    const StepRecord* record = draft.RecordOf(settled.key);
    if (!outstanding && record != nullptr && record->Took(settled.key.attempt))
      return draft.Because(Why::kUnknownText);
    // The carrier's clock may differ from ours: an impossible instant is replaced by the current
    // one.
    const Instant at = outcome.at;
    return OnAccepted(draft, settled.key, IsPlausible(at) && at <= draft.now ? at : draft.now);
  }
  // R15, R60: an answer that may have left counts.
  if (answer.has_value() && outcome.kind == Kind::kAmbiguous && IsCounted(*answer))
    CountTowardsCap(draft, draft.now);
  if (settled.key.step == RequestedStep()) {
    if (outcome.kind == Kind::kAmbiguous) CountTowardsCap(draft, draft.now);
    if (outstanding) return OnRequestRefused(draft, outcome);
    if (outcome.kind == Kind::kAmbiguous) {
      RequestLeftAfterAll(draft, settled.key);
      return RequestMayHaveLeft(draft);
    }
  }
  if (outstanding)
    return answer.has_value() ? OnAnswerSettled(draft, outcome) : OnRefused(draft, settled);
  // R2: this also applies after the text was accepted or taken back.
  if (outcome.kind == Kind::kNotMobile || outcome.kind == Kind::kRefused)
    return NumberRefused(draft, outcome.kind == Kind::kNotMobile, outcome.code);
  if (outcome.kind == Kind::kAmbiguous && !answer.has_value())
    return MayHaveLeftMeanwhile(draft, settled.key);
  draft.Because(Why::kUnknownText);
}

void OnTextNotSent(Draft& draft, const TextNotSent& not_sent) {
  LeadState& state = draft.state;
  if (!draft.IsOut(not_sent.key)) return draft.Because(Why::kUnknownText);
  // R62: the line is busy until then.
  const bool busy = not_sent.until != kNever && not_sent.until > draft.now;
  const Instant at = busy ? not_sent.until : draft.now;
  switch (Landed(draft).what) {
    case TextOut::What::kAnswer:
      state.answer.at = at;
      break;
    case TextOut::What::kRequested:
      state.request.at = at;
      break;
    case TextOut::What::kGreeting:
      state.sequence.acknowledge_at = at;
      break;
    case TextOut::What::kStep:
    case TextOut::What::kNothing:
      state.sequence.due = at;
      break;
  }
  draft.SetWake();
  Why why = Why::kStepDue;
  if (busy) why = Why::kLineBusy;
  if (not_sent.expired) why = Why::kSendByPassed;
  if (not_sent.brake == Brake::kRefused) why = Why::kAccountConfig;
  if (not_sent.brake == Brake::kVolume) why = Why::kVolumeBreaker;
  if (not_sent.brake == Brake::kAccountOff || not_sent.brake == Brake::kAllOff)
    why = Why::kSwitchedOff;
  draft.Because(why);
}

}  // namespace textback
