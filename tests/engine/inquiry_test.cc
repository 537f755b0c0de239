// R1-R7: the effects of an inquiry.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// A Friday, 10:00 in Edmonton: inside the window.
const Instant kFriday = At("2026-11-20T10:00:00-06:00");

// R1: a missed call opens an episode. text_1 goes 10 s later; text_2 two hours after text_1 was
// accepted.
TEST(Inquiry, MissedCallIsAnsweredWithinTheMinuteAndFollowedUp) {
  World world;
  world.Missed(kFriday);
  EXPECT_EQ(world.state().phase, Phase::kRecovering);
  EXPECT_EQ(world.state().episode, 1U);
  world.RunUntil(kFriday + hours{3});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(world.sent()[0].at, kFriday + seconds{10});
  EXPECT_EQ(world.sent()[1].at, kFriday + seconds{10} + hours{2});
  EXPECT_EQ(world.sent()[0].text.text_class, TextClass::kResponse);
  EXPECT_EQ(world.sent()[0].text.basis, Basis::kResponse);
  EXPECT_EQ(world.sent()[1].text.text_class, TextClass::kProactive);
  EXPECT_EQ(world.sent()[1].text.basis, Basis::kInquiry);
}

// The delay of text_2 counts from the acceptance of text_1, however long that took.
TEST(Inquiry, FollowUpWaitsFromTheRealTimeOfTheTextBefore) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  ASSERT_TRUE(world.last().text.has_value());
  const Text text = *world.last().text;
  world.RunUntil(kFriday + minutes{20});
  world.Settle(text, {.kind = SendOutcome::Kind::kAccepted, .at = kFriday + minutes{20}});
  EXPECT_EQ(world.state().wake_at, kFriday + minutes{20} + hours{2});
}

// R1: a form opens an episode too, and the details in it are kept.
TEST(Inquiry, FormOpensAnEpisodeAndTeachesTheName) {
  World world;
  world.Feed(kFriday, FormInquiry{.trade = TradeId::Of("basement"), .name = "Dana"});
  world.RunUntil(kFriday + minutes{1});
  EXPECT_EQ(world.lead().profile.name, "Dana");
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.sent()[0].text.body, ::testing::HasSubstr("Dana"));
}

struct Refusal {
  const char* what;
  PhoneNumber phone;
  MissedCall::Caller caller;
  Why why;
};

class RefusedCaller : public ::testing::TestWithParam<Refusal> {};

// R2: numbers that cannot or must not be texted: the owner gets a call-back task with the reason.
TEST_P(RefusedCaller, GetsATaskAndNoText) {
  World world(Northside(), GetParam().phone);
  world.Feed(kFriday, MissedCall{.line = Number("+14035550199"), .caller = GetParam().caller});
  EXPECT_TRUE(Has(world.last(), GetParam().why));
  world.RunUntil(kFriday + hours{100});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_THAT(world.Tasks(), ElementsAre("call_back"));
  EXPECT_EQ(world.state().phase, Phase::kUnreachable);
}

INSTANTIATE_TEST_SUITE_P(
    EveryKind, RefusedCaller,
    ::testing::Values(Refusal{"Withheld", {}, MissedCall::Caller::kWithheld, Why::kNumberWithheld},
                      Refusal{"Invalid", {}, MissedCall::Caller::kInvalid, Why::kNumberInvalid},
                      Refusal{"ShortCode", {}, MissedCall::Caller::kShortCode, Why::kShortCode},
                      Refusal{"OwnLine", Number("+14035550199"), MissedCall::Caller::kNumber,
                              Why::kOwnLine},
                      Refusal{"Blocked", Number("+14035550177"), MissedCall::Caller::kNumber,
                              Why::kNumberBlocked}),
    [](const auto& one) { return std::string(one.param.what); });

// R2: a number that the carrier refused for good is not texted in a later episode either.
TEST(Inquiry, NumberRefusedByTheCarrierIsNeverTextedAgain) {
  World world;
  world.outcomes = {{.kind = SendOutcome::Kind::kNotMobile, .code = "30006"}};
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{1});
  EXPECT_EQ(world.state().phase, Phase::kUnreachable);
  world.Missed(kFriday + hours{24 * 60});
  world.RunUntil(kFriday + hours{24 * 70});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_THAT(world.Tasks(), ElementsAre("call_back", "call_back"));
}

// R4: a repeat call joins: no second text_1, delays do not restart, the owner is told.
TEST(Inquiry, RepeatCallJoinsTheOpenEpisode) {
  World world;
  world.Missed(kFriday);
  world.Missed(kFriday + seconds{5});
  world.Missed(kFriday + minutes{30});
  EXPECT_EQ(world.state().inquiries.count, 3U);
  EXPECT_EQ(world.state().episode, 1U);
  world.RunUntil(kFriday + hours{3});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(world.sent()[1].at, kFriday + seconds{10} + hours{2});
  EXPECT_THAT(world.Tasks(), ElementsAre("repeat_call", "repeat_call"));
}

// R4: after the cool-down, between two steps that are far apart, a new call is acknowledged once
// more; the sequence does not change.
TEST(Inquiry, CallAfterTheCoolDownIsAcknowledgedAgain) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{3});
  const Instant check_in = world.state().sequence.due;
  world.Missed(kFriday + hours{5});
  EXPECT_TRUE(Has(world.last(), Why::kAcknowledgedAgain));
  world.RunUntil(kFriday + hours{6});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "text_1"));
  EXPECT_EQ(world.sent()[2].text.key.attempt, 2U);
  EXPECT_EQ(world.state().sequence.due, check_in);
}

