// R52: segments are counted as carriers bill them, and the character that forced UCS-2 is named.
#include "textback/text/segments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/model/utf8.h"

namespace textback {
namespace {

using nlohmann::json;

std::optional<json> Shared(const std::string& name) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/../shared/data/sms/" + name);
  if (!file) return std::nullopt;
  return json::parse(file);
}

std::string Utf8(char32_t code) {
  std::string out;
  AppendUtf8(out, code);
  return out;
}

std::string Repeat(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += text;
  return out;
}

// The reference is the calculator of a carrier; it decides if others differ.
TEST(SegmentsTest, AgreesWithTheCarriersCalculatorOnEveryVector) {
  const std::optional<json> data = Shared("segment_vectors.json");
  if (!data.has_value()) GTEST_SKIP() << "needs ../shared/data/sms/segment_vectors.json";
  int compared = 0;
  int disputed = 0;
  for (const json& vector : (*data)["vectors"]) {
    const Segments segments = CountSegments(vector["text"].get<std::string>());
    SCOPED_TRACE(vector["id"].dump());
    EXPECT_EQ(NameOf(segments.encoding), vector["encoding"].get<std::string>());
    EXPECT_EQ(segments.units, vector["units"].get<std::uint32_t>());
    EXPECT_EQ(segments.segments, vector["segments"].get<std::uint32_t>());
    ++compared;
    disputed += vector["oracles_agree"].get<bool>() ? 0 : 1;
  }
  EXPECT_GE(compared, 257);
  // 33 flags, 132 units: three segments; two for calculators that split flags.
  EXPECT_GE(disputed, 1);
}

TEST(SegmentsTest, KnowsEveryCharacterOfTheBasicPlane) {
  const std::optional<json> data = Shared("gsm0338_table.json");
  if (!data.has_value()) GTEST_SKIP() << "needs ../shared/data/sms/gsm0338_table.json";
  const json& table = (*data)["unicode_to_gsm"];
  std::array<char, 7> name;
  for (char32_t code = 1; code <= 0xFFFF; ++code) {
    if (code >= 0xD800 && code <= 0xDFFF) continue;
    std::snprintf(name.data(), name.size(), "U+%04X", static_cast<unsigned>(code));
    const auto found = table.find(name.data());
    const Segments segments = CountSegments(Utf8(code));
    ASSERT_EQ(segments.encoding, found == table.end() ? Encoding::kUcs2 : Encoding::kGsm7)
        << name.data();
    ASSERT_EQ(IsGsm7(code), found != table.end()) << name.data();
    if (found != table.end()) {
      ASSERT_EQ(segments.units, found->size()) << name.data();
    }
  }
}

struct Case {
  std::string text;
  Encoding encoding;
  std::uint32_t units;
  std::uint32_t segments;
};

TEST(SegmentsTest, CountsAtTheEdges) {
  const std::string e_acute = "é", c_cedilla = "ç", euro = "€", emoji = "🛠";
  const std::vector<Case> cases = {
      {"", Encoding::kGsm7, 0, 1},
      {std::string(160, 'a'), Encoding::kGsm7, 160, 1},
      {std::string(161, 'a'), Encoding::kGsm7, 161, 2},
      {std::string(306, 'a'), Encoding::kGsm7, 306, 2},
      {std::string(307, 'a'), Encoding::kGsm7, 307, 3},
      {Repeat(e_acute, 160), Encoding::kGsm7, 160, 1},
      {Repeat(euro, 80), Encoding::kGsm7, 160, 1},
      {Repeat(euro, 81), Encoding::kGsm7, 162, 2},
      {Repeat(c_cedilla, 70), Encoding::kUcs2, 70, 1},
      {Repeat(c_cedilla, 71), Encoding::kUcs2, 71, 2},
      {Repeat(c_cedilla, 134), Encoding::kUcs2, 134, 2},
      {Repeat(c_cedilla, 135), Encoding::kUcs2, 135, 3},
      {Repeat(emoji, 35), Encoding::kUcs2, 70, 1},
      {Repeat(emoji, 36), Encoding::kUcs2, 72, 2},
      {"line\r\nbreak\f", Encoding::kGsm7, 13, 1},
      {"tab\t", Encoding::kUcs2, 4, 1},
  };
  for (const Case& c : cases) {
    const Segments segments = CountSegments(c.text);
    EXPECT_EQ(segments.encoding, c.encoding) << c.text;
    EXPECT_EQ(segments.units, c.units) << c.text;
    EXPECT_EQ(segments.segments, c.segments) << c.text;
  }
}

TEST(SegmentsTest, APairIsNotTornSoOneMoreSegmentCanBeNeeded) {
  // 306 septets would fill two segments exactly, but the pair does not fit into the last septet of
  // the first.
  const Segments gsm = CountSegments(std::string(152, 'a') + "^" + std::string(152, 'a'));
  EXPECT_EQ(gsm.units, 306u);
  EXPECT_EQ(gsm.segments, 3u);
  const Segments ucs = CountSegments(Repeat("ç", 66) + "🛠" + Repeat("ç", 66));
  EXPECT_EQ(ucs.units, 134u);
  EXPECT_EQ(ucs.segments, 3u);
}

TEST(SegmentsTest, AGraphemeClusterIsNotTorn) {
  const std::string flag = "🇨🇦", family = "👨‍👩‍👧‍👦", thumb = "👍🏿",
                    e_acute = "e\u0301",
                    conjoined = "\u1112\u1161\u11AB";  // Hangul in three
  const std::vector<Case> cases = {
      {Repeat(flag, 17), Encoding::kUcs2, 68, 1},  // all in one segment
      {Repeat(flag, 32), Encoding::kUcs2, 128, 2},
      {Repeat(flag, 33), Encoding::kUcs2, 132, 3},  // 16 of four units to a segment
      {Repeat(family, 12), Encoding::kUcs2, 132, 2},
      {"ç" + Repeat(family, 12), Encoding::kUcs2, 133, 2},
      {"çç" + Repeat(family, 12), Encoding::kUcs2, 134, 3},  // 2 + 66 doesn't fit
      {Repeat(thumb, 33), Encoding::kUcs2, 132, 3},
      {Repeat(e_acute, 66), Encoding::kUcs2, 132, 2},
      {Repeat(e_acute, 67), Encoding::kUcs2, 134, 3},
      {Repeat(conjoined, 44), Encoding::kUcs2, 132, 2},
      {"ç" + Repeat(conjoined, 44), Encoding::kUcs2, 133, 2},
      {"çç" + Repeat(conjoined, 44), Encoding::kUcs2, 134, 3},
  };
  for (const Case& c : cases) {
    const Segments segments = CountSegments(c.text);
    EXPECT_EQ(segments.units, c.units) << c.text;
    EXPECT_EQ(segments.segments, c.segments) << c.text;
  }
}

TEST(SegmentsTest, AClusterLongerThanASegmentIsTornAtACharacter) {
  const std::string mark = "\u0301", tag = "\U000E0067";  // one unit, two units
  const std::vector<Case> cases = {
      {"a" + Repeat(mark, 66) + "ççç", Encoding::kUcs2, 70, 1},
      {Repeat("ç", 4) + "a" + Repeat(mark, 66), Encoding::kUcs2, 71, 2},
      {Repeat("ç", 66) + "a" + Repeat(mark, 66), Encoding::kUcs2, 133, 2},
      {Repeat("ç", 66) + "a" + Repeat(mark, 66) + "ç", Encoding::kUcs2, 134, 3},
      {Repeat("ç", 66) + "a" + Repeat(mark, 67), Encoding::kUcs2, 134, 2},  // fills the last unit
      {Repeat("ç", 66) + "a" + Repeat(mark, 67) + "ç", Encoding::kUcs2, 135, 3},
      {"a" + Repeat(tag, 66), Encoding::kUcs2, 133, 2},
      {"ç" + ("a" + Repeat(tag, 66)), Encoding::kUcs2, 134, 3},  // a pair is not split even here
  };
  for (const Case& c : cases) {
    const Segments segments = CountSegments(c.text);
    EXPECT_EQ(segments.units, c.units) << c.text;
    EXPECT_EQ(segments.segments, c.segments) << c.text;
  }
}

TEST(SegmentsTest, CrLfIsTwoCharactersAndMayBeParted) {
  const Segments segments = CountSegments(Repeat("ç", 66) + "\r\n" + Repeat("ç", 66));
  EXPECT_EQ(segments.units, 134u);
  EXPECT_EQ(segments.segments, 2u);
}

TEST(SegmentsTest, NamesTheCharacterThatForcedUcs2) {
  EXPECT_EQ(CountSegments("all in the alphabet").forced_by, std::string_view::npos);
  EXPECT_EQ(CountSegments("don`t").forced_by, 3u);
  const std::string late =
      std::string(200, 'x') + "é€ " + "’";  // é and the euro sign are in the alphabet
  EXPECT_EQ(CountSegments(late).forced_by, 200u + 2 + 3 + 1);
}

TEST(SegmentsTest, AByteThatIsNoUtf8CountsAsOneReplacementCharacter) {
  const Segments stray = CountSegments("ab\xFFz");
  EXPECT_EQ(stray.encoding, Encoding::kUcs2);
  EXPECT_EQ(stray.units, 4u);
  EXPECT_EQ(stray.forced_by, 2u);
  EXPECT_EQ(CountSegments("\xF0\x9F").units, 2u);          // cut emoji
  EXPECT_EQ(CountSegments("\xC0\xA0").units, 2u);          // overlong space
  EXPECT_EQ(CountSegments("\xED\xA0\x80").units, 3u);      // lone surrogate
  EXPECT_EQ(CountSegments("\xF4\x90\x80\x80").units, 4u);  // beyond Unicode
}

TEST(SegmentsTest, NamesEachCharacterThatForcedUcs2Once) {
  using Found = std::vector<Forcing>;
  EXPECT_EQ(ForcedBy(""), Found());
  EXPECT_EQ(ForcedBy("all in the alphabet: é € ^\r\n"), Found());
  EXPECT_EQ(ForcedBy("Alex’s crew"), (Found{{.code = U'’', .byte = 4, .index = 4}}));
  EXPECT_EQ(ForcedBy("éç🛠ç’🛠`"), (Found{{.code = U'ç', .byte = 2, .index = 1},
                                                   {.code = U'🛠', .byte = 4, .index = 2},
                                                   {.code = U'’', .byte = 10, .index = 4},
                                                   {.code = U'`', .byte = 17, .index = 6}}));
  EXPECT_EQ(ForcedBy("éç🛠ç’🛠`", 2).size(), 2u);
  EXPECT_EQ(ForcedBy("éç🛠ç’🛠`", 0), Found());
}

TEST(SegmentsTest, AByteThatIsNoUtf8ForcesUcs2AsAReplacementCharacter) {
  EXPECT_EQ(ForcedBy("a\xFF\xC0\uFFFDç"),
            (std::vector<Forcing>{{.code = 0xFFFD, .byte = 1, .index = 1},
                                  {.code = U'ç', .byte = 6, .index = 4}}));
}

// All characters, upwards and downwards: with quadratic work this test would not end.
TEST(SegmentsTest, NamesManyDistinctCharactersInTheirOrder) {
  std::vector<char32_t> codes;
  for (char32_t code = 1; code <= 0x10FFFF; ++code) {
    if (!IsGsm7(code) && (code < 0xD800 || code > 0xDFFF)) codes.push_back(code);
  }
  for (int round = 0; round < 2; ++round) {
    std::string text;
    std::vector<Forcing> expected;
    for (const char32_t code : codes) {
      expected.push_back({.code = code, .byte = text.size(), .index = expected.size()});
      text += Utf8(code);
    }
    EXPECT_TRUE(ForcedBy(text + text, std::string::npos) == expected);
    expected.resize(64);
    EXPECT_EQ(ForcedBy(text), expected);
    std::reverse(codes.begin(), codes.end());
  }
}

// Two megabytes each: reading a long cluster again and again would never end here.
TEST(SegmentsTest, IsLinearInWhatNobodyEverSends) {
  constexpr std::size_t kBytes = 2'000'000;
  const auto full = [](std::string_view piece) { return Repeat(piece, kBytes / piece.size()); };
  const std::vector<Case> cases = {
      {full("a"), Encoding::kGsm7, 2'000'000, 13'072},
      {full("^"), Encoding::kGsm7, 4'000'000, 26'316},
      {full("a") + "’", Encoding::kUcs2, 2'000'001, 29'851},
      {full("\u0301"), Encoding::kUcs2, 1'000'000, 14'926},
      {full("a\u0301\u0302\u200D🛠"), Encoding::kUcs2, 999'996, 15'152},
      {full("🇨🇦"), Encoding::kUcs2, 1'000'000, 15'625},
      {full("👩\u200D"), Encoding::kUcs2, 857'142, 12'987},
      {full("\xFF"), Encoding::kUcs2, 2'000'000, 29'851},
      {full("\xF0\x9F\x87"), Encoding::kUcs2, 1'999'998, 29'851},
  };
  for (const Case& c : cases) {
    const Segments segments = CountSegments(c.text);
    const std::string begin = c.text.substr(0, 20);
    EXPECT_EQ(segments.encoding, c.encoding) << begin;
    EXPECT_EQ(segments.units, c.units) << begin;
    EXPECT_EQ(segments.segments, c.segments) << begin;
  }
}

// Counts in the simplest way, one character at a time, from a list of characters.
Segments Slowly(const std::vector<char32_t>& text) {
  static const std::set<char32_t> two = {U'\f', U'^', U'{', U'}', U'\\',
                                         U'[',  U'~', U']', U'|', U'€'};
  static const std::set<char32_t> none = {U'`', U'\t', U'ç', U'’', U'🛠'};
  Segments result{.segments = 1};
  std::size_t at = 0;
  for (const char32_t c : text) {
    if (none.contains(c) && result.encoding == Encoding::kGsm7) {
      result.encoding = Encoding::kUcs2;
      result.forced_by = at;
    }
    at += Utf8(c).size();
  }
  const bool ucs2 = result.encoding == Encoding::kUcs2;
  const std::uint32_t room = ucs2 ? 67 : 153;
  std::uint32_t used = 0;
  for (const char32_t c : text) {
    const std::uint32_t width = ucs2 ? (c > 0xFFFF ? 2 : 1) : (two.contains(c) ? 2 : 1);
    result.units += width;
    result.segments += used + width > room ? 1 : 0;
    used = used + width > room ? width : used + width;
  }
  if (result.units <= (ucs2 ? 70u : 160u)) result.segments = 1;
  return result;
}

TEST(SegmentsTest, CountsBlocksAsItCountsCharacters) {
  // Mostly plain characters, so that whole blocks, mixed blocks and tails of every length occur.
  const std::u32string rare = U"`\tç’🛠", odd = U"\n\f^{}\\[~]|€é_ñÅ",
                       plain = U"ab zAZ09@.,?!+";
  std::mt19937 random(20261123);
  for (int round = 0; round < 4'000; ++round) {
    std::vector<char32_t> characters;
    std::string text;
    const std::size_t size = random() % 340;
    const std::size_t odd_in = 1 + random() % 60, rare_in = 1 + random() % 1000;
    for (std::size_t i = 0; i < size; ++i) {
      const std::u32string& from = random() % rare_in == 0  ? rare
                                   : random() % odd_in == 0 ? odd
                                                            : plain;
      characters.push_back(from[random() % from.size()]);
      text += Utf8(characters.back());
    }
    const Segments fast = CountSegments(text), slow = Slowly(characters);
    ASSERT_EQ(fast.encoding, slow.encoding) << text;
    ASSERT_EQ(fast.units, slow.units) << text;
    ASSERT_EQ(fast.segments, slow.segments) << text;
    ASSERT_EQ(fast.forced_by, slow.forced_by) << text;
  }
}

// Clusters known to be complete, in any order, with the segment each of them ends up in.
TEST(SegmentsTest, FillsClusterAfterCluster) {
  const std::vector<std::pair<std::string, std::uint32_t>> clusters = {
      {"a", 1},
      {"é", 1},
      {"’", 1},
      {"🛠", 2},
      {"🇨🇦", 4},
      {"👨‍👩‍👧‍👦", 11},
      {"e\u0301\u0323", 3},
      {"👍🏿", 4},
      {"1\uFE0F\u20E3", 3},
      {"한", 1},
      {"नि", 2},
      {"\n", 1},
      {"\r", 1},
      {"\xFF", 1},
      {"中", 1},
      {"🏳️‍🌈", 6},
      {"`", 1},
      {"{", 1}};
  std::mt19937 random(20261125);
  for (int round = 0; round < 20'000; ++round) {
    std::string text = "ç";
    std::uint32_t units = 1, used = 1, segments = 1;
    for (std::size_t left = random() % 120; left > 0; --left) {
      const auto& [cluster, width] = clusters[random() % clusters.size()];
      text += cluster;
      units += width;
      segments += used + width > 67 ? 1 : 0;
      used = used + width > 67 ? width : used + width;
    }
    const Segments counted = CountSegments(text);
    ASSERT_EQ(counted.units, units) << text;
    ASSERT_EQ(counted.segments, units <= 70 ? 1 : segments) << text;
  }
}

}  // namespace
}  // namespace textback
