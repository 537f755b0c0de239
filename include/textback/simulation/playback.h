// Virtual time: plays events through a runtime as if they happened now, as fast as possible.
//
// The runtime is the same as in a live program, with a SimulatedClock. Time jumps from one due
// instant to the next. If you play the same events over the same store again, nothing changes:
// events are recognised by their ids, texts by their keys.
//
//   SimulatedClock clock;
//   ... a Runtime with that clock ...
//   absl::Status status = Play(*runtime, clock, events, {.until = tomorrow});
#ifndef TEXTBACK_SIMULATION_PLAYBACK_H_
#define TEXTBACK_SIMULATION_PLAYBACK_H_

#include <absl/status/status.h>

#include <functional>
#include <span>

#include "textback/model/event.h"
#include "textback/runtime/runtime.h"
#include "textback/simulation/clock.h"

namespace textback {

struct PlayOptions {
  Instant until = kNever;  // inclusive; kNever: until nothing more is due
  std::function<void(std::size_t events_done, Instant now)> on_progress;  // may be empty
};

// Events are played in order of `received_at`; equal ones in the given order. Stops at a rejected
// event (InvalidArgument with the event's id) or a storage error (the storage's status).
absl::Status Play(Runtime& runtime, SimulatedClock& clock, std::span<const Event> events,
                  const PlayOptions& options);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_PLAYBACK_H_
