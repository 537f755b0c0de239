// Claim: due work, nothing early, with the lead as it stands.
#include <gmock/gmock.h>

#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr Instant kNow = kSampleNow;

TEST_P(StorageConformance, EmptyStoreHasNothingDue) {
  const Claimed claimed = Claim(kNow);
  EXPECT_TRUE(claimed.work.empty());
  EXPECT_EQ(claimed.next_due, kNever);
}

// R70: an event is processed at or after received_at
TEST_P(StorageConformance, EventIsNotClaimedBeforeItWasReceived) {
  Event call = SampleCall(SampleLead(1), "call-1", kNow);
  call.received_at = kNow + milliseconds{2};
  Append({call});
  Claimed claimed = Claim(kNow + milliseconds{1});
  EXPECT_TRUE(claimed.work.empty());
  EXPECT_EQ(claimed.next_due, call.received_at);
  EXPECT_EQ(EventOf(ClaimOne(call.received_at)), call);
}

TEST_P(StorageConformance, TextIsNotClaimedBeforeItWasDecided) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work call = ClaimOne(kNow);
  Decision decision = SampleSend(call, "text_1", kNow + hours{1});
  ASSERT_TRUE(Commit(call, decision, kNow).ok());
  EXPECT_TRUE(Claim(kNow).work.empty());
  EXPECT_EQ(Claim(kNow).next_due, kNow + hours{1});
  EXPECT_EQ(TextOf(ClaimOne(kNow + hours{1})).text, *decision.text);
}

TEST_P(StorageConformance, WakeUpIsNotClaimedBeforeItsTime) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Claimed early = Claim(kNow + hours{2} - milliseconds{1});
  EXPECT_TRUE(early.work.empty());
  EXPECT_EQ(early.next_due, kNow + hours{2});
}

// A WakeUp is an Event with an empty id, at = received_at = wake_at
TEST_P(StorageConformance, WakeUpIsAnEventOfTheLead) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Work work = ClaimOne(kNow + hours{3});
  EXPECT_EQ(EventOf(work), (Event{.id = {},
                                  .lead = SampleLead(1),
                                  .at = kNow + hours{2},
                                  .received_at = kNow + hours{2},
                                  .body = WakeUp{}}));
}

TEST_P(StorageConformance, ProcessedWorkIsNotClaimedAgain) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Work work = ClaimOne(kNow + hours{2});
  ASSERT_TRUE(Commit(work, SampleRest(work), kNow + hours{2}).ok());
  const Claimed after = Claim(kNow + hours{100});
  EXPECT_TRUE(after.work.empty());
  EXPECT_EQ(after.next_due, kNever);
}

// R70: Step is given everything that it remembers
TEST_P(StorageConformance, LeadComesBackWithEveryField) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(1), "call-2", kNow)});
  const Work first = ClaimOne(kNow);
  Decision decision = SampleRest(first);
  decision.next = SampleState();
  decision.next.version = 1;
  decision.profile = SampleProfile();
  ASSERT_TRUE(Commit(first, decision, kNow).ok());
  const Work second = ClaimOne(kNow);
  EXPECT_EQ(second.lead.state, decision.next);
  EXPECT_EQ(second.lead.profile, SampleProfile());
  EXPECT_EQ(second.lead.id, SampleLead(1));
}

// R30: what was said once is known at every later step
TEST_P(StorageConformance, OptedOutLeadComesBackOptedOut) {
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP"),
          SampleTextIn(SampleLead(1), "in-2", kNow, "STOP")});
  const Work first = ClaimOne(kNow);
  Decision decision = SampleRest(first);
  decision.next.marks.opted_out = true;
  ASSERT_TRUE(Commit(first, decision, kNow).ok());
  EXPECT_TRUE(ClaimOne(kNow).lead.state.marks.opted_out);
}

// R32, R36: nor is it forgotten that a person has to look first
TEST_P(StorageConformance, DoubtfulAndWrongNumbersComeBackSo) {
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "no more"),
          SampleTextIn(SampleLead(1), "in-2", kNow, "wrong number")});
  const Work first = ClaimOne(kNow);
  Decision decision = SampleRest(first);
  decision.next.marks.doubtful = true;
  decision.next.marks.wrong_number = true;
  ASSERT_TRUE(Commit(first, decision, kNow).ok());
  EXPECT_EQ(ClaimOne(kNow).lead.state, decision.next);
}

TEST_P(StorageConformance, LimitIsKeptAndNextDueTellsOfMore) {
  GivenWaiting({SampleLead(1), SampleLead(2), SampleLead(3)}, kNow, kNow + hours{1});
  const Claimed first = Claim(kNow + hours{2}, 2);
  EXPECT_EQ(first.work.size(), 2U);
  EXPECT_EQ(first.next_due, kNow + hours{1});
  EXPECT_EQ(Claim(kNow + hours{2}, 2).work.size(), 1U);
}

TEST_P(StorageConformance, LimitOfNothingClaimsNothing) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{1});
  const Claimed claimed = Claim(kNow + hours{2}, 0);
  EXPECT_TRUE(claimed.work.empty());
  EXPECT_EQ(claimed.next_due, kNow + hours{1});
}

TEST_P(StorageConformance, NextDueIsTheEarliestOfAllLeads) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{9});
  GivenWaiting({SampleLead(2)}, kNow, kNow + hours{3});
  Append({SampleCall(SampleLead(3), "later", kNow + hours{5})});
  EXPECT_EQ(Claim(kNow).next_due, kNow + hours{3});
}

// An event that comes in brings a lead's turn forward, and its end puts it back.
TEST_P(StorageConformance, NextDueFollowsTheLead) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{9});
  Append({SampleCall(SampleLead(1), "later", kNow + hours{5})});
  EXPECT_EQ(Claim(kNow).next_due, kNow + hours{5});
  const Work work = ClaimOne(kNow + hours{5});
  ASSERT_TRUE(Commit(work, SampleWait(work, kNow + hours{9}), kNow + hours{5}).ok());
  EXPECT_EQ(Claim(kNow + hours{5}).next_due, kNow + hours{9});
}

TEST_P(StorageConformance, ClaimNeedsATimeAndALease) {
  EXPECT_TRUE(absl::IsInvalidArgument(storage().Claim({}).status()));
  const ClaimRequest no_lease{.now = kNow, .lease = Duration{0}, .limit = 1};
  EXPECT_TRUE(absl::IsInvalidArgument(storage().Claim(no_lease).status()));
}

TEST_P(StorageConformance, FindOfAStrangerIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(storage().Find(SampleLead(1)).status()));
}

TEST_P(StorageConformance, FindSeesWhatClaimHandsOut) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{1});
  const Work work = ClaimOne(kNow + hours{1});
  const absl::StatusOr<Lead> found = storage().Find(SampleLead(1));
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(*found, work.lead);
}

}  // namespace
}  // namespace textback
