// The law as data: when texts may go in a jurisdiction, how many, how long an inquiry carries, and
// who says so.
//
// A `RulebookRow` is one jurisdiction. Rows are read from YAML (config/rulebook_yaml.h; the
// built-in ones are compiled in from src/config/rulebooks) and never change while they are in use.
// This first form has Canada's row; provinces and states come as further rows of the same shape.
//
// Pure, thread-safe. Not legal advice: every row carries its citation and the day it was last
// checked.
#ifndef TEXTBACK_POLICY_RULEBOOK_H_
#define TEXTBACK_POLICY_RULEBOOK_H_

#include <absl/status/status.h>

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

// Wall-clock minutes of a day, [open, close): 0 <= open < close <= 1440. Both 0: closed all day.
struct DayHours {
  int open = 0;
  int close = 0;

  bool closed() const { return open == close; }
  friend bool operator==(const DayHours&, const DayHours&) = default;
};

struct RulebookRow {
  // "CA"; the region of a lead is matched by it and by its prefix up to '-'
  std::string id;
  std::array<DayHours, 7> hours;  // from Sunday, as std::chrono::weekday::c_encoding counts
  int cap_per_day = 3;            // automated texts per recipient and account in any 24 h (R15)
  int inquiry_months = 6;         // how long an inquiry is a basis (R40)
  int purchase_months = 24;
  std::string citation;
  std::chrono::year_month_day as_of;  // last checked against its source
};

class Rulebook {
 public:
  // The first row is the one used where a lead's region is unknown or has no row of its own.
  // REQUIRES: at least one row; `CheckRow` OK for each.
  explicit Rulebook(std::vector<RulebookRow> rows) : rows_(std::move(rows)) {}

  // The row for "CA-AB": its own, else that of "CA", else the first.
  const RulebookRow& RowFor(std::string_view region) const;

  const std::vector<RulebookRow>& rows() const { return rows_; }

 private:
  std::vector<RulebookRow> rows_;
};

// InvalidArgument: hours outside the day or inverted, no open day at all, no citation, no valid
// date, a cap outside 1..kCapTexts. The message names the field.
absl::Status CheckRow(const RulebookRow& row);

}  // namespace textback

#endif  // TEXTBACK_POLICY_RULEBOOK_H_
