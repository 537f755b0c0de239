// One mention of a day or a time, from tokens. Used by text/spoken_day.cc.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_PHRASES_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_PHRASES_H_

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <optional>
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
  bool bare = false;     // an hour without "am" or "h"
  bool weekend = false;  //
  bool none = false;     // looked like a time, and isn't one
};

class SpokenPhrases {
 public:
  using Found = SpokenFound;
  using Maybe = std::optional<SpokenFound>;

  // `month_first`: 12/3 is in December.
  SpokenPhrases(std::vector<SpokenToken> tokens, SpokenClock now, bool month_first)
      : tokens_(std::move(tokens)),
        now_(now),
        calendar_(std::chrono::floor<std::chrono::days>(now)),
        month_first_(month_first) {}

  std::size_t size() const { return tokens_.size(); }
  Spoken At(std::size_t i) const { return i < tokens_.size() ? tokens_[i].kind : Spoken::kOther; }
  Break Before(std::size_t i) const { return tokens_[i].before; }
  std::chrono::local_days today() const { return calendar_.today(); }
  SpokenClock now() const { return now_; }

  // A day, a time of day, or both in any order, that begins at token `i`.
  Maybe Mention(std::size_t i) const;
  // "Monday to Friday", "Mon-Fri", "lundi au vendredi": opening hours.
  bool IsRangeOfDays(std::size_t i) const;

 private:
  bool Is(std::size_t i, std::initializer_list<Spoken> kinds) const;
  int Value(std::size_t i) const;
  bool Joined(std::size_t i) const;
  bool Near(std::size_t i) const;
  std::size_t SkipConnectors(std::size_t i) const;
  bool LeadsToHour(std::size_t i) const;
  static std::chrono::minutes Evening(const Found& hour);
  Maybe Time(std::size_t i, bool led) const;
  Found Clock(std::size_t i) const;
  Found WithPart(Found found) const;
  bool IsMorning(std::size_t i) const;
  Maybe Day(std::size_t i) const;
  Maybe ThisOf(std::size_t i) const;
  Maybe NextOf(std::size_t i) const;
  Maybe ComingUnit(std::size_t i) const;
  bool SkipComing(std::size_t& i) const;
  Maybe EndOf(std::size_t i) const;
  Maybe Span(std::size_t i) const;
  Maybe InTime(std::size_t end, std::chrono::minutes span) const;
  Maybe WeekdayAt(std::size_t i, bool week_after) const;
  bool IsDayHere(std::size_t i) const;
  Maybe Dated(std::size_t i) const;
  int TakeYear(std::size_t& end) const;
  Maybe AfterArticle(std::size_t i) const;
  bool EndsHere(std::size_t i) const;
  Maybe Numeric(std::size_t i) const;
  Found Date(int month, int day, int year, std::size_t end, bool whole_month = false) const;
  std::vector<SpokenToken> tokens_;
  SpokenClock now_;
  SpokenCalendar calendar_;
  bool month_first_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_PHRASES_H_
