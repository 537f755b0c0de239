// The guards: every text passes them twice, when it is decided and again at the moment of hand-over
// (R13).
//
// In this order, first refusal wins: opted out, refused or wrong number, a doubtful STOP, person
// took over (phase), basis, stale zone, a machine's answer, cap, window. Each refusal says what
// follows: drop the step, or hold it until an instant.
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

// A lead in its parts, so that nobody copies one to ask a question.
struct LeadView {
  const LeadId& id;
  const LeadProfile& profile;
  const LeadState& state;

  LeadView(const Lead& lead)  // NOLINT(google-explicit-constructor): a lead is a view of itself
      : id(lead.id), profile(lead.profile), state(lead.state) {}
  LeadView(const LeadId& of, const LeadProfile& known, const LeadState& at)
      : id(of), profile(known), state(at) {}
};

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

// Where the lead could be, by what is known of it (R11).
Place PlaceOf(const LeadView& lead, const Policy& policy);

// May `step` of this lead be sent at `at`?
Verdict CheckGuards(const LeadView& lead, const PlaybookStep& step, const Policy& policy,
                    Instant at);

// May `text`, claimed and about to be handed over, still leave? Adds to the guards that its send_by
// has not passed (R14). Everything but kGo means: don't send, settle with
// TextNotSent{expired = send_by has passed}.
Verdict CheckHandOver(const LeadView& lead, const Text& text, const Policy& policy, Instant now);

}  // namespace textback

#endif  // TEXTBACK_ENGINE_GUARD_H_
