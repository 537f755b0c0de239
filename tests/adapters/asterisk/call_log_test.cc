// R1-R3: Asterisk's cdr_csv, with its real-world peculiarities.
#include "textback/adapters/asterisk/call_log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace textback {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::shared_ptr<const Zone> Edmonton() { return Zone::Load("America/Edmonton").value(); }

CallLog Parse(std::string_view csv) { return ParseCallLog(csv, "Master.csv", *Edmonton()); }

Instant At(std::string_view text) { return ParseRfc3339(text).value(); }

// One row, with the fields that tests care about.
std::string Row(std::string_view src, std::string_view disposition, std::string_view times,
                int billed = 0, std::string_view app = "Dial",
                std::string_view to_channel = "PJSIP/owner-1", std::string_view id = "") {
  return "\"acme\",\"" + std::string(src) +
         "\",\"+14035550131\",\"from-pstn\",\"\"\"\"\" <x>\",\"PJSIP/trunk-1\",\"" +
         std::string(to_channel) + "\",\"" + std::string(app) + "\",\"PJSIP/owner,20\"," +
         std::string(times) + ",30," + std::to_string(billed) + ",\"" + std::string(disposition) +
         "\",\"DOCUMENTATION\"" + (id.empty() ? "" : ",\"" + std::string(id) + "\",\"\"") + "\n";
}

constexpr std::string_view kMissedTimes = "\"2026-11-17 10:00:00\",,\"2026-11-17 10:00:30\"";
constexpr std::string_view kAnsweredTimes =
    "\"2026-11-17 10:00:00\",\"2026-11-17 10:00:12\",\"2026-11-17 10:00:30\"";

