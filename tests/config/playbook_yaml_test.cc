// Playbooks from YAML. R50: words that lack a required part are refused when they are read, not
// when they are sent.
#include "textback/config/playbook_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::StartsWith;

constexpr std::string_view kSmall = R"(name: small
steps:
  - name: text_1
    class: response
    needs: response
    delay: 20s
  - name: text_2
    class: proactive
    needs: inquiry
    after: text_1
    delay: 3d
    local_time: "10:30"
first_nurturing_step: text_2
late_after: 45m
languages:
  en:
    footer: "Call {callback}. STOP to opt out."
    trades: {kitchen: kitchen, general: renovation}
    words:
      text_1:
        plain: "{person} here from {business}."
        late: "{person} from {business}, late."
      text_2:
        plain: |
          {person} from {business}.
          How is your {trade|project}?
  fr:
    footer: "{callback}. ARRÊT pour terminer."
    words:
      text_1:
        plain: "{person} de {business}."
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

TEST(PlaybookYamlTest, ReadsStepsAndDelays) {
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(kSmall, "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  const Playbook& playbook = *file->playbook;
  EXPECT_EQ(playbook.name, "small");
  ASSERT_EQ(playbook.steps.size(), 2u);
  EXPECT_EQ(playbook.steps[0].delay, seconds{20});
  EXPECT_EQ(playbook.steps[0].after, std::nullopt);
  EXPECT_EQ(playbook.steps[0].local_time, std::nullopt);
  EXPECT_EQ(playbook.steps[1].text_class, TextClass::kProactive);
  EXPECT_EQ(playbook.steps[1].needs, Need::kInquiry);
  EXPECT_EQ(playbook.steps[1].after, StepName::Parse("text_1").value());
  EXPECT_EQ(playbook.steps[1].delay, hours{72});
  EXPECT_EQ(playbook.steps[1].local_time, minutes{630});
  EXPECT_EQ(playbook.first_nurturing_step, 1u);
  EXPECT_EQ(playbook.late_after, minutes{45});
  EXPECT_EQ(playbook.cool_down, hours{4});  // not said
}

TEST(PlaybookYamlTest, ReadsWordsInEveryLanguage) {
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(kSmall, "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  const StepName text_1 = *StepName::Parse("text_1"), text_2 = *StepName::Parse("text_2");
  const Script& script = *file->script;
  EXPECT_EQ(script.Find(text_1, Variant::kLate, "en").body->source(),
            "{person} from {business}, late.");
  EXPECT_EQ(script.Find(text_1, Variant::kLate, "fr").body->source(), "{person} de {business}.");
  EXPECT_EQ(script.Find(text_1, Variant::kLate, "fr").footer->source(),
            "{callback}. ARRÊT pour terminer.");
  EXPECT_EQ(script.Find(text_2, Variant::kPlain, "en").body->source(),
            "{person} from {business}.\nHow is your {trade|project}?");
  EXPECT_EQ(script.TradeWords(Trade::kGeneral, "en"), "renovation");
  EXPECT_EQ(script.TradeWords(Trade::kBathroom, "en"), "");
}

TEST(PlaybookYamlTest, APlaybookWithoutNurturingHasNone) {
  const absl::StatusOr<PlaybookFile> file =
      ParsePlaybook(With("first_nurturing_step: text_2\n", ""), "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->playbook->first_nurturing_step, 2u);
}

struct Mistake {
  std::string yaml;
  std::string message;  // how the error begins
};

TEST(PlaybookYamlTest, MistakesInStepsAreNamedWithTheirLine) {
  const std::vector<Mistake> mistakes = {
      {With("steps:", "step:"), "p.yaml:2: unknown field 'step'; did you mean steps?"},
      {With("    delay: 20s", "    dealy: 20s"),
       "p.yaml:6: steps: unknown field 'dealy'; did you mean delay?"},
      {With("    delay: 20s\n", ""), "p.yaml:3: steps.delay: missing"},
      {With("delay: 20s", "delay: 20"),
       "p.yaml:6: steps.delay: '20' is not a length of time; write 10s"},
      {With("delay: 20s", "delay: 2 h"), "p.yaml:6: steps.delay: '2 h' is not a length of time"},
      {With("delay: 20s", "delay: -5s"), "p.yaml:6: steps.delay: '-5s' is not a length of time"},
      {With("delay: 20s", "delay: 99999999d"),
       "p.yaml:6: steps.delay: '99999999d' is not at most a year"},
      {With("delay: 20s", "delay: 61s"), "p.yaml:3: steps: playbook 'small': step 'text_1'"},
      {With("class: response", "class: proactive"),
       "p.yaml:3: steps: playbook 'small': step 'text_1'"},
      {With("class: response", "class: service"), "p.yaml:4: steps.class: unknown class 'service'"},
      {With("class: response", "class: respons"),
       "p.yaml:4: steps.class: unknown class 'respons'; did you mean response?"},
      {With("needs: inquiry", "needs: expres"),
       "p.yaml:9: steps.needs: unknown need 'expres'; did you mean express?"},
      {With("needs: inquiry", "needs: response"),
       "p.yaml:7: steps: playbook 'small': step 'text_2': needs"},
      {With("name: text_2", "name: text_1"),
       "p.yaml:7: steps: playbook 'small': step 'text_1': name: there is another"},
      {With("after: text_1", "after: text_9"),
       "p.yaml:10: steps.after: no step 'text_9'; did you mean text_1?; a step waits"},
      {With("after: text_1", "after: text_2"), "p.yaml:10: steps.after: no step 'text_2'"},
      {With("\"10:30\"", "\"25:30\""), "p.yaml:12: steps.local_time: '25:30' is not a time of day"},
      {With("\"10:30\"", "\"24:00\""), "p.yaml:12: steps.local_time: 24:00 is no time of day"},
      {With("\"10:30\"", "\"10:3\""), "p.yaml:12: steps.local_time: '10:3' is not a time of day"},
      {With("first_nurturing_step: text_2", "first_nurturing_step: text_3"),
       "p.yaml:13: first_nurturing_step: no step 'text_3'"},
      {With("late_after: 45m", "late_after: 100h"),
       "p.yaml:14: late_after: later than too_late_after"},
      {With("late_after: 45m", "attempts_max: 0"), "p.yaml:14: attempts_max: from 1 to 20"},
      {With("late_after: 45m", "attempts_max: many"),
       "p.yaml:14: attempts_max: 'many' is not a whole number"},
      {"name: x\nsteps: []\n", "p.yaml:2: steps: an empty list"},
      {"name: x\nsteps: text_1\n", "p.yaml:2: steps: a text where a list"},
      {"name: x\nsteps:\n  - text_1\n", "p.yaml:3: steps: a text where fields"},
      {"steps: []\n", "p.yaml:1: name: missing"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

TEST(PlaybookYamlTest, MistakesInWordsAreNamedWithLineAndColumn) {
  const std::vector<Mistake> mistakes = {
      {With("{person} here", "{persn} here"),
       "p.yaml:21: languages.en.words.text_1.plain: column 1: unknown field 'persn'"},
      {With(", late.", ", [late."),
       "p.yaml:22: languages.en.words.text_1.late: column 27: this clause is never closed"},
      // The second line of a block, which is the file's line 26.
      {With("{trade|project}", "{trade}"),
       "p.yaml:26: languages.en.words.text_2.plain: column 13: 'trade' may be unknown"},
      {With("Call {callback}", "Call {callback"),
       "p.yaml:17: languages.en.footer: column 6: this brace is never closed"},
      {With("plain: \"{person} here from {business}.\"", "plain: [a]"),
       "p.yaml:21: languages.en.words.text_1.plain: a list where"},
      {With("        late:", "        latte:"),
       "p.yaml:22: languages.en.words.text_1: unknown field 'latte'; did you mean late?"},
      {With("      text_2:\n        plain: |", "      text_7:\n        plain: |"),
       "p.yaml:23: languages.en.words: no step 'text_7'; did you mean text_1?"},
      {With("plain: \"{person} de {business}.\"", "late: \"{person} de {business}.\""),
       "p.yaml:31: languages.fr.words.text_1.plain: missing"},
      {With("kitchen: kitchen", "kichen: kitchen"),
       "p.yaml:18: languages.en.trades: unknown field 'kichen'; did you mean kitchen?"},
      {With("  fr:", "  French:"), "p.yaml:27: languages: 'French' is not a language"},
      {With("    footer: \"{callback}. ARRÊT pour terminer.\"\n", ""),
       "p.yaml:28: languages.fr.footer: missing"},
      {"name: x\nsteps: [{name: a, class: response, needs: response, delay: 1s}]\nlanguages: {}\n",
       "p.yaml:3: languages: none; add one"},
      {"name: x\nsteps: [{name: a, class: response, needs: response, delay: 1s}]\nlanguages:\n  "
       "en: {footer: x, words: {}}\n",
       "p.yaml:4: languages.en.words: no words for step 'a'"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

TEST(PlaybookYamlTest, RequiredPartsCannotBeLeftOutOrRenderedAway) {
  const std::vector<Mistake> mistakes = {
      {With("{person} here", "We are here"),
       "p.yaml:21: languages.en.words.text_1.plain: says nowhere {person}"},
      {With("from {business}.", "from us."),
       "p.yaml:21: languages.en.words.text_1.plain: says nowhere {business}"},
      {With("from {business}.", "from us[, {business}, hi {name}]."),
       "p.yaml:21: languages.en.words.text_1.plain: says nowhere {business}"},
      {With("Call {callback}.", "Call us."),
       "p.yaml:21: languages.en.words.text_1.plain: says nowhere {callback}"},
      {With("STOP to opt out", "Thanks"),
       "p.yaml:21: languages.en.words.text_1.plain: doesn't say how to stop"},
      {With(" ARRÊT pour terminer", " Merci"),
       "p.yaml:31: languages.fr.words.text_1.plain: doesn't say how to stop"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

TEST(PlaybookYamlTest, EveryTruncationIsAnswered) {
  for (std::size_t size = 0; size < kSmall.size(); ++size)
    (void)ParsePlaybook(kSmall.substr(0, size), "p.yaml");
}

TEST(PlaybookYamlTest, AFileThatIsNotThereIsNotFound) {
  EXPECT_EQ(LoadPlaybook("/no/such/playbook.yaml").status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace textback
