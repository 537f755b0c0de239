// R10-R15, R60-R61: the automated steps, from their due time to the carrier's answer.
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
using Kind = SendOutcome::Kind;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");

// R10, R12: a text_1 at night is held until the opening plus a spread of less than ten minutes; it
// is never dropped.
TEST(Sequence, NightCallIsHeldToTheOpeningWithASpread) {
  World world;
  world.Missed(At("2026-11-19T23:30:00-06:00"));
  world.RunUntil(At("2026-11-20T08:59:59-06:00"));
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_THAT(world.Notes(), ElementsAre("held text_1"));
  world.RunUntil(At("2026-11-20T09:10:00-06:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_GE(world.sent()[0].at, At("2026-11-20T09:00:00-06:00"));
  EXPECT_LT(world.sent()[0].at, At("2026-11-20T09:10:00-06:00"));
}

// R12: the spread depends on the lead: always the same for one lead, different between leads.
TEST(Sequence, SpreadIsStableForALeadAndDiffersBetweenLeads) {
  const auto held_until = [](std::string_view number) {
    World world(Northside(), Number(number));
    world.Missed(At("2026-11-19T23:30:00-06:00"));
    world.RunUntil(At("2026-11-20T00:00:00-06:00"));
    return world.state().sequence.due;
  };
  EXPECT_EQ(held_until("+14035550123"), held_until("+14035550123"));
  EXPECT_NE(held_until("+14035550123"), held_until("+14035550124"));
}

// R12: a held text delays the later ones: text_2 goes two hours after text_1 was really sent.
TEST(Sequence, HeldTextPushesLaterOnesBack) {
  World world;
  world.Missed(At("2026-11-19T23:30:00-06:00"));
  world.RunUntil(At("2026-11-20T12:00:00-06:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(world.sent()[1].at, world.sent()[0].at + hours{2});
}

// R10: an evening call within the window is answered at once; its follow-up waits for the weekend's
// opening at 10:00.
TEST(Sequence, EveningCallIsAnsweredAndItsFollowUpHeldToSaturday) {
  World world;
  world.Missed(At("2026-11-20T20:55:00-06:00"));
  world.RunUntil(At("2026-11-21T10:20:00-06:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_EQ(world.sent()[0].at, At("2026-11-20T20:55:10-06:00"));
  EXPECT_GE(world.sent()[1].at, At("2026-11-21T10:00:00-06:00"));
}

// R71: a held text names the row that is closed, its source and the day it was checked.
TEST(Sequence, HoldingNamesRowAndCitation) {
  World world;
  world.Missed(At("2026-11-19T23:30:00-06:00"));
  world.RunUntil(At("2026-11-20T00:00:00-06:00"));
  const Decision& held = world.last();
  ASSERT_TRUE(Has(held, Why::kOutsideWindow));
  for (const Reason& reason : held.reasons) {
    if (reason.why != Why::kOutsideWindow) continue;
    EXPECT_EQ(reason.row, "CA-AB");
    EXPECT_FALSE(reason.citation.empty());
    EXPECT_TRUE(reason.as_of.has_value());
  }
}

// R11: a lead whose zone is known is held by its own local time, not the account's.
TEST(Sequence, ExplicitZoneOfTheLeadDecidesTheWindow) {
  World world;
  world.Feed(At("2026-11-20T06:00:00-06:00"), DetailsKnown{{.zone = "America/St_Johns"}});
  world.Missed(At("2026-11-20T06:30:00-06:00"));  // 09:00 in St John's
  world.RunUntil(At("2026-11-20T07:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R14: send_by is the end of the window the text was decided in.
TEST(Sequence, TextCarriesTheEndOfItsWindow) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  ASSERT_EQ(world.sent().size(), 1U);
  EXPECT_EQ(world.sent()[0].text.send_by, At("2026-11-20T21:30:00-06:00"));
}

// R14: after a night of downtime, a text past its send_by is decided again, and held.
TEST(Sequence, ExpiredTextIsDecidedAnewUnderANewKey) {
  World world;
  world.settle_at_once = false;
  world.Missed(At("2026-11-20T21:29:00-06:00"));
  world.RunUntil(At("2026-11-20T21:29:10-06:00"));
  ASSERT_TRUE(world.last().text.has_value());
  const Text text = *world.last().text;
  const Instant night = At("2026-11-21T02:00:00-06:00");
  EXPECT_EQ(CheckHandOver(world.lead(), text, world.policy(), night, Brake::kNone).kind,
            Verdict::Kind::kHold);
  world.Deliver(night, TextNotSent{.key = text.key, .expired = true});
  world.settle_at_once = true;
  world.RunUntil(At("2026-11-21T09:59:00-06:00"));
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  world.RunUntil(At("2026-11-21T10:10:00-06:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_NE(world.sent()[0].text.key, text.key);
}

// R13: the guards run again at the hand-over: a reply after the decision stops the text.
TEST(Sequence, HandOverIsRefusedAfterAReply) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  EXPECT_EQ(
      CheckHandOver(world.lead(), text, world.policy(), kFriday + seconds{11}, Brake::kNone).kind,
      Verdict::Kind::kGo);
  const Decision replied = world.Deliver(kFriday + seconds{11}, TextIn{.body = "Yes, a kitchen"});
  EXPECT_TRUE(replied.withdraw);
  EXPECT_EQ(
      CheckHandOver(world.lead(), text, world.policy(), kFriday + seconds{12}, Brake::kNone).kind,
      Verdict::Kind::kDrop);
}

// R15: three automated texts in any 24 hours, across episodes; the fourth is held until there is
// room.
TEST(Sequence, FourthTextInADayIsHeld) {
  Account account = Northside();
  World world(account);
  world.Missed(At("2026-11-18T09:00:00-06:00"));
  world.RunUntil(At("2026-11-18T12:00:00-06:00"));
  world.Missed(At("2026-11-18T14:00:00-06:00"));  // acknowledged again: the third text
  world.RunUntil(At("2026-11-18T15:00:00-06:00"));
  ASSERT_EQ(world.sent().size(), 3U);
  world.Missed(At("2026-11-18T19:00:00-06:00"));
  world.RunUntil(At("2026-11-19T08:00:00-06:00"));
  EXPECT_EQ(world.sent().size(), 3U);
  EXPECT_THAT(world.Notes(), ::testing::Contains("held text_1"));
  world.RunUntil(At("2026-11-19T23:00:00-06:00"));
  ASSERT_EQ(world.sent().size(), 4U);
  EXPECT_GE(world.sent()[3].at, world.sent()[0].at + hours{24});
}

// R42, cautious: the long follow-up needs express consent; without it the steps are dropped, each
// with its reason.
TEST(Sequence, CautiousReadingDropsCheckInsWithoutExpressConsent) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{24 * 40});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_THAT(world.Notes(), ElementsAre("dropped check_in_1", "dropped check_in_2"));
  EXPECT_EQ(world.state().phase, Phase::kDormant);
  EXPECT_TRUE(Has(world.last(), Why::kNeedsExpressConsent));
}

// R42, express: with the lead's own yes the check-ins go at 10:00 local time of the lead.
TEST(Sequence, ExpressConsentLetsCheckInsGoAtTen) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{1}, ConsentGiven{{.basis = Basis::kExpress, .evidence = "form-17"}});
  world.RunUntil(kFriday + hours{24 * 40});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "check_in_1", "check_in_2"));
  EXPECT_EQ(world.sent()[2].at, At("2026-11-27T10:00:00-06:00"));
  EXPECT_EQ(world.sent()[3].at, At("2026-12-11T10:00:00-06:00"));
  EXPECT_EQ(world.sent()[2].text.basis, Basis::kExpress);
}

// R42, statutory: any unexpired basis is enough.
TEST(Sequence, StatutoryReadingRelysOnTheInquiry) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  World world(account);
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{24 * 40});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "check_in_1", "check_in_2"));
  EXPECT_EQ(world.sent()[3].text.basis, Basis::kInquiry);
}

