// R53: a missing value never leaves a hole; values are never read as templates.
#include "textback/text/template.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

// Counts every allocation of this program, so that a test can show that there is none.
namespace {
std::size_t allocations = 0;

void* Allocate(std::size_t size) {
  ++allocations;
  if (void* at = std::malloc(std::max<std::size_t>(size, 1)); at != nullptr) return at;
  std::abort();
}
}  // namespace

void* operator new(std::size_t size) { return Allocate(size); }
void* operator new[](std::size_t size) { return Allocate(size); }
void operator delete(void* at) noexcept { std::free(at); }
void operator delete[](void* at) noexcept { std::free(at); }
void operator delete(void* at, std::size_t) noexcept { std::free(at); }
void operator delete[](void* at, std::size_t) noexcept { std::free(at); }

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

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

TEST(TemplateTest, ABufferThatIsLargeEnoughIsAllThatRenderingNeeds) {
  const Template words = *Template::Compile(
      "{person} at {business}[, hi {name}]. Your {trade|project}[ at {address}]: {callback}");
  std::string out;
  out.reserve(4000);
  std::size_t before = allocations;
  words.Render(Known(), out);
  EXPECT_EQ(allocations, before);

  // Each of these has to be cleaned, and is longer than what is shown.
  std::string letters, kana, marks = "Zoe";
  for (int i = 0; i < 1000; ++i) {
    letters += " x";
    kana += "カ\u200B";
    marks += "\u0301";
  }
  Values values;
  for (std::size_t i = 0; i < kFieldCount; ++i)
    values.of[i] = std::array<std::string_view, 3>{letters, kana, marks}[i % 3];
  out.clear();
  before = allocations;
  words.Render(values, out);
  EXPECT_EQ(allocations, before);
  EXPECT_GT(out.size(), 500U);

  // Checks that the counter counts.
  std::string small;
  words.Render(values, small);
  EXPECT_GT(allocations, before);
}

TEST(TemplateTest, NothingInAValueIsReadAsTemplate) {
  for (const std::string_view value :
       {"{business}", "[{trade}]", "}}", "{{", "%s", "{name|x}", "]"}) {
    Values values;
    values[Field::kName] = value;
    EXPECT_EQ(Rendered("{name|nobody}", values), value);
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

TEST(TemplateTest, AFaultSaysWhereWhatAndHowToMendIt) {
  const std::optional<TemplateFault> fault = Template::FindFault("Zoë,\nhi {nmae}");
  ASSERT_TRUE(fault.has_value());
  EXPECT_EQ(fault->line, 2);
  EXPECT_EQ(fault->column, 4);
  EXPECT_EQ(fault->what, "unknown field 'nmae'");
  EXPECT_EQ(fault->fix, "known are person, business, callback, address, name, trade, reason");
  EXPECT_EQ(fault->ToString(), "line 2, column 4: " + fault->what + "; " + fault->fix);
  EXPECT_EQ(Template::FindFault("Zoë, hi {name|you}"), std::nullopt);
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

std::vector<std::string> PiecesOf(const Template& words) {
  std::vector<std::string> out;
  for (const Template::Piece& piece : words.Pieces()) {
    std::string line = std::to_string(piece.at) + " ";
    line += piece.field.has_value() ? NameOf(*piece.field) : "'" + std::string(piece.words) + "'";
    if (!piece.fallback.empty()) line += " or '" + std::string(piece.fallback) + "'";
    if (piece.clause != 0) line += ", clause " + std::to_string(piece.clause);
    for (std::size_t i = 0; i < kFieldCount; ++i) {
      if ((piece.needs >> i & 1u) != 0)
        line += ", needs " + std::string(NameOf(static_cast<Field>(i)));
    }
    out.push_back(line);
  }
  return out;
}

TEST(TemplateTest, PiecesTellWhatStandsWhere) {
  const Template words =
      *Template::Compile("Hi[ {name}][, {trade|job} at {address}]: {{ok {person}");
  EXPECT_THAT(
      PiecesOf(words),
      ElementsAre("0 'Hi'", "3 ' ', clause 1, needs name", "4 name, clause 1, needs name",
                  "12 ', ', clause 2, needs address", "14 trade or 'job', clause 2, needs address",
                  "25 ' at ', clause 2, needs address", "29 address, clause 2, needs address",
                  "39 ': {'", "43 'ok '", "46 person"));
  EXPECT_THAT(PiecesOf(*Template::Compile("")), IsEmpty());
  EXPECT_THAT(PiecesOf(Template()), IsEmpty());
}

// Words and fallbacks are ranges of the source, so that an editor can point at them.
TEST(TemplateTest, PiecesAreStretchesOfTheSource) {
  const Template words = *Template::Compile("a]] {name|Zoë}[[[ {trade}]é");
  for (const Template::Piece& piece : words.Pieces()) {
    if (piece.field.has_value()) {
      EXPECT_EQ(words.source()[piece.at], '{');
    } else {
      EXPECT_EQ(piece.words.data(), words.source().data() + piece.at);
      EXPECT_FALSE(piece.words.empty());
    }
    if (piece.fallback.empty()) continue;
    EXPECT_EQ(piece.fallback.data(), words.source().data() + words.source().find("Zoë"));
  }
}

TEST(TemplateTest, FieldsHaveTheNamesOfTheGrammar) {
  for (const Field field : kEveryField) {
    const Template words = *Template::Compile("{" + std::string(NameOf(field)) + "|x}");
    ASSERT_EQ(words.Pieces().size(), 1U);
    EXPECT_EQ(words.Pieces()[0].field, field);
  }
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
