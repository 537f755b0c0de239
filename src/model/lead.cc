#include "textback/model/lead.h"

#include <absl/strings/str_format.h>

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

absl::Status CheckInvariants(const Lead& lead) {
  const LeadState& s = lead.state;
  const bool scheduled = !s.step.empty() || s.acknowledge_at != kNever;
  if (s.opted_out && (scheduled || s.in_flight || s.wake_at != kNever)) {
    return Broken(lead, "I1 broken: opted out, yet something is scheduled");
  }
  if (!IsOpen(s.phase) && (scheduled || s.in_flight || s.wake_at != kNever)) {
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
  if (s.phase == Phase::kEngaged && (scheduled || s.in_flight)) {
    return Broken(lead, "I6 broken: a person took over, yet a step is scheduled");
  }
  if ((s.wrong_number || s.doubtful) && (scheduled || s.in_flight)) {
    return Broken(lead, "I12 broken: a person has to decide, yet a step is scheduled");
  }
  return absl::OkStatus();
}

}  // namespace textback
