// R6, R7, R50-R54: the wording of a step.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");

// R1: the first text refers to what the person did.
TEST(Wording, AFormIsThankedForAndNotCalledAMissedCall) {
  World world;
  world.Feed(kFriday, FormInquiry{.trade = TradeId::Of("basement"), .name = "Sam"});
  world.RunUntil(kFriday + hours{3});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_THAT(world.sent()[0].text.body, HasSubstr("Thanks for your"));
  EXPECT_THAT(world.sent()[0].text.body, Not(HasSubstr("missed your call")));
  EXPECT_EQ(world.state().inquiries.first, InquiryKind::kForm);
}

// R1: a text without an episode is for a person, unless the account lets it be answered; then the
// person is told as well.
TEST(Wording, TextsAreAnsweredWhereTheAccountWantsIt) {
  Account account = Northside();
  account.answer_texts = true;
  World world(account);
  world.Feed(kFriday, TextIn{.body = "Do you do basements?"});
  EXPECT_THAT(world.Tasks(), ElementsAre("reply"));
  world.RunUntil(kFriday + minutes{1});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.sent()[0].text.body, HasSubstr("Thanks for your text"));
  world.Feed(kFriday + minutes{2}, PersonText{.body = "We do!"});
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R4: a repeat inquiry is acknowledged by its own kind, whatever opened the episode.
TEST(Wording, ARepeatCallAfterAFormIsAMissedCall) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  World world(account);
  world.Feed(kFriday, FormInquiry{.trade = TradeId::Of("kitchen"), .name = "Sam"});
  world.RunUntil(kFriday + hours{3});
  world.Missed(kFriday + hours{24 * 3});
  world.RunUntil(kFriday + hours{24 * 3} + minutes{1});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "text_1"));
  EXPECT_THAT(world.sent()[0].text.body, HasSubstr("Thanks for your"));
  EXPECT_THAT(world.sent()[2].text.body, HasSubstr("missed your call"));
}

// R50: a text that does not say how to reach us is not sent; the owner is told what to fix.
TEST(Wording, WithoutANumberToCallNothingIsSent) {
  Account account = Northside();
  account.lines.clear();
  account.callback = PhoneNumber();
  World world(account);
  world.Feed(kFriday, FormInquiry{.trade = TradeId::Of("kitchen"), .name = "Sam"});
  world.RunUntil(kFriday + hours{3});
  EXPECT_THAT(world.StepsSent(), ::testing::IsEmpty());
  EXPECT_THAT(world.Tasks(), ElementsAre("mend_account"));
}

// R53: the lead's language and trade choose the words.
TEST(Wording, LanguageAndTradeChooseTheWords) {
  World world;
  world.Feed(kFriday - minutes{1},
             DetailsKnown{{.name = "Luc", .trade = TradeId::Of("kitchen"), .locale = "fr-CA"}});
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{3});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(world.sent()[0].text.wording.locale, "fr");
  EXPECT_EQ(world.sent()[0].text.wording.variant, Variant::kKnown);
  EXPECT_THAT(world.sent()[0].text.body, HasSubstr("Bonjour Luc!"));
  EXPECT_THAT(world.sent()[1].text.body, HasSubstr("votre cuisine"));
  EXPECT_THAT(world.sent()[1].text.body, HasSubstr("ARRET"));
  EXPECT_EQ(world.sent()[1].text.wording.variant, Variant::kPlain);
}

// R52: three segments because of an accent become two without it; a text that fits keeps its
// accents.
TEST(Wording, StandInsOnlyWhereTheySaveASegment) {
  Account account = Northside();
  account.name = "Rénovations Côté";
  account.person = "Zoë";
  World world(account);
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{3});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_THAT(world.sent()[0].text.body, StartsWith("Zoë from Rénovations Côté here."));
  EXPECT_EQ(world.sent()[0].text.segments, 2U);
  EXPECT_THAT(world.sent()[1].text.body, HasSubstr("Zoe from Rénovations Coté"));
  EXPECT_EQ(world.sent()[1].text.segments, 2U) << "four with the accents";
  bool said = false;
  for (const Decision& decision : world.decisions()) said = said || Has(decision, Why::kStandIns);
  EXPECT_TRUE(said);
}

// The two-text playbook with an A/B test of its first text.
std::shared_ptr<const Policy> PolicyWithArms(bool ended) {
  auto playbook = *TwoTextPlaybook().playbook;
  playbook.steps.front().arms = {
      {.name = ArmName::Parse("control").value(), .weight = 3},
      {.name = ArmName::Parse("short").value(), .weight = 1, .ended = ended}};
  auto script = *TwoTextPlaybook().script;
  EXPECT_TRUE(
      script
          .Add({.step = Named("text_1"), .arm = ArmName::Parse("short").value(), .locale = "en"},
               Template::Compile("{person}, {business}: we missed your call. What now?").value())
          .ok());
  EXPECT_TRUE(script.Check().ok());
  return MakePolicy(Northside(),
                    FollowUps::Of({std::make_shared<const Playbook>(playbook),
                                   std::make_shared<const Script>(script)}),
                    BuiltInPlaces().value(), BuiltInReplies())
      .value();
}

PhoneNumber Caller(int i) {
  return PhoneNumber::FromPacked(14'035'550'000U + static_cast<std::uint64_t>(i)).value();
}

Text FirstText(const std::shared_ptr<const Policy>& policy, int caller) {
  World world(policy, Caller(caller));
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{30});
  return world.sent().at(0).text;
}

// R54: the text names the arm and uses its wording, and a lead keeps its arm.
TEST(Wording, EveryLeadHasItsArm) {
  const auto policy = PolicyWithArms(false);
  std::map<std::string, int> counts;
  for (int i = 1; i < 100; ++i) {
    const Text text = FirstText(policy, i);
    const std::string arm(text.wording.arm.view());
    ++counts[arm];
    EXPECT_EQ(text.body.find("What now?") != std::string::npos, arm == "short") << text.body;
    EXPECT_EQ(FirstText(policy, i).wording, text.wording);
  }
  EXPECT_EQ(counts.size(), 2U);
  EXPECT_GT(counts["control"], counts["short"]);
}

// R54, R71: the decision names the arm; steps without a test have none.
TEST(Wording, DecisionsNameTheArm) {
  World world(PolicyWithArms(false), Caller(1));
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{3});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_FALSE(world.sent()[0].text.wording.arm.empty());
  EXPECT_TRUE(world.sent()[1].text.wording.arm.empty());
  bool said = false;
  for (const Decision& decision : world.decisions()) said = said || Has(decision, Why::kArm);
  EXPECT_TRUE(said);
}

TEST(Wording, AnEndedArmIsSaidToNobody) {
  const auto policy = PolicyWithArms(true);
  for (int i = 1; i < 60; ++i) {
    EXPECT_EQ(FirstText(policy, i).wording.arm.view(), "control");
  }
}

}  // namespace
}  // namespace textback
