// R53: what is shown of a value. If nothing is left of it, it counts as unknown and leaves no hole.
#include "text/template_value.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "text/grapheme.h"
#include "textback/model/utf8.h"
#include "textback/text/template.h"

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using Cases = std::vector<std::pair<std::string, std::string>>;

std::string Rendered(std::string_view source, std::string_view name) {
  const Template words = *Template::Compile(source);
  Values values;
  values[Field::kName] = name;
  std::string out;
  words.Render(values, out);
  return out;
}

std::string Shown(std::string_view value) { return Rendered("{name|nobody}", value); }

std::string Times(std::size_t times, std::string_view piece) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += piece;
  return out;
}

std::size_t CharactersOf(std::string_view text) {
  std::size_t characters = 0;
  for (std::size_t at = 0; at < text.size(); at = NextGrapheme(text, at)) ++characters;
  return characters;
}

void ExpectShown(const Cases& cases) {
  for (const auto& [value, shown] : cases) EXPECT_EQ(Shown(value), shown) << "'" << value << "'";
}

TEST(TemplateValueTest, ValuesAreMadePresentable) {
  ExpectShown({
      {"Dana", "Dana"},
      {"  Dana ", "Dana"},
      {"Dana\nSmith", "Dana Smith"},
      {"Dana \r\n\t Smith", "Dana Smith"},
      {"Dana  Smith", "Dana Smith"},
      {"D\x01"
       "ana\x7F",
       "Dana"},
      {"Zoë", "Zoë"},
      {"Zoe\u0308", "Zoe\u0308"},
      {"Zo\xFF\xC3", "Zo"},
      {"a b c", "a b c"},
      {"J. P.", "J. P."},
      {"日本", "日本"},
      {"👷🏽", "👷🏽"},
      {"한국 건설", "한국 건설"},
      {"ಕನ್ನಡ", "ಕನ್ನಡ"},
  });
}

TEST(TemplateValueTest, SpacesOfEveryKindAreOneSpace) {
  for (const std::string_view space :
       {" ", "\t", "\n", "\r\n", "\v", "\f", "\u0085", "\u00A0", "\u1680", "\u2000", "\u2009",
        "\u200A", "\u2028", "\u2029", "\u202F", "\u205F", "\u2800", "\u3000"}) {
    const std::string some = Times(3, space);
    EXPECT_EQ(Shown(some + "a" + some + "é" + some), "a é") << some;
    EXPECT_EQ(Shown(some), "nobody") << some;
  }
}

TEST(TemplateValueTest, WhatNobodySeesIsLeftOut) {
  for (const std::string_view unseen :
       {"\x01", "\x1B", "\x7F", "\u0080", "\u009F",        // control
        "\u200E", "\u200F", "\u061C", "\u202A", "\u202B",  // direction
        "\u202C", "\u202D", "\u202E", "\u2066", "\u2067", "\u2068", "\u2069", "\u00AD", "\u200B",
        "\u2060", "\uFEFF",  // no width
        "\u2061", "\u2064", "\u206A", "\u206F", "\u034F", "\u180E", "\u115F", "\u1160", "\u3164",
        "\uFFA0", "\u17B4",  // fillers
        "\uFFF9", "\uFFFB", "\U0001D173", "\U0001BCA0", "\U000E0001", "\xFF", "\xC3",
        "\xED\xA0\x80",
        // without the characters that they would change
        "\u200C", "\u200D", "\uFE0F", "\uFE00", "\U000E0100", "\u180B", "\U000E0067",
        "\U000E007F"}) {
    const std::string some(unseen);
    EXPECT_EQ(Shown("a" + some + "b"), "ab") << CharactersOf(some);
    EXPECT_EQ(Shown(some + "é" + some + some + "ö" + some), "éö") << some;
    EXPECT_EQ(Shown(some + some), "nobody") << some;
    EXPECT_EQ(Shown(some + " " + some), "nobody") << some;
  }
}

