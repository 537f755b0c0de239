#include "properties/random_event.h"

#include <absl/strings/str_format.h>

#include <array>
#include <optional>
#include <utility>

#include "properties/asked_rules.h"
#include "textback/codec/event_json.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

// In the order of EventBody, but grouped by frequency: small numbers are tried first.
enum class Kind {
  kMissedCall,
  kTextIn,
  kPersonText,
  kAnsweredCall,
  kForm,
  kConsent,
  kOutcome,
  kDetails,
  kClaim,
  kEstimate,
  kReadySent,
  kSettled,
  kNotSent,
  kWakeUp,
  kSwitch,
  kVolume,
  kDelivery,
  kUnclear,
  kVoicemail,
  kNaming,  // R37: a text that names a time
  kAway     // R29
};
constexpr std::array kKinds = {
    Kind::kMissedCall,   Kind::kMissedCall, Kind::kMissedCall, Kind::kMissedCall, Kind::kTextIn,
    Kind::kTextIn,       Kind::kTextIn,     Kind::kTextIn,     Kind::kPersonText, Kind::kPersonText,
    Kind::kAnsweredCall, Kind::kForm,       Kind::kForm,       Kind::kConsent,    Kind::kConsent,
    Kind::kOutcome,      Kind::kDetails,    Kind::kClaim,      Kind::kClaim,      Kind::kEstimate,
    Kind::kReadySent,    Kind::kReadySent,  Kind::kReadySent,  Kind::kSettled,    Kind::kNotSent,
    Kind::kWakeUp,       Kind::kSwitch,     Kind::kVolume,     Kind::kDelivery,   Kind::kUnclear,
    Kind::kUnclear,      Kind::kVoicemail,  Kind::kVoicemail,  Kind::kNaming,     Kind::kNaming,
    Kind::kAway,         Kind::kAway};

Kind KindOf(const RandomItem& item) { return kKinds.at(static_cast<std::size_t>(item.kind)); }

constexpr std::array<const char*, 20> kWords = {"Yes, a kitchen",
                                                "YES",
                                                "STOP",
                                                "START",
                                                "help",
                                                "ok",
                                                "ok",
                                                "stop texting me after 9pm",
                                                "Automatic reply: out of office",
                                                "wrong number",
                                                "arrêtez de m'écrire",
                                                "stop by Tuesday",
                                                "UNSTOP",
                                                "🛑",
                                                "AYUDA",
                                                "",
                                                "We have no water!",
                                                "are you a bot?",
                                                "CANCEL",
                                                "Out of office until December 3"};

struct Lateness {
  const char* name;
  Duration late;
};
constexpr std::array<Lateness, 9> kLatenesses = {{{"", Duration{0}},
                                                  {"20 s", std::chrono::seconds{20}},
                                                  {"40 min", minutes{40}},
                                                  {"5 h", hours{5}},
                                                  {"4 days", hours{24 * 4}},
                                                  {"70 days", hours{24 * 70}},
                                                  {"500 days", hours{24 * 500}},
                                                  {"-40 s", -std::chrono::seconds{40}},
                                                  {"-2 h", -hours{2}}}};

constexpr std::array kTrades = {TradeId::Of("kitchen"),
                                TradeId::Of("basement"),
                                TradeId::Of("bathroom"),
                                TradeId::Of("general"),
                                TradeId(),
                                TradeId()};
constexpr std::array kBases = {Basis::kExpress,     Basis::kExpress, Basis::kInquiry,
                               Basis::kPurchase,    Basis::kQuote,   Basis::kReferralFirst,
                               Basis::kTransaction, Basis::kNone};
constexpr std::array<const char*, 6> kPeople = {"", "alex", "kim", "sam", "stranger", "alex"};

PersonId PersonAt(int index) {
  const std::string_view name = kPeople.at(static_cast<std::size_t>(index));
  return name.empty() ? PersonId() : PersonId::Parse(name).value();
}

template <class Table>
auto At(const Table& table, int index) {
  return table.at(static_cast<std::size_t>(index) % table.size());
}

// The latest key, an older one, or one that was never made.
TextKey KeyOf(const RandomItem& item, const LeadId& lead, const std::vector<TextKey>& known) {
  TextKey key{.lead = lead, .episode = 1, .step = StepName::Parse("text_1").value(), .attempt = 7};
  if (!known.empty()) key = item.choice % 5 == 1 ? known.front() : known.back();
  switch (item.choice % 8) {
    case 4:
      key.attempt += 5;
      break;
    case 5:
      key.episode += 3;
      break;
    case 6:
      key.lead.phone = PhoneNumber::Parse("+14035550166").value();
      break;
    case 7:
      key.step = StepName::Parse("text_9").value();
      break;
    default:
      break;
  }
  return key;
}

