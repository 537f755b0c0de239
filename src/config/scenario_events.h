// One event of a scenario: its instant and its kind.
#ifndef TEXTBACK_SRC_CONFIG_SCENARIO_EVENTS_H_
#define TEXTBACK_SRC_CONFIG_SCENARIO_EVENTS_H_

#include <absl/status/status.h>

#include <span>

#include "config/yaml_reader.h"
#include "textback/config/scenario_yaml.h"

namespace textback::config {

// Appends the event to `scenario.events`, after the events above it. `trades` are the trades that
// the scenario's playbooks name.
absl::Status ReadScenarioEvent(const YamlFile& file, const YamlNode& node,
                               std::span<const TradeId> trades, Scenario& scenario);

}  // namespace textback::config

#endif  // TEXTBACK_SRC_CONFIG_SCENARIO_EVENTS_H_
