// R11: explicit zone > postal code > region > exchange > area code > the account's zone. If several
// are possible, all must allow; if none is known, the strictest row applies. R16: zones known to be
// wrong.
#include "textback/policy/place.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "textback/config/place_data.h"
#include "textback/config/rulebook_yaml.h"

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class PlaceTest : public ::testing::Test {
 protected:
  Place Locate(std::string_view phone, PlaceHints hints = {}) const {
    hints.phone = PhoneNumber::Parse(phone).value();
    return places_->Locate(hints, home_);
  }
  static std::vector<std::string> Zones(const Place& place) {
    std::vector<std::string> names;
    for (const Zone* zone : place.candidates.zones) names.push_back(zone->name());
    return names;
  }
  static std::vector<std::string> Books(const Place& place) {
    std::vector<std::string> ids;
    for (const Rulebook* book : place.candidates.rulebooks) ids.push_back(book->id());
    return ids;
  }

  std::shared_ptr<const Places> places_ = BuiltInPlaces().value();
  std::shared_ptr<const Zone> edmonton_ = Zone::Load("America/Edmonton").value();
  std::array<const Zone*, 1> home_ = {edmonton_.get()};
};

TEST_F(PlaceTest, TheNumberAlone) {
  const Place calgary = Locate("403-555-0123");
  EXPECT_THAT(Zones(calgary), ElementsAre("America/Edmonton"));
  EXPECT_THAT(Books(calgary), ElementsAre("CA-AB"));
  EXPECT_EQ(calgary.zone_from, Why::kAreaCode);
  const Place golden = Locate("250-344-0123");
  EXPECT_EQ(golden.zone_from, Why::kExchange);
  EXPECT_THAT(Zones(golden), UnorderedElementsAre("America/Edmonton", "America/Vancouver"));
}

TEST_F(PlaceTest, EachSourceBeatsTheOnesBelowIt) {
  const Place region = Locate("403-555-0123", {.region = "US-FL"});
  EXPECT_THAT(Books(region), ElementsAre("US-FL"));
  EXPECT_EQ(region.zone_from, Why::kRegionGiven);
  EXPECT_THAT(Zones(region), UnorderedElementsAre("America/New_York", "America/Chicago"));
  const Place code = Locate("403-555-0123", {.region = "US-FL", .postal_code = "T2P 1J9"});
  EXPECT_THAT(Books(code), ElementsAre("CA-AB"));
  EXPECT_EQ(code.zone_from, Why::kPostalCode);
  const Place zone = Locate("403-555-0123", {.zone = "Pacific/Honolulu", .postal_code = "T2P 1J9"});
  EXPECT_THAT(Zones(zone), ElementsAre("Pacific/Honolulu"));
  EXPECT_EQ(zone.zone_from, Why::kZoneGiven);
  EXPECT_THAT(Books(zone), ElementsAre("CA-AB"));  // a zone says nothing about the region
  EXPECT_EQ(zone.region_from, Why::kPostalCode);
}

// A lead without any hint gets the strictest row, in the account's zone.
TEST_F(PlaceTest, WithoutAnyHintTheStrictestRow) {
  for (const char* number : {"800-555-0199", "456-555-0123", "+7 495 555 0123"}) {
    const Place place = Locate(number);
    EXPECT_THAT(Books(place), ElementsAre("unknown")) << number;
    EXPECT_THAT(place.regions, IsEmpty()) << number;
    EXPECT_EQ(place.region_from, Why::kPlaceUnknown) << number;
  }
  EXPECT_THAT(Zones(Locate("800-555-0199")), ElementsAre("America/Edmonton"));
  EXPECT_EQ(Locate("800-555-0199").zone_from, Why::kAccountZone);
}

TEST_F(PlaceTest, ARegionWithoutARowHasItsCountrys) {
  EXPECT_THAT(Books(Locate("403-555-0123", {.region = "US-OH"})), ElementsAre("US"));
}

