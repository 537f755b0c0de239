// Failures found by random worlds (tests/properties), by rule, each reduced to its smallest form.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

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

Account Statutory() {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  return account;
}

// R60, R25: a step that a person interrupted after an attempt resumes under a new key.
TEST(Found, AStepTakenUpAgainHasANewKey) {
  World world(Statutory());
  world.Missed(kFriday);
  world.outcomes = {{.kind = Kind::kAccepted}, {.kind = Kind::kAccepted}, {.kind = Kind::kRetry}};
  world.RunUntil(At("2026-11-27T10:00:00-06:00"));
  world.Feed(At("2026-11-27T10:01:00-06:00"), PersonText{.body = "Hi"});
  world.RunUntil(kFriday + hours{24 * 40});
  std::set<TextKey> keys;
  for (const Decision& decision : world.decisions()) {
    if (!decision.text.has_value()) continue;
    EXPECT_TRUE(keys.insert(decision.text->key).second);
  }
  EXPECT_EQ(keys.size(), world.sent().size() + 1);
}

// R74: reports about a text that cannot have been made change nothing.
TEST(Found, OutcomesOfTextsThatWereNeverMadeChangeNothing) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const TextKey real = world.last().text->key;
  TextKey later = real;
  later.attempt = 2;
  TextKey none = real;
  none.episode = 0;
  TextKey other = real;
  other.lead.phone = Number("+14035550166");
  TextKey next = real;
  next.step = Named("text_2");
  world.Settle(world.last().text.value(), {.kind = Kind::kAccepted});
  for (const TextKey& key : {later, none, other, next}) {
    const LeadState before = world.state();
    world.Deliver(kFriday + seconds{11},
                  TextSettled{.key = key, .outcome = {.kind = Kind::kAccepted, .at = kFriday}});
    EXPECT_TRUE(Has(world.last(), Why::kUnknownText));
    EXPECT_EQ(world.state().sequence.due, before.sequence.due);
    EXPECT_EQ(world.state().sequence.recent, before.sequence.recent);
    EXPECT_EQ(world.state().attention.touched_at, before.attention.touched_at);
  }
}

// R74: nor does a report that a person sent something years ago, whatever its key.
TEST(Found, AReadyTextSentYearsAgoChangesNothing) {
  Account account = Northside();
  account.mode = Mode::kAssisted;
  World world(account);
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const TextKey key = world.last().tasks.back().text->key;
  world.FeedLate(kFriday - hours{24 * 500}, kFriday + seconds{20}, ReadyTextSent{.key = key});
  EXPECT_TRUE(Has(world.last(), Why::kYearsOld));
  EXPECT_TRUE(world.state().out.with_person());
}

// R2: a refusal of the number counts whichever text it is about, even one accepted before or an
// answer. A lead that waits for a person stays with that person.
TEST(Found, ARefusalHoldsForTheNumberWhicheverTextItIsAbout) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  const Text first = world.sent().back().text;
  world.Settle(first, {.kind = Kind::kNotMobile, .code = "30006"});
  EXPECT_TRUE(world.state().marks.refused);
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(), ElementsAre("call_back"));

  World asked;
  asked.Feed(kFriday, TextIn{.body = "Do you do basements?"});
  asked.outcomes = {{.kind = Kind::kNotMobile, .code = "30006"}};
  asked.Feed(kFriday + seconds{20}, TextIn{.body = "help"});
  asked.RunUntil(kFriday + minutes{1});
  EXPECT_TRUE(asked.state().marks.refused);
  EXPECT_EQ(asked.state().phase, Phase::kEngaged);
  EXPECT_NE(asked.state().attention.nudge_at, kNever);
}

// R13, R63: an answer that a person was given is taken back like any other ready text.
TEST(Found, AReadyAnswerIsAskedBack) {
  Account account = Northside();
  account.mode = Mode::kAssisted;
  World world(account);
  world.Feed(kFriday, TextIn{.body = "help"});
  world.RunUntil(kFriday + seconds{1});
  world.Feed(kFriday + seconds{20}, TextIn{.body = "STOP"});
  EXPECT_THAT(world.Tasks(), ElementsAre("help", "send_text", "dont_send"));
  world.RunUntil(kFriday + minutes{10});
  EXPECT_THAT(world.Tasks(),
              ElementsAre("help", "send_text", "dont_send", "send_text", "dont_send"))
      << "asked back once: the confirmation was not sent within 5 minutes";
}

