#include "text/spoken_phrases.h"

#include <algorithm>

namespace textback {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;

bool SpokenPhrases::Is(std::size_t i, std::initializer_list<Spoken> kinds) const {
  return i < tokens_.size() && std::find(kinds.begin(), kinds.end(), At(i)) != kinds.end();
}
bool SpokenPhrases::Joined(std::size_t i) const {
  return i < tokens_.size() && tokens_[i].before == Break::kNone;
}
bool SpokenPhrases::Near(std::size_t i) const {
  return i < tokens_.size() && tokens_[i].before != Break::kHard;
}

// "Monday to Friday", "Mon-Fri", "lundi au vendredi": opening hours.
bool SpokenPhrases::IsRangeOfDays(std::size_t i) const {
  const auto is_day = [this](std::size_t at) {
    return Is(at, {Spoken::kWeekday, Spoken::kShortDay});
  };
  if (!is_day(i)) return false;
  if (Is(i + 1, {Spoken::kTo, Spoken::kA, Spoken::kThrough})) return is_day(i + 2);
  return is_day(i + 1) && Joined(i + 1);
}

// A day, a time of day, or both, in any order.
SpokenPhrases::Maybe SpokenPhrases::Mention(std::size_t i, bool led) const {
  if (At(i) == Spoken::kTonight) {
    Found tonight{.end = i + 1, .day = calendar_.today(), .time = minutes{Value(i)}};
    if (Is(i + 1, {Spoken::kAt, Spoken::kAfter})) {
      const Maybe hour = Time(i + 2, true);
      if (hour.has_value())
        tonight = {.end = hour->end, .day = calendar_.today(), .time = Evening(*hour)};
    }
    return tonight;
  }
  if (Maybe day = Day(i); day.has_value()) {
    if (day->none || (day->time.has_value() && !day->whole)) return day;
    const Maybe time = Near(day->end) ? HourBehind(day->end) : std::nullopt;
    if (!time.has_value()) return day;
    day->time = time->time;
    day->bare = time->bare;
    day->whole = time->whole;
    day->end = time->end;
    return day;
  }
  Maybe time = Time(i, led || (i > 0 && LeadsToHour(i - 1)));
  if (!time.has_value()) return std::nullopt;
  const std::size_t at = SkipConnectors(time->end);
  const Maybe day = Near(time->end) && Near(at) ? Day(at) : std::nullopt;
  if (day.has_value() && !day->none && (!day->time.has_value() || day->whole)) {
    time->day = day->day;
    time->weekdays = day->weekdays;
    time->end = day->end;
    // "at 7 this evening"
    if (day->day == today() && At(time->end) == Spoken::kPart && Joined(time->end)) {
      if (Value(time->end) > 720) time->time = Evening(*time);
      time->bare = false;
      ++time->end;
    }
  }
  if (wide_ && At(at) == Spoken::kTonight && Near(at)) {
    time->day = today();
    time->time = Evening(*time);
    time->bare = false;
    time->end = at + 1;
  }
  return time;
}

std::size_t SpokenPhrases::SkipTo(std::size_t i, std::initializer_list<Spoken> kinds) const {
  for (int skipped = 0; skipped < 3 && Is(i, kinds) && (skipped == 0 || Joined(i)); ++skipped) ++i;
  return i;
}

SpokenPhrases::Maybe SpokenPhrases::Day(std::size_t i) const {
  switch (At(i)) {
    case Spoken::kToday:
      return Found{.end = i + 1, .day = calendar_.today()};
    case Spoken::kTomorrow:
      return Found{.end = i + 1, .day = calendar_.Later(1)};
    case Spoken::kTomorrowOrAm:
      if (IsMorning(i)) return std::nullopt;
      return Found{.end = i + 1, .day = calendar_.Later(1)};
    case Spoken::kPast:
    case Spoken::kAfter:
      // "pasado mañana", "après-demain"; but "after tomorrow" is what it says
      if (!Is(i + 1, {Spoken::kTomorrow, Spoken::kTomorrowOrAm}) || !Joined(i + 1))
        return std::nullopt;
      if (At(i) == Spoken::kAfter && Value(i) != kAfterOfDemain) return std::nullopt;
      return Found{.end = i + 2, .day = calendar_.Later(2)};
    case Spoken::kDays:
      return UnitAfter(i);
    case Spoken::kThis:
      return ThisOf(i);
    case Spoken::kNext:
    case Spoken::kNextWeeks:
      return NextOf(i);
    case Spoken::kWeekday:
    case Spoken::kShortDay:
      return WeekdayAt(i, false);
    case Spoken::kWeekend:
      return Weekend(calendar_.Coming(std::chrono::Saturday), i + 1);
    case Spoken::kWeeks:
    case Spoken::kMonths:
    case Spoken::kYears:
      return ComingUnit(i);
    case Spoken::kEnd:
    case Spoken::kBeginOf:
    case Spoken::kMiddleOf:
      return EndOf(i);
    case Spoken::kIn:
    case Spoken::kFor:
      return InSpan(i);
    case Spoken::kDate:
      return Numeric(i);
    case Spoken::kMonth:
    case Spoken::kUnsureMonth:
    case Spoken::kDigits:
    case Spoken::kOrdinal:
      if (Maybe date = Dated(i); date.has_value()) return date;
      return WideDay(i);
    case Spoken::kArticle:
      return AfterArticle(i);
    default:
      return WideDay(i);
  }
}

SpokenPhrases::Maybe SpokenPhrases::WideDay(std::size_t i) const {
  switch (At(i)) {
    case Spoken::kSeason:
    case Spoken::kUnsureSeason:
      return Season(i);
    case Spoken::kHoliday:
    case Spoken::kFeasts:
      return Feast(i);
    case Spoken::kNew:
      return NewYear(i);
    case Spoken::kOrdinal: {
      if (Maybe week = WeekOfMonth(i); week.has_value()) return week;
      const bool led = i > 0 && Joined(i) &&
                       Is(i - 1, {Spoken::kAt, Spoken::kAfter, Spoken::kUntil, Spoken::kFrom,
                                  Spoken::kAnd, Spoken::kBetween});
      return wide_ && led ? Numbered(i) : std::nullopt;
    }
    case Spoken::kDigits:
      if (i > 0 && At(i - 1) == Spoken::kUntil && Value(i - 1) == kOfDay) return Numbered(i);
      return wide_ ? CountedFrom(i) : std::nullopt;
    case Spoken::kNumber:
    case Spoken::kFew:
    case Spoken::kA:
    case Spoken::kAn:
    case Spoken::kHalf:
      return wide_ ? CountedFrom(i) : std::nullopt;
    case Spoken::kAny:
    case Spoken::kWeekdays:
    case Spoken::kBetween:
      return Repeated(i);
    default:
      return std::nullopt;
  }
}

SpokenPhrases::Maybe SpokenPhrases::ThisOf(std::size_t i) const {
  if (Is(i + 1, {Spoken::kWeekday, Spoken::kShortDay, Spoken::kWeekend, Spoken::kSeason,
                 Spoken::kUnsureSeason})) {
    return Day(i + 1);
  }
  // "cet après-midi"
  if (Is(i + 1, {Spoken::kPart, Spoken::kTomorrowOrAm}))
    return Found{.end = i + 1, .day = calendar_.today()};
  const bool afternoon = At(i + 1) == Spoken::kAfter && At(i + 2) == Spoken::kPart;
  return afternoon ? Maybe(Found{.end = i + 1, .day = calendar_.today()}) : std::nullopt;
}

SpokenPhrases::Maybe SpokenPhrases::NextOf(std::size_t i) const {
  if (Is(i + 1, {Spoken::kWeekday, Spoken::kShortDay}))
    return WeekdayAt(i + 1, At(i) == Spoken::kNextWeeks);
  switch (At(i + 1)) {
    case Spoken::kWeeks:
      return WeekAt(calendar_.NextWeek(), i + 2);
    case Spoken::kMonths:
      return Found{.end = i + 2, .day = calendar_.MonthsLater(1), .over = calendar_.InMonth(2, 1)};
    case Spoken::kYears:
      return NextYear(i, i + 2);
    case Spoken::kWeekend:
      return Weekend(At(i) == Spoken::kNextWeeks ? calendar_.InNextWeek(std::chrono::Saturday)
                                                 : calendar_.Coming(std::chrono::Saturday),
                     i + 2);
    case Spoken::kEnd:
      return EndOf(i + 1);
    case Spoken::kSeason:
    case Spoken::kUnsureSeason:
      return Season(i + 1);
    case Spoken::kMonth:
    case Spoken::kUnsureMonth:
      return WholeMonth(i + 1);
    default:
      return std::nullopt;
  }
}

// "prochain", "que viene", "entrante"
bool SpokenPhrases::SkipComing(std::size_t& i) const {
  if (At(i) == Spoken::kNext || At(i) == Spoken::kComing) return ++i, true;
  if (At(i + 1) == Spoken::kComing && Joined(i + 1)) return i += 2, true;
  return false;
}

// "Monday", "lundi le 7", "Tuesday, December 1", "lundi prochain". `week_after`: "next Friday"
SpokenPhrases::Maybe SpokenPhrases::WeekdayAt(std::size_t i, bool week_after) const {
  if (At(i) == Spoken::kShortDay && !IsDayHere(i)) return std::nullopt;
  const std::chrono::weekday weekday{static_cast<unsigned>(Value(i) % kSureDay)};
  std::size_t end = i + 1;
  std::size_t at = end;
  if (At(at) == Spoken::kArticle) ++at;
  if (Near(end) &&
      Is(at, {Spoken::kMonth, Spoken::kUnsureMonth, Spoken::kDigits, Spoken::kOrdinal})) {
    if (const Maybe date = Dated(at); date.has_value()) return date;
    const bool dom = At(at) == Spoken::kOrdinal || (at > end && At(at) == Spoken::kDigits);
    if (dom && (EndsHere(at + 1) || (wide_ && At(at) == Spoken::kOrdinal))) {
      if (const auto day = calendar_.NextNumbered(Value(at), weekday); day.has_value())
        return Found{.end = at + 1, .day = day};
    }
  }
  local_days day = calendar_.Coming(weekday);
  if (SkipComing(end)) return Found{.end = end, .day = day};
  if (const std::optional<int> weeks = WeeksMore(end); weeks.has_value())
    return Found{.end = end, .day = day + days{7 * *weeks}};
  // "Friday of next week"
  const std::size_t week = SkipTo(end, {Spoken::kOf, Spoken::kArticle});
  if (wide_ && Near(week) && Is(week, {Spoken::kNext, Spoken::kNextWeeks, Spoken::kWeeks})) {
    const std::size_t unit = At(week) == Spoken::kWeeks ? week : week + 1;
    std::size_t after = unit + 1;
    const bool coming = unit > week || SkipComing(after);
    if (coming && At(unit) == Spoken::kWeeks)
      return Found{.end = after, .day = calendar_.InNextWeek(weekday)};
  }
  const bool this_week = day < calendar_.NextWeek();
  if (week_after && this_week) day += days{7};
  return Found{.end = end, .day = day};
}

// "back Mon", "on Fri", "mar 3"
bool SpokenPhrases::IsDayHere(std::size_t i) const {
  if (wide_ && Value(i) >= kSureDay) return true;
  // "mon opération"
  if (!month_first_ && Joined(i + 1) && Is(i + 1, {Spoken::kOther, Spoken::kMeal})) return false;
  if (wide_ && (i == 0 || tokens_[i].before != Break::kNone))
    return Is(i + 1, {Spoken::kAt, Spoken::kClock, Spoken::kPart, Spoken::kAnd});
  if (i == 0) return false;
  return Is(i - 1, {Spoken::kAt, Spoken::kUntil, Spoken::kThrough, Spoken::kAfter, Spoken::kBack,
                    Spoken::kNext, Spoken::kNextWeeks, Spoken::kThis, Spoken::kFrom, Spoken::kTo,
                    Spoken::kTomorrow, Spoken::kAnd}) &&
         Joined(i);
}

// "December 3rd, 2026", "3 de diciembre", "15/12", "January" after "in"
SpokenPhrases::Maybe SpokenPhrases::Dated(std::size_t i) const {
  if (Is(i, {Spoken::kMonth, Spoken::kUnsureMonth})) {
    if (Is(i + 1, {Spoken::kDigits, Spoken::kOrdinal}) && Joined(i + 1) && Value(i + 1) <= 31) {
      std::size_t end = i + 2;
      return Date(Value(i), Value(i + 1), TakeYear(end), end);
    }
    const bool wrong = Is(i + 1, {Spoken::kDigits}) && Joined(i + 1) && Value(i + 1) < 1000;
    const bool led = wide_ ? At(i) == Spoken::kMonth || IsLed(i)
                           : i > 0 && Is(i - 1, {Spoken::kIn, Spoken::kUntil});
    return led && !wrong ? WholeMonth(i) : std::nullopt;
  }
  std::size_t month = i + 1;
  while (month < i + 3 && Is(month, {Spoken::kOf, Spoken::kArticle})) ++month;
  if (!Is(month, {Spoken::kMonth, Spoken::kUnsureMonth}) || !Joined(month)) return std::nullopt;
  std::size_t end = month + 1;
  const int year = TakeYear(end);
  return Date(Value(month), Value(i), year, end);
}

SpokenPhrases::Maybe SpokenPhrases::WholeMonth(std::size_t i) const {
  std::size_t end = i + 1;
  if (wide_) SkipComing(end);
  std::size_t next = SkipTo(end, {Spoken::kOf});
  int year = TakeYear(end);
  if (wide_ && year == 0 && Is(next, {Spoken::kNext, Spoken::kNextWeeks}) &&
      At(next + 1) == Spoken::kYears) {
    year = static_cast<int>(std::chrono::year_month_day{calendar_.NewYear(1)}.year());
    end = next + 2;
  }
  return Date(Value(i), 1, year, end, true);
}

// ", 2027" or "de 2027"; 0: none.
int SpokenPhrases::TakeYear(std::size_t& end) const {
  std::size_t at = end;
  if (At(at) == Spoken::kOf) ++at;
  if (At(at) != Spoken::kDigits || Value(at) < (wide_ ? 1900 : 2000) || Value(at) > 2199 ||
      !Near(at))
    return 0;
  end = at + 1;
  return Value(at);
}

// "the 15th", "le 15", "el día 15"
SpokenPhrases::Maybe SpokenPhrases::AfterArticle(std::size_t i) const {
  std::size_t at = i + 1;
  if (At(at) == Spoken::kArticle) ++at;
  if (!Is(at, {Spoken::kDigits, Spoken::kOrdinal}) || Value(at) > 31) {
    // "the day after tomorrow", "le lundi"
    return Is(at, {Spoken::kWeekday, Spoken::kDays, Spoken::kWeekend, Spoken::kEnd, Spoken::kDate})
               ? Day(at)
               : std::nullopt;
  }
  if (Maybe date = Dated(at); date.has_value()) return date;
  if (Maybe week = WeekOfMonth(at); week.has_value()) return week;
  return Numbered(at);
}

// "15th", "15 of next month"
SpokenPhrases::Maybe SpokenPhrases::Numbered(std::size_t i) const {
  const int number = Value(i);
  if (number < 1 || number > 31) return std::nullopt;
  const std::size_t unit = SkipTo(i + 1, {Spoken::kOf, Spoken::kArticle});
  if (wide_ && unit > i + 1 && Joined(i + 1)) {
    const bool named = Is(unit, {Spoken::kNext, Spoken::kNextWeeks});
    const std::size_t month = named ? unit + 1 : unit;
    std::size_t end = month + 1;
    if (At(month) == Spoken::kMonths && (named || SkipComing(end))) {
      const local_days last = calendar_.InMonth(1, 0);
      const int days_of =
          static_cast<int>(static_cast<unsigned>(std::chrono::year_month_day{last}.day()));
      return Found{.end = end, .day = calendar_.InMonth(1, std::min(number, days_of))};
    }
  }
  const bool of_month = unit > i + 1 && At(unit) == Spoken::kMonths;
  // "le 15 textez-moi"; in English other things have numbers: "the 2nd floor"
  const bool of_day = wide_ && i > 0 && At(i - 1) == Spoken::kArticle && Value(i - 1) == kOfDay &&
                      At(i + 1) == Spoken::kOther;
  if (!EndsHere(i + 1) && !of_month && !of_day) return std::nullopt;
  const auto day = calendar_.NextNumbered(number, std::nullopt);
  if (!day.has_value()) return std::nullopt;
  return Found{.end = of_month ? unit + 1 : i + 1, .day = day, .numbered = true};
}

// A number that counts something is followed by what it counts.
bool SpokenPhrases::EndsHere(std::size_t i) const {
  return i >= tokens_.size() || tokens_[i].before != Break::kNone ||
         !Is(i, {Spoken::kOther, Spoken::kMinutes, Spoken::kHours, Spoken::kOClock, Spoken::kDays,
                 Spoken::kWeeks, Spoken::kMonths, Spoken::kYears, Spoken::kDigits, Spoken::kAm,
                 Spoken::kQuantity, Spoken::kPm, Spoken::kOf});
}

SpokenPhrases::Maybe SpokenPhrases::Numeric(std::size_t i) const {
  auto [a, b, c] = tokens_[i].date;
  if (a >= 1000) return Date(b, c, a, i + 1);
  if (c > 0 && c < 100) c += 2000;
  if (b > 99) return Found{.end = i + 1, .none = true};
  bool month_first = month_first_;
  if (month_first && a > 12) month_first = false;
  if (!month_first && b > 12) month_first = true;
  return month_first ? Date(a, b, c, i + 1) : Date(b, a, c, i + 1);
}

// A day that doesn't exist is no time.
SpokenPhrases::Found SpokenPhrases::Date(int month, int day, int year, std::size_t end,
                                         bool whole_month) const {
  const auto date = calendar_.Dated(month, day, year, whole_month);
  Found found{.end = end, .day = date, .none = !date.has_value(), .lost = !date.has_value()};
  if (whole_month && date.has_value()) {
    const std::chrono::year_month_day first{*date};
    found.over = local_days{first.year() / first.month() / 1 + std::chrono::months{1}};
  }
  return found;
}

}  // namespace textback
