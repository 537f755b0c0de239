// Properties of whole worlds drawn at random (issue point 7): whatever happens, in whatever order,
// late, twice or from the future, the rules hold. A counter-example is shrunk and printed as a list
// of events; what proves to be a fault becomes a scenario or an engine test of its own.
//
//   RC_PARAMS="max_success=100000" random_world_test      for long; without a seed draws anew
#include "properties/random_world.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "properties/random_run.h"

namespace textback {
namespace {

// R1-R74: see step_rules.cc, where each is named.
RC_GTEST_PROP(RandomWorld, EveryStepKeepsTheRules, (const RandomWorld& world)) {
  const RandomRun run = Run(world, Pace::kDrawn);
  RC_CLASSIFY(!run.sent.empty() || run.given > 0, "texts");
  RC_CLASSIFY(run.sent.size() + run.given > 3, "more than three texts");
  if (!run.broken.empty()) RC_FAIL(run.broken);
}

// R70, R72: through the runtime and a storage the same texts are sent, and the journal replays.
// The number in front makes these other worlds.
RC_GTEST_PROP(RandomWorld, RuntimeAndHandDoTheSame, (int, const RandomWorld& world)) {
  const RandomRun run = Run(world, Pace::kAtOnce);
  if (!run.broken.empty()) RC_FAIL(run.broken);
  RC_PRE(run.decisions.size() < 3000);
  const std::string difference = CompareWithRuntime(world, run);
  if (!difference.empty()) RC_FAIL(difference);
}

}  // namespace
}  // namespace textback
