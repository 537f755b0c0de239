// The guards: every text passes them twice, when it is decided and again at the moment of hand-over
// (R13).
//
// In this order, first refusal wins: opted out, refused number, person took over (phase), basis,
// cap, window. Each refusal says what follows: drop the step, or hold it until an instant.
//
// Pure, thread-safe.
#ifndef TEXTBACK_ENGINE_GUARD_H_
#define TEXTBACK_ENGINE_GUARD_H_

#include "textback/engine/policy.h"
#include "textback/model/lead.h"
#include "textback/model/reason.h"
#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/policy/playbook.h"

namespace textback {

struct Verdict {
  enum class Kind : std::uint8_t {
    kGo,    // may leave now
    kHold,  // not before `until`
    kDrop,  // this step will not be sent
    kStuck  // no window ever meets: a person must look
  };
  Kind kind = Kind::kGo;
  Basis basis = Basis::kNone;  // kGo: what it relies on
  Instant until = kNever;      // kHold: spread included
  Instant send_by = kNever;    // kGo: end of the window
  Reasons reasons;
};

// May `step` of this lead be sent at `at`?
Verdict CheckGuards(const Lead& lead, const PlaybookStep& step, const Policy& policy, Instant at);

// May `text`, claimed and about to be handed over, still leave? Adds to the guards that its send_by
// has not passed (R14). Everything but kGo means: don't send, settle with
// TextNotSent{expired = (kHold)}.
Verdict CheckHandOver(const Lead& lead, const Text& text, const Policy& policy, Instant now);

}  // namespace textback

#endif  // TEXTBACK_ENGINE_GUARD_H_
