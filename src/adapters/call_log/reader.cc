#include "textback/adapters/call_log/reader.h"

#include <absl/strings/str_format.h>

#include <algorithm>
#include <utility>

#include "adapters/call_log/row_stream.h"
#include "adapters/call_log/source.h"

namespace textback {
namespace {

constexpr std::size_t kHead = std::size_t{64} * 1024;
constexpr std::size_t kChunk = std::size_t{256} * 1024;

}  // namespace

struct CallLogReader::Impl {
  absl::Status Begin();
  absl::StatusOr<CallLogLayout> LayoutOf(std::string_view head, bool whole, std::uint64_t at);
  Item Next();

  std::unique_ptr<ByteSource> source;
  std::shared_ptr<const Zone> zone;
  CallLogOptions options;
  std::string chunk;
  std::optional<RowStream> rows;
  CallLogLayout first_layout;  // as it was found, and where: a second reading begins the same way
  std::uint64_t first_at = 0;
  absl::Status status;
};

absl::StatusOr<CallLogLayout> CallLogReader::Impl::LayoutOf(std::string_view head, bool whole,
                                                            std::uint64_t at) {
  if (first_layout.format != CallLogFormat::kEmpty)
    return at < first_at ? CallLogLayout{} : first_layout;
  absl::StatusOr<CallLogLayout> layout = DetectCallLog(head, whole, options.format);
  if (!layout.ok()) return layout;
  first_layout = *layout;
  first_at = at;
  return layout;
}

// Reads the head, finds out its format, and leaves the head to be split.
absl::Status CallLogReader::Impl::Begin() {
  chunk.resize(std::max(chunk.size(), kHead));
  std::uint64_t skipped = 0;
  std::size_t size = 0;
  bool whole = false;
  absl::StatusOr<CallLogLayout> layout = CallLogLayout{};
  // A crash may have left a file that begins with blocks of NUL bytes.
  while (!whole && layout.ok() && layout->format == CallLogFormat::kEmpty) {
    skipped += size;
    size = 0;
    while (size < kHead && !whole) {
      const absl::StatusOr<std::size_t> read = source->Read(chunk.data() + size, kHead - size);
      if (!read.ok()) return read.status();
      whole = *read == 0;
      size += *read;
    }
    layout = LayoutOf({chunk.data(), size}, whole, skipped);
  }
  if (!layout.ok()) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s: %s", options.name, layout.status().message()));
  }
  rows.emplace(*std::move(layout), zone, options.name,
               RowStream::Start{.place = {.offset = skipped}});
  rows->Append({chunk.data(), size});
  if (whole) rows->Finish();
  return absl::OkStatus();
}

CallLogReader::Item CallLogReader::Impl::Next() {
  for (;;) {
    switch (rows->Next()) {
      case RowStream::Item::kRow:
        return Item::kRow;
      case RowStream::Item::kProblem:
        return Item::kProblem;
      case RowStream::Item::kEnd:
        return Item::kEnd;
      case RowStream::Item::kNeedMore:
        break;
    }
    if (!status.ok()) return Item::kEnd;
    chunk.resize(kChunk);
    const absl::StatusOr<std::size_t> read = source->Read(chunk.data(), chunk.size());
    if (!read.ok()) {
      status = absl::UnavailableError(read.status().message());
      return Item::kEnd;
    }
    if (*read == 0) {
      rows->Finish();
    } else {
      rows->Append(std::string_view(chunk.data(), *read));
    }
  }
}

CallLogReader::CallLogReader(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
CallLogReader::CallLogReader(CallLogReader&& other) noexcept = default;
CallLogReader& CallLogReader::operator=(CallLogReader&& other) noexcept = default;
CallLogReader::~CallLogReader() = default;

absl::StatusOr<CallLogReader> CallLogReader::Open(const std::string& path,
                                                  std::shared_ptr<const Zone> zone,
                                                  CallLogOptions options) {
  if (options.name.empty()) options.name = path == "-" ? "standard input" : path;
  absl::StatusOr<std::unique_ptr<ByteSource>> source = OpenSource(path, options.name);
  if (!source.ok()) return source.status();
  auto impl = std::make_unique<Impl>();
  impl->source = *std::move(source);
  impl->zone = std::move(zone);
  impl->options = std::move(options);
  if (absl::Status status = impl->Begin(); !status.ok()) return status;
  return CallLogReader(std::move(impl));
}

absl::StatusOr<CallLogReader> CallLogReader::FromStream(std::istream& stream,
                                                        std::shared_ptr<const Zone> zone,
                                                        CallLogOptions options) {
  if (options.name.empty()) options.name = "the stream";
  auto impl = std::make_unique<Impl>();
  impl->source = StreamSource(stream, options.name);
  impl->zone = std::move(zone);
  impl->options = std::move(options);
  if (absl::Status status = impl->Begin(); !status.ok()) return status;
  return CallLogReader(std::move(impl));
}

const CallLogLayout& CallLogReader::layout() const { return impl_->rows->layout(); }
CallLogReader::Item CallLogReader::Next() { return impl_->Next(); }
CallRow& CallLogReader::row() { return impl_->rows->row(); }
const CallLogProblem& CallLogReader::problem() const { return impl_->rows->problem(); }
std::uint64_t CallLogReader::BytesRead() const { return impl_->rows->position().place.offset; }
std::optional<std::uint64_t> CallLogReader::Size() const { return impl_->source->Size(); }
const absl::Status& CallLogReader::status() const { return impl_->status; }
std::vector<std::string> CallLogReader::Notes() const { return impl_->rows->Notes(); }

absl::Status CallLogReader::Rewind() {
  if (absl::Status status = impl_->source->Rewind(); !status.ok()) return status;
  impl_->status = absl::OkStatus();
  return impl_->Begin();
}

}  // namespace textback
