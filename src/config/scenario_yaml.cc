#include "textback/config/scenario_yaml.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "config/account_reader.h"
#include "config/yaml_reader.h"
#include "config/yaml_values.h"
#include "textback/config/place_data.h"

namespace textback {
namespace {

using config::FieldReader;
using config::YamlField;
using config::YamlFile;
using config::YamlNode;

constexpr std::array<std::string_view, 7> kKinds = {
    "missed_call", "answered_call", "form", "text_in", "person_text", "consent", "outcome"};

absl::StatusOr<Instant> ParseInstant(std::string_view text) { return ParseRfc3339(text); }

absl::StatusOr<std::string> ParseAny(std::string_view text) { return std::string(text); }

absl::StatusOr<Trade> ParseTrade(std::string_view text) {
  if (const std::optional<Trade> trade = TradeFromName(text); trade.has_value() && !text.empty())
    return *trade;
  return absl::InvalidArgumentError("unknown trade; write kitchen, basement, bathroom or general");
}

absl::StatusOr<Basis> ParseBasis(std::string_view text) {
  const std::optional<Basis> basis = BasisFromName(text);
  if (basis.has_value() && *basis != Basis::kNone && *basis != Basis::kResponse) return *basis;
  return absl::InvalidArgumentError(
      "unknown basis; write express, inquiry, purchase, quote, transaction or referral_first");
}

absl::StatusOr<OutcomeReported::Outcome> ParseOutcome(std::string_view text) {
  if (const auto outcome = ReportedOutcomeFromName(text); outcome.has_value()) return *outcome;
  return absl::InvalidArgumentError("unknown outcome; write booked, lost or closed");
}

absl::StatusOr<std::size_t> ParseNth(std::string_view text) {
  const absl::StatusOr<int> number = config::ParseNumber(text);
  if (!number.ok()) return number.status();
  if (*number == 0) return absl::InvalidArgumentError("texts are counted from 1");
  return static_cast<std::size_t>(*number);
}

class Reader {
 public:
  explicit Reader(const YamlFile& file) : file_(file) {}

  absl::StatusOr<Scenario> Read() {
    FieldReader top(file_, file_.root, "", {"account", "lead", "transport", "events", "until"});
    top.Require("account");
    top.Require("lead");
    const YamlNode* account = top.Mapping("account");
    const YamlNode* lead = top.Mapping("lead");
    const YamlNode* transport = top.Mapping("transport");
    const YamlNode* events = top.List("events");
    top.Optional("until", &ParseInstant, out_.until);
    if (!top.ok()) return top.status();
    if (absl::Status status = ReadAccount(*account); !status.ok()) return status;
    if (absl::Status status = ReadLead(*lead); !status.ok()) return status;
    if (transport != nullptr) {
      if (absl::Status status = ReadTransport(*transport); !status.ok()) return status;
    }
    if (events == nullptr) return std::move(out_);
    for (const YamlNode& event : events->items) {
      if (absl::Status status = ReadEvent(event); !status.ok()) return status;
    }
    return std::move(out_);
  }

 private:
  absl::Status ReadAccount(const YamlNode& node) {
    absl::StatusOr<Account> account = config::ReadAccount(file_, node, "account");
    if (!account.ok()) return account.status();
    out_.account = *std::move(account);
    out_.lead.account = out_.account.id;
    return absl::OkStatus();
  }

  absl::Status ReadLead(const YamlNode& node) {
    FieldReader fields(file_, node, "lead",
                       {"phone", "name", "trade", "zone", "region", "postal_code", "locale"});
    fields.Required("phone", &PhoneNumber::Parse, out_.lead.phone);
    fields.Optional("name", &config::ParseLine, out_.profile.name);
    fields.Optional("trade", &ParseTrade, out_.profile.trade);
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
      out_.fail[nth] = code;
    }
    return absl::OkStatus();
  }

  absl::Status ReadEvent(const YamlNode& node) {
    FieldReader fields(file_, node, "events",
                       {"at", "missed_call", "answered_call", "form", "text_in", "person_text",
                        "consent", "outcome"});
    Event event{.lead = out_.lead};
    fields.Required("at", &ParseInstant, event.at);
    if (!fields.ok()) return fields.status();
    const YamlField* kind = nullptr;
    for (const YamlField& field : node.fields) {
      if (field.name == "at") continue;
      if (kind != nullptr) {
        return file_.Error(
            field.line, "events",
            absl::StrFormat("%s and %s in one event; make two of it", kind->name, field.name));
      }
      kind = &field;
    }
    if (kind == nullptr) {
      return file_.Error(node.line, "events",
                         "nothing happens; add missed_call: {} or another kind of event");
    }
    if (!out_.events.empty() && event.at < out_.events.back().at) {
      return file_.Error(node.line, "events.at",
                         "is before the event above it; events stand in order of time");
    }
    if (event.at > out_.until)
      return file_.Error(node.line, "events.at", "is after until: it would never be played");
    event.received_at = event.at;
    event.id = *EventId::Parse("event-" + std::to_string(out_.events.size() + 1));
    if (absl::Status status = ReadBody(fields, *kind, event); !status.ok()) return status;
    out_.events.push_back(std::move(event));
    return absl::OkStatus();
  }

