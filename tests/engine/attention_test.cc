// R21, R25, R27: who is told and how often, whose lead it is, and when the long follow-up resumes.
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

constexpr Duration kDay = hours{24};

World Team() { return World(LifecyclePolicy(TeamAccount())); }

// The tasks of that kind: when each was created, and for whom.
std::vector<std::pair<std::string, std::string>> Told(const World& world, Task::Kind kind) {
  std::vector<std::pair<std::string, std::string>> told;
  for (const Decision& decision : world.decisions()) {
    for (const Task& task : decision.tasks) {
      if (task.kind == kind) told.emplace_back(std::string(NameOf(kind)), task.to);
    }
  }
  return told;
}

// R21: told at once, again after 15 and 30 minutes, the owner after 60, then no more.
TEST(Attention, NudgesComeAfter15And30MinutesAndTheOwnerAfter60) {
  World world = Team();
  world.Missed(kFriday);
  const Instant wrote = kFriday + minutes{10};
  world.Feed(wrote, TextIn{.body = "Yes, a kitchen"});
  const std::string who(world.state().attention.assigned.view());
  EXPECT_THAT(Told(world, Task::Kind::kReply), ElementsAre(std::pair("reply", who)));
  EXPECT_EQ(world.last().tasks.front().quote, "Yes, a kitchen") << "with the thread";
  for (const auto& [after, nudges, escalations] :
       {std::tuple(15, 1, 0), std::tuple(30, 2, 0), std::tuple(60, 2, 1), std::tuple(6000, 2, 1)}) {
    world.RunUntil(wrote + minutes{after} - seconds{1});
    world.RunUntil(wrote + minutes{after});
    EXPECT_EQ(Told(world, Task::Kind::kNudge).size(), static_cast<std::size_t>(nudges)) << after;
    EXPECT_EQ(Told(world, Task::Kind::kEscalation).size(), static_cast<std::size_t>(escalations));
  }
  EXPECT_THAT(Told(world, Task::Kind::kEscalation), ElementsAre(std::pair("escalation", "sam")));
}

// R21: only the account's hours count: a reply at 21:00 (hours until 20:00) is repeated at 08:15.
TEST(Attention, NudgesCountTheAccountsHoursOnly) {
  World world = Team();
  world.Missed(At("2026-11-20T20:50:00-06:00"));
  world.Feed(At("2026-11-20T21:00:00-06:00"), TextIn{.body = "Yes, a kitchen"});
  EXPECT_EQ(world.state().wake_at, At("2026-11-21T08:15:00-06:00"));
}

// R21: reminders stop when a person writes to the lead, speaks with it or claims it.
TEST(Attention, NudgesStopWhenAPersonResponds) {
  for (const EventBody& body : std::vector<EventBody>{
           PersonText{.body = "Hi"}, AnsweredCall{}, LeadClaimed{.person = Robin()},
           OutcomeReported{OutcomeReported::Outcome::kBooked}}) {
    World world = Team();
    world.Missed(kFriday);
    world.Feed(kFriday + minutes{10}, TextIn{.body = "Yes, a kitchen"});
    world.Feed(kFriday + minutes{20}, body);
    world.RunUntil(kFriday + kDay);
    EXPECT_THAT(Told(world, Task::Kind::kNudge), IsEmpty()) << body.index();
    EXPECT_EQ(world.state().attention.waits_since, kNever);
  }
}

// R21: a second text creates its own task and does not restart the count.
TEST(Attention, ASecondTextDoesNotRestartTheCount) {
  World world = Team();
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{10}, TextIn{.body = "Yes, a kitchen"});
  world.Feed(kFriday + minutes{20}, TextIn{.body = "Hello?"});
  EXPECT_EQ(Told(world, Task::Kind::kReply).size(), 2U);
  EXPECT_EQ(world.state().wake_at, kFriday + minutes{25});
}

// R21: a person's text from before the lead's text is no answer to it.
TEST(Attention, AnEarlierTextOfAPersonIsNoAnswer) {
  World world = Team();
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{10}, TextIn{.body = "Yes, a kitchen"});
  world.DeliverLate(kFriday + minutes{9}, kFriday + minutes{11}, PersonText{.body = "Hi"});
  EXPECT_NE(world.state().attention.waits_since, kNever);
}

World Quiet() {
  World world = Team();
  world.Feed(kFriday - hours{1}, ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}});
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{10}, TextIn{.body = "Yes, a kitchen"});
  world.Feed(kFriday + minutes{20}, PersonText{.body = "Great, when may I call?"});
  return world;
}

// R25: after three days of silence since our last message the long follow-up resumes, counted from
// it.
TEST(Attention, TheLongFollowUpGoesOnAfterThreeSilentDays) {
  World world = Quiet();
  world.RunUntil(kFriday + minutes{20} + 3 * kDay - seconds{1});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.RunUntil(kFriday + minutes{20} + 3 * kDay);
  EXPECT_EQ(world.state().phase, Phase::kNurturing);
  EXPECT_TRUE(Has(world.last(), Why::kRearmed));
  world.RunUntil(kFriday + 40 * kDay);
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "check_in_1", "check_in_2"));
  EXPECT_EQ(world.sent()[1].at, At("2026-11-27T10:00:00-06:00")) << "a week after it, at ten";
}

