// The SQLite storage: the contract of every storage, and the contents of its rows.
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

// A new file for every store: the last one is kept until the end, for `reopen`.
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

  Claimed Claim(Instant now, WorkKind kind = WorkKind::kSteps) {
    auto claimed = storage_->Claim({.kind = kind, .now = now});
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

  absl::Status BeginHandOver(const Work& work, std::uint64_t version) {
    const Work* texts[] = {&work};
    const AccountRecord accounts[] = {{.account = work.lead.id.account, .version = version}};
    return storage_->BeginHandOver({.texts = texts, .accounts = accounts, .now = kNow})->at(0);
  }

  std::string Query(const std::string& sql) { return Sql(path_, sql); }

  TemporaryFolder folder_;
  const std::string path_ = folder_.Path("store.db");
  std::unique_ptr<Storage> storage_;
};

TEST_F(SqliteStorageTest, StateOfALeadCanBeReadWithPlainSql) {
  Append({SampleTextIn(SampleLead(1), "in-1", kNow, "STOP")});
  EXPECT_EQ(Query("SELECT version, phase, wake_at, event_at, next_at, record FROM leads"),
            "0|new|NULL|1795190400000|1795190400000|NULL");
  const Work work = Claim(kNow).work.at(0);
  Decision decision = SampleWait(work, kNow + hours{1});
  decision.next.attention.assigned = PersonId::Parse("pat").value();
  decision.next.attention.waits_since = kNow;
  decision.profile = SampleProfile();
  ASSERT_TRUE(Commit(work, decision, kNow).ok());
  EXPECT_EQ(Query("SELECT account, phone, version, phase, episode, step, wake_at, opted_out,"
                  " assigned, waits_since, name, trade, locale, region, event_at, text_at, next_at,"
                  " problem FROM leads"),
            "northside|+14035550101|1|recovering|1|text_1|1795194000000|0|pat|1795190400000|"
            "Zoë O'Hara \"Zo\"|kitchen|fr|CA-AB|NULL|NULL|1795194000000|NULL");
}

// Every state that a row of the outbox can have.
TEST_F(SqliteStorageTest, OutboxTellsWhatBecameOfEachText) {
  std::vector<Event> calls;
  for (int i = 1; i <= 6; ++i) {
    calls.push_back(SampleCall(SampleLead(i), "call-" + std::to_string(i), kNow));
  }
  Append(calls);
  for (const Work& work : Claim(kNow).work) {
    ASSERT_TRUE(Commit(work, SampleSend(work, "text_1", kNow), kNow).ok());
  }
  Append({SampleTextIn(SampleLead(6), "in-6", kNow, "STOP")});
  const Claimed texts = Claim(kNow, WorkKind::kTexts);
  ASSERT_EQ(texts.work.size(), 5U);
  const Work stop = Claim(kNow).work.at(0);
  Decision withdraw = SampleRest(stop);
  withdraw.withdraw = true;
  EXPECT_EQ(Query("SELECT DISTINCT state FROM outbox"), "queued");
  for (std::size_t i = 0; i < 4; ++i) {
    ASSERT_TRUE(BeginHandOver(texts.work[i], i + 1).ok());
  }
  EXPECT_EQ(Query("SELECT state FROM outbox"),
            "handed_over\nhanded_over\nhanded_over\nhanded_over\nqueued\nqueued");
  const Work& accepted = texts.work[0];
  const Event outcome = SampleSettled(accepted, SendOutcome::Kind::kAccepted, kNow + seconds{1});
  ASSERT_TRUE(Settle(accepted, outcome).ok());
  const Settlement back{
      .work = &texts.work[1], .event = std::nullopt, .not_before = kNow + hours{1}};
  ASSERT_TRUE(storage_->Settle({&back, 1})->at(0).ok());
  ASSERT_TRUE(Settle(texts.work[2], SampleNotSent(texts.work[2], true, kNow + seconds{3})).ok());
  ASSERT_TRUE(Settle(texts.work[4], SampleNotSent(texts.work[4], false, kNow + seconds{2})).ok());
  ASSERT_TRUE(Commit(stop, withdraw, kNow).ok());
  EXPECT_EQ(Query("SELECT state, settled_at, provider_id, code, not_before FROM outbox"),
            "accepted|1795190401000|SM1|30003|NULL\n"
            "queued|NULL|NULL|NULL|1795194000000\n"
            "expired|1795190403000|NULL|NULL|NULL\n"
            "handed_over|NULL|NULL|NULL|NULL\n"
            "blocked|1795190402000|NULL|NULL|NULL\n"
            "withdrawn|NULL|NULL|NULL|NULL");
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

// R73: an unreadable lead never blocks others. Lists each damage and the column where it is found.
TEST_F(SqliteStorageTest, UnreadableLeadIsLeftOutAndReported) {
  const struct {
    std::string damage;
    std::string column;
  } cases[] = {
      {"UPDATE leads SET phone = '+0' WHERE id = 2", "'phone'"},
      {"UPDATE leads SET version = 3 WHERE id = 2", "'version'"},
      {"UPDATE leads SET wake_at = 5 WHERE id = 2", "'wake_at'"},
      {"UPDATE leads SET record = x'01' WHERE id = 2", "'record'"},
      {"UPDATE leads SET record = x'' WHERE id = 2", "'record'"},
      {"UPDATE leads SET record = x'0102010900' WHERE id = 2", "'record': the lead's record is"},
      {"UPDATE leads SET record = x'0102010900' WHERE id = 2", "field 2 (phase)"},
      {"UPDATE leads SET record = x'010306050000000000060000', wake_at = 5 WHERE id = 2", "I13"},
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
    const Claimed steps = Claim(kNow);
    const Claimed texts = Claim(kNow, WorkKind::kTexts);
    EXPECT_EQ(steps.work.size(), 2U);
    EXPECT_TRUE(texts.work.empty());
    ASSERT_EQ(steps.problems.size() + texts.problems.size(), 1U);
    const absl::Status problem = steps.problems.empty() ? texts.problems[0] : steps.problems[0];
    EXPECT_TRUE(absl::IsDataLoss(problem)) << problem;
    EXPECT_THAT(std::string(problem.message()), HasSubstr(column));
    // Reported once, and then no longer in the way.
    EXPECT_TRUE(Claim(kNow).problems.empty());
    EXPECT_TRUE(Claim(kNow, WorkKind::kTexts).problems.empty());
  }
}

TEST_F(SqliteStorageTest, MendedLeadIsBackAfterOpeningAgain) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  Query("UPDATE leads SET record = x'0102010900'");
  EXPECT_EQ(Claim(kNow).problems.size(), 1U);
  EXPECT_THAT(Query("SELECT problem FROM leads"), HasSubstr("(phase)"));
  Open();
  EXPECT_EQ(Claim(kNow).problems.size(), 1U);  // still unreadable: reported again
  Query("UPDATE leads SET record = NULL");
  Open();
  EXPECT_EQ(Claim(kNow).work.size(), 1U);
  EXPECT_EQ(Query("SELECT problem FROM leads"), "NULL");
}

