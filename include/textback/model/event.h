// What happened: all inputs of the engine.
//
// Calls, texts, forms, actions of people, reports of transports and time itself reach the engine as
// an Event, and in no other way. Events are stored before anything is decided (R72). The bodies of
// calls are in call.h.
//
// Pure values. `at` is when it happened, `received_at` when we learned of it. It is not processed
// before `received_at`. If `at` is later than that, it is refused (R74).
//
//   Event call{.id = *EventId::Parse("call-7"), .lead = {account, phone}, .at = rang_out,
//              .received_at = rang_out, .body = MissedCall{.line = line}};
#ifndef TEXTBACK_MODEL_EVENT_H_
#define TEXTBACK_MODEL_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "textback/model/away.h"
#include "textback/model/brake.h"
#include "textback/model/call.h"
#include "textback/model/consent.h"
#include "textback/model/id.h"
#include "textback/model/profile.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

// The lead filled in a form.
struct FormInquiry {
  TradeId trade;  // one that the playbooks name; others get the words for everybody (R53)
  std::string name;
  std::string consent_words;  // not empty: the form got express consent in these words
  std::string message;        // what was written into it; never said to anybody, for people only

  friend bool operator==(const FormInquiry&, const FormInquiry&) = default;
};

// The lead wrote to one of the account's lines.
struct TextIn {
  std::string body;
  PhoneNumber line;
  bool provider_answered = false;  // the provider has already answered this STOP or HELP (R31)

  friend bool operator==(const TextIn&, const TextIn&) = default;
};

// A person of the account wrote to the lead, from any device (R24).
struct PersonText {
  std::string body;
  PersonId person;  // who; empty: not said

  friend bool operator==(const PersonText&, const PersonText&) = default;
};

// Consent given in an act of its own (R43), or withdrawn.
struct ConsentGiven {
  ConsentEntry entry;
  friend bool operator==(const ConsentGiven&, const ConsentGiven&) = default;
};

// How the episode ended (R26). May be reported weeks later.
struct OutcomeReported {
  enum class Outcome : std::uint8_t { kBooked, kLost, kClosed };
  Outcome outcome = Outcome::kClosed;
  friend bool operator==(const OutcomeReported&, const OutcomeReported&) = default;
};

// The account has sent an estimate. The playbook for estimates follows it up, if there is one.
struct EstimateSent {
  TradeId trade;  // one that the playbooks name; others get the words for everybody (R53)
  std::string name;

  friend bool operator==(const EstimateSent&, const EstimateSent&) = default;
};

// A person of the account claims the lead, or gives it back. The first claim counts (R27).
struct LeadClaimed {
  PersonId person;
  bool given_back = false;
  friend bool operator==(const LeadClaimed&, const LeadClaimed&) = default;
};

// A person has sent the ready text from a task (R63).
struct ReadyTextSent {
  TextKey key;
  PersonId person;  // who; empty: not said

  friend bool operator==(const ReadyTextSent&, const ReadyTextSent&) = default;
};

// The kill switch (R64). An event of the account's withheld lead, where every worker finds it.
struct SwitchThrown {
  enum class Scope : std::uint8_t { kAccount, kEverything };
  Scope scope = Scope::kAccount;
  bool on = false;        // true: nothing automated is sent
  bool outdated = false;  // set by the worker: a newer turn is known, so this one is ignored (R72)

  friend bool operator==(const SwitchThrown&, const SwitchThrown&) = default;
};

// A person, or the whole account, is away (R29). An event of the account's withheld lead. `until`
// that is not after `since`: they are back.
struct AwaySet {
  Away away;
  bool outdated = false;  // set by the worker: a newer word is known, so this one is ignored (R72)

  friend bool operator==(const AwaySet&, const AwaySet&) = default;
};

// Far more texts in an hour than usual (R64). Made by the runtime, for the account's withheld lead.
struct VolumeAlarm {
  std::uint32_t texts = 0;  // in this hour
  std::uint32_t usual = 0;  // in an hour

  friend bool operator==(const VolumeAlarm&, const VolumeAlarm&) = default;
};

// From an address book, a CRM or an import. Replaces what was known.
struct DetailsKnown {
  LeadProfile profile;
  friend bool operator==(const DetailsKnown&, const DetailsKnown&) = default;
};

// The outcome of a text.
struct TextSettled {
  TextKey key;
  SendOutcome outcome;
  friend bool operator==(const TextSettled&, const TextSettled&) = default;
};

// A delivery report: what the network says later about a text that the carrier had accepted (R61).
struct DeliveryReported {
  enum class Report : std::uint8_t {
    kDelivered,    // it is on the phone
    kUndelivered,  // it didn't arrive: the phone is off, the carrier filtered it ...
    kNotMobile     // no text can arrive there: a landline, an unused number
  };
  TextKey key;
  Report report = Report::kUndelivered;
  std::string code;  // the provider's own code, "30005"; empty: none

  friend bool operator==(const DeliveryReported&, const DeliveryReported&) = default;
};

// A text that never left: stopped at the hand-over by the guards (R13), its send_by (R14) or a busy
// line (R62).
struct TextNotSent {
  TextKey key;
  bool expired = false;
  Brake brake = Brake::kNone;
  Instant until = kNever;  // kNever: decide again at once; else not before this

  friend bool operator==(const TextNotSent&, const TextNotSent&) = default;
};

// The lead's wake_at has come. Made by the worker, never submitted. It includes the brake of that
// moment, so that the decision can be replayed from the journal (R72).
struct WakeUp {
  Brake brake = Brake::kNone;
  friend bool operator==(const WakeUp&, const WakeUp&) = default;
};

using EventBody =
    std::variant<MissedCall, AnsweredCall, FormInquiry, TextIn, PersonText, ConsentGiven,
                 OutcomeReported, DetailsKnown, TextSettled, TextNotSent, WakeUp, EstimateSent,
                 LeadClaimed, ReadyTextSent, SwitchThrown, VolumeAlarm, DeliveryReported,
                 UnclearCall, Voicemail, AwaySet>;

struct Event {
  EventId id;
  LeadId lead;
  Instant at = kNever;
  Instant received_at = kNever;
  EventBody body;

  friend bool operator==(const Event&, const Event&) = default;
};

std::string_view KindOf(const Event& event);  // "missed_call": the name of the body's kind

std::string_view NameOf(SwitchThrown::Scope scope);  // "account"
std::optional<SwitchThrown::Scope> SwitchScopeFromName(std::string_view name);
std::string_view NameOf(DeliveryReported::Report report);  // "not_mobile"
std::optional<DeliveryReported::Report> DeliveryReportFromName(std::string_view name);
std::string_view NameOf(OutcomeReported::Outcome outcome);  // "booked"
std::optional<OutcomeReported::Outcome> ReportedOutcomeFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_EVENT_H_
