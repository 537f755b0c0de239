#include "textback/text/segments.h"

#include <array>
#include <bit>
#include <cstring>

#include "textback/text/utf8.h"

namespace textback {
namespace {

constexpr std::uint32_t kGsmSingle = 160;
constexpr std::uint32_t kGsmPart = 153;
constexpr std::uint32_t kUcsSingle = 70;
constexpr std::uint32_t kUcsPart = 67;
constexpr char32_t kEuro = 0x20AC;

// Septets of every character below U+0400, 0: not in the alphabet. Only the euro sign lies above.
// Source: 3GPP TS 23.038 section 6.2.1, default alphabet and its extension table.
constexpr std::size_t kTableSize = 0x400;
constexpr std::array<std::uint8_t, kTableSize> kWidths = [] {
  std::array<std::uint8_t, kTableSize> widths = {};
  for (char32_t c = U' '; c <= U'z'; ++c) widths[c] = 1;
  widths[U'`'] = 0;
  for (char32_t c : U"\n\r£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà") {
    widths[c] = 1;
  }
  for (char32_t c : U"\f^{}\\[~]|") widths[c] = 2;
  widths[0] = 0;  // the literals' terminator
  return widths;
}();

// Sixteen bytes at once, a register of every machine we build for.
constexpr std::size_t kRegister = 16;
using Bytes = std::uint8_t __attribute__((vector_size(kRegister)));
using SignedBytes = signed char __attribute__((vector_size(kRegister)));

// Not zero where a byte is anything but a printable ASCII character of one septet. That some of
// those are missing (` and _ lie among the two-septet ones) costs only speed.
inline SignedBytes Odd(const char* at) {
  Bytes b;
  std::memcpy(&b, at, sizeof(b));
  // A range moved to an end of the signed numbers is told by one comparison: everything outside ' '
  // to 'z' to the low end, what lies between 'Z' and 'a' to the high end.
  constexpr std::uint8_t kToLow = 0x80 - ('z' + 1);
  constexpr std::uint8_t kToHigh = 0x7F - ('a' - 1);
  constexpr signed char kLowest = ' ' + kToLow;
  constexpr signed char kHighest = 'Z' + kToHigh;
  return (std::bit_cast<SignedBytes>(b + kToLow) < kLowest) |
         (std::bit_cast<SignedBytes>(b + kToHigh) > kHighest);
}

constexpr std::size_t kBlockSize = 2 * kRegister;

// True where all bytes of the block are one septet each.
inline bool AllPlain(const char* block) {
  const SignedBytes odd = Odd(block) | Odd(block + kRegister);
  const auto halves = std::bit_cast<std::array<std::uint64_t, 2>>(odd);
  return (halves[0] | halves[1]) == 0;
}

struct GsmCount {
  std::uint32_t units = 0;
  bool pairs = false;                            // some character takes two septets
  std::size_t outside = std::string_view::npos;  // first byte of a character outside the alphabet
};

// Adds the characters that begin in [at, end); returns where the next one begins, or npos:
// `count.outside` is set.
std::size_t CountGsm(std::string_view text, std::size_t at, std::size_t end, GsmCount& count) {
  while (at < end) {
    const Utf8Char c = DecodeUtf8(text, at);
    const std::uint32_t width = c.code < kTableSize ? kWidths[c.code] : (c.code == kEuro ? 2 : 0);
    if (width == 0) {
      count.outside = at;
      return std::string_view::npos;
    }
    count.units += width;
    count.pairs = count.pairs || width == 2;
    at += c.size;
  }
  return at;
}

GsmCount CountGsm(std::string_view text) {
  GsmCount count;
  std::size_t at = 0;
  while (text.size() - at >= kBlockSize) {
    if (AllPlain(text.data() + at)) {
      count.units += kBlockSize;
      at += kBlockSize;
      continue;
    }
    at = CountGsm(text, at, at + kBlockSize, count);
    if (at == std::string_view::npos) return count;
  }
  // The last block overlaps the one before: plain twice is still plain.
  if (at < text.size() && text.size() >= kBlockSize &&
      AllPlain(text.data() + text.size() - kBlockSize)) {
    count.units += static_cast<std::uint32_t>(text.size() - at);
    return count;
  }
  CountGsm(text, at, text.size(), count);
  return count;
}

// Fills segments of `room` units one character after the other; a character of two units that does
// not fit goes to the next.
class Filler {
 public:
  explicit Filler(std::uint32_t room) : room_(room) {}

  void Add(std::uint32_t width) {
    if (used_ + width > room_) {
      ++segments_;
      used_ = 0;
    }
    used_ += width;
  }
  std::uint32_t segments() const { return segments_; }

 private:
  std::uint32_t room_;
  std::uint32_t used_ = 0;
  std::uint32_t segments_ = 1;
};

std::uint32_t GsmParts(std::string_view text, const GsmCount& count) {
  if (!count.pairs) return (count.units + kGsmPart - 1) / kGsmPart;
  Filler filler(kGsmPart);
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    filler.Add(c.code < kTableSize ? kWidths[c.code] : 2);
    at += c.size;
  }
  return filler.segments();
}

Segments CountUcs2(std::string_view text, std::size_t forced_by) {
  Segments result{.encoding = Encoding::kUcs2, .forced_by = forced_by};
  Filler filler(kUcsPart);
  for (std::size_t at = 0; at < text.size();) {
    const Utf8Char c = DecodeUtf8(text, at);
    const std::uint32_t width = c.code > 0xFFFF ? 2 : 1;
    result.units += width;
    filler.Add(width);
    at += c.size;
  }
  result.segments = result.units <= kUcsSingle ? 1 : filler.segments();
  return result;
}

}  // namespace

std::string_view NameOf(Encoding encoding) {
  return encoding == Encoding::kGsm7 ? "GSM-7" : "UCS-2";
}

Segments CountSegments(std::string_view text) {
  const GsmCount count = CountGsm(text);
  if (count.outside != std::string_view::npos) return CountUcs2(text, count.outside);
  return {.encoding = Encoding::kGsm7,
          .units = count.units,
          .segments = count.units <= kGsmSingle ? 1 : GsmParts(text, count)};
}

}  // namespace textback
