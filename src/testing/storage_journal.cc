// The journal: what was decided on what, in order, for ever.
#include <gmock/gmock.h>

#include <vector>

#include "textback/codec/decision_json.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Instant kNow = kSampleNow;

TEST_P(StorageConformance, JournalOfAnEmptyStoreIsEmpty) { EXPECT_TRUE(Journal().empty()); }

// R72
TEST_P(StorageConformance, JournalKeepsTheEventTheInstantAndTheDecision) {
  Event call = SampleCall(SampleLead(1), "call-1", kNow);
  call.received_at += seconds{3};
  Append({call});
  const Work work = ClaimOne(kNow + seconds{4});
  const Decision decision = SampleSend(work, "text_1", kNow + seconds{4});
  ASSERT_TRUE(Commit(work, decision, kNow + seconds{4}).ok());
  const std::vector<JournalEntry> journal = Journal();
  ASSERT_EQ(journal.size(), 1U);
  EXPECT_EQ(journal[0].seq, 1U);
  EXPECT_EQ(journal[0].now, kNow + seconds{4});
  EXPECT_EQ(journal[0].event, call);
  EXPECT_EQ(journal[0].decision, EncodeDecision(work.lead, decision));
}

// R72: time is an input as well
TEST_P(StorageConformance, JournalKeepsWakeUps) {
  GivenWaiting({SampleLead(1)}, kNow, kNow + hours{2});
  const Work work = ClaimOne(kNow + hours{3});
  ASSERT_TRUE(Commit(work, SampleRest(work), kNow + hours{3}).ok());
  const std::vector<JournalEntry> journal = Journal(1);
  ASSERT_EQ(journal.size(), 1U);
  EXPECT_EQ(journal[0].event, EventOf(work));
  EXPECT_EQ(journal[0].now, kNow + hours{3});
}

// R72: in the order of commits, without gaps
TEST_P(StorageConformance, JournalIsNumberedInTheOrderOfCommits) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(2), "call-2", kNow),
          SampleCall(SampleLead(3), "call-3", kNow)});
  const Claimed claimed = Claim(kNow);
  ASSERT_EQ(claimed.work.size(), 3U);
  Decision stale = SampleRest(claimed.work[1]);
  stale.next.version = 5;
  EXPECT_TRUE(Commit(claimed.work[2], SampleRest(claimed.work[2]), kNow).ok());
  EXPECT_TRUE(absl::IsAborted(Commit(claimed.work[1], stale, kNow)));
  EXPECT_TRUE(Commit(claimed.work[0], SampleRest(claimed.work[0]), kNow).ok());
  const std::vector<JournalEntry> journal = Journal();
  ASSERT_EQ(journal.size(), 2U);
  EXPECT_EQ(journal[0].seq, 1U);
  EXPECT_EQ(journal[0].event.id.value(), "call-3");
  EXPECT_EQ(journal[1].seq, 2U);
  EXPECT_EQ(journal[1].event.id.value(), "call-1");
}

TEST_P(StorageConformance, JournalIsReadInPages) {
  GivenWaiting({SampleLead(1), SampleLead(2), SampleLead(3), SampleLead(4), SampleLead(5)}, kNow,
               kNow + hours{1});
  std::vector<std::uint64_t> seqs;
  std::uint64_t after = 0;
  for (std::vector<JournalEntry> page = Journal(after, 2); !page.empty();
       page = Journal(after, 2)) {
    EXPECT_LE(page.size(), 2U);
    for (const JournalEntry& entry : page) seqs.push_back(entry.seq);
    after = page.back().seq;
  }
  EXPECT_THAT(seqs, ::testing::ElementsAre(1, 2, 3, 4, 5));
  EXPECT_TRUE(Journal(0, 0).empty());
  EXPECT_TRUE(Journal(5).empty());
  EXPECT_TRUE(Journal(1'000'000).empty());
}

// R73
TEST_P(StorageConformance, JournalIsThereAfterReopening) {
  GivenWaiting({SampleLead(1), SampleLead(2)}, kNow, kNow + hours{1});
  const std::vector<JournalEntry> before = Journal();
  ASSERT_EQ(before.size(), 2U);
  if (!Reopen()) GTEST_SKIP() << "this store forgets";
  const std::vector<JournalEntry> after = Journal();
  ASSERT_EQ(after.size(), 2U);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(after[i].seq, before[i].seq);
    EXPECT_EQ(after[i].event, before[i].event);
    EXPECT_EQ(after[i].decision, before[i].decision);
  }
  const Claimed claimed = Claim(kNow + hours{1}, 1);
  ASSERT_EQ(claimed.work.size(), 1U);
  ASSERT_TRUE(Commit(claimed.work[0], SampleRest(claimed.work[0]), kNow + hours{1}).ok());
  EXPECT_EQ(Journal(2).at(0).seq, 3U);
}

}  // namespace
}  // namespace textback
