#include "textback/adapters/call_log/follower.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "adapters/call_log/rotation.h"
#include "adapters/call_log/row_stream.h"
#include "adapters/call_log/source.h"

namespace textback {
namespace {

constexpr std::size_t kHead = std::size_t{64} * 1024;
constexpr std::size_t kChunk = std::size_t{64} * 1024;
constexpr std::size_t kChecked = 256;  // bytes before a position that have to be the same

// FNV-1a.
std::uint64_t Hash(std::string_view bytes) {
  std::uint64_t hash = 0xCBF2'9CE4'8422'2325U;
  for (const char c : bytes) {
    hash ^= static_cast<std::uint8_t>(c);
    hash *= 0x0000'0100'0000'01B3U;
  }
  return hash;
}

}  // namespace

struct CallLogFollower::Impl {
  absl::Status Begin(std::optional<CallLogPosition> from);
  absl::Status Resume(const CallLogPosition& from);
  absl::Status BeginFile(OpenFile opened, std::optional<CallLogPosition> from);
  absl::Status FindLayout(std::optional<CallLogPosition> from);
  absl::Status ReadNew(CallLogNews& news);
  absl::Status Drain(CallLogNews& news);
  absl::Status CheckSameContent(CallLogNews& news);
  absl::Status FollowRotation(CallLogNews& news);
  void TakeRows(CallLogNews& news);
  void Leave(CallLogNews& news);
  bool IsFull(const CallLogNews& news) const {
    return news.rows.size() + news.problems.size() >= kMostRows;
  }
  absl::StatusOr<std::uint64_t> CheckAt(const OpenFile& opened, std::uint64_t offset) const;
  absl::StatusOr<std::string> ReadHead(std::uint64_t offset) const;
  void MovePosition();

  std::string path;
  std::shared_ptr<const Zone> zone;
  CallLogOptions options;
  OpenFile file;
  FileInfo info;
  std::uint64_t read_until = 0;   // bytes of the file that are in `rows`
  std::uint64_t seen_size = 0;    // at the last look
  std::optional<RowStream> rows;  // nothing: the format isn't known yet
  CallLogLayout layout;
  CallLogPosition position;
  std::string chunk;
  std::vector<std::string> notes;  // to be told with the next news
};

// The bytes before `offset`, as a number.
absl::StatusOr<std::uint64_t> CallLogFollower::Impl::CheckAt(const OpenFile& opened,
                                                             std::uint64_t offset) const {
  std::string bytes(std::min<std::uint64_t>(offset, kChecked), '\0');
  const absl::StatusOr<std::size_t> read =
      ReadAt(opened, offset - bytes.size(), bytes.data(), bytes.size(), options.name);
  if (!read.ok()) return read.status();
  return Hash(std::string_view(bytes).substr(0, *read));
}

absl::StatusOr<std::string> CallLogFollower::Impl::ReadHead(std::uint64_t offset) const {
  std::string head(kHead, '\0');
  const absl::StatusOr<std::size_t> read =
      ReadAt(file, offset, head.data(), head.size(), options.name);
  if (!read.ok()) return read.status();
  head.resize(*read);
  return head;
}

absl::Status CallLogFollower::Impl::Begin(std::optional<CallLogPosition> from) {
  chunk.resize(kChunk);
  if (from.has_value() && from->inode != 0) return Resume(*from);
  absl::StatusOr<OpenFile> opened = OpenForReading(path, options.name);
  if (!opened.ok()) return opened.status();
  return BeginFile(*std::move(opened), std::nullopt);
}

// Finds the file of the position: under its name, or renamed beside it.
absl::Status CallLogFollower::Impl::Resume(const CallLogPosition& from) {
  const FileInfo wanted{.device = from.device, .inode = from.inode};
  for (const std::string& candidate : FilesBeside(path)) {
    const absl::StatusOr<FileInfo> found = InfoOf(candidate, options.name);
    if (!found.ok() || !found->IsSameFile(wanted) || found->size < from.offset) continue;
    absl::StatusOr<OpenFile> opened = OpenForReading(candidate, options.name);
    if (!opened.ok()) return opened.status();
    const absl::StatusOr<std::uint64_t> check = CheckAt(*opened, from.offset);
    if (check.ok() && *check == from.check) return BeginFile(*std::move(opened), from);
  }
  notes.push_back(absl::StrFormat(
      "%s: is not the file that was read last, and that one can't be found beside it; if it was "
      "rotated and compressed, read the rest of it once by hand",
      options.name));
  absl::StatusOr<OpenFile> opened = OpenForReading(path, options.name);
  if (absl::IsNotFound(opened.status())) return absl::OkStatus();  // it may come yet
  if (!opened.ok()) return opened.status();
  return BeginFile(*std::move(opened), std::nullopt);
}

absl::Status CallLogFollower::Impl::BeginFile(OpenFile opened,
                                              std::optional<CallLogPosition> from) {
  absl::StatusOr<FileInfo> now = InfoOf(opened, options.name);
  if (!now.ok()) return now.status();
  file = std::move(opened);
  info = *now;
  position = from.value_or(CallLogPosition{.device = info.device, .inode = info.inode});
  read_until = position.offset;
  seen_size = read_until;
  rows.reset();
  return FindLayout(from);
}

// By the first whole lines. Without any, the next poll tries again.
absl::Status CallLogFollower::Impl::FindLayout(std::optional<CallLogPosition> from) {
  const std::uint64_t at = from.has_value() ? from->header_at.value_or(0) : 0;
  absl::StatusOr<std::string> head = ReadHead(at);
  if (!head.ok()) return head.status();
  const std::size_t end = head->find_last_of("\r\n");
  if (end == std::string::npos) return absl::OkStatus();
  const bool was_known = layout.format != CallLogFormat::kEmpty;
  absl::StatusOr<CallLogLayout> found =
      DetectCallLog(std::string_view(*head).substr(0, end + 1), true, options.format);
  if (!found.ok() && !was_known) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s: %s", options.name, found.status().message()));
  }
  if (found.ok() && found->format == CallLogFormat::kEmpty) return absl::OkStatus();
  // A new file that begins with broken lines is still written by the same switch.
  if (found.ok()) layout = *std::move(found);
  rows.emplace(layout, zone, options.name,
               RowStream::Start{.place = {.offset = position.offset, .line = position.line},
                                .number = position.number});
  return absl::OkStatus();
}

