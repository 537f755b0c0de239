// Plays a scenario in virtual time: what would happen to this lead, and why.
//
// The runtime, the engine and the words are those of a live run; storage is in memory, the carrier
// isn't there.
//
//   absl::StatusOr<Scenario> scenario = LoadScenario("evening_call.yaml");
//   absl::StatusOr<ScenarioResult> result = PlayScenario(*scenario);
//   std::cout << ScenarioResultToJson(*result) << "\n";
#ifndef TEXTBACK_SIMULATION_SCENARIO_H_
#define TEXTBACK_SIMULATION_SCENARIO_H_

#include <absl/status/statusor.h>

#include <string>
#include <vector>

#include "textback/config/scenario_yaml.h"
#include "textback/insight/timeline.h"
#include "textback/model/consent.h"
#include "textback/model/lead.h"
#include "textback/policy/place.h"

namespace textback {

struct ScenarioResult {
  Timeline timeline;
  Lead lead;                          // at the end
  std::vector<ConsentEntry> consent;  // the ledger, in order
};

// `places`: null for the built-in law.
absl::StatusOr<ScenarioResult> PlayScenario(const Scenario& scenario,
                                            std::shared_ptr<const Places> places = nullptr);

// {"timeline":[...],"lead":{"phase":...,"opted_out":...,"episode":...,"consent":[...]}}
std::string ScenarioResultToJson(const ScenarioResult& result);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_SCENARIO_H_
