// Calls, as the engine hears of them (R1, R3, R8, R9).
//
// One call is one of these events, however many rows of a log or callbacks of a switch it had. A
// person of the account spoke with the caller: AnsweredCall. Nobody did: MissedCall, or Voicemail
// if the caller left a message. A person or a machine may have answered, and nobody can tell:
// UnclearCall.
//
// A MissedCall and a Voicemail of the same call may both come, in any order: they count once. The
// instant of a Voicemail is that of its call, or when the message ended.
//
// Pure values.
//
//   Event message{.id = *EventId::Parse("call-7"), .lead = {account, phone}, .at = at,
//                 .received_at = now,
//                 .body = Voicemail{.line = line, .length = std::chrono::seconds{38},
//                                   .transcript = "Hi, this is Dana, about my kitchen."}};
#ifndef TEXTBACK_MODEL_CALL_H_
#define TEXTBACK_MODEL_CALL_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "textback/model/id.h"
#include "textback/model/phone_number.h"
#include "textback/model/time.h"

namespace textback {

// Nobody knows how long it rang.
inline constexpr Duration kRangUnknown = Duration{-1};

// What the network says about the caller's number (STIR/SHAKEN). kNotSaid proves nothing: most
// calls have no attestation. kFailed: perhaps somebody else's number (R8).
enum class CallerCheck : std::uint8_t { kNotSaid, kPassed, kFailed };

// A call in which no person of the account spoke with the caller (R1).
struct MissedCall {
  // What kind of number the caller had. All but kNumber go to the account's withheld lead and
  // become a task (R2).
  enum class Caller : std::uint8_t { kNumber, kWithheld, kInvalid, kShortCode };
  PhoneNumber line;  // the account's number that was called
  Caller caller = Caller::kNumber;
  // How long it rang, for the account's `shortest_ring` (R8). Negative: not known.
  Duration rang = kRangUnknown;
  CallerCheck authentication = CallerCheck::kNotSaid;

  friend bool operator==(const MissedCall&, const MissedCall&) = default;
};

// A person of the account spoke with the lead, no matter who called (R3).
struct AnsweredCall {
  PersonId person;  // empty: not known
  friend bool operator==(const AnsweredCall&, const AnsweredCall&) = default;
};

// The answer may have been a person's or a machine's: call screening of a phone, somebody's own
// mailbox, a short leg that was never bridged (R8). Neither missed nor served.
struct UnclearCall {
  PhoneNumber line;  // the account's number that was called
  MissedCall::Caller caller = MissedCall::Caller::kNumber;

  friend bool operator==(const UnclearCall&, const UnclearCall&) = default;
};

// Nobody answered, and the caller left a message (R9).
struct Voicemail {
  PhoneNumber line;  // the account's number that was called
  MissedCall::Caller caller = MissedCall::Caller::kNumber;
  Duration length{0};      // of the message; zero: not known
  std::string transcript;  // empty: there is none
  CallerCheck authentication = CallerCheck::kNotSaid;

  friend bool operator==(const Voicemail&, const Voicemail&) = default;
};

std::string_view NameOf(MissedCall::Caller caller);  // "withheld"
std::optional<MissedCall::Caller> CallerFromName(std::string_view name);
std::string_view NameOf(CallerCheck check);  // "failed"
std::optional<CallerCheck> CallerCheckFromName(std::string_view name);

}  // namespace textback

#endif  // TEXTBACK_MODEL_CALL_H_
