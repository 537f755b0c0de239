// Bytes of a CSV file -> records, as leniently as phone switches write them.
//
// Call it with chunks of any size. It keeps at most one record and one chunk, so a file of any
// size is split in constant memory. Used by CallLogReader and CallLogFollower; you need it only for
// a format of your own.
//
// What it forgives:
//  - Quotes. A field that begins with a quote ends at a quote that is followed by a separator or
//    the line's end. Two quotes are one; any other quote is part of the text. So `""""" <client1>"`
//    and `""DANA LEE" <4035550123>"` are one field each.
//  - Line breaks in quoted fields, and CRLF, LF or CR alone as line ends.
//  - A quote that is never closed. After 64 KiB or 64 lines the record is given up: its first line
//    is returned with Flaw::kUnclosed, and splitting goes on at its second line.
//  - Byte order marks in front of any line, NUL bytes after a crash (read as spaces), blank lines,
//    comments ("# exported 2026-11-17"; "#31#4035550123" is a number).
//  - Latin-1 and Windows-1252: a field that is not UTF-8 is turned into it.
//
// Not thread-safe; one file each. Pure: it reads nothing itself.
//
//   RecordSplitter splitter(',');
//   splitter.Append(chunk);
//   while (splitter.Next() == RecordSplitter::Status::kRecord) Use(splitter.record().fields);
#ifndef TEXTBACK_ADAPTERS_CALL_LOG_RECORDS_H_
#define TEXTBACK_ADAPTERS_CALL_LOG_RECORDS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace textback {

struct CsvRecord {
  enum class Flaw : std::uint8_t {
    kNone,
    kUnclosed,  // a quoted field is never closed; `fields` are those of the first line
    kTooLong,   // a line of more than 64 KiB; `fields` is empty
  };
  std::vector<std::string_view> fields;  // UTF-8; valid until the splitter's next call
  std::uint64_t offset = 0;              // of its first byte in the file
  std::uint64_t end = 0;                 // offset of the first byte after it
  std::size_t line = 0;                  // of its first byte, from 1
  std::size_t lines = 1;                 // how many lines it takes
  Flaw flaw = Flaw::kNone;
  bool has_line_end = true;  // false: the last bytes of a file, perhaps half of a line
};

class RecordSplitter {
 public:
  static constexpr std::size_t kMaxRecord = std::size_t{64} * 1024;
  static constexpr std::size_t kMaxLines = 64;

  // Where to begin: at the start of a file, or at a place that was stored.
  struct Place {
    std::uint64_t offset = 0;
    std::size_t line = 1;
  };

  enum class Status : std::uint8_t { kRecord, kNeedMore, kEnd };

  explicit RecordSplitter(char separator);
  RecordSplitter(char separator, Place place);

  // Forgets everything and begins anew, with the same memory.
  void Restart(char separator, Place place);

  // Adds bytes at the end. Call it when Next() says kNeedMore.
  void Append(std::string_view bytes);
  // No bytes will follow: what is left is the last record, with or without a line end.
  void Finish() { finished_ = true; }

  // kRecord: see record(). kNeedMore: Append() or Finish(). kEnd: nothing is left.
  Status Next();
  const CsvRecord& record() const { return record_; }

  // Its bytes, without the line end; valid as long as record().
  std::string_view RecordBytes() const;

  // The record made no sense and has several lines: perhaps a quote was left open in its first one.
  // The next record begins at its second line. REQUIRES: Next() returned kRecord, and nothing was
  // called since.
  void GoBackToSecondLine();

  // The first byte and line that are not part of a returned record: where to begin again.
  Place place() const;

  // Lines that are complete, while a quoted field of the first is still open; 0: none is open. A
  // reader that can't wait for more bytes may give the first line up with GiveUp().
  std::size_t OpenLines() const { return open_lines_; }
  // The rest of the bytes, of which the first line is the open one.
  std::string_view Rest() const;
  void GiveUp() { give_up_ = true; }

 private:
  enum class Parse : std::uint8_t { kDone, kNeedMore, kUnclosed, kTooLong };

  bool SkipToRecord();
  bool SkipLine();
  Status Deliver(Parse parse);
  Parse ParseFields();
  Parse ParseUnquoted(std::size_t& at);
  Parse ParseQuoted(std::size_t& at);
  inline std::size_t FindQuote(std::size_t from) const;
  inline bool IsFieldEnd(std::size_t at) const;
  Parse AtLimit(bool quote_is_open) const;
  void ParseFirstLine();
  std::size_t CountLines(std::size_t from, std::size_t to) const;
  std::size_t FindLineEnd(std::size_t from, std::size_t to) const;
  std::size_t AfterLineEnd(std::size_t at);
  void ToUtf8();

  char separator_;
  bool finished_ = false;
  bool give_up_ = false;
  bool skip_lf_ = false;    // the last line ended with CR, the last byte so far
  bool skip_line_ = false;  // inside a comment, or a line that is too long
  bool one_line_ = false;   // parse the first line of a record that is never closed
  std::size_t open_lines_ = 0;
  std::uint64_t offset_ = 0;   // of buffer_[0]
  std::size_t line_ = 1;       // of buffer_[begin_]
  std::size_t begin_ = 0;      // first byte that is not part of a returned record
  std::size_t limit_ = 0;      // a record may not go on here
  std::size_t text_end_ = 0;   // of the parsed record, without its line end
  std::size_t record_at_ = 0;  // first byte of the returned record
  std::string buffer_;
  std::string changed_;  // texts of fields that differ from their bytes
  CsvRecord record_;
};

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CALL_LOG_RECORDS_H_
