// Rows of the other switches: cdr_custom, FreePBX, FreeSWITCH, 3CX, Twilio, tables with a header
// (issue 12; R1, R8: what the format knows about who picked up is kept).
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

std::vector<CallRow> Rows(const std::string& text, CallLogFormat format,
                          const char* zone = "America/Edmonton") {
  const ReadLog log = ReadText(text, zone);
  EXPECT_TRUE(log.status.ok()) << log.status;
  EXPECT_EQ(CallLogFormatName(log.layout.format), CallLogFormatName(format)) << log.layout.why;
  EXPECT_THAT(log.problems, IsEmpty()) << (log.problems.empty() ? "" : log.problems[0].message);
  return log.rows;
}

TEST(AsteriskCustomRows, TheCallerIdComesFirst) {
  const auto rows = Rows(
      "\"\"\"DANA LEE\"\" "
      "<4035550123>\",\"4035550123\",\"4035550199\",\"from-trunk\",\"PJSIP/t-1\","
      "\"PJSIP/201-2\",\"Dial\",\"PJSIP/201,20\",\"2026-11-17 10:00:00\",\"2026-11-17 10:00:05\","
      "\"2026-11-17 10:01:05\",\"65\",\"60\",\"ANSWERED\",\"DOCUMENTATION\",\"north\","
      "\"1794931200.1\",\"\",2\n",
      CallLogFormat::kAsteriskCustom);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].caller_name, "DANA LEE");
  EXPECT_EQ(rows[0].from, "4035550123");
  EXPECT_EQ(rows[0].account_code, "north");
  EXPECT_EQ(rows[0].id, "1794931200.1");
  EXPECT_EQ(rows[0].peer_channel, "PJSIP/201-2");
  EXPECT_EQ(rows[0].talk, seconds{60});
}

constexpr char kFreePbxHead[] =
    "\"calldate\",\"clid\",\"src\",\"dst\",\"dcontext\",\"channel\",\"dstchannel\",\"lastapp\","
    "\"lastdata\",\"duration\",\"billsec\",\"disposition\",\"amaflags\",\"accountcode\","
    "\"uniqueid\",\"userfield\",\"did\",\"recordingfile\",\"cnum\",\"cnam\",\"outbound_cnum\","
    "\"outbound_cnam\",\"dst_cnam\",\"linkedid\",\"peeraccount\",\"sequence\"\n";
constexpr char kFreePbxRow[] =
    "\"2026-11-17 10:00:00\",\"\"\"\"\" <4035550123>\",\"4035550123\",\"600\",\"ext-group\","
    "\"PJSIP/t-1\",\"PJSIP/201-2\",\"Dial\",\"PJSIP/201,20\",\"65\",\"60\",\"ANSWERED\",\"3\",NULL,"
    "\"1794931200.2\",NULL,\"4035550199\",NULL,\"4035550123\",\"DANA\",NULL,NULL,NULL,"
    "\"1794931200.1\",NULL,\"1\"\n";

TEST(FreePbxRows, TheDidIsTheLineAndTheNameHasAColumn) {
  for (const std::string& head : {std::string(kFreePbxHead), std::string()}) {
    const auto rows = Rows(head + kFreePbxRow, CallLogFormat::kFreePbx);
    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].line_called, "4035550199");
    EXPECT_EQ(rows[0].to, "600");
    EXPECT_EQ(rows[0].caller_name, "DANA");
    EXPECT_EQ(rows[0].account_code, "") << "NULL is nothing";
    EXPECT_EQ(rows[0].group, "1794931200.1");
    EXPECT_EQ(rows[0].answer, At("2026-11-17T16:00:05Z")) << "end without the seconds of talk";
    EXPECT_TRUE(rows[0].has_channels);
  }
}

TEST(FreePbxRows, OtherSeparatorsOrderAndFewerColumns) {
  for (const char separator : {';', '\t', '|'}) {
    std::string text = std::string(kFreePbxHead) + kFreePbxRow;
    std::replace(text.begin(), text.end(), ',', separator);
    EXPECT_THAT(Rows(text, CallLogFormat::kFreePbx), SizeIs(1)) << separator;
    EXPECT_THAT(Rows(std::string("sep=") + separator + "\r\n" + text, CallLogFormat::kFreePbx),
                SizeIs(1));
  }
  const auto rows = Rows(
      "uniqueid,disposition,billsec,duration,did,src,calldate\n1794931200.1,NO "
      "ANSWER,0,20,4035550199,4035550123,2026-11-17 10:00:00\n",
      CallLogFormat::kFreePbx);
  ASSERT_THAT(rows, SizeIs(1));
  EXPECT_EQ(rows[0].from, "4035550123");
  EXPECT_EQ(rows[0].end, At("2026-11-17T16:00:20Z"));
  EXPECT_FALSE(rows[0].has_channels);
}

