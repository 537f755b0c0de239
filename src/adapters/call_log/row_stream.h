// Bytes -> rows and problems: the splitter and the row maker together, and what to do with a record
// that swallowed others. Shared by the reader and the follower.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROW_STREAM_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROW_STREAM_H_

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "adapters/call_log/row_maker.h"
#include "textback/adapters/call_log/reader.h"
#include "textback/adapters/call_log/records.h"

namespace textback {

class RowStream {
 public:
  // Where to begin: the splitter's place, and the number of the last record before it.
  struct Start {
    RecordSplitter::Place place;
    std::size_t number = 0;
  };
  enum class Item : std::uint8_t { kRow, kProblem, kNeedMore, kEnd };

  RowStream(CallLogLayout layout, std::shared_ptr<const Zone> zone, std::string name, Start start);

  void Append(std::string_view bytes) { splitter_.Append(bytes); }
  void Finish() { splitter_.Finish(); }

  // kRow: see row(). kProblem: see problem().
  Item Next();
  CallRow& row() { return row_; }
  const CallLogProblem& problem() const { return problem_; }

  // An open quote holds complete lines back, and one of them is a good row: don't wait for the
  // quote's end.
  void GiveUpOpenQuote();

  Start position() const { return {.place = splitter_.place(), .number = number_}; }
  // Of the header line that rows are read with; nothing: there is none.
  std::optional<std::uint64_t> header_at() const { return header_at_; }
  const CallLogLayout& layout() const { return maker_.layout(); }
  std::vector<std::string> Notes() const;

 private:
  bool HasRowInside(std::string_view bytes);
  bool IsRow(std::string_view bytes);
  Item Problem(const CsvRecord& record, std::string_view what);

  RecordSplitter splitter_;
  RecordSplitter trial_;  // of lines inside a record
  CallRow trial_row_;
  RowMaker maker_;
  std::string name_;
  std::size_t number_;
  std::uint64_t reported_until_ = 0;  // a broken record of several lines ended here
  std::optional<std::uint64_t> header_at_;
  CallRow row_;
  CallLogProblem problem_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_ROW_STREAM_H_
