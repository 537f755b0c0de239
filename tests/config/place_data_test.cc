// The tables of numbers, regions and postal codes: the built-in ones are complete, errors name the
// place.
#include "textback/config/place_data.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "textback/config/rulebook_yaml.h"

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::StartsWith;

constexpr std::string_view kNanp =
    "# a comment\n403\t-\tAmerica/Edmonton\tCA-AB\n"
    "250\t-\tAmerica/Vancouver\tCA-BC\n"
    "250\t342,347-349\tAmerica/Edmonton\tCA-BC\n";
constexpr std::string_view kWorld = "44\tEurope/London\n";
constexpr std::string_view kNoMends = "mends: []\n";
constexpr std::string_view kKinds =
    "kinds: {toll_free: \"800\", premium: \"900\", personal: \"500\", special: \"600\"}\n";

std::string ErrorOf(const NumberingFiles& files) {
  const auto numbering = ParseNumbering(files);
  if (numbering.ok()) return "no error";
  EXPECT_EQ(numbering.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(numbering.status().message());
}

std::vector<std::string> ZonesOf(const Numbering& numbering, std::string_view number) {
  return numbering.place(numbering.Find(PhoneNumber::Parse(number).value()).place).zones;
}

TEST(PlaceData, ReadsTheTables) {
  const auto numbering =
      ParseNumbering({.nanp = kNanp, .world = kWorld, .mends = kNoMends, .kinds = kKinds}).value();
  using Zones = std::vector<std::string>;
  EXPECT_EQ(ZonesOf(*numbering, "4035550123"), Zones{"America/Edmonton"});
  EXPECT_EQ(ZonesOf(*numbering, "2505550123"), Zones{"America/Vancouver"});
  EXPECT_EQ(ZonesOf(*numbering, "2503480123"), Zones{"America/Edmonton"});
  EXPECT_EQ(ZonesOf(*numbering, "+442079460123"), Zones{"Europe/London"});
}

// A correction needs a reason; corrections are applied on top, in order.
TEST(PlaceData, MendsGoOnTop) {
  const std::string mends = R"(mends:
  - {area: 250, exchanges: "342", zones: [America/Creston], reason: "no such clock", confidence: P}
  - {area: 250, split: true, reason: "newer exchanges are not listed", confidence: AN}
  - {area: 778, like: 250, reason: "overlay", confidence: P}
  - {area: 403, regions: [CA-BC], reason: "for the test", confidence: GK}
)";
  const auto numbering =
      ParseNumbering({.nanp = kNanp, .world = kWorld, .mends = mends, .kinds = kKinds}).value();
  using Zones = std::vector<std::string>;
  EXPECT_EQ(ZonesOf(*numbering, "2503420123"), Zones{"America/Creston"});
  const Zones all{"America/Creston", "America/Edmonton", "America/Vancouver"};
  EXPECT_EQ(ZonesOf(*numbering, "2505550123"), all);
  EXPECT_EQ(ZonesOf(*numbering, "7785550123"), all);
  const NumberFacts calgary = numbering->Find(PhoneNumber::Parse("4035550123").value());
  EXPECT_EQ(numbering->place(calgary.place).regions, Zones{"CA-BC"});
  EXPECT_EQ(numbering->place(calgary.place).zones, Zones{"America/Edmonton"});
}

TEST(PlaceData, SlipsNameFileAndLine) {
  const NumberingFiles good{.nanp = kNanp, .world = kWorld, .mends = kNoMends, .kinds = kKinds};
  const auto with = [&good](auto change) {
    NumberingFiles files = good;
    change(files);
    return ErrorOf(files);
  };
  EXPECT_EQ(ErrorOf(good), "no error");
  EXPECT_THAT(with([](NumberingFiles& f) { f.nanp = "403\tAmerica/Edmonton\n"; }),
              StartsWith("nanp.tsv:1: 4 columns"));
  EXPECT_THAT(with([](NumberingFiles& f) { f.nanp = "#\n40\t-\tA\tB\n"; }),
              StartsWith("nanp.tsv:2: '40' is no area code"));
  EXPECT_THAT(with([](NumberingFiles& f) { f.nanp = "103\t-\tA\tB\n"; }),
              StartsWith("nanp.tsv:1: '103' is no area code"));
  EXPECT_THAT(with([](NumberingFiles& f) { f.nanp = "403\t9-1\tA\tB\n"; }),
              StartsWith("nanp.tsv:1: '9-1' is no list"));
  EXPECT_THAT(with([](NumberingFiles& f) { f.world = "forty\tEurope/London\n"; }),
              StartsWith("world.tsv:1: no prefix"));
  EXPECT_THAT(with([](NumberingFiles& f) { f.world = "1403\tAmerica/Edmonton\n"; }),
              HasSubstr("1403 is no country"));
  EXPECT_THAT(with([](NumberingFiles& f) {
                f.mends = "mends:\n  - {area: 364, like: 270, reason: r, confidence: P}\n";
              }),
              StartsWith("mends.yaml:2: mends.like: no area code 270"));
  EXPECT_THAT(with([](NumberingFiles& f) {
                f.mends = "mends:\n  - {area: 250, split: true, confidence: P}\n";
              }),
              StartsWith("mends.yaml:2: mends.reason: missing"));
  EXPECT_THAT(with([](NumberingFiles& f) { f.kinds = "kinds: {toll_free: \"800\"}\n"; }),
              StartsWith("kinds.yaml:1: kinds.premium: missing"));
}

