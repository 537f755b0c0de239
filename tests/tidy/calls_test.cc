// Tests of the check for call cycles: what it must report, and what not.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tidy/checks.h"

namespace textback::tidy {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Findings Cycles(const std::vector<std::pair<std::string, std::string>>& sources) {
  std::vector<SourceFile> files;
  for (const auto& [path, code] : sources)
    files.push_back(ParseSource(path, "namespace textback {\n" + code + "\n}  // namespace\n"));
  return CheckCallCycles(files, "src/engine/");
}

TEST(CheckCallCyclesTest, DownwardIsFine) {
  EXPECT_THAT(Cycles({{"src/engine/top.cc", "void Top() { Middle(); Low(); }"},
                      {"src/engine/middle.cc", "void Middle() { Low(); }"},
                      {"src/engine/low.cc", "int Low() { return 1; }"}}),
              IsEmpty());
}

TEST(CheckCallCyclesTest, TwoFilesThatCallEachOther) {
  const Findings findings = Cycles({{"src/engine/a.cc", "void A(int x) {\n  if (x) B();\n}"},
                                    {"src/engine/b.cc", "void B() { A(1); }"}});
  ASSERT_THAT(findings, SizeIs(1));
  EXPECT_THAT(findings[0].message, HasSubstr("src/engine/a.cc calls B of src/engine/b.cc calls A"));
}

TEST(CheckCallCyclesTest, ALongerWayRound) {
  const Findings findings = Cycles({{"src/engine/a.cc", "void A() { B(); }"},
                                    {"src/engine/b.cc", "void B() { C(); }"},
                                    {"src/engine/c.cc", "void C() { draft.Move(A()); }"},
                                    {"src/engine/d.cc", "void D() { A(); B(); C(); }"}});
  ASSERT_THAT(findings, SizeIs(1));
  for (const char* file : {"a.cc", "b.cc", "c.cc"})
    EXPECT_THAT(findings[0].message, HasSubstr(file));
}

TEST(CheckCallCyclesTest, MembersCountLikeFunctions) {
  EXPECT_THAT(Cycles({{"src/engine/draft.cc", "void Draft::Move() { Plan(*this); }"},
                      {"src/engine/plan.cc", "void Plan(Draft& draft) { draft.Move(); }"}}),
              SizeIs(1));
}

// A file's anonymous functions belong to it alone, whatever their names.
TEST(CheckCallCyclesTest, AnonymousFunctionsAreTheFilesOwn) {
  EXPECT_THAT(Cycles({{"src/engine/a.cc", "namespace {\nvoid Help() {}\n}\nvoid A() { B(); }"},
                      {"src/engine/b.cc", "namespace {\nvoid Help() {}\n}\nvoid B() { Help(); }"}}),
              IsEmpty());
}

TEST(CheckCallCyclesTest, OtherFoldersAndCommentsDontCount) {
  EXPECT_THAT(Cycles({{"src/engine/a.cc", "void A() { B(); }"},
                      {"src/engine/b.cc", "// A() is above.\nvoid B() { Say(\"A()\"); }"},
                      {"src/runtime/c.cc", "void B() { A(); }"},
                      {"src/engine/b.h", "inline void B2() { A(); }"}}),
              IsEmpty());
}

}  // namespace
}  // namespace textback::tidy
