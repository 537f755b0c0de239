// R27: whom to tell of a lead.
#ifndef TEXTBACK_SRC_ENGINE_ASSIGNMENT_H_
#define TEXTBACK_SRC_ENGINE_ASSIGNMENT_H_

#include <string>

#include "engine/draft.h"

namespace textback {

// A person's id, or "owner". Who has taken the lead keeps it; else it is routed, and remembered.
std::string Assigned(Draft& draft);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_ASSIGNMENT_H_