std::string FreeSwitchRow(const char* answer, const char* talk, const char* cause, const char* bleg,
                          const char* tail) {
  return absl::StrFormat(
      "\"DANA LEE\",\"4035550123\",\"4035550199\",\"public\",\"2026-11-17 10:00:00\",\"%s\","
      "\"2026-11-17 10:01:30\",\"90\",\"%s\",\"%s\",\"aaaa-1\",\"%s\"%s\n",
      answer, talk, cause, bleg, tail);
}

TEST(FreeSwitchRows, TheAnswerIsATimeAndNotACause) {
  for (const char* const tail : {", \"north\"", ",\"north\",\"PCMU\",\"PCMU\"",
                                 ",\"north\",\"PCMU\",\"PCMU\",\"Snom\",\"\",\"\",\"\",\"\""}) {
    const auto rows =
        Rows(FreeSwitchRow("2026-11-17 10:00:08", "82", "NORMAL_CLEARING", "bbbb-2", tail) +
                 FreeSwitchRow("2026-11-17 10:00:08", "82", "NORMAL_CLEARING", "", tail) +
                 FreeSwitchRow("", "0", "NORMAL_CLEARING", "", tail) +
                 FreeSwitchRow("", "0", "ORIGINATOR_CANCEL", "", tail) +
                 FreeSwitchRow("", "0", "USER_BUSY", "", tail) +
                 FreeSwitchRow("", "0", "NO_ROUTE_DESTINATION", "", tail),
             CallLogFormat::kFreeSwitch);
    ASSERT_THAT(rows, SizeIs(6));
    EXPECT_EQ(rows[0].ending, RowEnding::kAnswered);
    EXPECT_EQ(rows[0].answerer, RowAnswerer::kNotSaid);
    EXPECT_EQ(rows[0].peer_id, "bbbb-2");
    EXPECT_EQ(rows[0].caller_name, "DANA LEE");
    EXPECT_EQ(rows[0].account_code, "north");
    EXPECT_EQ(rows[1].ending, RowEnding::kAnswered);
    EXPECT_EQ(rows[1].answerer, RowAnswerer::kMachine) << "no other leg: the switch itself";
    EXPECT_EQ(rows[2].ending, RowEnding::kNoAnswer);
    EXPECT_EQ(rows[3].ending, RowEnding::kCancelled);
    EXPECT_EQ(rows[4].ending, RowEnding::kBusy);
    EXPECT_EQ(rows[5].ending, RowEnding::kFailed);
    EXPECT_FALSE(rows[0].has_channels);
  }
}

TEST(FreeSwitchRows, TheTemplateAsterisk) {
  const std::string head =
      "\"\",\"4035550123\",\"4035550199\",\"public\",\"\"DANA LEE\" <4035550123>\","
      "\"sofia/external/4035550123@192.0.2.9\",\"\",\"bridge\",\"user/1001\",\"2026-11-17 "
      "10:00:00\",";
  const auto rows =
      Rows(head + "\"\",\"2026-11-17 10:00:24\",\"24\",\"0\",\"NO_ANSWER\",\"\",\"aaaa-1\",\"\"\n" +
               head +
               "\"2026-11-17 10:00:04\",\"2026-11-17 "
               "10:00:24\",\"24\",\"20\",\"NORMAL_CLEARING\",\"\",\"aaaa-2\",\"\"\n",
           CallLogFormat::kFreeSwitchAsterisk);
  ASSERT_THAT(rows, SizeIs(2));
  EXPECT_EQ(rows[0].caller_name, "DANA LEE");
  EXPECT_EQ(rows[0].id, "aaaa-1");
  EXPECT_EQ(rows[0].ending, RowEnding::kNoAnswer);
  EXPECT_EQ(rows[1].ending, RowEnding::kAnswered);
}

std::string ThreeCxRow(const char* duration, const char* answered, const char* reason,
                       const char* parties, const char* last, const char* chain) {
  return absl::StrFormat(
      "Call 612501,00000C22FF_1,%s,2026/11/17 10:00:00,%s,2026/11/17 10:05:48,%s,%s,Default,%s,,,,,"
      "Chain: %s\n",
      duration, answered, reason, parties, last, chain);
}

