// Zone files in detail: the footer's rule, and damaged files.
#include "policy/zone_file.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "policy/zone_rule.h"

namespace textback {
namespace {

constexpr std::int64_t kEnd = 4'102'444'800;

std::string Toronto() {
  std::ifstream file("/usr/share/zoneinfo/America/Toronto", std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

TEST(ZoneRule, ReadsFooters) {
  const ZoneRule toronto = ParseZoneRule("EST5EDT,M3.2.0,M11.1.0").value();
  EXPECT_EQ(toronto.standard, -5 * 3600);
  EXPECT_EQ(toronto.daylight, -4 * 3600);
  // 2027: 14 March and 7 November, at 02:00 before the change.
  EXPECT_EQ(toronto.begins.In(2027) - toronto.standard, 1'805'007'600);
  EXPECT_EQ(toronto.ends.In(2027) - *toronto.daylight, 1'825'567'200);
  EXPECT_EQ(ParseZoneRule("NST3:30NDT,M3.2.0,M11.1.0")->standard, -(3 * 3600 + 1800));
  EXPECT_EQ(ParseZoneRule("MST7")->daylight, std::nullopt);
  EXPECT_EQ(ParseZoneRule("<-03>3")->standard, -3 * 3600);
  EXPECT_EQ(ParseZoneRule("<-02>2<-01>,M3.5.0/-1,M10.5.0/0")->begins.time, -3600);
  EXPECT_EQ(ParseZoneRule("XXX3EDT4,0/0,J365/23")->daylight, -4 * 3600);
  EXPECT_EQ(ParseZoneRule("AAA-1BBB-2:30:15,J60,J300")->daylight, 2 * 3600 + 30 * 60 + 15);
}

TEST(ZoneRule, DaysOfTheYear) {
  const auto on = [](std::string_view day, int year) {
    const auto rule = ParseZoneRule(std::string("AAA0BBB,") + std::string(day) + "/0,J300");
    return rule->begins.In(year);
  };
  EXPECT_EQ(on("J60", 2027), 1'803'859'200);  // 1 March, in leap years too
  EXPECT_EQ(on("J60", 2028), 1'835'481'600);
  EXPECT_EQ(on("59", 2027), 1'803'859'200);  // the 60th day: 1 March, in 2028 29 February
  EXPECT_EQ(on("59", 2028), 1'835'395'200);
  EXPECT_EQ(on("M2.5.0", 2027), 1'803'772'800);  // last Sunday: 28 February
}

TEST(ZoneRule, WhatIsNoRuleIsRefused) {
  for (const char* footer :
       {"", "E", "EST", "EST5EDT", "EST5EDT,", "EST5EDT,M3.2.0", "EST5EDT,M13.2.0,M11.1.0",
        "EST5EDT,M3.6.0,M11.1.0", "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2.0,M11.1.0x", "<EST5",
        "EST25", "EST5EDT,J0,J1", "EST5EDT,366,1", "EST5:60", "EST5EDT,M3.2.0/168,M11.1.0"}) {
    EXPECT_EQ(ParseZoneRule(footer), std::nullopt) << footer;
  }
}

TEST(ZoneFile, ReadsAWholeFile) {
  const auto changes = ReadZoneFile(Toronto(), kEnd).value();
  EXPECT_EQ(changes.front().from, INT64_MIN);
  EXPECT_EQ(changes.size(), 1U + 2 * (2100 - 1970));  // one each spring and autumn
  for (std::size_t i = 1; i < changes.size(); ++i) {
    EXPECT_LT(changes[i - 1].from, changes[i].from);
    EXPECT_NE(changes[i - 1].offset, changes[i].offset);
  }
}

// Damaged input: whatever is cut off, the result is an error or a shorter list, never a read past
// the end.
TEST(ZoneFile, EveryPrefixAndEveryDamagedByteIsSurvived) {
  const std::string whole = Toronto();
  ASSERT_GT(whole.size(), 100U);
  for (std::size_t size = 0; size + 1 < whole.size(); ++size) {
    // A copy of exactly that size, so that the sanitizer notices a read past it.
    const std::string cut(whole, 0, size);
    EXPECT_FALSE(ReadZoneFile(cut, kEnd).ok()) << size;
  }
  for (std::size_t at = 0; at < whole.size(); ++at) {
    for (const char byte : {'\0', '\x7f', '\xff', 'Z'}) {
      std::string damaged = whole;
      damaged[at] = byte;
      const auto changes = ReadZoneFile(damaged, kEnd);
      EXPECT_TRUE(!changes.ok() || !changes->empty());
    }
  }
  EXPECT_FALSE(
      ReadZoneFile("this is no zone file, but it is long enough to look like one", kEnd).ok());
}

}  // namespace
}  // namespace textback
