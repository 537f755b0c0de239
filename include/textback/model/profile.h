// What is known about a lead besides its history, and the kinds of inquiries.
//
// Learned from forms, address books and CRMs (DetailsKnown, FormInquiry) and kept with the lead.
// Used to choose words (R6, R53) and to find out where the lead is (R11). Empty means unknown:
// nothing is guessed.
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

// How somebody got in touch. Each kind may have its own playbook (R1). Sending an estimate opens an
// episode too, with its own playbook.
enum class InquiryKind : std::uint8_t { kMissedCall, kForm, kText, kEstimate };
inline constexpr std::array kEveryInquiryKind = {InquiryKind::kMissedCall, InquiryKind::kForm,
                                                 InquiryKind::kText, InquiryKind::kEstimate};
inline constexpr std::size_t kInquiryKinds = kEveryInquiryKind.size();
std::string_view NameOf(InquiryKind kind);  // "missed_call"
std::optional<InquiryKind> InquiryKindFromName(std::string_view name);

// What is known about a lead besides its history. Empty: unknown.
struct LeadProfile {
  std::string name;         // given name, as used in a text
  TradeId trade;            // what the inquiry is about: chooses words (R53) and people (R27)
  std::string zone;         // "America/Edmonton"
  std::string region;       // "CA-AB"
  std::string postal_code;  // "T2P 1J9" or a ZIP
  std::string locale;       // "en", "fr", "es"

  friend bool operator==(const LeadProfile&, const LeadProfile&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_PROFILE_H_
