// What is known about a lead besides its history, and what it got in touch about.
//
// Learned from forms, address books and CRMs (DetailsKnown, FormInquiry), kept with the lead, used
// for words (R6, R53) and for where it is (R11). Empty means unknown: nothing is ever guessed.
//
// Pure values.
#ifndef TEXTBACK_MODEL_PROFILE_H_
#define TEXTBACK_MODEL_PROFILE_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace textback {

// The line of work the inquiry is about: chooses words, nothing else.
enum class Trade : std::uint8_t { kUnknown, kKitchen, kBasement, kBathroom, kGeneral };
std::string_view NameOf(Trade trade);  // "kitchen"; "" for unknown
std::optional<Trade> TradeFromName(std::string_view name);

// How somebody got in touch; each may have a playbook of its own (R1).
// An estimate that was sent opens an episode too: what follows it is a playbook like any other.
enum class InquiryKind : std::uint8_t { kMissedCall, kForm, kText, kEstimate };
inline constexpr std::size_t kInquiryKinds = 4;
std::string_view NameOf(InquiryKind kind);  // "missed_call"
std::optional<InquiryKind> InquiryKindFromName(std::string_view name);

// What is known about a lead besides its history. Empty: unknown.
struct LeadProfile {
  std::string name;  // given name, as it would be said
  Trade trade = Trade::kUnknown;
  std::string zone;         // "America/Edmonton"
  std::string region;       // "CA-AB"
  std::string postal_code;  // "T2P 1J9" or a ZIP
  std::string locale;       // "en", "fr", "es"

  friend bool operator==(const LeadProfile&, const LeadProfile&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_PROFILE_H_
