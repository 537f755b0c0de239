// The architecture as a test: checks every file of the tree. checks.h says what each check
// requires; docs/style.md says why.
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tidy/checks.h"

namespace textback::tidy {
namespace {

const std::string kRoot = TEXTBACK_SOURCE_DIR;

const std::vector<SourceFile>& Sources() {
  static const std::vector<SourceFile> kSources = [] {
    std::vector<SourceFile> sources;
    for (const std::string& path : ListFiles(kRoot, {".h", ".cc"})) {
      sources.push_back(ParseSource(path, ReadFile(kRoot + "/" + path)));
    }
    return sources;
  }();
  return kSources;
}

template <class Check>
Findings OverAll(Check check) {
  Findings all;
  for (const SourceFile& file : Sources()) {
    for (Finding& finding : check(file)) all.push_back(std::move(finding));
  }
  return all;
}

// Prints all findings, one per line.
void ExpectNone(const Findings& findings) {
  if (findings.empty()) return;
  std::ostringstream report;
  for (const Finding& finding : findings) report << finding;
  ADD_FAILURE() << findings.size() << " found:" << report.str();
}

TEST(TidyTest, FindsTheTree) { ASSERT_GT(Sources().size(), 50U) << "looked in " << kRoot; }

TEST(TidyTest, LayersIncludeOnlyWhatTheyMay) {
  Tree tree;
  for (const SourceFile& file : Sources()) tree.insert(file.path);
  ExpectNone(OverAll([&tree](const SourceFile& file) { return CheckIncludes(file, tree); }));
}

TEST(TidyTest, NoBannedCalls) { ExpectNone(OverAll(CheckBanned)); }

TEST(TidyTest, SizesAreKept) { ExpectNone(OverAll(CheckSizes)); }

TEST(TidyTest, HeadersOpenWithACommentAndAreGuarded) { ExpectNone(OverAll(CheckHeaderForm)); }

TEST(TidyTest, EveryFileIsBuilt) {
  std::vector<std::pair<std::string, std::string>> cmake;
  for (const std::string& path : ListFiles(kRoot, {".txt", ".cmake"})) {
    cmake.emplace_back(path, ReadFile(kRoot + "/" + path));
  }
  ExpectNone(CheckDeadFiles(Sources(), cmake));
}

// The files of the engine call each other in one direction only: src/engine/draft.h has their
// order.
TEST(TidyTest, TheEngineHasNoCallCycles) { ExpectNone(CheckCallCycles(Sources(), "src/engine/")); }

TEST(TidyTest, NoPathsOfOneMachine) {
  Findings all;
  for (const std::string& path : ListFiles(kRoot, {})) {
    for (Finding& finding : CheckPrivatePaths(path, ReadFile(kRoot + "/" + path))) {
      all.push_back(std::move(finding));
    }
  }
  ExpectNone(all);
}

}  // namespace
}  // namespace textback::tidy
