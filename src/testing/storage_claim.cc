// Claim: returns due work, never too early, with the lead's current state.
#include <gmock/gmock.h>

#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;

constexpr Instant kNow = kSampleNow;

TEST_P(StorageConformance, EmptyStoreHasNothingDue) {
  EXPECT_EQ(NextDue(kNow), kNever);
  EXPECT_TRUE(ClaimSteps(kNow).accounts.empty());
}

// R70: an event is processed at or after received_at
TEST_P(StorageConformance, EventIsNotClaimedBeforeItWasReceived) {
  Event call = SampleCall(SampleLead(1), "call-1", kNow);
  call.received_at = kNow + milliseconds{2};
  Append({call});
  Claimed claimed = ClaimSteps(kNow + milliseconds{1});
  EXPECT_TRUE(claimed.work.empty());
  EXPECT_EQ(claimed.next_due, call.received_at);
  EXPECT_EQ(EventOf(ClaimStep(call.received_at)), call);
}

TEST_P(StorageConformance, TextIsNotClaimedBeforeItWasDecided) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work call = ClaimStep(kNow);
  Decision decision = SampleSend(call, "text_1", kNow + hours{1});
  ASSERT_TRUE(Commit(call, decision, kNow).ok());
  EXPECT_EQ(NextDue(kNow), kNow + hours{1});
  EXPECT_EQ(TextOf(ClaimText(kNow + hours{1})).text, *decision.text);
}

TEST_P(StorageConformance, WakeUpIsNotClaimedBeforeItsTime) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Claimed early = ClaimSteps(kNow + hours{2} - milliseconds{1});
  EXPECT_TRUE(early.work.empty());
  EXPECT_EQ(early.next_due, kNow + hours{2});
}

// The two kinds do not wait for each other: a decider never gets texts, a sender gets nothing else.
TEST_P(StorageConformance, EachKindOfWorkIsClaimedByItsOwn) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  GivenWaiting({SampleLead(2)}, kNow, kNow + hours{1});
  Append({SampleCall(SampleLead(3), "call-3", kNow + hours{1})});
  const Claimed steps = ClaimSteps(kNow + hours{1});
  ASSERT_EQ(steps.work.size(), 2U);
  EXPECT_TRUE(std::holds_alternative<WakeUp>(EventOf(steps.work[0]).body));
  EXPECT_EQ(EventOf(steps.work[1]).id.value(), "call-3");
  EXPECT_EQ(TextOf(ClaimText(kNow + hours{1})).text.key.lead, SampleLead(1));
}

// A sender sleeps until a text is due, whatever is to be decided before that.
TEST_P(StorageConformance, NextDueIsOfTheKindThatWasAskedFor) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  EXPECT_EQ(ClaimTexts(kNow).next_due, kNever);
  EXPECT_EQ(ClaimSteps(kNow).next_due, kNow + hours{2});
  GivenQueued({SampleLead(2)}, "text_1", kNow);
  EXPECT_EQ(ClaimTexts(kNow, 0).next_due, kNow);
  EXPECT_EQ(ClaimSteps(kNow).next_due, kNow + hours{2});
}

// A WakeUp is an Event with an empty id, at = received_at = wake_at
TEST_P(StorageConformance, WakeUpIsAnEventOfTheLead) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Work work = ClaimStep(kNow + hours{3});
  EXPECT_EQ(EventOf(work), (Event{.id = {},
                                  .lead = SampleLead(1),
                                  .at = kNow + hours{2},
                                  .received_at = kNow + hours{2},
                                  .body = WakeUp{}}));
}

TEST_P(StorageConformance, ProcessedWorkIsNotClaimedAgain) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Work work = ClaimStep(kNow + hours{2});
  ASSERT_TRUE(Commit(work, SampleRest(work), kNow + hours{2}).ok());
  EXPECT_EQ(NextDue(kNow + hours{100}), kNever);
}

// R70: Step gets everything that it has to remember
TEST_P(StorageConformance, LeadComesBackWithEveryField) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(1), "call-2", kNow)});
  const Work first = ClaimStep(kNow);
  Decision decision = SampleRest(first);
  decision.next = SampleState();
  decision.next.version = 1;
  decision.profile = SampleProfile();
  ASSERT_TRUE(Commit(first, decision, kNow).ok());
  const Work second = ClaimStep(kNow);
  EXPECT_EQ(second.lead.state, decision.next);
  EXPECT_EQ(second.lead.profile, SampleProfile());
  EXPECT_EQ(second.lead.id, SampleLead(1));
}

