// Virtual time: plays events through a runtime as if they happened now, as fast as the machine can.
//
// The runtime is the one that runs live; only its clock is a SimulatedClock. Time jumps from one
// thing that is due to the next. Playing the same events over the same store again changes nothing:
// events are known by their ids, texts by their keys.
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
  Instant until = kNever;  // inclusive; kNever: until nothing is due any more
  std::function<void(std::size_t events_done, Instant now)> on_progress;  // may be empty
};

// Events are played in order of `received_at`; equal ones in the order given. Rejected events and
// storage errors end it: InvalidArgument with the event's id, or the storage's status.
absl::Status Play(Runtime& runtime, SimulatedClock& clock, std::span<const Event> events,
                  const PlayOptions& options);

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_PLAYBACK_H_
