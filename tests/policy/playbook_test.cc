// R54: A/B tests split leads by their hash. A playbook whose steps contradict each other is
// refused; config/playbook_yaml_test tests the reported lines.
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

// Five standard deviations of a binomial distribution: one run in millions is outside.
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

// The same on every machine and in every run, because they follow from the hash.
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

// R12: nor on the spread at the opening, which uses the same hash.
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

// When an arm ends, its leads are split among the others, and all other leads keep their arms.
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

// However many arms end, leads in running arms keep them.
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

// ------------------------------------------------------------------------------------------------
// contradictions

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

PlaybookStep Later(std::string_view name, std::string_view after, Duration delay, Need needs) {
  return {.name = StepName::Parse(name).value(),
          .text_class = TextClass::kProactive,
          .needs = needs,
          .after = StepName::Parse(after).value(),
          .delay = delay};
}

// text_1, text_2 after two hours, check_in at ten a week later.
Playbook Sound() {
  Playbook playbook{.name = "own", .steps = {StepWith("text_1", {})}};
  playbook.steps[0].text_class = TextClass::kResponse;
  playbook.steps[0].needs = Need::kResponse;
  playbook.steps[0].delay = seconds{10};
  playbook.steps.push_back(Later("text_2", "text_1", hours{2}, Need::kInquiry));
  playbook.steps.push_back(Later("check_in", "text_2", hours{168}, Need::kFollowUp));
  playbook.steps[2].local_time = minutes{600};
  playbook.first_nurturing_step = 2;
  return playbook;
}

// ask on day 1, then later after two days.
Playbook SoundEstimate() {
  Playbook playbook{.name = "own", .inquiry = InquiryKind::kEstimate};
  playbook.steps.push_back(Later("ask", "none", hours{24}, Need::kInquiry));
  playbook.steps[0].after.reset();
  playbook.steps.push_back(Later("later", "ask", hours{48}, Need::kFollowUp));
  playbook.first_nurturing_step = 1;
  return playbook;
}

template <class Change>
std::string FaultOf(Playbook playbook, Change change) {
  change(playbook);
  const absl::Status status = CheckPlaybook(playbook);
  EXPECT_EQ(status.ok(), !FindFault(playbook).has_value());
  return status.ok() ? "none" : std::string(status.message());
}

template <class Change>
std::string Fault(Change change) {
  return FaultOf(Sound(), change);
}

TEST(PlaybookTest, WhatFitsTogetherIsTaken) {
  const auto nothing = [](Playbook&) {};
  EXPECT_EQ(Fault(nothing), "none");
  EXPECT_EQ(FaultOf(SoundEstimate(), nothing), "none");
  EXPECT_EQ(Fault([](Playbook& own) { own.first_nurturing_step = kMaxSteps; }), "none");
}

TEST(PlaybookTest, AMessageNamesPlaybookStepAndField) {
  EXPECT_EQ(Fault([](Playbook& own) { own.steps[1].delay = hours{-1}; }),
            "playbook 'own': step 'text_2': delay: can't be negative");
  EXPECT_EQ(Fault([](Playbook& own) { own.attempts_max = 0; }),
            "playbook 'own': attempts_max: from 1 to 20 attempts are allowed");
}

TEST(PlaybookTest, FromOneToEightStepsAreAllowed) {
  EXPECT_THAT(Fault([](Playbook& own) { own.steps.clear(); }), HasSubstr("steps: from 1 to 8"));
  EXPECT_THAT(Fault([](Playbook& own) {
                while (own.steps.size() <= kMaxSteps) own.steps.push_back(own.steps.back());
              }),
              HasSubstr("steps: from 1 to 8"));
}

TEST(PlaybookTest, AStepHasANameOfItsOwn) {
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[1].name = {}; }), HasSubstr("name: missing"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[1].name = own.steps[0].name; }),
              HasSubstr("name: there is another step of that name"));
  EXPECT_THAT(
      Fault([](Playbook& own) { own.steps[1].name = StepName::Parse("help_answer").value(); }),
      HasSubstr("name: is that of an answer"));
}

