// Holidays as rules (R10: closed if the rulebook closes them).
#include "textback/policy/holiday.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

using std::chrono::local_days;
using std::chrono::year;

local_days Day(int y, unsigned m, unsigned d) {
  return local_days{year{y} / std::chrono::month{m} / std::chrono::day{d}};
}

HolidayRule Rule(std::string_view on, std::string_view observed = "") {
  return ParseHolidayRule("a day", on, observed).value();
}

TEST(Holiday, EasterIsWhereTheTablesHaveIt) {
  EXPECT_EQ(EasterSunday(2026), Day(2026, 4, 5));
  EXPECT_EQ(EasterSunday(2027), Day(2027, 3, 28));
  EXPECT_EQ(EasterSunday(2028), Day(2028, 4, 16));
  EXPECT_EQ(EasterSunday(2038), Day(2038, 4, 25));  // the latest possible date
  EXPECT_EQ(EasterSunday(1818), Day(1818, 3, 22));  // the earliest possible date
}

TEST(Holiday, EveryKindOfRule) {
  EXPECT_EQ(Rule("jul 1").In(2027), Day(2027, 7, 1));
  EXPECT_EQ(Rule("easter - 2").In(2027), Day(2027, 3, 26));
  EXPECT_EQ(Rule("easter - 47").In(2027), Day(2027, 2, 9));
  EXPECT_EQ(Rule("easter + 1").In(2026), Day(2026, 4, 6));
  EXPECT_EQ(Rule("mon before may 25").In(2026), Day(2026, 5, 18));
  EXPECT_EQ(Rule("mon before may 25").In(2027), Day(2027, 5, 24));
  EXPECT_EQ(Rule("mon before may 25").In(2028), Day(2028, 5, 22));
  EXPECT_EQ(Rule("2nd mon in oct").In(2027), Day(2027, 10, 11));
  EXPECT_EQ(Rule("4th thu in nov").In(2026), Day(2026, 11, 26));
  EXPECT_EQ(Rule("last mon in may").In(2027), Day(2027, 5, 31));
  EXPECT_EQ(Rule("tue after 1st mon in nov").In(2028), Day(2028, 11, 7));
  EXPECT_EQ(Rule("tue after 1st mon in nov").In(2026), Day(2026, 11, 3));
  EXPECT_EQ(Rule("5th mon in feb").In(2027), std::nullopt);  // no such day that year
}

TEST(Holiday, ObservedDayIsClosedToo) {
  // 4 Jul 2026 is a Saturday, 4 Jul 2027 a Sunday.
  const HolidayCalendar calendar({Rule("jul 4", "sat-1 sun+1")});
  EXPECT_TRUE(calendar.Closes(Day(2026, 7, 3)));
  EXPECT_TRUE(calendar.Closes(Day(2026, 7, 4)));
  EXPECT_FALSE(calendar.Closes(Day(2026, 7, 5)));
  EXPECT_TRUE(calendar.Closes(Day(2027, 7, 4)));
  EXPECT_TRUE(calendar.Closes(Day(2027, 7, 5)));
  EXPECT_FALSE(calendar.Closes(Day(2028, 7, 3)));
  EXPECT_EQ(calendar.NameOn(Day(2026, 7, 3)), "a day");
  EXPECT_EQ(calendar.NameOn(Day(2026, 7, 5)), "");
}

TEST(Holiday, NewYearMayBeObservedInTheOldYear) {
  // 1 Jan 2028 is a Saturday.
  const HolidayCalendar calendar({Rule("jan 1", "sat-1 sun+1")});
  EXPECT_TRUE(calendar.Closes(Day(2027, 12, 31)));
  EXPECT_EQ(calendar.NameOn(Day(2027, 12, 31)), "a day");
  EXPECT_FALSE(calendar.Closes(Day(2026, 12, 31)));
}

TEST(Holiday, SomeYearsOnly) {
  HolidayRule election = Rule("tue after 1st mon in nov");
  election.years = HolidayRule::Years::kEven;
  const HolidayCalendar calendar({election});
  EXPECT_TRUE(calendar.Closes(Day(2026, 11, 3)));
  EXPECT_FALSE(calendar.Closes(Day(2027, 11, 2)));
}

TEST(Holiday, DaysOutsideTheTableAreOpen) {
  const HolidayCalendar calendar({Rule("jan 1")});
  EXPECT_TRUE(calendar.Closes(Day(1970, 1, 1)));
  EXPECT_TRUE(calendar.Closes(Day(2099, 1, 1)));
  EXPECT_FALSE(calendar.Closes(Day(1969, 1, 1)));
  EXPECT_FALSE(calendar.Closes(Day(2100, 1, 1)));
  EXPECT_FALSE(HolidayCalendar().Closes(Day(2026, 1, 1)));
}

TEST(Holiday, WhatIsNoDayIsRefused) {
  for (const char* on : {"", "july 4", "jul", "jul 0", "jul 32", "feb 30", "jul four",
                         "6th mon in may", "3rd monday in may", "3rd mon of may", "easter 2",
                         "easter - x", "easter - 400", "mon before may", "mon after may 25",
                         "tue after mon in nov", "1st mon in nov + 1 day or so"}) {
    EXPECT_FALSE(ParseHolidayRule("a day", on, "").ok()) << on;
  }
  for (const char* observed : {"sat", "sat-9", "fri+1", "sat-1 sat-2", "sun +1", "sun+0"}) {
    EXPECT_FALSE(ParseHolidayRule("a day", "jul 4", observed).ok()) << observed;
  }
}

}  // namespace
}  // namespace textback
