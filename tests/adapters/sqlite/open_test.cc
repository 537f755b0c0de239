// Opening a SQLite store: what is refused, with which message, and what stays unchanged.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite_files.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using ::testing::HasSubstr;

constexpr uid_t kNobody = 65534;
constexpr SqliteUse kUses[] = {SqliteUse::kOwner, SqliteUse::kAppender, SqliteUse::kReader};

class SqliteOpenTest : public ::testing::Test {
 protected:
  std::unique_ptr<Storage> Open(const std::string& path, SqliteUse use = SqliteUse::kOwner) {
    auto storage = OpenSqliteStorage({.path = path, .use = use});
    EXPECT_TRUE(storage.ok()) << storage.status();
    return storage.ok() ? *std::move(storage) : nullptr;
  }

  absl::Status Refusal(const std::string& path, SqliteUse use = SqliteUse::kOwner) {
    const absl::Status status = OpenSqliteStorage({.path = path, .use = use}).status();
    EXPECT_FALSE(status.ok());
    EXPECT_THAT(std::string(status.message()), HasSubstr(path));
    return status;
  }

  // Runs in a separate process and returns its exit code.
  int InChild(const std::function<int()>& run) {
    const pid_t child = fork();
    if (child == 0) _exit(run());
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  // The error code for a user without permissions.
  int RefusalAsNobody(const std::string& path) {
    return InChild([&] {
      if (geteuid() == 0 && setuid(kNobody) != 0) return 99;
      return static_cast<int>(OpenSqliteStorage({.path = path}).status().code());
    });
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.Path("store.db");
};

constexpr int kPermissionDenied = static_cast<int>(absl::StatusCode::kPermissionDenied);

TEST_F(SqliteOpenTest, NewFileHasTheSchemaOfThisVersion) {
  Open(path_);
  EXPECT_EQ(Sql(path_, "PRAGMA user_version"), std::to_string(kSqliteSchemaVersion));
  EXPECT_EQ(Sql(path_, "PRAGMA application_id"), "1952605035");
  EXPECT_EQ(Sql(path_, "PRAGMA journal_mode"), "wal");
  EXPECT_EQ(Sql(path_, "PRAGMA integrity_check"), "ok");
}

TEST_F(SqliteOpenTest, EmptyFileBecomesAStore) {
  WriteFile(path_, "");
  Open(path_);
  EXPECT_EQ(Sql(path_, "SELECT count(*) FROM leads"), "0");
}

TEST_F(SqliteOpenTest, OpeningAgainMigratesNothing) {
  Open(path_);
  const std::string before = ReadFile(path_);
  Open(path_);
  EXPECT_EQ(ReadFile(path_), before);
}

// R73: a store written by an older textback stays usable, with its leads and the waiting text.
TEST_F(SqliteOpenTest, StoreOfTheFirstSchemaIsMigrated) {
  Sql(path_, ReadFile(std::string(TEXTBACK_SOURCE_DIR) +
                      "/src/adapters/sqlite/migrations/0001_initial.sql"));
  Sql(path_,
      "PRAGMA application_id = 1952605035; PRAGMA user_version = 1;"
      "INSERT INTO leads (account, phone, version, phase, episode, step, due, in_flight, "
      "inquiry_at,"
      " text_at, next_at) VALUES ('northside', '+14035550123', 3, 'recovering', 1, 'text_1', 1000, "
      "1,"
      " 1000, 1000, 1000);"
      "INSERT INTO outbox (lead_id, episode, step, attempt, journal_seq, class, basis, decided_at,"
      " send_by, segments, body) VALUES (1, 1, 'text_1', 1, 1, 'response', 'response', 1000,"
      " 9000000000000, 1, 'Alex here')");
  const auto storage = OpenSqliteStorage({.path = path_});
  ASSERT_TRUE(storage.ok()) << storage.status();
  const absl::StatusOr<Claimed> claimed =
      (*storage)->Claim({.kind = WorkKind::kTexts, .now = FromMillis(2000)});
  ASSERT_TRUE(claimed.ok()) << claimed.status();
  ASSERT_EQ(claimed->work.size(), 1U);
  EXPECT_EQ(claimed->work[0].lead.state.inquiries.first, InquiryKind::kMissedCall);
  EXPECT_EQ(claimed->work[0].lead.state.sequence.paused_until, kNever);
  EXPECT_FALSE(claimed->work[0].lead.state.marks.doubtful);
  const Text& text = std::get<ClaimedText>(claimed->work[0].item).text;
  EXPECT_EQ(text.body, "Alex here");
  EXPECT_EQ(text.wording, Wording{});
}

TEST_F(SqliteOpenTest, NewerSchemaIsRefusedAndUntouched) {
  Open(path_);
  Sql(path_, "PRAGMA user_version = 99");
  const std::string before = ReadFile(path_);
  for (const SqliteUse use : kUses) {
    const absl::Status status = Refusal(path_, use);
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("upgrade textback"));
  }
  EXPECT_EQ(ReadFile(path_), before);
}

// R11: a store whose texts show placeholders is refused by whatever sends, and isn't mixed with one
// that has names.
TEST_F(SqliteOpenTest, ARehearsalIsForRehearsalsOnly) {
  ASSERT_TRUE(OpenSqliteStorage({.path = path_, .rehearsal = true}).ok());
  ASSERT_TRUE(OpenSqliteStorage({.path = path_, .rehearsal = true}).ok()) << "again";
  EXPECT_THAT(std::string(Refusal(path_).message()), HasSubstr("take a new store"));
  EXPECT_EQ(Refusal(path_, SqliteUse::kAppender).code(), absl::StatusCode::kFailedPrecondition);
  Open(path_, SqliteUse::kReader);
  const std::string named = folder_.Path("named.db");
  Open(named);
  const absl::Status refused = OpenSqliteStorage({.path = named, .rehearsal = true}).status();
  EXPECT_EQ(refused.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_THAT(std::string(refused.message()), HasSubstr("--account"));
}

TEST_F(SqliteOpenTest, FileThatIsNoDatabaseIsRefusedAndUntouched) {
  for (const std::string& content : {std::string("date,phone\n"), std::string(9000, 'x')}) {
    WriteFile(path_, content);
    const absl::Status status = Refusal(path_);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("not a SQLite database"));
    EXPECT_EQ(ReadFile(path_), content);
    EXPECT_FALSE(std::filesystem::exists(path_ + "-lock"));
  }
}

TEST_F(SqliteOpenTest, DatabaseOfSomebodyElseIsRefusedAndUntouched) {
  Sql(path_, "CREATE TABLE customers (id INTEGER PRIMARY KEY)");
  const std::string before = ReadFile(path_);
  for (const SqliteUse use : kUses) {
    const absl::Status status = Refusal(path_, use);
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("somebody else's"));
  }
  EXPECT_EQ(ReadFile(path_), before);
}

