// Leases: at most one per lead, and what happens when one is lost.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant kNow = kSampleNow;
constexpr Duration kLease = seconds{60};

TEST_P(StorageConformance, LeasedLeadIsNotClaimedAgain) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(1), "call-2", kNow)});
  const Work work = ClaimStep(kNow);
  EXPECT_EQ(NextDue(kNow), kNow + kLease);
  Append({SampleCall(SampleLead(1), "call-3", kNow)});
  EXPECT_TRUE(ClaimSteps(kNow + kLease - milliseconds{1}).work.empty());
  ASSERT_TRUE(Commit(work, SampleRest(work), kNow).ok());
  EXPECT_EQ(EventOf(ClaimStep(kNow)).id.value(), "call-2");
}

// R20: while a text is handed over its lead stays leased; the reply comes next
TEST_P(StorageConformance, LeadWhoseTextIsClaimedIsLeased) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP")});
  EXPECT_EQ(NextDue(kNow), kNow + kLease);
  ASSERT_TRUE(Settle(text, SampleSettled(text, SendOutcome::Kind::kAccepted, kNow)).ok());
  EXPECT_EQ(EventOf(ClaimStep(kNow)).id.value(), "in-1");
}

// R73: the work of a dead worker comes back
TEST_P(StorageConformance, WorkOfAnExpiredLeaseIsClaimedAgain) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work lost = ClaimStep(kNow);
  const Work again = ClaimStep(kNow + kLease);
  EXPECT_EQ(EventOf(again), EventOf(lost));
  EXPECT_NE(again.lease, lost.lease);
  EXPECT_TRUE(absl::IsAborted(Commit(lost, SampleRest(lost), kNow + kLease)));
  EXPECT_TRUE(Commit(again, SampleRest(again), kNow + kLease).ok());
  EXPECT_EQ(Journal().size(), 1U);
}

// R60: claimed but never handed over, so it certainly has not left
TEST_P(StorageConformance, TextThatWasOnlyClaimedHasNotBeenSent) {
  const Work lost = GivenClaimedText(SampleLead(1), kNow);
  const Work again = ClaimText(kNow + kLease);
  EXPECT_EQ(TextOf(again).text, TextOf(lost).text);
  EXPECT_FALSE(TextOf(again).maybe_sent);
  EXPECT_TRUE(
      absl::IsAborted(Settle(lost, SampleSettled(lost, SendOutcome::Kind::kAccepted, kNow))));
}

// R60: after a lost lease it is unknown whether the text left; the transport is asked
TEST_P(StorageConformance, HandedOverTextOfAnExpiredLeaseMayHaveBeenSent) {
  const Work lost = GivenHandedOverText(SampleLead(1), kNow);
  const Work again = ClaimText(kNow + kLease);
  EXPECT_EQ(TextOf(again).text, TextOf(lost).text);
  EXPECT_TRUE(TextOf(again).maybe_sent);
  const Instant now = kNow + kLease;
  EXPECT_TRUE(
      absl::IsAborted(Settle(lost, SampleSettled(lost, SendOutcome::Kind::kAccepted, now))));
  EXPECT_TRUE(Settle(again, SampleSettled(again, SendOutcome::Kind::kAccepted, now)).ok());
}

// R60: it may have left, so it stays; if it did not leave, the guards stop it (R13)
TEST_P(StorageConformance, WithdrawingLeavesATextThatMayHaveBeenSent) {
  GivenHandedOverText(SampleLead(1), kNow);
  const Instant later = kNow + kLease;
  Append({SampleTextIn(SampleLead(1), "in-1", later, "STOP")});
  const Work stop = ClaimStep(later);
  Decision decision = SampleRest(stop);
  decision.withdraw = true;
  ASSERT_TRUE(Commit(stop, decision, later).ok());
  EXPECT_TRUE(TextOf(ClaimText(later)).maybe_sent);
}

