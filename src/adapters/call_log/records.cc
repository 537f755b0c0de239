#include "textback/adapters/call_log/records.h"

#include <algorithm>
#include <cstring>

#include "adapters/call_log/encoding.h"
#include "textback/model/utf8.h"

namespace textback {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";  // the byte order mark

}  // namespace

RecordSplitter::RecordSplitter(char separator) : RecordSplitter(separator, Place{}) {}

RecordSplitter::RecordSplitter(char separator, Place place)
    : separator_(separator), offset_(place.offset), line_(place.line) {
  record_.fields.reserve(32);
}

void RecordSplitter::Restart(char separator, Place place) {
  separator_ = separator;
  finished_ = give_up_ = skip_lf_ = skip_line_ = false;
  open_lines_ = begin_ = limit_ = text_end_ = record_at_ = 0;
  offset_ = place.offset;
  line_ = place.line;
  buffer_.clear();
  record_.fields.clear();
}

void RecordSplitter::Append(std::string_view bytes) {
  buffer_.erase(0, begin_);
  offset_ += begin_;
  begin_ = 0;
  record_.fields.clear();
  const std::size_t old = buffer_.size();
  buffer_.append(bytes);
  // Views point into it, so it must not grow while a record is parsed. Unquoting never lengthens a
  // field, and Windows-1252 takes up to three bytes for one.
  changed_.clear();
  changed_.reserve(std::min(buffer_.size(), kMaxRecord) * 4);
  // A crash leaves blocks of NUL bytes. As spaces they keep their place in the file.
  if (bytes.find('\0') != std::string_view::npos) {
    std::replace(buffer_.begin() + static_cast<std::ptrdiff_t>(old), buffer_.end(), '\0', ' ');
  }
}

RecordSplitter::Place RecordSplitter::place() const {
  return {.offset = offset_ + begin_, .line = line_};
}

std::string_view RecordSplitter::Rest() const { return std::string_view(buffer_).substr(begin_); }

std::string_view RecordSplitter::RecordBytes() const {
  return std::string_view(buffer_).substr(record_at_, text_end_ - record_at_);
}

RecordSplitter::Status RecordSplitter::Next() {
  open_lines_ = 0;
  if (!SkipToRecord()) return finished_ ? Status::kEnd : Status::kNeedMore;
  limit_ = std::min(buffer_.size(), begin_ + kMaxRecord);
  Parse parse = ParseFields();
  if (parse == Parse::kNeedMore) {
    open_lines_ = CountLines(begin_, limit_);
    if (give_up_ || open_lines_ > kMaxLines) parse = Parse::kUnclosed;
  }
  if (parse == Parse::kNeedMore) return Status::kNeedMore;
  give_up_ = false;
  return Deliver(parse);
}

// Fills record_ and moves behind it.
RecordSplitter::Status RecordSplitter::Deliver(Parse parse) {
  record_.flaw = CsvRecord::Flaw::kNone;
  record_.lines = 1;
  if (parse == Parse::kDone) record_.lines += CountLines(begin_, text_end_);
  if (record_.lines > kMaxLines) parse = Parse::kUnclosed;
  if (parse == Parse::kUnclosed) {
    record_.flaw = CsvRecord::Flaw::kUnclosed;
    record_.lines = 1;
    ParseFirstLine();
    if (text_end_ - begin_ >= kMaxRecord) parse = Parse::kTooLong;
  }
  record_at_ = begin_;
  record_.offset = offset_ + begin_;
  record_.line = line_;
  line_ += record_.lines;
  if (parse == Parse::kTooLong) {
    record_.flaw = CsvRecord::Flaw::kTooLong;
    record_.fields.clear();
    record_.has_line_end = true;
    skip_line_ = true;
    --line_;
    begin_ = text_end_ = limit_;
  } else {
    ToUtf8();
    record_.has_line_end = text_end_ < buffer_.size();
    begin_ = AfterLineEnd(text_end_);
  }
  record_.end = offset_ + begin_;
  open_lines_ = 0;
  return Status::kRecord;
}

