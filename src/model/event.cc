#include "textback/model/event.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<5> kTradeNames = {"", "kitchen", "basement", "bathroom", "general"};
constexpr Names<kInquiryKinds> kInquiryNames = {"missed_call", "form", "text"};
constexpr Names<4> kCallerNames = {"number", "withheld", "invalid", "short_code"};
constexpr Names<3> kReportedNames = {"booked", "lost", "closed"};
// In the order of EventBody.
constexpr Names<std::variant_size_v<EventBody>> kKindNames = {
    "missed_call", "answered_call", "form",         "text_in",       "person_text", "consent",
    "outcome",     "details",       "text_settled", "text_not_sent", "wake_up"};

}  // namespace

std::string_view NameOf(Trade trade) { return NameIn(kTradeNames, trade); }
std::optional<Trade> TradeFromName(std::string_view name) {
  return FromName<Trade>(kTradeNames, name);
}

std::string_view NameOf(InquiryKind kind) { return NameIn(kInquiryNames, kind); }
std::optional<InquiryKind> InquiryKindFromName(std::string_view name) {
  return FromName<InquiryKind>(kInquiryNames, name);
}

std::string_view NameOf(MissedCall::Caller caller) { return NameIn(kCallerNames, caller); }
std::optional<MissedCall::Caller> CallerFromName(std::string_view name) {
  return FromName<MissedCall::Caller>(kCallerNames, name);
}

std::string_view NameOf(OutcomeReported::Outcome outcome) {
  return NameIn(kReportedNames, outcome);
}
std::optional<OutcomeReported::Outcome> ReportedOutcomeFromName(std::string_view name) {
  return FromName<OutcomeReported::Outcome>(kReportedNames, name);
}

std::string_view KindOf(const Event& event) { return kKindNames[event.body.index()]; }

}  // namespace textback
