#include "text/spoken_phrases.h"

#include <algorithm>

namespace textback {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;
using std::chrono::minutes;

namespace {

constexpr int kLongestSpan = 366;  // "in 5000 weeks" is no time

int HourOf(int hour, bool pm) { return hour % 12 + (pm ? 12 : 0); }

}  // namespace

bool SpokenPhrases::Is(std::size_t i, std::initializer_list<Spoken> kinds) const {
  return i < tokens_.size() && std::find(kinds.begin(), kinds.end(), At(i)) != kinds.end();
}
int SpokenPhrases::Value(std::size_t i) const { return tokens_[i].value; }
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
SpokenPhrases::Maybe SpokenPhrases::Mention(std::size_t i) const {
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
    if (day->none || day->time.has_value()) return day;
    const std::size_t at = SkipConnectors(day->end);
    const Maybe time = Near(day->end) ? Time(at, at > day->end) : std::nullopt;
    if (!time.has_value()) return day;
    day->time = time->time;
    day->bare = time->bare;
    day->end = time->end;
    return day;
  }
  Maybe time = Time(i, i > 0 && LeadsToHour(i - 1));
  if (!time.has_value()) return std::nullopt;
  const std::size_t at = SkipConnectors(time->end);
  const Maybe day = Near(time->end) && Near(at) ? Day(at) : std::nullopt;
  if (day.has_value() && !day->none && !day->time.has_value()) {
    time->day = day->day;
    time->end = day->end;
  }
  return time;
}

// "at", "a las", "on the"; "al" before "mediodía"
std::size_t SpokenPhrases::SkipConnectors(std::size_t i) const {
  for (int skipped = 0; skipped < 2 && Near(i); ++skipped) {
    const bool to_part = At(i) == Spoken::kTo && At(i + 1) == Spoken::kPart;
    if (!to_part && !Is(i, {Spoken::kAt, Spoken::kA, Spoken::kArticle, Spoken::kFor, Spoken::kIn,
                            Spoken::kOf})) {
      break;
    }
    ++i;
  }
  return i;
}

bool SpokenPhrases::LeadsToHour(std::size_t i) const {
  if (Is(i, {Spoken::kAt, Spoken::kUntil, Spoken::kAfter})) return true;
  // "después de las 6"
  return At(i) == Spoken::kA && i > 0 && Is(i - 1, {Spoken::kBack, Spoken::kAfter});
}

minutes SpokenPhrases::Evening(const Found& hour) {
  return *hour.time + (hour.bare && *hour.time < hours{12} ? hours{12} : hours{0});
}

// --- Times of day ---

// `led`: a word before says that an hour follows, so a bare number is one.
SpokenPhrases::Maybe SpokenPhrases::Time(std::size_t i, bool led) const {
  if (At(i) == Spoken::kClock) return Clock(i);
  if (At(i) == Spoken::kPart || (At(i) == Spoken::kTomorrowOrAm && IsMorning(i))) {
    const bool said =
        i > 0 &&
        Is(i - 1, {Spoken::kArticle, Spoken::kThis, Spoken::kIn, Spoken::kFor, Spoken::kWeekday,
                   Spoken::kTomorrow, Spoken::kTomorrowOrAm, Spoken::kTo, Spoken::kUntil,
                   Spoken::kAt, Spoken::kA, Spoken::kAfter, Spoken::kComing, Spoken::kNext});
    if (!said && !led && !(i > 0 && At(i - 1) == Spoken::kDigits)) return std::nullopt;
    return Found{.end = i + 1, .time = minutes{Value(i)}};
  }
  // "apres midi"
  if (At(i) == Spoken::kAfter && At(i + 1) == Spoken::kPart && Joined(i + 1) && Value(i + 1) == 720)
    return Found{.end = i + 2, .time = hours{15}};
  if (At(i) != Spoken::kDigits || Value(i) > 23) return std::nullopt;
  if (Is(i + 1, {Spoken::kAm, Spoken::kPm}) && Value(i) >= 1 && Value(i) <= 12)
    return Found{.end = i + 2, .time = hours{HourOf(Value(i), At(i + 1) == Spoken::kPm)}};
  const bool at_clock = led || (i > 0 && Is(i - 1, {Spoken::kA, Spoken::kTo, Spoken::kOf}));
  if (At(i + 1) == Spoken::kOClock && at_clock) {
    const bool minute = At(i + 2) == Spoken::kDigits && Joined(i + 2) && Value(i + 2) < 60;
    return Found{.end = i + (minute ? 3U : 2U),
                 .time = hours{Value(i)} + minutes{minute ? Value(i + 2) : 0},
                 .bare = Value(i + 1) == kOClockOfTwelve};
  }
  // "until 5 days are over" is no hour.
  const bool counts =
      Joined(i + 1) &&
      Is(i + 1, {Spoken::kMinutes, Spoken::kHours, Spoken::kDays, Spoken::kWeeks, Spoken::kMonths,
                 Spoken::kMonth, Spoken::kUnsureMonth, Spoken::kDigits, Spoken::kOther});
  if (!led || counts || Dated(i).has_value()) return std::nullopt;
  return WithPart({.end = i + 1, .time = hours{Value(i)}, .bare = Value(i) <= 12});
}

