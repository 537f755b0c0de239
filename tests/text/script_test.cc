#include "textback/text/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace textback {
namespace {

using ::testing::HasSubstr;

const StepName kText1 = *StepName::Parse("text_1");
const StepName kText2 = *StepName::Parse("text_2");
const ArmName kShort = *ArmName::Parse("short");

Template Words(std::string_view source) { return *Template::Compile(source); }

// Every text says its purpose.
Script TwoLanguages() {
  Script script;
  const auto add = [&](const Script::Key& key, std::string_view words) {
    EXPECT_TRUE(script.Add(key, Words(words)).ok()) << words;
  };
  add({.step = kText1, .locale = "en"}, "plain en");
  add({.step = kText1, .variant = Variant::kLate, .locale = "en"}, "late en");
  add({.step = kText1, .arm = kShort, .locale = "en"}, "short en");
  add({.step = kText2, .locale = "en"}, "second en");
  add({.step = kText2, .trade = TradeId::Of("kitchen"), .locale = "en"}, "second kitchen en");
  add({.step = kText1, .locale = "fr"}, "plain fr");
  EXPECT_TRUE(script.AddFooter("en", Words("foot en")).ok());
  EXPECT_TRUE(script.AddFooter("fr", Words("foot fr")).ok());
  EXPECT_TRUE(script.trades().Add("en", TradeId::Of("basement"), "basement").ok());
  EXPECT_TRUE(script.trades().Add("fr", TradeId::Of("basement"), "sous-sol").ok());
  EXPECT_TRUE(script.Check().ok());
  return script;
}

std::string Found(const Script& script, const Script::Key& key) {
  const Script::Words words = script.Find(key);
  if (words.body == nullptr) return "nothing";
  return words.body->source() + " / " + words.footer->source() + " / " + std::string(words.locale);
}

// R6, R7: a missing variant is replaced by the plain words, which must exist.
TEST(ScriptTest, AMissingVariantFallsBackToPlain) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, {.step = kText1, .variant = Variant::kLate, .locale = "en"}),
            "late en / foot en / en");
  const Script::Key known{.step = kText1, .variant = Variant::kKnown, .locale = "en"};
  EXPECT_EQ(Found(script, known), "plain en / foot en / en");
  EXPECT_EQ(script.Find(known).variant, Variant::kPlain) << "says which it was";
}

TEST(ScriptTest, TheLanguageMattersMoreThanTheVariant) {
  EXPECT_EQ(Found(TwoLanguages(), {.step = kText1, .variant = Variant::kLate, .locale = "fr"}),
            "plain fr / foot fr / fr");
}

TEST(ScriptTest, ALanguageWithACountryFindsTheLanguage) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, {.step = kText1, .locale = "fr-CA"}), "plain fr / foot fr / fr");
  EXPECT_EQ(script.trades().SaidIn("fr-CA", TradeId::Of("basement")), "sous-sol");
}

TEST(ScriptTest, AMissingLanguageFallsBackToTheFirstWithItsFooter) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, {.step = kText1, .locale = "es"}), "plain en / foot en / en");
  EXPECT_EQ(Found(script, {.step = kText1}), "plain en / foot en / en");
  EXPECT_EQ(Found(script, {.step = kText2, .locale = "fr"}), "second en / foot en / en");
}

// R53
TEST(ScriptTest, ATradeHasItsOwnWordsOrThoseForAll) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, {.step = kText2, .trade = TradeId::Of("kitchen"), .locale = "en"}),
            "second kitchen en / foot en / en");
  EXPECT_EQ(Found(script, {.step = kText2, .trade = TradeId::Of("bathroom"), .locale = "en"}),
            "second en / foot en / en");
  EXPECT_EQ(Found(script, {.step = kText1, .trade = TradeId::Of("kitchen"), .locale = "en"}),
            "plain en / foot en / en");
}

