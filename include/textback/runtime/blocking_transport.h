// Makes a Transport from plain functions that wait for their answer. Most providers' libraries work
// like that.
//
// Derive from BlockingTransport, write Send and Lookup, and give the runtime the result of
// `Unblock`. Each text is sent on one of `threads` threads. Give the runtime as many slots as there
// are threads (Route::slots), so that no text waits for a thread.
//
//   class Pigeon final : public BlockingTransport {
//     SendOutcome Send(const Text& text, Instant) override { return Fly(text); }
//     absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text&, Instant) override {
//       return SendOutcome{.kind = SendOutcome::Kind::kAmbiguous};  // pigeons can't be asked
//     }
//   };
//   std::unique_ptr<Transport> transport = Unblock(pigeon, clock, {.threads = 8});
#ifndef TEXTBACK_RUNTIME_BLOCKING_TRANSPORT_H_
#define TEXTBACK_RUNTIME_BLOCKING_TRANSPORT_H_

#include <absl/status/statusor.h>

#include <cstddef>
#include <memory>
#include <optional>

#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/ports/clock.h"
#include "textback/ports/transport.h"

namespace textback {

class BlockingTransport {
 public:
  virtual ~BlockingTransport() = default;

  // Like Transport::Send and Transport::Lookup, but they return the answer. They should give up at
  // `deadline`: a later answer counts as ambiguous (R60). They may throw: a text then counts as
  // ambiguous too (code "threw"), a look-up as not answered. They are called from several threads
  // at once.
  virtual SendOutcome Send(const Text& text, Instant deadline) = 0;
  virtual absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text& text, Instant deadline) = 0;
};

struct UnblockOptions {
  std::size_t threads = 8;  // at least 1: how many texts are sent at once
};

// Transport and clock are not owned and must outlive the result. A text whose turn comes after its
// deadline or its send_by is not sent: kRetry (code "deadline"). Destroying the result waits for
// the calls that are running, and answers kRetry (code "closed") for texts whose turn has not come.
// Don't destroy it from within a `done`.
std::unique_ptr<Transport> Unblock(BlockingTransport& transport, const Clock& clock,
                                   UnblockOptions options = {});

}  // namespace textback

#endif  // TEXTBACK_RUNTIME_BLOCKING_TRANSPORT_H_
