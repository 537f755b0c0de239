// R23: a machine answered, and may say until when.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/small_words.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

const Instant kWednesday = At("2026-11-25T10:00:00-06:00");

World Greeted(PhoneNumber phone = Number("+14035550123")) {
  World world(SmallPolicy(Northside()), phone);
  world.Missed(kWednesday);
  world.RunUntil(kWednesday + minutes{1});
  return world;
}

std::string Until(std::string_view words) {
  World world = Greeted();
  world.Feed(kWednesday + hours{1}, TextIn{.body = "Out of office" + std::string(words)});
  return FormatRfc3339(world.state().sequence.paused_until);
}

TEST(Machine, WaitsUntilWhatItSays) {
  EXPECT_EQ(Until(" until December 3."), "2026-12-03T16:00:00Z") << "10:00 where the lead is";
  EXPECT_EQ(Until(", back on Monday"), "2026-11-30T16:00:00Z");
  EXPECT_EQ(Until(", de retour lundi le 7"), "2026-12-07T16:00:00Z");
  EXPECT_EQ(Until(", regreso el 3 de diciembre"), "2026-12-03T16:00:00Z");
  EXPECT_EQ(Until(", back at 2pm"), "2026-11-25T20:00:00Z") << "less than a day is said";
  EXPECT_EQ(Until(". Reach me after 5"), "2026-11-25T23:00:00Z");
}

TEST(Machine, WaitsADayIfItDoesNotSay) {
  const std::string day = "2026-11-26T17:00:00Z";
  EXPECT_EQ(Until(""), day);
  EXPECT_EQ(Until(" until November 20"), day) << "that is over";
  EXPECT_EQ(Until(". Our hours are Monday to Friday, 8am to 5pm"), day);
}

TEST(Machine, WaitsAMonthAtMost) {
  EXPECT_EQ(Until(" until May 2"), "2026-12-25T17:00:00Z");
  EXPECT_EQ(Until(" until Jan 4"), "2026-12-25T17:00:00Z");
}

// What is due in between waits, and then goes on.
TEST(Machine, TheStepsGoOnThen) {
  World world = Greeted();
  const Decision decision =
      world.Feed(kWednesday + hours{1}, TextIn{.body = "Out of office until December 3"});
  EXPECT_TRUE(Has(decision, Why::kSaysUntil));
  EXPECT_THAT(decision.tasks.at(0).detail, HasSubstr("2026-12-03"));
  world.RunUntil(At("2026-12-03T09:59:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  world.RunUntil(At("2026-12-03T10:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
}

// The lead's clock counts, not the account's.
TEST(Machine, OnTheLeadsClock) {
  World world = Greeted(Number("+16045550123"));
  world.Feed(kWednesday + hours{1}, TextIn{.body = "Out of office until December 3"});
  EXPECT_EQ(FormatRfc3339(world.state().sequence.paused_until), "2026-12-03T17:00:00Z");
}

TEST(Machine, AReplyEndsTheWait) {
  World world = Greeted();
  world.Feed(kWednesday + hours{1}, TextIn{.body = "Out of office until December 3"});
  world.Feed(kWednesday + hours{2}, TextIn{.body = "I am here after all"});
  EXPECT_EQ(world.state().sequence.paused_until, kNever);
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
}

}  // namespace
}  // namespace textback
