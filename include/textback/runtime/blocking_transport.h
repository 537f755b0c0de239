// Makes a Transport out of plain functions that wait for their answer: most providers' libraries
// are like that.
//
// Derive from BlockingTransport, write Send and Lookup, and hand the runtime what `Unblock` makes
// of it. Each text is sent on one of `threads` threads of its own; give the runtime as many slots
// as there are threads (Route::slots), so that no text waits for one.
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

  // As Transport::Send and Transport::Lookup, with the answer returned. Should give up at
  // `deadline`: what is answered later counts as ambiguous (R60). May throw: a text then counts as
  // ambiguous too (code "threw"), a look-up as not answered. Called from several threads at
  // once.
  virtual SendOutcome Send(const Text& text, Instant deadline) = 0;
  virtual absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text& text, Instant deadline) = 0;
};

struct UnblockOptions {
  std::size_t threads = 8;  // at least 1: texts at the provider at once
};

// Neither is owned; both must outlive the result. A text whose turn comes after its deadline, or
// once its send_by has come, is not sent: kRetry (code "deadline"). Destroying the result waits for
// the calls that are under way and answers kRetry (code "closed") to texts whose turn has not come.
// Don't destroy it from within a `done`.
std::unique_ptr<Transport> Unblock(BlockingTransport& transport, const Clock& clock,
                                   UnblockOptions options = {});

}  // namespace textback

#endif  // TEXTBACK_RUNTIME_BLOCKING_TRANSPORT_H_
