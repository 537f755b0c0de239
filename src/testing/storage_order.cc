// The order of work: inbound events first within a lead, by due time between leads.
#include <gmock/gmock.h>

#include <string>
#include <string_view>
#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::ElementsAre;

constexpr Instant kNow = kSampleNow;

LeadId LeadOf(std::string_view account, std::string_view phone) {
  return {.account = AccountId::Parse(account).value(), .phone = PhoneNumber::Parse(phone).value()};
}

std::vector<LeadId> LeadsOf(const Claimed& claimed) {
  std::vector<LeadId> leads;
  for (const Work& work : claimed.work) leads.push_back(work.lead.id);
  return leads;
}

// R30: a STOP comes before a queued text, even if that was due earlier
TEST_P(StorageConformance, TextIsNotClaimedWhileAnEventIsDue) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow + seconds{1}, "STOP")});
  const Claimed texts = ClaimTexts(kNow + seconds{2});
  EXPECT_TRUE(texts.work.empty());
  EXPECT_EQ(texts.next_due, kNever);  // a sender has nothing to do until the event is decided
  const Work stop = ClaimStep(kNow + seconds{2});
  EXPECT_EQ(EventOf(stop).id.value(), "in-1");
  ASSERT_TRUE(Commit(stop, SampleRest(stop), kNow + seconds{2}).ok());
  EXPECT_EQ(TextOf(ClaimText(kNow + seconds{2})).text.key.step.view(), "text_1");
}

// Leads whose texts wait for a decision do not block the leads behind them.
TEST_P(StorageConformance, BlockedTextsDontHoldUpOthers) {
  GivenQueued({SampleLead(1), SampleLead(2), SampleLead(3)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow + seconds{1}, "STOP"),
          SampleTextIn(SampleLead(2), "in-2", kNow - seconds{1}, "STOP")});
  EXPECT_EQ(TextOf(ClaimText(kNow + seconds{2})).text.key.lead, SampleLead(3));
}

// An event that has not been received yet blocks nothing.
TEST_P(StorageConformance, LaterEventDoesNotHoldUpTheText) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleTextIn(SampleLead(1), "in-1", kNow + hours{1}, "hello")});
  EXPECT_EQ(TextOf(ClaimText(kNow)).text.key.step.view(), "text_1");
}

// R62: texts to people who wait for an answer go before follow-ups, even older ones
TEST_P(StorageConformance, TextsThatSomebodyWaitsForAreClaimedFirst) {
  GivenQueued({SampleLead(1)}, "check_in", kNow, TextClass::kProactive);
  GivenQueued({SampleLead(2)}, "text_1", kNow + seconds{1}, TextClass::kResponse);
  GivenQueued({SampleLead(3)}, "check_in", kNow - seconds{1}, TextClass::kProactive);
  GivenQueued({SampleLead(4)}, "help_answer", kNow + seconds{2}, TextClass::kService);
  EXPECT_THAT(LeadsOf(ClaimTexts(kNow + seconds{2})),
              ElementsAre(SampleLead(2), SampleLead(4), SampleLead(3), SampleLead(1)));
}

TEST_P(StorageConformance, ProactiveTextIsClaimedWhileOthersAreNotDue) {
  GivenQueued({SampleLead(1)}, "check_in", kNow, TextClass::kProactive);
  GivenQueued({SampleLead(2)}, "text_1", kNow, TextClass::kResponse);
  EXPECT_EQ(ClaimTexts(kNow - seconds{1}).next_due, kNow);
  const Claimed first = ClaimTexts(kNow, 1);
  EXPECT_THAT(LeadsOf(first), ElementsAre(SampleLead(2)));
  EXPECT_EQ(first.next_due, kNow);
  EXPECT_THAT(LeadsOf(ClaimTexts(kNow, 1)), ElementsAre(SampleLead(1)));
}

// R20: inbound events come before the timer too
TEST_P(StorageConformance, EventComesBeforeTheWakeUp) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{1});
  Append({SampleTextIn(SampleLead(1), "in-1", kNow + hours{2}, "hello")});
  EXPECT_EQ(EventOf(ClaimStep(kNow + hours{3})).id.value(), "in-1");
}

