#include "config/scenario_events.h"

#include <absl/status/statusor.h>
#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "config/yaml_values.h"

namespace textback::config {
namespace {

absl::StatusOr<std::string> ParseAny(std::string_view text) { return std::string(text); }

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

absl::StatusOr<MissedCall::Caller> ParseCaller(std::string_view text) {
  if (const auto caller = CallerFromName(text); caller.has_value()) return *caller;
  return absl::InvalidArgumentError(
      "unknown caller; write number, withheld, invalid or short_code");
}

absl::StatusOr<CallerCheck> ParseCheck(std::string_view text) {
  if (text == NameOf(CallerCheck::kPassed)) return CallerCheck::kPassed;
  if (text == NameOf(CallerCheck::kFailed)) return CallerCheck::kFailed;
  return absl::InvalidArgumentError("write passed or failed; leave it out if nothing is said");
}

absl::StatusOr<bool> ParseSwitch(std::string_view text) {
  if (text == "on" || text == "off") return text == "on";
  return absl::InvalidArgumentError("write on or off");
}

absl::StatusOr<SwitchThrown::Scope> ParseScope(std::string_view text) {
  if (const auto scope = SwitchScopeFromName(text); scope.has_value()) return *scope;
  return absl::InvalidArgumentError("unknown scope; write account or everything");
}

absl::StatusOr<std::uint32_t> ParseCount(std::string_view text) {
  const absl::StatusOr<int> number = ParseNumber(text);
  if (!number.ok()) return number.status();
  if (*number == 0) return absl::InvalidArgumentError("counted from 1");
  return static_cast<std::uint32_t>(*number);
}

struct Body {
  const YamlFile& file;
  FieldReader& fields;  // of the event
  const YamlField& kind;
  std::span<const TradeId> trades;
  const Scenario& scenario;
  Event& event;

