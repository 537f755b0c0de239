// Opening, progress, reading twice, and constant memory (issue 12, "Bad input").
#include "textback/adapters/call_log/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <streambuf>
#include <string>

#include "adapters/call_log/logs.h"

namespace textback {
namespace {

namespace fs = std::filesystem;

using testing::HasSubstr;

class ReaderTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = fs::path(testing::TempDir()) / "call_log_reader";
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string Write(const std::string& text) {
    std::ofstream(folder_ / "calls.csv", std::ios::binary) << text;
    return (folder_ / "calls.csv").string();
  }
  static absl::Status Open(const std::string& path) {
    return CallLogReader::Open(path, TestZone(), {}).status();
  }

  fs::path folder_;
};

std::size_t CountRows(CallLogReader& log) {
  std::size_t rows = 0;
  while (log.Next() == CallLogReader::Item::kRow) ++rows;
  return rows;
}

TEST_F(ReaderTest, SaysWhyAFileCannotBeOpened) {
  const absl::Status missing = Open((folder_ / "missing.csv").string());
  EXPECT_EQ(missing.code(), absl::StatusCode::kNotFound);
  EXPECT_THAT(missing.message(), HasSubstr("missing.csv: can't be read: No such file"));
  EXPECT_THAT(Open(folder_.string()).message(), HasSubstr("is a folder; name the call log in it"));
  EXPECT_THAT(Open("/dev/null").message(), HasSubstr("is a device"));
  const std::string pipe = (folder_ / "pipe").string();
  ASSERT_EQ(::mkfifo(pipe.c_str(), 0600), 0);
  EXPECT_THAT(Open(pipe).message(), HasSubstr("is a pipe; send it to standard input"));
  EXPECT_EQ(Open(pipe).code(), absl::StatusCode::kInvalidArgument);
  const std::string other = Write("Name,Phone\nDana,403\n");
  EXPECT_THAT(Open(other).message(), HasSubstr("calls.csv: looks like a list of contacts"));
}

TEST_F(ReaderTest, ReadsTwiceAndTellsItsProgress) {
  std::string text;
  for (int i = 0; i < 3000; ++i) text += AsteriskRow(i % 60);
  const std::string path = Write(text);
  absl::StatusOr<CallLogReader> log = CallLogReader::Open(path, TestZone(), {});
  ASSERT_TRUE(log.ok()) << log.status();
  EXPECT_EQ(log->Size(), text.size());
  std::uint64_t before = 0;
  for (int i = 0; i < 100; ++i) {
    ASSERT_EQ(log->Next(), CallLogReader::Item::kRow);
    EXPECT_GT(log->BytesRead(), before);
    before = log->BytesRead();
  }
  EXPECT_EQ(CountRows(*log), 2900U);
  EXPECT_EQ(log->BytesRead(), text.size());
  ASSERT_TRUE(log->Rewind().ok());
  EXPECT_EQ(CountRows(*log), 3000U);
  EXPECT_TRUE(log->status().ok());
}

TEST_F(ReaderTest, AFileThatBeginsWithBlocksOfNulBytesIsRead) {
  const std::string path = Write(std::string(200'000, '\0') + "\n" + AsteriskRow(1));
  absl::StatusOr<CallLogReader> log = CallLogReader::Open(path, TestZone(), {});
  ASSERT_TRUE(log.ok()) << log.status();
  EXPECT_EQ(CountRows(*log), 1U);
}

TEST_F(ReaderTest, AStreamIsReadOnce) {
  std::istringstream stream(AsteriskRow(1));
  absl::StatusOr<CallLogReader> log = CallLogReader::FromStream(stream, TestZone(), {});
  ASSERT_TRUE(log.ok());
  EXPECT_FALSE(log->Size().has_value());
  EXPECT_EQ(CountRows(*log), 1U);
  EXPECT_EQ(log->Rewind().code(), absl::StatusCode::kFailedPrecondition);
}

// A descriptor in the place of standard input, for as long as this lives.
class StandardInput {
 public:
  explicit StandardInput(int descriptor) : saved_(::dup(STDIN_FILENO)) {
    ::dup2(descriptor, STDIN_FILENO);
  }
  ~StandardInput() {
    ::dup2(saved_, STDIN_FILENO);
    ::close(saved_);
  }
  StandardInput(const StandardInput&) = delete;
  StandardInput& operator=(const StandardInput&) = delete;

 private:
  int saved_;
};

TEST_F(ReaderTest, ADashIsStandardInput) {
  int pipe[2];
  ASSERT_EQ(::pipe(pipe), 0);
  const std::string row = AsteriskRow(1);
  ASSERT_EQ(::write(pipe[1], row.data(), row.size()), static_cast<ssize_t>(row.size()));
  ::close(pipe[1]);
  const StandardInput input(pipe[0]);
  absl::StatusOr<CallLogReader> log = CallLogReader::Open("-", TestZone(), {});
  ASSERT_TRUE(log.ok()) << log.status();
  EXPECT_EQ(CountRows(*log), 1U);
  EXPECT_EQ(log->Rewind().code(), absl::StatusCode::kFailedPrecondition);
  ::close(pipe[0]);
}

TEST_F(ReaderTest, AClosedStandardInputIsSaid) {
  const StandardInput input(STDIN_FILENO);
  ::close(STDIN_FILENO);
  EXPECT_THAT(Open("-").message(), HasSubstr("standard input is closed"));
}

// The same rows again and again: a log of any size.
class Endless : public std::streambuf {
 public:
  Endless(std::string block, std::size_t bytes) : block_(std::move(block)), left_(bytes) {}

 private:
  int_type underflow() override {
    if (left_ < block_.size()) return traits_type::eof();
    left_ -= block_.size();
    setg(block_.data(), block_.data(), block_.data() + block_.size());
    return traits_type::to_int_type(block_.front());
  }

  std::string block_;
  std::size_t left_;
};

long PeakKilobytes() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

std::size_t ReadEndless(const std::string& block, std::size_t bytes) {
  Endless buffer(block, bytes);
  std::istream stream(&buffer);
  absl::StatusOr<CallLogReader> log = CallLogReader::FromStream(stream, TestZone(), {});
  EXPECT_TRUE(log.ok());
  std::size_t items = 0;
  while (log->Next() != CallLogReader::Item::kEnd) ++items;
  return items;
}

TEST_F(ReaderTest, MemoryStaysConstant) {
  std::string block;
  for (int i = 0; i < 1000; ++i) block += AsteriskRow(i % 60, "4035550123", "DANA\nLEE");
  // Something broken in each block: an open quote, a line without an end.
  block += "\"open," + std::string(100'000, 'x') + "\n\"\",\"open\n";
  ReadEndless(block, block.size() * 4);
  const long before = PeakKilobytes();
  const std::size_t items = ReadEndless(block, std::size_t{64} * 1024 * 1024);
  EXPECT_GT(items, 150'000U);
  EXPECT_LT(PeakKilobytes() - before, 4 * 1024) << "KiB more for 64 MB";
}

}  // namespace
}  // namespace textback
