// R10-R16: the automated steps, when they are due.
#ifndef TEXTBACK_SRC_ENGINE_SEQUENCE_H_
#define TEXTBACK_SRC_ENGINE_SEQUENCE_H_

#include "engine/draft.h"

namespace textback {

// A step, or a repeat acknowledgement, is due.
void StepDue(Draft& draft, Brake brake);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_SEQUENCE_H_
