#include "textback/model/profile.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<kInquiryKinds> kInquiryNames = {"missed_call", "form", "text", "estimate"};

}  // namespace

std::string_view NameOf(InquiryKind kind) { return NameIn(kInquiryNames, kind); }
std::optional<InquiryKind> InquiryKindFromName(std::string_view name) {
  return FromName<InquiryKind>(kInquiryNames, name);
}

}  // namespace textback