// R25, R32, R21: a text written before ours but heard of after it still waits for a person; the
// long follow-up does not resume over it.
TEST(Found, WhatIsHeardOfLateStillWaitsForAPerson) {
  for (const char* body : {"stop texting me after 9pm", "Yes, a kitchen"}) {
    World world(Statutory());
    world.Missed(kFriday);
    world.Feed(kFriday + minutes{30}, PersonText{.body = "Hi"});
    world.FeedLate(kFriday + minutes{29}, kFriday + minutes{31}, TextIn{.body = body});
    world.RunUntil(kFriday + hours{24 * 40});
    EXPECT_EQ(world.state().phase, Phase::kEngaged) << body;
    EXPECT_THAT(world.StepsSent(), ElementsAre("text_1")) << body;
  }
}

// R60: "try later", but then the text had left after all. It is not sent again, whether the next
// attempt is planned or out.
TEST(Found, WhatWasAcceptedAfterAllIsNotSaidAgain) {
  for (const Duration later : {Duration{seconds{30}}, Duration{minutes{2}}}) {
    World world;
    world.settle_at_once = false;
    world.Missed(kFriday);
    world.RunUntil(kFriday + seconds{10});
    const Text text = *world.last().text;
    world.Settle(text, {.kind = Kind::kRetry});
    world.RunUntil(kFriday + seconds{10} + later);
    world.Settle(text, {.kind = Kind::kAccepted});
    EXPECT_EQ(world.state().sequence.step, Named("text_2"));
    EXPECT_EQ(world.last().withdraw, later == minutes{2});
    world.settle_at_once = true;
    world.RunUntil(kFriday + hours{4});
    EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  }
}

// R60, R25: a step whose acceptance crossed a reply is done, and does not resume.
TEST(Found, WhatCrossedAReplyIsNotSaidAgain) {
  World world(Statutory());
  world.Missed(kFriday);
  world.RunUntil(kFriday + hours{3});
  world.settle_at_once = false;
  world.RunUntil(kFriday + hours{24 * 8});
  const Text check_in = *world.last().text;
  world.Deliver(kFriday + hours{24 * 8}, TextIn{.body = "Yes, a kitchen"});
  world.Settle(check_in, {.kind = Kind::kAccepted});
  world.settle_at_once = true;
  world.Feed(kFriday + hours{24 * 8 + 1}, PersonText{.body = "Hi"});
  world.RunUntil(kFriday + hours{24 * 60});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "check_in_1", "check_in_2"));
}

// R60, R74: a second report about a settled text while the next one is out: the next one continues
// and is not made again.
TEST(Found, AnOutcomeSaidAgainDoesntEndTheEpisode) {
  World world;
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  const Text first = world.sent().back().text;
  world.settle_at_once = false;
  world.RunUntil(kFriday + hours{2} + seconds{10});
  const Text second = *world.last().text;
  world.Settle(first, {.kind = Kind::kAccepted});
  EXPECT_EQ(world.state().phase, Phase::kRecovering);
  EXPECT_FALSE(world.state().out.empty());
  world.Settle(second, {.kind = Kind::kAccepted});
  EXPECT_EQ(world.state().sequence.step, Named("check_in_1"));
}

// R74: an answer's key names the answer and an existing episode.
TEST(Found, AnotherAnswersKeyIsUnknown) {
  World world;
  world.settle_at_once = false;
  world.Feed(kFriday, TextIn{.body = "STOP"});
  world.RunUntil(kFriday);
  TextKey later = world.last().text->key;
  later.episode += 3;
  TextKey help = world.last().text->key;
  help.step = Named("help_answer");
  for (const TextKey& key : {later, help}) {
    world.Deliver(kFriday + seconds{1}, TextNotSent{.key = key});
    EXPECT_TRUE(Has(world.last(), Why::kUnknownText));
    EXPECT_FALSE(world.state().out.empty());
  }
}

// R60, R25: a text that may have left is never sent again, even weeks later.
TEST(Found, WhatMayHaveLeftIsNotTakenUpAgain) {
  World world(Statutory());
  world.Missed(kFriday);
  world.outcomes = {
      {.kind = Kind::kAccepted}, {.kind = Kind::kAccepted}, {.kind = Kind::kAmbiguous}};
  world.RunUntil(kFriday + hours{24 * 8});
  world.Feed(kFriday + hours{24 * 8}, PersonText{.body = "Hi"});
  world.RunUntil(kFriday + hours{24 * 60});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2", "check_in_2"));
}

