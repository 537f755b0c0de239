// How a carrier counts a text: alphabet, units, segments, and which characters make it expensive
// (R52).
//
// GSM 03.38: 160 septets in one segment, or 153 in each of several. Characters of its extension
// table (^ { } \ [ ~ ] | and the euro sign) take two septets, which stay in one segment. One
// character outside the alphabet makes the whole text UCS-2: 70 units of 16 bits in one segment, or
// 67 in each of several. In UCS-2 a grapheme cluster (UAX #29: a flag, a family, a letter with its
// marks) stays in one segment, as in Twilio's calculator, so a segment may be a few units short.
// Only a cluster longer than 67 units is split, between characters; a surrogate pair is never
// split. CR LF is two characters, in both encodings.
//
// Pure, thread-safe, linear. No heap, except in ForcedBy. Counts that don't fit 32 bits stay at the
// highest number. There are no errors: every sequence of bytes has a result. A byte that is not
// UTF-8 counts as U+FFFD, which is UCS-2. Source: 3GPP TS 23.038 (GSM 03.38) section 6.2.1; the
// concatenation header takes 7 septets or 3 UCS-2 units. Clusters: npm sms-segments-calculator
// 1.3.0. Other calculators and some gateways split clusters; they sometimes need a segment less,
// never more.
//
//   Segments s = CountSegments("Alex here, sorry we missed you");
//   s.encoding == Encoding::kGsm7 && s.segments == 1
//   for (const Forcing& f : ForcedBy("Alex’s crew"))  // one: U+2019 at byte 4, index 4
//     Offer(f, stand_ins.Of(f.code));                 // stand_ins.h
#ifndef TEXTBACK_TEXT_SEGMENTS_H_
#define TEXTBACK_TEXT_SEGMENTS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace textback {

enum class Encoding : std::uint8_t { kGsm7, kUcs2 };
std::string_view NameOf(Encoding encoding);  // "GSM-7", "UCS-2"

struct Segments {
  Encoding encoding = Encoding::kGsm7;
  std::uint32_t units = 0;  // septets or 16-bit units, without unused room at the end of segments
  std::uint32_t segments = 0;  // 1 for the empty text, as carriers bill it
  // byte index of the first character outside GSM 03.38
  std::size_t forced_by = std::string_view::npos;
};

Segments CountSegments(std::string_view text);

// True if `code` is in GSM 03.38 or its extension table.
bool IsGsm7(char32_t code);

// A character that forces UCS-2, and its first place.
struct Forcing {
  char32_t code = 0;      // U+FFFD for an invalid byte
  std::size_t byte = 0;   // where it begins
  std::size_t index = 0;  // characters (code points, invalid bytes) before it

  friend bool operator==(const Forcing&, const Forcing&) = default;
};

// The characters outside GSM-7, each once, in order; at most `at_most` of them. Empty: the text is
// GSM-7. Memory: a bit for each code up to the highest one found, at most 136 KB.
std::vector<Forcing> ForcedBy(std::string_view text, std::size_t at_most = 64);

}  // namespace textback

#endif  // TEXTBACK_TEXT_SEGMENTS_H_
