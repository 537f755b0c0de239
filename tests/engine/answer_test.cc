// R22, R31, R34: answers are sent at once or not at all.
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

World Greeted(Account account = TeamAccount()) {
  World world(LifecyclePolicy(std::move(account)));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

// R31: one confirmation, sent at once, whatever the lead writes after it.
TEST(Answer, AStopIsConfirmedOnce) {
  World world = Greeted();
  world.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  world.RunUntil(kFriday + minutes{5});
  world.Feed(kFriday + minutes{6}, TextIn{.body = "STOP"});
  world.Feed(kFriday + minutes{7}, TextIn{.body = "stop texting me"});
  world.RunUntil(kFriday + hours{24});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation"));
  EXPECT_EQ(world.sent()[1].at, kFriday + minutes{5});
  EXPECT_EQ(world.sent()[1].text.text_class, TextClass::kService);
  EXPECT_THAT(world.sent()[1].text.body, testing::HasSubstr("Northside"));
}

// R31: in the language of the keyword, not of the lead.
TEST(Answer, InTheLanguageOfTheKeyword) {
  for (const auto& [word, locale] :
       {std::pair("ARRET", "fr"), std::pair("ALTO", "es"), std::pair("STOP", "en")}) {
    World world = Greeted();
    world.Feed(kFriday + minutes{5}, TextIn{.body = word});
    world.RunUntil(kFriday + minutes{6});
    ASSERT_EQ(world.sent().size(), 2U) << word;
    EXPECT_EQ(world.sent()[1].text.wording.locale, locale);
  }
}

// R31, R10: at any hour, outside every window; R15: outside every cap.
TEST(Answer, ServiceTextsGoAtNight) {
  World world = Greeted();
  const Instant night = At("2026-11-21T03:00:00-06:00");
  world.Feed(night, TextIn{.body = "HELP"});
  world.Feed(night + minutes{6}, TextIn{.body = "STOP"});
  world.RunUntil(night + minutes{7});
  EXPECT_THAT(world.StepsSent(),
              ElementsAre("text_1", "text_2", "help_answer", "stop_confirmation"));
}

// R31: an answer goes within five minutes or not at all.
TEST(Answer, LaterThanFiveMinutesItIsLeftOut) {
  World world = Greeted();
  world.FeedLate(kFriday + minutes{5}, kFriday + minutes{10}, TextIn{.body = "STOP"});
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Notes(), Contains("dropped stop_confirmation"));
  EXPECT_TRUE(world.state().marks.opted_out);
}

// R31: no confirmation if the provider has answered this text, or answers all of them.
TEST(Answer, NotWhereTheProviderAnswers) {
  World once = Greeted();
  once.Feed(kFriday + minutes{5}, TextIn{.body = "STOP", .provider_answered = true});
  Account account = TeamAccount();
  account.provider_answers = true;
  World always = Greeted(account);
  always.Feed(kFriday + minutes{5}, TextIn{.body = "HELP"});
  for (World* world : {&once, &always}) {
    EXPECT_TRUE(Has(world->last(), Why::kAnsweredElsewhere));
    world->RunUntil(kFriday + minutes{30});
    EXPECT_THAT(world->StepsSent(), ElementsAre("text_1"));
  }
}

// R31, R33: if START comes before the confirmation was sent, the confirmation is dropped.
TEST(Answer, AStartTakesTheConfirmationBack) {
  World world = Greeted();
  world.settle_at_once = false;
  world.Deliver(kFriday + minutes{5}, TextIn{.body = "STOP"});
  World out = world;
  world.Deliver(kFriday + minutes{5} + seconds{1}, TextIn{.body = "START"});
  EXPECT_EQ(world.state().answer.kind, AnswerKind::kNone);
  out.RunUntil(kFriday + minutes{5});
  ASSERT_FALSE(out.state().out.empty());
  out.Deliver(kFriday + minutes{5} + seconds{1}, TextIn{.body = "START"});
  EXPECT_TRUE(out.last().withdraw);
}

