// R55: the words that say why nobody answered.
#include "textback/model/schedule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace textback {
namespace {

using ::testing::HasSubstr;

TEST(ScheduleTest, NamesGoBothWays) {
  for (const Schedule schedule : kEverySchedule)
    EXPECT_EQ(ScheduleFromName(NameOf(schedule)), schedule);
  EXPECT_FALSE(ScheduleFromName("asleep").has_value());
}

TEST(ScheduleTest, ALocaleHasItsOwnWordsElseThoseOfItsLanguage) {
  ScheduleWords words;
  ASSERT_TRUE(words.Add("fr", Schedule::kOpen, "On était sur un chantier").ok());
  ASSERT_TRUE(words.Add("fr-CA", Schedule::kClosed, "C'était fermé").ok());
  EXPECT_EQ(words.In("fr-CA", Schedule::kOpen), "On était sur un chantier");
  EXPECT_EQ(words.In("fr-CA", Schedule::kClosed), "C'était fermé");
  EXPECT_FALSE(words.In("fr", Schedule::kClosed).has_value());
  EXPECT_FALSE(words.In("en", Schedule::kOpen).has_value());
  EXPECT_EQ(words.Add("fr", Schedule::kOpen, "On était loin").code(),
            absl::StatusCode::kAlreadyExists);
  ASSERT_TRUE(words.Add("en", Schedule::kOpen, "").ok());
  EXPECT_EQ(words.In("en-US", Schedule::kOpen), "") << "left out on purpose";
}

TEST(ScheduleTest, AReasonIsASentenceWithoutItsFullStop) {
  for (const char* good : {"We were closed", "Était fermé", "9 of us were out"})
    EXPECT_TRUE(CheckReason(good).ok()) << good;
  const std::string longest(ScheduleWords::kMaxCharacters, 'L');
  EXPECT_TRUE(CheckReason(longest).ok());
  for (const auto& [bad, why] : {std::pair<std::string, const char*>{"", "no words; write none"},
                                 {"  ", "no words; write none"},
                                 {"we were closed", "'we were closed' begins with a small letter"},
                                 {"We were closed.", "'We were closed.' ends with a mark"},
                                 {"Sorry, ", "ends with a mark"},
                                 {"Were we closed?", "has a question mark"},
                                 {"We were [closed]", "has a question mark or a bracket"},
                                 {longest + "L", "61 characters; a reason has at most 60"}}) {
    EXPECT_THAT(std::string(CheckReason(bad).message()), HasSubstr(why)) << bad;
  }
}

}  // namespace
}  // namespace textback
