// Times of day: "5pm", "17h30", "after 5", "this afternoon", "las 5 y media".
#include "text/spoken_phrases.h"

namespace textback {

using std::chrono::hours;
using std::chrono::minutes;

namespace {

int HourOf(int hour, bool pm) { return hour % 12 + (pm ? 12 : 0); }

}  // namespace

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
  if (Is(i, {Spoken::kAt, Spoken::kUntil, Spoken::kAfter, Spoken::kBetween})) return true;
  // "después de las 6"
  return At(i) == Spoken::kA && i > 0 && Is(i - 1, {Spoken::kBack, Spoken::kAfter});
}

minutes SpokenPhrases::Evening(const Found& hour) {
  return *hour.time + (hour.bare && *hour.time < hours{12} ? hours{12} : hours{0});
}

// "at 5", "after 5", "between 2" and "de las 5" behind a day.
SpokenPhrases::Maybe SpokenPhrases::HourBehind(std::size_t end) const {
  std::size_t at = SkipConnectors(end);
  if (const Maybe time = Time(at, at > end || At(at + 1) == Spoken::kOClock); time.has_value())
    return time;
  const bool leads = Is(at, {Spoken::kAfter, Spoken::kBetween}) ||
                     (wide_ && At(at) == Spoken::kFrom && Value(at) != kSince);
  if (!leads || !Near(at + 1)) return std::nullopt;
  at = SkipConnectors(at + 1);
  return Is(at, {Spoken::kDigits, Spoken::kNumber, Spoken::kClock}) ? Time(at, true) : std::nullopt;
}

// `led`: a word before says that an hour follows, so a bare number is one.
SpokenPhrases::Maybe SpokenPhrases::Time(std::size_t i, bool led) const {
  if (At(i) == Spoken::kClock) return Clock(i);
  if (At(i) == Spoken::kPart || (At(i) == Spoken::kTomorrowOrAm && IsMorning(i)))
    return PartOfDay(i, led);
  // "apres midi"
  if (At(i) == Spoken::kAfter && At(i + 1) == Spoken::kPart && Joined(i + 1) && Value(i + 1) == 720)
    return Found{.end = i + 2, .time = hours{15}};
  if (At(i) == Spoken::kAfter) {  // "after supper"
    const std::size_t meal = SkipTo(i + 1, {Spoken::kOf, Spoken::kArticle});
    if (At(meal) == Spoken::kMeal) return Found{.end = meal + 1, .time = minutes{Value(meal)}};
  }
  if (At(i) == Spoken::kWeekdays && Value(i) > kHourOfWeekdays)  // "Tuesday evenings"
    return Found{.end = i + 1, .time = hours{Value(i) / kHourOfWeekdays}, .whole = true};
  // "lundi am"
  if (Is(i, {Spoken::kAm, Spoken::kPm}) && i > 0 && Joined(i) &&
      Is(i - 1, {Spoken::kWeekday, Spoken::kTomorrow, Spoken::kTomorrowOrAm}))
    return Found{.end = i + 1, .time = hours{At(i) == Spoken::kAm ? 10 : 15}, .whole = true};
  const bool word = At(i) == Spoken::kNumber && Value(i) <= 12;
  if ((At(i) != Spoken::kDigits && !word) || Value(i) > 23) return std::nullopt;
  if (Is(i + 1, {Spoken::kAm, Spoken::kPm}) && Value(i) >= 1 && Value(i) <= 12)
    return Found{.end = i + 2, .time = hours{HourOf(Value(i), At(i + 1) == Spoken::kPm)}};
  const bool at_clock = led || (i > 0 && Is(i - 1, {Spoken::kA, Spoken::kTo, Spoken::kOf}));
  if (At(i + 1) == Spoken::kOClock && at_clock) {
    const bool minute = At(i + 2) == Spoken::kDigits && Joined(i + 2) && Value(i + 2) < 60;
    return WithPart({.end = i + (minute ? 3U : 2U),
                     .time = hours{Value(i)} + minutes{minute ? Value(i + 2) : 0},
                     .bare = Value(i + 1) == kOClockOfTwelve || Value(i) < 7});
  }
  if (!led || CountsNothing(i) || Dated(i).has_value()) return std::nullopt;
  return WithPart({.end = i + 1, .time = hours{Value(i)}, .bare = Value(i) <= 12});
}

// "until 5 days are over" is no hour. Number words are less often hours than digits.
bool SpokenPhrases::CountsNothing(std::size_t i) const {
  if (!Joined(i + 1)) return false;
  if (Is(i + 1, {Spoken::kMinutes, Spoken::kHours, Spoken::kDays, Spoken::kWeeks, Spoken::kMonths,
                 Spoken::kYears, Spoken::kMonth, Spoken::kUnsureMonth, Spoken::kDigits,
                 Spoken::kMore, Spoken::kQuantity})) {
    return true;
  }
  const bool of_clock = i > 1 && At(i - 1) == Spoken::kAt && At(i - 2) == Spoken::kA;  // "a las 5"
  if (wide_ && At(i) == Spoken::kDigits) return false;
  return At(i + 1) == Spoken::kOther && !of_clock;
}

// "morning", "this afternoon", "evening at 6:30"
SpokenPhrases::Maybe SpokenPhrases::PartOfDay(std::size_t i, bool led) const {
  const bool said = led || (wide_ && Value(i) % 720 == 0) ||
                    (i > 0 && Is(i - 1, {Spoken::kArticle, Spoken::kThis,     Spoken::kIn,
                                         Spoken::kFor,     Spoken::kWeekday,  Spoken::kShortDay,
                                         Spoken::kToday,   Spoken::kTomorrow, Spoken::kTomorrowOrAm,
                                         Spoken::kTo,      Spoken::kUntil,    Spoken::kAt,
                                         Spoken::kA,       Spoken::kAfter,    Spoken::kComing,
                                         Spoken::kNext,    Spoken::kDigits,   Spoken::kOrdinal,
                                         Spoken::kBeginOf, Spoken::kEnd,      Spoken::kAny}));
  if (!said) return std::nullopt;
  // "avant-midi": the morning
  const bool before = i > 0 && At(i - 1) == Spoken::kAt && Value(i - 1) == kBeforeNoon;
  Found part{
      .end = i + 1, .time = minutes{before && Value(i) == 720 ? 600 : Value(i)}, .whole = true};
  if (!wide_ || Value(i) % 720 == 0 || !Near(i + 1)) return part;
  const Maybe hour =
      Is(i + 1, {Spoken::kPart, Spoken::kWeekdays}) ? std::nullopt : HourBehind(i + 1);
  if (!hour.has_value() || hour->whole) return part;
  part = *hour;
  if (Value(i) >= 720 && *part.time < hours{12}) *part.time += hours{12};
  part.bare = false;
  return part;
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
  if (At(i) == Spoken::kAnd && At(i + 1) == Spoken::kHalf) {  // "las 5 y media"
    *found.time += minutes{30};
    found.end = i += 2;
  }
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
  return i > 0 && Is(i - 1, {Spoken::kArticle, Spoken::kThis});
}

}  // namespace textback
