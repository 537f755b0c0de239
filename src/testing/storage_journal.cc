// The journal: every decision with its input, in order, kept for ever.
#include <absl/strings/str_cat.h>
#include <gmock/gmock.h>

#include <atomic>
#include <map>
#include <thread>
#include <vector>

#include "textback/codec/decision_json.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

constexpr Instant kNow = kSampleNow;

TEST_P(StorageConformance, JournalOfAnEmptyStoreIsEmpty) {
  const JournalPage page = ReadJournal({}, 10);
  EXPECT_THAT(page.entries, IsEmpty());
  EXPECT_THAT(page.policies, IsEmpty());
  EXPECT_THAT(ReadJournal(page.next, 10).entries, IsEmpty());
}

// R72
TEST_P(StorageConformance, JournalKeepsTheEventTheInstantAndTheDecision) {
  Event call = SampleCall(SampleLead(1), "call-1", kNow);
  call.received_at += seconds{3};
  Append({call});
  const Work work = ClaimStep(kNow + seconds{4});
  const Decision decision = SampleSend(work, "text_1", kNow + seconds{4});
  ASSERT_TRUE(Commit(work, decision, kNow + seconds{4}).ok());
  const std::vector<JournalEntry> journal = Journal();
  ASSERT_EQ(journal.size(), 1U);
  EXPECT_EQ(journal[0].version, 1U);
  EXPECT_EQ(journal[0].now, kNow + seconds{4});
  EXPECT_EQ(journal[0].event, call);
  EXPECT_EQ(journal[0].decision, EncodeDecision(work.lead, decision));
  EXPECT_EQ(journal[0].policy, "");
}

// R72: time is an input too
TEST_P(StorageConformance, JournalKeepsWakeUps) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Work work = ClaimStep(kNow + hours{3});
  ASSERT_TRUE(Commit(work, SampleRest(work), kNow + hours{3}).ok());
  const std::vector<JournalEntry> journal = Journal();
  ASSERT_EQ(journal.size(), 2U);
  EXPECT_EQ(journal[1].version, 2U);
  EXPECT_EQ(journal[1].event, EventOf(work));
  EXPECT_EQ(journal[1].now, kNow + hours{3});
}

// R72: ordered by version within a lead, without gaps
TEST_P(StorageConformance, JournalIsInTheOrderOfCommits) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(2), "call-2", kNow),
          SampleCall(SampleLead(3), "call-3", kNow), SampleCall(SampleLead(3), "call-4", kNow)});
  const Claimed claimed = ClaimSteps(kNow);
  ASSERT_EQ(claimed.work.size(), 3U);
  Decision stale = SampleRest(claimed.work[1]);
  stale.next.version = 5;
  EXPECT_TRUE(Commit(claimed.work[2], SampleRest(claimed.work[2]), kNow).ok());
  EXPECT_TRUE(absl::IsAborted(Commit(claimed.work[1], stale, kNow)));
  EXPECT_TRUE(Commit(claimed.work[0], SampleRest(claimed.work[0]), kNow).ok());
  for (const Work& work : ClaimSteps(kNow).work) {
    EXPECT_TRUE(Commit(work, SampleRest(work), kNow).ok());
  }
  std::map<LeadId, std::vector<std::uint64_t>> versions;
  for (const JournalEntry& entry : Journal()) versions[entry.event.lead].push_back(entry.version);
  EXPECT_THAT(versions[SampleLead(1)], ElementsAre(1));
  EXPECT_THAT(versions[SampleLead(2)], ElementsAre(1));
  EXPECT_THAT(versions[SampleLead(3)], ElementsAre(1, 2));
}

// R71, R72: names the rules of each decision and stores their text
TEST_P(StorageConformance, JournalNamesTheRulesAndKeepsThemOnce) {
  const PolicyRecord old = SamplePolicy("Hello");
  const PolicyRecord young = SamplePolicy("Hi");
  const PolicyRecord* rules[] = {&old, nullptr, &young, &old, &young};
  std::vector<Event> calls;
  for (int i = 0; i < 5; ++i) {
    calls.push_back(SampleCall(SampleLead(i), absl::StrCat("call-", i), kNow + seconds{i}));
  }
  Append(calls);
  const Claimed claimed = ClaimSteps(kNow + seconds{5});
  ASSERT_EQ(claimed.work.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    const Decision decision = SampleRest(claimed.work[i]);
    const Commitment one{
        .work = &claimed.work[i], .decision = &decision, .now = kNow, .policy = rules[i]};
    ASSERT_TRUE(Commit({one}).at(0).ok());
  }
  const JournalPage all = ReadJournal({}, 100);
  ASSERT_EQ(all.entries.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) {
    EXPECT_EQ(all.entries[i].policy, rules[i] == nullptr ? "" : rules[i]->fingerprint);
  }
  EXPECT_THAT(all.policies, UnorderedElementsAre(old, young));
  // A page contains the rules of its own entries.
  const JournalPage first = ReadJournal({}, 2);
  EXPECT_THAT(first.policies, ElementsAre(old));
  EXPECT_THAT(ReadJournal(first.next, 1).policies, ElementsAre(young));
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  EXPECT_THAT(ReadJournal({}, 100).policies, UnorderedElementsAre(old, young));
}

