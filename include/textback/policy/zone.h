// A time zone: from UTC to the recipient's local time and back. The only place in the library that
// reads zone data.
//
// A Zone is loaded once, by name, from the system's zone files. It becomes a table of every change
// from 1970 up to 2100 and never changes afterwards. The rule in a file's footer, which continues
// its list of changes, is part of the table, so "fat" and "slim" files give the same result.
// Looking up an offset takes two memory accesses; nothing is locked, read or allocated.
//
// Local times are not instants: in spring some don't exist, in autumn some happen twice. That is a
// result here, not an error: see LocalResult.
//
// Load and LoadAll read the disk: call them at start-up. Everything else is pure and thread-safe.
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

// Local time in milliseconds, without its zone: the user has to know that.
using LocalTime = std::chrono::time_point<std::chrono::local_t, Duration>;

struct LocalResult {
  enum class Kind { kUnique, kSkipped, kRepeated };
  Kind kind = Kind::kUnique;
  // Unique: both are the same. Repeated: the first and the second time it happens. Skipped: both
  // are the instant at which the clock jumped over it, so "open at 02:30" opens at 03:00 on that
  // day.
  Instant earliest;
  Instant latest;
};

class Zone {
 public:
  // A stretch of time with one offset: [from, until), in seconds.
  struct Stretch {
    std::int64_t from;
    std::int64_t until;
    std::int64_t offset;  // seconds east of UTC
  };

  // From the system's zone files. Loads are cached for the life of the process; thread-safe.
  // InvalidArgument: no zone has that name, or its file is broken; the message says which, and how
  // to install zone data.
  static absl::StatusOr<std::shared_ptr<const Zone>> Load(std::string_view name);

  // Every zone in the system's files, by name, aliases included.
  static std::vector<std::shared_ptr<const Zone>> LoadAll();

  // From the bytes of a zone file (TZif). InvalidArgument: they are not a zone file.
  static absl::StatusOr<std::shared_ptr<const Zone>> FromFile(std::string_view name,
                                                              std::string_view bytes);

  // For tests: a zone without data files, always `offset` east of UTC.
  static std::shared_ptr<const Zone> Fixed(std::string_view name, std::chrono::minutes offset);

  const std::string& name() const { return name_; }

  // Right from 1970 up to 2100. Before and after, the first and the last offset are used.
  std::chrono::seconds OffsetAt(Instant at) const;
  Stretch StretchAt(Instant at) const;
  LocalTime ToLocal(Instant at) const;
  LocalResult ToUtc(LocalTime local) const;

  // True for aliases of the same zone: they share one table.
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

// The version of the system's zone files, "2026f"; empty if they have none. Reads the disk.
std::string ZoneDataVersion();

// R16: clock changes of 2026 that old zone data doesn't have: the right offsets in January 2027.
struct StaleProbe {
  std::string_view zone;
  Instant at;
  std::chrono::seconds offset;
};
std::span<const StaleProbe> StaleProbes();

// R16: if known clock changes of 2026 are missing from the system's data: a sentence that says
// which zone is wrong and how to fix it. Empty if the data is right. Reads the disk; call it once
// at start-up.
std::string StaleZoneData();

}  // namespace textback

#endif  // TEXTBACK_POLICY_ZONE_H_
