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
#include "textback/text/reply.h"

namespace textback {
namespace {

using config::FieldReader;
using config::Quoted;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;

constexpr std::array<std::string_view, 4> kLanguages = {"any", "en", "fr", "es"};

absl::StatusOr<ReplyKind> ParseKind(std::string_view text) {
  return config::ParseOneOf("kind", kEveryReplyKind, text);
}

absl::StatusOr<std::string> ParseLanguage(std::string_view text) {
  for (const std::string_view language : kLanguages) {
    if (language == text) return std::string(text);
  }
  return config::UnknownName("language", text, kLanguages);
}

absl::StatusOr<bool> ParseYes(std::string_view text) {
  if (text == "yes") return true;
  return absl::InvalidArgumentError(
      absl::StrFormat("%s; write yes, or leave the field out", Quoted(text)));
}

absl::StatusOr<std::string> ParseOverrules(std::string_view text) {
  if (text == "yes" || text == "fully" || text == "instruction") return std::string(text);
  return absl::InvalidArgumentError(
      absl::StrFormat("%s; write yes, fully or instruction, or leave the field out", Quoted(text)));
}

// Reads a required, non-empty list of words.
absl::Status ReadWords(FieldReader& fields, std::string_view name, std::vector<std::string>& out) {
  fields.Require(name);
  fields.OptionalTexts(name, &config::ParseLine, out);
  if (fields.ok() && out.empty())
    fields.Fail(fields.LineOf(name), name, "an empty list; add a word or leave the entry out");
  return fields.status();
}

absl::Status ReadKeywords(const YamlFile& file, const YamlNode& node, ReplyWords& words) {
  FieldReader fields(file, node, "keywords",
                     {"kind", "language", "in_company", "mistyped", "cancels", "why", "words"});
  ReplyWords::Keywords group;
  std::string why;
  fields.Required("kind", &ParseKind, group.kind);
  fields.Required("language", &ParseLanguage, group.language);
  fields.Optional("in_company", &ParseKind, group.in_company);
  fields.Optional("mistyped", &ParseYes, group.mistyped);
  fields.Optional("cancels", &ParseYes, group.cancels);
  fields.Required("why", &config::ParseLine, why);
  if (absl::Status status = ReadWords(fields, "words", group.words); !status.ok()) return status;
  if (group.kind == ReplyKind::kReply)
    return file.Error(node.line, "keywords.kind", "a keyword that means nothing; leave it out");
  words.keywords.push_back(std::move(group));
  return absl::OkStatus();
}

absl::Status ReadClass(const YamlFile& file, const YamlField& field, ReplyWords& words) {
  const std::string path = "classes." + field.name;
  if (field.value.kind != YamlNode::Kind::kList || field.value.items.empty())
    return file.Error(field.line, path, "a list of words belongs here");
  ReplyWords::Class out{.name = field.name};
  for (const YamlNode& item : field.value.items) {
    const absl::StatusOr<std::string> word = config::ParseLine(item.text);
    if (!word.ok()) return file.Error(item.line, path, config::MessageOf(word.status()));
    out.words.push_back(*word);
  }
  words.classes.push_back(std::move(out));
  return absl::OkStatus();
}

absl::Status ReadPart(const YamlFile& file, const YamlField& field, ReplyWords& words) {
  const absl::StatusOr<std::string> piece = config::ParseLine(field.value.text);
  if (field.value.kind != YamlNode::Kind::kText || !piece.ok())
    return file.Error(field.line, "parts." + field.name, "a piece of a phrase belongs here");
  words.parts.emplace_back(field.name, *piece);
  return absl::OkStatus();
}

absl::StatusOr<std::string> LanguageOfId(const YamlFile& file, const YamlNode& node,
                                         std::string_view list, std::string_view id) {
  const absl::StatusOr<std::string> language = ParseLanguage(id.substr(0, id.find('.')));
  if (language.ok()) return language;
  return file.Error(node.line, absl::StrFormat("%s.id", list),
                    "begins with its language and a dot, as in en.stop_texting");
}

absl::StatusOr<ReplyWords::Marks::Mark> ParseMark(std::string_view text) {
  using Mark = ReplyWords::Marks::Mark;
  constexpr std::array<std::pair<std::string_view, Mark>, 4> kMarks = {
      {{"emergency", Mark::kEmergency},
       {"perhaps_emergency", Mark::kPerhapsEmergency},
       {"no_emergency", Mark::kNoEmergency},
       {"call", Mark::kCall}}};
  std::array<std::string_view, 4> names;
  for (std::size_t i = 0; i < kMarks.size(); ++i) {
    if (kMarks[i].first == text) return kMarks[i].second;
    names[i] = kMarks[i].first;
  }
  return config::UnknownName("mark", text, names);
}

absl::Status ReadMarks(const YamlFile& file, const YamlNode& node, ReplyWords& words) {
  FieldReader fields(file, node, "marks", {"id", "mark", "why", "say"});
  ReplyWords::Marks out;
  fields.Required("id", &config::ParseLine, out.id);
  fields.Required("mark", &ParseMark, out.mark);
  fields.Required("why", &config::ParseLine, out.why);
  if (absl::Status status = ReadWords(fields, "say", out.say); !status.ok()) return status;
  const absl::StatusOr<std::string> language = LanguageOfId(file, node, "marks", out.id);
  if (!language.ok()) return language.status();
  out.language = *language;
  for (const auto& other : words.marks) {
    if (other.id == out.id)
      return file.Error(node.line, "marks.id",
                        absl::StrFormat("%s is there already; ids are unique", Quoted(out.id)));
  }
  words.marks.push_back(std::move(out));
  return absl::OkStatus();
}

absl::Status ReadPhrases(const YamlFile& file, const YamlNode& node, ReplyWords& words) {
  FieldReader fields(file, node, "phrases",
                     {"id", "kind", "aside", "overrules", "unless_asked", "why", "say"});
  ReplyWords::Phrases out;
  fields.Required("id", &config::ParseLine, out.id);
  fields.Required("kind", &ParseKind, out.kind);
  fields.Optional("aside", &ParseYes, out.aside);
  fields.Optional("unless_asked", &ParseYes, out.unless_asked);
  std::string overrules;
  fields.Optional("overrules", &ParseOverrules, overrules);
  out.overrules = !overrules.empty();
  out.instruction = overrules == "instruction";
  out.fully = out.instruction || overrules == "fully";
  fields.Required("why", &config::ParseLine, out.why);
  if (absl::Status status = ReadWords(fields, "say", out.say); !status.ok()) return status;
  const absl::StatusOr<std::string> language = LanguageOfId(file, node, "phrases", out.id);
  if (!language.ok()) return language.status();
  out.language = *language;
  for (const auto& other : words.phrases) {
    if (other.id == out.id)
      return file.Error(node.line, "phrases.id",
                        absl::StrFormat("%s is there already; ids are unique", Quoted(out.id)));
  }
  words.phrases.push_back(std::move(out));
  return absl::OkStatus();
}

// R9: how people say who they are.
absl::Status ReadNames(const YamlFile& file, const YamlNode& node, NameWords& names) {
  FieldReader fields(file, node, "names",
                     {"introductions", "unless_after", "not_names", "companies"});
  fields.Require("introductions");
  fields.OptionalTexts("unless_after", &config::ParseLine, names.unless_after);
  fields.OptionalTexts("not_names", &config::ParseLine, names.not_names);
  fields.OptionalTexts("companies", &config::ParseLine, names.companies);
  const YamlNode* list = fields.Mapping("introductions");
  if (!fields.ok()) return fields.status();
  FieldReader introductions(file, *list, "names.introductions");
  for (const YamlField& one : list->fields) {
    NameWords::Introduction& out = names.introductions.emplace_back();
    out.id = one.name;
    introductions.OptionalTexts(one.name, &config::ParseLine, out.say);
    if (introductions.ok() && out.say.empty())
      return file.Error(one.line, "names.introductions",
                        absl::StrFormat("%s has no words; write [this is]", Quoted(one.name)));
  }
  return introductions.status();
}

// Reads files one after another into the same lists, and remembers where each entry was written.
class Reader {
 public:
  explicit Reader(std::shared_ptr<const AskedTimes> asks) { words_.asks = std::move(asks); }
  absl::Status Read(const SharedSource& source);
  absl::StatusOr<std::shared_ptr<const ReplyClassifier>> Make(
      std::vector<SharedSource> sources, std::shared_ptr<const Opinion> opinion) const;