TEST(ThreeCxRows, DirectionAndWhoPickedUp) {
  const char* const inbound = "+19025550137,Ext.800,10001,800,+14035550199";
  const auto rows =
      Rows(ThreeCxRow("", "", "TerminatedBySrc", inbound, ",", "+19025550137;Ext.800;") +
               ThreeCxRow("00:05:36", "2026/11/17 10:00:12", "TerminatedBySrc", inbound,
                          "Ext.101,101", "+19025550137;Ext.800;Ext.101;") +
               ThreeCxRow("00:00:30", "2026/11/17 10:00:20", "TerminatedBySrc", inbound,
                          "VMail.101,*101", "+19025550137;Ext.101;VMail.101;") +
               ThreeCxRow("", "", "NoAnswer", "Ext.100,4035550123,100,10001,4035550123", ",",
                          "Ext.100;4035550123;") +
               ThreeCxRow("00:00:20", "2026/11/17 10:00:04", "TerminatedByDst",
                          "Ext.100,Ext.102,100,102,102", ",", "Ext.100;Ext.102;"),
           CallLogFormat::kThreeCx);
  ASSERT_THAT(rows, SizeIs(5));
  EXPECT_EQ(rows[0].direction, RowDirection::kInbound);
  EXPECT_EQ(rows[0].ending, RowEnding::kCancelled);
  EXPECT_EQ(rows[0].from, "+19025550137");
  EXPECT_EQ(rows[0].to, "800");
  EXPECT_EQ(rows[0].line_called, "+14035550199");
  EXPECT_EQ(rows[0].group, "Call 612501");
  EXPECT_EQ(rows[1].ending, RowEnding::kAnswered);
  EXPECT_EQ(rows[1].answered_by, "101");
  EXPECT_EQ(rows[1].talk, seconds{336});
  EXPECT_EQ(rows[2].answerer, RowAnswerer::kVoicemail);
  EXPECT_EQ(rows[3].direction, RowDirection::kOutbound);
  EXPECT_EQ(rows[3].from, "100");
  EXPECT_EQ(rows[3].to, "4035550123");
  EXPECT_EQ(rows[3].ending, RowEnding::kNoAnswer);
  EXPECT_EQ(rows[4].direction, RowDirection::kInternal);
  EXPECT_EQ(rows[4].answered_by, "102");
}

TEST(ThreeCxRows, MenusAndFaxesAreMachines) {
  for (const char* const last : {"IVR.960,960", "Fax.888,888"}) {
    const auto rows = Rows(ThreeCxRow("00:00:15", "2026/11/17 10:00:00", "TerminatedBySrc",
                                      "+19025550137,Ext.800,10001,800,+14035550199", last, ""),
                           CallLogFormat::kThreeCx);
    ASSERT_THAT(rows, SizeIs(1));
    EXPECT_EQ(rows[0].answerer, RowAnswerer::kMachine) << last;
  }
}

TEST(ThreeCxConsoleRows, ExtensionsAreInBrackets) {
  const auto rows = Rows(
      "Call Time,Caller ID,Destination,Status,Ringing,Talking,Totals,Cost,Reason\n"
      "2026-11-17 10:00:00,2145550166,Reception (800),Unanswered,00:00:25,,,,Terminated by x\n"
      "2026-11-17 10:05:00,5875550121,Alex (101),Answered,00:00:06,00:01:30,,,Terminated by x\n"
      "2026-11-17 10:06:00,Alex (101),5875550121,Answered,00:00:06,00:00:30,,,Terminated by x\n",
      CallLogFormat::kThreeCxConsole);
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].ending, RowEnding::kNoAnswer);
  EXPECT_EQ(rows[0].direction, RowDirection::kInbound);
  EXPECT_EQ(rows[0].to, "800");
  EXPECT_EQ(rows[1].answered_by, "101");
  EXPECT_EQ(rows[1].answer, At("2026-11-17T16:05:06Z"));
  EXPECT_EQ(rows[1].talk, seconds{90});
  EXPECT_EQ(rows[2].direction, RowDirection::kOutbound);
  EXPECT_EQ(rows[2].from, "101");
}

constexpr char kTwilioHead[] =
    "sid,parent_call_sid,to,from,status,start_time,end_time,duration,direction,answered_by,"
    "forwarded_from,caller_name\n";

