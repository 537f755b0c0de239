// Every call log of tests/calls/cases is read without losing a row (R1, R8): as many records as the
// truth names, and problems only where it allows them. What the calls mean is tested in
// tests/calls.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "textback/adapters/call_log/reader.h"

namespace textback {
namespace {

namespace fs = std::filesystem;

using Numbers = std::set<std::size_t>;

struct Reading {
  absl::Status status;
  Numbers rows;
  std::map<std::size_t, CallRow> row;
  Numbers problems;
  std::vector<std::string> messages;
  std::vector<std::string> notes;
  CallLogLayout layout;
};

Reading Read(const fs::path& path, const std::string& zone_name) {
  Reading reading;
  absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load(zone_name);
  if (!zone.ok()) {
    reading.status = zone.status();
    return reading;
  }
  absl::StatusOr<CallLogReader> log =
      CallLogReader::Open(path.string(), *zone, {.name = "calls.csv"});
  reading.status = log.status();
  if (!log.ok()) return reading;
  reading.layout = log->layout();
  for (auto item = log->Next(); item != CallLogReader::Item::kEnd; item = log->Next()) {
    if (item == CallLogReader::Item::kRow) {
      reading.rows.insert(log->row().number);
      reading.row[log->row().number] = log->row();
    } else {
      reading.problems.insert(log->problem().number);
      reading.messages.push_back(log->problem().message);
    }
  }
  reading.status = log->status();
  reading.notes = log->Notes();
  return reading;
}

std::vector<fs::path> CasesWith(const std::string& file) {
  std::vector<fs::path> cases;
  for (const auto& entry : fs::directory_iterator(TEXTBACK_SOURCE_DIR "/tests/calls/cases")) {
    if (fs::exists(entry.path() / file)) cases.push_back(entry.path());
  }
  std::sort(cases.begin(), cases.end());
  return cases;
}

Numbers NumbersOf(const YAML::Node& list) {
  Numbers numbers;
  for (const YAML::Node& one : list) numbers.insert(one.as<std::size_t>());
  return numbers;
}

struct Truth {
  Numbers rows;      // of real calls
  Numbers problems;  // of these, some are rows whose direction is unknown: the reader reads them
  bool refused = false;
  std::string looks_like;
  std::string kind;
};

Truth TruthOf(const YAML::Node& yaml) {
  Truth truth{.problems = NumbersOf(yaml["problems"]),
              .refused = yaml["refused"].as<bool>(false),
              .looks_like = yaml["looks_like"].as<std::string>(""),
              .kind = yaml["kind"].as<std::string>("")};
  for (const YAML::Node& call : yaml["calls"]) truth.rows.merge(NumbersOf(call["rows"]));
  return truth;
}

void CheckRefusal(const Reading& reading, const Truth& truth) {
  ASSERT_EQ(reading.status.code(), absl::StatusCode::kInvalidArgument);
  const std::string message(reading.status.message());
  const std::string word = truth.looks_like == "unknown" ? "contacts" : truth.looks_like;
  std::string lower = message;
  for (char& c : lower) c = static_cast<char>(std::tolower(c));
  EXPECT_THAT(lower, testing::HasSubstr(word)) << message;
  EXPECT_THAT(message, testing::StartsWith("calls.csv: ")) << message;
}

void CheckRows(const Reading& reading, const Truth& truth, const YAML::Node& yaml) {
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  Numbers all = reading.rows;
  all.insert(reading.problems.begin(), reading.problems.end());
  Numbers wanted = truth.rows;
  wanted.insert(truth.problems.begin(), truth.problems.end());
  const bool may_count_nul = yaml["nul_problem_allowed"].as<bool>(false);
  const std::size_t last = wanted.empty() ? 0 : *wanted.rbegin();
  if (!may_count_nul) {
    EXPECT_EQ(all.empty() ? 0 : *all.rbegin(), last) << "another number of records";
    EXPECT_EQ(all.size(), last) << "a record is neither row nor problem";
  }
  Numbers excused = truth.problems;
  for (const std::size_t number : reading.problems) {
    EXPECT_TRUE(excused.contains(number)) << testing::PrintToString(reading.messages);
  }
  // A row of unknown direction is a problem of the next step.
  if (truth.kind != "direction_unknown") {
    const Numbers left_out = NumbersOf(yaml["problems_may_be_left_out"]);
    for (const std::size_t number : truth.problems) {
      EXPECT_TRUE(reading.problems.contains(number) || left_out.contains(number)) << number;
    }
  }
  for (const std::string& message : reading.messages)
    EXPECT_THAT(message, testing::MatchesRegex("calls.csv:[0-9]+: .+")) << message;
}

std::string LastTen(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c >= '0' && c <= '9') digits += c;
  }
  return digits.substr(digits.size() - std::min<std::size_t>(digits.size(), 10));
}

