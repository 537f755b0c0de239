// Which step is next and when, and how a sequence ends (R10-R16, R20, R25, R60).
#ifndef TEXTBACK_SRC_ENGINE_PLAN_H_
#define TEXTBACK_SRC_ENGINE_PLAN_H_

#include <cstddef>

#include "engine/draft.h"

namespace textback {

// The instant at which the event happened that the step counts from. The epoch if it has not
// happened, because a changed playbook put that step before this one.
Instant AnchorOf(const Draft& draft, const PlaybookStep& step);
// When the step is due by what is known now; a step with an hour of the day not before
// `not_before`.
Instant DueOf(const Draft& draft, std::size_t index, Instant not_before);

// Schedules the step, counted from its anchor. After the last step the episode ends.
void PlanStep(Draft& draft, std::size_t index);
// The next step will not be sent; plans the one after it.
void DropStep(Draft& draft);
// Drops a repeat acknowledgement that cannot be sent. The sequence itself is not changed.
void DropAcknowledgement(Draft& draft);

// Cancels the steps that are scheduled or out and withdraws queued texts. Answers to STOP and HELP
// are still sent.
void EndAutomation(Draft& draft, Phase phase);
// Ends automation because a person has the lead now.
void TakeOver(Draft& draft, Why why);
// The playbook was changed and no longer fits the running episode. A person continues it.
void PlaybookChanged(Draft& draft);

// R23: the lead is active after all. Steps that only waited for that are due at their normal time.
void EndPause(Draft& draft);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_PLAN_H_
