// R52: for a character that forces UCS-2 a GSM-7 stand-in is offered.
#include "textback/text/stand_ins.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/text/segments.h"

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::Optional;
using Table = std::vector<StandIns::Entry>;

StandIns Made(Table table) {
  absl::StatusOr<StandIns> made = StandIns::Make(std::move(table));
  EXPECT_TRUE(made.ok()) << made.status();
  return made.ok() ? *std::move(made) : StandIns();
}

// Some entries of each kind in the built-in table.
const StandIns& Few() {
  static const StandIns* few = new StandIns(
      Made({{U'’', "'"},   {U'“', "\""}, {U'”', "\""},  {U'…', "..."}, {U'–', "-"},  {U'½', "1/2"},
            {U'²', "2"},   {U'ë', "e"},  {U'ç', "c"},   {U'œ', "oe"},  {U'\t', " "}, {U'`', "'"},
            {0x00A0, " "}, {0x200B, ""}, {0x200D, ""},  {0xFE0F, ""},  {0x20E3, ""}, {0x0300, ""},
            {0x0301, ""},  {0x0302, ""}, {0x0303, ""},  {0x0304, ""},  {0x0306, ""}, {0x0308, ""},
            {0x030A, ""},  {0x0327, ""}, {0xFF11, "1"}, {0xFF12, "2"}}));
  return *few;
}

