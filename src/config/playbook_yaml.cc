#include "textback/config/playbook_yaml.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "config/script_yaml.h"
#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/lint_yaml.h"
#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/text.h"

namespace textback {
namespace {

using config::FieldReader;
using config::FindStep;
using config::Quoted;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;

absl::StatusOr<TextClass> ParseClass(std::string_view text) {
  // Service texts are not part of a playbook.
  constexpr std::array kClasses = {TextClass::kResponse, TextClass::kProactive};
  return config::ParseOneOf("class", kClasses, text);
}

absl::StatusOr<Need> ParseNeed(std::string_view text) {
  return config::ParseOneOf("need", kEveryNeed, text);
}

absl::StatusOr<std::optional<std::chrono::minutes>> ParseLocalTime(std::string_view text) {
  const absl::StatusOr<std::chrono::minutes> time = config::ParseTimeOfDay(text);
  if (!time.ok()) return time.status();
  if (*time == std::chrono::hours{24})
    return absl::InvalidArgumentError("24:00 is no time of day; write \"00:00\"");
  return std::optional(*time);
}

absl::StatusOr<std::uint32_t> ParseAttempts(std::string_view text) {
  const absl::StatusOr<int> number = config::ParseNumber(text);
  if (!number.ok()) return number.status();
  if (*number < 1 || *number > 20)
    return absl::InvalidArgumentError("from 1 to 20 attempts are allowed");
  return static_cast<std::uint32_t>(*number);
}

absl::StatusOr<std::uint32_t> ParseSegments(std::string_view text) {
  const absl::StatusOr<int> number = config::ParseNumber(text);
  if (!number.ok()) return number.status();
  if (*number < 1 || *number > 10)
    return absl::InvalidArgumentError("from 1 to 10 segments are allowed");
  return static_cast<std::uint32_t>(*number);
}

absl::StatusOr<InquiryKind> ParseInquiry(std::string_view text) {
  return config::ParseOneOf("kind of inquiry", kEveryInquiryKind, text);
}

// Reads `name: weight` or `name: {weight: 1, ended: true}`.
absl::Status ReadArms(const YamlFile& file, const YamlNode& node, PlaybookStep& step) {
  for (const YamlField& field : node.fields) {
    const std::string path = "steps.arms." + field.name;
    Arm arm;
    const absl::StatusOr<ArmName> name = ArmName::Parse(field.name);
    if (!name.ok()) return file.Error(field.line, path, config::MessageOf(name.status()));
    arm.name = *name;
    const auto parse_weight = [](std::string_view text) -> absl::StatusOr<std::uint32_t> {
      const absl::StatusOr<int> number = config::ParseNumber(text);
      if (!number.ok()) return number.status();
      return static_cast<std::uint32_t>(*number);
    };
    if (field.value.kind == YamlNode::Kind::kText) {
      const absl::StatusOr<std::uint32_t> weight = parse_weight(field.value.text);
      if (!weight.ok()) return file.Error(field.line, path, config::MessageOf(weight.status()));
      arm.weight = *weight;
    } else {
      FieldReader fields(file, field.value, path, {"weight", "ended"});
      fields.Required("weight", parse_weight, arm.weight);
      fields.Optional("ended", &config::ParseYesNo, arm.ended);
      if (!fields.ok()) return fields.status();
    }
    step.arms.push_back(arm);
  }
  return absl::OkStatus();
}

absl::Status ReadStep(const YamlFile& file, const YamlNode& node, Playbook& playbook) {
  FieldReader fields(
      file, node, "steps",
      {"name", "class", "needs", "after", "delay", "local_time", "arms", "asks_consent"});
  const auto parse_after =
      [&playbook](std::string_view text) -> absl::StatusOr<std::optional<StepName>> {
    if (text == "inquiry") return std::optional<StepName>();
    const absl::StatusOr<std::size_t> index = FindStep(playbook.steps, text);
    if (!index.ok()) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s; a step waits for an earlier one, or for inquiry",
                          config::MessageOf(index.status())));
    }
    return std::optional(playbook.steps[*index].name);
  };
  PlaybookStep step;
  fields.Required("name", &StepName::Parse, step.name);
  fields.Required("class", &ParseClass, step.text_class);
  fields.Required("needs", &ParseNeed, step.needs);
  fields.Optional("after", parse_after, step.after);
  fields.Required("delay", &config::ParseDuration, step.delay);
  fields.Optional("local_time", &ParseLocalTime, step.local_time);
  fields.Optional("asks_consent", &config::ParseYesNo, step.asks_consent);
  const YamlNode* arms = fields.Mapping("arms");
  if (!fields.ok()) return fields.status();
  if (arms != nullptr) {
    if (absl::Status status = ReadArms(file, *arms, step); !status.ok()) return status;
  }
  playbook.steps.push_back(std::move(step));
  return absl::OkStatus();
}