TEST_P(StorageConformance, RulesWithoutAFingerprintAreRefused) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = ClaimStep(kNow);
  const Decision decision = SampleRest(work);
  const PolicyRecord nameless{.fingerprint = "", .sources = {NewSource("a", "b")}};
  const Commitment one{.work = &work, .decision = &decision, .now = kNow, .policy = &nameless};
  EXPECT_TRUE(absl::IsInvalidArgument(Commit({one}).at(0)));
  EXPECT_TRUE(Commit(work, decision, kNow).ok());
}

TEST_P(StorageConformance, JournalIsReadInPages) {
  GivenWaiting({SampleLead(1), SampleLead(2), SampleLead(3), SampleLead(4), SampleLead(5)}, kNow,
               kNow + hours{1});
  const std::vector<JournalEntry> all = Journal();
  ASSERT_EQ(all.size(), 5U);
  std::vector<LeadId> leads;
  JournalCursor cursor;
  for (;;) {
    const JournalPage page = ReadJournal(cursor, 2);
    if (page.entries.empty()) break;
    EXPECT_LE(page.entries.size(), 2U);
    EXPECT_LE(page.next.token.size(), 64U);
    EXPECT_NE(page.next, cursor);
    for (const JournalEntry& entry : page.entries) leads.push_back(entry.event.lead);
    cursor = page.next;
  }
  ASSERT_EQ(leads.size(), 5U);
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(leads[i], all[i].event.lead);
  // At the end, or with a limit of 0, the same cursor is returned, and nothing is missed later.
  EXPECT_EQ(ReadJournal(cursor, 2).next, cursor);
  const JournalCursor begin = ReadJournal({}, 0).next;
  EXPECT_EQ(ReadJournal(begin, 100).entries.size(), 5U);
  GivenWaiting({SampleLead(6)}, kNow, kNow + hours{1});
  const JournalPage rest = ReadJournal(cursor, 100);
  ASSERT_EQ(rest.entries.size(), 1U);
  EXPECT_EQ(rest.entries[0].event.lead, SampleLead(6));
}

TEST_P(StorageConformance, CursorOfSomethingElseIsRefused) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{1});
  for (const std::string token : {"the beginning", "-1", "99999999999999999999999999", "\n"}) {
    const auto page = storage().ReadJournal({.token = token}, 10);
    EXPECT_TRUE(absl::IsInvalidArgument(page.status())) << token;
  }
}

// R73
TEST_P(StorageConformance, JournalIsThereAfterReopening) {
  GivenWaiting({SampleLead(1), SampleLead(2)}, kNow, kNow + hours{1});
  const JournalPage before = ReadJournal({}, 10);
  ASSERT_EQ(before.entries.size(), 2U);
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  const std::vector<JournalEntry> after = Journal();
  ASSERT_EQ(after.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(after[i].version, before.entries[i].version);
    EXPECT_EQ(after[i].event, before.entries[i].event);
    EXPECT_EQ(after[i].decision, before.entries[i].decision);
  }
  const Claimed claimed = ClaimSteps(kNow + hours{1}, 1);
  ASSERT_EQ(claimed.work.size(), 1U);
  ASSERT_TRUE(Commit(claimed.work[0], SampleRest(claimed.work[0]), kNow + hours{1}).ok());
  const JournalPage rest = ReadJournal(before.next, 10);
  ASSERT_EQ(rest.entries.size(), 1U);
  EXPECT_EQ(rest.entries[0].version, 2U);
}

// R72: a reader that keeps its cursor misses nothing while workers commit, and sees the entries of
// each lead in order.
TEST_P(StorageConformance, ReaderMissesNothingWhileOthersCommit) {
  constexpr int kLeads = 12;
  constexpr int kEventsEach = 15;
  std::vector<Event> events;
  for (int i = 0; i < kLeads * kEventsEach; ++i) {
    events.push_back(SampleCall(SampleLead(i % kLeads), absl::StrCat("call-", i), kNow));
  }
  Append(events);
  std::atomic<int> working = 3;
  std::atomic<int> failed = 0;
  const auto work = [&] {
    for (;;) {
      const absl::StatusOr<Claimed> claimed = storage().Claim({.now = kNow, .limit = 2});
      if (!claimed.ok() || claimed->work.empty()) break;
      for (const Work& each : claimed->work) {
        const Decision decision = SampleRest(each);
        const Commitment one{.work = &each, .decision = &decision, .now = kNow};
        const auto statuses = storage().Commit({&one, 1});
        if (!statuses.ok() || !statuses->at(0).ok()) ++failed;
      }
    }
    --working;
  };
  std::vector<std::thread> workers;
  for (int i = 0; i < 3; ++i) workers.emplace_back(work);
  std::map<LeadId, std::uint64_t> seen;
  JournalCursor cursor;
  for (bool last = false; !last;) {
    last = working == 0;
    const JournalPage page = ReadJournal(cursor, 7);
    cursor = page.next;
    last = last && page.entries.empty();
    for (const JournalEntry& entry : page.entries) {
      EXPECT_EQ(entry.version, ++seen[entry.event.lead]);
    }
  }
  for (std::thread& worker : workers) worker.join();
  EXPECT_EQ(failed, 0);
  for (int i = 0; i < kLeads; ++i) EXPECT_EQ(seen[SampleLead(i)], kEventsEach);
}

}  // namespace
}  // namespace textback
