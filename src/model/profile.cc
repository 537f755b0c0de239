#include "textback/model/profile.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<5> kTradeNames = {"", "kitchen", "basement", "bathroom", "general"};
constexpr Names<kInquiryKinds> kInquiryNames = {"missed_call", "form", "text", "estimate"};

}  // namespace

std::string_view NameOf(Trade trade) { return NameIn(kTradeNames, trade); }
std::optional<Trade> TradeFromName(std::string_view name) {
  return FromName<Trade>(kTradeNames, name);
}

std::string_view NameOf(InquiryKind kind) { return NameIn(kInquiryNames, kind); }
std::optional<InquiryKind> InquiryKindFromName(std::string_view name) {
  return FromName<InquiryKind>(kInquiryNames, name);
}

}  // namespace textback
