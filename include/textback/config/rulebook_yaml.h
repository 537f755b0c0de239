// Rulebooks and holidays from YAML. The built-in ones are compiled in from src/config/rulebooks and
// src/config/holidays; rows of your own replace built-in rows with the same id.
//
//   rows:
//     - id: US-PA
//       like: US                       # what isn't given here is taken from that row; a row with
//                                      # its own hours doesn't take over response_hours
//       effective_from: 2026-10-18     # in the recipient's calendar; effective_until: exclusive
//       hours: {mon-sat: "09:00-19:00", sun: closed}
//       response_hours: {mon-sun: "00:00-24:00"}   # the law's hours for answers; optional
//       holidays: [US-PA]              # no texts on the days in these calendars
//       cap_per_day: 3
//       inquiry_months: 3
//       purchase_months: 12
//       opt_out_days: 10
//       citation: "73 P.S. 2245(a)(1), (10)"
//       months_citation: "..."         # optional: if the months have another source
//       as_of: 2026-11-23
//       confidence: T+
//
// Errors are InvalidArgument and name file, line, field: an inverted or empty window, a weekday
// without hours or with two, rows of one id that overlap, an unknown calendar, a missing citation,
// an unknown field. A typo must never silently change when people get texts.
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

// The rows of one file; `holidays` contains the calendars that they may name. A row named by `like`
// is looked up in `first`, then above in the file, then in `last`.
absl::StatusOr<std::vector<RulebookRow>> ParseRulebookRows(std::string_view yaml,
                                                           std::string_view file_name,
                                                           const HolidayTables& holidays,
                                                           std::span<const RulebookRow> first = {},
                                                           std::span<const RulebookRow> last = {});

// The built-in rows, with `own` in place of those with the same ids, checked together. Built-in
// rows that are `like` a replaced row change with it: if you make CA stricter, its provinces become
// stricter too. InvalidArgument: a row for a whole country has dates, which the rows that are
// `like` it can't take over; put the dates into its provinces.
// `source`: the file of `own`, for the record of a policy; null: the rows were made in code.
absl::StatusOr<std::shared_ptr<const Rulebooks>> RulebooksWith(std::vector<RulebookRow> own,
                                                               SharedSource source = nullptr);

// The same, from a file. NotFound, PermissionDenied: the file can't be read.
absl::StatusOr<std::shared_ptr<const Rulebooks>> LoadRulebooks(const std::string& path);

// The rows that ship with the library. They can't fail: the tests parse them.
const HolidayTables& BuiltInHolidays();
const std::vector<RulebookRow>& BuiltInRows();
const std::shared_ptr<const Rulebooks>& BuiltInRulebooks();

}  // namespace textback

#endif  // TEXTBACK_CONFIG_RULEBOOK_YAML_H_
