#include "textback/policy/permission.h"

#include <initializer_list>

namespace textback {
namespace {

Permission FirstThatHolds(std::initializer_list<Basis> bases, const ConsentState& consent,
                          Instant now, Why otherwise) {
  for (const Basis basis : bases) {
    if (consent.Holds(basis, now)) return {.basis = basis, .why = Why::kBasis};
  }
  return {.basis = Basis::kNone, .why = otherwise};
}

}  // namespace

Permission Permit(Need needs, const ConsentState& consent, ConsentReading reading, Instant now) {
  switch (needs) {
    case Need::kResponse:
      return {.basis = Basis::kResponse, .why = Why::kBasis};
    case Need::kInquiry:
      return FirstThatHolds({Basis::kExpress, Basis::kPurchase, Basis::kInquiry}, consent, now,
                            Why::kNoBasis);
    case Need::kFollowUp:
      if (reading == ConsentReading::kCautious) {
        return FirstThatHolds({Basis::kExpress}, consent, now, Why::kNeedsExpressConsent);
      }
      return FirstThatHolds({Basis::kExpress, Basis::kPurchase, Basis::kInquiry}, consent, now,
                            Why::kNoBasis);
  }
  return {.basis = Basis::kNone, .why = Why::kNoBasis};
}

}  // namespace textback
