#include "textback/model/lead.h"

#include <absl/strings/str_format.h>

#include <algorithm>

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<9> kPhaseNames = {"new",  "recovering", "nurturing", "engaged",    "booked",
                                  "lost", "closed",     "dormant",   "unreachable"};

absl::Status Broken(const Lead& lead, std::string_view what) {
  return absl::InternalError(absl::StrFormat("lead %s/%s: invariant %s", lead.id.account.view(),
                                             lead.id.phone.Masked(), what));
}

}  // namespace

std::string_view NameOf(Phase phase) { return NameIn(kPhaseNames, phase); }
std::optional<Phase> PhaseFromName(std::string_view name) {
  return FromName<Phase>(kPhaseNames, name);
}

Instant NextWake(const LeadState& state) {
  Instant next = std::min(state.attention.nudge_at, state.attention.rearm_at);
  const TextOut& out = state.out;
  if (!out.empty())
    return out.with_person() ? std::min({next, out.remind_at, out.ready_until}) : kNever;
  next = std::min({next, state.answer.at, state.request.at, state.sequence.acknowledge_at});
  return state.sequence.step.empty() ? next : std::min(next, state.sequence.due);
}

absl::Status CheckInvariants(const Lead& lead) {
  const LeadState& s = lead.state;
  const Marks& marks = s.marks;
  // Only what belongs to the playbook counts here; answers are handled separately.
  const bool planned =
      !s.sequence.step.empty() || s.sequence.acknowledge_at != kNever || s.out.is_step();
  const bool requested = s.request.waits() || s.out.is_requested();
  const bool automated_step = planned || requested;
  if (marks.opted_out && automated_step) {
    return Broken(lead, "I1 broken: opted out, yet something is scheduled");
  }
  const bool service = s.answer.kind == AnswerKind::kNone ||
                       s.answer.kind == AnswerKind::kStopConfirmation ||
                       s.answer.kind == AnswerKind::kHelpAnswer;
  if (marks.opted_out && !service)
    return Broken(lead, "I1 broken: opted out, yet an answer to something else is due");
  if (!IsOpen(s.phase) && automated_step) {
    return Broken(lead, "I2 broken: no open episode, yet something is scheduled");
  }
  if (s.automated() && s.wake_at == kNever && s.out.empty()) {
    return Broken(lead, "I3 broken: automated, yet nothing would ever wake it");
  }
  if (IsOpen(s.phase) && s.episode == 0)
    return Broken(lead, "I4 broken: open episode without a number");
  if (!s.sequence.step.empty() && s.sequence.due == kNever)
    return Broken(lead, "I5 broken: a step without a due time");
  if (s.phase == Phase::kEngaged && planned) {
    return Broken(lead, "I6 broken: a person took over, yet a step is scheduled");
  }
  if ((marks.wrong_number || marks.doubtful || s.loop.alarm) && automated_step) {
    return Broken(lead, "I12 broken: a person has to decide, yet a step is scheduled");
  }
  if (s.wake_at != NextWake(s)) {
    return Broken(lead, "I13 broken: wake_at isn't the earliest of what is scheduled");
  }
  if (s.out.with_person() && (s.out.empty() || s.out.ready_until == kNever)) {
    return Broken(lead, "I14 broken: a ready text that is not out, or has no end");
  }
  if (requested && s.phase != Phase::kEngaged) {
    return Broken(lead, "I15 broken: a text was asked for, yet no person has the lead");
  }
  return absl::OkStatus();
}

}  // namespace textback
