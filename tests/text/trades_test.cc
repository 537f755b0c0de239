// R27, R53: data defines which trades exist and how people name them.
#include "textback/text/trades.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr TradeId kDrain = TradeId::Of("drain");
constexpr TradeId kHeater = TradeId::Of("water_heater");

using Words = std::vector<std::string>;

Trades Plumber() {
  Trades trades;
  EXPECT_TRUE(trades.Add("en", kDrain, "drain", Words{"drain", "sewer", "backs up"}).ok());
  EXPECT_TRUE(trades.Add("en", kHeater, "water heater", Words{"water heater", "hot water"}).ok());
  EXPECT_TRUE(trades.Add("fr", kHeater, "chauffe-eau", Words{"chauffe-eau"}).ok());
  return trades;
}

TEST(TradesTest, WhatIsNamedIsKnown) {
  const Trades trades = Plumber();
  EXPECT_THAT(trades.all(), ElementsAre(kDrain, kHeater));
  EXPECT_TRUE(trades.Names(kHeater));
  EXPECT_FALSE(trades.Names(TradeId::Of("kitchen"))) << "nothing is built in";
  EXPECT_FALSE(trades.Names(TradeId()));
  std::vector<TradeId> all = {kHeater};
  trades.AppendTo(all);
  EXPECT_THAT(all, ElementsAre(kHeater, kDrain));
}

TEST(TradesTest, ATradeIsSaidInItsLanguageOrNotAtAll) {
  const Trades trades = Plumber();
  EXPECT_EQ(trades.SaidIn("fr-CA", kHeater), "chauffe-eau");
  EXPECT_EQ(trades.SaidIn("fr", kDrain), "");
  EXPECT_EQ(trades.SaidIn("es", kHeater), "");
  EXPECT_EQ(trades.SaidIn("en", TradeId()), "");
}

TEST(TradesTest, AMessageNamesOneTradeOrNone) {
  const Trades trades = Plumber();
  for (const std::string_view message :
       {"My SEWER smells", "The drain, again!", "it backs up", "the kitchen drain. Drain!"}) {
    EXPECT_EQ(trades.HeardIn(message), kDrain) << message;
  }
  for (const std::string_view message :
       {"no hot water since Monday", "mon chauffe-eau coule", "Water-heater?", "HOT WATER"}) {
    EXPECT_EQ(trades.HeardIn(message), kHeater) << message;
  }
  for (const std::string_view message : {"", "Yes, a kitchen", "water. Heater", "hot, water",
                                         "the drain and the water heater", "drained", "\xFF"}) {
    EXPECT_EQ(trades.HeardIn(message), TradeId()) << message;
  }
  EXPECT_EQ(Trades().HeardIn("drain"), TradeId());
}

// If names overlap the longer one counts: "hot water tank" may mean something else than its parts.
TEST(TradesTest, TheLongerNameCounts) {
  Trades trades = Plumber();
  const TradeId tank = TradeId::Of("tank");
  ASSERT_TRUE(trades.Add("en", tank, "tank", Words{"hot water tank"}).ok());
  EXPECT_EQ(trades.HeardIn("my hot water tank leaks"), tank);
  EXPECT_EQ(trades.HeardIn("my hot water leaks"), kHeater);
}

TEST(TradesTest, MistakesAreNamed) {
  Trades trades = Plumber();
  const auto add = [&trades](std::string_view locale, const TradeId& trade, const Words& heard) {
    return std::string(trades.Add(locale, trade, "x", heard).message());
  };
  EXPECT_THAT(add("en", kDrain, {}), HasSubstr("trade 'drain' has words in 'en' already"));
  EXPECT_THAT(add("es", kDrain, {"Hot Water"}),
              HasSubstr("'Hot Water' names the trade 'water_heater' already"));
  EXPECT_THAT(add("es", kDrain, {"!?"}), HasSubstr("'!?' has no letter or digit"));
  EXPECT_THAT(add("es", kDrain, {"one two three four five"}), HasSubstr("more than 4 words"));
  EXPECT_EQ(add("es", kDrain, {"sewer"}), "") << "a word may be given in two languages";
}

TEST(TradesTest, ThereIsALimit) {
  Trades trades;
  for (std::size_t i = 0; i < Trades::kMaxTrades; ++i) {
    const TradeId trade = *TradeId::Parse("trade_" + std::to_string(i));
    ASSERT_TRUE(trades.Add("en", trade, "x").ok());
  }
  const absl::Status status = trades.Add("en", kDrain, "drain");
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("more than 64 trades"));
  EXPECT_TRUE(trades.Add("fr", TradeId::Of("trade_0"), "x").ok()) << "in one more language";
}

}  // namespace
}  // namespace textback
