// Accounts: their records come with Claim and are written with decisions. Claim can be limited to
// the leads of some accounts.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>

#include <set>
#include <vector>

#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Property;

constexpr Instant kNow = kSampleNow;

auto HasCode(absl::StatusCode code) { return Property(&absl::Status::code, code); }

AccountId Account(std::string_view name) { return AccountId::Parse(name).value(); }
AccountRecord Fresh(std::string_view name) { return {.account = Account(name)}; }

std::vector<LeadId> LeadsOf(const Claimed& claimed) {
  std::vector<LeadId> leads;
  for (const Work& work : claimed.work) leads.push_back(work.lead.id);
  return leads;
}

TEST_P(StorageConformance, ClaimGivesTheRecordOfEachAccountOnce) {
  Append({SampleCall(SampleLead(1, "southside"), "call-1", kNow),
          SampleCall(SampleLead(1, "northside"), "call-2", kNow + seconds{1}),
          SampleCall(SampleLead(2, "southside"), "call-3", kNow + seconds{2}),
          SampleCall(SampleLead(1, "eastside"), "call-4", kNow + hours{1})});
  EXPECT_THAT(ClaimSteps(kNow + seconds{2}).accounts,
              ElementsAre(Fresh("northside"), Fresh("southside")));
}

// R64
TEST_P(StorageConformance, RecordIsWrittenWithADecision) {
  Append({SampleSwitch("northside", "off", kNow)});
  const Work turn = ClaimStep(kNow);
  const Decision decision = SampleRest(turn);
  const AccountRecord record = SampleAccount("northside", 1);
  EXPECT_THAT(Commit({{.work = &turn, .decision = &decision, .now = kNow, .account = &record}}),
              ElementsAre(HasCode(absl::StatusCode::kOk)));
  Append({SampleCall(SampleLead(1), "call-1", kNow),
          SampleCall(SampleLead(1, "southside"), "call-2", kNow)});
  EXPECT_THAT(ClaimSteps(kNow).accounts, ElementsAre(record, Fresh("southside")));
}

// R73
TEST_P(StorageConformance, RecordIsThereAfterReopening) {
  const Work text = GivenClaimedText(SampleLead(1), kNow);
  const AccountRecord record = SampleAccount("northside", 1);
  ASSERT_THAT(BeginHandOver({&text}, {record}, kNow), ElementsAre(HasCode(absl::StatusCode::kOk)));
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_THAT(ClaimTexts(kNow).accounts, ElementsAre(record));
}

// A worker that saw an older record is refused, and none of its decision is stored.
TEST_P(StorageConformance, DecisionWithAStaleRecordIsAborted) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(2), "call-2", kNow),
          SampleCall(SampleLead(3), "call-3", kNow)});
  const Claimed claimed = ClaimSteps(kNow);
  ASSERT_EQ(claimed.work.size(), 3U);
  std::vector<Decision> decisions;
  for (const Work& work : claimed.work) decisions.push_back(SampleSend(work, "text_1", kNow));
  const AccountRecord first = SampleAccount("northside", 1);
  AccountRecord stale = first;
  stale.refused_until = kNow + hours{1};
  EXPECT_THAT(
      Commit({{.work = &claimed.work[0], .decision = &decisions[0], .now = kNow, .account = &first},
              {.work = &claimed.work[1], .decision = &decisions[1], .now = kNow, .account = &stale},
              {.work = &claimed.work[2], .decision = &decisions[2], .now = kNow}}),
      ElementsAre(HasCode(absl::StatusCode::kOk), HasCode(absl::StatusCode::kAborted),
                  HasCode(absl::StatusCode::kOk)));
  EXPECT_EQ(Journal().size(), 2U);
  EXPECT_EQ(ClaimTexts(kNow).work.size(), 2U);
  // Its lease has ended: the next claim returns the event, with the current record.
  const Claimed again = ClaimSteps(kNow);
  EXPECT_THAT(LeadsOf(again), ElementsAre(SampleLead(2)));
  EXPECT_THAT(again.accounts, ElementsAre(first));
}

TEST_P(StorageConformance, RecordThatSkipsAVersionIsStale) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = ClaimStep(kNow);
  const Decision decision = SampleRest(work);
  for (const std::uint64_t version : {std::uint64_t{2}, std::uint64_t{0}}) {
    const AccountRecord record = SampleAccount("northside", version);
    const Work again = version == 2 ? work : ClaimStep(kNow);
    EXPECT_THAT(Commit({{.work = &again, .decision = &decision, .now = kNow, .account = &record}}),
                ElementsAre(HasCode(absl::StatusCode::kAborted)));
  }
  EXPECT_THAT(ClaimSteps(kNow).accounts, ElementsAre(Fresh("northside")));
}

