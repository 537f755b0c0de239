// Finds which file of a folder calls which, using only the text of the files.
//
// A file calls another one if it names a function, followed by '(', that the other one defines
// outside its anonymous namespaces and that it does not define itself. Only names are compared: a
// name that two files define counts for both.
#include <cctype>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "tidy/checks.h"

namespace textback::tidy {
namespace {

// The name before the parameter list of `head`: "PlanStep" for "void PlanStep(Draft& draft)",
// "Check" for "Verdict Draft::Check(const Ask& ask)".
std::string NameBeforeParameters(std::string_view head) {
  const std::size_t end = head.find('(');
  if (end == std::string_view::npos) return "";
  std::size_t begin = end;
  while (begin > 0 && IsWordChar(head[begin - 1])) --begin;
  return std::string(head.substr(begin, end - begin));
}

// The functions that a file defines at namespace level.
struct Definitions {
  std::set<std::string> shared;  // outside of anonymous namespaces
  std::set<std::string> all;
};

class DefinitionReader {
 public:
  Definitions Read(const SourceFile& file) {
    for (const std::string& code : file.code) {
      const std::size_t first = code.find_first_not_of(" \t");
      if (first != std::string::npos && code[first] == '#') continue;
      for (const char c : code) Take(c);
      head_ += ' ';
    }
    return std::move(found_);
  }

 private:
  enum class Block { kNamespace, kAnonymous, kOther };

  void Take(char c) {
    if (c == '(') ++parentheses_;
    if (c == ')') --parentheses_;
    if (c == '{') return Open();
    if (c == '}') return Close();
    if (c == ';' && parentheses_ == 0) return head_.clear();
    head_ += c;
  }

  void Open() {
    const std::size_t begin = head_.find_first_not_of(' ');
    const std::string head = begin == std::string::npos ? "" : head_.substr(begin);
    if (head.starts_with("namespace")) {
      const bool named = head.find_last_not_of(' ') >= std::string_view("namespace").size();
      blocks_.push_back(named ? Block::kNamespace : Block::kAnonymous);
    } else {
      if (AtNamespaceLevel() && OpensFunction(head)) Add(NameBeforeParameters(Bare(head)));
      blocks_.push_back(Block::kOther);
    }
    if (parentheses_ == 0) head_.clear();
  }

  void Close() {
    if (!blocks_.empty()) blocks_.pop_back();
    if (parentheses_ == 0) head_.clear();
  }

  bool AtNamespaceLevel() const { return !Holds(Block::kOther); }
  bool Holds(Block wanted) const {
    for (const Block block : blocks_) {
      if (block == wanted) return true;
    }
    return false;
  }

  void Add(const std::string& name) {
    if (name.empty()) return;
    found_.all.insert(name);
    if (!Holds(Block::kAnonymous)) found_.shared.insert(name);
  }

  Definitions found_;
  std::string head_;  // since the last ';', '{' or '}'
  std::vector<Block> blocks_;
  int parentheses_ = 0;
};

// Every name that is followed by '('.
std::set<std::string> NamesCalled(const SourceFile& file) {
  std::set<std::string> names;
  for (const std::string& code : file.code) {
    for (std::size_t open = code.find('('); open != std::string::npos;
         open = code.find('(', open + 1)) {
      std::size_t begin = open;
      while (begin > 0 && IsWordChar(code[begin - 1])) --begin;
      if (begin < open) names.insert(code.substr(begin, open - begin));
    }
  }
  return names;
}

// For each file, the files that it calls, each with one of the functions.
using Calls = std::map<std::string, std::map<std::string, std::string>>;

Calls CallsIn(const std::vector<SourceFile>& files, const std::string& folder) {
  std::map<std::string, std::vector<std::string>> defined_in;
  std::map<std::string, Definitions> definitions;
  std::vector<const SourceFile*> sources;
  for (const SourceFile& file : files) {
    if (!file.StartsWith(folder) || file.IsHeader()) continue;
    sources.push_back(&file);
    Definitions& own = definitions[file.path] = DefinitionReader().Read(file);
    for (const std::string& name : own.shared) defined_in[name].push_back(file.path);
  }
  Calls calls;
  for (const SourceFile* file : sources) {
    for (const std::string& name : NamesCalled(*file)) {
      if (definitions[file->path].all.contains(name)) continue;
      const auto found = defined_in.find(name);
      if (found == defined_in.end()) continue;
      for (const std::string& other : found->second) calls[file->path].emplace(other, name);
    }
  }
  return calls;
}

// Follows the calls from file to file; meeting a file again on the way is a cycle.
class CycleFinder {
 public:
  explicit CycleFinder(const Calls& calls) : calls_(calls) {}

  Findings Run() {
    for (const auto& [file, called] : calls_) Visit(file);
    return std::move(findings_);
  }

 private:
  void Visit(const std::string& file) {
    if (done_.contains(file)) return;
    for (std::size_t i = 0; i < way_.size(); ++i) {
      if (way_[i] == file) return Report(i);
    }
    way_.push_back(file);
    if (const auto called = calls_.find(file); called != calls_.end()) {
      for (const auto& [other, name] : called->second) Visit(other);
    }
    way_.pop_back();
    done_.insert(file);
  }

  void Report(std::size_t from) {
    std::string cycle;
    for (std::size_t i = from; i < way_.size(); ++i) {
      const std::string& next = i + 1 < way_.size() ? way_[i + 1] : way_[from];
      cycle += way_[i] + " calls " + calls_.at(way_[i]).at(next) + " of ";
    }
    findings_.push_back({way_[from], 0,
                         "a cycle of calls: " + cycle + way_[from] +
                             ": move what both need into a file below them"});
  }

  const Calls& calls_;
  Findings findings_;
  std::vector<std::string> way_;
  std::set<std::string> done_;
};

}  // namespace

Findings CheckCallCycles(const std::vector<SourceFile>& files, const std::string& folder) {
  const Calls calls = CallsIn(files, folder);
  return CycleFinder(calls).Run();
}

}  // namespace textback::tidy
