// R1, R8: calls from a log that is being written: when a call is over, and how soon its event is
// durable.
#include "textback/adapters/call_log/live_calls.h"

#include <gtest/gtest.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "textback/adapters/sqlite/storage.h"
#include "textback/adapters/system/clock.h"
#include "textback/calls/call_event.h"

namespace textback {
namespace {

using std::chrono::seconds;

constexpr Instant kTen{std::chrono::milliseconds{1'794'931'200'000}};  // 2026-11-17 16:00 UTC

class LiveCallsTest : public ::testing::Test {
 protected:
  LiveCallsTest() { std::remove(path_.c_str()); }
  ~LiveCallsTest() override { std::remove(path_.c_str()); }

  static std::string Row(std::string_view channel, std::string_view peer, std::string_view app,
                         int begin, int lasts, int talk, std::string_view id,
                         std::string_view group = "1794931200.1") {
    const auto at = [](int second) {
      const std::string time = FormatRfc3339(kTen + seconds{second});
      return time.substr(0, 10) + " " + time.substr(11, 8);
    };
    const std::string answer = talk > 0 ? "\"" + at(begin + lasts - talk) + "\"" : "";
    return "\"\",\"4035550123\",\"4035550199\",\"from-trunk\",\"\",\"" + std::string(channel) +
           "\",\"" + std::string(peer) + "\",\"" + std::string(app) + "\",\"x\",\"" + at(begin) +
           "\"," + answer + ",\"" + at(begin + lasts) + "\"," + std::to_string(lasts) + "," +
           std::to_string(talk) + ",\"" + (talk > 0 ? "ANSWERED" : "NO ANSWER") +
           "\",\"DOCUMENTATION\",\"" + std::string(id) + "\",\"\",\"\",\"" + std::string(group) +
           "\",1\n";
  }
  void Write(const std::string& rows) { std::ofstream(path_, std::ios::app) << rows; }
  LiveCalls Open(Instant since = Instant{}) {
    return LiveCalls::Open({.path = path_, .zone = Zone::Load("UTC").value(), .since = since})
        .value();
  }
  static std::vector<std::string> Outcomes(LiveCalls& live, Instant now) {
    std::vector<std::string> outcomes;
    const absl::StatusOr<LiveNews> news = live.Poll(now);
    EXPECT_TRUE(news.ok()) << news.status();
    for (const Call& call : news->calls) outcomes.emplace_back(NameOf(call.outcome));
    return outcomes;
  }

