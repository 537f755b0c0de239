// R52: what a reader sees as one character is counted as one piece, by the rules of UAX #29.
#include "text/grapheme.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace textback {
namespace {

using ::testing::ElementsAre;

using Pieces = std::vector<std::string>;

Pieces ClustersOf(std::string_view text) {
  Pieces clusters;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = NextGrapheme(text, at);
    if (end <= at || end > text.size()) return {"does not move on"};
    clusters.emplace_back(text.substr(at, end - at));
    at = end;
  }
  return clusters;
}

std::string Joined(const Pieces& pieces) {
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  return text;
}

std::string Utf8(char32_t code) {
  std::string out;
  AppendUtf8(out, code);
  return out;
}

// Texts of clusters that stay separate in this order, each with the rule that requires it.
struct Rule {
  std::string_view name;
  Pieces clusters;
};

TEST(GraphemeTest, FollowsTheRules) {
  const std::vector<Rule> rules = {
      {"GB2: nothing is nothing", {}},
      {"GB999: letters", {"a", "b", "é", "Ω", "ж", "中", "か"}},
      {"GB4, GB5: controls are alone", {"a", "\n", "\u0301", "\t", "\u200B", "\u0308", "\u2028"}},
      {"GB6-8: Hangul syllables",
       {"\u1112\u1161\u11AB", "한", "가\u11A8", "\u1112\u1112\u1161", "각\u11A8", "\u1161"}},
      {"GB9: marks and joiners",
       {"e\u0301\u0323", "q\u20DD", "a\u200D", "b\u200C", "❤\uFE0F", "1\uFE0F\u20E3"}},
      {"GB9a: spacing marks", {"नि", "கி", "ก\u0E33", "क्", "ष"}},
      {"GB9b: prepended marks",
       {"\u0600"
        "1",
        "1", "\u06DD\u0600ب"}},
      {"GB11: emoji with joiners",
       {"👨‍👩‍👧‍👦", "🏳️‍🌈", "👩🏽‍🔧", "👁️‍🗨️",
        "©\u200D®"}},
      {"GB11: only emoji are joined",
       {"a\u200D", "🛠", "🛠\u200D", "a", "🛠\u200D\u200D", "b"}},
      {"GB9: skin tones, tags", {"👍🏿", "☝🏽", "🏴󠁧󠁢󠁳󠁣󠁴󠁿", "🦽"}},
      {"GB12, GB13: flags in pairs", {"🇨🇦", "🇺🇸", "🇲"}},
      {"GB12, GB13: from the begin of the flags", {"a", "🇨🇦", "🇺", "b", "🇸\u200D", "🇨🇦"}},
  };
  for (const auto& [name, clusters] : rules)
    EXPECT_EQ(ClustersOf(Joined(clusters)), clusters) << name;
}

TEST(GraphemeTest, CrLfIsTwo) {
  EXPECT_THAT(ClustersOf("a\r\nb"), ElementsAre("a", "\r", "\n", "b"));
  EXPECT_THAT(ClustersOf("\r\n\u0301\r"), ElementsAre("\r", "\n", "\u0301", "\r"));
}

TEST(GraphemeTest, EachBadByteIsAlone) {
  EXPECT_THAT(ClustersOf("a\xFF\u0301"), ElementsAre("a", "\xFF", "\u0301"));
  EXPECT_THAT(ClustersOf("\xF0\x9F\x87"), ElementsAre("\xF0", "\x9F", "\x87"));
  EXPECT_THAT(ClustersOf("👩\u200D\xF0\x9F"), ElementsAre("👩\u200D", "\xF0", "\x9F"));
  EXPECT_THAT(ClustersOf("\xED\xA0\x80"), ElementsAre("\xED", "\xA0", "\x80"));  // a surrogate
  EXPECT_THAT(ClustersOf("🇨\xCC"), ElementsAre("🇨", "\xCC"));
  // The character U+FFFD itself is an ordinary character.
  EXPECT_THAT(ClustersOf("\uFFFD\u0301"), ElementsAre("\uFFFD\u0301"));
}

// The fast path gives the same result as the table look-up.
TEST(GraphemeTest, TheShortWayAnswersAsTheLongOne) {
  for (char32_t first = 1; first < 0x400; ++first) {
    const std::string begin = Utf8(first);
    for (char32_t second = 1; second < 0x400; ++second) {
      const std::string text = begin + Utf8(second);
      ASSERT_EQ(NextGrapheme(text, 0), NextJoinedGrapheme(text, 0)) << text;
    }
    for (const char32_t second :
         {U'\u200D', U'\uFE0F', U'\u0E33', U'\u1161', U'\u20E3', U'™', U'®'}) {
      const std::string text = begin + Utf8(second) + "\u00A9";
      ASSERT_EQ(NextGrapheme(text, 0), NextJoinedGrapheme(text, 0)) << text;
    }
  }
}

TEST(GraphemeTest, AsciiRunsEndBeforeWhatIsJoined) {
  EXPECT_EQ(EndOfAsciiGraphemes("", 0), 0u);
  EXPECT_EQ(EndOfAsciiGraphemes("abc\r\n", 0), 5u);
  EXPECT_EQ(EndOfAsciiGraphemes("abc\r\n", 5), 5u);
  EXPECT_EQ(EndOfAsciiGraphemes("abé", 0), 2u);
  EXPECT_EQ(EndOfAsciiGraphemes("abe\u0301", 0), 2u);
  EXPECT_EQ(EndOfAsciiGraphemes("e\u0301", 0), 0u);
  EXPECT_EQ(EndOfAsciiGraphemes("ab\xBF", 0), 2u);
  EXPECT_EQ(EndOfAsciiGraphemes("ab’", 0), 1u);  // might be a mark, so it has to be looked up
  EXPECT_EQ(EndOfAsciiGraphemes("ab\xFF", 0), 1u);
}

TEST(GraphemeTest, CoversAnyBytesInOrder) {
  const std::vector<std::string> pieces = {
      "a",      "é",      "\r", "\n",   "\u0301",   "\u200D", "👩",    "🇨",      "🏿", "\u1112",
      "\u1161", "\u0600", "नि", "\xFF", "\xF0\x9F", "\xCC",   "\x80", "\uFE0F", "©"};
  std::mt19937 random(20261125);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t left = random() % 20; left > 0; --left)
      text += pieces[random() % pieces.size()];
    const Pieces clusters = ClustersOf(text);
    ASSERT_EQ(Joined(clusters), text);
    std::size_t at = 0;
    for (const std::string& cluster : clusters) {
      const bool valid = DecodeUtf8(text, at).valid;
      ASSERT_TRUE(valid || cluster.size() == 1) << text;
      // A run contains only single-character clusters.
      const std::size_t run = EndOfAsciiGraphemes(text, at);
      ASSERT_TRUE(run == at || cluster.size() == 1) << text;
      ASSERT_EQ(NextGrapheme(text, at), NextJoinedGrapheme(text, at)) << text;
      at += cluster.size();
    }
  }
}

}  // namespace
}  // namespace textback
