#include "textback/model/event.h"

#include "model/names.h"

namespace textback {
namespace {

constexpr Names<3> kReportedNames = {"booked", "lost", "closed"};
// In the order of EventBody.
constexpr Names<std::variant_size_v<EventBody>> kKindNames = {
    "missed_call",  "answered_call",     "form",         "text_in",      "person_text",
    "consent",      "outcome",           "details",      "text_settled", "text_not_sent",
    "wake_up",      "estimate_sent",     "claim",        "ready_sent",   "kill_switch",
    "volume_alarm", "delivery_reported", "unclear_call", "voicemail",    "away"};
constexpr Names<3> kReportNames = {"delivered", "undelivered", "not_mobile"};
constexpr Names<2> kScopeNames = {"account", "everything"};

}  // namespace

std::string_view NameOf(OutcomeReported::Outcome outcome) {
  return NameIn(kReportedNames, outcome);
}
std::optional<OutcomeReported::Outcome> ReportedOutcomeFromName(std::string_view name) {
  return FromName<OutcomeReported::Outcome>(kReportedNames, name);
}

std::string_view NameOf(DeliveryReported::Report report) { return NameIn(kReportNames, report); }
std::optional<DeliveryReported::Report> DeliveryReportFromName(std::string_view name) {
  return FromName<DeliveryReported::Report>(kReportNames, name);
}

std::string_view NameOf(SwitchThrown::Scope scope) { return NameIn(kScopeNames, scope); }
std::optional<SwitchThrown::Scope> SwitchScopeFromName(std::string_view name) {
  return FromName<SwitchThrown::Scope>(kScopeNames, name);
}

std::string_view KindOf(const Event& event) { return kKindNames[event.body.index()]; }

}  // namespace textback
