// How a carrier counts a text: alphabet, units, segments.
//
// GSM 03.38: 160 septets in one segment, 153 in each of several; characters of its extension table
// (^ { } \ [ ~ ] | and the euro sign) take two and are not torn apart. One character outside the
// alphabet turns the whole text into UCS-2: 70 units of 16 bits in one segment, 67 in each of
// several; a surrogate pair is not torn apart.
//
// Pure, thread-safe, linear, no heap but for `forced_by`.
// Source: 3GPP TS 23.038 (GSM 03.38) section 6.2.1; the concatenation header takes 7 septets or 3
// UCS-2 units.
//
//   Segments s = CountSegments("Alex here, sorry we missed you");
//   s.encoding == Encoding::kGsm7 && s.segments == 1
#ifndef TEXTBACK_TEXT_SEGMENTS_H_
#define TEXTBACK_TEXT_SEGMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace textback {

enum class Encoding : std::uint8_t { kGsm7, kUcs2 };
std::string_view NameOf(Encoding encoding);  // "GSM-7", "UCS-2"

struct Segments {
  Encoding encoding = Encoding::kGsm7;
  std::uint32_t units = 0;     // septets or 16-bit units, padding before an untorn pair not counted
  std::uint32_t segments = 0;  // 1 for the empty text: calculators and carriers bill it so
  // byte index of the first character outside GSM 03.38
  std::size_t forced_by = std::string_view::npos;
};

// `text` is UTF-8; a byte that is not counts as U+FFFD, which is UCS-2.
Segments CountSegments(std::string_view text);

}  // namespace textback

#endif  // TEXTBACK_TEXT_SEGMENTS_H_
