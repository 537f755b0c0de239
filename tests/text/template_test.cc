// R53: a missing value never leaves a hole; nothing in a value is ever read as template.
#include "textback/text/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Rendered(std::string_view source, const Values& values) {
  const absl::StatusOr<Template> words = Template::Compile(source);
  EXPECT_TRUE(words.ok()) << words.status();
  std::string out;
  if (words.ok()) words->Render(values, out);
  return out;
}

Values Known() {
  Values values;
  values[Field::kPerson] = "Alex";
  values[Field::kBusiness] = "Northside Renovations";
  values[Field::kCallback] = "+14035550199";
  return values;
}

std::string Shown(std::string_view value) {
  Values values;
  values[Field::kName] = value;
  return Rendered("{name|nobody}", values);
}

TEST(TemplateTest, RendersValuesFallbacksAndClauses) {
  Values values = Known();
  constexpr std::string_view kSource =
      "{person} here at {business}[, hi {name}]. About your {trade|project}: {callback}";
  EXPECT_EQ(Rendered(kSource, values),
            "Alex here at Northside Renovations. About your project: +14035550199");
  values[Field::kName] = "Dana";
  values[Field::kTrade] = "kitchen";
  EXPECT_EQ(Rendered(kSource, values),
            "Alex here at Northside Renovations, hi Dana. About your kitchen: +14035550199");
}

TEST(TemplateTest, AClauseGoesWholeWhenOneOfItsValuesIsMissing) {
  constexpr std::string_view kSource = "a[ {name} and {trade}] b[ {trade} for {name|you}] c";
  Values values;
  EXPECT_EQ(Rendered(kSource, values), "a b c");
  values[Field::kName] = "Dana";
  EXPECT_EQ(Rendered(kSource, values), "a b c");
  values[Field::kTrade] = "kitchen";
  EXPECT_EQ(Rendered(kSource, values), "a Dana and kitchen b kitchen for Dana c");
  values[Field::kName] = "";
  EXPECT_EQ(Rendered(kSource, values), "a b kitchen for you c");
}

TEST(TemplateTest, ClausesMayStandAtTheEdgesAndSideBySide) {
  Values values;
  EXPECT_EQ(Rendered("[{name}]", values), "");
  EXPECT_EQ(Rendered("[{name}][{trade}]x", values), "x");
  values[Field::kTrade] = "kitchen";
  EXPECT_EQ(Rendered("[{name}][{trade}]x", values), "kitchenx");
  values[Field::kName] = "Dana";
  EXPECT_EQ(Rendered("[{name}{trade}]", values), "Danakitchen");
  EXPECT_EQ(Rendered("", values), "");
}

TEST(TemplateTest, DoubledCharactersStandForThemselves) {
  EXPECT_EQ(Rendered("{{ }} [[ ]] {person}", Known()), "{ } [ ] Alex");
  EXPECT_EQ(Rendered("{{person}}", Known()), "{person}");
}

TEST(TemplateTest, AppendsAndKeepsTheBuffer) {
  const Template words = *Template::Compile("{person} at {business}");
  std::string out = "> ";
  out.reserve(200);
  const char* before = out.data();
  words.Render(Known(), out);
  words.Render(Known(), out);
  EXPECT_EQ(out, "> Alex at Northside RenovationsAlex at Northside Renovations");
  EXPECT_EQ(out.data(), before);
}

TEST(TemplateTest, NothingInAValueIsReadAsTemplate) {
  for (const std::string_view value :
       {"{business}", "[{trade}]", "}}", "{{", "%s", "{name|x}", "]"}) {
    EXPECT_EQ(Shown(value), value);
  }
}

TEST(TemplateTest, ValuesAreMadePresentable) {
  const std::string sixty(60, 'x');
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Dana", "Dana"},
      {"  Dana ", "Dana"},
      {"Dana\nSmith", "Dana Smith"},
      {"Dana \r\n\t Smith", "Dana Smith"},
      {"Dana  Smith", "Dana Smith"},
      {"D\x01"
       "ana\x7F",
       "Dana"},
      {"Zoë", "Zoë"},
      {"Zo\xFF\xC3", "Zo"},
      {"Dana\xE2\x80\xAE"
       "evil",
       "Danaevil"},  // right-to-left override
      {"a\xE2\x80\xA8"
       "b",
       "a b"},  // line separator
      {"\xEF\xBB\xBF"
       "Dana",
       "Dana"},  // byte order mark
      {sixty + "y", sixty},
      {std::string(59, 'x') + " y", std::string(59, 'x')},
      {std::string(58, 'x') + " y", std::string(58, 'x') + " y"},
      {"a b c", "a b c"},
      {"J. P.", "J. P."},
      {"日本", "日本"},
      {"👷🏽", "👷🏽"},
      {" \n\t ", "nobody"},
      {"\x01", "nobody"},
      {"\xFF", "nobody"},
      {"", "nobody"},
  };
  for (const auto& [value, shown] : cases) EXPECT_EQ(Shown(value), shown);
}

