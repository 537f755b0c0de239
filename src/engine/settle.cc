// R60-R62: what became of a text.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <optional>
#include <string>

#include "engine/draft.h"

namespace textback {
namespace {

void CountTowardsCap(LeadState& state, Instant at) {
  if (at <= state.recent.front()) return;  // heard of late: the three there are are all newer
  state.recent.front() = at;
  std::sort(state.recent.begin(), state.recent.end());
}

// R40: a referral carries one text, and that has left.
void UseUpReferral(Draft& draft, const TextKey& key) {
  const std::optional<std::size_t> index = draft.playbook().IndexOf(key.step);
  if (!index.has_value() || draft.playbook().steps[*index].needs != Need::kReferral) return;
  draft.Record({.basis = Basis::kReferralFirst,
                .at = draft.now,
                .withdrawn = true,
                .evidence = "used for " + key.ToString()});
}

void TryLater(Draft& draft, const TextKey& key, Duration wait) {
  LeadState& state = draft.state;
  const bool again = key.step == draft.first_step().name && state.step != key.step;
  if (++state.tries >= draft.playbook().attempts_max) {
    state.tries = 0;
    draft.Because(Why::kRetriesUsedUp);
    draft.AddTask(Task::Kind::kCallBack, "the carrier took the text at no attempt: call");
    return again ? DropAcknowledgement(draft) : DropStep(draft);
  }
  draft.Because(Why::kRetryLater);
  (again ? state.acknowledge_at : state.due) = draft.now + wait;
  draft.SetWake();
}

// R60: it is counted, never said again in its episode, and a person looks.
void MayHaveLeft(Draft& draft, const TextKey& key) {
  LeadState& state = draft.state;
  draft.Because(Why::kAmbiguous);
  CountTowardsCap(state, draft.now);
  UseUpReferral(draft, key);
  const std::optional<std::size_t> index = draft.playbook().IndexOf(key.step);
  if (key.episode == state.episode && index.has_value()) state.done_at[*index] = draft.now;
  draft.AddTask(Task::Kind::kUnsure,
                "a text may have left or not: look at the thread before writing again");
}

// The same of a text that something else had overtaken: a reply, or a new attempt.
void MayHaveLeftMeanwhile(Draft& draft, const TextKey& key) {
  LeadState& state = draft.state;
  const std::optional<std::size_t> index = draft.playbook().IndexOf(key.step);
  const bool own = key.episode == state.episode && index.has_value();
  const bool again = own && *index == 0 && state.acknowledge_at != kNever;
  // A repeat acknowledgement is a text of its own.
  const bool repeated = own && *index == 0 && key.attempt > 1 && key.attempt == state.acknowledged;
  // Said once more of what is known to have left.
  if (own && !again && !repeated && state.done_at[*index] != Instant{}) {
    CountTowardsCap(state, draft.now);  // or a second attempt of it: rather one too many
    return draft.Because(Why::kAmbiguous);
  }
  MayHaveLeft(draft, key);
  if (again || (own && state.step == key.step)) draft.EndAutomation(Phase::kEngaged);
  AwaitPerson(draft, draft.now);
}

void OnRefused(Draft& draft, const TextSettled& settled) {
  using Kind = SendOutcome::Kind;
  LeadState& state = draft.state;
  state.in_flight = false;
  state.with_person = false;
  switch (settled.outcome.kind) {
    case Kind::kRetry:
      return TryLater(draft, settled.key,
                      draft.playbook().retry_after * (1 << std::min(state.tries, 8U)));
    case Kind::kConfig:
      draft.Because(Why::kAccountConfig);
      draft.AddTask(Task::Kind::kMendAccount,
                    "the provider refuses the account or its line, code " + settled.outcome.code);
      return TryLater(draft, settled.key, std::chrono::hours{1});
    case Kind::kAmbiguous:
      MayHaveLeft(draft, settled.key);
      draft.EndAutomation(Phase::kEngaged);
      return AwaitPerson(draft, draft.now);
    case Kind::kNotMobile:
    case Kind::kRefused:
    default:
      return NumberRefused(draft, settled.outcome);
  }
}

// In flight is the first step of the playbook that there was: the new one has put it elsewhere, and
// its attempts were counted as those of first steps are.
bool MovedFirstStep(const Draft& draft, const TextKey& key) {
  const LeadState& state = draft.state;
  return state.in_flight && !draft.answering() && state.acknowledge_at == kNever &&
         state.attempt == 0 && key.step == state.step && key.attempt == state.acknowledged &&
         key.step != draft.first_step().name;
}

// R74: no text of this key can have been made, as far as a lead remembers.
bool NeverMade(const Draft& draft, const TextKey& key) {
  const LeadState& state = draft.state;
  if (key.lead != draft.lead.id || key.attempt == 0) return true;
  if (key.episode > state.episode) return true;
  if (AnswerFromName(key.step.view()).has_value()) return key.attempt > state.answers;
  if (key.episode == 0) return true;
  if (key.episode < state.episode) return false;
  if (key.step == draft.first_step().name) return key.attempt > state.acknowledged;
  if (key.step != state.step || key.attempt <= state.attempt) return false;
  return !MovedFirstStep(draft, key);
}

// R4: did this text answer an inquiry? That of an episode before may have followed another
// playbook.
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

// Accepted although a reply or STOP had already ended the steps, or a new attempt had been planned:
// they crossed on the wire. It counts, and is not said again in this episode (R60).
void CountCrossed(Draft& draft, const TextKey& key, Instant at) {
  LeadState& state = draft.state;
  const std::optional<std::size_t> index = draft.playbook().IndexOf(key.step);
  if (key.episode != state.episode || !index.has_value()) return PlanRearm(draft);
  const bool again = state.acknowledge_at != kNever && state.step != key.step;
  if (again && Acknowledges(draft, key) && at >= state.last_inquiry_at) {
    if (state.in_flight && !draft.answering()) draft.TakeBack();
    state.acknowledge_at = kNever;
    return draft.SetWake();
  }
  if (state.done_at[*index] != Instant{}) return PlanRearm(draft);
  state.done_at[*index] = at;
  if (state.step != key.step) return PlanRearm(draft);
  if (state.in_flight && !draft.answering()) draft.TakeBack();
  draft.PlanStep(*index + 1);
}

}  // namespace

void NumberRefused(Draft& draft, const SendOutcome& outcome) {
  const bool landline = outcome.kind == SendOutcome::Kind::kNotMobile;
  draft.Because(landline ? Why::kNotMobile : Why::kRefusedForGood);
  if (draft.state.refused) return;
  draft.state.refused = true;
  draft.AddTask(Task::Kind::kCallBack,
                "the number takes no texts, code " + outcome.code + ": call");
  // A person who is there already stays: somebody may be waiting for them.
  return draft.automated() ? draft.EndAutomation(Phase::kUnreachable) : PlanRearm(draft);
}

void OnAccepted(Draft& draft, const TextKey& key, Instant at, bool outstanding) {
  LeadState& state = draft.state;
  draft.Because(Why::kAccepted);
  if (outstanding) {
    // R74: nobody can have sent it before it was due. Delays that ran from such an instant would
    // have the next text follow at once.
    const bool again = key.step == draft.first_step().name && state.step != key.step;
    const Instant due = again ? state.acknowledge_at : state.due;
    if (due <= draft.now && !draft.answering()) at = std::max(at, due);
  }
  CountExchange(draft, at);
  if (const auto answer = AnswerFromName(key.step.view()); answer.has_value()) {
    if (*answer == Answer::kHoldingReply) CountTowardsCap(state, at);  // R15: service isn't counted
    if (!outstanding) return;
    state.in_flight = false;
    state.with_person = false;
    state.remind_at = state.ready_until = kNever;
    state.answer = Answer::kNone;
    state.answer_by = kNever;
    state.answer_language = LanguageId();
    return draft.SetWake();
  }
  CountTowardsCap(state, at);
  UseUpReferral(draft, key);
  // What had been taken back says nothing about who spoke last (R25): much may have come since.
  if (outstanding) Touched(draft, at);
  const bool first = key.step == draft.first_step().name;
  if (Acknowledges(draft, key)) {
    Instant& last = state.last_acknowledge_at;
    last = last == kNever ? at : std::max(last, at);
  }
  if (!outstanding) return CountCrossed(draft, key, at);
  state.in_flight = false;
  state.with_person = false;
  state.remind_at = state.ready_until = kNever;
  state.tries = 0;
  if (first &&
      state.step != key.step) {  // a repeat acknowledgement: the sequence goes on as it was
    state.acknowledge_at = kNever;
    if (draft.first_step().asks_consent) state.asked_consent_at = at;
    return draft.SetWake();
  }
  const std::size_t index = draft.playbook().IndexOf(key.step).value_or(0);
  state.done_at[index] = at;
  const bool asks = draft.playbook().steps[index].asks_consent;
  draft.PlanStep(index + 1);
  // After that: the last step ends the episode, its question stands.
  if (asks) state.asked_consent_at = at;
}

bool IsInFlight(const LeadView& lead, const TextKey& key, const Policy& policy) {
  const LeadState& state = lead.state;
  if (!state.in_flight || key.lead != lead.id || key.episode > state.episode) return false;
  const bool answering = state.answer != Answer::kNone && state.answer_at == kNever;
  if (const auto answer = AnswerFromName(key.step.view()); answer.has_value())
    return answering && *answer == state.answer && key.attempt == state.answers;
  if (answering || key.episode != state.episode) return false;
  const StepName& first = policy.FollowUpOf(state.inquiry).playbook->steps.front().name;
  // A repeat acknowledgement goes before its step, and keeps its instant while it is out.
  const bool again = state.step != first && state.acknowledge_at != kNever;
  if (key.step == first) return (again || state.step == first) && key.attempt == state.acknowledged;
  return !again && key.step == state.step && key.attempt == state.attempt;
}

bool Outstanding(const Draft& draft, const TextKey& key) {
  return IsInFlight(draft.After(), key, draft.policy);
}

namespace {

// Counted already: the same outcome, told twice (R74).
bool Counted(const LeadState& state, Instant at) {
  return std::find(state.recent.begin(), state.recent.end(), at) != state.recent.end();
}

}  // namespace

bool SentBefore(const Draft& draft, const TextKey& key) {
  const LeadState& state = draft.state;
  const std::optional<std::size_t> index = draft.playbook().IndexOf(key.step);
  if (!index.has_value() || key.episode != state.episode) return false;
  if (state.done_at[*index] == Instant{}) return false;
  return Counted(state, state.done_at[*index]);
}

void OnTextSettled(Draft& draft, const TextSettled& settled) {
  using Kind = SendOutcome::Kind;
  LeadState& state = draft.state;
  const SendOutcome& outcome = settled.outcome;
  const bool outstanding = Outstanding(draft, settled.key);
  const bool answer = AnswerFromName(settled.key.step.view()).has_value();
  // A lead has one text out at a time; one of this episode that isn't it was made by another
  // playbook.
  const bool elsewhere =
      !draft.playbook().IndexOf(settled.key.step).has_value() || MovedFirstStep(draft, settled.key);
  const bool orphan = state.in_flight && !draft.answering() && !outstanding && !answer &&
                      elsewhere && settled.key.episode == state.episode;
  // What the carrier says of the number holds whichever text it was about.
  if (outcome.kind == Kind::kOptedOut) {
    if (outstanding && answer) DropAnswer(draft);
    OptOut(draft);
    return draft.Because(Why::kCarrierOptedOut);
  }
  if (NeverMade(draft, settled.key)) return draft.Because(Why::kUnknownText);
  const bool told = !outstanding && Counted(state, outcome.at);
  if (outcome.kind == Kind::kAccepted && !told) {
    // The carrier's clock is not ours: an instant that can't be is replaced by the one that can.
    const Instant at = outcome.at;
    OnAccepted(draft, settled.key, IsPlausible(at) && at <= draft.now ? at : draft.now,
               outstanding);
  } else if (outstanding) {
    return answer ? OnAnswerSettled(draft, outcome) : OnRefused(draft, settled);
  } else if (outcome.kind == Kind::kNotMobile || outcome.kind == Kind::kRefused) {
    return NumberRefused(draft, outcome);  // R2: also after it was accepted, or taken back
  } else if (outcome.kind == Kind::kAmbiguous && !answer) {
    MayHaveLeftMeanwhile(draft, settled.key);
  } else {
    draft.Because(Why::kUnknownText);
  }
  if (orphan && state.in_flight) PlaybookChanged(draft);
}

void OnTextNotSent(Draft& draft, const TextNotSent& not_sent) {
  LeadState& state = draft.state;
  if (!Outstanding(draft, not_sent.key)) return draft.Because(Why::kUnknownText);
  const bool answer = draft.answering();
  const bool again =
      not_sent.key.step == draft.first_step().name && state.step != not_sent.key.step;
  state.in_flight = false;
  state.with_person = false;
  // R62: the line is busy until then.
  const bool busy = not_sent.until != kNever && not_sent.until > draft.now;
  const Instant at = busy ? not_sent.until : draft.now;
  if (answer) {
    state.answer_at = at;
  } else {
    (again ? state.acknowledge_at : state.due) = at;
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
