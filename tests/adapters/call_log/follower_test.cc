// A growing call log: every row once, whatever happens to the file (issue 12, R1).
#include "textback/adapters/call_log/follower.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "adapters/call_log/logs.h"

namespace textback {
namespace {

namespace fs = std::filesystem;

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class FollowerTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ =
        fs::path(testing::TempDir()) /
        (std::string("follower_") + testing::UnitTest::GetInstance()->current_test_info()->name());
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    path_ = folder_ / "Master.csv";
    Write("");
  }
  void TearDown() override { fs::remove_all(folder_); }

  void Write(const std::string& text) { std::ofstream(path_, std::ios::binary) << text; }
  void Append(const std::string& text, const fs::path& path) {
    std::ofstream(path, std::ios::binary | std::ios::app) << text;
  }
  void Append(const std::string& text) { Append(text, path_); }
  fs::path Old() const { return folder_ / "Master.csv.1"; }

  CallLogFollower Open(std::optional<CallLogPosition> from = {}) {
    absl::StatusOr<CallLogFollower> follower =
        CallLogFollower::Open(path_.string(), TestZone(), {.name = "Master.csv"}, from);
    EXPECT_TRUE(follower.ok()) << follower.status();
    return *std::move(follower);
  }

  // The callers of the new rows; all problems and notes are kept.
  std::vector<std::string> Poll(CallLogFollower& follower) {
    std::vector<std::string> callers;
    absl::StatusOr<CallLogNews> news = follower.Poll();
    EXPECT_TRUE(news.ok()) << news.status();
    if (!news.ok()) return callers;
    for (const CallRow& row : news->rows) {
      callers.push_back(row.from);
      numbers_.push_back(row.number);
    }
    for (const CallLogProblem& problem : news->problems) problems_.push_back(problem.message);
    notes_.insert(notes_.end(), news->notes.begin(), news->notes.end());
    return callers;
  }

  fs::path folder_;
  fs::path path_;
  std::vector<std::string> problems_;
  std::vector<std::string> notes_;
  std::vector<std::size_t> numbers_;
};

TEST_F(FollowerTest, RowsComeWhenTheirLineIsWhole) {
  CallLogFollower follower = Open();
  EXPECT_EQ(follower.layout().format, CallLogFormat::kEmpty);
  EXPECT_THAT(Poll(follower), IsEmpty());
  const std::string row = AsteriskRow(1);
  for (const char c : row.substr(0, row.size() - 1)) {
    Append(std::string(1, c));
    EXPECT_THAT(Poll(follower), IsEmpty());
  }
  Append("\n");
  EXPECT_THAT(Poll(follower), ElementsAre("4035550123"));
  EXPECT_EQ(follower.layout().format, CallLogFormat::kAsterisk);
  EXPECT_THAT(Poll(follower), IsEmpty());
  EXPECT_EQ(follower.position().offset, row.size());
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(FollowerTest, ALineBreakInANameIsWaitedFor) {
  Write(AsteriskRow(1, "1"));
  CallLogFollower follower = Open();
  const std::string row = AsteriskRow(2, "2", "DANA\nLEE");
  const std::size_t half = row.find('\n') + 1;
  Append(row.substr(0, half));
  EXPECT_THAT(Poll(follower), ElementsAre("1"));
  Append(row.substr(half));
  EXPECT_THAT(Poll(follower), ElementsAre("2"));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(FollowerTest, AnOpenQuoteDoesNotHoldTheNextRowBack) {
  Write(AsteriskRow(1, "1"));
  CallLogFollower follower = Open();
  Poll(follower);
  const std::string cut = AsteriskRow(2, "2");
  Append(cut.substr(0, cut.find("\"PJSIP/201,20") + 4) + "\n" + AsteriskRow(3, "3"));
  EXPECT_THAT(Poll(follower), ElementsAre("3"));
  EXPECT_THAT(problems_, ElementsAre(HasSubstr("Master.csv:2: ")));
}

TEST_F(FollowerTest, AQuoteThatNothingClosesDoesNotHoldTheNextRowBack) {
  Write("start,from,to,status,name\n2026-11-17 10:00:00,1,9,missed,\"LEE, D\"\n");
  CallLogFollower follower = Open();
  EXPECT_THAT(Poll(follower), ElementsAre("1"));
  Append("2026-11-17 10:00:00,2,9,missed,\"LEE, D\n");
  EXPECT_THAT(Poll(follower), IsEmpty()) << "the name may go on";
  Append("2026-11-17 10:01:00,3,9,missed,\n");
  EXPECT_THAT(Poll(follower), ElementsAre("3"));
  EXPECT_THAT(problems_, ElementsAre(HasSubstr("Master.csv:3: a quoted field is never closed")));
}

TEST_F(FollowerTest, RenamedAndANewFile) {
  Write(AsteriskRow(1, "1"));
  CallLogFollower follower = Open();
  EXPECT_THAT(Poll(follower), ElementsAre("1"));
  fs::rename(path_, Old());
  EXPECT_THAT(Poll(follower), IsEmpty()) << "missing for a moment";
  Write("");
  Append(AsteriskRow(2, "2"), Old());
  EXPECT_THAT(Poll(follower), ElementsAre("2")) << "the writer still has the old file";
  Append(AsteriskRow(3, "3"), Old());
  Append(AsteriskRow(4, "4"));
  EXPECT_THAT(Poll(follower), ElementsAre("3", "4"));
  EXPECT_THAT(Poll(follower), IsEmpty());
  EXPECT_THAT(problems_, IsEmpty());
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("was rotated")));
}

