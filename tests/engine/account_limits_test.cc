// R61, R62, R64: what holds an account back, tested as pure changes of its record.
#include "textback/engine/account_limits.h"

#include <gtest/gtest.h>

#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");

Event OfAccount(Instant at, EventBody body) {
  return {.id = EventId::Parse("event").value(),
          .lead = {.account = Northside().id, .phone = {}},
          .at = at,
          .received_at = at,
          .body = std::move(body)};
}

Event Turn(bool on, Instant at, SwitchThrown::Scope scope = SwitchThrown::Scope::kAccount) {
  return OfAccount(at, SwitchThrown{.scope = scope, .on = on});
}

Event Settled(SendOutcome::Kind kind) {
  return OfAccount(kFriday, TextSettled{.outcome = {.kind = kind}});
}

Text Follow(std::uint32_t segments = 1) {
  return {
      .from = Number("+14035550199"), .text_class = TextClass::kProactive, .segments = segments};
}

// R64: the two switches are independent.
TEST(AccountLimits, TwoSwitches) {
  AccountRecord record;
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kNone);
  EXPECT_TRUE(ApplyEvent(record, Turn(true, kFriday), kFriday));
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kAccountOff);
  EXPECT_TRUE(ApplyEvent(record, Turn(true, kFriday + seconds{1}, SwitchThrown::Scope::kEverything),
                         kFriday));
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kAllOff);
  EXPECT_TRUE(ApplyEvent(record, Turn(false, kFriday + seconds{2}), kFriday));
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kAllOff) << "the other one is still on";
  EXPECT_TRUE(ApplyEvent(
      record, Turn(false, kFriday + seconds{3}, SwitchThrown::Scope::kEverything), kFriday));
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kNone);
}

// R64: turning a switch on counts even out of order; turning it off does not.
TEST(AccountLimits, ASwitchThatIsThrownIsNeverOldNews) {
  AccountRecord record;
  ApplyEvent(record, Turn(true, kFriday), kFriday);
  const Event late_off = Turn(false, kFriday - seconds{1});
  EXPECT_TRUE(IsOldNews(record, std::get<SwitchThrown>(late_off.body), late_off.at));
  EXPECT_FALSE(ApplyEvent(record, late_off, kFriday));
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kAccountOff);
  ApplyEvent(record, Turn(false, kFriday + seconds{1}), kFriday);
  EXPECT_TRUE(ApplyEvent(record, Turn(true, kFriday - seconds{5}), kFriday));
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kAccountOff);
}

// R74: a switch event of a lead with a number changes nothing.
TEST(AccountLimits, ALeadHasNoSwitch) {
  AccountRecord record;
  Event wrong = Turn(true, kFriday);
  wrong.lead.phone = Number("+14035550123");
  EXPECT_FALSE(ApplyEvent(record, wrong, kFriday));
  EXPECT_EQ(record, AccountRecord());
}

// R61: after a quarter of an hour one text is tried, and its outcome decides. No outcome decides
// nothing.
TEST(AccountLimits, ARefusedAccountIsTriedOnce) {
  using Kind = SendOutcome::Kind;
  AccountRecord record;
  EXPECT_FALSE(ApplyEvent(record, Settled(Kind::kAccepted), kFriday));
  EXPECT_TRUE(ApplyEvent(record, Settled(Kind::kConfig), kFriday));
  EXPECT_EQ(BrakeOf(record, kFriday + minutes{14}), Brake::kRefused);
  const Instant again = kFriday + minutes{15};
  EXPECT_EQ(BrakeOf(record, again), Brake::kNone);
  CountText(record, Northside(), Follow(), again);
  EXPECT_EQ(BrakeOf(record, again), Brake::kRefused) << "one tries, the others wait";
  EXPECT_FALSE(ApplyEvent(record, Settled(Kind::kAmbiguous), again));
  EXPECT_FALSE(ApplyEvent(record, Settled(Kind::kRetry), again)) << "it may not have got there";
  for (const Kind kind : {Kind::kAccepted, Kind::kOptedOut, Kind::kNotMobile, Kind::kRefused}) {
    AccountRecord tried = record;
    EXPECT_TRUE(ApplyEvent(tried, Settled(kind), again));
    EXPECT_EQ(BrakeOf(tried, again), Brake::kNone);
    CountText(tried, Northside(), Follow(), again);
    EXPECT_EQ(BrakeOf(tried, again), Brake::kNone) << "served again";
  }
}