// R1: only the first step answers, and within a minute.
TEST(PlaybookTest, OnlyTheFirstStepAnswers) {
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[0].text_class = TextClass::kProactive; }),
              HasSubstr("'text_1': class: the first step answers the inquiry"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[0].needs = Need::kInquiry; }),
              HasSubstr("'text_1': needs: the first step answers the inquiry: response"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[0].delay = seconds{61}; }),
              HasSubstr("'text_1': delay: the first step answers the inquiry within 60s"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[0].local_time = minutes{600}; }),
              HasSubstr("'text_1': local_time: the first step answers at once"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[0].after = own.steps[0].name; }),
              HasSubstr("'text_1': after: the first step comes after inquiry"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[1].text_class = TextClass::kResponse; }),
              HasSubstr("'text_2': class: only the first step answers"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[1].text_class = TextClass::kService; }),
              HasSubstr("'text_2': class: a step is response or proactive"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[1].needs = Need::kResponse; }),
              HasSubstr("'text_2': needs: a proactive step doesn't answer"));
  EXPECT_THAT(FaultOf(SoundEstimate(),
                      [](Playbook& own) {
                        own.steps[0].text_class = TextClass::kResponse;
                        own.steps[0].needs = Need::kResponse;
                      }),
              HasSubstr("'ask': class: the first step after an estimate answers nothing"));
}

TEST(PlaybookTest, AStepWaitsForAnEarlierOne) {
  for (const std::string_view after : {"text_2", "check_in", "nobody"}) {
    EXPECT_THAT(Fault([&](Playbook& own) { own.steps[1].after = StepName::Parse(after).value(); }),
                HasSubstr("'text_2': after: must name an earlier step"))
        << after;
  }
}

// R42: a playbook cannot get around the account's cautious reading of the law.
TEST(PlaybookTest, OneFollowUpGoesOnTheInquiry) {
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[2].needs = Need::kInquiry; }),
              HasSubstr("'check_in': needs: one follow-up may go on the inquiry, and that is step "
                        "'text_2' (R42): follow_up"));
}

// R44
TEST(PlaybookTest, ConsentIsAskedForOnceByWhoMayWrite) {
  EXPECT_THAT(Fault([](Playbook& own) {
                own.steps[0].asks_consent = true;
                own.steps[2].asks_consent = true;
              }),
              HasSubstr("'check_in': asks_consent: step 'text_1' asks already"));
  EXPECT_THAT(Fault([](Playbook& own) {
                own.steps[2].asks_consent = true;
                own.steps[2].needs = Need::kExpress;
              }),
              HasSubstr("'check_in': asks_consent: the step needs the consent that it asks for"));
  EXPECT_EQ(Fault([](Playbook& own) { own.steps[1].asks_consent = true; }), "none");
}

TEST(PlaybookTest, StepsFallDueInTheirOrder) {
  const auto sibling = [](Duration delay) {
    return Fault([delay](Playbook& own) {
      own.steps.push_back(Later("more", "text_2", delay, Need::kFollowUp));
    });
  };
  EXPECT_THAT(sibling(hours{24}), HasSubstr("'more': delay: falls due before 'check_in'"));
  EXPECT_EQ(sibling(hours{24 * 9}), "none");
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[1].delay = Duration{0}; }),
              HasSubstr("'text_2': delay: falls due together with 'text_1'"));
}

// Both on the seventh day: the one at nine would go right after the one at ten.
TEST(PlaybookTest, AnHourOfTheDayKeepsTheOrderToo) {
  const auto at = [](std::chrono::minutes local_time, Duration delay) {
    return Fault([&](Playbook& own) {
      own.steps.push_back(Later("more", "text_2", delay, Need::kFollowUp));
      own.steps[3].local_time = local_time;
    });
  };
  EXPECT_THAT(at(hours{9}, hours{168}),
              HasSubstr("'more': local_time: falls due before 'check_in', which stands above it, "
                        "after an inquiry at 00:00; put it above, or wait longer"));
  EXPECT_THAT(at(hours{10}, hours{168}), HasSubstr("falls due together with 'check_in'"));
  EXPECT_EQ(at(hours{11}, hours{168}), "none");
  // Two more hours do not help if they pass before midnight; the time of day decides.
  EXPECT_THAT(at(hours{9}, hours{170}), HasSubstr("falls due before 'check_in'"));
  EXPECT_EQ(at(hours{9}, hours{192}), "none");
}

// A contradiction that does not occur for inquiries in the first two hours of a day.
TEST(PlaybookTest, EveryTimeOfDayIsTried) {
  EXPECT_THAT(FaultOf(SoundEstimate(),
                      [](Playbook& own) {
                        own.steps[0].delay = hours{30};
                        own.steps[1].after.reset();
                        own.steps[1].delay = hours{36};
                        own.steps[1].local_time = hours{8};
                        own.first_nurturing_step = kMaxSteps;
                      }),
              HasSubstr("'later': local_time: falls due together with 'ask', which stands above "
                        "it, after an inquiry at 02:00"));
}

