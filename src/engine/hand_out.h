// Texts leave, to the carrier or to a person, and are taken back (R13, R60, R63).
#ifndef TEXTBACK_SRC_ENGINE_HAND_OUT_H_
#define TEXTBACK_SRC_ENGINE_HAND_OUT_H_

#include "engine/draft.h"

namespace textback {

// R63: on assisted accounts the person is reminded after this long.
inline constexpr Duration kRemindAfter = std::chrono::minutes{5};

// Puts a text into the outbox or, unless the mode is automatic, gives it to a person (R63).
void HandOut(Draft& draft, TextOut::What what, Text text);

// Call this when the outcome of the outstanding text is known. It is then no longer outstanding; it
// is returned.
TextOut Landed(Draft& draft);

// Stops the outstanding text: withdraws it from the outbox, or tells the person not to send it.
void TakeBack(Draft& draft);

// Drops the answer that is due or out, and records that it was dropped.
void DropAnswer(Draft& draft);
// Clears the answer after it was given.
void ForgetAnswer(Draft& draft);
// R37: forgets the time that the lead named; takes its text back if it is out.
void DropRequest(Draft& draft);
// R37: something was said since: at that time a person is told, and no text goes.
void LeaveRequestToPerson(Draft& draft);
// The step name under which an answer is sent.
StepName StepOf(AnswerKind kind);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_HAND_OUT_H_
