// A carrier that isn't there: accepts every text at once, but those it is told to refuse. Nothing
// leaves the machine.
//
// Remembers what it was handed, so that tests can look: twice the same key is what must never
// happen.
#ifndef TEXTBACK_SIMULATION_TRANSPORT_H_
#define TEXTBACK_SIMULATION_TRANSPORT_H_

#include <absl/synchronization/mutex.h>

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "textback/ports/transport.h"

namespace textback {

// Thread-safe. The answer depends on the text's key and its place in the order of hand-overs only,
// so a run repeats exactly.
class SimulatedTransport final : public Transport {
 public:
  // The nth text handed over (from 1) is refused with this provider code: 21610, 30006, 20429 ...;
  // see KindOfCode.
  void FailText(std::size_t nth, std::string code);

  SendOutcome Send(const Text& text, Instant now) override;

  // Knows what was handed to this object. One that is made anew after a crash knows nothing, and
  // nothing had left.
  absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text& text, Instant now) override;

  std::vector<Text> sent() const;

 private:
  mutable absl::Mutex mutex_;
  std::map<std::size_t, std::string> failures_ ABSL_GUARDED_BY(mutex_);
  std::vector<Text> sent_ ABSL_GUARDED_BY(mutex_);
  std::map<TextKey, SendOutcome> outcomes_ ABSL_GUARDED_BY(mutex_);
};

// What a provider's code means (R61); an unknown one is refused for good.
SendOutcome::Kind KindOfCode(std::string_view code);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_TRANSPORT_H_
