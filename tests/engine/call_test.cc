// Unclear calls, short rings and known people (R2, R8).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/lifecycle_cases.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const Instant kCalled = At("2026-11-20T10:00:00-06:00");

UnclearCall Unclear() { return {.line = Number("+14035550199")}; }

MissedCall Rang(Duration rang) { return {.line = Number("+14035550199"), .rang = rang}; }

// The lead called, and nothing was sent yet.
World Called() {
  World world;
  world.Missed(kCalled);
  return world;
}

// R8: a task for the owner; no episode, no text, no basis, no profile.
TEST(UnclearCall, OfSomebodyNewIsATaskAndNothingElse) {
  World world;
  const Decision decision = world.Feed(kCalled, Unclear());
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kUnclearCall);
  EXPECT_EQ(decision.tasks[0].to, "owner");
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("was that you on the phone with the lead?"));
  EXPECT_TRUE(Has(decision, Why::kUnclearCall));
  EXPECT_THAT(decision.consent, IsEmpty());
  EXPECT_EQ(world.state().phase, Phase::kNew);
  EXPECT_EQ(world.state().episode, 0U);
  world.RunUntil(kCalled + hours{24 * 60});
  EXPECT_THAT(world.sent(), IsEmpty());
}

TEST(UnclearCall, TheTaskSaysTheNameIfItIsKnown) {
  World world;
  world.Feed(kCalled, DetailsKnown{{.name = "Dana"}});
  const Decision decision = world.Feed(kCalled + minutes{1}, Unclear());
  EXPECT_THAT(decision.tasks.at(0).detail, HasSubstr("with Dana?"));
  World number;
  number.Feed(kCalled, DetailsKnown{{.name = "403 555 0123"}});
  const Decision asked = number.Feed(kCalled + minutes{1}, Unclear());
  EXPECT_THAT(asked.tasks.at(0).detail, HasSubstr("with the lead?"));
}

// R8: whoever may just have been served gets no text; as with R32 until a person acts.
TEST(UnclearCall, StopsATextThatWaits) {
  World world = Called();
  world.Feed(kCalled + seconds{5}, Unclear());
  EXPECT_EQ(world.state().phase, Phase::kEngaged);
  EXPECT_THAT(world.Notes(), ElementsAre("dropped text_1"));
  EXPECT_THAT(world.Tasks(), ElementsAre("unclear_call"));
  world.RunUntil(kCalled + hours{24 * 60});
  EXPECT_THAT(world.sent(), IsEmpty());
}

// R8, R13: also a text that a worker has taken and that hasn't left.
TEST(UnclearCall, TakesBackATextThatIsOut) {
  World world = Called();
  world.settle_at_once = false;
  world.RunUntil(kCalled + seconds{10});
  const Decision decision = world.Feed(kCalled + seconds{11}, Unclear());
  EXPECT_TRUE(decision.withdraw);
  EXPECT_TRUE(world.state().out.empty());
}

// R8, R63: the person who has the ready text is told not to send it.
TEST(UnclearCall, TakesBackAReadyText) {
  Account account = Northside();
  account.mode = Mode::kManual;
  World world(account);
  world.Missed(kCalled);
  world.RunUntil(kCalled + minutes{1});
  world.Feed(kCalled + minutes{2}, Unclear());
  EXPECT_THAT(world.Tasks(), ElementsAre("send_text", "dont_send", "unclear_call"));
}

