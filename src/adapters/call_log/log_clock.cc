#include "adapters/call_log/log_clock.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <chrono>

#include "adapters/call_log/values.h"

namespace textback {
namespace {

using std::chrono::hours;

Duration Between(Instant a, Instant b) { return std::chrono::abs(a - b); }

// Both readings of a date whose day and month could be either; the one that is nearer to `hint`.
LocalTime Nearer(const WrittenTime& time, const Zone& zone, Instant hint) {
  const Instant first = zone.ToUtc(time.wall).earliest;
  const Instant second = zone.ToUtc(*time.day_first_wall).earliest;
  return Between(second, hint) < Between(first, hint) ? *time.day_first_wall : time.wall;
}

}  // namespace

std::optional<Instant> LogClock::ReadStart(std::string_view text, std::optional<Instant> id_time) {
  if (const std::optional<LocalTime> usual = ReadUsualTime(text); usual.has_value())
    return StartAt(*usual, id_time);
  const std::optional<WrittenTime> time = ReadTime(text);
  if (!time.has_value()) return std::nullopt;
  if (time->has_offset) return time->at;
  LocalTime wall = time->wall;
  if (time->day_first_wall.has_value()) {
    if (!id_time.has_value() && !day_first_.has_value()) return std::nullopt;
    wall = id_time.has_value() ? Nearer(*time, *zone_, *id_time)
           : *day_first_       ? *time->day_first_wall
                               : wall;
  }
  return StartAt(wall, id_time);
}

Instant LogClock::StartAt(LocalTime wall, std::optional<Instant> id_time) {
  const LocalResult found = zone_->ToUtc(wall);
  if (found.kind == LocalResult::Kind::kUnique) return found.earliest;
  if (found.kind == LocalResult::Kind::kSkipped) {
    ++skipped_;
    const bool is_near = id_time.has_value() && Between(*id_time, found.earliest) < hours{3};
    return is_near ? *id_time : found.earliest;
  }
  if (!id_time.has_value()) return found.earliest;
  return Between(found.latest, *id_time) < Between(found.earliest, *id_time) ? found.latest
                                                                             : found.earliest;
}

std::optional<Instant> LogClock::ReadLater(std::string_view text, Instant start) {
  if (const std::optional<LocalTime> usual = ReadUsualTime(text); usual.has_value())
    return LaterAt(*usual, start);
  const std::optional<WrittenTime> time = ReadTime(text);
  if (!time.has_value()) return std::nullopt;
  if (time->has_offset) return time->at;
  return LaterAt(time->day_first_wall.has_value() ? Nearer(*time, *zone_, start) : time->wall,
                 start);
}

Instant LogClock::LaterAt(LocalTime wall, Instant start) const {
  const LocalResult found = zone_->ToUtc(wall);
  // Fractions are cut off here and there, so a second is no difference.
  return found.earliest + std::chrono::seconds{1} < start ? found.latest : found.earliest;
}

void LogClock::Check(Instant start, Instant id_time) {
  ++checked_;
  const Duration off = start - id_time;
  const auto minutes = std::chrono::round<std::chrono::minutes>(off);
  // Zones differ by quarters of an hour. A row may begin later than its channel did.
  if (minutes.count() == 0 || minutes.count() % 15 != 0) return;
  // An id that repeats the local time was made by an export and not by the switch: no proof.
  const LocalTime wall = zone_->ToLocal(start);
  if (std::chrono::abs(wall.time_since_epoch() - id_time.time_since_epoch()) <
      std::chrono::minutes{1})
    return;
  ++shifts_[minutes.count()];
}

std::vector<std::string> LogClock::Notes(std::string_view name) const {
  std::vector<std::string> notes;
  const auto most =
      std::max_element(shifts_.begin(), shifts_.end(),
                       [](const auto& a, const auto& b) { return a.second < b.second; });
  if (most != shifts_.end() && most->second * 2 > checked_) {
    notes.push_back(absl::StrFormat(
        "%s: in %d of %d rows the start is %+d minutes off the time in their uniqueid: is --zone "
        "%s right?",
        name, most->second, checked_, most->first, zone_->name()));
  }
  if (skipped_ > 0) {
    notes.push_back(absl::StrFormat(
        "%s: %d rows begin at a time that clocks in %s skipped in that night: is --zone right, or "
        "is the clock of the switch never set?",
        name, skipped_, zone_->name()));
  }
  return notes;
}

}  // namespace textback
