// R57: what the lead writes, else what is known, else the region's, else the account's.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/small_words.h"
#include "textback/text/segments.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::Not;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");
const PhoneNumber kMontreal = Number("+15145550123");
constexpr const char* kOther = "Reply in English for English.";

World Called(Account account, PhoneNumber phone, LeadProfile profile = {}) {
  World world(SmallPolicy(std::move(account)), phone);
  if (profile != LeadProfile{}) world.Feed(kFriday - hours{1}, DetailsKnown{profile});
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

const Text& First(const World& world) { return world.sent().at(0).text; }

TEST(LanguageOfATextTest, TheAccountsIfNothingIsKnown) {
  EXPECT_EQ(First(Called(Northside(), Number("+14035550123"))).wording.locale, "en");
  Account spanish = Northside();
  spanish.locale = "es";
  EXPECT_EQ(First(Called(spanish, Number("+14035550123"))).wording.locale, "es");
}

TEST(LanguageOfATextTest, TheRegionsBeforeTheAccounts) {
  const World world = Called(Northside(), kMontreal);
  EXPECT_EQ(First(world).wording.locale, "fr");
  EXPECT_THAT(First(world).body, HasSubstr(kOther));
  EXPECT_THAT(First(world).body, HasSubstr("ARRET"));
  bool said = false;
  for (const Decision& decision : world.decisions())
    said = said || Has(decision, Why::kRegionLanguage);
  EXPECT_TRUE(said);
  const World given = Called(Northside(), Number("+14035550123"), {.region = "CA-QC"});
  EXPECT_EQ(First(given).wording.locale, "fr");
  const World moved = Called(Northside(), kMontreal, {.region = "CA-ON"});
  EXPECT_EQ(First(moved).wording.locale, "en");
}

// Only the first text says how to go on.
TEST(LanguageOfATextTest, TheOtherLanguageIsOfferedOnce) {
  World world = Called(Northside(), kMontreal);
  world.RunUntil(kFriday + hours{3});
  ASSERT_EQ(world.sent().size(), 2U);
  EXPECT_EQ(world.sent()[1].text.wording.locale, "fr");
  EXPECT_THAT(world.sent()[1].text.body, Not(HasSubstr(kOther)));
}

TEST(LanguageOfATextTest, WhatIsKnownBeforeTheRegions) {
  const World english = Called(Northside(), kMontreal, {.locale = "en"});
  EXPECT_EQ(First(english).wording.locale, "en");
  const World french = Called(Northside(), kMontreal, {.locale = "fr-CA"});
  EXPECT_THAT(First(french).body, Not(HasSubstr(kOther)));
}

// What the lead writes counts before all else, and is remembered if it is sure.
TEST(LanguageOfATextTest, WhatTheLeadWritesBeforeAllElse) {
  World world = Called(Northside(), kMontreal, {.locale = "fr"});
  const Decision decision =
      world.Feed(kFriday + minutes{5}, TextIn{.body = "I need a quote for the kitchen please"});
  EXPECT_EQ(world.lead().profile.locale, "en");
  EXPECT_TRUE(Has(decision, Why::kLanguageHeard));
  world.Feed(kFriday + minutes{9}, TextIn{.body = "Are you a bot?"});
  world.RunUntil(kFriday + minutes{10});
  EXPECT_EQ(world.sent().back().text.wording.locale, "en");
}

TEST(LanguageOfATextTest, AnAnswerToTheOfferIsEnough) {
  World world = Called(Northside(), kMontreal);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "English please"});
  EXPECT_EQ(world.lead().profile.locale, "en");
}

TEST(LanguageOfATextTest, AWordIsNotRemembered) {
  World world = Called(Northside(), Number("+14035550123"));
  world.Feed(kFriday + minutes{5}, TextIn{.body = "oui merci"});
  EXPECT_EQ(world.lead().profile.locale, "");
  world.Feed(kFriday + minutes{6}, TextIn{.body = "ok"});
  EXPECT_EQ(world.lead().profile.locale, "");
}

// The country of the known locale stays if the language is the same.
TEST(LanguageOfATextTest, ACountryIsNotForgotten) {
  World world = Called(Northside(), kMontreal, {.locale = "fr-CA"});
  world.Feed(kFriday + minutes{5},
             TextIn{.body = "Bonjour, je voudrais une soumission pour la cuisine"});
  EXPECT_EQ(world.lead().profile.locale, "fr-CA");
}

// R23: what a machine writes is not the lead's language.
TEST(LanguageOfATextTest, AMachineSaysNothingAboutIt) {
  World world = Called(Northside(), kMontreal);
  world.Feed(kFriday + minutes{5},
             TextIn{.body = "Out of office. I will read this when I am back at the desk."});
  EXPECT_EQ(world.lead().profile.locale, "");
}

// R31: STOP is the same word everywhere, so its confirmation is in the lead's language.
TEST(LanguageOfATextTest, TheConfirmationToo) {
  World world = Called(Northside(), kMontreal);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  world.RunUntil(kFriday + minutes{6});
  EXPECT_THAT(world.sent().back().text.body, HasSubstr("textos"));
}

// R52: with the sentence about English a first text still fits two segments.
TEST(LanguageOfATextTest, TheOfferFitsTwoSegments) {
  Account account = Northside();
  account.name = "Northside Renovations and Restorations Ltd.";
  account.person = "Maximilian";
  for (const char* name : {"", "Maximiliane"}) {
    const World world = Called(account, kMontreal,
                               {.name = name, .trade = TradeId::Of("bathroom"), .region = "CA-QC"});
    EXPECT_LE(First(world).segments, 2U) << First(world).body;
  }
}

}  // namespace
}  // namespace textback
