// Reads the system's zone files (TZif, RFC 9636) completely: the list of changes, and the rule in
// the footer that applies after the end of the list.
//
// Both kinds of file give the same result. "Slim" files list changes up to the last change of the
// rules (2007 in New York) and leave the rest to the footer; "fat" files list changes up to 2037. A
// reader that ignores the footer is an hour off in January 2026 with the first kind, and in July
// 2040 with the second.
#ifndef TEXTBACK_SRC_POLICY_ZONE_FILE_H_
#define TEXTBACK_SRC_POLICY_ZONE_FILE_H_

#include <absl/status/statusor.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace textback {

struct ZoneChange {
  std::int64_t from;    // UTC, seconds since 1970
  std::int64_t offset;  // seconds east of UTC, from then on

  friend bool operator==(const ZoneChange&, const ZoneChange&) = default;
};

// The changes of offset from 1970 up to, but not including, `until`. The first one applies from the
// beginning of time. Changes of only the name or the daylight flag are left out.
//
// InvalidArgument: not a zone file, truncated, or with an invalid footer. Never reads outside
// `bytes`.
absl::StatusOr<std::vector<ZoneChange>> ReadZoneFile(std::string_view bytes, std::int64_t until);

}  // namespace textback

#endif  // TEXTBACK_SRC_POLICY_ZONE_FILE_H_
