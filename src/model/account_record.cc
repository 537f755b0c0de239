#include "textback/model/account_record.h"

#include <absl/strings/str_format.h>

namespace textback {
namespace {

constexpr std::int64_t kLastHour =
    std::chrono::duration_cast<std::chrono::hours>(kLatest - kEarliest).count();

bool IsHour(std::int64_t hour) { return hour >= -1 && hour < kLastHour; }
bool IsLane(const Lane& lane) { return IsPlausible(lane.free_at) && IsPlausible(lane.queued); }

}  // namespace

absl::Status CheckAccountRecord(const AccountRecord& record) {
  const auto mistake = [&](std::string_view what) {
    return absl::InvalidArgumentError(absl::StrFormat("account %s: its record's %s is out of range",
                                                      record.account.view(), what));
  };
  const Instant turned_at = record.switches.turned_at;
  if (turned_at != kNever && !IsPlausible(turned_at)) return mistake("switches.turned_at");
  if (!IsPlausible(record.refused_until)) return mistake("refused_until");
  if (!IsHour(record.volume.hour)) return mistake("volume.hour");
  if (!IsHour(record.volume.tripped)) return mistake("volume.tripped");
  if (!IsLane(record.all_lines)) return mistake("all_lines");
  for (const auto& [line, lane] : record.lines) {
    if (!IsLane(lane)) return mistake("lines");
  }
  for (const Away& away : record.away) {
    if (!away.plausible()) return mistake("away");
  }
  return absl::OkStatus();
}

}  // namespace textback