TEST(PlaceData, RegionsAndPostalCodesNameTheirSlips) {
  const auto of = [](const auto& parsed) {
    return parsed.ok() ? "no error" : std::string(parsed.status().message());
  };
  EXPECT_THAT(of(ParseRegions("regions:\n  - {id: CA-AB, name: Alberta}\n", "r.yaml")),
              StartsWith("r.yaml:2: regions.zones: missing"));
  EXPECT_THAT(of(ParsePostalCodes("canada:\n  - {prefixes: \"\", region: CA-AB}\n", "p.yaml")),
              StartsWith("p.yaml:2: canada.prefixes"));
  EXPECT_THAT(
      of(ParsePostalCodes("united_states:\n  - {prefixes: \"10-20\", region: US-NY}\n", "p.yaml")),
      HasSubstr("no list of beginnings"));
  EXPECT_THAT(of(ParsePostalCodes("united_states:\n  - {prefixes: \"100,100\", region: US-NY}\n",
                                  "p.yaml")),
              HasSubstr("there already"));
}

TEST(HolidayData, SlipsNameFileLineAndField) {
  const auto of = [](std::string_view days, std::string_view head = "") {
    const std::string yaml =
        "calendars:\n  - id: CA-XX\n    citation: c\n    as_of: 2026-11-23\n    confidence: T\n" +
        std::string(head) + "    days:\n" + std::string(days);
    const auto parsed = ParseHolidays(yaml, "h.yaml");
    return parsed.ok() ? "no error" : std::string(parsed.status().message());
  };
  EXPECT_EQ(of("      - {name: A, on: \"jan 1\"}\n"), "no error");
  EXPECT_THAT(of("      - {name: A, on: \"january 1\"}\n"),
              StartsWith("h.yaml:7: calendars.days: 'january 1' is no day; write jan 1"));
  EXPECT_THAT(of("      - {name: A, on: \"jan 1\", observed: \"monday\"}\n"), HasSubstr("sun+1"));
  EXPECT_THAT(of("      - {name: A, on: \"jan 1\", years: leap}\n"), HasSubstr("even or odd"));
  EXPECT_THAT(of("      - {name: A, on: \"jan 1\"}\n      - {name: A, on: \"jan 2\"}\n"),
              HasSubstr("in this calendar already"));
  EXPECT_THAT(of("      - {name: A, on: \"jan 1\"}\n", "    like: US-ZZ\n"),
              HasSubstr("no calendar 'US-ZZ' above"));
}

// The built-in data: every region has zones and a rulebook; rows that close holidays have
// calendars.
TEST(PlaceData, WhatShipsIsWhole) {
  EXPECT_EQ(BuiltInRegions().size(), 13U + 50U + 1U + 5U);
  const Rulebooks& books = *BuiltInRulebooks();
  for (const Region& region : BuiltInRegions()) {
    EXPECT_TRUE(!region.id.starts_with("CA-") || books.Find(region.id) != nullptr) << region.id;
    EXPECT_TRUE(books.For(region.id).id().starts_with(region.id.substr(0, 2))) << region.id;
  }
  for (const char* closed : {"CA-BC", "US-AL", "US-LA", "US-PA", "US-RI", "US-UT", "unknown"})
    EXPECT_NE(
        books.For(closed).RowOn(std::chrono::local_days{std::chrono::year{2027} / 1 / 1}).holidays,
        nullptr)
        << closed;
  int closing = 0;
  for (const RulebookRow& row : books.rows()) {
    closing += row.holidays == nullptr ? 0 : 1;
    EXPECT_FALSE(row.confidence.empty()) << row.id;
    // R11: whatever is allowed for an unknown place is allowed everywhere.
    for (std::size_t day = 0; day < 7; ++day) {
      const DayHours strictest = books.unknown().RowOn({}).hours[day];
      if (strictest.closed()) continue;
      EXPECT_LE(row.hours[day].open, strictest.open) << row.id;
      EXPECT_GE(row.hours[day].close, strictest.close) << row.id;
    }
  }
  EXPECT_EQ(closing, 8) << "Pennsylvania has two rows; every other law closes no holiday";
}

// R57: people are written to first in another language only where a law says so.
TEST(PlaceData, OnlyQuebecHasALanguage) {
  for (const Region& region : BuiltInRegions())
    EXPECT_EQ(region.language, region.id == "CA-QC" ? "fr" : "") << region.id;
  const std::shared_ptr<const Places> places = BuiltInPlaces().value();
  const Zone* home = places->FindZone("America/Edmonton");
  const auto language = [&](const PlaceHints& hints) {
    return places->LanguageOf(places->Locate(hints, {&home, 1}));
  };
  EXPECT_EQ(language({.phone = PhoneNumber::Parse("+15145550123").value()}), "fr");
  EXPECT_EQ(language({.phone = PhoneNumber::Parse("+14165550123").value()}), "");
  EXPECT_EQ(language({.phone = PhoneNumber::Parse("+18005550123").value()}), "");
  EXPECT_EQ(language({.postal_code = "H2X 1Y4"}), "fr");
  EXPECT_EQ(language({.region = "CA-NB"}), "") << "two languages: the account's";
}

}  // namespace
}  // namespace textback
