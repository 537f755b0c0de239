#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/rulebook_yaml.h"

namespace textback {
namespace {

using config::FieldReader;
using config::Quoted;
using config::YamlFile;
using config::YamlNode;

absl::StatusOr<HolidayRule::Years> ParseYears(std::string_view text) {
  if (text == "even") return HolidayRule::Years::kEven;
  if (text == "odd") return HolidayRule::Years::kOdd;
  return absl::InvalidArgumentError(absl::StrFormat("%s; write even or odd", Quoted(text)));
}

absl::Status ReadDay(const YamlFile& file, const YamlNode& node, std::vector<HolidayRule>& days) {
  FieldReader fields(file, node, "calendars.days", {"name", "on", "observed", "years"});
  std::string name;
  std::string on;
  std::string observed;
  HolidayRule::Years years = HolidayRule::Years::kAll;
  fields.Required("name", &config::ParseLine, name);
  fields.Required("on", &config::ParseLine, on);
  fields.Optional("observed", &config::ParseLine, observed);
  fields.Optional("years", &ParseYears, years);
  if (!fields.ok()) return fields.status();
  absl::StatusOr<HolidayRule> rule = ParseHolidayRule(name, on, observed);
  if (!rule.ok()) return file.Error(node.line, "calendars.days", config::MessageOf(rule.status()));
  const bool twice = std::any_of(days.begin(), days.end(),
                                 [&name](const HolidayRule& day) { return day.name == name; });
  if (twice) {
    return file.Error(node.line, "calendars.days.name",
                      absl::StrFormat("%s is in this calendar already", Quoted(name)));
  }
  rule->years = years;
  days.push_back(*std::move(rule));
  return absl::OkStatus();
}

absl::Status ReadCalendar(const YamlFile& file, const YamlNode& node, HolidayTables& tables) {
  FieldReader fields(file, node, "calendars",
                     {"id", "like", "citation", "as_of", "confidence", "note", "days"});
  std::string id;
  std::string like;
  HolidayTable table;
  fields.Required("id", &config::ParseLine, id);
  fields.Optional("like", &config::ParseLine, like);
  fields.Required("citation", &config::ParseLine, table.citation);
  fields.Required("as_of", &config::ParseDate, table.as_of);
  fields.Required("confidence", &config::ParseConfidence, table.confidence);
  fields.Optional("note", &config::ParseLine, table.note);
  const YamlNode* list = fields.List("days");
  if (!fields.ok()) return fields.status();
  std::vector<HolidayRule> days;
  if (!like.empty()) {
    const auto base = tables.find(like);
    if (base == tables.end()) {
      return file.Error(fields.LineOf("like"), "calendars.like",
                        absl::StrFormat("no calendar %s above this one", Quoted(like)));
    }
    days = base->second.calendar->rules();
  }
  if (list != nullptr) {
    for (const YamlNode& item : list->items) {
      if (absl::Status status = ReadDay(file, item, days); !status.ok()) return status;
    }
  }
  if (days.empty()) return file.Error(node.line, "calendars.days", "a calendar without a day");
  table.calendar = std::make_shared<const HolidayCalendar>(std::move(days));
  if (!tables.emplace(id, std::move(table)).second) {
    return file.Error(node.line, "calendars.id",
                      absl::StrFormat("%s is there already; remove one", Quoted(id)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<HolidayTables> ParseHolidays(std::string_view yaml, std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  FieldReader fields(*file, file->root, "", {"calendars"});
  fields.Require("calendars");
  const YamlNode* list = fields.List("calendars");
  if (!fields.ok()) return fields.status();
  HolidayTables tables;
  for (const YamlNode& item : list->items) {
    if (absl::Status status = ReadCalendar(*file, item, tables); !status.ok()) return status;
  }
  return tables;
}

}  // namespace textback