// R60, R4: the same for a repeat acknowledgement.
TEST(Found, AnAcknowledgementThatWasAcceptedAfterAllIsNotSaidAgain) {
  World world;
  world.Missed(kFriday);
  world.Missed(kFriday + hours{24});
  world.settle_at_once = false;
  world.RunUntil(kFriday + hours{24} + seconds{10});
  const Text again = *world.last().text;
  world.Settle(again, {.kind = Kind::kRetry});
  world.Settle(again, {.kind = Kind::kAccepted});
  EXPECT_EQ(world.state().sequence.acknowledge_at, kNever);
  EXPECT_EQ(world.state().wake_at, world.state().sequence.due);
}

// R13, R60: of two attempts only the outstanding one leaves.
TEST(Found, OnlyTheTextInFlightLeaves) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text first = *world.last().text;
  world.Deliver(kFriday + seconds{11}, TextNotSent{.key = first.key});
  world.RunUntil(kFriday + seconds{12});
  const Text second = *world.last().text;
  const auto verdict = [&world](const Text& text) {
    return CheckHandOver(world.lead(), text, world.policy(), kFriday + seconds{13}, Brake::kNone)
        .kind;
  };
  EXPECT_EQ(verdict(first), Verdict::Kind::kDrop);
  EXPECT_EQ(verdict(second), Verdict::Kind::kGo);
}

// R4: a first text that crossed the end of its episode and the next call is enough.
TEST(Found, AGreetingThatCrossedTheNextCallIsEnough) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  world.Deliver(kFriday + seconds{11}, OutcomeReported{OutcomeReported::Outcome::kBooked});
  world.Deliver(kFriday + seconds{12}, MissedCall{});
  world.Settle(text, {.kind = Kind::kAccepted});
  world.settle_at_once = true;
  world.RunUntil(kFriday + hours{24});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_THAT(world.Tasks(), ElementsAre("repeat_call"));
}

// R60, R15: a text that may have left counts and is not sent again, whether a new attempt was
// planned or a reply had come.
TEST(Found, WhatMayHaveLeftMeanwhileCounts) {
  for (const bool replied : {false, true}) {
    World world;
    world.settle_at_once = false;
    world.Missed(kFriday);
    world.RunUntil(kFriday + seconds{10});
    const Text text = *world.last().text;
    if (replied) {
      world.Deliver(kFriday + seconds{11}, TextIn{.body = "Yes, a kitchen"});
    } else {
      world.Settle(text, {.kind = Kind::kRetry});
    }
    world.Settle(text, {.kind = Kind::kAmbiguous});
    EXPECT_NE(world.state().sequence.recent.back(), Instant{});
    EXPECT_EQ(world.state().phase, Phase::kEngaged);
    EXPECT_EQ(world.last().tasks.back().kind, Task::Kind::kUnsure);
  }
}

// R25, R27: after a claim in the middle of the long follow-up, that person has to act; three days
// after that it resumes.
TEST(Found, AClaimHoldsTheLongFollowUpBack) {
  World world(Statutory());
  world.Missed(kFriday);
  const Instant claimed = At("2026-11-26T15:00:00-06:00");  // the day before check_in_1
  world.Feed(claimed, LeadClaimed{.person = PersonId::Parse("alex").value()});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.RunUntil(claimed + hours{24 * 10});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  const Instant wrote = claimed + hours{24 * 10};
  world.Feed(wrote, PersonText{.body = "Shall I come by?"});
  EXPECT_EQ(world.state().attention.rearm_at, wrote + hours{24 * 3});
}

// R15: an old outcome that is heard of late does not displace a newer one from the count.
TEST(Found, AnOldOutcomeDoesntShortenTheCount) {
  World world;
  world.Missed(kFriday);
  world.Missed(kFriday + hours{9});
  world.RunUntil(kFriday + hours{10});
  ASSERT_EQ(world.sent().size(), 3U);
  const auto before = world.state().sequence.recent;
  world.Settle(world.sent().front().text, {.kind = Kind::kAccepted, .at = kFriday - hours{24 * 4}});
  EXPECT_EQ(world.state().sequence.recent, before);
}

// The follow-up of an estimate: the two-text playbook without its first step.
std::shared_ptr<const Policy> WithEstimates() {
  FollowUps all = FollowUps::Of(BuiltInPlaybooks());
  const FollowUp& calls = all[InquiryKind::kMissedCall];
  Playbook playbook = *calls.playbook;
  playbook.inquiry = InquiryKind::kEstimate;
  playbook.steps.erase(playbook.steps.begin());
  playbook.steps.front().after.reset();
  playbook.first_nurturing_step = 1;
  all[InquiryKind::kEstimate] = {.playbook = std::make_shared<const Playbook>(std::move(playbook)),
                                 .script = calls.script};
  return MakePolicy(Northside(), std::move(all), BuiltInPlaces().value(), BuiltInReplies()).value();
}

