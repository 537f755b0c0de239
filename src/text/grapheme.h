// What a reader takes for one character: the extended grapheme clusters of UAX #29. A flag is two
// code points, a family five, é may be two.
//
// Two differences. CR LF is two clusters, as the public calculators count it: both are characters
// of GSM-7, and a phone shows the same break wherever a segment ends. A byte that is no UTF-8 is a
// cluster by itself and joins nothing, as DecodeUtf8 (utf8.h) answers it.
//
// Pure, thread-safe, no heap, linear in the bytes of the cluster. Offsets are bytes.
// Source: Unicode 14.0, by utf8proc 2.8; a newer utf8proc knows newer characters.
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

// Can the byte begin no character that joins the one before it? Below U+0300, whose first byte is
// 0xCC, none does, but for CR LF, which we part; 0x80 to 0xC1 begin no character at all.
constexpr bool BeginsLonely(char byte) { return static_cast<unsigned char>(byte) < 0xCC; }

// NextGrapheme for any two characters; that one is quicker where nothing has to be looked up.
std::size_t NextJoinedGrapheme(std::string_view text, std::size_t at);

// Where the cluster that begins at byte `at` ends. REQUIRES: at < text.size(), and a cluster begins
// there: 0, or an earlier answer.
inline std::size_t NextGrapheme(std::string_view text, std::size_t at) {
  if (!BeginsLonely(text[at])) return NextJoinedGrapheme(text, at);
  const std::size_t end = at + DecodeUtf8(text, at).size;
  if (end == text.size() || BeginsLonely(text[end])) return end;
  return NextJoinedGrapheme(text, at);
}

// Where the ASCII characters from byte `at` on that are a cluster each end; `at`: there is none.
// REQUIRES: as NextGrapheme, but at == text.size() is allowed.
inline std::size_t EndOfAsciiGraphemes(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && static_cast<unsigned char>(text[end]) < 0x80) ++end;
  const bool joined = end != at && end != text.size() && !BeginsLonely(text[end]);
  return joined ? end - 1 : end;
}

}  // namespace textback

#endif  // TEXTBACK_SRC_TEXT_GRAPHEME_H_
