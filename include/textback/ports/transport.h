// Port: the way out. Hands a text to a carrier or provider and says what came of it.
//
// Where it stands: the sender hands over a text that Storage::BeginHandOver has let go (R13); the
// outcome is settled in storage and comes back to the engine as an event. A transport decides
// nothing and retries nothing. What the network says later (delivered, undelivered) is submitted as
// a DeliveryReported event.
//
// Both calls return at once and call `done` exactly once, from any thread, also before they return.
// What goes wrong there is contained by the runtime, and reported:
//   called twice            the first answer counts
//   never, or too late      after `deadline` the text counts as ambiguous: it may have left (R60)
//   the call throws         the same, at once
// A provider that hangs holds up its own texts and nobody else's.
//
// A provider's library that blocks until it has an answer is wrapped: see BlockingTransport in
// runtime/blocking_transport.h, where a transport has two plain functions.
//
// Threads: called from the sender's thread, one at a time for each transport; `done` may be called
// from any. testing/transport_conformance.h checks a transport of your own, and
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

// Takes the answer. Copyable; stays valid for as long as it is kept, also when the runtime is gone.
using SendDone = std::function<void(SendOutcome outcome)>;
using LookupDone = std::function<void(absl::StatusOr<std::optional<SendOutcome>> known)>;

class Transport {
 public:
  virtual ~Transport() = default;

  // Hands `text` over; `text` is valid during the call only. Every answer of the provider is an
  // outcome: "no answer" is kAmbiguous; "try later", and whatever certainly did not leave, is
  // kRetry. Must not begin to send after `deadline`, nor from `text.send_by` on: see MayBegin.
  // `SendOutcome::at` may stay kNever: the runtime then puts in when the answer came.
  virtual void Send(const Text& text, Instant deadline, SendDone done) = 0;

  // What the provider knows of `text.key`: asked where a worker died between hand-over and
  // settlement (R60). Nothing: the provider is sure that it never got it, so it may be sent. An
  // outcome: settled with that; kAmbiguous where the provider can't tell. An error: not answered
  // now; the text stays claimed and is asked about again.
  virtual void Lookup(const Text& text, Instant deadline, LookupDone done) = 0;
};

// May `text` still begin to leave at `now`? A transport asks when the turn of a text has come; if
// not, its answer is kRetry.
inline bool MayBegin(const Text& text, Instant deadline, Instant now) {
  return now <= deadline && now < text.send_by;
}

}  // namespace textback

#endif  // TEXTBACK_PORTS_TRANSPORT_H_
