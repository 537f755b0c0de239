// textback: the map. Reading these headers in this order follows a missed call along its path.
//
//   host app, call log, webhook
//        |  Runtime::Submit(events)                                  1 IN
//        v
//   Storage::Append ........... durable inbox, every event once
//        v
//   decider: Storage::Claim(steps) -> Step(lead, event, policy, now)   2 PURE
//            Storage::Commit(decisions)                                3 DURABLE
//   sender:  Storage::Claim(texts) -> CheckHandOver -> BeginHandOver   4 OUT
//            Transport::Send -> Storage::Settle -> the outcome is an event again
//
// Include this one to have everything but adapters, or only what you need: core links no database,
// no threads, no clock.
//
// Namespace textback throughout. Values are values; ports are abstract classes that you may
// implement; no exceptions cross the API, errors are absl::Status. Time is UTC milliseconds,
// numbers are E.164.
#ifndef TEXTBACK_TEXTBACK_H_
#define TEXTBACK_TEXTBACK_H_

// What happened, and to whom.
#include "textback/model/event.h"         // the closed set of inputs
#include "textback/model/lead.h"          // where the follow-up of one person stands
#include "textback/model/phone_number.h"  // E.164 in eight bytes
#include "textback/model/profile.h"       // what is known about the person
#include "textback/model/time.h"          // UTC milliseconds

// By which rules.
#include "textback/engine/policy.h"          // account + playbook + words + law
#include "textback/policy/account.h"         // the business and its choices
#include "textback/policy/permission.h"      // on what basis
#include "textback/policy/place.h"           // where: zones and rulebooks of a lead
#include "textback/policy/playbook.h"        // the steps
#include "textback/policy/rulebook.h"        // the law as data
#include "textback/policy/sending_window.h"  // when
#include "textback/policy/team.h"            // who answers
#include "textback/text/reply.h"             // what an answer means
#include "textback/text/script.h"            // in which words
#include "textback/text/trades.h"            // about which line of work

// What follows.
#include "textback/engine/account_limits.h"  // what holds a whole account back
#include "textback/engine/guard.h"           // asked twice: when deciding, and at the hand-over
#include "textback/engine/step.h"            // the one function
#include "textback/model/decision.h"         // its answer
#include "textback/model/reason.h"           // and why
#include "textback/model/text.h"             // what may go out

// Beside the path: for those who write the words.
#include "textback/text/lint.h"       // what is wrong with them
#include "textback/text/segments.h"   // what they cost
#include "textback/text/stand_ins.h"  // what makes them cheaper

// The loop around it, and the four ports.
#include "textback/ports/clock.h"
#include "textback/ports/observer.h"
#include "textback/ports/storage.h"
#include "textback/ports/transport.h"
#include "textback/runtime/blocking_transport.h"  // a transport out of functions that wait
#include "textback/runtime/runtime.h"

#endif  // TEXTBACK_TEXTBACK_H_