// R60: an event that was claimed twice shows no trace of that
TEST_P(StorageConformance, ExpiredLeaseOfAnEventChangesNothingElse) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "hello")});
  ClaimStep(kNow);
  const Work again = ClaimStep(kNow + kLease);
  EXPECT_EQ(EventOf(again).id.value(), "in-1");
  ASSERT_TRUE(Commit(again, SampleRest(again), kNow + kLease).ok());
  EXPECT_FALSE(TextOf(ClaimText(kNow + kLease)).maybe_sent);
}

// A worker sleeps until next_due, so the expiry of a lease must be included.
TEST_P(StorageConformance, NextDueTellsWhenALeaseEnds) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  ClaimStep(kNow);
  EXPECT_EQ(ClaimSteps(kNow + seconds{1}).next_due, kNow + kLease);
  EXPECT_EQ(ClaimSteps(kNow + kLease).work.size(), 1U);
}

TEST_P(StorageConformance, LeaseLastsAsLongAsAsked) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  EXPECT_EQ(ClaimSteps(kNow, 1, hours{2}).work.size(), 1U);
  EXPECT_TRUE(ClaimSteps(kNow + hours{2} - milliseconds{1}).work.empty());
  EXPECT_EQ(ClaimSteps(kNow + hours{2}).work.size(), 1U);
}

// R60: the work that the last process had claimed comes back
TEST_P(StorageConformance, ReopeningEndsEveryLease) {
  GivenHandedOverText(SampleLead(1), kNow);
  GivenClaimedText(SampleLead(2), kNow);
  Append({SampleCall(SampleLead(3), "call-3", kNow - seconds{1})});
  ClaimStep(kNow);
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_EQ(EventOf(ClaimStep(kNow)).id.value(), "call-3");
  const Claimed texts = ClaimTexts(kNow);
  ASSERT_EQ(texts.work.size(), 2U);
  EXPECT_TRUE(TextOf(texts.work[0]).maybe_sent);
  EXPECT_FALSE(TextOf(texts.work[1]).maybe_sent);
}

// A lease of the previous process is invalid in this one.
TEST_P(StorageConformance, LeaseDoesNotOutliveTheProcess) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work old = ClaimStep(kNow);
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_TRUE(absl::IsAborted(Commit(old, SampleRest(old), kNow)));
  const Work fresh = ClaimStep(kNow);
  EXPECT_TRUE(Commit(fresh, SampleRest(fresh), kNow).ok());
}

// R73: every event is decided once, whatever the number of workers
TEST_P(StorageConformance, WorkersNeverGetTheSameWork) {
  constexpr int kLeads = 20;
  constexpr int kEventsEach = 10;
  std::vector<Event> events;
  for (int i = 0; i < kLeads * kEventsEach; ++i) {
    events.push_back(SampleCall(SampleLead(i % kLeads), absl::StrCat("call-", i), kNow));
  }
  Append(events);
  std::atomic<int> committed = 0;
  std::atomic<int> failed = 0;
  const auto run = [&] {
    while (committed + failed < kLeads * kEventsEach) {
      const absl::StatusOr<Claimed> claimed = storage().Claim({.now = kNow, .limit = 3});
      if (!claimed.ok()) return static_cast<void>(++failed);
      for (const Work& work : claimed->work) {
        const Decision decision = SampleRest(work);
        const Commitment one{.work = &work, .decision = &decision, .now = kNow};
        const auto statuses = storage().Commit({&one, 1});
        ++(statuses.ok() && statuses->at(0).ok() ? committed : failed);
      }
    }
  };
  std::vector<std::thread> workers;
  for (int i = 0; i < 4; ++i) workers.emplace_back(run);
  for (std::thread& worker : workers) worker.join();
  EXPECT_EQ(failed, 0);
  EXPECT_EQ(Journal().size(), static_cast<std::size_t>(kLeads * kEventsEach));
  for (int i = 0; i < kLeads; ++i) {
    EXPECT_EQ(storage().Find(SampleLead(i))->state.version, kEventsEach);
  }
}

}  // namespace
}  // namespace textback
