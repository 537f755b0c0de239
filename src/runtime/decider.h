// The decider: claims events and wake-ups, asks the engine, commits its decisions.
#ifndef TEXTBACK_SRC_RUNTIME_DECIDER_H_
#define TEXTBACK_SRC_RUNTIME_DECIDER_H_

#include <absl/status/statusor.h>

#include "runtime/context.h"

namespace textback {

// Thread-safe: several passes may run at the same time.
class Decider {
 public:
  explicit Decider(RuntimeContext& context) : context_(context) {}

  struct Pass {
    RunResult result;
    std::size_t texts = 0;  // put into the outbox, so the senders have work
  };
  absl::StatusOr<Pass> RunOnce();

 private:
  RuntimeContext& context_;
};

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_DECIDER_H_
