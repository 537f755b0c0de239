// The day or the time of day that a message names: "until December 3", "lundi le 7", "mañana a las
// 5", "in two weeks", "12/3", "after 5pm" (R23, R37).
//
// In English, French and Spanish, whatever the locale; the locale decides only what is written
// alike: 12/3 is December 3 in English and March 12 in French and Spanish.
//
// What is said is read on the calendar of the one who says it, so `now` is that person's local
// time. Without a year it is the nearest one. A weekday is the next of its name; "next Friday" in
// English is the one of next week. "Next week" is its Monday, "next month" the same day of it. A
// part of a day is its middle: the morning 10:00, the afternoon 15:00, the evening 19:00. A bare
// hour is one when people are awake: "after 5" is 17:00.
//
// Nothing is guessed: what could be a number of something else is no time.
//
// Pure, thread-safe. Linear: at most kMaxSpokenWords words are read.
//
//   FindReturn("Out of office until December 3.", now, "en");   // {2026-12-03, none, kUntil}
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_DAY_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_DAY_H_

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "text/spoken_calendar.h"

namespace textback {

inline constexpr std::size_t kMaxSpokenWords = 300;

struct SpokenTime {
  // What stands before it.
  enum class Role : std::uint8_t {
    kAt,       // "Monday", "at 5"
    kFrom,     // "from Monday", "since", "depuis": something begins
    kAfter,    // "after 5"
    kUntil,    // "until Monday", "closed to January 4"
    kThrough,  // "through Friday": that day too
    kBack,     // "back on Monday", "de retour lundi"
  };
  std::chrono::local_days day = {};
  std::optional<std::chrono::minutes> time = {};  // after midnight; none: only a day is said
  Role role = Role::kAt;

  friend bool operator==(const SpokenTime&, const SpokenTime&) = default;
};

// All that a message names, in its order.
std::vector<SpokenTime> FindSpokenTimes(std::string_view message, SpokenClock now,
                                        std::string_view locale);

// R23: when somebody who is away is back. Nothing: it isn't said.
std::optional<SpokenTime> FindReturn(std::string_view message, SpokenClock now,
                                     std::string_view locale);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_DAY_H_
