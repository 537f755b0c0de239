// A SQLite store after kill -9, on a full disk, and after any number of restarts.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include "adapters/sqlite/sqlite_files.h"
#include "textback/adapters/sqlite/storage.h"
#include "textback/testing/storage_conformance.h"

namespace textback {
namespace {

using std::chrono::hours;

constexpr Instant kNow = kSampleNow;
constexpr int kLeads = 7;

std::unique_ptr<Storage> Open(const std::string& path) {
  auto storage = OpenSqliteStorage({.path = path});
  EXPECT_TRUE(storage.ok()) << storage.status();
  return storage.ok() ? *std::move(storage) : nullptr;
}

// Answers a call with a text under a new key; an outcome ends the episode.
Decision Decide(const Work& work) {
  const Event& event = std::get<Event>(work.item);
  if (!std::holds_alternative<MissedCall>(event.body)) return SampleRest(work);
  Decision decision = SampleSend(work, "text_1", kNow);
  decision.text->key.attempt = static_cast<std::uint32_t>(work.lead.state.version + 1);
  return decision;
}

// Decides one due event. Returns "c" if it was committed, "" if nothing was due.
std::string DecideOnce(Storage& storage) {
  const auto claimed = storage.Claim({.kind = WorkKind::kSteps, .now = kNow, .limit = 1});
  if (!claimed.ok() || claimed->work.empty()) return "";
  const Work& work = claimed->work[0];
  const Decision decision = Decide(work);
  const Commitment one{.work = &work, .decision = &decision, .now = kNow};
  const auto statuses = storage.Commit({&one, 1});
  return statuses.ok() && statuses->at(0).ok() ? "c" : "";
}

// Hands over one due text. Returns "h" if it was marked, "r" if a killed process had already marked
// it, "" if nothing was due.
std::string HandOverOnce(Storage& storage, Work& work) {
  auto claimed = storage.Claim({.kind = WorkKind::kTexts, .now = kNow, .limit = 1});
  if (!claimed.ok() || claimed->work.empty()) return "";
  work = std::move(claimed->work[0]);
  ++claimed->accounts.at(0).version;
  const Work* texts[] = {&work};
  const auto statuses =
      storage.BeginHandOver({.texts = texts, .accounts = claimed->accounts, .now = kNow});
  if (!statuses.ok() || !statuses->at(0).ok()) return "";
  return std::get<ClaimedText>(work.item).maybe_sent ? "r" : "h";
}

// Returns "s": settled.
std::string SettleOnce(Storage& storage, const Work& work) {
  const Settlement one{.work = &work,
                       .event = SampleSettled(work, SendOutcome::Kind::kAccepted, kNow)};
  const auto statuses = storage.Settle({&one, 1});
  return statuses.ok() && statuses->at(0).ok() ? "s" : "";
}

// Does one step, and takes one text from claim to outcome. False: there was neither.
bool WorkOnce(Storage& storage) {
  const bool decided = !DecideOnce(storage).empty();
  Work work;
  const bool sent = !HandOverOnce(storage, work).empty() && !SettleOnce(storage, work).empty();
  return decided || sent;
}

Event Call(int number) {
  return SampleCall(SampleLead(number % kLeads), "call-" + std::to_string(number), kNow);
}

// Appends and works for ever, and writes a letter for everything that was acknowledged.
[[noreturn]] void WriteForEver(const std::string& path, int first, int pipe) {
  const auto storage = Open(path);
  const auto say = [&](const std::string& done) {
    if (write(pipe, done.data(), done.size()) < 0) _exit(1);
    return !done.empty();
  };
  Work text;
  for (int number = first;; ++number) {
    const std::vector<Event> call = {Call(number)};
    say(storage->Append(call).ok() ? "a" : "");
    for (int i = 0; i < 2; ++i) say(DecideOnce(*storage));
    if (say(HandOverOnce(*storage, text))) say(SettleOnce(*storage, text));
  }
}

// Counts what the killed process had reported as done.
std::map<char, int> KillAfter(std::chrono::milliseconds life, const std::function<void(int)>& run) {
  std::array<int, 2> ends{};
  EXPECT_EQ(pipe(ends.data()), 0);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[0]);
    run(ends[1]);
    _exit(1);
  }
  close(ends[1]);
  std::this_thread::sleep_for(life);
  kill(child, SIGKILL);
  std::map<char, int> acknowledged;
  std::array<char, 4096> buffer{};
  for (ssize_t size = 1; size > 0;) {
    size = read(ends[0], buffer.data(), buffer.size());
    for (ssize_t i = 0; i < size; ++i) ++acknowledged[buffer[static_cast<std::size_t>(i)]];
  }
  close(ends[0]);
  waitpid(child, nullptr, 0);
  return acknowledged;
}

int Count(const std::string& path, const std::string& what) {
  return std::stoi(Sql(path, "SELECT count(*) FROM " + what));
}

