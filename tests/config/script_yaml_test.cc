// The words of a playbook from YAML. R50-R53: words that break a rule are refused when they are
// read, not when they are sent.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kSmall = R"(name: small
steps:
  - name: text_1
    class: response
    needs: response
    delay: 20s
    arms: {control: 1, short: 1}
  - name: text_2
    class: proactive
    needs: inquiry
    after: text_1
    delay: 3d
languages:
  en:
    footer: "Call {callback}. STOP to opt out."
    trades: {kitchen: kitchen, general: renovation}
    words:
      text_1:
        plain: "{person} here from {business}, we missed your call. What is it about?"
        late: "{person} from {business}, late: we missed your call. What is it about?"
        arms:
          short:
            plain: "{person}, {business}. We missed your call. What now?"
      text_2:
        plain:
          any: |
            {person} from {business}.
            How is your {trade|project}?
          kitchen: "{person} from {business}. How is the kitchen?"
  fr:
    footer: "{callback}. ARRET pour terminer."
    words:
      text_1:
        plain: "{person} de {business}, j'ai manqué votre appel. Que puis-je faire?"
)";

std::string With(std::string_view from, std::string_view to) {
  std::string yaml(kSmall);
  const std::size_t at = yaml.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  yaml.replace(at, from.size(), to);
  return yaml;
}

