// What a reader sees as one character: the extended grapheme clusters of UAX #29. A flag is two
// code points, a family five, é may be two.
//
// Two differences. CR LF counts as two clusters, as in the public segment calculators: both are
// GSM-7 characters, and a phone shows the same break wherever a segment ends. An invalid UTF-8 byte
// is a cluster of its own, in agreement with DecodeUtf8 (utf8.h).
//
// Pure, thread-safe, no heap, linear in the bytes of the cluster. Offsets are bytes.
// Source: Unicode 14.0, through utf8proc 2.8; a newer utf8proc knows newer characters.
//
//   for (std::size_t at = 0; at < text.size();) {
//     const std::size_t end = NextGrapheme(text, at);
//     Use(text.substr(at, end - at));
//     at = end;
//   }
#ifndef TEXTBACK_SRC_TEXT_GRAPHEME_H_
#define TEXTBACK_SRC_TEXT_GRAPHEME_H_

#include <cstddef>
#include <string_view>

#include "textback/model/utf8.h"

namespace textback {

// True if no character that starts with this byte can join the one before it. None below U+0300
// does (its first byte is 0xCC), except for CR LF, which we split. 0x80 to 0xC1 start no character.
constexpr bool BeginsLonely(char byte) { return static_cast<unsigned char>(byte) < 0xCC; }

// NextGrapheme for any two characters. NextGrapheme is faster if no table look-up is needed.
std::size_t NextJoinedGrapheme(std::string_view text, std::size_t at);

// Returns the end of the cluster that begins at byte `at`. REQUIRES: at < text.size(), and `at` is
// 0 or an earlier result.
inline std::size_t NextGrapheme(std::string_view text, std::size_t at) {
  if (!BeginsLonely(text[at])) return NextJoinedGrapheme(text, at);
  const std::size_t end = at + DecodeUtf8(text, at).size;
  if (end == text.size() || BeginsLonely(text[end])) return end;
  return NextJoinedGrapheme(text, at);
}

// Returns the end of the ASCII characters from byte `at` on that are single clusters; `at` if there
// are none. REQUIRES: as for NextGrapheme, but at == text.size() is allowed.
inline std::size_t EndOfAsciiGraphemes(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
  const bool joined = end != at && end != text.size() && !BeginsLonely(text[end]);
  return joined ? end - 1 : end;
}

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_GRAPHEME_H_
