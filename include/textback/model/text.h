// A text: one message to one lead, decided, rendered and ready to hand over.
//
// Where it stands on the path: engine::Step puts it into a Decision; Storage::Commit writes it to
// the outbox together with the lead; a worker claims it, runs the guards once more and hands it to
// a Transport. Its key never changes and is never used twice (R60): a crash between hand-over and
// settlement finds the same key again.
//
// Pure value. `body` is what the person will read, footer included; mask it in logs.
#ifndef TEXTBACK_MODEL_TEXT_H_
#define TEXTBACK_MODEL_TEXT_H_

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "textback/model/consent.h"
#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/time.h"

namespace textback {

// Why we write at all. A text of no class does not exist.
enum class TextClass : std::uint8_t {
  kResponse,   // answers what the person just did
  kProactive,  // we start
  kService,    // confirms an opt-out, answers HELP: at any hour, outside every cap
};
std::string_view NameOf(TextClass text_class);  // "response"
std::optional<TextClass> TextClassFromName(std::string_view name);

// One person as seen by one account. A withheld number is a lead too: all its hidden callers, none
// of whom can be texted.
struct LeadId {
  AccountId account;
  PhoneNumber phone;

  friend bool operator==(const LeadId&, const LeadId&) = default;
  friend auto operator<=>(const LeadId&, const LeadId&) = default;
};

// A hash that is the same on every machine and in every run: spreads (R12) and A/B splits (R54)
// come from it. Not for hash tables that strangers can fill.
// `salt` makes a hash of its own, independent of the others.
std::uint64_t StableHash(const LeadId& id);
std::uint64_t StableHash(const LeadId& id, std::string_view salt);

// (lead, episode, step, attempt): unique for ever. As a string:
// "northside/+14035550123/1/text_1/1".
struct TextKey {
  LeadId lead;
  std::uint32_t episode = 0;  // counted from 1
  StepName step;
  std::uint32_t attempt = 0;  // counted from 1; a retry is a new attempt with a new key

  std::string ToString() const;

  friend bool operator==(const TextKey&, const TextKey&) = default;
  friend auto operator<=>(const TextKey&, const TextKey&) = default;
};

// Which words of a step: by what is known of the lead, and when.
enum class Variant : std::uint8_t {
  kPlain,
  kKnown,  // a caller whose name and project we know (R6)
  kLate,   // we are later than the playbook's `late_after` (R7)
};
inline constexpr std::array kEveryVariant = {Variant::kPlain, Variant::kKnown, Variant::kLate};
std::string_view NameOf(Variant variant);  // "late"
std::optional<Variant> VariantFromName(std::string_view name);

// Of which words a text was made: what a report counts replies by (R54).
struct Wording {
  Variant variant = Variant::kPlain;
  std::string locale;  // of the words, "en"; empty: not recorded
  // The arm of the step's A/B test that the lead drew, also where these words are everybody's;
  // empty: no test.
  ArmName arm;

  friend bool operator==(const Wording&, const Wording&) = default;
};

struct Text {
  TextKey key;
  PhoneNumber from;  // the account's line; withheld: the transport chooses
  TextClass text_class = TextClass::kProactive;
  Basis basis = Basis::kNone;
  Instant decided_at = kNever;
  Instant send_by = kNever;  // exclusive: from this instant on it is decided anew (R14)
  std::string body;          // UTF-8
  std::uint32_t segments = 0;
  Wording wording;

  friend bool operator==(const Text&, const Text&) = default;
};

// What a transport, and so the carrier, said about a text. Not an error: a refusal is data that the
// engine decides on (R61).
struct SendOutcome {
  enum class Kind : std::uint8_t {
    kAccepted,   // the carrier has it
    kRetry,      // it certainly did not leave; try again later
    kOptedOut,   // the carrier knows a STOP that we don't (21610, 40300): same as STOP (R35)
    kNotMobile,  // landline or no handset there: never again to this number
    kRefused,    // refused for good, for this text or number
    kConfig,     // our account or line is wrong: nothing more may go until a person mends it
    kAmbiguous,  // no answer, and the provider can't tell: left to a person, never resent
  };
  Kind kind = Kind::kAmbiguous;
  Instant at = kNever;      // when the carrier answered
  std::string provider_id;  // "SM…", empty where there is none
  std::string code;         // the provider's own code, "30006"; empty where accepted
  // kRetry, kConfig: the provider asks for nothing before this instant (429, queue full); kNever:
  // it said nothing
  Instant retry_at = kNever;

  friend bool operator==(const SendOutcome&, const SendOutcome&) = default;
};

// When the provider may be asked again (R61): after `backoff`, or at its own `retry_at` where that
// is later. It is believed for a day: a header that says "in 2038" would silence the account.
Instant AskAgainAt(const SendOutcome& outcome, Duration backoff, Instant now);
std::string_view NameOf(SendOutcome::Kind kind);  // "accepted"
std::optional<SendOutcome::Kind> OutcomeFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_TEXT_H_
