// Reads YAML into a tree with line numbers, and reads fields from it with errors that a person can
// act on: "accounts.yaml:4: zone: what is wrong; how to fix it".
//
// Stricter than YAML, because the files decide what is sent to people: no duplicate keys, anchors,
// aliases or tags, a single document, UTF-8 without control characters, at most 1 MiB and 16
// levels. Scalars are kept as written, so `no` is a language and +14035550199 is not a number.
// Nothing throws.
#ifndef TEXTBACK_SRC_CONFIG_YAML_READER_H_
#define TEXTBACK_SRC_CONFIG_YAML_READER_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace textback::config {

struct YamlField;

struct YamlNode {
  enum class Kind { kNothing, kText, kList, kMapping };
  Kind kind = Kind::kNothing;
  bool null = false;  // kNothing that is written: `null`, `~`
  int line = 1;       // the line where it begins
  int text_line = 1;  // the line of a text's first line: one later for a block ("|")
  std::string text;
  std::vector<YamlNode> items;    // of a list
  std::vector<YamlField> fields;  // of a mapping, in the order written
};

struct YamlField {
  std::string name;
  int line = 1;
  YamlNode value;
};

struct YamlFile {
  std::string name;  // for messages
  YamlNode root;
  // `name: null` means "not known": as if the field were not there. Where it is false, that is an
  // error.
  bool null_is_unknown = false;

  // InvalidArgument "name:line: path: what"; an empty path is omitted.
  absl::Status Error(int line, std::string_view path, std::string_view what) const;
};

inline constexpr std::size_t kMaxYamlBytes = std::size_t{1} << 20;
inline constexpr std::size_t kMaxYamlDepth = 16;

absl::StatusOr<YamlFile> ParseYaml(std::string_view yaml, std::string_view file_name);

// Errors: NotFound; PermissionDenied; InvalidArgument for a file of more than kMaxYamlBytes.
absl::StatusOr<std::string> ReadFile(const std::string& path);

// Abseil's string_view may be a type of its own, as in Debian's package.
inline std::string_view MessageOf(const absl::Status& status) {
  return {status.message().data(), status.message().size()};
}

// `text` in quotes, shortened, and safe to print.
std::string Quoted(std::string_view text);

// "; did you mean zone?" if one of `known` is similar to `text`. Otherwise the list of known names
// if it is short.
std::string DidYouMean(std::string_view text, std::span<const std::string_view> known);

// Reads the fields of one mapping. It keeps the first error and then does nothing more, so the
// caller reads field by field and checks once:
//
//   FieldReader fields(file, node, "", {"id", "name", "lines"});
//   fields.Required("id", ParseId, account.id);
//   fields.Optional("name", ParseName, account.name);
//   return fields.status();
//
// A parser is a function from std::string_view to absl::StatusOr. Its message says what is wrong
// and how to fix it; the reader adds the place.
class FieldReader {
 public:
  // `path` is the mapping's name in messages ("steps"), empty at the top. Fields that are not in
  // `known` are an error.
  FieldReader(const YamlFile& file, const YamlNode& mapping, std::string_view path,
              std::initializer_list<std::string_view> known);
  // Accepts fields of any name: the caller checks them.
  FieldReader(const YamlFile& file, const YamlNode& mapping, std::string_view path);

  template <class Parser, class T>
  void Required(std::string_view name, Parser parse, T& out) {
    if (const YamlNode* node = RequiredText(name); node != nullptr) Take(name, *node, parse, out);
  }
  template <class Parser, class T>
  void Optional(std::string_view name, Parser parse, T& out) {
    if (const YamlNode* node = OptionalText(name); node != nullptr) Take(name, *node, parse, out);
  }
  // Reads a list of texts. If it is absent, `out` does not change.
  template <class Parser, class T>
  void OptionalTexts(std::string_view name, Parser parse, std::vector<T>& out) {
    const YamlNode* list = List(name);
    if (list == nullptr) return;
    for (const YamlNode& item : list->items) {
      if (!ExpectText(name, item, item.line)) return;
      T value{};
      Take(name, item, parse, value);
      out.push_back(std::move(value));
    }
  }

  // Null if the field is absent or of another kind (an error), or after an earlier error.
  const YamlNode* List(std::string_view name);
  const YamlNode* Mapping(std::string_view name);

  // Reports an error if `name` is absent.
  void Require(std::string_view name);

  // Keeps the error unless there is one already.
  void Fail(int line, std::string_view name, std::string_view what);
  // Keeps `status` unchanged: for errors of nested readers.
  void Fail(const absl::Status& status);

  bool ok() const { return status_.ok(); }
  const absl::Status& status() const { return status_; }
  // The line of field `name`, or of the mapping if the field is absent.
  int LineOf(std::string_view name) const;
  // The line of an entry in the list or mapping `name`; the line of `name` if there is no such
  // entry.
  int LineOf(std::string_view name, std::size_t entry) const;

 private:
  const YamlField* Find(std::string_view name) const;
  bool IsUnknown(const YamlField& field) const { return field.value.null && file_.null_is_unknown; }
  const YamlNode* OptionalText(std::string_view name);
  const YamlNode* RequiredText(std::string_view name);
  bool ExpectText(std::string_view name, const YamlNode& node, int line);
  const YamlNode* OfKind(std::string_view name, YamlNode::Kind kind);

  template <class Parser, class T>
  void Take(std::string_view name, const YamlNode& node, Parser parse, T& out) {
    if (!ok()) return;
    auto value = parse(std::string_view(node.text));
    if (value.ok()) {
      out = *std::move(value);
    } else {
      Fail(node.line, name, MessageOf(value.status()));
    }
  }

  const YamlFile& file_;
  const YamlNode& mapping_;
  std::string path_;
  absl::Status status_;
};

// The name of a kind of node in messages, for example "a list".
std::string_view NameOf(YamlNode::Kind kind);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_YAML_READER_H_