// If two events of one batch change the account, each raises the version by one.
TEST_P(StorageConformance, RecordGoesOnWithinABatch) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(2), "call-2", kNow)});
  const Claimed claimed = ClaimSteps(kNow);
  ASSERT_EQ(claimed.work.size(), 2U);
  const Decision decisions[] = {SampleRest(claimed.work[0]), SampleRest(claimed.work[1])};
  const AccountRecord records[] = {SampleAccount("northside", 1), SampleAccount("northside", 2)};
  std::vector<Commitment> batch;
  for (std::size_t i = 0; i < 2; ++i) {
    batch.push_back(
        {.work = &claimed.work[i], .decision = &decisions[i], .now = kNow, .account = &records[i]});
  }
  EXPECT_THAT(Commit(batch),
              ElementsAre(HasCode(absl::StatusCode::kOk), HasCode(absl::StatusCode::kOk)));
  Append({SampleCall(SampleLead(3), "call-3", kNow)});
  EXPECT_THAT(ClaimSteps(kNow).accounts, ElementsAre(records[1]));
}

TEST_P(StorageConformance, RefusedDecisionLeavesTheRecord) {
  GivenQueued({SampleLead(1)}, "text_1", kNow);
  Append({SampleCall(SampleLead(1), "call-2", kNow)});
  const Work work = ClaimStep(kNow);
  const AccountRecord record = SampleAccount("northside", 1);
  AccountRecord broken = record;
  broken.volume.hour = -2;
  const AccountRecord other = SampleAccount("southside", 1);
  const Decision again = SampleSend(work, "text_1", kNow);
  const Decision rest = SampleRest(work);
  const auto invalid = HasCode(absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(Commit({{.work = &work, .decision = &again, .now = kNow, .account = &record},
                      {.work = &work, .decision = &rest, .now = kNow, .account = &broken},
                      {.work = &work, .decision = &rest, .now = kNow, .account = &other}}),
              ElementsAre(invalid, invalid, invalid));
  ASSERT_TRUE(Commit(work, rest, kNow).ok());
  EXPECT_THAT(ClaimTexts(kNow).accounts, ElementsAre(Fresh("northside")));
}

TEST_P(StorageConformance, OnlyLeadsOfTheAccountsAskedForAreClaimed) {
  std::vector<Event> calls;
  for (int i = 0; i < 300; ++i) {
    calls.push_back(SampleCall(SampleLead(i, "northside"), absl::StrCat("call-", i), kNow));
  }
  calls.push_back(SampleCall(SampleLead(1, "southside"), "call", kNow + seconds{1}));
  calls.push_back(SampleCall(SampleLead(2, "southside"), "later", kNow + hours{1}));
  Append(calls);
  const std::set<AccountId> some = {Account("southside"), Account("westside")};
  const Claimed claimed = Claim({.now = kNow + seconds{1}, .lease = hours{2}, .accounts = &some});
  EXPECT_THAT(LeadsOf(claimed), ElementsAre(SampleLead(1, "southside")));
  EXPECT_THAT(claimed.accounts, ElementsAre(Fresh("southside")));
  EXPECT_EQ(claimed.next_due, kNow + hours{1});
  const std::set<AccountId> nobody;
  const Claimed none = Claim({.now = kNow + seconds{1}, .accounts = &nobody});
  EXPECT_THAT(none.work, IsEmpty());
  EXPECT_EQ(none.next_due, kNever);
  EXPECT_EQ(ClaimSteps(kNow + seconds{1}, 1000).work.size(), 300U);
}

TEST_P(StorageConformance, OnlyTextsOfTheAccountsAskedForAreClaimed) {
  GivenQueued({SampleLead(1, "northside"), SampleLead(1, "southside")}, "text_1", kNow);
  const std::set<AccountId> south = {Account("southside")};
  const ClaimRequest request{.kind = WorkKind::kTexts, .now = kNow, .accounts = &south};
  EXPECT_THAT(LeadsOf(Claim(request)), ElementsAre(SampleLead(1, "southside")));
  // The next thing that is due for these accounts is the end of that lease.
  EXPECT_EQ(Claim(request).next_due, kNow + seconds{60});
  EXPECT_THAT(LeadsOf(ClaimTexts(kNow)), ElementsAre(SampleLead(1, "northside")));
}

// R70: one order for all accounts
TEST_P(StorageConformance, AccountsTakeTurnsByDueTime) {
  std::vector<Event> calls;
  std::vector<LeadId> in_order;
  for (int i = 0; i < 30; ++i) {
    in_order.push_back(SampleLead(100 - i, absl::StrCat("account-", i * 7 % 5)));
    calls.push_back(SampleCall(in_order.back(), absl::StrCat("call-", i), kNow + seconds{i}));
  }
  std::reverse(calls.begin(), calls.end());
  Append(calls);
  std::vector<LeadId> claimed;
  for (int i = 0; i < 30; i += 3) {
    for (const LeadId& lead : LeadsOf(ClaimSteps(kNow + hours{1}, 3))) claimed.push_back(lead);
  }
  EXPECT_EQ(claimed, in_order);
}

}  // namespace
}  // namespace textback
