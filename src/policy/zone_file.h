// Reads the system's zone files (TZif, RFC 9636) whole: the list of changes and the rule in the
// footer that carries on where the list ends.
//
// Both kinds of file come out the same. "Slim" files list changes up to the last change of the
// rules (2007 in New York) and leave the rest to the footer; "fat" ones list changes up to 2037.
// Who ignores the footer is an hour wrong in January 2026 with the first kind and in July 2040 with
// the second.
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

// The changes of offset from 1970 on up to, not including, `until`; the first holds from the
// beginning of time. Changes of name or of the daylight flag alone are left out.
//
// InvalidArgument: no zone file, cut short, or with a footer that is no rule. Never reads outside
// of `bytes`.
absl::StatusOr<std::vector<ZoneChange>> ReadZoneFile(std::string_view bytes, std::int64_t until);

}  // namespace textback

#endif  // TEXTBACK_SRC_POLICY_ZONE_FILE_H_
