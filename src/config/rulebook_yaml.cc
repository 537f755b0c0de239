#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "config/embedded.h"
#include "config/week_hours.h"
#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/rulebook_yaml.h"

namespace textback {
namespace {

using config::FieldReader;
using config::Quoted;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;

absl::StatusOr<int> ParseMonths(std::string_view text) {
  absl::StatusOr<int> months = config::ParseNumber(text);
  if (months.ok() && (*months < 1 || *months > 120))
    return absl::InvalidArgumentError("from 1 to 120 months are allowed");
  return months;
}

// Reads one calendar, or several merged into one.
absl::Status ReadHolidays(const YamlFile& file, const YamlNode& list, const HolidayTables& known,
                          RulebookRow& row) {
  std::vector<HolidayRule> days;
  row.holidays = nullptr;
  row.holiday_ids.clear();
  for (const YamlNode& item : list.items) {
    const auto table = known.find(item.text);
    if (table == known.end()) {
      std::vector<std::string_view> ids;
      for (const auto& [id, _] : known) ids.push_back(id);
      return file.Error(item.line, "rows.holidays",
                        absl::StrFormat("no calendar %s%s", Quoted(item.text),
                                        config::DidYouMean(item.text, ids)));
    }
    row.holidays = table->second.calendar;
    row.holiday_ids.push_back(item.text);
    days.insert(days.end(), row.holidays->rules().begin(), row.holidays->rules().end());
  }
  if (list.items.size() > 1)
    row.holidays = std::make_shared<const HolidayCalendar>(std::move(days));
  return absl::OkStatus();
}

absl::StatusOr<std::chrono::local_days> ParseLocalDay(std::string_view text) {
  const absl::StatusOr<std::chrono::year_month_day> date = config::ParseDate(text);
  if (!date.ok()) return date.status();
  return std::chrono::local_days{*date};
}

// The rows that `like` may name. Fields that a row does not give are taken from the named one.
struct Bases {
  std::span<const RulebookRow> first;
  const std::vector<RulebookRow>& above;
  std::span<const RulebookRow> last;
};
absl::StatusOr<RulebookRow> BaseOf(const YamlFile& file, int line, std::string_view like,
                                   const Bases& bases) {
  const RulebookRow* base = nullptr;
  for (const std::span<const RulebookRow> rows :
       {bases.first, std::span<const RulebookRow>(bases.above), bases.last}) {
    if (base != nullptr) break;
    for (const RulebookRow& row : rows) base = row.id == like ? &row : base;
  }
  if (base == nullptr)
    return file.Error(line, "rows.like", absl::StrFormat("no row %s above this one", Quoted(like)));
  RulebookRow row = *base;
  row.effective_from = std::chrono::local_days::min();
  row.effective_until = std::chrono::local_days::max();
  row.note.clear();
  return row;
}

absl::StatusOr<RulebookRow> ReadRow(const YamlFile& file, const YamlNode& node,
                                    const HolidayTables& holidays, const Bases& bases) {
  FieldReader fields(
      file, node, "rows",
      {"id", "like", "effective_from", "effective_until", "hours", "response_hours", "holidays",
       "cap_per_day", "inquiry_months", "purchase_months", "opt_out_days", "citation",
       "months_citation", "as_of", "confidence", "note"});
  RulebookRow row;
  std::string like;
  fields.Optional("like", &config::ParseLine, like);
  if (!fields.ok()) return fields.status();
  if (!like.empty()) {
    absl::StatusOr<RulebookRow> base = BaseOf(file, fields.LineOf("like"), like, bases);
    if (!base.ok()) return base.status();
    row = *std::move(base);
  } else {
    for (const std::string_view name : {"hours", "cap_per_day", "inquiry_months", "purchase_months",
                                        "citation", "as_of", "confidence"}) {
      fields.Require(name);
    }
  }
  fields.Required("id", &config::ParseLine, row.id);
  fields.Optional("effective_from", &ParseLocalDay, row.effective_from);
  fields.Optional("effective_until", &ParseLocalDay, row.effective_until);
  if (const YamlNode* hours = fields.Mapping("hours"); hours != nullptr) {
    row.response_hours.reset();  // those of the base row do not fit other hours
    fields.Fail(config::ReadWeekHours(file, "rows.hours", *hours, row.hours));
  }
  if (const YamlNode* hours = fields.Mapping("response_hours"); hours != nullptr)
    fields.Fail(
        config::ReadWeekHours(file, "rows.response_hours", *hours, row.response_hours.emplace()));
  if (const YamlNode* list = fields.List("holidays"); list != nullptr)
    fields.Fail(ReadHolidays(file, *list, holidays, row));
  fields.Optional("cap_per_day", &config::ParseNumber, row.cap_per_day);
  fields.Optional("inquiry_months", &ParseMonths, row.inquiry_months);
  fields.Optional("purchase_months", &ParseMonths, row.purchase_months);
  fields.Optional("opt_out_days", &config::ParseNumber, row.opt_out_days);
  fields.Optional("citation", &config::ParseLine, row.citation);
  fields.Optional("months_citation", &config::ParseLine, row.months_citation);
  fields.Optional("as_of", &config::ParseDate, row.as_of);
  fields.Optional("confidence", &config::ParseConfidence, row.confidence);
  fields.Optional("note", &config::ParseLine, row.note);
  if (!fields.ok()) return fields.status();
  if (absl::Status status = CheckRow(row); !status.ok()) {
    return file.Error(node.line, "rows", config::MessageOf(status));
  }
  return row;
}

// "CA", "US-FL" or "unknown".
bool IsJurisdiction(std::string_view id) {
  const auto upper = [id](std::size_t at) { return id[at] >= 'A' && id[at] <= 'Z'; };
  if (id == "unknown") return true;
  if (id.size() != 2 && id.size() != 5) return false;
  return upper(0) && upper(1) && (id.size() == 2 || (id[2] == '-' && upper(3) && upper(4)));
}

}  // namespace

absl::StatusOr<std::vector<RulebookRow>> ParseRulebookRows(std::string_view yaml,
                                                           std::string_view file_name,
                                                           const HolidayTables& holidays,
                                                           std::span<const RulebookRow> first,
                                                           std::span<const RulebookRow> last) {
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
    absl::StatusOr<RulebookRow> row = ReadRow(*file, item, holidays, {first, rows, last});
    if (!row.ok()) return row.status();
    if (!IsJurisdiction(row->id)) {
      return file->Error(item.line, "rows.id",
                         absl::StrFormat("%s is no jurisdiction; write CA, CA-AB, US-FL or unknown",
                                         Quoted(row->id)));
    }
    for (const RulebookRow& other : rows) {
      if (other.id != row->id || other.effective_from >= row->effective_until ||
          row->effective_from >= other.effective_until) {
        continue;
      }
      return file->Error(item.line, "rows.id",
                         absl::StrFormat("%s has a row for these days already; remove one, or give "
                                         "them effective_from and effective_until",
                                         Quoted(row->id)));
    }
    rows.push_back(*std::move(row));
  }
  return rows;
}

