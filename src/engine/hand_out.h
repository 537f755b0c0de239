// Texts leave, to the carrier or to a person, and are taken back (R13, R60, R63).
#ifndef TEXTBACK_SRC_ENGINE_HAND_OUT_H_
#define TEXTBACK_SRC_ENGINE_HAND_OUT_H_

#include "engine/draft.h"

namespace textback {

// R63: then the person is reminded, where assisted.
inline constexpr Duration kRemindAfter = std::chrono::minutes{5};

// Into the outbox; in other modes than automatic, to a person (R63).
void HandOut(Draft& draft, TextOut::What what, Text text);

// We know what became of the text that was out: it is out no more. Returns it.
TextOut Landed(Draft& draft);

// What is out must not go any more: withdrawn from the outbox, or asked back from the person.
void TakeBack(Draft& draft);

// The answer that is due or out is not given any more, and that is noted.
void DropAnswer(Draft& draft);
// It has been given.
void ForgetAnswer(Draft& draft);
// The name under which an answer goes.
StepName StepOf(AnswerKind kind);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_HAND_OUT_H_
