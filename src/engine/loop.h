// R28: is a machine writing?
#ifndef TEXTBACK_SRC_ENGINE_LOOP_H_
#define TEXTBACK_SRC_ENGINE_LOOP_H_

#include "engine/draft.h"

namespace textback {

bool Loops(Draft& draft, const TextIn& text);  // the alarm goes off with this one
void CountExchange(Draft& draft, Instant at);  // a message went to or fro

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_LOOP_H_
