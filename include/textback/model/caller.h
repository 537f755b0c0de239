// Who calls, as call logs and webhooks write it: a number, or words and digits that stand for a
// caller without one (R2).
//
// A caller who hides the number shows up as "anonymous", "Restricted", "<unknown>", as
// "sip:anonymous@anonymous.invalid", as zeros, as nothing at all, in French and Spanish, or as the
// word typed on a phone's keypad: +266696687 is "anonymous", 737-874-2833 is "restricted". None of
// these may be texted or called back. The words are data: src/config/words/callers.tsv.
//
// Pure, thread-safe. A number in ASCII takes some 25 ns.
//
//   const CallerRead caller = ReadCaller(row.src);
//   MissedCall{.line = line, .caller = caller.kind};     // lead: {account, caller.number}
#ifndef TEXTBACK_MODEL_CALLER_H_
#define TEXTBACK_MODEL_CALLER_H_

#include <string_view>

#include "textback/model/event.h"
#include "textback/model/phone_number.h"

namespace textback {

struct CallerRead {
  PhoneNumber number;  // withheld unless `kind` is kNumber
  MissedCall::Caller kind = MissedCall::Caller::kWithheld;

  friend bool operator==(const CallerRead&, const CallerRead&) = default;
};

// kNumber: a number that may exist. kWithheld: hidden, or not known to the switch. kShortCode: 3 to
// 6 digits. kInvalid: everything else, like an area code that doesn't exist, or a name.
CallerRead ReadCaller(std::string_view text);

}  // namespace textback

#endif  // TEXTBACK_MODEL_CALLER_H_
