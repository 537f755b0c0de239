// The splitter: records as switches write them, whatever the chunks are (R1, R8: no row is lost).
#include "textback/adapters/call_log/records.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace textback {
namespace {

using testing::ElementsAre;
using Record = std::vector<std::string>;

struct Split {
  std::vector<Record> records;
  std::vector<std::size_t> lines;
  std::vector<CsvRecord::Flaw> flaws;
  std::vector<std::uint64_t> ends;
  bool operator==(const Split&) const = default;
};

Split SplitIn(std::string_view text, std::size_t chunk, char separator = ',') {
  Split split;
  RecordSplitter splitter(separator);
  for (;;) {
    switch (splitter.Next()) {
      case RecordSplitter::Status::kEnd:
        return split;
      case RecordSplitter::Status::kNeedMore:
        if (text.empty()) {
          splitter.Finish();
        } else {
          splitter.Append(text.substr(0, chunk));
          text.remove_prefix(std::min(chunk, text.size()));
        }
        continue;
      case RecordSplitter::Status::kRecord:
        break;
    }
    const CsvRecord& record = splitter.record();
    split.records.emplace_back(record.fields.begin(), record.fields.end());
    split.lines.push_back(record.line);
    split.flaws.push_back(record.flaw);
    split.ends.push_back(record.end);
  }
}

std::vector<Record> RecordsOf(std::string_view text, char separator = ',') {
  return SplitIn(text, text.size() + 1, separator).records;
}

TEST(Records, QuotesAsSwitchesWriteThem) {
  EXPECT_THAT(RecordsOf("\"\"\"DANA LEE\"\" <1>\",2\n"),
              ElementsAre(Record{"\"DANA LEE\" <1>", "2"}));
  EXPECT_THAT(RecordsOf("\"\"\"\"\" <client1>\",\"2\"\n"),
              ElementsAre(Record{"\"\" <client1>", "2"}));
  EXPECT_THAT(RecordsOf("\"\"\"\" <1>\",\"2\"\n"), ElementsAre(Record{"\"\" <1>", "2"}));
  EXPECT_THAT(RecordsOf("\"\"DANA LEE\" <1>\",\"2\"\n"),
              ElementsAre(Record{"\"DANA LEE\" <1>", "2"}));
  EXPECT_THAT(RecordsOf("\"a \"b\" c\",\"\",O\"B\n"), ElementsAre(Record{"a \"b\" c", "", "O\"B"}));
  EXPECT_THAT(RecordsOf("\"a\"\",b\",c\n"), ElementsAre(Record{"a\",b", "c"}));
  EXPECT_THAT(RecordsOf("\"\", \"b\" ,c\n"), ElementsAre(Record{"", "b", "c"}));
}

TEST(Records, SeparatorsInsideQuotesAndOtherSeparators) {
  EXPECT_THAT(RecordsOf("\"LEE, DANA\",2\n"), ElementsAre(Record{"LEE, DANA", "2"}));
  EXPECT_THAT(RecordsOf("\"a;b\";c\n", ';'), ElementsAre(Record{"a;b", "c"}));
  EXPECT_THAT(RecordsOf("a\t\"b\tc\"\t\n", '\t'), ElementsAre(Record{"a", "b\tc", ""}));
}

TEST(Records, LineBreaksInsideQuotes) {
  const Split split = SplitIn("a,\"1\r\n\r\n2\"\nb,\"1\n2\"\nc\n", 1000);
  EXPECT_THAT(split.records,
              ElementsAre(Record{"a", "1\r\n\r\n2"}, Record{"b", "1\n2"}, Record{"c"}));
  EXPECT_THAT(split.lines, ElementsAre(1U, 4U, 6U));
}

TEST(Records, EveryLineEnd) {
  EXPECT_THAT(RecordsOf("a,1\r\nb,2\rc,3\nd,4"),
              ElementsAre(Record{"a", "1"}, Record{"b", "2"}, Record{"c", "3"}, Record{"d", "4"}));
  EXPECT_THAT(SplitIn("a\r\n\r\n\nb\r", 100).lines, ElementsAre(1U, 4U));
}

TEST(Records, MarksNulsBlankLinesAndComments) {
  EXPECT_THAT(RecordsOf("\xEF\xBB\xBF\"a\",1\n\xEF\xBB\xBF\"b\",2\n"),
              ElementsAre(Record{"a", "1"}, Record{"b", "2"}));
  EXPECT_THAT(RecordsOf(std::string("a\n\0\0\0\0\nb\n\0\0\"c\",1\n", 18)),
              ElementsAre(Record{"a"}, Record{"b"}, Record{"c", "1"}));
  EXPECT_THAT(RecordsOf("\n  \n# Dana's \"log, 2026\na\n#31#4035550123,x\n#,from\n"),
              ElementsAre(Record{"a"}, Record{"#31#4035550123", "x"}, Record{"#", "from"}));
}

TEST(Records, OtherEncodingsBecomeUtf8FieldByField) {
  EXPECT_THAT(RecordsOf("\"REN\xC9\",\"REN\xC3\x89\"\n"),
              ElementsAre(Record{"REN\xC3\x89", "REN\xC3\x89"}));
  EXPECT_THAT(RecordsOf("\x93"
                        "D\x94\n"),
              ElementsAre(Record{"\xE2\x80\x9C"
                                 "D\xE2\x80\x9D"}));
}

TEST(Records, AnOpenQuoteAtTheEndKeepsTheFirstLineApart) {
  const Split split = SplitIn("a,\"b\nc,d\n", 100);
  EXPECT_THAT(split.flaws, ElementsAre(CsvRecord::Flaw::kUnclosed, CsvRecord::Flaw::kNone));
  EXPECT_THAT(split.records, ElementsAre(Record{"a", "b"}, Record{"c", "d"}));
}

TEST(Records, AnOpenQuoteNeverSwallowsMoreThanItsLine) {
  std::string text = "a,\"b\n";
  for (int i = 0; i < 1000; ++i) text += "c,d\n";
  const Split split = SplitIn(text, 4096);
  ASSERT_EQ(split.records.size(), 1001U);
  EXPECT_EQ(split.flaws[0], CsvRecord::Flaw::kUnclosed);
  EXPECT_EQ(split.lines.back(), 1001U);
}

TEST(Records, ALineThatIsTooLongIsLeftOutAndTheNextOneRead) {
  for (const char* const quote : {"", "\""}) {
    const std::string text = "a\n" + std::string(quote) + std::string(200'000, 'x') + "\nb\n";
    const Split split = SplitIn(text, 5000);
    ASSERT_EQ(split.records.size(), 3U) << quote;
    EXPECT_EQ(split.flaws[1], CsvRecord::Flaw::kTooLong);
    EXPECT_EQ(split.records[2], Record{"b"});
    EXPECT_EQ(split.lines[2], 3U);
  }
}

TEST(Records, GoesBackToTheSecondLine) {
  RecordSplitter splitter(',');
  splitter.Append("\"a\nb\",1\nc,2\n");
  ASSERT_EQ(splitter.Next(), RecordSplitter::Status::kRecord);
  EXPECT_EQ(splitter.record().lines, 2U);
  splitter.GoBackToSecondLine();
  ASSERT_EQ(splitter.Next(), RecordSplitter::Status::kRecord);
  EXPECT_EQ(splitter.record().line, 2U);
  EXPECT_EQ(splitter.record().offset, 3U);
  EXPECT_THAT(splitter.record().fields, ElementsAre("b\"", "1"));
}

TEST(Records, BeginsAgainAtAStoredPlace) {
  const std::string text = "a,1\n\"b\n\",2\nc,3\n";
  RecordSplitter first(',');
  first.Append(text);
  ASSERT_EQ(first.Next(), RecordSplitter::Status::kRecord);
  ASSERT_EQ(first.Next(), RecordSplitter::Status::kRecord);
  const RecordSplitter::Place place = first.place();
  EXPECT_EQ(place.line, 4U);
  RecordSplitter second(',', place);
  second.Append(std::string_view(text).substr(place.offset));
  ASSERT_EQ(second.Next(), RecordSplitter::Status::kRecord);
  EXPECT_THAT(second.record().fields, ElementsAre("c", "3"));
  EXPECT_EQ(second.record().end, text.size());
}

TEST(Records, ChunksMakeNoDifference) {
  const std::string text =
      "\xEF\xBB\xBF\"a\",\"\"\"D\"\" <1>\"\r\n# c\r\n\n\"x\r\ny\",,z\r\"REN\xC9\", \"q\" \n"
      "\"open,1\ngood,2\n\"\"N\" <3>\",\"4\"\nlast,\"cut";
  const Split whole = SplitIn(text, text.size());
  ASSERT_GE(whole.records.size(), 5U);
  for (std::size_t chunk = 1; chunk < text.size(); ++chunk) {
    const Split split = SplitIn(text, chunk);
    EXPECT_EQ(split.records, whole.records) << chunk;
    EXPECT_EQ(split.lines, whole.lines) << chunk;
    EXPECT_EQ(split.flaws, whole.flaws) << chunk;
  }
}

}  // namespace
}  // namespace textback
