// R37: the lead names a time at which they want to hear from us.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.h"

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Instant kFriday = At("2026-11-20T10:00:00-06:00");
const Instant kWrote = kFriday + minutes{5};
// "next month" is the same day of it; without an hour it is ten o'clock.
const Instant kNextMonth = At("2026-12-20T10:00:00-06:00");
constexpr const char* kLater = "Not now, text me next month please";

World Greeted(Account account = Northside()) {
  World world(std::move(account));
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  return world;
}

World Asked(Account account = Northside()) {
  World world = Greeted(std::move(account));
  world.Feed(kWrote, TextIn{.body = kLater});
  return world;
}

std::vector<ConsentEntry> Requests(const World& world) {
  std::vector<ConsentEntry> entries;
  for (const Decision& decision : world.decisions()) {
    for (const ConsentEntry& entry : decision.consent) {
      if (entry.basis == Basis::kRequest) entries.push_back(entry);
    }
  }
  return entries;
}

TEST(Request, EndsAutomationAndTellsAPersonWhen) {
  World world = Greeted();
  const Decision decision = world.Feed(kWrote, TextIn{.body = kLater});
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kReply);
  EXPECT_EQ(decision.tasks[0].quote, kLater);
  EXPECT_THAT(decision.tasks[0].detail,
              AllOf(HasSubstr("2026-12-20 10:00"), HasSubstr("text me next month"),
                    HasSubstr("one text goes then")));
  EXPECT_TRUE(Has(decision, Why::kAsksForTime));
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_EQ(world.state().request.at, kNextMonth);
  // R41: their own words are the evidence.
  ASSERT_EQ(Requests(world).size(), 1U);
  EXPECT_THAT(Requests(world)[0].evidence, HasSubstr("text me next month"));
  world.RunUntil(kNextMonth - minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  EXPECT_THAT(world.Tasks(), Not(Contains("nudge"))) << "R21: they don't wait for us";
}

TEST(Request, OneTextGoesThen) {
  World world = Asked();
  world.RunUntil(kNextMonth + days{2});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "as_asked"));
  const Text& text = world.sent()[1].text;
  EXPECT_EQ(world.sent()[1].at, kNextMonth);
  EXPECT_EQ(text.basis, Basis::kRequest) << "R40: in the cautious reading too";
  EXPECT_EQ(text.text_class, TextClass::kProactive);
  EXPECT_THAT(text.body, AllOf(HasSubstr("You asked me"), HasSubstr("Reply STOP")));
  // R41: used up.
  ASSERT_EQ(Requests(world).size(), 2U);
  EXPECT_TRUE(Requests(world)[1].withdrawn);
  EXPECT_FALSE(world.state().consent.Holds(Basis::kRequest, kNextMonth + days{1}));
}

// R25: after it the long follow-up goes on by its own rule, with its own basis.
TEST(Request, TheLongFollowUpWaitsForIt) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  World world = Greeted(account);
  world.Feed(kWrote, TextIn{.body = kLater});
  world.Feed(kWrote + minutes{5}, PersonText{});
  world.RunUntil(kNextMonth - minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1")) << "three silent days are what they want";
  World untouched = Asked(account);
  untouched.RunUntil(kNextMonth + days{30});
  EXPECT_THAT(untouched.StepsSent(), ElementsAre("text_1", "as_asked", "check_in_1", "check_in_2"));
}

TEST(Request, TheWindowHoldsIt) {
  World world = Greeted();
  world.Feed(kWrote, TextIn{.body = "text me tomorrow at 8am"});  // Saturday opens at 10:00
  world.RunUntil(kFriday + days{2});
  ASSERT_THAT(world.StepsSent(), ElementsAre("text_1", "as_asked"));
  EXPECT_GE(world.sent()[1].at, At("2026-11-21T10:00:00-06:00"));
  EXPECT_LT(world.sent()[1].at, At("2026-11-21T10:15:00-06:00"));
  EXPECT_THAT(world.Notes(), Contains("held as_asked"));
}

// A person acts, or the lead says something else: no text goes, and a person is told at that time.
TEST(Request, AfterANewerWordAPersonIsToldInstead) {
  const std::vector<std::pair<const char*, EventBody>> kActs = {
      {"a person's text", PersonText{}},
      {"a talk", AnsweredCall{}},
      {"a claim", LeadClaimed{.person = PersonId::Parse("dana").value()}},
      {"another reply", TextIn{.body = "is the granite still in stock?"}},
      {"another call", MissedCall{.line = Number("+14035550199")}}};
  for (const auto& [name, act] : kActs) {
    World world = Asked();
    world.Feed(kWrote + hours{3}, act);
    EXPECT_TRUE(world.state().request.by_person) << name;
    EXPECT_FALSE(world.state().consent.Holds(Basis::kRequest, kNextMonth)) << name;
    const std::size_t before = world.Tasks().size();
    world.RunUntil(kNextMonth);
    EXPECT_THAT(world.StepsSent(), ElementsAre("text_1")) << name;
    ASSERT_GT(world.Tasks().size(), before) << name;
    const std::vector<Task>& told = world.last().tasks;
    ASSERT_FALSE(told.empty()) << name;
    EXPECT_THAT(told[0].detail, HasSubstr("asked to be texted now")) << name;
    EXPECT_NE(world.state().attention.waits_since, kNever) << "R21, " << name;
  }
}

