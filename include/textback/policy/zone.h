// A time zone: from UTC to the wall clock of the recipient and back. The one door to zone data in
// the library.
//
// A Zone is loaded once, by name, from the system's zone data, flattened into a table of
// transitions (1970 to 2100) and never changes afterwards. Looking up an offset is a search in that
// table; nothing is locked, read or allocated.
//
// Local times are not instants: in spring some don't exist, in autumn some happen twice. That is an
// answer here, not an error: see LocalResult.
//
// Load touches the disk and may be slow: it belongs to start-up. Everything else is pure and
// thread-safe.
//
//   std::shared_ptr<const Zone> zone = *Zone::Load("America/Edmonton");
//   LocalTime wall = zone->ToLocal(now);
#ifndef TEXTBACK_POLICY_ZONE_H_
#define TEXTBACK_POLICY_ZONE_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/time.h"

namespace textback {

// A reading of a wall clock, in milliseconds; of which zone, its user knows.
using LocalTime = std::chrono::time_point<std::chrono::local_t, Duration>;

struct LocalResult {
  enum class Kind { kUnique, kSkipped, kRepeated };
  Kind kind = Kind::kUnique;
  // Unique: both the same. Repeated: the first and the second time it happens. Skipped: both the
  // instant at which the clock jumped over it, so "open at 02:30" opens at 03:00 on that day.
  Instant earliest;
  Instant latest;
};

class Zone {
 public:
  // InvalidArgument: no zone of that name in the system's data; the message says so and how zone
  // data is installed. Loads are cached for the life of the process; thread-safe.
  static absl::StatusOr<std::shared_ptr<const Zone>> Load(std::string_view name);

  // Every zone of the Americas, the Pacific and the Atlantic in the system's data, by name, and
  // UTC: where leads can be.
  static std::vector<std::shared_ptr<const Zone>> LoadAll();

  // For tests: a zone without data files, always `offset` east of UTC.
  static std::shared_ptr<const Zone> Fixed(std::string_view name, std::chrono::minutes offset);

  const std::string& name() const { return name_; }

  std::chrono::seconds OffsetAt(Instant at) const;
  LocalTime ToLocal(Instant at) const;
  LocalResult ToUtc(LocalTime local) const;

 private:
  struct Transition {
    std::int64_t from;    // UTC, seconds: this offset holds from here on
    std::int64_t offset;  // seconds east of UTC
  };

  Zone() = default;
  const Transition& At(std::int64_t utc_seconds) const;

  std::string name_;
  std::vector<Transition> transitions_;  // never empty; the first holds from the beginning of time
};

// R16: where known clock changes of 2026 are missing from the system's data, a sentence that says
// which zone is wrong and how to mend it; empty where the data is right. Reads the disk; call it
// once at start-up.
std::string StaleZoneData();

}  // namespace textback

#endif  // TEXTBACK_POLICY_ZONE_H_
