#include "adapters/call_log/row_stream.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

namespace textback {
namespace {

constexpr std::string_view kOpenQuote = "a quoted field is never closed; is the line cut off?";

}  // namespace

RowStream::RowStream(CallLogLayout layout, std::shared_ptr<const Zone> zone, std::string name,
                     Start start)
    : splitter_(layout.separator, start.place),
      trial_(layout.separator),
      maker_(std::move(layout), std::move(zone)),
      name_(std::move(name)),
      number_(start.number) {}

RowStream::Item RowStream::Next() {
  for (;;) {
    switch (splitter_.Next()) {
      case RecordSplitter::Status::kNeedMore:
        return Item::kNeedMore;
      case RecordSplitter::Status::kEnd:
        return Item::kEnd;
      case RecordSplitter::Status::kRecord:
        break;
    }
    const CsvRecord& record = splitter_.record();
    RowMaker::Result result = maker_.Read(record, row_);
    if (result == RowMaker::Result::kIgnored) {
      if (maker_.WasHeader()) header_at_ = record.offset;
      continue;
    }
    bool swallowed = false;
    if (record.lines > 1 && result == RowMaker::Result::kRow)
      swallowed = HasRowInside(splitter_.RecordBytes());
    if (result == RowMaker::Result::kRow && !swallowed) {
      row_.number = ++number_;
      reported_until_ = 0;
      return Item::kRow;
    }
    const std::string_view what = swallowed ? kOpenQuote : std::string_view(maker_.problem());
    // What follows in the lines of a broken record is a part of it, unless it is a row.
    if (record.offset < reported_until_) continue;
    const bool is_open = record.flaw == CsvRecord::Flaw::kUnclosed;
    reported_until_ = is_open ? record.offset + RecordSplitter::kMaxRecord : record.end;
    const Item item = Problem(record, what);
    if (record.lines > 1) splitter_.GoBackToSecondLine();
    return item;
  }
}

RowStream::Item RowStream::Problem(const CsvRecord& record, std::string_view what) {
  problem_.number = ++number_;
  problem_.line = record.line;
  problem_.message = absl::StrFormat("%s:%d: %s", name_, record.line, what);
  return Item::kProblem;
}

// A line of a record that is a row by itself: the quote before it was never closed. A caller's name
// with a line break is none of these: its second line doesn't begin with a quote.
bool RowStream::HasRowInside(std::string_view bytes) {
  const bool is_quoted = bytes.starts_with('"');
  for (std::size_t at = bytes.find_first_of("\r\n"); at != std::string_view::npos;
       at = bytes.find_first_of("\r\n")) {
    bytes.remove_prefix(at + 1);
    if (bytes.starts_with('"') == is_quoted && IsRow(bytes)) return true;
  }
  return false;
}

bool RowStream::IsRow(std::string_view bytes) {
  trial_.Restart(maker_.layout().separator, {});
  trial_.Append(bytes);
  trial_.Finish();
  return trial_.Next() == RecordSplitter::Status::kRecord &&
         maker_.WouldRead(trial_.record(), trial_row_);
}

void RowStream::GiveUpOpenQuote() {
  if (splitter_.OpenLines() == 0) return;
  // The last line may still grow.
  const std::string_view rest = splitter_.Rest();
  const std::size_t end = rest.find_last_of("\r\n");
  if (HasRowInside(rest.substr(0, end))) splitter_.GiveUp();
}

std::vector<std::string> RowStream::Notes() const { return maker_.clock().Notes(name_); }

}  // namespace textback
