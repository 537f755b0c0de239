// One row of a switch's call log, in one shape for every switch.
//
// First of three steps: rows -> calls (calls/call.h) -> events (calls/call_event.h). The readers of
// adapters/call_log make rows; nothing here judges yet. A row is a leg: one call has one row or
// twenty. What a format doesn't have stays empty.
//
// A value; owns its texts. Times are instants: the reader knows the log's clock.
//
//   CallRow row{.number = 1, .from = "4035550123", .to = "4035550199", .context = "from-trunk",
//               .channel = "PJSIP/trunk-00000001", .peer_channel = "PJSIP/201-00000002",
//               .app = "Dial", .start = start, .end = end, .ending = RowEnding::kNoAnswer};
#ifndef TEXTBACK_CALLS_CALL_ROW_H_
#define TEXTBACK_CALLS_CALL_ROW_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

#include "textback/model/time.h"

namespace textback {

// How the leg ended, in the words of the switch.
enum class RowEnding : std::uint8_t {
  kUnknown,   // the format doesn't say
  kAnswered,  // something picked up: a person, a mailbox or a menu
  kNoAnswer,
  kBusy,
  kFailed,     // could not be delivered: FAILED, CONGESTION, unreachable
  kCancelled,  // the caller hung up while it rang
};

// What the format itself says about who called whom. Asterisk says nothing.
enum class RowDirection : std::uint8_t { kNotSaid, kInbound, kOutbound, kInternal };

// What the format itself says about who picked up, where it knows more than "answered".
enum class RowAnswerer : std::uint8_t { kNotSaid, kPerson, kMachine, kVoicemail };

struct CallRow {
  std::size_t number = 0;  // of the record, from 1; header, blank lines and comments don't count
  std::size_t line = 0;    // in the file, from 1: where people look

  std::string id;       // of this leg: uniqueid, uuid, sid; empty: the log has none
  std::string group;    // of the whole call: linkedid, parent's sid; empty: the log has none
  std::string peer_id;  // of the leg that it was joined with: bleg_uuid
  std::string account_code;

  std::string from;         // who called, as written: "4035550123", "201", "anonymous"
  std::string to;           // what was dialled: "4035550199", "600", "s"
  std::string line_called;  // the account's number that was called, if the format has it apart: did
  std::string caller_name;  // as sent by the carrier, not checked
  std::string context;      // of the dialplan
  std::string channel;      // who called, for the switch: "PJSIP/trunk-00000001"
  std::string peer_channel;    // who was called, for the switch: "PJSIP/201-00000002"
  std::string app;             // last application: "Dial", "VoiceMail"
  std::string data;            // its arguments: "PJSIP/201,20"
  std::string answered_by;     // extension or number that picked up, if the format says who
  std::string forwarded_from;  // Twilio: the number that the call was forwarded from

  Instant start = kNever;
  Instant answer = kNever;  // kNever: nothing picked up, or not said
  Instant end = kNever;
  Duration talk{0};  // from the answer to the end; a queue counts waiting too
  RowEnding ending = RowEnding::kUnknown;
  RowDirection direction = RowDirection::kNotSaid;
  RowAnswerer answerer = RowAnswerer::kNotSaid;
  // False: the format has no channels at all, so an empty one says nothing. True: it has them, and
  // an answered row with an empty `peer_channel` was answered by the switch itself.
  bool has_channels = true;
};

}  // namespace textback

#endif  // TEXTBACK_CALLS_CALL_ROW_H_