// R30: an opt-out is known at every later step
TEST_P(StorageConformance, OptedOutLeadComesBackOptedOut) {
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP"),
          SampleTextIn(SampleLead(1), "in-2", kNow, "STOP")});
  const Work first = ClaimStep(kNow);
  Decision decision = SampleRest(first);
  decision.next.marks.opted_out = true;
  ASSERT_TRUE(Commit(first, decision, kNow).ok());
  EXPECT_TRUE(ClaimStep(kNow).lead.state.marks.opted_out);
}

// R32, R36: a person has to look first, and that is remembered
TEST_P(StorageConformance, DoubtfulAndWrongNumbersComeBackSo) {
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "no more"),
          SampleTextIn(SampleLead(1), "in-2", kNow, "wrong number")});
  const Work first = ClaimStep(kNow);
  Decision decision = SampleRest(first);
  decision.next.marks.doubtful = true;
  decision.next.marks.wrong_number = true;
  ASSERT_TRUE(Commit(first, decision, kNow).ok());
  EXPECT_EQ(ClaimStep(kNow).lead.state, decision.next);
}

TEST_P(StorageConformance, LimitIsKeptAndNextDueTellsOfMore) {
  GivenWaiting({SampleLead(1), SampleLead(2), SampleLead(3)}, kNow, kNow + hours{1});
  const Claimed first = ClaimSteps(kNow + hours{2}, 2);
  EXPECT_EQ(first.work.size(), 2U);
  EXPECT_EQ(first.next_due, kNow + hours{1});
  EXPECT_EQ(ClaimSteps(kNow + hours{2}, 2).work.size(), 1U);
}

TEST_P(StorageConformance, LimitOfNothingClaimsNothing) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{1});
  const Claimed claimed = ClaimSteps(kNow + hours{2}, 0);
  EXPECT_TRUE(claimed.work.empty());
  EXPECT_EQ(claimed.next_due, kNow + hours{1});
}

TEST_P(StorageConformance, NextDueIsTheEarliestOfAllLeads) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{9});
  GivenWaiting({SampleLead(2)}, kNow, kNow + hours{3});
  Append({SampleCall(SampleLead(3), "later", kNow + hours{5})});
  EXPECT_EQ(ClaimSteps(kNow).next_due, kNow + hours{3});
}

// A new event makes the lead due earlier; when it is done, the old time applies again.
TEST_P(StorageConformance, NextDueFollowsTheLead) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{9});
  Append({SampleCall(SampleLead(1), "later", kNow + hours{5})});
  EXPECT_EQ(ClaimSteps(kNow).next_due, kNow + hours{5});
  const Work work = ClaimStep(kNow + hours{5});
  ASSERT_TRUE(Commit(work, SampleWait(work, kNow + hours{9}), kNow + hours{5}).ok());
  EXPECT_EQ(ClaimSteps(kNow + hours{5}).next_due, kNow + hours{9});
}

TEST_P(StorageConformance, ClaimNeedsATimeAndALease) {
  for (const WorkKind kind : {WorkKind::kSteps, WorkKind::kTexts}) {
    EXPECT_TRUE(absl::IsInvalidArgument(storage().Claim({.kind = kind}).status()));
    const ClaimRequest no_lease{.kind = kind, .now = kNow, .lease = Duration{0}, .limit = 1};
    EXPECT_TRUE(absl::IsInvalidArgument(storage().Claim(no_lease).status()));
  }
}

TEST_P(StorageConformance, FindOfAStrangerIsNotFound) {
  EXPECT_TRUE(absl::IsNotFound(storage().Find(SampleLead(1)).status()));
}

TEST_P(StorageConformance, FindSeesWhatClaimHandsOut) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{1});
  const Work work = ClaimStep(kNow + hours{1});
  const absl::StatusOr<Lead> found = storage().Find(SampleLead(1));
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(*found, work.lead);
}

}  // namespace
}  // namespace textback
