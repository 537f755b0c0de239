#include "textback/codec/event_json.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "codec/json_fields.h"

namespace textback {
namespace {

using json::ObjectReader;
using json::ObjectWriter;

void WriteBrake(Brake brake, ObjectWriter& object) {
  if (brake != Brake::kNone) object.Text("brake", NameOf(brake));
}

Brake ReadBrake(ObjectReader& object) {
  return object.Optional("brake") == nullptr ? Brake::kNone : object.Named("brake", BrakeFromName);
}

// Longer calls and messages than a day are no use to anybody.
constexpr std::uint64_t kLongest = 24 * 3600 * 1000;

std::uint64_t Millis(Duration span) {
  return std::min(static_cast<std::uint64_t>(std::max(span, Duration{0}).count()), kLongest);
}

std::optional<Duration> ReadMillis(ObjectReader& object, std::string_view key) {
  if (object.Optional(key) == nullptr) return std::nullopt;
  return Duration{static_cast<std::int64_t>(object.Number(key, kLongest))};
}

// Missing attestation proves nothing, and older journals have none.
void WriteCheck(CallerCheck check, ObjectWriter& object) {
  if (check != CallerCheck::kNotSaid) object.Text("authentication", NameOf(check));
}

CallerCheck ReadCheck(ObjectReader& object) {
  if (object.Optional("authentication") == nullptr) return CallerCheck::kNotSaid;
  return object.Named("authentication", CallerCheckFromName);
}

void Write(const MissedCall& call, ObjectWriter& object) {
  object.Phone("line", call.line);
  object.Text("caller", NameOf(call.caller));
  WriteCheck(call.authentication, object);
  if (call.rang >= Duration{0}) object.Number("rang_ms", Millis(call.rang));
}

void Write(const AnsweredCall& call, ObjectWriter& object) {
  object.TextIfAny("person", call.person.view());
}

void Write(const FormInquiry& form, ObjectWriter& object) {
  object.TextIfAny("trade", form.trade.view());
  object.TextIfAny("name", form.name);
  object.TextIfAny("consent_words", form.consent_words);
  object.TextIfAny("message", form.message);
}

void Write(const TextIn& text, ObjectWriter& object) {
  object.Text("body", text.body);
  object.Phone("line", text.line);
  object.TrueIf("provider_answered", text.provider_answered);
}

void Write(const PersonText& text, ObjectWriter& object) {
  object.Text("body", text.body);
  object.TextIfAny("person", text.person.view());
}

void Write(const ConsentGiven& consent, ObjectWriter& object) {
  json::WriteConsent(object.Key("entry"), consent.entry);
}

void Write(const OutcomeReported& report, ObjectWriter& object) {
  object.Text("outcome", NameOf(report.outcome));
}

void Write(const DetailsKnown& details, ObjectWriter& object) {
  const LeadProfile& profile = details.profile;
  object.TextIfAny("name", profile.name);
  object.TextIfAny("trade", profile.trade.view());
  object.TextIfAny("zone", profile.zone);
  object.TextIfAny("region", profile.region);
  object.TextIfAny("postal_code", profile.postal_code);
  object.TextIfAny("locale", profile.locale);
}

void Write(const TextSettled& settled, ObjectWriter& object) {
  json::WriteKey(object.Key("key"), settled.key);
  ObjectWriter outcome(object.Key("outcome"));
  outcome.Text("kind", NameOf(settled.outcome.kind));
  outcome.At("at", settled.outcome.at);
  outcome.TextIfAny("provider_id", settled.outcome.provider_id);
  outcome.TextIfAny("code", settled.outcome.code);
  outcome.At("retry_at", settled.outcome.retry_at);
}

void Write(const TextNotSent& not_sent, ObjectWriter& object) {
  json::WriteKey(object.Key("key"), not_sent.key);
  object.TrueIf("expired", not_sent.expired);
  WriteBrake(not_sent.brake, object);
  object.At("until", not_sent.until);
}

void Write(const WakeUp& wake_up, ObjectWriter& object) { WriteBrake(wake_up.brake, object); }

void Write(const EstimateSent& estimate, ObjectWriter& object) {
  object.TextIfAny("trade", estimate.trade.view());
  object.TextIfAny("name", estimate.name);
}

void Write(const LeadClaimed& claim, ObjectWriter& object) {
  object.Text("person", claim.person.view());
  object.TrueIf("given_back", claim.given_back);
}

void Write(const ReadyTextSent& sent, ObjectWriter& object) {
  json::WriteKey(object.Key("key"), sent.key);
  object.TextIfAny("person", sent.person.view());
}

void Write(const SwitchThrown& thrown, ObjectWriter& object) {
  object.Text("scope", NameOf(thrown.scope));
  object.TrueIf("on", thrown.on);
  object.TrueIf("outdated", thrown.outdated);
}

void Write(const VolumeAlarm& alarm, ObjectWriter& object) {
  object.Number("texts", alarm.texts);
  object.Number("usual", alarm.usual);
}

void Write(const DeliveryReported& reported, ObjectWriter& object) {
  json::WriteKey(object.Key("key"), reported.key);
  object.Text("report", NameOf(reported.report));
  object.TextIfAny("code", reported.code);
}

void Write(const UnclearCall& call, ObjectWriter& object) {
  object.Phone("line", call.line);
  object.Text("caller", NameOf(call.caller));
}

void Write(const Voicemail& message, ObjectWriter& object) {
  object.Phone("line", message.line);
  object.Text("caller", NameOf(message.caller));
  if (message.length > Duration{0}) object.Number("length_ms", Millis(message.length));
  object.TextIfAny("transcript", message.transcript);
  WriteCheck(message.authentication, object);
}

void Write(const AwaySet& set, ObjectWriter& object) {
  object.TextIfAny("person", set.away.person.view());
  object.Text("why", NameOf(set.away.why));
  object.At("since", set.away.since);
  object.At("until", set.away.until);
  object.TrueIf("outdated", set.outdated);
}

EventBody ReadMissedCall(ObjectReader& object) {
  return MissedCall{.line = object.Phone("line"),
                    .caller = object.Named("caller", CallerFromName),
                    .rang = ReadMillis(object, "rang_ms").value_or(kRangUnknown),
                    .authentication = ReadCheck(object)};
}

EventBody ReadUnclearCall(ObjectReader& object) {
  return UnclearCall{.line = object.Phone("line"),
                     .caller = object.Named("caller", CallerFromName)};
}

EventBody ReadVoicemail(ObjectReader& object) {
  return Voicemail{.line = object.Phone("line"),
                   .caller = object.Named("caller", CallerFromName),
                   .length = ReadMillis(object, "length_ms").value_or(Duration{0}),
                   .transcript = object.TextOrEmpty("transcript"),
                   .authentication = ReadCheck(object)};
}

EventBody ReadForm(ObjectReader& object) {
  return FormInquiry{.trade = object.TradeOrNone("trade"),
                     .name = object.TextOrEmpty("name"),
                     .consent_words = object.TextOrEmpty("consent_words"),
                     .message = object.TextOrEmpty("message")};
}

EventBody ReadTextIn(ObjectReader& object) {
  return TextIn{.body = object.Text("body"),
                .line = object.Phone("line"),
                .provider_answered = object.Flag("provider_answered")};
}

EventBody ReadAnsweredCall(ObjectReader& object) {
  return AnsweredCall{.person = object.PersonOrNone("person")};
}

EventBody ReadPersonText(ObjectReader& object) {
  return PersonText{.body = object.Text("body"), .person = object.PersonOrNone("person")};
}

EventBody ReadConsentGiven(ObjectReader& object) {
  return ConsentGiven{.entry = json::ReadConsent(object.Object("entry"))};
}

EventBody ReadOutcome(ObjectReader& object) {
  return OutcomeReported{.outcome = object.Named("outcome", ReportedOutcomeFromName)};
}

EventBody ReadDetails(ObjectReader& object) {
  return DetailsKnown{.profile = {.name = object.TextOrEmpty("name"),
                                  .trade = object.TradeOrNone("trade"),
                                  .zone = object.TextOrEmpty("zone"),
                                  .region = object.TextOrEmpty("region"),
                                  .postal_code = object.TextOrEmpty("postal_code"),
                                  .locale = object.TextOrEmpty("locale")}};
}

EventBody ReadSettled(ObjectReader& object) {
  TextSettled settled;
  settled.key = json::ReadKey(object.Object("key"));
  ObjectReader outcome = object.Object("outcome");
  settled.outcome.kind = outcome.Named("kind", OutcomeFromName);
  settled.outcome.at = outcome.AtOrNever("at");
  settled.outcome.provider_id = outcome.TextOrEmpty("provider_id");
  settled.outcome.code = outcome.TextOrEmpty("code");
  settled.outcome.retry_at = outcome.AtOrNever("retry_at");
  return settled;
}

EventBody ReadNotSent(ObjectReader& object) {
  return TextNotSent{.key = json::ReadKey(object.Object("key")),
                     .expired = object.Flag("expired"),
                     .brake = ReadBrake(object),
                     .until = object.AtOrNever("until")};
}

EventBody ReadWakeUp(ObjectReader& object) { return WakeUp{.brake = ReadBrake(object)}; }

EventBody ReadEstimate(ObjectReader& object) {
  return EstimateSent{.trade = object.TradeOrNone("trade"), .name = object.TextOrEmpty("name")};
}

EventBody ReadClaim(ObjectReader& object) {
  return LeadClaimed{.person = object.PersonOrNone("person"),
                     .given_back = object.Flag("given_back")};
}

EventBody ReadReadySent(ObjectReader& object) {
  return ReadyTextSent{.key = json::ReadKey(object.Object("key")),
                       .person = object.PersonOrNone("person")};
}

EventBody ReadSwitch(ObjectReader& object) {
  return SwitchThrown{.scope = object.Named("scope", SwitchScopeFromName),
                      .on = object.Flag("on"),
                      .outdated = object.Flag("outdated")};
}

EventBody ReadVolume(ObjectReader& object) {
  return VolumeAlarm{.texts = object.Count("texts"), .usual = object.Count("usual")};
}

EventBody ReadDelivery(ObjectReader& object) {
  return DeliveryReported{.key = json::ReadKey(object.Object("key")),
                          .report = object.Named("report", DeliveryReportFromName),
                          .code = object.TextOrEmpty("code")};
}

EventBody ReadAway(ObjectReader& object) {
  return AwaySet{.away = {.person = object.PersonOrNone("person"),
                          .why = object.Named("why", ScheduleFromName),
                          .since = object.At("since"),
                          .until = object.AtOrNever("until")},
                 .outdated = object.Flag("outdated")};
}

struct Kind {
  std::string_view name;
  EventBody (*read)(ObjectReader&);
};

// The names of KindOf.
constexpr auto kKinds = std::to_array<Kind>({
    {"missed_call", ReadMissedCall},
    {"answered_call", ReadAnsweredCall},
    {"form", ReadForm},
    {"text_in", ReadTextIn},
    {"person_text", ReadPersonText},
    {"consent", ReadConsentGiven},
    {"outcome", ReadOutcome},
    {"details", ReadDetails},
    {"text_settled", ReadSettled},
    {"text_not_sent", ReadNotSent},
    {"wake_up", ReadWakeUp},
    {"estimate_sent", ReadEstimate},
    {"claim", ReadClaim},
    {"ready_sent", ReadReadySent},
    {"kill_switch", ReadSwitch},
    {"volume_alarm", ReadVolume},
    {"delivery_reported", ReadDelivery},
    {"unclear_call", ReadUnclearCall},
    {"voicemail", ReadVoicemail},
    {"away", ReadAway},
});
static_assert(kKinds.size() == std::variant_size_v<EventBody>);

}  // namespace

std::string EncodeEventBody(const Event& event) {
  std::string out;
  {
    ObjectWriter object(out);
    std::visit([&](const auto& body) { Write(body, object); }, event.body);
  }
  return out;
}

absl::StatusOr<EventBody> DecodeEventBody(std::string_view kind, std::string_view json) {
  for (const Kind& known : kKinds) {
    if (known.name != kind) continue;
    nlohmann::json parsed;
    absl::Status status = json::ParseObject("event body", json, parsed);
    if (!status.ok()) return status;
    ObjectReader object(parsed, "", status);
    EventBody body = known.read(object);
    if (!status.ok()) return status;
    return body;
  }
  return absl::InvalidArgumentError(
      absl::StrFormat("field 'kind': '%s' is no kind of event", kind.substr(0, 40)));
}

}  // namespace textback
