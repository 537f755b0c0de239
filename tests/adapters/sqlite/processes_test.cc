// Several processes on one store: one owns it, the others append.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "adapters/sqlite/sqlite_files.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Instant kNow = kSampleNow;

class SqliteProcessesTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto storage = OpenSqliteStorage({.path = path_});
    ASSERT_TRUE(storage.ok()) << storage.status();
    owner_ = *std::move(storage);
  }

  // Starts a process that opens the store as an appender. It does not use the owner's connection.
  pid_t StartAppender(const std::function<bool(Storage&)>& append) {
    const pid_t child = fork();
    if (child != 0) return child;
    const auto storage = OpenSqliteStorage({.path = path_, .use = SqliteUse::kAppender});
    _exit(storage.ok() && append(**storage) ? 0 : 1);
  }
  void Wait(pid_t child) {
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    EXPECT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
  }

  // Appends in another process and returns when that is done.
  void AppendElsewhere(const std::vector<Event>& events) {
    Wait(StartAppender([&](Storage& storage) {
      const auto result = storage.Append(events);
      return result.ok() && result->appended == events.size();
    }));
  }

  Claimed Claim(WorkKind kind, Instant now = kNow) {
    auto claimed = owner_->Claim({.kind = kind, .now = now});
    EXPECT_TRUE(claimed.ok()) << claimed.status();
    return claimed.ok() ? *std::move(claimed) : Claimed{};
  }

  absl::Status Commit(const Work& work, const Decision& decision) {
    const Commitment one{.work = &work, .decision = &decision, .now = kNow};
    return owner_->Commit({&one, 1})->at(0);
  }

  // Claims the text of a lead.
  Claimed GivenClaimedText(const LeadId& lead) {
    const std::vector<Event> call = {SampleCall(lead, "given", kNow)};
    EXPECT_TRUE(owner_->Append(call).ok());
    const Work work = Claim(WorkKind::kSteps).work.at(0);
    EXPECT_TRUE(Commit(work, SampleSend(work, "text_1", kNow)).ok());
    return Claim(WorkKind::kTexts);
  }

  absl::Status BeginHandOver(Claimed& texts) {
    const Work* works[] = {&texts.work.at(0)};
    ++texts.accounts.at(0).version;
    return owner_->BeginHandOver({.texts = works, .accounts = texts.accounts, .now = kNow})->at(0);
  }

  TemporaryFolder folder_;
  const std::string path_ = folder_.Path("store.db");
  std::unique_ptr<Storage> owner_;
};

// The owner's next claim after a pause sees what came in: new leads and known ones.
TEST_F(SqliteProcessesTest, NextClaimSeesWhatOthersHaveAppended) {
  const std::vector<Event> known = {SampleCall(SampleLead(1), "call-1", kNow)};
  ASSERT_TRUE(owner_->Append(known).ok());
  const Work call = Claim(WorkKind::kSteps).work.at(0);
  ASSERT_TRUE(Commit(call, SampleWait(call, kNow + hours{2})).ok());
  EXPECT_EQ(Claim(WorkKind::kSteps).next_due, kNow + hours{2});
  AppendElsewhere({SampleTextIn(SampleLead(1), "in-1", kNow, "hello"),
                   SampleCall(SampleLead(2, "southside"), "call-2", kNow + seconds{1}),
                   SampleCall(SampleLead(3), "call-3", kNow + hours{1})});
  const Claimed claimed = Claim(WorkKind::kSteps, kNow + seconds{1});
  ASSERT_EQ(claimed.work.size(), 2U);
  EXPECT_EQ(std::get<Event>(claimed.work[0].item).id.value(), "in-1");
  EXPECT_EQ(std::get<Event>(claimed.work[1].item).id.value(), "call-2");
  // The claimed lead's wake-up does not count; the end of its lease comes first.
  EXPECT_EQ(claimed.next_due, kNow + hours{1});
}

// R13, R30: a STOP comes in through a web server while this process has claimed the text
TEST_F(SqliteProcessesTest, StopFromElsewhereBeatsAClaimedText) {
  Claimed texts = GivenClaimedText(SampleLead(1));
  AppendElsewhere({SampleTextIn(SampleLead(1), "stop", kNow, "STOP")});
  EXPECT_TRUE(absl::IsAborted(BeginHandOver(texts)));
  EXPECT_EQ(Sql(path_, "SELECT state FROM outbox"), "queued");
  const Work stop = Claim(WorkKind::kSteps).work.at(0);
  EXPECT_EQ(std::get<Event>(stop.item).id.value(), "stop");
  Decision withdraw = SampleRest(stop);
  withdraw.withdraw = true;
  ASSERT_TRUE(Commit(stop, withdraw).ok());
  EXPECT_TRUE(Claim(WorkKind::kTexts, kNow + hours{9}).work.empty());
}

// R64
TEST_F(SqliteProcessesTest, SwitchFromElsewhereBeatsAClaimedText) {
  Claimed texts = GivenClaimedText(SampleLead(1));
  AppendElsewhere({SampleSwitch("southside", "off", kNow)});
  AppendElsewhere({SampleSwitch("northside", "off", kNow)});
  EXPECT_TRUE(absl::IsAborted(BeginHandOver(texts)));
  EXPECT_EQ(Claim(WorkKind::kSteps).work.size(), 2U);
}