// R4: a follow-up held until the morning and a call before it must not become two texts in one
// minute.
TEST(Inquiry, CallShortlyBeforeAHeldFollowUpIsNotAcknowledgedTwice) {
  World world;
  const Instant evening = At("2026-11-19T20:55:00-06:00");
  world.Missed(evening);
  world.Missed(At("2026-11-20T08:50:00-06:00"));
  EXPECT_TRUE(Has(world.last(), Why::kCoolDown));
  world.RunUntil(At("2026-11-20T12:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
}

// R4, R5: booked an hour ago and calling again: the owner is told; no text_1 within the cool-down.
TEST(Inquiry, CallWithinTheCoolDownOfAClosedEpisodeIsForAPerson) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{10}, OutcomeReported{OutcomeReported::Outcome::kBooked});
  world.Missed(kFriday + hours{1});
  world.RunUntil(kFriday + hours{80});
  EXPECT_EQ(world.state().episode, 2U);
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(), ElementsAre("repeat_call"));
}

// R5: a lead that calls again months later gets a new follow-up under new keys.
TEST(Inquiry, CallAfterTheEpisodeOpensTheNextWithItsOwnKeys) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{24 * 40});
  EXPECT_EQ(world.state().phase, Phase::kDormant);
  const Instant later = At("2027-02-23T11:00:00-06:00");
  world.Missed(later);
  world.RunUntil(later + hours{3});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "text_1", "text_2"));
  EXPECT_EQ(world.sent()[0].text.key.episode, 1U);
  EXPECT_EQ(world.sent()[2].text.key.episode, 2U);
  EXPECT_NE(world.sent()[0].text.key, world.sent()[2].text.key);
}

// R5: an open episode without events for 30 days is over.
TEST(Inquiry, ThirtySilentDaysEndAnOpenEpisode) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "yes, a kitchen"});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.Missed(kFriday + hours{24 * 29});
  EXPECT_EQ(world.state().episode, 1U);
  world.Missed(kFriday + hours{24 * 60});
  EXPECT_EQ(world.state().episode, 2U);
}

// R6: if name and project are already known, the wording for known callers is used.
TEST(Inquiry, KnownCallerIsGreetedByName) {
  World world;
  world.Feed(kFriday - hours{1}, DetailsKnown{{.name = "Dana", .trade = TradeId::Of("kitchen")}});
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  ASSERT_EQ(world.sent().size(), 1U);
  EXPECT_THAT(world.sent()[0].text.body, ::testing::HasSubstr("Dana"));
  EXPECT_THAT(world.sent()[0].text.body, ::testing::HasSubstr("kitchen"));
}

// R7: if it is more than half an hour late, text_1 says so; after more than 72 hours no text goes
// and a person is told.
TEST(Inquiry, LateInquiryUsesTheLateWordsAndThreeDaysOldOnesNone) {
  World punctual;
  punctual.Missed(kFriday);
  punctual.RunUntil(kFriday + minutes{1});
  World late;
  late.FeedLate(kFriday, kFriday + minutes{31}, MissedCall{});
  late.RunUntil(kFriday + minutes{40});
  ASSERT_THAT(late.StepsSent(), ElementsAre("text_1"));
  EXPECT_NE(late.sent()[0].text.body, punctual.sent()[0].text.body);
  World too_late;
  too_late.FeedLate(kFriday, kFriday + hours{73}, MissedCall{});
  too_late.RunUntil(kFriday + hours{90});
  EXPECT_THAT(too_late.StepsSent(), IsEmpty());
  EXPECT_THAT(too_late.Tasks(), ElementsAre("call_back"));
}

// R2, R13: a number that is blocked while its text waits is not texted.
TEST(Inquiry, NumberBlockedMeanwhileIsNotTexted) {
  World world;
  world.Missed(kFriday);
  Account stricter = Northside();
  stricter.blocked.push_back(world.lead().id.phone);
  const Verdict verdict = CheckGuards(
      world.lead(),
      AskFor(TwoTextPlaybook().playbook->steps.front(), *TwoTextPlaybook().playbook, Brake::kNone),
      *PolicyFor(stricter), kFriday + seconds{10});
  EXPECT_EQ(verdict.kind, Verdict::Kind::kDrop);
  EXPECT_EQ(verdict.reasons.back().why, Why::kNumberBlocked);
}

// R4, R7: an old call that is heard of late does not make the newer one late.
TEST(Inquiry, OldRepeatCallDoesNotAgeTheFreshOne) {
  World world;
  world.Missed(kFriday);
  world.FeedLate(kFriday - hours{80}, kFriday + seconds{5}, MissedCall{});
  world.RunUntil(kFriday + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R33: a call after STOP does not reopen; the owner gets a task.
TEST(Inquiry, CallAfterStopBecomesATask) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "STOP"});
  world.Missed(kFriday + hours{24 * 90});
  world.RunUntil(kFriday + hours{24 * 120});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "stop_confirmation"));
  EXPECT_THAT(world.Tasks(), ElementsAre("called_after_stop"));
}

}  // namespace
}  // namespace textback
