// The days that words mean, counted from today. Used by text/spoken_day.cc.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_CALENDAR_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_CALENDAR_H_

#include <chrono>
#include <optional>

#include "text/spoken_words.h"
#include "textback/text/asked_time.h"

namespace textback {

class SpokenCalendar {
 public:
  using Day = std::chrono::local_days;

  explicit SpokenCalendar(Day today) : today_(today) {}

  Day today() const { return today_; }
  Day Later(int days) const { return today_ + std::chrono::days{days}; }
  // The next one after today.
  Day Coming(std::chrono::weekday weekday) const;
  Day NextWeek() const { return Coming(std::chrono::Monday); }
  // That weekday of the week after this one; weeks begin on Monday.
  Day InNextWeek(std::chrono::weekday weekday) const;
  // The same day of a later month, or its last day.
  Day MonthsLater(int count) const;
  Day EndOfMonth() const;
  // A day of the month that is `months` after this one; 0: its last day.
  Day InMonth(int months, int day) const;
  // The next January 2: the first day of a year on which people work.
  Day NewYear(int years_later) const;
  // The next day on which the season begins, 0 spring ... 3 winter; the one of `year` if it isn't
  // 0.
  Day Season(int season, int year) const;
  // The next one, which may be today. Thanksgiving: `american`, else Canadian.
  Day Feast(textback::Feast feast, bool american) const;
  // The first Monday after January 1: people are back from the holidays.
  Day AfterFeasts() const;
  // The next day with this number; on that weekday, if there is one in the next two months.
  std::optional<Day> NextNumbered(int number, std::optional<std::chrono::weekday> weekday) const;
  // `year` 0: the nearest one; `whole_month`: the month as such, which is to come. Nothing: there
  // is no such day.
  std::optional<Day> Dated(int month, int day, int year, bool whole_month) const;

 private:
  Day today_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_CALENDAR_H_
