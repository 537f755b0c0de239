#include "textback/config/account_yaml.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include "config/account_away.h"
#include "config/account_reader.h"
#include "config/reasons.h"
#include "config/week_hours.h"
#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/policy/zone.h"
#include "textback/text/template.h"
#include "textback/text/trades.h"

namespace textback {
namespace {

using config::FieldReader;
using config::YamlFile;
using config::YamlNode;

// A mistyped zone is compared with these North American zones only, not with all 600.
constexpr std::array<std::string_view, 18> kNearZones = {
    "America/Anchorage",   "America/Chicago",   "America/Denver",      "America/Edmonton",
    "America/Halifax",     "America/Iqaluit",   "America/Los_Angeles", "America/Moncton",
    "America/New_York",    "America/Phoenix",   "America/Regina",      "America/St_Johns",
    "America/Toronto",     "America/Vancouver", "America/Whitehorse",  "America/Winnipeg",
    "America/Yellowknife", "Pacific/Honolulu"};

absl::StatusOr<std::shared_ptr<const Zone>> ParseZone(std::string_view text) {
  absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load(text);
  if (zone.ok()) return zone;
  const std::string suggestion = config::DidYouMean(text, kNearZones);
  if (suggestion.empty()) return zone.status();
  return absl::InvalidArgumentError(
      absl::StrFormat("no time zone %s%s", config::Quoted(text), suggestion));
}

absl::StatusOr<std::string> ParseRegion(std::string_view text) {
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string_view country = text.substr(0, 2);
  const std::string_view rest = text.substr(country.size());
  const bool rest_ok =
      rest.empty() || (rest.size() == 3 && rest[0] == '-' && upper(rest[1]) && upper(rest[2]));
  if (country.size() != 2 || !std::all_of(country.begin(), country.end(), upper) || !rest_ok) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s is not a region; write CA-AB or US-FL", config::Quoted(text)));
  }
  return std::string(text);
}

absl::StatusOr<ConsentReading> ParseReading(std::string_view text) {
  for (const ConsentReading reading : {ConsentReading::kCautious, ConsentReading::kStatutory}) {
    if (NameOf(reading) == text) return reading;
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("unknown reading %s; write cautious or statutory", config::Quoted(text)));
}

absl::StatusOr<Mode> ParseMode(std::string_view text) {
  for (const Mode mode : {Mode::kAutomatic, Mode::kAssisted, Mode::kManual}) {
    if (NameOf(mode) == text) return mode;
  }
  return absl::InvalidArgumentError(absl::StrFormat(
      "unknown mode %s; write automatic, assisted or manual", config::Quoted(text)));
}

absl::StatusOr<std::uint32_t> ParseRate(std::string_view text) {
  const absl::StatusOr<int> number = config::ParseNumber(text);
  if (!number.ok()) return number.status();
  return static_cast<std::uint32_t>(*number);
}

absl::Status ReadMember(const YamlFile& file, const YamlNode& node, std::string_view parent,
                        std::span<const TradeId> trades, Member& member) {
  const std::string path = (parent.empty() ? "" : std::string(parent) + ".") + "team";
  FieldReader fields(file, node, path, {"id", "name", "trades", "lines", "on_call", "owner"});
  fields.Required("id", &PersonId::Parse, member.id);
  fields.Optional("name", &config::ParseLine, member.name);
  fields.OptionalTexts("trades", config::TradeParser(trades), member.trades);
  fields.OptionalTexts("lines", &PhoneNumber::Parse, member.lines);
  fields.Optional("owner", &config::ParseYesNo, member.owner);
  const YamlNode* on_call = fields.Mapping("on_call");
  if (!fields.ok() || on_call == nullptr) return fields.status();
  return config::ReadWeekHours(file, path + ".on_call", *on_call, member.on_call.emplace());
}

// Reads who answers, when, and how many texts a line can take.
absl::Status ReadPeople(const YamlFile& file, FieldReader& fields, std::string_view path,
                        std::span<const TradeId> trades, Account& account) {
  fields.Optional("mode", &ParseMode, account.mode);
  fields.Optional("holding_reply", &config::ParseYesNo, account.holding_reply);
  fields.Optional("provider_answers", &config::ParseYesNo, account.provider_answers);
  fields.Optional("line_segments_per_minute", &ParseRate, account.line_segments_per_minute);
  fields.Optional("texts_per_minute", &ParseRate, account.texts_per_minute);
  fields.Optional("texts_per_hour", &ParseRate, account.texts_per_hour);
  const YamlNode* hours = fields.Mapping("hours");
  const YamlNode* reasons = fields.Mapping("reasons");
  const YamlNode* team = fields.List("team");
  if (!fields.ok()) return fields.status();
  const std::string parent = path.empty() ? "" : std::string(path) + ".";
  for (std::size_t i = 0; reasons != nullptr && i < reasons->fields.size(); ++i) {
    const config::YamlField& language = reasons->fields[i];
    const std::string name = absl::StrFormat("%sreasons.%s", parent, language.name);
    const absl::StatusOr<std::string> locale = config::ParseLocale(language.name);
    if (!locale.ok()) return file.Error(language.line, name, config::MessageOf(locale.status()));
    if (absl::Status status =
            config::ReadReasons(file, &language.value, name, *locale, account.reasons);
        !status.ok())
      return status;
  }
  account.hours_given = hours != nullptr;
  if (hours != nullptr) {
    if (absl::Status status = config::ReadWeekHours(file, parent + "hours", *hours, account.hours);
        !status.ok())
      return status;
  }
  if (team == nullptr) return absl::OkStatus();
  for (const YamlNode& item : team->items) {
    if (absl::Status status = ReadMember(file, item, path, trades, account.team.emplace_back());
        !status.ok())
      return status;
  }
  return absl::OkStatus();
}

// R39: each is matched as the words for a trade are.
absl::StatusOr<std::string> ParseEmergency(std::string_view text) {
  const absl::StatusOr<std::string> words = config::ParseLine(text);
  if (!words.ok()) return words.status();
  if (Trades().Add("", TradeId::Of("emergency"), "", {&*words, 1}).ok()) return words;
  return absl::InvalidArgumentError(
      absl::StrFormat("%s; write one to %d words, as people say it: \"no water\"",
                      config::Quoted(text), Trades::kMaxHeardWords));
}

absl::StatusOr<std::string> ParseEmergencyText(std::string_view text) {
  const std::optional<TemplateFault> fault = Template::FindFault(text);
  if (fault.has_value()) return absl::InvalidArgumentError(fault->ToString());
  return config::ParseLine(text);
}

// Reads `emergency_text: "..."`, in the account's language, or `{en: "...", fr: "..."}`.
absl::Status ReadEmergency(const YamlFile& file, const YamlNode& node, FieldReader& fields,
                           std::string_view path, Account& account) {
  constexpr std::string_view kName = "emergency_text";
  fields.OptionalTexts("emergency_words", &ParseEmergency, account.emergency_words);
  const auto field = std::find_if(node.fields.begin(), node.fields.end(),
                                  [&](const auto& one) { return one.name == kName; });
  if (field == node.fields.end() || field->value.kind != YamlNode::Kind::kMapping) {
    std::string words;
    fields.Optional(kName, &ParseEmergencyText, words);
    if (!words.empty()) account.emergency_text.emplace_back(account.locale, std::move(words));
    return fields.status();
  }
  const std::string name = absl::StrFormat("%s%s%s", path, path.empty() ? "" : ".", kName);
  FieldReader texts(file, field->value, name);
  for (const auto& one : field->value.fields) {
    const absl::StatusOr<std::string> locale = config::ParseLocale(one.name);
    if (!locale.ok()) return file.Error(one.line, name, config::MessageOf(locale.status()));
    texts.Required(one.name, &ParseEmergencyText,
                   account.emergency_text.emplace_back(*locale, "").second);
  }
  return texts.ok() ? fields.status() : texts.status();
}

// Reads what is said about the phones, as they stand in call logs.
absl::Status ReadPhones(const YamlFile& file, FieldReader& fields, std::string_view path,
                        PhoneSystem& phones) {
  fields.OptionalTexts("extensions", &config::ParseLine, phones.extensions);
  fields.OptionalTexts("trunks", &config::ParseLine, phones.trunks);
  fields.OptionalTexts("ring_groups", &config::ParseLine, phones.ring_groups);
  fields.OptionalTexts("menus", &config::ParseLine, phones.menus);
  fields.OptionalTexts("caller_ids", &PhoneNumber::Parse, phones.caller_ids);
  fields.OptionalTexts("mobiles", &PhoneNumber::Parse, phones.mobiles);
  const YamlNode* contexts = fields.Mapping("contexts");
  if (!fields.ok() || contexts == nullptr) return fields.status();
  const std::string name = (path.empty() ? "" : std::string(path) + ".") + "contexts";
  FieldReader sides(file, *contexts, name, {"inbound", "outbound", "internal"});
  sides.OptionalTexts("inbound", &config::ParseLine, phones.inbound_contexts);
  sides.OptionalTexts("outbound", &config::ParseLine, phones.outbound_contexts);
  sides.OptionalTexts("internal", &config::ParseLine, phones.internal_contexts);
  return sides.status();
}

}  // namespace

