#include "adapters/sqlite/file_lock.h"

#include <absl/strings/str_format.h>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace textback::sqlite {
namespace {

// Resolves symlinks, so that two names of one file share one lock.
std::string LockPath(const std::string& path) {
  std::error_code error;
  const std::filesystem::path real = std::filesystem::weakly_canonical(path, error);
  return (error ? path : real.string()) + "-lock";
}

std::string ReadOwner(int file) {
  std::array<char, 32> text{};
  const ssize_t size = pread(file, text.data(), text.size() - 1, 0);
  std::string owner(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  if (const auto end = owner.find('\n'); end != std::string::npos) owner.resize(end);
  return owner.empty() ? "unknown" : owner;
}

}  // namespace

absl::StatusOr<FileLock> FileLock::Take(const std::string& path) {
  const std::string lock_path = LockPath(path);
  const int file = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
  if (file < 0) {
    return absl::PermissionDeniedError(
        absl::StrFormat("%s: %s; make it and its folder writable for this process", lock_path,
                        std::strerror(errno)));
  }
  FileLock lock(file);
  int result = 0;
  do {
    result = flock(file, LOCK_EX | LOCK_NB);
  } while (result != 0 && errno == EINTR);
  if (result != 0) {
    return absl::UnavailableError(absl::StrFormat(
        "%s: process %s owns it; stop that one, or open the store as an appender or a reader", path,
        ReadOwner(file)));
  }
  const std::string owner = absl::StrFormat("%d\n", getpid());
  // The name is only for messages; the lock is valid without it.
  if (ftruncate(file, 0) == 0) static_cast<void>(pwrite(file, owner.data(), owner.size(), 0) > 0);
  return lock;
}

FileLock::FileLock(FileLock&& other) noexcept : file_(std::exchange(other.file_, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
  std::swap(file_, other.file_);
  return *this;
}

FileLock::~FileLock() {
  if (file_ >= 0) close(file_);
}

}  // namespace textback::sqlite
