// R8: which rows are one call.
#include "textback/calls/call_joiner.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::seconds;

constexpr Instant kTen{std::chrono::milliseconds{1'794'931'200'000}};

// A leg of a call from 403-555-0123 that begins so many seconds after ten and lasts as long.
CallRow Leg(std::string id, int begin, int lasts) {
  static std::size_t number = 0;
  return {.number = ++number,
          .id = std::move(id),
          .from = "4035550123",
          .to = "4035550199",
          .channel = "PJSIP/trunk-0000" + std::to_string(1000 + number),
          .start = kTen + seconds{begin},
          .end = kTen + seconds{begin + lasts},
          .ending = RowEnding::kNoAnswer};
}

std::vector<std::size_t> Sizes(std::vector<CallRow> rows, CallJoiner::Options options = {}) {
  CallJoiner joiner(options);
  std::vector<RowGroup> complete;
  for (CallRow& row : rows) joiner.Add(std::move(row), complete);
  joiner.Finish(complete);
  std::vector<std::size_t> sizes;
  for (const RowGroup& group : complete) {
    EXPECT_EQ(group.rows.size(), group.joined_by.size());
    sizes.push_back(group.rows.size());
  }
  return sizes;
}

using Expected = std::vector<std::size_t>;

TEST(CallJoiner, JoinsByTheIdOfTheCall) {
  CallRow first = Leg("1.1", 0, 10);
  CallRow second = Leg("1.2", 300, 10);
  first.group = second.group = "1.1";
  EXPECT_EQ(Sizes({first, second}), Expected{2});
  second.group = "1.2";
  EXPECT_EQ(Sizes({first, second}), (Expected{1, 1}));
}

TEST(CallJoiner, JoinsByTheIdOfTheLeg) {
  EXPECT_EQ(Sizes({Leg("1.1", 0, 10), Leg("1.1", 60, 10)}), Expected{2});
  EXPECT_EQ(Sizes({Leg("1.1", 0, 10), Leg("1.2", 60, 10)}), (Expected{1, 1}));
}

TEST(CallJoiner, JoinsTheHalvesOfALocalChannel) {
  CallRow queue = Leg("1.1", 0, 15);
  queue.peer_channel = "Local/201@from-queue-00000022;1";
  CallRow phone = Leg("1.2", 0, 15);
  phone.channel = "Local/201@from-queue-00000022;2";
  EXPECT_EQ(Sizes({queue, phone}), Expected{2});
  EXPECT_EQ(Sizes({phone, queue}), Expected{2}) << "whichever is written first";
}

TEST(CallJoiner, AChannelNameComesAgainAfterARestart) {
  CallRow first = Leg("1.1", 0, 20);
  CallRow second = Leg("1.2", 3600, 20);
  first.from = "4035550124";
  first.channel = second.channel = "PJSIP/trunk-00000001";
  EXPECT_EQ(Sizes({first, second}), (Expected{1, 1}));
}

TEST(CallJoiner, ACallThatIsOfferedAgainAtOnceIsOneCall) {
  EXPECT_EQ(Sizes({Leg("1.1", 0, 0), Leg("1.2", 2, 0), Leg("1.3", 4, 25)}), Expected{3});
  EXPECT_EQ(Sizes({Leg("1.2", 1, 60), Leg("1.1", 0, 0)}), Expected{2}) << "written the other way";
  EXPECT_EQ(Sizes({Leg("1.1", 0, 20), Leg("1.2", 60, 20)}), (Expected{1, 1})) << "a person redials";
}

TEST(CallJoiner, WhoeverWasServedAndCallsAgainMakesAnotherCall) {
  CallRow served = Leg("1.1", 0, 60);
  served.ending = RowEnding::kAnswered;
  served.talk = seconds{50};
  EXPECT_EQ(Sizes({served, Leg("1.2", 61, 20)}), (Expected{1, 1}));
}

TEST(CallJoiner, HiddenCallersAreNeverOneByTheirName) {
  CallRow one = Leg("1.1", 0, 0);
  CallRow two = Leg("1.2", 1, 20);
  one.from = two.from = "anonymous";
  EXPECT_EQ(Sizes({one, two}), (Expected{1, 1}));
}

TEST(CallJoiner, WithoutIdsOneChannelIsOneCall) {
  CallRow a = Leg("", 0, 5);
  CallRow b = Leg("", 0, 65);
  b.channel = a.channel;
  EXPECT_EQ(Sizes({a, b}), Expected{2});
  EXPECT_EQ(Sizes({Leg("", 0, 20), Leg("", 0, 20)}), (Expected{1, 1})) << "two channels, two calls";
}

// Two calls that turn out to be one when a row names both.
TEST(CallJoiner, ARowMayJoinTwoCalls) {
  CallRow a = Leg("1.1", 0, 10);
  CallRow b = Leg("1.9", 5, 10);
  b.from = "4035550124";
  CallRow both = Leg("1.9", 6, 10);
  both.group = "1.1";
  EXPECT_EQ(Sizes({a, b, both}), Expected{3});
}

// Memory grows with the calls of half a day, in either order of the log.
TEST(CallJoiner, ForgetsWhatIsLongOver) {
  for (const int direction : {1, -1}) {
    CallJoiner joiner;
    std::vector<RowGroup> complete;
    std::size_t kept = 0;
    for (int i = 0; i < 5'000; ++i) {
      CallRow row = Leg("1." + std::to_string(i), 0, 20);
      row.start += direction * i * std::chrono::minutes{1};
      row.end += direction * i * std::chrono::minutes{1};
      joiner.Add(std::move(row), complete);
      kept = std::max(kept, static_cast<std::size_t>(i) + 1 - complete.size());
    }
    EXPECT_LE(kept, 12U * 60 + 2);
  }
  EXPECT_EQ(Sizes(std::vector<CallRow>(3, Leg("1.1", 0, 1)), {.rows_max = 2}), (Expected{2, 1}));
}

// A log that grows: a call is given out when its last leg is quiet, and again when it grows.
TEST(CallJoiner, GivesOutWhatIsQuiet) {
  CallJoiner joiner;
  std::vector<RowGroup> complete;
  std::vector<RowGroup> settled;
  joiner.Add(Leg("1.1", 0, 20), complete);
  const auto quiet_at = [](Instant now) {
    return [now](const RowGroup& group) { return group.rows.back().end <= now; };
  };
  joiner.Settled(quiet_at(kTen + seconds{10}), settled);
  EXPECT_TRUE(settled.empty()) << "the leg ends later";
  joiner.Settled(quiet_at(kTen + seconds{20}), settled);
  ASSERT_EQ(settled.size(), 1U);
  joiner.Settled(quiet_at(kTen + hours{1}), settled);
  EXPECT_EQ(settled.size(), 1U) << "given out already";
  joiner.Add(Leg("1.1", 20, 100), complete);
  joiner.Settled(quiet_at(kTen + hours{1}), settled);
  ASSERT_EQ(settled.size(), 2U);
  EXPECT_EQ(settled.back().rows.size(), 2U);
  EXPECT_TRUE(complete.empty());
}

}  // namespace
}  // namespace textback
