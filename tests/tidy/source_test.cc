// Tests of the reader used by the checks: what is code, what is comment, what is neither.
#include "tidy/source.h"

#include <gtest/gtest.h>

#include <string>

namespace textback::tidy {
namespace {

std::string CodeOf(const std::string& line) { return ParseSource("src/x/x.cc", line).code.at(0); }

TEST(SourceTest, BlanksComments) {
  EXPECT_EQ(CodeOf("a(); // rand()"), "a();          ");
  EXPECT_EQ(CodeOf("a(/* rand() */);"), "a(            );");
  const SourceFile file = ParseSource("src/x/x.cc", "/* one\ntwo */ three();\n");
  EXPECT_EQ(file.code.at(0), "      ");
  EXPECT_EQ(file.code.at(1), "       three();");
  EXPECT_EQ(file.text.at(1), "two */         ");
}

TEST(SourceTest, BlanksLiterals) {
  EXPECT_EQ(CodeOf(R"(f("rand() // \" no comment");)"), R"(f("                       ");)");
  EXPECT_EQ(CodeOf("f('\"'); g();"), "f(' '); g();");
  EXPECT_EQ(CodeOf("f('\\''); g();"), "f('  '); g();");
  EXPECT_EQ(CodeOf("f(1'000'000); g();"), "f(1'000'000); g();");
  EXPECT_EQ(CodeOf("f(0xFF'FFU, 'x');"), "f(0xFF'FFU, ' ');");
}

TEST(SourceTest, BlanksRawStrings) {
  const SourceFile file =
      ParseSource("src/x/x.cc", "f(R\"sql(\nrand(); \" // throw\n)sql\"); g();\n");
  ASSERT_EQ(file.code.size(), 3U);
  EXPECT_EQ(file.code[1].find("rand"), std::string::npos);
  EXPECT_EQ(file.code[2], "     ); g();");
  EXPECT_EQ(file.text[1].find("throw"), std::string::npos);
}

TEST(SourceTest, FindsIncludes) {
  const SourceFile file = ParseSource("src/x/x.cc",
                                      "#include <vector>\n"
                                      "// #include <thread>\n"
                                      "#  include \"textback/model/time.h\"  // why\n");
  ASSERT_EQ(file.includes.size(), 2U);
  EXPECT_EQ(file.includes[0].path, "vector");
  EXPECT_TRUE(file.includes[0].angle);
  EXPECT_EQ(file.includes[1].path, "textback/model/time.h");
  EXPECT_FALSE(file.includes[1].angle);
  EXPECT_EQ(file.includes[1].line, 3U);
}

TEST(SourceTest, KnowsLayers) {
  EXPECT_EQ(LayerOf("include/textback/model/time.h"), "model");
  EXPECT_EQ(LayerOf("src/engine/step.cc"), "engine");
  EXPECT_EQ(LayerOf("src/adapters/sqlite/storage.cc"), "adapters/sqlite");
  EXPECT_EQ(LayerOf("include/textback/textback.h"), "map");
  EXPECT_EQ(LayerOf("tests/engine/step_test.cc"), "tests");
  EXPECT_EQ(LayerOf("README.md"), "");
}

TEST(SourceTest, FindsWholeWords) {
  EXPECT_EQ(FindWord("x = time(0)", "time("), 4U);
  EXPECT_EQ(FindWord("x = mtime(0)", "time("), std::string::npos);
  EXPECT_EQ(FindWord("throws, throw;", "throw"), 8U);
}

}  // namespace
}  // namespace textback::tidy