void CallLogFollower::Impl::TakeRows(CallLogNews& news) {
  while (!IsFull(news)) {
    switch (rows->Next()) {
      case RowStream::Item::kRow:
        news.rows.push_back(rows->row());
        break;
      case RowStream::Item::kProblem:
        news.problems.push_back(rows->problem());
        break;
      case RowStream::Item::kNeedMore:
      case RowStream::Item::kEnd:
        return;
    }
  }
}

// Everything up to the file's end, or as many rows as one poll may return.
absl::Status CallLogFollower::Impl::Drain(CallLogNews& news) {
  if (!rows.has_value()) {
    if (absl::Status status = FindLayout(std::nullopt); !status.ok()) return status;
    if (!rows.has_value()) return absl::OkStatus();
  }
  TakeRows(news);
  while (!IsFull(news)) {
    const absl::StatusOr<std::size_t> read =
        ReadAt(file, read_until, chunk.data(), chunk.size(), options.name);
    if (!read.ok()) return read.status();
    if (*read == 0) {
      rows->GiveUpOpenQuote();
      TakeRows(news);
      return absl::OkStatus();
    }
    rows->Append(std::string_view(chunk.data(), *read));
    read_until += *read;
    TakeRows(news);
  }
  return absl::OkStatus();
}

// No byte will follow in this file: its last line, whole or not.
void CallLogFollower::Impl::Leave(CallLogNews& news) {
  if (rows.has_value()) {
    rows->Finish();
    // A few lines at most, so the limit of one poll doesn't matter.
    for (RowStream::Item item = rows->Next(); item != RowStream::Item::kEnd; item = rows->Next()) {
      if (item == RowStream::Item::kRow) news.rows.push_back(rows->row());
      if (item == RowStream::Item::kProblem) news.problems.push_back(rows->problem());
    }
  }
  rows.reset();
}

// A file that is shorter than it was, or other than it was, is read from its beginning.
absl::Status CallLogFollower::Impl::CheckSameContent(CallLogNews& news) {
  const absl::StatusOr<FileInfo> now = InfoOf(file, options.name);
  if (!now.ok()) return now.status();
  if (now->size == seen_size) return absl::OkStatus();
  bool is_same = now->size >= read_until;
  if (is_same) {
    const absl::StatusOr<std::uint64_t> check = CheckAt(file, position.offset);
    if (!check.ok()) return check.status();
    is_same = position.offset == 0 || *check == position.check;
  }
  seen_size = now->size;
  if (is_same) return absl::OkStatus();
  news.notes.push_back(absl::StrFormat(
      "%s: was emptied or written anew; it is read from its beginning", options.name));
  Leave(news);
  position = {.device = info.device, .inode = info.inode};
  read_until = 0;
  return absl::OkStatus();
}

