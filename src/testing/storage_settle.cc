// Settle: stores a text's outcome as an event and removes the text from the outbox.
#include <gmock/gmock.h>

#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using Outcome = SendOutcome::Kind;
using ::testing::ElementsAre;
using ::testing::Property;

constexpr Instant kNow = kSampleNow;

auto HasCode(absl::StatusCode code) { return Property(&absl::Status::code, code); }

// R61: every outcome comes back as an event
TEST_P(StorageConformance, EveryOutcomeComesBackAsAnEvent) {
  int number = 0;
  for (const Outcome outcome :
       {Outcome::kAccepted, Outcome::kRetry, Outcome::kOptedOut, Outcome::kNotMobile,
        Outcome::kRefused, Outcome::kConfig, Outcome::kAmbiguous}) {
    const Work text = GivenClaimedText(SampleLead(++number), kNow);
    const Event event = SampleSettled(text, outcome, kNow + seconds{1});
    ASSERT_TRUE(Settle(text, event).ok()) << NameOf(outcome);
    const Work back = ClaimStep(kNow + seconds{1});
    EXPECT_EQ(EventOf(back), event);
    ASSERT_TRUE(Commit(back, SampleRest(back), kNow + seconds{1}).ok());
  }
}

// R13, R14
TEST_P(StorageConformance, TextThatWasNotSentComesBackAsAnEvent) {
  int number = 0;
  for (const bool expired : {false, true}) {
    const Work text = GivenClaimedText(SampleLead(++number), kNow);
    const Event event = SampleNotSent(text, expired, kNow + seconds{1});
    ASSERT_TRUE(Settle(text, event).ok());
    const Work back = ClaimStep(kNow + seconds{1});
    EXPECT_EQ(EventOf(back), event);
    ASSERT_TRUE(Commit(back, SampleRest(back), kNow + seconds{1}).ok());
  }
}

// R60
TEST_P(StorageConformance, SettledTextIsNeverClaimedAgain) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  ASSERT_TRUE(Settle(text, SampleSettled(text, Outcome::kRetry, kNow)).ok());
  const Work back = ClaimStep(kNow);
  ASSERT_TRUE(Commit(back, SampleRest(back), kNow).ok());
  EXPECT_EQ(NextDue(kNow + hours{100}), kNever);
}

// R60
TEST_P(StorageConformance, SecondSettlementIsAborted) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  ASSERT_TRUE(Settle(text, SampleSettled(text, Outcome::kAccepted, kNow)).ok());
  EXPECT_TRUE(absl::IsAborted(Settle(text, SampleSettled(text, Outcome::kRetry, kNow))));
  EXPECT_EQ(std::get<TextSettled>(EventOf(ClaimStep(kNow)).body).outcome.kind, Outcome::kAccepted);
}

// Settling decides nothing: the lead does not change until the event is processed.
TEST_P(StorageConformance, SettlingLeavesTheLeadAsItWas) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  const Lead before = *storage().Find(SampleLead(1));
  ASSERT_TRUE(Settle(text, SampleSettled(text, Outcome::kAccepted, kNow)).ok());
  EXPECT_EQ(*storage().Find(SampleLead(1)), before);
  EXPECT_EQ(Journal().size(), 1U);
}

// R60: the outcome was already appended, for example by the provider's report
TEST_P(StorageConformance, KnownOutcomeStillTakesTheTextOut) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  const Event event = SampleSettled(text, Outcome::kAccepted, kNow);
  Append({event});
  ASSERT_TRUE(Settle(text, event).ok());
  const Work back = ClaimStep(kNow);
  EXPECT_EQ(EventOf(back), event);
  ASSERT_TRUE(Commit(back, SampleRest(back), kNow).ok());
  EXPECT_EQ(NextDue(kNow + hours{100}), kNever);
}

TEST_P(StorageConformance, SettlementsThatAreNoneAreInvalid) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  Append({SampleCall(SampleLead(2), "call-2", kNow)});
  const Work call = ClaimStep(kNow);
  const Event good = SampleSettled(text, Outcome::kAccepted, kNow);
  Event other_lead = good;
  other_lead.lead = SampleLead(2);
  Event other_text = good;
  std::get<TextSettled>(other_text.body).key.attempt = 2;
  const auto invalid = HasCode(absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Settle({{.work = nullptr, .event = good},
                      {.work = &call, .event = good},
                      {.work = &text, .event = SampleCall(SampleLead(1), "call-3", kNow)},
                      {.work = &text, .event = other_lead},
                      {.work = &text, .event = other_text}}),
              ElementsAre(invalid, invalid, invalid, invalid, invalid));
  EXPECT_TRUE(Settle(text, good).ok());
}

TEST_P(StorageConformance, StatusesOfSettlementsAreInOrder) {
  GivenQueued({SampleLead(1), SampleLead(2)}, "text_1", kNow);
  const Claimed claimed = ClaimTexts(kNow);
  ASSERT_EQ(claimed.work.size(), 2U);
  Work lost = claimed.work[0];
  lost.lease += 1000;
  const Event first = SampleSettled(claimed.work[0], Outcome::kAccepted, kNow);
  const Event second = SampleSettled(claimed.work[1], Outcome::kAccepted, kNow);
  EXPECT_THAT(
      Settle({{.work = &lost, .event = first}, {.work = &claimed.work[1], .event = second}}),
      ElementsAre(HasCode(absl::StatusCode::kAborted), HasCode(absl::StatusCode::kOk)));
  EXPECT_EQ(ClaimSteps(kNow).work.size(), 1U);
}

// A timer that was interrupted by a text continues afterwards.
TEST_P(StorageConformance, WakeUpComesAfterTheTextIsSettled) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "HELP")});
  const Work help = ClaimStep(kNow);
  Decision decision = SampleWait(help, kNow + hours{2});
  decision.text = SampleSend(help, "help_answer", kNow).text;
  ASSERT_TRUE(Commit(help, decision, kNow).ok());
  const Work text = ClaimText(kNow + hours{3});
  const Instant later = kNow + hours{3};
  ASSERT_TRUE(Settle(text, SampleSettled(text, Outcome::kAccepted, later)).ok());
  const Work outcome = ClaimStep(later);
  ASSERT_TRUE(Commit(outcome, SampleWait(outcome, kNow + hours{2}), later).ok());
  EXPECT_TRUE(std::holds_alternative<WakeUp>(EventOf(ClaimStep(later)).body));
}

// R73
TEST_P(StorageConformance, SettledOutcomesAreThereAfterReopening) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  const Event event = SampleSettled(text, Outcome::kAmbiguous, kNow);
  ASSERT_TRUE(Settle(text, event).ok());
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_EQ(EventOf(ClaimStep(kNow)), event);
}

}  // namespace
}  // namespace textback
