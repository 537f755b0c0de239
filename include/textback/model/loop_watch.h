// The loop watch: is a machine writing to us? Two machines could answer each other for ever (R28).
//
// It is a part of LeadState (lead.h): a hash of the lead's last text, when it came and when it came
// before, and how many messages were exchanged since `burst_since`.
//
// Used by the library itself; it may change.
// Pure value, fixed size.
#ifndef TEXTBACK_MODEL_LOOP_WATCH_H_
#define TEXTBACK_MODEL_LOOP_WATCH_H_

#include <cstdint>

#include "textback/model/time.h"

namespace textback {

struct LoopWatch {
  bool alarm = false;            // nothing automated until a person has looked
  std::uint8_t burst = 0;        // messages since `burst_since`; stops counting at the limit
  std::uint32_t same_hash = 0;   // hash of the last text; 0: none yet
  Instant same_at = kNever;      // when it came
  Instant same_before = kNever;  // when the same text came before that
  Instant burst_since = kNever;

  friend bool operator==(const LoopWatch&, const LoopWatch&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_LOOP_WATCH_H_
