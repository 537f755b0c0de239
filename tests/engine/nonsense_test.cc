// R74: nonsense changes nothing and gives a reason: out of order, from the future, years old,
// repeated, or impossible in itself. Every kind of event.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/lifecycle_cases.h"
#include "world.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr Duration kDay = hours{24};
using Kind = SendOutcome::Kind;

// Clears what every event leaves behind: version, time, and that the lead wrote.
LeadState Unmarked(LeadState state) {
  state.version = 0;
  state.last_event_at = kNever;
  state.loop.burst = 0;  // R28 counts every text, whatever its time
  state.loop.burst_since = kNever;
  return state;
}

// R74: from the future, from before telephones, without a time: every kind of event in every state.
TEST(Nonsense, ImpossibleTimesChangeNothing) {
  for (const State& state : States()) {
    for (const NamedEvent& event : Events()) {
      if (std::holds_alternative<WakeUp>(event.make(state.world))) continue;
      for (const Instant at : {state.now + minutes{2}, Instant{} - kDay, kLatest, kNever}) {
        World world = state.world;
        const LeadState before = world.state();
        const Decision decision = world.DeliverLate(at, state.now, event.make(world));
        EXPECT_TRUE(Has(decision, Why::kImplausibleTime)) << state.name << ", " << event.name;
        EXPECT_EQ(Unmarked(world.state()), Unmarked(before)) << state.name << ", " << event.name;
        EXPECT_FALSE(decision.text || decision.withdraw || decision.profile);
        EXPECT_TRUE(decision.tasks.empty() && decision.consent.empty() && decision.notes.empty());
      }
    }
  }
}

// R74: clocks differ a little: one minute ahead is accepted.
TEST(Nonsense, AMinuteAheadIsNoFuture) {
  World world;
  world.DeliverLate(kFriday + seconds{60}, kFriday, MissedCall{.line = Number("+14035550199")});
  EXPECT_EQ(world.state().phase, Phase::kRecovering);
}

// R74: events of people that are years old are ignored; consent, outcomes and a STOP still count.
TEST(Nonsense, YearsOldEventsChangeNothing) {
  for (const State& state : States()) {
    for (const NamedEvent& event : Events()) {
      World world = state.world;
      const EventBody body = event.make(world);
      const auto* text = std::get_if<TextIn>(&body);
      const bool stop = text != nullptr && text->body == "STOP";
      const bool person =
          std::holds_alternative<MissedCall>(body) || std::holds_alternative<AnsweredCall>(body) ||
          std::holds_alternative<FormInquiry>(body) || std::holds_alternative<PersonText>(body) ||
          std::holds_alternative<EstimateSent>(body) || std::holds_alternative<LeadClaimed>(body);
      if (!person && (text == nullptr || stop)) continue;
      const LeadState before = world.state();
      const Decision decision = world.DeliverLate(state.now - 800 * kDay, state.now, body);
      EXPECT_EQ(Unmarked(world.state()), Unmarked(before)) << state.name << ", " << event.name;
      const bool hidden = world.lead().id.phone.withheld();
      EXPECT_TRUE(Has(decision, Why::kYearsOld) || hidden) << state.name << ", " << event.name;
    }
  }
}

TEST(Nonsense, AStopOfYearsAgoStillCounts) {
  World world;
  world.FeedLate(kFriday - 800 * kDay, kFriday, TextIn{.body = "STOP"});
  EXPECT_TRUE(world.state().marks.opted_out);
  world.RunUntil(kFriday + hours{1});
  EXPECT_THAT(world.StepsSent(), IsEmpty()) << "R31: a confirmation comes within 5 minutes";
}

// R74, R60: reports about texts that were never made change nothing.
TEST(Nonsense, OutcomesOfTextsThatNeverWere) {
  for (const State& state : States()) {
    for (const Kind kind :
         {Kind::kRetry, Kind::kNotMobile, Kind::kRefused, Kind::kConfig, Kind::kAmbiguous}) {
      World world = state.world;
      const LeadState before = world.state();
      const TextKey key{
          .lead = world.lead().id, .episode = 77, .step = Named("text_9"), .attempt = 3};
      world.Deliver(state.now, TextSettled{.key = key, .outcome = {.kind = kind}});
      world.Deliver(state.now, TextNotSent{.key = key, .expired = true});
      world.Deliver(state.now, DeliveryReported{.key = key});
      world.Deliver(state.now,
                    DeliveryReported{.key = key, .report = DeliveryReported::Report::kNotMobile});
      EXPECT_EQ(Unmarked(world.state()), Unmarked(before)) << state.name;
    }
  }
}