// R54, R7: an arm without late words does not make a late text sound as if it were on time.
TEST(ScriptTest, AnArmHasItsOwnWordsWhereItHasAny) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, {.step = kText1, .arm = kShort, .locale = "en"}),
            "short en / foot en / en");
  EXPECT_EQ(
      Found(script, {.step = kText1, .variant = Variant::kLate, .arm = kShort, .locale = "en"}),
      "late en / foot en / en");
  EXPECT_EQ(Found(script, {.step = kText2, .arm = kShort, .locale = "en"}),
            "second en / foot en / en");
  EXPECT_EQ(Found(script, {.step = kText1, .arm = *ArmName::Parse("other"), .locale = "en"}),
            "plain en / foot en / en");
}

TEST(ScriptTest, ACopyHasItsOwnWords) {
  auto original = std::make_unique<Script>(TwoLanguages());
  const Script copy = *original;
  original.reset();
  EXPECT_EQ(Found(copy, {.step = kText1, .locale = "fr"}), "plain fr / foot fr / fr");
}

TEST(ScriptTest, AStepWithoutWordsHasNone) {
  EXPECT_EQ(Found(TwoLanguages(), {.step = *StepName::Parse("text_9"), .locale = "en"}), "nothing");
  Script empty;
  EXPECT_TRUE(empty.Check().ok());
  EXPECT_EQ(Found(empty, {.step = kText1}), "nothing");
}

// R53: another language's word for a trade would not fit into the sentence; no value is better.
TEST(ScriptTest, ATradeIsSaidInItsLanguageOrNotAtAll) {
  const Script script = TwoLanguages();
  EXPECT_EQ(script.trades().SaidIn("en", TradeId::Of("basement")), "basement");
  EXPECT_EQ(script.trades().SaidIn("es", TradeId::Of("basement")), "");
  EXPECT_EQ(script.trades().SaidIn("en", TradeId::Of("kitchen")), "");
  EXPECT_EQ(script.trades().SaidIn("en", TradeId()), "");
}

TEST(ScriptTest, NothingIsSaidTwice) {
  Script script = TwoLanguages();
  const absl::Status words =
      script.Add({.step = kText1, .variant = Variant::kLate, .locale = "en"}, Words("again"));
  EXPECT_EQ(words.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(words.message()),
              HasSubstr("step 'text_1': late words in 'en' are there already"));
  EXPECT_EQ(script.AddFooter("fr", Words("again")).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(script.trades().Add("fr", TradeId::Of("basement"), "cave").code(),
            absl::StatusCode::kAlreadyExists);
}

// R50: the required parts are in the footer, unless the texts are complete without one.
TEST(ScriptTest, ALanguageWithoutAFooterIsRefused) {
  Script script = TwoLanguages();
  ASSERT_TRUE(script.Add({.step = kText1, .locale = "es"}, Words("plain es")).ok());
  const absl::Status status = script.Check();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("'es' has words but no footer"));
  EXPECT_TRUE(script.Check(Script::Footers::kNone).ok());
  EXPECT_EQ(script.Find({.step = kText1, .locale = "es"}).footer, nullptr);
}

TEST(ScriptTest, WordsForSomeNeedWordsForAll) {
  Script script;
  ASSERT_TRUE(
      script.Add({.step = kText1, .trade = TradeId::Of("kitchen"), .locale = "en"}, Words("x"))
          .ok());
  EXPECT_THAT(std::string(script.Check(Script::Footers::kNone).message()),
              HasSubstr("'text_1' in 'en': no plain words for everybody"));
}

TEST(ScriptTest, VariantsHaveNames) {
  for (const Variant variant : {Variant::kPlain, Variant::kKnown, Variant::kLate}) {
    EXPECT_EQ(VariantFromName(NameOf(variant)), variant);
  }
  EXPECT_EQ(NameOf(Variant::kLate), "late");
  EXPECT_EQ(VariantFromName("early"), std::nullopt);
}

}  // namespace
}  // namespace textback
