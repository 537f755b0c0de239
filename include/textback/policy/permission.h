// Does the law allow this step, and on what basis? (R40-R42)
//
// Permission for one text depends on four things: a basis in the lead's ledger, the account's
// reading of the law, the purpose of the text, and how long the recipient's rulebooks let the basis
// last.
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

// The strongest basis that covers `needs` at `now`: express consent before any other, because
// nobody can doubt it.
Permission Permit(Need needs, const ConsentState& consent, ConsentReading reading, Instant now);

// What the recipient's rulebooks say besides hours; of several, the strictest counts. Each `row` is
// the one that says so, in force on the recipient's day of `at`.
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

// When a basis given at `at` ends: at the beginning of the same day `months` later, in the zone
// where that day begins first. The day is clamped to its month (31 Aug + 6 = 28 or 29 Feb). Laws
// count days, so this may be some hours early, but never late.
Instant ExpiryOf(Instant at, int months, const Candidates& candidates);

}  // namespace textback

#endif  // TEXTBACK_POLICY_PERMISSION_H_
