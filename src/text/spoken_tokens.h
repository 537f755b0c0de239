// A message as tokens for text/spoken_day.cc: words of days and hours, numbers, times, dates.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_TOKENS_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_TOKENS_H_

#include <array>
#include <string_view>
#include <vector>

#include "text/fold.h"
#include "text/spoken_words.h"

namespace textback {

struct SpokenToken {
  Spoken kind = Spoken::kOther;
  int value = 0;
  std::array<int, 3> date = {};  // kDate: its numbers; the last one is 0 if there are two
  Break before = Break::kNone;
  bool bare = false;  // kClock: "2:30" may be 14:30
};

// At most `max_words` of the message's beginning.
std::vector<SpokenToken> SpokenTokensOf(std::string_view message, std::size_t max_words);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_TOKENS_H_
