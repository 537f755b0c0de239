// R10-R12: when a text may leave.
#include "textback/policy/sending_window.h"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

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

absl::StatusOr<WindowAnswer> AskAll(const std::vector<const Zone*>& zones,
                                    const std::vector<const RulebookRow*>& rows, Instant at,
                                    HoursKind kind = HoursKind::kShared) {
  std::vector<Rulebook> books;
  for (const RulebookRow* row : rows)
    books.push_back(Rulebook(row->id, {{.until = std::chrono::local_days::max(), .row = row}}));
  std::vector<const Rulebook*> pointers;
  for (const Rulebook& book : books) pointers.push_back(&book);
  return NextAllowed({.zones = zones, .rulebooks = pointers}, kind, at);
}

WindowAnswer Ask(const Zone& zone, const RulebookRow& row, Instant at,
                 HoursKind kind = HoursKind::kShared) {
  return AskAll({&zone}, {&row}, at, kind).value();
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

// R10, R14: if allowed, `next` is now; send_by is the end of the window in both cases.
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

// R12: the opening is computed in local time: 09:00 stays 09:00 across both clock changes.
TEST(SendingWindow, OpeningSurvivesDaylightSaving) {
  const auto zone = Zone::Load("America/Toronto").value();
  RulebookRow row = Canada();
  row.hours.fill({.open = 9 * 60, .close = 21 * 60});
  EXPECT_EQ(Ask(*zone, row, At("2027-03-13T22:00:00-05:00")).next, At("2027-03-14T09:00:00-04:00"));
  EXPECT_EQ(Ask(*zone, row, At("2027-11-06T22:00:00-04:00")).next, At("2027-11-07T09:00:00-05:00"));
}

// R12: windows at 00:00 and 24:00, and inside the hours that are skipped or repeated.
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

// R10: every zone must allow: the last to open and the first to close count.
TEST(SendingWindow, SeveralZonesMustAllAllow) {
  const auto east = Zone::Load("America/St_Johns").value();
  const auto west = Zone::Load("America/Vancouver").value();
  const RulebookRow row = Canada();
  const WindowAnswer answer =
      AskAll({east.get(), west.get()}, {&row}, At("2026-11-20T12:00:00Z")).value();
  EXPECT_EQ(answer.next, At("2026-11-20T09:00:00-07:00"));
  EXPECT_EQ(answer.send_by, At("2026-11-20T21:30:00-03:30"));
}

// R10: windows that never overlap are an error, not an endless loop.
TEST(SendingWindow, WindowsThatNeverMeetAreAnError) {
  const auto zone = Zone::Load("America/Edmonton").value();
  RulebookRow morning = Canada();
  morning.hours.fill({.open = 8 * 60, .close = 9 * 60});
  RulebookRow evening = Canada();
  evening.hours.fill({.open = 20 * 60, .close = 21 * 60});
  EXPECT_EQ(AskAll({zone.get()}, {&morning, &evening}, At("2026-11-20T12:00:00Z")).status().code(),
            absl::StatusCode::kFailedPrecondition);
}

// R10, compared with a slow search: minute by minute over the weeks around both clock changes of
// 2027.
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

// R10, R71: the closed row is named, and whether a holiday closes it.
TEST(SendingWindow, NamesTheRowAndTheHoliday) {
  const auto zone = Zone::Load("America/Vancouver").value();
  RulebookRow bc = Canada();
  bc.id = "CA-BC";
  bc.holidays = std::make_shared<const HolidayCalendar>(
      std::vector{ParseHolidayRule("Christmas Day", "dec 25", "").value()});
  const WindowAnswer christmas = Ask(*zone, bc, At("2026-12-25T12:00:00-07:00"));
  EXPECT_TRUE(christmas.holiday);
  EXPECT_EQ(christmas.row->id, "CA-BC");
  EXPECT_EQ(christmas.next, At("2026-12-26T10:00:00-07:00"));
  EXPECT_FALSE(Ask(*zone, bc, At("2026-12-24T22:00:00-07:00")).holiday);
  EXPECT_FALSE(Ask(*zone, bc, At("2026-12-24T12:00:00-07:00")).holiday);
}

// R10: an account may widen `response` if its law allows; a holiday does not close those hours.
TEST(SendingWindow, HoursThatTheLawLeavesToAnswers) {
  const auto zone = Zone::Load("America/Vancouver").value();
  RulebookRow row = Canada();
  row.response_hours.emplace().fill({.open = 7 * 60, .close = 23 * 60});
  row.holidays = std::make_shared<const HolidayCalendar>(
      std::vector{ParseHolidayRule("Christmas Day", "dec 25", "").value()});
  const Instant late = At("2026-11-20T22:15:00-07:00");
  EXPECT_FALSE(Ask(*zone, row, late).allowed);
  EXPECT_TRUE(Ask(*zone, row, late, HoursKind::kResponse).allowed);
  const Instant christmas = At("2026-12-25T12:00:00-07:00");
  EXPECT_FALSE(Ask(*zone, row, christmas).allowed);
  EXPECT_TRUE(Ask(*zone, row, christmas, HoursKind::kResponse).allowed);
  row.response_hours.reset();
  EXPECT_FALSE(Ask(*zone, row, late, HoursKind::kResponse).allowed);
}

// R10: the recipient's calendar day at the instant of sending decides which row is in force.
TEST(SendingWindow, TheRowInForceOnThatDayCounts) {
  const auto zone = Zone::Load("America/New_York").value();
  RulebookRow before = Canada();
  before.hours.fill({.open = 8 * 60, .close = 21 * 60});
  RulebookRow after = before;
  after.hours.fill({.open = 9 * 60, .close = 19 * 60});
  const std::chrono::local_days change{std::chrono::year{2026} / 10 / 18};
  const Rulebook book("US-PA", {{.until = change, .row = &before},
                                {.until = std::chrono::local_days::max(), .row = &after}});
  const std::array<const Zone*, 1> zones = {zone.get()};
  const std::array<const Rulebook*, 1> books = {&book};
  const auto ask = [&](std::string_view at) {
    return NextAllowed({.zones = zones, .rulebooks = books}, HoursKind::kShared, At(at)).value();
  };
  EXPECT_TRUE(ask("2026-10-17T20:59:59-04:00").allowed);
  EXPECT_EQ(ask("2026-10-17T21:00:00-04:00").next, At("2026-10-18T09:00:00-04:00"));
  EXPECT_FALSE(ask("2026-10-18T08:30:00-04:00").allowed);
  EXPECT_FALSE(ask("2026-10-18T19:00:00-04:00").allowed);
}

// R74: instants outside the tables are an error, not a guess.
TEST(SendingWindow, InstantsOutOfRangeAreRefused) {
  const auto zone = Zone::Load("America/Toronto").value();
  const RulebookRow row = Canada();
  for (const Instant at : {Instant{}, kWindowEarliest - minutes{1}, kWindowLatest, kLatest, kNever,
                           Instant{-hours{24 * 365}}}) {
    EXPECT_EQ(AskAll({zone.get()}, {&row}, at).status().code(), absl::StatusCode::kOutOfRange);
  }
  EXPECT_TRUE(AskAll({zone.get()}, {&row}, kWindowEarliest).ok());
  EXPECT_TRUE(AskAll({zone.get()}, {&row}, kWindowLatest - minutes{1}).ok());
}

// R10, R12, R71: the explanation for people: closed rows first, every row once.
TEST(SendingWindow, ExplainsEveryRow) {
  const auto east = Zone::Load("America/St_Johns").value();
  const auto west = Zone::Load("America/Vancouver").value();
  RulebookRow other = Canada();
  other.id = "US";
  other.hours.fill({.open = 8 * 60, .close = 21 * 60});
  const RulebookRow canada = Canada();
  const Rulebook first("CA", {{.until = std::chrono::local_days::max(), .row = &canada}});
  const Rulebook second("US", {{.until = std::chrono::local_days::max(), .row = &other}});
  const std::array<const Zone*, 2> zones = {east.get(), west.get()};
  const std::array<const Rulebook*, 2> books = {&first, &second};
  const auto explain = [&](std::string_view at) {
    std::vector<std::string> said;
    const Candidates candidates{.zones = zones, .rulebooks = books};
    for (const Reason& reason : ExplainWindow(candidates, HoursKind::kShared, At(at)))
      said.push_back(std::string(SlugOf(reason.why)) + " " + std::string(reason.row));
    return said;
  };
  EXPECT_EQ(explain("2026-11-20T08:30:00-07:00"),
            (std::vector<std::string>{"outside_window CA", "held_to_opening ", "window_open US"}));
  EXPECT_EQ(explain("2026-11-20T12:00:00-07:00"),
            (std::vector<std::string>{"window_open CA", "window_open US"}));
}

}  // namespace
}  // namespace textback
