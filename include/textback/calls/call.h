// One call, all its legs together: who called whom, who spoke, how it ended, and why we think so.
//
// Second of three steps: rows (calls/call_row.h) -> calls -> events (calls/call_event.h). Made by
// JudgeCall (calls/judge.h) from the rows that CallJoiner (calls/call_joiner.h) found to be one
// call (R1, R8). The same for call logs and for webhooks.
//
// A value; owns its texts.
#ifndef TEXTBACK_CALLS_CALL_H_
#define TEXTBACK_CALLS_CALL_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/caller.h"
#include "textback/model/phone_number.h"
#include "textback/model/time.h"

namespace textback {

enum class CallDirection : std::uint8_t { kUnknown, kInbound, kOutbound, kInternal, kNone };
std::string_view NameOf(CallDirection direction);  // "inbound"

enum class CallOutcome : std::uint8_t {
  kMissed,    // inbound; no person of the account spoke with the caller on any leg (R1)
  kServed,    // inbound; a person did
  kUnclear,   // what answered may have been a machine, or the direction isn't known (R8)
  kReached,   // outbound; the person who was called answered (R3)
  kInVain,    // outbound; nobody answered. Not an inquiry
  kInternal,  // between phones of the account
  kNotACall,  // the switch alone: a test, a scanner that it turned away, a fax
};
std::string_view NameOf(CallOutcome outcome);  // "missed"

// Who picked up a leg.
enum class LegAnswer : std::uint8_t {
  kNobody,
  kPerson,
  kMachine,  // a mailbox, a menu, music: not a person (R1)
  kEither,   // a person or a machine (R8)
};
std::string_view NameOf(LegAnswer answer);  // "person"

struct CallLeg {
  std::size_t row = 0;  // number of the record in the log
  std::string to;       // who rang: "201", "+14035550177", "mailbox"; empty: nobody
  LegAnswer answer = LegAnswer::kNobody;
  Duration talk{0};
};

struct Call {
  std::string id;  // of its first leg; if the log has none: made from start, caller and line
  std::string account_code;
  std::size_t line_number = 0;  // in the file: of its first row

  CallDirection direction = CallDirection::kUnknown;
  int direction_percent = 100;  // of the rows that speak for it; 100: said, or nothing against it
  CallOutcome outcome = CallOutcome::kUnclear;

  std::string from;                   // as written
  std::string to;                     // as written: what was dialled first
  CallerRead outside;                 // who called from outside, or was called there; the lead
  PhoneNumber line;                   // the account's number that was called; withheld: not said
  std::string context, trunk, phone;  // of its first leg, to find the account by
  std::string caller_name;            // as the carrier sent it

  Instant start = kNever;
  Instant answer = kNever;  // when a person was on the line first; kNever: not at all
  Instant end = kNever;
  Duration talk{0};         // the longest with a person
  std::string answered_by;  // "201", "+14035550177"; empty: nobody, or not said
  // How long a mailbox listened; absent: none picked up (R9).
  std::optional<Duration> voicemail;

  std::vector<CallLeg> legs;
  std::vector<std::string> why;  // one sentence for each step of the reading

  // A message is likely: the mailbox listened for longer than a greeting takes (R9).
  bool has_message() const;
};

}  // namespace textback

#endif  // TEXTBACK_CALLS_CALL_H_