 private:
  struct Place {
    std::size_t file = 0;
    int line = 1;
  };
  using In = ReplyWordsFault::In;

  absl::Status ReadLists(const YamlFile& file, FieldReader& fields);
  absl::Status ReadEntries(const YamlFile& file, FieldReader& fields);
  // `list` grew: its new entries were written at `line`.
  void Wrote(In in, std::size_t size, int line);
  void WroteWords(In in, std::string_view name, std::size_t size, FieldReader& fields);
  absl::Status Error(In in, std::size_t index, std::string_view what) const;

  ReplyWords words_;
  std::vector<YamlFile> files_;
  std::map<In, std::vector<Place>> places_;
};

std::string_view FieldOf(ReplyWordsFault::In in) {
  switch (in) {
    case ReplyWordsFault::In::kKeywords:
      return "keywords";
    case ReplyWordsFault::In::kFillers:
      return "fillers";
    case ReplyWordsFault::In::kYes:
      return "yes";
    case ReplyWordsFault::In::kClasses:
      return "classes";
    case ReplyWordsFault::In::kPhrases:
      return "phrases";
    case ReplyWordsFault::In::kMarks:
      return "marks";
  }
  return "";
}

void Reader::Wrote(In in, std::size_t size, int line) {
  places_[in].resize(size, Place{.file = files_.size() - 1, .line = line});
}

void Reader::WroteWords(In in, std::string_view name, std::size_t size, FieldReader& fields) {
  const std::size_t before = places_[in].size();
  for (std::size_t i = before; i < size; ++i) Wrote(in, i + 1, fields.LineOf(name, i - before));
}

absl::Status Reader::Error(In in, std::size_t index, std::string_view what) const {
  const auto list = places_.find(in);
  if (list == places_.end() || index >= list->second.size())
    return files_.front().Error(1, FieldOf(in), what);
  const Place& place = list->second[index];
  return files_[place.file].Error(place.line, FieldOf(in), what);
}

absl::Status Reader::ReadLists(const YamlFile& file, FieldReader& fields) {
  fields.OptionalTexts("mistyped", &config::ParseLine, words_.mistyped);
  fields.OptionalTexts("not_typos", &config::ParseLine, words_.not_typos);
  fields.OptionalTexts("fillers", &config::ParseLine, words_.fillers);
  fields.OptionalTexts("yes", &config::ParseLine, words_.yes);
  fields.OptionalTexts("swears", &config::ParseLine, words_.swears);
  fields.OptionalTexts("name_classes", &config::ParseLine, words_.name_classes);
  WroteWords(In::kFillers, "fillers", words_.fillers.size(), fields);
  WroteWords(In::kYes, "yes", words_.yes.size(), fields);
  const YamlNode* names = fields.Mapping("names");
  if (!fields.ok() || names == nullptr) return fields.status();
  return ReadNames(file, *names, words_.names);
}

absl::Status Reader::ReadEntries(const YamlFile& file, FieldReader& fields) {
  const auto each = [&](std::string_view name, In in, auto read, const auto& list) {
    const YamlNode* nodes = fields.List(name);
    absl::Status status = fields.status();
    for (std::size_t i = 0; nodes != nullptr && i < nodes->items.size() && status.ok(); ++i) {
      status = read(file, nodes->items[i], words_);
      Wrote(in, list.size(), nodes->items[i].line);
    }
    return status;
  };
  absl::Status status = each("keywords", In::kKeywords, &ReadKeywords, words_.keywords);
  status.Update(each("phrases", In::kPhrases, &ReadPhrases, words_.phrases));
  status.Update(each("marks", In::kMarks, &ReadMarks, words_.marks));
  if (!status.ok()) return status;
  const YamlNode* classes = fields.Mapping("classes");
  for (std::size_t i = 0; classes != nullptr && i < classes->fields.size(); ++i) {
    if (status = ReadClass(file, classes->fields[i], words_); !status.ok()) return status;
    Wrote(In::kClasses, words_.classes.size(), classes->fields[i].line);
  }
  const YamlNode* parts = fields.Mapping("parts");
  for (std::size_t i = 0; parts != nullptr && i < parts->fields.size(); ++i) {
    if (status = ReadPart(file, parts->fields[i], words_); !status.ok()) return status;
  }
  return fields.status();
}

absl::Status Reader::Read(const SharedSource& source) {
  absl::StatusOr<YamlFile> parsed = config::ParseYaml(source->text, source->name);
  if (!parsed.ok()) return parsed.status();
  const YamlFile& file = files_.emplace_back(*std::move(parsed));
  FieldReader fields(file, file.root, "",
                     {"keywords", "mistyped", "not_typos", "fillers", "yes", "swears",
                      "name_classes", "classes", "parts", "phrases", "marks", "names"});
  if (absl::Status status = ReadLists(file, fields); !status.ok()) return status;
  return ReadEntries(file, fields);
}

absl::StatusOr<std::shared_ptr<const ReplyClassifier>> Reader::Make(
    std::vector<SharedSource> sources, std::shared_ptr<const Opinion> opinion) const {
  // Required: without them nobody could opt out; everything else is optional.
  const bool stops = std::any_of(words_.keywords.begin(), words_.keywords.end(),
                                 [](const auto& group) { return group.kind == ReplyKind::kStop; });
  if (words_.keywords.empty())
    return Error(In::kKeywords, 0, "missing; without stop words nobody could opt out");
  if (!stops) return Error(In::kKeywords, 0, "no stop words; add a group of them");
  absl::StatusOr<std::shared_ptr<const ReplyClassifier>> made =
      ReplyClassifier::Make(words_, std::move(sources), std::move(opinion));
  if (made.ok()) return made;
  const std::optional<ReplyWordsFault> fault = ReplyClassifier::FindFault(words_);
  return Error(fault->in, fault->index, fault->what);
}

}  // namespace

absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ParseReplyWords(
    std::vector<SharedSource> files, std::shared_ptr<const Opinion> opinion,
    std::shared_ptr<const AskedTimes> asks) {
  if (files.empty())
    return absl::InvalidArgumentError("words of replies: no file; give at least one");
  Reader reader(std::move(asks));
  for (const SharedSource& file : files) {
    if (absl::Status status = reader.Read(file); !status.ok()) return status;
  }
  return reader.Make(std::move(files), std::move(opinion));
}

absl::StatusOr<std::shared_ptr<const ReplyClassifier>> ParseReplyWords(
    std::string_view yaml, std::string_view file_name, std::shared_ptr<const Opinion> opinion) {
  return ParseReplyWords({NewSource(std::string(file_name), std::string(yaml))},
                         std::move(opinion));
}

}  // namespace textback