// R15: three texts in 24 hours; a fourth would always be held.
TEST(PlaybookTest, AFourthTextInADayIsRefused) {
  const auto fourth = [](Duration delay) {
    return Fault([delay](Playbook& own) {
      own.steps.resize(2);
      own.steps.push_back(Later("third", "text_2", hours{2}, Need::kFollowUp));
      own.steps.push_back(Later("fourth", "third", delay, Need::kFollowUp));
    });
  };
  EXPECT_THAT(fourth(hours{2}), HasSubstr("'fourth': delay: is the fourth text within 24 h of "
                                          "'text_1', and three are allowed (R15)"));
  EXPECT_EQ(fourth(hours{20}), "none");
}

// R25: the long follow-up resumes after a reply.
TEST(PlaybookTest, TheLongFollowUpCanGoOn) {
  EXPECT_THAT(Fault([](Playbook& own) { own.first_nurturing_step = 0; }),
              HasSubstr("'own': first_nurturing_step: nobody is greeted a second time"));
  EXPECT_THAT(Fault([](Playbook& own) { own.steps[2].after.reset(); }),
              HasSubstr("'check_in': after: a step of the long follow-up counts from a step before "
                        "it, or it would come at once when that goes on (R25): text_2"));
  EXPECT_EQ(FaultOf(SoundEstimate(), [](Playbook& own) { own.first_nurturing_step = 0; }), "none");
}

// R5: an inquiry in between belongs to the same episode as the step.
TEST(PlaybookTest, NoStepComesAfterItsEpisodeHasExpired) {
  const auto expires = [](Duration after) {
    return Fault([after](Playbook& own) { own.episode_expires_after = after; });
  };
  EXPECT_THAT(expires(hours{24 * 6}), HasSubstr("'check_in': delay: comes when the episode has "
                                                "expired (R5)"));
  EXPECT_EQ(expires(hours{24 * 8}), "none");
}

// R7, R61
TEST(PlaybookTest, LengthsOfTimeLeaveRoomForOneAnother) {
  const auto with = [](auto field, auto value) {
    return Fault([&](Playbook& own) { own.*field = value; });
  };
  EXPECT_THAT(with(&Playbook::late_after, hours{73}), HasSubstr("late_after: later than"));
  EXPECT_THAT(with(&Playbook::late_after, seconds{10}), HasSubstr("late_after: is over before"));
  EXPECT_THAT(Fault([](Playbook& own) {
                own.late_after = seconds{5};
                own.too_late_after = seconds{10};
              }),
              HasSubstr("too_late_after: is over before the first step is due"));
  EXPECT_THAT(with(&Playbook::too_late_after, hours{0}), HasSubstr("too_late_after: must be"));
  EXPECT_THAT(with(&Playbook::rearm_after, hours{0}), HasSubstr("rearm_after: must be longer"));
  EXPECT_THAT(with(&Playbook::retry_after, hours{0}), HasSubstr("retry_after: must be longer"));
  EXPECT_THAT(with(&Playbook::episode_expires_after, hours{0}),
              HasSubstr("episode_expires_after: must be longer"));
  EXPECT_THAT(with(&Playbook::cool_down, hours{-1}), HasSubstr("cool_down: can't be negative"));
  EXPECT_THAT(with(&Playbook::spread, hours{-1}), HasSubstr("spread: can't be negative"));
  EXPECT_THAT(with(&Playbook::late_after, hours{-1}), HasSubstr("late_after: can't be negative"));
  EXPECT_EQ(with(&Playbook::spread, hours{0}), "none");
  EXPECT_THAT(with(&Playbook::attempts_max, 21U), HasSubstr("attempts_max: from 1 to 20"));
  EXPECT_THAT(with(&Playbook::segments_max, 0U), HasSubstr("segments_max: from 1 to 10"));
  EXPECT_THAT(with(&Playbook::segments_max, 11U), HasSubstr("segments_max: from 1 to 10"));
}

TEST(PlaybookTest, ATimeOfDayIsOne) {
  for (const minutes wrong : {minutes{-1}, minutes{24 * 60}}) {
    EXPECT_THAT(Fault([wrong](Playbook& own) { own.steps[2].local_time = wrong; }),
                HasSubstr("'check_in': local_time: no such time of day"));
  }
}

TEST(PlaybookTest, ArmsThatMakeNoSenseAreRefused) {
  const auto error_of = [](std::vector<Arm> arms) {
    Playbook playbook = Sound();
    playbook.steps[0].arms = std::move(arms);
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
