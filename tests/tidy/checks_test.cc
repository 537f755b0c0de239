// Tests of the checks: each one is shown something it must report, and something it must not.
#include "tidy/checks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace textback::tidy {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// The first finding for `code` in a file with that name, or "".
std::string First(Findings (*check)(const SourceFile&), const std::string& path,
                  const std::string& code) {
  const Findings findings = check(ParseSource(path, code));
  return findings.empty() ? "" : findings[0].message;
}

std::string Include(const std::string& path, const std::string& what) {
  static const Tree kTree = {"src/model/names.h", "src/engine/draft.h", "tests/engine/world.h"};
  const Findings findings = CheckIncludes(ParseSource(path, "#include " + what + "\n"), kTree);
  return findings.empty() ? "" : findings[0].message;
}

TEST(CheckIncludesTest, LayersLookInwardOnly) {
  EXPECT_EQ(Include("src/engine/step.cc", "\"textback/policy/zone.h\""), "");
  EXPECT_EQ(Include("src/runtime/runtime.cc", "\"textback/ports/storage.h\""), "");
  EXPECT_EQ(Include("src/simulation/play.cc", "\"textback/adapters/memory/storage.h\""), "");
  EXPECT_THAT(Include("src/model/lead.cc", "\"textback/policy/zone.h\""), HasSubstr("must not"));
  EXPECT_THAT(Include("src/text/script.cc", "\"textback/policy/zone.h\""), HasSubstr("must not"));
  EXPECT_THAT(Include("src/engine/step.cc", "\"textback/ports/clock.h\""), HasSubstr("must not"));
  EXPECT_THAT(Include("src/config/x.cc", "\"textback/ports/clock.h\""), HasSubstr("must not"));
  EXPECT_THAT(Include("include/textback/ports/clock.h", "\"textback/engine/step.h\""),
              HasSubstr("must not"));
  EXPECT_THAT(Include("src/adapters/sqlite/x.cc", "\"textback/engine/step.h\""),
              HasSubstr("must not"));
  EXPECT_THAT(Include("src/adapters/sqlite/x.cc", "\"textback/adapters/memory/storage.h\""),
              HasSubstr("must not"));
  EXPECT_THAT(Include("src/runtime/runtime.cc", "\"textback/adapters/memory/storage.h\""),
              HasSubstr("must not"));
  EXPECT_THAT(Include("src/simulation/play.cc", "\"textback/testing/conformance.h\""),
              HasSubstr("must not"));
  EXPECT_THAT(Include("src/engine/step.cc", "\"textback/textback.h\""), HasSubstr("applications"));
  EXPECT_EQ(Include("examples/pure_step.cc", "\"textback/textback.h\""), "");
}

TEST(CheckIncludesTest, OthersHeadersStayWhereTheyBelong) {
  EXPECT_EQ(Include("src/policy/zone.cc", "<date/tz.h>"), "");
  EXPECT_EQ(Include("src/config/account_yaml.cc", "<yaml.h>"), "");
  EXPECT_EQ(Include("src/codec/event_json.cc", "<nlohmann/json.hpp>"), "");
  EXPECT_EQ(Include("src/adapters/sqlite/storage.cc", "<sqlite3.h>"), "");
  EXPECT_EQ(Include("src/runtime/runtime.cc", "<absl/synchronization/mutex.h>"), "");
  EXPECT_THAT(Include("src/model/time.cc", "<date/date.h>"), HasSubstr("no business"));
  EXPECT_THAT(Include("src/engine/step.cc", "<yaml.h>"), HasSubstr("no business"));
  EXPECT_THAT(Include("src/runtime/runtime.cc", "<sqlite3.h>"), HasSubstr("no business"));
  EXPECT_THAT(Include("src/adapters/memory/storage.cc", "<sqlite3.h>"), HasSubstr("no business"));
  EXPECT_THAT(Include("src/adapters/sqlite/storage.cc", "<nlohmann/json.hpp>"),
              HasSubstr("no business"));
  EXPECT_THAT(Include("src/engine/step.cc", "<absl/synchronization/mutex.h>"),
              HasSubstr("no business"));
  EXPECT_THAT(Include("src/engine/step.cc", "<absl/container/flat_hash_map.h>"),
              HasSubstr("no business"));
  EXPECT_THAT(Include("include/textback/policy/zone.h", "<date/tz.h>"), HasSubstr("public header"));
  EXPECT_THAT(Include("include/textback/codec/event_json.h", "<nlohmann/json.hpp>"),
              HasSubstr("public header"));
  EXPECT_THAT(Include("src/codec/event_json.cc", "\"nlohmann/json.hpp\""), HasSubstr("<...>"));
  EXPECT_THAT(Include("src/codec/event_json.cc", "<textback/model/time.h>"), HasSubstr("own"));
}