// R61: a provider that names a time is left alone until then, up to a maximum.
TEST(AccountLimits, ARefusedAccountWaitsAsLongAsItIsTold) {
  const std::pair<Duration, Duration> cases[] = {
      {minutes{5}, minutes{15}}, {hours{2}, hours{2}}, {hours{24 * 3650}, hours{24}}};
  for (const auto& [says, waits] : cases) {
    AccountRecord record;
    Event refused = Settled(SendOutcome::Kind::kConfig);
    std::get<TextSettled>(refused.body).outcome.retry_at = kFriday + says;
    EXPECT_TRUE(ApplyEvent(record, refused, kFriday));
    EXPECT_EQ(record.refused_until, kFriday + waits);
  }
}

// R62: a line is busy as long as its segments take; follow-ups queue, answers do not.
TEST(AccountLimits, ALineTakesTime) {
  Account account = Northside();
  account.line_segments_per_minute = 6;
  AccountRecord record;
  EXPECT_FALSE(TakeSlot(record, account, Follow(2), kFriday).has_value());
  EXPECT_EQ(TakeSlot(record, account, Follow(), kFriday), kFriday + seconds{20});
  EXPECT_EQ(TakeSlot(record, account, Follow(), kFriday), kFriday + seconds{30});
  Text answer = Follow();
  answer.text_class = TextClass::kResponse;
  EXPECT_EQ(TakeSlot(record, account, answer, kFriday), kFriday + seconds{20});
  Text elsewhere = Follow();
  elsewhere.from = Number("+14035550198");
  EXPECT_FALSE(TakeSlot(record, account, elsewhere, kFriday).has_value()) << "another line";
  EXPECT_FALSE(TakeSlot(record, Northside(), Follow(), kFriday).has_value()) << "no rate, no wait";
}

// R62: the account's rate applies to all of its lines together.
TEST(AccountLimits, AnAccountTakesTime) {
  Account account = Northside();
  account.texts_per_minute = 2;
  AccountRecord record;
  EXPECT_FALSE(TakeSlot(record, account, Follow(), kFriday).has_value());
  Text elsewhere = Follow();
  elsewhere.from = Number("+14035550198");
  EXPECT_EQ(TakeSlot(record, account, elsewhere, kFriday), kFriday + seconds{30});
}

// R64: trips at five times the configured usual volume, until the hour is over, once per hour.
TEST(AccountLimits, TheBreakerTrips) {
  Account account = Northside();
  account.texts_per_hour = 4;
  AccountRecord record;
  for (int i = 0; i < 19; ++i) CountText(record, account, Follow(), kFriday);
  EXPECT_EQ(BrakeOf(record, kFriday), Brake::kNone);
  EXPECT_FALSE(AlarmOf(record, kFriday).has_value());
  CountText(record, account, Follow(), kFriday);
  EXPECT_EQ(BrakeOf(record, kFriday + minutes{59}), Brake::kVolume);
  EXPECT_EQ(AlarmOf(record, kFriday), (VolumeAlarm{.texts = 20, .usual = 4}));
  EXPECT_EQ(BrakeOf(record, kFriday + hours{1}), Brake::kNone);
  EXPECT_FALSE(AlarmOf(record, kFriday + hours{1}).has_value());
  Text service = Follow();
  service.text_class = TextClass::kService;
  for (int i = 0; i < 50; ++i) CountText(record, account, service, kFriday + hours{1});
  EXPECT_EQ(BrakeOf(record, kFriday + hours{1}), Brake::kNone) << "service texts don't count";
}

