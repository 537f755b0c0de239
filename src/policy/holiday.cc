#include "textback/policy/holiday.h"

#include <absl/status/status.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>
#include <absl/strings/str_split.h>

#include <algorithm>
#include <array>

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::local_days;

constexpr int kFirstYear = 1970;
constexpr int kEndYear = 2100;

constexpr std::array<absl::string_view, 7> kWeekdays = {"sun", "mon", "tue", "wed",
                                                        "thu", "fri", "sat"};
constexpr std::array<absl::string_view, 12> kMonths = {"jan", "feb", "mar", "apr", "may", "jun",
                                                       "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<absl::string_view, 6> kNths = {"1st", "2nd", "3rd", "4th", "5th", "last"};
constexpr unsigned kLast = 6;

template <std::size_t N>
bool Find(const std::array<absl::string_view, N>& names, absl::string_view name, unsigned first,
          unsigned& out) {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at == names.end()) return false;
  out = static_cast<unsigned>(at - names.begin()) + first;
  return true;
}

bool ParseDay(absl::string_view month, absl::string_view day, HolidayRule& rule) {
  return Find(kMonths, month, 1, rule.month) && absl::SimpleAtoi(day, &rule.day) && rule.day >= 1 &&
         (std::chrono::year{2024} / std::chrono::month{rule.month} / std::chrono::day{rule.day})
             .ok();
}

// Parses: nth weekday "in" month
bool ParseNth(const std::vector<absl::string_view>& words, std::size_t at, HolidayRule& rule) {
  return Find(kNths, words[at], 1, rule.nth) && Find(kWeekdays, words[at + 1], 0, rule.weekday) &&
         words[at + 2] == "in" && Find(kMonths, words[at + 3], 1, rule.month);
}

bool ParseOn(std::string_view on, HolidayRule& rule) {
  using Kind = HolidayRule::Kind;
  const std::vector<absl::string_view> words =
      absl::StrSplit(absl::string_view(on.data(), on.size()), ' ');
  switch (words.size()) {
    case 1:
      rule.kind = Kind::kEaster;
      return words[0] == "easter";
    case 2:
      rule.kind = Kind::kDate;
      return ParseDay(words[0], words[1], rule);
    case 3:
      rule.kind = Kind::kEaster;
      if (words[0] != "easter" || !absl::SimpleAtoi(words[2], &rule.shift)) return false;
      if (words[1] == "-") rule.shift = -rule.shift;
      return (words[1] == "-" || words[1] == "+") && rule.shift >= -90 && rule.shift <= 90;
    case 4:
      if (words[1] == "before") {
        rule.kind = Kind::kBeforeDate;
        return Find(kWeekdays, words[0], 0, rule.weekday) && ParseDay(words[2], words[3], rule);
      }
      rule.kind = Kind::kNthWeekday;
      return ParseNth(words, 0, rule);
    case 6:
      rule.kind = Kind::kAfterNth;
      return Find(kWeekdays, words[0], 0, rule.after) && words[1] == "after" &&
             ParseNth(words, 2, rule);
    default:
      return false;
  }
}

// Parses for example "sat-1 sun+1".
bool ParseObserved(std::string_view observed, HolidayRule& rule) {
  if (observed.empty()) return true;
  for (const absl::string_view word :
       absl::StrSplit(absl::string_view(observed.data(), observed.size()), ' ')) {
    int shift = 0;
    if (word.size() != 5 || !absl::SimpleAtoi(word.substr(3), &shift) || shift < -3 || shift > 3 ||
        shift == 0) {
      return false;
    }
    int& kept = word.substr(0, 3) == "sat" ? rule.on_saturday : rule.on_sunday;
    if ((word.substr(0, 3) != "sat" && word.substr(0, 3) != "sun") || kept != 0) return false;
    kept = shift;
  }
  return true;
}

std::optional<local_days> NthWeekday(int year, unsigned month, unsigned nth, unsigned weekday) {
  const auto of = std::chrono::year{year} / std::chrono::month{month};
  const std::chrono::weekday day{weekday};
  if (nth == kLast) return local_days{of / day[std::chrono::last]};
  const std::chrono::year_month_weekday found = of / day[nth];
  if (!found.ok()) return std::nullopt;  // that month has no fifth such weekday
  return local_days{found};
}

}  // namespace