// R8, R21: if the lead reached nobody, somebody has to call back; people are reminded.
TEST(UnclearCall, PeopleAreRemindedWhileTextsWait) {
  World world = Called();
  world.RunUntil(kCalled + minutes{1});
  world.Feed(kCalled + minutes{30}, Unclear());
  world.RunUntil(kCalled + hours{3});
  EXPECT_THAT(world.Tasks(), ElementsAre("unclear_call", "nudge", "nudge", "escalation"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R8: the ways in which a person resolves it are those of R32.
TEST(UnclearCall, APersonResolvesIt) {
  const std::vector<EventBody> acts = {AnsweredCall{}, PersonText{.body = "Hi"},
                                       LeadClaimed{.person = Robin()},
                                       OutcomeReported{OutcomeReported::Outcome::kBooked}};
  for (const EventBody& act : acts) {
    World world = Called();
    world.Feed(kCalled + minutes{30}, Unclear());
    world.Feed(kCalled + minutes{31}, act);
    EXPECT_EQ(world.state().attention.waits_since, kNever) << act.index();
    world.RunUntil(kCalled + hours{3});
    EXPECT_THAT(world.Tasks(), Not(Contains("nudge"))) << act.index();
  }
}

// R25: after the talk, three silent days, then the long follow-up; not before a person has acted.
TEST(UnclearCall, TheLongFollowUpWaitsForAPerson) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  World talked(account);
  talked.Missed(kCalled);
  talked.RunUntil(kCalled + minutes{1});
  talked.Feed(kCalled + minutes{20}, AnsweredCall{});
  World silent = talked;
  silent.Feed(kCalled + hours{1}, Unclear());
  EXPECT_EQ(silent.state().attention.rearm_at, kNever);
  EXPECT_THAT(silent.Tasks(), ElementsAre("unclear_call"));
  silent.RunUntil(kCalled + hours{24 * 29});
  EXPECT_THAT(silent.StepsSent(), ElementsAre("text_1"));
  talked.RunUntil(kCalled + hours{24 * 29});
  EXPECT_THAT(talked.StepsSent(), ElementsAre("text_1", "check_in_1", "check_in_2"));
}

// R22: nobody is told "somebody will answer" who may just have been answered.
TEST(UnclearCall, DropsAHoldingReply) {
  Account account = Northside();
  account.holding_reply = true;
  World world(account);
  const Instant evening = At("2026-11-20T20:30:00-06:00");
  world.Feed(evening, TextIn{.body = "Are you there?"});
  ASSERT_EQ(world.state().answer.kind, AnswerKind::kHoldingReply);
  world.Feed(evening + seconds{20}, Unclear());
  EXPECT_EQ(world.state().answer.kind, AnswerKind::kNone);
  world.RunUntil(evening + hours{1});
  EXPECT_THAT(world.sent(), IsEmpty());
}

// R1, R4, R8: a missed call after it is an inquiry as usual.
TEST(UnclearCall, AMissedCallAfterItIsAnInquiry) {
  World world;
  world.Feed(kCalled, Unclear());
  world.Missed(kCalled + hours{1});
  EXPECT_EQ(world.state().phase, Phase::kRecovering);
  world.RunUntil(kCalled + hours{2});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  World open = Called();
  open.RunUntil(kCalled + minutes{1});
  open.Feed(kCalled + minutes{30}, Unclear());
  const Decision again = open.Feed(kCalled + minutes{40}, Unclear());
  EXPECT_EQ(again.tasks.at(0).kind, Task::Kind::kUnclearCall);
  const Decision missed = open.Feed(kCalled + minutes{50}, Rang(seconds{9}));
  EXPECT_TRUE(Has(missed, Why::kRepeatCallJoins));
  EXPECT_EQ(missed.consent.size(), 1U);
}

// R8: only a later call is in doubt. One that we learn of late stops nothing that came after it.
TEST(UnclearCall, FromBeforeTheLastMissedCallStopsNothing) {
  World world = Called();
  const Decision decision = world.FeedLate(kCalled - minutes{5}, kCalled + seconds{5}, Unclear());
  EXPECT_EQ(decision.tasks.at(0).kind, Task::Kind::kUnclearCall);
  world.RunUntil(kCalled + minutes{1});
  EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
}

// R3, R8: a person has spoken with the lead since; nothing is left to ask.
TEST(UnclearCall, FromBeforeATalkIsSettled) {
  World world = Called();
  world.Feed(kCalled + minutes{9}, AnsweredCall{});
  const Decision decision = world.FeedLate(kCalled + minutes{5}, kCalled + minutes{10}, Unclear());
  EXPECT_THAT(decision.tasks, IsEmpty());
  EXPECT_TRUE(Has(decision, Why::kCallerReached));
}

// R2, R8: hidden callers and our own lines are nobody to text: the task only.
TEST(UnclearCall, OfNobodyIsATaskOnly) {
  for (const PhoneNumber phone : {PhoneNumber(), Number("+14035550199"), Number("+14035550177")}) {
    World world(Northside(), phone);
    const Decision decision =
        world.Feed(kCalled, UnclearCall{.caller = phone.withheld() ? MissedCall::Caller::kWithheld
                                                                   : MissedCall::Caller::kNumber});
    ASSERT_EQ(decision.tasks.size(), 1U);
    EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kUnclearCall);
    EXPECT_EQ(decision.next.phase, Phase::kNew);
  }
}

// R8: a switch that says "hidden" about a lead with a number: better no text than one too many.
TEST(UnclearCall, OfALeadWithANumberThatIsCalledHidden) {
  World world = Called();
  world.Feed(kCalled + seconds{5}, UnclearCall{.caller = MissedCall::Caller::kWithheld});
  world.RunUntil(kCalled + hours{3});
  EXPECT_THAT(world.sent(), IsEmpty());
}

// R2, R8: a premium number that wrote and is followed up: what was going to be sent stops too.
TEST(UnclearCall, OfANumberThatIsNotTextedStopsItsTexts) {
  Account account = Northside();
  account.consent_reading = ConsentReading::kStatutory;
  World world(account, Number("+19005550123"));
  world.Feed(kCalled, TextIn{.body = "Yes, a kitchen"});
  world.Feed(kCalled + minutes{1}, PersonText{.body = "On my way"});
  world.RunUntil(kCalled + hours{24 * 4});
  ASSERT_EQ(world.state().phase, Phase::kNurturing);
  const Decision decision = world.Feed(kCalled + hours{24 * 4}, Unclear());
  EXPECT_EQ(decision.next.phase, Phase::kEngaged);
  EXPECT_TRUE(Has(decision, Why::kPremiumNumber));
}

// R30, R33: after STOP a person may call, and the task says so.
TEST(UnclearCall, AfterStopSaysSo) {
  World world = Called();
  world.Feed(kCalled + minutes{1}, TextIn{.body = "STOP"});
  const Decision decision = world.Feed(kCalled + hours{1}, Unclear());
  ASSERT_EQ(decision.tasks.size(), 1U);
  EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kCalledAfterStop);
  EXPECT_THAT(decision.tasks[0].detail, HasSubstr("opted out"));
  EXPECT_TRUE(world.state().marks.opted_out);
}

