// Ids: which texts are valid, and that literal ids are checked at compile time.
#include "textback/model/id.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace textback {
namespace {

using ::testing::HasSubstr;

constexpr TradeId kDrain = TradeId::Of("drain");
static_assert(kDrain.view() == "drain" && !kDrain.empty());
static_assert(TradeId().empty());

TEST(IdTest, OneOfAProgramIsOneThatWasRead) {
  EXPECT_EQ(kDrain, *TradeId::Parse("drain"));
  EXPECT_LT(kDrain, TradeId::Of("water_heater"));
  EXPECT_EQ(TradeId::Of("12345678901234567890123").view().size(), TradeId::kMaxSize);
  EXPECT_EQ(StepName::Of("text_1"), *StepName::Parse("text_1"));
}

TEST(IdTest, WhatIsNoIdSaysWhy) {
  const auto error = [](std::string_view text) {
    return std::string(TradeId::Parse(text).status().message());
  };
  EXPECT_EQ(error(""), "trade: empty");
  EXPECT_THAT(error("water heater"), HasSubstr("trade: character 6 is a space"));
  EXPECT_THAT(error("égout"), HasSubstr("trade: character 1 is"));
  EXPECT_THAT(error("123456789012345678901234"), HasSubstr("24 characters, at most 23"));
}

}  // namespace
}  // namespace textback
