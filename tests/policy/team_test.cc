// R21, R27: who gets which lead, and how the account's hours are counted over nights, weekends and
// clock changes.
#include "textback/policy/team.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "textback/policy/account.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using ::testing::HasSubstr;

Instant At(std::string_view rfc3339) { return ParseRfc3339(rfc3339).value(); }

PhoneNumber Number(std::string_view text) { return PhoneNumber::Parse(text).value(); }

const Zone& Edmonton() {
  static const std::shared_ptr<const Zone> zone = Zone::Load("America/Edmonton").value();
  return *zone;
}

const Zone& NewYork() {
  static const std::shared_ptr<const Zone> zone = Zone::Load("America/New_York").value();
  return *zone;
}

Member Of(std::string_view id, std::vector<TradeId> trades = {},
          std::vector<PhoneNumber> lines = {}) {
  return {
      .id = PersonId::Parse(id).value(), .trades = std::move(trades), .lines = std::move(lines)};
}

LeadId Lead(int i) {
  return {.account = AccountId::Parse("northside").value(),
          .phone =
              PhoneNumber::FromPacked(14'030'000'000U + static_cast<std::uint64_t>(i) * 7).value()};
}

constexpr std::string_view kTuesday = "2026-11-24T10:00:00-06:00";

std::string Routed(const std::vector<Member>& team, Inquirer inquirer) {
  if (inquirer.lead.account.empty()) inquirer.lead = Lead(1);
  if (inquirer.at == kNever) inquirer.at = At(kTuesday);
  const Member* member = RouteTo(team, Edmonton(), inquirer);
  return member == nullptr ? "nobody" : std::string(member->id.view());
}

// Monday to Friday 08:00-17:00.
WeekHours OfficeHours() {
  WeekHours week = {};
  for (std::size_t day = 1; day <= 5; ++day) week[day] = {8 * 60, 17 * 60};
  return week;
}

WeekHours EveryDay(int open, int close) {
  WeekHours week;
  week.fill({open, close});
  return week;
}

// ------------------------------------------------------------------------------------------------
// R27: routing

TEST(TeamTest, ATeamOfNobodyTakesNothing) { EXPECT_EQ(Routed({}, {}), "nobody"); }

// R29: whoever is away is passed over, whatever their trade, and counts again afterwards.
TEST(TeamTest, WhoIsAwayIsPassedOver) {
  const std::vector<Member> team = {Of("kim", {TradeId::Of("kitchen")}), Of("bo")};
  const Instant at = At(kTuesday);
  const std::vector<Away> away = {{.person = PersonId::Of("kim"),
                                   .why = Schedule::kMeeting,
                                   .since = at,
                                   .until = at + std::chrono::hours{1}}};
  const auto routed = [&](Duration later) {
    return Routed(team, {.trade = TradeId::Of("kitchen"), .at = at + later, .away = away});
  };
  EXPECT_EQ(routed(Duration{-1}), "kim");
  EXPECT_EQ(routed(Duration{0}), "bo") << "since is inclusive";
  EXPECT_EQ(routed(std::chrono::hours{1} - Duration{1}), "bo");
  EXPECT_EQ(routed(std::chrono::hours{1}), "kim") << "until is exclusive";
}

// R29: "free" is no absence; and better somebody who is away than nobody.
TEST(TeamTest, FreeIsNotAwayAndSomebodyIsBetterThanNobody) {
  const std::vector<Member> team = {Of("kim")};
  const std::vector<Away> away = {{.person = PersonId::Of("kim")}};
  EXPECT_EQ(Routed(team, {.away = away}), "kim");
  const std::vector<Member> two = {Of("kim", {TradeId::Of("kitchen")}), Of("bo")};
  const std::vector<Away> free = {{.person = PersonId::Of("kim"), .why = Schedule::kFree}};
  EXPECT_EQ(Routed(two, {.trade = TradeId::Of("kitchen"), .away = free}), "kim");
}

TEST(TeamTest, TheTradeComesFirst) {
  const std::vector<Member> team = {Of("kim", {TradeId::Of("kitchen")}),
                                    Of("bo", {TradeId::Of("basement")}),
                                    Of("pat", {TradeId::Of("bathroom"), TradeId::Of("kitchen")})};
  EXPECT_EQ(Routed(team, {.trade = TradeId::Of("basement")}), "bo");
  EXPECT_EQ(Routed(team, {.trade = TradeId::Of("bathroom")}), "pat");
}

TEST(TeamTest, WhoNamesTheTradeGoesBeforeWhoTakesAny) {
  EXPECT_EQ(
      Routed({Of("any"), Of("kim", {TradeId::Of("kitchen")})}, {.trade = TradeId::Of("kitchen")}),
      "kim");
  EXPECT_EQ(
      Routed({Of("any"), Of("kim", {TradeId::Of("kitchen")})}, {.trade = TradeId::Of("basement")}),
      "any");
}

// Somebody from the kitchen trade is better than nobody.
TEST(TeamTest, ATradeThatNobodyHasIsPassedOver) {
  EXPECT_EQ(Routed({Of("kim", {TradeId::Of("kitchen")})}, {.trade = TradeId::Of("basement")}),
            "kim");
}

TEST(TeamTest, AnUnknownTradeAsksForNone) {
  std::map<std::string, int> got;
  const std::vector<Member> team = {Of("any"), Of("kim", {TradeId::Of("kitchen")})};
  for (int i = 0; i < 100; ++i) ++got[Routed(team, {.lead = Lead(i)})];
  EXPECT_EQ(got.size(), 2U);
}

TEST(TeamTest, OfThoseOfTheTradeTheLineDecides) {
  const PhoneNumber north = Number("+14035550199");
  const PhoneNumber south = Number("+14035550198");
  const std::vector<Member> team = {Of("kim", {TradeId::Of("kitchen")}, {north}),
                                    Of("lee", {TradeId::Of("kitchen")}, {south}),
                                    Of("bo", {TradeId::Of("basement")}, {north})};
  EXPECT_EQ(Routed(team, {.trade = TradeId::Of("kitchen"), .line = south}), "lee");
  EXPECT_EQ(Routed(team, {.trade = TradeId::Of("kitchen"), .line = north}), "kim");
  // The trade is checked before the line.
  EXPECT_EQ(Routed(team, {.trade = TradeId::Of("basement"), .line = south}), "bo");
  EXPECT_EQ(Routed({Of("any"), Of("kim", {}, {north})}, {.line = north}), "kim");
  EXPECT_EQ(Routed({Of("any"), Of("kim", {}, {north})}, {.line = south}), "any");
}

TEST(TeamTest, OfThoseWhoIsOnCallDecides) {
  std::vector<Member> team = {Of("day"), Of("night")};
  team[0].on_call = EveryDay(8 * 60, 20 * 60);
  team[1].on_call = EveryDay(20 * 60, 24 * 60);
  EXPECT_EQ(Routed(team, {.at = At("2026-11-24T19:59:59-06:00")}), "day");
  EXPECT_EQ(Routed(team, {.at = At("2026-11-24T20:00:00-06:00")}), "night");
  EXPECT_EQ(Routed(team, {.at = At("2026-11-24T23:59:59-06:00")}), "night");
  // Nobody is on call after midnight: that criterion is skipped, and somebody gets the lead.
  EXPECT_NE(Routed(team, {.at = At("2026-11-24T03:00:00-06:00")}), "nobody");
}

// The schedule is in the account's zone: 08:00 in Edmonton is 14:00 UTC.
TEST(TeamTest, OnCallIsOnTheAccountsClock) {
  std::vector<Member> team = {Of("early"), Of("late")};
  team[0].on_call = EveryDay(0, 8 * 60);
  team[1].on_call = EveryDay(8 * 60, 24 * 60);
  EXPECT_EQ(Routed(team, {.at = At("2026-11-24T13:59:59Z")}), "early");
  EXPECT_EQ(Routed(team, {.at = At("2026-11-24T14:00:00Z")}), "late");
}

// A member without a schedule is always on call, and so equal to one who is on call now.
TEST(TeamTest, WithoutAScheduleAPersonIsOnCall) {
  std::vector<Member> team = {Of("always"), Of("weekdays")};
  team[1].on_call = OfficeHours();
  EXPECT_EQ(Routed(team, {.at = At("2026-11-28T10:00:00-06:00")}), "always") << "a Saturday";
}

// A kitchen member who is off duty comes before a basement member on call: a criterion that none of
// the remaining members meets is skipped.
TEST(TeamTest, TheOrderOfCriteriaHolds) {
  std::vector<Member> team = {Of("kim", {TradeId::Of("kitchen")}),
                              Of("bo", {TradeId::Of("basement")})};
  team[0].on_call = OfficeHours();
  EXPECT_EQ(Routed(team, {.trade = TradeId::Of("kitchen"), .at = At("2026-11-28T10:00:00-06:00")}),
            "kim");
}

// ------------------------------------------------------------------------------------------------
// R27: turns

TEST(TeamTest, TurnsAreSpreadEvenlyOverLeads) {
  constexpr int kLeads = 9'000;
  const std::vector<Member> team = {Of("a"), Of("b"), Of("c")};
  std::map<std::string, int> got;
  for (int i = 0; i < kLeads; ++i) ++got[Routed(team, {.lead = Lead(i)})];
  for (const std::string id : {"a", "b", "c"})
    EXPECT_NEAR(got[id], kLeads / 3.0, 5 * std::sqrt(kLeads * (1 / 3.0) * (2 / 3.0))) << id;
}

// R70: by hash, not by counting: a lead gets the same person every time, and the next one in its
// next episode.
TEST(TeamTest, ALeadMeetsTheSamePersonAndTheNextInItsNextEpisode) {
  const std::vector<Member> team = {Of("a"), Of("b"), Of("c")};
  const auto position = [&](int lead, std::uint32_t episode) {
    return Routed(team, {.lead = Lead(lead), .episode = episode})[0] - 'a';
  };
  for (int lead = 0; lead < 50; ++lead) {
    const int first = position(lead, 1);
    EXPECT_EQ(position(lead, 1), first);
    EXPECT_EQ(position(lead, 2), (first + 1) % 3);
    EXPECT_EQ(position(lead, 3), (first + 2) % 3);
  }
}

TEST(TeamTest, TheTurnIsAmongThoseLeft) {
  const std::vector<Member> team = {Of("a", {TradeId::Of("kitchen")}),
                                    Of("b", {TradeId::Of("basement")}),
                                    Of("c", {TradeId::Of("kitchen")})};
  std::map<std::string, int> got;
  for (int i = 0; i < 1'000; ++i)
    ++got[Routed(team, {.lead = Lead(i), .trade = TradeId::Of("kitchen")})];
  EXPECT_EQ(got.size(), 2U);
  EXPECT_NEAR(got["a"], 500, 5 * std::sqrt(250.0));
}

TEST(TeamTest, FindsMembersAndTheOwner) {
  std::vector<Member> team = {Of("a"), Of("b")};
  EXPECT_EQ(OwnerOf(team), nullptr);
  team[1].owner = true;
  EXPECT_EQ(OwnerOf(team), &team[1]);
  EXPECT_EQ(FindMember(team, PersonId::Parse("b").value()), &team[1]);
  EXPECT_EQ(FindMember(team, PersonId::Parse("c").value()), nullptr);
  EXPECT_EQ(FindMember(team, PersonId()), nullptr);
}

// ------------------------------------------------------------------------------------------------
// R21: the account's hours

TEST(TeamTest, HoursBeginWithTheirFirstMinuteAndEndBeforeTheLast) {
  const WeekHours week = OfficeHours();
  EXPECT_FALSE(IsOpen(week, Edmonton(), At("2026-11-24T07:59:59-06:00")));
  EXPECT_TRUE(IsOpen(week, Edmonton(), At("2026-11-24T08:00:00-06:00")));
  EXPECT_TRUE(IsOpen(week, Edmonton(), At("2026-11-24T16:59:59-06:00")));
  EXPECT_FALSE(IsOpen(week, Edmonton(), At("2026-11-24T17:00:00-06:00")));
  EXPECT_FALSE(IsOpen(week, Edmonton(), At("2026-11-28T10:00:00-06:00"))) << "a Saturday";
  EXPECT_TRUE(IsOpen(EveryDay(0, 24 * 60), Edmonton(), At("2026-11-24T23:59:59-06:00")));
}

struct Wait {
  std::string_view from;
  Duration open;
  std::string_view until;
};

void ExpectWaits(const WeekHours& week, const Zone& zone, const std::vector<Wait>& waits) {
  for (const Wait& wait : waits) {
    EXPECT_EQ(FormatRfc3339(AfterOpen(week, zone, At(wait.from), wait.open)),
              FormatRfc3339(At(wait.until)))
        << "from " << wait.from;
  }
}

TEST(TeamTest, HoursAreCountedOverNightsAndWeekends) {
  ExpectWaits(OfficeHours(), Edmonton(),
              {
                  {"2026-11-24T10:00:00-06:00", minutes{15}, "2026-11-24T10:15:00-06:00"},
                  // Until the very end of a day.
                  {"2026-11-24T16:45:00-06:00", minutes{15}, "2026-11-24T17:00:00-06:00"},
                  // Five minutes today, ten tomorrow.
                  {"2026-11-24T16:55:00-06:00", minutes{15}, "2026-11-25T08:10:00-06:00"},
                  {"2026-11-24T17:00:00-06:00", minutes{15}, "2026-11-25T08:15:00-06:00"},
                  {"2026-11-24T21:00:00-06:00", minutes{15}, "2026-11-25T08:15:00-06:00"},
                  {"2026-11-24T03:00:00-06:00", minutes{15}, "2026-11-24T08:15:00-06:00"},
                  // Friday evening to Monday morning.
                  {"2026-11-27T16:30:00-06:00", hours{1}, "2026-11-30T08:30:00-06:00"},
                  {"2026-11-28T12:00:00-06:00", hours{1}, "2026-11-30T09:00:00-06:00"},
                  // A week of 45 hours.
                  {"2026-11-24T08:00:00-06:00", hours{45}, "2026-11-30T17:00:00-06:00"},
              });
}

// Open round the clock: a day has 23 or 25 hours at a clock change, and no hour is missing or
// counted twice.
TEST(TeamTest, DaysOnWhichClocksChangeHaveTheHoursThatPass) {
  ExpectWaits(EveryDay(0, 24 * 60), NewYork(),
              {
                  {"2026-03-08T00:30:00-05:00", hours{3}, "2026-03-08T04:30:00-04:00"},
                  {"2026-03-07T12:00:00-05:00", hours{24}, "2026-03-08T13:00:00-04:00"},
                  {"2026-11-01T00:30:00-04:00", hours{3}, "2026-11-01T02:30:00-05:00"},
                  {"2026-10-31T12:00:00-04:00", hours{24}, "2026-11-01T11:00:00-05:00"},
              });
  // Opening at 02:30, which does not exist on 8 March: it opens when the clock has jumped.
  ExpectWaits(EveryDay(150, 600), NewYork(),
              {{"2026-03-08T00:00:00-05:00", minutes{15}, "2026-03-08T03:15:00-04:00"}});
}

TEST(TeamTest, OfficeHoursAreNineOnEveryDayOfTheYear) {
  for (const std::string_view day : {"2026-03-08", "2026-11-01", "2026-07-01"}) {
    const std::string midnight = std::string(day) + "T05:00:00Z";
    const Instant opens = AfterOpen(EveryDay(480, 1020), NewYork(), At(midnight), Duration{0});
    EXPECT_EQ(AfterOpen(EveryDay(480, 1020), NewYork(), opens, hours{9}), opens + hours{9}) << day;
  }
}

TEST(TeamTest, HoursThatAreClosedForAFortnightNeverCome) {
  EXPECT_EQ(AfterOpen(WeekHours{}, Edmonton(), At(kTuesday), minutes{15}), kNever);
  WeekHours sundays = {};
  sundays[0] = {600, 720};
  EXPECT_EQ(AfterOpen(sundays, Edmonton(), At(kTuesday), hours{3}),
            At("2026-12-06T11:00:00-06:00"));
  EXPECT_EQ(AfterOpen(sundays, Edmonton(), At(kTuesday), hours{10}), kNever);
}

// ------------------------------------------------------------------------------------------------
// CheckTeam

std::string FaultOf(const std::vector<Member>& team) {
  const std::vector<PhoneNumber> lines = {Number("+14035550199")};
  const absl::Status status = CheckTeam(team, lines);
  return status.ok() ? "none" : std::string(status.message());
}

TEST(TeamTest, TeamsThatMakeNoSenseAreRefused) {
  EXPECT_EQ(FaultOf({}), "none");
  EXPECT_EQ(FaultOf({Of("a", {}, {Number("+14035550199")}), Of("b")}), "none");
  EXPECT_THAT(FaultOf({Member{}}), HasSubstr("id: missing"));
  EXPECT_THAT(FaultOf({Of("owner")}), HasSubstr("\"owner\" is no id; mark a member as owner"));
  EXPECT_THAT(FaultOf({Of("a"), Of("b"), Of("a")}), HasSubstr("'a': two members of one id"));
  EXPECT_THAT(FaultOf({Of("a", {}, {Number("+14035550111")})}),
              HasSubstr("'a': lines: not one of the account's lines"));
  std::vector<Member> two = {Of("a"), Of("b")};
  two[0].owner = two[1].owner = true;
  EXPECT_THAT(FaultOf(two), HasSubstr("'b': a second owner; there is one"));
  std::vector<Member> never = {Of("a")};
  never[0].on_call = WeekHours{};
  EXPECT_THAT(FaultOf(never), HasSubstr("'a': on_call: closed all week"));
}

}  // namespace
}  // namespace textback
