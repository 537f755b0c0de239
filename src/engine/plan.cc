#include "engine/plan.h"

#include <algorithm>
#include <optional>

#include "engine/hand_out.h"
#include "engine/waiting.h"

namespace textback {
namespace {

using std::chrono::days;

// `local_time` on the recipient's clock, on the calendar day of `at`, or on the next day if that is
// before `earliest`.
Instant AtLocalTime(const Zone& zone, Instant at, std::chrono::minutes local_time,
                    Instant earliest) {
  const auto day = std::chrono::floor<days>(zone.ToLocal(at));
  const Instant here = zone.ToUtc(LocalTime{day} + local_time).earliest;
  return here < earliest ? zone.ToUtc(LocalTime{day + days{1}} + local_time).earliest : here;
}

}  // namespace

Instant AnchorOf(const Draft& draft, const PlaybookStep& step) {
  if (!step.after.has_value()) return draft.state.inquiries.first_at;
  return draft.state.sequence.steps[draft.playbook().IndexOf(*step.after).value_or(0)].at;
}

// Steps with a `local_time` are due at that hour of the recipient's day. If several zones are
// possible, the latest of them counts. If the step's day has already passed when it is planned
// (R25, or a late inquiry), the step waits for the next time that hour comes.
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

void PlanStep(Draft& draft, std::size_t index) {
  LeadState& state = draft.state;
  Sequence& sequence = state.sequence;
  const Playbook& playbook = draft.playbook();
  sequence.attempt = 0;
  sequence.tries = 0;
  if (index >= playbook.steps.size()) {
    draft.Because(Why::kPlaybookDone);
    sequence.step = StepName();
    return EndAutomation(draft, Phase::kDormant);
  }
  state.phase = index >= playbook.first_nurturing_step ? Phase::kNurturing : Phase::kRecovering;
  sequence.step = playbook.steps[index].name;
  // Two late follow-ups must not go out together.
  Instant not_before = draft.now;
  if (index > 0 && !sequence.steps[index - 1].pending())
    not_before = std::max(not_before, sequence.steps[index - 1].at + std::chrono::hours{12});
  sequence.due = DueOf(draft, index, not_before);
  draft.SetWake();
}

void DropStep(Draft& draft) {
  Sequence& sequence = draft.state.sequence;
  const std::size_t index = draft.playbook().IndexOf(sequence.step).value_or(0);
  // A lead that never got the greeting gets no follow-ups.
  if (index == 0 && draft.playbook().acknowledges()) return EndAutomation(draft, Phase::kDormant);
  draft.NoteDropped(sequence.step);
  sequence.steps[index] = {.at = draft.now, .fate = StepFate::kDropped};
  PlanStep(draft, index + 1);
}

void DropAcknowledgement(Draft& draft) {
  draft.NoteDropped(draft.first_step().name);
  draft.state.sequence.acknowledge_at = kNever;
  draft.SetWake();
}

void EndAutomation(Draft& draft, Phase phase) {
  LeadState& state = draft.state;
  Sequence& sequence = state.sequence;
  if (!sequence.step.empty() && state.automated()) draft.NoteDropped(sequence.step);
  if (state.out.is_step()) TakeBack(draft);
  state.phase = phase;
  sequence.step = StepName();
  sequence.due = kNever;
  // R60: if a person interrupts the sequence it may resume later (R25), and then needs unused keys.
  if (phase != Phase::kEngaged) sequence.attempt = 0;
  sequence.tries = 0;
  sequence.acknowledge_at = kNever;
  if (phase != Phase::kEngaged) {
    DropRequest(draft);
    StopWaiting(draft);
    state.attention.taken = false;
    state.attention.rearm_at = kNever;
    state.asked_consent_at = kNever;
  }
  draft.SetWake();
}

void TakeOver(Draft& draft, Why why) {
  EndAutomation(draft, Phase::kEngaged);
  draft.Because(why);
}

void PlaybookChanged(Draft& draft) {
  draft.Because(Why::kNoWords);
  draft.AddTask(Task::Kind::kCallBack, "the playbook has changed under this episode: call");
  EndAutomation(draft, Phase::kDormant);
}

void EndPause(Draft& draft) {
  Sequence& sequence = draft.state.sequence;
  const Instant until = sequence.paused_until;
  sequence.paused_until = kNever;
  if (until == kNever || !draft.state.out.empty()) return;
  const std::optional<std::size_t> index = draft.playbook().IndexOf(sequence.step);
  if (index.has_value() && sequence.due == until) sequence.due = DueOf(draft, *index, draft.now);
  if (sequence.acknowledge_at == until) sequence.acknowledge_at = draft.now;
  draft.SetWake();
}

}  // namespace textback