TEST(TemplateTest, AValueThatBecomesNothingLeavesItsClauseOut) {
  Values values;
  values[Field::kName] = " \n ";
  EXPECT_EQ(Rendered("Hi[ {name}]!", values), "Hi!");
}

// What the fast way lets through is what the slow way would have made of it.
TEST(TemplateTest, PlainValuesOfEveryLengthAreJudgedAsAWhole) {
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

TEST(TemplateTest, NoBytesMakeAValueUgly) {
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
    ASSERT_LE(std::count_if(shown.begin(), shown.end(), [](char c) { return (c & 0xC0) != 0x80; }),
              60);
    ASSERT_EQ(Shown(shown), shown);
  }
}

TEST(TemplateTest, MistakesAreFoundWhenCompilingWithTheirPlace) {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"Hi {nmae}", "line 1, column 4: unknown field 'nmae'"},
      {"Hi { name }", "line 1, column 4: unknown field ' name '"},
      {"Hi {}", "line 1, column 4: unknown field ''"},
      {"Zoë {person", "line 1, column 5: this brace is never closed"},
      {"{person {name}", "line 1, column 1: this brace is never closed"},
      {"{person\n}", "line 1, column 1: this brace is never closed"},
      {"ok }", "line 1, column 4: a '}' without '{'"},
      {"one\ntwo ]", "line 2, column 5: a ']' without '['"},
      {"a[ {name}", "line 1, column 2: this clause is never closed"},
      {"a[ {name}]]", "line 1, column 2: this clause is never closed"},
      {"a[ [{name}] ]", "line 1, column 4: a clause within a clause"},
      {"a[ b ]", "line 1, column 2: nothing in this clause can be missing"},
      {"a[ {name|b} ]", "line 1, column 2: nothing in this clause can be missing"},
      {"Hi {name}",
       "line 1, column 4: 'name' may be unknown and would leave a hole; write {name|something}"},
      {"Hi {trade}", "line 1, column 4: 'trade' may be unknown"},
      {"Hi {address}", "line 1, column 4: 'address' may be unknown"},
      {"Hi {name|}", "line 1, column 4: an empty fallback leaves a hole"},
      {"Hi {name| }", "line 1, column 4: an empty fallback leaves a hole"},
      {"Hi {name|a|b}", "line 1, column 4: more than one '|'"},
      {"tab\t", "line 1, column 4: control character U+0009"},
      {"a\nb\x01", "line 2, column 2: control character U+0001"},
      {"ab\xFF", "line 1, column 3: not valid UTF-8"},
      {std::string(1601, 'a'), "line 1, column 1: 1601 bytes; at most 1600"},
  };
  for (const auto& [source, message] : cases) {
    const absl::StatusOr<Template> words = Template::Compile(source);
    ASSERT_FALSE(words.ok()) << source;
    EXPECT_EQ(words.status().code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(words.status().message()), ::testing::StartsWith(message)) << source;
  }
}

TEST(TemplateTest, LongTemplatesAndValuesFit) {
  std::string source, expected;
  while (source.size() + 10 <= Template::kMaxSource) {
    source += "{person}, ";
    expected += std::string(60, 'x') + ", ";
  }
  Values values;
  const std::string value(200, 'x');
  values[Field::kPerson] = value;
  EXPECT_EQ(Rendered(source, values), expected);
  EXPECT_EQ(Rendered(std::string(1600, 'a'), values), std::string(1600, 'a'));
}

TEST(TemplateTest, ATemplateCanBeCopiedAndKeepsItsSource) {
  const Template words = *Template::Compile("Hi {name|there}!");
  const Template copy = words;  // NOLINT(performance-unnecessary-copy-initialization)
  std::string out;
  copy.Render({}, out);
  EXPECT_EQ(out, "Hi there!");
  EXPECT_EQ(copy.source(), "Hi {name|there}!");
}

}  // namespace
}  // namespace textback
