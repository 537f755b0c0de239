#include "textback/adapters/console/transport.h"

#include <absl/strings/str_format.h>

namespace textback {

SendOutcome ConsoleTransport::Send(const Text& text, Instant now) {
  const PhoneNumber to = text.key.lead.phone;
  std::string line =
      absl::StrFormat("%s  %s -> %s  %s  %d segment%s", FormatRfc3339(now),
                      text.key.lead.account.view(), show_all_ ? to.ToE164() : to.Masked(),
                      text.key.step.view(), text.segments, text.segments == 1 ? "" : "s");
  if (show_all_) line += "  " + text.body;
  const absl::MutexLock lock(&mutex_);
  out_ << line << "\n";
  return {.kind = SendOutcome::Kind::kAccepted,
          .at = now,
          .provider_id = "console:" + text.key.ToString()};
}

absl::StatusOr<std::optional<SendOutcome>> ConsoleTransport::Lookup(const Text& /*text*/,
                                                                    Instant /*now*/) {
  return std::nullopt;
}

}  // namespace textback
