// The main job on the one-day call log: the figures, the same result twice, and the same after kill
// -9.
#include "textback/simulation/recover.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "textback/config/place_data.h"

namespace textback {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string kOneDay = std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/one_day.csv";
const std::string kContractors =
    std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/contractors.yaml";

// For the tests that kill a process, a store in memory is equivalent to one on disk, and some
// twenty runs are twenty times faster there. Power loss, which only affects disks, is not tested
// here.
class TempFolder {
 public:
  TempFolder() {
    const fs::path base = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
    std::string name = (base / "textback-recover-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TempFolder() { fs::remove_all(path_); }
  std::string operator/(const std::string& name) const { return (path_ / name).string(); }

 private:
  fs::path path_;
};

RecoverOptions OneDay(const std::string& db) {
  return {.calls_path = kOneDay,
          .zone = "America/Edmonton",
          .db_path = db,
          .account_path = kContractors};
}

// Every row of every table in order: two stores are equal if these are.
std::string Dump(const std::string& path) {
  sqlite3* db = nullptr;
  EXPECT_EQ(sqlite3_open_v2(path.c_str(), &db, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
  const auto query = [db](const std::string& sql) {
    std::vector<std::string> rows;
    sqlite3_stmt* statement = nullptr;
    EXPECT_EQ(sqlite3_prepare_v2(db, sql.c_str(), -1, &statement, nullptr), SQLITE_OK) << sql;
    while (sqlite3_step(statement) == SQLITE_ROW) {
      std::string row;
      for (int i = 0; i < sqlite3_column_count(statement); ++i) {
        const void* value = sqlite3_column_blob(statement, i);
        const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, i));
        row += value == nullptr ? "NULL" : std::string(static_cast<const char*>(value), size);
        row += '|';
      }
      rows.push_back(std::move(row));
    }
    sqlite3_finalize(statement);
    return rows;
  };
  std::string dump;
  for (const std::string& table :
       query("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")) {
    const std::string name = table.substr(0, table.size() - 1);
    dump += "== " + name + "\n";
    std::vector<std::string> rows = query("SELECT * FROM \"" + name + "\"");
    std::sort(rows.begin(), rows.end());
    for (const std::string& row : rows) dump += row + "\n";
  }
  sqlite3_close(db);
  return dump;
}

class OneDayLog : public ::testing::Test {
 protected:
  // One run shared by all tests that only read.
  static void SetUpTestSuite() {
    folder_ = new TempFolder;
    absl::StatusOr<RecoverResult> result = RecoverCalls(OneDay(*folder_ / "day.db"));
    ASSERT_TRUE(result.ok()) << result.status();
    result_ = new RecoverResult(*std::move(result));
  }
  static void TearDownTestSuite() {
    delete result_;
    delete folder_;
  }

  static TempFolder* folder_;
  static RecoverResult* result_;
};

TempFolder* OneDayLog::folder_ = nullptr;
RecoverResult* OneDayLog::result_ = nullptr;

// The log's own figures, counted in the file with grep and awk: 1,455 calls, 368 missed.
TEST_F(OneDayLog, CountsCallsAsTheFileHasThem) {
  EXPECT_EQ(result_->summary.calls, 1455U);
  EXPECT_EQ(result_->summary.missed, 368U);
  EXPECT_THAT(result_->problems, IsEmpty());
}

// R1-R5: every missed call opened an episode, joined one or was refused: exactly one of these.
TEST_F(OneDayLog, EveryMissedCallIsAccountedFor) {
  const Recovery& summary = result_->summary;
  std::size_t refused = 0;
  for (const auto& [why, count] : summary.refused) refused += count;
  EXPECT_EQ(summary.episodes + summary.merged + refused, summary.missed);
  EXPECT_EQ(summary.refused.at("number_withheld"), 10U);
}

// R2, R4, R10, R15, R30, R60 over the whole run: nothing twice, nothing outside the hours, never
// more than the cap, nothing to hidden callers.
TEST_F(OneDayLog, NoTextBreaksARule) {
  const auto edmonton = *Zone::Load("America/Edmonton");
  const std::array<const Zone*, 1> home = {edmonton.get()};
  const auto places = *BuiltInPlaces();
  std::set<TextKey> keys;
  std::map<LeadId, std::vector<Instant>> by_lead;
  for (const TimelineEntry& entry : result_->timeline.entries) {
    const auto* sent = std::get_if<TextSent>(&entry.what);
    if (sent == nullptr) continue;
    const Text& text = sent->text;
    EXPECT_TRUE(keys.insert(text.key).second) << text.key.ToString();
    EXPECT_FALSE(text.key.lead.phone.withheld());
    EXPECT_NE(text.basis, Basis::kNone);
    EXPECT_LT(entry.at, text.send_by);
    EXPECT_LE(text.segments, 2U);
    const Place place = places->Locate({.phone = text.key.lead.phone}, home);
    for (const Zone* zone : place.candidates.zones) {
      for (const Rulebook* rulebook : place.candidates.rulebooks) {
        const LocalTime local = zone->ToLocal(entry.at);
        const auto day = std::chrono::floor<std::chrono::days>(local);
        const DayHours hours = rulebook->RowOn(day).HoursOn(day, HoursKind::kShared);
        EXPECT_GE(local - day, std::chrono::minutes{hours.open}) << rulebook->id();
        EXPECT_LT(local - day, std::chrono::minutes{hours.close}) << rulebook->id();
      }
    }
    std::vector<Instant>& times = by_lead[text.key.lead];
    times.push_back(entry.at);
    if (times.size() > 3) {
      EXPECT_GE(times.back(), times[times.size() - 4] + std::chrono::hours{24});
    }
  }
  EXPECT_EQ(keys.size(), result_->summary.texts.at("text_1") + result_->summary.texts.at("text_2"));
}

// Bit for bit: with another store, and with the same store again.
TEST_F(OneDayLog, SameResultOnAnotherStoreAndOnTheSameOne) {
  const TempFolder folder;
  const absl::StatusOr<RecoverResult> other = RecoverCalls(OneDay(folder / "other.db"));
  ASSERT_TRUE(other.ok()) << other.status();
  EXPECT_EQ(RecoverResultToJson(*other), RecoverResultToJson(*result_));
  EXPECT_EQ(Dump(folder / "other.db"), Dump(*folder_ / "day.db"));
  const absl::StatusOr<RecoverResult> again = RecoverCalls(OneDay(folder / "other.db"));
  ASSERT_TRUE(again.ok()) << again.status();
  EXPECT_EQ(RecoverResultToJson(*again), RecoverResultToJson(*result_));
  EXPECT_EQ(Dump(folder / "other.db"), Dump(*folder_ / "day.db"));
}

// R73: killed at several points of the run and started again: the store is the same, row for row,
// as after an uninterrupted run.
TEST_F(OneDayLog, KilledAndRunAgainEndsWithTheSameStore) {
  const std::string expected = Dump(*folder_ / "day.db");
  int killed_inside = 0;
  for (const std::size_t at : {1U, 40U, 333U, 700U, 1100U, 1454U}) {
    const TempFolder folder;
    const std::string db = folder / "killed.db";
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      RecoverOptions options = OneDay(db);
      // Dies in the middle of the loop without any clean-up.
      options.on_progress = [at](std::size_t done, std::size_t, Instant) {
        if (done >= at) raise(SIGKILL);
      };
      (void)RecoverCalls(options);
      _exit(0);
    }
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) ++killed_inside;
    ASSERT_NE(Dump(db), expected) << "killed too late to prove anything";
    const absl::StatusOr<RecoverResult> resumed = RecoverCalls(OneDay(db));
    ASSERT_TRUE(resumed.ok()) << resumed.status();
    EXPECT_EQ(Dump(db), expected) << "killed after " << at << " events";
    EXPECT_EQ(RecoverResultToJson(*resumed), RecoverResultToJson(*result_));
  }
  EXPECT_EQ(killed_inside, 6);
}

// R73: the same when killed from outside at arbitrary moments: between any two instructions, also
// between Send and Settle.
TEST_F(OneDayLog, KilledFromOutsideAtAnyMomentEndsWithTheSameStore) {
  const std::string expected = Dump(*folder_ / "day.db");
  for (const int millis : {30, 110, 190, 270, 350, 430, 510, 590}) {
    const TempFolder folder;
    const std::string db = folder / "killed.db";
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      (void)RecoverCalls(OneDay(db));
      _exit(0);
    }
    usleep(static_cast<useconds_t>(millis) * 1000);
    kill(child, SIGKILL);
    int status = 0;
    ASSERT_EQ(waitpid(child, &status, 0), child);
    const absl::StatusOr<RecoverResult> resumed = RecoverCalls(OneDay(db));
    ASSERT_TRUE(resumed.ok()) << resumed.status();
    EXPECT_EQ(Dump(db), expected) << "killed after " << millis << " ms";
  }
}