namespace config {

absl::StatusOr<Account> ReadAccount(const YamlFile& file, const YamlNode& node,
                                    std::string_view path, std::span<const TradeId> trades) {
  FieldReader fields(file, node, path,
                     {"id",
                      "name",
                      "person",
                      "zone",
                      "region",
                      "lines",
                      "callback",
                      "address",
                      "locale",
                      "consent_reading",
                      "widen_response",
                      "answer_texts",
                      "blocked",
                      "extensions",
                      "contexts",
                      "trunks",
                      "ring_groups",
                      "caller_ids",
                      "mobiles",
                      "menus",
                      "known_people",
                      "shortest_ring",
                      "mode",
                      "team",
                      "hours",
                      "reasons",
                      "holding_reply",
                      "emergency_words",
                      "emergency_text",
                      "provider_answers",
                      "line_segments_per_minute",
                      "texts_per_minute",
                      "texts_per_hour",
                      "away",
                      "situations"});
  Account account;
  fields.Required("id", &AccountId::Parse, account.id);
  fields.Required("name", &config::ParseShown, account.name);
  fields.Required("person", &config::ParseShown, account.person);
  fields.Required("zone", &ParseZone, account.zone);
  fields.Optional("region", &ParseRegion, account.region);
  fields.OptionalTexts("lines", &PhoneNumber::Parse, account.lines);
  fields.Optional("callback", &PhoneNumber::Parse, account.callback);
  fields.Optional("address", &config::ParseShown, account.address);
  fields.Optional("locale", &config::ParseLocale, account.locale);
  fields.Optional("consent_reading", &ParseReading, account.consent_reading);
  fields.Optional("widen_response", &config::ParseYesNo, account.widen_response);
  fields.Optional("answer_texts", &config::ParseYesNo, account.answer_texts);
  fields.OptionalTexts("blocked", &PhoneNumber::Parse, account.blocked);
  if (absl::Status status = ReadPhones(file, fields, path, account.phones); !status.ok())
    return status;
  fields.OptionalTexts("known_people", &PhoneNumber::Parse, account.known_people);
  fields.Optional("shortest_ring", &config::ParseDuration, account.shortest_ring);
  if (absl::Status status = ReadEmergency(file, node, fields, path, account); !status.ok())
    return status;
  if (absl::Status status = ReadPeople(file, fields, path, trades, account); !status.ok())
    return status;
  if (absl::Status status = config::ReadAway(file, fields, path, account); !status.ok())
    return status;
  if (absl::Status status = CheckAccount(account); !status.ok()) {
    return file.Error(node.line, path, config::MessageOf(status));
  }
  return account;
}

}  // namespace config

