// What a call means for the lead: the last of three steps, rows -> calls -> events.
//
//   missed    MissedCall, when the caller gave up (R1); Voicemail, if a message is likely (R9)
//   served    AnsweredCall, when a person was on the line (R3)
//   reached   AnsweredCall: a person of the account called the lead, who picked up (R3, R24)
//   unclear   UnclearCall, when the call ended: a task for the owner, no text (R8)
//   others    none: in vain, internal, no call; unknown direction
//
// Ids are made from the call's own id and what it means, so reading a log again gives the same
// events, and a call that is first read as missed and later as answered gives a second event, not a
// duplicate of the first.
//
// Pure, thread-safe.
//
//   std::optional<Event> event = EventOf(call, account.id);
#ifndef TEXTBACK_CALLS_CALL_EVENT_H_
#define TEXTBACK_CALLS_CALL_EVENT_H_

#include <optional>

#include "textback/calls/call.h"
#include "textback/model/event.h"

namespace textback {

std::optional<Event> EventOf(const Call& call, const AccountId& account);

}  // namespace textback

#endif  // TEXTBACK_CALLS_CALL_EVENT_H_
