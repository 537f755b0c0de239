// Does the law let this step go, and on what basis? (R40-R42)
//
// Pure: consent + need + reading + now -> basis or refusal, with the reason.
#ifndef TEXTBACK_POLICY_PERMISSION_H_
#define TEXTBACK_POLICY_PERMISSION_H_

#include "textback/model/consent.h"
#include "textback/model/reason.h"
#include "textback/policy/account.h"
#include "textback/policy/playbook.h"

namespace textback {

struct Permission {
  Basis basis = Basis::kNone;  // kNone: refused
  Why why = Why::kNoBasis;

  bool granted() const { return basis != Basis::kNone; }
};

// The strongest basis that covers `needs` at `now`: express before any other, for it is the one
// that is never doubted.
Permission Permit(Need needs, const ConsentState& consent, ConsentReading reading, Instant now);

}  // namespace textback

#endif  // TEXTBACK_POLICY_PERMISSION_H_