  bool text() const { return kind.value.kind == YamlNode::Kind::kText; }
  std::string path() const { return "events." + kind.name; }
  // Returns the mapping under the kind; an empty one for "missed_call:", which says no more.
  const YamlNode* Mapping() const {
    static const YamlNode kEmpty{.kind = YamlNode::Kind::kMapping};
    if (kind.value.kind == YamlNode::Kind::kNothing) return &kEmpty;
    return fields.Mapping(kind.name);
  }
};

using Read = absl::Status (*)(Body&);

// The line that was called, the account's first one unless it is said, and the kind of number.
void ReadCaller(Body& of, FieldReader& call, PhoneNumber& line, MissedCall::Caller& caller) {
  const std::vector<PhoneNumber>& lines = of.scenario.account.lines;
  if (!lines.empty()) line = lines.front();
  if (of.scenario.lead.phone.withheld()) caller = MissedCall::Caller::kWithheld;
  call.Optional("caller", &ParseCaller, caller);
  call.Optional("line", &PhoneNumber::Parse, line);
  // Hidden callers have no lead of their own: they belong to the account's withheld lead.
  if (caller != MissedCall::Caller::kNumber) of.event.lead.phone = PhoneNumber();
}

absl::Status ReadMissedCall(Body& of) {
  const YamlNode* node = of.Mapping();
  if (node == nullptr) return of.fields.status();
  FieldReader call(of.file, *node, of.path(), {"caller", "line", "rang", "authentication"});
  MissedCall body;
  ReadCaller(of, call, body.line, body.caller);
  call.Optional("rang", &ParseDuration, body.rang);
  call.Optional("authentication", &ParseCheck, body.authentication);
  of.event.body = body;
  return call.status();
}

absl::Status ReadUnclearCall(Body& of) {
  const YamlNode* node = of.Mapping();
  if (node == nullptr) return of.fields.status();
  FieldReader call(of.file, *node, of.path(), {"caller", "line"});
  UnclearCall body;
  ReadCaller(of, call, body.line, body.caller);
  of.event.body = body;
  return call.status();
}

absl::Status ReadVoicemail(Body& of) {
  const YamlNode* node = of.Mapping();
  if (node == nullptr) return of.fields.status();
  FieldReader call(of.file, *node, of.path(),
                   {"caller", "line", "length", "transcript", "authentication"});
  Voicemail body;
  ReadCaller(of, call, body.line, body.caller);
  call.Optional("length", &ParseDuration, body.length);
  call.Optional("transcript", &ParseAny, body.transcript);
  call.Optional("authentication", &ParseCheck, body.authentication);
  of.event.body = std::move(body);
  return call.status();
}

absl::Status ReadAnsweredCall(Body& of) {
  const YamlNode* node = of.Mapping();
  if (node == nullptr) return of.fields.status();
  FieldReader call(of.file, *node, of.path(), {"person"});
  AnsweredCall body;
  call.Optional("person", &PersonId::Parse, body.person);
  of.event.body = body;
  return call.status();
}

absl::Status ReadForm(Body& of) {
  const YamlNode* node = of.fields.Mapping("form");
  if (node == nullptr) return of.fields.status();
  FieldReader form(of.file, *node, of.path(), {"trade", "name", "message", "consent"});
  FormInquiry body;
  form.Optional("trade", TradeParser(of.trades), body.trade);
  form.Optional("name", &ParseAny, body.name);  // whatever a stranger types
  form.Optional("message", &ParseAny, body.message);
  if (const YamlNode* consent = form.Mapping("consent"); consent != nullptr) {
    FieldReader given(of.file, *consent, "events.form.consent", {"basis", "words"});
    Basis basis = Basis::kNone;
    given.Required("basis", &ParseBasis, basis);
    given.Required("words", &ParseLine, body.consent_words);
    if (given.ok() && basis != Basis::kExpress) {
      given.Fail(given.LineOf("basis"), "basis", "what a form asks for and gets is express");
    }
    if (!given.ok()) return given.status();
  }
  of.event.body = std::move(body);
  return form.status();
}

absl::Status ReadTextIn(Body& of) {
  TextIn body;
  if (of.text()) {
    of.fields.Required("text_in", &ParseAny, body.body);
    of.event.body = std::move(body);
    return of.fields.status();
  }
  const YamlNode* node = of.fields.Mapping("text_in");
  if (node == nullptr) return of.fields.status();
  FieldReader text(of.file, *node, of.path(), {"body", "line", "provider_answered"});
  text.Required("body", &ParseAny, body.body);
  text.Optional("line", &PhoneNumber::Parse, body.line);
  text.Optional("provider_answered", &ParseYesNo, body.provider_answered);
  of.event.body = std::move(body);
  return text.status();
}

absl::Status ReadPersonText(Body& of) {
  PersonText body;
  if (of.text()) {
    of.fields.Required("person_text", &ParseAny, body.body);
    of.event.body = std::move(body);
    return of.fields.status();
  }
  const YamlNode* node = of.fields.Mapping("person_text");
  if (node == nullptr) return of.fields.status();
  FieldReader text(of.file, *node, of.path(), {"body", "person"});
  text.Required("body", &ParseAny, body.body);
  text.Optional("person", &PersonId::Parse, body.person);
  of.event.body = std::move(body);
  return text.status();
}

absl::Status ReadConsent(Body& of) {
  const YamlNode* node = of.fields.Mapping("consent");
  if (node == nullptr) return of.fields.status();
  FieldReader consent(of.file, *node, of.path(),
                      {"basis", "evidence", "words", "expires_at", "withdrawn"});
  ConsentEntry entry{.at = of.event.at};
  std::string words;
  consent.Required("basis", &ParseBasis, entry.basis);
  consent.Optional("evidence", &ParseLine, entry.evidence);
  consent.Optional("words", &ParseLine, words);
  consent.Optional("expires_at", &ParseInstant, entry.expires_at);
  consent.Optional("withdrawn", &ParseYesNo, entry.withdrawn);
  if (!words.empty()) entry.evidence += (entry.evidence.empty() ? "" : ": ") + words;
  of.event.body = ConsentGiven{std::move(entry)};
  return consent.status();
}

absl::Status ReadOutcome(Body& of) {
  OutcomeReported reported;
  of.fields.Required("outcome", &ParseOutcome, reported.outcome);
  of.event.body = reported;
  return of.fields.status();
}

absl::Status ReadDetails(Body& of) {
  const YamlNode* node = of.fields.Mapping("details");
  if (node == nullptr) return of.fields.status();
  FieldReader known(of.file, *node, of.path(),
                    {"name", "trade", "zone", "region", "postal_code", "locale"});
  DetailsKnown body;
  known.Optional("name", &ParseLine, body.profile.name);
  known.Optional("trade", TradeParser(of.trades), body.profile.trade);
  known.Optional("zone", &ParseLine, body.profile.zone);
  known.Optional("region", &ParseLine, body.profile.region);
  known.Optional("postal_code", &ParseLine, body.profile.postal_code);
  known.Optional("locale", &ParseLocale, body.profile.locale);
  of.event.body = std::move(body);
  return known.status();
}

absl::Status ReadEstimate(Body& of) {
  const YamlNode* node = of.Mapping();
  if (node == nullptr) return of.fields.status();
  FieldReader estimate(of.file, *node, of.path(), {"trade", "name"});
  EstimateSent body;
  estimate.Optional("trade", TradeParser(of.trades), body.trade);
  estimate.Optional("name", &ParseLine, body.name);
  of.event.body = std::move(body);
  return estimate.status();
}

// Reads `claim: pat` and `give_back: pat`.
absl::Status ReadClaim(Body& of) {
  LeadClaimed body{.given_back = of.kind.name == "give_back"};
  of.fields.Required(of.kind.name, &PersonId::Parse, body.person);
  of.event.body = body;
  return of.fields.status();
}

// Reads `ready_sent: text_1` or `{step: text_1, attempt: 2, episode: 1, person: pat}`.
absl::Status ReadReadySent(Body& of) {
  ReadyTextSent body{.key = {.lead = of.scenario.lead, .episode = 1, .attempt = 1}};
  if (of.text()) {
    of.fields.Required("ready_sent", &StepName::Parse, body.key.step);
    of.event.body = body;
    return of.fields.status();
  }
  const YamlNode* node = of.fields.Mapping("ready_sent");
  if (node == nullptr) return of.fields.status();
  FieldReader sent(of.file, *node, of.path(), {"step", "attempt", "episode", "person"});
  sent.Required("step", &StepName::Parse, body.key.step);
  sent.Optional("attempt", &ParseCount, body.key.attempt);
  sent.Optional("episode", &ParseCount, body.key.episode);
  sent.Optional("person", &PersonId::Parse, body.person);
  of.event.body = body;
  return sent.status();
}

// Reads `kill_switch: on` or `{turn: on, scope: everything}`. It belongs to the account, not the
// lead.
absl::Status ReadSwitch(Body& of) {
  SwitchThrown body;
  of.event.lead.phone = PhoneNumber();
  if (of.text()) {
    of.fields.Required("kill_switch", &ParseSwitch, body.on);
    of.event.body = body;
    return of.fields.status();
  }
  const YamlNode* node = of.fields.Mapping("kill_switch");
  if (node == nullptr) return of.fields.status();
  FieldReader thrown(of.file, *node, of.path(), {"turn", "scope"});
  thrown.Required("turn", &ParseSwitch, body.on);
  thrown.Optional("scope", &ParseScope, body.scope);
  of.event.body = body;
  return thrown.status();
}

absl::StatusOr<Schedule> ParseAwayWhy(std::string_view text) {
  const std::optional<Schedule> why = ScheduleFromName(text);
  if (why.has_value()) return *why;
  return absl::InvalidArgumentError(
      "unknown reason; write away, open (on a job), meeting or closed");
}

// `away: {person: pat, why: meeting, until: ...}`; without person, everybody is. `back: {person:
// pat}` ends it. It belongs to the account, not the lead.
absl::Status ReadAway(Body& of) {
  const YamlNode* node = of.Mapping();
  if (node == nullptr) return of.fields.status();
  AwaySet body;
  body.away.since = of.event.at;
  of.event.lead.phone = PhoneNumber();
  const bool back = of.kind.name == "back";
  FieldReader fields(of.file, *node, of.path(),
                     back ? std::initializer_list<std::string_view>{"person"}
                          : std::initializer_list<std::string_view>{"person", "why", "until"});
  fields.Optional("person", &PersonId::Parse, body.away.person);
  if (back) {
    body.away.until = body.away.since;
  } else {
    fields.Optional("why", &ParseAwayWhy, body.away.why);
    fields.Optional("until", &ParseInstant, body.away.until);
  }
  of.event.body = body;
  return fields.status();
}

constexpr auto kKinds = std::to_array<std::pair<std::string_view, Read>>({
    {"missed_call", ReadMissedCall},
    {"answered_call", ReadAnsweredCall},
    {"unclear_call", ReadUnclearCall},
    {"voicemail", ReadVoicemail},
    {"form", ReadForm},
    {"text_in", ReadTextIn},
    {"person_text", ReadPersonText},
    {"consent", ReadConsent},
    {"outcome", ReadOutcome},
    {"details", ReadDetails},
    {"estimate_sent", ReadEstimate},
    {"claim", ReadClaim},
    {"give_back", ReadClaim},
    {"ready_sent", ReadReadySent},
    {"kill_switch", ReadSwitch},
    {"away", ReadAway},
    {"back", ReadAway},
});

}  // namespace

absl::Status ReadScenarioEvent(const YamlFile& file, const YamlNode& node,
                               std::span<const TradeId> trades, Scenario& scenario) {
  FieldReader fields(
      file, node, "events",
      {"at", "received_at", "missed_call", "answered_call", "unclear_call", "voicemail", "form",
       "text_in", "person_text", "consent", "outcome", "details", "estimate_sent", "claim",
       "give_back", "ready_sent", "kill_switch", "away", "back"});
  Event event{.lead = scenario.lead};
  fields.Required("at", &ParseInstant, event.at);
  event.received_at = event.at;
  fields.Optional("received_at", &ParseInstant, event.received_at);
  if (!fields.ok()) return fields.status();
  const YamlField* kind = nullptr;
  for (const YamlField& field : node.fields) {
    if (field.name == "at" || field.name == "received_at") continue;
    if (kind != nullptr) {
      return file.Error(
          field.line, "events",
          absl::StrFormat("%s and %s in one event; make two of it", kind->name, field.name));
    }
    kind = &field;
  }
  if (kind == nullptr) {
    return file.Error(node.line, "events",
                      "nothing happens; add missed_call: {} or another kind of event");
  }
  if (event.received_at < event.at)
    return file.Error(node.line, "events.received_at",
                      "is before at: nothing is known before it is");
  if (!scenario.events.empty() && event.received_at < scenario.events.back().received_at) {
    return file.Error(node.line, "events.at",
                      "is before the event above it; events stand in order of time");
  }
  if (event.received_at > scenario.until)
    return file.Error(node.line, "events.at", "is after until: it would never be played");
  event.id = *EventId::Parse("event-" + std::to_string(scenario.events.size() + 1));
  const auto known = std::find_if(kKinds.begin(), kKinds.end(),
                                  [&](const auto& one) { return one.first == kind->name; });
  Body body{.file = file,
            .fields = fields,
            .kind = *kind,
            .trades = trades,
            .scenario = scenario,
            .event = event};
  if (absl::Status status = known->second(body); !status.ok()) return status;
  scenario.events.push_back(std::move(event));
  return absl::OkStatus();
}

}  // namespace textback::config
