// Which person is told about a lead (R27).
#ifndef TEXTBACK_SRC_ENGINE_ASSIGNMENT_H_
#define TEXTBACK_SRC_ENGINE_ASSIGNMENT_H_

#include <string>

#include "engine/draft.h"

namespace textback {

// Returns a person's id, or "owner". A person who has taken the lead keeps it. Otherwise the lead
// is routed, and the choice is remembered.
std::string Assigned(Draft& draft);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_ASSIGNMENT_H_
