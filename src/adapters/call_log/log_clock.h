// The clock of a log: written times -> instants, and whether it is the clock that it is said to be.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_LOG_CLOCK_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_LOG_CLOCK_H_

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/time.h"
#include "textback/policy/zone.h"

namespace textback {

class LogClock {
 public:
  explicit LogClock(std::shared_ptr<const Zone> zone) : zone_(std::move(zone)) {}

  // How this log writes 3/4/2026; nothing: not known yet.
  void SetDayFirst(std::optional<bool> day_first) { day_first_ = day_first; }

  // The start of a row. `id_time`: what its id says. Where a time happened twice, or its day and
  // month could be either, that decides; where it never happened, that is right.
  std::optional<Instant> ReadStart(std::string_view text, std::optional<Instant> id_time);
  // A time of the same row that is not before its start.
  std::optional<Instant> ReadLater(std::string_view text, Instant start);

  // Compares the start of a row with its id. A wrong zone shows as a shift.
  void Check(Instant start, Instant id_time);
  // Lines to show, each after `name`: the file's.
  std::vector<std::string> Notes(std::string_view name) const;

 private:
  Instant StartAt(LocalTime wall, std::optional<Instant> id_time);
  Instant LaterAt(LocalTime wall, Instant start) const;

  std::shared_ptr<const Zone> zone_;
  std::optional<bool> day_first_;
  std::size_t checked_ = 0;
  std::size_t skipped_ = 0;
  std::map<std::int64_t, std::size_t> shifts_;  // by minutes
};

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_LOG_CLOCK_H_
