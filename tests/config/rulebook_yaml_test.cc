// R10, R15, R40, R71: a jurisdiction's row gives its hours, cap and months, its source and the day
// it was checked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "textback/config/rulebook_yaml.h"

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

absl::StatusOr<std::vector<RulebookRow>> Parse(std::string_view yaml) {
  return ParseRulebookRows(yaml, "r.yaml", BuiltInHolidays());
}

std::string ErrorOf(std::string_view yaml) {
  const auto rows = Parse(yaml);
  if (rows.ok()) return "no error";
  EXPECT_EQ(rows.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(rows.status().message());
}

TEST(RulebookYamlTest, ReadsARow) {
  const auto rows = Parse(kRow);
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_EQ(rows->size(), 1u);
  const RulebookRow& row = rows->front();
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
  const auto rows = Parse(
      With("mon-thu: \"08:00-20:00\"\n      fri: \"10:00-24:00\"\n      sat: \"00:00-12:30\"\n"
           "      sun: closed",
           "sat-mon: \"10:00-12:00\"\n      tue-fri: \"09:00-21:00\""));
  ASSERT_TRUE(rows.ok()) << rows.status();
  const RulebookRow& row = rows->front();
  EXPECT_EQ(row.hours[6], (DayHours{600, 720}));
  EXPECT_EQ(row.hours[0], (DayHours{600, 720}));
  EXPECT_EQ(row.hours[1], (DayHours{600, 720}));
  EXPECT_EQ(row.hours[2], (DayHours{540, 1260}));
}

struct Mistake {
  std::string yaml;
  std::string message;  // the beginning of the error
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
       "r.yaml:14: rows.id: 'US-XX' has a row for these days already"},
      {With("id: US-XX", "id: Texas"), "r.yaml:2: rows.id: 'Texas' is no jurisdiction"},
      {With("id: US-XX", "id: US-XX\n    like: US"), "r.yaml:3: rows.like: no row 'US' above"},
      {With("    as_of", "    holidays: [US-TX]\n    as_of"),
       "r.yaml:12: rows.holidays: no calendar 'US-TX'"},
      {With("    as_of", "    response_hours: {mon: \"09:00-21:00\"}\n    as_of"),
       "r.yaml:12: rows.response_hours: sun is missing"},
      {With("    as_of", "    effective_from: 2026-13-01\n    as_of"),
       "r.yaml:12: rows.effective_from: '2026-13-01' is not a day"},
      {With("    as_of",
            "    effective_from: 2026-10-18\n    effective_until: 2026-10-18\n    as_of"),
       "r.yaml:2: rows: rulebook row 'US-XX': effective_until"},
      {"rows: []\n", "r.yaml:1: rows: an empty list"},
      {"row:\n  - id: CA\n", "r.yaml:1: unknown field 'row'; did you mean rows?"},
      {"{}\n", "r.yaml:1: rows: missing"},
  };
  for (const Mistake& mistake : mistakes)
    EXPECT_THAT(ErrorOf(mistake.yaml), StartsWith(mistake.message)) << mistake.yaml;
}

// R71: missing fields come from the row named by `like`; dates and notes do not.
TEST(RulebookYamlTest, ARowLikeAnother) {
  const auto rows = Parse(std::string(kRow) + R"(    note: "of the first"
  - id: US-YY
    like: US-XX
    effective_from: 2026-10-18
    response_hours: {mon-sun: "00:00-24:00"}
    holidays: [US-RI, CA-BC]
    citation: "Another Code"
)");
  ASSERT_TRUE(rows.ok()) << rows.status();
  const RulebookRow& row = rows->at(1);
  EXPECT_EQ(row.id, "US-YY");
  EXPECT_EQ(row.hours, rows->at(0).hours);
  EXPECT_EQ(row.cap_per_day, 2);
  EXPECT_EQ(row.citation, "Another Code");
  EXPECT_EQ(row.note, "");
  EXPECT_EQ(row.effective_from, std::chrono::local_days{std::chrono::year{2026} / 10 / 18});
  EXPECT_EQ(row.response_hours->at(0), (DayHours{0, 1440}));
  const auto closed = [&row](int y, unsigned m, unsigned d) {
    return row.holidays->Closes(std::chrono::local_days{
        std::chrono::year{y} / std::chrono::month{m} / std::chrono::day{d}});
  };
  EXPECT_TRUE(closed(2027, 8, 9));   // Victory Day, Rhode Island
  EXPECT_TRUE(closed(2027, 9, 30));  // Truth and Reconciliation, BC
  EXPECT_FALSE(closed(2027, 8, 10));
}

// Custom rows replace built-in rows with the same id.
TEST(RulebookYamlTest, OwnRowsReplaceBuiltInOnes) {
  auto rows = Parse(With("id: US-XX", "id: CA-AB")).value();
  const auto books = RulebooksWith(rows).value();
  EXPECT_EQ(books->For("CA-AB").RowOn({}).citation, "Some Code 1-2-3");
  EXPECT_EQ(books->For("CA-BC").RowOn({}).id, "CA-BC");
}

TEST(RulebookYamlTest, ACountryThatOthersFollowHasNoDates) {
  auto rows = Parse(With("id: US-XX", "id: US")).value();
  EXPECT_EQ(RulebooksWith(rows).value()->For("US-GA").RowOn({}).hours, rows[0].hours);
  rows[0].effective_from = std::chrono::local_days{std::chrono::year{2027} / 1 / 1};
  EXPECT_EQ(RulebooksWith(rows).status().code(), absl::StatusCode::kInvalidArgument);
}

TEST(RulebookYamlTest, AMissingFileSaysSo) {
  EXPECT_EQ(LoadRulebooks("/nowhere/rules.yaml").status().code(), absl::StatusCode::kNotFound);
}

TEST(RulebookYamlTest, ClosedOnEveryDayIsRefused) {
  EXPECT_THAT(ErrorOf(With("mon-thu: \"08:00-20:00\"\n      fri: \"10:00-24:00\"\n      sat: "
                           "\"00:00-12:30\"\n      sun: closed",
                           "sun-sat: closed")),
              StartsWith("r.yaml:2: rows: rulebook row 'US-XX': hours"));
}

}  // namespace
}  // namespace textback
