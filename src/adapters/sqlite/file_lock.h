// Makes sure that only one process works on a store: a lock on a file next to it.
//
// The lock is not on the database file itself. SQLite keeps its own locks there, and the system
// drops them when any other handle of that file is closed. The kernel releases the lock when the
// process ends, even if it crashes.
#ifndef TEXTBACK_SRC_ADAPTERS_SQLITE_FILE_LOCK_H_
#define TEXTBACK_SRC_ADAPTERS_SQLITE_FILE_LOCK_H_

#include <absl/status/statusor.h>

#include <string>

namespace textback::sqlite {

class FileLock {
 public:
  // Locks '<path>-lock'. Unavailable: another process has it; the message says which.
  // PermissionDenied: the lock file cannot be created.
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
