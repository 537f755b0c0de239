// Golden scenarios: every tests/scenarios/NAME.yaml is played in virtual time and compared, byte
// for byte, with NAME.json.
//
//   scenario_test --rewrite     writes the .json files again; commit them only if you understand
//                               what changed
#include "textback/simulation/scenario.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string_view>

namespace textback {
namespace {

namespace fs = std::filesystem;

bool rewrite = false;

const fs::path kFolder = fs::path(TEXTBACK_SOURCE_DIR) / "tests" / "scenarios";

std::vector<std::string> ScenarioNames() {
  std::vector<std::string> names;
  for (const fs::directory_entry& file : fs::directory_iterator(kFolder)) {
    if (file.path().extension() == ".yaml") names.push_back(file.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string ReadFile(const fs::path& path) {
  std::ifstream file(path);
  std::stringstream content;
  content << file.rdbuf();
  return content.str();
}

std::string Play(const std::string& name) {
  const absl::StatusOr<Scenario> scenario = LoadScenario((kFolder / (name + ".yaml")).string());
  if (!scenario.ok()) return std::string(scenario.status().message());
  const absl::StatusOr<ScenarioResult> result = PlayScenario(*scenario);
  if (!result.ok()) return std::string(result.status().message());
  return nlohmann::ordered_json::parse(ScenarioResultToJson(*result)).dump(2) + "\n";
}

class GoldenScenario : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenScenario, PlaysAsWritten) {
  const fs::path golden = kFolder / (GetParam() + ".json");
  const std::string played = Play(GetParam());
  if (rewrite) {
    std::ofstream(golden) << played;
    GTEST_SKIP() << "written anew: " << golden;
  }
  EXPECT_EQ(played, ReadFile(golden))
      << "if this is what should happen now: scenario_test --rewrite";
}

// R70: playing it twice gives the same bytes.
TEST_P(GoldenScenario, PlaysTheSameTwice) { EXPECT_EQ(Play(GetParam()), Play(GetParam())); }

INSTANTIATE_TEST_SUITE_P(Scenarios, GoldenScenario, ::testing::ValuesIn(ScenarioNames()),
                         [](const auto& one) { return one.param; });

TEST(GoldenScenario, EveryGoldenFileHasItsScenario) {
  for (const fs::directory_entry& file : fs::directory_iterator(kFolder)) {
    if (file.path().extension() != ".json") continue;
    EXPECT_TRUE(fs::exists(fs::path(file.path()).replace_extension(".yaml"))) << file.path();
  }
}

}  // namespace
}  // namespace textback

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  textback::rewrite = argc > 1 && std::string_view(argv[1]) == "--rewrite";
  return RUN_ALL_TESTS();
}
