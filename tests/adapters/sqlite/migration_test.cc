// R73: a store written by an older textback stays usable, with its leads, waiting work and
// switches. data/schema_3.sql was written by the last version with schema 3.
#include <absl/strings/str_replace.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite_files.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::minutes;
using ::testing::HasSubstr;
using ::testing::Not;

// The time at which the old version was stopped.
constexpr Instant kStopped = kSampleNow + minutes{85};

// Plain columns that both schemas have.
constexpr char kPlainColumns[] =
    "SELECT id, account, phone, version, phase, episode, step, wake_at, opted_out, assigned,"
    " waits_since, name, trade, locale, region, event_at, text_at, next_at FROM leads ORDER BY id";

class SqliteMigrationTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(Query(ReadFile(std::string(TEXTBACK_SOURCE_DIR) +
                             "/tests/adapters/sqlite/data/schema_3.sql")),
              "");
    ASSERT_EQ(Query("SELECT count(*) FROM leads"), "20");
    // The sample lead says that a ready text is out, but that text was never made.
    Query(
        "INSERT INTO tasks (lead_id, journal_seq, at, kind, recipient, detail, text_key) VALUES"
        " (15, 1, 0, 'send_text', 'pat', '', 'samples/+14035550101/3/text_1/5')");
  }

  void Open() {
    storage_.reset();
    auto storage = OpenSqliteStorage({.path = path_});
    ASSERT_TRUE(storage.ok()) << storage.status();
    storage_ = *std::move(storage);
  }

  LeadState StateOf(std::string_view account, std::string_view phone) {
    LeadId id{.account = AccountId::Parse(account).value(), .phone = {}};
    if (!phone.empty()) id.phone = PhoneNumber::Parse(phone).value();
    const absl::StatusOr<Lead> lead = storage_->Find(id);
    EXPECT_TRUE(lead.ok()) << lead.status();
    return lead.ok() ? lead->state : LeadState{};
  }

  std::string KeyOut(std::string_view account, std::string_view phone) {
    const LeadId id{.account = AccountId::Parse(account).value(),
                    .phone = PhoneNumber::Parse(phone).value()};
    return StateOf(account, phone).out.KeyOf(id).ToString();
  }

  // Claims both kinds of work.
  Claimed Claim() {
    Claimed all;
    for (const WorkKind kind : {WorkKind::kSteps, WorkKind::kTexts}) {
      const auto claimed = storage_->Claim({.kind = kind, .now = kStopped});
      EXPECT_TRUE(claimed.ok()) << claimed.status();
      if (!claimed.ok()) continue;
      all.work.insert(all.work.end(), claimed->work.begin(), claimed->work.end());
      all.problems.insert(all.problems.end(), claimed->problems.begin(), claimed->problems.end());
    }
    return all;
  }

  std::string Query(const std::string& sql) { return Sql(path_, sql); }

  TemporaryFolder folder_;
  const std::string path_ = folder_.Path("store.db");
  std::unique_ptr<Storage> storage_;
};

// Account "samples" has a lead in which every field has a distinct value.
TEST_F(SqliteMigrationTest, LeadsComeOverWithEveryField) {
  Open();
  const absl::StatusOr<Lead> lead = storage_->Find(SampleLead(1, "samples"));
  ASSERT_TRUE(lead.ok()) << lead.status();
  LeadState state = SampleState();
  state.version = 1;
  // Schema 3 did not store the fate of a step, only its time; nor the text that it belongs to.
  for (StepRecord& step : state.sequence.steps) {
    if (!step.pending()) step = {.at = step.at, .fate = StepFate::kDropped};
  }
  state.inquiries.message_at = kNever;  // nor did it know of messages (R9)
  EXPECT_EQ(lead->state, state);
  EXPECT_EQ(lead->profile, SampleProfile());

  const LeadState marked = StateOf("samples", "+14035550102");
  EXPECT_TRUE(marked.marks.opted_out && marked.marks.wrong_number && marked.loop.alarm &&
              marked.marks.doubtful);
}