TEST_F(PlaceTest, PostalCodesAsPeopleWriteThem) {
  for (const char* code : {"T2P 1J9", "t2p1j9", "T2P-1J9", "T2P"})
    EXPECT_THAT(Books(Locate("800-555-0199", {.postal_code = code})), ElementsAre("CA-AB")) << code;
  for (const char* zip : {"33101", "33101-1234", "331011234"})
    EXPECT_THAT(Books(Locate("800-555-0199", {.postal_code = zip})), ElementsAre("US-FL")) << zip;
  for (const char* none :
       {"", "T", "T2P 1J", "2TP 1J9", "331", "00000", "D2P 1J9", "T2P 1J9!", "110001",
        "T2P 1J9 GARBAGE", "\xf0\x9f\x98\x80", "99999999999999999999999999999999999999999999"}) {
    EXPECT_FALSE(places_->KnowsPostalCode(none)) << none;
  }
  EXPECT_THAT(Zones(Locate("800-555-0199", {.postal_code = "32501"})),
              ElementsAre("America/Chicago"));
}

// Unknown hints are ignored here; the code that records hints rejects them.
TEST_F(PlaceTest, UnknownHintsAreToldApart) {
  EXPECT_FALSE(places_->KnowsRegion("CA-XX"));
  EXPECT_TRUE(places_->KnowsRegion("CA-QC"));
  EXPECT_EQ(places_->FindZone("America/Atlantis"), nullptr);
  EXPECT_THAT(Books(Locate("403-555-0123", {.region = "CA-XX"})), ElementsAre("CA-AB"));
}

// R16: if the system's Vancouver still has winter time, its numbers are known to be wrong.
TEST_F(PlaceTest, StaleZonesAreMarked) {
  std::vector<std::shared_ptr<const Zone>> zones = Zone::LoadAll();
  for (auto& zone : zones) {
    if (zone->name() != "America/Vancouver") continue;
    zone = Zone::Fixed("America/Vancouver", std::chrono::hours{-8});
  }
  const auto stale = Places::Make({.rulebooks = BuiltInRulebooks(),
                                   .numbering = BuiltInNumbering(),
                                   .regions = BuiltInRegions(),
                                   .postal_codes = BuiltInPostalCodes(),
                                   .zones = zones})
                         .value();
  const auto phone = [](std::string_view text) { return PhoneNumber::Parse(text).value(); };
  EXPECT_TRUE(stale->Locate({.phone = phone("604-555-0123")}, home_).stale);
  EXPECT_FALSE(stale->Locate({.phone = phone("403-555-0123")}, home_).stale);
  EXPECT_FALSE(Locate("604-555-0123").stale);
}

TEST_F(PlaceTest, TablesThatDontFitAreRefused) {
  const auto error_of = [](Places::Tables tables) {
    const auto made = Places::Make(std::move(tables));
    return made.ok() ? "no error" : std::string(made.status().message());
  };
  const Places::Tables good{.rulebooks = BuiltInRulebooks(),
                            .numbering = BuiltInNumbering(),
                            .regions = BuiltInRegions(),
                            .postal_codes = BuiltInPostalCodes(),
                            .zones = Zone::LoadAll()};
  Places::Tables tables = good;
  tables.zones.clear();
  EXPECT_THAT(error_of(tables), HasSubstr("no time zone data"));
  tables = good;
  tables.regions.push_back({.id = "CA-XX", .name = "X", .zones = {"America/Atlantis"}});
  EXPECT_THAT(error_of(tables), HasSubstr("America/Atlantis"));
  tables = good;
  tables.postal_codes.push_back({.prefix = "D", .region = "CA-XX"});
  EXPECT_THAT(error_of(tables), HasSubstr("CA-XX"));
  // R10: windows that never overlap in a region's zones are a configuration error.
  tables = good;
  RulebookRow narrow{.id = "CA-NL", .citation = "a test", .as_of = std::chrono::year{2026} / 1 / 1};
  narrow.hours.fill({.open = 12 * 60, .close = 12 * 60 + 20});  // Labrador differs by half an hour
  tables.rulebooks = RulebooksWith({narrow}).value();
  EXPECT_THAT(error_of(tables), HasSubstr("CA-NL"));
}

// The specified limit: all tables together take less than 1 MiB.
TEST_F(PlaceTest, TablesAreSmallerThanAMebibyte) {
  EXPECT_LT(places_->Bytes(), 1U << 20U);
  RecordProperty("bytes", static_cast<int>(places_->Bytes()));
}

}  // namespace
}  // namespace textback
