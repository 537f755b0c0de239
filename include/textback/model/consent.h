// The basis on which the law allows a text, and the record that proves it (R40-R44).
//
// `ConsentEntry` is one line of a lead's ledger: which basis, since when, until when, how it was
// given. The ledger is append-only: a withdrawal is an entry too. `ConsentState` is a summary of
// the ledger, for the question that a guard asks at every step: does an unexpired basis exist? It
// is part of the lead and always equals `Fold(ledger)`.
//
// Pure, thread-safe. The rulebooks say how long a basis lasts (policy/permission.h); here it is
// only stored. Sources: CASL s.6(6), s.10(9)-(14), s.13; SOR/2013-221 s.3-4; 47 CFR 64.1200(f)(5).
//
//   ConsentState state;
//   Apply({.basis = Basis::kInquiry, .at = call, .expires_at = *AddMonths(call, 6)}, state);
//   state.Holds(Basis::kInquiry, now);
#ifndef TEXTBACK_MODEL_CONSENT_H_
#define TEXTBACK_MODEL_CONSENT_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "textback/model/time.h"

namespace textback {

enum class Basis : std::uint8_t {
  kNone,
  // the text answers this inquiry: text_1 and direct answers only; never stored in the ledger
  kResponse,
  kInquiry,        // they asked about our services
  kPurchase,       // they bought from us
  kQuote,          // they asked for this quote
  kTransaction,    // completes something already agreed
  kReferralFirst,  // one text after a referral
  kExpress,        // they agreed to texts, in an act of its own
  kRequest,        // they asked for one text at this time (R37); the text uses it up
};
inline constexpr std::size_t kBasisCount = 9;

std::string_view NameOf(Basis basis);  // "inquiry"
std::optional<Basis> BasisFromName(std::string_view name);

struct ConsentEntry {
  Basis basis = Basis::kNone;
  Instant at = kNever;  // when it was given or withdrawn
  // the first instant at which it no longer holds; kNever: it holds until withdrawn
  Instant expires_at = kNever;
  bool withdrawn = false;  // true: from `at` on this basis no longer holds
  std::string evidence;    // what proves it: call id, form id, the words shown

  friend bool operator==(const ConsentEntry&, const ConsentEntry&) = default;
};

// A summary of the ledger. Fixed size, no heap: it is copied with the lead at every step.
class ConsentState {
 public:
  // True if `basis` has been given and is neither withdrawn nor expired at `now`.
  bool Holds(Basis basis, Instant now) const;

  // The first instant at which `basis` no longer holds. The epoch (in the past) if it was never
  // given.
  Instant ExpiresAt(Basis basis) const;

  // For storages, which keep one instant for each basis. kNone and kResponse are never kept.
  void SetExpiry(Basis basis, Instant expires_at);

  friend bool operator==(const ConsentState&, const ConsentState&) = default;

 private:
  // For every basis that a ledger may contain, beginning with kInquiry. The epoch: never given, or
  // withdrawn.
  std::array<Instant, kBasisCount - 2> expires_at_ = {};
};

// Adds one entry to the summary. The later expiry counts (a second inquiry extends, never
// shortens). An entry for kNone or kResponse changes nothing.
void Apply(const ConsentEntry& entry, ConsentState& state);
ConsentState Fold(std::span<const ConsentEntry> ledger);

// `months` calendar months later, at the same time of day; the day is clamped to the month
// (31 Aug + 6 = 28 or 29 Feb).
Instant AddMonths(Instant at, int months);

}  // namespace textback

#endif  // TEXTBACK_MODEL_CONSENT_H_
