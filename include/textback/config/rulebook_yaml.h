// Rulebooks and holidays from YAML. The built-in ones are compiled in from src/config/rulebooks and
// src/config/holidays; rows of one's own replace them, id by id.
//
//   rows:
//     - id: US-PA
//       like: US                       # what isn't given here is as in that row; with hours of
//                                      # its own a row has no response_hours of another's
//       effective_from: 2026-10-18     # the recipient's day; effective_until: exclusive
//       hours: {mon-sat: "09:00-19:00", sun: closed}
//       response_hours: {mon-sun: "00:00-24:00"}   # left by the law to answers; optional
//       holidays: [US-PA]              # calendars whose days are closed
//       cap_per_day: 3
//       inquiry_months: 3
//       purchase_months: 12
//       opt_out_days: 10
//       citation: "73 P.S. 2245(a)(1), (10)"
//       months_citation: "..."         # optional: where the months come from another source
//       as_of: 2026-11-23
//       confidence: T+
//
// Errors are InvalidArgument and name file, line, field: an inverted or empty window, a weekday
// without hours or with two, rows of one id that overlap, an unknown calendar, a missing citation,
// an unknown field. A typo must never silently change when people are written to.
#ifndef TEXTBACK_CONFIG_RULEBOOK_YAML_H_
#define TEXTBACK_CONFIG_RULEBOOK_YAML_H_

#include <absl/status/statusor.h>

#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "textback/policy/holiday.h"
#include "textback/policy/rulebook.h"

namespace textback {

// A calendar and where it comes from.
struct HolidayTable {
  std::shared_ptr<const HolidayCalendar> calendar;
  std::string citation;
  std::chrono::year_month_day as_of;
  std::string confidence;
  std::string note;
};
using HolidayTables = std::map<std::string, HolidayTable, std::less<>>;  // by id: "CA-BC"

absl::StatusOr<HolidayTables> ParseHolidays(std::string_view yaml, std::string_view file_name);

// The rows of one file; `holidays` has the calendars that they may name. `like` is looked for in
// `first`, then above in the file, then in `last`.
absl::StatusOr<std::vector<RulebookRow>> ParseRulebookRows(std::string_view yaml,
                                                           std::string_view file_name,
                                                           const HolidayTables& holidays,
                                                           std::span<const RulebookRow> first = {},
                                                           std::span<const RulebookRow> last = {});

// The built-in rows with `own` instead of those of the same ids, checked together. Built-in rows
// `like` a replaced one follow it: who tightens CA tightens its provinces. InvalidArgument: a row
// of a whole country has dates, which those that follow it can't have; give them to its provinces.
// `source`: the file of `own`, for the record of a policy; null: made in code.
absl::StatusOr<std::shared_ptr<const Rulebooks>> RulebooksWith(std::vector<RulebookRow> own,
                                                               SharedSource source = nullptr);

// The same, from a file. NotFound, PermissionDenied as the file system says.
absl::StatusOr<std::shared_ptr<const Rulebooks>> LoadRulebooks(const std::string& path);

// What ships with the library. These can't fail: the tests parse them.
const HolidayTables& BuiltInHolidays();
const std::vector<RulebookRow>& BuiltInRows();
const std::shared_ptr<const Rulebooks>& BuiltInRulebooks();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_RULEBOOK_YAML_H_
