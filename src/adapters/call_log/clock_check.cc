#include <absl/strings/str_format.h>

#include <algorithm>
#include <chrono>

#include "adapters/call_log/row_maker.h"

namespace textback {

void ClockCheck::Add(Instant start, Instant id_time, const Zone& zone) {
  ++checked_;
  const Duration off = start - id_time;
  const auto minutes = std::chrono::round<std::chrono::minutes>(off);
  // Zones differ by quarters of an hour. A row may begin later than its channel did.
  if (minutes.count() == 0 || minutes.count() % 15 != 0) return;
  // An id that repeats the local time was made by an export and not by the switch: no proof.
  const LocalTime wall = zone.ToLocal(start);
  if (std::chrono::abs(wall.time_since_epoch() - id_time.time_since_epoch()) <
      std::chrono::minutes{1})
    return;
  ++shifts_[minutes.count()];
}

std::vector<std::string> ClockCheck::Notes(std::string_view name, const Zone& zone) const {
  std::vector<std::string> notes;
  const auto most =
      std::max_element(shifts_.begin(), shifts_.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != shifts_.end() && most->second * 2 > checked_) {
    notes.push_back(absl::StrFormat(
        "%s: in %d of %d rows the start is %+d minutes off the time in their uniqueid: is --zone "
        "%s right?",
        name, most->second, checked_, most->first, zone.name()));
  }
  if (skipped_ > 0) {
    notes.push_back(absl::StrFormat(
        "%s: %d rows begin at a time that clocks in %s skipped in that night: is --zone right, or "
        "is the clock of the switch never set?",
        name, skipped_, zone.name()));
  }
  return notes;
}

}  // namespace textback
