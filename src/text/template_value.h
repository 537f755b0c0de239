// A value as it appears in a text; template.h describes the rules. Nearly every value is clean,
// which takes a few nanoseconds to check; the others are cleaned.
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

// Checks eight characters at once: non-zero if one is not printable ASCII or if two spaces are
// adjacent. A carry between bytes can only come from a byte that is itself not allowed.
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

// True if nothing has to be cleaned: printable ASCII, short enough, no superfluous space. May
// return false for a clean value of less than eight characters that contains spaces; cleaning then
// changes nothing. REQUIRES: not empty.
inline bool IsCleanValue(std::string_view value) {
  const std::size_t size = value.size();
  const char* at = value.data();
  if (size > Template::kMaxValue || value.front() == ' ' || value.back() == ' ') return false;
  if (size >= 8) {
    std::uint64_t odd = OddBytes(LoadWord<std::uint64_t>(at + size - 8));
    for (std::size_t i = 0; i + 8 < size; i += 7)
      // Steps of 7, so that every pair of neighbours is covered.
      odd |= OddBytes(LoadWord<std::uint64_t>(at + i));
    return odd == 0;
  }
  if (size >= 4) {
    const std::uint64_t last = LoadWord<std::uint32_t>(at + size - 4);
    return OddBytes(LoadWord<std::uint32_t>(at) | last << 32) == 0;
  }
  return std::all_of(value.begin(), value.end(), [](char c) { return c > ' ' && c <= '~'; });
}

// One space and one character more than are shown: they are needed to find the end of the last one.
inline constexpr std::size_t kMendRoom = Template::kMaxValueBytes + 1 + 4;

// Writes what is shown of `value` to `out`, which has room for kMendRoom bytes. The result may be
// empty.
std::string_view MendValue(std::string_view value, char* out);

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_TEMPLATE_VALUE_H_
