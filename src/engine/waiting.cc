#include "engine/waiting.h"

#include "engine/hand_out.h"

namespace textback {

bool MayRearm(const LeadState& state) {
  const Attention& attention = state.attention;
  const Marks& marks = state.marks;
  const bool ours_last =
      attention.touched_at != kNever &&
      (attention.wrote_at == kNever || attention.touched_at >= attention.wrote_at);
  return state.phase == Phase::kEngaged && ours_last && attention.waits_since == kNever &&
         !state.request.waits() && !state.out.is_requested() && !marks.doubtful &&
         !state.loop.alarm && !marks.opted_out && !marks.wrong_number && !marks.refused;
}

std::size_t NextLongStep(const Draft& draft) {
  const Playbook& playbook = draft.playbook();
  std::size_t index = playbook.first_nurturing_step;
  while (index < playbook.steps.size() && !draft.state.sequence.steps[index].pending()) ++index;
  return index;
}

void PlanNudge(Draft& draft) {
  Attention& attention = draft.state.attention;
  const Account& account = draft.policy.account;
  attention.nudge_at = attention.waits_since == kNever || attention.nudges >= kNudges.size()
                           ? kNever
                           : AfterOpen(account.hours, *account.zone, attention.waits_since,
                                       kNudges[attention.nudges]);
  draft.SetWake();
}

void StartWaiting(Draft& draft) {
  Attention& attention = draft.state.attention;
  // A further text of a lead that already waits changes nothing: people have been told.
  if (attention.waits_since != kNever) return;
  attention.waits_since = draft.now;
  attention.nudges = 0;
  PlanNudge(draft);
}

void StopWaiting(Draft& draft) {
  draft.state.attention.waits_since = kNever;
  draft.state.attention.nudges = 0;
  const AnswerKind answer = draft.state.answer.kind;
  if (answer == AnswerKind::kHoldingReply || answer == AnswerKind::kEmergencyText)
    DropAnswer(draft);
  PlanNudge(draft);
}

void Wrote(Draft& draft, Instant at) {
  draft.state.attention.wrote_at = Latest(draft.state.attention.wrote_at, at);
  PlanRearm(draft);
}

void Touched(Draft& draft, Instant at) {
  draft.state.attention.touched_at = Latest(draft.state.attention.touched_at, at);
  draft.state.asked_consent_at = kNever;  // R44: a YES would now answer this message
}

void AwaitPerson(Draft& draft, Instant since) { Wrote(draft, since); }

void PlanRearm(Draft& draft) {
  Attention& attention = draft.state.attention;
  attention.rearm_at = kNever;
  if (MayRearm(draft.state) && NextLongStep(draft) < draft.playbook().steps.size())
    attention.rearm_at = attention.touched_at + draft.playbook().rearm_after;
  draft.SetWake();
}

}  // namespace textback
