// Attention: the part that people play. Who has the lead, since when it waits for an answer, when
// each side wrote last (R3, R21, R25, R27).
//
// It is a part of LeadState (lead.h).
//
// Used by the library itself; it may change.
// Pure value, fixed size.
#ifndef TEXTBACK_MODEL_ATTENTION_H_
#define TEXTBACK_MODEL_ATTENTION_H_

#include <cstdint>

#include "textback/model/id.h"
#include "textback/model/time.h"

namespace textback {

struct Attention {
  PersonId assigned;             // who gets the tasks of this lead; empty: the owner
  bool taken = false;            // `assigned` has claimed it (R27)
  std::uint32_t nudges = 0;      // how often people were reminded since `waits_since`
  Instant waits_since = kNever;  // the lead wrote then, and nobody has answered
  Instant nudge_at = kNever;     // when people are reminded again (R21)
  Instant wrote_at = kNever;     // when the lead last called or wrote, or since when it waits (R25)
  Instant touched_at = kNever;   // our last message to the lead, automated or not
  Instant spoke_at =
      kNever;  // when a person of the account last wrote to or spoke with the lead (R3)
  // when the long follow-up continues, unless the lead writes before (R25)
  Instant rearm_at = kNever;

  friend bool operator==(const Attention&, const Attention&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_ATTENTION_H_
