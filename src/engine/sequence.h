// The automated steps that are due (R10-R16).
#ifndef TEXTBACK_SRC_ENGINE_SEQUENCE_H_
#define TEXTBACK_SRC_ENGINE_SEQUENCE_H_

#include "engine/draft.h"

namespace textback {

// Handles a step, or a repeat acknowledgement, that is due.
void StepDue(Draft& draft, Brake brake);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_SEQUENCE_H_