// Stopping virtual time early and continuing later gives the same as not stopping.
TEST_F(OneDayLog, StoppedAtNoonAndContinuedEndsTheSame) {
  const TempFolder folder;
  RecoverOptions options = OneDay(folder / "noon.db");
  options.until = *ParseRfc3339("2026-11-17T12:00:00-07:00");
  const absl::StatusOr<RecoverResult> noon = RecoverCalls(options);
  ASSERT_TRUE(noon.ok()) << noon.status();
  EXPECT_LT(noon->summary.missed, 368U);
  options.until = kNever;
  ASSERT_TRUE(RecoverCalls(options).ok());
  EXPECT_EQ(Dump(folder / "noon.db"), Dump(*folder_ / "day.db"));
}

// A bad line is reported with its place; all other lines are played; nothing is lost.
TEST(Recover, BrokenLinesAreLeftOutAndSaidSo) {
  const TempFolder folder;
  std::ifstream day(kOneDay);
  std::ofstream broken(folder / "broken.csv");
  std::string line;
  for (int i = 1; i <= 50 && std::getline(day, line); ++i) {
    broken << (i == 17 ? line.substr(0, 60) : i == 20 ? std::string("garbage") : line) << "\n";
  }
  broken.close();
  const absl::StatusOr<RecoverResult> result = RecoverCalls(
      {.calls_path = folder / "broken.csv", .zone = "America/Edmonton", .db_path = folder / "db"});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->summary.calls, 48U);
  ASSERT_EQ(result->problems.size(), 2U);
  EXPECT_THAT(result->problems[0], HasSubstr("broken.csv:17: "));
  EXPECT_THAT(result->problems[1], HasSubstr("broken.csv:20: "));
}