TEST_F(SqliteOpenTest, PathThatIsNoFileIsRefused) {
  EXPECT_TRUE(absl::IsInvalidArgument(Refusal("")));
  EXPECT_TRUE(absl::IsInvalidArgument(OpenSqliteStorage({.path = ":memory:"}).status()));
  EXPECT_TRUE(absl::IsInvalidArgument(Refusal(folder_.path().string())));
  EXPECT_TRUE(absl::IsPermissionDenied(Refusal(folder_.Path("missing/store.db"))));
}

TEST_F(SqliteOpenTest, FolderThatCanNotBeWrittenIsRefused) {
  ASSERT_EQ(chmod(folder_.path().c_str(), 0555), 0);
  EXPECT_EQ(RefusalAsNobody(path_), kPermissionDenied);
  ASSERT_EQ(chmod(folder_.path().c_str(), 0755), 0);
}

TEST_F(SqliteOpenTest, FileThatCanNotBeWrittenIsRefused) {
  Open(path_);
  ASSERT_EQ(chmod(folder_.path().c_str(), 0777), 0);
  ASSERT_EQ(chmod(path_.c_str(), 0444), 0);
  EXPECT_EQ(RefusalAsNobody(path_), kPermissionDenied);
}

TEST_F(SqliteOpenTest, SecondProcessIsRefusedAndToldWho) {
  const auto first = Open(path_);
  const int refused = InChild([&] {
    const absl::Status status = OpenSqliteStorage({.path = path_}).status();
    const std::string owner = "process " + std::to_string(getppid()) + " ";
    const bool named = status.message().find(owner) != absl::string_view::npos;
    return absl::IsUnavailable(status) && named ? 0 : 1;
  });
  EXPECT_EQ(refused, 0);
}

