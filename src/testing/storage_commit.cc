// Commit: stores whole decisions, each once, and only for the holder of the lease.
#include <gmock/gmock.h>

#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::Property;

constexpr Instant kNow = kSampleNow;

auto HasCode(absl::StatusCode code) { return Property(&absl::Status::code, code); }

TEST_P(StorageConformance, CommitWritesTheLead) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = ClaimStep(kNow);
  const Decision decision = SampleWait(work, kNow + hours{2});
  ASSERT_TRUE(Commit(work, decision, kNow).ok());
  EXPECT_EQ(storage().Find(SampleLead(1))->state, decision.next);
}

TEST_P(StorageConformance, ProfileChangesOnlyWhereTheDecisionSaysSo) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(1), "call-2", kNow)});
  const Work first = ClaimStep(kNow);
  Decision decision = SampleRest(first);
  decision.profile = SampleProfile();
  ASSERT_TRUE(Commit(first, decision, kNow).ok());
  const Work second = ClaimStep(kNow);
  ASSERT_TRUE(Commit(second, SampleRest(second), kNow).ok());
  EXPECT_EQ(storage().Find(SampleLead(1))->profile, SampleProfile());
}

// R60: a decision is stored once
TEST_P(StorageConformance, SecondCommitOfTheSameWorkIsAborted) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = ClaimStep(kNow);
  const Decision decision = SampleRest(work);
  const Commitment once{.work = &work, .decision = &decision, .now = kNow};
  EXPECT_THAT(Commit({once, once}),
              ElementsAre(HasCode(absl::StatusCode::kOk), HasCode(absl::StatusCode::kAborted)));
  EXPECT_TRUE(absl::IsAborted(Commit(work, decision, kNow)));
  EXPECT_EQ(Journal().size(), 1U);
}

TEST_P(StorageConformance, DecisionForAnotherVersionIsAborted) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = ClaimStep(kNow);
  Decision decision = SampleRest(work);
  decision.next.version += 1;
  EXPECT_TRUE(absl::IsAborted(Commit(work, decision, kNow)));
  EXPECT_EQ(storage().Find(SampleLead(1))->state, LeadState{});
  EXPECT_TRUE(Journal().empty());
  // Aborted ends the lease: the next claim returns the event.
  EXPECT_EQ(EventOf(ClaimStep(kNow)).id.value(), "call-1");
}

TEST_P(StorageConformance, ForgedLeaseIsAborted) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(2), "call-2", kNow)});
  Claimed claimed = ClaimSteps(kNow);
  ASSERT_EQ(claimed.work.size(), 2U);
  Work forged = claimed.work[0];
  forged.lease = claimed.work[1].lease;
  EXPECT_TRUE(absl::IsAborted(Commit(forged, SampleRest(forged), kNow)));
  // The owners of both leases are not affected.
  for (const Work& work : claimed.work) {
    EXPECT_TRUE(Commit(work, SampleRest(work), kNow).ok());
  }
}

// One bad commitment does not affect the others.
TEST_P(StorageConformance, StatusesAreInTheOrderOfTheBatch) {
  std::vector<Event> calls;
  for (const int i : {1, 2, 3, 4, 5}) {
    calls.push_back(SampleCall(SampleLead(i), "call-" + std::to_string(i), kNow));
  }
  Append(calls);
  const Claimed claimed = ClaimSteps(kNow);
  ASSERT_EQ(claimed.work.size(), 5U);
  std::vector<Decision> decisions;
  for (const Work& work : claimed.work) decisions.push_back(SampleRest(work));
  decisions[1].next.version = 9;
  decisions[2].next.phase = Phase::kRecovering;  // I3: nothing would ever wake it
  decisions[3].text = SampleSend(claimed.work[0], "text_1", kNow).text;
  std::vector<Commitment> batch;
  for (std::size_t i = 0; i < 5; ++i) {
    batch.push_back({.work = &claimed.work[i], .decision = &decisions[i], .now = kNow});
  }
  EXPECT_THAT(
      Commit(batch),
      ElementsAre(HasCode(absl::StatusCode::kOk), HasCode(absl::StatusCode::kAborted),
                  HasCode(absl::StatusCode::kInternal), HasCode(absl::StatusCode::kInvalidArgument),
                  HasCode(absl::StatusCode::kOk)));
  EXPECT_EQ(Journal().size(), 2U);
  for (const int i : {2, 3, 4}) EXPECT_EQ(storage().Find(SampleLead(i))->state, LeadState{});
}

// R60: a key is never used twice, whatever the state of its text
TEST_P(StorageConformance, KeyOfAQueuedTextIsRefused) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleCall(SampleLead(1), "call-2", kNow), SampleCall(SampleLead(2), "call-3", kNow)});
  const Claimed claimed = ClaimSteps(kNow);
  ASSERT_EQ(claimed.work.size(), 2U);
  const Lead before = *storage().Find(SampleLead(1));
  const Decision again = SampleSend(claimed.work[0], "text_1", kNow);
  const Decision first = SampleSend(claimed.work[1], "text_1", kNow);
  EXPECT_THAT(
      Commit({{.work = &claimed.work[0], .decision = &again, .now = kNow},
              {.work = &claimed.work[1], .decision = &first, .now = kNow}}),
      ElementsAre(HasCode(absl::StatusCode::kInvalidArgument), HasCode(absl::StatusCode::kOk)));
  EXPECT_EQ(*storage().Find(SampleLead(1)), before);
  EXPECT_EQ(Journal().size(), 2U);
}

