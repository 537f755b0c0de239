// Plays a scenario in virtual time: what would happen to this lead, and why.
//
// The runtime, the engine and the words are those of a live run; storage is in memory, the carrier
// is simulated.
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

// What would happen next if no event came: "check_in_1", "nudge", "long_follow_up" ...
struct Upcoming {
  std::string what;
  Instant at = kNever;
};

struct ScenarioResult {
  Timeline timeline;
  Lead lead;                          // at the end
  std::vector<ConsentEntry> consent;  // the ledger, in order
  std::vector<Upcoming> next;         // in order of time
  std::vector<std::string> zones;     // where the lead could be, at the end (R11)
  std::vector<std::string> regions;
};

// `places`: null for the built-in law.
absl::StatusOr<ScenarioResult> PlayScenario(const Scenario& scenario,
                                            std::shared_ptr<const Places> places = nullptr);

// {"timeline":[...],"lead":{"phase":...,"opted_out":...,"episode":...,"consent":[...],...},
//  "events":[...]}. `lead` also contains what is known about it, why it isn't texted ("flags"), and
// what would come next.
std::string ScenarioResultToJson(const ScenarioResult& result);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_SCENARIO_H_