TEST(Request, ANewerTimeReplacesIt) {
  World world = Asked();
  world.Feed(kWrote + hours{1}, TextIn{.body = "actually text me tomorrow at noon"});
  EXPECT_EQ(world.state().request.at, At("2026-11-21T12:00:00-06:00"));
  EXPECT_FALSE(world.state().request.by_person);
  world.RunUntil(kNextMonth + days{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "as_asked"));
}

TEST(Request, StopAnOutcomeAndAWrongNumberForgetIt) {
  const std::vector<EventBody> kEnds = {
      TextIn{.body = "STOP"}, TextIn{.body = "wrong number"},
      TextIn{.body = "please no texts after nine"},
      OutcomeReported{.outcome = OutcomeReported::Outcome::kBooked},
      OutcomeReported{.outcome = OutcomeReported::Outcome::kLost}};
  for (const EventBody& end : kEnds) {
    World world = Asked();
    world.Feed(kWrote + hours{1}, end);
    EXPECT_EQ(world.state().request, Request{}) << end.index();
    world.RunUntil(kNextMonth + days{1});
    EXPECT_THAT(world.StepsSent(), Not(Contains("as_asked"))) << end.index();
  }
}

TEST(Request, HelpAndAMachineChangeNothing) {
  World world = Asked();
  world.Feed(kWrote + hours{1}, TextIn{.body = "HELP"});
  world.Feed(kWrote + hours{2}, TextIn{.body = "Automatic reply: I am out of the office."});
  EXPECT_EQ(world.state().request.at, kNextMonth);
  world.RunUntil(kNextMonth);
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "help_answer", "as_asked"));
}

TEST(Request, ACallIsACall) {
  World world = Greeted();
  const Decision decision = world.Feed(kWrote, TextIn{.body = "call me Tuesday morning"});
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("2026-11-24 10:00"));
  EXPECT_TRUE(world.state().request.call);
  world.Feed(kWrote + hours{1}, PersonText{});
  world.RunUntil(At("2026-11-24T10:00:00-06:00"));
  EXPECT_EQ(world.last().tasks.at(0).kind, Task::Kind::kCallBack);
}

TEST(Request, AnUnclearTimeIsATask) {
  World world = Greeted();
  const Decision decision = world.Feed(kWrote, TextIn{.body = "maybe later, I'll see"});
  EXPECT_TRUE(Has(decision, Why::kNoTimeToRead));
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("no time can be read"));
  EXPECT_EQ(world.state().request, Request{});
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.Tasks(), Contains("nudge"));
}

TEST(Request, TheTimeOfAVisitIsTold) {
  World world = Greeted();
  const Decision decision = world.Feed(kWrote, TextIn{.body = "can you come by Tuesday at 9?"});
  EXPECT_THAT(decision.tasks[0].detail,
              AllOf(HasSubstr("2026-11-24 09:00"), Not(HasSubstr("one text goes"))));
  EXPECT_EQ(world.state().request, Request{});
}