TEST_P(StorageConformance, TextComesBeforeTheWakeUp) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work call = ClaimStep(kNow);
  Decision decision = SampleWait(call, kNow + seconds{1});
  decision.text = SampleSend(call, "help_answer", kNow + seconds{2}).text;
  ASSERT_TRUE(Commit(call, decision, kNow).ok());
  // The timer does not run while a text waits: its outcome may change everything.
  EXPECT_TRUE(ClaimSteps(kNow + seconds{1}).work.empty());
  EXPECT_EQ(TextOf(ClaimText(kNow + seconds{5})).text.key.step.view(), "help_answer");
}

// In order of arrival; events that arrived together keep the order of Append.
TEST_P(StorageConformance, EventsOfALeadAreClaimedByArrival) {
  Append({SampleCall(SampleLead(1), "late", kNow + seconds{9}),
          SampleCall(SampleLead(1), "first", kNow), SampleCall(SampleLead(1), "second", kNow)});
  Append({SampleCall(SampleLead(1), "third", kNow)});
  std::vector<std::string> ids;
  for (int i = 0; i < 4; ++i) {
    const Work work = ClaimStep(kNow + seconds{10});
    ids.push_back(EventOf(work).id.value());
    ASSERT_TRUE(Commit(work, SampleRest(work), kNow + seconds{10}).ok());
  }
  EXPECT_THAT(ids, ElementsAre("first", "second", "third", "late"));
}

TEST_P(StorageConformance, LeadsAreClaimedByDueTime) {
  Append({SampleCall(SampleLead(1), "call-1", kNow + seconds{3}),
          SampleCall(SampleLead(2), "call-2", kNow + seconds{1}),
          SampleCall(SampleLead(3), "call-3", kNow + seconds{2})});
  EXPECT_THAT(LeadsOf(ClaimSteps(kNow + seconds{5})),
              ElementsAre(SampleLead(2), SampleLead(3), SampleLead(1)));
}

// Leads due at the same time: by account, then by phone number as a number, the withheld one first.
TEST_P(StorageConformance, LeadsDueTogetherAreClaimedByTheirId) {
  const std::vector<LeadId> in_order = {
      LeadId{.account = AccountId::Parse("a-10").value(), .phone = PhoneNumber{}},
      LeadOf("a-10", "+6421555012"),
      LeadOf("a-10", "+14035550101"),
      LeadOf("a-10", "+33155501234"),
      LeadOf("a-10", "+8613800138000"),
      LeadOf("a-9", "+14035550101")};
  std::vector<Event> calls;
  for (auto lead = in_order.rbegin(); lead != in_order.rend(); ++lead) {
    calls.push_back(SampleCall(*lead, "call-" + std::to_string(calls.size()), kNow));
  }
  Append(calls);
  EXPECT_EQ(LeadsOf(ClaimSteps(kNow)), in_order);
}

// R70: the same store and time give the same claims, whatever the batch size
TEST_P(StorageConformance, BatchSizeDoesNotChangeTheOrder) {
  std::vector<Event> calls;
  for (int i = 0; i < 9; ++i) {
    const Instant at = kNow + seconds{i * 7 % 3};
    calls.push_back(SampleCall(SampleLead(i), "call-" + std::to_string(i), at));
  }
  Append(calls);
  std::vector<LeadId> one_by_one;
  for (int i = 0; i < 9; ++i) {
    const Claimed claimed = ClaimSteps(kNow + hours{1}, 1, seconds{10});
    ASSERT_EQ(claimed.work.size(), 1U);
    one_by_one.push_back(claimed.work[0].lead.id);
  }
  EXPECT_EQ(LeadsOf(ClaimSteps(kNow + hours{2})), one_by_one);
}

// R73
TEST_P(StorageConformance, OrderIsTheSameAfterReopening) {
  GivenWaiting({SampleLead(1), SampleLead(2)}, kNow, kNow + hours{1});
  GivenQueued({SampleLead(3)}, "check_in", kNow, TextClass::kProactive);
  GivenQueued({SampleLead(5)}, "text_1", kNow + seconds{1}, TextClass::kResponse);
  Append({SampleCall(SampleLead(2), "call-2", kNow + seconds{2}),
          SampleCall(SampleLead(4), "call-4", kNow + seconds{1})});
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_THAT(LeadsOf(ClaimSteps(kNow + hours{2})),
              ElementsAre(SampleLead(4), SampleLead(2), SampleLead(1)));
  EXPECT_THAT(LeadsOf(ClaimTexts(kNow + hours{2})), ElementsAre(SampleLead(5), SampleLead(3)));
}

}  // namespace
}  // namespace textback