// R64: the usual volume is learned from 24 hours with texts, and forgotten after a week.
TEST(AccountLimits, WhatIsUsualIsLearned) {
  AccountRecord record;
  const auto hour = [&](int n, int texts) {
    for (int i = 0; i < texts; ++i) CountText(record, Northside(), Follow(), kFriday + hours{n});
    return BrakeOf(record, kFriday + hours{n});
  };
  for (int n = 0; n < 24; ++n) EXPECT_EQ(hour(n, n == 23 ? 100 : 2), Brake::kNone) << n;
  // The mean of 23 hours with 2 texts and one with 100 is 6, so the thirtieth text is too many.
  EXPECT_EQ(hour(24, 29), Brake::kNone);
  EXPECT_EQ(hour(24, 1), Brake::kVolume);
  EXPECT_EQ(hour(24 + 170, 500), Brake::kNone) << "a week later nothing is known any more";
}

// ------------------------------------------------------------------------------------------------
// R29: who is away

Event Says(std::string_view person, Instant since, Instant until) {
  return OfAccount(since, AwaySet{{.person = PersonId::Parse(person).value(),
                                   .why = Schedule::kMeeting,
                                   .since = since,
                                   .until = until}});
}

TEST(AccountLimitsTest, TheLastWordOfEachPersonCounts) {
  AccountRecord record;
  const Instant later = kFriday + hours{1};
  EXPECT_TRUE(ApplyEvent(record, Says("pat", kFriday, later), kFriday));
  EXPECT_FALSE(ApplyEvent(record, Says("pat", kFriday, later), kFriday)) << "nothing new";
  EXPECT_TRUE(ApplyEvent(record, Says("kim", kFriday, kNever), kFriday));
  EXPECT_TRUE(ApplyEvent(record, Says("pat", kFriday + seconds{9}, later + hours{2}), kFriday));
  ASSERT_EQ(record.away.size(), 2U);
  EXPECT_EQ(record.away.back().until, later + hours{2});
}

// An older word that arrives late doesn't undo a newer one, also not "back".
TEST(AccountLimitsTest, AnOlderWordIsIgnored) {
  AccountRecord record;
  const Event back = Says("pat", kFriday + hours{1}, kFriday + hours{1});
  const Event away = Says("pat", kFriday, kFriday + hours{9});
  EXPECT_TRUE(ApplyEvent(record, back, kFriday + hours{1}));
  EXPECT_TRUE(IsOldNews(record, std::get<AwaySet>(away.body)));
  EXPECT_FALSE(ApplyEvent(record, away, kFriday + hours{2}));
  EXPECT_FALSE(record.away.front().Covers(kFriday + hours{2}));
}

TEST(AccountLimitsTest, WhatIsLongOverIsForgotten) {
  AccountRecord record;
  ASSERT_TRUE(ApplyEvent(record, Says("pat", kFriday, kFriday + hours{1}), kFriday));
  ASSERT_TRUE(ApplyEvent(record, Says("kim", kFriday + hours{30}, kNever), kFriday + hours{30}));
  ASSERT_EQ(record.away.size(), 1U);
  EXPECT_EQ(record.away.front().person.view(), "kim");
}

// R74: years ahead, or said to a lead: nothing changes.
TEST(AccountLimitsTest, NonsenseAboutBeingAwayIsIgnored) {
  AccountRecord record;
  EXPECT_FALSE(ApplyEvent(record, Says("pat", kFriday, kFriday + hours{24 * 401}), kFriday));
  EXPECT_FALSE(ApplyEvent(record, Says("pat", kFriday, kLatest + hours{1}), kFriday));
  Event lead = Says("pat", kFriday, kNever);
  lead.lead.phone = Number("+14035550123");
  EXPECT_FALSE(ApplyEvent(record, lead, kFriday));
  EXPECT_TRUE(record.away.empty());
}

}  // namespace
}  // namespace textback
