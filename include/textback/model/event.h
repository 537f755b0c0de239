// What happened: the closed set of inputs of the engine.
//
// Calls, texts, forms, people, providers and time itself reach the engine as an Event and in no
// other way, and so does what a transport says. They are stored before anything is decided (R72).
//
// Pure values. `at` is when it happened; `received_at` when we learned of it (never before `at`, or
// the event is from the future and is refused, R74), and not processed before that.
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

#include "textback/model/brake.h"
#include "textback/model/consent.h"
#include "textback/model/id.h"
#include "textback/model/profile.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

// A call in which no person of the account spoke with the caller (R1).
struct MissedCall {
  // What the caller's number was. Everything but kNumber goes to the account's withheld lead and
  // becomes a task (R2).
  enum class Caller : std::uint8_t { kNumber, kWithheld, kInvalid, kShortCode };
  PhoneNumber line;  // the account's number that was called
  Caller caller = Caller::kNumber;

  friend bool operator==(const MissedCall&, const MissedCall&) = default;
};

// A person of the account spoke with the lead, whoever called (R3).
struct AnsweredCall {
  PersonId person;  // who; empty: not said
  friend bool operator==(const AnsweredCall&, const AnsweredCall&) = default;
};

// The lead filled in a form.
struct FormInquiry {
  TradeId trade;  // of the account's playbooks; another one finds the words for everybody (R53)
  std::string name;
  std::string consent_words;  // not empty: it asked for express consent in these words and got it

  friend bool operator==(const FormInquiry&, const FormInquiry&) = default;
};

// The lead wrote to one of the account's lines.
struct TextIn {
  std::string body;
  PhoneNumber line;
  bool provider_answered = false;  // the provider has confirmed the STOP, or answered HELP (R31)

  friend bool operator==(const TextIn&, const TextIn&) = default;
};

// A person of the account wrote to the lead, from whatever device (R24).
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

// How it ended (R26). May come weeks later.
struct OutcomeReported {
  enum class Outcome : std::uint8_t { kBooked, kLost, kClosed };
  Outcome outcome = Outcome::kClosed;
  friend bool operator==(const OutcomeReported&, const OutcomeReported&) = default;
};

// The account has sent an estimate: a playbook of its own follows it up, where there is one.
struct EstimateSent {
  TradeId trade;  // of the account's playbooks; another one finds the words for everybody (R53)
  std::string name;

  friend bool operator==(const EstimateSent&, const EstimateSent&) = default;
};

// A person of the account takes the lead, or gives it back. The first one has it (R27).
struct LeadClaimed {
  PersonId person;
  bool given_back = false;
  friend bool operator==(const LeadClaimed&, const LeadClaimed&) = default;
};

// A person has sent the ready text that a task gave them (R63).
struct ReadyTextSent {
  TextKey key;
  PersonId person;  // who; empty: not said

  friend bool operator==(const ReadyTextSent&, const ReadyTextSent&) = default;
};

// The kill switch (R64). Belongs to the account's withheld lead, where every worker finds it.
struct SwitchThrown {
  enum class Scope : std::uint8_t { kAccount, kEverything };
  Scope scope = Scope::kAccount;
  bool on = false;        // true: nothing automated goes
  bool outdated = false;  // set by the worker: a newer turn is known, nothing changes (R72)

  friend bool operator==(const SwitchThrown&, const SwitchThrown&) = default;
};

// Far more texts in an hour than usual (R64): made by the runtime, for the account's withheld lead.
struct VolumeAlarm {
  std::uint32_t texts = 0;  // in this hour
  std::uint32_t usual = 0;  // in an hour

  friend bool operator==(const VolumeAlarm&, const VolumeAlarm&) = default;
};

// An address book, a CRM, an import. Replaces what was known.
struct DetailsKnown {
  LeadProfile profile;
  friend bool operator==(const DetailsKnown&, const DetailsKnown&) = default;
};

// What became of a text.
struct TextSettled {
  TextKey key;
  SendOutcome outcome;
  friend bool operator==(const TextSettled&, const TextSettled&) = default;
};

// What the network said later about a text that the carrier had taken (R61): a delivery report.
struct DeliveryReported {
  enum class Report : std::uint8_t {
    kDelivered,    // it is on the phone
    kUndelivered,  // this text didn't get there: the phone is off, the carrier filtered it ...
    kNotMobile     // nor will any other: a landline, a number that nobody has
  };
  TextKey key;
  Report report = Report::kUndelivered;
  std::string code;  // the provider's own code, "30005"; empty: none

  friend bool operator==(const DeliveryReported&, const DeliveryReported&) = default;
};

// A text that never left: stopped at the hand-over by the guards (R13), its send_by (R14) or its
// line (R62).
struct TextNotSent {
  TextKey key;
  bool expired = false;
  Brake brake = Brake::kNone;
  Instant until = kNever;  // kNever: decided anew at once; else not before, its line is busy

  friend bool operator==(const TextNotSent&, const TextNotSent&) = default;
};

// The lead's wake_at has come. Made by the worker, never submitted. With the brake, a fact of that
// moment, in the journal the decision replays (R72).
struct WakeUp {
  Brake brake = Brake::kNone;
  friend bool operator==(const WakeUp&, const WakeUp&) = default;
};

using EventBody =
    std::variant<MissedCall, AnsweredCall, FormInquiry, TextIn, PersonText, ConsentGiven,
                 OutcomeReported, DetailsKnown, TextSettled, TextNotSent, WakeUp, EstimateSent,
                 LeadClaimed, ReadyTextSent, SwitchThrown, VolumeAlarm, DeliveryReported>;

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
std::string_view NameOf(MissedCall::Caller caller);  // "withheld"
std::optional<MissedCall::Caller> CallerFromName(std::string_view name);
std::string_view NameOf(OutcomeReported::Outcome outcome);  // "booked"
std::optional<OutcomeReported::Outcome> ReportedOutcomeFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_EVENT_H_
