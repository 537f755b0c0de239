// A call log of any known switch, row by row.
//
// The first step of reading calls: bytes -> CallRow. It opens the file, finds out its format (or
// takes the one you name), and returns rows and problems in the order of the file. A row that can't
// be read is a problem with its line; it never stops the reader. Memory stays constant: a log of
// 2 GB needs as much as one of 2 MB.
//
// Times are read with the zone of the log, and only that; a time that carries its own offset is
// taken as it is. If an hour occurs twice, the clock in Asterisk's uniqueid says which one is
// meant.
//
// Reads the disk, so it may block. Not thread-safe; use one reader from one thread.
//
//   absl::StatusOr<CallLogReader> log = CallLogReader::Open("Master.csv", zone, {});
//   if (!log.ok()) return log.status();  // "Master.csv: looks like queue_log, which ..."
//   for (auto item = log->Next(); item != CallLogReader::Item::kEnd; item = log->Next()) {
//     if (item == CallLogReader::Item::kRow) Use(log->row());
//     if (item == CallLogReader::Item::kProblem) Tell(log->problem().message);
//   }
//   if (!log->status().ok()) return log->status();  // the disk failed in the middle
#ifndef TEXTBACK_ADAPTERS_CALL_LOG_READER_H_
#define TEXTBACK_ADAPTERS_CALL_LOG_READER_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "textback/adapters/call_log/format.h"
#include "textback/calls/call_row.h"
#include "textback/policy/zone.h"

namespace textback {

// A row that could not be read. Every other row is read.
struct CallLogProblem {
  std::size_t number = 0;  // of the record, counted like CallRow::number
  std::size_t line = 0;    // in the file, from 1
  // "Master.csv:17: 9 columns where at least 16 are needed; is the line cut off?" No phone numbers.
  std::string message;
};

struct CallLogOptions {
  CallLogFormat format = CallLogFormat::kAuto;
  std::string name;  // of the file, in messages; empty: its path
};

class CallLogReader {
 public:
  enum class Item : std::uint8_t { kRow, kProblem, kEnd };

  // A file, or "-" for standard input.
  //
  // NotFound, PermissionDenied: it can't be opened. InvalidArgument: a folder, a pipe or a device;
  // or no call log. Show the message: it names the file, what it looks like and what to do.
  static absl::StatusOr<CallLogReader> Open(const std::string& path,
                                            std::shared_ptr<const Zone> zone,
                                            CallLogOptions options);

  // From a stream, which must outlive the reader. It can't Rewind.
  static absl::StatusOr<CallLogReader> FromStream(std::istream& stream,
                                                  std::shared_ptr<const Zone> zone,
                                                  CallLogOptions options);

  CallLogReader(CallLogReader&& other) noexcept;
  CallLogReader& operator=(CallLogReader&& other) noexcept;
  ~CallLogReader();

  // How the file was understood.
  const CallLogLayout& layout() const;

  // The next row or problem. kEnd: the file is over, or reading it failed: see status().
  Item Next();

  // REQUIRES: Next() returned kRow. Valid until the next call. You may move its texts away; but
  // reading is faster if you copy what you need, because the reader uses their memory again.
  CallRow& row();
  // REQUIRES: Next() returned kProblem.
  const CallLogProblem& problem() const;

  // For a progress bar: bytes that were split into rows so far, and the size of the file if it has
  // one.
  std::uint64_t BytesRead() const;
  std::optional<std::uint64_t> Size() const;

  // Unavailable: the disk failed, and rows are missing.
  const absl::Status& status() const;

  // Reads the file once more from its beginning. FailedPrecondition: a stream or a pipe can be read
  // only once. Unavailable: the file can't be read again.
  absl::Status Rewind();

  // What is odd, but readable, in the rows so far: the clock of the log does not fit its ids. Ask
  // at the end. Each is a line to show.
  std::vector<std::string> Notes() const;

 private:
  struct Impl;
  explicit CallLogReader(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CALL_LOG_READER_H_
