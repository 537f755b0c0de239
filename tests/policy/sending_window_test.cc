// R10-R12: when a text may leave.
#include "textback/policy/sending_window.h"

#include <gtest/gtest.h>

#include <array>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

Instant At(std::string_view text) { return ParseRfc3339(text).value(); }

RulebookRow Canada() {
  RulebookRow row{.id = "CA", .citation = "a source", .as_of = std::chrono::year{2026} / 11 / 23};
  row.hours.fill({.open = 9 * 60, .close = 21 * 60 + 30});
  row.hours[0] = row.hours[6] = {.open = 10 * 60, .close = 18 * 60};
  return row;
}

WindowAnswer Ask(const Zone& zone, const RulebookRow& row, Instant at) {
  const std::array<const Zone*, 1> zones = {&zone};
  const std::array<const RulebookRow*, 1> rows = {&row};
  return NextAllowed({.zones = zones, .rows = rows}, at).value();
}

// R10: start inclusive, end exclusive, to the millisecond.
TEST(SendingWindow, OpensInclusiveAndClosesExclusive) {
  const auto zone = Zone::Load("America/Edmonton").value();
  const RulebookRow row = Canada();
  EXPECT_FALSE(Ask(*zone, row, At("2026-11-20T08:59:59.999-06:00")).allowed);
  EXPECT_TRUE(Ask(*zone, row, At("2026-11-20T09:00:00-06:00")).allowed);
  EXPECT_TRUE(Ask(*zone, row, At("2026-11-20T21:29:59.999-06:00")).allowed);
  EXPECT_FALSE(Ask(*zone, row, At("2026-11-20T21:30:00-06:00")).allowed);
}

// R10, R14: where allowed, next is now; send_by is the end of the window either way.
TEST(SendingWindow, SaysNextOpeningAndSendBy) {
  const auto zone = Zone::Load("America/Edmonton").value();
  const RulebookRow row = Canada();
  const Instant noon = At("2026-11-20T12:00:00-06:00");
  EXPECT_EQ(Ask(*zone, row, noon).next, noon);
  EXPECT_EQ(Ask(*zone, row, noon).send_by, At("2026-11-20T21:30:00-06:00"));
  const WindowAnswer night =
      Ask(*zone, row, At("2026-11-20T23:00:00-06:00"));  // Friday night: Saturday's hours count
  EXPECT_EQ(night.next, At("2026-11-21T10:00:00-06:00"));
  EXPECT_EQ(night.send_by, At("2026-11-21T18:00:00-06:00"));
}

// R12: the opening is computed on the local calendar: 09:00 stays 09:00 across both changes of the
// clocks.
TEST(SendingWindow, OpeningSurvivesDaylightSaving) {
  const auto zone = Zone::Load("America/Toronto").value();
  RulebookRow row = Canada();
  row.hours.fill({.open = 9 * 60, .close = 21 * 60});
  EXPECT_EQ(Ask(*zone, row, At("2027-03-13T22:00:00-05:00")).next, At("2027-03-14T09:00:00-04:00"));
  EXPECT_EQ(Ask(*zone, row, At("2027-11-06T22:00:00-04:00")).next, At("2027-11-07T09:00:00-05:00"));
}

// R12: windows at 00:00 and 24:00, and inside the hours that are skipped or happen twice.
TEST(SendingWindow, EdgesOfTheDayAndOfTheClockChange) {
  const auto zone = Zone::Load("America/Toronto").value();
  RulebookRow row = Canada();
  row.hours.fill({.open = 0, .close = 24 * 60});
  EXPECT_TRUE(Ask(*zone, row, At("2027-03-14T00:00:00-05:00")).allowed);
  EXPECT_TRUE(Ask(*zone, row, At("2027-03-13T23:59:59.999-05:00")).allowed);
  row.hours.fill({.open = 2 * 60 + 30, .close = 4 * 60});
  EXPECT_EQ(Ask(*zone, row, At("2027-03-14T00:00:00-05:00")).next, At("2027-03-14T03:00:00-04:00"));
  row.hours.fill({.open = 60 + 30, .close = 4 * 60});
  EXPECT_EQ(Ask(*zone, row, At("2027-11-07T00:00:00-04:00")).next, At("2027-11-07T01:30:00-05:00"));
}

