#include "textback/text/script.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace textback {
namespace {

using ::testing::HasSubstr;

const StepName kText1 = *StepName::Parse("text_1");
const StepName kText2 = *StepName::Parse("text_2");

Template Words(std::string_view source) { return *Template::Compile(source); }

Script TwoLanguages() {
  Script script;
  EXPECT_TRUE(script.Add(kText1, Variant::kPlain, "en", Words("plain en")).ok());
  EXPECT_TRUE(script.Add(kText1, Variant::kLate, "en", Words("late en")).ok());
  EXPECT_TRUE(script.Add(kText2, Variant::kPlain, "en", Words("second en")).ok());
  EXPECT_TRUE(script.Add(kText1, Variant::kPlain, "fr", Words("plain fr")).ok());
  EXPECT_TRUE(script.AddFooter("en", Words("foot en")).ok());
  EXPECT_TRUE(script.AddFooter("fr", Words("foot fr")).ok());
  EXPECT_TRUE(script.AddTrade("en", Trade::kBasement, "basement").ok());
  EXPECT_TRUE(script.AddTrade("fr", Trade::kBasement, "sous-sol").ok());
  return script;
}

std::string Found(const Script& script, const StepName& step, Variant variant,
                  std::string_view locale) {
  const Script::Words words = script.Find(step, variant, locale);
  if (words.body == nullptr) return "nothing";
  return words.body->source() + " / " + words.footer->source() + " / " + std::string(words.locale);
}

// R6, R7: the variant is a wish, the words are a must.
TEST(ScriptTest, AMissingVariantFallsBackToPlain) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, kText1, Variant::kLate, "en"), "late en / foot en / en");
  EXPECT_EQ(Found(script, kText1, Variant::kKnown, "en"), "plain en / foot en / en");
}

TEST(ScriptTest, TheLanguageMattersMoreThanTheVariant) {
  EXPECT_EQ(Found(TwoLanguages(), kText1, Variant::kLate, "fr"), "plain fr / foot fr / fr");
}

TEST(ScriptTest, ALanguageWithACountryFindsTheLanguage) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, kText1, Variant::kPlain, "fr-CA"), "plain fr / foot fr / fr");
  EXPECT_EQ(script.TradeWords(Trade::kBasement, "fr-CA"), "sous-sol");
}

TEST(ScriptTest, AMissingLanguageFallsBackToTheFirstWithItsFooter) {
  const Script script = TwoLanguages();
  EXPECT_EQ(Found(script, kText1, Variant::kPlain, "es"), "plain en / foot en / en");
  EXPECT_EQ(Found(script, kText1, Variant::kPlain, ""), "plain en / foot en / en");
  EXPECT_EQ(Found(script, kText2, Variant::kPlain, "fr"), "second en / foot en / en");
}

TEST(ScriptTest, AStepWithoutWordsHasNone) {
  EXPECT_EQ(Found(TwoLanguages(), *StepName::Parse("text_9"), Variant::kPlain, "en"), "nothing");
  EXPECT_EQ(Found(Script(), kText1, Variant::kPlain, "en"), "nothing");
}

// R53: another language's word for a trade would be a stranger in the sentence; no value is better.
TEST(ScriptTest, ATradeIsSaidInItsLanguageOrNotAtAll) {
  const Script script = TwoLanguages();
  EXPECT_EQ(script.TradeWords(Trade::kBasement, "en"), "basement");
  EXPECT_EQ(script.TradeWords(Trade::kBasement, "es"), "");
  EXPECT_EQ(script.TradeWords(Trade::kKitchen, "en"), "");
  EXPECT_EQ(script.TradeWords(Trade::kUnknown, "en"), "");
}

TEST(ScriptTest, NothingIsSaidTwice) {
  Script script = TwoLanguages();
  const absl::Status words = script.Add(kText1, Variant::kLate, "en", Words("again"));
  EXPECT_EQ(words.code(), absl::StatusCode::kAlreadyExists);
  EXPECT_THAT(std::string(words.message()), HasSubstr("'text_1' has late words in 'en'"));
  EXPECT_EQ(script.AddFooter("fr", Words("again")).code(), absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(script.AddTrade("fr", Trade::kBasement, "cave").code(),
            absl::StatusCode::kAlreadyExists);
  EXPECT_EQ(Found(script, kText1, Variant::kLate, "en"), "late en / foot en / en");
}

// R50: the required parts come with the footer.
TEST(ScriptTest, ALanguageWithoutAFooterIsRefused) {
  Script script = TwoLanguages();
  EXPECT_TRUE(script.Check().ok());
  ASSERT_TRUE(script.Add(kText1, Variant::kPlain, "es", Words("plain es")).ok());
  const absl::Status status = script.Check();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("'es' has words but no footer"));
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
