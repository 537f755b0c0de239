// R50-R53: the word lists of lint, built in and custom.
#include "textback/config/lint_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

using List = LintWords::List;

constexpr std::string_view kLists[] = {"pressure",      "apology",   "promotion", "missed_call",
                                       "greeting",      "stop",      "start",     "closed_start",
                                       "open_word",     "capitals",  "allowed",   "permission",
                                       "hard_question", "sales_talk"};

// A file with one phrase "<list>-word" in each list, on lines 3 n + 1 to 3 n + 3. `instead`
// replaces the lines of a list.
std::string File(std::string_view list = "", std::string_view instead = "") {
  std::string yaml;
  for (const std::string_view name : kLists) {
    if (name == list) {
      yaml += instead;
      continue;
    }
    yaml += std::string(name) + ":\n  reason: why\n  phrases: {en: [" + std::string(name) + "]}\n";
  }
  return yaml;
}

std::string ErrorOf(std::string_view yaml) {
  const auto words = ParseLintWords(yaml, "l.yaml");
  if (words.ok()) return "no error";
  EXPECT_EQ(words.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(words.status().message());
}

TEST(LintYamlTest, ReadsListsByLanguage) {
  const auto words = ParseLintWords(File(), "l.yaml");
  ASSERT_TRUE(words.ok()) << words.status();
  EXPECT_THAT((*words)->Languages(), ElementsAre("en"));
  for (const List list : {List::kPressure, List::kClosedStart, List::kAllowed}) {
    ASSERT_EQ((*words)->Of(list, "en").size(), 1u) << NameOf(list);
    EXPECT_EQ((*words)->Of(list, "en").front().written, NameOf(list));
  }
}

// R52: what a carrier takes, where it takes less.
TEST(LintYamlTest, ReadsProfiles) {
  const auto words =
      ParseLintWords(File() + "profiles:\n  short_100: {reason: why, characters: 100}\n", "l.yaml");
  ASSERT_TRUE(words.ok()) << words.status();
  ASSERT_NE((*words)->FindProfile("short_100"), nullptr);
  EXPECT_EQ((*words)->FindProfile("short_100")->characters, 100u);
  EXPECT_EQ((*words)->FindProfile("canada_136"), nullptr);
  EXPECT_EQ((*LintProfileNamed("canada_136"))->characters, 136u);
  EXPECT_EQ(*LintProfileNamed(""), nullptr);
  const auto wrong = [](std::string_view profiles) {
    return ErrorOf(File() + "profiles:\n  p: " + std::string(profiles) + "\n");
  };
  EXPECT_THAT(wrong("{reason: why, characters: 160}"),
              StartsWith("l.yaml:44: profiles.p.characters: a segment has 160; write fewer"));
  EXPECT_THAT(wrong("{reason: why, characters: few}"),
              StartsWith("l.yaml:44: profiles.p.characters: 'few' is not a whole number"));
  EXPECT_THAT(wrong("{characters: 100}"), StartsWith("l.yaml:44: profiles.p.reason: missing"));
  EXPECT_THAT(wrong("short"), StartsWith("l.yaml:44: profiles.p: a text where"));
}

TEST(LintYamlTest, OnlyWhatIsAllowedMayBeLeftOut) {
  EXPECT_EQ(ErrorOf(File("allowed")), "no error");
  EXPECT_EQ(ErrorOf(File("allowed", "allowed: {reason: none yet, phrases: {}}\n")), "no error");
  for (const std::string_view list : kLists) {
    if (list == "allowed") continue;
    EXPECT_THAT(ErrorOf(File(list)), StartsWith("l.yaml:1: " + std::string(list) + ": missing"));
  }
}

TEST(LintYamlTest, MistakesAreNamedWithTheirLine) {
  struct Mistake {
    std::string instead;  // of the first list, on line 1
    std::string message;
  };
  const std::vector<Mistake> mistakes = {
      {"pressure: [hurry]\n", "l.yaml:1: pressure: a list where a group of fields"},
      {"pressure:\n  phrases: {en: [x]}\n", "l.yaml:2: pressure.reason: missing"},
      {"pressure:\n  reason: ''\n  phrases: {en: [x]}\n", "l.yaml:2: pressure.reason: empty"},
      {"pressure:\n  reason: why\n", "l.yaml:2: pressure.phrases: missing"},
      {"pressure:\n  reason: why\n  phrase: {en: [x]}\n",
       "l.yaml:3: pressure: unknown field 'phrase'; did you mean phrases?"},
      {"pressure:\n  reason: why\n  phrases: [x]\n",
       "l.yaml:3: pressure.phrases: a list where a group of fields"},
      {"pressure:\n  reason: why\n  phrases:\n    english: [x]\n",
       "l.yaml:4: pressure.phrases: 'english' is not a language; write en, fr or fr-CA"},
      {"pressure:\n  reason: why\n  phrases:\n    en: hurry\n",
       "l.yaml:4: pressure.phrases.en: no list of phrases; write one, as in  en: [first, second]"},
      {"pressure:\n  reason: why\n  phrases:\n    en: []\n",
       "l.yaml:4: pressure.phrases.en: no list of phrases"},
      {"pressure:\n  reason: why\n  phrases:\n    en:\n      - x\n      - [y]\n",
       "l.yaml:6: pressure.phrases.en: a list where a phrase belongs"},
      {"pressure:\n  reason: why\n  phrases:\n    en:\n      - x\n      - ' '\n",
       "l.yaml:6: pressure.phrases.en: empty"},
      {"pressure:\n  reason: why\n  phrases:\n    en:\n      - x\n      - '!?'\n",
       "l.yaml:6: pressure.phrases.en: '!?' has no letter or digit; remove it"},
      {"pressure:\n  reason: why\n  phrases:\n    en:\n      - Été’s\n      - ete's\n",
       "l.yaml:6: pressure.phrases.en: 'ete's' is there already, as 'Été’s'; remove one"},
      {"pressure:\n  reason: why\n  phrases: {en: [x], fr: [y]}\n",
       "l.yaml:4: apology.phrases: none in 'fr', which other lists have; add some"},
      {"presure: {}\n", "l.yaml:1: unknown field 'presure'; did you mean pressure?"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(File("pressure", mistake.instead)), StartsWith(mistake.message))
        << mistake.instead;
  EXPECT_THAT(
      ErrorOf(File("open_word", "open_word: {reason: why, phrases: {en: [CLOSED_START]}}\n")),
      StartsWith("l.yaml:25: open_word.phrases.en: 'CLOSED_START' is in closed_start too; remove"));
}

TEST(LintYamlTest, WhatShipsHasEveryListInThreeLanguages) {
  const LintWords& words = *BuiltInLintWords();
  EXPECT_THAT(words.Languages(), ElementsAre("en", "fr", "es"));
  for (const List list : LintWords::kEveryList) {
    for (const std::string_view language : words.Languages()) {
      EXPECT_THAT(words.Of(list, language), Not(IsEmpty())) << NameOf(list) << " " << language;
    }
  }
}

// R50, R52: a proposed word must not cost a segment: Ê is outside GSM-7.
TEST(LintYamlTest, TheWordsToStopAreThoseOfTheLanguage) {
  const LintWords& words = *BuiltInLintWords();
  EXPECT_EQ(words.Of(List::kStop, "en").front().written, "STOP");
  EXPECT_EQ(words.Of(List::kStop, "fr").front().written, "ARRET");
  EXPECT_EQ(words.Of(List::kStop, "es").front().written, "ALTO");
  EXPECT_EQ(words.Of(List::kStart, "fr").front().written, "START");
}

// An allowed phrase that contains no listed phrase has no effect.
TEST(LintYamlTest, EveryAllowedPhraseHoldsOneOfAnotherList) {
  const LintWords& words = *BuiltInLintWords();
  for (const std::string_view language : words.Languages()) {
    for (const LintWords::Phrase& allowed : words.Of(List::kAllowed, language)) {
      bool holds = false;
      for (const List list : {List::kPressure, List::kApology, List::kPromotion}) {
        for (const LintWords::Phrase& phrase : words.Of(list, language))
          holds = holds || allowed.folded.find(phrase.folded) != std::string::npos;
      }
      EXPECT_TRUE(holds) << allowed.written;
    }
  }
}

}  // namespace
}  // namespace textback