TEST(Recover, BadInputIsNamed) {
  const TempFolder folder;
  const auto error = [](RecoverOptions options) {
    return std::string(RecoverCalls(options).status().message());
  };
  EXPECT_THAT(error({.calls_path = folder / "none.csv",
                     .zone = "America/Edmonton",
                     .db_path = folder / "db"}),
              HasSubstr("none.csv"));
  EXPECT_THAT(error({.calls_path = kOneDay, .zone = "Atlantis", .db_path = folder / "db"}),
              HasSubstr("Atlantis"));
  EXPECT_THAT(error({.calls_path = kOneDay,
                     .zone = "America/Edmonton",
                     .db_path = folder / "no/such/folder/db"}),
              HasSubstr("no/such/folder"));
  std::ofstream(folder / "account.yaml")
      << "id: x\nname: X\nperson: P\nzone: America/Edmonton\nlinse: []\n";
  EXPECT_THAT(error({.calls_path = kOneDay,
                     .zone = "America/Edmonton",
                     .db_path = folder / "db",
                     .account_path = folder / "account.yaml"}),
              AllOf(HasSubstr("account.yaml:5: "), HasSubstr("linse")));
}

// If accounts are given, a call belongs to the account that has the dialled line; calls to other
// lines are reported, not guessed.
TEST(Recover, CallsBelongToTheAccountWithTheLine) {
  const TempFolder folder;
  std::ofstream(folder / "account.yaml")
      << "id: northside\nname: Northside Renovations\nperson: Dana\n"
         "zone: America/Edmonton\nregion: CA-AB\nlines: [\"+14035550131\"]\n";
  const absl::StatusOr<RecoverResult> result =
      RecoverCalls({.calls_path = kOneDay,
                    .zone = "America/Edmonton",
                    .db_path = folder / "db",
                    .account_path = folder / "account.yaml"});
  ASSERT_TRUE(result.ok()) << result.status();
  EXPECT_EQ(result->summary.calls, 66U);
  EXPECT_EQ(result->problems.size(), 1455U - 66U);
  for (const TimelineEntry& entry : result->timeline.entries) {
    if (const auto* sent = std::get_if<TextSent>(&entry.what)) {
      EXPECT_THAT(sent->text.body, HasSubstr("Dana"));
      EXPECT_THAT(sent->text.body, HasSubstr("Northside Renovations"));
    }
  }
}

}  // namespace
}  // namespace textback
