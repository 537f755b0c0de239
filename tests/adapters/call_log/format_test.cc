// Which format a file has, and what is said about a file that is no call log (issue 12, point 3).
#include "textback/adapters/call_log/format.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "adapters/call_log/logs.h"

namespace textback {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::string Refusal(std::string_view head, CallLogFormat wanted = CallLogFormat::kAuto) {
  const absl::StatusOr<CallLogLayout> layout = DetectCallLog(head, true, wanted);
  if (layout.ok()) return "accepted as " + std::string(CallLogFormatName(layout->format));
  EXPECT_EQ(layout.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(layout.status().message());
}

TEST(Detection, SaysWhyAndHowSure) {
  const CallLogLayout layout = DetectCallLog(AsteriskRow(1) + AsteriskRow(2), true).value();
  EXPECT_EQ(layout.format, CallLogFormat::kAsterisk);
  EXPECT_EQ(layout.confidence, CallLogLayout::Confidence::kCertain);
  EXPECT_THAT(layout.why, HasSubstr("2 of its first 2 rows have a time in column 10"));
  EXPECT_EQ(layout.separator, ',');
  ASSERT_EQ(layout.columns.size(), 18U);
  EXPECT_EQ(layout.columns[1], CallLogColumn::kFrom);
  EXPECT_EQ(CallLogColumnName(layout.columns[9]), "start");
  EXPECT_FALSE(layout.has_header);
}

TEST(Detection, BrokenLinesMakeItLessSure) {
  const std::string text = AsteriskRow(1) + "cut\"\n\"x\",2\nfoo\n";
  const CallLogLayout layout = DetectCallLog(text, true).value();
  EXPECT_EQ(layout.format, CallLogFormat::kAsterisk);
  EXPECT_EQ(layout.confidence, CallLogLayout::Confidence::kGuess);
  EXPECT_EQ(ConfidenceName(layout.confidence), "a guess");
}

TEST(Detection, ByTheHeaderAlone) {
  const CallLogLayout layout = DetectCallLog("Start Time;From;To;Call Status\n", true).value();
  EXPECT_EQ(layout.format, CallLogFormat::kCsv);
  EXPECT_TRUE(layout.has_header);
  EXPECT_EQ(layout.separator, ';');
  EXPECT_THAT(layout.columns, ElementsAre(CallLogColumn::kStart, CallLogColumn::kFrom,
                                          CallLogColumn::kTo, CallLogColumn::kEnding));
}

TEST(Detection, AnEmptyFileIsFine) {
  for (const char* const text : {"", "\xEF\xBB\xBF", "\n\n", "# a comment only\n"}) {
    const absl::StatusOr<CallLogLayout> layout = DetectCallLog(text, true);
    ASSERT_TRUE(layout.ok()) << text << layout.status();
    EXPECT_EQ(layout->format, CallLogFormat::kEmpty);
  }
}

TEST(Detection, AHeadMayBeCutAnywhere) {
  std::string text;
  for (int i = 0; i < 20; ++i) text += AsteriskRow(i, "4035550123", "LEE,\nDANA");
  for (std::size_t size = AsteriskRow(0, "4035550123", "LEE,\nDANA").size(); size < text.size();
       size += 7) {
    const absl::StatusOr<CallLogLayout> layout =
        DetectCallLog(std::string_view(text).substr(0, size), false);
    ASSERT_TRUE(layout.ok()) << size;
    EXPECT_EQ(layout->format, CallLogFormat::kAsterisk) << size;
    const absl::StatusOr<CallLogLayout> tail =
        DetectCallLog(std::string_view(text).substr(std::min(size, text.size() - 600)), false);
    ASSERT_TRUE(tail.ok()) << size;
    EXPECT_EQ(tail->format, CallLogFormat::kAsterisk) << size;
  }
}

TEST(OtherFiles, SayWhatTheyLookLikeAndWhatToDo) {
  using namespace std::string_view_literals;
  EXPECT_THAT(Refusal("PK\x03\x04\x14\x00\x06"sv), HasSubstr("spreadsheet"));
  EXPECT_THAT(Refusal("\xD0\xCF\x11\xE0\xA1\xB1"sv), HasSubstr("spreadsheet"));
  EXPECT_THAT(Refusal("\x1F\x8B\x08\x00"sv), HasSubstr("zcat FILE"));
  EXPECT_THAT(Refusal("%PDF-1.7\n"), HasSubstr("PDF"));
  EXPECT_THAT(Refusal("SQLite format 3\0"sv), HasSubstr("select * from cdr"));
  EXPECT_THAT(Refusal("\xFF\xFE"
                      "a\0,\0b\0\n\0"sv),
              HasSubstr("iconv -f UTF-16"));
  EXPECT_THAT(Refusal("s\0t\0a\0r\0t\0,\0f\0r\0o\0m\0\n\0"sv), HasSubstr("UTF-16"));
  EXPECT_THAT(Refusal("\x01\x02\x03\x04\x05\x06\x07"), HasSubstr("binary"));
  EXPECT_THAT(Refusal("<?xml version=\"1.0\"?><cdr/>"), HasSubstr("XML"));
  EXPECT_THAT(Refusal("<!DOCTYPE html><html>"), HasSubstr("web page"));
  EXPECT_THAT(Refusal("{\"calls\": []}"), HasSubstr("JSON"));
  EXPECT_THAT(Refusal("\xEF\xBB\xBF [ {\"sid\": 1} ]"), HasSubstr("JSON"));
  EXPECT_THAT(Refusal("1794931200|1794931200.1|600|NONE|ENTERQUEUE||4035550123|1\n"),
              HasSubstr("queue_log"));
  EXPECT_THAT(Refusal("\"CHAN_START\",\"1794931200.1\",\"Dana\",\"4035550123\"\n"),
              HasSubstr("CEL"));
  EXPECT_THAT(Refusal("INSERT INTO cdr VALUES ('Dana','4035550123');\n"), HasSubstr("SQL"));
  EXPECT_THAT(Refusal("Name,Phone,Email\nDana Lee,403-555-0123,d@example.net\n"),
              HasSubstr("contacts"));
  EXPECT_THAT(Refusal("from,to,body,date\n1,2,hello,2026-11-17\n"), HasSubstr("messages"));
  EXPECT_THAT(Refusal("Once upon a time\nthere was a log.\n"),
              HasSubstr("start,from,to,status,duration"));
}

TEST(NamedFormats, AreTakenOrRefused) {
  for (const CallLogFormat format :
       {CallLogFormat::kAuto, CallLogFormat::kAsterisk, CallLogFormat::kTwilio,
        CallLogFormat::kThreeCxConsole, CallLogFormat::kFreeSwitchAsterisk}) {
    EXPECT_EQ(ParseCallLogFormat(CallLogFormatName(format)), format);
  }
  EXPECT_FALSE(ParseCallLogFormat("empty").has_value());
  EXPECT_FALSE(ParseCallLogFormat("").has_value());
  EXPECT_THAT(CallLogFormatNames(), HasSubstr("auto, asterisk, asterisk-custom"));
  EXPECT_EQ(DetectCallLog(AsteriskRow(1), true, CallLogFormat::kAsterisk)->format,
            CallLogFormat::kAsterisk);
  EXPECT_EQ(Refusal(AsteriskRow(1), CallLogFormat::kTwilio),
            "no row is in the format twilio; it looks like asterisk");
  EXPECT_THAT(Refusal("a,b\n", CallLogFormat::kFreePbx),
              HasSubstr("no row is in the format freepbx; it is no call log that is known"));
}

}  // namespace
}  // namespace textback
