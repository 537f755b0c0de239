// Reads UTF-8 one character at a time.
//
// Strict: overlong forms, surrogates, code points beyond U+10FFFF and stray or missing bytes are
// not characters. Each bad byte is answered by itself, as one replacement character of size 1, so a
// loop always moves on and sees every good character.
//
// Pure, constexpr, no table, no heap.
//
//   for (std::size_t at = 0; at < text.size();) {
//     const Utf8Char c = DecodeUtf8(text, at);
//     at += c.size;
//   }
#ifndef TEXTBACK_TEXT_UTF8_H_
#define TEXTBACK_TEXT_UTF8_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace textback {

struct Utf8Char {
  char32_t code = 0xFFFD;  // of an invalid byte: the replacement character
  std::size_t size = 1;    // bytes it takes
  bool valid = false;
};

// The character that begins at byte `at`. REQUIRES: at < text.size().
constexpr Utf8Char DecodeUtf8(std::string_view text, std::size_t at) {
  const auto byte = [text](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const std::uint8_t lead = byte(at);
  if (lead < 0x80) return {.code = lead, .size = 1, .valid = true};
  const std::size_t size = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || text.size() - at < size) return {};
  char32_t code = lead & (0x7Fu >> size);
  for (std::size_t i = 1; i < size; ++i) {
    if ((byte(at + i) & 0xC0) != 0x80) return {};
    code = (code << 6) | (byte(at + i) & 0x3Fu);
  }
  constexpr std::array<char32_t, 5> kSmallest = {0, 0, 0x80, 0x800, 0x10000};
  if (code < kSmallest[size] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
  return {.code = code, .size = size, .valid = true};
}

}  // namespace textback

#endif  // TEXTBACK_TEXT_UTF8_H_
