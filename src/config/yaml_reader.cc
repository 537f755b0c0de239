#include "config/yaml_reader.h"

#include <absl/status/status.h>
#include <absl/strings/ascii.h>
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>

#include "textback/model/utf8.h"

namespace textback::config {
namespace {

using Kind = YamlNode::Kind;

// The edit distance of two words: changes, insertions, deletions and swaps of neighbours.
std::size_t Distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) d[i][0] = i;
  for (std::size_t j = 0; j <= b.size(); ++j) d[0][j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t change = a[i - 1] == b[j - 1] ? 0 : 1;
      d[i][j] = std::min({d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
    }
  }
  return d[a.size()][b.size()];
}

std::string List(std::span<const std::string_view> words) {
  std::string list;
  for (const std::string_view word : words) {
    if (!list.empty()) list += ", ";
    list += word;
  }
  return list;
}

}  // namespace

std::string Quoted(std::string_view text) {
  constexpr std::size_t kShown = 60;
  const std::string_view shown = CutUtf8(text, kShown);
  return absl::StrCat("'", absl::Utf8SafeCEscape({shown.data(), shown.size()}),
                      shown.size() < text.size() ? "...'" : "'");
}

std::string DidYouMean(std::string_view text, std::span<const std::string_view> known) {
  text = text.substr(0, 64);
  const std::size_t most = std::clamp<std::size_t>(text.size() / 4, 1, 3);
  std::string_view best;
  std::size_t best_distance = most + 1;
  for (const std::string_view word : known) {
    const std::size_t distance = Distance(text, word);
    if (distance >= best_distance) continue;
    best_distance = distance;
    best = word;
  }
  if (!best.empty()) return absl::StrFormat("; did you mean %s?", best);
  return known.size() > 12 ? std::string() : absl::StrCat("; known are ", List(known));
}

std::string_view NameOf(YamlNode::Kind kind) {
  constexpr std::array<std::string_view, 4> kNames = {"nothing", "a text", "a list",
                                                      "fields of its own"};
  return kNames.at(static_cast<std::size_t>(kind));
}

FieldReader::FieldReader(const YamlFile& file, const YamlNode& mapping, std::string_view path)
    : file_(file), mapping_(mapping), path_(path) {
  if (mapping.kind == Kind::kMapping) return;
  status_ =
      file.Error(mapping.line, path,
                 absl::StrFormat("%s where fields (name: value) belong", NameOf(mapping.kind)));
}

FieldReader::FieldReader(const YamlFile& file, const YamlNode& mapping, std::string_view path,
                         std::initializer_list<std::string_view> known)
    : FieldReader(file, mapping, path) {
  if (!ok()) return;
  for (const YamlField& field : mapping.fields) {
    if (std::find(known.begin(), known.end(), field.name) != known.end()) continue;
    Fail(field.line, "",
         absl::StrFormat("unknown field %s%s", Quoted(field.name),
                         DidYouMean(field.name, {known.begin(), known.size()})));
    return;
  }
}

void FieldReader::Fail(int line, std::string_view name, std::string_view what) {
  if (!ok()) return;
  const std::string path =
      absl::StrFormat("%s%s%s", path_, path_.empty() || name.empty() ? "" : ".", name);
  status_ = file_.Error(line, path, what);
}

void FieldReader::Fail(const absl::Status& status) {
  if (ok()) status_ = status;
}

const YamlField* FieldReader::Find(std::string_view name) const {
  const auto& fields = mapping_.fields;
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [name](const YamlField& f) { return f.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

int FieldReader::LineOf(std::string_view name) const {
  const YamlField* field = Find(name);
  return field == nullptr ? mapping_.line : field->line;
}

int FieldReader::LineOf(std::string_view name, std::size_t entry) const {
  const YamlField* field = Find(name);
  if (field == nullptr) return mapping_.line;
  const YamlNode& node = field->value;
  if (entry < node.items.size()) return node.items[entry].line;
  return entry < node.fields.size() ? node.fields[entry].line : field->line;
}

void FieldReader::Require(std::string_view name) {
  const YamlField* field = Find(name);
  if (field == nullptr) return Fail(mapping_.line, name, "missing; add it");
  if (IsUnknown(*field)) Fail(field->line, name, "no value; it has to be known");
}

bool FieldReader::ExpectText(std::string_view name, const YamlNode& node, int line) {
  if (!ok()) return false;
  if (node.kind == Kind::kText) return true;
  if (node.kind == Kind::kNothing) {
    Fail(line, name, "no value; write one or leave the field out");
  } else {
    Fail(line, name, absl::StrFormat("%s where a text belongs", NameOf(node.kind)));
  }
  return false;
}

const YamlNode* FieldReader::OptionalText(std::string_view name) {
  const YamlField* field = ok() ? Find(name) : nullptr;
  if (field == nullptr || IsUnknown(*field)) return nullptr;
  return ExpectText(name, field->value, field->line) ? &field->value : nullptr;
}

const YamlNode* FieldReader::RequiredText(std::string_view name) {
  Require(name);
  return OptionalText(name);
}

const YamlNode* FieldReader::OfKind(std::string_view name, Kind kind) {
  const YamlField* field = ok() ? Find(name) : nullptr;
  if (field == nullptr || IsUnknown(*field)) return nullptr;
  if (field->value.kind == kind) return &field->value;
  Fail(
      field->line, name,
      absl::StrFormat("%s where %s belongs", NameOf(field->value.kind),
                      kind == Kind::kList ? "a list ([a, b])" : "a group of fields (name: value)"));
  return nullptr;
}

const YamlNode* FieldReader::List(std::string_view name) { return OfKind(name, Kind::kList); }
const YamlNode* FieldReader::Mapping(std::string_view name) { return OfKind(name, Kind::kMapping); }

}  // namespace textback::config
