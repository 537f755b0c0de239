// The days that words mean, counted from today. Used by text/spoken_day.cc.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_CALENDAR_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_CALENDAR_H_

#include <chrono>
#include <optional>

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
  // The same day of a later month, or its last day.
  Day MonthsLater(int count) const;
  Day EndOfMonth() const;
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