// R34: who we are and how to reach us, in one segment of 160, in three languages.
TEST(Answer, HelpSaysWhoWeAre) {
  for (const char* word : {"HELP", "AIDE", "INFO", "AYUDA"}) {
    World world = Greeted();
    world.Feed(kFriday + minutes{5}, TextIn{.body = word});
    world.RunUntil(kFriday + minutes{6});
    ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "help_answer")) << word;
    const Text& text = world.sent()[1].text;
    EXPECT_THAT(text.body, testing::HasSubstr("Northside Renovations"));
    EXPECT_LE(text.body.size(), 160U);
    EXPECT_EQ(text.segments, 1U);
  }
}

// R34: a confirmation goes before an answer to HELP; a lead that opted out may still ask.
TEST(Answer, TheConfirmationGoesFirst) {
  World world = Greeted();
  world.settle_at_once = false;
  world.Deliver(kFriday + minutes{5}, TextIn{.body = "STOP"});
  world.Deliver(kFriday + minutes{5} + seconds{1}, TextIn{.body = "HELP"});
  EXPECT_EQ(world.state().answer.kind, AnswerKind::kStopConfirmation);
}

Account Holding() {
  Account account = TeamAccount();
  account.holding_reply = true;
  return account;
}
const Instant kEvening = At("2026-11-20T20:30:00-06:00");  // hours until 20:00, window until 21:30

// R22: outside the account's hours, a minute after the reply, as a response with its own basis.
TEST(Answer, AHoldingReplyComesOnceInTheEvening) {
  World world = Greeted(Holding());
  world.RunUntil(kEvening - minutes{1});
  world.Feed(kEvening, TextIn{.body = "Yes, a kitchen"});
  world.RunUntil(kEvening + minutes{1});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "holding_reply"));
  EXPECT_EQ(world.sent()[2].at, kEvening + minutes{1});
  EXPECT_EQ(world.sent()[2].text.text_class, TextClass::kResponse);
  EXPECT_EQ(world.state().sequence.recent.back(), kEvening + minutes{1}) << "R15: it counts";
  world.Feed(kEvening + minutes{10}, TextIn{.body = "Hello?"});
  world.RunUntil(kEvening + minutes{30});
  EXPECT_EQ(world.sent().size(), 3U) << "once per episode";
}

// R22: not in the account's hours, not if it is switched off, not if a person is faster.
TEST(Answer, NoHoldingReplyWhereAPersonCanAnswer) {
  World day = Greeted(Holding());
  day.Feed(kFriday + minutes{10}, TextIn{.body = "Yes, a kitchen"});
  World plain = Greeted();
  plain.RunUntil(kEvening - minutes{1});
  plain.Feed(kEvening, TextIn{.body = "Yes, a kitchen"});
  World quick = Greeted(Holding());
  quick.RunUntil(kEvening - minutes{1});
  quick.Feed(kEvening, TextIn{.body = "Yes, a kitchen"});
  quick.Feed(kEvening + seconds{30}, PersonText{.body = "Great!"});
  for (World* world : {&day, &plain, &quick}) {
    world->RunUntil(kEvening + hours{1});
    EXPECT_THAT(world->StepsSent(), testing::Not(Contains("holding_reply")));
  }
}

// R22, R10: it respects the window: at night it is dropped, not held.
TEST(Answer, NoHoldingReplyOutsideTheWindow) {
  World world = Greeted(Holding());
  const Instant night = At("2026-11-20T22:00:00-06:00");
  world.Feed(night, TextIn{.body = "Yes, a kitchen"});
  world.RunUntil(night + hours{12});
  EXPECT_THAT(world.StepsSent(), testing::Not(Contains("holding_reply")));
  EXPECT_THAT(world.Notes(), Contains("dropped holding_reply"));
}

// R60, R31: an answer that may have left is not repeated; one that did not leave is tried again.
TEST(Answer, OutcomesOfAnswers) {
  for (const auto& [kind, sent] :
       {std::pair(SendOutcome::Kind::kRetry, 2U), std::pair(SendOutcome::Kind::kAmbiguous, 1U)}) {
    World world = Greeted();
    world.outcomes = {{.kind = kind, .code = "1"}};
    world.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
    world.RunUntil(kFriday + minutes{30});
    EXPECT_EQ(world.sent().size(), sent) << NameOf(kind);
  }
}

}  // namespace
}  // namespace textback
