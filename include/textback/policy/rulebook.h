// The law as data: when texts may be sent in a jurisdiction, how many, how long an inquiry is a
// basis, and the source of each rule.
//
// A `Rulebook` has the rows of one jurisdiction: usually one row, more if a law has changed or will
// change. The recipient's calendar day at the time of sending decides which row is in force.
// `Rulebooks` has all of them and finds the one for a region: the region's own rows, its country's
// rows for days without any, and the rows of `unknown`, the strictest, if nothing is known.
//
// Read from YAML (config/rulebook_yaml.h; the built-in ones are compiled in from
// src/config/rulebooks) and never changed while in use.
//
// Pure, thread-safe. Not legal advice: every row has its citation, the day it was last checked, and
// how certain it is.
//
//   const Rulebook& florida = rulebooks.For("US-FL");
//   florida.RowOn(day).hours[1];                        // Monday's
#ifndef TEXTBACK_POLICY_RULEBOOK_H_
#define TEXTBACK_POLICY_RULEBOOK_H_

#include <absl/status/status.h>

#include <array>
#include <chrono>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/model/policy_record.h"
#include "textback/policy/holiday.h"

namespace textback {

// Wall-clock minutes of a day, [open, close): 0 <= open < close <= 1440. Both 0: closed all day.
struct DayHours {
  int open = 0;
  int close = 0;

  bool closed() const { return open == close; }
  friend bool operator==(const DayHours&, const DayHours&) = default;
};
using WeekHours = std::array<DayHours, 7>;  // from Sunday, as weekday::c_encoding counts

// Which hours count for a text. By default, the hours of proactive texts count for every text; an
// account may use the wider hours that some laws allow for answers (R10).
enum class HoursKind : std::uint8_t { kShared, kResponse };

struct RulebookRow {
  std::string id;  // "CA", "CA-AB", "US", "US-FL"; "unknown": the strictest
  // The recipient's calendar days on which it is in force: [from, until).
  std::chrono::local_days effective_from = std::chrono::local_days::min();
  std::chrono::local_days effective_until = std::chrono::local_days::max();
  WeekHours hours = {};
  // Hours for a text that answers what the person just did; absent: `hours`.
  std::optional<WeekHours> response_hours;
  std::shared_ptr<const HolidayCalendar> holidays;  // closed on these; null: on none
  std::vector<std::string> holiday_ids;             // the calendars that `holidays` is made of
  int cap_per_day = 3;     // automated texts per recipient and account in any 24 h (R15)
  int inquiry_months = 6;  // how long an inquiry is a basis (R40)
  int purchase_months = 24;
  int opt_out_days = 10;              // business days the law allows; here an opt-out works at once
  std::string citation;               // of the hours
  std::string months_citation;        // of the months; empty: `citation`
  std::chrono::year_month_day as_of;  // last checked against its source
  std::string confidence;  // "P", "R", "T+", "T", "GK", "AN": how certain; see docs/law.md
  std::string note;        // for readers: what is uncertain

  // The hours of `day`. Closed on a holiday, unless the law has its own hours for answers and
  // `kind` is kResponse.
  DayHours HoursOn(std::chrono::local_days day, HoursKind kind) const;
};

// InvalidArgument: no id, hours outside the day or inverted, no open day, an effective date after
// its end, no citation, no valid date, months below 1, a cap outside 1..kCapTexts. The message
// names the field.
absl::Status CheckRow(const RulebookRow& row);

class Rulebook {
 public:
  // Which row is in force when, without gaps.
  struct Period {
    std::chrono::local_days until;  // exclusive
    const RulebookRow* row;
  };

  Rulebook(std::string id, std::vector<Period> periods)
      : id_(std::move(id)), periods_(std::move(periods)) {}

  const std::string& id() const { return id_; }
  const std::vector<Period>& periods() const { return periods_; }

  const RulebookRow& RowOn(std::chrono::local_days day) const {
    const Period* at = periods_.data();
    while (day >= at->until) ++at;
    return *at->row;
  }

 private:
  std::string id_;
  std::vector<Period> periods_;  // the last one has no end
};

class Rulebooks {
 public:
  // InvalidArgument: no row at all, a row that CheckRow refuses, two rows with the same id in force
  // on the same day, or no row without dates to fall back on. The fallback is the row `unknown` if
  // there is one, else the first. `sources`: the files of the rows, for the record of a policy;
  // empty: the rows were made in code.
  static absl::StatusOr<std::shared_ptr<const Rulebooks>> Make(
      std::vector<RulebookRow> rows, std::vector<SharedSource> sources = {});

  // For "CA-AB": its own rulebook, else that of "CA", else the fallback. For "": the fallback.
  const Rulebook& For(std::string_view region) const;
  // Null: no row has exactly that id.
  const Rulebook* Find(std::string_view id) const;
  const Rulebook& unknown() const { return *unknown_; }

  const std::vector<RulebookRow>& rows() const { return rows_; }
  std::span<const Rulebook> all() const { return books_; }
  const std::vector<SharedSource>& sources() const { return sources_; }

 private:
  Rulebooks(std::vector<RulebookRow> rows, std::vector<SharedSource> sources)
      : rows_(std::move(rows)), sources_(std::move(sources)) {}

  std::vector<RulebookRow> rows_;
  std::vector<SharedSource> sources_;
  std::vector<Rulebook> books_;  // by id
  const Rulebook* unknown_ = nullptr;
};

}  // namespace textback

#endif  // TEXTBACK_POLICY_RULEBOOK_H_
