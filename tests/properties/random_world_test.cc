// Properties of random worlds: whatever happens, in whatever order, late, twice or from the future,
// the rules hold. A counter-example is reduced and printed as a list of events. If it shows a
// fault, it is made into a scenario or an engine test.
//
//   RC_PARAMS="max_success=100000" random_world_test      runs longer; with new worlds if there is
//                                                           no seed
#include "properties/random_world.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "properties/random_run.h"

namespace textback {
namespace {

// R1-R74: step_rules.cc checks and names each of them.
RC_GTEST_PROP(RandomWorld, EveryStepKeepsTheRules, (const RandomWorld& world)) {
  const RandomRun run = Run(world, Pace::kDrawn);
  RC_CLASSIFY(!run.sent.empty() || run.given > 0, "texts");
  RC_CLASSIFY(run.sent.size() + run.given > 3, "more than three texts");
  if (!run.broken.empty()) RC_FAIL(run.broken);
}

// R70, R72: a runtime with a storage sends the same texts, and the journal can be replayed. The
// extra number makes these worlds differ from the ones above.
RC_GTEST_PROP(RandomWorld, RuntimeAndHandDoTheSame, (int, const RandomWorld& world)) {
  const RandomRun run = Run(world, Pace::kAtOnce);
  if (!run.broken.empty()) RC_FAIL(run.broken);
  RC_PRE(run.decisions.size() < 3000);
  const std::string difference = CompareWithRuntime(world, run);
  if (!difference.empty()) RC_FAIL(difference);
}

}  // namespace
}  // namespace textback
