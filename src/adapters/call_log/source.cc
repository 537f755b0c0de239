#include "adapters/call_log/source.h"

#include <absl/strings/str_format.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <istream>
#include <utility>

namespace textback {
namespace {

absl::Status SystemError(const std::string& name, int error) {
  const std::string message = absl::StrFormat("%s: can't be read: %s", name, std::strerror(error));
  if (error == ENOENT || error == ENOTDIR) return absl::NotFoundError(message);
  if (error == EACCES || error == EPERM) return absl::PermissionDeniedError(message);
  return absl::UnavailableError(message);
}

FileInfo ToInfo(const struct stat& info) {
  return {.device = static_cast<std::uint64_t>(info.st_dev),
          .inode = static_cast<std::uint64_t>(info.st_ino),
          .size = static_cast<std::uint64_t>(info.st_size),
          .modified = std::int64_t{info.st_mtim.tv_sec} * 1'000'000'000 + info.st_mtim.tv_nsec};
}

class FileSource : public ByteSource {
 public:
  FileSource(OpenFile file, std::string name, std::optional<std::uint64_t> size)
      : file_(std::move(file)), name_(std::move(name)), size_(size) {}

  absl::StatusOr<std::size_t> Read(char* data, std::size_t size) override {
    return ReadSome(file_, data, size, name_);
  }

  std::optional<std::uint64_t> Size() const override { return size_; }

  absl::Status Rewind() override {
    if (!size_.has_value()) {
      return absl::FailedPreconditionError(
          absl::StrFormat("%s: can be read only once; save it into a file and name that", name_));
    }
    if (::lseek(file_.descriptor(), 0, SEEK_SET) != 0) return SystemError(name_, errno);
    return absl::OkStatus();
  }

 private:
  OpenFile file_;
  std::string name_;
  std::optional<std::uint64_t> size_;
};

class Stream : public ByteSource {
 public:
  Stream(std::istream& stream, std::string name) : stream_(stream), name_(std::move(name)) {}

  absl::StatusOr<std::size_t> Read(char* data, std::size_t size) override {
    stream_.read(data, static_cast<std::streamsize>(size));
    if (stream_.bad()) return absl::UnavailableError(name_ + ": can't be read");
    return static_cast<std::size_t>(stream_.gcount());
  }

  absl::Status Rewind() override {
    return absl::FailedPreconditionError(name_ + ": a stream can be read only once");
  }

 private:
  std::istream& stream_;
  std::string name_;
};

// A message for what isn't a regular file; empty: it is one.
std::string WhyNotRegular(const struct stat& info, const std::string& name) {
  if (S_ISREG(info.st_mode)) return "";
  if (S_ISDIR(info.st_mode)) return name + ": is a folder; name the call log in it";
  if (S_ISFIFO(info.st_mode) || S_ISSOCK(info.st_mode))
    return name + ": is a pipe; send it to standard input and name it \"-\"";
  return name + ": is a device and no file; name the call log";
}

absl::StatusOr<std::unique_ptr<ByteSource>> OpenStandardInput(const std::string& name) {
  struct stat info {};
  if (::fstat(STDIN_FILENO, &info) != 0) {
    return absl::NotFoundError(
        absl::StrFormat("%s: standard input is closed; name a file or send one", name));
  }
  if (S_ISDIR(info.st_mode)) return absl::InvalidArgumentError(WhyNotRegular(info, name));
  std::optional<std::uint64_t> size;
  if (S_ISREG(info.st_mode) && ::lseek(STDIN_FILENO, 0, SEEK_CUR) == 0)
    size = static_cast<std::uint64_t>(info.st_size);
  return std::make_unique<FileSource>(OpenFile(STDIN_FILENO), name, size);
}

}  // namespace

OpenFile::OpenFile(OpenFile&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)) {}

OpenFile& OpenFile::operator=(OpenFile&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

OpenFile::~OpenFile() {
  if (descriptor_ > STDIN_FILENO) ::close(descriptor_);
}

absl::StatusOr<OpenFile> OpenForReading(const std::string& path, const std::string& name) {
  // Looked at before it is opened: opening a pipe would wait for its writer.
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return SystemError(name, errno);
  const std::string why = WhyNotRegular(info, name);
  if (!why.empty()) return absl::InvalidArgumentError(why);
  OpenFile file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.IsOpen()) return SystemError(name, errno);
  return file;
}

absl::StatusOr<std::size_t> ReadSome(const OpenFile& file, char* data, std::size_t size,
                                     const std::string& name) {
  for (;;) {
    const ssize_t count = ::read(file.descriptor(), data, size);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return SystemError(name, errno);
  }
}

absl::StatusOr<std::size_t> ReadAt(const OpenFile& file, std::uint64_t offset, char* data,
                                   std::size_t size, const std::string& name) {
  for (;;) {
    const ssize_t count = ::pread(file.descriptor(), data, size, static_cast<off_t>(offset));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) return SystemError(name, errno);
  }
}

absl::StatusOr<FileInfo> InfoOf(const OpenFile& file, const std::string& name) {
  struct stat info {};
  if (::fstat(file.descriptor(), &info) != 0) return SystemError(name, errno);
  return ToInfo(info);
}

absl::StatusOr<FileInfo> InfoOf(const std::string& path, const std::string& name) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return SystemError(name, errno);
  return ToInfo(info);
}

absl::StatusOr<std::unique_ptr<ByteSource>> OpenSource(const std::string& path,
                                                       const std::string& name) {
  if (path == "-") return OpenStandardInput(name);
  absl::StatusOr<OpenFile> file = OpenForReading(path, name);
  if (!file.ok()) return file.status();
  struct stat info {};
  if (::fstat(file->descriptor(), &info) != 0) return SystemError(name, errno);
  return std::make_unique<FileSource>(*std::move(file), name,
                                      static_cast<std::uint64_t>(info.st_size));
}

std::unique_ptr<ByteSource> StreamSource(std::istream& stream, const std::string& name) {
  return std::make_unique<Stream>(stream, name);
}

}  // namespace textback
