// R52: stand-ins, built in and custom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/config/words_data.h"
#include "textback/text/segments.h"

namespace textback {
namespace {

using nlohmann::json;
using ::testing::Optional;
using ::testing::StartsWith;

std::string ErrorOf(std::string_view tsv) {
  const auto stand_ins = ParseStandIns(tsv, "s.tsv");
  if (stand_ins.ok()) return "no error";
  EXPECT_EQ(stand_ins.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(stand_ins.status().message());
}

const StandIns& BuiltIn() { return *BuiltInStandIns(); }

TEST(StandInsDataTest, ReadsLinesInAnyOrder) {
  const auto stand_ins = ParseStandIns(
      "# head\n\nU+2019\t'\tQUOTE\nU+00bd\t1/2\t\nU+200B\t\tleft out\r\nU+1F6E0\ttools\tin planes",
      "s.tsv");
  ASSERT_TRUE(stand_ins.ok()) << stand_ins.status();
  EXPECT_THAT((*stand_ins)->Of(U'’'), Optional(std::string_view("'")));
  EXPECT_THAT((*stand_ins)->Of(U'½'), Optional(std::string_view("1/2")));
  EXPECT_THAT((*stand_ins)->Of(0x200B), Optional(std::string_view()));
  EXPECT_THAT((*stand_ins)->Of(U'🛠'), Optional(std::string_view("tools")));
  EXPECT_EQ((*stand_ins)->size(), 4u);
  EXPECT_EQ((*ParseStandIns("", "s.tsv"))->size(), 0u);
}

struct Mistake {
  std::string tsv;
  std::string message;  // the beginning of the error
};

TEST(StandInsDataTest, MistakesAreNamedWithTheirLine) {
  const std::vector<Mistake> mistakes = {
      {"U+2019\t'\n", "s.tsv:1: 2 columns where 3 are needed: code, stand-in"},
      {"# x\nU+2019 ' quote\n", "s.tsv:2: 1 columns where 3 are needed"},
      {"U+2019\t'\ta\tb\n", "s.tsv:1: 4 columns"},
      {"2019\t'\tx\n", "s.tsv:1: '2019' is no code of a character; write U+2019"},
      {"U+20G9\t'\tx\n", "s.tsv:1: 'U+20G9' is no code of a character"},
      {"U+219\t'\tx\n", "s.tsv:1: 'U+219' is no code"},
      {"U+0002019\t'\tx\n", "s.tsv:1: 'U+0002019' is no code"},
      {"U+-201\t'\tx\n", "s.tsv:1: 'U+-201' is no code"},
      {"U+ 201\t'\tx\n", "s.tsv:1: 'U+ 201' is no code"},
      {"\t'\tx\n", "s.tsv:1: '' is no code"},
      {"U+110000\t'\tx\n", "s.tsv:1: U+110000 is no character; remove it"},
      {"U+2019\t'\tx\n\nU+2019\t\tx\n", "s.tsv:3: U+2019 is in line 1 too; remove one"},
      {"U+0041\ta\tx\n", "s.tsv:1: U+0041 is in GSM-7 and needs no stand-in; remove it"},
      {"U+2018\t’\tx\n", "s.tsv:1: the stand-in of U+2018 holds U+2019, which is not in GSM-7"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.tsv), StartsWith(mistake.message)) << mistake.tsv;
}

struct Case {
  std::string text;
  std::string replaced;
};

TEST(StandInsDataTest, WhatShipsMakesTextsPlain) {
  const std::vector<Case> cases = {
      {"“Hi” – it’s Zoë… 2½ days", "\"Hi\" - it's Zoe... 2 1/2 days"},
      {"12′ × 10″, 5 m², 20°C, ±¼, 50¢", "12' x 10\", 5 m2, 20degC, +/-1/4, 50c"},
      {"Ça coûte cher, garçon. Où? Noël à l’hôtel, cœur naïf",
       "Ça coute cher, garcon. Où? Noel à l'hotel, coeur naif"},
      {"¿Cuándo? ¡Mañana, José! Teléfono, pingüino", "¿Cuando? ¡Mañana, José! Teléfono, pingüino"},
      {"Łódź, Đặng, Þór, Şişli, Příliš, Sæþór, Ærø",
       "Lodz, Dang, Thor, Sisli, Prilis, Sæthor, Ærø"},
      {"•\u00A0one\u2009two\u200A\u3000three", "- one two  three"},
      {"a\tb\u2028c\u0085d\u0007e\x7F", "a b c de"},
      {"\uFEFFsoft\u00ADhyphen\u200E\u202A\u2066", "softhyphen"},
      {"ＫＩＴＣＨＥＮ　ｋｉｔｃｈｅｎ！", "KITCHEN kitchen!"},
      {"nai\u0308f, man\u0303ana, cafe\u0301, e\u0302tre", "naif, mañana, café, etre"},
      {"®™©, №5, ﬁne, ªº, x→y", "(R)(TM)(c), No.5, fine, ao, x->y"},
  };
  for (const auto& [text, replaced] : cases) {
    EXPECT_EQ(BuiltIn().Replace(text), replaced) << text;
    EXPECT_EQ(CountSegments(BuiltIn().Replace(text)).encoding, Encoding::kGsm7) << text;
  }
}

TEST(StandInsDataTest, WhatSaysNothingElseStays) {
  for (const std::string_view text :
       {"🛠", "👩‍🔧", "🇨🇦", "❤️", "Привет", "你好", "여보세요", "μαζί", "مرحبا"}) {
    const std::string kept(text);
    EXPECT_EQ(BuiltIn().Replace(kept), kept);
  }
}

TEST(StandInsDataTest, KnowsWholeRanges) {
  const auto all = [](char32_t first, char32_t last, std::string_view stand_in) {
    for (char32_t code = first; code <= last; ++code)
      EXPECT_THAT(BuiltIn().Of(code), Optional(stand_in)) << static_cast<std::uint32_t>(code);
  };
  all(0x0300, 0x036F, "");  // combining marks
  all(0x200B, 0x200F, "");
  all(0x202A, 0x202E, "");
  all(0x2066, 0x2069, "");
  all(0xFE00, 0xFE0F, "");
  all(0x2000, 0x200A, " ");
  for (char32_t code = 0xFF01; code <= 0xFF5E; ++code) {
    const char ascii = static_cast<char>(code - 0xFEE0);
    EXPECT_THAT(BuiltIn().Of(code), Optional(std::string(1, ascii == '`' ? '\'' : ascii)));
  }
  for (char32_t code = 0; code < 0xA0; ++code)
    EXPECT_TRUE(IsGsm7(code) || BuiltIn().Of(code).has_value()) << static_cast<std::uint32_t>(code);
  // Accented letters of the Latin alphabets: all of these blocks except a few phonetic letters.
  int letters = 0;
  for (char32_t code = 0xC0; code < 0x180; ++code)
    EXPECT_TRUE(IsGsm7(code) || BuiltIn().Of(code).has_value()) << static_cast<std::uint32_t>(code);
  for (char32_t code = 0x1E00; code <= 0x1EF9; ++code)
    letters += BuiltIn().Of(code).has_value() ? 1 : 0;
  EXPECT_GE(letters, 0xFA - 1);  // ẟ has no base letter
  EXPECT_GE(BuiltIn().size(), 1100u);
}

// The only differences from Twilio's smart encoding: one space instead of its two, combining marks
// that are removed instead of left behind their letter, ‹ that becomes a quote.
TEST(StandInsDataTest, AgreesWithTwiliosSmartEncodingButWhereItIsSilly) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/../shared/data/sms/gsm0338_table.json");
  if (!file) GTEST_SKIP() << "needs ../shared/data/sms/gsm0338_table.json";
  const json table = json::parse(file);
  int same = 0;
  std::map<std::string, int> better;
  for (const auto& [name, theirs] : table["smart_encoding_map"].items()) {
    const auto code = static_cast<char32_t>(std::strtoul(name.c_str() + 2, nullptr, 16));
    const std::optional<std::string_view> ours = BuiltIn().Of(code);
    ASSERT_TRUE(ours.has_value()) << name;
    const std::string twilio = theirs.get<std::string>();
    const bool spaces = twilio.size() > 1 && twilio.find_first_not_of(' ') == std::string::npos;
    if (*ours == twilio) {
      ++same;
    } else if (spaces && *ours == " ") {
      ++better["one space"];
    } else if (spaces && ours->empty()) {
      ++better["controls"];
    } else if (ours->empty()) {
      ++better["marks"];
    } else if (*ours == "'" || *ours == ",") {
      ++better["signs"];
    } else {
      ADD_FAILURE() << name << ": '" << *ours << "', Twilio '" << twilio << "'";
    }
  }
  EXPECT_GE(same, 232);
  EXPECT_THAT(better, (std::map<std::string, int>{
                          {"one space", 15}, {"controls", 5}, {"marks", 15}, {"signs", 4}}));
}

// A letter that Unicode splits into a GSM-7 letter and its mark is kept, in both spellings.
TEST(StandInsDataTest, TwoWaysToWriteALetterEndAlike) {
  const std::vector<std::pair<std::string, std::string>> same = {
      {"é", "e\u0301"},       {"ê", "e\u0302"}, {"ñ", "n\u0303"}, {"Ç", "C\u0327"},
      {"ç", "c\u0327"},       {"å", "a\u030A"}, {"ő", "o\u030B"}, {"ǟ", "a\u0308\u0304"},
      {"ề", "e\u0302\u0300"}, {"ạ", "a\u0323"}, {"Ö", "O\u0308"}, {"ž", "z\u030C"}};
  for (const auto& [one, two] : same)
    EXPECT_EQ(BuiltIn().Replace(one), BuiltIn().Replace(two)) << one;
}

}  // namespace
}  // namespace textback
