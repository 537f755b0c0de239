// A value as a text shows it: what is made of one is said in template.h. Nearly every value is
// clean, which takes a few nanoseconds to see; the others are mended.
//
// Pure, thread-safe, no heap, linear.
#ifndef TEXTBACK_SRC_TEXT_TEMPLATE_VALUE_H_
#define TEXTBACK_SRC_TEXT_TEMPLATE_VALUE_H_

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "textback/text/template.h"

namespace textback {

constexpr std::uint64_t EveryByte(std::uint8_t byte) {
  return byte * std::uint64_t{0x0101'0101'0101'0101};
}

// Eight characters at once: not zero where one of them is not printable ASCII, or where two spaces
// are neighbours. Carries between bytes can only come from a byte that is odd itself.
inline std::uint64_t OddBytes(std::uint64_t word) {
  const std::uint64_t above = word | (word + EveryByte(0x80 - 0x7F));
  const std::uint64_t below = ~(word + EveryByte(0x80 - ' '));
  const std::uint64_t spaces = ~((word ^ EveryByte(' ')) + EveryByte(0x7F));
  return (above | below | (spaces & (spaces << 8))) & EveryByte(0x80);
}

template <class Word>
inline Word LoadWord(const char* at) {
  Word word;
  std::memcpy(&word, at, sizeof(word));
  return word;
}

// Nothing to mend: printable ASCII, short enough, no space too many. May say no to a value of less
// than eight characters with spaces in it; mending then finds nothing to do. REQUIRES: not empty.
inline bool IsCleanValue(std::string_view value) {
  const std::size_t size = value.size();
  const char* at = value.data();
  if (size > Template::kMaxValue || value.front() == ' ' || value.back() == ' ') return false;
  if (size >= 8) {
    std::uint64_t odd = OddBytes(LoadWord<std::uint64_t>(at + size - 8));
    for (std::size_t i = 0; i + 8 < size; i += 7)
      odd |= OddBytes(LoadWord<std::uint64_t>(at + i));  // steps of 7: pairs of neighbours
    return odd == 0;
  }
  if (size >= 4) {
    const std::uint64_t last = LoadWord<std::uint32_t>(at + size - 4);
    return OddBytes(LoadWord<std::uint32_t>(at) | last << 32) == 0;
  }
  return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// A space and a character more than are shown: only then is it known where the last one ends.
inline constexpr std::size_t kMendRoom = Template::kMaxValueBytes + 1 + 4;

// What is shown of `value`, written to `out`, which has room for kMendRoom bytes. Empty: nothing.
std::string_view MendValue(std::string_view value, char* out);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_TEMPLATE_VALUE_H_
