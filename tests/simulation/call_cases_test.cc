// R1-R4, R8-R11: each call log of tests/calls/cases, played through the whole playbook: who is
// texted, who becomes a task, what is held, what a second reading on the same store does.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "calls/case.h"
#include "textback/simulation/recover.h"

namespace textback {
namespace {

namespace fs = std::filesystem;
using testing::CallCase;

class Store {
 public:
  Store() {
    const fs::path base = fs::exists("/dev/shm") ? fs::path("/dev/shm") : fs::temp_directory_path();
    std::string name = (base / "textback-cases-XXXXXX").string();
    folder_ = mkdtemp(name.data());
  }
  ~Store() { fs::remove_all(folder_); }
  std::string operator/(const std::string& name) const { return (folder_ / name).string(); }

 private:
  fs::path folder_;
};

std::string Contents(const std::string& path) {
  std::ifstream file(path);
  std::stringstream contents;
  contents << file.rdbuf();
  return contents.str();
}

// The account file of a run: as given, with another zone or fewer lines.
std::string AccountFile(const CallCase& one, const CallCase::Run& run, const Store& store) {
  if (one.AccountPath().empty() || !run.account) return "";
  std::string yaml;
  std::istringstream lines(Contents(one.AccountPath()));
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("zone: ") && !run.account_zone.empty()) line = "zone: " + run.account_zone;
    if (line.starts_with("lines: ") && !run.lines.empty()) {
      line = "lines: [";
      for (const std::string& number : run.lines)
        line += (line.back() == '[' ? "\"" : ", \"") + number + "\"";
      line += "]";
    }
    yaml += line + "\n";
  }
  const std::string path = store / "account.yaml";
  std::ofstream(path) << yaml;
  return path;
}

// The first readings of a case, then the last one.
absl::StatusOr<RecoverResult> Play(const CallCase& one, const Store& store) {
  std::vector<CallCase::Run> runs = one.runs;
  if (runs.empty()) runs.resize(1);
  if (one.Has("early.csv")) {
    RecoverOptions early{.calls_path = one.Path("early.csv"),
                         .calls_name = "early.csv",
                         .zone = one.zone,
                         .db_path = store / "db",
                         .account_path = AccountFile(one, runs.front(), store)};
    if (const auto result = RecoverCalls(early); !result.ok()) return result.status();
  }
  absl::StatusOr<RecoverResult> result = absl::UnknownError("not run");
  for (const CallCase::Run& run : runs) {
    result = RecoverCalls({.calls_path = one.Path("calls.csv"),
                           .calls_name = "calls.csv",
                           .zone = run.zone.empty() ? one.zone : run.zone,
                           .db_path = store / "db",
                           .account_path = AccountFile(one, run, store)});
  }
  return result;
}

struct Outcome {
  std::map<std::string, Instant> first_text;  // by phone
  std::set<std::string> followed_up, tasked;  // by phone; "withheld" for hidden callers
  std::vector<std::string> bodies, twice;
  std::map<std::string, Instant> missed_at;
};

Outcome OutcomeOf(const RecoverResult& result) {
  Outcome outcome;
  for (const TimelineEntry& entry : result.timeline.entries) {
    const std::string phone = entry.lead.phone.ToE164();
    if (const auto* sent = std::get_if<TextSent>(&entry.what)) {
      outcome.bodies.push_back(sent->text.body);
      if (sent->text.key.step.view() != "text_1") {
        outcome.followed_up.insert(phone);
      } else if (!outcome.first_text.emplace(phone, entry.at).second) {
        outcome.twice.push_back(phone);
      }
    } else if (const auto* task = std::get_if<TaskMade>(&entry.what)) {
      // A repeat call and a message are told beside a text, not in its place.
      const bool calls_for_a_person =
          task->task.kind != Task::Kind::kRepeatCall && task->task.kind != Task::Kind::kVoicemail;
      if (calls_for_a_person) outcome.tasked.insert(phone);
    } else if (const auto* event = std::get_if<EventSeen>(&entry.what)) {
      if (std::holds_alternative<MissedCall>(event->event.body) ||
          std::holds_alternative<Voicemail>(event->event.body))
        outcome.missed_at.emplace(phone, event->event.at);
    }
  }
  return outcome;
}

class CallCases : public ::testing::TestWithParam<CallCase> {};

TEST_P(CallCases, TextsWhoeverWasMissedAndNobodyElse) {
  const CallCase& one = GetParam();
  const Store store;
  const absl::StatusOr<RecoverResult> result = Play(one, store);
  if (one.refused) {
    EXPECT_FALSE(result.ok());
    return;
  }
  if (!result.ok()) {
    // The second of two readings with other settings may be refused, if it says which.
    ASSERT_FALSE(one.runs.empty()) << result.status();
    EXPECT_EQ(one.Has("early.csv"), false);
    EXPECT_TRUE(result.status().message().find("new store") != std::string::npos)
        << result.status();
    return;
  }
  const Outcome outcome = OutcomeOf(*result);
  for (const std::string& phone : one.texts)
    EXPECT_TRUE(outcome.first_text.contains(phone)) << phone << " got no text";
  for (const auto& [phone, at] : outcome.first_text) {
    EXPECT_TRUE(one.texts.contains(phone) || one.optional.contains(phone))
        << phone << " was texted";
  }
  for (const std::string& phone : outcome.twice) ADD_FAILURE() << phone << " was texted twice";
  for (const std::string& phone : one.follow_up_dropped)
    EXPECT_FALSE(outcome.followed_up.contains(phone)) << phone << " was followed up";
  for (const std::string& word : one.never_in_a_text) {
    for (const std::string& body : outcome.bodies)
      EXPECT_EQ(body.find(word), std::string::npos) << "'" << body << "' has '" << word << "'";
  }
  constexpr Duration kSoon = std::chrono::minutes{5};
  const auto wait = [&outcome](const std::string& phone) {
    const auto sent = outcome.first_text.find(phone);
    return sent == outcome.first_text.end() ? Duration::max()
                                            : sent->second - outcome.missed_at.at(phone);
  };
  for (const std::string& phone : one.held)
    EXPECT_GT(wait(phone), kSoon) << phone << " wasn't held";
  for (const std::string& phone : one.at_once) EXPECT_LE(wait(phone), kSoon) << phone << " waited";
}

TEST_P(CallCases, TellsThePeopleAboutWhoCantBeTexted) {
  const CallCase& one = GetParam();
  if (one.refused || !one.runs.empty()) return;
  const Store store;
  const absl::StatusOr<RecoverResult> result = Play(one, store);
  ASSERT_TRUE(result.ok()) << result.status();
  const Outcome outcome = OutcomeOf(*result);
  for (const std::string& caller : one.tasks) {
    if (one.task_may_be_dropped.contains(caller)) continue;
    const CallerRead read = ReadCaller(caller);
    const std::string lead = read.number.ToE164();  // "withheld" where there is no number
    EXPECT_TRUE(outcome.tasked.contains(lead)) << "nobody is told of " << caller;
  }
  if (one.tasks.empty() && one.optional.empty()) {
    EXPECT_TRUE(outcome.tasked.empty()) << *outcome.tasked.begin() << " became a task";
  }
}

INSTANTIATE_TEST_SUITE_P(All, CallCases, ::testing::ValuesIn(testing::CallCases()),
                         [](const auto& one) { return one.param.name; });

}  // namespace
}  // namespace textback
