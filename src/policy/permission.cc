#include "textback/policy/permission.h"

#include <algorithm>
#include <initializer_list>

namespace textback {
namespace {

using std::chrono::days;

Permission FirstThatHolds(std::initializer_list<Basis> bases, const ConsentState& consent,
                          Instant now, Why otherwise) {
  for (const Basis basis : bases) {
    if (consent.Holds(basis, now)) return {.basis = basis, .why = Why::kBasis};
  }
  return {.basis = Basis::kNone, .why = otherwise};
}

std::chrono::local_days DayOf(const Zone& zone, Instant at) {
  return std::chrono::floor<days>(zone.ToLocal(at));
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
    case Need::kExpress:
      return FirstThatHolds({Basis::kExpress}, consent, now, Why::kNoBasis);
    case Need::kQuote:
      return FirstThatHolds({Basis::kExpress, Basis::kQuote}, consent, now, Why::kNoBasis);
    case Need::kTransaction:
      return FirstThatHolds({Basis::kExpress, Basis::kTransaction}, consent, now, Why::kNoBasis);
    case Need::kReferral:
      return FirstThatHolds({Basis::kExpress, Basis::kReferralFirst}, consent, now, Why::kNoBasis);
    case Need::kRequest:
      return FirstThatHolds({Basis::kRequest}, consent, now, Why::kNoBasis);
  }
  return {.basis = Basis::kNone, .why = Why::kNoBasis};
}

Terms TermsAt(const Candidates& candidates, Instant at) {
  Terms terms;
  const auto stricter = [](int value, int& least, const RulebookRow& row, const RulebookRow*& by) {
    if (by != nullptr && value >= least) return;
    least = value;
    by = &row;
  };
  for (const Zone* zone : candidates.zones) {
    for (const Rulebook* rulebook : candidates.rulebooks) {
      const RulebookRow& row = rulebook->RowOn(DayOf(*zone, at));
      stricter(row.cap_per_day, terms.cap_per_day, row, terms.cap_row);
      stricter(row.inquiry_months, terms.inquiry_months, row, terms.inquiry_row);
      stricter(row.purchase_months, terms.purchase_months, row, terms.purchase_row);
    }
  }
  return terms;
}

Instant ExpiryOf(Instant at, int months, const Candidates& candidates) {
  Instant earliest = kNever;
  for (const Zone* zone : candidates.zones) {
    // A local day has no zone: its months are counted like those of any instant.
    const Instant day{DayOf(*zone, at).time_since_epoch()};
    const LocalTime same_day{AddMonths(day, months).time_since_epoch()};
    earliest = std::min(earliest, zone->ToUtc(same_day).earliest);
  }
  return earliest;
}

}  // namespace textback
