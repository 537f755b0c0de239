// R29: who is away is passed over, comes back by itself, and text_1 says why nobody answered (R55).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "textback/config/account_yaml.h"
#include "textback/engine/account_limits.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

const Instant kMonday = At("2026-11-23T10:00:00-06:00");
const PersonId kAlex = PersonId::Of("alex");
const PersonId kPat = PersonId::Of("pat");

Account Two() {
  Account account = Northside();
  account.team = {{.id = kAlex, .name = "Alex", .owner = true},
                  {.id = kPat, .name = "Pat", .trades = {TradeId::Of("kitchen")}}};
  return account;
}

Away Gone(const PersonId& person, Instant until, Schedule why = Schedule::kAway) {
  return {.person = person, .why = why, .since = kMonday - hours{1}, .until = until};
}

World With(Account account, std::vector<Away> away) {
  account.away = std::move(away);
  return World(PolicyFor(std::move(account)));
}

std::vector<std::string> ToldOf(const Decision& decision, Task::Kind kind) {
  std::vector<std::string> people;
  for (const Task& task : decision.tasks) {
    if (task.kind == kind) people.push_back(task.to);
  }
  return people;
}

std::vector<std::string> Slugs(const Decision& decision) {
  std::vector<std::string> slugs;
  for (const Reason& reason : decision.reasons) {
    slugs.push_back(std::string(SlugOf(reason.why)) +
                    (reason.row.empty() ? "" : " " + std::string(reason.row)));
  }
  return slugs;
}

Decision ReplyAt(World& world, Instant at) { return world.Feed(at, TextIn{.body = "Hello there"}); }

// A missed call about a kitchen, for which Pat is the one.
void CallAboutKitchen(World& world, Instant at) {
  world.Feed(at - minutes{1}, DetailsKnown{{.name = "Dana", .trade = TradeId::Of("kitchen")}});
  world.Missed(at);
}

TEST(AwayTest, ANewLeadGoesToSomebodyWhoIsThere) {
  World world = With(Two(), {Gone(kPat, kMonday + hours{6})});
  CallAboutKitchen(world, kMonday);
  const Decision decision = ReplyAt(world, kMonday + minutes{5});
  EXPECT_THAT(ToldOf(decision, Task::Kind::kReply), Contains("alex"));
  EXPECT_THAT(Slugs(decision), Contains("passed_over pat"));
}

TEST(AwayTest, TheyAreBackByThemselves) {
  World world = With(Two(), {Gone(kPat, kMonday + minutes{4})});
  CallAboutKitchen(world, kMonday);
  const Decision decision = ReplyAt(world, kMonday + minutes{5});
  EXPECT_THAT(ToldOf(decision, Task::Kind::kReply), Contains("pat"));
  EXPECT_THAT(Slugs(decision), Not(Contains("passed_over pat")));
}

// A lead that somebody has taken stays theirs; meanwhile whoever is there is told.
TEST(AwayTest, ATakenLeadStaysTheirs) {
  World world =
      With(Two(), {{.person = kPat, .since = kMonday + hours{1}, .until = kMonday + hours{2}}});
  CallAboutKitchen(world, kMonday);
  world.Feed(kMonday + minutes{10}, LeadClaimed{.person = kPat});
  EXPECT_THAT(ToldOf(ReplyAt(world, kMonday + minutes{70}), Task::Kind::kReply), Contains("alex"));
  EXPECT_EQ(world.state().attention.assigned, kPat);
  EXPECT_TRUE(world.state().attention.taken);
  EXPECT_THAT(
      ToldOf(world.Feed(kMonday + hours{3}, TextIn{.body = "Are you there"}), Task::Kind::kReply),
      Contains("pat"));
}

TEST(AwayTest, WhereAllAreAwaySomebodyIsTold) {
  World world = With(Two(), {Gone(kPat, kNever), Gone(kAlex, kNever)});
  CallAboutKitchen(world, kMonday);
  EXPECT_THAT(ToldOf(ReplyAt(world, kMonday + minutes{5}), Task::Kind::kReply), Contains("pat"));
}

