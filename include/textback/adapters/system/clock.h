// The machine's clock.
#ifndef TEXTBACK_ADAPTERS_SYSTEM_CLOCK_H_
#define TEXTBACK_ADAPTERS_SYSTEM_CLOCK_H_

#include "textback/ports/clock.h"

namespace textback {

// Thread-safe. Follows the machine's clock. Keep that on NTP: the ends of consents and sending
// windows are compared with it.
class SystemClock final : public Clock {
 public:
  Instant Now() const override;
};

}  // namespace textback

#endif  // TEXTBACK_ADAPTERS_SYSTEM_CLOCK_H_