// R8: failed authentication of a number we don't know: shown, not texted.
TEST(Authentication, AFailedOneOfAStrangerIsATask) {
  const std::vector<EventBody> calls = {
      MissedCall{.authentication = CallerCheck::kFailed},
      Voicemail{.transcript = "Hi, this is Dana", .authentication = CallerCheck::kFailed}};
  for (const EventBody& call : calls) {
    World world;
    const Decision decision = world.Feed(kCalled, call);
    ASSERT_EQ(decision.tasks.size(), 1U);
    EXPECT_EQ(decision.tasks[0].kind, Task::Kind::kCallBack);
    EXPECT_THAT(decision.tasks[0].detail, HasSubstr("authentication"));
    EXPECT_TRUE(Has(decision, Why::kCallerUnproven));
    EXPECT_THAT(decision.consent, IsEmpty());
    EXPECT_EQ(world.lead().profile, LeadProfile{}) << "a stranger's message teaches nothing";
    world.Feed(kCalled + minutes{5}, call);
    world.RunUntil(kCalled + hours{24 * 30});
    EXPECT_THAT(world.sent(), IsEmpty()) << "a second such call is no acquaintance";
    world.Feed(kCalled + hours{24 * 31}, MissedCall{});
    EXPECT_EQ(world.state().phase, Phase::kRecovering) << "a call without attestation counts";
  }
}

TEST(Authentication, MissingOrPassedChangesNothing) {
  for (const CallerCheck check : {CallerCheck::kNotSaid, CallerCheck::kPassed}) {
    World world;
    world.Feed(kCalled, MissedCall{.authentication = check});
    world.RunUntil(kCalled + minutes{1});
    EXPECT_THAT(world.StepsSent(), ElementsAre("text_1"));
  }
}