constexpr std::array kOutcomes = {SendOutcome::Kind::kAccepted,  SendOutcome::Kind::kRetry,
                                  SendOutcome::Kind::kAmbiguous, SendOutcome::Kind::kNotMobile,
                                  SendOutcome::Kind::kRefused,   SendOutcome::Kind::kConfig};

EventBody CallOf(const RandomItem& item) {
  constexpr std::array kCallers = {MissedCall::Caller::kNumber,  MissedCall::Caller::kNumber,
                                   MissedCall::Caller::kNumber,  MissedCall::Caller::kWithheld,
                                   MissedCall::Caller::kInvalid, MissedCall::Caller::kShortCode};
  constexpr std::array<const char*, 6> kTranscripts = {"",
                                                       "Hi, this is Dana Lee, about my kitchen.",
                                                       "Please stop texting me.",
                                                       "Yes START",
                                                       "Sorry, wrong number",
                                                       "There is no water!"};
  const PhoneNumber line =
      PhoneNumber::Parse(item.choice >= 8 ? "+14035550198" : "+14035550199").value();
  const MissedCall::Caller caller =
      item.choice == 15 ? At(kCallers, item.detail) : MissedCall::Caller::kNumber;
  if (KindOf(item) == Kind::kUnclear) return UnclearCall{.line = line, .caller = caller};
  if (KindOf(item) == Kind::kVoicemail) {
    return Voicemail{.line = line,
                     .caller = caller,
                     .length = std::chrono::seconds{item.choice},
                     .transcript = At(kTranscripts, item.detail)};
  }
  const Duration rang = item.choice == 7 ? Duration{std::chrono::seconds{1}} : kRangUnknown;
  return MissedCall{.line = line, .caller = caller, .rang = rang};
}

EventBody InboundOf(const RandomItem& item) {
  if (KindOf(item) == Kind::kNaming) return TextIn{.body = At(kNamingWords, item.choice)};
  if (KindOf(item) == Kind::kTextIn)
    return TextIn{.body = At(kWords, item.choice), .provider_answered = item.detail == 5};
  return FormInquiry{.trade = At(kTrades, item.detail),
                     .name = item.choice % 2 == 0 ? "Dana" : "",
                     .consent_words = item.choice >= 8 ? "Yes, text me about my project" : ""};
}

EventBody AboutTextOf(const RandomItem& item, const LeadId& lead, Instant at,
                      const KnownKeys& known) {
  if (KindOf(item) == Kind::kReadySent)
    return ReadyTextSent{.key = KeyOf(item, lead, known.given), .person = PersonAt(item.detail)};
  const TextKey key = KeyOf(item, lead, known.decided);
  if (KindOf(item) == Kind::kSettled) {
    const Instant retry_at = item.choice % 3 == 0 ? at + hours{7} : kNever;
    return TextSettled{
        .key = key,
        .outcome = {
            .kind = At(kOutcomes, item.detail), .at = at, .code = "30006", .retry_at = retry_at}};
  }
  if (KindOf(item) == Kind::kDelivery) {
    return DeliveryReported{.key = key,
                            .report = static_cast<DeliveryReported::Report>(item.detail % 3),
                            .code = "30005"};
  }
  return TextNotSent{.key = key,
                     .expired = item.detail == 1,
                     .brake = item.detail == 2 ? Brake::kVolume : Brake::kNone,
                     .until = item.detail == 3 ? at + minutes{3} : kNever};
}

