// R53: lint warns of links that a service has shortened, in what the template itself says.
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "textback/config/lint_yaml.h"
#include "textback/text/lint.h"

namespace textback {
namespace {

std::optional<LintFinding> ShortLinkIn(std::string_view body, std::string_view trade = "kitchen") {
  const Template compiled = *Template::Compile(body);
  const LintSubject subject{
      .step = *StepName::Parse("text_2"), .locale = "en", .body = &compiled, .trade_words = trade};
  for (LintFinding& finding : Lint(subject, *BuiltInLintWords())) {
    if (finding.id == "link_shortener") return std::move(finding);
  }
  return std::nullopt;
}

TEST(ShortLinks, AreWarnedOf) {
  for (const std::string_view link :
       {"bit.ly/3xAmple", "https://bit.ly/3xAmple", "http://www.tinyurl.com/x", "BIT.LY/x",
        "(t.co/x)", "goo.gl/x.", "rebrand.ly/kitchen", "is.gd/x", "ｂｉｔ．ｌｙ/x", "bit.ly"}) {
    const std::string body = "{person} of {business}. See " + std::string(link) + " for pictures.";
    const std::optional<LintFinding> finding = ShortLinkIn(body);
    ASSERT_TRUE(finding.has_value()) << link;
    EXPECT_EQ(finding->rule, "R53");
    EXPECT_EQ(finding->severity, Severity::kWarning);
    EXPECT_EQ(finding->line, 1);
    EXPECT_EQ(finding->column, 29) << link;
    EXPECT_NE(finding->message.find("carriers filter"), std::string::npos);
    EXPECT_FALSE(finding->fix.empty());
  }
}

TEST(ShortLinks, OtherAddressesAndWordsAreNone) {
  for (const std::string_view body :
       {"See northside.example/kitchen.", "See www.northside.ca.", "A bit. Lyon is far.",
        "Write to office@northside.example.", "See habit.ly.example/x.", "At.co is no word.",
        "Your {trade|project}."}) {
    EXPECT_FALSE(ShortLinkIn(body).has_value()) << body;
  }
  // A value is nobody's wording.
  EXPECT_FALSE(ShortLinkIn("Your {trade|project}.", "bit.ly/x").has_value());
}

}  // namespace
}  // namespace textback
