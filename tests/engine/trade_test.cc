// R27, R53: a plumber's trades from end to end. They are defined only in
// examples/data/plumber.yaml.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr TradeId kDrain = TradeId::Of("drain");
constexpr TradeId kHeater = TradeId::Of("water_heater");

const Instant kFriday = At("2026-11-20T10:00:00-07:00");

absl::StatusOr<std::shared_ptr<const Policy>> PlumberPolicy(Account account) {
  const absl::StatusOr<PlaybookFile> own =
      LoadPlaybook(std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/plumber.yaml");
  if (!own.ok()) return own.status();
  FollowUps follow_ups = FollowUps::Of(BuiltInPlaybooks());
  follow_ups[own->inquiry] = {.playbook = own->playbook, .script = own->script};
  return MakePolicy(std::move(account), std::move(follow_ups), *BuiltInPlaces(), BuiltInReplies());
}

World Plumber(Account account = Northside()) { return World(*PlumberPolicy(std::move(account))); }

Account WithTeam() {
  Account account = Northside();
  account.team = {
      {.id = PersonId::Of("alex"), .owner = true},
      {.id = PersonId::Of("kim"), .trades = {kDrain}},
      {.id = PersonId::Of("pat"), .trades = {kHeater}},
  };
  return account;
}

std::string BodyOf(const World& world, std::size_t text) { return world.sent().at(text).text.body; }

TEST(TradeTest, AFormAboutADrainGetsThePlumbersWords) {
  for (const auto& [locale, first, second] :
       {std::tuple("en", "Which drain is slow or blocked?", "a look at your drain."),
        std::tuple("fr", "Quel drain est lent ou bouché?", "venir voir votre drain."),
        std::tuple("es", "¿Qué drenaje no corre bien?", "revisamos su drenaje.")}) {
    World world = Plumber();
    world.Feed(kFriday - hours{1}, DetailsKnown{{.locale = locale}});
    world.Feed(kFriday, FormInquiry{.trade = kDrain, .name = "Dana"});
    world.RunUntil(kFriday + hours{3});
    ASSERT_EQ(world.sent().size(), 2u) << locale;
    EXPECT_THAT(BodyOf(world, 0), HasSubstr(first));
    EXPECT_THAT(BodyOf(world, 1), HasSubstr(second));
    EXPECT_EQ(world.lead().profile.trade, kDrain);
  }
}

// R53: the unknown trade is kept for people to see, and the general wording is used. The journal
// says so.
TEST(TradeTest, ATradeThatNoPlaybookNamesGetsTheWordsForEverybody) {
  World world = Plumber();
  world.Feed(kFriday, FormInquiry{.trade = TradeId::Of("roof"), .name = "Dana"});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownTrade));
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(BodyOf(world, 0), HasSubstr("What can we fix for you?"));
  EXPECT_EQ(world.lead().profile.trade, TradeId::Of("roof"));
  const Decision& known = world.Feed(kFriday + hours{1}, DetailsKnown{{.trade = kDrain}});
  EXPECT_FALSE(Has(known, Why::kUnknownTrade));
  EXPECT_TRUE(Has(world.Feed(kFriday + hours{1}, DetailsKnown{{.trade = TradeId::Of("roof")}}),
                  Why::kUnknownTrade));
}

// R27
TEST(TradeTest, AReplyThatNamesATradeGoesToWhomDoesIt) {
  for (const auto& [reply, trade, who] :
       {std::tuple("The sewer has to be inspected", kDrain, "kim"),
        std::tuple("Mon chauffe-eau a vingt ans", kHeater, "pat"),
        std::tuple("Quiero un calentador con agua caliente al instante", kHeater, "pat")}) {
    World world = Plumber(WithTeam());
    world.Feed(kFriday, FormInquiry{.name = "Dana"});
    world.RunUntil(kFriday + hours{1});
    const Decision told = world.Feed(kFriday + hours{1}, TextIn{.body = reply});
    EXPECT_TRUE(Has(told, Why::kTradeHeard)) << reply;
    EXPECT_EQ(world.lead().profile.trade, trade) << reply;
    ASSERT_FALSE(told.tasks.empty()) << reply;
    EXPECT_EQ(told.tasks.front().to, who) << reply;
  }
}

// A form or a person's note takes precedence over a word in a reply; an ambiguous word has no
// effect.
TEST(TradeTest, NothingIsLearnedWhereItIsKnownOrInDoubt) {
  World known = Plumber();
  known.Feed(kFriday, FormInquiry{.trade = kHeater, .name = "Dana"});
  EXPECT_FALSE(Has(known.Feed(kFriday + hours{1}, TextIn{.body = "It drips into the drain"}),
                   Why::kTradeHeard));
  EXPECT_EQ(known.lead().profile.trade, kHeater);
  World doubtful = Plumber();
  doubtful.Feed(kFriday, FormInquiry{.name = "Dana"});
  EXPECT_FALSE(Has(doubtful.Feed(kFriday + hours{1}, TextIn{.body = "drain or water heater"}),
                   Why::kTradeHeard));
  EXPECT_EQ(doubtful.lead().profile.trade, TradeId());
  // The built-in playbooks define no words by which their trades are recognized.
  World renovator;
  renovator.Feed(kFriday, FormInquiry{.name = "Dana"});
  EXPECT_FALSE(
      Has(renovator.Feed(kFriday + hours{1}, TextIn{.body = "a kitchen"}), Why::kTradeHeard));
}

TEST(TradeTest, AMemberOfATradeThatIsNeverNamedIsAMistake) {
  Account account = WithTeam();
  account.team[1].trades = {TradeId::Of("drian")};
  const auto policy = PlumberPolicy(account);
  EXPECT_EQ(policy.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(std::string(policy.status().message()),
            "account 'northside': team: 'kim': trades: no playbook names 'drian'; known are "
            "kitchen, basement, bathroom, general, drain, water_heater");
}

}  // namespace
}  // namespace textback
