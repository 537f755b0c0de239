// The promise that one process works on a store: a lock on a file beside it.
//
// Not on the database file itself: SQLite keeps locks of its own there, which the system drops as
// soon as any other handle of that file is closed. The kernel gives a lock back when its process
// dies, however it dies.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_FILE_LOCK_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_FILE_LOCK_H_

#include <absl/status/statusor.h>

#include <string>

namespace textback::sqlite {

class FileLock {
 public:
  // Locks '<path>-lock'. Unavailable: somebody has it, the message says who. PermissionDenied: the
  // file can't be made.
  static absl::StatusOr<FileLock> Take(const std::string& path);

  FileLock() = default;
  FileLock(FileLock&& other) noexcept;
  FileLock& operator=(FileLock&& other) noexcept;
  ~FileLock();

 private:
  explicit FileLock(int file) : file_(file) {}

  int file_ = -1;
};

}  // namespace textback::sqlite

#endif  // TEXTBACK_SRC_ADAPTERS_SQLITE_FILE_LOCK_H_