  const std::string path_ = ::testing::TempDir() + "live_calls_test.csv";
};

using Names = std::vector<std::string>;

TEST_F(LiveCallsTest, AMissedCallIsGivenOutWhenItsRowsAreQuiet) {
  Write(Row("PJSIP/t-00000001", "PJSIP/201-00000002", "Dial", 0, 20, 0, "1794931200.1"));
  LiveCalls live = Open();
  EXPECT_EQ(Outcomes(live, kTen + seconds{21}), Names{});
  EXPECT_EQ(Outcomes(live, kTen + seconds{23}), Names{"missed"});
  EXPECT_EQ(Outcomes(live, kTen + seconds{60}), Names{}) << "once";
}

// R3: as soon as it is written, so that a text that waits is dropped.
TEST_F(LiveCallsTest, AnAnsweredCallIsGivenOutAtOnce) {
  Write(Row("PJSIP/t-00000001", "PJSIP/201-00000002", "Dial", 0, 60, 50, "1794931200.1"));
  LiveCalls live = Open();
  EXPECT_EQ(Outcomes(live, kTen + seconds{60}), Names{"served"});
}

TEST_F(LiveCallsTest, AnAnswerThatIsWrittenLaterStillCounts) {
  Write(Row("PJSIP/t-00000001", "PJSIP/201-00000002", "Dial", 0, 20, 0, "1794931200.1"));
  LiveCalls live = Open();
  EXPECT_EQ(Outcomes(live, kTen + seconds{30}), Names{"missed"});
  Write(Row("PJSIP/t-00000001", "PJSIP/202-00000003", "Dial", 20, 100, 95, "1794931200.1"));
  EXPECT_EQ(Outcomes(live, kTen + seconds{121}), Names{"served"});
}

// A leg of a queue is written while the caller still waits.
TEST_F(LiveCallsTest, WhoeverStillWaitsIsNotMissed) {
  Write(Row("Local/201@q-00000005;2", "PJSIP/201-00000002", "Dial", 0, 15, 0, "1794931201.3"));
  LiveCalls live = Open();
  EXPECT_EQ(Outcomes(live, kTen + seconds{60}), Names{}) << "the caller's own row isn't there";
  Write(Row("PJSIP/t-00000001", "Local/201@q-00000005;1", "Queue", 0, 15, 0, "1794931200.1"));
  EXPECT_EQ(Outcomes(live, kTen + seconds{50}), Names{}) << "the next member may be tried";
  EXPECT_EQ(Outcomes(live, kTen + seconds{56}), Names{"missed"});
}

TEST_F(LiveCallsTest, WhatIsOldIsLearnedFromAndNotGivenOut) {
  Write(Row("PJSIP/t-00000001", "PJSIP/201-00000002", "Dial", 0, 20, 0, "1794931200.1"));
  LiveCalls live = Open(kTen + seconds{600});
  EXPECT_EQ(Outcomes(live, kTen + seconds{700}), Names{});
  EXPECT_EQ(live.phones().SideOfPeer(ReadChannel("PJSIP/t-00000009")).side, Side::kOutside);
}

// R1: after a stop of two days everything since then is given out, not only the last half day.
TEST_F(LiveCallsTest, NothingIsLostAfterALongStop) {
  for (int hour = 0; hour < 48; ++hour) {
    const std::string id = std::to_string(1'794'931'200 + 3600 * hour) + ".1";
    Write(Row("PJSIP/t-0000" + std::to_string(1000 + hour), "PJSIP/201-00000002", "Dial",
              3600 * hour, 20, 0, id, id));
  }
  LiveCalls live = Open(kTen + std::chrono::hours{1});
  EXPECT_EQ(Outcomes(live, kTen + std::chrono::hours{48}).size(), 47U) << "all since the stop";
  EXPECT_EQ(Outcomes(live, kTen + std::chrono::hours{49}), Names{}) << "once";
}

// From the row's last byte to the event's commit in a durable store, beside the quiet of 3 s.
TEST_F(LiveCallsTest, TheEventIsDurableSoonAfterTheRow) {
  const std::string db = ::testing::TempDir() + "live_calls_test.db";
  for (const char* suffix : {"", "-wal", "-shm", "-lock"}) std::remove((db + suffix).c_str());
  const auto store = OpenSqliteStorage({.path = db}).value();
  const AccountId account = AccountId::Parse("northside").value();
  Write("");
  LiveCalls live = Open();
  using Clock = std::chrono::steady_clock;
  std::vector<double> millis;
  for (int i = 0; i < 20; ++i) {
    const std::string id = std::to_string(1'794'931'200 + 100 * i) + ".1";
    Write(Row("PJSIP/t-0000100" + std::to_string(i), "PJSIP/201-00000002", "Dial", 100 * i, 60, 50,
              id, id));
    const Clock::time_point written = Clock::now();
    bool durable = false;
    while (!durable && Clock::now() < written + seconds{5}) {
      const absl::StatusOr<LiveNews> news = live.Poll(kTen + seconds{100 * i + 60});
      ASSERT_TRUE(news.ok()) << news.status();
      for (const Call& call : news->calls) {
        const Event event = EventOf(call, account).value();
        durable = store->Append({&event, 1}).ok();
      }
      if (!durable) std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }
    ASSERT_TRUE(durable) << "row " << i;
    millis.push_back(std::chrono::duration<double, std::milli>(Clock::now() - written).count());
  }
  std::sort(millis.begin(), millis.end());
  std::printf("from the row to the commit: median %.1f ms, longest %.1f ms\n", millis[10],
              millis.back());
  EXPECT_LT(millis[10], 1'000);
  for (const char* suffix : {"", "-wal", "-shm", "-lock"}) std::remove((db + suffix).c_str());
}

}  // namespace
}  // namespace textback
