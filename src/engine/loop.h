// Detects a machine on the other side (R28).
#ifndef TEXTBACK_SRC_ENGINE_LOOP_H_
#define TEXTBACK_SRC_ENGINE_LOOP_H_

#include "engine/draft.h"

namespace textback {

bool Loops(Draft& draft, const TextIn& text);  // true: this text sets off the alarm
void CountExchange(Draft& draft, Instant at);  // counts a message in either direction

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_LOOP_H_