TEST_F(FollowerTest, RenamedInTheMiddleOfARow) {
  CallLogFollower follower = Open();
  const std::string row = AsteriskRow(1, "1");
  Append(row.substr(0, 60));
  EXPECT_THAT(Poll(follower), IsEmpty());
  fs::rename(path_, Old());
  Write("");
  EXPECT_THAT(Poll(follower), IsEmpty());
  Append(row.substr(60), Old());
  EXPECT_THAT(Poll(follower), ElementsAre("1"));
  Append(AsteriskRow(2, "2").substr(0, 50), Old());
  Append(AsteriskRow(3, "3"));
  EXPECT_THAT(Poll(follower), ElementsAre("3"));
  EXPECT_THAT(problems_, SizeIs(1)) << "the half row was never finished";
}

TEST_F(FollowerTest, CopiedAndTruncated) {
  Write(AsteriskRow(1, "1") + AsteriskRow(2, "2"));
  CallLogFollower follower = Open();
  EXPECT_THAT(Poll(follower), ElementsAre("1", "2"));
  fs::resize_file(path_, 0);
  EXPECT_THAT(Poll(follower), IsEmpty());
  EXPECT_EQ(follower.position().offset, 0U);
  Append(AsteriskRow(3, "3"));
  EXPECT_THAT(Poll(follower), ElementsAre("3"));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(FollowerTest, TruncatedAndGrownBeyondItsOldSizeBetweenTwoPolls) {
  Write(AsteriskRow(1, "1"));
  CallLogFollower follower = Open();
  Poll(follower);
  fs::resize_file(path_, 0);
  Append(AsteriskRow(3, "3") + AsteriskRow(4, "4"));
  EXPECT_THAT(Poll(follower), ElementsAre("3", "4"));
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("written anew")));
}

TEST_F(FollowerTest, TruncatedInTheMiddleOfARow) {
  Write(AsteriskRow(1, "1"));
  CallLogFollower follower = Open();
  const std::string row = AsteriskRow(2, "2");
  Append(row.substr(0, 100));
  EXPECT_THAT(Poll(follower), ElementsAre("1"));
  fs::resize_file(path_, 0);
  Append(row.substr(100) + AsteriskRow(3, "3"));
  EXPECT_THAT(Poll(follower), ElementsAre("3"));
  EXPECT_THAT(problems_, SizeIs(2)) << "two halves";
}

TEST_F(FollowerTest, GoesOnAtItsPositionAfterARestart) {
  Write(AsteriskRow(1, "1") + AsteriskRow(2, "2").substr(0, 30));
  std::string stored;
  {
    CallLogFollower follower = Open();
    EXPECT_THAT(Poll(follower), ElementsAre("1"));
    stored = follower.position().Encode();
  }
  Append(AsteriskRow(2, "2").substr(30));
  CallLogFollower follower = Open(CallLogPosition::Decode(stored).value());
  EXPECT_THAT(Poll(follower), ElementsAre("2"));
  EXPECT_THAT(numbers_, ElementsAre(1U, 2U));
  EXPECT_THAT(notes_, IsEmpty());
}

TEST_F(FollowerTest, FindsItsFileThoughItWasRenamedWhileItWasAway) {
  Write(AsteriskRow(1, "1"));
  CallLogPosition position;
  {
    CallLogFollower follower = Open();
    Poll(follower);
    position = follower.position();
  }
  Append(AsteriskRow(2, "2"));
  fs::rename(path_, Old());
  Write(AsteriskRow(3, "3"));
  CallLogFollower follower = Open(position);
  EXPECT_THAT(Poll(follower), ElementsAre("2", "3"));
  EXPECT_THAT(Poll(follower), IsEmpty());
}

