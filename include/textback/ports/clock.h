// Port: the current time. The only source of "now" in the library; everything below the runtime
// gets it as an argument.
//
// Implementations: adapters/system/clock.h (the machine's), simulation/clock.h (virtual).
// Thread-safe.
#ifndef TEXTBACK_PORTS_CLOCK_H_
#define TEXTBACK_PORTS_CLOCK_H_

#include "textback/model/time.h"

namespace textback {

class Clock {
 public:
  virtual ~Clock() = default;

  // May return the same instant again, and may go backwards: machines' clocks are corrected.
  virtual Instant Now() const = 0;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_CLOCK_H_