TEST(TwilioRows, ParentsChildrenAndMachines) {
  const std::string inbound =
      "CA1,,+14035550199,+14035550123,completed,\"Tue, 17 Nov 2026 16:00:00 +0000\",\"Tue, 17 Nov "
      "2026 16:00:24 +0000\",24,inbound,,+14035550177,LEE DANA\n";
  const auto rows = Rows(
      kTwilioHead + inbound +
          "CA2,CA1,client:alex,+14035550123,no-answer,\"Tue, 17 Nov 2026 16:00:02 +0000\",\"Tue, "
          "17 "
          "Nov 2026 16:00:02 +0000\",,outbound-dial,,,\n" +
          "CA3,,+14035550123,+14035550199,completed,2026-11-17T16:01:00Z,2026-11-17T16:02:00Z,60,"
          "outbound-api,machine_end_beep,,\n",
      CallLogFormat::kTwilio);
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].direction, RowDirection::kInbound);
  EXPECT_EQ(rows[0].ending, RowEnding::kAnswered);
  EXPECT_EQ(rows[0].group, "CA1");
  EXPECT_EQ(rows[0].start, At("2026-11-17T16:00:00Z"));
  EXPECT_EQ(rows[0].talk, seconds{24});
  EXPECT_EQ(rows[0].forwarded_from, "+14035550177");
  EXPECT_EQ(rows[0].caller_name, "LEE DANA");
  EXPECT_EQ(rows[1].group, "CA1");
  EXPECT_EQ(rows[1].direction, RowDirection::kNotSaid);
  EXPECT_EQ(rows[1].ending, RowEnding::kNoAnswer);
  EXPECT_EQ(rows[2].direction, RowDirection::kOutbound);
  EXPECT_EQ(rows[2].answerer, RowAnswerer::kMachine);
  EXPECT_FALSE(rows[2].has_channels);
}

TEST(TwilioRows, ACallThatIsNotOverIsAProblem) {
  const ReadLog log = ReadText(std::string(kTwilioHead) +
                               "CA1,,+14035550199,+14035550123,in-progress,2026-11-17T16:01:00Z,,,"
                               "inbound,,,\n");
  ASSERT_THAT(log.problems, SizeIs(1));
  EXPECT_THAT(log.problems[0].message, HasSubstr("'in-progress' is none of CANCELED, COMPLETED"));
}

TEST(TableRows, AnyHeaderThatNamesTimeCallerAndEnding) {
  const auto rows = Rows(
      "Date,Time,Caller,Called Number,Call Result,Talk Time,Direction\n"
      "2026-11-17,10:00:00,4035550123,4035550199,Missed,0:00,Incoming\n"
      "2026-11-17,10:05 AM,4035550123,4035550199,answered,1:30,in\n"
      "2026-11-17,4:00 pm,201,202,answered,1:30,internal\n",
      CallLogFormat::kCsv);
  ASSERT_THAT(rows, SizeIs(3));
  EXPECT_EQ(rows[0].start, At("2026-11-17T16:00:00Z"));
  EXPECT_EQ(rows[0].direction, RowDirection::kInbound);
  EXPECT_EQ(rows[0].ending, RowEnding::kNoAnswer);
  EXPECT_EQ(rows[1].talk, seconds{90});
  EXPECT_EQ(rows[2].start, At("2026-11-17T22:00:00Z"));
  EXPECT_EQ(rows[2].direction, RowDirection::kInternal);
}

TEST(TableRows, EveryWayToWriteATime) {
  for (const char* const time :
       {"2026-11-17 10:00:00", "2026/11/17 10:00:00", "2026-11-17T10:00:00", "2026-11-17 10:00",
        "2026-11-17 10:00:00.000250", "2026-11-17T16:00:00Z", "2026-11-17T09:00:00-07:00",
        "2026-11-17 16:00:00 UTC", "2026-11-17 16:00:00 +0000", "1794931200", "1794931200000",
        "1794931200.25", "\"Tue, 17 Nov 2026 16:00:00 +0000\"", "17 Nov 2026 16:00:00 GMT",
        "2026-11-17 10:00:00 AM"}) {
    const auto rows =
        Rows(std::string("start,from,to,status\n") + time + ",1,2,missed\n", CallLogFormat::kCsv);
    ASSERT_THAT(rows, SizeIs(1)) << time;
    EXPECT_EQ(std::chrono::floor<seconds>(rows[0].start), At("2026-11-17T16:00:00Z")) << time;
  }
}