EventBody BodyOf(const RandomItem& item, const LeadId& lead, Instant at, const KnownKeys& known) {
  switch (KindOf(item)) {
    case Kind::kPersonText:
      return PersonText{.body = "On my way", .person = PersonAt(item.detail)};
    case Kind::kAnsweredCall:
      return AnsweredCall{.person = PersonAt(item.detail)};
    case Kind::kConsent:
      return ConsentGiven{
          {.basis = At(kBases, item.choice), .withdrawn = item.detail == 5, .evidence = "import"}};
    case Kind::kOutcome:
      return OutcomeReported{static_cast<OutcomeReported::Outcome>(item.choice % 3)};
    case Kind::kDetails:
      return DetailsKnown{ProfileAt(item.choice % 8)};
    case Kind::kClaim:
      return LeadClaimed{.person = PersonAt(item.detail), .given_back = item.choice % 4 == 3};
    case Kind::kEstimate:
      return EstimateSent{.trade = At(kTrades, item.detail), .name = ""};
    case Kind::kWakeUp:
      return WakeUp{.brake = BrakeOf(item)};
    case Kind::kSwitch:
      return SwitchThrown{.scope = static_cast<SwitchThrown::Scope>(item.choice % 2),
                          .on = item.detail % 2 == 0};
    case Kind::kAway:
      return AwaySet{{.person = PersonAt(item.detail),
                      .why = static_cast<Schedule>(item.choice % 5),
                      .since = at,
                      .until = at + hours{item.choice % 7 * 10 - 5}}};
    case Kind::kVolume:
      return VolumeAlarm{.texts = 50, .usual = 10};
    case Kind::kReadySent:
    case Kind::kSettled:
    case Kind::kNotSent:
    case Kind::kDelivery:
      return AboutTextOf(item, lead, at, known);
    case Kind::kMissedCall:
    case Kind::kUnclear:
    case Kind::kVoicemail:
      return CallOf(item);
    default:
      return InboundOf(item);
  }
}

}  // namespace

int ItemKinds() { return static_cast<int>(kKinds.size()); }
int Latenesses() { return static_cast<int>(kLatenesses.size()); }

Brake BrakeOf(const RandomItem& item) {
  if (KindOf(item) != Kind::kWakeUp) return Brake::kNone;
  return static_cast<Brake>(item.choice % 4);
}

LeadProfile ProfileAt(int index) {
  switch (index) {
    case 1:
      return {.name = "Dana", .trade = TradeId::Of("kitchen")};
    case 2:
      return {.zone = "America/St_Johns", .locale = "fr"};
    case 3:
      return {.region = "CA-BC"};
    case 4:
      return {.region = "US-TX", .locale = "es"};
    case 5:
      return {.zone = "America/Toronto", .region = "US-FL"};
    case 6:
      return {.zone = "Atlantis/Capital"};
    case 7:
      return {.name = "Zoë", .trade = TradeId::Of("bathroom"), .postal_code = "T2P 1J9"};
    default:
      return {};
  }
}

Event EventOf(const RandomItem& item, std::size_t index, const RandomWorld& world, Instant now,
              const KnownKeys& known) {
  const Instant at = now - kLatenesses.at(static_cast<std::size_t>(item.late)).late;
  const LeadId lead = LeadOf(world);
  return {.id = EventId::Parse(absl::StrFormat("event-%d", index + 1)).value(),
          .lead = lead,
          .at = at,
          .received_at = now,
          .body = BodyOf(item, lead, at, known)};
}

std::string Describe(const RandomItem& item) {
  const Event event{.body = BodyOf(item, LeadId{}, Instant{}, {})};
  std::string text;
  if (item.late != 0) {
    absl::StrAppendFormat(&text, "late: %s, ",
                          kLatenesses.at(static_cast<std::size_t>(item.late)).name);
  }
  if (item.twice != 0) text += "twice, ";
  absl::StrAppendFormat(&text, "%s: ", textback::KindOf(event));
  constexpr std::array kKeys = {"the last",   "the first",  "the last",       "the last",
                                "no attempt", "no episode", "another lead's", "no step"};
  if (const auto* words = std::get_if<TextIn>(&event.body); words != nullptr)
    return text + "\"" + words->body + "\"" + (words->provider_answered ? " (answered)" : "");
  if (const auto* settled = std::get_if<TextSettled>(&event.body); settled != nullptr) {
    return text +
           absl::StrFormat("{key: %s, %s}", At(kKeys, item.choice), NameOf(settled->outcome.kind));
  }
  const bool keyed = std::holds_alternative<ReadyTextSent>(event.body) ||
                     std::holds_alternative<TextNotSent>(event.body);
  if (const auto* report = std::get_if<DeliveryReported>(&event.body); report != nullptr) {
    return text + absl::StrFormat("{key: %s, %s}", At(kKeys, item.choice), NameOf(report->report));
  }
  if (keyed) return text + absl::StrFormat("{key: %s}", At(kKeys, item.choice));
  return text + EncodeEventBody(event);
}

std::string Describe(const LeadProfile& profile) {
  return EncodeEventBody({.body = DetailsKnown{profile}});
}

}  // namespace textback
