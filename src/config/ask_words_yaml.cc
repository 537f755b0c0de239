#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>
#include <vector>

#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/words_data.h"
#include "textback/text/asked_time.h"

namespace textback {
namespace {

using config::FieldReader;
using config::Quoted;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;
using In = AskWordsFault::In;

constexpr std::array<std::string_view, 3> kLanguages = {"en", "fr", "es"};

absl::StatusOr<AskWords::Does> ParseDoes(std::string_view text) {
  return config::ParseOneOf("what", kEveryAskDoes, text);
}

absl::StatusOr<std::string> ParseId(std::string_view text) {
  const std::string_view language = text.substr(0, text.find('.'));
  const bool known = std::find(kLanguages.begin(), kLanguages.end(), language) != kLanguages.end();
  if (known && text.size() > language.size() + 1) return std::string(text);
  return absl::InvalidArgumentError(
      absl::StrFormat("%s; begin it with en, fr or es and a dot, as in en.text_me", Quoted(text)));
}

class Reader {
 public:
  Reader(const YamlFile& file, SharedSource source) : file_(file), source_(std::move(source)) {}

  absl::StatusOr<std::shared_ptr<const AskedTimes>> Read() {
    FieldReader fields(file_, file_.root, "", {"fillers", "light", "classes", "parts", "phrases"});
    fields.Require("phrases");
    ReadList(fields, "fillers", In::kFillers, words_.fillers);
    ReadList(fields, "light", In::kLight, words_.light);
    const YamlNode* classes = fields.Mapping("classes");
    const YamlNode* parts = fields.Mapping("parts");
    const YamlNode* phrases = fields.List("phrases");
    absl::Status status = fields.status();
    if (classes != nullptr && status.ok()) status = ReadClasses(*classes);
    if (parts != nullptr && status.ok()) status = ReadParts(*parts);
    for (std::size_t i = 0; phrases != nullptr && i < phrases->items.size() && status.ok(); ++i)
      status = ReadPhrases(phrases->items[i]);
    if (!status.ok()) return status;
    absl::StatusOr<std::shared_ptr<const AskedTimes>> made = AskedTimes::Make(words_, source_);
    if (made.ok()) return made;
    return Error(*AskedTimes::FindFault(words_));
  }

 private:
  void ReadList(FieldReader& fields, std::string_view name, In in, std::vector<std::string>& out) {
    fields.OptionalTexts(name, &config::ParseLine, out);
    for (std::size_t i = 0; i < out.size(); ++i) lines_[in].push_back(fields.LineOf(name, i));
  }

  absl::Status ReadClasses(const YamlNode& classes) {
    FieldReader fields(file_, classes, "classes");
    for (const YamlField& field : classes.fields) {
      std::vector<std::string> list;
      fields.OptionalTexts(field.name, &config::ParseLine, list);
      if (!fields.ok()) return fields.status();
      words_.classes.emplace_back(field.name, std::move(list));
      lines_[In::kClasses].push_back(field.line);
    }
    return absl::OkStatus();
  }

  absl::Status ReadParts(const YamlNode& parts) {
    FieldReader fields(file_, parts, "parts");
    for (const YamlField& field : parts.fields) {
      std::string piece;
      fields.Required(field.name, &config::ParseLine, piece);
      words_.parts.emplace_back(field.name, std::move(piece));
    }
    return fields.status();
  }

  absl::Status ReadPhrases(const YamlNode& node) {
    FieldReader fields(file_, node, "phrases", {"id", "what", "say"});
    AskWords::Phrases out;
    fields.Required("id", &ParseId, out.id);
    fields.Required("what", &ParseDoes, out.does);
    fields.Require("say");
    fields.OptionalTexts("say", &config::ParseLine, out.say);
    if (fields.ok() && out.say.empty())
      fields.Fail(fields.LineOf("say"), "say", "an empty list; add a phrase or remove the entry");
    if (!fields.ok()) return fields.status();
    for (const AskWords::Phrases& other : words_.phrases) {
      if (other.id == out.id)
        return file_.Error(node.line, "phrases.id",
                           absl::StrFormat("%s is there already; ids are unique", Quoted(out.id)));
    }
    std::vector<int>& says = say_lines_.emplace_back();
    for (std::size_t i = 0; i < out.say.size(); ++i) says.push_back(fields.LineOf("say", i));
    words_.phrases.push_back(std::move(out));
    return absl::OkStatus();
  }

  absl::Status Error(const AskWordsFault& fault) const {
    if (fault.in == In::kPhrases && fault.index < say_lines_.size()) {
      const std::vector<int>& says = say_lines_[fault.index];
      const int line = fault.item < says.size() ? says[fault.item] : says.front();
      return file_.Error(line, "phrases.say", fault.what);
    }
    const auto lines = lines_.find(fault.in);
    const bool known = lines != lines_.end() && fault.index < lines->second.size();
    constexpr std::array<std::string_view, 4> kFields = {"fillers", "light", "classes", "phrases"};
    return file_.Error(known ? lines->second[fault.index] : 1,
                       kFields[static_cast<std::size_t>(fault.in)], fault.what);
  }

  const YamlFile& file_;
  SharedSource source_;
  AskWords words_;
  std::map<In, std::vector<int>> lines_;     // of each entry
  std::vector<std::vector<int>> say_lines_;  // of each phrase
};

}  // namespace

absl::StatusOr<std::shared_ptr<const AskedTimes>> ParseAskWords(std::string_view yaml,
                                                                std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  return Reader(*file, NewSource(std::string(file_name), std::string(yaml))).Read();
}

}  // namespace textback