// R73: everything acknowledged is stored; everything else is stored whole or not at all
TEST(SqliteCrashTest, EverythingAcknowledgedSurvivesKill) {
  const TemporaryFolder folder;
  const std::string path = folder.Path("store.db");
  Open(path);
  std::map<char, int> total;
  for (int round = 0; round < 12; ++round) {
    const int first = total['a'] + round;  // a call may be stored without being acknowledged
    const auto acknowledged = KillAfter(std::chrono::milliseconds{15 + 11 * round},
                                        [&](int pipe) { WriteForEver(path, first, pipe); });
    for (const auto& [what, count] : acknowledged) total[what] += count;
    const auto storage = Open(path);
    ASSERT_NE(storage, nullptr);
    for (int number = first;
         number < first + (acknowledged.contains('a') ? acknowledged.at('a') : 0); ++number) {
      const std::vector<Event> again = {Call(number)};
      ASSERT_EQ(storage->Append(again)->duplicates, 1U) << "call " << number << " was lost";
    }
    ASSERT_GE(Count(path, "journal"), total['c']);
    ASSERT_GE(Count(path, "outbox WHERE state = 'accepted'"), total['s']);
    ASSERT_GE(Count(path, "outbox WHERE state IN ('accepted', 'handed_over')"), total['h']);
    // Exactly the texts that were handed over and not settled come back as "may have left".
    const int marked = Count(path, "outbox WHERE state = 'handed_over'");
    const auto claimed = storage->Claim({.kind = WorkKind::kTexts, .now = kNow});
    ASSERT_TRUE(claimed.ok()) << claimed.status();
    const auto maybe_sent =
        std::count_if(claimed->work.begin(), claimed->work.end(),
                      [](const Work& work) { return std::get<ClaimedText>(work.item).maybe_sent; });
    ASSERT_LE(maybe_sent, marked);  // others wait behind an event of their lead
  }
  EXPECT_GT(total['a'], 0);
  EXPECT_GT(total['h'], 0);
  EXPECT_GT(total['s'], 0);

  // The rest is finished, and every event was decided exactly once.
  const auto storage = Open(path);
  while (WorkOnce(*storage)) {
  }
  EXPECT_EQ(Sql(path, "PRAGMA integrity_check; PRAGMA foreign_key_check"), "ok");
  EXPECT_EQ(Count(path, "inbox WHERE done = 0"), 0);
  EXPECT_EQ(Count(path, "journal"), Count(path, "inbox"));
  EXPECT_EQ(Sql(path,
                "SELECT count(DISTINCT event_id) = count(*), max(seq) = count(*)"
                " FROM journal"),
            "1|1");
  EXPECT_EQ(Sql(path, "SELECT DISTINCT state FROM outbox"), "accepted");
  EXPECT_EQ(Count(path, "outbox"), Count(path, "inbox WHERE kind = 'missed_call'"));
}

std::string Dump(const std::string& path) {
  std::string rows;
  for (const std::string table : {"leads", "inbox", "outbox", "journal", "consent", "tasks"}) {
    rows += table + "\n" + Sql(path, "SELECT * FROM " + table) + "\n";
  }
  rows += "records\n" + Sql(path, "SELECT hex(record) FROM leads") + "\n";
  return rows;
}

// R70, R73: a run that was interrupted leaves the same rows as one that was not
TEST(SqliteCrashTest, InterruptedRunLeavesTheSameRows) {
  const TemporaryFolder folder;
  const auto run = [&](const std::string& path, bool interrupted) {
    auto storage = Open(path);
    for (int number = 0; number < 30; ++number) {
      const std::vector<Event> call = {Call(number)};
      EXPECT_TRUE(storage->Append(call).ok());
      if (interrupted) {
        // Repeats the previous work, then claims, hands over and dies: leases and texts are left
        // open.
        EXPECT_TRUE(storage->Append(call).ok());
        EXPECT_TRUE(storage->Claim({.now = kNow, .lease = hours{9}, .limit = 3}).ok());
        Work text;
        HandOverOnce(*storage, text);
        storage.reset();
        storage = Open(path);
      }
      WorkOnce(*storage);
    }
    while (WorkOnce(*storage)) {
    }
  };
  run(folder.Path("straight.db"), false);
  run(folder.Path("interrupted.db"), true);
  const std::string straight = Dump(folder.Path("straight.db"));
  EXPECT_EQ(Dump(folder.Path("interrupted.db")), straight);
  EXPECT_THAT(straight, ::testing::HasSubstr("accepted"));
}

// A full disk is a temporary error: nothing was changed, and later it works.
TEST(SqliteCrashTest, FullDiskIsUnavailableAndLosesNothing) {
  const TemporaryFolder folder;
  const std::string path = folder.Path("store.db");
  const pid_t child = fork();
  if (child == 0) {
    signal(SIGXFSZ, SIG_IGN);
    const auto storage = Open(path);
    const rlimit full{.rlim_cur = 512 * 1024, .rlim_max = RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &full);
    int number = 0;
    absl::Status status;
    while (status.ok() && number < 100'000) {
      const std::vector<Event> call = {Call(number++)};
      status = storage->Append(call).status();
    }
    if (!absl::IsUnavailable(status)) _exit(2);
    const rlimit roomy{.rlim_cur = RLIM_INFINITY, .rlim_max = RLIM_INFINITY};
    setrlimit(RLIMIT_FSIZE, &roomy);
    const std::vector<Event> refused = {Call(number - 1)};
    const std::vector<Event> before = {Call(number - 2)};
    if (storage->Append(refused)->appended != 1) _exit(3);
    if (storage->Append(before)->duplicates != 1) _exit(4);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  EXPECT_EQ(WEXITSTATUS(status), 0);
  EXPECT_EQ(Sql(path, "PRAGMA integrity_check"), "ok");
}

}  // namespace
}  // namespace textback
