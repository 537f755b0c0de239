#include "textback/text/segments.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <limits>

#include "text/grapheme.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr std::uint32_t kGsmSingle = 160;
constexpr std::uint32_t kGsmPart = 153;
constexpr std::uint32_t kUcsSingle = 70;
constexpr std::uint32_t kUcsPart = 67;
constexpr char32_t kEuro = 0x20AC;

// Septets of every character below U+0400; 0 means not in the alphabet. Only the euro sign is
// higher. Source: 3GPP TS 23.038 section 6.2.1, default alphabet and its extension table.
constexpr std::size_t kTableSize = 0x400;
constexpr std::array<std::uint8_t, kTableSize> kWidths = [] {
  std::array<std::uint8_t, kTableSize> widths = {};
  for (char32_t c = U' '; c <= U'z'; ++c) widths[c] = 1;
  widths[U'`'] = 0;
  for (char32_t c : U"\n\r£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà") {
    widths[c] = 1;
  }
  for (char32_t c : U"\f^{}\\[~]|") widths[c] = 2;
  widths[0] = 0;  // the terminator of the literals
  return widths;
}();

// Septets of a character; 0 means not in the alphabet.
constexpr std::uint32_t WidthOf(char32_t code) {
  return code < kTableSize ? kWidths[code] : (code == kEuro ? 2 : 0);
}

// Counted in 64 bits: 32 bits would overflow for a text of 3 GB, which must not appear short.
std::uint32_t Capped(std::uint64_t count) {
  return static_cast<std::uint32_t>(
      std::min<std::uint64_t>(count, std::numeric_limits<std::uint32_t>::max()));
}

// Sixteen bytes at once: a register on every machine we build for.
constexpr std::size_t kRegister = 16;
using Bytes = std::uint8_t __attribute__((vector_size(kRegister)));
using SignedBytes = signed char __attribute__((vector_size(kRegister)));

// Non-zero if a byte is not a printable ASCII character of one septet. It also rejects ` and _,
// which lie between two-septet characters; that only costs speed.
inline SignedBytes Odd(const char* at) {
  Bytes b;
  std::memcpy(&b, at, sizeof(b));
  // A range that is shifted to one end of the signed numbers needs only one comparison: everything
  // outside ' ' to 'z' goes to the low end, everything between 'Z' and 'a' to the high end.
  constexpr std::uint8_t kToLow = 0x80 - ('z' + 1);
  constexpr std::uint8_t kToHigh = 0x7F - ('a' - 1);
  constexpr signed char kLowest = ' ' + kToLow;
  constexpr signed char kHighest = 'Z' + kToHigh;
  return (std::bit_cast<SignedBytes>(b + kToLow) < kLowest) |
         (std::bit_cast<SignedBytes>(b + kToHigh) > kHighest);
}

constexpr std::size_t kBlockSize = 2 * kRegister;

// True if all bytes of the block are one septet each.
inline bool AllPlain(const char* block) {
  const SignedBytes odd = Odd(block) | Odd(block + kRegister);
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(odd);
  return (halves[0] | halves[1]) == 0;
}

// How far a text has been counted. Passed by value so that it stays in registers.
struct GsmCount {
  std::size_t at = 0;  // the next character begins here
  std::uint64_t units = 0;
  bool pairs = false;    // some character takes two septets
  bool outside = false;  // the character at `at` is not in the alphabet
};

// Adds the characters that begin before `end`, and stops at one outside the alphabet.
inline GsmCount CountGsm(std::string_view text, std::size_t end, GsmCount count) {
  while (count.at < end) {
    const Utf8Char c = DecodeUtf8(text, count.at);
    const std::uint32_t width = WidthOf(c.code);
    if (width == 0) {
      count.outside = true;
      return count;
    }
    count.units += width;
    count.pairs = count.pairs || width == 2;
    count.at += c.size;
  }
  return count;
}

GsmCount CountGsm(std::string_view text) {
  GsmCount count;
  while (text.size() - count.at >= kBlockSize) {
    if (AllPlain(text.data() + count.at)) [[likely]] {
      count.units += kBlockSize;
      count.at += kBlockSize;
      continue;
    }
    count = CountGsm(text, count.at + kBlockSize, count);
    if (count.outside) return count;
  }
  // The last block overlaps the one before it: checking bytes twice does no harm.
  if (count.at < text.size() && text.size() >= kBlockSize &&
      AllPlain(text.data() + text.size() - kBlockSize)) {
    count.units += text.size() - count.at;
    return count;
  }
  return CountGsm(text, text.size(), count);
}

