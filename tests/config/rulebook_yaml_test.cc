// R10, R15, R40, R71: a jurisdiction's row says its hours, cap and months, its source and the day
// it was checked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/playbook_yaml.h"
#include "textback/policy/rulebook.h"

namespace textback {
namespace {

using ::testing::StartsWith;

constexpr std::string_view kRow = R"(rows:
  - id: US-XX
    hours:
      mon-thu: "08:00-20:00"
      fri: "10:00-24:00"
      sat: "00:00-12:30"
      sun: closed
    cap_per_day: 2
    inquiry_months: 3
    purchase_months: 18
    citation: "Some Code 1-2-3"
    as_of: 2026-11-23
    confidence: T+
)";

std::string With(std::string_view from, std::string_view to) {
  std::string yaml(kRow);
  const std::size_t at = yaml.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  yaml.replace(at, from.size(), to);
  return yaml;
}

std::string ErrorOf(std::string_view yaml) {
  const auto rulebook = ParseRulebook(yaml, "r.yaml");
  if (rulebook.ok()) return "no error";
  EXPECT_EQ(rulebook.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(rulebook.status().message());
}

TEST(RulebookYamlTest, ReadsARow) {
  const auto rulebook = ParseRulebook(kRow, "r.yaml");
  ASSERT_TRUE(rulebook.ok()) << rulebook.status();
  ASSERT_EQ((*rulebook)->rows().size(), 1u);
  const RulebookRow& row = (*rulebook)->rows().front();
  EXPECT_EQ(row.id, "US-XX");
  EXPECT_TRUE(row.hours[0].closed());
  EXPECT_EQ(row.hours[1], (DayHours{480, 1200}));
  EXPECT_EQ(row.hours[4], (DayHours{480, 1200}));
  EXPECT_EQ(row.hours[5], (DayHours{600, 1440}));
  EXPECT_EQ(row.hours[6], (DayHours{0, 750}));
  EXPECT_EQ(row.cap_per_day, 2);
  EXPECT_EQ(row.inquiry_months, 3);
  EXPECT_EQ(row.purchase_months, 18);
  EXPECT_EQ(row.citation, "Some Code 1-2-3");
  EXPECT_EQ(row.as_of, std::chrono::year{2026} / 11 / 23);
}

TEST(RulebookYamlTest, DaysMayRunAcrossTheWeekend) {
  const auto rulebook = ParseRulebook(
      With("mon-thu: \"08:00-20:00\"\n      fri: \"10:00-24:00\"\n      sat: \"00:00-12:30\"\n"
           "      sun: closed",
           "sat-mon: \"10:00-12:00\"\n      tue-fri: \"09:00-21:00\""),
      "r.yaml");
  ASSERT_TRUE(rulebook.ok()) << rulebook.status();
  const RulebookRow& row = (*rulebook)->rows().front();
  EXPECT_EQ(row.hours[6], (DayHours{600, 720}));
  EXPECT_EQ(row.hours[0], (DayHours{600, 720}));
  EXPECT_EQ(row.hours[1], (DayHours{600, 720}));
  EXPECT_EQ(row.hours[2], (DayHours{540, 1260}));
}

struct Mistake {
  std::string yaml;
  std::string message;  // how the error begins
};

TEST(RulebookYamlTest, MistakesAreNamedWithTheirLine) {
  const std::vector<Mistake> mistakes = {
      {With("\"08:00-20:00\"", "\"20:00-08:00\""),
       "r.yaml:4: rows.hours.mon-thu: '20:00-08:00' closes before it opens"},
      {With("\"08:00-20:00\"", "\"08:00-08:00\""),
       "r.yaml:4: rows.hours.mon-thu: '08:00-08:00' closes before it opens"},
      {With("\"10:00-24:00\"", "\"10:00-24:01\""),
       "r.yaml:5: rows.hours.fri: '24:01' is not a time of day"},
      {With("\"10:00-24:00\"", "\"10:60-24:00\""),
       "r.yaml:5: rows.hours.fri: '10:60' is not a time of day"},
      {With("\"10:00-24:00\"", "\"10-24\""), "r.yaml:5: rows.hours.fri: '10' is not a time of day"},
      {With("\"10:00-24:00\"", "always"), "r.yaml:5: rows.hours.fri: 'always' is not hours"},
      {With("\"10:00-24:00\"", "[]"), "r.yaml:5: rows.hours.fri: hours missing"},
      {With("      fri: \"10:00-24:00\"\n", ""), "r.yaml:4: rows.hours: fri is missing"},
      {With("fri:", "thu:"), "r.yaml:5: rows.hours.thu: thu has hours already"},
      {With("fri:", "friday:"), "r.yaml:5: rows.hours.friday: unknown day 'friday'"},
      {With("mon-thu", "mon-"), "r.yaml:4: rows.hours.mon-: unknown day ''"},
      {With("cap_per_day: 2", "cap_per_day: 0"),
       "r.yaml:2: rows: rulebook row 'US-XX': cap_per_day"},
      {With("cap_per_day: 2", "cap_per_day: 4"),
       "r.yaml:2: rows: rulebook row 'US-XX': cap_per_day"},
      {With("cap_per_day: 2", "cap_per_day: two"),
       "r.yaml:8: rows.cap_per_day: 'two' is not a whole number"},
      {With("inquiry_months: 3", "inquiry_months: 0"),
       "r.yaml:9: rows.inquiry_months: from 1 to 120"},
      {With("citation: \"Some Code 1-2-3\"", "citation: \"\""), "r.yaml:11: rows.citation: empty"},
      {With("    citation: \"Some Code 1-2-3\"\n", ""), "r.yaml:2: rows.citation: missing"},
      {With("2026-11-23", "2026-02-30"),
       "r.yaml:12: rows.as_of: '2026-02-30' is not a day of the calendar"},
      {With("2026-11-23", "23 Nov 2026"),
       "r.yaml:12: rows.as_of: '23 Nov 2026' is not a date; write 2026-11-23"},
      {With("T+", "sure"), "r.yaml:13: rows.confidence: unknown mark 'sure'"},
      {With("cap_per_day", "cap_perday"),
       "r.yaml:8: rows: unknown field 'cap_perday'; did you mean cap_per_day?"},
      {std::string(kRow) + std::string(kRow).substr(6),
       "r.yaml:14: rows.id: 'US-XX' has a row already"},
      {"rows: []\n", "r.yaml:1: rows: an empty list"},
      {"row:\n  - id: CA\n", "r.yaml:1: unknown field 'row'; did you mean rows?"},
      {"{}\n", "r.yaml:1: rows: missing"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

TEST(RulebookYamlTest, ClosedOnEveryDayIsRefused) {
  EXPECT_THAT(ErrorOf(With("mon-thu: \"08:00-20:00\"\n      fri: \"10:00-24:00\"\n      sat: "
                           "\"00:00-12:30\"\n      sun: closed",
                           "sun-sat: closed")),
              StartsWith("r.yaml:2: rows: rulebook row 'US-XX': hours"));
}

}  // namespace
}  // namespace textback
