// docs/texts.md is the page of the built-in words: a person who changes them reads it again.
#include "textback/config/texts_page.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(TextsPageTest, TheDocumentIsUpToDate) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/docs/texts.md");
  const std::string written{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(TextsPage(), written) << "the words have changed: run  make texts  and read the page";
}

TEST(TextsPageTest, EveryTextOfThePlaybooksIsThere) {
  const std::string page = TextsPage();
  for (const PlaybookFile& file : BuiltInPlaybooks().of) {
    if (file.playbook == nullptr) continue;
    for (const Script::Entry& entry : file.script->entries()) {
      const LintExample example = RenderExample(
          {.step = entry.step,
           .locale = entry.locale,
           .body = &entry.words,
           .trade_words = file.script->trades().SaidIn(
               entry.locale, entry.trade.empty() ? TradeId::Of("kitchen") : entry.trade),
           .reason_words = file.script->reasons().In(entry.locale, Schedule::kOpen).value_or("")});
      EXPECT_THAT(page, HasSubstr("| " + example.text + " |"));
    }
  }
}

TEST(TextsPageTest, APlaybookOfOnesOwnHasAPage) {
  const absl::StatusOr<PlaybookFile> file =
      LoadPlaybook(std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/plumber.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  const std::string page = TextsPageOf(*file);
  EXPECT_THAT(page, HasSubstr("# plumber\n"));
  EXPECT_THAT(page, HasSubstr("| en | drain | Alex from Northside Renovations here."));
  EXPECT_THAT(page, Not(HasSubstr("Why nobody answered")));
  EXPECT_THAT(page, Not(HasSubstr("{")));
}

}  // namespace
}  // namespace textback