TEST(Request, WithoutAnEpisodeNoPlaybookBegins) {
  Account account = Northside();
  account.answer_texts = true;
  World world(account);
  world.Feed(kWrote, TextIn{.body = kLater});
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  world.RunUntil(kNextMonth + hours{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("as_asked"));
}

// R60, R61
TEST(Request, WhatTheCarrierSays) {
  using Kind = SendOutcome::Kind;
  World retried = Asked();
  retried.outcomes = {{.kind = Kind::kRetry}, {.kind = Kind::kRetry}};
  retried.RunUntil(kNextMonth + hours{1});
  EXPECT_THAT(retried.StepsSent(), ElementsAre("text_1", "as_asked"));
  EXPECT_EQ(retried.sent()[1].text.key.attempt, 3U) << "each text has its own key";

  World never = Asked();
  never.outcomes.assign(9, {.kind = Kind::kRetry});
  never.RunUntil(kNextMonth + days{1});
  EXPECT_THAT(never.StepsSent(), ElementsAre("text_1"));
  EXPECT_EQ(never.state().request.at, kNever);
  EXPECT_NE(never.state().attention.waits_since, kNever) << "a person does it";

  World unsure = Asked();
  unsure.outcomes = {{.kind = Kind::kAmbiguous}};
  unsure.RunUntil(kNextMonth + days{5});
  EXPECT_THAT(unsure.Tasks(), Contains("unsure"));
  EXPECT_THAT(unsure.StepsSent(), ElementsAre("text_1")) << "never a second time";

  World refused = Asked();
  refused.outcomes = {{.kind = Kind::kNotMobile}};
  refused.RunUntil(kNextMonth + days{5});
  EXPECT_TRUE(refused.state().marks.refused);

  World opted_out = Asked();
  opted_out.outcomes = {{.kind = Kind::kOptedOut}};
  opted_out.RunUntil(kNextMonth + days{5});
  EXPECT_TRUE(opted_out.state().marks.opted_out);
}

// R20: they write while the text is on its way.
TEST(Request, ItIsTakenBackWhileItIsOut) {
  World world = Asked();
  world.settle_at_once = false;
  world.RunUntil(kNextMonth);
  ASSERT_TRUE(world.last().text.has_value());
  const Text text = *world.last().text;
  const Decision decision = world.Deliver(kNextMonth, TextIn{.body = "hi, are you there?"});
  EXPECT_TRUE(decision.withdraw);
  EXPECT_TRUE(world.state().out.empty());
  // It had left all the same: it counts, and no second one goes.
  world.Settle(text, {.kind = SendOutcome::Kind::kAccepted});
  world.RunUntil(kNextMonth + days{10});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1", "as_asked"));
}

// R63: a person gets it as a ready text.
TEST(Request, OnAManualAccountAPersonSendsIt) {
  Account account = Northside();
  account.mode = Mode::kManual;
  World world(account);
  world.Feed(kWrote, TextIn{.body = kLater});
  world.RunUntil(kNextMonth);
  ASSERT_TRUE(world.state().out.is_requested());
  ASSERT_FALSE(world.last().tasks.empty());
  EXPECT_EQ(world.last().tasks.back().kind, Task::Kind::kSendText);
  world.RunUntil(kNextMonth + days{2});
  EXPECT_TRUE(world.state().out.empty());
  EXPECT_NE(world.state().attention.waits_since, kNever) << "nobody sent it: told again";
}

// The clock is the lead's: of several that are possible the latest counts.
TEST(Request, ReadOnTheClockOfTheLead) {
  World world(Northside(), Number("+16045550123"));  // Vancouver
  world.Feed(kWrote, TextIn{.body = "text me tomorrow at 2pm"});
  EXPECT_EQ(world.state().request.at, At("2026-11-21T14:00:00-07:00"));
}

constexpr const char* kNoon = "text me tomorrow at noon";
const Instant kTomorrowNoon = At("2026-11-21T12:00:00-06:00");

World AskedForNoon(Account account = Northside(), PhoneNumber phone = Number("+14035550123")) {
  World world(std::move(account), phone);
  world.Feed(kWrote, TextIn{.body = kNoon});
  return world;
}

// R28, R32, R36: a person has to look first, and no text of ours may wait meanwhile.
TEST(Request, NothingIsPlannedBeforeAPersonHasLooked) {
  const std::vector<const char*> kWords = {"stop texting me after 9pm", "wrong number"};
  for (const char* words : kWords) {
    World world = Greeted();
    world.Feed(kWrote - minutes{1}, TextIn{.body = words});
    const Decision decision = world.Feed(kWrote, TextIn{.body = kNoon});
    EXPECT_EQ(world.state().request, Request{}) << words;
    EXPECT_NE(world.state().attention.waits_since, kNever) << words;
    EXPECT_THAT(decision.tasks.at(0).detail, Not(HasSubstr("one text goes"))) << words;
  }
  World looped = Greeted();
  for (int i = 0; i < 3; ++i) looped.Feed(kWrote + minutes{i}, TextIn{.body = "ok"});
  ASSERT_TRUE(looped.state().loop.alarm);
  looped.Feed(kWrote + minutes{4}, TextIn{.body = kNoon});
  EXPECT_EQ(looped.state().request, Request{});
}

// R2: nothing goes there, so a person does it at that time.
TEST(Request, ANumberThatIsNeverTextedIsAPersons) {
  World world = AskedForNoon(Northside(), Number("+19005550123"));
  EXPECT_TRUE(world.state().request.by_person);
  world.RunUntil(kTomorrowNoon);
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  EXPECT_THAT(world.last().tasks.at(0).detail, HasSubstr("asked to be texted now"));
}

// R8: perhaps a person has just spoken with them.
TEST(Request, AnUnclearCallLeavesItToAPerson) {
  World world = AskedForNoon();
  world.Feed(kWrote + minutes{5}, UnclearCall{.line = Number("+14035550199")});
  EXPECT_TRUE(world.state().request.by_person);
}

// R9, R32
TEST(Request, AMessageAgainstTextsForgetsIt) {
  World world = AskedForNoon();
  world.Feed(kWrote + hours{1}, Voicemail{.line = Number("+14035550199"),
                                          .length = std::chrono::seconds{20},
                                          .transcript = "Please stop texting me."});
  EXPECT_TRUE(world.state().marks.doubtful);
  EXPECT_EQ(world.state().request, Request{});
}

TEST(Request, WhoCannotBeTextedWaitsForAPerson) {
  World world = AskedForNoon();
  world.outcomes = {{.kind = SendOutcome::Kind::kNotMobile}};
  world.RunUntil(kTomorrowNoon);
  EXPECT_THAT(world.Tasks(), Contains("call_back"));
  EXPECT_EQ(world.state().attention.waits_since, kTomorrowNoon);
}

// R61: also at the last attempt.
TEST(Request, OurAccountIsMended) {
  using Kind = SendOutcome::Kind;
  World world = AskedForNoon();
  world.outcomes.assign(4, {.kind = Kind::kRetry});
  world.outcomes.push_back({.kind = Kind::kConfig});
  world.RunUntil(kTomorrowNoon + hours{2});
  EXPECT_THAT(world.Tasks(), Contains("mend_account"));
  EXPECT_THAT(world.StepsSent(), IsEmpty());
}

// R41, R60: it is out, and something is said.
TEST(Request, WhatIsTakenBackIsNoBasisAnyMore) {
  World world = AskedForNoon();
  world.settle_at_once = false;
  world.RunUntil(kTomorrowNoon);
  const Text text = *world.last().text;
  world.Deliver(kTomorrowNoon, TextIn{.body = "HELP"});
  world.Deliver(kTomorrowNoon, MissedCall{.line = Number("+14035550199")});
  EXPECT_FALSE(world.state().consent.Holds(Basis::kRequest, kTomorrowNoon));
  EXPECT_EQ(world.state().wake_at, kTomorrowNoon) << "the answer to HELP is due";
  world.Settle(text, {.kind = SendOutcome::Kind::kAmbiguous});
  EXPECT_THAT(world.Tasks(), Contains("unsure"));
}

// R60: "try later", and then it left after all.
TEST(Request, WhatLeftAfterAllIsNotSentAgain) {
  World world = AskedForNoon();
  world.settle_at_once = false;
  world.RunUntil(kTomorrowNoon);
  const Text text = *world.last().text;
  world.Settle(text, {.kind = SendOutcome::Kind::kRetry});
  EXPECT_TRUE(world.state().request.waits());
  world.Settle(text, {.kind = SendOutcome::Kind::kAccepted});
  EXPECT_FALSE(world.state().request.waits());
  EXPECT_FALSE(world.state().consent.Holds(Basis::kRequest, kTomorrowNoon));
}

// R30: who wants no texts but a call says when, and where.
TEST(Request, AStopThatWantsACallSaysWhenAndWhere) {
  World world = Greeted();
  const Decision decision = world.Feed(
      kWrote, TextIn{.body = "Stop texting me. Call me tomorrow at 2pm, at 403-555-0188"});
  EXPECT_TRUE(world.state().marks.opted_out);
  EXPECT_EQ(world.state().request, Request{}) << "no text goes any more";
  ASSERT_FALSE(decision.tasks.empty());
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kCallBack);
  EXPECT_THAT(decision.tasks[0].detail,
              AllOf(HasSubstr("2026-11-21 14:00"), HasSubstr("give a number"),
                    Not(HasSubstr("0188")), Not(HasSubstr("one text goes"))));
}

TEST(Request, AnotherNumberIsTold) {
  const auto detail = [](const char* body) {
    World world = Greeted();
    return world.Feed(kWrote, TextIn{.body = body}).tasks.at(0).detail;
  };
  EXPECT_THAT(detail("call me at (403) 555-0188"), HasSubstr("give a number"));
  EXPECT_THAT(detail("call me on 555-0188 please"), HasSubstr("give a number"));
  EXPECT_THAT(detail("call me on this number, 403-555-0123"), Not(HasSubstr("give a number")))
      << "that is theirs";
  EXPECT_THAT(detail("call me, the budget is 20000"), Not(HasSubstr("give a number")));
  EXPECT_THAT(detail("call me 2026-11-25"), Not(HasSubstr("give a number")));
}

// R43: a host can't grant what only the lead's own words can.
TEST(Request, IsNoConsentThatSomebodyElseRecords) {
  World world = Greeted();
  const Decision decision = world.Feed(
      kWrote, ConsentGiven{.entry = {.basis = Basis::kRequest, .evidence = "an import"}});
  EXPECT_TRUE(Has(decision, Why::kOutOfOrder));
  EXPECT_THAT(decision.consent, IsEmpty());
}

}  // namespace
}  // namespace textback
