// How a carrier counts a text: alphabet, units, segments, and which characters made it dear (R52).
//
// GSM 03.38: 160 septets in one segment, 153 in each of several; characters of its extension table
// (^ { } \ [ ~ ] | and the euro sign) take two and are not torn apart. One character outside the
// alphabet turns the whole text into UCS-2: 70 units of 16 bits in one segment, 67 in each of
// several. There a grapheme cluster (UAX #29: a flag, a family, a letter with its marks) is not
// torn apart, as in Twilio's calculator, so a segment may stay a few units short. Only a cluster
// longer than 67 units is: it is filled in character by character, for no segment could take it
// whole; a surrogate pair never is. CR LF is two characters, in both encodings.
//
// Pure, thread-safe, linear. No heap but for ForcedBy. Counts that 32 bits can't hold stay at the
// highest number. There are no errors: every sequence of bytes has an answer; a byte that is not
// UTF-8 counts as U+FFFD, which is UCS-2.
// Source: 3GPP TS 23.038 (GSM 03.38) section 6.2.1; the concatenation header takes 7 septets or 3
// UCS-2 units. Clusters: npm sms-segments-calculator 1.3.0. Other calculators and some gateways
// tear clusters, and then need a segment less now and then, never more.
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
  std::uint32_t units = 0;     // septets or 16-bit units, room left at the end of segments excluded
  std::uint32_t segments = 0;  // 1 for the empty text: calculators and carriers bill it so
  // byte index of the first character outside GSM 03.38
  std::size_t forced_by = std::string_view::npos;
};

Segments CountSegments(std::string_view text);

// Is it in GSM 03.38 or its extension table?
bool IsGsm7(char32_t code);

// A character that forced UCS-2, where it stands first.
struct Forcing {
  char32_t code = 0;      // of an invalid byte: U+FFFD
  std::size_t byte = 0;   // where it begins
  std::size_t index = 0;  // characters (code points, invalid bytes) before it

  friend bool operator==(const Forcing&, const Forcing&) = default;
};

// Each distinct character outside GSM-7 once, in order, the first `at_most` of them. Empty: the
// text is GSM-7. Memory: a bit for each code up to the highest one found, at most 136 KB.
std::vector<Forcing> ForcedBy(std::string_view text, std::size_t at_most = 64);

}  // namespace textback

#endif  // TEXTBACK_TEXT_SEGMENTS_H_
