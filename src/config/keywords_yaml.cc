#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <array>
#include <utility>
#include <vector>

#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/playbook_yaml.h"
#include "textback/text/reply.h"

namespace textback {
namespace {

using config::FieldReader;
using config::YamlFile;
using config::YamlNode;

constexpr std::array<ReplyKind, 3> kKinds = {ReplyKind::kStop, ReplyKind::kStart, ReplyKind::kHelp};

struct Keyword {
  std::string word;
  ReplyKind kind;
  int line;
};

}  // namespace

absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ParseKeywords(std::string_view yaml,
                                                                     std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader fields(*file, file->root, "", {"stop", "start", "help"});
  fields.Require("stop");  // the others may be left to people, opting out may not
  std::vector<Keyword> keywords;
  for (const ReplyKind kind : kKinds) {
    const YamlNode* list = fields.List(NameOf(kind));
    if (!fields.ok()) return fields.status();
    if (list == nullptr) continue;
    std::vector<std::string> words;
    fields.OptionalTexts(NameOf(kind), &config::ParseLine, words);
    if (!fields.ok()) return fields.status();
    if (words.empty())
      return file->Error(list->line, NameOf(kind),
                         "an empty list; add a word or leave the field out");
    for (std::size_t i = 0; i < words.size(); ++i)
      keywords.push_back({words[i], kind, list->items[i].line});
  }
  std::vector<std::pair<std::string, ReplyKind>> pairs;
  for (const Keyword& keyword : keywords) pairs.emplace_back(keyword.word, keyword.kind);
  auto classifier = std::make_shared<const ReplyClassifier>(pairs);
  // What the classifier makes of each word shows both: a word under two kinds, and one of which
  // nothing is left.
  for (const Keyword& keyword : keywords) {
    const ReplyKind found = classifier->Classify(keyword.word);
    if (found == keyword.kind) continue;
    const std::string_view what =
        found == ReplyKind::kReply ? "has no letter or digit" : "is a word of another kind too";
    return file->Error(keyword.line, NameOf(keyword.kind),
                       absl::StrFormat("%s %s; remove it", config::Quoted(keyword.word), what));
  }
  return classifier;
}

}  // namespace textback
