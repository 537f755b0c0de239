#include "textback/model/lead.h"

#include <absl/strings/str_format.h>

#include <algorithm>

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<9> kPhaseNames = {"new",  "recovering", "nurturing", "engaged",    "booked",
                                  "lost", "closed",     "dormant",   "unreachable"};

constexpr Names<4> kAnswerNames = {"none", "holding_reply", "stop_confirmation", "help_answer"};

absl::Status Broken(const Lead& lead, std::string_view what) {
  return absl::InternalError(absl::StrFormat("lead %s/%s: invariant %s", lead.id.account.view(),
                                             lead.id.phone.Masked(), what));
}

}  // namespace

std::string_view NameOf(Phase phase) { return NameIn(kPhaseNames, phase); }
std::optional<Phase> PhaseFromName(std::string_view name) {
  return FromName<Phase>(kPhaseNames, name);
}

std::string_view NameOf(Answer answer) { return NameIn(kAnswerNames, answer); }
std::optional<Answer> AnswerFromName(std::string_view name) {
  return FromName<Answer>(kAnswerNames, name);
}

Instant NextWake(const LeadState& state) {
  Instant next = std::min(state.nudge_at, state.rearm_at);
  if (state.in_flight) {
    return state.with_person ? std::min({next, state.remind_at, state.ready_until}) : kNever;
  }
  next = std::min({next, state.answer_at, state.acknowledge_at});
  return state.step.empty() ? next : std::min(next, state.due);
}

absl::Status CheckInvariants(const Lead& lead) {
  const LeadState& s = lead.state;
  const bool answering = s.in_flight && s.answer != Answer::kNone && s.answer_at == kNever;
  // What belongs to the playbook: answers go their own way.
  const bool automated_step =
      !s.step.empty() || s.acknowledge_at != kNever || (s.in_flight && !answering);
  if (s.opted_out && automated_step) {
    return Broken(lead, "I1 broken: opted out, yet something is scheduled");
  }
  if (s.opted_out && s.answer == Answer::kHoldingReply) {
    return Broken(lead, "I1 broken: opted out, yet a holding reply is due");
  }
  if (!IsOpen(s.phase) && automated_step) {
    return Broken(lead, "I2 broken: no open episode, yet something is scheduled");
  }
  const bool automated = s.phase == Phase::kRecovering || s.phase == Phase::kNurturing;
  if (automated && s.wake_at == kNever && !s.in_flight) {
    return Broken(lead, "I3 broken: automated, yet nothing would ever wake it");
  }
  if (IsOpen(s.phase) && s.episode == 0)
    return Broken(lead, "I4 broken: open episode without a number");
  if (!s.step.empty() && s.due == kNever)
    return Broken(lead, "I5 broken: a step without a due time");
  if (s.phase == Phase::kEngaged && automated_step) {
    return Broken(lead, "I6 broken: a person took over, yet a step is scheduled");
  }
  if ((s.wrong_number || s.doubtful || s.looped) && automated_step) {
    return Broken(lead, "I12 broken: a person has to decide, yet a step is scheduled");
  }
  if (s.wake_at != NextWake(s)) {
    return Broken(lead, "I13 broken: wake_at isn't the earliest of what is scheduled");
  }
  if (s.with_person && (!s.in_flight || s.ready_until == kNever)) {
    return Broken(lead, "I14 broken: a ready text that is not in flight, or has no end");
  }
  return absl::OkStatus();
}

}  // namespace textback
