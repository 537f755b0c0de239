#include "textback/config/playbook_yaml.h"

#include <absl/status/status.h>
#include <absl/strings/match.h>
#include <absl/strings/numbers.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/text.h"

namespace textback {
namespace {

using config::DidYouMean;
using config::FieldReader;
using config::Quoted;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;

constexpr std::array<std::string_view, 2> kClasses = {"response", "proactive"};
constexpr std::array<std::string_view, 7> kNeeds = {
    "response", "inquiry", "follow_up", "express", "quote", "transaction", "referral"};
constexpr std::array<std::string_view, 3> kVariants = {"plain", "known", "late"};
constexpr std::array<std::string_view, 4> kTrades = {"kitchen", "basement", "bathroom", "general"};

// How a text says that it can be stopped, by language (R50). Capitals: it is what the person is to
// type.
constexpr std::array<std::string_view, 4> kStopWords = {"STOP", "ARRÊT", "ARRET", "ALTO"};

absl::StatusOr<TextClass> ParseClass(std::string_view text) {
  const std::optional<TextClass> found = TextClassFromName(text);
  if (found.has_value() && *found != TextClass::kService) return *found;
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown class %s%s", Quoted(text), DidYouMean(text, kClasses)));
}

absl::StatusOr<Need> ParseNeed(std::string_view text) {
  for (std::size_t i = 0; i < kNeeds.size(); ++i) {
    if (kNeeds[i] == text) return static_cast<Need>(i);
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown need %s%s", Quoted(text), DidYouMean(text, kNeeds)));
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

// The steps in `steps` by name; for `after`, `first_nurturing_step` and the words.
absl::StatusOr<std::size_t> FindStep(const Playbook& playbook, std::string_view text) {
  std::vector<std::string_view> names;
  for (const PlaybookStep& step : playbook.steps) {
    if (step.name.view() == text) return names.size();
    names.push_back(step.name.view());
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("no step %s%s", Quoted(text), DidYouMean(text, names)));
}

absl::Status ReadStep(const YamlFile& file, const YamlNode& node, Playbook& playbook) {
  FieldReader fields(file, node, "steps",
                     {"name", "class", "needs", "after", "delay", "local_time"});
  const auto parse_after =
      [&playbook](std::string_view text) -> absl::StatusOr<std::optional<StepName>> {
    if (text == "inquiry") return std::optional<StepName>();
    const absl::StatusOr<std::size_t> index = FindStep(playbook, text);
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
  if (!fields.ok()) return fields.status();
  // Checked after every step, so that what is wrong is wrong with this one.
  playbook.steps.push_back(step);
  const absl::Status status = CheckPlaybook(playbook);
  return status.ok() ? status : file.Error(node.line, "steps", config::MessageOf(status));
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
  playbook.first_nurturing_step = playbook.steps.size();  // unless said: no step nurtures
  fields.Optional(
      "first_nurturing_step",
      [&playbook](std::string_view text) { return FindStep(playbook, text); },
      playbook.first_nurturing_step);
  fields.Optional("cool_down", &config::ParseDuration, playbook.cool_down);
  fields.Optional("late_after", &config::ParseDuration, playbook.late_after);
  fields.Optional("too_late_after", &config::ParseDuration, playbook.too_late_after);
  fields.Optional("episode_expires_after", &config::ParseDuration, playbook.episode_expires_after);
  fields.Optional("spread", &config::ParseDuration, playbook.spread);
  fields.Optional("retry_after", &config::ParseDuration, playbook.retry_after);
  fields.Optional("attempts_max", &ParseAttempts, playbook.attempts_max);
  if (playbook.late_after > playbook.too_late_after) {
    fields.Fail(fields.LineOf("late_after"), "late_after",
                "later than too_late_after: late words would never go");
  }
  return fields.status();
}

// Compiles a template; its own "line 2, column 5: what" becomes the file's line and "column 5:
// what".
absl::StatusOr<Template> ReadTemplate(const YamlFile& file, const YamlNode& node,
                                      std::string_view path) {
  if (node.kind != YamlNode::Kind::kText) {
    return file.Error(node.line, path,
                      absl::StrFormat("%s where the words belong", config::NameOf(node.kind)));
  }
  std::string_view words = node.text;
  if (node.text_line != node.line && words.ends_with('\n'))
    words.remove_suffix(1);  // a block ("|") ends its last line
  absl::StatusOr<Template> compiled = Template::Compile(words);
  if (compiled.ok()) return compiled;
  std::string_view message = config::MessageOf(compiled.status());
  int line = 1;
  if (const std::size_t comma = message.find(',');
      message.starts_with("line ") && comma != std::string_view::npos) {
    const std::string number(message.substr(5, comma - 5));
    if (absl::SimpleAtoi(number, &line)) message.remove_prefix(comma + 2);
  }
  return file.Error(node.text_line + line - 1, path, message);
}

struct Language {
  std::string locale;
  std::string path;  // "languages.en"
  Template footer;
};

// R50: whatever is unknown about the lead, a text says who writes, for which business, how to reach
// it and how to stop.
absl::Status CheckRequiredParts(const YamlFile& file, const YamlNode& node, std::string_view path,
                                const Template& words, const Template& footer) {
  Values values;
  values[Field::kPerson] = "Person7";
  values[Field::kBusiness] = "Business7";
  values[Field::kCallback] = "Callback7";
  std::string text;
  words.Render(values, text);
  text += ' ';
  footer.Render(values, text);
  for (const Field field : {Field::kPerson, Field::kBusiness, Field::kCallback}) {
    if (text.find(values[field]) != std::string::npos) continue;
    std::string name(values[field].substr(0, values[field].size() - 1));
    name.front() = static_cast<char>(name.front() - 'A' + 'a');
    return file.Error(
        node.line, path,
        absl::StrFormat(
            "says nowhere {%s}; put it there or into the footer, outside of clauses (R50)", name));
  }
  const bool stops =
      std::any_of(kStopWords.begin(), kStopWords.end(),
                  [&text](std::string_view word) { return text.find(word) != std::string::npos; });
  if (stops) return absl::OkStatus();
  return file.Error(node.line, path,
                    "doesn't say how to stop; put  Reply STOP to opt out  into the footer (R50)");
}

absl::Status ReadStepWords(const YamlFile& file, const YamlField& field, const Language& language,
                           const Playbook& playbook, Script& script) {
  const std::string words_path = language.path + ".words";
  const absl::StatusOr<std::size_t> index = FindStep(playbook, field.name);
  if (!index.ok()) return file.Error(field.line, words_path, config::MessageOf(index.status()));
  const std::string path = absl::StrFormat("%s.%s", words_path, field.name);
  FieldReader fields(file, field.value, path, {kVariants[0], kVariants[1], kVariants[2]});
  fields.Require("plain");
  if (!fields.ok()) return fields.status();
  for (const YamlField& variant : field.value.fields) {
    const std::string here = absl::StrFormat("%s.%s", path, variant.name);
    absl::StatusOr<Template> words = ReadTemplate(file, variant.value, here);
    if (!words.ok()) return words.status();
    if (absl::Status status =
            CheckRequiredParts(file, variant.value, here, *words, language.footer);
        !status.ok()) {
      return status;
    }
    const absl::Status added =
        script.Add(playbook.steps[*index].name, *VariantFromName(variant.name), language.locale,
                   *std::move(words));
    if (!added.ok()) return file.Error(variant.line, here, config::MessageOf(added));
  }
  return absl::OkStatus();
}

absl::Status ReadTrades(const YamlFile& file, const YamlNode& node, const Language& language,
                        Script& script) {
  FieldReader fields(file, node, language.path + ".trades",
                     {kTrades[0], kTrades[1], kTrades[2], kTrades[3]});
  for (const std::string_view name : kTrades) {
    std::string words;
    fields.Optional(name, &config::ParseShown, words);
    if (!fields.ok()) return fields.status();
    if (words.empty()) continue;
    if (absl::Status status =
            script.AddTrade(language.locale, *TradeFromName(name), std::move(words));
        !status.ok()) {
      return file.Error(node.line, language.path, config::MessageOf(status));
    }
  }
  return absl::OkStatus();
}

absl::Status ReadLanguage(const YamlFile& file, const YamlField& field, const Playbook& playbook,
                          Script& script) {
  const absl::StatusOr<std::string> locale = config::ParseLocale(field.name);
  if (!locale.ok()) return file.Error(field.line, "languages", config::MessageOf(locale.status()));
  const std::string path = "languages." + *locale;
  FieldReader fields(file, field.value, path, {"footer", "trades", "words"});
  fields.Require("footer");
  fields.Require("words");
  const YamlNode* words = fields.Mapping("words");
  const YamlNode* trades = fields.Mapping("trades");
  if (!fields.ok()) return fields.status();

  const auto& members = field.value.fields;
  const auto footer_node =
      std::find_if(members.begin(), members.end(),
                   [](const YamlField& member) { return member.name == "footer"; });
  absl::StatusOr<Template> footer = ReadTemplate(file, footer_node->value, path + ".footer");
  if (!footer.ok()) return footer.status();
  const Language language{.locale = *locale, .path = path, .footer = *footer};
  if (absl::Status status = script.AddFooter(*locale, *std::move(footer)); !status.ok()) {
    return file.Error(field.line, path, config::MessageOf(status));
  }
  if (trades != nullptr) {
    if (absl::Status status = ReadTrades(file, *trades, language, script); !status.ok())
      return status;
  }
  for (const YamlField& step : words->fields) {
    if (absl::Status status = ReadStepWords(file, step, language, playbook, script); !status.ok())
      return status;
  }
  return absl::OkStatus();
}

absl::Status ReadLanguages(const YamlFile& file, FieldReader& fields, const Playbook& playbook,
                           Script& script) {
  fields.Require("languages");
  const YamlNode* languages = fields.Mapping("languages");
  if (!fields.ok()) return fields.status();
  if (languages->fields.empty())
    return file.Error(languages->line, "languages", "none; add one, as in  en:");
  for (const YamlField& language : languages->fields) {
    if (absl::Status status = ReadLanguage(file, language, playbook, script); !status.ok())
      return status;
  }
  for (const PlaybookStep& step : playbook.steps) {
    // Asked in a language that nobody has: every step must have words in the first one.
    if (script.Find(step.name, Variant::kPlain, "").body != nullptr) continue;
    const YamlField& first = languages->fields.front();
    return file.Error(
        first.line, absl::StrFormat("languages.%s.words", first.name),
        absl::StrFormat("no words for step %s; the first language has words for every step",
                        Quoted(step.name.view())));
  }
  const absl::Status status = script.Check();
  return status.ok() ? status : file.Error(languages->line, "languages", config::MessageOf(status));
}

}  // namespace

absl::StatusOr<PlaybookFile> ParsePlaybook(std::string_view yaml, std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader fields(
      *file, file->root, "",
      {"name", "steps", "first_nurturing_step", "cool_down", "late_after", "too_late_after",
       "episode_expires_after", "spread", "retry_after", "attempts_max", "languages"});
  auto playbook = std::make_shared<Playbook>();
  fields.Required("name", &config::ParseLine, playbook->name);
  if (!fields.ok()) return fields.status();
  if (absl::Status status = ReadSteps(*file, fields, *playbook); !status.ok()) return status;
  auto script = std::make_shared<Script>();
  if (absl::Status status = ReadLanguages(*file, fields, *playbook, *script); !status.ok())
    return status;
  return PlaybookFile{.playbook = std::move(playbook), .script = std::move(script)};
}

absl::StatusOr<PlaybookFile> LoadPlaybook(const std::string& path) {
  const absl::StatusOr<std::string> yaml = config::ReadFile(path);
  if (!yaml.ok()) return yaml.status();
  return ParsePlaybook(*yaml, path);
}

}  // namespace textback
