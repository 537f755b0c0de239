// Sends nothing: writes each text to a stream and calls it accepted. For trying things out.
//
//   2026-11-20T17:00:10Z  northside -> +1403***0123  text_1  1 segment
//
// Numbers are masked and bodies left out unless asked for (privacy).
#ifndef TEXTBACK_ADAPTERS_CONSOLE_TRANSPORT_H_
#define TEXTBACK_ADAPTERS_CONSOLE_TRANSPORT_H_

#include <absl/synchronization/mutex.h>

#include <ostream>

#include "textback/ports/transport.h"

namespace textback {

// Thread-safe: one line a text, never interleaved. The stream is not owned.
class ConsoleTransport final : public Transport {
 public:
  explicit ConsoleTransport(std::ostream& out, bool show_all = false)
      : out_(out), show_all_(show_all) {}

  SendOutcome Send(const Text& text, Instant now) override;

  // A console never got anything it did not print: after a crash the text is printed again.
  absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text& text, Instant now) override;

 private:
  absl::Mutex mutex_;
  std::ostream& out_ ABSL_GUARDED_BY(mutex_);
  const bool show_all_;
};

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CONSOLE_TRANSPORT_H_
