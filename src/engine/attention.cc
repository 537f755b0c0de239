// What the account's people do with a lead (R21, R25, R27): who is told and how often, whose lead
// it is, and when the long follow-up resumes because nobody has said anything for a while.
#include "engine/attention.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <string>

#include "engine/assignment.h"
#include "engine/hand_out.h"
#include "engine/plan.h"
#include "engine/waiting.h"
#include "textback/policy/permission.h"

namespace textback {
void Nudge(Draft& draft) {
  Attention& attention = draft.state.attention;
  draft.Because(Why::kToldAgain);
  const bool last = ++attention.nudges >= kNudges.size();
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(kNudges[attention.nudges - 1]).count();
  if (last) {
    draft.AddTask(
        Task::Kind::kEscalation, draft.owner(),
        absl::StrFormat("nobody has answered the lead for %d minutes: see to it", minutes));
  } else {
    draft.AddTask(Task::Kind::kNudge, Assigned(draft),
                  absl::StrFormat("the lead has waited for an answer for %d minutes", minutes));
  }
  PlanNudge(draft);
}

void Rearm(Draft& draft) {
  LeadState& state = draft.state;
  const std::size_t next = NextLongStep(draft);
  const Playbook& playbook = draft.playbook();
  state.attention.rearm_at = kNever;
  draft.SetWake();
  // The restart was planned before an earlier-written event arrived that a person has to answer.
  if (!MayRearm(state) || next >= playbook.steps.size()) return draft.Because(Why::kNothingDue);
  const Permission permission = Permit(playbook.steps[next].needs, state.consent,
                                       draft.policy.account.consent_reading, draft.now);
  if (!permission.granted()) return draft.Because(permission.why);  // the lead stays with a person
  draft.Because(Why::kRearmed);
  // The delays count from our last message. If the step's day has already passed, because a basis
  // came late, we count as if that message had been sent `rearm_after` ago, so that overdue steps
  // do not all go out at once.
  Sequence& sequence = state.sequence;
  const std::uint32_t attempt = sequence.attempt;
  const auto plan_from = [&](Instant anchor) {
    for (std::size_t i = 0; i < next; ++i) {
      StepRecord& record = sequence.steps[i];
      record.at = anchor;
      if (record.pending()) record.fate = StepFate::kDropped;
    }
    PlanStep(draft, next);
  };
  plan_from(state.attention.touched_at);
  if (state.attention.touched_at + playbook.steps[next].delay < draft.now)
    plan_from(std::max(state.attention.touched_at, draft.now - playbook.rearm_after));
  // R60: attempts of this same step from before a person stepped in still count
  sequence.attempt = attempt;
}

void OnClaim(Draft& draft, const LeadClaimed& claim) {
  LeadState& state = draft.state;
  Attention& attention = state.attention;
  const std::vector<Member>& team = draft.policy.account.team;
  const Member* member = FindMember(team, claim.person);
  if (claim.person.empty() || (!team.empty() && member == nullptr))
    return draft.Because(Why::kUnknownPerson);
  const std::string_view person = member != nullptr ? member->id.view() : std::string_view();
  if (!claim.given_back) state.loop.alarm = false;  // R28: a person is looking after the lead
  if (!IsOpen(state.phase)) return draft.Because(Why::kEpisodeOver);
  // A claim from before this inquiry was about something else.
  if (draft.event.at < state.inquiries.first_at) return draft.Because(Why::kOutOfOrder);
  if (claim.given_back) {
    if (!attention.taken || attention.assigned != claim.person)
      return draft.Because(Why::kOutOfOrder);
    attention.taken = false;
    attention.assigned = PersonId();
    // R21: nobody has answered the lead yet, so somebody else has to, unless automated texts
    // continue.
    const bool answered = attention.spoke_at != kNever && attention.spoke_at >= attention.wrote_at;
    if (state.phase == Phase::kEngaged && !answered) {
      draft.AddTask(Task::Kind::kReply, Assigned(draft),
                    "the lead was given back and still waits for an answer");
      StartWaiting(draft);
    }
    return draft.out.reasons.push_back({.why = Why::kGivenBack, .row = person});
  }
  if (attention.taken && attention.assigned != claim.person) {
    draft.AddTask(Task::Kind::kClaimed, std::string(claim.person.view()),
                  "somebody else has taken this lead already");
    return draft.out.reasons.push_back({.why = Why::kClaimedBefore, .row = person});
  }
  attention.taken = true;
  attention.assigned = claim.person;
  LeaveRequestToPerson(draft);  // R37
  StopWaiting(draft);
  draft.out.reasons.push_back({.why = Why::kClaimedBy, .row = person});
  // R20: taking a lead that still gets automated texts takes it over.
  if (draft.state.automated()) TakeOver(draft, Why::kPersonTookOver);
  AwaitPerson(draft, draft.event.at);
}

}  // namespace textback
