// The figures of a run (R8, R9): what counts as missed, as served and as neither.
#include "textback/insight/recovery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <string>

#include "textback/config/scenario_yaml.h"
#include "textback/simulation/scenario.h"

namespace textback {
namespace {

// Events of Friday, 2026-11-20, in Calgary, each as "HH:MM:SS kind".
Recovery Count(const std::vector<std::pair<std::string, std::string>>& events,
               std::string_view account = "") {
  std::string yaml =
      "account: {id: northside, name: Northside Renovations, person: Alex, zone: America/Edmonton, "
      "lines: [\"+14035550199\"]" +
      std::string(account) + "}\nlead: {phone: \"+14035550123\"}\nevents:\n";
  for (const auto& [at, what] : events)
    yaml += "  - {at: \"2026-11-20T" + at + "-06:00\", " + what + "}\n";
  yaml += "until: \"2026-11-21T00:00:00-06:00\"\n";
  const absl::StatusOr<Scenario> scenario = ParseScenario(yaml, "test.yaml");
  EXPECT_TRUE(scenario.ok()) << scenario.status();
  return Summarize(PlayScenario(*scenario).value().timeline);
}

// R8: neither missed nor served.
TEST(Recovery, AnUnclearCallIsNeitherMissedNorServed) {
  const Recovery counted = Count({{"10:00:00", "unclear_call: {}"},
                                  {"11:00:00", "missed_call: {}"},
                                  {"12:00:00", "answered_call: {}"},
                                  {"13:00:00", "unclear_call: {}"}});
  EXPECT_EQ(counted.calls, 4U);
  EXPECT_EQ(counted.missed, 1U);
  EXPECT_EQ(counted.unclear, 2U);
  EXPECT_EQ(counted.tasks.at("unclear_call"), 2U);
}

// R9: a missed call and its message are one call; a message alone is one too.
TEST(Recovery, AMessageIsOneCallWithItsMissedCall) {
  const Recovery counted = Count({{"10:00:00", "missed_call: {}"},
                                  {"10:00:40", "voicemail: {length: 20s}"},
                                  {"12:00:00", "voicemail: {length: 20s}"}});
  EXPECT_EQ(counted.calls, 2U);
  EXPECT_EQ(counted.missed, 2U);
  EXPECT_EQ(counted.voicemails, 2U);
  EXPECT_EQ(counted.episodes, 1U);
  EXPECT_EQ(counted.merged, 1U);
}

// R2, R8: counted and shown, each with its reason.
TEST(Recovery, MissedCallsThatAreNotTexted) {
  const Recovery pocket =
      Count({{"10:00:00", "missed_call: {rang: 2s}"}, {"11:00:00", "missed_call: {rang: 20s}"}},
            ", shortest_ring: 4s");
  EXPECT_EQ(pocket.missed, 2U);
  EXPECT_EQ(pocket.refused.at("rang_too_short"), 1U);
  const Recovery supplier =
      Count({{"10:00:00", "missed_call: {}"}}, ", known_people: [\"+14035550123\"]");
  EXPECT_EQ(supplier.missed, 1U);
  EXPECT_EQ(supplier.refused.at("known_person"), 1U);
  EXPECT_TRUE(supplier.tasks.empty());
}

TEST(Recovery, AsJson) {
  const auto json =
      nlohmann::json::parse(RecoveryToJson(Count({{"10:00:00", "unclear_call: {}"}})));
  EXPECT_EQ(json.at("calls"), 1);
  EXPECT_EQ(json.at("unclear"), 1);
  EXPECT_EQ(json.at("voicemails"), 0);
}

}  // namespace
}  // namespace textback