std::string ErrorOf(std::string_view yaml) {
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(yaml, "p.yaml");
  if (file.ok()) return "no error";
  EXPECT_EQ(file.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(file.status().message());
}

std::string Found(const Script& script, std::string_view step, Script::Key key) {
  key.step = *StepName::Parse(step);
  return script.Find(key).body->source();
}

TEST(ScriptYamlTest, ReadsWordsByVariantTradeArmAndLanguage) {
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(kSmall, "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  const Script& script = *file->script;
  EXPECT_THAT(Found(script, "text_1", {.variant = Variant::kLate, .locale = "en"}),
              HasSubstr("late:"));
  EXPECT_THAT(Found(script, "text_1", {.arm = *ArmName::Parse("short"), .locale = "en"}),
              HasSubstr("What now?"));
  EXPECT_THAT(Found(script, "text_1", {.variant = Variant::kLate, .locale = "fr"}),
              HasSubstr("manqué"));
  EXPECT_EQ(Found(script, "text_2", {.trade = TradeId::Of("basement"), .locale = "en"}),
            "{person} from {business}.\nHow is your {trade|project}?");
  EXPECT_EQ(Found(script, "text_2", {.trade = TradeId::Of("kitchen"), .locale = "en"}),
            "{person} from {business}. How is the kitchen?");
  EXPECT_EQ(script.FooterOf("fr")->source(), "{callback}. ARRET pour terminer.");
  EXPECT_EQ(script.trades().SaidIn("en", TradeId::Of("general")), "renovation");
  EXPECT_EQ(script.trades().SaidIn("en", TradeId::Of("bathroom")), "");
  EXPECT_NE(script.stand_ins(), nullptr);
}

// R53: one language may have words for a trade that only another language names.
TEST(ScriptYamlTest, TradesAreThoseOfTheFile) {
  std::string yaml =
      With("{kitchen: kitchen", "{water_heater: {say: water heater, heard: [boiler]}");
  yaml.replace(yaml.find("          kitchen:"), 18, "          drain:");
  yaml.replace(yaml.find("    words:\n      text_1:\n        plain: \"{person} de"), 10,
               "    trades: {drain: égout}\n    words:");
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(yaml, "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status() << yaml;
  const Script& script = *file->script;
  EXPECT_THAT(script.trades().all(),
              ::testing::ElementsAre(TradeId::Of("water_heater"), TradeId::Of("general"),
                                     TradeId::Of("drain")));
  EXPECT_EQ(script.trades().SaidIn("en", TradeId::Of("water_heater")), "water heater");
  EXPECT_EQ(script.trades().SaidIn("fr", TradeId::Of("drain")), "égout");
  EXPECT_EQ(script.trades().HeardIn("the Boiler leaks"), TradeId::Of("water_heater"));
  EXPECT_EQ(script.trades().HeardIn("a water heater"), TradeId()) << "how it is said isn't heard";
  EXPECT_EQ(Found(script, "text_2", {.trade = TradeId::Of("drain"), .locale = "en"}),
            "{person} from {business}. How is the kitchen?");
  EXPECT_EQ(Found(script, "text_2", {.trade = TradeId::Of("water_heater"), .locale = "en"}),
            "{person} from {business}.\nHow is your {trade|project}?");
}

struct Mistake {
  std::string yaml;
  std::string message;  // the beginning of the error
};

TEST(ScriptYamlTest, MistakesAreNamedWithLineAndColumn) {
  const std::vector<Mistake> mistakes = {
      {With("{person} here", "{persn} here"),
       "p.yaml:19: languages.en.words.text_1.plain: column 1: unknown field 'persn'"},
      {With(", late:", ", [late:"),
       "p.yaml:20: languages.en.words.text_1.late: column 27: this clause is never closed"},
      // The second line of a block, line 28 of the file.
      {With("{trade|project}", "{trade}"),
       "p.yaml:28: languages.en.words.text_2.plain.any: column 13: 'trade' may be unknown"},
      {With("Call {callback}", "Call {callback"),
       "p.yaml:15: languages.en.footer: column 6: this brace is never closed"},
      {With("any: |\n", "any: [a]\n          basement: |\n"),
       "p.yaml:26: languages.en.words.text_2.plain.any: a list where"},
      {With("        late:", "        latte:"),
       "p.yaml:20: languages.en.words.text_1: unknown field 'latte'; did you mean late?"},
      {With("          any: |", "          basement: |"),
       "p.yaml:26: languages.en.words.text_2.plain.any: missing"},
      {With("          kitchen: \"", "          kichen: \""),
       "p.yaml:29: languages.en.words.text_2.plain: no trade 'kichen' under trades, in any "
       "language; "
       "did you mean kitchen?"},
      {With("          short:", "          long:"),
       "p.yaml:22: languages.en.words.text_1.arms.long: step 'text_1' has no such arm"},
      {With("{control: 1, short: 1}", "{control: 1, short: 1, third: 1}"),
       "p.yaml:14: languages.en.words.text_1.arms: 'control' and 'third' have no words of their "
       "own and would say the same; give words to one, or take the test out"},
      {With("      text_2:\n        plain:\n", "      text_7:\n        plain:\n"),
       "p.yaml:24: languages.en.words: no step 'text_7'; did you mean text_1?"},
      {With("plain: \"{person} de", "late: \"{person} de"),
       "p.yaml:34: languages.fr.words.text_1.plain: missing"},
      {With("{kitchen: kitchen", "{kichen: kitchen"),
       "p.yaml:29: languages.en.words.text_2.plain: no trade 'kitchen' under trades, in any "
       "language; did you mean kichen?"},
      {With("    trades: {kitchen: kitchen, general: renovation}\n", ""),
       "p.yaml:28: languages.en.words.text_2.plain: no trade 'kitchen' under trades, in any "
       "language; no playbook names any"},
      {With("{kitchen: kitchen", "{kit chen: kitchen"),
       "p.yaml:16: languages.en.trades: trade: character 4 is a space"},
      {With("{kitchen: kitchen", "{any: kitchen"),
       "p.yaml:16: languages.en.trades.any: stands for"},
      {With("{kitchen: kitchen", "{kitchen: [a]"),
       "p.yaml:16: languages.en.trades.kitchen: empty; write it"},
      {With("{kitchen: kitchen", "{kitchen: {heard: [range]}"),
       "p.yaml:16: languages.en.trades.kitchen.say: missing"},
      {With("{kitchen: kitchen", "{kitchen: {say: kitchen, heared: [range]}"),
       "p.yaml:16: languages.en.trades.kitchen: unknown field 'heared'; did you mean heard?"},
      {With("{kitchen: kitchen, general: renovation",
            "{kitchen: {say: a, heard: [it]}, general: {say: b, heard: [IT]}"),
       "p.yaml:16: languages.en.trades.general: 'IT' names the trade 'kitchen' already"},
      {With("  fr:", "  French:"), "p.yaml:30: languages: 'French' is not a language"},
      {With("    footer: \"{callback}. ARRET pour terminer.\"\n", ""),
       "p.yaml:31: languages.fr.footer: missing"},
      {"name: x\nsteps: [{name: a, class: response, needs: response, delay: 1s}]\nlanguages: {}\n",
       "p.yaml:3: languages: none; add one"},
      {"name: x\nsteps: [{name: a, class: response, needs: response, delay: 1s}]\nlanguages:\n  "
       "en: {footer: x, words: {}}\n",
       "p.yaml:4: languages.en.words: no words for step 'a'"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

// R50-R53: a lint error rejects the file and names the place.
TEST(ScriptYamlTest, WhatLintFindsWrongIsAnError) {
  const std::vector<Mistake> mistakes = {
      {With("{person} here", "We are here"), "(R50 identity_person)"},
      {With("from {business}, we", "from us, we"), "(R50 identity_business)"},
      {With("from {business}, we", "from us[, {business}, {name}], we"), "(R50 identity_business)"},
      {With("Call {callback}.", "Call us."), "(R50 contact)"},
      {With("STOP to opt out", "Thanks"), "(R50 way_to_stop)"},
      {With("ARRET pour terminer", "Merci"), "(R50 way_to_stop)"},
      {With("we missed your call. What is it about?",
            "we missed your call. Call us now. What is it about?"),
       "(R51 pressure)"},
      {With("we missed your call. What is it about?", "hello. What is it about?"),
       "(R51 says_missed_call)"},
      {With("How is the kitchen?", "How is the kitchen" + std::string(400, '?')), "(R52 segments)"},
      {With("How is the kitchen?", "How is it , {name|you}?"), "(R53 hole)"},
  };
  for (const Mistake& mistake : mistakes) {
    EXPECT_THAT(ErrorOf(mistake.yaml), HasSubstr(mistake.message)) << mistake.yaml;
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith("p.yaml:")) << mistake.yaml;
  }
  EXPECT_THAT(ErrorOf(With("we missed your call. What is it about?\"\n        late",
                           "we missed your call. Call now. What is it about?\"\n        late")),
              StartsWith("p.yaml:19: languages.en.words.text_1.plain: column 53: "));
}

// Warnings are only shown. A footer's warning is shown once, however many texts it follows.
TEST(ScriptYamlTest, WhatLintWarnsOfIsInTheResult) {
  const absl::StatusOr<PlaybookFile> file =
      ParsePlaybook(With("What is it about?", "Is it a kitchen?"), "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  ASSERT_FALSE(file->warnings.empty());
  EXPECT_THAT(file->warnings[0].ToString(),
              StartsWith("p.yaml:19: languages.en.words.text_1.plain: column"));
  EXPECT_THAT(file->warnings[0].ToString(), HasSubstr("(R51 open_question)"));
  const absl::StatusOr<PlaybookFile> footer =
      ParsePlaybook(With("{callback}. ARRET pour", "{callback}… ARRET pour"), "p.yaml");
  ASSERT_TRUE(footer.ok()) << footer.status();
  EXPECT_EQ(std::count_if(footer->warnings.begin(), footer->warnings.end(),
                          [](const WordsFinding& one) { return one.finding.in_footer; }),
            1);
}

TEST(ScriptYamlTest, AFileToBeMendedIsReadToItsEnd) {
  std::string yaml = With("STOP to opt out", "Thanks");
  const absl::StatusOr<PlaybookFindings> found = LintPlaybook(yaml, "p.yaml");
  ASSERT_TRUE(found.ok()) << found.status();
  EXPECT_EQ(found->findings.front().finding.severity, Severity::kError);
  EXPECT_NE(found->file.script, nullptr);
}

// R31, R34
TEST(ScriptYamlTest, ServiceWordsHaveNoFooter) {
  constexpr std::string_view kService = R"(name: service
languages:
  en:
    words:
      holding_reply: {plain: "{person}, {business}, {callback}. Reply STOP to opt out."}
      stop_confirmation: {plain: "Done, {business} stops. START to go on."}
      help_answer: {plain: "{person} of {business}, {callback}. Reply STOP to opt out."}
      bot_answer: {plain: "A machine of {person}, {business}, {callback}. Reply STOP to opt out."}
      as_asked: {plain: "{person}, {business}, {callback}, as you asked. Reply STOP to opt out."}
)";
  const absl::StatusOr<ServiceFile> file = ParseServiceWords(kService, "s.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  const StepName step = *StepName::Parse("stop_confirmation");
  EXPECT_EQ(file->script->Find({.step = step}).footer, nullptr);
  EXPECT_EQ(file->script->Find({.step = step}).body->source(),
            "Done, {business} stops. START to go on.");
  std::string yaml(kService);
  yaml.insert(yaml.find("    words"), "    footer: x\n");
  EXPECT_THAT(std::string(ParseServiceWords(yaml, "s.yaml").status().message()),
              StartsWith("s.yaml:4: languages.en.footer: no footer belongs here"));
  yaml = kService;
  yaml.replace(yaml.find("START to go on."), 15, "Do you want more?");
  EXPECT_THAT(std::string(ParseServiceWords(yaml, "s.yaml").status().message()),
              HasSubstr("(R31 no_question)"));
}

// R57
TEST(ScriptYamlTest, ReadsByWhichWordsALanguageIsKnown) {
  const std::string yaml = With("    footer:",
                                "    known_by: [the, and]\n    asked_by: [english please]\n"
                                "    other_language: \"Répondez en français.\"\n    footer:");
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(yaml, "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  const Script& script = *file->script;
  EXPECT_EQ(script.languages().HeardIn("the cat and the dog").locale, script.locales().front());
  EXPECT_TRUE(script.languages().HeardIn("English, please!").sure);
  EXPECT_EQ(script.OtherLanguage(script.locales().front()), "Répondez en français.");
  EXPECT_EQ(script.OtherLanguage("xx"), "");
  const std::string wrong = With("    footer:", "    known_by: [two words]\n    footer:");
  EXPECT_THAT(std::string(ParsePlaybook(wrong, "p.yaml").status().message()),
              HasSubstr(".known_by: 'two words' is not one word"));
}

TEST(ScriptYamlTest, EveryTruncationIsAnswered) {
  for (std::size_t size = 0; size < kSmall.size(); ++size)
    (void)ParsePlaybook(kSmall.substr(0, size), "p.yaml");
}

}  // namespace
}  // namespace textback
