// A clock that changes only when you set it, for simulations and tests.
//
//   SimulatedClock clock(*ParseRfc3339("2026-11-20T17:00:00Z"));
//   clock.Set(clock.Now() + std::chrono::hours{2});
#ifndef TEXTBACK_SIMULATION_CLOCK_H_
#define TEXTBACK_SIMULATION_CLOCK_H_

#include <atomic>

#include "textback/ports/clock.h"

namespace textback {

// Thread-safe.
class SimulatedClock final : public Clock {
 public:
  explicit SimulatedClock(Instant now = Instant{}) : now_(now) {}

  Instant Now() const override { return now_.load(); }
  void Set(Instant now) { now_.store(now); }

 private:
  std::atomic<Instant> now_;
};

}  // namespace textback

#endif  // TEXTBACK_SIMULATION_CLOCK_H_