void RecordSplitter::GoBackToSecondLine() {
  if (record_.lines < 2) return;
  skip_lf_ = false;
  begin_ = AfterLineEnd(FindLineEnd(record_at_, buffer_.size()));
  line_ = record_.line + 1;
}

// Moves to the first byte of the next record. False: it isn't here yet.
bool RecordSplitter::SkipToRecord() {
  for (;;) {
    if (begin_ == buffer_.size()) return false;
    if (skip_lf_ && buffer_[begin_] == '\n') ++begin_;
    skip_lf_ = false;
    if (skip_line_ && !SkipLine()) return false;
    while (begin_ < buffer_.size() && buffer_[begin_] == ' ') ++begin_;
    const std::string_view rest = Rest();
    if (rest.empty()) return false;
    if (rest.starts_with(kMark)) {
      begin_ += kMark.size();
    } else if (rest.size() < kMark.size() && kMark.starts_with(rest) && !finished_) {
      return false;
    } else if (rest[0] == '\n' || rest[0] == '\r') {
      begin_ = AfterLineEnd(begin_);
      ++line_;
    } else if (rest[0] != '#') {
      return true;
    } else if (rest.size() == 1 && !finished_) {
      return false;
    } else {
      // "#31#4035550123" is a number with a prefix, "#,from,to" a header.
      const char next = rest.size() == 1 ? '\n' : rest[1];
      if ((next >= '0' && next <= '9') || next == '*' || next == separator_) return true;
      skip_line_ = true;
    }
  }
}

bool RecordSplitter::SkipLine() {
  const std::size_t end = FindLineEnd(begin_, buffer_.size());
  begin_ = end;
  if (end == buffer_.size()) return false;
  skip_line_ = false;
  begin_ = AfterLineEnd(end);
  ++line_;
  return true;
}

// The next quote; limit_: there is none.
inline std::size_t RecordSplitter::FindQuote(std::size_t from) const {
  if (from >= limit_) return limit_;
  const void* const found = std::memchr(buffer_.data() + from, '"', limit_ - from);
  return found == nullptr
             ? limit_
             : static_cast<std::size_t>(static_cast<const char*>(found) - buffer_.data());
}

inline bool RecordSplitter::IsFieldEnd(std::size_t at) const {
  if (at >= limit_) return false;
  const char c = buffer_[at];
  return c == separator_ || c == '\n' || c == '\r';
}

RecordSplitter::Parse RecordSplitter::ParseFields() {
  record_.fields.clear();
  changed_.clear();
  const char* const data = buffer_.data();
  std::size_t at = begin_;
  for (;;) {
    std::size_t text = at;
    while (text < limit_ && data[text] == ' ') ++text;
    Parse parse = Parse::kDone;
    if (text == limit_ || data[text] != '"') {
      parse = ParseUnquoted(at);
    } else if (const std::size_t quote = FindQuote(text + 1); IsFieldEnd(quote + 1)) {
      // Nearly every field: no quote in it, no space behind it.
      record_.fields.emplace_back(data + text + 1, quote - text - 1);
      at = quote + 1;
    } else {
      at = text;
      parse = ParseQuoted(at);
    }
    if (parse != Parse::kDone) return parse;
    if (at < limit_ && data[at] == separator_) {
      ++at;
      continue;
    }
    text_end_ = at;
    return Parse::kDone;
  }
}

// What it means that the bytes end inside a field.
RecordSplitter::Parse RecordSplitter::AtLimit(bool quote_is_open) const {
  if (one_line_) return Parse::kDone;
  if (limit_ < buffer_.size()) return quote_is_open ? Parse::kUnclosed : Parse::kTooLong;
  if (!finished_)
    return limit_ - begin_ < kMaxRecord ? Parse::kNeedMore
           : quote_is_open              ? Parse::kUnclosed
                                        : Parse::kTooLong;
  return quote_is_open ? Parse::kUnclosed : Parse::kDone;
}

