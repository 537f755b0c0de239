#include "textback/model/id.h"

#include <absl/status/status.h>
#include <absl/strings/str_format.h>

namespace textback {

absl::Status CheckId(std::string_view what, std::string_view text, std::size_t max_size) {
  if (text.empty()) return absl::InvalidArgumentError(absl::StrFormat("%s: empty", what));
  if (text.size() > max_size) {
    return absl::InvalidArgumentError(
        absl::StrFormat("%s: %d characters, at most %d are allowed", what, text.size(), max_size));
  }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < 0x21 || text[i] > 0x7e) {
      return absl::InvalidArgumentError(
          absl::StrFormat("%s: character %d is a space, a control character or no ASCII; use "
                          "letters, digits and - _ . : / +",
                          what, i + 1));
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<EventId> EventId::Parse(std::string_view text) {
  if (absl::Status status = CheckId("event id", text, kMaxSize); !status.ok()) return status;
  EventId id;
  id.value_ = std::string(text);
  return id;
}

}  // namespace textback
