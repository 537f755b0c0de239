// What happened: the closed set of inputs of the engine.
//
// Calls, texts, forms, people, providers and time itself all reach the engine as an Event and in no
// other way; what a transport says about a text comes back as one too. Events are facts: they are
// stored before anything is decided (Storage::Append), and stored events replay to the same
// decisions (R72).
//
// Pure values. `at` is when it happened in the world; `received_at` when we learned of it (never
// before `at`, or the event is from the future and is refused, R74). An event is processed at or
// after `received_at`.
//
//   Event call{.id = *EventId::Parse("call-7"), .lead = {account, phone},
//              .at = rang_out, .received_at = rang_out, .body = MissedCall{.line = line}};
#ifndef TEXTBACK_MODEL_EVENT_H_
#define TEXTBACK_MODEL_EVENT_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "textback/model/consent.h"
#include "textback/model/id.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

// The line of work the inquiry is about: chooses words, nothing else.
enum class Trade : std::uint8_t { kUnknown, kKitchen, kBasement, kBathroom, kGeneral };
std::string_view NameOf(Trade trade);  // "kitchen"; "" for unknown
std::optional<Trade> TradeFromName(std::string_view name);

// How somebody got in touch; each may have a playbook of its own (R1).
enum class InquiryKind : std::uint8_t { kMissedCall, kForm, kText };
inline constexpr std::size_t kInquiryKinds = 3;
std::string_view NameOf(InquiryKind kind);  // "missed_call"
std::optional<InquiryKind> InquiryKindFromName(std::string_view name);

// What is known about a lead besides its history. Empty: unknown.
struct LeadProfile {
  std::string name;  // given name, as it would be said
  Trade trade = Trade::kUnknown;
  std::string zone;         // "America/Edmonton"
  std::string region;       // "CA-AB"
  std::string postal_code;  // "T2P 1J9" or a ZIP
  std::string locale;       // "en", "fr", "es"

  friend bool operator==(const LeadProfile&, const LeadProfile&) = default;
};

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
  friend bool operator==(const AnsweredCall&, const AnsweredCall&) = default;
};

// The lead filled in a form. `consent_words` is not empty where the form asked for, and got,
// express consent.
struct FormInquiry {
  Trade trade = Trade::kUnknown;
  std::string name;
  std::string consent_words;

  friend bool operator==(const FormInquiry&, const FormInquiry&) = default;
};

// The lead wrote to one of the account's lines.
struct TextIn {
  std::string body;
  PhoneNumber line;

  friend bool operator==(const TextIn&, const TextIn&) = default;
};

// A person of the account wrote to the lead, from whatever device (R24).
struct PersonText {
  std::string body;

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

// Somebody told us about the lead: an address book, a CRM, an import. Replaces what was known.
struct DetailsKnown {
  LeadProfile profile;

  friend bool operator==(const DetailsKnown&, const DetailsKnown&) = default;
};

// What became of a text that was handed over.
struct TextSettled {
  TextKey key;
  SendOutcome outcome;

  friend bool operator==(const TextSettled&, const TextSettled&) = default;
};

// A text that the guards stopped at the moment of hand-over (R13), or whose send_by had passed
// (R14). It never left.
struct TextNotSent {
  TextKey key;
  bool expired = false;

  friend bool operator==(const TextNotSent&, const TextNotSent&) = default;
};

// The lead's wake_at has come. Made by the worker, never submitted.
struct WakeUp {
  friend bool operator==(const WakeUp&, const WakeUp&) = default;
};

using EventBody =
    std::variant<MissedCall, AnsweredCall, FormInquiry, TextIn, PersonText, ConsentGiven,
                 OutcomeReported, DetailsKnown, TextSettled, TextNotSent, WakeUp>;

struct Event {
  EventId id;
  LeadId lead;
  Instant at = kNever;
  Instant received_at = kNever;
  EventBody body;

  friend bool operator==(const Event&, const Event&) = default;
};

std::string_view KindOf(const Event& event);  // "missed_call": the name of the body's kind

std::string_view NameOf(MissedCall::Caller caller);  // "withheld"
std::optional<MissedCall::Caller> CallerFromName(std::string_view name);
std::string_view NameOf(OutcomeReported::Outcome outcome);  // "booked"
std::optional<OutcomeReported::Outcome> ReportedOutcomeFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_EVENT_H_