TEST_F(SqliteStorageTest, UnreadableTextIsLeftOut) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  const Work work = Claim(kNow).work.at(0);
  ASSERT_TRUE(Commit(work, SampleSend(work, "text_1", kNow), kNow).ok());
  Query("UPDATE outbox SET basis = 'because'");
  const Claimed claimed = Claim(kNow, WorkKind::kTexts);
  ASSERT_EQ(claimed.problems.size(), 1U);
  EXPECT_THAT(std::string(claimed.problems[0].message()), HasSubstr("'basis'"));
  EXPECT_EQ(Query("SELECT state FROM outbox"), "queued");
}

TEST_F(SqliteStorageTest, FindOfAnUnreadableLeadNamesTheColumn) {
  Append({SampleCall(SampleLead(1), "call-1", kNow)});
  Query("UPDATE leads SET record = x'01200120'");
  const absl::Status status = storage_->Find(SampleLead(1)).status();
  EXPECT_TRUE(absl::IsDataLoss(status));
  EXPECT_THAT(std::string(status.message()), HasSubstr("'record'"));
  // No private data in messages.
  EXPECT_THAT(std::string(status.message()), Not(HasSubstr("5550101")));
}

// R73: a record of a newer textback is neither used nor overwritten; it waits for a version that
// can read it. Until then nothing happens for that lead, and its texts wait too.
TEST_F(SqliteStorageTest, RecordOfANewerVersionIsLeftAlone) {
  const std::string futures[] = {
      "CAST(x'FF' || substr(record, 2) AS BLOB)",  // a newer version of the format
      "CAST(substr(record, 1, length(record) - 1) || x'7F036E657700' AS BLOB)"};  // a new field
  for (const std::string& future : futures) {
    SCOPED_TRACE(future);
    const LeadId lead = SampleLead(future == futures[0] ? 1 : 2);
    const std::string row = " WHERE phone = '" + lead.phone.ToE164() + "'";
    Append({SampleCall(lead, "call-" + lead.phone.ToE164(), kNow)});
    const Work work = Claim(kNow).work.at(0);
    ASSERT_TRUE(Commit(work, SampleSend(work, "text_1", kNow), kNow).ok());
    const std::string known = Query("SELECT hex(record) FROM leads" + row);
    EXPECT_EQ(Query("UPDATE leads SET record = " + future + row), "");
    const std::string written = Query("SELECT hex(record) FROM leads" + row);
    EXPECT_NE(written, known);

    Open();
    const Claimed claimed = Claim(kNow, WorkKind::kTexts);
    EXPECT_TRUE(claimed.work.empty());
    ASSERT_EQ(claimed.problems.size(), 1U);
    EXPECT_TRUE(absl::IsUnimplemented(claimed.problems[0])) << claimed.problems[0];
    EXPECT_TRUE(absl::IsUnimplemented(storage_->Find(lead).status()));
    EXPECT_THAT(Query("SELECT problem FROM leads" + row), HasSubstr("upgrade textback"));
    Append({SampleTextIn(lead, "in-" + lead.phone.ToE164(), kNow, "STOP")});
    EXPECT_TRUE(Claim(kNow).work.empty());
    EXPECT_EQ(Query("SELECT hex(record) FROM leads" + row), written);

    // A version that can read the record: here, one that knows all of its fields.
    Query("UPDATE leads SET record = x'" + known + "'" + row);
    Open();
    const Claimed again = Claim(kNow);
    ASSERT_EQ(again.work.size(), 1U);
    EXPECT_EQ(again.work[0].lead.state.phase, Phase::kRecovering);
    EXPECT_TRUE(std::holds_alternative<TextIn>(EventOf(again.work[0]).body));
    Decision stop = SampleRest(again.work[0]);
    stop.withdraw = true;
    ASSERT_TRUE(Commit(again.work[0], stop, kNow).ok());
  }
}

// A lead that was changed by hand between Claim and Commit is lost; the rest of the batch is not.
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
  EXPECT_EQ(Claim(kNow, WorkKind::kTexts).work.size(), 2U);
  // The manual change contradicts the record, and that is reported.
  const Claimed after = Claim(kNow);
  EXPECT_TRUE(after.work.empty());
  ASSERT_EQ(after.problems.size(), 1U);
  EXPECT_THAT(std::string(after.problems[0].message()), HasSubstr("set the column to that"));
}

}  // namespace
}  // namespace textback
