// The times that a message names, as moments on the clock of the one who says it (R37). Used by
// text/asked_time.cc.
//
// Unlike the times of text/spoken_day.h they are whole: of two that are offered the earlier one, of
// a range its beginning, after a day the next one.
#ifndef TEXTBACK_SRC_TEXT_NAMED_TIME_H_
#define TEXTBACK_SRC_TEXT_NAMED_TIME_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "text/spoken_phrases.h"

namespace textback {

struct NamedTime {
  enum class Kind : std::uint8_t {
    kTime,
    kLost,   // it is over, or there is no such day
    kSpan,   // "two weeks": when they are over; other words decide whether that is meant
    kPast,   // "last Tuesday", "since Monday"
    kToday,  // without an hour: nothing to wait for
  };
  Kind kind = Kind::kTime;
  std::size_t begin = 0;  // tokens
  std::size_t end = 0;
  SpokenClock at = {};
  SpokenClock over = {};  // what "after that" means
};

std::vector<NamedTime> FindNamedTimes(const SpokenPhrases& phrases);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_NAMED_TIME_H_