// "17h30", "2:30 p.m."
SpokenPhrases::Found SpokenPhrases::Clock(std::size_t i) const {
  const minutes time{Value(i)};
  if (!tokens_[i].bare || !Is(i + 1, {Spoken::kAm, Spoken::kPm}))
    return WithPart({.end = i + 1, .time = time, .bare = tokens_[i].bare});
  const hours half{At(i + 1) == Spoken::kPm ? 12 : 0};
  return {.end = i + 2, .time = half + time % hours{12}};
}

// "5 de la tarde"
SpokenPhrases::Found SpokenPhrases::WithPart(Found found) const {
  std::size_t i = found.end;
  if (At(i) != Spoken::kOf && At(i) != Spoken::kIn) return found;
  while (Is(i, {Spoken::kOf, Spoken::kIn, Spoken::kArticle})) ++i;
  const bool morning = At(i) == Spoken::kTomorrowOrAm || (At(i) == Spoken::kPart && Value(i) < 720);
  const bool later = At(i) == Spoken::kPart && Value(i) >= 720;
  if (!morning && !later) return found;
  if (found.time < hours{12} && later) *found.time += hours{12};
  found.bare = false;
  found.end = i + 1;
  return found;
}

bool SpokenPhrases::IsMorning(std::size_t i) const {
  return i > 0 && At(i - 1) == Spoken::kArticle;
}

// --- Days ---

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
      if (At(i + 1) != Spoken::kAfter || At(i + 2) != Spoken::kTomorrow) return std::nullopt;
      return Found{.end = i + 3, .day = calendar_.Later(2)};
    case Spoken::kThis:
      return ThisOf(i);
    case Spoken::kNext:
    case Spoken::kNextWeeks:
      return NextOf(i);
    case Spoken::kWeekday:
    case Spoken::kShortDay:
      return WeekdayAt(i, false);
    case Spoken::kWeekend:
      return Found{.end = i + 1, .day = calendar_.Coming(std::chrono::Saturday), .weekend = true};
    case Spoken::kWeeks:
    case Spoken::kMonths:
      return ComingUnit(i);
    case Spoken::kEnd:
      return EndOf(i);
    case Spoken::kIn:
    case Spoken::kFor:
      return Span(i);
    case Spoken::kDate:
      return Numeric(i);
    case Spoken::kMonth:
    case Spoken::kUnsureMonth:
    case Spoken::kDigits:
    case Spoken::kOrdinal:
      return Dated(i);
    case Spoken::kArticle:
      return AfterArticle(i);
    default:
      return std::nullopt;
  }
}

SpokenPhrases::Maybe SpokenPhrases::ThisOf(std::size_t i) const {
  if (Is(i + 1, {Spoken::kWeekday, Spoken::kShortDay, Spoken::kWeekend})) return Day(i + 1);
  // "cet après-midi"
  if (At(i + 1) == Spoken::kPart) return Found{.end = i + 1, .day = calendar_.today()};
  const bool afternoon = At(i + 1) == Spoken::kAfter && At(i + 2) == Spoken::kPart;
  return afternoon ? Maybe(Found{.end = i + 1, .day = calendar_.today()}) : std::nullopt;
}

SpokenPhrases::Maybe SpokenPhrases::NextOf(std::size_t i) const {
  if (Is(i + 1, {Spoken::kWeekday, Spoken::kShortDay}))
    return WeekdayAt(i + 1, At(i) == Spoken::kNextWeeks);
  if (At(i + 1) == Spoken::kWeeks) return Found{.end = i + 2, .day = calendar_.NextWeek()};
  if (At(i + 1) == Spoken::kMonths) return Found{.end = i + 2, .day = calendar_.MonthsLater(1)};
  return std::nullopt;
}

// "semaine prochaine", "mes que viene"
SpokenPhrases::Maybe SpokenPhrases::ComingUnit(std::size_t i) const {
  std::size_t end = i + 1;
  if (!SkipComing(end)) return std::nullopt;
  return Found{.end = end,
               .day = At(i) == Spoken::kWeeks ? calendar_.NextWeek() : calendar_.MonthsLater(1)};
}

// "prochain", "que viene", "entrante"
bool SpokenPhrases::SkipComing(std::size_t& i) const {
  if (At(i) == Spoken::kNext || At(i) == Spoken::kComing) return ++i, true;
  if (At(i + 1) == Spoken::kComing && Joined(i + 1)) return i += 2, true;
  return false;
}

// "end of the month", "fin de semana"
SpokenPhrases::Maybe SpokenPhrases::EndOf(std::size_t i) const {
  std::size_t at = i + 1;
  while (at < i + 3 && Is(at, {Spoken::kOf, Spoken::kArticle})) ++at;
  if (at == i + 1) return std::nullopt;
  if (At(at) == Spoken::kMonths) {
    return Found{.end = at + 1, .day = calendar_.EndOfMonth()};
  }
  if (At(at) != Spoken::kWeeks) return std::nullopt;
  return Found{.end = at + 1, .day = calendar_.Coming(std::chrono::Saturday), .weekend = true};
}

