// The words of days and hours in English, French and Spanish, as folded (text/fold.h). Used by
// text/spoken_day.cc only.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_WORDS_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_WORDS_H_

#include <cstdint>
#include <span>
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
  kAn,            // one; in French a year
  kYears,         //
  kSeason,        // value: 0 spring ... 3 winter
  kUnsureSeason,  // "fall", "été": a season only after a word that leads to one
  kHoliday,       // value: a Feast
  kFeasts,        // "the holidays": "fetes" and "fiestas" are many other things
  kNew,           // "new" (year)
  kBeginOf,       // "early", "début"
  kMiddleOf,      // "mid", "mediados"
  kLast,          // "last", "pasado": over
  kOver,          // "yesterday"
  kAgo,           // "hace": a span of time before now
  kNow,           // "two weeks from now"
  kFew,           // "a few"; value
  kHalf,          // "half an hour"
  kMore,          // "another", "about": beside a number
  kBetween,       //
  kWeekdays,      // value: a bit for each weekday
  kAny,           // "any" day
  kMeal,          // "after supper"; value: the time after it
  kLeadsOn,       // "maybe": a month may follow
  kQuantity,      // "thousand", "feet": a number before it is no hour
  kSubject,       // "i", "we": a number before it counts nothing
  kPolite,        // "please": a number before it counts nothing
};

// Days of value kHoliday.
enum Feast : int {
  kChristmas,
  kNewYear,
  kKings,
  kValentine,
  kEaster,
  kLabourDay,
  kThanksgiving,
  kHalloween,
  kCanadaDay,
  kHolyWeek,
};

inline constexpr int kSureDay = 8;           // added to a kShortDay that is no other word
inline constexpr int kOfDay = 1;             // of a kArticle, a kUntil: "le 15", "jusqu'au 15"
inline constexpr int kOnlyOf = 1;            // of a kBeginOf: "start" without "of" is a verb
inline constexpr int kBeforeNoon = 2;        // "avant" of "avant-midi", the morning
inline constexpr int kHourOfWeekdays = 256;  // of a kWeekdays: the hour is its value by this
inline constexpr int kCountsToday = 1;       // "jours": 15 of them are two weeks
inline constexpr int kSince = 1;             // of kFrom: what begins is over
inline constexpr int kEnglishWeek = 1;       // its end is Friday; that of the others is the weekend

inline constexpr int kAfterOfDemain = 1;  // "après" makes another day of "demain", "after" doesn't
inline constexpr int kOClockOfTwelve = -1;  // "5 o'clock" may be 17:00, "5 h" isn't

struct SpokenWord {
  Spoken kind = Spoken::kOther;
  int value = 0;
};
// A word with a typo too, if it is long.
SpokenWord SpokenWordOf(std::string_view folded);

// No time is named without such a word.
bool IsOfTime(Spoken kind, int value);

// The lists that it looks into: of days and hours, and the rest.
struct SpokenRow {
  std::string_view word;
  Spoken kind;
  int value;
};
std::span<const SpokenRow> DaySpokenWords();
struct SpokenGroup {
  Spoken kind;
  int value;
  std::string_view words;  // with one space between them
};
std::span<const SpokenGroup> MoreSpokenWords();

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_WORDS_H_