absl::StatusOr<std::vector<Account>> ParseAccounts(std::string_view yaml,
                                                   std::string_view file_name,
                                                   std::span<const TradeId> trades) {
  absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  file->null_is_unknown = true;
  const auto& top = file->root.fields;
  const bool many = std::any_of(top.begin(), top.end(),
                                [](const auto& field) { return field.name == "accounts"; });
  std::vector<Account> accounts;
  if (!many) {
    absl::StatusOr<Account> account = config::ReadAccount(*file, file->root, "", trades);
    if (!account.ok()) return account.status();
    accounts.push_back(*std::move(account));
    return accounts;
  }
  FieldReader fields(*file, file->root, "", {"accounts"});
  const YamlNode* list = fields.List("accounts");
  if (!fields.ok()) return fields.status();
  if (list->items.empty())
    return file->Error(list->line, "accounts", "an empty list; add an account");
  for (const YamlNode& item : list->items) {
    absl::StatusOr<Account> account = config::ReadAccount(*file, item, "accounts", trades);
    if (!account.ok()) return account.status();
    const bool twice = std::any_of(accounts.begin(), accounts.end(),
                                   [&](const Account& other) { return other.id == account->id; });
    if (twice) {
      return file->Error(item.line, "accounts.id",
                         absl::StrFormat("%s is the id of another account too; ids are unique",
                                         config::Quoted(account->id.view())));
    }
    accounts.push_back(*std::move(account));
  }
  return accounts;
}

absl::StatusOr<std::vector<Account>> LoadAccounts(const std::string& path,
                                                  std::span<const TradeId> trades) {
  const absl::StatusOr<std::string> yaml = config::ReadFile(path);
  if (!yaml.ok()) return yaml.status();
  return ParseAccounts(*yaml, path, trades);
}

}  // namespace textback
