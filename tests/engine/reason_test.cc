// R29, R55: text_1 says why nobody answered, true at the time of the call and not of the text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world.h"

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Open on weekdays from 08:00 to 17:00 and on Saturday until noon, in Calgary. Texts may leave
// there until 21:30, at weekends from 10:00 to 18:00.
Account WithHours() {
  Account account = Northside();
  account.hours = {
      {{}, {480, 1020}, {480, 1020}, {480, 1020}, {480, 1020}, {480, 1020}, {480, 720}}};
  return account;
}

// Before the check-ins, after the Monday that follows.
const Instant kEnd = At("2026-11-24T12:00:00-06:00");

struct First {
  std::string body;
  Instant at;
  std::vector<std::string> schedules;  // of the reason that the journal has for it
};

First FirstTextOf(World& world) {
  world.RunUntil(kEnd);
  First first{.body = world.sent().at(0).text.body, .at = world.sent().at(0).at};
  for (const Decision& decision : world.decisions()) {
    for (const Reason& reason : decision.reasons) {
      if (reason.why == Why::kReasonSaid) first.schedules.emplace_back(reason.row);
    }
  }
  return first;
}

First FirstTextAfter(Account account, std::string_view call) {
  World world(std::move(account));
  world.Missed(At(call));
  return FirstTextOf(world);
}

struct Call {
  std::string_view at;
  std::string_view said;
  std::string_view schedule;
};

TEST(ReasonTest, TheAccountsHoursAtTheCallDecide) {
  const std::vector<Call> calls = {
      {"2026-11-20T14:00:00-06:00", "We were on a job site.", "open"},  // Friday
      {"2026-11-20T07:59:59-06:00", "We were closed.", "closed"},       // texted when it is open
      {"2026-11-20T08:00:00-06:00", "We were on a job site.", "open"},  // start inclusive
      {"2026-11-20T16:59:55-06:00", "We were on a job site.", "open"},  // texted after closing
      {"2026-11-20T17:00:00-06:00", "We were closed.", "closed"},       // end exclusive
      {"2026-11-20T20:30:00-06:00", "We were closed.", "closed"},       // texted at once
      {"2026-11-20T23:00:00-06:00", "We were closed.", "closed"},       // texted next morning
      {"2026-11-22T13:00:00-06:00", "We were closed.", "closed"},       // Sunday: a closed day
      {"2026-11-21T11:00:00-06:00", "We were on a job site.", "open"},  // Saturday
  };
  for (const Call& call : calls) {
    const First first = FirstTextAfter(WithHours(), call.at);
    EXPECT_THAT(first.body, HasSubstr(std::string(call.said))) << call.at;
    EXPECT_THAT(first.schedules, ElementsAre(call.schedule)) << call.at;
  }
}

// Hours that nobody gave are a guess: nothing is claimed.
TEST(ReasonTest, WithoutKnownHoursNoReasonIsGiven) {
  const First first = FirstTextAfter(Northside(), "2026-11-20T14:00:00-06:00");
  EXPECT_THAT(first.body, HasSubstr("Sorry we missed your call. What can I help with?"));
  EXPECT_THAT(first.schedules, ElementsAre());
  Account usual = Northside();
  usual.hours_given = true;  // the usual hours, and they are its own
  EXPECT_THAT(FirstTextAfter(usual, "2026-11-20T14:00:00-06:00").schedules, ElementsAre("open"));
}

TEST(ReasonTest, AnAccountHasItsOwnWordsOrNone) {
  Account account = WithHours();
  ASSERT_TRUE(account.reasons.Add("en", Schedule::kOpen, "We were with a client").ok());
  ASSERT_TRUE(account.reasons.Add("en", Schedule::kClosed, "").ok());
  const First open = FirstTextAfter(account, "2026-11-20T14:00:00-06:00");
  EXPECT_THAT(open.body, HasSubstr("call. We were with a client. What"));
  const First closed = FirstTextAfter(account, "2026-11-20T20:30:00-06:00");
  EXPECT_THAT(closed.body, HasSubstr("missed your call. What can I help with?"));
  EXPECT_THAT(closed.schedules, ElementsAre());
}

TEST(ReasonTest, TheReasonIsInTheLanguageOfTheText) {
  Account account = WithHours();
  ASSERT_TRUE(account.reasons.Add("en", Schedule::kOpen, "We were with a client").ok());
  for (const auto& [locale, words] : {std::pair("fr-CA", "On était sur un chantier."),
                                      std::pair("es", "El equipo estaba en una obra.")}) {
    World world(account);
    world.Feed(At("2026-11-20T13:00:00-06:00"), DetailsKnown{{.locale = locale}});
    world.Missed(At("2026-11-20T14:00:00-06:00"));
    EXPECT_THAT(FirstTextOf(world).body, HasSubstr(words));
  }
}

// R4: text_1 answers the latest call.
TEST(ReasonTest, TheLatestCallDecides) {
  World world(WithHours());
  world.Missed(At("2026-11-20T16:59:52-06:00"));
  world.Missed(At("2026-11-20T17:00:01-06:00"));
  const First first = FirstTextOf(world);
  EXPECT_THAT(first.body, HasSubstr("We were closed."));
  EXPECT_EQ(world.sent().size(), 2U) << "text_1 once, then text_2";
}

// Later texts and other inquiries give no reason, whatever a playbook's words are.
TEST(ReasonTest, OnlyTheFirstTextGivesAReason) {
  World world(WithHours());
  world.Missed(At("2026-11-20T14:00:00-06:00"));
  world.RunUntil(At("2026-11-20T20:00:00-06:00"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "text_2"));
  EXPECT_THAT(world.sent()[1].text.body, Not(HasSubstr("job site")));
  World form(WithHours());
  form.Feed(At("2026-11-20T14:00:00-06:00"), FormInquiry{.name = "Sam"});
  EXPECT_THAT(FirstTextOf(form).schedules, ElementsAre());
}

// R70, decision 21: other reasons are other rules.
TEST(ReasonTest, TheRecordOfAPolicyHasTheReasons) {
  Account own = WithHours();
  ASSERT_TRUE(own.reasons.Add("en", Schedule::kOpen, "We were with a client").ok());
  const auto usual = PolicyFor(WithHours());
  EXPECT_NE(PolicyFor(own)->record.fingerprint, usual->record.fingerprint);
  EXPECT_EQ(PolicyFor(WithHours())->record.fingerprint, usual->record.fingerprint);
  Script script = *TwoTextPlaybook().script;
  const auto with = [](Script words) {
    return MakePolicy(WithHours(),
                      FollowUps::Of({TwoTextPlaybook().playbook,
                                     std::make_shared<const Script>(std::move(words))}),
                      BuiltInPlaces().value(), BuiltInReplies())
        .value()
        ->record.fingerprint;
  };
  ASSERT_TRUE(script.reasons().Add("en-GB", Schedule::kOpen, "We were out").ok());
  const std::string first = with(script);
  ASSERT_TRUE(script.reasons().Add("en-GB", Schedule::kClosed, "We were shut").ok());
  EXPECT_NE(with(script), first) << "made in code: written from its values";
}

}  // namespace
}  // namespace textback
