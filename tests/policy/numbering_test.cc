// R11: all zones and regions that a number could belong to.
#include "textback/policy/numbering.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "textback/config/place_data.h"

namespace textback {
namespace {

using Names = std::vector<std::string>;
using Depth = NumberFacts::Depth;

const Numbering& BuiltIn() { return *BuiltInNumbering(); }
NumberFacts Find(std::string_view number) {
  return BuiltIn().Find(PhoneNumber::Parse(number).value());
}
const Names& Zones(std::string_view number) { return BuiltIn().place(Find(number).place).zones; }
const Names& Regions(std::string_view number) {
  return BuiltIn().place(Find(number).place).regions;
}
Names Sorted(Names names) {
  std::sort(names.begin(), names.end());
  return names;
}

TEST(Numbering, AreaCodeExchangeAndCountry) {
  EXPECT_EQ(Zones("403-555-0123"), Names{"America/Edmonton"});
  EXPECT_EQ(Regions("403-555-0123"), Names{"CA-AB"});
  EXPECT_EQ(Find("403-555-0123").depth, Depth::kAreaCode);
  EXPECT_EQ(Find("250-342-0123").depth, Depth::kExchange);
  EXPECT_EQ(Zones("+44 20 7946 0123"), Names{"Europe/London"});
  EXPECT_EQ(Find("+44 20 7946 0123").kind, NumberKind::kForeign);
}

// 902 and 782 cover two provinces; an exchange with a known place narrows them down.
TEST(Numbering, SeveralRegionsAreAllGiven) {
  EXPECT_EQ(Regions("902-555-0123"), (Names{"CA-NS", "CA-PE"}));
  EXPECT_EQ(Regions("902-628-0123"), Names{"CA-PE"});
  EXPECT_EQ(Sorted(Regions("867-555-0123")), (Names{"CA-NT", "CA-NU", "CA-YT"}));
}

// The known errors of the source are corrected (src/config/numbering/mends.yaml).
TEST(Numbering, MendsTheKnownErrors) {
  EXPECT_EQ(Zones("474-555-0123"), Names{"America/Regina"});
  for (const char* north_east : {"250-242-0123", "250-262-0123", "250-782-0123", "250-788-0123"}) {
    const Names& zones = Zones(north_east);
    EXPECT_EQ(std::count(zones.begin(), zones.end(), "America/Edmonton"), 0) << north_east;
  }
  EXPECT_EQ(Sorted(Zones("250-426-0123")), (Names{"America/Edmonton", "America/Vancouver"}));
  EXPECT_EQ(Zones("867-667-0123"), Names{"America/Whitehorse"});
  EXPECT_EQ(Zones("867-979-0123"), Names{"America/Iqaluit"});
  for (const char* newfoundland : {"709-555-0123", "879-555-0123"}) {
    const Names& zones = Zones(newfoundland);
    EXPECT_EQ(std::count(zones.begin(), zones.end(), "America/Puerto_Rico"), 0) << newfoundland;
    EXPECT_EQ(std::count(zones.begin(), zones.end(), "America/St_Johns"), 1) << newfoundland;
  }
}

// An overlay is treated like its parent area, and an unlisted exchange like its whole area code.
TEST(Numbering, OverlaysAndUnlistedExchangesHaveEveryZoneOfTheArea) {
  const auto set = [](std::string_view number) {
    const Names& zones = Zones(number);
    return std::set<std::string>(zones.begin(), zones.end());
  };
  for (const auto& [overlay, parent] :
       {std::pair("364-555-0123", "270-555-0123"), std::pair("448-555-0123", "850-555-0123"),
        std::pair("930-555-0123", "812-555-0123"), std::pair("458-555-0123", "541-555-0123"),
        std::pair("778-555-0123", "250-555-0123")}) {
    EXPECT_EQ(set(overlay), set(parent)) << overlay;
    EXPECT_GT(set(parent).size(), 1U) << parent;
  }
}

TEST(Numbering, KindsThatSayNoPlace) {
  EXPECT_EQ(Find("800-411-7246").kind, NumberKind::kTollFree);
  EXPECT_EQ(Find("888-555-0123").place, 0);
  EXPECT_EQ(Find("900-555-0123").kind, NumberKind::kPremium);
  EXPECT_EQ(Find("533-555-0123").kind, NumberKind::kPersonal);
  EXPECT_EQ(Find("600-555-0123").kind, NumberKind::kSpecial);
  EXPECT_EQ(BuiltIn().Find(PhoneNumber()).kind, NumberKind::kWithheld);
  EXPECT_EQ(NameOf(NumberKind::kFixedOrMobile), "fixed_or_mobile");
}

// No number of Canada or the fifty states gets a zone of another country by mistake; only Puerto
// Rico's numbers are in Puerto Rico's zone.
TEST(Numbering, EveryPrefixHasPlausibleZones) {
  int known = 0;
  for (std::uint64_t area = 200; area < 1000; ++area) {
    if (area % 100 == 11) continue;
    for (std::uint64_t exchange = 200; exchange < 1000; exchange += 1) {
      const auto number =
          PhoneNumber::FromPacked(10'000'000'000 + area * 10'000'000 + exchange * 10'000 + 123);
      const NumberPlace& place = BuiltIn().place(BuiltIn().Find(*number).place);
      known += place.regions.empty() ? 0 : 1;
      for (const std::string& region : place.regions) {
        if (region == "US-PR") continue;
        for (const std::string& zone : place.zones)
          ASSERT_NE(zone, "America/Puerto_Rico") << area << exchange;
      }
    }
  }
  EXPECT_GT(known, 300'000);
}

TEST(Numbering, LaterLinesWinAndNonsenseIsRefused) {
  NumberingData data;
  data.areas = {{.code = 403, .place = {.zones = {"A"}}},
                {.code = 403, .exchanges = {{200, 299}}, .place = {.zones = {"B"}}},
                {.code = 403, .exchanges = {{250, 250}}, .place = {.zones = {"C"}}}};
  data.countries = {{.prefix = 44, .place = {.zones = {"D"}}},
                    {.prefix = 441534, .place = {.zones = {"E"}}}};
  const auto numbering = Numbering::Make(data).value();
  const auto zone = [&](std::string_view number) {
    return numbering->place(numbering->Find(PhoneNumber::Parse(number).value()).place).zones.at(0);
  };
  EXPECT_EQ(zone("4033000123"), "A");
  EXPECT_EQ(zone("4032490123"), "B");
  EXPECT_EQ(zone("4032500123"), "C");
  EXPECT_EQ(zone("+442079460123"), "D");
  EXPECT_EQ(zone("+441534123456"), "E");
  EXPECT_EQ(numbering->Find(PhoneNumber::Parse("+33123456789").value()).place, 0);
  EXPECT_FALSE(Numbering::Make({.areas = {{.code = 100}}}).ok());
  EXPECT_FALSE(Numbering::Make({.areas = {{.code = 403, .exchanges = {{100, 200}}}}}).ok());
  EXPECT_FALSE(Numbering::Make({.countries = {{.prefix = 1403}}}).ok());
  EXPECT_FALSE(Numbering::Make({.kinds = {{.code = 5}}}).ok());
}

}  // namespace
}  // namespace textback
