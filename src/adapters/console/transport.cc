#include "textback/adapters/console/transport.h"

#include <absl/strings/escaping.h>
#include <absl/strings/str_cat.h>
#include <absl/strings/str_format.h>

#include <string>

namespace textback {

void ConsoleTransport::Send(const Text& text, Instant deadline, SendDone done) {
  using Kind = SendOutcome::Kind;
  const Instant now = clock_.Now();
  if (!MayBegin(text, deadline, now)) {
    return done({.kind = Kind::kRetry, .at = now, .code = "deadline"});
  }
  if (!Print(text, now)) return done({.kind = Kind::kAmbiguous, .at = now, .code = "stream"});
  done({.kind = Kind::kAccepted, .at = now, .provider_id = "console:" + text.key.ToString()});
}

bool ConsoleTransport::Print(const Text& text, Instant now) {
  const PhoneNumber to = text.key.lead.phone;
  std::string line =
      absl::StrFormat("%s  %s -> %s  %s  %d segment%s", FormatRfc3339(now),
                      text.key.lead.account.view(), show_all_ ? to.ToE164() : to.Masked(),
                      text.key.step.view(), text.segments, text.segments == 1 ? "" : "s");
  if (show_all_) absl::StrAppend(&line, "  \"", absl::Utf8SafeCEscape(text.body), "\"");
  line += '\n';
  const absl::MutexLock lock(&mutex_);
  out_ << line << std::flush;
  return out_.good();
}

void ConsoleTransport::Lookup(const Text& /*text*/, Instant /*deadline*/, LookupDone done) {
  done(SendOutcome{.kind = SendOutcome::Kind::kAmbiguous, .at = clock_.Now(), .code = "console"});
}

}  // namespace textback
