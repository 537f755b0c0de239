// Checks of how files fit into the tree: guards, files that nothing builds, private paths.
#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <set>
#include <string>
#include <string_view>

#include "tidy/checks.h"

namespace textback::tidy {
namespace {

namespace fs = std::filesystem;

// include/textback/model/time.h -> TEXTBACK_MODEL_TIME_H_; src/model/names.h -> TEXTBACK_SRC_...
std::string GuardOf(std::string_view path) {
  std::string guard = "TEXTBACK_";
  constexpr std::string_view kPublic = "include/textback/";
  if (path.starts_with(kPublic)) path.remove_prefix(kPublic.size());
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    guard += std::isalnum(byte) != 0 ? static_cast<char>(std::toupper(byte)) : '_';
  }
  return guard + "_";
}

// The words of a CMake file: its arguments, without comments, quotes and the usual variables.
std::set<std::string> WordsOf(std::string_view cmake) {
  std::set<std::string> words;
  for (std::string line : SplitLines(cmake)) {
    line = line.substr(0, line.find('#'));
    std::replace_if(
        line.begin(), line.end(),
        [](char c) { return c == '(' || c == ')' || c == '"' || c == ';' || c == '\t'; }, ' ');
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      if (end > at) words.insert(line.substr(at, end - at));
      at = end + 1;
    }
  }
  return words;
}

// Every path that a word of `cmake_path` could mean: relative to its own folder, to the root, to
// tests/ and to benchmarks/ (used by textback_test), with and without ".cc" (lists of program
// names).
void AddPaths(const std::string& cmake_path, std::string word, std::set<std::string>& paths) {
  const std::string folder = fs::path(cmake_path).parent_path().generic_string();
  for (const auto& [variable, value] :
       {std::pair<std::string, std::string>{"${PROJECT_SOURCE_DIR}/", "/"},
        {"${CMAKE_SOURCE_DIR}/", "/"},
        {"${CMAKE_CURRENT_SOURCE_DIR}/", ""}}) {
    if (word.starts_with(variable)) word = value + word.substr(variable.size());
  }
  const bool from_top = word.starts_with("/");
  if (from_top) word.erase(0, 1);
  for (const std::string& base : from_top ? std::vector<std::string>{""}
                                          : std::vector<std::string>{folder, std::string("tests"),
                                                                     std::string("benchmarks")}) {
    const fs::path path = (fs::path(base) / word).lexically_normal();
    paths.insert(path.generic_string());
    if (path.extension() != ".cc") paths.insert(path.generic_string() + ".cc");
  }
}

// The paths that an include in `file` could refer to.
std::array<std::string, 4> TargetsOf(const SourceFile& file, const Include& include) {
  const fs::path beside = fs::path(file.path).parent_path() / include.path;
  return {"include/" + include.path, "src/" + include.path, "tests/" + include.path,
          beside.lexically_normal().generic_string()};
}

}  // namespace

Findings CheckHeaderForm(const SourceFile& file) {
  Findings findings;
  if (!file.IsHeader()) return findings;
  if (file.IsPublicHeader() && (file.raw.empty() || !file.raw[0].starts_with("// "))) {
    findings.push_back({file.path, 1, "a public header opens with a comment: what it holds"});
  }
  const std::string guard = GuardOf(file.path);
  const auto has = [&file](const std::string& line) {
    return std::find(file.raw.begin(), file.raw.end(), line) != file.raw.end();
  };
  if (!has("#ifndef " + guard) || !has("#define " + guard) || !has("#endif  // " + guard)) {
    findings.push_back({file.path, 0, "include guard missing or misnamed: it is " + guard});
  }
  return findings;
}

Findings CheckDeadFiles(const std::vector<SourceFile>& files,
                        const std::vector<std::pair<std::string, std::string>>& cmake) {
  std::set<std::string> named;
  for (const auto& [path, content] : cmake) {
    for (const std::string& word : WordsOf(content)) AddPaths(path, word, named);
  }
  std::set<std::string> included;
  for (const SourceFile& file : files) {
    for (const Include& include : file.includes) {
      for (const std::string& target : TargetsOf(file, include)) {
        if (target != file.path) included.insert(target);
      }
    }
  }
  Findings findings;
  for (const SourceFile& file : files) {
    if (file.path == "include/textback/textback.h") continue;  // for applications
    if (file.IsHeader() && !included.contains(file.path)) {
      findings.push_back({file.path, 0, "nothing includes it: use it or remove it"});
    }
    if (!file.IsHeader() && !named.contains(file.path)) {
      findings.push_back({file.path, 0, "no CMakeLists.txt names it: build it or remove it"});
    }
  }
  return findings;
}

Findings CheckPrivatePaths(const std::string& path, const std::string& content) {
  // Split in two, so that this file does not contain what it looks for.
  static const std::array<std::string, 3> kPrivate = {
      std::string("/wo") + "rk/", std::string("/ro") + "ot/", std::string("/ho") + "me/"};
  Findings findings;
  const std::vector<std::string> lines = SplitLines(content);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const std::string& wanted : kPrivate) {
      const std::size_t at = lines[i].find(wanted);
      // "network/x" and "home/x" in the middle of a path are something else.
      if (at == std::string::npos || (at > 0 && IsWordChar(lines[i][at - 1]))) continue;
      findings.push_back({path, i + 1, wanted + ": a path of one machine; make it relative"});
    }
  }
  return findings;
}

}  // namespace textback::tidy