// R10: every zone must allow: the last to open, the first to close.
TEST(SendingWindow, SeveralZonesMustAllAllow) {
  const auto east = Zone::Load("America/St_Johns").value();
  const auto west = Zone::Load("America/Vancouver").value();
  const RulebookRow row = Canada();
  const std::array<const Zone*, 2> zones = {east.get(), west.get()};
  const std::array<const RulebookRow*, 1> rows = {&row};
  const WindowAnswer answer =
      NextAllowed({.zones = zones, .rows = rows}, At("2026-11-20T12:00:00Z")).value();
  EXPECT_EQ(answer.next, At("2026-11-20T09:00:00-07:00"));
  EXPECT_EQ(answer.send_by, At("2026-11-20T21:30:00-03:30"));
}

// R10: windows that never meet are an error, never an endless loop.
TEST(SendingWindow, WindowsThatNeverMeetAreAnError) {
  const auto zone = Zone::Load("America/Edmonton").value();
  RulebookRow morning = Canada();
  morning.hours.fill({.open = 8 * 60, .close = 9 * 60});
  RulebookRow evening = Canada();
  evening.hours.fill({.open = 20 * 60, .close = 21 * 60});
  const std::array<const Zone*, 1> zones = {zone.get()};
  const std::array<const RulebookRow*, 2> rows = {&morning, &evening};
  EXPECT_EQ(NextAllowed({.zones = zones, .rows = rows}, At("2026-11-20T12:00:00Z")).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

// R10, against a slow oracle: minute by minute over the weeks around both clock changes of 2027.
TEST(SendingWindow, AgreesWithAMinuteByMinuteSearch) {
  const RulebookRow row = Canada();
  for (const char* name : {"America/St_Johns", "America/Toronto", "America/Edmonton"}) {
    const auto zone = Zone::Load(name).value();
    for (const auto& [from, to] :
         {std::pair(At("2027-03-11T00:00:00Z"), At("2027-03-17T00:00:00Z")),
          std::pair(At("2027-11-04T00:00:00Z"), At("2027-11-10T00:00:00Z"))}) {
      const auto open_at = [&](Instant at) {
        const LocalTime local = zone->ToLocal(at);
        const auto day = std::chrono::floor<std::chrono::days>(local);
        const DayHours& h = row.hours[std::chrono::weekday{day}.c_encoding()];
        const auto minute = std::chrono::floor<minutes>(local - day).count();
        return minute >= h.open && minute < h.close;
      };
      Instant next = kNever;
      for (Instant at = to; at >= from; at -= minutes{1}) {
        if (open_at(at)) next = at;
        if (next == kNever) continue;
        const WindowAnswer answer = Ask(*zone, row, at);
        ASSERT_EQ(answer.allowed, open_at(at)) << name << " " << FormatRfc3339(at);
        ASSERT_EQ(answer.next, next) << name << " " << FormatRfc3339(at);
      }
    }
  }
}

TEST(Rulebook, ChecksItsRows) {
  EXPECT_TRUE(CheckRow(Canada()).ok());
  const auto broken = [](auto mend) {
    RulebookRow row = Canada();
    mend(row);
    return !CheckRow(row).ok();
  };
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours[1] = {.open = 1200, .close = 600}; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours[1] = {.open = 600, .close = 600}; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours[1] = {.open = 600, .close = 1500}; }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.hours.fill({}); }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.citation.clear(); }));
  EXPECT_TRUE(broken([](RulebookRow& r) { r.cap_per_day = 9; }));
}

TEST(Rulebook, FindsTheRowOfARegionOfItsCountryOrTheFirst) {
  RulebookRow bc = Canada();
  bc.id = "CA-BC";
  const Rulebook rulebook({Canada(), bc});
  EXPECT_EQ(rulebook.RowFor("CA-BC").id, "CA-BC");
  EXPECT_EQ(rulebook.RowFor("CA-AB").id, "CA");
  EXPECT_EQ(rulebook.RowFor("").id, "CA");
}

}  // namespace
}  // namespace textback