TEST(TemplateValueTest, JoinersAndSelectorsStayWhereTheyServe) {
  for (const std::string_view served :
       {"👨‍👩‍👧‍👦", "👩🏽‍🔧", "🏳️‍🌈", "🏴‍☠️",
        "👁️‍🗨️", "❤️‍🔥", "©️ Dana", "1️⃣", "#️⃣ 1", "☎︎",
        "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F",  // England
        // letters of a script
        "می\u200Cخواهم", "क्\u200Dष", "ക്\u200Dക", "শ্রী", "ශ්\u200Dරී", "葛\U000E0100城", "ᠠ\u180Bᠠ",
        "辻\uFE00"}) {
    EXPECT_EQ(Shown(served), served);
  }
  ExpectShown({
      {"می\u200C", "می"},  // nothing follows to join with
      {"می\u200C خواهم", "می خواهم"},
      {"می\u200C\u200C\u200Cخواهم", "می\u200Cخواهم"},
      {"می\u200C\u061Cخواهم", "میخواهم"},
      {"👩‍", "👩"},
      {"👩‍ 👩", "👩 👩"},
      {"👩\u200D\u200D👩", "👩\u200D👩"},
      {"❤\uFE0F\uFE0F\uFE0F", "❤\uFE0F"},
      {"a\uFE0F", "a"},
      {"1\uFE0F", "1"},
      {"Dana\u200D👩", "Dana👩"},
      {"👩\u200DDana", "👩Dana"},
      {"中\u200C国", "中国"},
  });
}

TEST(TemplateValueTest, MarksWithoutALetterAreLeftOut) {
  ExpectShown({
      {"\u0301Dana", "Dana"},
      {"Dana \u0301Smith", "Dana Smith"},
      {"Dana\n\u0301", "Dana"},
      {"\u0301\u0302\u0489", "nobody"},
      {"\u200Be\u200B\u0301", "e\u0301"},
      {"\u093F", "nobody"},
      {"🏽", "nobody"},
  });
}

TEST(TemplateValueTest, ValuesAreCutToSixtyCharactersAsAReaderCounts) {
  ExpectShown({
      {Times(61, "x"), Times(60, "x")},
      {Times(200, "x"), Times(60, "x")},
      {Times(59, "x") + " y", Times(59, "x")},
      {Times(58, "x") + " y", Times(58, "x") + " y"},
      {Times(58, "x") + " yz", Times(58, "x") + " y"},
      {Times(200, "é"), Times(60, "é")},
      {Times(200, "e\u0301"), Times(60, "e\u0301")},
      {Times(200, "日"), Times(60, "日")},
      {Times(200, "한"), Times(60, "한")},
      {Times(200, "🛠"), Times(60, "🛠")},
      {Times(59, "é") + " é", Times(59, "é")},
      {Times(100, "\u200Bé\u2060"), Times(60, "é")},
  });
}

TEST(TemplateValueTest, NoCharacterIsTorn) {
  constexpr std::string_view kFamily = "👨‍👩‍👧";
  const std::string family(kFamily);
  ExpectShown({
      {Times(59, "x") + family + "y", Times(59, "x") + family},
      {Times(60, "x") + family, Times(60, "x")},
      {Times(60, "x") + "\u0301y", Times(60, "x") + "\u0301"},
      {Times(59, "x") + "🇨🇦🇨🇦", Times(59, "x") + "🇨🇦"},
      {Times(59, "x") + "1️⃣2️⃣", Times(59, "x") + "1️⃣"},
      {Times(59, "x") + "ی\u200Cخ", Times(59, "x") + "ی"},
      {Times(59, "x") + "क्\u200Dष", Times(59, "x") + "क्"},
      // Cutting must not separate the two halves of a flag.
      {Times(58, "x") + "🇨\u2060🇦\u2060🇨\u2060🇦y", Times(58, "x") + "🇨🇦🇨🇦"},
      {Times(59, "x") + "🇨\u2060🇦\u2060🇨\u2060🇦", Times(59, "x") + "🇨🇦"},
  });
}

