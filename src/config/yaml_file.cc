// Reads the text of a YAML file into a tree, by libyaml.
#include <absl/status/status.h>
#include <absl/strings/ascii.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>
#include <yaml.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "config/yaml_reader.h"
#include "textback/model/utf8.h"

namespace textback::config {
namespace {

using Kind = YamlNode::Kind;

constexpr std::size_t kMaxFields = 1000;  // per mapping: the search for duplicates is quadratic

int LineOf(const yaml_mark_t& mark) { return static_cast<int>(mark.line) + 1; }

// Builds our tree from libyaml's events. A tree of its own would follow aliases, keep two fields
// with one name, and lose how a text was written. After the first mistake nothing more is taken.
class TreeBuilder {
 public:
  void Take(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT: {
        const auto& scalar = event.data.scalar;
        return TakeScalar(event, {scalar.anchor, scalar.tag},
                          {reinterpret_cast<const char*>(scalar.value), scalar.length});
      }
      case YAML_SEQUENCE_START_EVENT: {
        const auto& start = event.data.sequence_start;
        return Open(event, {start.anchor, start.tag}, Kind::kList);
      }
      case YAML_MAPPING_START_EVENT: {
        const auto& start = event.data.mapping_start;
        return Open(event, {start.anchor, start.tag}, Kind::kMapping);
      }
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        return open_.pop_back();
      case YAML_ALIAS_EVENT:
        return Refuse(event, "aliases (*name) are not used here; write the value out");
      default:
        return;
    }
  }

  YamlNode TakeRoot() { return std::move(root_); }
  bool ok() const { return mistake_.empty(); }
  const std::string& mistake() const { return mistake_; }
  int mistake_line() const { return mistake_line_; }

 private:
  struct Extras {
    const yaml_char_t* anchor;
    const yaml_char_t* tag;
  };

  void Refuse(const yaml_event_t& event, std::string what) {
    if (!ok()) return;
    mistake_ = std::move(what);
    mistake_line_ = LineOf(event.start_mark);
  }

  void RefuseExtras(const yaml_event_t& event, const Extras& extras) {
    if (extras.anchor != nullptr)
      Refuse(event, "anchors (&name) are not used here; write the value out");
    if (extras.tag != nullptr) Refuse(event, "tags (!name) are not used here; remove it");
  }

  void TakeScalar(const yaml_event_t& event, const Extras& extras, std::string_view value) {
    if (!open_.empty() && open_.back()->kind == Kind::kMapping && !key_.has_value())
      return AddKey(event, extras, value);
    const yaml_scalar_style_t style = event.data.scalar.style;
    const bool plain = style == YAML_PLAIN_SCALAR_STYLE;
    const bool null =
        plain && (value == "~" || value == "null" || value == "Null" || value == "NULL");
    const bool nothing = null || (plain && value.empty());
    YamlNode* node = Add(event, extras, nothing ? Kind::kNothing : Kind::kText);
    if (node == nullptr) return;
    node->null = null;
    if (nothing) return;
    node->text = value;
    // A block's first line is the one after its mark.
    if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE) ++node->text_line;
  }

  void AddKey(const yaml_event_t& event, const Extras& extras, std::string_view name) {
    RefuseExtras(event, extras);
    // An escape such as "\x07" can produce characters that are not allowed in the file. Messages
    // show names.
    if (std::any_of(name.begin(), name.end(), absl::ascii_iscntrl))
      Refuse(event, "the name of a field holds a control character; remove it");
    const std::vector<YamlField>& fields = open_.back()->fields;
    if (fields.size() >= kMaxFields)
      Refuse(event, absl::StrFormat("more than %d fields", kMaxFields));
    const auto first = std::find_if(fields.begin(), fields.end(),
                                    [&](const YamlField& f) { return f.name == name; });
    if (first != fields.end()) {
      Refuse(event,
             absl::StrFormat("%s: given twice, first on line %d; remove one", name, first->line));
    }
    key_ = YamlField{.name = std::string(name), .line = LineOf(event.start_mark), .value = {}};
  }