// Nobody is passed over who is there, and nobody's leads move because a third person is away.
TEST(AwayTest, OnlyLeadsOfWhoIsAwayMove) {
  Account account = Northside();
  for (const char* id : {"ann", "bob", "cas"})
    account.team.push_back({.id = PersonId::Parse(id).value()});
  const PersonId bob = PersonId::Of("bob");
  int moved = 0;
  for (int i = 0; i < 60; ++i) {
    const PhoneNumber phone =
        PhoneNumber::FromPacked(14'035'550'100ULL + static_cast<std::uint64_t>(i)).value();
    const auto told = [&](std::vector<Away> away, bool* passed) {
      Account with = account;
      with.away = std::move(away);
      World world(PolicyFor(with), phone);
      world.Missed(kMonday);
      const Decision decision = ReplyAt(world, kMonday + minutes{5});
      const std::vector<std::string> slugs = Slugs(decision);
      *passed = std::find(slugs.begin(), slugs.end(), "passed_over bob") != slugs.end();
      return ToldOf(decision, Task::Kind::kReply).front();
    };
    bool passed = false;
    const std::string usual = told({}, &passed);
    EXPECT_FALSE(passed);
    const std::string now = told({Gone(bob, kNever)}, &passed);
    EXPECT_EQ(passed, usual == "bob");
    if (usual == "bob") {
      EXPECT_NE(now, "bob");
      ++moved;
    } else {
      EXPECT_EQ(now, usual);
    }
  }
  EXPECT_GT(moved, 5);
}

// Nobody is there: the holder is told, not somebody else who is away too.
TEST(AwayTest, ATakenLeadStaysWithItsHolderWhereAllAreAway) {
  for (const std::vector<Away>& away :
       {std::vector<Away>{Gone(kPat, kNever), Gone(kAlex, kNever)}, {Gone({}, kNever)}}) {
    World world = With(Two(), away);
    CallAboutKitchen(world, kMonday);
    world.Feed(kMonday + minutes{10}, LeadClaimed{.person = kAlex});
    const Decision decision = ReplyAt(world, kMonday + minutes{20});
    EXPECT_THAT(ToldOf(decision, Task::Kind::kReply), Contains("alex"));
    EXPECT_THAT(Slugs(decision), Not(Contains(HasSubstr("passed_over"))));
  }
}

// R39: an emergency is for everybody who is there; if nobody is, for everybody.
TEST(AwayTest, EmergenciesGoToWhoIsThere) {
  const TextIn flood{.body = "Water is pouring through the ceiling, it is flooding!"};
  World one = With(Two(), {Gone(kPat, kNever)});
  one.Missed(kMonday);
  EXPECT_EQ(ToldOf(one.Feed(kMonday + minutes{5}, flood), Task::Kind::kEmergency),
            std::vector<std::string>{"alex"});
  World all = With(Two(), {Gone(kPat, kNever), Gone(kAlex, kNever)});
  all.Missed(kMonday);
  EXPECT_EQ(ToldOf(all.Feed(kMonday + minutes{5}, flood), Task::Kind::kEmergency),
            (std::vector<std::string>{"alex", "pat"}));
}

std::string FirstText(World world, Instant at) {
  world.Missed(at);
  world.RunUntil(at + minutes{5});
  return world.sent().empty() ? "none" : world.sent().front().text.body;
}

// R55: the reason is that of the moment of the call.
TEST(AwayTest, TheReasonIsThatOfTheCall) {
  const Instant noon = kMonday + hours{2};
  EXPECT_THAT(FirstText(With(Two(), {Gone({}, noon, Schedule::kMeeting)}), kMonday),
              HasSubstr("We were with a customer."));
  EXPECT_THAT(FirstText(With(Two(), {Gone({}, noon, Schedule::kOpen)}), kMonday),
              HasSubstr("We were on a job site."));
  EXPECT_THAT(FirstText(With(Two(), {Gone({}, noon)}), noon), Not(HasSubstr("We were")))
      << "they are back, and no hours are known";
  // One of two is away: the account isn't.
  EXPECT_THAT(FirstText(With(Two(), {Gone(kPat, noon, Schedule::kMeeting)}), kMonday),
              Not(HasSubstr("We were")));
  EXPECT_THAT(
      FirstText(With(Two(), {Gone(kPat, noon), Gone(kAlex, noon, Schedule::kMeeting)}), kMonday),
      HasSubstr("We were with a customer."))
      << "the owner's reason";
}

TEST(AwayTest, TheReasonIsThatOfThoseWhoCouldHaveAnswered) {
  const Instant noon = kMonday + hours{2};
  // The owner alone is away: somebody else could have answered.
  EXPECT_THAT(FirstText(With(Two(), {Gone(kAlex, noon, Schedule::kMeeting)}), kMonday),
              Not(HasSubstr("We were")));
  // The owner's reason counts wherever in the team they stand.
  Account turned = Two();
  std::swap(turned.team.front(), turned.team.back());
  EXPECT_THAT(
      FirstText(With(turned, {Gone(kPat, noon), Gone(kAlex, noon, Schedule::kMeeting)}), kMonday),
      HasSubstr("We were with a customer."));
  // The only one on call is away.
  Account nights = Two();
  WeekHours evening;
  evening.fill({20 * 60, 22 * 60});
  nights.team.front().on_call = evening;
  EXPECT_THAT(FirstText(With(nights, {Gone(kPat, noon, Schedule::kMeeting)}), kMonday),
              HasSubstr("We were with a customer."));
}

TEST(AwayTest, TheWeekHasSituations) {
  Account account = Two();
  account.hours_given = true;
  WeekHours morning = {};
  morning[1] = {10 * 60, 11 * 60};
  WeekHours noon = {};
  noon[1] = {12 * 60, 13 * 60};
  account.situations = {{Schedule::kMeeting, morning}, {Schedule::kFree, noon}};
  ASSERT_TRUE(CheckAccount(account).ok()) << CheckAccount(account);
  EXPECT_THAT(FirstText(World(account), kMonday), HasSubstr("We were with a customer."));
  EXPECT_THAT(FirstText(World(account), kMonday + hours{1}), HasSubstr("We were on a job site."));
  EXPECT_THAT(FirstText(World(account), kMonday + hours{2}), Not(HasSubstr("We were")))
      << "free: no reason";
  account.situations.push_back({Schedule::kClosed, morning});
  EXPECT_THAT(std::string(CheckAccount(account).message()), HasSubstr("share an hour"));
}

// ------------------------------------------------------------------------------------------------
// the event

TEST(AwayTest, TheWordIsNoted) {
  World account(PolicyFor(Two()), PhoneNumber());
  const auto says = [&](AwaySet set) { return Slugs(account.Feed(kMonday, set)); };
  EXPECT_THAT(says({Gone(kPat, kMonday + hours{2})}), Contains("away_said pat"));
  EXPECT_THAT(says({Gone({}, kNever)}), Contains("away_said"));
  EXPECT_THAT(says({{.person = kPat, .since = kMonday, .until = kMonday}}),
              Contains("back_said pat"));
  EXPECT_THAT(says({.away = Gone(kPat, kNever), .outdated = true}), Contains("out_of_order"));
  EXPECT_THAT(says({Gone(PersonId::Of("nobody"), kNever)}), Contains("unknown_person"));
  EXPECT_THAT(says({Gone(kPat, kMonday + hours{24 * 500})}), Contains("implausible_time"));
  World lead(PolicyFor(Two()));
  EXPECT_THAT(Slugs(lead.Feed(kMonday, AwaySet{Gone(kPat, kNever)})), Contains("out_of_order"));
}

// R72: the journal names other rules while somebody is away, and the same ones afterwards.
TEST(AwayTest, TheRulesSayWhoIsAway) {
  const std::shared_ptr<const Policy> policy = PolicyFor(Two());
  AccountRecord record{.account = policy->account.id};
  EXPECT_EQ(WithFacts(policy, record), policy);
  record.away = {Gone(kPat, kMonday + hours{2})};
  const std::shared_ptr<const Policy> with = WithFacts(policy, record);
  EXPECT_NE(with->record.fingerprint, policy->record.fingerprint);
  EXPECT_TRUE(with->account.IsAway(kPat, kMonday));
  EXPECT_EQ(WithFacts(policy, record)->record.fingerprint, with->record.fingerprint);
  EXPECT_THAT(with->record.sources.front()->text, HasSubstr("person: \"pat\""));
  record.away = {{.person = kPat, .since = kMonday, .until = kMonday}};
  EXPECT_EQ(WithFacts(policy, record), policy) << "back";
  record.away = {Gone(PersonId::Of("nobody"), kNever)};
  EXPECT_EQ(WithFacts(policy, record), policy) << "not in the team, or not any more";
  record.away = {Gone({}, kMonday + hours{2})};
  EXPECT_TRUE(WithFacts(policy, record)->account.IsAway(kPat, kMonday)) << "everybody";
}

// R71, R72: the account that the journal keeps reads back as the one that was decided under.
TEST(AwayTest, TheRecordedAccountIsRead) {
  const std::shared_ptr<const Policy> policy = PolicyFor(Two());
  const AccountRecord record{
      .account = policy->account.id,
      .away = {Gone(kPat, kMonday + Duration{1234}), Gone(PersonId::Of("nobody"), kNever),
               Gone({}, kNever, Schedule::kClosed)}};
  const std::shared_ptr<const Policy> with = WithFacts(policy, record);
  const auto read = ParseAccounts(with->record.sources.front()->text, "recorded.yaml");
  ASSERT_TRUE(read.ok()) << read.status();
  EXPECT_EQ(read->front().away, with->account.away);
  EXPECT_EQ(AccountYaml(read->front()), AccountYaml(with->account));
}

}  // namespace
}  // namespace textback
