// The SQLite storage: the contract of every storage, and what is in its rows.
#include "textback/adapters/sqlite/storage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite_files.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;
using ::testing::HasSubstr;

constexpr Instant kNow = kSampleNow;

// A new file for every store: the last one stays until the end, for `reopen`.
StorageFactory Sqlite() {
  auto folder = std::make_shared<TemporaryFolder>();
  auto opened = std::make_shared<int>(0);
  const auto path = [=] { return folder->Path(std::to_string(*opened) + ".db"); };
  const auto open = [=] {
    ++*opened;
    return OpenSqliteStorage({.path = path()});
  };
  return {.name = "sqlite", .open = open, .reopen = [=] {
            return OpenSqliteStorage({.path = path()});
          }};
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StorageConformance, ::testing::Values(Sqlite()), NameOfFactory);

class SqliteStorageTest : public ::testing::Test {
 protected:
  void SetUp() override { Open(); }

  void Open() {
    storage_.reset();
    auto storage = OpenSqliteStorage({.path = path_});
    ASSERT_TRUE(storage.ok()) << storage.status();
    storage_ = *std::move(storage);
  }

  Claimed Claim(Instant now) {
    auto claimed = storage_->Claim({.now = now, .lease = seconds{60}, .limit = 100});
    EXPECT_TRUE(claimed.ok()) << claimed.status();
    return claimed.ok() ? *std::move(claimed) : Claimed{};
  }

  void Append(const std::vector<Event>& events) { EXPECT_TRUE(storage_->Append(events).ok()); }

  absl::Status Commit(const Work& work, const Decision& decision, Instant now) {
    const Commitment one{.work = &work, .decision = &decision, .now = now};
    return storage_->Commit({&one, 1})->at(0);
  }

  absl::Status Settle(const Work& work, const Event& event) {
    const Settlement one{.work = &work, .event = event};
    return storage_->Settle({&one, 1})->at(0);
  }

  std::string Query(const std::string& sql) { return Sql(path_, sql); }

  TemporaryFolder folder_;
  const std::string path_ = folder_.Path("store.db");
  std::unique_ptr<Storage> storage_;
};

TEST_F(SqliteStorageTest, StateOfALeadCanBeReadWithPlainSql) {
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP")});
  const Work work = Claim(kNow).work.at(0);
  Decision decision = SampleRest(work);
  decision.next.marks.opted_out = true;
  decision.next.consent.SetExpiry(Basis::kExpress, kNever);
  decision.next.consent.SetExpiry(Basis::kInquiry, kNow);
  decision.next.sequence.steps[1] = {.at = kNow, .fate = StepFate::kDropped};
  decision.profile = SampleProfile();
  ASSERT_TRUE(Commit(work, decision, kNow).ok());
  EXPECT_EQ(Query("SELECT account, phone, phase, version, opted_out, wake_at, consent_until,"
                  " done_at, trade, zone FROM leads"),
            "northside|+14035550101|dormant|1|1|NULL|inquiry=1795190400000 express=never|"
            "0 1795190400000|kitchen|America/Edmonton");
}

// Every state that a row of the outbox can be in.
TEST_F(SqliteStorageTest, OutboxTellsWhatBecameOfEachText) {
  std::vector<Event> calls;
  for (int i = 1; i <= 5; ++i) {
    calls.push_back(SampleCall(SampleLead(i), "call-" + std::to_string(i), kNow));
  }
  Append(calls);
  for (const Work& work : Claim(kNow).work) {
    ASSERT_TRUE(Commit(work, SampleSend(work, "text_1", kNow), kNow).ok());
  }
  Append({SampleTextIn(SampleLead(5), "in-5", kNow, "STOP")});
  const Claimed texts = Claim(kNow);
  ASSERT_EQ(texts.work.size(), 5U);
  const Work& accepted = texts.work[0];
  const Work& blocked = texts.work[1];
  const Work& expired = texts.work[2];
  const Work& stop = texts.work[4];
  Decision withdraw = SampleRest(stop);
  withdraw.withdraw = true;
  EXPECT_EQ(Query("SELECT state FROM outbox"),
            "handing_over\nhanding_over\nhanding_over\nhanding_over\nqueued");
  const Event outcome = SampleSettled(accepted, SendOutcome::Kind::kAccepted, kNow + seconds{1});
  ASSERT_TRUE(Settle(accepted, outcome).ok());
  ASSERT_TRUE(Settle(blocked, SampleNotSent(blocked, false, kNow + seconds{2})).ok());
  ASSERT_TRUE(Settle(expired, SampleNotSent(expired, true, kNow + seconds{3})).ok());
  ASSERT_TRUE(Commit(stop, withdraw, kNow).ok());
  EXPECT_EQ(Query("SELECT state, settled_at, provider_id, code FROM outbox"),
            "accepted|1795190401000|SM1|30003\n"
            "blocked|1795190402000|NULL|NULL\n"
            "expired|1795190403000|NULL|NULL\n"
            "handing_over|NULL|NULL|NULL\n"
            "withdrawn|NULL|NULL|NULL");
  EXPECT_EQ(Query("SELECT key, decided, settled FROM texts WHERE state = 'accepted'"),
            "northside/+14035550101/1/text_1/1|2026-11-20T16:00:00Z|2026-11-20T16:00:01Z");
}

