// Port: the way out. Hands a text to a carrier or provider and says what came of it.
//
// Where it stands: the runtime calls Send for a claimed text after the last guards (R13); the
// outcome is settled in storage and comes back to the engine as an event. A transport decides
// nothing and retries nothing.
//
// Threads: called from every worker thread at once; implementations guard their own state. Calls
// may block; they must end within the lease (default 60 s), else another worker finds the text
// again.
#ifndef TEXTBACK_PORTS_TRANSPORT_H_
#define TEXTBACK_PORTS_TRANSPORT_H_

#include <absl/status/statusor.h>

#include <optional>

#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

class Transport {
 public:
  virtual ~Transport() = default;

  // Hands `text` over. Every answer of the provider is an outcome, also "no answer" (kAmbiguous)
  // and "try later" (kRetry).
  virtual SendOutcome Send(const Text& text, Instant now) = 0;

  // What the provider knows of `text.key`: asked where a worker died between Send and Settle (R60).
  // Nothing: the provider is sure that it never got it, so it may be sent. An outcome: settle with
  // that; kAmbiguous where the provider can't tell. Unavailable: not answered now; the text stays
  // claimed and is asked about again.
  virtual absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text& text, Instant now) = 0;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_TRANSPORT_H_
