// The rules of a policy as texts: what MakePolicy keeps as its record (R71, R72).
#ifndef TEXTBACK_SRC_ENGINE_POLICY_SOURCES_H_
#define TEXTBACK_SRC_ENGINE_POLICY_SOURCES_H_

#include <vector>

#include "textback/engine/policy.h"
#include "textback/model/policy_record.h"

namespace textback {

// The account and the values of each playbook as they are used, for both can be changed in code;
// everything else as the file that it is from. A part that was made in code is named so.
std::vector<SharedSource> SourcesOf(const Policy& policy);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_POLICY_SOURCES_H_