  // Returns null after a mistake.
  YamlNode* Add(const yaml_event_t& event, const Extras& extras, Kind kind) {
    RefuseExtras(event, extras);
    const bool in_mapping = !open_.empty() && open_.back()->kind == Kind::kMapping;
    if (in_mapping && !key_.has_value())
      Refuse(event, "the name of a field is a text; write  name: value");
    if (!ok()) return nullptr;
    YamlNode* node = &root_;
    if (in_mapping) {
      open_.back()->fields.push_back(*std::exchange(key_, std::nullopt));
      node = &open_.back()->fields.back().value;
    } else if (!open_.empty()) {
      node = &open_.back()->items.emplace_back();
    }
    node->kind = kind;
    node->line = node->text_line = LineOf(event.start_mark);
    return node;
  }

  void Open(const yaml_event_t& event, const Extras& extras, Kind kind) {
    if (open_.size() >= kMaxYamlDepth)
      Refuse(event, absl::StrFormat("nested more than %d levels deep", kMaxYamlDepth));
    // The pointer stays valid: a vector does not grow while one of its elements is open.
    if (YamlNode* node = Add(event, extras, kind); node != nullptr) open_.push_back(node);
  }

  YamlNode root_;
  std::vector<YamlNode*> open_;
  std::optional<YamlField> key_;  // waits for its value
  std::string mistake_;
  int mistake_line_ = 0;
};

// libyaml's parser, and one event of it at a time.
class Parser {
 public:
  explicit Parser(std::string_view yaml) : yaml_(yaml) {
    if (yaml_parser_initialize(&parser_) == 0) return;
    usable_ = true;
    yaml_parser_set_encoding(&parser_, YAML_UTF8_ENCODING);
    yaml_parser_set_input_string(&parser_, reinterpret_cast<const unsigned char*>(yaml.data()),
                                 yaml.size());
  }
  ~Parser() {
    yaml_event_delete(&event_);
    if (usable_) yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  // False: the file is no YAML, see Problem.
  bool Next() {
    yaml_event_delete(&event_);
    return usable_ && yaml_parser_parse(&parser_, &event_) != 0;
  }
  const yaml_event_t& event() const { return event_; }

  absl::Status Problem(const YamlFile& file) const {
    if (!usable_ || parser_.error == YAML_MEMORY_ERROR)
      return file.Error(1, "", "can't be read: no memory is left");
    const std::string what(parser_.problem == nullptr ? "not YAML" : parser_.problem);
    if (parser_.error == YAML_READER_ERROR) {
      const std::string_view before = yaml_.substr(0, parser_.problem_offset);
      return file.Error(1 + static_cast<int>(std::count(before.begin(), before.end(), '\n')), "",
                        what);
    }
    return file.Error(
        LineOf(parser_.problem_mark), "",
        parser_.context == nullptr ? what : absl::StrCat(what, ", ", parser_.context));
  }

 private:
  std::string_view yaml_;
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  bool usable_ = false;
};

// Says on which line a byte is that no file of ours may hold.
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
    // libyaml ends a line at these too, so its line numbers would no longer be those of the file.
    const bool alone = c.code == '\r' && yaml.substr(at + 1, 1) != "\n";
    if (alone || c.code == 0x2028 || c.code == 0x2029) {
      return file.Error(line, "",
                        absl::StrFormat("U+%04X ends a line here; end lines with a line feed",
                                        static_cast<unsigned>(c.code)));
    }
    line += c.code == '\n' ? 1 : 0;
    at += c.size;
  }
  return absl::OkStatus();
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
  Parser parser(yaml);
  TreeBuilder builder;
  int documents = 0;
  do {
    if (!parser.Next()) return parser.Problem(file);
    const yaml_event_t& event = parser.event();
    if (event.type == YAML_DOCUMENT_START_EVENT && ++documents > 1) {
      // Its first value stands below the "---".
      if (!parser.Next()) return parser.Problem(file);
      return file.Error(LineOf(event.start_mark), "",
                        "a second document begins here; a file holds one");
    }
    builder.Take(event);
    if (!builder.ok()) return file.Error(builder.mistake_line(), "", builder.mistake());
  } while (parser.event().type != YAML_STREAM_END_EVENT);
  if (documents == 0) return file.Error(1, "", "the file is empty");
  file.root = builder.TakeRoot();
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

}  // namespace textback::config
