// R28: two machines that text each other are stopped.
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

World Greeted() {
  World world(LifecyclePolicy(TeamAccount()));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

// R28: three identical texts within an hour; not two, and not three within a longer time.
TEST(Loop, ThreeIdenticalTextsInAnHour) {
  for (const auto& [apart, looped] : {std::pair(29, true), std::pair(30, false)}) {
    World world = Greeted();
    for (int i = 0; i < 3; ++i) {
      EXPECT_FALSE(world.state().loop.alarm);
      world.Feed(kFriday + minutes{5 + i * apart}, TextIn{.body = "Your ticket is #1"});
    }
    EXPECT_EQ(world.state().loop.alarm, looped) << apart;
  }
}

TEST(Loop, OtherWordsBetweenAreNoLoop) {
  World world = Greeted();
  for (const char* body : {"ok", "thanks", "ok", "thanks", "ok"})
    world.Feed(kFriday + minutes{5}, TextIn{.body = body});
  EXPECT_FALSE(world.state().loop.alarm);
}

// R28: 15 messages in both directions within 30 seconds, whatever they say.
TEST(Loop, FifteenExchangesInThirtySeconds) {
  for (const auto& [step, looped] : {std::pair(2000, true), std::pair(2200, false)}) {
    World world = Greeted();
    for (int i = 0; i < 15; ++i) {
      world.Feed(kFriday + minutes{5} + std::chrono::milliseconds{i * step},
                 TextIn{.body = "ticket " + std::to_string(i)});
    }
    EXPECT_EQ(world.state().loop.alarm, looped) << step;
  }
}

// R28: after that nothing automated is sent, not even answers; a STOP still counts.
TEST(Loop, NothingGoesUntilAPersonHasLooked) {
  World world = Greeted();
  for (int i = 0; i < 3; ++i) world.Feed(kFriday + minutes{5 + i}, TextIn{.body = "ticket"});
  EXPECT_THAT(world.Tasks(), Contains("loop"));
  world.Feed(kFriday + minutes{20}, TextIn{.body = "HELP"});
  world.Missed(kFriday + hours{24 * 40});
  world.RunUntil(kFriday + hours{24 * 50});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  world.Feed(kFriday + hours{24 * 50}, TextIn{.body = "STOP"});
  EXPECT_TRUE(world.state().marks.opted_out);
}

// R28: a person who claims the lead, speaks with it or books it ends the alarm.
TEST(Loop, APersonEndsTheAlarm) {
  for (const EventBody& body :
       std::vector<EventBody>{LeadClaimed{.person = Robin()}, AnsweredCall{},
                              OutcomeReported{OutcomeReported::Outcome::kBooked}}) {
    World world = Greeted();
    for (int i = 0; i < 3; ++i) world.Feed(kFriday + minutes{5 + i}, TextIn{.body = "ticket"});
    ASSERT_TRUE(world.state().loop.alarm);
    world.Feed(kFriday + minutes{20}, body);
    EXPECT_FALSE(world.state().loop.alarm) << body.index();
  }
}

// R28, R74: a backlog of old texts does not count as a loop.
TEST(Loop, TextsLearnedOfLateAreNoLoop) {
  World world = Greeted();
  const Instant now = kFriday + hours{1};
  world.Feed(now, TextIn{.body = "ok"});
  for (int i = 1; i < 20; ++i) {
    world.DeliverLate(now - hours{24 * i}, now + seconds{i},
                      TextIn{.body = i % 2 == 0 ? "ok" : "fine " + std::to_string(i)});
  }
  world.DeliverLate(now - hours{24 * 21}, now + seconds{30}, TextIn{.body = "ok"});
  world.DeliverLate(now - hours{24 * 22}, now + seconds{31}, TextIn{.body = "ok"});
  EXPECT_FALSE(world.state().loop.alarm);
}

}  // namespace
}  // namespace textback
