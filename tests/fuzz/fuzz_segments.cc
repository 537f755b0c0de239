// R52: every sequence of bytes has a plausible number of segments.
//
// Input: the text, unchanged.
#include "textback/text/segments.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.h"
#include "textback/config/words_data.h"
#include "textback/model/utf8.h"
#include "textback/text/stand_ins.h"

namespace textback::fuzz {
namespace {

std::string Describe(const Segments& segments) {
  return std::string(NameOf(segments.encoding)) + ", " + std::to_string(segments.units) +
         " units, " + std::to_string(segments.segments) + " segments";
}

// The capacity of a segment, and the least it holds before the next one begins. A septet may stay
// free before a pair. With clusters, two segments in a row together hold more than one segment can.
void CheckSegments(std::string_view text, const Segments& counted) {
  const std::string by = Describe(counted);
  std::size_t forced_by = std::string_view::npos;
  std::size_t units = 0;  // UCS-2
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); ++characters) {
    const Utf8Char c = DecodeUtf8(text, at);
    if (!IsGsm7(c.code)) forced_by = std::min(forced_by, at);
    units += c.code > 0xFFFF ? 2 : 1;
    at += c.size;
  }
  Require(counted.forced_by == forced_by, "the first character outside GSM-7 is named", by);
  Require((counted.encoding == Encoding::kGsm7) == (forced_by == std::string_view::npos),
          "a text is GSM-7 or has a character that is not", by);
  Require(counted.segments >= 1, "there is one segment at least", by);
  const std::size_t before = counted.segments - 1;
  if (counted.encoding == Encoding::kGsm7) {
    Require(counted.units >= characters && counted.units <= 2 * characters,
            "a character of GSM-7 has one septet or two", by);
    Require((counted.units <= 160) == (counted.segments == 1), "160 septets are one segment", by);
    if (before == 0) return;
    Require(counted.segments * 153 >= counted.units, "segments have room for all septets", by);
    Require(before * 152 < counted.units, "segments are filled with septets", by);
    return;
  }
  Require(counted.units == units, "a character of UCS-2 has one unit or two", by);
  Require((units <= 70) == (counted.segments == 1), "70 units are one segment", by);
  if (before == 0) return;
  Require(counted.segments * 67 >= units, "segments have room for all units", by);
  Require(counted.segments / 2 * 68 <= units, "segments are filled with units", by);
}

void CheckForcing(std::string_view text, const Segments& counted) {
  const std::vector<Forcing> all = ForcedBy(text, text.size());
  Require(all.empty() == (counted.encoding == Encoding::kGsm7), "GSM-7 is forced by nothing");
  if (!all.empty())
    Require(all.front().byte == counted.forced_by, "both name the same first character");
  const std::vector<std::size_t> boundaries = Boundaries(text);
  std::vector<char32_t> codes;
  for (const Forcing& forcing : all) {
    Require(forcing.byte < text.size(), "a forcing character is in the text");
    Require(DecodeUtf8(text, forcing.byte).code == forcing.code, "it stands where it is said to");
    Require(forcing.index < boundaries.size() && boundaries[forcing.index] == forcing.byte,
            "its index is that of its byte");
    Require(!IsGsm7(forcing.code), "what is in GSM-7 forces nothing");
    codes.push_back(forcing.code);
  }
  std::sort(codes.begin(), codes.end());
  Require(std::adjacent_find(codes.begin(), codes.end()) == codes.end(), "each is named once");
  constexpr std::size_t kSome = 3;
  const std::vector<Forcing> some = ForcedBy(text, kSome);
  Require(some.size() == std::min(all.size(), kSome) &&
              std::equal(some.begin(), some.end(), all.begin()),
          "some are the first of all");
}

// A longer text never takes fewer segments than its beginning.
void CheckGrowth(std::string_view text) {
  const std::vector<std::size_t> boundaries = Boundaries(text);
  constexpr std::size_t kSteps = 12;
  std::uint32_t before = 0;
  for (std::size_t step = 0; step <= kSteps; ++step) {
    const std::size_t end = boundaries[(boundaries.size() - 1) * step / kSteps];
    const Segments counted = CountSegments(text.substr(0, end));
    Require(counted.segments >= before, "adding text never lowers segments", Describe(counted));
    before = counted.segments;
  }
}

// Only for valid UTF-8: removing something between two stray bytes could join them into a
// character.
void CheckStandIns(std::string_view text, const Segments& counted) {
  const StandIns& stand_ins = *BuiltInStandIns();
  const std::string replaced = stand_ins.Replace(text);
  if (counted.encoding == Encoding::kGsm7) Require(replaced == text, "GSM-7 stays as it is");
  if (!IsUtf8(text)) return;
  Require(IsUtf8(replaced), "UTF-8 stays UTF-8", replaced);
  Require(stand_ins.Replace(replaced) == replaced, "what was replaced stays so", replaced);
  const std::vector<Forcing> before = ForcedBy(text, text.size());
  bool all = true;
  for (const Forcing& forcing : before) all = all && stand_ins.Of(forcing.code).has_value();
  const std::vector<Forcing> after = ForcedBy(replaced, replaced.size());
  if (all) Require(after.empty(), "with a stand-in for each character it is GSM-7", replaced);
  for (const Forcing& forcing : after) {
    const bool known = std::any_of(before.begin(), before.end(), [&forcing](const Forcing& other) {
      return other.code == forcing.code;
    });
    Require(known, "no stand-in is outside GSM-7", replaced);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const Segments counted = CountSegments(text);
  CheckSegments(text, counted);
  CheckForcing(text, counted);
  CheckGrowth(text);
  CheckStandIns(text, counted);
  return 0;
}

}  // namespace textback::fuzz