TEST_F(SqliteMigrationTest, LeadsStandWhereTheyStood) {
  Open();
  const LeadState stopped = StateOf("northside", "+14035550102");
  EXPECT_TRUE(stopped.marks.opted_out);
  EXPECT_EQ(stopped.phase, Phase::kClosed);
  const LeadState claimed = StateOf("northside", "+14035550103");
  EXPECT_EQ(claimed.attention.assigned.view(), "pat");
  EXPECT_TRUE(claimed.attention.taken);
  const LeadState waiting = StateOf("northside", "+14035550104");
  EXPECT_EQ(waiting.attention.waits_since, kSampleNow + minutes{60});
  EXPECT_EQ(waiting.attention.nudges, 1U);
  EXPECT_TRUE(StateOf("northside", "+14035550107").loop.alarm);
  EXPECT_TRUE(StateOf("northside", "+14035550109").marks.wrong_number);
  EXPECT_EQ(StateOf("northside", "+14035550110").attention.nudges, 2U);
  EXPECT_NE(StateOf("northside", "+14035550111").sequence.paused_until, kNever);
  const LeadState answered = StateOf("northside", "+14035550113");
  EXPECT_EQ(answered.answer.kind, AnswerKind::kHelpAnswer);
  EXPECT_EQ(answered.answer.made, 1U);
  const LeadState ready = StateOf("lakeview", "+14165550123");
  EXPECT_TRUE(ready.out.with_person());
  EXPECT_NE(ready.out.ready_until, kNever);
  // The outstanding text now has a key (R60).
  EXPECT_EQ(ready.out.what, TextOut::What::kStep);
  EXPECT_EQ(KeyOut("lakeview", "+14165550123"), "lakeview/+14165550123/1/text_1/1");
  EXPECT_EQ(answered.out.what, TextOut::What::kAnswer);
  EXPECT_EQ(KeyOut("northside", "+14035550113"), "northside/+14035550113/1/help_answer/1");
  EXPECT_EQ(KeyOut("northside", "+14035550116"), "northside/+14035550116/1/text_1/1");
  const LeadState form = StateOf("northside", "+14035550101");
  EXPECT_EQ(form.inquiries.first, InquiryKind::kForm);
  EXPECT_TRUE(form.consent.Holds(Basis::kExpress, kStopped));
  EXPECT_EQ(StateOf("northside", "+14035550117"), LeadState{});
}

TEST_F(SqliteMigrationTest, WhatCanBeReadWithPlainSqlStays) {
  const std::string leads = Query(kPlainColumns);
  // One state was renamed.
  const std::string texts = absl::StrReplaceAll(Query("SELECT * FROM texts ORDER BY key"),
                                                {{"|handing_over|", "|handed_over|"}});
  Open();
  EXPECT_EQ(Query(kPlainColumns), leads);
  EXPECT_EQ(Query("SELECT * FROM texts ORDER BY key"), texts);
  EXPECT_EQ(storage_->ReadJournal({}, 100)->entries.size(), 70U);
}

// Two events, one text that was never claimed, two that may have left.
TEST_F(SqliteMigrationTest, WhatWaitedIsClaimed) {
  Open();
  const Claimed claimed = Claim();
  EXPECT_TRUE(claimed.problems.empty());
  std::vector<std::string> work;
  for (const Work& one : claimed.work) {
    const auto* text = std::get_if<ClaimedText>(&one.item);
    const std::string what = text == nullptr    ? std::string(KindOf(std::get<Event>(one.item)))
                             : text->maybe_sent ? "may have left"
                                                : std::string(text->text.key.step.view());
    work.push_back(one.lead.id.phone.ToE164().substr(9) + " " + what);
  }
  EXPECT_THAT(
      work, ::testing::UnorderedElementsAre("103 text_in", "113 may have left", "115 may have left",
                                            "116 text_1", "117 missed_call"));
}

// R72: old entries are numbered within their lead, like new ones.
TEST_F(SqliteMigrationTest, JournalGetsTheVersionsOfItsLeads) {
  Open();
  EXPECT_EQ(Query("SELECT count(*) FROM leads WHERE version <> (SELECT ifnull(max(version), 0)"
                  " FROM journal WHERE lead_id = leads.id)"),
            "0");
  EXPECT_EQ(Query("SELECT version, policy FROM journal WHERE lead_id = 1 ORDER BY seq"),
            "1|NULL\n2|NULL\n3|NULL");
  EXPECT_THAT(Query("UPDATE journal SET version = 9"), HasSubstr("append-only"));
}

// R64: the switch was on in the withheld lead of "halted".
TEST_F(SqliteMigrationTest, KillSwitchesBecomeAccounts) {
  Query(
      "UPDATE leads SET all_off = 1, memory = 'wrote_at=7 switched_at=1795190000000 burst=1'"
      " WHERE account = 'northside' AND phone = 'withheld'");
  Open();
  EXPECT_EQ(Query("SELECT * FROM accounts ORDER BY account"),
            "halted|1|1|0|1795193280000|NULL|NULL\nnorthside|1|0|1|1795190000000|NULL|NULL");
}