// R41
TEST_F(SqliteStorageTest, LedgerAndTasksAreKeptWithTheirDecision) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = Claim(kNow).work.at(0);
  Decision decision = SampleRest(work);
  decision.consent = {
      {.basis = Basis::kInquiry, .at = kNow, .expires_at = kNow + hours{1}, .evidence = "call-1"},
      {.basis = Basis::kExpress, .at = kNow, .withdrawn = true, .evidence = "said so"}};
  decision.tasks = {{.kind = Task::Kind::kCallBack, .to = "sam", .detail = "Please call."}};
  ASSERT_TRUE(Commit(work, decision, kNow).ok());
  EXPECT_EQ(Query("SELECT seq, journal_seq, basis, at, expires_at, withdrawn, evidence"
                  " FROM consent"),
            "1|1|inquiry|1795190400000|1795194000000|0|call-1\n"
            "2|1|express|1795190400000|NULL|1|said so");
  EXPECT_EQ(Query("SELECT journal_seq, at, kind, recipient, detail FROM tasks"),
            "1|1795190400000|call_back|sam|Please call.");
}

// R41, R72
TEST_F(SqliteStorageTest, JournalAndLedgerCanNotBeChanged) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = Claim(kNow).work.at(0);
  Decision decision = SampleRest(work);
  decision.consent = {{.basis = Basis::kInquiry, .at = kNow, .evidence = "call-1"}};
  ASSERT_TRUE(Commit(work, decision, kNow).ok());
  for (const std::string table : {"journal", "consent"}) {
    EXPECT_THAT(Query("UPDATE " + table + " SET seq = 9"), HasSubstr("append-only"));
    EXPECT_THAT(Query("DELETE FROM " + table), HasSubstr("append-only"));
  }
}

// One unreadable lead never blocks others (R73): each damage below, and the column it is found in.
TEST_F(SqliteStorageTest, UnreadableLeadIsLeftOutAndReported) {
  const struct {
    std::string damage;
    std::string column;
  } cases[] = {
      {"UPDATE leads SET phase = 'asleep' WHERE id = 2", "'phase'"},
      {"UPDATE leads SET episode = -1 WHERE id = 2", "'episode'"},
      {"UPDATE leads SET attempt = 4294967296 WHERE id = 2", "'attempt'"},
      {"UPDATE leads SET in_flight = 7 WHERE id = 2", "'in_flight'"},
      {"UPDATE leads SET step = 'two words' WHERE id = 2", "'step'"},
      {"UPDATE leads SET line = '403 555' WHERE id = 2", "'line'"},
      {"UPDATE leads SET phone = '+0' WHERE id = 2", "'phone'"},
      {"UPDATE leads SET done_at = '1 2 x' WHERE id = 2", "'done_at'"},
      {"UPDATE leads SET recent = '1 2 3 4' WHERE id = 2", "'recent'"},
      {"UPDATE leads SET consent_until = 'love=never' WHERE id = 2", "'consent_until'"},
      {"UPDATE leads SET trade = 'roof' WHERE id = 2", "'trade'"},
      {"UPDATE leads SET opted_out = 1, wake_at = 5 WHERE id = 2", "I1"},
      {"UPDATE inbox SET body = '{' WHERE lead_id = 2", "'body'"},
      {"UPDATE inbox SET kind = 'fax' WHERE lead_id = 2", "'kind'"},
      {"UPDATE inbox SET done = 1 WHERE lead_id = 2", "'event_at'"},
      {"UPDATE leads SET event_at = NULL, text_at = 0 WHERE id = 2", "'text_at'"},
  };
  int number = 0;
  for (const auto& [damage, column] : cases) {
    SCOPED_TRACE(damage);
    storage_.reset();
    auto storage = OpenSqliteStorage({.path = folder_.Path(std::to_string(++number))});
    ASSERT_TRUE(storage.ok()) << storage.status();
    storage_ = *std::move(storage);
    Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(2), "call-2", kNow),
            SampleCall(SampleLead(3), "call-3", kNow)});
    storage_.reset();
    EXPECT_EQ(Sql(folder_.Path(std::to_string(number)), damage), "");
    storage = OpenSqliteStorage({.path = folder_.Path(std::to_string(number))});
    ASSERT_TRUE(storage.ok()) << storage.status();
    storage_ = *std::move(storage);
    const Claimed claimed = Claim(kNow);
    EXPECT_EQ(claimed.work.size(), 2U);
    ASSERT_EQ(claimed.problems.size(), 1U);
    EXPECT_TRUE(absl::IsDataLoss(claimed.problems[0])) << claimed.problems[0];
    EXPECT_THAT(std::string(claimed.problems[0].message()), HasSubstr(column));
    // Said once, and then out of the way.
    EXPECT_TRUE(Claim(kNow).problems.empty());
  }
}