RecordSplitter::Parse RecordSplitter::ParseUnquoted(std::size_t& at) {
  const char* const data = buffer_.data();
  const std::size_t from = at;
  while (at < limit_ && !IsFieldEnd(at)) ++at;
  if (at == limit_) {
    const Parse parse = AtLimit(false);
    if (parse != Parse::kDone) return parse;
  }
  record_.fields.emplace_back(data + from, at - from);
  return Parse::kDone;
}

// `at`: from the opening quote to the separator or line end behind the field.
RecordSplitter::Parse RecordSplitter::ParseQuoted(std::size_t& at) {
  const char* const data = buffer_.data();
  const std::size_t changed = changed_.size();
  std::size_t copied = at + 1;  // the text up to here is in changed_
  bool is_changed = false;
  const auto finish = [&](std::size_t end) {
    if (is_changed) {
      changed_.append(data + copied, end - copied);
      record_.fields.emplace_back(changed_.data() + changed, changed_.size() - changed);
    } else {
      record_.fields.emplace_back(data + copied, end - copied);
    }
  };
  for (std::size_t from = at + 1;;) {
    const std::size_t quote = FindQuote(from);
    if (quote == limit_) {
      at = limit_;
      const Parse parse = AtLimit(true);
      if (parse == Parse::kDone) finish(limit_);
      return parse;
    }
    std::size_t next = quote + 1;
    if (next < limit_ && data[next] == '"') {
      changed_.append(data + copied, next - copied);
      is_changed = true;
      copied = from = next + 1;
      continue;
    }
    while (next < limit_ && data[next] == ' ') ++next;
    if (next == limit_) {
      const Parse parse = AtLimit(false);
      if (parse != Parse::kDone) return parse == Parse::kTooLong ? Parse::kUnclosed : parse;
    } else if (!IsFieldEnd(next)) {
      from = quote + 1;  // a stray quote is part of the text
      continue;
    }
    finish(quote);
    at = next;
    return Parse::kDone;
  }
}

// The fields that the first line has, although the last of them is not closed.
void RecordSplitter::ParseFirstLine() {
  limit_ = FindLineEnd(begin_, limit_);
  one_line_ = true;
  ParseFields();
  one_line_ = false;
}

// Line ends in these bytes: LF, CR or both together.
std::size_t RecordSplitter::CountLines(std::size_t from, std::size_t to) const {
  const char* const data = buffer_.data();
  const std::size_t size = to - from;
  if (size == 0) return 0;
  if (std::memchr(data + from, '\n', size) == nullptr &&
      std::memchr(data + from, '\r', size) == nullptr)
    return 0;
  std::size_t count = 0;
  for (std::size_t i = from; i < to; ++i) {
    if (data[i] == '\n' || (data[i] == '\r' && (i + 1 == to || data[i + 1] != '\n'))) ++count;
  }
  return count;
}

std::size_t RecordSplitter::FindLineEnd(std::size_t from, std::size_t to) const {
  const std::string_view text = std::string_view(buffer_).substr(from, to - from);
  const std::size_t lf = std::min(text.find('\n'), text.size());
  return from + std::min(text.substr(0, lf).find('\r'), lf);
}

// REQUIRES: buffer_[at] is a line end, or `at` is the end of the bytes.
std::size_t RecordSplitter::AfterLineEnd(std::size_t at) {
  if (at == buffer_.size()) return at;
  if (buffer_[at] == '\n') return at + 1;
  if (at + 1 == buffer_.size()) skip_lf_ = true;
  return at + 1 < buffer_.size() && buffer_[at + 1] == '\n' ? at + 2 : at + 1;
}

void RecordSplitter::ToUtf8() {
  if (IsAscii(std::string_view(buffer_).substr(begin_, text_end_ - begin_))) return;
  for (std::string_view& field : record_.fields) {
    if (IsUtf8(field)) continue;
    const std::size_t from = changed_.size();
    AppendWindows1252(changed_, field);
    field = std::string_view(changed_).substr(from);
  }
}

}  // namespace textback
