#include "text/spoken_calendar.h"

#include <array>

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::year_month_day;

// Without a year: what is less than a month ago was then, everything else is to come.
constexpr days kRecently{31};
constexpr days kAlmostAYear{330};
constexpr int kTwoMonths = 62;

// By the usual reckoning for the Gregorian calendar.
local_days EasterOf(std::chrono::year year) {
  const int y = static_cast<int>(year);
  const int century = y / 100;
  const int golden = y % 19;
  const int leap = century - century / 4 - (8 * century + 13) / 25 + 15;
  const int epact = (19 * golden + leap) % 30;
  const int moon = epact - (epact + golden / 11) / 29;
  const int weekday = (y + y / 4 + moon + 2 - century + century / 4) % 7;
  return local_days{year / 3 / 28} + days{moon - weekday};
}

local_days FeastIn(Feast feast, std::chrono::year year, bool american) {
  switch (feast) {
    case kChristmas:
      return local_days{year / 12 / 25};
    case kNewYear:
      return local_days{year / 1 / 1};
    case kKings:
      return local_days{year / 1 / 6};
    case kValentine:
      return local_days{year / 2 / 14};
    case kEaster:
      return EasterOf(year);
    case kHolyWeek:
      return EasterOf(year) - days{6};
    case kLabourDay:
      return local_days{year / std::chrono::September / std::chrono::Monday[1]};
    case kThanksgiving:
      return american ? local_days{year / std::chrono::November / std::chrono::Thursday[4]}
                      : local_days{year / std::chrono::October / std::chrono::Monday[2]};
    case kHalloween:
      return local_days{year / 10 / 31};
    case kCanadaDay:
      return local_days{year / 7 / 1};
  }
  return local_days{year / 1 / 1};
}

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

local_days SpokenCalendar::InNextWeek(std::chrono::weekday weekday) const {
  return NextWeek() + (weekday - std::chrono::Monday);
}

local_days SpokenCalendar::InMonth(int months, int day) const {
  const year_month_day date{today_};
  const std::chrono::year_month month = date.year() / date.month() + std::chrono::months{months};
  if (day == 0) return local_days{month / std::chrono::last};
  return local_days{month / std::chrono::day{static_cast<unsigned>(day)}};
}

local_days SpokenCalendar::NewYear(int years_later) const {
  const year_month_day date{today_};
  return local_days{(date.year() + std::chrono::years{years_later}) / 1 / 2};
}

local_days SpokenCalendar::Season(int season, int year) const {
  constexpr std::array kBegins = {std::chrono::March / 20, std::chrono::June / 21,
                                  std::chrono::September / 22, std::chrono::December / 21};
  const std::chrono::month_day begin = kBegins[static_cast<std::size_t>(season % 4)];
  if (year > 0) return local_days{std::chrono::year{year} / begin};
  const std::chrono::year this_year = year_month_day{today_}.year();
  const local_days first{this_year / begin};
  return first > today_ ? first : local_days{(this_year + std::chrono::years{1}) / begin};
}

local_days SpokenCalendar::Feast(textback::Feast feast, bool american) const {
  const std::chrono::year this_year = year_month_day{today_}.year();
  const local_days first = FeastIn(feast, this_year, american);
  return first >= today_ ? first : FeastIn(feast, this_year + std::chrono::years{1}, american);
}

local_days SpokenCalendar::AfterFeasts() const {
  const auto in = [](std::chrono::year year) {
    const local_days second{year / 1 / 2};
    return second + (std::chrono::Monday - std::chrono::weekday{second});
  };
  const std::chrono::year this_year = year_month_day{today_}.year();
  return in(this_year) > today_ ? in(this_year) : in(this_year + std::chrono::years{1});
}

}  // namespace textback
