// A message as tokens for text/spoken_day.cc: words of days and hours, numbers, times, dates.
#ifndef TEXTBACK_SRC_TEXT_SPOKEN_TOKENS_H_
#define TEXTBACK_SRC_TEXT_SPOKEN_TOKENS_H_

#include <array>
#include <cstddef>
#include <cstdint>
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
  bool bare = false;       // kClock: "2:30" may be 14:30
  std::uint32_t word = 0;  // of the folded text
};

struct SpokenText {
  FoldedText folded;  // "2:30" is one word in it
  std::vector<SpokenToken> tokens;
};

// At most `max_words` of the message's beginning.
SpokenText SpokenTextOf(std::string_view message, std::size_t max_words);

// The part of the message from word `first` to word `last` of its SpokenText, as it was written.
std::string_view StretchOf(std::string_view message, std::size_t max_words, std::size_t first,
                           std::size_t last);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_SPOKEN_TOKENS_H_