TEST(CheckIncludesTest, PureLayersHaveNoThreadsClocksOrHashTables) {
  EXPECT_EQ(Include("src/policy/zone.cc", "<mutex>"), "");
  EXPECT_EQ(Include("src/runtime/runtime.cc", "<thread>"), "");
  for (const std::string header : {"thread", "mutex", "atomic", "random", "ctime", "iostream",
                                   "fstream", "filesystem", "unordered_map", "unordered_set"}) {
    for (const std::string layer : {"model", "policy", "text", "engine"}) {
      EXPECT_THAT(Include("src/" + layer + "/x.cc", "<" + header + ">"), HasSubstr("pure"));
    }
  }
}

TEST(CheckIncludesTest, PrivateHeadersStayPrivate) {
  EXPECT_EQ(Include("src/model/text.cc", "\"model/names.h\""), "");
  EXPECT_EQ(Include("tests/model/names_test.cc", "\"model/names.h\""), "");
  EXPECT_EQ(Include("tests/engine/step_test.cc", "\"engine/world.h\""), "");
  EXPECT_EQ(Include("tests/runtime/runtime_test.cc", "\"engine/world.h\""), "");
  EXPECT_THAT(Include("tests/runtime/x_test.cc", "\"engine/draft.h\""), HasSubstr("look into"));
  EXPECT_EQ(Include("src/text/script.cc", "\"model/names.h\""), "");
  EXPECT_EQ(Include("src/adapters/sqlite/x.cc", "\"adapters/checks.h\""), "");
  EXPECT_THAT(Include("src/model/text.cc", "\"text/fold.h\""), HasSubstr("another layer"));
  EXPECT_THAT(Include("src/codec/x.cc", "\"model/names.h\""), HasSubstr("another layer"));
  EXPECT_THAT(Include("src/adapters/sqlite/x.cc", "\"adapters/memory/x.h\""),
              HasSubstr("another layer"));
  EXPECT_THAT(Include("src/testing/x.cc", "\"runtime/worker.h\""), HasSubstr("another layer"));
  EXPECT_THAT(Include("tests/engine/step_test.cc", "\"model/names.h\""), HasSubstr("look into"));
  EXPECT_THAT(Include("include/textback/model/text.h", "\"model/names.h\""), HasSubstr("nothing"));
  EXPECT_THAT(Include("examples/pure_step.cc", "\"model/names.h\""), HasSubstr("own folder"));
}

TEST(CheckIncludesTest, EveryFileHasALayer) {
  EXPECT_THAT(Include("src/nowhere/x.cc", "<vector>"), HasSubstr("no layer"));
}

TEST(CheckBannedTest, FindsEachBan) {
  const std::vector<std::string> bad = {
      "auto t = time(nullptr);",
      "auto t = std::time(nullptr);",
      "auto t = ::time(nullptr);",
      "auto t = std::chrono::system_clock::now();",
      "auto t = std::chrono::steady_clock::now();",
      "auto t = absl::Now();",
      "int i = rand();",
      "std::random_device device;",
      "auto* tm = localtime(&t);",
      "auto* tm = gmtime_r(&t, &out);",
      "const char* e = std::getenv(name);",
      "printf(format);",
      "std::cout << x;",
      "std::this_thread::sleep_for(d);",
      "throw std::runtime_error(why);",
      "assert(x);",
      "std::unordered_map<int, int> m;",
      "absl::flat_hash_map<int, int> m;",
      "int i = std::stoi(s);",
      "using namespace std;",
      "int i = 0;  // TO"
      "DO: later",
      "int i = 0;  // FIX"
      "ME",
  };
  for (const std::string& line : bad) {
    EXPECT_NE(First(CheckBanned, "src/engine/x.cc", line), "") << line;
  }
}

