// The rule in a zone file's footer, a POSIX TZ string: "EST5EDT,M3.2.0,M11.1.0" or "MST7".
#ifndef TEXTBACK_SRC_POLICY_ZONE_RULE_H_
#define TEXTBACK_SRC_POLICY_ZONE_RULE_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace textback {

// A day of every year, and the local time at which the clock changes on it.
struct YearlyChange {
  enum class Kind : std::uint8_t { kJulian, kDayOfYear, kNthWeekday };
  Kind kind = Kind::kNthWeekday;
  int day = 0;    // kJulian: 1-365, never 29 Feb; kDayOfYear: 0-365; kNthWeekday: 0 is Sunday
  int month = 1;  // only for kNthWeekday, like `week`: 1-5, where 5 is the last
  int week = 1;
  std::int64_t time = 7200;  // seconds from midnight; may be negative or more than a day

  // Seconds since 1970 in local time for this year's change.
  std::int64_t In(int year) const;
};

struct ZoneRule {
  std::int64_t standard = 0;  // seconds east of UTC
  std::optional<std::int64_t> daylight;
  YearlyChange begins;  // on the standard clock
  YearlyChange ends;    // on the daylight clock
};

// Empty if `footer` is not such a string.
std::optional<ZoneRule> ParseZoneRule(std::string_view footer);

}  // namespace textback

#endif  // TEXTBACK_SRC_POLICY_ZONE_RULE_H_
