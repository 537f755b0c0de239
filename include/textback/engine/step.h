// The engine: one pure function over a closed set of events (R70).
//
//   Decision decision = Step(lead, event, policy, now);
//
// Everything that textback decides is decided here, from its four arguments and nothing else: no
// clock, no random, no storage, no memory of its own. The same input gives the same output on every
// machine and in every run; that is what makes the journal replayable (R72) and the tests honest.
//
// Total: there is no input it fails on. An event that makes no sense for this lead (for a text that
// was never sent, older than the lead, out of range) leaves it as it is and says why (R74).
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

// REQUIRES: event.lead == lead.id, and policy.account.id == lead.id.account.
Decision Step(const Lead& lead, const Event& event, const Policy& policy, Instant now);

// The same into a decision that was used before, for loops: what it held is gone, its buffers are
// used again. `decision` is not part of `lead` or `event`.
void Step(const Lead& lead, const Event& event, const Policy& policy, Instant now,
          Decision& decision);

}  // namespace textback

#endif  // TEXTBACK_ENGINE_STEP_H_