TEST(CheckBannedTest, LeavesTheRestAlone) {
  const std::vector<std::string> good = {
      "// time(0), rand(), throw: words in a comment",
      "f(\"printf(std::cout) using namespace throw\");",
      "x.time(); y->rand(); Zone::localtime();",
      "mtime(x); static_assert(true); strtime(3); snprintf(b, n, f);",
      "using namespace std::chrono_literals;",
      "absl::StrAppend(&s, x); Rethrow();",
  };
  for (const std::string& line : good) {
    EXPECT_EQ(First(CheckBanned, "src/engine/x.cc", line), "") << line;
  }
  EXPECT_EQ(First(CheckBanned, "src/adapters/system/clock.cc", "system_clock::now();"), "");
  EXPECT_EQ(First(CheckBanned, "bindings/python/module.cc", "throw py::value_error(m);"), "");
  EXPECT_EQ(First(CheckBanned, "bindings/python/module.cc", "std::getenv(n);"), "");
  EXPECT_EQ(First(CheckBanned, "tests/x/x_test.cc", "std::cout << steady_clock::now();"), "");
  EXPECT_NE(First(CheckBanned, "src/x/x.h", "using namespace std::chrono_literals;"), "");
  EXPECT_NE(First(CheckBanned, "bindings/python/module.cc", "system_clock::now();"), "");
}

TEST(CheckSizesTest, Columns) {
  EXPECT_EQ(First(CheckSizes, "src/x/x.cc", "// " + std::string(97, 'x')), "");
  EXPECT_THAT(First(CheckSizes, "src/x/x.cc", "// " + std::string(98, 'x')), HasSubstr("101"));
  std::string umlauts = "// ";
  for (int i = 0; i < 97; ++i) umlauts += "\xC3\xA9";
  EXPECT_EQ(First(CheckSizes, "src/x/x.cc", umlauts), "");
  EXPECT_EQ(First(CheckSizes, "src/x/x.cc", "// https://" + std::string(98, 'x')), "");
}

std::string Lines(std::size_t count, const std::string& line) {
  std::string lines;
  for (std::size_t i = 0; i < count; ++i) lines += line + "\n";
  return lines;
}

TEST(CheckSizesTest, FileLengths) {
  EXPECT_EQ(First(CheckSizes, "src/x/x.cc", Lines(400, "int i;")), "");
  EXPECT_THAT(First(CheckSizes, "src/x/x.cc", Lines(401, "int i;")), HasSubstr("at most 400"));
  EXPECT_EQ(First(CheckSizes, "tests/x/x_test.cc", Lines(500, "int i;")), "");
  EXPECT_THAT(First(CheckSizes, "tests/x/x_test.cc", Lines(501, "x;")), HasSubstr("at most 500"));
  EXPECT_THAT(First(CheckSizes, "include/textback/x/x.h", Lines(201, "// x")),
              HasSubstr("at most 200"));
}

TEST(CheckSizesTest, Comments) {
  const std::string path = "include/textback/x/x.h";
  EXPECT_EQ(First(CheckSizes, path, Lines(20, "int i;")), "");
  EXPECT_EQ(First(CheckSizes, path, Lines(25, "int i;  // so")), "");
  EXPECT_EQ(First(CheckSizes, path, Lines(10, "// so") + Lines(30, "int i;")), "");
  EXPECT_THAT(First(CheckSizes, path, Lines(9, "// so") + Lines(31, "int i;")), HasSubstr("22 %"));
  EXPECT_EQ(First(CheckSizes, "src/x/x.h", Lines(40, "int i;")), "");
}

// A function of `lines` lines, with `head` as its first.
std::string Function(const std::string& head, std::size_t lines) {
  return "namespace x {\n" + head + " {\n" + Lines(lines - 2, "  if (a) { b(); }") + "}\n}\n";
}

TEST(CheckSizesTest, FunctionLengths) {
  const std::vector<std::string> heads = {
      "void F()",
      "int F(int a = 3) const noexcept",
      "template <class T = int> std::vector<T> F(const T& t)",
      "bool operator==(const X& a, const X& b)",
      "bool X::operator()(int a)",
      "X::X(int a) : a_(a), b_(2)",
      "TEST(ThisTest, DoesThat)",
      "auto F(int a) -> std::optional<int>",
  };
  for (const std::string& head : heads) {
    EXPECT_EQ(First(CheckSizes, "src/x/x.cc", Function(head, 70)), "") << head;
    EXPECT_THAT(First(CheckSizes, "src/x/x.cc", Function(head, 71)), HasSubstr("71 lines")) << head;
  }
  const std::string two_line_head = Function("void F(int a,\n       int b)", 70);
  EXPECT_THAT(First(CheckSizes, "src/x/x.cc", two_line_head), HasSubstr("71 lines"));
}