// R25: not while the lead waits, nor if it has written or called since, or is booked, lost or
// closed.
TEST(Attention, ItDoesNotGoOnWhereSomebodyStillWaitsOrItIsOver) {
  for (const EventBody& body : std::vector<EventBody>{
           TextIn{.body = "Tuesday works"}, MissedCall{.line = Number("+14035550199")},
           OutcomeReported{OutcomeReported::Outcome::kBooked},
           OutcomeReported{OutcomeReported::Outcome::kLost},
           OutcomeReported{OutcomeReported::Outcome::kClosed}, TextIn{.body = "STOP"}}) {
    World world = Quiet();
    world.Feed(kFriday + hours{5}, body);
    world.RunUntil(kFriday + 20 * kDay);
    EXPECT_NE(world.state().phase, Phase::kNurturing) << body.index();
    EXPECT_THAT(world.StepsSent(), testing::Not(Contains("check_in_1"))) << body.index();
  }
}

// R25, R28, R32: nor if a doubt or a loop came after it was planned (I12).
TEST(Attention, ItDoesNotGoOnOverADoubtOrALoop) {
  World loop = Quiet();
  for (int i = 0; i < 3; ++i)
    loop.Feed(kFriday + hours{2} + minutes{i}, TextIn{.body = "Automatic reply: out of office"});
  ASSERT_TRUE(loop.state().loop.alarm);
  loop.RunUntil(kFriday + 10 * kDay);
  EXPECT_EQ(loop.state().phase, Phase::kEngaged);
  World doubt = Quiet();
  doubt.FeedLate(kFriday + minutes{15}, kFriday + minutes{30},
                 TextIn{.body = "stop texting me after 9pm"});
  ASSERT_TRUE(doubt.state().marks.doubtful);
  doubt.RunUntil(kFriday + 10 * kDay);
  EXPECT_EQ(doubt.state().phase, Phase::kEngaged);
}

// R27: by trade, then by line, then by who is on call; criteria that nobody meets are skipped.
TEST(Attention, RoutedByTradeLineAndCall) {
  Account account = Northside();
  account.lines.push_back(Number("+14035550198"));
  const auto id = [](const char* name) { return PersonId::Parse(name).value(); };
  account.team = {
      {.id = id("kim"), .name = "Kim", .trades = {TradeId::Of("kitchen")}},
      {.id = id("bo"),
       .name = "Bo",
       .trades = {TradeId::Of("basement")},
       .lines = {Number("+14035550198")}},
      {.id = id("sam"), .name = "Sam", .trades = {TradeId::Of("bathroom")}, .owner = true}};
  const auto policy = LifecyclePolicy(account);
  for (const auto& [trade, who] :
       {std::pair(TradeId::Of("kitchen"), "kim"), std::pair(TradeId::Of("basement"), "bo"),
        std::pair(TradeId::Of("bathroom"), "sam")}) {
    World world(policy);
    world.Feed(kFriday, FormInquiry{.trade = trade, .name = "Dana"});
    world.Feed(kFriday + minutes{5}, TextIn{.body = "Hello?"});
    EXPECT_EQ(world.last().tasks.front().to, who);
  }
}

// R27: the first claim gets the lead and the second person is told so; given back, it is free
// again.
TEST(Attention, TheFirstClaimHasTheLead) {
  World world = Team();
  const PersonId sam = PersonId::Parse("sam").value();
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{10}, TextIn{.body = "Yes, a kitchen"});
  world.Feed(kFriday + minutes{11}, LeadClaimed{.person = Robin()});
  EXPECT_TRUE(Has(world.last(), Why::kClaimedBy));
  world.Feed(kFriday + minutes{12}, LeadClaimed{.person = sam});
  EXPECT_TRUE(Has(world.last(), Why::kClaimedBefore));
  EXPECT_THAT(Told(world, Task::Kind::kClaimed), ElementsAre(std::pair("claimed", "sam")));
  EXPECT_EQ(world.state().attention.assigned, Robin());
  world.Feed(kFriday + minutes{13}, LeadClaimed{.person = sam, .given_back = true});
  EXPECT_TRUE(Has(world.last(), Why::kOutOfOrder)) << "it isn't theirs to give";
  world.Feed(kFriday + minutes{14}, LeadClaimed{.person = Robin(), .given_back = true});
  world.Feed(kFriday + minutes{15}, LeadClaimed{.person = sam});
  EXPECT_EQ(world.state().attention.assigned, sam);
}

// R27: a person outside the team takes nothing. R24: taking a lead that is still texted takes it
// over.
TEST(Attention, AClaimTakesOver) {
  World world = Team();
  world.Missed(kFriday);
  world.Feed(kFriday + seconds{2}, LeadClaimed{.person = PersonId::Parse("mallory").value()});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownPerson));
  world.Feed(kFriday + seconds{3}, LeadClaimed{.person = Robin()});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.RunUntil(kFriday + kDay);
  EXPECT_THAT(world.StepsSent(), IsEmpty());
}

}  // namespace
}  // namespace textback
