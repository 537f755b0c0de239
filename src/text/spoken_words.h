// The words of days and hours in English, French and Spanish, as folded (text/fold.h). Used by
// text/spoken_day.cc only.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_WORDS_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_WORDS_H_

#include <cstdint>
#include <string_view>

namespace textback {

enum class Spoken : std::uint8_t {
  kOther,
  kMonth,         // value: 1-12
  kUnsureMonth,   // "may", "march": a month only beside a number, or after "in"
  kWeekday,       // value: 0 Sunday ... 6 Saturday
  kShortDay,      // "mon", "vie": a weekday only after a word that leads to one, or beside another
  kToday,         //
  kTomorrow,      //
  kTomorrowOrAm,  // "mañana": the morning after "la"
  kTonight,       //
  kNumber,        // "two"; value
  kOrdinal,       // "premier", "15th"; value
  kDigits,        // "15"; value
  kClock,         // "17h30", "2pm"; value: minutes after midnight
  kDate,          // "12/3"
  kMinutes,       // units
  kHours,         //
  kOClock,        // "heures", "h": units, and behind a number the time
  kDays,          //
  kWeeks,         //
  kMonths,        //
  kWeekend,       //
  kNext,          // "prochain": the coming one
  kNextWeeks,     // "next": that of next week
  kComing,        // "viene": behind a word, the coming one
  kThis,          //
  kPart,          // of a day; value: its middle, in minutes
  kAm,            //
  kPm,            //
  kIn,            // "in", "dans": before a span of time
  kFor,           // "for": a span of time that lasts
  kA,             // "a": one, at, to
  kAt,            //
  kArticle,       //
  kOf,            //
  kUntil,         // what the time is to the message; see SpokenTime::Role
  kTo,            //
  kThrough,       //
  kIncluded,      // "inclusivement": behind a day
  kAfter,         //
  kFrom,          //
  kBack,          //
  kOpen,          // opening hours follow
  kEnd,           // "end", "fin"
  kPast,          // "pasado" (mañana)
  kAnd,           // "and", "ou": the next one is another one
};

inline constexpr int kAfterOfDemain = 1;  // "après" makes another day of "demain", "after" doesn't
inline constexpr int kOClockOfTwelve = -1;  // "5 o'clock" may be 17:00, "5 h" isn't

struct SpokenWord {
  Spoken kind = Spoken::kOther;
  int value = 0;
};
SpokenWord SpokenWordOf(std::string_view folded);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_WORDS_H_
