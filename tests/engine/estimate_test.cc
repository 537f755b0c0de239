// R25, R42, R44: a custom playbook on the same engine: two texts after an estimate.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "world.h"

namespace textback {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kEstimate = R"(name: estimate
inquiry: estimate
steps:
  - {name: ask, class: proactive, needs: inquiry, delay: 1d, local_time: "10:00",
     asks_consent: true}
  - {name: later, class: proactive, needs: follow_up, after: ask, delay: 2d, local_time: "10:00"}
first_nurturing_step: later
late_after: 72h
languages:
  en:
    footer: "Call {callback}. Reply STOP to opt out."
    words:
      ask: {plain: "{person} at {business}. Reply YES to one more text. What can I explain?"}
      later: {plain: "It's {person} from {business}. What would you change?"}
)";

World WithEstimate() {
  const PlaybookFile own = ParsePlaybook(kEstimate, "estimate.yaml").value();
  FollowUps follow_ups = FollowUps::Of(BuiltInPlaybooks());
  follow_ups[own.inquiry] = {.playbook = own.playbook, .script = own.script};
  return World(
      MakePolicy(Northside(), follow_ups, BuiltInPlaces().value(), BuiltInReplies()).value());
}

constexpr std::string_view kSent = "2026-09-08T15:20:00-06:00";

TEST(Estimate, IsFollowedUpAtTheHourOfItsPlaybook) {
  World world = WithEstimate();
  world.Feed(At(kSent), EstimateSent{});
  world.RunUntil(At("2026-09-30T00:00:00Z"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("ask"));
  EXPECT_EQ(world.sent()[0].at, At("2026-09-09T10:00:00-06:00"));
  EXPECT_EQ(world.sent()[0].text.basis, Basis::kInquiry);
}

// R44: YES to the question is express consent. R43: before the question it is an ordinary reply.
TEST(Estimate, YesIsConsentOnlyOnceItWasAskedFor) {
  World world = WithEstimate();
  world.Feed(At(kSent), EstimateSent{});
  world.Feed(At("2026-09-08T16:00:00-06:00"), TextIn{.body = "Yes"});
  EXPECT_FALSE(Has(world.last(), Why::kSaidYes));
  World asked = WithEstimate();
  asked.Feed(At(kSent), EstimateSent{});
  EXPECT_TRUE(
      Has(asked.Feed(At("2026-09-09T12:30:00-06:00"), TextIn{.body = "Yes"}), Why::kSaidYes));
}

// R25: resumed on day 4 at 12:41. The step was due at ten on day 3; it waits for the next ten
// o'clock instead of going in the middle of the day.
TEST(Estimate, AStepThatIsTakenUpAgainKeepsItsHour) {
  World world = WithEstimate();
  world.Feed(At(kSent), EstimateSent{});
  world.Feed(At("2026-09-09T12:30:00-06:00"), TextIn{.body = "YES"});
  world.Feed(At("2026-09-09T12:41:00-06:00"), PersonText{.body = "Thanks!"});
  world.RunUntil(At("2026-09-30T00:00:00Z"));
  ASSERT_THAT(world.StepsSent(), ElementsAre("ask", "later"));
  EXPECT_EQ(world.sent()[1].at, At("2026-09-13T10:00:00-06:00"));
  EXPECT_EQ(world.sent()[1].text.basis, Basis::kExpress);
}

// While the lead waits for a person's answer, no playbook sends anything.
TEST(Estimate, NothingGoesOnWhileALeadWaitsForAnAnswer) {
  World world = WithEstimate();
  world.Feed(At(kSent), EstimateSent{});
  world.Feed(At("2026-09-09T12:30:00-06:00"), TextIn{.body = "YES"});
  world.RunUntil(At("2026-10-30T00:00:00Z"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("ask"));
}

// The event is two days late: the first text still goes at its hour.
TEST(Estimate, ALateEstimateIsFollowedUpAtItsHour) {
  World world = WithEstimate();
  world.FeedLate(At(kSent), At("2026-09-11T14:00:00-06:00"), EstimateSent{});
  world.RunUntil(At("2026-09-12T09:59:59-06:00"));
  EXPECT_THAT(world.StepsSent(), IsEmpty());
  world.RunUntil(At("2026-09-12T10:00:00-06:00"));
  EXPECT_THAT(world.StepsSent(), ElementsAre("ask"));
}

// R16: the planned hour has come; a late wake-up sends at once and does not wait another day.
TEST(Estimate, AWorkerThatIsLateSendsAtOnce) {
  World world = WithEstimate();
  world.Feed(At(kSent), EstimateSent{});
  const Decision late = world.Deliver(At("2026-09-09T10:25:00-06:00"), WakeUp{});
  EXPECT_TRUE(late.text.has_value());
}

}  // namespace
}  // namespace textback
