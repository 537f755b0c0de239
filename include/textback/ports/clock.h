// Port: what time it is. The only source of "now" in the library; everything below the runtime gets
// it as an argument.
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

  // May repeat, must not be relied on to be monotone: machines are set back.
  virtual Instant Now() const = 0;
};

}  // namespace textback

#endif  // TEXTBACK_PORTS_CLOCK_H_