// R60
TEST_P(StorageConformance, KeyOfASettledTextIsRefused) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  ASSERT_TRUE(Settle(text, SampleSettled(text, SendOutcome::Kind::kAccepted, kNow)).ok());
  const Work outcome = ClaimStep(kNow);
  EXPECT_TRUE(absl::IsInvalidArgument(Commit(outcome, SampleSend(outcome, "text_1", kNow), kNow)));
}

// R60
TEST_P(StorageConformance, KeyOfAWithdrawnTextIsRefused) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "thanks")});
  const Work reply = ClaimStep(kNow);
  Decision decision = SampleSend(reply, "text_1", kNow);
  decision.withdraw = true;
  EXPECT_TRUE(absl::IsInvalidArgument(Commit(reply, decision, kNow)));
  // Nothing was stored: the first text still waits.
  ASSERT_TRUE(Commit(reply, SampleRest(reply), kNow).ok());
  EXPECT_EQ(TextOf(ClaimText(kNow)).text.key.step.view(), "text_1");
}

// A rejected decision that changed nothing keeps the lease: the holder may commit a corrected one.
TEST_P(StorageConformance, RefusedDecisionKeepsTheLease) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = ClaimStep(kNow);
  Decision broken = SampleRest(work);
  broken.next.phase = Phase::kNurturing;
  EXPECT_EQ(Commit(work, broken, kNow).code(), absl::StatusCode::kInternal);
  EXPECT_TRUE(ClaimSteps(kNow).work.empty());
  EXPECT_TRUE(Commit(work, SampleRest(work), kNow).ok());
}

// R30: STOP takes effect on queued texts
TEST_P(StorageConformance, WithdrawnTextIsNeverClaimed) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP")});
  const Work stop = ClaimStep(kNow);
  Decision decision = SampleRest(stop);
  decision.withdraw = true;
  ASSERT_TRUE(Commit(stop, decision, kNow).ok());
  EXPECT_EQ(NextDue(kNow + hours{10}), kNever);
}

// R31: the confirmation is sent, texts queued before it are not
TEST_P(StorageConformance, TextOfTheWithdrawingDecisionStays) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow + seconds{5}, "STOP")});
  // The text is due earlier, but the event still comes first.
  const Work stop = ClaimStep(kNow + seconds{5});
  Decision decision = SampleSend(stop, "stop_confirmation", kNow + seconds{5});
  decision.withdraw = true;
  ASSERT_TRUE(Commit(stop, decision, kNow + seconds{5}).ok());
  const Work text = ClaimText(kNow + seconds{5});
  EXPECT_EQ(TextOf(text).text, *decision.text);
  ASSERT_TRUE(
      Settle(text, SampleSettled(text, SendOutcome::Kind::kAccepted, kNow + seconds{5})).ok());
  const Work outcome = ClaimStep(kNow + seconds{5});
  ASSERT_TRUE(Commit(outcome, SampleRest(outcome), kNow + seconds{5}).ok());
  EXPECT_EQ(NextDue(kNow + hours{10}), kNever);
}

// R31: without `withdraw` both are sent, the older one first
TEST_P(StorageConformance, LaterTextDoesNotReplaceAnEarlierOne) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "HELP")});
  const Work help = ClaimStep(kNow);
  ASSERT_TRUE(Commit(help, SampleSend(help, "help_answer", kNow), kNow).ok());
  const Work first = ClaimText(kNow);
  EXPECT_EQ(TextOf(first).text.key.step.view(), "text_1");
  ASSERT_TRUE(Settle(first, SampleSettled(first, SendOutcome::Kind::kAccepted, kNow)).ok());
  const Work outcome = ClaimStep(kNow);
  ASSERT_TRUE(Commit(outcome, SampleRest(outcome), kNow).ok());
  EXPECT_EQ(TextOf(ClaimText(kNow)).text.key.step.view(), "help_answer");
}

TEST_P(StorageConformance, CommitmentsThatAreNoneAreInvalid) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  Append({SampleCall(SampleLead(2), "call-2", kNow)});
  const Work call = ClaimStep(kNow);
  const Decision decision = SampleRest(call);
  const auto invalid = HasCode(absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Commit({{.work = nullptr, .decision = &decision, .now = kNow},
                      {.work = &call, .decision = nullptr, .now = kNow},
                      {.work = &call, .decision = &decision, .now = kNever},
                      {.work = &text, .decision = &decision, .now = kNow}}),
              ElementsAre(invalid, invalid, invalid, invalid));
  EXPECT_TRUE(Commit(call, decision, kNow).ok());
}

TEST_P(StorageConformance, CommitOfNothingIsFine) {
  EXPECT_TRUE(Commit(std::vector<Commitment>{}).empty());
  EXPECT_TRUE(Journal().empty());
}

// R73
TEST_P(StorageConformance, CommittedDecisionsAreThereAfterReopening) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  const Lead before = *storage().Find(SampleLead(1));
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_EQ(*storage().Find(SampleLead(1)), before);
  const Work text = ClaimText(kNow);
  EXPECT_EQ(TextOf(text).text.key.step.view(), "text_1");
  EXPECT_FALSE(TextOf(text).maybe_sent);
}

}  // namespace
}  // namespace textback