std::string ErrorOf(Table table) {
  const absl::StatusOr<StandIns> made = StandIns::Make(std::move(table));
  if (made.ok()) return "no error";
  EXPECT_EQ(made.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(made.status().message());
}

TEST(StandInsTest, FindsWhatStandsIn) {
  EXPECT_THAT(Few().Of(U'’'), Optional(std::string_view("'")));
  EXPECT_THAT(Few().Of(U'½'), Optional(std::string_view("1/2")));
  EXPECT_THAT(Few().Of(0x200B), Optional(std::string_view()));
  EXPECT_THAT(Few().Of(U'\t'), Optional(std::string_view(" ")));   // the lowest
  EXPECT_THAT(Few().Of(0xFF12), Optional(std::string_view("2")));  // the highest
  EXPECT_EQ(Few().Of(U'🛠'), std::nullopt);
  EXPECT_EQ(Few().Of(U'a'), std::nullopt);
  EXPECT_EQ(Few().Of(0), std::nullopt);
  EXPECT_EQ(Few().size(), 28u);
  EXPECT_EQ(StandIns().Of(U'’'), std::nullopt);
  EXPECT_EQ(StandIns().Replace("Alex’s"), "Alex’s");
}

TEST(StandInsTest, MistakesAreNamed) {
  EXPECT_EQ(ErrorOf({{U'’', "'"}, {U'“', "\""}, {U'’', ""}}),
            "U+2019 has two stand-ins; remove one");
  EXPECT_EQ(ErrorOf({{U'A', "a"}}), "U+0041 is in GSM-7 and needs no stand-in; remove it");
  EXPECT_THAT(ErrorOf({{U'€', "EUR"}}), HasSubstr("U+20AC is in GSM-7"));
  EXPECT_EQ(ErrorOf({{U'‘', "a’"}}),
            "the stand-in of U+2018 holds U+2019, which is not in GSM-7 either; write it without");
  EXPECT_THAT(ErrorOf({{U'‘', "\xFF"}}), HasSubstr("holds U+FFFD"));
  EXPECT_EQ(ErrorOf({{0xD800, "x"}}), "U+D800 is no character; remove it");
  EXPECT_EQ(ErrorOf({{0x110000, "x"}}), "U+110000 is no character; remove it");
}

struct Case {
  std::string text;
  std::string replaced;
};

void ExpectReplaced(const std::vector<Case>& cases) {
  for (const auto& [text, replaced] : cases) EXPECT_EQ(Few().Replace(text), replaced) << text;
}

TEST(StandInsTest, ReplacesWhatItKnowsAndLeavesTheRest) {
  ExpectReplaced({
      {"", ""},
      {"plain é à Ω € {x}\r\n", "plain é à Ω € {x}\r\n"},
      {"“Zoë’s kitchen” – soon…", "\"Zoe's kitchen\" - soon..."},
      {"don`t\tgo", "don't go"},
      {"ça, cœur,\u00A0no\u200Bwhere", "ca, coeur, nowhere"},
      {"🛠 Alex’s 中 „x”", "🛠 Alex's 中 „x\""},
      {"bad \xFF\xF0\x9F byte’s", "bad \xFF\xF0\x9F byte's"},
      {"’", "'"},
      {"\u200B", ""},
  });
}

TEST(StandInsTest, MarksGoWithTheirLetterOrBecomeOneWithIt) {
  ExpectReplaced({
      {"Zoe\u0308, fac\u0327ade", "Zoe, facade"},              // GSM-7 has no ë, no ç
      {"re\u0301sume\u0301, man\u0303ana", "résumé, mañana"},  // but é and ñ
      {"U\u0308ber A\u030Angstro\u0308m C\u0327a", "Über Ångström Ça"},
      {"a\u0308\u0304 e\u0302\u0300 ", "ä e "},  // as ǟ and ề
      {"\u0301x \u0301\n\u0301", "x \n"},        // after nothing, after a space
      {"œ\u0300", "oe"},                         // not oè
      {"e\u200B\u0301", "e"},                    // not its letter
      {"е\u0308, и\u0306", "е\u0308, и\u0306"},  // Cyrillic: forces UCS-2 with or without
      {"\xFF\u0301", "\xFF"},
  });
}

TEST(StandInsTest, AClusterIsReplacedWholeOrNotAtAll) {
  ExpectReplaced({
      {"👩\u200D🔧’s ❤\uFE0F", "👩\u200D🔧's ❤\uFE0F"},
      {"1\uFE0F\u20E3 a\u200Db", "1 ab"},
      {"ë\u20DD", "ë\u20DD"},  // a circle that has no stand-in
      {"e\u0301\u20DD’", "e\u0301\u20DD'"},
  });
}

TEST(StandInsTest, ANumberIsNotRunIntoAnother) {
  ExpectReplaced({
      {"2½ days, ½ day, a½, ½½", "2 1/2 days, 1/2 day, a1/2, 1/2 1/2"},
      {"１２½", "12 1/2"},
      {"5 m²", "5 m2"},
  });
}

// After replacing, only clusters with a character that has no stand-in force UCS-2; replacing again
// changes nothing; and GSM-7 text is unchanged.
TEST(StandInsTest, ReplacesAllItCanAtOnce) {
  const std::vector<std::string> pieces = {
      "a",      "e",      "n",      "7",      " ",      "\r\n", "é",        "€",      "’",
      "½",      "ë",      "œ",      "\t",     "\u200B", "🛠", "👩",        "\u200D", "\uFE0F",
      "\u0301", "\u0303", "\u0327", "\u20DD", "中",     "\xFF", "\xF0\x9F", "🇨🇦",     "１"};
  std::mt19937 random(20261125);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t left = random() % 16; left > 0; --left)
      text += pieces[random() % pieces.size()];
    const std::string replaced = Few().Replace(text);
    ASSERT_EQ(Few().Replace(replaced), replaced) << text;
    const bool stays = text.find_first_of("\xFF\xF0") != std::string::npos ||
                       text.find("中") != std::string::npos ||
                       text.find("\u20DD") != std::string::npos;
    if (!stays) {
      ASSERT_EQ(CountSegments(replaced).encoding, Encoding::kGsm7) << text;
    }
    if (CountSegments(text).encoding == Encoding::kGsm7) {
      ASSERT_EQ(replaced, text);
    }
  }
}

TEST(StandInsTest, IsLinearInWhatNobodyEverSends) {
  for (const std::string_view piece : {"a\u0301’", "\u0301", "🛠\u200D", "\xFF", "`", "½"}) {
    std::string text;
    while (text.size() < 300'000) text += piece;
    EXPECT_LE(Few().Replace(text).size(), 2 * text.size());
    EXPECT_LE(Few().Replace(text + "\u20DD").size(), 2 * text.size());
  }
}

}  // namespace
}  // namespace textback