// R8: whom we know is texted as usual: by an earlier inquiry, a talk, an address book, a consent.
TEST(Authentication, AFailedOneOfALeadWeKnowIsTexted) {
  const std::vector<EventBody> before = {
      MissedCall{}, AnsweredCall{}, DetailsKnown{{.name = "Dana"}},
      ConsentGiven{{.basis = Basis::kPurchase, .evidence = "invoice 7"}}};
  for (const EventBody& known : before) {
    World world;
    world.Feed(kCalled - hours{24 * 40}, known);
    world.RunUntil(kCalled);
    const std::size_t sent = world.sent().size();
    world.Feed(kCalled, MissedCall{.authentication = CallerCheck::kFailed});
    world.RunUntil(kCalled + minutes{1});
    EXPECT_EQ(world.sent().size(), sent + 1) << known.index();
  }
}

// R8: off as shipped; an account says from when a ring counts.
TEST(ShortRing, IsCountedAndNotTexted) {
  World shipped;
  shipped.Feed(kCalled, Rang(seconds{0}));
  EXPECT_EQ(shipped.state().phase, Phase::kRecovering);
  Account account = Northside();
  account.shortest_ring = seconds{4};
  const struct {
    Duration rang;
    bool texted;
  } cases[] = {{seconds{0}, false}, {seconds{3}, false}, {std::chrono::milliseconds{3999}, false},
               {seconds{4}, true},  {seconds{30}, true}, {kRangUnknown, true}};
  for (const auto& [rang, texted] : cases) {
    World world(account);
    const Decision decision = world.Feed(kCalled, Rang(rang));
    EXPECT_EQ(Has(decision, Why::kRangTooShort), !texted) << rang.count();
    EXPECT_THAT(decision.tasks, IsEmpty());
    world.RunUntil(kCalled + minutes{1});
    EXPECT_EQ(world.sent().size(), texted ? 1U : 0U) << rang.count();
  }
}

// R8: a pocket call changes nothing about an inquiry that is open.
TEST(ShortRing, LeavesAnOpenEpisodeAlone) {
  Account account = Northside();
  account.shortest_ring = seconds{4};
  World world(account);
  world.Feed(kCalled, Rang(seconds{20}));
  world.RunUntil(kCalled + minutes{1});
  LeadState before = world.state();
  const Decision decision = world.Feed(kCalled + minutes{5}, Rang(seconds{1}));
  before.version = decision.next.version;
  before.last_event_at = decision.next.last_event_at;
  EXPECT_EQ(decision.next, before);
}

// R2, R8: suppliers, family, staff. Their calls are no tasks; the reason is in the journal.
TEST(KnownPeople, AreNotTextedAndMakeNoTasks) {
  Account account = Northside();
  account.known_people = {Number("+14035550123")};
  const std::vector<EventBody> calls = {Rang(seconds{20}), Unclear(),
                                        Voicemail{.transcript = "The cabinets are here"}};
  for (const EventBody& call : calls) {
    World world(account);
    const Decision decision = world.Feed(kCalled, call);
    EXPECT_THAT(decision.tasks, IsEmpty());
    EXPECT_THAT(decision.consent, IsEmpty());
    EXPECT_TRUE(Has(decision, Why::kKnownPerson));
    world.RunUntil(kCalled + hours{24 * 30});
    EXPECT_THAT(world.sent(), IsEmpty());
  }
  World form(account);
  const Decision decision = form.Feed(kCalled, FormInquiry{.name = "Dana"});
  EXPECT_EQ(decision.tasks.at(0).kind, Task::Kind::kCallBack);
  form.RunUntil(kCalled + hours{3});
  EXPECT_THAT(form.sent(), IsEmpty());
}

// R2, R13: put on the list while a text waits.
TEST(KnownPeople, AreAskedForAgainBeforeATextLeaves) {
  World before = Called();
  before.settle_at_once = false;
  before.RunUntil(kCalled + seconds{10});
  const Text text = *before.last().text;
  Account account = Northside();
  account.known_people = {before.lead().id.phone};
  const Verdict verdict =
      CheckHandOver(before.lead(), text, *PolicyFor(account), kCalled + seconds{11}, Brake::kNone);
  EXPECT_EQ(verdict.kind, Verdict::Kind::kDrop);
  EXPECT_EQ(verdict.guard, Guard::kNumber);
}

}  // namespace
}  // namespace textback
