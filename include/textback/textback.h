// textback: the map. These are the headers that an integrator needs, in the order in which a missed
// call passes through them.
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
// Include this header to get all of them, or include only the ones you need. The core links no
// database and no threads, and reads no clock. docs/getting_started.md is the first hour,
// docs/embedding.md the loop without Runtime.
//
// Not included here: adapters/ (storages, transports, call logs), insight/ (reports from the
// journal), simulation/ (virtual time), testing/ (tests for your own storage or transport). A
// header whose top comment says "Used by the library itself" may change at any time.
//
// Everything is in namespace textback. Data is passed as plain values. Ports are abstract classes
// that you may implement. No exceptions cross the API; errors are absl::Status. Time is UTC in
// milliseconds, phone numbers are E.164.
#ifndef TEXTBACK_TEXTBACK_H_
#define TEXTBACK_TEXTBACK_H_

// Events: what happened, and to whom.
#include "textback/model/call.h"          // missed, answered and unclear calls, voicemails
#include "textback/model/caller.h"        // who calls: a number, or nobody
#include "textback/model/event.h"         // all kinds of events
#include "textback/model/lead.h"          // where the follow-up of one person stands
#include "textback/model/phone_number.h"  // E.164 in eight bytes
#include "textback/model/profile.h"       // what is known about the person
#include "textback/model/time.h"          // UTC milliseconds

// Policies: the rules for an account. Link textback::config for the loaders.
#include "textback/config/account_yaml.h"     // accounts from YAML
#include "textback/config/built_in_policy.h"  // a whole policy in one call
#include "textback/config/place_data.h"       // the built-in law and number tables
#include "textback/config/playbook_yaml.h"    // playbooks of your own from YAML
#include "textback/config/words_data.h"       // the built-in words for understanding replies
#include "textback/engine/policy.h"           // account + playbooks + words + law
#include "textback/policy/account.h"          // the business and its choices
#include "textback/policy/place.h"            // where a lead could be: time zones and rulebooks
#include "textback/policy/playbook.h"         // the steps
#include "textback/policy/rulebook.h"         // the law as data
#include "textback/policy/sending_window.h"   // when a text may be sent
#include "textback/policy/team.h"             // who answers
#include "textback/text/reply.h"              // what a reply means

// Decisions: what follows from an event.
#include "textback/engine/account_limits.h"  // kill switch, volume breaker, rates
#include "textback/engine/guard.h"           // may this text be sent? asked twice for each text
#include "textback/engine/step.h"            // Step, the one function
#include "textback/model/decision.h"         // its result
#include "textback/model/reason.h"           // and why
#include "textback/model/text.h"             // a text that may be sent

// For people who write the words.
#include "textback/text/lint.h"       // finds mistakes in them
#include "textback/text/name.h"       // what is no name
#include "textback/text/segments.h"   // counts segments, as carriers bill them
#include "textback/text/stand_ins.h"  // replaces characters that make a text expensive

// The loop around Step, and the four ports.
#include "textback/ports/clock.h"
#include "textback/ports/observer.h"
#include "textback/ports/storage.h"
#include "textback/ports/transport.h"
#include "textback/runtime/blocking_transport.h"  // makes a transport from functions that wait
#include "textback/runtime/runtime.h"

// Records and JSON, for a loop of your own. Link textback::codec.
#include "textback/codec/account_record.h"  // an account's record as bytes
#include "textback/codec/decision_json.h"   // decisions as JSON, for the journal
#include "textback/codec/event_json.h"      // events as JSON
#include "textback/codec/lead_record.h"     // a lead as bytes

#endif  // TEXTBACK_TEXTBACK_H_
