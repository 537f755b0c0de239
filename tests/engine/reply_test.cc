// R20, R30, R56: questions for a machine, and what a STOP may ask for besides.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/small_words.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr Duration kDay = hours{24};
const Instant kFriday = At("2026-11-20T10:00:00-06:00");

PersonId Person(std::string_view id) { return PersonId::Parse(id).value(); }

World Greeted(std::shared_ptr<const Policy> policy) {
  World world(std::move(policy));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}
World Greeted() { return Greeted(SmallPolicy(Northside())); }

// R56: the truth at any hour, then a person.
TEST(BotQuestion, IsAnsweredTruthfully) {
  World world = Greeted();
  const Instant night = At("2026-11-20T23:00:00-06:00");
  const Decision decision = world.Feed(night, TextIn{.body = "Are you a bot?"});
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kReply);
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("machine"));
  EXPECT_EQ(world.state().phase, Phase::kEngaged) << "R20: a reply ends the automated steps";
  world.RunUntil(night + minutes{1});
  ASSERT_THAT(world.StepsSent(), Contains("bot_answer"));
  const Text& text = world.sent().back().text;
  EXPECT_EQ(text.text_class, TextClass::kService);
  EXPECT_THAT(text.body, HasSubstr("A computer sends these texts"));
  EXPECT_LE(CountCharacters(text.body), 160U);
}

TEST(BotQuestion, IsAnsweredInItsLanguage) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "es-tu un robot?"});
  world.RunUntil(kFriday + minutes{6});
  EXPECT_THAT(world.sent().back().text.body, HasSubstr("un ordinateur envoie ces textos"));
}

// R28: two machines don't talk.
TEST(BotQuestion, OnceAnHour) {
  World world = Greeted();
  const auto ask = [&](Duration at) {
    world.Feed(kFriday + at, TextIn{.body = "Are you a bot?"});
    world.RunUntil(kFriday + at + seconds{1});
    return world.StepsSent().size();
  };
  EXPECT_EQ(ask(minutes{5}), 2U);
  EXPECT_EQ(ask(minutes{30}), 2U);
  EXPECT_TRUE(Has(world.last(), Why::kBotAnswered));
  EXPECT_EQ(ask(minutes{66}), 3U);
  EXPECT_THAT(world.Tasks(),
              ElementsAre("reply", "nudge", "reply", "nudge", "escalation", "reply"));
}

TEST(BotQuestion, NotAfterStop) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  world.Feed(kFriday + minutes{9}, TextIn{.body = "Are you a bot?"});
  world.RunUntil(kFriday + kDay);
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation"));
  EXPECT_THAT(world.Tasks(), ElementsAre("reply"));
}

// R30: also if the STOP comes while the answer is on its way.
TEST(BotQuestion, AStopDropsTheAnswer) {
  for (const bool out : {false, true}) {
    World world = Greeted();
    world.settle_at_once = false;
    world.Deliver(kFriday + minutes{5}, TextIn{.body = "Are you a bot?"});
    if (out) world.RunUntil(kFriday + minutes{5});
    const Decision stop =
        world.Deliver(kFriday + minutes{5}, TextIn{.body = "STOP", .provider_answered = true});
    EXPECT_EQ(stop.withdraw, out);
    EXPECT_THAT(world.Notes(), Contains("dropped bot_answer"));
    EXPECT_EQ(world.state().answer.kind, AnswerKind::kNone);
  }
}

// R32: perhaps the lead wants no texts.
TEST(BotQuestion, NotInDoubt) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "texts at night"});
  world.Feed(kFriday + minutes{9}, TextIn{.body = "Are you a bot?"});
  world.RunUntil(kFriday + hours{2});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

TEST(BotQuestion, AStrangerWhoAsksIsNotSentAPlaybook) {
  Account account = Northside();
  account.answer_texts = true;
  World world(SmallPolicy(account));
  world.Feed(kFriday, TextIn{.body = "Are you a bot?"});
  world.RunUntil(kFriday + kDay);
  EXPECT_THAT(world.StepsSent(), ElementsAre("bot_answer"));
}

// R30: an opt-out, and a task for the person who has the lead.
TEST(StopAndACall, IsBoth) {
  Account account = Northside();
  account.team = {{.id = Person("alex"), .owner = true}, {.id = Person("kim")}};
  World world = Greeted(SmallPolicy(account));
  world.Feed(kFriday + minutes{2}, LeadClaimed{.person = Person("kim")});
  const Decision decision =
      world.Feed(kFriday + minutes{5}, TextIn{.body = "no texts please, call me"});
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kCallBack);
  EXPECT_EQ(decision.tasks[0].to, "kim");
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("asks to be called"));
  EXPECT_EQ(decision.tasks[0].quote, "no texts please, call me");
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_TRUE(Has(decision, Why::kStopReceived));
  EXPECT_TRUE(Has(decision, Why::kAsksForCall));
  world.RunUntil(kFriday + kDay);
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation"));
}

TEST(StopAndACall, AReplyThatAsksForACallSaysSo) {
  World world = Greeted();
  const Decision decision = world.Feed(kFriday + minutes{5}, TextIn{.body = "Yes, call me"});
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kReply);
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("asks to be called"));
}

TEST(StopAndACall, CancelMayMeanTheVisit) {
  World world = Greeted();
  const Decision decision = world.Feed(kFriday + minutes{5}, TextIn{.body = "CANCEL"});
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kCallBack);
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("may mean the visit"));
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_THAT(world.Feed(kFriday + minutes{9}, TextIn{.body = "cancel"}).tasks, testing::IsEmpty())
      << "it says nothing new";
}

// R25, R30: a person answers and three days pass: with express consent the long follow-up would go
// on. After a STOP nothing does.
TEST(StopAndACall, NothingGoesOnAfterSilentDays) {
  for (const char* words : {"STOP", "no texts please, call me", "CANCEL"}) {
    World world(SmallPolicy(Northside()));
    world.Feed(kFriday, FormInquiry{.name = "Dana", .consent_words = "Yes, text me"});
    world.RunUntil(kFriday + minutes{30});
    world.Feed(kFriday + hours{1}, TextIn{.body = words});
    world.Feed(kFriday + hours{2}, PersonText{.body = "Sorry about that!"});
    world.RunUntil(kFriday + 60 * kDay);
    EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation")) << words;
    EXPECT_EQ(world.state().wake_at, kNever) << words;
  }
}

// The built-in words; the phrases are in src/config/words/replies.yaml.
TEST(AsPeopleSayIt, AStopBesideANameOrACall) {
  for (const char* words : {"STOP Alex", "No texts please, call me", "CANCEL"}) {
    World world = Greeted(PolicyFor(Northside()));
    world.Feed(kFriday + hours{1}, TextIn{.body = words});
    EXPECT_TRUE(world.state().marks.opted_out) << words;
  }
  World call = Greeted(PolicyFor(Northside()));
  call.Feed(kFriday + hours{1}, TextIn{.body = "No texts please, call me"});
  EXPECT_THAT(call.Tasks(), ElementsAre("call_back"));
  World visit = Greeted(PolicyFor(Northside()));
  visit.Feed(kFriday + hours{1}, TextIn{.body = "CANCEL"});
  EXPECT_THAT(visit.Tasks(), ElementsAre("call_back"));
}

TEST(AsPeopleSayIt, ABotQuestion) {
  World world = Greeted(PolicyFor(Northside()));
  world.Feed(kFriday + hours{1}, TextIn{.body = "Is this a bot?"});
  world.RunUntil(kFriday + hours{2});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "bot_answer"));
}

}  // namespace
}  // namespace textback
