// R1, R8, R9: who answered. The call logs of tests/calls/cases try the rest.
#include "textback/calls/judge.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace textback {
namespace {

using std::chrono::seconds;

constexpr Instant kTen{std::chrono::milliseconds{1'794'931'200'000}};

// A leg of an inbound call that talked for so many seconds.
CallRow Leg(std::string peer_channel, int talk, std::string app = "Dial", std::string data = "") {
  return {.number = 1,
          .id = "1.1",
          .from = "4035550123",
          .to = "4035550199",
          .context = "from-trunk",
          .channel = "PJSIP/trunk-00000001",
          .peer_channel = std::move(peer_channel),
          .app = std::move(app),
          .data = std::move(data),
          .start = kTen,
          .end = kTen + seconds{20 + talk},
          .talk = seconds{talk},
          .ending = talk > 0 ? RowEnding::kAnswered : RowEnding::kNoAnswer};
}

Call Judged(std::vector<CallRow> rows) {
  PhoneMap map;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    rows[i].number = i + 1;
    map.Observe(rows[i]);
  }
  map.Infer();
  const std::size_t count = rows.size();
  return JudgeCall({.rows = std::move(rows), .joined_by = std::vector(count, JoinedBy::kLegId)},
                   map);
}

std::string_view OutcomeOf(std::vector<CallRow> rows) {
  return NameOf(Judged(std::move(rows)).outcome);
}

const std::string kMobile = "PJSIP/trunk-00000003";
const std::string kToMobile = "PJSIP/4035550177@trunk,30";

TEST(Judge, OnlyATalkWithAPhoneIsAnAnswer) {
  EXPECT_EQ(OutcomeOf({Leg("PJSIP/201-00000002", 50)}), "served");
  EXPECT_EQ(OutcomeOf({Leg("PJSIP/201-00000002", 0)}), "missed");
  EXPECT_EQ(OutcomeOf({Leg("", 31, "VoiceMail", "201@default,u")}), "missed");
  EXPECT_EQ(OutcomeOf({Leg("PJSIP/201-00000002", 38, "VoiceMail", "201,u")}), "missed");
  EXPECT_EQ(OutcomeOf({Leg("", 19, "BackGround", "main-menu")}), "missed");
  EXPECT_EQ(OutcomeOf({Leg("", 62, "Queue", "600")}), "missed") << "music isn't a person";
  EXPECT_EQ(OutcomeOf({Leg("", 40, "ReceiveFAX")}), "not_a_call");
}

TEST(Judge, AnyLegMayBeTheAnswer) {
  EXPECT_EQ(OutcomeOf({Leg("PJSIP/201-00000002", 50), Leg("PJSIP/105-00000004", 0)}), "served");
  EXPECT_EQ(OutcomeOf({Leg("PJSIP/201-00000002", 0), Leg("PJSIP/202-00000004", 9)}), "served");
  const Call call = Judged({Leg("PJSIP/201-00000002", 0), Leg("PJSIP/202-00000004", 9)});
  EXPECT_EQ(call.answered_by, "202");
  EXPECT_EQ(call.talk, seconds{9});
  EXPECT_EQ(call.answer, kTen + seconds{20});
  EXPECT_EQ(call.legs.size(), 2U);
  EXPECT_FALSE(call.why.empty());
}

// R8: without press-1 a mobile's mailbox and its call screening pick up as well.
TEST(Judge, AMobileThatPicksUpIsUnclearUntilTheTalkIsLong) {
  EXPECT_EQ(OutcomeOf({Leg(kMobile, 6, "Dial", kToMobile)}), "unclear");
  EXPECT_EQ(OutcomeOf({Leg(kMobile, 119, "Dial", kToMobile)}), "unclear");
  EXPECT_EQ(OutcomeOf({Leg(kMobile, 120, "Dial", kToMobile)}), "served");
  EXPECT_EQ(OutcomeOf({Leg(kMobile, 0, "Dial", kToMobile)}), "missed");
  EXPECT_EQ(OutcomeOf({Leg(kMobile, 6, "Dial", kToMobile), Leg("PJSIP/201-00000002", 40)}),
            "served")
      << "a person on another leg";
  EXPECT_EQ(Judged({Leg(kMobile, 200, "Dial", kToMobile)}).answered_by, "+14035550177");
}

// R9: how long the mailbox listened, and whether that is a message.
TEST(Judge, AMailboxIsTold) {
  EXPECT_FALSE(Judged({Leg("PJSIP/201-00000002", 0)}).voicemail.has_value());
  EXPECT_TRUE(Judged({Leg("", 31, "VoiceMail")}).has_message());
  EXPECT_FALSE(Judged({Leg("", 3, "VoiceMail")}).has_message()) << "gone in the greeting";
}

TEST(Judge, CallsFromInsideAreNoInquiry) {
  CallRow out = Leg("PJSIP/trunk-00000009", 0, "Dial", "PJSIP/4035550123@trunk,300");
  out.from = "201";
  out.to = "4035550123";
  out.context = "from-internal";
  out.channel = "PJSIP/201-00000008";
  EXPECT_EQ(OutcomeOf({out}), "in_vain");
  out.ending = RowEnding::kAnswered;
  out.talk = seconds{40};
  const Call reached = Judged({out});
  EXPECT_EQ(reached.outcome, CallOutcome::kReached);
  EXPECT_EQ(reached.outside.number.ToE164(), "+14035550123");
  EXPECT_EQ(reached.answered_by, "201");
  CallRow internal = out;
  internal.to = "202";
  internal.peer_channel = "PJSIP/202-00000010";
  internal.data = "PJSIP/202,20";
  EXPECT_EQ(OutcomeOf({internal}), "internal");
}

TEST(Judge, WhatNothingTellsIsUnclear) {
  CallRow row = Leg("SIP/beta-00000002", 0, "Dial", "SIP/beta/4035550199,30");
  row.context = "default";
  row.channel = "SIP/alpha-00000001";
  const Call call = Judged({row});
  EXPECT_EQ(call.direction, CallDirection::kUnknown);
  EXPECT_EQ(call.outcome, CallOutcome::kUnclear);
}

}  // namespace
}  // namespace textback