// R74, R60: an outcome reported twice, the second time while the next text is out, counts once and
// ends nothing.
TEST(Nonsense, AnOutcomeToldTwiceCountsOnce) {
  World world;
  world.settle_at_once = false;
  world.Missed(kFriday);
  world.RunUntil(kFriday + seconds{10});
  const TextSettled accepted{.key = world.last().text->key,
                             .outcome = {.kind = Kind::kAccepted, .at = kFriday + seconds{11}}};
  world.Deliver(kFriday + seconds{11}, accepted);
  const LeadState once = world.state();
  world.Deliver(kFriday + seconds{12}, accepted);
  EXPECT_TRUE(Has(world.last(), Why::kUnknownText));
  EXPECT_EQ(Unmarked(world.state()), Unmarked(once));
  world.RunUntil(kFriday + hours{2} + seconds{11});
  ASSERT_FALSE(world.state().out.empty());
  const LeadState out = world.state();
  world.Deliver(kFriday + hours{2} + seconds{12}, accepted);
  world.Deliver(kFriday + hours{2} + seconds{13},
                TextSettled{.key = accepted.key, .outcome = {.kind = Kind::kRetry}});
  EXPECT_EQ(Unmarked(world.state()), Unmarked(out)) << "text_2 is out as before";
}

// R74, R63: two clicks on "sent": the second one has no effect, and does not count as a person's
// text.
TEST(Nonsense, AReadyTextIsSentOnce) {
  Account assisted = Northside();
  assisted.mode = Mode::kAssisted;
  World world(assisted);
  world.Missed(kFriday);
  world.RunUntil(kFriday + minutes{1});
  const TextKey key = world.decisions()[1].tasks.front().text->key;
  world.Feed(kFriday + minutes{2}, ReadyTextSent{.key = key});
  const LeadState once = world.state();
  world.Feed(kFriday + minutes{2} + seconds{1}, ReadyTextSent{.key = key});
  EXPECT_TRUE(Has(world.last(), Why::kUnknownText));
  EXPECT_EQ(Unmarked(world.state()), Unmarked(once));
  EXPECT_EQ(world.state().sequence.step, Named("text_2"));
}

// R2, R74: all hidden callers are one lead, for which nothing is known, consented to or sent.
TEST(Nonsense, HiddenCallersAreNobody) {
  World world(Northside(), PhoneNumber());
  world.Feed(kFriday, MissedCall{.caller = MissedCall::Caller::kWithheld});
  const LeadState before = world.state();
  const TextKey key{.lead = world.lead().id, .episode = 1, .step = Named("text_1"), .attempt = 1};
  for (const EventBody& body : std::vector<EventBody>{
           ConsentGiven{{.basis = Basis::kExpress}}, DetailsKnown{{.name = "Dana"}},
           TextSettled{.key = key, .outcome = {.kind = Kind::kOptedOut}}, TextIn{.body = "STOP"},
           TextNotSent{.key = key}, ReadyTextSent{.key = key},
           DeliveryReported{.key = key, .report = DeliveryReported::Report::kNotMobile}}) {
    world.Deliver(kFriday + minutes{1}, body);
    EXPECT_EQ(Unmarked(world.state()), Unmarked(before)) << body.index();
  }
  world.Deliver(kFriday + minutes{2}, FormInquiry{.name = "Dana", .consent_words = "Yes"});
  EXPECT_EQ(world.lead().profile.name, "");
  EXPECT_FALSE(world.state().consent.Holds(Basis::kExpress, kFriday + minutes{3}));
}

// R74, R5: events that come out of order do not affect a later inquiry.
TEST(Nonsense, OldNewsEndsNoFreshEpisode) {
  for (const EventBody& body :
       std::vector<EventBody>{LeadClaimed{.person = Robin()}, EstimateSent{}, AnsweredCall{},
                              PersonText{}, OutcomeReported{OutcomeReported::Outcome::kLost}}) {
    World world(LifecyclePolicy(TeamAccount()));
    world.Missed(kFriday);
    const LeadState before = world.state();
    world.DeliverLate(kFriday - hours{3}, kFriday + seconds{2}, body);
    EXPECT_TRUE(Has(world.last(), Why::kOutOfOrder)) << body.index();
    EXPECT_EQ(Unmarked(world.state()), Unmarked(before)) << body.index();
  }
}

}  // namespace
}  // namespace textback