  absl::Status ReadBody(FieldReader& fields, const YamlField& kind, Event& event) {
    const auto index = std::find(kKinds.begin(), kKinds.end(), kind.name) - kKinds.begin();
    switch (index) {
      case 0:
        event.body = MissedCall{.line = out_.account.lines.empty() ? PhoneNumber()
                                                                   : out_.account.lines.front()};
        return ReadNothing(fields, kind);
      case 1:
        event.body = AnsweredCall{};
        return ReadNothing(fields, kind);
      case 2:
        return ReadForm(fields, event);
      case 3: {
        TextIn text;
        fields.Required("text_in", &ParseAny, text.body);
        event.body = std::move(text);
        return fields.status();
      }
      case 4: {
        PersonText text;
        fields.Required("person_text", &ParseAny, text.body);
        event.body = std::move(text);
        return fields.status();
      }
      case 5:
        return ReadConsent(fields, event);
      default: {
        OutcomeReported reported;
        fields.Required("outcome", &ParseOutcome, reported.outcome);
        event.body = reported;
        return fields.status();
      }
    }
  }

  // "missed_call: {}" and "missed_call:" say all there is to say.
  absl::Status ReadNothing(FieldReader& fields, const YamlField& kind) {
    if (kind.value.kind == YamlNode::Kind::kNothing) return absl::OkStatus();
    const YamlNode* node = fields.Mapping(kind.name);
    if (node == nullptr) return fields.status();
    return FieldReader(file_, *node, "events." + kind.name, {}).status();
  }

  absl::Status ReadForm(FieldReader& fields, Event& event) {
    const YamlNode* node = fields.Mapping("form");
    if (node == nullptr) return fields.status();
    FieldReader form(file_, *node, "events.form", {"trade", "name", "consent"});
    FormInquiry body;
    form.Optional("trade", &ParseTrade, body.trade);
    form.Optional("name", &config::ParseLine, body.name);
    if (const YamlNode* consent = form.Mapping("consent"); consent != nullptr) {
      FieldReader given(file_, *consent, "events.form.consent", {"basis", "words"});
      Basis basis = Basis::kNone;
      given.Required("basis", &ParseBasis, basis);
      given.Required("words", &config::ParseLine, body.consent_words);
      if (given.ok() && basis != Basis::kExpress) {
        given.Fail(given.LineOf("basis"), "basis", "what a form asks for and gets is express");
      }
      if (!given.ok()) return given.status();
    }
    event.body = std::move(body);
    return form.status();
  }

  absl::Status ReadConsent(FieldReader& fields, Event& event) {
    const YamlNode* node = fields.Mapping("consent");
    if (node == nullptr) return fields.status();
    FieldReader consent(file_, *node, "events.consent",
                        {"basis", "evidence", "words", "expires_at"});
    ConsentEntry entry{.at = event.at};
    std::string words;
    consent.Required("basis", &ParseBasis, entry.basis);
    consent.Optional("evidence", &config::ParseLine, entry.evidence);
    consent.Optional("words", &config::ParseLine, words);
    consent.Optional("expires_at", &ParseInstant, entry.expires_at);
    if (!words.empty()) entry.evidence += (entry.evidence.empty() ? "" : ": ") + words;
    event.body = ConsentGiven{std::move(entry)};
    return consent.status();
  }

  const YamlFile& file_;
  Scenario out_;
};

}  // namespace

absl::StatusOr<Scenario> ParseScenario(std::string_view yaml, std::string_view file_name) {
  const absl::StatusOr<YamlFile> file = config::ParseYaml(yaml, file_name);
  if (!file.ok()) return file.status();
  return Reader(*file).Read();
}

absl::StatusOr<Scenario> LoadScenario(const std::string& path) {
  const absl::StatusOr<std::string> yaml = config::ReadFile(path);
  if (!yaml.ok()) return yaml.status();
  return ParseScenario(*yaml, path);
}

}  // namespace textback
