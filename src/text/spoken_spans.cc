// Spans of time: "in two weeks", "a week from Friday", "two weeks after Christmas", "two weeks
// ago".
#include "text/spoken_phrases.h"

namespace textback {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;

namespace {

constexpr int kLongestSpan = 366;  // "in 5000 weeks" is no time
constexpr int kMostYears = 10;
constexpr int kAugust = 8;  // "ago" is August in Spanish

}  // namespace

// "two weeks", "a couple of weeks", "half an hour", "2 or 3 months"
struct SpokenPhrases::Counted {
  int count = 0;
  Spoken unit = Spoken::kDays;
  bool half = false;  // more: "an hour and a half"
  std::size_t end = 0;
};

std::optional<SpokenPhrases::Counted> SpokenPhrases::Count(std::size_t i) const {
  std::size_t at = SkipTo(i, {Spoken::kMore, Spoken::kAt});
  Counted counted;
  // "half an hour", "une demi-heure", "media hora"
  const std::size_t half = SkipTo(at, {Spoken::kA, Spoken::kAn, Spoken::kNumber});
  if (At(half) == Spoken::kHalf) {
    counted.end = SkipTo(half + 1, {Spoken::kA, Spoken::kAn});
    counted.unit = Spoken::kHours;
    counted.half = true;
    if (!Is(counted.end, {Spoken::kHours, Spoken::kOClock})) return std::nullopt;
    ++counted.end;
    return counted;
  }
  static constexpr std::initializer_list<Spoken> kNumbers = {Spoken::kDigits, Spoken::kNumber,
                                                             Spoken::kFew};
  // "a couple", "un par", "the next few", "unas dos"
  if (Is(at, {Spoken::kA, Spoken::kAn, Spoken::kArticle, Spoken::kNumber, Spoken::kFew}) &&
      (Is(at + 1, kNumbers) || (At(at) != Spoken::kFew && At(at + 1) == Spoken::kMore)))
    ++at;
  at = SkipTo(at, {Spoken::kMore});
  if (!Is(at, kNumbers) && !Is(at, {Spoken::kA, Spoken::kAn})) return std::nullopt;
  counted.count = Value(at);
  ++at;
  // Of "2 or 3" the beginning counts.
  if (Is(at, {Spoken::kAnd, Spoken::kTo, Spoken::kA}) && Is(at + 1, kNumbers)) at += 2;
  if (At(at) == Spoken::kDigits && Joined(at)) ++at;
  at = SkipTo(at, {Spoken::kOf, Spoken::kMore});
  if (!Is(at, {Spoken::kMinutes, Spoken::kHours, Spoken::kOClock, Spoken::kDays, Spoken::kWeeks,
               Spoken::kMonths, Spoken::kYears, Spoken::kAn})) {
    return std::nullopt;
  }
  if (counted.count < 1 || counted.count > kLongestSpan) return std::nullopt;
  counted.unit = At(at) == Spoken::kOClock ? Spoken::kHours : At(at);
  if (counted.unit == Spoken::kAn) counted.unit = Spoken::kYears;
  if (counted.unit == Spoken::kYears && counted.count > kMostYears) return std::nullopt;
  // In French and Spanish a fortnight has 15 days and a week 8, counted with today.
  if (counted.unit == Spoken::kDays && Value(at) == kCountsToday &&
      (counted.count == 8 || counted.count == 15)) {
    --counted.count;
  }
  counted.end = at + 1;
  if (At(at + 1) == Spoken::kAnd && counted.unit == Spoken::kHours) {
    const std::size_t more = SkipTo(at + 2, {Spoken::kA, Spoken::kNumber});
    if (At(more) == Spoken::kHalf) {
      counted.half = true;
      counted.end = more + 1;
    }
  }
  return counted;
}

SpokenPhrases::Found SpokenPhrases::Later(const Counted& counted, local_days from) const {
  const SpokenCalendar calendar(from);
  switch (counted.unit) {
    case Spoken::kWeeks:
      return {.end = counted.end, .day = calendar.Later(7 * counted.count)};
    case Spoken::kMonths:
      return {.end = counted.end, .day = calendar.MonthsLater(counted.count)};
    case Spoken::kYears:
      return {.end = counted.end, .day = calendar.MonthsLater(12 * counted.count)};
    case Spoken::kMinutes:
      return *InTime(counted.end, minutes{counted.count});
    case Spoken::kHours:
      return *InTime(counted.end, minutes{60 * counted.count + (counted.half ? 30 : 0)});
    default:
      return {.end = counted.end, .day = calendar.Later(counted.count)};
  }
}

SpokenPhrases::Maybe SpokenPhrases::InTime(std::size_t end, minutes span) const {
  const SpokenClock then = now_ + span;
  const auto day = std::chrono::floor<days>(then);
  return Found{.end = end, .day = day, .time = std::chrono::floor<minutes>(then - day)};
}

SpokenPhrases::Maybe SpokenPhrases::Span(std::size_t i) const {
  const std::optional<Counted> counted = Count(i);
  return counted.has_value() ? Maybe(Later(*counted, today())) : std::nullopt;
}

// "in two weeks", "dans une heure", "for a week", "in the next couple of weeks"
SpokenPhrases::Maybe SpokenPhrases::InSpan(std::size_t i) const {
  std::size_t at = i + 1;
  if (At(at) == Spoken::kOf) ++at;  // "dentro de"
  if (wide_ && At(at) == Spoken::kArticle && Is(at + 1, {Spoken::kNext, Spoken::kNextWeeks}))
    at += 2;
  std::optional<Counted> counted = Count(at);
  if (!counted.has_value()) {
    if (!wide_ || At(i) != Spoken::kIn) return std::nullopt;
    if (Maybe year = InYear(i); year.has_value()) return year;
    return Repeated(i);
  }
  // "in two weeks from now"
  if (At(counted->end) == Spoken::kFrom && Is(counted->end + 1, {Spoken::kNow, Spoken::kToday}))
    counted->end += 2;
  return Later(*counted, today());
}

// "in 2028"
SpokenPhrases::Maybe SpokenPhrases::InYear(std::size_t i) const {
  const int this_year = static_cast<int>(std::chrono::year_month_day{today()}.year());
  const int later = Value(i + 1) - this_year;
  if (At(i + 1) != Spoken::kDigits || later < 1 || later > kMostYears || !EndsHere(i + 2))
    return std::nullopt;
  return Found{.end = i + 2, .day = calendar_.NewYear(later)};
}

// "two weeks from now", "a week from Friday", "a week Tuesday", "two weeks after Christmas"
SpokenPhrases::Maybe SpokenPhrases::CountedFrom(std::size_t i) const {
  std::optional<Counted> counted = Count(i);
  if (!counted.has_value()) return std::nullopt;
  const std::size_t end = counted->end;
  if (At(end) == Spoken::kFrom && Is(end + 1, {Spoken::kNow, Spoken::kToday})) {
    counted->end = end + 2;
    return Later(*counted, today());
  }
  const bool weeks = counted->unit == Spoken::kWeeks;
  if (weeks && At(end) == Spoken::kWeekday && Joined(end)) {
    Maybe day = WeekdayAt(end, false);
    if (day.has_value() && day->day.has_value()) *day->day += days{7 * counted->count};
    return day;
  }
  if (!Is(end, {Spoken::kFrom, Spoken::kAfter})) return std::nullopt;
  const std::size_t at = SkipTo(end + 1, {Spoken::kArticle, Spoken::kOf, Spoken::kA});
  const Maybe day = At(at - 1) == Spoken::kArticle && Is(at, {Spoken::kDigits, Spoken::kOrdinal})
                        ? Day(at - 1)
                        : Day(at);
  if (!day.has_value() || day->none || !day->day.has_value()) return std::nullopt;
  counted->end = day->end;
  return Later(*counted, At(end) == Spoken::kAfter ? day->over.value_or(*day->day) : *day->day);
}

// "the day after tomorrow", "the week after next", "the day after Christmas"
SpokenPhrases::Maybe SpokenPhrases::UnitAfter(std::size_t i) const {
  if (!Is(i + 1, {Spoken::kAfter, Spoken::kOf}) || !Joined(i + 1)) return std::nullopt;
  const bool after = At(i + 1) == Spoken::kAfter;
  if (after && At(i) == Spoken::kDays && At(i + 2) == Spoken::kTomorrow)
    return Found{.end = i + 3, .day = calendar_.Later(2)};
  if (!wide_) return std::nullopt;
  if (after && Is(i + 2, {Spoken::kNext, Spoken::kNextWeeks})) {
    if (At(i) == Spoken::kWeeks) return WeekAt(calendar_.NextWeek() + days{7}, i + 3);
    if (At(i) == Spoken::kMonths) return Found{.end = i + 3, .day = calendar_.MonthsLater(2)};
    return std::nullopt;
  }
  // "jour de l'an"
  if (!after && At(i) == Spoken::kDays && At(i + 2) == Spoken::kYears) {
    const local_days day = calendar_.Feast(kNewYear, american_);
    return Found{.end = i + 3, .day = day};
  }
  const std::size_t at = SkipTo(i + 2, {Spoken::kOf, Spoken::kArticle});
  const Maybe day =
      at > i + 2 && Is(at, {Spoken::kDigits, Spoken::kOrdinal}) ? Numbered(at) : Day(at);
  if (!day.has_value() || day->none || !day->day.has_value()) return std::nullopt;
  // "the week of the 14th"
  if (!after) return At(i) == Spoken::kWeeks ? day : std::nullopt;
  Counted one{.count = 1, .unit = At(i), .end = day->end};
  return Later(one, *day->day);
}

// "Friday in two weeks", "vendredi en quinze", "viernes en ocho": how many weeks more
std::optional<int> SpokenPhrases::WeeksMore(std::size_t& end) const {
  if (!wide_ || At(end) != Spoken::kIn) return std::nullopt;
  const std::optional<Counted> counted = Count(end + 1);
  if (counted.has_value()) {
    if (counted->unit != Spoken::kWeeks) return std::nullopt;
    end = counted->end;
    return counted->count;
  }
  if (!Is(end + 1, {Spoken::kNumber, Spoken::kDigits}) || !EndsHere(end + 2)) {
    const bool more = At(end + 1) == Spoken::kNumber;  // "en ocho me escribes"
    if (!more) return std::nullopt;
  }
  if (Value(end + 1) != 8 && Value(end + 1) != 15) return std::nullopt;
  const int weeks = Value(end + 1) == 8 ? 1 : 2;
  end += 2;
  return weeks;
}

// What is over: "last Tuesday", "yesterday", "two weeks ago", "hace dos semanas", "mardi dernier".
std::optional<std::size_t> SpokenPhrases::Past(std::size_t i) const {
  static constexpr std::initializer_list<Spoken> kNamed = {
      Spoken::kWeekday, Spoken::kShortDay,    Spoken::kWeeks,        Spoken::kMonths,
      Spoken::kYears,   Spoken::kSeason,      Spoken::kUnsureSeason, Spoken::kWeekend,
      Spoken::kMonth,   Spoken::kUnsureMonth, Spoken::kPart,         Spoken::kFeasts,
      Spoken::kHoliday, Spoken::kAn};
  if (At(i) == Spoken::kOver) {
    const bool part = Is(i + 1, {Spoken::kPart});
    return i + (part ? 2U : 1U);
  }
  if (At(i) == Spoken::kLast) {
    if (const auto counted = Count(i + 1); counted.has_value()) return counted->end;
    if (Is(i + 1, kNamed) && At(i + 2) != Spoken::kOf) return i + 2;
    return std::nullopt;
  }
  if (Is(i, kNamed) && Joined(i + 1)) {
    const bool said =
        At(i + 1) == Spoken::kLast ||
        (At(i + 1) == Spoken::kPast && !Is(i + 2, {Spoken::kTomorrow, Spoken::kTomorrowOrAm}));
    return said ? std::optional(i + 2) : std::nullopt;
  }
  if (At(i) == Spoken::kAgo || (At(i) == Spoken::kAnd && At(i + 1) == Spoken::kA)) {
    const auto counted = Count(At(i) == Spoken::kAgo ? i + 1 : i + 2);
    return counted.has_value() ? std::optional(counted->end) : std::nullopt;
  }
  if (!Is(i, {Spoken::kDigits, Spoken::kNumber, Spoken::kA, Spoken::kAn, Spoken::kFew,
              Spoken::kMore, Spoken::kHalf})) {
    return std::nullopt;
  }
  const auto counted = Count(i);
  if (!counted.has_value()) return std::nullopt;
  const bool ago = At(counted->end) == Spoken::kUnsureMonth && Value(counted->end) == kAugust &&
                   Joined(counted->end);
  return ago ? std::optional(counted->end + 1) : std::nullopt;
}

}  // namespace textback
