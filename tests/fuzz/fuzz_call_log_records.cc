// Any bytes are split into records (issue 12, "Bad input"): no chunk size and no restart makes a
// difference, and nothing but UTF-8 comes out.
//
// Input: the choice of a separator, the size of chunks, and the text.
#include "textback/adapters/call_log/records.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "fuzz/fuzz.h"

namespace textback::fuzz {
namespace {

struct Record {
  std::vector<std::string> fields;
  std::uint64_t offset;
  std::uint64_t end;
  std::size_t line;
  CsvRecord::Flaw flaw;
  RecordSplitter::Place next;
};

std::vector<Record> Split(std::string_view text, std::size_t chunk, char separator,
                          RecordSplitter::Place from) {
  std::vector<Record> records;
  RecordSplitter splitter(separator, from);
  text.remove_prefix(static_cast<std::size_t>(from.offset));
  for (;;) {
    const RecordSplitter::Status status = splitter.Next();
    if (status == RecordSplitter::Status::kEnd) return records;
    if (status == RecordSplitter::Status::kNeedMore) {
      if (text.empty()) splitter.Finish();
      splitter.Append(text.substr(0, chunk));
      text.remove_prefix(std::min(chunk, text.size()));
      continue;
    }
    const CsvRecord& record = splitter.record();
    records.push_back({.fields = {record.fields.begin(), record.fields.end()},
                       .offset = record.offset,
                       .end = record.end,
                       .line = record.line,
                       .flaw = record.flaw,
                       .next = splitter.place()});
  }
}

bool Same(const std::vector<Record>& a, std::size_t from, const std::vector<Record>& b) {
  return a.size() - from == b.size() &&
         std::equal(b.begin(), b.end(), a.begin() + static_cast<std::ptrdiff_t>(from),
                    [](const Record& x, const Record& y) {
                      return x.fields == y.fields && x.line == y.line && x.flaw == y.flaw &&
                             x.offset == y.offset;
                    });
}

void CheckRecords(const std::vector<Record>& records, std::string_view text) {
  std::uint64_t before = 0;
  std::size_t line = 0;
  for (const Record& record : records) {
    Require(record.offset >= before, "records don't overlap");
    Require(record.end > record.offset && record.end <= text.size(), "a record is in the file");
    Require(record.line > line, "each record has a line of its own");
    Require(!record.fields.empty() || record.flaw == CsvRecord::Flaw::kTooLong,
            "a record has a field");
    before = record.end;
    line = record.line;
    for (const std::string& field : record.fields) Require(IsUtf8(field), "a field is UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kSeparators = ",;\t|";
  Input input(data, size);
  const char separator = kSeparators[input.Choice(kSeparators.size())];
  // Of a long text not byte by byte: each record is parsed again with every chunk.
  const std::size_t chunk = (input.Choice(200) + 1) * (1 + size / 256);
  const std::string_view text(reinterpret_cast<const char*>(data) + std::min<std::size_t>(size, 2),
                              size - std::min<std::size_t>(size, 2));
  const std::vector<Record> whole = Split(text, text.size() + 1, separator, {});
  CheckRecords(whole, text);
  Require(Same(whole, 0, Split(text, chunk, separator, {})), "chunks make no difference");
  if (!whole.empty()) {
    const std::size_t middle = whole.size() / 2;
    Require(Same(whole, middle + 1, Split(text, chunk, separator, whole[middle].next)),
            "a restart makes no difference");
  }
  return 0;
}

}  // namespace textback::fuzz
