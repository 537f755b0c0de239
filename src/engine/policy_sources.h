// The rules of a policy as texts, which MakePolicy stores in its record (R71, R72).
#ifndef TEXTBACK_SRC_ENGINE_POLICY_SOURCES_H_
#define TEXTBACK_SRC_ENGINE_POLICY_SOURCES_H_

#include <vector>

#include "textback/engine/policy.h"
#include "textback/model/policy_record.h"

namespace textback {

// Code can change the account and the values of the playbooks, so these are written out as they are
// used. Everything else is the file that it comes from. A part that was made in code is named as
// such.
std::vector<SharedSource> SourcesOf(const Policy& policy);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_POLICY_SOURCES_H_
