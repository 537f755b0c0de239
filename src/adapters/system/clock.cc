#include "textback/adapters/system/clock.h"

namespace textback {

Instant SystemClock::Now() const {
  return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

}  // namespace textback
