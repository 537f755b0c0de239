// Reads one call from its rows: who called whom, who spoke, how it ended (R1, R8).
//
// A call is served if a person of the account spoke with the caller on any leg, missed if nobody
// did, unclear if something answered that may have been a machine: a leg to a mobile without
// press-1, too short to be sure. A mailbox, a menu, a queue's music are machines. A call whose
// direction isn't known is unclear too: it never causes a text.
//
// Pure, thread-safe.
//
//   Call call = JudgeCall(group, map);
//   if (call.outcome == CallOutcome::kMissed) ...
#ifndef TEXTBACK_CALLS_JUDGE_H_
#define TEXTBACK_CALLS_JUDGE_H_

#include <chrono>

#include "textback/calls/call.h"
#include "textback/calls/call_joiner.h"
#include "textback/calls/phone_map.h"

namespace textback {

// A talk this long on a phone outside is with a person: mailboxes cut messages off before.
inline constexpr Duration kSurelyAPerson = std::chrono::minutes{2};
// The same where the other leg isn't known to be outside.
inline constexpr Duration kLikelyAPerson = std::chrono::seconds{30};

// `group` has at least one row.
Call JudgeCall(const RowGroup& group, const PhoneMap& map);

}  // namespace textback

#endif  // TEXTBACK_CALLS_JUDGE_H_