// R60: "try later" makes a new attempt with a new key a few minutes later; a key is never sent
// twice.
TEST(Sequence, RetryIsANewAttemptWithBackoff) {
  World world;
  world.outcomes = {{.kind = Kind::kRetry, .code = "20429"},
                    {.kind = Kind::kRetry, .code = "20429"}};
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{1});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(world.sent()[0].text.key.attempt, 3U);
  EXPECT_EQ(world.sent()[0].at, kFriday + seconds{10} + minutes{2} + minutes{4});
}

// R61: if the provider asks for a longer wait than our backoff it gets it; a shorter or impossible
// one is replaced by ours; nobody waits for more than a day.
TEST(Sequence, ARetryWaitsForTheProvidersTime) {
  const Instant due = kFriday + seconds{10};
  const std::vector<std::pair<Instant, Instant>> cases = {{due + minutes{20}, due + minutes{20}},
                                                          {due + minutes{1}, due + minutes{2}},
                                                          {kNever, due + minutes{2}},
                                                          {due - hours{24 * 400}, due + minutes{2}},
                                                          {due + hours{24 * 900}, due + hours{24}},
                                                          {kLatest, due + minutes{2}}};
  for (const auto& [retry_at, expected] : cases) {
    World world;
    world.settle_at_once = false;
    world.Missed(kFriday);
    world.RunUntil(due);
    world.Settle(*world.last().text, {.kind = Kind::kRetry, .code = "429", .retry_at = retry_at});
    EXPECT_EQ(world.state().sequence.due, expected);
  }
}

// R61, R31: an answer waits for the provider only within its five minutes.
TEST(Sequence, AnAnswerWaitsForTheProviderWithinItsMinutes) {
  for (const Duration wait : {Duration{minutes{3}}, Duration{minutes{6}}}) {
    World world;
    world.settle_at_once = false;
    world.Feed(kFriday, TextIn{.body = "STOP"});
    world.RunUntil(kFriday);
    world.Settle(*world.last().text,
                 {.kind = Kind::kRetry, .code = "429", .retry_at = kFriday + wait});
    EXPECT_EQ(world.state().answer.at, wait == minutes{3} ? kFriday + wait : kNever);
  }
}

