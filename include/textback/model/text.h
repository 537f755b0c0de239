// A text: one message to one lead, decided, rendered and ready to hand over.
//
// Step puts it into a Decision. Storage::Commit writes it to the outbox together with the lead. A
// sender claims it, runs the guards again and hands it to a Transport. Its key never changes and is
// never used twice (R60): after a crash between hand-over and settlement, the text still has the
// same key.
//
// Pure value. `body` is exactly what the person will read, with the footer; mask it in logs.
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

// Why we write. Every text has a class.
enum class TextClass : std::uint8_t {
  kResponse,   // answers what the person just did
  kProactive,  // we write first
  kService,    // confirms an opt-out or answers HELP: at any hour, doesn't count for caps
};
std::string_view NameOf(TextClass text_class);  // "response"
std::optional<TextClass> TextClassFromName(std::string_view name);

// One person as seen by one account. The withheld number is a lead too: it stands for all hidden
// callers of the account, and can't be texted.
struct LeadId {
  AccountId account;
  PhoneNumber phone;

  friend bool operator==(const LeadId&, const LeadId&) = default;
  friend auto operator<=>(const LeadId&, const LeadId&) = default;
};

// A hash that is the same on every machine and in every run. It decides spreads (R12) and A/B
// splits (R54). Don't use it for hash tables that strangers can fill. Different values of `salt`
// give independent hashes.
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

// Which words of a step are used: depends on what is known about the lead, and on the time.
enum class Variant : std::uint8_t {
  kPlain,
  kKnown,      // a caller whose name and project we know (R6)
  kLate,       // more than the playbook's `late_after` after the inquiry (R7)
  kVoicemail,  // the caller left a message that no text has answered yet (R9)
};
inline constexpr std::array kEveryVariant = {Variant::kPlain, Variant::kKnown, Variant::kLate,
                                             Variant::kVoicemail};
std::string_view NameOf(Variant variant);  // "late"
std::optional<Variant> VariantFromName(std::string_view name);

// Which words a text was made from. Reports count replies by it (R54).
struct Wording {
  Variant variant = Variant::kPlain;
  std::string locale;  // of the words, "en"; empty: not recorded
  // The lead's arm in the step's A/B test, even if these words are the same in every arm. Empty: no
  // test.
  ArmName arm;

  friend bool operator==(const Wording&, const Wording&) = default;
};

struct Text {
  TextKey key;
  PhoneNumber from;  // the account's line; withheld: the transport chooses
  TextClass text_class = TextClass::kProactive;
  Basis basis = Basis::kNone;
  Instant decided_at = kNever;
  Instant send_by = kNever;  // exclusive: from this instant on it is decided again (R14)
  std::string body;          // UTF-8
  std::uint32_t segments = 0;
  Wording wording;

  friend bool operator==(const Text&, const Text&) = default;
};

// What a transport reports about a text. A refusal is not an error: it is data for the engine
// (R61).
struct SendOutcome {
  enum class Kind : std::uint8_t {
    kAccepted,   // the carrier has it
    kRetry,      // it certainly did not leave; try again later
    kOptedOut,   // the carrier knows of a STOP that we don't (21610, 40300): same as STOP (R35)
    kNotMobile,  // landline or no handset there: never again to this number
    kRefused,    // permanently refused, for this text or number
    kConfig,     // our account or line is wrong: texts wait until a person fixes it
    kAmbiguous,  // no answer, and the provider can't tell: left to a person, never resent
  };
  Kind kind = Kind::kAmbiguous;
  Instant at = kNever;      // when the carrier answered
  std::string provider_id;  // "SM…", empty where there is none
  std::string code;         // the provider's own code, "30006"; empty where accepted
  // kRetry, kConfig: the provider wants no more texts before this instant (429, queue full);
  // kNever: it didn't say
  Instant retry_at = kNever;

  friend bool operator==(const SendOutcome&, const SendOutcome&) = default;
};

// When we may try again (R61): after `backoff`, or at the provider's `retry_at` if that is later.
// `retry_at` counts for a day at most: a header that says "in 2038" would silence the account.
Instant AskAgainAt(const SendOutcome& outcome, Duration backoff, Instant now);
std::string_view NameOf(SendOutcome::Kind kind);  // "accepted"
std::optional<SendOutcome::Kind> OutcomeFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_TEXT_H_
