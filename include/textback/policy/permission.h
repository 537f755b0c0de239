// Does the law let this step go, and on what basis? (R40-R42)
//
// Permission for one text is basis + reading + class + rulebook: a basis that the lead's ledger
// holds, the account's reading of the law, what the text is for, and how long the recipient's
// rulebooks let the basis last.
//
// Used by the library itself; it may change. Pure, thread-safe.
#ifndef TEXTBACK_POLICY_PERMISSION_H_
#define TEXTBACK_POLICY_PERMISSION_H_

#include "textback/model/consent.h"
#include "textback/model/reason.h"
#include "textback/policy/account.h"
#include "textback/policy/playbook.h"
#include "textback/policy/sending_window.h"

namespace textback {

struct Permission {
  Basis basis = Basis::kNone;  // kNone: refused
  Why why = Why::kNoBasis;

  bool granted() const { return basis != Basis::kNone; }
};

// The strongest basis that covers `needs` at `now`: express before any other, for it is the one
// that is never doubted.
Permission Permit(Need needs, const ConsentState& consent, ConsentReading reading, Instant now);

// What the recipient's rulebooks say besides hours; of several, the strictest. `row` is the one
// that says it, in force on the recipient's day of `at`.
struct Terms {
  int cap_per_day = 0;
  const RulebookRow* cap_row = nullptr;
  int inquiry_months = 0;
  const RulebookRow* inquiry_row = nullptr;
  int purchase_months = 0;
  const RulebookRow* purchase_row = nullptr;
};
// REQUIRES: at least one zone and one rulebook.
Terms TermsAt(const Candidates& candidates, Instant at);

// When a basis given at `at` no longer holds: at the beginning of the same day `months` later, on
// the wall clock on which that day begins first; the day is clamped to its month (31 Aug + 6 = 28
// or 29 Feb). Earlier than by the hour, never later: laws count days.
Instant ExpiryOf(Instant at, int months, const Candidates& candidates);

}  // namespace textback

#endif  // TEXTBACK_POLICY_PERMISSION_H_