local_days EasterSunday(int year) {
  // The Gregorian computus (date of Easter) after Meeus.
  const int a = year % 19;
  const int b = year / 100;
  const int c = year % 100;
  const int h = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
  const int l = (32 + 2 * (b % 4) + 2 * (c / 4) - h - c % 4) % 7;
  const int m = (a + 11 * h + 22 * l) / 451;
  const int month = (h + l - 7 * m + 114) / 31;
  const int day = (h + l - 7 * m + 114) % 31 + 1;
  return local_days{std::chrono::year{year} / month / day};
}

std::optional<local_days> HolidayRule::In(int year) const {
  if (years != Years::kAll && (years == Years::kEven) != (year % 2 == 0)) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month{month},
                                         std::chrono::day{day}};
  switch (kind) {
    case Kind::kDate:
      if (!date.ok()) return std::nullopt;
      return local_days{date};
    case Kind::kNthWeekday:
      return NthWeekday(year, month, nth, weekday);
    case Kind::kEaster:
      return EasterSunday(year) + days{shift};
    case Kind::kBeforeDate: {
      if (!date.ok()) return std::nullopt;
      const local_days eve = local_days{date} - days{1};
      return eve - (std::chrono::weekday{eve} - std::chrono::weekday{weekday});
    }
    case Kind::kAfterNth: {
      const std::optional<local_days> base = NthWeekday(year, month, nth, weekday);
      if (!base.has_value()) return std::nullopt;
      const local_days next = *base + days{1};
      return next + (std::chrono::weekday{after} - std::chrono::weekday{next});
    }
  }
  return std::nullopt;
}

std::optional<local_days> HolidayRule::ObservedIn(int year) const {
  const std::optional<local_days> on = In(year);
  if (!on.has_value()) return std::nullopt;
  const std::chrono::weekday falls{*on};
  const int moved = falls == std::chrono::Saturday ? on_saturday
                    : falls == std::chrono::Sunday ? on_sunday
                                                   : 0;
  if (moved == 0) return std::nullopt;
  return *on + days{moved};
}

absl::StatusOr<HolidayRule> ParseHolidayRule(std::string_view name, std::string_view on,
                                             std::string_view observed) {
  HolidayRule rule{.name = std::string(name), .written = std::string(on)};
  if (!observed.empty()) rule.written += ", observed " + std::string(observed);
  if (!ParseOn(on, rule)) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "'%s' is no day; write jan 1, 3rd mon in feb, last mon in may, easter - 2, mon before may "
        "25 or tue after 1st mon in nov",
        on.substr(0, 60)));
  }
  if (!ParseObserved(observed, rule)) {
    return absl::InvalidArgumentError(absl::StrFormat(
        "'%s' says nothing of a day observed; write sun+1 or sat-1 sun+1", observed.substr(0, 60)));
  }
  return rule;
}

HolidayCalendar::HolidayCalendar(std::vector<HolidayRule> rules) : rules_(std::move(rules)) {
  const local_days end{std::chrono::year{kEndYear} / 1 / 1};
  closed_.assign(static_cast<std::size_t>(end.time_since_epoch().count()) / 64 + 1, 0);
  const auto close = [this, end](std::optional<local_days> day) {
    if (!day.has_value() || *day < local_days{} || *day >= end) return;
    const auto at = static_cast<std::size_t>(day->time_since_epoch().count());
    closed_[at / 64] |= std::uint64_t{1} << (at % 64);
  };
  for (const HolidayRule& rule : rules_) {
    // One more year on either side: New Year's Day may be observed on 31 December.
    for (int year = kFirstYear - 1; year <= kEndYear; ++year) {
      close(rule.In(year));
      close(rule.ObservedIn(year));
    }
  }
}

std::string_view HolidayCalendar::NameOn(local_days day) const {
  if (!Closes(day)) return {};
  const int year{std::chrono::year_month_day{day}.year()};
  for (const HolidayRule& rule : rules_) {
    for (const int y : {year, year + 1, year - 1}) {
      if (rule.In(y) == day || rule.ObservedIn(y) == day) return rule.name;
    }
  }
  return {};
}

}  // namespace textback
