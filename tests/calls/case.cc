#include "calls/case.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <iostream>
#include <map>

namespace textback::testing {
namespace {

std::set<std::size_t> Numbers(const YAML::Node& node) {
  std::set<std::size_t> numbers;
  for (const YAML::Node& one : node) numbers.insert(one.as<std::size_t>());
  return numbers;
}

std::vector<std::string> Texts(const YAML::Node& node) {
  std::vector<std::string> texts;
  for (const YAML::Node& one : node) texts.push_back(one.as<std::string>());
  return texts;
}

std::set<std::string> TextSet(const YAML::Node& node) {
  const std::vector<std::string> texts = Texts(node);
  return {texts.begin(), texts.end()};
}

std::string Text(const YAML::Node& node) { return node ? node.as<std::string>() : ""; }

TrueCall ReadCall(const YAML::Node& node) {
  TrueCall call{.rows = Numbers(node["rows"]),
                .from = Text(node["from"]),
                .to = Text(node["to"]),
                .direction = Text(node["direction"]),
                .outcome = Text(node["outcome"]),
                .also_fine = Texts(node["also_fine"]),
                .by = Text(node["by"]),
                .start = Text(node["start"])};
  if (node["voicemail"]) call.voicemail = node["voicemail"].as<bool>();
  return call;
}

CallCase::Run ReadRun(const YAML::Node& node) {
  return {.zone = Text(node["zone"]),
          .account_zone = Text(node["account_zone"]),
          .account = !node["account"] || node["account"].as<bool>(),
          .lines = Texts(node["lines"])};
}

using Reader = std::function<void(const YAML::Node&, CallCase&)>;

const std::map<std::string, Reader>& Keys() {
  using Node = YAML::Node;
  const Reader nothing = [](const Node&, CallCase&) {};
  static const std::map<std::string, Reader> kKeys = {
      {"kind", [](const Node& n, CallCase& c) { c.kind = n.as<std::string>(); }},
      {"rules", nothing},
      {"why", nothing},
      {"zone", [](const Node& n, CallCase& c) { c.zone = n.as<std::string>(); }},
      {"calls",
       [](const Node& n, CallCase& c) {
         for (const Node& one : n) c.calls.push_back(ReadCall(one));
       }},
      {"texts", [](const Node& n, CallCase& c) { c.texts = TextSet(n); }},
      {"tasks", [](const Node& n, CallCase& c) { c.tasks = TextSet(n); }},
      {"problems", [](const Node& n, CallCase& c) { c.problems = Numbers(n); }},
      {"problems_may_be_left_out",
       [](const Node& n, CallCase& c) { c.problems_may_be_left_out = Numbers(n); }},
      {"optional", [](const Node& n, CallCase& c) { c.optional = TextSet(n); }},
      {"task_may_be_dropped",
       [](const Node& n, CallCase& c) { c.task_may_be_dropped = TextSet(n); }},
      {"follow_up_dropped", [](const Node& n, CallCase& c) { c.follow_up_dropped = TextSet(n); }},
      {"held", [](const Node& n, CallCase& c) { c.held = TextSet(n); }},
      {"at_once", [](const Node& n, CallCase& c) { c.at_once = TextSet(n); }},
      {"grouping", [](const Node& n, CallCase& c) { c.loose = n.as<std::string>() == "loose"; }},
      {"never_in_a_text", [](const Node& n, CallCase& c) { c.never_in_a_text = Texts(n); }},
      {"rotated", [](const Node& n, CallCase& c) { c.rotated = n.as<bool>(); }},
      {"runs",
       [](const Node& n, CallCase& c) {
         for (const Node& one : n) c.runs.push_back(ReadRun(one));
       }},
      {"second_run", nothing},
      {"clock_note_expected", [](const Node& n, CallCase& c) { c.clock_note = n.as<bool>(); }},
      {"looks_like", [](const Node& n, CallCase& c) { c.looks_like = n.as<std::string>(); }},
      {"refused", [](const Node& n, CallCase& c) { c.refused = n.as<bool>(); }},
      {"nul_problem_allowed", nothing},
  };
  return kKeys;
}

CallCase ReadCase(const std::filesystem::path& folder) {
  CallCase one{.name = folder.filename().string(), .folder = folder.string()};
  const YAML::Node truth = YAML::LoadFile(one.Path("truth.yaml"));
  for (const auto& field : truth) {
    const auto reader = Keys().find(field.first.as<std::string>());
    if (reader == Keys().end()) {
      std::cerr << one.Path("truth.yaml") << ": nobody reads '" << field.first << "'\n";
      std::abort();
    }
    reader->second(field.second, one);
  }
  return one;
}

}  // namespace

bool CallCase::Has(const std::string& file) const { return std::filesystem::exists(Path(file)); }

std::string CallCase::Path(const std::string& file) const { return folder + "/" + file; }

std::string CallCase::AccountPath() const {
  return Has("account.yaml") ? Path("account.yaml") : std::string();
}

const std::vector<CallCase>& CallCases() {
  static const std::vector<CallCase> kCases = [] {
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(TEXTBACK_CALL_CASES)) {
      if (std::filesystem::exists(entry.path() / "calls.csv")) folders.push_back(entry.path());
    }
    std::sort(folders.begin(), folders.end());
    std::vector<CallCase> cases;
    for (const auto& folder : folders) cases.push_back(ReadCase(folder));
    return cases;
  }();
  return kCases;
}

std::ostream& operator<<(std::ostream& out, const CallCase& one) { return out << one.name; }

}  // namespace textback::testing
