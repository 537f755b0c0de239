// The built-in two-text playbook matches the specification. built_in_words_test.cc tests its words.
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <string_view>

#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/rulebook_yaml.h"
#include "textback/config/words_data.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

TEST(BuiltInTest, TheTwoTextPlaybookIsTheSpecificationsTable) {
  const Playbook& playbook = *TwoTextPlaybook().playbook;
  EXPECT_TRUE(CheckPlaybook(playbook).ok());
  EXPECT_EQ(playbook.name, "two-text");
  struct Row {
    std::string_view name, after;
    TextClass text_class;
    Need needs;
    Duration delay;
    int local_time;
  };
  const std::array<Row, 4> table = {
      {{"text_1", "", TextClass::kResponse, Need::kResponse, seconds{10}, -1},
       {"text_2", "text_1", TextClass::kProactive, Need::kInquiry, hours{2}, -1},
       {"check_in_1", "text_2", TextClass::kProactive, Need::kFollowUp, hours{7 * 24}, 600},
       {"check_in_2", "text_2", TextClass::kProactive, Need::kFollowUp, hours{21 * 24}, 600}}};
  ASSERT_EQ(playbook.steps.size(), table.size());
  for (std::size_t i = 0; i < table.size(); ++i) {
    const PlaybookStep& step = playbook.steps[i];
    EXPECT_EQ(step.name.view(), table[i].name);
    EXPECT_EQ(step.after.value_or(StepName()).view(), table[i].after);
    EXPECT_EQ(step.text_class, table[i].text_class);
    EXPECT_EQ(step.needs, table[i].needs);
    EXPECT_EQ(step.delay, table[i].delay);
    EXPECT_EQ(step.local_time.value_or(minutes{-1}), minutes{table[i].local_time});
  }
  EXPECT_EQ(playbook.first_nurturing_step, 2u);
  EXPECT_EQ(playbook.cool_down, hours{4});                    // R4
  EXPECT_EQ(playbook.late_after, minutes{30});                // R7
  EXPECT_EQ(playbook.too_late_after, hours{72});              // R7
  EXPECT_EQ(playbook.episode_expires_after, hours{30 * 24});  // R5
  EXPECT_EQ(playbook.spread, minutes{10});                    // R12
}

// R1: the steps are the same for every kind of inquiry; only the first text's wording differs.
TEST(BuiltInTest, FormsAndTextsAreFollowedUpByTheSameSteps) {
  const Playbook& calls = *TwoTextPlaybook().playbook;
  for (const InquiryKind kind : {InquiryKind::kForm, InquiryKind::kText}) {
    const PlaybookFile& file = BuiltInPlaybooks()[kind];
    EXPECT_EQ(file.inquiry, kind);
    EXPECT_TRUE(CheckPlaybook(*file.playbook).ok());
    ASSERT_EQ(file.playbook->steps.size(), calls.steps.size());
    for (std::size_t i = 0; i < calls.steps.size(); ++i) {
      EXPECT_EQ(file.playbook->steps[i].name, calls.steps[i].name);
      EXPECT_EQ(file.playbook->steps[i].delay, calls.steps[i].delay);
      EXPECT_EQ(file.playbook->steps[i].needs, calls.steps[i].needs);
    }
  }
}

TEST(BuiltInTest, EveryCallGivesTheSameObject) {
  EXPECT_EQ(TwoTextPlaybook().script, TwoTextPlaybook().script);
  EXPECT_EQ(BuiltInRulebooks(), BuiltInRulebooks());
  EXPECT_EQ(BuiltInPlaces().value(), BuiltInPlaces().value());
  EXPECT_EQ(BuiltInReplies(), BuiltInReplies());
}

}  // namespace
}  // namespace textback
