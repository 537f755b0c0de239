#include "text/spoken_calendar.h"

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

// Without a year: what is less than a month ago was then, everything else is to come.
constexpr days kRecently{31};
constexpr days kAlmostAYear{330};
constexpr int kTwoMonths = 62;

}  // namespace

local_days SpokenCalendar::Coming(std::chrono::weekday weekday) const {
  const local_days tomorrow = Later(1);
  return tomorrow + (weekday - std::chrono::weekday{tomorrow});
}

local_days SpokenCalendar::MonthsLater(int count) const {
  const year_month_day date{today_};
  const std::chrono::year_month month = date.year() / date.month() + std::chrono::months{count};
  const year_month_day same{month / date.day()};
  return same.ok() ? local_days{same} : local_days{month / std::chrono::last};
}

local_days SpokenCalendar::EndOfMonth() const {
  const year_month_day date{today_};
  return local_days{date.year() / date.month() / std::chrono::last};
}

std::optional<local_days> SpokenCalendar::NextNumbered(
    int number, std::optional<std::chrono::weekday> weekday) const {
  std::optional<local_days> first;
  for (int ahead = 1; ahead <= kTwoMonths; ++ahead) {
    const local_days day = Later(ahead);
    if (static_cast<unsigned>(year_month_day{day}.day()) != static_cast<unsigned>(number)) continue;
    if (!weekday.has_value() || std::chrono::weekday{day} == *weekday) return day;
    if (!first.has_value()) first = day;
  }
  return first;
}

std::optional<local_days> SpokenCalendar::Dated(int month, int day, int year,
                                                bool whole_month) const {
  const auto date_in = [&](int of) {
    return year_month_day{std::chrono::year{of}, std::chrono::month{static_cast<unsigned>(month)},
                          std::chrono::day{static_cast<unsigned>(day)}};
  };
  const int this_year = static_cast<int>(year_month_day{today_}.year());
  year_month_day date = date_in(year > 0 ? year : this_year);
  if (!date.ok() && year == 0) date = date_in(this_year + 1);  // February 29
  if (!date.ok()) return std::nullopt;
  if (year == 0 && local_days{date} < today_ - (whole_month ? days{0} : kRecently))
    date = date_in(static_cast<int>(date.year()) + 1);
  if (year == 0 && local_days{date} > today_ + kAlmostAYear)
    date = date_in(static_cast<int>(date.year()) - 1);
  return date.ok() ? std::optional(local_days{date}) : std::nullopt;
}

}  // namespace textback
