// Who waits for whom, and who spoke last (R21, R25).
#ifndef TEXTBACK_SRC_ENGINE_WAITING_H_
#define TEXTBACK_SRC_ENGINE_WAITING_H_

#include <array>
#include <cstddef>

#include "engine/draft.h"

namespace textback {

// R21: after so much of the account's hours people are told again; the last one is the owner.
inline constexpr std::array<Duration, 3> kNudges = {
    std::chrono::minutes{15}, std::chrono::minutes{30}, std::chrono::minutes{60}};

void StartWaiting(Draft& draft);  // the lead waits for a person
void StopWaiting(Draft& draft);
void PlanNudge(Draft& draft);  // when people are told again

void Wrote(Draft& draft, Instant at);    // a sign of life of the lead
void Touched(Draft& draft, Instant at);  // our last message to the lead
// R25: the next word is a person's. Until it is said nothing is taken up again.
void AwaitPerson(Draft& draft, Instant since);

// R25: a person is, or should be, talking with them, and our message was the last.
bool MayRearm(const LeadState& state);
// The first step of the long follow-up that is still to come; past the last: none.
std::size_t NextLongStep(const Draft& draft);
void PlanRearm(Draft& draft);  // by what is known now

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_WAITING_H_
