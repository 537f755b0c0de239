// R10-R16: the automated steps. Planned from the step before, guarded when due, handed out, planned
// on when they are settled (settle.cc).
#include <absl/strings/str_format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "engine/draft.h"

namespace textback {
namespace {

using std::chrono::days;

// `local_time` on the recipient's wall clock, on the calendar day of `at`; on the next where that
// is before `earliest`.
Instant AtLocalTime(const Zone& zone, Instant at, std::chrono::minutes local_time,
                    Instant earliest) {
  const auto day = std::chrono::floor<days>(zone.ToLocal(at));
  const Instant here = zone.ToUtc(LocalTime{day} + local_time).earliest;
  return here < earliest ? zone.ToUtc(LocalTime{day + days{1}} + local_time).earliest : here;
}

// What the step waits for has happened at this instant; the epoch: it hasn't, a new playbook put it
// there.
Instant AnchorOf(const Draft& draft, const PlaybookStep& step) {
  if (!step.after.has_value()) return draft.state.inquiry_at;
  return draft.state.done_at[draft.playbook().IndexOf(*step.after).value_or(0)];
}

// When the step falls due, by what is known now. An hour of the recipient's day: where several
// zones are possible, when it is that late in all of them. Never at an hour before `not_before`: a
// step whose day has passed when it is planned (R25, or a late inquiry) waits for that hour to come
// round.
Instant DueOf(const Draft& draft, std::size_t index, Instant not_before) {
  const PlaybookStep& step = draft.playbook().steps[index];
  Instant anchor = AnchorOf(draft, step);
  if (anchor == Instant{}) anchor = draft.now;
  if (!step.local_time.has_value()) return anchor + step.delay;
  Instant due = Instant{};
  const Instant earliest = std::max(anchor, not_before);
  const Instant day = std::max(anchor + step.delay, not_before);
  const Place place = PlaceOf(draft.After(), draft.policy);
  for (const Zone* zone : place.candidates.zones) {
    due = std::max(due, AtLocalTime(*zone, day, *step.local_time, earliest));
  }
  return due;
}

// Puts the text of `step` into the decision. The guards have let it go.
void MakeText(Draft& draft, const PlaybookStep& step, const Verdict& verdict, Rendered text) {
  LeadState& state = draft.state;
  const bool first = step.name == draft.first_step().name;
  const std::uint32_t attempt = first ? ++state.acknowledged : ++state.attempt;
  draft.HandOut({
      .key =
          {.lead = draft.lead.id, .episode = state.episode, .step = step.name, .attempt = attempt},
      .from = LineOf(draft),
      .text_class = step.text_class,
      .basis = verdict.basis,
      .decided_at = draft.now,
      .send_by = verdict.send_by,
      .body = std::move(text.body),
      .segments = text.segments,
      .wording = std::move(text.wording),
  });
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

void SendDue(Draft& draft, const PlaybookStep& step, bool again, Brake brake) {
  LeadState& state = draft.state;
  const Ask ask = AskFor(step, draft.playbook(), brake);
  Verdict verdict = CheckGuards(draft.After(), ask, draft.policy, draft.now);
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

}  // namespace

// The playbook has changed under a running episode: nothing in it fits any more. A person takes it
// from here.
void PlaybookChanged(Draft& draft) {
  draft.Because(Why::kNoWords);
  draft.AddTask(Task::Kind::kCallBack, "the playbook has changed under this episode: call");
  draft.EndAutomation(Phase::kDormant);
}

// The step will not be sent: say so and go on with the next.
void DropStep(Draft& draft) {
  LeadState& state = draft.state;
  const std::size_t index = draft.playbook().IndexOf(state.step).value_or(0);
  // Nobody who was never greeted is "followed up".
  if (index == 0 && draft.playbook().acknowledges()) return draft.EndAutomation(Phase::kDormant);
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

void Draft::SetWake() { state.wake_at = NextWake(state); }

void Draft::EndAutomation(Phase phase) {
  if (!state.step.empty() && automated()) {
    out.notes.push_back({.kind = StepNote::Kind::kDropped, .step = state.step});
  }
  if (state.in_flight && !answering()) TakeBack();
  state.phase = phase;
  state.step = StepName();
  state.due = kNever;
  // R60: what a person interrupts may be taken up again (R25), under keys that are still unused.
  if (phase != Phase::kEngaged) state.attempt = 0;
  state.tries = 0;
  state.acknowledge_at = kNever;
  if (!state.with_person) state.remind_at = state.ready_until = kNever;
  if (phase != Phase::kEngaged) {
    StopWaiting(*this);
    state.claimed = false;
    state.rearm_at = kNever;
    state.asked_consent_at = kNever;
  }
  SetWake();
}

void Draft::EndPause() {
  const Instant until = state.paused_until;
  state.paused_until = kNever;
  if (until == kNever || state.in_flight) return;
  const std::optional<std::size_t> index = playbook().IndexOf(state.step);
  if (index.has_value() && state.due == until) state.due = DueOf(*this, *index, now);
  if (state.acknowledge_at == until) state.acknowledge_at = now;
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
  // Two follow-ups that are both late don't come at once.
  Instant not_before = now;
  if (index > 0 && state.done_at[index - 1] != Instant{})
    not_before = std::max(not_before, state.done_at[index - 1] + std::chrono::hours{12});
  state.due = DueOf(*this, index, not_before);
  SetWake();
}

namespace {

// R4: a text_1 of the episode before, that this inquiry has crossed, was accepted since.
bool GreetedMeanwhile(const Draft& draft) {
  const Instant last = draft.state.last_acknowledge_at;
  return draft.state.inquiry != InquiryKind::kText && last != kNever &&
         draft.now < last + draft.playbook().cool_down;
}

void LeaveGreetingOut(Draft& draft, bool again) {
  draft.Because(Why::kCoolDown);
  if (again) return DropAcknowledgement(draft);
  draft.AddTask(Task::Kind::kRepeatCall, "the lead called again shortly after a first text: call");
  draft.EndAutomation(Phase::kEngaged);
}

// A step, or a repeat acknowledgement, is due.
void StepDue(Draft& draft, Brake brake) {
  LeadState& state = draft.state;
  const bool again = state.acknowledge_at <= draft.now;
  const std::optional<std::size_t> index = draft.playbook().IndexOf(state.step);
  if (!again && !index.has_value()) {
    return PlaybookChanged(draft);
  }
  const PlaybookStep& step = again ? draft.first_step() : draft.playbook().steps[*index];
  const bool greets = draft.playbook().acknowledges() && (again || *index == 0);
  if (greets && GreetedMeanwhile(draft)) return LeaveGreetingOut(draft, again);
  if (greets && draft.now >= state.last_inquiry_at + draft.playbook().too_late_after)
    return GiveUpLate(draft, again);
  if (!again && step.local_time.has_value() && AnchorOf(draft, step) != Instant{}) {
    // R16: planned for an hour of the recipient's day, perhaps weeks ago. Where the zone's clock,
    // or what is known of the lead, has changed since, that hour may not have come yet.
    if (const Instant due = DueOf(draft, *index, Instant{}); draft.now < due) {
      state.due = due;
      draft.Because(Why::kDueMoved);
      return draft.SetWake();
    }
  }
  draft.Because(Why::kStepDue);
  SendDue(draft, step, again, brake);
}

}  // namespace

// One thing at a time: where more is due the lead is woken again at once.
void OnWakeUp(Draft& draft, const WakeUp& wake_up) {
  const LeadState& state = draft.state;
  const Instant now = draft.now;
  if (now < state.wake_at) return draft.Because(Why::kNothingDue);
  if (state.with_person && state.ready_until <= now) return ReadyExpired(draft);
  if (state.with_person && state.remind_at <= now) return Remind(draft);
  if (!state.in_flight && state.answer_at <= now) return SendAnswer(draft, wake_up.brake);
  if (state.nudge_at <= now) return Nudge(draft);
  if (state.rearm_at <= now) return Rearm(draft);
  if (!draft.automated() || state.in_flight) return draft.Because(Why::kNothingDue);
  StepDue(draft, wake_up.brake);
}

}  // namespace textback