// The name stands for another file now: go on there, as soon as it has bytes.
absl::Status CallLogFollower::Impl::FollowRotation(CallLogNews& news) {
  const absl::StatusOr<FileInfo> now = InfoOf(path, options.name);
  if (absl::IsNotFound(now.status())) return absl::OkStatus();  // for a moment
  if (!now.ok()) return now.status();
  if (file.IsOpen() && (now->IsSameFile(info) || now->size == 0)) return absl::OkStatus();
  std::string next = path;
  if (file.IsOpen()) {
    // Written between the last look and the first byte of the new file.
    if (absl::Status status = Drain(news); !status.ok()) return status;
    if (IsFull(news)) return absl::OkStatus();
    const absl::StatusOr<FileInfo> last = InfoOf(file, options.name);
    if (!last.ok()) return last.status();
    next = FileAfter(*last, path, options.name, news.notes);
  }
  absl::StatusOr<OpenFile> opened = OpenForReading(next, options.name);
  if (absl::IsNotFound(opened.status())) return absl::OkStatus();
  if (!opened.ok()) return opened.status();
  if (file.IsOpen()) {
    Leave(news);
    news.notes.push_back(
        absl::StrFormat("%s: was rotated; the new file is read from its beginning", options.name));
  }
  if (absl::Status status = BeginFile(*std::move(opened), std::nullopt); !status.ok())
    return status;
  return Drain(news);
}

void CallLogFollower::Impl::MovePosition() {
  if (!rows.has_value()) return;
  const RowStream::Start start = rows->position();
  position.line = start.place.line;
  position.number = start.number;
  if (rows->header_at().has_value()) position.header_at = rows->header_at();
  if (start.place.offset == position.offset) return;
  const absl::StatusOr<std::uint64_t> check = CheckAt(file, start.place.offset);
  // The next poll finds out what is wrong with the file.
  if (!check.ok()) return;
  position.offset = start.place.offset;
  position.check = *check;
}

absl::Status CallLogFollower::Impl::ReadNew(CallLogNews& news) {
  if (file.IsOpen()) {
    if (absl::Status status = CheckSameContent(news); !status.ok()) return status;
    if (absl::Status status = Drain(news); !status.ok()) return status;
  }
  if (!IsFull(news)) {
    if (absl::Status status = FollowRotation(news); !status.ok()) return status;
  }
  return absl::OkStatus();
}

CallLogFollower::CallLogFollower(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CallLogFollower::CallLogFollower(CallLogFollower&& other) noexcept = default;
CallLogFollower& CallLogFollower::operator=(CallLogFollower&& other) noexcept = default;
CallLogFollower::~CallLogFollower() = default;

absl::StatusOr<CallLogFollower> CallLogFollower::Open(const std::string& path,
                                                      std::shared_ptr<const Zone> zone,
                                                      CallLogOptions options,
                                                      std::optional<CallLogPosition> from) {
  auto impl = std::make_unique<Impl>();
  if (options.name.empty()) options.name = path;
  impl->path = path;
  impl->zone = std::move(zone);
  impl->options = std::move(options);
  if (absl::Status status = impl->Begin(from); !status.ok()) return status;
  return CallLogFollower(std::move(impl));
}

absl::StatusOr<CallLogNews> CallLogFollower::Poll() {
  CallLogNews news;
  news.notes = std::move(impl_->notes);
  impl_->notes.clear();
  const absl::Status status = impl_->ReadNew(news);
  impl_->MovePosition();
  news.more = impl_->IsFull(news);
  // What was read is told; what failed is told by the next poll.
  if (!status.ok() && news.rows.empty() && news.problems.empty() && news.notes.empty())
    return status;
  return news;
}

CallLogPosition CallLogFollower::position() const { return impl_->position; }
const CallLogLayout& CallLogFollower::layout() const { return impl_->layout; }
std::vector<std::string> CallLogFollower::Notes() const {
  return impl_->rows.has_value() ? impl_->rows->Notes() : std::vector<std::string>();
}

}  // namespace textback
