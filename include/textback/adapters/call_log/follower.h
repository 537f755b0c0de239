// The rows that a switch appends to its call log, as they come.
//
// Poll it from time to time, say once a second: it looks with stat(2) what is new and reads it.
// Only whole lines are read; a half-written last line waits for its end. It survives what happens
// to log files:
//  - Rotation by renaming: the old file is read to its end, then the new one from its beginning.
//    The old one is left as soon as the new one has bytes, because then nobody writes to it any
//    more.
//  - Rotation by copying and truncating, or a file that is written anew: it is read from its
//    beginning. A line that was cut in two by it is a problem of each half.
//  - The file is missing for a moment, or not there yet (after the first Open).
//
// Its position is a value. Store it together with what you made of the rows, and give it to Open
// after a restart: nothing is read twice, and nothing is left out, even if the file was renamed in
// the meantime, more than once even (within its folder, as "Master.csv.1" or "Master.csv-20261117",
// and not compressed; what can't be found is told by a note). Rows
// may come again if you store the position later than the rows: their ids tell.
//
// Reads the disk. Not thread-safe.
//
//   absl::StatusOr<CallLogFollower> log = CallLogFollower::Open(path, zone, {}, stored_position);
//   for (;;) {
//     absl::StatusOr<CallLogNews> news = log->Poll();
//     ...                                   // commit news->rows and log->position().Encode()
//     if (!news->more) WaitASecond();
//   }
#ifndef TEXTBACK_ADAPTERS_CALL_LOG_FOLLOWER_H_
#define TEXTBACK_ADAPTERS_CALL_LOG_FOLLOWER_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/adapters/call_log/reader.h"

namespace textback {

// Up to where a file was read.
struct CallLogPosition {
  std::uint64_t device = 0;  // which file, whatever its name is now
  std::uint64_t inode = 0;
  std::uint64_t offset = 0;  // the first byte that was not read
  std::uint64_t check = 0;   // of the bytes before it: shows that the file was written anew
  std::size_t line = 1;      // of that byte
  std::size_t number = 0;    // of the last record
  std::optional<std::uint64_t> header_at;  // of the header line that holds at that place

  // One line of text, to be stored.
  std::string Encode() const;
  // InvalidArgument: not made by Encode.
  static absl::StatusOr<CallLogPosition> Decode(std::string_view text);
  friend bool operator==(const CallLogPosition&, const CallLogPosition&) = default;
};

struct CallLogNews {
  std::vector<CallRow> rows;  // in the order of the file
  std::vector<CallLogProblem> problems;
  std::vector<std::string> notes;  // "Master.csv: was rotated; ...": lines to show
  bool more = false;               // more is there already: poll again at once
};

class CallLogFollower {
 public:
  static constexpr std::size_t kMostRows = 1000;  // in one poll, problems too

  // `from`: where to go on; nothing: at the beginning of the file. Names as in CallLogReader.
  //
  // NotFound, PermissionDenied: it can't be opened; a file that may be missing is fine only with
  // `from`. InvalidArgument: a folder or a pipe; or its first lines are no call log.
  static absl::StatusOr<CallLogFollower> Open(const std::string& path,
                                              std::shared_ptr<const Zone> zone,
                                              CallLogOptions options,
                                              std::optional<CallLogPosition> from);

  CallLogFollower(CallLogFollower&& other) noexcept;
  CallLogFollower& operator=(CallLogFollower&& other) noexcept;
  ~CallLogFollower();

  // What is new. Never waits. Unavailable, PermissionDenied: it can't be read just now; poll again
  // later, nothing is lost. InvalidArgument: the first lines that came are no call log.
  absl::StatusOr<CallLogNews> Poll();

  // After everything that the last Poll returned.
  CallLogPosition position() const;
  // Format kEmpty: nothing was written yet.
  const CallLogLayout& layout() const;
  // As CallLogReader::Notes.
  std::vector<std::string> Notes() const;

 private:
  struct Impl;
  explicit CallLogFollower(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CALL_LOG_FOLLOWER_H_
