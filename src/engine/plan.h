// Which step is next and when, and the end of all steps (R10-R16, R20, R25, R60).
#ifndef TEXTBACK_SRC_ENGINE_PLAN_H_
#define TEXTBACK_SRC_ENGINE_PLAN_H_

#include <cstddef>

#include "engine/draft.h"

namespace textback {

// What the step waits for has happened at this instant; the epoch: it hasn't, a new playbook put it
// there.
Instant AnchorOf(const Draft& draft, const PlaybookStep& step);
// When the step falls due, by what is known now; never at an hour before `not_before`.
Instant DueOf(const Draft& draft, std::size_t index, Instant not_before);

// Schedules the step from its anchor on; past the last one, the episode ends.
void PlanStep(Draft& draft, std::size_t index);
// The next step will not be sent; on with the one after.
void DropStep(Draft& draft);
// A repeat acknowledgement that can't go is forgotten; the sequence itself isn't touched.
void DropAcknowledgement(Draft& draft);

// No step is scheduled or out any more, queued texts are withdrawn; answers to STOP and HELP go on.
void EndAutomation(Draft& draft, Phase phase);
// Because a person is there now.
void TakeOver(Draft& draft, Why why);
// The playbook has changed under a running episode: nothing in it fits any more. A person takes it
// from here.
void PlaybookChanged(Draft& draft);

// R23: the lead is there after all. What waited only for that is due at its own time again.
void EndPause(Draft& draft);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_PLAN_H_
