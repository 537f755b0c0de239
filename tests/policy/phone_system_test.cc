// R1: patterns of extensions, as switches write them.
#include "textback/policy/phone_system.h"

#include <gtest/gtest.h>

namespace textback {
namespace {

TEST(PhoneSystem, PatternsAreThoseOfDialplans) {
  EXPECT_TRUE(MatchesPattern("201", "201"));
  EXPECT_FALSE(MatchesPattern("201", "2011"));
  EXPECT_TRUE(MatchesPattern("2XX", "299"));
  EXPECT_FALSE(MatchesPattern("2XX", "29"));
  EXPECT_FALSE(MatchesPattern("2XX", "2x9"));
  EXPECT_TRUE(MatchesPattern("_NXX", "201"));
  EXPECT_FALSE(MatchesPattern("NXX", "101"));
  EXPECT_FALSE(MatchesPattern("ZX", "01"));
  EXPECT_TRUE(MatchesPattern("7.", "7001"));
  EXPECT_FALSE(MatchesPattern("7.", "7")) << "a dot is at least one digit";
  EXPECT_TRUE(MatchesPattern("*97", "*97"));
  EXPECT_FALSE(MatchesPattern("201", ""));
  EXPECT_FALSE(MatchesPattern("", "201"));
}

TEST(PhoneSystem, NamesAreThemselves) {
  EXPECT_TRUE(MatchesPattern("Xavier", "Xavier"));
  EXPECT_FALSE(MatchesPattern("Xavier", "1avier"));
  EXPECT_TRUE(MatchesAny({"alex", "2XX"}, "alex"));
  EXPECT_FALSE(MatchesAny({}, "alex"));
}

}  // namespace
}  // namespace textback
