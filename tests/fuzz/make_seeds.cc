// Writes the initial inputs of the fuzzers from files of the repository: every template of the
// built-in playbooks, messages of tests/text/replies, the leads of tests/codec/data, and the call
// logs of tests/calls/cases.
// `fuzz_seeds FOLDER` creates FOLDER/fuzz_x/....
#include <absl/strings/str_format.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "fuzz/fuzz.h"
#include "textback/codec/account_record.h"
#include "textback/config/playbook_yaml.h"

namespace textback::fuzz {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  explicit Folder(fs::path path) : path_(std::move(path)) {
    fs::remove_all(path_);
    fs::create_directories(path_);
  }
  void Add(std::string_view seed) {
    std::ofstream file(path_ / absl::StrFormat("%04d", ++count_), std::ios::binary);
    file << seed;
  }
  int count() const { return count_; }

 private:
  fs::path path_;
  int count_ = 0;
};

void AddTemplates(Folder& templates, Folder& lint) {
  const std::array<const Script*, 4> scripts = {
      BuiltInPlaybooks()[InquiryKind::kMissedCall].script.get(),
      BuiltInPlaybooks()[InquiryKind::kForm].script.get(),
      BuiltInPlaybooks()[InquiryKind::kText].script.get(), BuiltInServiceWords().script.get()};
  constexpr std::string_view kValues =
      "\xFF"
      "Alex\xFFRénovations “Côté”\xFF+1 403 555 0199\xFF"
      "12 Sample St\xFFZoë 🙂\xFFkitchen";
  for (const Script* script : scripts) {
    for (const Script::Entry& entry : script->entries()) {
      const std::string& body = entry.words.source();
      templates.Add(body + std::string(kValues));
      const Template* footer = script->FooterOf(entry.locale);
      const int locale = entry.locale == "en" ? 0 : entry.locale == "fr" ? 1 : 2;
      lint.Add(body + kParting + (footer == nullptr ? "" : footer->source()) + kParting +
               "kitchen" + kParting + static_cast<char>(locale));
    }
  }
}

// Uses one of this many rows: the others are similar.
constexpr int kEvery = 20;

void AddMessages(const fs::path& folder, Folder& replies, Folder& segments) {
  std::set<fs::path> paths;  // sorted, so that the same seeds get the same names everywhere
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".tsv") paths.insert(entry.path());
  }
  int row = 0;
  for (const fs::path& path : paths) {
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
      if (line.starts_with("#") || ++row % kEvery != 0) continue;
      const std::size_t begin = line.find('\t') + 1;
      const std::string message = line.substr(begin, line.rfind('\t') - begin);
      replies.Add(message + kParting + line.substr(0, begin - 1));
      segments.Add(message);
    }
  }
}

// Lines of "name hex".
void AddRecords(const fs::path& path, Folder& records) {
  std::ifstream file(path);
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("#")) continue;
    std::string record;
    for (std::size_t i = line.rfind(' ') + 1; i + 1 < line.size(); i += 2)
      record += static_cast<char>(std::stoi(line.substr(i, 2), nullptr, 16));
    records.Add(record);
  }
}

// One account with a value in every field, and a fresh one.
void AddAccounts(Folder& accounts) {
  AccountRecord record{.account = AccountId::Parse("northside").value(), .version = 300};
  for (const bool full : {false, true}) {
    if (full) {
      const Instant now = kEarliest + std::chrono::hours{24 * 365};
      record.switches = {.account_off = true, .all_off = true, .turned_at = now};
      record.refused_until = now;
      record.volume.hour = 498'664;
      record.volume.tripped = 498'663;
      record.volume.usual = 40;
      record.volume.texts[0] = 7;
      record.volume.texts[kCountedHours - 1] = 4'000'000'000U;
      record.lines[PhoneNumber::FromPacked(14'035'550'199U).value()] = {.free_at = now,
                                                                        .queued = now};
      record.all_lines = {.free_at = now, .queued = now};
    }
    std::string bytes;
    AppendAccountRecord(record, bytes);
    accounts.Add(bytes);
  }
}

// Every call log: the separator and the size of chunks are the usual ones.
void AddCallLogs(const fs::path& cases, Folder& logs, Folder& records) {
  std::set<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(cases)) {
    if (fs::exists(entry.path() / "calls.csv")) paths.insert(entry.path() / "calls.csv");
  }
  for (const fs::path& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    logs.Add(std::string(1, '\0') + text);
    records.Add(std::string(2, '\0') + text);
  }
}

int Run(const fs::path& out) {
  Folder templates(out / "fuzz_template");
  Folder lint(out / "fuzz_lint");
  Folder replies(out / "fuzz_reply");
  Folder segments(out / "fuzz_segments");
  Folder records(out / "fuzz_lead_record");
  AddTemplates(templates, lint);
  AddMessages(fs::path(TEXTBACK_SOURCE_DIR) / "tests/text/replies", replies, segments);
  Folder accounts(out / "fuzz_account_record");
  AddAccounts(accounts);
  Folder logs(out / "fuzz_call_log");
  Folder rows(out / "fuzz_call_log_records");
  AddCallLogs(fs::path(TEXTBACK_SOURCE_DIR) / "tests/calls/cases", logs, rows);
  AddRecords(fs::path(TEXTBACK_SOURCE_DIR) / "tests/codec/data/lead_record_1.txt", records);
  if (templates.count() > 0 && replies.count() > 0 && records.count() > 0 && logs.count() > 0)
    return 0;
  std::cerr << "fuzz_seeds: no templates, no messages, no records or no call logs found\n";
  return 1;
}

}  // namespace
}  // namespace textback::fuzz

int main(int argc, char** argv) {
  if (argc == 2) return textback::fuzz::Run(argv[1]);
  std::cerr << "fuzz_seeds FOLDER\n";
  return 2;
}
