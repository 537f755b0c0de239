// What the rows of each switch say (R1, R8; facts about call logs). The decisions made of them are
// tested in tests/calls.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "adapters/call_log/logs.h"

namespace textback {
namespace {

using std::chrono::seconds;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

Instant At(const char* text) { return *ParseRfc3339(text); }

CallRow OnlyRow(const ReadLog& log) {
  EXPECT_TRUE(log.status.ok()) << log.status;
  EXPECT_THAT(log.problems, IsEmpty()) << (log.problems.empty() ? "" : log.problems[0].message);
  EXPECT_THAT(log.rows, SizeIs(1));
  return log.rows.empty() ? CallRow{} : log.rows[0];
}

TEST(AsteriskRows, SayWhoCalledAndHowItEnded) {
  const CallRow row = OnlyRow(ReadText(
      "\"north\",\"4035550123\",\"600\",\"ext-group\",\"\"\"DANA LEE\"\" <4035550123>\","
      "\"PJSIP/trunk-1\",\"PJSIP/201-2\",\"Dial\",\"PJSIP/201,20\",\"2026-11-17 10:00:00\","
      "\"2026-11-17 10:00:08\",\"2026-11-17 10:01:38\",98,90,\"ANSWERED\",\"DOCUMENTATION\","
      "\"1794931200.1\",\"\",\"\",\"1794931200.0\",7\n"));
  EXPECT_EQ(row.number, 1U);
  EXPECT_EQ(row.line, 1U);
  EXPECT_EQ(row.account_code, "north");
  EXPECT_EQ(row.from, "4035550123");
  EXPECT_EQ(row.to, "600");
  EXPECT_EQ(row.context, "ext-group");
  EXPECT_EQ(row.caller_name, "DANA LEE");
  EXPECT_EQ(row.channel, "PJSIP/trunk-1");
  EXPECT_EQ(row.peer_channel, "PJSIP/201-2");
  EXPECT_EQ(row.app, "Dial");
  EXPECT_EQ(row.data, "PJSIP/201,20");
  EXPECT_EQ(row.id, "1794931200.1");
  EXPECT_EQ(row.group, "1794931200.0");
  EXPECT_EQ(row.start, At("2026-11-17T16:00:00Z"));
  EXPECT_EQ(row.answer, At("2026-11-17T16:00:08Z"));
  EXPECT_EQ(row.end, At("2026-11-17T16:01:38Z"));
  EXPECT_EQ(row.talk, seconds{90});
  EXPECT_EQ(row.ending, RowEnding::kAnswered);
  EXPECT_TRUE(row.has_channels);
}

// The part of a row before its optional columns.
constexpr char kAsteriskHead[] =
    "\"\",\"1\",\"2\",\"c\",\"\",\"a\",\"b\",\"Dial\",\"\",\"2026-11-17 10:00:00\",,\"2026-11-17 "
    "10:00:20\",20,0,\"NO ANSWER\",\"DOCUMENTATION\"";

TEST(AsteriskRows, EveryColumnSet) {
  struct Case {
    const char* tail;
    const char* id;
    const char* group;
  };
  for (const Case& one :
       {Case{"", "", ""}, Case{",\"1794931200.1\"", "1794931200.1", ""},
        Case{",\"kitchen\"", "", ""}, Case{",\"pbx-1794931200.1\",\"x\"", "pbx-1794931200.1", ""},
        Case{",\"\",\"1794931200.1\",1", "", "1794931200.1"},
        Case{",\"1794931200.2\",\"\",\"1794931200.1\",1", "1794931200.2", "1794931200.1"},
        Case{",\"kitchen\",\"\",\"1794931200.1\",1", "", "1794931200.1"},
        Case{",\"hash_1\",\"\",\"hash_1\",1", "hash_1", "hash_1"},
        Case{",\"1794931200.2\",\"x\",\"\",\"1794931200.1\",1", "1794931200.2", "1794931200.1"}}) {
    const CallRow row = OnlyRow(ReadText(std::string(kAsteriskHead) + one.tail + "\n"));
    EXPECT_EQ(row.id, one.id) << one.tail;
    EXPECT_EQ(row.group, one.group) << one.tail;
  }
}

TEST(AsteriskRows, EndingsInEverySpelling) {
  struct Case {
    const char* word;
    RowEnding ending;
  };
  for (const Case& one :
       {Case{"NO ANSWER", RowEnding::kNoAnswer}, Case{"NOANSWER", RowEnding::kNoAnswer},
        Case{"no answer", RowEnding::kNoAnswer}, Case{"Busy", RowEnding::kBusy},
        Case{"FAILED", RowEnding::kFailed}, Case{"CONGESTION", RowEnding::kFailed},
        Case{"CANCEL", RowEnding::kCancelled}, Case{"CANCELLED", RowEnding::kCancelled},
        Case{"canceled", RowEnding::kCancelled}, Case{"Answered", RowEnding::kAnswered}}) {
    std::string text = AsteriskRow(1);
    text.replace(text.find("NO ANSWER"), 9, one.word);
    EXPECT_EQ(OnlyRow(ReadText(text)).ending, one.ending) << one.word;
  }
}

TEST(AsteriskRows, AnUnknownEndingIsAProblemThatListsTheKnownOnes) {
  std::string text = AsteriskRow(1);
  text.replace(text.find("NO ANSWER"), 9, "MAYBE");
  const ReadLog log = ReadText(text + AsteriskRow(2));
  ASSERT_THAT(log.problems, SizeIs(1));
  EXPECT_EQ(log.problems[0].message,
            "log.csv:1: disposition: 'MAYBE' is none of ANSWERED, NO ANSWER, BUSY, FAILED, "
            "CONGESTION, CANCEL");
  EXPECT_THAT(log.rows, SizeIs(1));
}

TEST(AsteriskRows, ProblemsSayWhatIsWrongAndWhere) {
  const auto problem = [](const std::string& from, const std::string& to) {
    std::string text = AsteriskRow(1);
    text.replace(text.find(from), from.size(), to);
    const ReadLog log = ReadText(AsteriskRow(0) + text + AsteriskRow(2));
    EXPECT_THAT(log.rows, SizeIs(2)) << to;
    return log.problems.empty() ? "" : log.problems[0].message;
  };
  EXPECT_EQ(problem("2026-11-17 10:01:00", "17. Nov. 26"),
            "log.csv:2: start: '17. Nov. 26' is no time; write it as 2026-11-17 09:30:00");
  EXPECT_EQ(problem("2026-11-17 10:01:00", "2026-02-30 10:01:00"),
            "log.csv:2: start: '2026-02-30 10:01:00' is no time; write it as 2026-11-17 09:30:00");
  EXPECT_THAT(problem(",20,0,", ",soon,0,"), HasSubstr("duration: 'soon' is no number of seconds"));
  EXPECT_THAT(problem(",20,0,", ",20,x,"), HasSubstr("billsec: 'x'"));
  EXPECT_THAT(problem("\"2026-11-17 10:01:20\"", "never"), HasSubstr("end: 'never' is no time"));
  EXPECT_THAT(problem("\"Dial\",", "\n"), HasSubstr("columns where at least 16 are needed"));
  EXPECT_THAT(problem("\"Dial\",", "a,b,c,d,e,f,"),
              HasSubstr("columns where at most 21 are known"));
}

// R70: the same row, read in the night in which an hour happens twice.
TEST(AsteriskRows, TheHourThatHappensTwiceIsSettledByTheId) {
  const auto start = [](const char* id) {
    std::string text = AsteriskRow(0);
    text.replace(text.find("2026-11-17 10:00:00"), 19, "2026-11-01 01:30:00");
    text.replace(text.find("1794931200.1"), 12, id);
    return FormatRfc3339(OnlyRow(ReadText(text, "America/Toronto")).start);
  };
  EXPECT_EQ(start("1793511000.1"), "2026-11-01T05:30:00Z");
  EXPECT_EQ(start("1793514600.1"), "2026-11-01T06:30:00Z");
  EXPECT_EQ(start("pbx-1793514600.1"), "2026-11-01T06:30:00Z");
  EXPECT_EQ(start("pbx-2.yyc-01-1793514600.1"), "2026-11-01T06:30:00Z");
  EXPECT_EQ(start("1700000000-1793514600.1"), "2026-11-01T06:30:00Z");
  EXPECT_EQ(start("hash-of-an-id"), "2026-11-01T05:30:00Z");
}

TEST(AsteriskRows, ACallOverTheChangeOfClocksKeepsItsLength) {
  const CallRow row = OnlyRow(ReadText(
      "\"\",\"1\",\"2\",\"c\",\"\",\"a\",\"b\",\"Dial\",\"\",\"2026-11-01 01:59:50\",\"2026-11-01 "
      "01:00:05\",\"2026-11-01 01:01:05\",75,60,\"ANSWERED\",\"3\",\"1793512790.1\",\"\"\n",
      "America/Toronto"));
  EXPECT_EQ(row.start, At("2026-11-01T05:59:50Z"));
  EXPECT_EQ(row.answer, At("2026-11-01T06:00:05Z"));
  EXPECT_EQ(row.end, At("2026-11-01T06:01:05Z"));
}

TEST(AsteriskRows, ATimeThatNeverWasIsReadByTheIdAndTold) {
  std::string text = AsteriskRow(0);
  text.replace(text.find("2026-11-17 10:00:00"), 19, "2026-03-08 02:30:00");
  text.replace(text.find("1794931200.1"), 12, "1772955000.1");
  const ReadLog log = ReadText(text, "America/New_York");
  EXPECT_EQ(OnlyRow(log).start, At("2026-03-08T07:30:00Z"));
  EXPECT_THAT(log.notes, ElementsAre(HasSubstr("1 rows begin at a time that clocks")));
}

TEST(AsteriskRows, AWrongZoneIsTold) {
  const std::string text = AsteriskRow(0) + AsteriskRow(1) + AsteriskRow(2);
  EXPECT_THAT(ReadText(text).notes, IsEmpty());
  EXPECT_THAT(ReadText(text, "America/Toronto").notes,
              ElementsAre(HasSubstr("in 3 of 3 rows the start is -60 minutes off")));
}

TEST(AsteriskRows, OddLengthsAreRead) {
  const auto end = [](const char* duration) {
    std::string text = AsteriskRow(0);
    text.replace(text.find(",20,0,"), 6, std::string(",") + duration + ",0,");
    const CallRow row = OnlyRow(ReadText(text));
    return (row.end - row.start).count() / 1000;
  };
  EXPECT_EQ(end("-5"), 0);
  EXPECT_EQ(end("\"20\""), 20);
  EXPECT_EQ(end("20.4"), 20);
  EXPECT_EQ(end("0:01:05"), 65);
  EXPECT_EQ(end("99999999"), 86'400);
}

TEST(CallerNames, AreUnquotedAndWithoutTheNumber) {
  const auto name = [](const std::string& clid) {
    std::string text = AsteriskRow(0);
    const std::string old = "\"\"\"\"\" <4035550123>\"";
    text.replace(text.find(old), old.size(), clid);
    return OnlyRow(ReadText(text)).caller_name;
  };
  EXPECT_EQ(name("\"\"\"DANA LEE\"\" <4035550123>\""), "DANA LEE");
  EXPECT_EQ(name("\"DANA LEE <4035550123>\""), "DANA LEE");
  EXPECT_EQ(name("\"\"DANA LEE\" <4035550123>\""), "DANA LEE");
  EXPECT_EQ(name("\"\"\"DANA\r\nLEE\"\" <4035550123>\""), "DANA LEE");
  EXPECT_EQ(name("\"\"\"DANA \"\"DEE\"\"\"\" <4035550123>\""), "DANA \"DEE\"");
  EXPECT_EQ(name("\"\"\"LEE, DANA\"\" <4035550123>\""), "LEE, DANA");
  EXPECT_EQ(name("\"\"\"REN\xC9\"\" <4035550123>\""), "REN\xC3\x89");
  EXPECT_EQ(name("\"\"\"4035550123\"\" <4035550123>\""), "");
  EXPECT_EQ(name("\"\"\"\"\" <4035550123>\""), "");
  EXPECT_EQ(name("\"4035550123\""), "");
  EXPECT_EQ(name(""), "");
}

// Without its end it could be read as a row of an older column set, and come again with an id.
TEST(BrokenRows, AHalfWrittenLastRowIsNoShorterRow) {
  std::string text = AsteriskRow(0) + AsteriskRow(1);
  text.resize(text.rfind(",\"DOCUMENTATION"));
  for (const char* const tail : {"", ",\"DOCUMENTATION\"", ",\"DOCUMENTATION\",\"1794931260.1\""}) {
    const ReadLog log = ReadText(text + tail);
    EXPECT_THAT(log.rows, SizeIs(1)) << tail;
    EXPECT_THAT(log.problems, SizeIs(1)) << tail;
  }
  EXPECT_THAT(ReadText(text + ",\"DOCUMENTATION\",\"1794931260.1\",\"\"").rows, SizeIs(2));
}

TEST(BrokenRows, NeverSwallowGoodOnes) {
  const std::string row = AsteriskRow(1);
  // Cut at every byte, then a line end and good rows; and glued to the next row.
  for (std::size_t cut = 1; cut + 1 < row.size(); ++cut) {
    const ReadLog log = ReadText(AsteriskRow(0, "0") + row.substr(0, cut) + "\n" +
                                 AsteriskRow(2, "2") + AsteriskRow(3, "3"));
    std::vector<std::string> callers;
    for (const CallRow& one : log.rows) callers.push_back(one.from);
    std::erase(callers, "4035550123");  // enough was left of it to be read
    EXPECT_THAT(callers, ElementsAre("0", "2", "3")) << row.substr(0, cut);
    EXPECT_EQ(log.rows.size() + log.problems.size(), 4U) << row.substr(0, cut);
    const ReadLog glued = ReadText(AsteriskRow(0, "0") + row.substr(0, cut) + AsteriskRow(2, "2") +
                                   AsteriskRow(3, "3"));
    ASSERT_FALSE(glued.rows.empty());
    EXPECT_EQ(glued.rows.front().from, "0");
    EXPECT_EQ(glued.rows.back().from, "3") << row.substr(0, cut);
  }
}

}  // namespace
}  // namespace textback
