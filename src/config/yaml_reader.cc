#include "config/yaml_reader.h"

#include <absl/status/status.h>
#include <absl/strings/ascii.h>
#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <sstream>
#include <utility>

#include "textback/model/utf8.h"

namespace textback::config {
namespace {

using Kind = YamlNode::Kind;

constexpr std::size_t kMaxFields = 1000;  // per mapping: the search for duplicates is quadratic

// Builds our tree from yaml-cpp's events. yaml-cpp's own tree would follow aliases, keep two fields
// with one name, and lose how a text was written. After the first mistake everything else is
// ignored.
class TreeBuilder : public YAML::EventHandler {
 public:
  explicit TreeBuilder(std::string_view source) : source_(source) {}

  YamlNode TakeRoot() { return std::move(root_); }
  bool ok() const { return mistake_.empty(); }
  const std::string& mistake() const { return mistake_; }
  int mistake_line() const { return mistake_line_; }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlNode* node = Add(mark, "", anchor, Kind::kNothing);
    if (node == nullptr) return;
    node->null = IsNull(mark);
    if (node->null) return;
    // The mark points to the next token, so blanks before it are skipped backwards.
    for (std::size_t at = std::min(static_cast<std::size_t>(mark.pos), source_.size()); at > 0;
         --at) {
      const char c = source_[at - 1];
      if (c != ' ' && c != '\n' && c != '\r') break;
      node->line -= c == '\n' ? 1 : 0;
    }
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override {
    Refuse(mark, "aliases (*name) are not used here; write the value out");
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    if (!ok()) return;
    if (!open_.empty() && open_.back()->kind == Kind::kMapping && !key_.has_value()) {
      AddKey(mark, tag, anchor, value);
      return;
    }
    YamlNode* node = Add(mark, tag, anchor, Kind::kText);
    if (node == nullptr) return;
    node->text = value;
    if (IsBlock(mark)) ++node->text_line;
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, Kind::kList);
  }
  void OnSequenceEnd() override { Close(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    Open(mark, tag, anchor, Kind::kMapping);
  }
  void OnMapEnd() override { Close(); }

 private:
  void Refuse(const YAML::Mark& mark, std::string what) {
    if (!ok()) return;
    mistake_ = std::move(what);
    mistake_line_ = mark.line + 1;
  }

  void RefuseExtras(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor) {
    if (anchor != YAML::NullAnchor)
      Refuse(mark, "anchors (&name) are not used here; write the value out");
    if (!tag.empty() && tag != "?" && tag != "!")
      Refuse(mark, "tags (!name) are not used here; remove it");
  }

  void AddKey(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
              const std::string& name) {
    RefuseExtras(mark, tag, anchor);
    // An escape such as "\x07" can produce characters that are not allowed in the file. Messages
    // show names.
    if (std::any_of(name.begin(), name.end(), absl::ascii_iscntrl))
      Refuse(mark, "the name of a field holds a control character; remove it");
    const std::vector<YamlField>& fields = open_.back()->fields;
    if (fields.size() >= kMaxFields)
      Refuse(mark, absl::StrFormat("more than %d fields", kMaxFields));
    const auto first = std::find_if(fields.begin(), fields.end(),
                                    [&](const YamlField& f) { return f.name == name; });
    if (first != fields.end()) {
      Refuse(mark,
             absl::StrFormat("%s: given twice, first on line %d; remove one", name, first->line));
    }
    key_ = YamlField{.name = name, .line = mark.line + 1, .value = {}};
  }

  // Returns null after a mistake.
  YamlNode* Add(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Kind kind) {
    RefuseExtras(mark, tag, anchor);
    const bool in_mapping = !open_.empty() && open_.back()->kind == Kind::kMapping;
    if (in_mapping && !key_.has_value())
      Refuse(mark, "the name of a field is a text; write  name: value");
    if (!ok()) return nullptr;
    YamlNode* node = &root_;
    if (in_mapping) {
      open_.back()->fields.push_back(*std::exchange(key_, std::nullopt));
      node = &open_.back()->fields.back().value;
    } else if (!open_.empty()) {
      node = &open_.back()->items.emplace_back();
    }
    node->kind = kind;
    node->line = node->text_line = mark.line + 1;
    return node;
  }

  void Open(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, Kind kind) {
    if (open_.size() >= kMaxYamlDepth)
      Refuse(mark, absl::StrFormat("nested more than %d levels deep", kMaxYamlDepth));
    // The pointer stays valid: a vector does not grow while one of its elements is open.
    if (YamlNode* node = Add(mark, tag, anchor, kind); node != nullptr) open_.push_back(node);
  }
  void Close() {
    if (ok()) open_.pop_back();
  }

  // Does a block ("|", ">") start at `mark`? Then its first line is the next one.
  bool IsBlock(const YAML::Mark& mark) const {
    const auto at = static_cast<std::size_t>(mark.pos);
    return mark.pos >= 0 && at < source_.size() && (source_[at] == '|' || source_[at] == '>');
  }

  // Is null written at `mark`, or does something else follow an empty value there?
  bool IsNull(const YAML::Mark& mark) const {
    const std::size_t at = std::min(static_cast<std::size_t>(mark.pos), source_.size());
    const std::string_view rest = source_.substr(at, source_.find_first_of(" \t\r\n,}]#", at) - at);
    return rest == "~" || rest == "null" || rest == "Null" || rest == "NULL";
  }

  std::string_view source_;
  YamlNode root_;
  std::vector<YamlNode*> open_;
  std::optional<YamlField> key_;  // waits for its value
  std::string mistake_;
  int mistake_line_ = 0;
};

// yaml-cpp treats some control characters as the end of the file and replaces invalid bytes. Half a
// file must not be accepted as a whole one.
absl::Status CheckBytes(const YamlFile& file, std::string_view yaml) {
  int line = 1;
  for (std::size_t at = 0; at < yaml.size();) {
    const Utf8Char c = DecodeUtf8(yaml, at);
    if (!c.valid) return file.Error(line, "", "not valid UTF-8; save the file as UTF-8");
    if ((c.code < 0x20 && c.code != '\n' && c.code != '\r' && c.code != '\t') ||
        (c.code >= 0x7F && c.code < 0xA0)) {
      return file.Error(
          line, "",
          absl::StrFormat("control character U+%04X; remove it", static_cast<unsigned>(c.code)));
    }
    line += c.code == '\n' ? 1 : 0;
    at += c.size;
  }
  return absl::OkStatus();
}

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

absl::Status YamlFile::Error(int line, std::string_view path, std::string_view what) const {
  return absl::InvalidArgumentError(
      absl::StrFormat("%s:%d: %s%s%s", name, line, path, path.empty() ? "" : ": ", what));
}

absl::StatusOr<YamlFile> ParseYaml(std::string_view yaml, std::string_view file_name) {
  YamlFile file{.name = std::string(file_name), .root = {}};
  if (yaml.size() > kMaxYamlBytes) {
    return file.Error(1, "",
                      absl::StrFormat("%d bytes; at most %d are read", yaml.size(), kMaxYamlBytes));
  }
  if (yaml.substr(0, 3) == "\xEF\xBB\xBF") yaml.remove_prefix(3);
  if (absl::Status status = CheckBytes(file, yaml); !status.ok()) return status;
  try {
    std::istringstream stream{std::string(yaml)};
    YAML::Parser parser(stream);
    TreeBuilder builder(yaml);
    if (!parser.HandleNextDocument(builder)) return file.Error(1, "", "the file is empty");
    if (!builder.ok()) return file.Error(builder.mistake_line(), "", builder.mistake());
    file.root = builder.TakeRoot();
    TreeBuilder rest(yaml);
    if (parser.HandleNextDocument(rest)) {
      return file.Error(rest.ok() ? rest.TakeRoot().line : rest.mistake_line(), "",
                        "a second document begins here; a file holds one");
    }
  } catch (const YAML::Exception& e) {
    // The message quotes single bytes, even of multi-byte characters.
    std::string what = e.msg;
    std::erase_if(what, [](char c) { return c < ' ' || c > '~'; });
    return file.Error(std::max(e.mark.line + 1, 1), "", what);
  } catch (const std::exception& e) {
    return file.Error(1, "", absl::StrCat("can't be read: ", e.what()));
  }
  return file;
}

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "rb"),
                                                             &std::fclose);
  if (file == nullptr) {
    const int error = errno;
    const absl::Status status = absl::ErrnoToStatus(error, absl::StrCat(path, ": can't be opened"));
    // Which file to read is the user's; that no more files can be opened isn't.
    const bool machine = error == EMFILE || error == ENFILE || error == ENOMEM || error == EIO;
    const bool told = machine || absl::IsNotFound(status);
    return told ? status : absl::InvalidArgumentError(status.message());
  }
  std::string text(kMaxYamlBytes + 1, '\0');
  text.resize(std::fread(text.data(), 1, text.size(), file.get()));
  if (std::ferror(file.get()) != 0)
    return absl::ErrnoToStatus(errno, absl::StrCat(path, ": can't be read"));
  if (text.size() > kMaxYamlBytes) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s:1: more than %d bytes; is it the right file?", path, kMaxYamlBytes));
  }
  return text;
}

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