// R4: only the first text after a call, form or text acknowledges, even if an estimate came before
// its outcome; a first text after an estimate never does.
TEST(Found, OnlyAFirstTextAcknowledges) {
  World crossed(WithEstimates());
  crossed.settle_at_once = false;
  crossed.Missed(kFriday);
  crossed.RunUntil(kFriday + seconds{10});
  const Text text = *crossed.last().text;
  crossed.Deliver(kFriday + seconds{11}, EstimateSent{});
  crossed.Settle(text, {.kind = Kind::kAccepted});
  EXPECT_EQ(crossed.state().sequence.last_acknowledge_at, kFriday + seconds{11});
  crossed.Settle(text, {.kind = Kind::kAccepted, .at = kFriday + seconds{10}});
  EXPECT_EQ(crossed.state().sequence.last_acknowledge_at, kFriday + seconds{11})
      << "an old one, late";

  World estimate(WithEstimates());
  estimate.Feed(kFriday, EstimateSent{});
  estimate.RunUntil(kFriday + hours{3});
  EXPECT_THAT(estimate.StepsSent(), ElementsAre("text_2"));
  EXPECT_EQ(estimate.state().sequence.last_acknowledge_at, kNever);
}

// R30, R60: text_1 had left when STOP came. Its acceptance arrives while the confirmation is out:
// it counts, nothing follows, and the lead stays closed.
TEST(Found, AnAcceptanceThatCrossedAStopChangesNothing) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  world.Deliver(kFriday + seconds{30}, TextIn{.body = "STOP"});
  world.RunUntil(kFriday + seconds{31});
  const Text confirmation = *world.last().text;
  world.Settle(text, {.kind = Kind::kAccepted});
  EXPECT_EQ(world.state().phase, Phase::kClosed);
  EXPECT_THAT(world.Tasks(), IsEmpty());
  world.Settle(confirmation, {.kind = Kind::kAccepted});
  EXPECT_TRUE(world.state().out.empty());
  EXPECT_EQ(world.state().phase, Phase::kClosed);
}

// R25: a text that was taken back does not show who wrote last: the lead has called since.
TEST(Found, ALateAcceptanceIsNotOurLastWord) {
  World world(Statutory());
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const Text text = *world.last().text;
  world.Deliver(kFriday + seconds{30}, AnsweredCall{});
  world.Deliver(kFriday + seconds{60}, MissedCall{});
  world.Settle(text, {.kind = Kind::kAccepted, .at = kFriday + seconds{60}});
  EXPECT_EQ(world.state().attention.rearm_at, kNever);
}

// R3: we hear of the call only after a person has spoken with the lead.
TEST(Found, APersonWhoSpokeBeforeWeHeardOfTheCall) {
  World world;
  world.Feed(kFriday + minutes{5}, AnsweredCall{});
  world.FeedLate(kFriday, kFriday + minutes{10}, MissedCall{});
  world.RunUntil(kFriday + hours{24 * 30});
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_EQ(world.state().episode, 1U);
}

// R74: no carrier accepted a text before it was due, so delays do not count from such an instant.
TEST(Found, AnAcceptanceFromBeforeItWasDueCountsFromThen) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  world.Settle(*world.last().text, {.kind = Kind::kAccepted, .at = kFriday - hours{24 * 300}});
  EXPECT_EQ(world.state().sequence.due, kFriday + seconds{10} + hours{2});
}

// R21, R27: a lead that is given back unanswered waits again, and somebody is told.
TEST(Found, ALeadThatIsGivenBackWaitsAgain) {
  World world;
  world.Missed(kFriday);
  world.Feed(kFriday + minutes{5}, TextIn{.body = "Yes, a kitchen"});
  const PersonId alex = PersonId::Parse("alex").value();
  world.Feed(kFriday + minutes{8}, LeadClaimed{.person = alex});
  world.Feed(kFriday + minutes{30}, LeadClaimed{.person = alex, .given_back = true});
  world.RunUntil(kFriday + minutes{46});
  EXPECT_THAT(world.Tasks(), ElementsAre("reply", "reply", "nudge"));
}

// R41: "no more texts" is recorded in the ledger, whether or not there was a consent.
TEST(Found, AWithdrawalOfNothingIsNotedToo) {
  World world;
  world.Feed(kFriday, ConsentGiven{.entry = {.basis = Basis::kExpress, .withdrawn = true}});
  ASSERT_EQ(world.last().consent.size(), 1U);
  EXPECT_TRUE(world.last().consent.front().withdrawn);
  EXPECT_TRUE(world.state().marks.opted_out);
}

}  // namespace
}  // namespace textback
