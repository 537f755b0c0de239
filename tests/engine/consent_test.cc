// R33, R44: the question for consent, and what reopens after a STOP.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/lifecycle_cases.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr Duration kDay = hours{24};

// A playbook in which `step` asks for consent.
World Asking(std::string_view step) {
  Playbook playbook = *TwoTextPlaybook().playbook;
  playbook.steps.at(*playbook.IndexOf(Named(step))).asks_consent = true;
  Account account = TeamAccount();
  account.consent_reading = ConsentReading::kStatutory;  // so that the long follow-up may be sent
  World world(MakePolicy(account,
                         FollowUps::Of({std::make_shared<const Playbook>(playbook),
                                        TwoTextPlaybook().script}),
                         BuiltInPlaces().value(), BuiltInReplies())
                  .value());
  world.Missed(kFriday);
  return world;
}

bool Express(const World& world) {
  return world.state().consent.Holds(Basis::kExpress, At("2030-01-01T00:00:00Z"));
}

// R44: YES to the consent question is express consent, with evidence. R43: to any other text it is
// not.
TEST(Consent, YesToTheQuestionIsExpress) {
  World world = Asking("text_2");
  World before = world;
  world.Feed(kFriday + hours{3}, TextIn{.body = "YES"});
  EXPECT_TRUE(Express(world));
  EXPECT_TRUE(Has(world.last(), Why::kSaidYes));
  EXPECT_NE(world.last().consent.front().evidence.find("YES"), std::string::npos);
  EXPECT_EQ(world.state().phase, Phase::kEngaged) << "R20: a reply all the same";
  before.Feed(kFriday + hours{1}, TextIn{.body = "YES"});
  EXPECT_FALSE(Express(before)) << "text_1 asked for something else";
}

// R44: a plain yes in three languages, but nothing that only starts like one.
TEST(Consent, OnlyAPlainYes) {
  for (const auto& [body, express] :
       {std::pair("yes", true), std::pair("Yes!", true), std::pair("oui", true),
        std::pair("sí", true), std::pair("yes but not on weekends", false),
        std::pair("yes?", false), std::pair("no", false), std::pair("call me", false)}) {
    World world = Asking("text_2");
    world.Feed(kFriday + hours{3}, TextIn{.body = body});
    EXPECT_EQ(Express(world), express) << body;
  }
}

// R44: the question of the last step stays open after the episode; so does that of a repeated first
// step.
TEST(Consent, TheLastStepMayAskAndARepeatedOneToo) {
  World last = Asking("check_in_2");
  last.RunUntil(kFriday + 22 * kDay);
  ASSERT_EQ(last.state().phase, Phase::kDormant);
  last.Feed(kFriday + 23 * kDay, TextIn{.body = "YES"});
  EXPECT_TRUE(Express(last));
  World again = Asking("text_1");
  again.RunUntil(kFriday + hours{5});
  again.Missed(kFriday + hours{5});
  again.RunUntil(kFriday + hours{5} + minutes{1});
  ASSERT_EQ(again.sent().size(), 3U);
  again.Feed(kFriday + hours{6}, TextIn{.body = "YES"});
  EXPECT_TRUE(Express(again));
}

// R44: a YES now answers whatever came in between: a person's text, a call, another text of the
// lead, the next step; after a week it answers nothing.
TEST(Consent, WhatComesBetweenTakesTheQuestionAway) {
  for (const EventBody& body :
       std::vector<EventBody>{PersonText{.body = "Shall I come on Tuesday?"}, AnsweredCall{},
                              MissedCall{.line = Number("+14035550199")},
                              TextIn{.body = "how long would it take"}, TextIn{.body = "STOP"}}) {
    World world = Asking("text_2");
    world.Feed(kFriday + hours{3}, body);
    world.Feed(kFriday + hours{3} + minutes{1}, TextIn{.body = "YES"});
    EXPECT_FALSE(Express(world)) << body.index();
  }
  World next = Asking("text_2");
  next.Feed(kFriday + 9 * kDay, TextIn{.body = "YES"});
  EXPECT_FALSE(Express(next)) << "check_in_1 has gone";
}

// R44, R74: a YES from before the question, heard of late, answers something else.
TEST(Consent, AYesFromBeforeTheQuestion) {
  World world = Asking("text_2");
  world.FeedLate(kFriday + hours{1}, kFriday + hours{3}, TextIn{.body = "YES"});
  EXPECT_FALSE(Express(world));
}

// R33: YES after STOP reopens nothing, although the question was asked before.
TEST(Consent, YesAfterStopReopensNothing) {
  World world = Asking("text_2");
  world.Feed(kFriday + hours{3}, TextIn{.body = "STOP"});
  world.Feed(kFriday + hours{4}, TextIn{.body = "YES"});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_FALSE(Express(world));
  world.Feed(kFriday + hours{5}, ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-18"}});
  EXPECT_FALSE(world.state().marks.opted_out) << "R33: a new express consent does";
}

// R30, R33: purchases, quotes and imports do not reopen.
TEST(Consent, OtherBasesReopenNothing) {
  for (const Basis basis :
       {Basis::kInquiry, Basis::kPurchase, Basis::kQuote, Basis::kTransaction}) {
    World world = Asking("text_2");
    world.Feed(kFriday + hours{3}, TextIn{.body = "STOP"});
    world.Feed(kFriday + hours{4}, ConsentGiven{{.basis = basis, .evidence = "crm"}});
    EXPECT_TRUE(world.state().marks.opted_out) << NameOf(basis);
  }
}

}  // namespace
}  // namespace textback