// Finds contradictions, and reports each at the field that causes it.
absl::Status CheckRead(const YamlFile& file, const FieldReader& fields, const YamlNode& steps,
                       const Playbook& playbook) {
  const std::optional<PlaybookFault> fault = FindFault(playbook);
  if (!fault.has_value()) return absl::OkStatus();
  if (!fault->step.has_value())
    return file.Error(fields.LineOf(fault->field), fault->field, fault->what);
  const YamlNode& step = steps.items[*fault->step];
  const auto said =
      std::find_if(step.fields.begin(), step.fields.end(),
                   [&](const YamlField& field) { return field.name == fault->field; });
  const int line = said == step.fields.end() ? step.line : said->line;
  return file.Error(line, absl::StrFormat("steps.%s", fault->field),
                    absl::StrFormat("step %s: %s", Quoted(playbook.steps[*fault->step].name.view()),
                                    fault->what));
}

absl::Status ReadSteps(const YamlFile& file, FieldReader& fields, Playbook& playbook) {
  fields.Require("steps");
  const YamlNode* steps = fields.List("steps");
  if (!fields.ok()) return fields.status();
  if (steps->items.empty())
    return file.Error(steps->line, "steps", "an empty list; a playbook has at least one step");
  for (const YamlNode& item : steps->items) {
    if (absl::Status status = ReadStep(file, item, playbook); !status.ok()) return status;
  }
  // The default: no step is part of the long follow-up.
  playbook.first_nurturing_step = playbook.steps.size();
  fields.Optional("cool_down", &config::ParseDuration, playbook.cool_down);
  fields.Optional("late_after", &config::ParseDuration, playbook.late_after);
  fields.Optional("too_late_after", &config::ParseDuration, playbook.too_late_after);
  fields.Optional("episode_expires_after", &config::ParseDuration, playbook.episode_expires_after);
  fields.Optional("rearm_after", &config::ParseDuration, playbook.rearm_after);
  fields.Optional("spread", &config::ParseDuration, playbook.spread);
  fields.Optional("retry_after", &config::ParseDuration, playbook.retry_after);
  fields.Optional("attempts_max", &ParseAttempts, playbook.attempts_max);
  fields.Optional("segments_max", &ParseSegments, playbook.segments_max);
  if (!fields.ok()) return fields.status();
  // Report problems of the steps before problems of fields that refer to them.
  if (absl::Status status = CheckRead(file, fields, *steps, playbook); !status.ok()) return status;
  fields.Optional(
      "first_nurturing_step",
      [&playbook](std::string_view text) { return FindStep(playbook.steps, text); },
      playbook.first_nurturing_step);
  if (!fields.ok()) return fields.status();
  return CheckRead(file, fields, *steps, playbook);
}

absl::Status FirstError(const std::vector<WordsFinding>& findings) {
  if (findings.empty() || findings.front().finding.severity != Severity::kError)
    return absl::OkStatus();
  return absl::InvalidArgumentError(findings.front().ToString());
}

}  // namespace

std::string WordsFinding::ToString() const {
  const std::string column =
      finding.column > 0 ? absl::StrFormat("column %d: ", finding.column) : std::string();
  return absl::StrFormat("%s:%d: %s%s: %s%s; %s (%s %s)", file, line, path,
                         finding.in_footer ? ", footer" : "", column, finding.message, finding.fix,
                         finding.rule, finding.id);
}

