#include "textback/config/scenario_yaml.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <filesystem>
#include <utility>

#include "config/account_reader.h"
#include "config/scenario_events.h"
#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/place_data.h"

namespace textback {
namespace {

using config::FieldReader;
using config::YamlFile;
using config::YamlNode;

absl::StatusOr<std::size_t> ParseNth(std::string_view text) {
  const absl::StatusOr<int> number = config::ParseNumber(text);
  if (!number.ok()) return number.status();
  if (*number == 0) return absl::InvalidArgumentError("texts are counted from 1");
  return static_cast<std::size_t>(*number);
}

// R2: a caller who hides the number is the account's withheld lead. So is one whose number is not
// known (null).
absl::StatusOr<PhoneNumber> ParseLeadPhone(std::string_view text) {
  if (text == NameOf(MissedCall::Caller::kWithheld)) return PhoneNumber();
  return PhoneNumber::Parse(text);
}

class ScenarioReader {
 public:
  explicit ScenarioReader(const YamlFile& file) : file_(file) {}

  absl::StatusOr<Scenario> Read() {
    FieldReader top(file_, file_.root, "",
                    {"account", "lead", "playbooks", "transport", "events", "until"});
    top.Require("account");
    top.Require("lead");
    const YamlNode* account = top.Mapping("account");
    const YamlNode* lead = top.Mapping("lead");
    const YamlNode* transport = top.Mapping("transport");
    const YamlNode* events = top.List("events");
    std::vector<std::string> playbooks;
    top.OptionalTexts("playbooks", &config::ParseLine, playbooks);
    top.Optional("until", &config::ParseInstant, out_.until);
    if (!top.ok()) return top.status();
    // Playbooks are read first: they define the trades.
    for (const std::string& playbook : playbooks) {
      if (absl::Status status = ReadPlaybook(playbook, top.LineOf("playbooks")); !status.ok())
        return status;
    }
    trades_ = TradesInUse();
    if (absl::Status status = ReadAccount(*account); !status.ok()) return status;
    if (absl::Status status = ReadLead(*lead); !status.ok()) return status;
    if (transport != nullptr) {
      if (absl::Status status = ReadTransport(*transport); !status.ok()) return status;
    }
    if (events == nullptr) return std::move(out_);
    for (const YamlNode& event : events->items) {
      if (absl::Status status = config::ReadScenarioEvent(file_, event, trades_, out_);
          !status.ok())
        return status;
    }
    return std::move(out_);
  }

 private:
  absl::Status ReadAccount(const YamlNode& node) {
    absl::StatusOr<Account> account = config::ReadAccount(file_, node, "account", trades_);
    if (!account.ok()) return account.status();
    out_.account = *std::move(account);
    out_.lead.account = out_.account.id;
    return absl::OkStatus();
  }

  absl::Status ReadLead(const YamlNode& node) {
    FieldReader fields(file_, node, "lead",
                       {"phone", "name", "trade", "zone", "region", "postal_code", "locale"});
    fields.Optional("phone", &ParseLeadPhone, out_.lead.phone);
    const bool said = std::any_of(node.fields.begin(), node.fields.end(),
                                  [](const auto& field) { return field.name == "phone"; });
    if (!said) fields.Fail(node.line, "phone", "missing; add it, or  phone: withheld");
    fields.Optional("name", &config::ParseLine, out_.profile.name);
    fields.Optional("trade", config::TradeParser(trades_), out_.profile.trade);
    fields.Optional("zone", &config::ParseLine, out_.profile.zone);
    fields.Optional("region", &config::ParseLine, out_.profile.region);
    fields.Optional("postal_code", &config::ParseLine, out_.profile.postal_code);
    fields.Optional("locale", &config::ParseLocale, out_.profile.locale);
    if (!fields.ok()) return fields.status();
    const absl::StatusOr<std::shared_ptr<const Places>> places = BuiltInPlaces();
    if (!places.ok()) return places.status();
    const LeadProfile& lead = out_.profile;
    if (!lead.region.empty() && !(*places)->KnowsRegion(lead.region))
      fields.Fail(fields.LineOf("region"), "region", "no such region; write CA-AB or US-FL");
    if (!lead.postal_code.empty() && !(*places)->KnowsPostalCode(lead.postal_code)) {
      fields.Fail(fields.LineOf("postal_code"), "postal_code",
                  "no such postal code; write T2P 1J9 or a ZIP");
    }
    if (lead.zone.empty()) return fields.status();
    const absl::StatusOr<std::shared_ptr<const Zone>> zone = Zone::Load(lead.zone);
    if (!zone.ok()) fields.Fail(fields.LineOf("zone"), "zone", config::MessageOf(zone.status()));
    return fields.status();
  }

  // `path` is relative to the scenario's file.
  absl::Status ReadPlaybook(const std::string& path, int line) {
    const std::filesystem::path beside = std::filesystem::path(file_.name).parent_path() / path;
    absl::StatusOr<PlaybookFile> playbook = LoadPlaybook(beside.string());
    if (!playbook.ok()) return file_.Error(line, "playbooks", config::MessageOf(playbook.status()));
    for (const PlaybookFile& other : out_.playbooks) {
      if (other.inquiry != playbook->inquiry) continue;
      return file_.Error(
          line, "playbooks",
          absl::StrFormat("two that follow up %s; remove one", NameOf(playbook->inquiry)));
    }
    out_.playbooks.push_back(*std::move(playbook));
    return absl::OkStatus();
  }

  // The trades of the scenario's playbooks, and of the built-in ones that these do not replace.
  std::vector<TradeId> TradesInUse() const {
    Playbooks playbooks = BuiltInPlaybooks();
    for (const PlaybookFile& own : out_.playbooks) playbooks[own.inquiry] = own;
    return playbooks.Trades();
  }

  absl::Status ReadTransport(const YamlNode& node) {
    FieldReader fields(file_, node, "transport", {"fail"});
    const YamlNode* list = fields.List("fail");
    if (list == nullptr) return fields.status();
    for (const YamlNode& item : list->items) {
      FieldReader failure(file_, item, "transport.fail", {"text", "code"});
      std::size_t nth = 0;
      std::string code;
      failure.Required("text", &ParseNth, nth);
      failure.Required("code", &config::ParseLine, code);
      if (!failure.ok()) return failure.status();
      if (!out_.fail.emplace(nth, code).second) {
        return file_.Error(item.line, "transport.fail",
                           absl::StrFormat("text %d fails twice; remove one", nth));
      }
    }
    return absl::OkStatus();
  }

  const YamlFile& file_;
  std::vector<TradeId> trades_;
  Scenario out_;
};

}  // namespace

absl::StatusOr<Scenario> ParseScenario(std::string_view yaml, std::string_view file_name) {
  absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  file->null_is_unknown = true;
  return ScenarioReader(*file).Read();
}

absl::StatusOr<Scenario> LoadScenario(const std::string& path) {
  const absl::StatusOr<std::string> yaml = config::ReadFile(path);
  if (!yaml.ok()) return yaml.status();
  return ParseScenario(*yaml, path);
}

}  // namespace textback
