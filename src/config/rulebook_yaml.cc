#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/playbook_yaml.h"
#include "textback/policy/rulebook.h"

namespace textback {
namespace {

using config::FieldReader;
using config::Quoted;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;

constexpr std::array<std::string_view, 7> kDays = {"sun", "mon", "tue", "wed", "thu", "fri", "sat"};

// How sure the row is, for its readers; the marks are explained in the built-in files.
constexpr std::array<std::string_view, 6> kConfidences = {"P", "R", "T+", "T", "GK", "AN"};

absl::StatusOr<std::size_t> ParseDay(std::string_view text) {
  const auto found = std::find(kDays.begin(), kDays.end(), text);
  if (found != kDays.end()) return static_cast<std::size_t>(found - kDays.begin());
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown day %s%s", Quoted(text), config::DidYouMean(text, kDays)));
}

absl::StatusOr<std::string> ParseConfidence(std::string_view text) {
  if (std::find(kConfidences.begin(), kConfidences.end(), text) != kConfidences.end())
    return std::string(text);
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown mark %s; write P, R, T+, T, GK or AN", Quoted(text)));
}

absl::StatusOr<int> ParseMonths(std::string_view text) {
  absl::StatusOr<int> months = config::ParseNumber(text);
  if (months.ok() && (*months < 1 || *months > 120))
    return absl::InvalidArgumentError("from 1 to 120 months are allowed");
  return months;
}

// "mon" or "mon-fri" with its hours; `seen` has a bit per day.
absl::Status ReadDays(const YamlFile& file, const YamlField& field, RulebookRow& row,
                      unsigned& seen) {
  const std::string path = "rows.hours." + field.name;
  const auto wrong = [&](std::string_view what) { return file.Error(field.line, path, what); };
  const std::string_view name = field.name;
  const std::size_t dash = name.find('-');
  const absl::StatusOr<std::size_t> first = ParseDay(name.substr(0, dash));
  if (!first.ok()) return wrong(config::MessageOf(first.status()));
  const absl::StatusOr<std::size_t> last =
      dash == std::string_view::npos ? first : ParseDay(name.substr(dash + 1));
  if (!last.ok()) return wrong(config::MessageOf(last.status()));
  if (field.value.kind != YamlNode::Kind::kText)
    return wrong("hours missing; write \"09:00-21:30\" or closed");
  const absl::StatusOr<DayHours> hours = config::ParseHours(field.value.text);
  if (!hours.ok()) return file.Error(field.value.line, path, config::MessageOf(hours.status()));
  for (std::size_t day = *first;; day = (day + 1) % kDays.size()) {
    if ((seen & (1u << day)) != 0)
      return wrong(absl::StrFormat("%s has hours already; remove one", kDays[day]));
    seen |= 1u << day;
    row.hours[day] = *hours;
    if (day == *last) return absl::OkStatus();
  }
}

absl::Status ReadHours(const YamlFile& file, FieldReader& fields, RulebookRow& row) {
  fields.Require("hours");
  const YamlNode* hours = fields.Mapping("hours");
  if (!fields.ok()) return fields.status();
  unsigned seen = 0;
  for (const YamlField& field : hours->fields) {
    if (absl::Status status = ReadDays(file, field, row, seen); !status.ok()) return status;
  }
  for (std::size_t day = 0; day < kDays.size(); ++day) {
    if ((seen & (1u << day)) != 0) continue;
    return file.Error(hours->line, "rows.hours",
                      absl::StrFormat("%s is missing; write its hours, or closed", kDays[day]));
  }
  return absl::OkStatus();
}

absl::StatusOr<RulebookRow> ReadRow(const YamlFile& file, const YamlNode& node) {
  FieldReader fields(file, node, "rows",
                     {"id", "hours", "cap_per_day", "inquiry_months", "purchase_months", "citation",
                      "as_of", "confidence"});
  RulebookRow row;
  std::string confidence;
  fields.Required("id", &config::ParseLine, row.id);
  if (!fields.ok()) return fields.status();
  if (absl::Status status = ReadHours(file, fields, row); !status.ok()) return status;
  fields.Required("cap_per_day", &config::ParseNumber, row.cap_per_day);
  fields.Required("inquiry_months", &ParseMonths, row.inquiry_months);
  fields.Required("purchase_months", &ParseMonths, row.purchase_months);
  fields.Required("citation", &config::ParseLine, row.citation);
  fields.Required("as_of", &config::ParseDate, row.as_of);
  fields.Optional("confidence", &ParseConfidence, confidence);
  if (!fields.ok()) return fields.status();
  if (absl::Status status = CheckRow(row); !status.ok()) {
    return file.Error(node.line, "rows", config::MessageOf(status));
  }
  return row;
}

}  // namespace

absl::StatusOr<std::shared_ptr<const Rulebook>> ParseRulebook(std::string_view yaml,
                                                              std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader fields(*file, file->root, "", {"rows"});
  fields.Require("rows");
  const YamlNode* list = fields.List("rows");
  if (!fields.ok()) return fields.status();
  if (list->items.empty())
    return file->Error(list->line, "rows", "an empty list; a rulebook has at least one row");
  std::vector<RulebookRow> rows;
  for (const YamlNode& item : list->items) {
    absl::StatusOr<RulebookRow> row = ReadRow(*file, item);
    if (!row.ok()) return row.status();
    const bool twice = std::any_of(rows.begin(), rows.end(),
                                   [&](const RulebookRow& other) { return other.id == row->id; });
    if (twice) {
      return file->Error(item.line, "rows.id",
                         absl::StrFormat("%s has a row already; remove one", Quoted(row->id)));
    }
    rows.push_back(*std::move(row));
  }
  return std::make_shared<const Rulebook>(std::move(rows));
}

}  // namespace textback
