// R61: delivery reports for texts that the carrier accepted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/lifecycle_cases.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Report = DeliveryReported::Report;
using Kind = SendOutcome::Kind;

// The lead called and was greeted; the key is the greeting's.
World Greeted(TextKey& key) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  key = world.sent().front().text.key;
  return world;
}

// R61: "delivered" changes nothing, and the journal says so.
TEST(Delivery, DeliveredChangesNothing) {
  TextKey key;
  World world = Greeted(key);
  const LeadState before = world.state();
  world.Feed(kFriday + minutes{2}, DeliveryReported{.key = key, .report = Report::kDelivered});
  EXPECT_TRUE(Has(world.last(), Why::kDelivered));
  EXPECT_EQ(world.state().sequence, before.sequence);
  EXPECT_EQ(world.state().wake_at, before.wake_at);
  EXPECT_THAT(world.Tasks(), IsEmpty());
}

// R61: an undelivered text creates one task, however often it is reported, and is never sent again;
// the steps continue.
TEST(Delivery, UndeliveredIsOneTaskAndNoSecondText) {
  TextKey key;
  World world = Greeted(key);
  for (int i = 2; i < 5; ++i)
    world.Feed(kFriday + minutes{i}, DeliveryReported{.key = key, .code = "30005"});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownText)) << "R74: told twice";
  EXPECT_THAT(world.Tasks(), ElementsAre("call_back"));
  const Decision& told = world.decisions().at(world.decisions().size() - 3);
  EXPECT_TRUE(Has(told, Why::kUndelivered));
  EXPECT_NE(told.tasks.front().detail.find("30005"), std::string::npos);
  world.RunUntil(kFriday + hours{4});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
}

// R61, R2: no other text would arrive there either, so the number counts as refused by the carrier.
TEST(Delivery, ALandlineIsRefusedForGood) {
  TextKey key;
  World world = Greeted(key);
  world.Feed(kFriday + minutes{2},
             DeliveryReported{.key = key, .report = Report::kNotMobile, .code = "30006"});
  EXPECT_TRUE(world.state().marks.refused);
  EXPECT_EQ(world.state().phase, Phase::kUnreachable);
  world.Feed(kFriday + minutes{3},
             DeliveryReported{.key = key, .report = Report::kNotMobile, .code = "30006"});
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(), ElementsAre("call_back"));
}

// R61, R74: the report comes before the carrier's own answer: the text counts as accepted, once.
TEST(Delivery, AReportMayOvertakeTheOutcome) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  world.Deliver(kFriday + seconds{12}, DeliveryReported{.key = text.key, .code = "30003"});
  EXPECT_TRUE(world.state().out.empty());
  EXPECT_EQ(world.state().sequence.step, Named("text_2"));
  EXPECT_THAT(world.Tasks(), ElementsAre("call_back"));
  const LeadState once = world.state();
  world.Settle(text, {.kind = Kind::kAccepted});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownText));
  EXPECT_EQ(world.state().sequence, once.sequence);
}

// R61: a text that may have left is now known to be undelivered.
TEST(Delivery, WhatMayHaveLeftDidntArrive) {
  World world;
  world.outcomes = {{.kind = Kind::kAmbiguous}};
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  const TextKey key = world.decisions().at(1).text->key;
  world.Feed(kFriday + minutes{2}, DeliveryReported{.key = key, .code = "30005"});
  EXPECT_THAT(world.Tasks(), ElementsAre("unsure", "call_back"));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
}

// R74: reports about another episode, another attempt or an answer need no action.
TEST(Delivery, WhatNobodyAsksAboutChangesNothing) {
  TextKey key;
  World world = Greeted(key);
  TextKey later = key;
  later.attempt = 2;
  TextKey next = key;
  next.episode = 2;
  for (const TextKey& unknown : {later, next}) {
    const LeadState before = world.state();
    world.Feed(kFriday + minutes{2}, DeliveryReported{.key = unknown});
    EXPECT_TRUE(Has(world.last(), Why::kUnknownText));
    EXPECT_EQ(world.state().sequence, before.sequence);
  }
  world.Feed(kFriday + minutes{3}, OutcomeReported{OutcomeReported::Outcome::kBooked});
  world.Feed(kFriday + hours{5}, MissedCall{});
  world.Feed(kFriday + hours{5}, DeliveryReported{.key = key});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownText)) << "of the episode before";
  world.Feed(kFriday + hours{6}, TextIn{.body = "STOP"});
  world.RunUntil(kFriday + hours{6} + minutes{1});
  world.Feed(kFriday + hours{6} + minutes{2},
             DeliveryReported{.key = world.sent().back().text.key});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownText)) << "of an answer";
  EXPECT_THAT(world.Tasks(), IsEmpty());
}

}  // namespace
}  // namespace textback
