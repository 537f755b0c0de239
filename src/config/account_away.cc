#include "config/account_away.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <string>

#include "config/week_hours.h"
#include "config/yaml_values.h"

namespace textback::config {
namespace {

absl::StatusOr<Schedule> ParseSituation(std::string_view text) {
  const std::optional<Schedule> situation = ScheduleFromName(text);
  if (situation.has_value()) return *situation;
  return absl::InvalidArgumentError(absl::StrFormat(
      "unknown situation %s; write open (on a job), meeting, free, closed or away", Quoted(text)));
}

absl::Status ReadOne(const YamlFile& file, const YamlNode& node, std::string_view path,
                     Account& account) {
  Away& away = account.away.emplace_back();
  FieldReader fields(file, node, path, {"why", "person", "since", "until"});
  fields.Required("why", &ParseSituation, away.why);
  fields.Optional("person", &PersonId::Parse, away.person);
  fields.Optional("since", &ParseInstant, away.since);
  fields.Optional("until", &ParseInstant, away.until);
  if (!fields.ok()) return fields.status();
  if (away.since >= away.until)
    fields.Fail(fields.LineOf("until"), "until", "is not after since: they would never be away");
  if (!away.person.empty() && FindMember(account.team, away.person) == nullptr) {
    fields.Fail(fields.LineOf("person"), "person",
                absl::StrFormat("'%s' is nobody of the team; leave it out if everybody is away",
                                away.person.view()));
  }
  return fields.status();
}

absl::Status ReadSituations(const YamlFile& file, const YamlNode* node, const std::string& path,
                            Account& account) {
  if (node == nullptr) return absl::OkStatus();
  for (const YamlField& field : node->fields) {
    const std::string name = path + "." + field.name;
    const absl::StatusOr<Schedule> situation = ParseSituation(field.name);
    if (!situation.ok()) return file.Error(field.line, name, MessageOf(situation.status()));
    if (field.value.kind != YamlNode::Kind::kMapping)
      return file.Error(field.line, name, "hours are needed, like {mon-fri: \"12:00-13:00\"}");
    WeekHours& hours = account.situations.emplace_back(*situation, WeekHours{}).second;
    if (absl::Status status = ReadSomeHours(file, name, field.value, hours); !status.ok())
      return status;
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ReadAway(const YamlFile& file, FieldReader& fields, std::string_view path,
                      Account& account) {
  const std::string parent = path.empty() ? "" : std::string(path) + ".";
  const YamlNode* away = fields.List("away");
  const YamlNode* situations = fields.Mapping("situations");
  if (!fields.ok()) return fields.status();
  for (std::size_t i = 0; away != nullptr && i < away->items.size(); ++i) {
    if (absl::Status status = ReadOne(file, away->items[i], parent + "away", account); !status.ok())
      return status;
  }
  return ReadSituations(file, situations, parent + "situations", account);
}

}  // namespace textback::config
