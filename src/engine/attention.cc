// R21, R25, R27: the people's side. Who is told, how often, whose lead it is, and when the long
// follow-up goes on because nobody says anything any more.
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <string>

#include "engine/draft.h"
#include "textback/policy/permission.h"

namespace textback {
namespace {

// R21: after so much of the account's hours people are told again; the last one is the owner.
constexpr std::array<Duration, 3> kNudges = {std::chrono::minutes{15}, std::chrono::minutes{30},
                                             std::chrono::minutes{60}};

// The first step of the long follow-up that is still to come; past the last: none.
std::size_t NextLongStep(const Draft& draft) {
  const Playbook& playbook = draft.playbook();
  std::size_t index = playbook.first_nurturing_step;
  while (index < playbook.steps.size() && draft.state.done_at[index] != Instant{}) ++index;
  return index;
}

// R25: a person is, or should be, talking with them, and our message was the last.
bool MayRearm(const LeadState& state) {
  const bool ours_last = state.touched_at != kNever &&
                         (state.wrote_at == kNever || state.touched_at >= state.wrote_at);
  return state.phase == Phase::kEngaged && ours_last && state.waits_since == kNever &&
         !state.doubtful && !state.looped && !state.opted_out && !state.wrong_number &&
         !state.refused;
}

void PlanNudge(Draft& draft) {
  LeadState& state = draft.state;
  const Account& account = draft.policy.account;
  state.nudge_at =
      state.waits_since == kNever || state.nudges >= kNudges.size()
          ? kNever
          : AfterOpen(account.hours, *account.zone, state.waits_since, kNudges[state.nudges]);
  draft.SetWake();
}

}  // namespace

std::string Owner(const Draft& draft) {
  const Member* owner = OwnerOf(draft.policy.account.team);
  return owner == nullptr ? "owner" : std::string(owner->id.view());
}

std::string Assigned(Draft& draft) {
  LeadState& state = draft.state;
  const Account& account = draft.policy.account;
  // Who has taken the lead keeps it; a person who isn't in the team any more has it no more.
  const Member* member = state.claimed ? FindMember(account.team, state.assigned) : nullptr;
  if (member == nullptr) {
    member = RouteTo(account.team, *account.zone,
                     {.lead = draft.lead.id,
                      .episode = state.episode,
                      .trade = draft.profile().trade,
                      .line = LineOf(draft),
                      .at = draft.now});
  }
  if (member == nullptr) return Owner(draft);
  if (state.assigned != member->id)
    draft.out.reasons.push_back({.why = Why::kAssigned, .row = member->id.view()});
  state.assigned = member->id;
  return std::string(member->id.view());
}

void StartWaiting(Draft& draft) {
  LeadState& state = draft.state;
  // A second text of somebody who waits already changes nothing: told is told.
  if (state.waits_since != kNever) return;
  state.waits_since = draft.now;
  state.nudges = 0;
  PlanNudge(draft);
}

void StopWaiting(Draft& draft) {
  LeadState& state = draft.state;
  state.waits_since = kNever;
  state.nudges = 0;
  if (state.answer == Answer::kHoldingReply) DropAnswer(draft);
  PlanNudge(draft);
}

void Nudge(Draft& draft) {
  LeadState& state = draft.state;
  draft.Because(Why::kToldAgain);
  const bool last = ++state.nudges >= kNudges.size();
  const auto minutes =
      std::chrono::duration_cast<std::chrono::minutes>(kNudges[state.nudges - 1]).count();
  if (last) {
    draft.AddTask(
        Task::Kind::kEscalation, Owner(draft),
        absl::StrFormat("nobody has answered the lead for %d minutes: see to it", minutes));
  } else {
    draft.AddTask(Task::Kind::kNudge, Assigned(draft),
                  absl::StrFormat("the lead has waited for an answer for %d minutes", minutes));
  }
  PlanNudge(draft);
}

void Touched(Draft& draft, Instant at) {
  LeadState& state = draft.state;
  state.touched_at = state.touched_at == kNever ? at : std::max(state.touched_at, at);
  state.asked_consent_at = kNever;  // R44: a YES would answer this message now
}

void AwaitPerson(Draft& draft, Instant since) {
  Instant& wrote_at = draft.state.wrote_at;
  wrote_at = wrote_at == kNever ? since : std::max(wrote_at, since);
  PlanRearm(draft);
}

void PlanRearm(Draft& draft) {
  LeadState& state = draft.state;
  state.rearm_at = kNever;
  if (MayRearm(state) && NextLongStep(draft) < draft.playbook().steps.size())
    state.rearm_at = state.touched_at + draft.playbook().rearm_after;
  draft.SetWake();
}

void Rearm(Draft& draft) {
  LeadState& state = draft.state;
  const std::size_t next = NextLongStep(draft);
  const Playbook& playbook = draft.playbook();
  state.rearm_at = kNever;
  draft.SetWake();
  // It was planned before something came that was written earlier: of that a person has to answer.
  if (!MayRearm(state) || next >= playbook.steps.size()) return draft.Because(Why::kNothingDue);
  const Permission permission = Permit(playbook.steps[next].needs, state.consent,
                                       draft.policy.account.consent_reading, draft.now);
  if (!permission.granted()) return draft.Because(permission.why);  // it stays with a person
  draft.Because(Why::kRearmed);
  // The delays run on from our last message. Where the step's day has passed by now, because a
  // basis came late, as if that message had been three days ago: what is overdue doesn't come all
  // at once.
  const std::uint32_t attempt = state.attempt;
  const auto plan_from = [&](Instant anchor) {
    for (std::size_t i = 0; i < next; ++i) state.done_at[i] = anchor;
    draft.PlanStep(next);
  };
  plan_from(state.touched_at);
  if (state.touched_at + playbook.steps[next].delay < draft.now)
    plan_from(std::max(state.touched_at, draft.now - playbook.rearm_after));
  state.attempt = attempt;  // R60: of this very step, perhaps, before a person came between
}

void OnClaim(Draft& draft, const LeadClaimed& claim) {
  LeadState& state = draft.state;
  const std::vector<Member>& team = draft.policy.account.team;
  const Member* member = FindMember(team, claim.person);
  if (claim.person.empty() || (!team.empty() && member == nullptr))
    return draft.Because(Why::kUnknownPerson);
  const std::string_view person = member != nullptr ? member->id.view() : std::string_view();
  if (!claim.given_back) state.looped = false;  // R28: a person looks after it
  if (!IsOpen(state.phase)) return draft.Because(Why::kEpisodeOver);
  // One from before this inquiry was about something else.
  if (draft.event.at < state.inquiry_at) return draft.Because(Why::kOutOfOrder);
  if (claim.given_back) {
    if (!state.claimed || state.assigned != claim.person) return draft.Because(Why::kOutOfOrder);
    state.claimed = false;
    state.assigned = PersonId();
    // R21: nobody has said a word since; somebody else has to, unless texts go on by themselves.
    const bool answered = state.spoke_at != kNever && state.spoke_at >= state.wrote_at;
    if (state.phase == Phase::kEngaged && !answered) {
      draft.AddTask(Task::Kind::kReply, Assigned(draft),
                    "the lead was given back and still waits for an answer");
      StartWaiting(draft);
    }
    return draft.out.reasons.push_back({.why = Why::kGivenBack, .row = person});
  }
  if (state.claimed && state.assigned != claim.person) {
    draft.AddTask(Task::Kind::kClaimed, std::string(claim.person.view()),
                  "somebody else has taken this lead already");
    return draft.out.reasons.push_back({.why = Why::kClaimedBefore, .row = person});
  }
  state.claimed = true;
  state.assigned = claim.person;
  StopWaiting(draft);
  draft.out.reasons.push_back({.why = Why::kClaimedBy, .row = person});
  // R20: whoever takes a lead that is still being texted takes it over.
  if (draft.automated()) TakeOver(draft, Why::kPersonTookOver);
  AwaitPerson(draft, draft.event.at);
}

}  // namespace textback