TEST_F(SqliteStorageTest, MendedLeadIsBackAfterOpeningAgain) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  Query("UPDATE leads SET phase = 'asleep'");
  EXPECT_EQ(Claim(kNow).problems.size(), 1U);
  EXPECT_THAT(Query("SELECT problem FROM leads"), HasSubstr("column 'phase'"));
  Open();
  EXPECT_EQ(Claim(kNow).problems.size(), 1U);  // still unreadable: said again
  Query("UPDATE leads SET phase = 'new'");
  Open();
  EXPECT_EQ(Claim(kNow).work.size(), 1U);
  EXPECT_EQ(Query("SELECT problem FROM leads"), "NULL");
}

TEST_F(SqliteStorageTest, UnreadableTextIsLeftOut) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = Claim(kNow).work.at(0);
  ASSERT_TRUE(Commit(work, SampleSend(work, "text_1", kNow), kNow).ok());
  Query("UPDATE outbox SET basis = 'because'");
  const Claimed claimed = Claim(kNow);
  ASSERT_EQ(claimed.problems.size(), 1U);
  EXPECT_THAT(std::string(claimed.problems[0].message()), HasSubstr("'basis'"));
  EXPECT_EQ(Query("SELECT state FROM outbox"), "queued");
}

TEST_F(SqliteStorageTest, FindOfAnUnreadableLeadNamesTheColumn) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  Query("UPDATE leads SET consent_until = 'inquiry'");
  const absl::Status status = storage_->Find(SampleLead(1)).status();
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("'consent_until'"));
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("5550101")));  // privacy
}

// A lead that was changed by hand between Claim and Commit is lost, and nothing else of the batch.
TEST_F(SqliteStorageTest, LeadThatWasChangedByHandIsAborted) {
  Append({SampleCall(SampleLead(1), "call-1", kNow), SampleCall(SampleLead(2), "call-2", kNow),
          SampleCall(SampleLead(3), "call-3", kNow)});
  const Claimed claimed = Claim(kNow);
  ASSERT_EQ(claimed.work.size(), 3U);
  Query("UPDATE leads SET version = 5 WHERE id = 2");
  std::vector<Decision> decisions;
  for (const Work& work : claimed.work) decisions.push_back(SampleSend(work, "text_1", kNow));
  std::vector<Commitment> batch;
  for (std::size_t i = 0; i < 3; ++i) {
    batch.push_back({.work = &claimed.work[i], .decision = &decisions[i], .now = kNow});
  }
  const std::vector<absl::Status> statuses = *storage_->Commit(batch);
  EXPECT_TRUE(statuses[0].ok());
  EXPECT_TRUE(absl::IsAborted(statuses[1]));
  EXPECT_TRUE(statuses[2].ok());
  EXPECT_EQ(Query("SELECT lead_id FROM outbox"), "1\n3");
  EXPECT_EQ(Query("SELECT seq, lead_id FROM journal"), "1|1\n2|3");
  EXPECT_EQ(Claim(kNow).work.size(), 3U);  // two texts, and the event of the lost one again
}

}  // namespace
}  // namespace textback
