// UTF-8, one character at a time. All code that looks at the bytes of characters is here.
//
// Strict: overlong forms, surrogates, code points beyond U+10FFFF and stray or missing bytes are
// not characters. Each bad byte is returned as one replacement character of size 1, so a loop
// always advances and sees every good character.
//
// Used by the library itself; it may change.
//
// Pure, constexpr, no tables, no heap except the string that is appended to.
//
//   for (std::size_t at = 0; at < text.size();) {
//     const Utf8Char c = DecodeUtf8(text, at);
//     at += c.size;
//   }
#ifndef TEXTBACK_MODEL_UTF8_H_
#define TEXTBACK_MODEL_UTF8_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace textback {

struct Utf8Char {
  char32_t code = 0xFFFD;  // for an invalid byte: the replacement character
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

constexpr bool IsUtf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (!c.valid) return false;
    at += c.size;
  }
  return true;
}

// True for every byte of a character except the first.
constexpr bool IsUtf8Tail(char byte) { return (static_cast<std::uint8_t>(byte) & 0xC0) == 0x80; }

// The number of characters in valid UTF-8.
constexpr std::size_t CountCharacters(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), IsUtf8Tail));
}

// The beginning of `text`: at most `most` bytes, without cutting a character in half.
constexpr std::string_view CutUtf8(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && IsUtf8Tail(text[most])) --most;
  return text.substr(0, most);
}

// REQUIRES: `code` is a character, not a surrogate.
inline void AppendUtf8(std::string& out, char32_t code) {
  const auto tail = [&out, code](int shift) {
    out += static_cast<char>(0x80 | ((code >> shift) & 0x3F));
  };
  if (code < 0x80) {
    out += static_cast<char>(code);
    return;
  }
  if (code < 0x800) {
    out += static_cast<char>(0xC0 | (code >> 6));
    return tail(0);
  }
  if (code < 0x10000) {
    out += static_cast<char>(0xE0 | (code >> 12));
  } else {
    out += static_cast<char>(0xF0 | (code >> 18));
    tail(12);
  }
  tail(6);
  tail(0);
}

}  // namespace textback

#endif  // TEXTBACK_MODEL_UTF8_H_
