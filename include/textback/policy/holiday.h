// Holidays as rules, not lists: "3rd mon in feb", "easter - 2", "mon before may 25". A calendar
// computes its rules once, for every day from 1970 up to 2100; a look-up is one memory access.
//
// Both the day itself and the day on which it is observed count (Friday for a Saturday, Monday for
// a Sunday). Laws rarely say which of the two they mean, and it is never wrong to close both.
// Holidays count only for rulebooks that name a calendar (rulebook.h); most laws have none.
//
// Used by the library itself; it may change. Pure, thread-safe. Source: the holiday table in the
// rulebook's data files, with their citations.
//
//   const HolidayRule family_day = *ParseHolidayRule("Family Day", "3rd mon in feb", "");
//   HolidayCalendar calendar({family_day});
//   calendar.Closes(day);         // true
//   calendar.NameOn(day);         // "Family Day"
#ifndef TEXTBACK_POLICY_HOLIDAY_H_
#define TEXTBACK_POLICY_HOLIDAY_H_

#include <absl/status/statusor.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

struct HolidayRule {
  enum class Kind : std::uint8_t {
    kDate,        // month, day
    kNthWeekday,  // the nth (6: last) `weekday` of `month`
    kEaster,      // `shift` days from Easter Sunday
    kBeforeDate,  // the last `weekday` before month, day
    kAfterNth,    // the first `after` after the nth `weekday` of `month`
  };
  enum class Years : std::uint8_t { kAll, kEven, kOdd };

  std::string name;
  std::string written;  // the rule as it was written, with its observed days
  Kind kind = Kind::kDate;
  Years years = Years::kAll;
  unsigned month = 1;
  unsigned day = 1;
  unsigned nth = 1;
  unsigned weekday = 0;  // 0 is Sunday
  unsigned after = 0;
  int shift = 0;
  int on_saturday = 0;  // if it is a Saturday: observed this many days later; 0: not moved
  int on_sunday = 0;

  // The day itself. Nothing: it doesn't happen in that year.
  std::optional<std::chrono::local_days> In(int year) const;
  // The day on which it is observed, if that is another day.
  std::optional<std::chrono::local_days> ObservedIn(int year) const;
};

// `on`: "jan 1" · "3rd mon in feb" · "last mon in may" · "easter - 2" · "mon before may 25" ·
// "tue after 1st mon in nov". `observed`: "", "sun+1", "sat-1 sun+1".
// InvalidArgument says what was expected.
absl::StatusOr<HolidayRule> ParseHolidayRule(std::string_view name, std::string_view on,
                                             std::string_view observed);

class HolidayCalendar {
 public:
  HolidayCalendar() = default;
  explicit HolidayCalendar(std::vector<HolidayRule> rules);

  // False for every day outside 1970-2099.
  bool Closes(std::chrono::local_days day) const {
    const auto at = static_cast<std::size_t>(day.time_since_epoch().count());
    return at / 64 < closed_.size() && (closed_[at / 64] >> (at % 64) & 1U) != 0;
  }

  // Empty if nothing is closed. Computes the year's rules again: for messages, not for Step.
  std::string_view NameOn(std::chrono::local_days day) const;

  const std::vector<HolidayRule>& rules() const { return rules_; }

 private:
  std::vector<HolidayRule> rules_;
  std::vector<std::uint64_t> closed_;  // a bit per day since 1970-01-01
};

// Gregorian.
std::chrono::local_days EasterSunday(int year);

}  // namespace textback

#endif  // TEXTBACK_POLICY_HOLIDAY_H_
