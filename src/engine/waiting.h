// Who waits for whom, and who wrote last (R21, R25).
#ifndef TEXTBACK_SRC_ENGINE_WAITING_H_
#define TEXTBACK_SRC_ENGINE_WAITING_H_

#include <array>
#include <cstddef>

#include "engine/draft.h"

namespace textback {

// R21: people are told again after these spans of the account's hours; the last time it is the
// owner.
inline constexpr std::array<Duration, 3> kNudges = {
    std::chrono::minutes{15}, std::chrono::minutes{30}, std::chrono::minutes{60}};

void StartWaiting(Draft& draft);  // the lead waits for a person
void StopWaiting(Draft& draft);
void PlanNudge(Draft& draft);  // when people are told again

void Wrote(Draft& draft, Instant at);    // the lead wrote or called
void Touched(Draft& draft, Instant at);  // our last message to the lead
// R25: a person has to say something next. Until then the long follow-up does not resume.
void AwaitPerson(Draft& draft, Instant since);

// R25: a person is or should be in contact with the lead, and the last message was ours; and the
// lead has named no time (R37).
bool MayRearm(const LeadState& state);
// The first step of the long follow-up that is still pending; the number of steps if there is none.
std::size_t NextLongStep(const Draft& draft);
void PlanRearm(Draft& draft);  // from what is known now

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_WAITING_H_
