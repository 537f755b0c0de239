// Port: sending. Hands a text to a carrier or provider and reports the outcome.
//
// The sender hands over a text after Storage::BeginHandOver has allowed it (R13). The outcome is
// settled in storage and comes back to the engine as an event. A transport decides nothing and
// retries nothing. If the network reports later that a text was delivered or not, submit that as a
// DeliveryReported event.
//
// Both calls return at once and call `done` exactly once, from any thread, possibly before they
// return. The runtime handles mistakes and reports them:
//   called twice            the first answer counts
//   never, or too late      after `deadline` the text counts as ambiguous: it may have left (R60)
//   the call throws         the same, at once
// A provider that hangs delays its own texts only.
//
// If your provider's library blocks until it has an answer, use BlockingTransport
// (runtime/blocking_transport.h) instead: you write two plain functions.
//
// Threads: called from the sender's thread, one at a time for each transport; `done` may be called
// from any thread. testing/transport_conformance.h tests a transport of your own, and
// testing/transport_wrapper.h forwards every call.
//
//   void Send(const Text& text, Instant deadline, SendDone done) override {
//     client_.Post(Encode(text), deadline, [done](const Response& r) { done(OutcomeOf(r)); });
//   }
#ifndef TEXTBACK_PORTS_TRANSPORT_H_
#define TEXTBACK_PORTS_TRANSPORT_H_

#include <absl/status/statusor.h>

#include <functional>
#include <optional>

#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

// Takes the answer. Copyable. You may keep it as long as you like, even when the runtime is gone.
using SendDone = std::function<void(SendOutcome outcome)>;
using LookupDone = std::function<void(absl::StatusOr<std::optional<SendOutcome>> known)>;

class Transport {
 public:
  virtual ~Transport() = default;

  // Hands `text` over; `text` is valid during the call only. Every answer of the provider is an
  // outcome. "No answer" is kAmbiguous. "Try later" is kRetry, and so is everything that certainly
  // did not leave. Must not begin to send after `deadline`, nor at or after `text.send_by`: see
  // MayBegin. `SendOutcome::at` may stay kNever: the runtime then fills in the time of the answer.
  virtual void Send(const Text& text, Instant deadline, SendDone done) = 0;

  // What the provider knows about `text.key`. Asked if a worker died between hand-over and
  // settlement (R60). Nothing: the provider is sure that it never got the text, so it may be sent.
  // An outcome: the text is settled with it; kAmbiguous if the provider can't tell. An error: no
  // answer now; the text stays claimed and is asked about again.
  virtual void Lookup(const Text& text, Instant deadline, LookupDone done) = 0;
};

// May sending of `text` begin at `now`? A transport asks this right before it sends; if not, its
// answer is kRetry.
inline bool MayBegin(const Text& text, Instant deadline, Instant now) {
  return now <= deadline && now < text.send_by;
}

}  // namespace textback

#endif  // TEXTBACK_PORTS_TRANSPORT_H_
