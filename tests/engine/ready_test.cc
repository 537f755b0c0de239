// R63: the ready text of an assisted or manual account.
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
using ::testing::IsEmpty;

Account With(Mode mode) {
  Account account = TeamAccount();
  account.mode = mode;
  return account;
}

World Ready(Mode mode) {
  World world(LifecyclePolicy(With(mode)));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

Text ReadyText(const World& world) {
  for (const Decision& decision : world.decisions()) {
    for (const Task& task : decision.tasks) {
      if (task.kind == Task::Kind::kSendText) return *task.text;
    }
  }
  return {};
}

// R63: a person gets the complete text; nothing goes into the outbox.
TEST(Ready, APersonGetsTheText) {
  for (const Mode mode : {Mode::kAssisted, Mode::kManual}) {
    World world = Ready(mode);
    EXPECT_THAT(world.sent(), IsEmpty());
    EXPECT_THAT(world.Tasks(), ElementsAre("send_text"));
    const Text text = ReadyText(world);
    EXPECT_EQ(text.key.step, Named("text_1"));
    EXPECT_FALSE(text.body.empty());
    EXPECT_EQ(text.basis, Basis::kResponse);
    EXPECT_EQ(world.state().out.ready_until, text.send_by);
  }
}

// R63: on assisted accounts the person is reminded once after five minutes; the task names the
// text.
TEST(Ready, RemindedAfterFiveMinutes) {
  World world = Ready(Mode::kAssisted);
  world.RunUntil(kFriday + minutes{5} + seconds{9});
  EXPECT_THAT(world.Tasks(), ElementsAre("send_text"));
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.Tasks(), ElementsAre("send_text", "remind"));
  EXPECT_EQ(world.last().tasks.front().text->key, ReadyText(world).key);
  World manual = Ready(Mode::kManual);
  manual.RunUntil(kFriday + hours{1});
  EXPECT_THAT(manual.Tasks(), ElementsAre("send_text"));
}

// R63: "sent by a person" is an event, and the steps continue from it.
TEST(Ready, SentByAPersonTheStepsGoOn) {
  World world = Ready(Mode::kAssisted);
  world.Feed(kFriday + minutes{3}, ReadyTextSent{.key = ReadyText(world).key, .person = Robin()});
  EXPECT_TRUE(Has(world.last(), Why::kSentByPerson));
  EXPECT_EQ(world.state().sequence.step, Named("text_2"));
  EXPECT_EQ(world.state().sequence.due, kFriday + minutes{3} + hours{2});
  EXPECT_EQ(world.state().sequence.recent.back(), kFriday + minutes{3})
      << "R15: it counts when it is sent";
  world.RunUntil(kFriday + hours{3});
  EXPECT_THAT(world.Tasks(), ElementsAre("send_text", "send_text", "remind"));
}

// R63, R14: after send_by it is taken back and decided again, under a new key, within the window.
TEST(Ready, PastItsEndItIsDecidedAnew) {
  World world = Ready(Mode::kManual);
  const Text first = ReadyText(world);
  world.RunUntil(first.send_by - seconds{1});
  EXPECT_THAT(world.Tasks(), ElementsAre("send_text"));
  world.RunUntil(first.send_by);
  EXPECT_THAT(world.Tasks(), ElementsAre("send_text", "dont_send"));
  world.RunUntil(At("2026-11-21T10:15:00-06:00"));
  ASSERT_THAT(world.Tasks(), ElementsAre("send_text", "dont_send", "send_text"));
  const Text second = *world.last().tasks.front().text;
  EXPECT_NE(second.key, first.key);
  EXPECT_GE(second.decided_at, At("2026-11-21T10:00:00-06:00"));
}

// R63, R13, R20, R30: whatever ends automation takes the text back, by its key.
TEST(Ready, WhatEndsAutomationAsksItBack) {
  for (const EventBody& body : std::vector<EventBody>{
           TextIn{.body = "Yes, a kitchen"}, TextIn{.body = "STOP"}, AnsweredCall{},
           PersonText{.body = "Hi"}, OutcomeReported{OutcomeReported::Outcome::kLost}}) {
    World world = Ready(Mode::kAssisted);
    world.Feed(kFriday + minutes{2}, body);
    const std::vector<Task>& tasks = world.last().tasks;
    const auto asked = std::find_if(tasks.begin(), tasks.end(), [](const Task& task) {
      return task.kind == Task::Kind::kDontSend;
    });
    ASSERT_NE(asked, tasks.end()) << body.index();
    EXPECT_EQ(asked->text->key, ReadyText(world).key);
    EXPECT_FALSE(world.state().out.with_person());
  }
}

// R63: an answer given to a person is taken back too.
TEST(Ready, AnswersAreAskedBackToo) {
  World world = Ready(Mode::kAssisted);
  world.Feed(kFriday + minutes{2}, ReadyTextSent{.key = ReadyText(world).key});
  world.Feed(kFriday + minutes{3}, TextIn{.body = "HELP"});
  world.RunUntil(kFriday + minutes{3});
  ASSERT_TRUE(world.state().out.with_person());
  world.Feed(kFriday + minutes{4}, TextIn{.body = "STOP"});
  EXPECT_THAT(world.Tasks(), Contains("dont_send"));
}

// R63, R10: the same guards apply: no person gets a text at night, without a basis, or after STOP.
TEST(Ready, TheSameGuardsHold) {
  World night(LifecyclePolicy(With(Mode::kManual)));
  night.Missed(At("2026-11-20T23:00:00-06:00"));
  night.RunUntil(At("2026-11-21T09:59:00-06:00"));
  EXPECT_THAT(night.Tasks(), IsEmpty());
  EXPECT_THAT(night.Notes(), ElementsAre("held text_1"));
}

// R63: if it is not sent in any of its attempts it is given up.
TEST(Ready, UnsentForDaysItIsGivenUp) {
  World world = Ready(Mode::kManual);
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_EQ(world.state().phase, Phase::kDormant);
  EXPECT_FALSE(world.state().out.with_person());
}

}  // namespace
}  // namespace textback
