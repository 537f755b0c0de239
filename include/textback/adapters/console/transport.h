// Sends nothing: writes each text to a stream and reports it as accepted. For trying things out.
//
//   2026-11-20T17:00:10Z  northside -> +1403***0123  text_1  1 segment
//
// Numbers are masked and bodies are left out, unless `show_all` is set (privacy). A body is written
// in quotes, with line breaks as \n, so that each text takes one line.
#ifndef TEXTBACK_ADAPTERS_CONSOLE_TRANSPORT_H_
#define TEXTBACK_ADAPTERS_CONSOLE_TRANSPORT_H_

#include <absl/synchronization/mutex.h>

#include <ostream>

#include "textback/ports/clock.h"
#include "textback/ports/transport.h"

namespace textback {

// Thread-safe: one line a text, never interleaved. Stream and clock are not owned.
class ConsoleTransport final : public Transport {
 public:
  ConsoleTransport(std::ostream& out, const Clock& clock, bool show_all = false)
      : out_(out), clock_(clock), show_all_(show_all) {}

  // kAmbiguous with code "stream" if the stream fails: part of the line may have been written.
  void Send(const Text& text, Instant deadline, SendDone done) override;

  // Always kAmbiguous: a console keeps no record of what it has printed.
  void Lookup(const Text& text, Instant deadline, LookupDone done) override;

 private:
  bool Print(const Text& text, Instant now);

  absl::Mutex mutex_;
  std::ostream& out_ ABSL_GUARDED_BY(mutex_);
  const Clock& clock_;
  const bool show_all_;
};

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_CONSOLE_TRANSPORT_H_
