// Parts of the year: seasons, holidays, years, "mid-January", "the end of next month".
#include "text/spoken_phrases.h"

#include <algorithm>

namespace textback {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::local_days;

namespace {

constexpr int kSeasons = 4;
constexpr int kMiddleOfMonth = 15;
constexpr hours kEndOfDay{17};

// 0 the beginning, 1 the middle, 2 the end.
std::size_t PartIndex(Spoken part) {
  if (part == Spoken::kBeginOf) return 0;
  return part == Spoken::kMiddleOf ? 1 : 2;
}

}  // namespace

// "next week", "next week on Friday"
SpokenPhrases::Found SpokenPhrases::WeekAt(local_days monday, std::size_t end) const {
  const std::size_t at = SkipTo(end, {Spoken::kAt, Spoken::kArticle});
  if (Near(end) && At(at) == Spoken::kWeekday) {
    const std::chrono::weekday weekday{static_cast<unsigned>(Value(at))};
    return {.end = at + 1, .day = monday + (weekday - std::chrono::Monday)};
  }
  return {.end = end, .day = monday, .over = monday + days{7}};
}

SpokenPhrases::Found SpokenPhrases::Weekend(local_days saturday, std::size_t end) const {
  if (wide_ && SkipComing(end)) return {.end = end, .day = saturday, .over = saturday + days{2}};
  return {.end = end, .day = saturday, .over = saturday + days{2}};
}

// "semaine prochaine", "mes que viene"
SpokenPhrases::Maybe SpokenPhrases::ComingUnit(std::size_t i) const {
  std::size_t end = i + 1;
  if (wide_ && At(i) == Spoken::kWeeks && At(end) == Spoken::kHoliday && Value(end) == kHolyWeek) {
    const local_days monday = calendar_.Feast(textback::Feast::kHolyWeek, american_);
    return Found{.end = end + 1, .day = monday, .over = monday + days{7}};
  }
  if (wide_ && At(i) == Spoken::kYears && At(end) == Spoken::kNew)  // "año nuevo"
    return Found{.end = end + 1, .day = calendar_.Feast(kNewYear, american_)};
  if (!SkipComing(end)) return wide_ ? UnitAfter(i) : std::nullopt;
  if (At(i) == Spoken::kYears) return NextYear(i, end);
  if (At(i) == Spoken::kWeeks) return WeekAt(calendar_.NextWeek(), end);
  return Found{.end = end, .day = calendar_.MonthsLater(1), .over = calendar_.InMonth(2, 1)};
}

// "end of the month", "fin de semana"
SpokenPhrases::Maybe SpokenPhrases::EndOf(std::size_t i) const {
  const std::size_t at = SkipTo(i + 1, {Spoken::kOf, Spoken::kArticle});
  const bool end = At(i) == Spoken::kEnd;
  if (end && At(at) == Spoken::kWeeks && at > i + 1 && (!wide_ || Value(at) != kEnglishWeek)) {
    // "fin de semana"; but "fin de la semaine prochaine" is its Friday
    std::size_t after = at + 1;
    if (!wide_ || at > i + 2 || !SkipComing(after))
      return Weekend(calendar_.Coming(std::chrono::Saturday), at + 1);
    return Weekend(calendar_.Coming(std::chrono::Saturday), after);
  }
  if (wide_) return PartOf(i);
  if (!end || at == i + 1 || At(at) != Spoken::kMonths) return std::nullopt;
  return Found{.end = at + 1, .day = calendar_.EndOfMonth()};
}

// A word before it that a month or a season follows.
bool SpokenPhrases::IsLed(std::size_t i) const {
  if (i == 0 || !Joined(i)) return false;
  return Is(i - 1, {Spoken::kIn, Spoken::kUntil, Spoken::kAfter, Spoken::kAt, Spoken::kFrom,
                    Spoken::kNext, Spoken::kNextWeeks, Spoken::kBeginOf, Spoken::kMiddleOf,
                    Spoken::kEnd, Spoken::kLeadsOn, Spoken::kOf});
}

// "in spring", "cet été", "fall of 2027"
SpokenPhrases::Maybe SpokenPhrases::Season(std::size_t i) const {
  const bool article =
      i > 0 && Joined(i) && Is(i - 1, {Spoken::kArticle, Spoken::kThis, Spoken::kTo});
  if (i > 0 && At(i - 1) == Spoken::kAny) return std::nullopt;  // "every spring"
  const bool begins = i == 0 || Before(i) != Break::kNone;
  const bool sure = wide_ && (At(i) == Spoken::kSeason || (begins && Value(i) != 1));
  if (!sure && !article && !IsLed(i)) return std::nullopt;
  std::size_t end = i + 1;
  SkipComing(end);
  int year = TakeYear(end);
  const std::size_t next = SkipTo(end, {Spoken::kOf});
  if (wide_ && Is(next, {Spoken::kNext, Spoken::kNextWeeks}) && At(next + 1) == Spoken::kYears) {
    year = static_cast<int>(std::chrono::year_month_day{calendar_.NewYear(1)}.year());
    end = next + 2;
  }
  // "after the summer", said in summer, is the end of this one.
  const int after = Value(i) + 1;
  const local_days over =
      year == 0 ? calendar_.Season(after, 0) : calendar_.Season(after, year + after / kSeasons);
  return Found{.end = end, .day = calendar_.Season(Value(i), year), .over = over};
}

// "Christmas", "New Year's Day", "the holidays"
SpokenPhrases::Maybe SpokenPhrases::Feast(std::size_t i) const {
  using enum textback::Feast;
  if (At(i) == Spoken::kFeasts) {
    const bool said = i > 0 && Joined(i) &&
                      Is(i - 1, {Spoken::kArticle, Spoken::kAt, Spoken::kAfter, Spoken::kUntil});
    if (!said) return std::nullopt;
    return Found{.end = i + 1,
                 .day = calendar_.Feast(kChristmas, american_),
                 .over = calendar_.AfterFeasts()};
  }
  const auto feast = static_cast<textback::Feast>(Value(i));
  if (feast == kHolyWeek) return std::nullopt;  // the week comes first
  const bool day = At(i + 1) == Spoken::kDays && Joined(i + 1);
  if ((feast == kLabourDay || feast == kCanadaDay) && !day) return std::nullopt;
  if (feast == kKings && !IsLed(i) && !(i > 0 && At(i - 1) == Spoken::kArticle))
    return std::nullopt;
  return Found{.end = i + (day ? 2U : 1U), .day = calendar_.Feast(feast, american_)};
}

// "New Year's", "nouvel an"; in the new year people are back on January 2
SpokenPhrases::Maybe SpokenPhrases::NewYear(std::size_t i) const {
  if (At(i + 1) != Spoken::kYears && At(i + 1) != Spoken::kAn) return std::nullopt;
  const bool day = At(i + 2) == Spoken::kDays && Joined(i + 2);
  const bool in = i > 1 && At(i - 1) == Spoken::kArticle && At(i - 2) == Spoken::kIn;
  const local_days first = calendar_.Feast(kNewYear, american_);
  if (in) return Found{.end = i + 2, .day = calendar_.NewYear(1)};
  return Found{.end = i + (day ? 3U : 2U), .day = first};
}

// "next year", "año que viene", but "this time next year"
SpokenPhrases::Maybe SpokenPhrases::NextYear(std::size_t i, std::size_t end) const {
  if (!wide_) return std::nullopt;
  if (i > 1 && At(i - 2) == Spoken::kThis && At(i - 1) == Spoken::kOther)
    return Found{.end = end, .day = calendar_.MonthsLater(12)};
  return Found{.end = end, .day = calendar_.NewYear(1), .over = calendar_.NewYear(2)};
}

// "beginning of March", "mid-January", "end of next week", "fin d'année"
SpokenPhrases::Maybe SpokenPhrases::PartOf(std::size_t i) const {
  if (At(i) == Spoken::kBeginOf && Value(i) == kOnlyOf && At(i + 1) != Spoken::kOf)
    return std::nullopt;
  std::size_t at = SkipTo(i + 1, {Spoken::kOf, Spoken::kArticle, Spoken::kIn});
  if (Is(at, {Spoken::kMonth, Spoken::kUnsureMonth})) return PartOfMonth(At(i), at);
  if (Is(at, {Spoken::kSeason, Spoken::kUnsureSeason})) {
    Maybe season = Season(at);
    if (season.has_value() && At(i) == Spoken::kEnd) season->day = *season->over - days{1};
    if (season.has_value() && At(i) == Spoken::kMiddleOf)
      *season->day += (*season->over - *season->day) / 2;
    return season;
  }
  if (At(i) == Spoken::kEnd && At(at) == Spoken::kDays)
    return Found{.end = at + 1, .time = kEndOfDay};
  const bool next = Is(at, {Spoken::kNext, Spoken::kNextWeeks});
  if (next || At(at) == Spoken::kThis) ++at;
  if (At(at) == Spoken::kNew) return NewYear(at);
  if (!Is(at, {Spoken::kMonths, Spoken::kWeeks, Spoken::kYears, Spoken::kAn})) {
    const bool year = At(at) == Spoken::kDigits && at > i && InYear(at - 1).has_value();
    if (!year || At(i) != Spoken::kBeginOf) return std::nullopt;
    return InYear(at - 1);
  }
  std::size_t end = at + 1;
  const bool coming = next || SkipComing(end);
  Maybe found = PartOfUnit(i, at, coming ? 1 : 0);
  if (found.has_value()) found->end = end;
  return found;
}

// Of a week, month or year, of which `at` is the word; `next`: 1, the one after this.
SpokenPhrases::Maybe SpokenPhrases::PartOfUnit(std::size_t i, std::size_t at, int next) const {
  const std::size_t part = PartIndex(At(i));
  if (At(at) == Spoken::kWeeks) {
    constexpr std::array kDays = {std::chrono::Monday, std::chrono::Wednesday, std::chrono::Friday};
    const local_days day = calendar_.InNextWeek(kDays[part]);
    const bool here = next == 0 && day - days{7} > today();
    return Found{.end = at + 1, .day = here ? day - days{7} : day};
  }
  if (At(at) == Spoken::kMonths) {
    constexpr std::array kDays = {1, kMiddleOfMonth, 0};
    local_days day = calendar_.InMonth(next, kDays[part]);
    if (day <= today()) day = calendar_.InMonth(next + 1, kDays[part]);
    return Found{.end = at + 1, .day = day};
  }
  const std::chrono::year year = std::chrono::year_month_day{calendar_.NewYear(next)}.year();
  const std::array kDays = {local_days{year / 1 / 2}, local_days{year / 7 / 1},
                            local_days{year / 12 / 31}};
  if (kDays[part] > today() && (part > 0 || next > 0))
    return Found{.end = at + 1, .day = kDays[part]};
  return Found{.end = at + 1, .day = kDays[part] + (calendar_.NewYear(1) - calendar_.NewYear(0))};
}

SpokenPhrases::Maybe SpokenPhrases::PartOfMonth(Spoken part, std::size_t at) const {
  Maybe found = WholeMonth(at);
  if (!found.has_value() || found->none) return found;
  const std::chrono::year_month_day first{*found->day};
  const auto day_in = [&](std::chrono::year year) {
    if (part == Spoken::kBeginOf) return local_days{year / first.month() / 1};
    if (part == Spoken::kMiddleOf) return local_days{year / first.month() / kMiddleOfMonth};
    return local_days{year / first.month() / std::chrono::last};
  };
  // The month may have begun: then WholeMonth is that of next year.
  const local_days before = day_in(first.year() - std::chrono::years{1});
  const bool named = At(found->end - 1) == Spoken::kDigits || At(found->end - 1) == Spoken::kYears;
  found->day = before > today() && !named ? before : day_in(first.year());
  found->over.reset();
  return found;
}

// "the first week of February"
SpokenPhrases::Maybe SpokenPhrases::WeekOfMonth(std::size_t i) const {
  if (!wide_ || At(i) != Spoken::kOrdinal || At(i + 1) != Spoken::kWeeks || Value(i) > 4)
    return std::nullopt;
  const std::size_t at = SkipTo(i + 2, {Spoken::kOf, Spoken::kArticle});
  if (at == i + 2 || !Is(at, {Spoken::kMonth, Spoken::kUnsureMonth})) return std::nullopt;
  Maybe found = PartOfMonth(Spoken::kBeginOf, at);
  if (found.has_value() && found->day.has_value()) *found->day += days{7 * (Value(i) - 1)};
  return found;
}

// "weekdays", "any day", "tous les jours", "en semaine": the next of them
SpokenPhrases::Maybe SpokenPhrases::Repeated(std::size_t i) const {
  constexpr int kMondayToFriday = 0b0111110;
  constexpr int kEveryDay = 0b1111111;
  if (!wide_) return std::nullopt;
  if (At(i) == Spoken::kWeekdays) {
    Found found{.end = i + 1, .weekdays = Value(i) % kHourOfWeekdays};
    if (Value(i) > kHourOfWeekdays) found.time = hours{Value(i) / kHourOfWeekdays};
    found.whole = true;
    return found;
  }
  // "en semaine", "entre semana"
  if (Is(i, {Spoken::kIn, Spoken::kBetween})) {
    const bool week = At(i + 1) == Spoken::kWeeks && Value(i + 1) != kEnglishWeek &&
                      !Is(i + 2, {Spoken::kNext, Spoken::kComing, Spoken::kOf});
    return week ? Maybe(Found{.end = i + 2, .weekdays = kMondayToFriday}) : std::nullopt;
  }
  if (At(i) != Spoken::kAny) return std::nullopt;
  const std::size_t at = SkipTo(i + 1, {Spoken::kArticle});
  if (At(at) == Spoken::kDays || (at > i + 1 && !Is(at, {Spoken::kPart, Spoken::kWeekday})))
    return Found{.end = At(at) == Spoken::kDays ? at + 1 : at, .weekdays = kEveryDay};
  if (At(at) == Spoken::kWeekday) return Found{.end = at + 1, .weekdays = 1 << Value(at)};
  if (At(at) == Spoken::kWeekdays) return Repeated(at);
  return At(at) == Spoken::kPart ? Maybe(Found{.end = at, .weekdays = kEveryDay}) : std::nullopt;
}

}  // namespace textback
