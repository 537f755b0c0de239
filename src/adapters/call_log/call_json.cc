#include "textback/adapters/call_log/call_json.h"

#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

namespace textback {
namespace {

using Json = nlohmann::ordered_json;

// More would be no help: people read this.
constexpr std::size_t kNamesProposed = 40;

std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string Outside(const Call& call, const std::string& written) {
  return call.outside.kind == MissedCall::Caller::kNumber ? call.outside.number.ToE164() : written;
}

std::int64_t Seconds(Duration length) { return length.count() / 1000; }

Json LegToJson(const CallLeg& leg) {
  return {{"row", leg.row},
          {"to", leg.to.empty() ? Json() : Json(leg.to)},
          {"answered_by", NameOf(leg.answer)},
          {"talk_s", leg.answer == LegAnswer::kNobody ? 0 : Seconds(leg.talk)}};
}

bool IsNamed(std::span<const Account> accounts, PhoneNumber line) {
  return std::any_of(accounts.begin(), accounts.end(), [line](const Account& account) {
    return std::find(account.lines.begin(), account.lines.end(), line) != account.lines.end();
  });
}

std::string Quoted(std::string_view name) {
  std::string out = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) >= ' ') out += c;
  }
  return out + "\"";
}

// "extensions: ["201", "202"]  # 12 and 30 rows"
void Propose(std::string_view indent, std::string_view field,
             const std::vector<std::pair<std::string, std::size_t>>& names, std::string& yaml) {
  if (names.empty()) return;
  std::string list;
  std::size_t rows = 0;
  for (std::size_t i = 0; i < std::min(names.size(), kNamesProposed); ++i) {
    absl::StrAppend(&list, i == 0 ? "" : ", ", Quoted(names[i].first));
    rows += names[i].second;
  }
  absl::StrAppendFormat(&yaml, "%s%s: [%s]  # seen in %d rows\n", indent, field, list, rows);
}

std::vector<std::pair<std::string, std::size_t>> Found(const CallListResult& result,
                                                       std::string_view kind) {
  std::vector<std::pair<std::string, std::size_t>> names;
  for (const PhoneMap::Finding& finding : result.findings) {
    if (finding.kind == kind) names.emplace_back(finding.name, finding.found.rows_for);
  }
  std::stable_sort(names.begin(), names.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return names;
}

Json SummaryToJson(const CallListResult& result) {
  const std::size_t outbound =
      result.Count(CallOutcome::kReached) + result.Count(CallOutcome::kInVain);
  return {{"rows", result.rows},
          {"calls", result.calls},
          {"missed", result.Count(CallOutcome::kMissed)},
          {"answered", result.Count(CallOutcome::kServed)},
          {"unclear", result.Count(CallOutcome::kUnclear) - result.unknown},
          {"outbound", outbound},
          {"outbound_reached", result.Count(CallOutcome::kReached)},
          {"internal", result.Count(CallOutcome::kInternal)},
          {"not_a_call", result.Count(CallOutcome::kNotACall)},
          {"unknown", result.unknown},
          {"problems", result.problem_count}};
}

}  // namespace

std::string CallToJson(const Call& call, const AccountId& account) {
  const bool outbound = call.direction == CallDirection::kOutbound;
  const std::string line = call.line.withheld() ? call.to : call.line.ToE164();
  Json legs = Json::array();
  for (const CallLeg& leg : call.legs) legs.push_back(LegToJson(leg));
  Json json{
      {"at", FormatRfc3339(call.start)},
      {"from", outbound ? call.from : Outside(call, call.from)},
      {"to", outbound ? Outside(call, call.to) : line},
      {"direction", NameOf(call.direction)},
      {"outcome", NameOf(call.outcome)},
      {"legs", std::move(legs)},
      {"answered", call.outcome == CallOutcome::kServed || call.outcome == CallOutcome::kReached},
      {"answered_by", call.answered_by.empty() ? Json() : Json(call.answered_by)},
      {"talk_s", Seconds(call.talk)},
      {"missed", call.outcome == CallOutcome::kMissed},
      {"account", account.empty() ? Json() : Json(account.view())}};
  if (call.voicemail.has_value()) json["voicemail_s"] = Seconds(*call.voicemail);
  if (call.direction_percent < 100) json["direction_percent"] = call.direction_percent;
  json["id"] = call.id;
  json["line"] = call.line_number;
  json["why"] = call.why;
  return Dump(json);
}

std::string ProposeAccount(const CallListResult& result, std::span<const Account> accounts) {
  std::vector<std::pair<std::string, std::size_t>> lines;
  for (const auto& [line, calls] : result.lines) {
    if (!IsNamed(accounts, line)) lines.emplace_back(line.ToE164(), calls);
  }
  std::stable_sort(lines.begin(), lines.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string yaml;
  Propose("", "lines", lines, yaml);
  Propose("", "extensions", Found(result, "extension"), yaml);
  Propose("", "trunks", Found(result, "trunk"), yaml);
  std::string contexts;
  Propose("  ", "inbound", Found(result, "inbound context"), contexts);
  Propose("  ", "outbound", Found(result, "outbound context"), contexts);
  if (!contexts.empty()) absl::StrAppend(&yaml, "contexts:\n", contexts);
  if (yaml.empty() || !accounts.empty()) return yaml;
  return "id: my-business  # short, for files and reports\n"
         "name: \"...\"  # as texts say it\n"
         "person: \"...\"  # who signs\n"
         "zone: ...  # where the business is, like America/Edmonton\n"
         "region: ...  # like CA-AB\n" +
         yaml;
}

std::string CallListToJson(const CallListResult& result, std::span<const Account> accounts) {
  Json findings = Json::array();
  for (const PhoneMap::Finding& finding : result.findings) {
    findings.push_back({{"kind", finding.kind},
                        {"name", finding.name},
                        {"rows", finding.found.rows_for},
                        {"against", finding.found.rows_against},
                        {"percent", finding.found.percent()}});
  }
  Json lines = Json::object();
  for (const auto& [line, calls] : result.lines) lines[line.ToE164()] = calls;
  Json problems = Json::array();
  for (const CallLogProblem& problem : result.problems) problems.push_back(problem.message);
  const Json json{{"summary", SummaryToJson(result)},
                  {"format",
                   {{"name", CallLogFormatName(result.layout.format)},
                    {"sure", ConfidenceName(result.layout.confidence)},
                    {"why", result.layout.why}}},
                  {"findings", std::move(findings)},
                  {"lines", std::move(lines)},
                  {"account_file", ProposeAccount(result, accounts)},
                  {"problems", std::move(problems)},
                  {"notes", result.notes}};
  std::string text = Dump(json);
  return text.substr(1, text.size() - 2);
}

}  // namespace textback