std::vector<TradeId> Playbooks::Trades() const {
  std::vector<TradeId> trades;
  for (const PlaybookFile& file : of) {
    if (file.script != nullptr) file.script->trades().AppendTo(trades);
  }
  return trades;
}

absl::StatusOr<PlaybookFindings> config::ReadPlaybook(std::string_view yaml,
                                                      std::string_view file_name, Linting linting,
                                                      const LintWords::Profile* profile) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader fields(*file, file->root, "",
                     {"name", "inquiry", "steps", "first_nurturing_step", "cool_down", "late_after",
                      "too_late_after", "episode_expires_after", "rearm_after", "spread",
                      "retry_after", "attempts_max", "segments_max", "languages"});
  auto playbook = std::make_shared<Playbook>();
  PlaybookFindings result;
  fields.Required("name", &config::ParseLine, playbook->name);
  fields.Optional("inquiry", &ParseInquiry, result.file.inquiry);
  if (!fields.ok()) return fields.status();
  playbook->inquiry = result.file.inquiry;
  if (absl::Status status = ReadSteps(*file, fields, *playbook); !status.ok()) return status;
  absl::StatusOr<config::ScriptResult> script =
      config::ReadScript(*file, fields,
                         {.steps = playbook->steps,
                          .inquiry = result.file.inquiry,
                          .segments_max = playbook->segments_max,
                          .profile = profile,
                          .lint = linting == Linting::kNeeded,
                          .source = NewSource(std::string(file_name), std::string(yaml))});
  if (!script.ok()) return script.status();
  result.file.playbook = std::move(playbook);
  result.file.script = std::move(script->script);
  result.findings = std::move(script->findings);
  return result;
}

absl::StatusOr<PlaybookFindings> LintPlaybook(std::string_view yaml, std::string_view file_name,
                                              std::string_view profile) {
  const absl::StatusOr<const LintWords::Profile*> found = LintProfileNamed(profile);
  if (!found.ok()) return found.status();
  return config::ReadPlaybook(yaml, file_name, config::Linting::kNeeded, *found);
}

absl::StatusOr<PlaybookFile> ParsePlaybook(std::string_view yaml, std::string_view file_name) {
  absl::StatusOr<PlaybookFindings> result = LintPlaybook(yaml, file_name);
  if (!result.ok()) return result.status();
  if (absl::Status status = FirstError(result->findings); !status.ok()) return status;
  result->file.warnings = std::move(result->findings);
  return std::move(result->file);
}

absl::StatusOr<PlaybookFile> LoadPlaybook(const std::string& path) {
  const absl::StatusOr<std::string> yaml = config::ReadFile(path);
  if (!yaml.ok()) return yaml.status();
  return ParsePlaybook(*yaml, path);
}

absl::StatusOr<ServiceFile> ParseServiceWords(std::string_view yaml, std::string_view file_name) {
  return config::ReadServiceWords(yaml, file_name, config::Linting::kNeeded);
}

absl::StatusOr<ServiceFile> config::ReadServiceWords(std::string_view yaml,
                                                     std::string_view file_name, Linting linting) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader fields(*file, file->root, "", {"name", "languages"});
  std::string name;
  fields.Required("name", &config::ParseLine, name);
  if (!fields.ok()) return fields.status();
  config::ScriptRequest request{.footers = Script::Footers::kNone,
                                .lint = linting == Linting::kNeeded,
                                .source = NewSource(std::string(file_name), std::string(yaml))};
  for (const auto& [step, text_class] :
       {std::pair("holding_reply", TextClass::kResponse),
        std::pair("stop_confirmation", TextClass::kService),
        std::pair("help_answer", TextClass::kService), std::pair("bot_answer", TextClass::kService),
        std::pair("as_asked", TextClass::kProactive)}) {
    request.steps.push_back({.name = *StepName::Parse(step), .text_class = text_class});
  }
  absl::StatusOr<config::ScriptResult> script = config::ReadScript(*file, fields, request);
  if (!script.ok()) return script.status();
  if (absl::Status status = FirstError(script->findings); !status.ok()) return status;
  return ServiceFile{.script = std::move(script->script), .warnings = std::move(script->findings)};
}

}  // namespace textback
