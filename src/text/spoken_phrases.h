// One mention of a day or a time, from tokens. Used by text/spoken_day.cc.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_PHRASES_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_PHRASES_H_

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "text/spoken_calendar.h"
#include "text/spoken_tokens.h"

namespace textback {

// What was read from a stretch of tokens.
struct SpokenFound {
  std::size_t end = 0;  // the token after it
  std::optional<std::chrono::local_days> day = {};
  std::optional<std::chrono::minutes> time = {};
  bool bare = false;  // an hour without "am" or "h"
  bool none = false;  // looked like a time, and isn't one
  bool lost = false;  // `none`: a day that doesn't exist
  // What isn't over on the next day (a weekend, a season): the day after it.
  std::optional<std::chrono::local_days> over = {};
  int weekdays = 0;       // bits, "weekdays": any of them; `day` is empty
  bool numbered = false;  // "the 5th", of no month
  bool whole = false;     // `time` is a part of the day
};

class SpokenPhrases {
 public:
  using Found = SpokenFound;
  using Maybe = std::optional<SpokenFound>;

  // `wide`: what other words make a time, too (R37): "January" alone.
  SpokenPhrases(std::vector<SpokenToken> tokens, SpokenClock now, std::string_view locale,
                bool wide)
      : tokens_(std::move(tokens)),
        now_(now),
        calendar_(std::chrono::floor<std::chrono::days>(now)),
        month_first_(!locale.starts_with("fr") && !locale.starts_with("es")),
        american_(locale.ends_with("US")),
        wide_(wide) {}

  std::size_t size() const { return tokens_.size(); }
  Spoken At(std::size_t i) const { return i < tokens_.size() ? tokens_[i].kind : Spoken::kOther; }
  Break Before(std::size_t i) const { return tokens_[i].before; }
  int Value(std::size_t i) const { return i < tokens_.size() ? tokens_[i].value : 0; }
  const SpokenToken& token(std::size_t i) const { return tokens_[i]; }
  bool Is(std::size_t i, std::initializer_list<Spoken> kinds) const;
  bool Joined(std::size_t i) const;  // nothing stands before it in its clause but a space
  bool Near(std::size_t i) const;    // ... or a comma
  std::chrono::local_days today() const { return calendar_.today(); }
  const SpokenCalendar& calendar() const { return calendar_; }
  SpokenClock now() const { return now_; }

  // Skips up to three tokens of these kinds.
  std::size_t SkipTo(std::size_t i, std::initializer_list<Spoken> kinds) const;

  // A day, a time of day, or both in any order, that begins at token `i`.
  // `led`: an hour may begin there: "between 2 and 4".
  Maybe Mention(std::size_t i, bool led = false) const;
  // "at 5", "after 5": the hour of the day that ends before `end`.
  Maybe HourBehind(std::size_t end) const;
  // The token after "last Tuesday", "two weeks ago", "mardi dernier": what is over.
  std::optional<std::size_t> Past(std::size_t i) const;
  // A span of time that no word before it makes a time: "two weeks". Its end, as a day or a time.
  Maybe Span(std::size_t i) const;
  // "Monday to Friday", "Mon-Fri", "lundi au vendredi": opening hours.
  bool IsRangeOfDays(std::size_t i) const;

 private:
  std::size_t SkipConnectors(std::size_t i) const;
  bool LeadsToHour(std::size_t i) const;
  static std::chrono::minutes Evening(const Found& hour);
  Maybe Time(std::size_t i, bool led) const;
  Maybe PartOfDay(std::size_t i, bool led) const;
  bool CountsNothing(std::size_t i) const;
  Found Clock(std::size_t i) const;
  Found WithPart(Found found) const;
  bool IsMorning(std::size_t i) const;
  Maybe Day(std::size_t i) const;
  Maybe WideDay(std::size_t i) const;
  Maybe ThisOf(std::size_t i) const;
  Maybe NextOf(std::size_t i) const;
  Maybe ComingUnit(std::size_t i) const;
  Found WeekAt(std::chrono::local_days monday, std::size_t end) const;
  Found Weekend(std::chrono::local_days saturday, std::size_t end) const;
  bool SkipComing(std::size_t& i) const;
  Maybe EndOf(std::size_t i) const;
  Maybe WeekdayAt(std::size_t i, bool week_after) const;
  bool IsDayHere(std::size_t i) const;
  Maybe Dated(std::size_t i) const;
  Maybe WholeMonth(std::size_t i) const;
  int TakeYear(std::size_t& end) const;
  Maybe AfterArticle(std::size_t i) const;
  Maybe Numbered(std::size_t i) const;
  bool EndsHere(std::size_t i) const;
  Maybe Numeric(std::size_t i) const;
  Found Date(int month, int day, int year, std::size_t end, bool whole_month = false) const;
  // spoken_spans.cc
  struct Counted;
  std::optional<Counted> Count(std::size_t i) const;
  Found Later(const Counted& counted, std::chrono::local_days from) const;
  Maybe InSpan(std::size_t i) const;
  Maybe InYear(std::size_t i) const;
  Maybe CountedFrom(std::size_t i) const;
  Maybe UnitAfter(std::size_t i) const;
  Maybe InTime(std::size_t end, std::chrono::minutes span) const;
  std::optional<int> WeeksMore(std::size_t& end) const;
  // spoken_periods.cc
  Maybe PartOf(std::size_t i) const;
  Maybe PartOfUnit(std::size_t i, std::size_t at, int next) const;
  Maybe PartOfMonth(Spoken part, std::size_t at) const;
  Maybe Season(std::size_t i) const;
  Maybe Feast(std::size_t i) const;
  Maybe NewYear(std::size_t i) const;
  Maybe NextYear(std::size_t i, std::size_t end) const;
  Maybe WeekOfMonth(std::size_t i) const;
  Maybe Repeated(std::size_t i) const;
  bool IsLed(std::size_t i) const;

  std::vector<SpokenToken> tokens_;
  SpokenClock now_;
  SpokenCalendar calendar_;
  bool month_first_;  // 12/3 is in December
  bool american_;
  bool wide_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_PHRASES_H_