// R30: an event that arrives between claim and commit is not lost by the commit
TEST_F(SqliteProcessesTest, CommitKeepsWhatOthersHaveAppended) {
  const std::vector<Event> call = {SampleCall(SampleLead(1), "call-1", kNow)};
  ASSERT_TRUE(owner_->Append(call).ok());
  Work work = Claim(WorkKind::kSteps).work.at(0);
  ASSERT_TRUE(Commit(work, SampleWait(work, kNow)).ok());
  work = Claim(WorkKind::kSteps).work.at(0);  // the wake-up
  AppendElsewhere({SampleTextIn(SampleLead(1), "in-1", kNow, "hello")});
  ASSERT_TRUE(Commit(work, SampleSend(work, "text_1", kNow)).ok());
  EXPECT_TRUE(Claim(WorkKind::kTexts).work.empty());
  work = Claim(WorkKind::kSteps).work.at(0);
  EXPECT_EQ(std::get<Event>(work.item).id.value(), "in-1");
  // The same after a restart of the owner: the columns it then reads include both.
  owner_.reset();
  auto storage = OpenSqliteStorage({.path = path_});
  ASSERT_TRUE(storage.ok());
  owner_ = *std::move(storage);
  EXPECT_TRUE(Claim(WorkKind::kTexts).work.empty());
  EXPECT_EQ(Claim(WorkKind::kSteps).work.size(), 1U);
}

TEST_F(SqliteProcessesTest, SettlementKeepsWhatOthersHaveAppended) {
  const Claimed texts = GivenClaimedText(SampleLead(1));
  const Work& text = texts.work.at(0);
  AppendElsewhere({SampleTextIn(SampleLead(1), "in-1", kNow, "hello")});
  const Settlement one{
      .work = &text, .event = SampleSettled(text, SendOutcome::Kind::kAccepted, kNow + seconds{1})};
  ASSERT_TRUE(owner_->Settle({&one, 1})->at(0).ok());
  EXPECT_EQ(Sql(path_, "SELECT event_at FROM leads"), "1795190400000");
  const Work first = Claim(WorkKind::kSteps, kNow + seconds{1}).work.at(0);
  EXPECT_EQ(std::get<Event>(first.item).id.value(), "in-1");
}

// R60: all processes know all ids
TEST_F(SqliteProcessesTest, EventKnownToOneProcessIsADuplicateInTheOther) {
  const std::vector<Event> call = {SampleCall(SampleLead(1), "call-1", kNow)};
  AppendElsewhere(call);
  EXPECT_EQ(owner_->Append(call)->duplicates, 1U);
  EXPECT_EQ(Claim(WorkKind::kSteps).work.size(), 1U);
}

// An appender needs no owner: what it stores waits for one.
TEST_F(SqliteProcessesTest, AppendingGoesOnWhileNobodyOwnsTheStore) {
  owner_.reset();
  AppendElsewhere({SampleCall(SampleLead(1), "call-1", kNow)});
  SetUp();
  EXPECT_EQ(Claim(WorkKind::kSteps).work.size(), 1U);
}

TEST_F(SqliteProcessesTest, AppenderFindsLeadsAndReadsTheJournal) {
  const std::vector<Event> call = {SampleCall(SampleLead(1), "call-1", kNow)};
  ASSERT_TRUE(owner_->Append(call).ok());
  const Work work = Claim(WorkKind::kSteps).work.at(0);
  ASSERT_TRUE(Commit(work, SampleRest(work)).ok());
  const auto appender = OpenSqliteStorage({.path = path_, .use = SqliteUse::kAppender});
  ASSERT_TRUE(appender.ok()) << appender.status();
  EXPECT_EQ((*appender)->Find(SampleLead(1))->state.version, 1U);
  EXPECT_EQ((*appender)->ReadJournal({}, 10)->entries.size(), 1U);
}

// R73: when all write at once nothing is lost, refused or decided twice
TEST_F(SqliteProcessesTest, AllAppendWhileTheOwnerWorks) {
  constexpr int kProcesses = 3;
  constexpr int kEvents = 120;
  std::vector<pid_t> children;
  for (int process = 0; process < kProcesses; ++process) {
    children.push_back(StartAppender([process](Storage& storage) {
      for (int i = 0; i < kEvents; ++i) {
        const std::string id = "call-" + std::to_string(process) + "-" + std::to_string(i);
        const std::vector<Event> call = {SampleCall(SampleLead(i % 9), id, kNow)};
        if (!storage.Append(call).ok()) return false;
      }
      return true;
    }));
  }
  int decided = 0;
  const auto work = [&] {
    const Claimed claimed = Claim(WorkKind::kSteps);
    for (const Work& each : claimed.work) {
      EXPECT_TRUE(Commit(each, SampleRest(each)).ok());
      ++decided;
    }
    return !claimed.work.empty();
  };
  for (const pid_t child : children) {
    while (waitpid(child, nullptr, WNOHANG) == 0) work();
  }
  while (work()) {
  }
  EXPECT_EQ(decided, kProcesses * kEvents);
  EXPECT_EQ(Sql(path_, "SELECT count(*), count(DISTINCT event_id) FROM journal"), "360|360");
  EXPECT_EQ(Sql(path_, "SELECT count(*) FROM inbox WHERE done = 0"), "0");
  EXPECT_EQ(Sql(path_, "PRAGMA integrity_check"), "ok");
}

}  // namespace
}  // namespace textback
