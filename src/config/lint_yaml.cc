#include "textback/config/lint_yaml.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "config/embedded.h"
#include "config/yaml_reader.h"
#include "config/yaml_values.h"

namespace textback {

namespace {

using config::FieldReader;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;

using List = LintWords::List;

constexpr auto& kLists = LintWords::kEveryList;

absl::Status ReadPhrases(const YamlFile& file, const YamlField& language, List list,
                         std::string_view path, LintWords& words) {
  const absl::StatusOr<std::string> locale = config::ParseLocale(language.name);
  if (!locale.ok()) return file.Error(language.line, path, config::MessageOf(locale.status()));
  const std::string here = absl::StrFormat("%s.%s", path, *locale);
  const YamlNode& node = language.value;
  if (node.kind != YamlNode::Kind::kList || node.items.empty()) {
    return file.Error(language.line, here,
                      "no list of phrases; write one, as in  en: [first, second]");
  }
  for (const YamlNode& item : node.items) {
    if (item.kind != YamlNode::Kind::kText)
      return file.Error(item.line, here,
                        absl::StrFormat("%s where a phrase belongs", config::NameOf(item.kind)));
    const absl::StatusOr<std::string> phrase = config::ParseLine(item.text);
    if (!phrase.ok()) return file.Error(item.line, here, config::MessageOf(phrase.status()));
    if (absl::Status added = words.Add(list, *locale, *phrase); !added.ok())
      return file.Error(item.line, here, config::MessageOf(added));
  }
  return absl::OkStatus();
}

absl::Status ReadList(const YamlFile& file, const YamlNode& node, List list, LintWords& words) {
  FieldReader fields(file, node, NameOf(list), {"reason", "phrases"});
  std::string reason;  // for maintainers of the list: every entry must be explained
  fields.Required("reason", &config::ParseLine, reason);
  fields.Require("phrases");
  const YamlNode* phrases = fields.Mapping("phrases");
  if (!fields.ok()) return fields.status();
  const std::string path = absl::StrFormat("%s.phrases", NameOf(list));
  for (const YamlField& language : phrases->fields) {
    if (absl::Status status = ReadPhrases(file, language, list, path, words); !status.ok())
      return status;
  }
  return absl::OkStatus();
}

// A phrase that is both an open and a closed start of a question is a mistake in the list.
absl::Status CheckOpenings(const YamlFile& file, int line, const LintWords& words) {
  for (const std::string_view language : words.Languages()) {
    for (const LintWords::Phrase& open : words.Of(List::kOpenWord, language)) {
      for (const LintWords::Phrase& closed : words.Of(List::kClosedStart, language)) {
        if (open.folded != closed.folded) continue;
        return file.Error(
            line, absl::StrFormat("open_word.phrases.%s", language),
            absl::StrFormat("'%s' is in closed_start too; remove it from one", open.written));
      }
    }
  }
  return absl::OkStatus();
}

// A segment holds 160 characters of GSM-7, so a profile asks for less.
absl::StatusOr<std::uint32_t> ParseCharacters(std::string_view text) {
  constexpr int kSegment = 160;
  const absl::StatusOr<int> number = config::ParseNumber(text);
  if (!number.ok()) return number.status();
  if (*number < 1 || *number >= kSegment)
    return absl::InvalidArgumentError("a segment has 160; write fewer, and at least 1");
  return static_cast<std::uint32_t>(*number);
}

absl::Status ReadProfiles(const YamlFile& file, const YamlNode* node, LintWords& words) {
  if (node == nullptr) return absl::OkStatus();
  for (const YamlField& field : node->fields) {
    const std::string path = "profiles." + field.name;
    FieldReader fields(file, field.value, path, {"reason", "characters"});
    LintWords::Profile profile{.name = field.name};
    std::string reason;
    fields.Required("reason", &config::ParseLine, reason);
    fields.Required("characters", &ParseCharacters, profile.characters);
    if (!fields.ok()) return fields.status();
    if (absl::Status added = words.AddProfile(std::move(profile)); !added.ok())
      return file.Error(field.line, path, config::MessageOf(added));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::shared_ptr<const LintWords>> ParseLintWords(std::string_view yaml,
                                                                std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader fields(*file, file->root, "",
                     {NameOf(kLists[0]), NameOf(kLists[1]), NameOf(kLists[2]), NameOf(kLists[3]),
                      NameOf(kLists[4]), NameOf(kLists[5]), NameOf(kLists[6]), NameOf(kLists[7]),
                      NameOf(kLists[8]), NameOf(kLists[9]), NameOf(kLists[10]), NameOf(kLists[11]),
                      NameOf(kLists[12]), NameOf(kLists[13]), "profiles"});
  auto words = std::make_shared<LintWords>();
  for (const List list : kLists) {
    if (list != List::kAllowed) fields.Require(NameOf(list));
    const YamlNode* node = fields.Mapping(NameOf(list));
    if (!fields.ok()) return fields.status();
    if (node == nullptr) continue;
    if (absl::Status status = ReadList(*file, *node, list, *words); !status.ok()) return status;
  }
  for (const List list : kLists) {
    if (list == List::kAllowed) continue;
    for (const std::string_view language : words->Languages()) {
      if (!words->Of(list, language).empty()) continue;
      return file->Error(fields.LineOf(NameOf(list)), absl::StrFormat("%s.phrases", NameOf(list)),
                         absl::StrFormat("none in '%s', which other lists have; add some, or this "
                                         "rule is silent in that language",
                                         language));
    }
  }
  if (absl::Status status = CheckOpenings(*file, fields.LineOf(NameOf(List::kOpenWord)), *words);
      !status.ok()) {
    return status;
  }
  if (absl::Status status = ReadProfiles(*file, fields.Mapping("profiles"), *words); !status.ok())
    return status;
  if (!fields.ok()) return fields.status();
  return words;
}

absl::StatusOr<const LintWords::Profile*> LintProfileNamed(std::string_view name) {
  if (name.empty()) return nullptr;
  const LintWords& words = *BuiltInLintWords();
  if (const LintWords::Profile* found = words.FindProfile(name); found != nullptr) return found;
  std::string known;
  for (const LintWords::Profile& profile : words.profiles())
    known += (known.empty() ? "" : " or ") + profile.name;
  return absl::InvalidArgumentError(
      absl::StrFormat("profile: no %s; write %s, or leave it out", config::Quoted(name), known));
}

const std::shared_ptr<const LintWords>& BuiltInLintWords() {
  // Never destroyed: threads may still use it at exit. A failure is a broken build, not bad input.
  static const auto& words =
      *new std::shared_ptr<const LintWords>(*ParseLintWords(embedded::kLintYaml, "lint.yaml"));
  return words;
}

}  // namespace textback