TEST_F(FollowerTest, ReadsAllThatWasRotatedWhileItWasAway) {
  Write(AsteriskRow(1, "1"));
  CallLogPosition position;
  {
    CallLogFollower follower = Open();
    Poll(follower);
    position = follower.position();
  }
  Append(AsteriskRow(2, "2"));
  const auto now = fs::last_write_time(path_);
  const auto rotate = [&](const char* name, int minutes) {
    fs::rename(path_, folder_ / name);
    fs::last_write_time(folder_ / name, now - std::chrono::minutes{minutes});
  };
  rotate("Master.csv.4", 40);
  Write(AsteriskRow(3, "3"));
  rotate("Master.csv.3", 30);
  Write("packed");
  rotate("Master.csv.2.gz", 20);
  Write(AsteriskRow(4, "4"));
  rotate("Master.csv-20261117", 10);
  Write("a copy");
  rotate("Master.csv.bak", 5);
  Write(AsteriskRow(5, "5"));
  CallLogFollower follower = Open(position);
  std::vector<std::string> callers;
  for (int i = 0; i < 4; ++i) {
    for (const std::string& caller : Poll(follower)) callers.push_back(caller);
  }
  EXPECT_THAT(callers, ElementsAre("2", "3", "4", "5"));
  EXPECT_THAT(problems_, IsEmpty());
  EXPECT_THAT(notes_, testing::Contains(HasSubstr("Master.csv.2.gz was compressed")));
}

TEST_F(FollowerTest, SaysThatItsFileIsGone) {
  Write(AsteriskRow(1, "1"));
  CallLogPosition position;
  {
    CallLogFollower follower = Open();
    Poll(follower);
    position = follower.position();
  }
  fs::remove(path_);
  CallLogFollower follower = Open(position);
  EXPECT_THAT(Poll(follower), IsEmpty());
  EXPECT_THAT(notes_, ElementsAre(HasSubstr("can't be found")));
  Write(AsteriskRow(3, "3"));
  EXPECT_THAT(Poll(follower), ElementsAre("3"));
}

TEST_F(FollowerTest, HeaderLinesHoldAfterARestart) {
  Write("start,from,to,status\n2026-11-17 10:00:00,1,9,missed\n");
  CallLogFollower first = Open();
  EXPECT_THAT(Poll(first), ElementsAre("1"));
  Append("to,from,start,status\n9,2,2026-11-17 10:01:00,missed\n");
  EXPECT_THAT(Poll(first), ElementsAre("2"));
  CallLogFollower second = Open(first.position());
  Append("9,3,2026-11-17 10:02:00,missed\n");
  EXPECT_THAT(Poll(second), ElementsAre("3"));
}

TEST_F(FollowerTest, APollReturnsALimitedNumberOfRows) {
  std::string text;
  for (int i = 0; i < 2500; ++i) text += AsteriskRow(i % 60, std::to_string(i));
  Write(text);
  CallLogFollower follower = Open();
  absl::StatusOr<CallLogNews> news = follower.Poll();
  ASSERT_TRUE(news.ok());
  EXPECT_THAT(news->rows, SizeIs(CallLogFollower::kMostRows));
  EXPECT_TRUE(news->more);
  CallLogFollower second = Open(follower.position());
  EXPECT_EQ(Poll(second).front(), "1000");
  EXPECT_THAT(Poll(second), SizeIs(500));
}

TEST_F(FollowerTest, NoCallLogIsRefused) {
  Write("Name,Phone,Email\nDana,403-555-0123,d@example.net\n");
  EXPECT_EQ(CallLogFollower::Open(path_.string(), TestZone(), {}, {}).status().code(),
            absl::StatusCode::kInvalidArgument);
  fs::remove(path_);
  EXPECT_EQ(CallLogFollower::Open(path_.string(), TestZone(), {}, {}).status().code(),
            absl::StatusCode::kNotFound);
}

TEST(CallLogPositionTest, IsALineOfText) {
  const CallLogPosition position{.device = 1,
                                 .inode = 2,
                                 .offset = 1ULL << 40,
                                 .check = ~0ULL,
                                 .line = 4,
                                 .number = 5,
                                 .header_at = 6};
  EXPECT_EQ(CallLogPosition::Decode(position.Encode()).value(), position);
  CallLogPosition plain = position;
  plain.header_at.reset();
  EXPECT_EQ(CallLogPosition::Decode(plain.Encode()).value(), plain);
  for (const char* const bad : {"", "call-log-1", "call-log-1 1 2 3 4 5 x -", "x 1 2 3 4 5 6 -",
                                "call-log-1 1 2 3 4 0 6 -", "call-log-1 1 2 3 4 5 6 7 8"}) {
    EXPECT_EQ(CallLogPosition::Decode(bad).status().code(), absl::StatusCode::kInvalidArgument)
        << bad;
  }
}

}  // namespace
}  // namespace textback