TEST_F(SqliteOpenTest, SecondOpeningInTheSameProcessIsRefused) {
  auto first = Open(path_);
  EXPECT_TRUE(absl::IsUnavailable(Refusal(path_)));
  first.reset();
  EXPECT_NE(Open(path_), nullptr);
}

TEST_F(SqliteOpenTest, AnotherNameOfTheFileIsTheSameStore) {
  const auto first = Open(path_);
  std::filesystem::create_symlink(path_, folder_.Path("link.db"));
  EXPECT_TRUE(absl::IsUnavailable(Refusal(folder_.Path("link.db"))));
}

TEST_F(SqliteOpenTest, ProcessThatDiedHoldsNoLock) {
  EXPECT_EQ(InChild([&] { return OpenSqliteStorage({.path = path_}).ok() ? 0 : 1; }), 0);
  EXPECT_NE(Open(path_), nullptr);
}

// Only the owner creates a store, and only the owner changes its schema.
TEST_F(SqliteOpenTest, OthersNeedAStore) {
  for (const SqliteUse use : {SqliteUse::kAppender, SqliteUse::kReader}) {
    EXPECT_TRUE(absl::IsNotFound(Refusal(path_, use)));
    EXPECT_FALSE(std::filesystem::exists(path_));
  }
  WriteFile(path_, "");
  for (const SqliteUse use : {SqliteUse::kAppender, SqliteUse::kReader}) {
    EXPECT_TRUE(absl::IsInvalidArgument(Refusal(path_, use)));
    EXPECT_FALSE(std::filesystem::exists(path_ + "-lock"));
  }
}

TEST_F(SqliteOpenTest, OthersRefuseAnOlderSchemaAndLeaveIt) {
  Open(path_);
  Sql(path_, "PRAGMA user_version = 3");
  const std::string before = ReadFile(path_);
  for (const SqliteUse use : {SqliteUse::kAppender, SqliteUse::kReader}) {
    const absl::Status status = Refusal(path_, use);
    EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
    EXPECT_THAT(std::string(status.message()), HasSubstr("the process that owns it first"));
  }
  EXPECT_EQ(ReadFile(path_), before);
}

// The owner is upgraded while an appender of the older version continues.
TEST_F(SqliteOpenTest, AppenderRefusesASchemaThatIsNoLongerItsOwn) {
  Open(path_);
  const auto appender = Open(path_, SqliteUse::kAppender);
  const std::vector<Event> call = {SampleCall(SampleLead(1), "call-1", kSampleNow)};
  ASSERT_TRUE(appender->Append(call).ok());
  Sql(path_, "PRAGMA user_version = 99");
  const std::vector<Event> next = {SampleCall(SampleLead(1), "call-2", kSampleNow)};
  const absl::Status status = appender->Append(next).status();
  EXPECT_TRUE(absl::IsFailedPrecondition(status)) << status;
  EXPECT_THAT(std::string(status.message()), HasSubstr("upgrade textback"));
  EXPECT_EQ(Sql(path_, "SELECT event_id FROM inbox"), "call-1");
}

TEST_F(SqliteOpenTest, ReaderLooksOnWhileAnotherWrites) {
  const auto writer = Open(path_);
  const auto reader = Open(path_, SqliteUse::kReader);
  const std::vector<Event> calls = {SampleCall(SampleLead(1), "call-1", kSampleNow)};
  ASSERT_TRUE(writer->Append(calls).ok());
  EXPECT_TRUE(reader->Find(SampleLead(1)).ok());
  EXPECT_TRUE(reader->ReadJournal({}, 10).ok());
}

TEST_F(SqliteOpenTest, OthersRefuseWhatIsTheOwners) {
  Open(path_);
  for (const SqliteUse use : {SqliteUse::kAppender, SqliteUse::kReader}) {
    const auto other = Open(path_, use);
    EXPECT_EQ(absl::IsFailedPrecondition(other->Append({}).status()), use == SqliteUse::kReader);
    EXPECT_TRUE(absl::IsFailedPrecondition(other->Claim({.now = kSampleNow}).status()));
    EXPECT_TRUE(absl::IsFailedPrecondition(other->Commit({}).status()));
    EXPECT_TRUE(absl::IsFailedPrecondition(other->BeginHandOver({.now = kSampleNow}).status()));
    EXPECT_TRUE(absl::IsFailedPrecondition(other->Settle({}).status()));
  }
}

}  // namespace
}  // namespace textback
