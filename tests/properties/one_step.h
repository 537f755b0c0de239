// One Step, as the rules of random worlds look at it.
#ifndef TEXTBACK_TESTS_PROPERTIES_ONE_STEP_H_
#define TEXTBACK_TESTS_PROPERTIES_ONE_STEP_H_

#include <algorithm>

#include "textback/engine/policy.h"
#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"

namespace textback {

struct OneStep {
  const Lead& before;
  const Event& event;
  const Decision& decision;
  const Lead& after;
  Instant now;
  const Policy& policy;  // under which it was decided: with who is away (R29)
};

inline bool HasReason(const Decision& decision, Why why) {
  return std::any_of(decision.reasons.begin(), decision.reasons.end(),
                     [why](const Reason& reason) { return reason.why == why; });
}

}  // namespace textback

#endif  // TEXTBACK_TESTS_PROPERTIES_ONE_STEP_H_
