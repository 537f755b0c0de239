// The engine: one pure function of lead, event, policy and time (R70).
//
//   Decision decision = Step(lead, event, policy, now);
//
// Everything that textback decides is decided here, from these four arguments and nothing else: no
// clock, no random numbers, no storage, no memory of its own. The same input gives the same output
// on every machine and in every run. So the journal can be replayed (R72), and tests prove what
// will happen live.
//
// Step never fails. An event that makes no sense for this lead (about a text that was never sent,
// older than the lead, out of range) changes nothing, and the decision says why (R74).
//
// Contract with the caller (the runtime, or your own loop):
// - commit the whole Decision before its text leaves;
// - `decision.next.version == lead.state.version + 1`: refuse to write over a newer lead;
// - call again with a WakeUp at `decision.next.wake_at`, not before;
// - just before handing a text over, ask CheckHandOver (guard.h).
//
// Threads: any number at once; nothing is shared.
#ifndef TEXTBACK_ENGINE_STEP_H_
#define TEXTBACK_ENGINE_STEP_H_

#include "textback/engine/policy.h"
#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/time.h"

namespace textback {

// `lead`: a Lead, or its parts where they are kept apart (LeadView, model/lead.h).
// REQUIRES: event.lead == lead.id, and policy.account.id == lead.id.account.
Decision Step(LeadView lead, const Event& event, const Policy& policy, Instant now);

// The same, into a decision that was used before, for loops: its old content is replaced, its
// buffers are reused. `decision` must not be part of `lead` or `event`: to go on with what was
// decided, take turns between two decisions.
void Step(LeadView lead, const Event& event, const Policy& policy, Instant now, Decision& decision);

}  // namespace textback

#endif  // TEXTBACK_ENGINE_STEP_H_
