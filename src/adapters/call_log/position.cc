// A position as a line of text.
#include <absl/strings/str_format.h>

#include <array>
#include <charconv>

#include "adapters/call_log/values.h"
#include "textback/adapters/call_log/follower.h"

namespace textback {
namespace {

constexpr std::string_view kVersion = "call-log-1";
constexpr std::string_view kNoHeader = "-";

bool ReadNumber(std::string_view text, std::uint64_t& value) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string CallLogPosition::Encode() const {
  return absl::StrFormat(
      "%s %d %d %d %d %d %d %s", kVersion, device, inode, offset, check, line, number,
      header_at.has_value() ? absl::StrFormat("%d", *header_at) : std::string(kNoHeader));
}

absl::StatusOr<CallLogPosition> CallLogPosition::Decode(std::string_view text) {
  const std::vector<std::string_view> parts = SplitAt(text, ' ');
  CallLogPosition position;
  std::uint64_t line = 0;
  std::uint64_t number = 0;
  std::uint64_t header = 0;
  const std::array<std::uint64_t*, 6> values = {&position.device, &position.inode, &position.offset,
                                                &position.check,  &line,           &number};
  bool ok = parts.size() == values.size() + 2 && parts[0] == kVersion;
  for (std::size_t i = 0; ok && i < values.size(); ++i) ok = ReadNumber(parts[i + 1], *values[i]);
  if (ok && parts.back() != kNoHeader) {
    ok = ReadNumber(parts.back(), header);
    position.header_at = header;
  }
  if (!ok || line == 0) {
    return absl::InvalidArgumentError(
        absl::StrFormat("'%s' is no position in a call log; without one it is read from its "
                        "beginning",
                        text.substr(0, 40)));
  }
  position.line = line;
  position.number = number;
  return position;
}

}  // namespace textback
