// R10-R15, R60-R61: the automated steps. Planned from the step before, guarded when due, sent,
// settled, planned on.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/draft.h"

namespace textback {
namespace {

using std::chrono::days;

// The recipient's calendar day of `at`, at `local_time` on its wall clock.
Instant AtLocalTime(const Zone& zone, Instant at, std::chrono::minutes local_time) {
  const auto day = std::chrono::floor<days>(zone.ToLocal(at));
  return zone.ToUtc(LocalTime{day} + local_time).earliest;
}

// What the step waits for has happened at this instant; the epoch: it hasn't, a new playbook put it
// there.
Instant AnchorOf(const Draft& draft, const PlaybookStep& step) {
  if (!step.after.has_value()) return draft.state.inquiry_at;
  return draft.state.done_at[draft.playbook().IndexOf(*step.after).value_or(0)];
}

// When the step falls due, by what is known now. An hour of the recipient's day: where several
// zones are possible, when it is that late in all of them.
Instant DueOf(const Draft& draft, std::size_t index) {
  const PlaybookStep& step = draft.playbook().steps[index];
  Instant anchor = AnchorOf(draft, step);
  if (anchor == Instant{}) anchor = draft.now;
  if (!step.local_time.has_value()) return anchor + step.delay;
  Instant due = Instant{};
  const Place place = PlaceOf(draft.After(), draft.policy);
  for (const Zone* zone : place.candidates.zones) {
    Instant here = AtLocalTime(*zone, anchor + step.delay, *step.local_time);
    if (here < anchor) here = AtLocalTime(*zone, anchor + step.delay + days{1}, *step.local_time);
    due = std::max(due, here);
  }
  return due;
}

// Puts the text of `step` into the decision. The guards have let it go.
void MakeText(Draft& draft, const PlaybookStep& step, const Verdict& verdict, Rendered text) {
  LeadState& state = draft.state;
  const bool first = step.name == draft.first_step().name;
  const std::uint32_t attempt = first ? ++state.acknowledged : ++state.attempt;
  draft.out.text = Text{
      .key = {.lead = draft.lead.id,
              .episode = state.episode,
              .step = step.name,
              .attempt = attempt},
      .from = LineOf(draft),
      .text_class = step.text_class,
      .basis = verdict.basis,
      .decided_at = draft.now,
      .send_by = verdict.send_by,
      .body = std::move(text.body),
      .segments = text.segments,
      .wording = std::move(text.wording),
  };
  state.in_flight = true;
  draft.SetWake();
}

// The step will not be sent: say so and go on with the next.
void DropStep(Draft& draft) {
  LeadState& state = draft.state;
  const std::size_t index = draft.playbook().IndexOf(state.step).value_or(0);
  // Nobody who was never greeted is "followed up".
  if (index == 0) return draft.EndAutomation(Phase::kDormant);
  draft.out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = state.step});
  state.done_at[index] = draft.now;
  draft.PlanStep(index + 1);
}

// A repeat acknowledgement that can't go is forgotten; the sequence itself isn't touched.
void DropAcknowledgement(Draft& draft) {
  draft.out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = draft.first_step().name});
  draft.state.acknowledge_at = kNever;
  draft.SetWake();
}

// R7: nobody is greeted three days late. A person calls.
void GiveUpLate(Draft& draft, bool again) {
  draft.Because(Why::kTooLate);
  draft.AddTask(Task::Kind::kCallBack,
                "the inquiry is more than 72 hours old and nobody answered it: call");
  return again ? DropAcknowledgement(draft) : draft.EndAutomation(Phase::kDormant);
}

// No hour suits every place where the lead could be: a person is told, once, and the step is held a
// day at a time, in case somebody says where the lead is; not for ever.
void HoldStuck(Draft& draft, const PlaybookStep& step, bool again) {
  LeadState& state = draft.state;
  if (again) return DropAcknowledgement(draft);
  if (++state.tries == 1) {
    draft.AddTask(Task::Kind::kCallBack,
                  "no hour suits every place where this lead could be: call, or note its region");
  }
  if (state.tries >= draft.playbook().attempts_max) return DropStep(draft);
  state.due = draft.now + days{1};
  draft.out.notes.push_back({.kind = StepNote::Kind::kHeld, .step = step.name, .until = state.due});
  draft.SetWake();
}