TEST(CheckSizesTest, OnlyFunctionsAreFunctions) {
  for (const std::string head :
       {"class X", "struct X : public Y", "namespace y", "enum class X : std::uint8_t",
        "const std::array<int, 80> kTable =", "const auto kTable = Make(3, 4) ="}) {
    const std::string body = head + " {\n" + Lines(80, "  a,") + "};\n";
    EXPECT_EQ(First(CheckSizes, "src/x/x.cc", body), "") << head;
  }
  const std::string several = Function("void F()", 60) + Function("void G()", 60);
  EXPECT_EQ(First(CheckSizes, "src/x/x.cc", several), "");
}

TEST(CheckHeaderFormTest, CommentAndGuard) {
  const std::string guard =
      "#ifndef TEXTBACK_MODEL_X_H_\n#define TEXTBACK_MODEL_X_H_\n#endif  // TEXTBACK_MODEL_X_H_\n";
  const std::string path = "include/textback/model/x.h";
  EXPECT_EQ(First(CheckHeaderForm, path, "// An x.\n" + guard), "");
  EXPECT_THAT(First(CheckHeaderForm, path, guard), HasSubstr("comment"));
  EXPECT_THAT(First(CheckHeaderForm, "include/textback/model/y.h", "// A y.\n" + guard),
              HasSubstr("TEXTBACK_MODEL_Y_H_"));
  EXPECT_THAT(First(CheckHeaderForm, "src/model/x.h", "#pragma once\n"),
              HasSubstr("TEXTBACK_SRC_MODEL_X_H_"));
}

TEST(CheckDeadFilesTest, EverythingIsBuilt) {
  const std::vector<SourceFile> files = {
      ParseSource("src/model/time.cc", "#include \"textback/model/time.h\"\n"),
      ParseSource("include/textback/model/time.h", ""),
      ParseSource("examples/pure_step.cc", "#include \"helper.h\"\n"),
      ParseSource("examples/helper.h", ""),
      ParseSource("tests/engine/step_test.cc", ""),
  };
  const std::vector<std::pair<std::string, std::string>> cmake = {
      {"src/CMakeLists.txt", "textback_layer(core\n  SOURCES model/time.cc model/gone.cc)\n"},
      {"examples/CMakeLists.txt", "foreach(example pure_step other)\n"},
      {"tests/engine/CMakeLists.txt", "textback_test(step_test SOURCES engine/step_test.cc)"},
  };
  EXPECT_THAT(CheckDeadFiles(files, cmake), IsEmpty());
}

TEST(CheckDeadFilesTest, FindsDeadOnes) {
  const std::vector<SourceFile> files = {
      ParseSource("src/model/dead.cc", "#include \"model/dead.h\"\n"),
      ParseSource("src/model/lonely.h", "#include \"model/lonely.h\"\n"),
      ParseSource("src/model/dead.h", ""),
  };
  const std::vector<std::pair<std::string, std::string>> cmake = {
      {"src/CMakeLists.txt", "textback_layer(core SOURCES  # model/dead.cc\n)"},
      {"CMakeLists.txt", "model/dead.cc"},
  };
  const Findings findings = CheckDeadFiles(files, cmake);
  ASSERT_THAT(findings, SizeIs(2));
  EXPECT_EQ(findings[0].path, "src/model/dead.cc");
  EXPECT_EQ(findings[1].path, "src/model/lonely.h");
}

TEST(CheckPrivatePathsTest, FindsThem) {
  const std::string work = std::string("/wo") + "rk/";
  const std::string root = std::string("/ro") + "ot/";
  EXPECT_THAT(CheckPrivatePaths("x.md", "see " + work + "shared"), SizeIs(1));
  EXPECT_THAT(CheckPrivatePaths("x.md", "a\nb\n\"" + root + "x\""), SizeIs(1));
  EXPECT_THAT(CheckPrivatePaths("x.md", "../net" + work + "x and frame" + work), IsEmpty());
}

}  // namespace
}  // namespace textback::tidy