// The columns are those that are meant: the start of the first row, and the caller of a call from
// outside in one of its rows.
void CheckColumns(const Reading& reading, const YAML::Node& yaml) {
  for (const YAML::Node& call : yaml["calls"]) {
    const std::size_t first = call["rows"][0].as<std::size_t>();
    if (!reading.row.contains(first)) continue;
    if (call["start"]) {
      EXPECT_EQ(FormatRfc3339(reading.row.at(first).start), call["start"].as<std::string>());
    }
    const std::string from = call["from"].as<std::string>("");
    if (call["direction"].as<std::string>("") != "inbound" || !from.starts_with("+1")) continue;
    bool found = false;
    for (const std::size_t number : NumbersOf(call["rows"])) {
      found = found || (reading.row.contains(number) &&
                        LastTen(reading.row.at(number).from) == LastTen(from));
    }
    EXPECT_TRUE(found) << "no row is from " << from;
  }
}

class CallLogCases : public testing::TestWithParam<fs::path> {};

TEST_P(CallLogCases, LosesNoRow) {
  const YAML::Node yaml = YAML::LoadFile((GetParam() / "truth.yaml").string());
  const Truth truth = TruthOf(yaml);
  std::string zone = yaml["zone"].as<std::string>("");
  if (zone.empty()) zone = "UTC";
  Reading reading = Read(GetParam() / "calls.csv", zone);
  if (truth.refused) return CheckRefusal(reading, truth);
  if (yaml["rotated"].as<bool>(false)) {
    // The truth goes on counting where the early file ended.
    const std::size_t before = Read(GetParam() / "early.csv", zone).rows.size();
    Numbers moved;
    for (const std::size_t number : reading.rows) moved.insert(number + before);
    for (std::size_t number = 1; number <= before; ++number) moved.insert(number);
    reading.rows = moved;
  }
  CheckRows(reading, truth, yaml);
  if (!yaml["rotated"]) CheckColumns(reading, yaml);
  if (yaml["clock_note_expected"]) {
    EXPECT_EQ(!reading.notes.empty(), yaml["clock_note_expected"].as<bool>());
  }
}

class EarlyCallLogs : public testing::TestWithParam<fs::path> {};

TEST_P(EarlyCallLogs, LoseAtMostTheirLastLine) {
  const fs::path early = GetParam() / "early.csv";
  const YAML::Node yaml = YAML::LoadFile((GetParam() / "truth.yaml").string());
  const Reading reading = Read(early, yaml["zone"].as<std::string>("UTC"));
  ASSERT_TRUE(reading.status.ok()) << reading.status;
  EXPECT_FALSE(reading.rows.empty());
  EXPECT_LE(reading.problems.size(), 1U) << "no more than the last line is cut off";
}

std::string NameOf(const testing::TestParamInfo<fs::path>& test) {
  std::string name = test.param.filename().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(All, CallLogCases, testing::ValuesIn(CasesWith("calls.csv")), NameOf);
INSTANTIATE_TEST_SUITE_P(All, EarlyCallLogs, testing::ValuesIn(CasesWith("early.csv")), NameOf);

TEST(AllCallLogCases, AreThere) { EXPECT_GE(CasesWith("calls.csv").size(), 300U); }

}  // namespace
}  // namespace textback