void SendDue(Draft& draft, const PlaybookStep& step, bool again) {
  LeadState& state = draft.state;
  Verdict verdict = CheckGuards(draft.After(), step, draft.policy, draft.now);
  draft.out.reasons.insert(draft.out.reasons.end(), verdict.reasons.begin(), verdict.reasons.end());
  Rendered text;
  switch (verdict.kind) {
    case Verdict::Kind::kHold:
      if (again && verdict.until + draft.playbook().cool_down > draft.state.due) {
        draft.Because(Why::kCoolDown);  // held up against the next step: one text is enough
        return DropAcknowledgement(draft);
      }
      (again ? state.acknowledge_at : state.due) = verdict.until;
      draft.out.notes.push_back(
          {.kind = StepNote::Kind::kHeld, .step = step.name, .until = verdict.until});
      return draft.SetWake();
    case Verdict::Kind::kStuck:
      return HoldStuck(draft, step, again);
    case Verdict::Kind::kDrop:
      return again ? DropAcknowledgement(draft) : DropStep(draft);
    case Verdict::Kind::kGo:
      if (Render(draft, step, text)) return MakeText(draft, step, verdict, std::move(text));
      draft.Because(Why::kNoWords);
      return again ? DropAcknowledgement(draft) : DropStep(draft);
  }
}

// Is `key` what this lead waits for?
bool Outstanding(const Draft& draft, const TextKey& key) {
  const LeadState& state = draft.state;
  if (!state.in_flight || key.lead != draft.lead.id || key.episode != state.episode) return false;
  if (key.step == draft.first_step().name) return key.attempt == state.acknowledged;
  return key.step == state.step && key.attempt == state.attempt;
}

// The playbook has changed under a running episode: nothing in it fits any more. A person takes it
// from here.
void PlaybookChanged(Draft& draft) {
  draft.Because(Why::kNoWords);
  draft.AddTask(Task::Kind::kCallBack, "the playbook has changed under this episode: call");
  draft.EndAutomation(Phase::kDormant);
}

void CountTowardsCap(LeadState& state, Instant at) {
  std::rotate(state.recent.begin(), state.recent.begin() + 1, state.recent.end());
  state.recent.back() = at;
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

void OnAccepted(Draft& draft, const TextKey& key, Instant at, bool outstanding) {
  LeadState& state = draft.state;
  draft.Because(Why::kAccepted);
  CountTowardsCap(state, at);
  UseUpReferral(draft, key);
  const bool first = key.step == draft.first_step().name;
  if (first) state.last_acknowledge_at = at;
  // Accepted although a reply or STOP had already ended the steps: it crossed them on the wire. It
  // counts, nothing follows.
  if (!outstanding) return;
  state.in_flight = false;
  state.tries = 0;
  if (first &&
      state.step != key.step) {  // a repeat acknowledgement: the sequence goes on as it was
    state.acknowledge_at = kNever;
    return draft.SetWake();
  }
  const std::size_t index = draft.playbook().IndexOf(key.step).value_or(0);
  state.done_at[index] = at;
  draft.PlanStep(index + 1);
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

void OnRefused(Draft& draft, const TextSettled& settled) {
  using Kind = SendOutcome::Kind;
  LeadState& state = draft.state;
  state.in_flight = false;
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
      draft.Because(Why::kAmbiguous);
      CountTowardsCap(state, draft.now);
      UseUpReferral(draft, settled.key);
      draft.AddTask(Task::Kind::kUnsure,
                    "a text may have left or not: look at the thread before writing again");
      return draft.EndAutomation(Phase::kEngaged);
    case Kind::kNotMobile:
    case Kind::kRefused:
    default:
      draft.Because(settled.outcome.kind == Kind::kNotMobile ? Why::kNotMobile
                                                             : Why::kRefusedForGood);
      state.refused = true;
      draft.AddTask(Task::Kind::kCallBack,
                    "the number takes no texts, code " + settled.outcome.code + ": call");
      return draft.EndAutomation(Phase::kUnreachable);
  }
}

}  // namespace

