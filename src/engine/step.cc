#include "textback/engine/step.h"

#include <algorithm>
#include <utility>

#include "engine/draft.h"

namespace textback {
namespace {

// Clocks of switches and servers differ a little; more than that is an event from the future (R74).
constexpr Duration kClockSkew = std::chrono::minutes{1};

void Dispatch(Draft& draft) {
  struct Visitor {
    Draft& draft;
    void operator()(const MissedCall& body) const { OnMissedCall(draft, body); }
    void operator()(const AnsweredCall& /*body*/) const { OnAnsweredCall(draft); }
    void operator()(const FormInquiry& body) const { OnForm(draft, body); }
    void operator()(const TextIn& body) const { OnTextIn(draft, body); }
    void operator()(const PersonText& /*body*/) const { OnPersonText(draft); }
    void operator()(const ConsentGiven& body) const { OnConsent(draft, body); }
    void operator()(const OutcomeReported& body) const { OnOutcome(draft, body); }
    void operator()(const DetailsKnown& body) const { OnDetails(draft, body); }
    void operator()(const TextSettled& body) const { OnTextSettled(draft, body); }
    void operator()(const TextNotSent& body) const { OnTextNotSent(draft, body); }
    void operator()(const WakeUp& /*body*/) const { OnWakeUp(draft); }
  };
  std::visit(Visitor{draft}, draft.event.body);
}

}  // namespace

void Draft::AddTask(Task::Kind kind, std::string detail) {
  out.tasks.push_back({.kind = kind, .to = "owner", .detail = std::move(detail)});
}

void Draft::Record(ConsentEntry entry) {
  Apply(entry, state.consent);
  out.consent.push_back(std::move(entry));
}

void Draft::LearnProfile(const LeadProfile& profile) {
  if (profile != lead.profile) out.profile = profile;
}

Decision Step(const Lead& lead, const Event& event, const Policy& policy, Instant now) {
  Draft draft(lead, event, policy, now);
  const bool wake_up = std::holds_alternative<WakeUp>(event.body);
  if (!wake_up && (!IsPlausible(event.at) || event.at > now + kClockSkew)) {
    draft.Because(Why::kImplausibleTime);
    return std::move(draft.out);
  }
  Dispatch(draft);
  if (!wake_up) {
    Instant& last = draft.state.last_event_at;
    last = last == kNever ? event.at : std::max(last, event.at);
  }
  return std::move(draft.out);
}

}  // namespace textback
