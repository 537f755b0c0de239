// What is known about a lead besides its history, and what it got in touch about.
//
// Learned from forms, address books and CRMs (DetailsKnown, FormInquiry), kept with the lead, used
// for words (R6, R53) and for where it is (R11). Empty means unknown: nothing is ever guessed.
//
// Pure values.
#ifndef TEXTBACK_MODEL_PROFILE_H_
#define TEXTBACK_MODEL_PROFILE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "textback/model/id.h"

namespace textback {

// How somebody got in touch; each may have a playbook of its own (R1).
// An estimate that was sent opens an episode too: what follows it is a playbook like any other.
enum class InquiryKind : std::uint8_t { kMissedCall, kForm, kText, kEstimate };
inline constexpr std::array kEveryInquiryKind = {InquiryKind::kMissedCall, InquiryKind::kForm,
                                                 InquiryKind::kText, InquiryKind::kEstimate};
inline constexpr std::size_t kInquiryKinds = kEveryInquiryKind.size();
std::string_view NameOf(InquiryKind kind);  // "missed_call"
std::optional<InquiryKind> InquiryKindFromName(std::string_view name);

// What is known about a lead besides its history. Empty: unknown.
struct LeadProfile {
  std::string name;         // given name, as it would be said
  TradeId trade;            // what the inquiry is about: chooses words (R53) and people (R27)
  std::string zone;         // "America/Edmonton"
  std::string region;       // "CA-AB"
  std::string postal_code;  // "T2P 1J9" or a ZIP
  std::string locale;       // "en", "fr", "es"

  friend bool operator==(const LeadProfile&, const LeadProfile&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_PROFILE_H_
