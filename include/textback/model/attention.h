// Attention: the people's side of a lead. Whose it is, who has waited since when, who said what
// last (R3, R21, R25, R27).
//
// It is a room of LeadState (lead.h).
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
  PersonId assigned;             // who is told of this lead; empty: the owner
  bool taken = false;            // `assigned` has taken it, and keeps it (R27)
  std::uint32_t nudges = 0;      // how often people were told since `waits_since`
  Instant waits_since = kNever;  // the lead wrote, nobody has answered
  Instant nudge_at = kNever;     // when people are told again (R21)
  Instant wrote_at = kNever;     // last sign of life of the lead; or since when we owe a word (R25)
  Instant touched_at = kNever;   // our last message to the lead, automated or not
  Instant spoke_at = kNever;     // a person of the account wrote to, or spoke with, the lead (R3)
  // the long follow-up is taken up again, unless the lead has written before (R25)
  Instant rearm_at = kNever;

  friend bool operator==(const Attention&, const Attention&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_ATTENTION_H_
