// A time zone: from UTC to the wall clock of the recipient and back. The one door to zone data in
// the library.
//
// A Zone is loaded once, by name, from the system's zone files, flattened into a table of every
// change from 1970 up to 2100 and never changes afterwards. The rule in a file's footer, which
// carries on where its list of changes ends, is part of the table: fat and slim files come out the
// same. Looking up an offset is two loads; nothing is locked, read or allocated.
//
// Local times are not instants: in spring some don't exist, in autumn some happen twice. That is an
// answer here, not an error: see LocalResult.
//
// Load and LoadAll touch the disk: they belong to start-up. Everything else is pure and
// thread-safe.
//
//   std::shared_ptr<const Zone> zone = *Zone::Load("America/Edmonton");
//   LocalTime wall = zone->ToLocal(now);
#ifndef TEXTBACK_POLICY_ZONE_H_
#define TEXTBACK_POLICY_ZONE_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <span>
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
  // One stretch of time with one offset, in seconds: [from, until).
  struct Stretch {
    std::int64_t from;
    std::int64_t until;
    std::int64_t offset;  // seconds east of UTC
  };

  // From the system's zone files; loads are cached for the life of the process; thread-safe.
  // InvalidArgument: no zone of that name, or a broken file; the message says so and how zone data
  // is installed.
  static absl::StatusOr<std::shared_ptr<const Zone>> Load(std::string_view name);

  // Every zone in the system's files, by name, aliases included: where leads can be.
  static std::vector<std::shared_ptr<const Zone>> LoadAll();

  // From the bytes of a zone file (TZif). InvalidArgument: they are none.
  static absl::StatusOr<std::shared_ptr<const Zone>> FromFile(std::string_view name,
                                                              std::string_view bytes);

  // For tests: a zone without data files, always `offset` east of UTC.
  static std::shared_ptr<const Zone> Fixed(std::string_view name, std::chrono::minutes offset);

  const std::string& name() const { return name_; }

  // Right from 1970 up to 2100; before and after, the first and the last offset go on.
  std::chrono::seconds OffsetAt(Instant at) const;
  Stretch StretchAt(Instant at) const;
  LocalTime ToLocal(Instant at) const;
  LocalResult ToUtc(LocalTime local) const;

  // Same clock, whatever the name: aliases share one table.
  bool SameClock(const Zone& other) const { return table_ == other.table_; }

  // Of every change of the clock that it knows: two releases of the zone data differ where their
  // clocks do.
  std::uint64_t Fingerprint() const;

  // Memory of all tables loaded so far, in bytes.
  static std::size_t TableBytes();

 private:
  struct Table;

  Zone(std::string_view name, std::shared_ptr<const Table> table)
      : name_(name), table_(std::move(table)) {}

  std::string name_;
  std::shared_ptr<const Table> table_;
};

// "2026f", as the system's zone files say; empty where they don't. Reads the disk.
std::string ZoneDataVersion();

// R16: clock changes of 2026 that old zone data misses: what is right in January 2027.
struct StaleProbe {
  std::string_view zone;
  Instant at;
  std::chrono::seconds offset;
};
std::span<const StaleProbe> StaleProbes();

// R16: where known clock changes of 2026 are missing from the system's data, a sentence that says
// which zone is wrong and how to mend it; empty where the data is right. Reads the disk; call it
// once at start-up.
std::string StaleZoneData();

}  // namespace textback

#endif  // TEXTBACK_POLICY_ZONE_H_