TEST(SpreadsheetDates, AreReadWhereTheirOrderIsClear) {
  const auto starts = [](const std::vector<std::string>& times, const char* id = "") {
    std::string text = "start,from,to,status,uniqueid\n";
    for (const std::string& time : times) text += time + ",1,2,missed," + id + "\n";
    std::vector<std::string> read;
    for (const CallRow& row : ReadText(text).rows) read.push_back(FormatRfc3339(row.start));
    return read;
  };
  const std::string nov_17 = "2026-11-17T16:00:00Z";
  EXPECT_THAT(starts({"11/17/2026 10:00"}), ElementsAre(nov_17));
  EXPECT_THAT(starts({"17/11/2026 10:00:00"}), ElementsAre(nov_17));
  EXPECT_THAT(starts({"17.11.2026 10:00"}), ElementsAre(nov_17));
  EXPECT_THAT(starts({"11/17/2026 10:00 AM"}), ElementsAre(nov_17));
  // One clear date tells the order of the others, also of those before it.
  EXPECT_THAT(starts({"11/3/2026 10:00", "11/17/2026 10:00"}),
              ElementsAre("2026-11-03T16:00:00Z", nov_17));
  EXPECT_THAT(starts({"3/11/2026 10:00", "17/11/2026 10:00"}),
              ElementsAre("2026-11-03T16:00:00Z", nov_17));
  // So does an id of Asterisk.
  EXPECT_THAT(starts({"11/3/2026 10:00"}, "1793721600.1"), ElementsAre("2026-11-03T16:00:00Z"));
  EXPECT_THAT(starts({"3/11/2026 10:00"}, "1793721600.1"), ElementsAre("2026-11-03T16:00:00Z"));
  EXPECT_THAT(starts({"3/11/2026 10:00"}), IsEmpty());
}

TEST(SpreadsheetDates, AreAProblemWhereTheirOrderIsNotClear) {
  const ReadLog log = ReadText("start,from,to,status\n3/11/2026 10:00,1,2,missed\n");
  ASSERT_THAT(log.problems, SizeIs(1));
  EXPECT_THAT(log.problems[0].message, HasSubstr("with the day or the month first?"));
}

TEST(HeaderLines, AreRecognisedAnywhereAndMayChange) {
  const ReadLog log = ReadText(
      "start,from,to,status\n2026-11-17 10:00:00,1,2,missed\nstart,from,to,status\n2026-11-17 "
      "10:00:00,3,4,missed\nto,from,start,status\n6,5,2026-11-17 10:00:00,missed\n");
  ASSERT_THAT(log.rows, SizeIs(3));
  EXPECT_THAT(log.problems, IsEmpty());
  EXPECT_EQ(log.rows[2].from, "5");
  EXPECT_EQ(log.rows[2].number, 3U);
  EXPECT_EQ(log.rows[2].line, 6U);
}

TEST(HeaderLines, InAnotherLanguageAreSkipped) {
  const ReadLog log = ReadText(
      "konto,von,nach,umfeld,anrufer,kanal,zielkanal,app,daten,beginn,antwort,ende,dauer,sekunden,"
      "ergebnis,art,kennung,feld\n" +
      AsteriskRow(1) + AsteriskRow(2));
  EXPECT_THAT(log.rows, SizeIs(2));
  EXPECT_THAT(log.problems, IsEmpty());
}

TEST(HeaderLines, MayNameFewerOrMoreColumnsThanTheRowsHave) {
  for (const char* const text :
       {"start,from,to,status\n2026-11-17 10:00:00,1,2,missed,x\n2026-11-17 10:00:00,3,4,busy,y\n",
        "start,from,to,status,cost,price\n2026-11-17 10:00:00,1,2,missed\n2026-11-17 "
        "10:00:00,3,4,busy\n"}) {
    const ReadLog log = ReadText(text);
    EXPECT_THAT(log.problems, IsEmpty()) << text;
    EXPECT_THAT(log.rows, SizeIs(2)) << text;
  }
  // cdr_custom with a column more than its header names.
  const std::string head =
      "clid,src,dst,dcontext,channel,dstchannel,lastapp,lastdata,start,answer,end,duration,billsec,"
      "disposition,amaflags,accountcode,uniqueid,userfield\n";
  const std::string row =
      "\"1\",\"1\",\"2\",\"c\",\"a\",\"b\",\"Dial\",\"\",\"2026-11-17 "
      "10:00:00\",\"\",\"2026-11-17 10:00:20\",\"20\",\"0\",\"NO "
      "ANSWER\",\"3\",\"\",\"1794931200.1\",\"\"";
  EXPECT_THAT(Rows(head + row + "\n" + row + ",7\n", CallLogFormat::kAsteriskCustom), SizeIs(2));
}

TEST(HeaderLines, ARowWithFewerColumnsIsCutOff) {
  const ReadLog log =
      ReadText("start,from,to,status\n2026-11-17 10:00:00,1,2,missed\n2026-11-17 10:00:00,1,2\n");
  ASSERT_THAT(log.problems, SizeIs(1));
  EXPECT_THAT(log.problems[0].message, HasSubstr("3 columns where at least 4 are needed"));
}

}  // namespace
}  // namespace textback