TEST(CallLog, ReadsARealRow) {
  const CallLog log =
      Parse(R"("contractor-38","+13865550106","+14035550138","from-pstn",""""" <+13865550106>",)"
            R"("PJSIP/trunk-00000271","PJSIP/owner-00000271","Dial","PJSIP/owner,20",)"
            R"("2026-11-17 00:03:33",,"2026-11-17 00:03:56",23,0,"NO ANSWER",)"
            R"("DOCUMENTATION","1794895413.625","")");
  EXPECT_THAT(log.problems, IsEmpty());
  ASSERT_THAT(log.calls, SizeIs(1));
  const Call& call = log.calls[0];
  EXPECT_EQ(call.caller.ToE164(), "+13865550106");
  EXPECT_EQ(call.line.ToE164(), "+14035550138");
  EXPECT_FALSE(call.answered);
  EXPECT_EQ(call.start, At("2026-11-17T00:03:33-06:00"));
  EXPECT_EQ(call.end, At("2026-11-17T00:03:56-06:00"));
  EXPECT_EQ(call.id, "1794895413.625");
}

// R1: voicemail and menus pick up too; a call counts as answered only if two channels were joined.
TEST(CallLog, OnlyABridgedTalkIsAnAnswer) {
  EXPECT_TRUE(Parse(Row("4035550123", "ANSWERED", kAnsweredTimes, 18)).calls.at(0).answered);
  EXPECT_FALSE(
      Parse(Row("4035550123", "ANSWERED", kAnsweredTimes, 18, "VoiceMail")).calls.at(0).answered);
  EXPECT_FALSE(Parse(Row("4035550123", "ANSWERED", kAnsweredTimes, 18, "Playback", ""))
                   .calls.at(0)
                   .answered);
  EXPECT_FALSE(Parse(Row("4035550123", "ANSWERED", kAnsweredTimes, 0)).calls.at(0).answered);
  for (const char* missed : {"NO ANSWER", "BUSY", "FAILED", "CONGESTION"}) {
    EXPECT_FALSE(Parse(Row("4035550123", missed, kMissedTimes)).calls.at(0).answered) << missed;
  }
}

// R2: sorts the caller ids that are not phone numbers.
TEST(CallLog, CallersThatAreNoNumberAreSorted) {
  using Caller = MissedCall::Caller;
  const auto kind = [](std::string_view src) {
    return Parse(Row(src, "NO ANSWER", kMissedTimes)).calls.at(0).caller_kind;
  };
  EXPECT_EQ(kind("anonymous"), Caller::kWithheld);
  EXPECT_EQ(kind("Anonymous"), Caller::kWithheld);
  EXPECT_EQ(kind(""), Caller::kWithheld);
  EXPECT_EQ(kind("<unknown>"), Caller::kWithheld);
  EXPECT_EQ(kind("12345"), Caller::kShortCode);
  EXPECT_EQ(kind("s"), Caller::kInvalid);
  EXPECT_EQ(kind("+1999"), Caller::kInvalid);
  EXPECT_EQ(kind("(403) 555-0123"), Caller::kNumber);
}

// A call that rings on several phones has one row per leg. One answered leg answers the call.
TEST(CallLog, LegsOfOneCallAreOneCall) {
  const CallLog log =
      Parse(Row("4035550123", "NO ANSWER", kMissedTimes, 0, "Dial", "PJSIP/a", "1794931200.1") +
            Row("4035550123", "ANSWERED", kAnsweredTimes, 18, "Dial", "PJSIP/b", "1794931200.1"));
  ASSERT_THAT(log.calls, SizeIs(1));
  EXPECT_TRUE(log.calls[0].answered);
  EXPECT_EQ(log.calls[0].answer, At("2026-11-17T10:00:12-06:00"));
}

// R3: an answered outgoing call counts too; an unanswered one says nothing.
TEST(CallLog, OutgoingTalksAreTalks) {
  const auto outgoing = [](std::string_view disposition, int billed) {
    return Parse(R"("acme","101","4035550123","from-internal","x",)"
                 R"("PJSIP/101","PJSIP/trunk","Dial","x",)" +
                 std::string(billed > 0 ? kAnsweredTimes : kMissedTimes) + ",30," +
                 std::to_string(billed) + ",\"" + std::string(disposition) +
                 "\",\"DOCUMENTATION\"\n")
        .calls.at(0);
  };
  const AccountId acme = AccountId::Parse("acme").value();
  const absl::StatusOr<Event> talk = ToEvent(outgoing("ANSWERED", 18), acme);
  ASSERT_TRUE(talk.ok());
  EXPECT_EQ(talk->lead.phone.ToE164(), "+14035550123");
  EXPECT_TRUE(std::holds_alternative<AnsweredCall>(talk->body));
  EXPECT_FALSE(ToEvent(outgoing("NO ANSWER", 0), acme).ok());
}

TEST(CallLog, OddButReadableRowsAreRead) {
  // Broken quotes in the caller's name, CRLF, a blank line, a negative duration, extra columns.
  const CallLog log = Parse(
      "\"acme\",\"+14035550123\",\"+14035550131\",\"from-pstn\",\"\"\"\"\"\" "
      "<client1>\",\"c\",\"d\",\"Dial\",\"x\"," +
      std::string(kMissedTimes) + ",-5,0,\"NO ANSWER\",\"DOCUMENTATION\"\r\n\r\n" +
      Row("4035550124", "BUSY", kMissedTimes, 0, "Dial", "PJSIP/a", "1794931200.7"));
  EXPECT_THAT(log.problems, IsEmpty());
  ASSERT_THAT(log.calls, SizeIs(2));
  EXPECT_EQ(log.calls[0].end, log.calls[0].start);
}

// Errors name the file, line, field and remedy; all other rows are still read.
TEST(CallLog, BrokenRowsAreNamedAndTheRestIsRead) {
  const std::string good = Row("4035550123", "NO ANSWER", kMissedTimes);
  const CallLog log =
      Parse(good + "half,a,row\n" + "\"never closed,x\n" +
            Row("4035550124", "NO ANSWER", "\"yesterday\",,\"\"") +
            Row("4035550125", "MAYBE", kMissedTimes) + std::string(20'000, 'x') + "\n" + good);
  EXPECT_THAT(log.calls, SizeIs(1));  // the two good rows are the same call
  ASSERT_THAT(log.problems, SizeIs(5));
  EXPECT_THAT(log.problems[0].message, HasSubstr("Master.csv:2: 3 columns"));
  EXPECT_THAT(log.problems[1].message, HasSubstr("Master.csv:3: a quoted field"));
  EXPECT_THAT(log.problems[2].message, HasSubstr("Master.csv:4: start: 'yesterday'"));
  EXPECT_THAT(log.problems[3].message, HasSubstr("Master.csv:5: disposition: 'MAYBE'"));
  EXPECT_THAT(log.problems[4].message, HasSubstr("Master.csv:6: "));
}

// An hour that occurs twice is resolved by the uniqueid, which is in UTC.
TEST(CallLog, RepeatedHourIsToldApartByTheId) {
  const auto toronto = Zone::Load("America/Toronto").value();
  const std::string times = "\"2027-11-07 01:30:00\",,\"2027-11-07 01:30:30\"";
  const std::int64_t second = ToMillis(At("2027-11-07T06:30:00Z")) / 1000;
  const CallLog log = ParseCallLog(
      Row("4165550123", "NO ANSWER", times, 0, "Dial", "x", std::to_string(second) + ".9"), "f",
      *toronto);
  EXPECT_EQ(log.calls.at(0).start, At("2027-11-07T06:30:00Z"));
}

// A wrong --zone is noticed, because the uniqueid has the time in UTC.
TEST(CallLog, WrongZoneIsNoticed) {
  const auto vancouver = Zone::Load("America/Vancouver").value();
  const std::int64_t id = ToMillis(At("2026-11-17T10:00:00-06:00")) / 1000;
  const CallLog log = ParseCallLog(
      Row("4165550123", "NO ANSWER", kMissedTimes, 0, "Dial", "x", std::to_string(id) + ".9"), "f",
      *vancouver);
  ASSERT_THAT(log.notes, SizeIs(1));
  EXPECT_THAT(log.notes[0], HasSubstr("+60 minutes"));
}

TEST(CallLog, FilesThatAreNoLogAreErrors) {
  EXPECT_EQ(ReadCallLog("no/such/file.csv", *Edmonton()).status().code(),
            absl::StatusCode::kNotFound);
  EXPECT_FALSE(ReadCallLog(std::string(TEXTBACK_SOURCE_DIR) + "/README.md", *Edmonton()).ok());
  EXPECT_FALSE(ReadCallLog(TEXTBACK_SOURCE_DIR, *Edmonton()).ok());
}

}  // namespace
}  // namespace textback
