// R64, R62: what holds a whole account back. The engine sees it as a field of the wake-up.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/lifecycle_cases.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

using ::testing::Contains;
using ::testing::ElementsAre;

Decision Wake(World& world, Brake brake) {
  world.settle_at_once = false;
  return world.Deliver(world.state().wake_at, WakeUp{.brake = brake});
}

World Called() {
  World world(LifecyclePolicy(TeamAccount()));
  world.Missed(kFriday);
  return world;
}

// R64: the switch of the account, or the switch for everything, also holds first texts; they are
// checked again later.
TEST(Brake, TheSwitchHoldsEverything) {
  for (const Brake brake : {Brake::kAccountOff, Brake::kAllOff}) {
    World world = Called();
    Decision held = Wake(world, brake);
    EXPECT_FALSE(held.text.has_value());
    EXPECT_TRUE(Has(held, Why::kSwitchedOff));
    EXPECT_EQ(world.state().wake_at, kFriday + seconds{10} + minutes{5});
    for (int i = 0; i < 6; ++i) held = Wake(world, brake);
    const Instant before = world.state().wake_at;
    Wake(world, brake);
    EXPECT_EQ(world.state().wake_at - before, hours{1}) << "never longer than an hour";
    EXPECT_TRUE(Wake(world, Brake::kNone).text.has_value()) << "turned back, it goes";
  }
}

// R64: the breaker holds everything except first texts and answers to STOP and HELP.
TEST(Brake, TheBreakerLetsFirstTextsGo) {
  World first = Called();
  EXPECT_TRUE(Wake(first, Brake::kVolume).text.has_value());
  World second = Called();
  second.RunUntil(kFriday + minutes{1});
  const Decision held = Wake(second, Brake::kVolume);
  EXPECT_FALSE(held.text.has_value());
  EXPECT_TRUE(Has(held, Why::kVolumeBreaker));
  World stopped = Called();
  stopped.RunUntil(kFriday + minutes{1});
  stopped.Deliver(kFriday + minutes{2}, TextIn{.body = "STOP"});
  EXPECT_TRUE(Wake(stopped, Brake::kVolume).text.has_value());
}

// R64, R31: while the switch is on, an answer waits for its five minutes and no longer.
TEST(Brake, AnswersWaitTheirFiveMinutes) {
  World world = Called();
  world.RunUntil(kFriday + minutes{1});
  world.settle_at_once = false;
  world.Deliver(kFriday + minutes{2}, TextIn{.body = "STOP"});
  Wake(world, Brake::kAllOff);
  EXPECT_EQ(world.state().answer.kind, AnswerKind::kStopConfirmation);
  while (world.state().wake_at != kNever) Wake(world, Brake::kAllOff);
  EXPECT_EQ(world.state().answer.kind, AnswerKind::kNone);
  EXPECT_THAT(world.Notes(), Contains("dropped stop_confirmation"));
}

// R64, R13: a text stopped at the hand-over is decided again, and then held.
TEST(Brake, StoppedAtTheHandOver) {
  World world = Called();
  const Text text = *Wake(world, Brake::kNone).text;
  EXPECT_EQ(
      CheckHandOver(world.lead(), text, world.policy(), kFriday + seconds{11}, Brake::kAccountOff)
          .guard,
      Guard::kSwitch);
  world.Deliver(kFriday + seconds{11}, TextNotSent{.key = text.key, .brake = Brake::kAccountOff});
  EXPECT_TRUE(Has(world.last(), Why::kSwitchedOff));
  EXPECT_FALSE(Wake(world, Brake::kAccountOff).text.has_value());
  const Decision again = Wake(world, Brake::kNone);
  ASSERT_TRUE(again.text.has_value());
  EXPECT_NE(again.text->key, text.key) << "R60";
}

// R62: a text whose line is busy is decided again at its slot, not before.
TEST(Brake, ABusyLineIsTriedAtItsSlot) {
  World world = Called();
  const Text text = *Wake(world, Brake::kNone).text;
  const Instant slot = kFriday + minutes{3};
  world.Deliver(kFriday + seconds{11}, TextNotSent{.key = text.key, .until = slot});
  EXPECT_TRUE(Has(world.last(), Why::kLineBusy));
  EXPECT_EQ(world.state().wake_at, slot);
  EXPECT_TRUE(Wake(world, Brake::kNone).text.has_value());
}

World Hidden() { return World(LifecyclePolicy(TeamAccount()), PhoneNumber()); }

// R64: a switch event is in the journal of the account's withheld lead and opens no episode. Its
// effect is in the account's record (account_limits_test.cc).
TEST(Brake, ATurnOfTheSwitchIsRecorded) {
  World world = Hidden();
  world.Feed(kFriday, SwitchThrown{.on = true});
  EXPECT_TRUE(Has(world.last(), Why::kSwitchTurned));
  EXPECT_EQ(world.last().reasons.back().row, "on");
  EXPECT_EQ(world.state().phase, Phase::kNew);
  world.Feed(kFriday + seconds{1}, SwitchThrown{.on = false, .outdated = true});
  EXPECT_TRUE(Has(world.last(), Why::kOutOfOrder)) << "a newer turn is known";
  EXPECT_FALSE(Has(world.last(), Why::kSwitchTurned));
}

// R64: the alarm is a task for the owner. R74: neither event is valid for a lead with a number.
TEST(Brake, TheVolumeAlarmIsATask) {
  World world = Hidden();
  world.Feed(kFriday, VolumeAlarm{.texts = 50, .usual = 5});
  EXPECT_THAT(world.Tasks(), ElementsAre("volume"));
  EXPECT_EQ(world.last().tasks.front().to, "sam");
  World lead = Called();
  lead.Feed(kFriday + seconds{1}, VolumeAlarm{.texts = 50, .usual = 5});
  EXPECT_TRUE(Has(lead.last(), Why::kOutOfOrder));
  lead.Feed(kFriday + seconds{2}, SwitchThrown{.on = true});
  EXPECT_TRUE(Has(lead.last(), Why::kOutOfOrder));
}

}  // namespace
}  // namespace textback