// R61: if the carrier never accepts a text, we stop trying.
TEST(Sequence, RetriesAreUsedUp) {
  World world;
  world.outcomes.assign(20, {.kind = Kind::kRetry, .code = "20503"});
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_THAT(world.Tasks(), ElementsAre("call_back"));
  EXPECT_THAT(world.Notes(), ::testing::Contains("dropped text_1"));
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), IsEmpty()) << "nobody who was never greeted is followed up";
  EXPECT_EQ(world.state().phase, Phase::kDormant);
}

// R60: a text whose outcome never came is not sent again: a person checks.
TEST(Sequence, AmbiguousTextIsLeftToAPerson) {
  World world;
  world.outcomes = {{.kind = Kind::kAmbiguous, .code = "timeout"}};
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_THAT(world.Tasks(), ElementsAre("unsure"));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
}

// R35: "opted out" from the carrier has the effect of a STOP, without a confirmation.
TEST(Sequence, CarrierOptOutIsAnOptOut) {
  World world;
  world.outcomes = {{.kind = Kind::kOptedOut, .code = "21610"}};
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_THAT(world.StepsSent(), IsEmpty());
}

// R61: the provider refuses our own account: somebody is told, and the text is tried again later.
TEST(Sequence, ConfigErrorTellsSomebodyAndTriesAgain) {
  World world;
  world.outcomes = {{.kind = Kind::kConfig, .code = "21606"}};
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{2});
  EXPECT_THAT(world.Tasks(), ElementsAre("mend_account"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R74: a report about a text that nobody waits for changes only the version.
TEST(Sequence, NewsOfAnUnknownTextChangesNothing) {
  World world;
  world.Missed(kFriday);
  LeadState before = world.state();
  world.Deliver(
      kFriday + seconds{1},
      TextSettled{
          .key = {.lead = world.lead().id, .episode = 7, .step = Named("text_1"), .attempt = 1},
          .outcome = {.kind = Kind::kRefused, .at = kFriday}});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownText));
  before.version = world.state().version;
  before.last_event_at = world.state().last_event_at;
  EXPECT_EQ(world.state(), before);
}

// R20: accepted after a reply had ended the steps (the two crossed): it counts, and nothing
// follows.
// R35: some carriers report an opt-out only after they accepted the text (twilio-python #478).
TEST(Sequence, CarrierOptOutAfterAcceptanceIsAnOptOutToo) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1"));
  world.Settle(world.sent().front().text, {.kind = Kind::kOptedOut, .code = "21610"});
  EXPECT_TRUE(Has(world.last(), Why::kCarrierOptedOut));
  EXPECT_TRUE(world.state().marks.opted_out);
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1")) << "no confirmation either";
}

TEST(Sequence, AcceptanceAfterAReplyOnlyCounts) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  world.Deliver(kFriday + seconds{11}, TextIn{.body = "hello?"});
  world.Settle(text, {.kind = Kind::kAccepted});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_TRUE(world.state().sequence.step.empty());
  EXPECT_EQ(world.state().wake_at, world.state().attention.nudge_at)
      << "only people are woken (R21)";
  EXPECT_EQ(world.state().sequence.recent.back(), kFriday + seconds{11});
}

// R4: a repeat acknowledgement that would be held until just before the next step is dropped: one
// text is enough.
TEST(Sequence, RepeatAcknowledgementIsNotHeldUpAgainstACheckIn) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{1}, ConsentGiven{{.basis = Basis::kExpress, .evidence = "form"}});
  world.Missed(At("2026-11-26T22:00:00-06:00"));  // the night before check_in_1
  world.RunUntil(At("2026-11-27T12:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "check_in_1"));
}

// R74: an outcome without a time, or in the future, is taken as happening now, so that the next
// step is planned correctly.
TEST(Sequence, ImpossibleOutcomeTimesAreReplaced) {
  for (const Instant at : {kNever, kLatest, Instant{} - hours{1}}) {
    World world;
    world.settle_at_once = false;
    world.Missed(kFriday);
    world.RunUntil(kFriday + seconds{10});
    const Text text = *world.last().text;
    world.Deliver(kFriday + seconds{11},
                  TextSettled{.key = text.key, .outcome = {.kind = Kind::kAccepted, .at = at}});
    EXPECT_EQ(world.state().sequence.due, kFriday + seconds{11} + hours{2});
  }
}

// R70: the same input gives the same output.
TEST(Sequence, StepIsAPureFunction) {
  World world;
  world.Missed(kFriday);
  const Event wake{.lead = world.lead().id,
                   .at = kFriday + seconds{10},
                   .received_at = kFriday + seconds{10},
                   .body = WakeUp{}};
  const Decision first = Step(world.lead(), wake, world.policy(), kFriday + seconds{10});
  const Decision second = Step(world.lead(), wake, world.policy(), kFriday + seconds{10});
  EXPECT_EQ(first, second);
  EXPECT_TRUE(first.text.has_value());
}

}  // namespace
}  // namespace textback
