// R54: A/B tests split leads by their hash. What else a playbook may hold is tested where it is
// read.
#include "textback/policy/playbook.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>

namespace textback {
namespace {

using ::testing::HasSubstr;

constexpr int kLeads = 20'000;

LeadId Lead(int i) {
  return {.account = AccountId::Parse("northside").value(),
          .phone =
              PhoneNumber::FromPacked(14'030'000'000U + static_cast<std::uint64_t>(i) * 7).value()};
}

PlaybookStep StepWith(std::string_view name, std::vector<Arm> arms) {
  return {.name = StepName::Parse(name).value(), .arms = std::move(arms)};
}

Arm Of(std::string_view name, std::uint32_t weight, bool ended = false) {
  return {.name = ArmName::Parse(name).value(), .weight = weight, .ended = ended};
}

std::string ArmIn(const PlaybookStep& step, int lead) {
  const Arm* arm = ArmOf(step, Lead(lead));
  return arm == nullptr ? "" : std::string(arm->name.view());
}

std::map<std::string, int> Split(const PlaybookStep& step) {
  std::map<std::string, int> counts;
  for (int i = 0; i < kLeads; ++i) ++counts[ArmIn(step, i)];
  return counts;
}

// Five standard deviations of a binomial: one run in millions is outside.
void ExpectShare(int count, double share) {
  EXPECT_NEAR(count, kLeads * share, 5 * std::sqrt(kLeads * share * (1 - share)));
}

TEST(PlaybookTest, AStepWithoutArmsHasNone) { EXPECT_EQ(ArmIn(StepWith("text_1", {}), 1), ""); }

TEST(PlaybookTest, ArmsGetTheirShare) {
  std::map<std::string, int> counts =
      Split(StepWith("text_1", {Of("a", 5), Of("b", 3), Of("c", 2)}));
  ExpectShare(counts["a"], 0.5);
  ExpectShare(counts["b"], 0.3);
  ExpectShare(counts["c"], 0.2);
}

// The same on every machine and in every run: these are facts of the hash.
TEST(PlaybookTest, TheSplitIsStable) {
  const PlaybookStep step = StepWith("text_1", {Of("a", 1), Of("b", 1)});
  std::string arms;
  for (int i = 0; i < 24; ++i) arms += ArmIn(step, i);
  EXPECT_EQ(arms, "bababaaabaaabaaabbbbbbab");
}

TEST(PlaybookTest, ArmsOfTwoStepsHaveNothingToDoWithEachOther) {
  const PlaybookStep first = StepWith("text_1", {Of("a", 1), Of("b", 1)});
  const PlaybookStep second = StepWith("text_2", {Of("a", 1), Of("b", 1)});
  int same = 0;
  for (int i = 0; i < kLeads; ++i) same += ArmIn(first, i) == ArmIn(second, i) ? 1 : 0;
  ExpectShare(same, 0.5);
}

// R12: nor with the spread at the opening, which is of the same hash.
TEST(PlaybookTest, ArmsAreIndependentOfTheSpread) {
  const PlaybookStep step = StepWith("text_1", {Of("a", 1), Of("b", 1)});
  int early = 0;
  int early_in_a = 0;
  for (int i = 0; i < kLeads; ++i) {
    if (StableHash(Lead(i)) % 600'000 >= 300'000) continue;
    ++early;
    early_in_a += ArmIn(step, i) == "a" ? 1 : 0;
  }
  EXPECT_NEAR(early_in_a, early * 0.5, 5 * std::sqrt(early * 0.25));
}

// An arm is ended: its leads are split among the others, and those stay where they were.
TEST(PlaybookTest, EndingAnArmMovesOnlyItsOwnLeads) {
  const PlaybookStep before = StepWith("text_1", {Of("a", 1), Of("b", 1), Of("c", 2)});
  const PlaybookStep after = StepWith("text_1", {Of("a", 1), Of("b", 1), Of("c", 2, true)});
  std::map<std::string, int> moved;
  for (int i = 0; i < kLeads; ++i) {
    const std::string was = ArmIn(before, i);
    if (was != "c") {
      EXPECT_EQ(ArmIn(after, i), was);
    } else {
      ++moved[ArmIn(after, i)];
    }
  }
  EXPECT_EQ(moved["c"], 0);
  ExpectShare(moved["a"], 0.25);
  ExpectShare(moved["b"], 0.25);
}

// However many end one after the other, whoever's arm is alive keeps it.
TEST(PlaybookTest, EndingAnotherArmMovesOnlyThoseWhoAreInIt) {
  const PlaybookStep one =
      StepWith("text_1", {Of("a", 1, true), Of("b", 1), Of("c", 1), Of("d", 1)});
  const PlaybookStep two =
      StepWith("text_1", {Of("a", 1, true), Of("b", 1, true), Of("c", 1), Of("d", 1)});
  for (int i = 0; i < kLeads; ++i) {
    if (ArmIn(one, i) == "b") continue;
    EXPECT_EQ(ArmIn(two, i), ArmIn(one, i));
  }
}

TEST(PlaybookTest, ArmsThatMakeNoSenseAreRefused) {
  const auto error_of = [](std::vector<Arm> arms) {
    Playbook playbook{.name = "own", .steps = {StepWith("text_1", std::move(arms))}};
    playbook.steps[0].text_class = TextClass::kResponse;
    playbook.steps[0].needs = Need::kResponse;
    return std::string(CheckPlaybook(playbook).message());
  };
  EXPECT_EQ(error_of({Of("a", 1), Of("b", 1)}), "");
  EXPECT_THAT(error_of({Of("a", 1), Of("a", 1)}), HasSubstr("arms: two of one name"));
  EXPECT_THAT(error_of({Of("a", 0)}), HasSubstr("arms: a weight is a whole number from 1"));
  EXPECT_THAT(error_of({Of("a", 1, true)}), HasSubstr("arms: all have ended"));
  EXPECT_THAT(error_of({{.name = {}, .weight = 1}}), HasSubstr("arms: one without a name"));
  EXPECT_THAT(error_of(std::vector<Arm>(9, Of("a", 1))), HasSubstr("arms: more than eight"));
}

}  // namespace
}  // namespace textback