void Draft::SetWake() {
  state.wake_at = state.in_flight
                      ? kNever
                      : std::min(state.acknowledge_at, state.step.empty() ? kNever : state.due);
}

void Draft::EndAutomation(Phase phase) {
  if (!state.step.empty() && automated()) {
    out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = state.step});
  }
  if (state.in_flight) out.withdraw = true;
  state.phase = phase;
  state.step = StepName();
  state.due = kNever;
  state.attempt = 0;
  state.tries = 0;
  state.acknowledge_at = kNever;
  state.in_flight = false;
  SetWake();
}

void Draft::PlanStep(std::size_t index) {
  state.attempt = 0;
  state.tries = 0;
  if (index >= playbook().steps.size()) {
    Because(Why::kPlaybookDone);
    state.step = StepName();
    return EndAutomation(Phase::kDormant);
  }
  state.phase = index >= playbook().first_nurturing_step ? Phase::kNurturing : Phase::kRecovering;
  state.step = playbook().steps[index].name;
  state.due = DueOf(*this, index);
  SetWake();
}

void OnWakeUp(Draft& draft) {
  LeadState& state = draft.state;
  if (!draft.automated() || state.in_flight || draft.now < state.wake_at)
    return draft.Because(Why::kNothingDue);
  const bool again = state.acknowledge_at <= draft.now;
  const std::optional<std::size_t> index = draft.playbook().IndexOf(state.step);
  if (!again && !index.has_value()) {
    return PlaybookChanged(draft);
  }
  const PlaybookStep& step = again ? draft.first_step() : draft.playbook().steps[*index];
  const bool first = again || *index == 0;
  if (first && draft.now >= state.last_inquiry_at + draft.playbook().too_late_after)
    return GiveUpLate(draft, again);
  if (!again && step.local_time.has_value() && AnchorOf(draft, step) != Instant{}) {
    // R16: planned for an hour of the recipient's day, perhaps weeks ago. Where the zone's clock,
    // or what is known of the lead, has changed since, that hour may not have come yet.
    if (const Instant due = DueOf(draft, *index); draft.now < due) {
      state.due = due;
      draft.Because(Why::kDueMoved);
      return draft.SetWake();
    }
  }
  draft.Because(Why::kStepDue);
  SendDue(draft, step, again);
}

void OnTextSettled(Draft& draft, const TextSettled& settled) {
  using Kind = SendOutcome::Kind;
  LeadState& state = draft.state;
  const bool outstanding = Outstanding(draft, settled.key);
  // A lead has one text out at a time; one of this episode that isn't it was made by another
  // playbook.
  const bool orphan = state.in_flight && !outstanding && settled.key.episode == state.episode;
  // What the carrier says of the number holds whichever text it was about.
  if (settled.outcome.kind == Kind::kOptedOut) {
    OptOut(draft);
    return draft.Because(Why::kCarrierOptedOut);
  }
  if (settled.outcome.kind == Kind::kAccepted && settled.key.episode <= state.episode) {
    // The carrier's clock is not ours: an instant that can't be is replaced by the one that can.
    const Instant at = settled.outcome.at;
    OnAccepted(draft, settled.key, IsPlausible(at) && at <= draft.now ? at : draft.now,
               outstanding);
  } else if (outstanding) {
    return OnRefused(draft, settled);
  } else {
    draft.Because(Why::kUnknownText);
  }
  if (orphan) PlaybookChanged(draft);
}

void OnTextNotSent(Draft& draft, const TextNotSent& not_sent) {
  LeadState& state = draft.state;
  if (!Outstanding(draft, not_sent.key)) return draft.Because(Why::kUnknownText);
  state.in_flight = false;
  const bool again =
      not_sent.key.step == draft.first_step().name && state.step != not_sent.key.step;
  (again ? state.acknowledge_at : state.due) = draft.now;
  draft.SetWake();
  draft.Because(not_sent.expired ? Why::kSendByPassed : Why::kStepDue);
}

}  // namespace textback
