// R1, R3, R8, R9: what a call means for the lead.
#include "textback/calls/call_event.h"

#include <gtest/gtest.h>

#include <string>

namespace textback {
namespace {

using std::chrono::seconds;

constexpr Instant kTen{std::chrono::milliseconds{1'794'931'200'000}};
const AccountId kNorth = AccountId::Parse("north").value();

Call Inbound(CallOutcome outcome) {
  return {.id = "1794931200.1",
          .direction = CallDirection::kInbound,
          .outcome = outcome,
          .outside = ReadCaller("4035550123"),
          .line = PhoneNumber::Parse("+14035550199").value(),
          .start = kTen,
          .answer = kTen + seconds{5},
          .end = kTen + seconds{20}};
}

TEST(CallEvent, AMissedCallIsAnInquiryWhenTheCallerGaveUp) {
  const Event event = EventOf(Inbound(CallOutcome::kMissed), kNorth).value();
  EXPECT_EQ(event.id.value(), "call:1794931200.1");
  EXPECT_EQ(event.at, kTen + seconds{20});
  EXPECT_EQ(event.lead.phone.ToE164(), "+14035550123");
  const auto& missed = std::get<MissedCall>(event.body);
  EXPECT_EQ(missed.line.ToE164(), "+14035550199");
  EXPECT_EQ(missed.rang, seconds{20}) << "for the account's shortest_ring (R8)";
}

TEST(CallEvent, AMailboxThatListenedIsAVoicemail) {
  Call call = Inbound(CallOutcome::kMissed);
  call.voicemail = seconds{38};
  const Event event = EventOf(call, kNorth).value();
  EXPECT_EQ(event.id.value(), "voicemail:1794931200.1");
  EXPECT_EQ(std::get<Voicemail>(event.body).length, seconds{38});
  call.voicemail = seconds{3};
  EXPECT_TRUE(std::holds_alternative<MissedCall>(EventOf(call, kNorth)->body))
      << "gone during the greeting: no message is promised";
}

// R3: at the first moment at which a person was on the line, so that text_1 is still dropped.
TEST(CallEvent, AnAnsweredCallCountsFromTheAnswer) {
  const Event event = EventOf(Inbound(CallOutcome::kServed), kNorth).value();
  EXPECT_EQ(event.id.value(), "answer:1794931200.1");
  EXPECT_EQ(event.at, kTen + seconds{5});
  EXPECT_TRUE(std::holds_alternative<AnsweredCall>(event.body));
}

TEST(CallEvent, ACallBackThatReachedTheLeadCountsToo) {
  Call call = Inbound(CallOutcome::kReached);
  call.direction = CallDirection::kOutbound;
  EXPECT_TRUE(std::holds_alternative<AnsweredCall>(EventOf(call, kNorth)->body));
  call.outside = ReadCaller("not a number");
  EXPECT_FALSE(EventOf(call, kNorth).has_value());
}

TEST(CallEvent, AnUnclearCallIsATaskOnly) {
  Call call = Inbound(CallOutcome::kUnclear);
  EXPECT_TRUE(std::holds_alternative<UnclearCall>(EventOf(call, kNorth)->body));
  call.direction = CallDirection::kUnknown;
  EXPECT_FALSE(EventOf(call, kNorth).has_value()) << "an unknown direction never causes anything";
}

TEST(CallEvent, OtherCallsAreNoEvents) {
  for (const CallOutcome outcome :
       {CallOutcome::kInVain, CallOutcome::kInternal, CallOutcome::kNotACall})
    EXPECT_FALSE(EventOf(Inbound(outcome), kNorth).has_value()) << NameOf(outcome);
}

TEST(CallEvent, HiddenCallersSayWhy) {
  Call call = Inbound(CallOutcome::kMissed);
  call.outside = ReadCaller("anonymous");
  const Event event = EventOf(call, kNorth).value();
  EXPECT_TRUE(event.lead.phone.withheld());
  EXPECT_EQ(std::get<MissedCall>(event.body).caller, MissedCall::Caller::kWithheld);
}

TEST(CallEvent, AnIdOfAnyLengthIsOne) {
  Call call = Inbound(CallOutcome::kMissed);
  call.id = std::string(500, 'x') + "7";
  const Event event = EventOf(call, kNorth).value();
  EXPECT_EQ(event.id.value().size(), EventId::kMaxSize);
  EXPECT_TRUE(event.id.value().ends_with("x7"));
}

}  // namespace
}  // namespace textback