TEST(TemplateValueTest, BytesAreBoundedToo) {
  constexpr std::size_t kMost = Template::kMaxValueBytes;
  ASSERT_EQ(kMost, 240U);
  ExpectShown({
      {Times(40, "🇨🇦"), Times(kMost / 8, "🇨🇦")},
      {Times(20, "👨‍👩‍👧"), Times(kMost / 18, "👨‍👩‍👧")},
      {"ab" + Times(119, "\u0301"), "ab" + Times(119, "\u0301")},
      {"a" + Times(119, "\u0301"), "a" + Times(119, "\u0301")},
      {"ab" + Times(120, "\u0301"), "a"},
      {"abc" + Times(119, "\u0301"), "ab"},
      {"Dana a" + Times(200, "\u0301"), "Dana"},
      {"Dana a" + Times(200, "\u0301") + " Smith", "Dana"},
      {"a" + Times(120, "\u0301"), "nobody"},
      {Times(100'000, "\u0301") + "Dana", "Dana"},
      {Times(100'000, "\u200B") + "Dana", "Dana"},
      {"a" + Times(100'000, "\u0301"), "nobody"},
  });
}

TEST(TemplateValueTest, AValueOfWhichNothingIsLeftIsUnknown) {
  for (const std::string& value :
       {std::string(), std::string(" "), std::string("\0", 1), std::string(" \n\t "),
        std::string("\x01\x02"), std::string("\u00A0\u3000"), std::string("\u200B \u200B"),
        std::string("\u202E"), std::string("\xFF\xFE"), std::string("\u0301\u0301"),
        std::string("\u3164"), std::string("\u2800"), std::string(300, '\x01'),
        Times(300, "\u2003"), "e" + Times(300, "\u0301")}) {
    EXPECT_EQ(Shown(value), "nobody");
    EXPECT_EQ(Rendered("Hi[ {name}]!", value), "Hi!");
    EXPECT_EQ(Rendered("Hi[ {name}, dear {name|x}]!", value), "Hi!");
  }
}

// What the fast check accepts is exactly what cleaning would have left unchanged.
TEST(TemplateValueTest, PlainValuesOfEveryLengthAreJudgedAsAWhole) {
  std::mt19937 random(20261123);
  for (int round = 0; round < 20'000; ++round) {
    std::string value, expected;
    const std::size_t size = random() % 70;
    for (std::size_t i = 0; i < size; ++i) {
      value += random() % 6 == 0 ? ' ' : static_cast<char>('!' + random() % 94);
    }
    bool space = false;
    for (const char c : value) {
      if (c == ' ') {
        space = !expected.empty();
        continue;
      }
      if (expected.size() + (space ? 2 : 1) > Template::kMaxValue) break;
      if (space) expected += ' ';
      space = false;
      expected += c;
    }
    ASSERT_EQ(Shown(value), expected.empty() ? "nobody" : expected) << "'" << value << "'";
  }
}

TEST(TemplateValueTest, NoBytesMakeAValueUgly) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string value;
    const std::size_t size = random() % 90;
    for (std::size_t i = 0; i < size; ++i) {
      value += static_cast<char>(random() % 4 == 0   ? random() % 256
                                 : random() % 2 == 0 ? 'a'
                                                     : ' ' + random() % 3);
    }
    const std::string shown = Shown(value);
    ASSERT_FALSE(shown.empty());
    ASSERT_NE(shown.front(), ' ');
    ASSERT_NE(shown.back(), ' ');
    ASSERT_THAT(shown, Not(HasSubstr("  ")));
    ASSERT_TRUE(std::none_of(shown.begin(), shown.end(),
                             [](char c) { return (c >= 0 && c < ' ') || c == 0x7F; }));
    ASSERT_LE(CharactersOf(shown), Template::kMaxValue);
    ASSERT_EQ(Shown(shown), shown);
  }
}

// The same for what people type, including deliberate tricks.
TEST(TemplateValueTest, NoCharactersMakeAValueUgly) {
  constexpr std::array<std::string_view, 37> kPieces = {
      "a",          "é",          " ",      "e\u0301", "\u0301", "\u0489", "日",     "한",
      "ᄒ",         "ᅡ",         "👩",      "🏽",    "\uFE0F", "\uFE0E", "\u200D", "\u200C",
      "🔧",          "🇨",          "🇦",      "1",       "\u20E3", "م",      "ی",      "क",
      "्",           "ष",          "\u202E", "\u2066",  "\u200B", "\u2028", "\u00A0", "\U0001F3F4",
      "\U000E0067", "\U000E007F", "\u0600", "ᠠ",       "\u180B"};
  std::mt19937 random(11);
  for (int round = 0; round < 30'000; ++round) {
    std::string value;
    const std::size_t size = random() % 150;
    // A few pieces, repeated, so that they come together.
    const std::size_t some = random() % kPieces.size();
    for (std::size_t i = 0; i < size; ++i) value += kPieces[(some + random() % 6) % kPieces.size()];
    const std::string shown = Shown(value);
    ASSERT_LE(CharactersOf(shown), Template::kMaxValue);
    ASSERT_LE(shown.size(), Template::kMaxValueBytes);
    ASSERT_THAT(shown, Not(HasSubstr("  ")));
    for (const std::string_view unseen : {"\u202E", "\u2066", "\u200B", "\u2028", "\u00A0"})
      ASSERT_THAT(shown, Not(HasSubstr(unseen)));
    ASSERT_EQ(NextGrapheme("a" + shown, 0), 1U) << shown;  // joins nothing before it
    ASSERT_EQ(Shown(shown), shown);
  }
}

}  // namespace
}  // namespace textback