// Fills segments of kRoom units with pieces in order. A piece that does not fit goes to the next
// segment.
template <std::uint32_t kRoom>
class Filler {
 public:
  // REQUIRES: width <= kRoom.
  void Add(std::uint32_t width) {
    if (used_ + width > kRoom) {
      ++segments_;
      used_ = 0;
    }
    used_ += width;
  }
  // Adds `pieces` of one unit each in one step.
  void AddOnes(std::uint64_t pieces) {
    const std::uint64_t all = used_ + pieces;
    if (all <= kRoom) {
      used_ = static_cast<std::uint32_t>(all);
      return;
    }
    segments_ += (all - 1) / kRoom;
    used_ = static_cast<std::uint32_t>((all - 1) % kRoom + 1);
  }

  std::uint64_t segments() const { return segments_; }

 private:
  std::uint32_t used_ = 0;
  std::uint64_t segments_ = 1;
};

[[gnu::noinline]] std::uint64_t GsmPairParts(std::string_view text) {
  Filler<kGsmPart> filler;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    filler.Add(WidthOf(c.code));
    at += c.size;
  }
  return filler.segments();
}

// Calls `use(units)` for each character, and returns the total of units.
template <class Use>
std::uint64_t ForEachUcs2(std::string_view text, Use use) {
  std::uint64_t units = 0;
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    const std::uint32_t width = c.code > 0xFFFF ? 2 : 1;
    use(width);
    units += width;
    at += c.size;
  }
  return units;
}

std::uint64_t Ucs2UnitsOf(std::string_view text) {
  return ForEachUcs2(text, [](std::uint32_t) {});
}

// Not inlined, like GsmPairParts: otherwise every plain text would pay for its stack frame.
[[gnu::noinline]] Segments CountUcs2(std::string_view text, std::size_t forced_by) {
  Segments result{.encoding = Encoding::kUcs2, .segments = 1, .forced_by = forced_by};
  // A unit takes at most three bytes, so a longer text is too long without counting.
  constexpr std::size_t kMaxBytes = 3;
  if (text.size() <= kMaxBytes * kUcsSingle) {
    const std::uint64_t units = Ucs2UnitsOf(text);
    result.units = Capped(units);
    if (units <= kUcsSingle) return result;
  }
  Filler<kUcsPart> filler;
  std::uint64_t units = 0;
  for (std::size_t at = 0;;) {
    const std::size_t ascii_end = EndOfAsciiGraphemes(text, at);
    filler.AddOnes(ascii_end - at);
    units += ascii_end - at;
    if (ascii_end == text.size()) break;
    const std::size_t end = NextGrapheme(text, ascii_end);
    const std::string_view cluster = text.substr(ascii_end, end - ascii_end);
    const std::uint64_t width = Ucs2UnitsOf(cluster);
    units += width;
    if (width <= kUcsPart) {
      filler.Add(static_cast<std::uint32_t>(width));
    } else {
      ForEachUcs2(cluster, [&filler](std::uint32_t of_one) { filler.Add(of_one); });
    }
    at = end;
  }
  result.units = Capped(units);
  result.segments = Capped(filler.segments());
  return result;
}

}  // namespace

std::string_view NameOf(Encoding encoding) {
  return encoding == Encoding::kGsm7 ? "GSM-7" : "UCS-2";
}

Segments CountSegments(std::string_view text) {
  const GsmCount count = CountGsm(text);
  if (count.outside) return CountUcs2(text, count.at);
  Segments result{.encoding = Encoding::kGsm7, .units = Capped(count.units), .segments = 1};
  if (count.units <= kGsmSingle) return result;
  result.segments =
      count.pairs ? Capped(GsmPairParts(text)) : Capped((count.units + kGsmPart - 1) / kGsmPart);
  return result;
}

bool IsGsm7(char32_t code) { return WidthOf(code) != 0; }

std::vector<Forcing> ForcedBy(std::string_view text, std::size_t at_most) {
  std::vector<Forcing> found;
  std::vector<bool> seen;  // indexed by code, up to the highest one found
  std::size_t index = 0;
  for (std::size_t at = 0; at < text.size() && found.size() < at_most; ++index) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (!IsGsm7(c.code)) {
      if (c.code >= seen.size()) seen.resize(c.code + 1);
      if (!seen[c.code]) found.push_back({.code = c.code, .byte = at, .index = index});
      seen[c.code] = true;
    }
    at += c.size;
  }
  return found;
}

}  // namespace textback
