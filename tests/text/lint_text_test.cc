// How lint reads a text: phrases in any spelling (R51), renderings (R53), sentences.
#include "text/lint_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/lint_yaml.h"
#include "textback/model/utf8.h"

namespace textback::lint {
namespace {

using ::testing::ElementsAre;

using List = LintWords::List;

TEST(LintWordsTest, APhraseIsKeptOnceInWhateverSpelling) {
  LintWords words;
  EXPECT_TRUE(words.Add(List::kApology, "fr", "Désolé").ok());
  EXPECT_EQ(words.Add(List::kApology, "fr", "DESOLE").code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(words.Add(List::kApology, "en", "désolé").ok());
  EXPECT_TRUE(words.Add(List::kPressure, "fr", "désolé").ok());
  EXPECT_EQ(words.Add(List::kStop, "en", " ?! ").code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(words.Languages(), ElementsAre("fr", "en"));
}

TEST(LintWordsTest, ALocaleFindsItsLanguage) {
  LintWords words;
  ASSERT_TRUE(words.Add(List::kStop, "en", "STOP").ok());
  ASSERT_TRUE(words.Add(List::kStop, "fr", "ARRET").ok());
  ASSERT_TRUE(words.Add(List::kStop, "fr-FR", "STOP").ok());
  EXPECT_EQ(words.LanguageFor("fr-CA"), "fr");
  EXPECT_EQ(words.LanguageFor("fr-FR"), "fr-FR");
  EXPECT_EQ(words.LanguageFor(""), "en");
  EXPECT_EQ(words.LanguageFor("de"), "");
  EXPECT_TRUE(words.Of(List::kStop, "de").empty());
  EXPECT_EQ(LintWords().LanguageFor(""), "");
}

std::vector<std::string> Found(std::string_view text) {
  LintWords words;
  for (const char* phrase : {"don't wait", "sorry", "so sorry", "été", "% off", "cœur"})
    EXPECT_TRUE(words.Add(List::kPressure, "en", phrase).ok());
  EXPECT_TRUE(words.Add(List::kAllowed, "en", "not so sorry").ok());
  std::vector<std::string> found;
  for (const Match& match :
       FindAll(Fold(text), words.Of(List::kPressure, "en"), words.Of(List::kAllowed, "en"))) {
    found.emplace_back(text.substr(match.begin, match.end - match.begin));
  }
  return found;
}

TEST(LintTextTest, PhrasesAreFoundHoweverTheyAreWritten) {
  EXPECT_THAT(Found("DON’T wait, Don`t\u00A0 WAIT!"),
              ElementsAre("DON’T wait", "Don`t\u00A0 WAIT"));
  EXPECT_THAT(Found("ete Été e\u0301te\u0301!"), ElementsAre("ete", "Été", "e\u0301te\u0301"));
  EXPECT_THAT(Found("SO sorry, sorry"), ElementsAre("SO sorry", "sorry"));
  EXPECT_THAT(Found("10% off"), ElementsAre("% off"));
  EXPECT_THAT(Found("Cœur, COEUR"), ElementsAre("Cœur", "COEUR"));
  EXPECT_THAT(Found("not so sorry, so  sorry"), ElementsAre("so  sorry"));
  EXPECT_THAT(Found("¡sorry! “sorry”"), ElementsAre("sorry", "sorry"));
}

// The letters of Latin-1 and Latin Extended-A, which cover the languages of this continent. Sixteen
// per line, separated by spaces if one gives two letters or is unchanged.
TEST(LintTextTest, AccentsAndCaseDontCount) {
  constexpr std::array<std::string_view, 12> kRows = {
      "a a a a a a ae c e e e e i i i i",   // U+00C0
      "ð n o o o o o \1 o u u u u y þ ss",  // U+00D0
      "a a a a a a ae c e e e e i i i i",   // U+00E0
      "ð n o o o o o \1 o u u u u y þ y",   // U+00F0
      "a a a a a a c c c c c c c c d d",    // U+0100
      "d d e e e e e e e e e e g g g g",    // U+0110
      "g g g g h h h h i i i i i i i i",    // U+0120
      "i i ij ij j j k k ĸ l l l l l l l",  // U+0130
      "l l l n n n n n n ʼn ŋ ŋ o o o o",   // U+0140
      "o o oe oe r r r r r r s s s s s s",  // U+0150
      "s s t t t t t t u u u u u u u u",    // U+0160
      "u u u u w w y y y z z z z z z s",    // U+0170
  };
  for (std::size_t row = 0; row < kRows.size(); ++row) {
    std::string letters;
    for (char32_t i = 0; i < 16; ++i) {
      if (i > 0) letters += ' ';
      AppendUtf8(letters, 0xC0 + 16 * static_cast<char32_t>(row) + i);
    }
    EXPECT_EQ(Fold(letters).text, kRows[row]) << letters;
  }
  EXPECT_EQ(Fold("ÉTÉ ΑΒΓ Жук ﬁn").text, "ete αβγ жук fin");
}

TEST(LintTextTest, PhrasesStandAtTheEdgesOfWords) {
  EXPECT_TRUE(Found("sorrysorry sorry1 asorry ésorry don't—wait don't, wait % offer").empty());
}

std::vector<std::string> SentencesOf(std::string_view source) {
  const Template body = *Template::Compile(source);
  const LintSubject subject{.body = &body, .trade_words = "No. 1"};
  const Rendering rendering = RenderAll(subject).front();
  std::vector<std::string> out;
  for (const Span& span : Sentences(rendering, rendering.text.size()))
    out.emplace_back(rendering.In(span));
  return out;
}

TEST(LintTextTest, SentencesEndInTheTemplatesWordsOnly) {
  EXPECT_THAT(SentencesOf("Hi. See x.ca/?a=b or 3.5 (really?!) {trade|x} then\n\nok"),
              ElementsAre("Hi.", "See x.ca/?a=b or 3.5 (really?!)", "No. 1 then", "ok"));
  EXPECT_THAT(SentencesOf("  "), ElementsAre());
}

TEST(LintTextTest, EveryCombinationIsRenderedOnceTheFullestFirst) {
  const Template body = *Template::Compile("{person}[ {name}][ {trade}]");
  const LintSubject subject{.body = &body};
  std::vector<std::string> texts;
  for (const Rendering& rendering : RenderAll(subject))
    texts.push_back(Without(rendering.missing) + ": " + rendering.text);
  EXPECT_THAT(texts, ElementsAre(": Alex Dana kitchen", "without name: Alex kitchen",
                                 "without trade: Alex Dana", "without name and trade: Alex"));
  EXPECT_EQ(Without(~0u), "without name, trade, address and reason");
}

// Lint assembles the pieces itself, to know the places: the result must be what Template would
// send. And nothing in a template can make it fail.
TEST(LintTextTest, RendersAsTemplatesDo) {
  constexpr std::array<std::string_view, 21> kPieces = {"{person}",  "{name|you}",
                                                        "[ {name}]", "[, {trade} ({address})]",
                                                        "[[",        "]]",
                                                        "{{",        "}}",
                                                        " ",         ".",
                                                        "?",         "é",
                                                        "Sorry",     "hi",
                                                        "\n",        ",",
                                                        "STOP",      "{trade|it [[is}",
                                                        "—",         "[",
                                                        "]"};
  std::uint32_t seed = 7;
  int compiled = 0;
  for (int round = 0; round < 4000; ++round) {
    std::string source;
    for (int i = 0; i < 9; ++i) {
      seed = seed * 1664525u + 1013904223u;
      source += kPieces[(seed >> 16) % kPieces.size()];
    }
    if (!Template::Compile(source).ok()) continue;
    ++compiled;
    const Template body = *Template::Compile(source);
    const Template footer = *Template::Compile("{callback}[ {name}]");
    const LintSubject subject{.first = round % 2 == 0, .body = &body, .footer = &footer};
    for (const Rendering& rendering : RenderAll(subject)) {
      Values values = TypicalValues();
      values[Field::kTrade] = "kitchen";
      for (std::size_t i = 0; i < kFieldCount; ++i) {
        if ((rendering.missing >> i & 1u) != 0) values.of[i] = {};
      }
      ASSERT_EQ(rendering.text, RenderText(subject, values)) << source;
      ASSERT_EQ(rendering.origins.size(), rendering.text.size()) << source;
    }
    for (const LintFinding& finding : Lint(subject, *BuiltInLintWords()))
      ASSERT_LE(finding.column, 200) << source;
  }
  EXPECT_GT(compiled, 1000);
}

}  // namespace
}  // namespace textback::lint