absl::StatusOr<std::shared_ptr<const Rulebooks>> RulebooksWith(std::vector<RulebookRow> own,
                                                               SharedSource source) {
  for (const RulebookRow& row : own) {
    const bool dated = row.effective_from != std::chrono::local_days::min() ||
                       row.effective_until != std::chrono::local_days::max();
    if (!dated || row.id.find('-') != std::string::npos) continue;
    return absl::InvalidArgumentError(absl::StrFormat(
        "rulebook row '%s': effective_from: built-in rows follow it and can't follow a date; give "
        "dates to the rows of its provinces or states",
        row.id));
  }
  absl::StatusOr<std::vector<RulebookRow>> built_in = config::BuiltInRowsLike(own);
  if (!built_in.ok()) return built_in.status();
  std::vector<RulebookRow> rows;
  for (RulebookRow& row : *built_in) {
    const bool replaced = std::any_of(
        own.begin(), own.end(), [&row](const RulebookRow& other) { return other.id == row.id; });
    if (!replaced) rows.push_back(std::move(row));
  }
  rows.insert(rows.end(), own.begin(), own.end());
  std::vector<SharedSource> sources = config::BuiltInLaw();
  sources.push_back(source != nullptr ? std::move(source) : NewSource("rows made in code", ""));
  return Rulebooks::Make(std::move(rows), std::move(sources));
}

absl::StatusOr<std::shared_ptr<const Rulebooks>> LoadRulebooks(const std::string& path) {
  const absl::StatusOr<std::string> yaml = config::ReadFile(path);
  if (!yaml.ok()) return yaml.status();
  absl::StatusOr<std::vector<RulebookRow>> rows =
      ParseRulebookRows(*yaml, path, BuiltInHolidays(), {}, BuiltInRows());
  if (!rows.ok()) return rows.status();
  return RulebooksWith(*std::move(rows), NewSource(path, *yaml));
}

}  // namespace textback
