// Where the bytes of a call log come from: a file, standard input or a stream.
#ifndef TEXTBACK_SRC_ADAPTERS_CALL_LOG_SOURCE_H_
#define TEXTBACK_SRC_ADAPTERS_CALL_LOG_SOURCE_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstddef>
#include <cstdint>
#include <iosfwd>
#include <memory>
#include <optional>
#include <string>

namespace textback {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  // Reads up to `size` bytes; 0: the end. Unavailable: it can't be read.
  virtual absl::StatusOr<std::size_t> Read(char* data, std::size_t size) = 0;
  virtual std::optional<std::uint64_t> Size() const { return std::nullopt; }
  virtual absl::Status Rewind() = 0;
};

// A path, or "-" for standard input. Messages begin with `name`.
// NotFound, PermissionDenied: it can't be opened. InvalidArgument: a folder, a pipe or a device.
absl::StatusOr<std::unique_ptr<ByteSource>> OpenSource(const std::string& path,
                                                       const std::string& name);
std::unique_ptr<ByteSource> StreamSource(std::istream& stream, const std::string& name);

// An open file; closed at the end of its life unless it is standard input.
class OpenFile {
 public:
  OpenFile() = default;
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(OpenFile&& other) noexcept;
  OpenFile& operator=(OpenFile&& other) noexcept;
  ~OpenFile();

  bool IsOpen() const { return descriptor_ >= 0; }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_ = -1;
};

// NotFound, PermissionDenied, Unavailable: with the system's words.
absl::StatusOr<OpenFile> OpenForReading(const std::string& path, const std::string& name);
// Reads on where the file was read last; 0: its end so far.
absl::StatusOr<std::size_t> ReadSome(const OpenFile& file, char* data, std::size_t size,
                                     const std::string& name);

// The same at a place of the file; what was read last doesn't matter.
absl::StatusOr<std::size_t> ReadAt(const OpenFile& file, std::uint64_t offset, char* data,
                                   std::size_t size, const std::string& name);

// Which file it is, whatever its name; and how long.
struct FileInfo {
  std::uint64_t device = 0;
  std::uint64_t inode = 0;
  std::uint64_t size = 0;
  std::int64_t modified = 0;  // nanoseconds since 1970
  bool IsSameFile(const FileInfo& other) const {
    return device == other.device && inode == other.inode;
  }
};
absl::StatusOr<FileInfo> InfoOf(const OpenFile& file, const std::string& name);
// NotFound: there is none at the moment.
absl::StatusOr<FileInfo> InfoOf(const std::string& path, const std::string& name);

}  // namespace textback

#endif  // TEXTBACK_SRC_ADAPTERS_CALL_LOG_SOURCE_H_