TEST_F(SqliteMigrationTest, SchemaIsThatOfANewStore) {
  Open();
  const std::string path = folder_.Path("new.db");
  EXPECT_TRUE(OpenSqliteStorage({.path = path}).ok());
  const std::string schema =
      "PRAGMA user_version; SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY name";
  EXPECT_EQ(Query(schema), Sql(path, schema));
  EXPECT_EQ(Query("PRAGMA integrity_check; PRAGMA foreign_key_check"), "ok");
}

// R73: one bad row stops nothing. It is kept and reported; once corrected, its lead continues.
TEST_F(SqliteMigrationTest, RowThatCanNotBeReadIsKeptReportedAndMended) {
  const struct {
    std::string damage;
    std::string column;
    std::string mend;
  } cases[] = {
      {"phase = 'asleep'", "'phase'", "phase = 'engaged'"},
      {"attempt = 4294967296", "'attempt'", "attempt = 0"},
      {"in_flight = 7", "'in_flight'", "in_flight = 0"},
      {"line = '403 555'", "'line'", "line = '+14035550199'"},
      {"done_at = '1 2 x'", "'done_at'", "done_at = NULL"},
      {"recent = '1 2 3 4'", "'recent'", "recent = NULL"},
      {"consent_until = 'love=never'", "'consent_until'", "consent_until = NULL"},
      {"memory = 'burst=1 nudges=2'", "'memory'", "memory = 'nudges=2 burst=1'"},
      {"trade = 'two words'", "'trade'", "trade = 'kitchen'"},
      {"opted_out = 1, step = 'text_2', due = 5", "I1", "opted_out = 0, step = NULL"},
  };
  for (const auto& [damage, column, mend] : cases) {
    SCOPED_TRACE(damage);
    storage_.reset();
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path_ + suffix);
    SetUp();
    EXPECT_EQ(Query("UPDATE leads SET " + damage + " WHERE id = 3"), "");
    Open();
    EXPECT_EQ(Query("SELECT id FROM leads_3"), "3");
    EXPECT_THAT(Query("SELECT problem FROM leads_3"), HasSubstr(column));
    const Claimed claimed = Claim();
    EXPECT_EQ(claimed.work.size(), 4U);
    ASSERT_EQ(claimed.problems.size(), 1U);
    EXPECT_TRUE(absl::IsDataLoss(claimed.problems[0])) << claimed.problems[0];
    EXPECT_THAT(std::string(claimed.problems[0].message()), HasSubstr("leads_3"));
    // No private data in messages.
    EXPECT_THAT(std::string(claimed.problems[0].message()), Not(HasSubstr("5550103")));

    EXPECT_EQ(Query("UPDATE leads_3 SET " + mend), "");
    Open();
    EXPECT_EQ(Query("SELECT count(*) FROM sqlite_schema WHERE name = 'leads_3'"), "0");
    EXPECT_EQ(Query("SELECT problem FROM leads WHERE id = 3"), "NULL");
    EXPECT_EQ(StateOf("northside", "+14035550103").phase, Phase::kEngaged);
    EXPECT_EQ(Claim().work.size(), 5U);
  }
}

// A text that arrives while its lead is unreadable is there once the lead can be read. The same is
// true of a corrected timer.
TEST_F(SqliteMigrationTest, MendedRowIsDueForWhatCameMeanwhile) {
  EXPECT_EQ(Query("UPDATE leads SET phase = 'asleep' WHERE id IN (1, 4)"), "");
  Open();
  const std::vector<Event> texts = {SampleTextIn(SampleLead(1), "late", kStopped, "hello")};
  ASSERT_TRUE(storage_->Append(texts).ok());
  EXPECT_EQ(Query("UPDATE leads_3 SET phase = 'recovering' WHERE id = 1;"
                  "UPDATE leads_3 SET phase = 'engaged', nudge_at = 1795190500000,"
                  " wake_at = 1795190500000 WHERE id = 4"),
            "");
  Open();
  EXPECT_EQ(Query("SELECT id, wake_at, next_at FROM leads WHERE id IN (1, 4)"),
            "1|1795197610000|1795195500000\n4|1795190500000|1795190500000");
  EXPECT_EQ(Claim().work.size(), 7U);
}

// All or nothing: on a full disk the old store is still there, unchanged.
TEST_F(SqliteMigrationTest, MigrationThatFailsChangesNothing) {
  const std::string before = Query("SELECT * FROM leads");
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const rlimit full{.rlim_cur = 24 * 1024, .rlim_max = RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &full);
    _exit(absl::IsUnavailable(OpenSqliteStorage({.path = path_}).status()) ? 0 : 1);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(Query("PRAGMA user_version"), "3");
  EXPECT_EQ(Query("SELECT * FROM leads"), before);
  Open();
  EXPECT_EQ(Claim().work.size(), 5U);
}

}  // namespace
}  // namespace textback
