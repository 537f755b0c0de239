// Playbooks from YAML: steps, delays, arms. script_yaml_test.cc tests their words.
#include "textback/config/playbook_yaml.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
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
        plain: "{person} here from {business}, we missed your call. What is it about?"
        late: "{person} from {business}, late: we missed your call. What is it about?"
      text_2:
        plain: |
          {person} from {business}.
          How is your {trade|project}?
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

std::string Nine() {
  std::string steps;
  for (int i = 0; i < 9; ++i) {
    const std::string one = i == 0 ? "response" : "follow_up";
    steps += "  - {name: step_" + std::to_string(i) +
             ", class: " + (i == 0 ? "response" : "proactive") + ", needs: " + one +
             ", delay: " + std::to_string(i) + "d}\n";
  }
  return steps;
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
  EXPECT_EQ(playbook.cool_down, hours{4});  // the default
}

TEST(PlaybookYamlTest, APlaybookWithoutNurturingHasNone) {
  const absl::StatusOr<PlaybookFile> file =
      ParsePlaybook(With("first_nurturing_step: text_2\n", ""), "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_EQ(file->playbook->first_nurturing_step, 2u);
}

struct Mistake {
  std::string yaml;
  std::string message;  // the beginning of the error
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
      {With("delay: 20s", "delay: 61s"),
       "p.yaml:6: steps.delay: step 'text_1': the first step answers the inquiry within 60s (R1)"},
      {With("class: response", "class: proactive"),
       "p.yaml:4: steps.class: step 'text_1': the first step answers the inquiry: class response"},
      {With("class: response", "class: service"), "p.yaml:4: steps.class: unknown class 'service'"},
      {With("class: response", "class: respons"),
       "p.yaml:4: steps.class: unknown class 'respons'; did you mean response?"},
      {With("needs: inquiry", "needs: expres"),
       "p.yaml:9: steps.needs: unknown need 'expres'; did you mean express?"},
      {With("needs: inquiry", "needs: response"),
       "p.yaml:9: steps.needs: step 'text_2': a proactive step doesn't answer the inquiry"},
      {With("name: text_2", "name: text_1"),
       "p.yaml:7: steps.name: step 'text_1': there is another step of that name"},
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
      {With("late_after: 45m", "segments_max: 11"), "p.yaml:14: segments_max: from 1 to 10"},
      {With("name: small", "name: small\ninquiry: call"),
       "p.yaml:2: inquiry: unknown kind of inquiry 'call'"},
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

// Each rule of FindFault (policy/playbook.h); the line is that of the field to correct.
TEST(PlaybookYamlTest, ContradictionsAreRefusedAtTheirField) {
  const auto third = [](std::string_view step) {
    return With("first_nurturing_step: text_2",
                "  - {name: more, class: proactive, " + std::string(step) + "}");
  };
  const std::vector<Mistake> mistakes = {
      {With("delay: 20s", "delay: 20s\n    local_time: \"10:00\""),
       "p.yaml:7: steps.local_time: step 'text_1': the first step answers at once"},
      {With("needs: response", "needs: inquiry"),
       "p.yaml:5: steps.needs: step 'text_1': the first step answers the inquiry: response"},
      {With("name: small", "name: small\ninquiry: estimate"),
       "p.yaml:5: steps.class: step 'text_1': the first step after an estimate answers nothing"},
      {With("class: proactive", "class: response"),
       "p.yaml:8: steps.class: step 'text_2': only the first step answers the inquiry: proactive"},
      {With("name: text_2", "name: help_answer"),
       "p.yaml:7: steps.name: step 'help_answer': is that of an answer or of the text that a lead "
       "asks for; choose another"},
      {third("needs: inquiry, after: text_2, delay: 3d"),
       "p.yaml:13: steps.needs: step 'more': one follow-up may go on the inquiry, and that is step "
       "'text_2' (R42): follow_up"},
      {third("needs: express, after: text_2, delay: 3d, asks_consent: true"),
       "p.yaml:13: steps.asks_consent: step 'more': the step needs the consent that it asks for"},
      {third("needs: follow_up, delay: 1d"),
       "p.yaml:13: steps.delay: step 'more': falls due before 'text_2', which stands above it"},
      {third("needs: follow_up, after: text_1, delay: 3d, local_time: \"09:00\""),
       "p.yaml:13: steps.local_time: step 'more': falls due before 'text_2'"},
      {third("needs: follow_up, after: text_2, delay: 31d"),
       "p.yaml:13: steps.delay: step 'more': comes when the episode has expired (R5)"},
      {With("after: text_1\n", "after: inquiry\n"),
       "p.yaml:10: steps.after: step 'text_2': a step of the long follow-up counts from a step"},
      {With("    after: text_1\n", ""),
       "p.yaml:7: steps.after: step 'text_2': a step of the long follow-up counts from a step"},
      {With("first_nurturing_step: text_2", "first_nurturing_step: text_1"),
       "p.yaml:13: first_nurturing_step: nobody is greeted a second time (R25): name a later step"},
      {With("late_after: 45m", "late_after: 20s"),
       "p.yaml:14: late_after: is over before the first step is due: only late words would go"},
      {With("late_after: 45m", "late_after: 0s\ntoo_late_after: 10s"),
       "p.yaml:15: too_late_after: is over before the first step is due: no text would ever go"},
      {With("late_after: 45m", "too_late_after: 10m"),
       "p.yaml:1: late_after: later than too_late_after"},
      {With("late_after: 45m", "rearm_after: 0s"),
       "p.yaml:14: rearm_after: must be longer than nothing"},
      {"name: x\nsteps:\n" + Nine(), "p.yaml:2: steps: from 1 to 8 are allowed"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

// R54
TEST(PlaybookYamlTest, ReadsArmsWithTheirWeights) {
  const absl::StatusOr<PlaybookFile> file = ParsePlaybook(
      With("    delay: 20s\n",
           "    delay: 20s\n    arms:\n      control: 3\n      short: {weight: 1, ended: true}\n"),
      "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  const std::vector<Arm>& arms = file->playbook->steps[0].arms;
  ASSERT_EQ(arms.size(), 2u);
  EXPECT_EQ(arms[0].name.view(), "control");
  EXPECT_EQ(arms[0].weight, 3u);
  EXPECT_FALSE(arms[0].ended);
  EXPECT_EQ(arms[1].weight, 1u);
  EXPECT_TRUE(arms[1].ended);
}

TEST(PlaybookYamlTest, MistakesInArmsAreNamedWithTheirLine) {
  const auto arms = [](std::string_view written) {
    return ErrorOf(With("    delay: 20s\n", "    delay: 20s\n    arms:\n" + std::string(written)));
  };
  EXPECT_THAT(arms("      a b: 1\n"), StartsWith("p.yaml:8: steps.arms.a b: arm name"));
  EXPECT_THAT(arms("      a: many\n"), StartsWith("p.yaml:8: steps.arms.a: 'many' is not a whole"));
  EXPECT_THAT(arms("      a: {weigth: 1}\n"),
              StartsWith("p.yaml:8: steps.arms.a: unknown field 'weigth'; did you mean weight?"));
  EXPECT_THAT(arms("      a: {weight: 1, ended: yes}\n"),
              StartsWith("p.yaml:8: steps.arms.a.ended: 'yes'; write true or false"));
  EXPECT_THAT(arms("      a: 0\n"), ::testing::HasSubstr("a weight is a whole number from 1"));
  EXPECT_THAT(arms("      a: {weight: 1, ended: true}\n"), ::testing::HasSubstr("all have ended"));
}

// R44
TEST(PlaybookYamlTest, ReadsWhichStepAsksForConsent) {
  const absl::StatusOr<PlaybookFile> file =
      ParsePlaybook(With("    delay: 20s\n", "    delay: 20s\n    asks_consent: true\n"), "p.yaml");
  ASSERT_TRUE(file.ok()) << file.status();
  EXPECT_TRUE(file->playbook->steps[0].asks_consent);
  EXPECT_FALSE(file->playbook->steps[1].asks_consent);
  EXPECT_THAT(ErrorOf(With("    delay: 20s\n", "    delay: 20s\n    asks_consent: maybe\n")),
              StartsWith("p.yaml:7: steps.asks_consent: 'maybe'; write true or false"));
}

// The example in docs/playbooks.md is read exactly as printed there.
TEST(PlaybookYamlTest, ThePlaybookInTheDocumentationIsRead) {
  std::ifstream file(std::string(TEXTBACK_SOURCE_DIR) + "/docs/playbooks.md");
  std::string yaml;
  for (std::string line; std::getline(file, line) && !line.starts_with("1. ");) {
    if (line.starts_with("    ")) yaml += line.substr(4) + "\n";
  }
  const absl::StatusOr<PlaybookFile> own = ParsePlaybook(yaml, "own.yaml");
  ASSERT_TRUE(own.ok()) << own.status() << yaml;
  EXPECT_EQ(own->inquiry, InquiryKind::kEstimate);
  EXPECT_EQ(own->playbook->steps.size(), 2u);
  EXPECT_TRUE(own->warnings.empty()) << own->warnings.front().ToString();
  const std::size_t needs = yaml.find("follow_up");
  EXPECT_EQ(
      std::string(ParsePlaybook(yaml.replace(needs, 9, "inquiry"), "own.yaml").status().message()),
      "own.yaml:12: steps.needs: step 'day_3': one follow-up may go on the inquiry, and that "
      "is step 'day_1' (R42): follow_up");
}

// The words of the examples pass lint in every language and for every trade.
TEST(PlaybookYamlTest, TheExamplesPlaybooksPassLint) {
  for (const auto& [name, steps, trades] :
       {std::tuple("estimate_sent", 6u, 4u), std::tuple("plumber", 3u, 2u)}) {
    const absl::StatusOr<PlaybookFile> own =
        LoadPlaybook(std::string(TEXTBACK_SOURCE_DIR) + "/examples/data/" + name + ".yaml");
    ASSERT_TRUE(own.ok()) << own.status();
    for (const WordsFinding& warning : own->warnings) ADD_FAILURE() << warning.ToString();
    EXPECT_EQ(own->playbook->steps.size(), steps);
    const Script& script = *own->script;
    EXPECT_EQ(script.trades().all().size(), trades);
    for (const PlaybookStep& step : own->playbook->steps) {
      for (const std::string_view locale : {"en", "fr", "es"}) {
        for (const TradeId& trade : script.trades().all()) {
          const Script::Words words =
              script.Find({.step = step.name, .trade = trade, .locale = locale});
          EXPECT_NE(words.body, nullptr) << step.name.view();
          EXPECT_EQ(words.locale, locale) << step.name.view();
          EXPECT_NE(script.trades().SaidIn(locale, trade), "") << trade.view();
        }
      }
    }
  }
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
