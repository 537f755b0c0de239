// Asterisk's call detail records (cdr_csv, Master.csv) as events: who called, and was the call
// missed?
//
// Reads the file as it really is: no header, doubled quotes and stray ones, 16 to 21 columns, empty
// answer times, callers that are "anonymous" or no number at all, several rows (legs) for one call.
// Times are local unless Asterisk was set to usegmtime; you name the time zone.
//
// A call is answered if one of its legs was ANSWERED, lasted more than 0 s, reached a second
// channel and did not end in voicemail. Every other call is missed (R1). An outgoing call that was
// answered counts as a conversation with the lead too (R3).
//
// Source: Asterisk cdr_csv.c, order of fields: accountcode, src, dst, dcontext, clid, channel,
// dstchannel, lastapp, lastdata, start, answer, end, duration, billsec, disposition, amaflags [,
// uniqueid [, userfield [, ...]]].
//
// Pure, except for `ReadCallLog`, which reads the file.
//
//   absl::StatusOr<CallLog> log = ReadCallLog("Master.csv", *zone);
//   for (const Call& call : log->calls) { ... }
//   for (const CallLogProblem& p : log->problems) std::cerr << p.message << "\n";
#ifndef TEXTBACK_ADAPTERS_ASTERISK_CALL_LOG_H_
#define TEXTBACK_ADAPTERS_ASTERISK_CALL_LOG_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/event.h"
#include "textback/model/phone_number.h"
#include "textback/model/time.h"
#include "textback/policy/zone.h"

namespace textback {

// One call, all its legs together.
struct Call {
  std::size_t row = 0;  // its first line in the file, counted from 1
  std::string id;  // Asterisk's uniqueid; if the log has none: made from start, caller and line
  std::string account_code;
  PhoneNumber caller;  // withheld where `caller_kind` is not kNumber
  MissedCall::Caller caller_kind = MissedCall::Caller::kNumber;
  PhoneNumber line;       // the number that was dialled; withheld: an extension or nothing
  bool outgoing = false;  // a person of the account called; `caller` is whom they called
  bool answered = false;
  Instant start = kNever;
  Instant answer = kNever;  // first instant at which a person was on the line; kNever: missed
  Instant end = kNever;
};

struct CallLogProblem {
  std::size_t row = 0;  // from 1
  std::string
      message;  // "Master.csv:17: 9 columns where at least 16 are needed; is the line cut off?"
};

struct CallLog {
  std::vector<Call> calls;  // in order of their first row
  std::vector<CallLogProblem>
      problems;                    // rows that could not be read; every other row is in `calls`
  std::vector<std::string> notes;  // odd, but readable: "the times look one hour off"
};

CallLog ParseCallLog(std::string_view csv, std::string_view file_name, const Zone& zone);

// NotFound, PermissionDenied: the file can't be read. InvalidArgument: none of its rows is a call
// record.
absl::StatusOr<CallLog> ReadCallLog(const std::string& path, const Zone& zone);

// What the call means for the lead of `account`: MissedCall if nobody answered, AnsweredCall if a
// person was on the line. InvalidArgument: an outgoing call that nobody answered, which is not an
// event; or an id that is not valid.
absl::StatusOr<Event> ToEvent(const Call& call, const AccountId& account);

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_ASTERISK_CALL_LOG_H_