// "in two weeks", "dans une heure", "for a week"
SpokenPhrases::Maybe SpokenPhrases::Span(std::size_t i) const {
  std::size_t at = i + 1;
  if (At(at) == Spoken::kOf) ++at;                                  // "dentro de"
  if (At(at) == Spoken::kA && At(at + 1) == Spoken::kNumber) ++at;  // "a couple"
  const bool number = Is(at, {Spoken::kDigits, Spoken::kNumber, Spoken::kA});
  if (!number || Value(at) < 1 || Value(at) > kLongestSpan) return std::nullopt;
  const int count = Value(at);
  ++at;
  if (At(at) == Spoken::kOf) ++at;  // "a couple of"
  switch (At(at)) {
    case Spoken::kMinutes:
      return InTime(at + 1, minutes{count});
    case Spoken::kHours:
    case Spoken::kOClock:
      return InTime(at + 1, hours{count});
    case Spoken::kDays:
      return Found{.end = at + 1, .day = calendar_.Later(count)};
    case Spoken::kWeeks:
      return Found{.end = at + 1, .day = calendar_.Later(7 * count)};
    case Spoken::kMonths:
      return Found{.end = at + 1, .day = calendar_.MonthsLater(count)};
    default:
      return std::nullopt;
  }
}

SpokenPhrases::Maybe SpokenPhrases::InTime(std::size_t end, minutes span) const {
  const SpokenClock then = now_ + span;
  const auto day = std::chrono::floor<days>(then);
  return Found{.end = end, .day = day, .time = std::chrono::floor<minutes>(then - day)};
}

// "Monday", "lundi le 7", "Tuesday, December 1", "lundi prochain". `week_after`: "next Friday"
SpokenPhrases::Maybe SpokenPhrases::WeekdayAt(std::size_t i, bool week_after) const {
  if (At(i) == Spoken::kShortDay && !IsDayHere(i)) return std::nullopt;
  const std::chrono::weekday weekday{static_cast<unsigned>(Value(i))};
  std::size_t end = i + 1;
  std::size_t at = end;
  if (At(at) == Spoken::kArticle) ++at;
  if (Near(end) &&
      Is(at, {Spoken::kMonth, Spoken::kUnsureMonth, Spoken::kDigits, Spoken::kOrdinal})) {
    if (const Maybe date = Dated(at); date.has_value()) return date;
    const bool dom = At(at) == Spoken::kOrdinal || (at > end && At(at) == Spoken::kDigits);
    if (dom && EndsHere(at + 1)) {
      if (const auto day = calendar_.NextNumbered(Value(at), weekday); day.has_value())
        return Found{.end = at + 1, .day = day};
    }
  }
  local_days day = calendar_.Coming(weekday);
  if (SkipComing(end)) return Found{.end = end, .day = day};
  const bool this_week = day < calendar_.NextWeek();
  if (week_after && this_week) day += days{7};
  return Found{.end = end, .day = day};
}

// "back Mon", "on Fri", "mar 3"
bool SpokenPhrases::IsDayHere(std::size_t i) const {
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
    const bool in = i > 0 && Is(i - 1, {Spoken::kIn, Spoken::kUntil});
    const bool wrong = Is(i + 1, {Spoken::kDigits}) && Joined(i + 1) && Value(i + 1) < 1000;
    if (!in || wrong) return std::nullopt;
    std::size_t end = i + 1;
    const int year = TakeYear(end);
    return Date(Value(i), 1, year, end, true);
  }
  std::size_t month = i + 1;
  while (month < i + 3 && Is(month, {Spoken::kOf, Spoken::kArticle})) ++month;
  if (!Is(month, {Spoken::kMonth, Spoken::kUnsureMonth}) || !Joined(month)) return std::nullopt;
  std::size_t end = month + 1;
  const int year = TakeYear(end);
  return Date(Value(month), Value(i), year, end);
}

// ", 2027" or "de 2027"; 0: none.
int SpokenPhrases::TakeYear(std::size_t& end) const {
  std::size_t at = end;
  if (At(at) == Spoken::kOf) ++at;
  if (At(at) != Spoken::kDigits || Value(at) < 2000 || Value(at) > 2199 || !Near(at)) return 0;
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
  if (!EndsHere(at + 1)) return std::nullopt;
  const auto day = calendar_.NextNumbered(Value(at), std::nullopt);
  return day.has_value() ? Maybe(Found{.end = at + 1, .day = day}) : std::nullopt;
}

// A number that counts something is followed by what it counts.
bool SpokenPhrases::EndsHere(std::size_t i) const {
  return i >= tokens_.size() || tokens_[i].before != Break::kNone ||
         !Is(i, {Spoken::kOther, Spoken::kMinutes, Spoken::kHours, Spoken::kOClock, Spoken::kDays,
                 Spoken::kWeeks, Spoken::kMonths, Spoken::kDigits, Spoken::kAm, Spoken::kPm});
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
  return {.end = end, .day = date, .none = !date.has_value()};
}

}  // namespace textback
