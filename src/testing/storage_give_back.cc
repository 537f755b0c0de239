// Settle without an event: a text that certainly did not leave is given back.
#include <gmock/gmock.h>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr Instant kNow = kSampleNow;

TEST_P(StorageConformance, TextThatIsGivenBackIsClaimedAgainAtOnce) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  ASSERT_TRUE(GiveBack(text, Instant{}).ok());
  const Work again = ClaimText(kNow);
  EXPECT_EQ(TextOf(again).text, TextOf(text).text);
  EXPECT_FALSE(TextOf(again).maybe_sent);
  EXPECT_NE(again.lease, text.lease);
}

// R62: the text waits until its line is free
TEST_P(StorageConformance, TextIsNotClaimedBeforeItWasGivenBackUntil) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  ASSERT_TRUE(GiveBack(text, kNow + seconds{90}).ok());
  EXPECT_EQ(NextDue(kNow + seconds{90} - milliseconds{1}), kNow + seconds{90});
  EXPECT_EQ(TextOf(ClaimText(kNow + seconds{90})).text, TextOf(text).text);
}

// R60: a text that never left is not marked "may have left"
TEST_P(StorageConformance, GivingBackTakesTheMarkAway) {
  const Work text = GivenHandedOverText(SampleLead(1), kNow);
  ASSERT_TRUE(GiveBack(text, Instant{}).ok());
  EXPECT_FALSE(TextOf(ClaimText(kNow)).maybe_sent);
}

// The decision about the text still holds: nothing is decided again and nothing is journaled.
TEST_P(StorageConformance, GivingBackDecidesNothing) {
  const Work text = GivenHandedOverText(SampleLead(1), kNow);
  const Lead before = *storage().Find(SampleLead(1));
  ASSERT_TRUE(GiveBack(text, kNow + hours{1}).ok());
  EXPECT_EQ(*storage().Find(SampleLead(1)), before);
  EXPECT_EQ(Journal().size(), 1U);
  EXPECT_TRUE(ClaimSteps(kNow).work.empty());
}

// R30: meanwhile the lead is free
TEST_P(StorageConformance, StopTakesATextThatWasGivenBack) {
  const Work text = GivenHandedOverText(SampleLead(1), kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP")});
  ASSERT_TRUE(GiveBack(text, kNow + hours{1}).ok());
  const Work stop = ClaimStep(kNow);
  Decision decision = SampleRest(stop);
  decision.withdraw = true;
  ASSERT_TRUE(Commit(stop, decision, kNow).ok());
  EXPECT_EQ(NextDue(kNow + hours{10}), kNever);
}

// The timer does not run while a text waits, whatever the reason.
TEST_P(StorageConformance, TimerRestsWhileATextIsGivenBack) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work call = ClaimStep(kNow);
  Decision decision = SampleWait(call, kNow + hours{1});
  decision.text = SampleSend(call, "help_answer", kNow).text;
  ASSERT_TRUE(Commit(call, decision, kNow).ok());
  ASSERT_TRUE(GiveBack(ClaimText(kNow), kNow + hours{3}).ok());
  EXPECT_TRUE(ClaimSteps(kNow + hours{2}).work.empty());
  EXPECT_EQ(NextDue(kNow + hours{2}), kNow + hours{3});
}

// R60
TEST_P(StorageConformance, GivingBackWithoutALeaseIsAborted) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  ASSERT_TRUE(GiveBack(text, Instant{}).ok());
  EXPECT_TRUE(absl::IsAborted(GiveBack(text, kNow + hours{1})));
  EXPECT_FALSE(TextOf(ClaimText(kNow)).maybe_sent);
}

TEST_P(StorageConformance, NothingIsGivenBackForEver) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  EXPECT_TRUE(absl::IsInvalidArgument(GiveBack(text, kNever)));
  EXPECT_TRUE(GiveBack(text, kNow).ok());
}

// R62, R73
TEST_P(StorageConformance, TextIsStillGivenBackAfterReopening) {
  const Work later = GivenHandedOverText(SampleLead(1), kNow);
  ASSERT_TRUE(GiveBack(later, kNow + hours{1}).ok());
  const Work at_once = GivenHandedOverText(SampleLead(2), kNow);
  ASSERT_TRUE(GiveBack(at_once, Instant{}).ok());
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_EQ(TextOf(ClaimText(kNow)).text, TextOf(at_once).text);
  const Claimed claimed = ClaimTexts(kNow + hours{1});
  ASSERT_EQ(claimed.work.size(), 2U);
  EXPECT_EQ(TextOf(claimed.work[1]).text, TextOf(later).text);
  for (const Work& work : claimed.work) EXPECT_FALSE(TextOf(work).maybe_sent);
}

}  // namespace
}  // namespace textback
