#include "textback/engine/step.h"

#include <algorithm>
#include <utility>

#include "engine/draft.h"

namespace textback {
namespace {

// Clocks of switches and servers differ a little; more than that is an event from the future (R74).
constexpr Duration kClockSkew = std::chrono::minutes{1};

// R74: what people did so long ago says nothing about today. Consent, outcomes and what is known of
// a lead may be as old as they like, and so may a STOP.
constexpr Duration kYears = std::chrono::hours{24 * 400};

bool TooOld(const Draft& draft) {
  const EventBody& body = draft.event.body;
  const bool passes =
      std::holds_alternative<MissedCall>(body) || std::holds_alternative<AnsweredCall>(body) ||
      std::holds_alternative<FormInquiry>(body) || std::holds_alternative<PersonText>(body) ||
      std::holds_alternative<EstimateSent>(body) || std::holds_alternative<LeadClaimed>(body) ||
      std::holds_alternative<ReadyTextSent>(body);
  return passes && draft.years_old();
}

// R74: nobody knows who the hidden callers are: there is nothing they could have consented to, be
// called, or have been sent.
bool OfNobody(const Draft& draft) {
  const EventBody& body = draft.event.body;
  return draft.lead.id.phone.withheld() &&
         (std::holds_alternative<ConsentGiven>(body) ||
          std::holds_alternative<DetailsKnown>(body) || std::holds_alternative<TextSettled>(body) ||
          std::holds_alternative<TextNotSent>(body) ||
          std::holds_alternative<ReadyTextSent>(body) || std::holds_alternative<TextIn>(body));
}

void Dispatch(Draft& draft) {
  if (TooOld(draft)) return draft.Because(Why::kYearsOld);
  if (OfNobody(draft)) return draft.Because(Why::kOutOfOrder);
  struct Visitor {
    Draft& draft;
    void operator()(const MissedCall& body) const { OnMissedCall(draft, body); }
    void operator()(const AnsweredCall& body) const { OnAnsweredCall(draft, body); }
    void operator()(const FormInquiry& body) const { OnForm(draft, body); }
    void operator()(const TextIn& body) const { OnTextIn(draft, body); }
    void operator()(const PersonText& body) const { OnPersonText(draft, body); }
    void operator()(const ConsentGiven& body) const { OnConsent(draft, body); }
    void operator()(const OutcomeReported& body) const { OnOutcome(draft, body); }
    void operator()(const DetailsKnown& body) const { OnDetails(draft, body); }
    void operator()(const TextSettled& body) const { OnTextSettled(draft, body); }
    void operator()(const TextNotSent& body) const { OnTextNotSent(draft, body); }
    void operator()(const WakeUp& body) const { OnWakeUp(draft, body); }
    void operator()(const EstimateSent& body) const { OnEstimate(draft, body); }
    void operator()(const LeadClaimed& body) const { OnClaim(draft, body); }
    void operator()(const ReadyTextSent& body) const { OnReadySent(draft, body); }
    void operator()(const SwitchThrown& body) const { OnSwitch(draft, body); }
    void operator()(const VolumeAlarm& body) const { OnVolume(draft, body); }
  };
  std::visit(Visitor{draft}, draft.event.body);
}

}  // namespace

Task& Draft::AddTask(Task::Kind kind, std::string to, std::string detail) {
  out.tasks.push_back({.kind = kind, .to = std::move(to), .detail = std::move(detail)});
  return out.tasks.back();
}

void Draft::AddTask(Task::Kind kind, std::string detail) {
  AddTask(kind, Owner(*this), std::move(detail));
}

void Draft::Record(ConsentEntry entry) {
  Apply(entry, state.consent);
  out.consent.push_back(std::move(entry));
}

void Draft::LearnProfile(const LeadProfile& profile) {
  if (profile != lead.profile) out.profile = profile;
}

bool Draft::years_old() const { return event.at + kYears < now; }

Decision Step(const Lead& lead, const Event& event, const Policy& policy, Instant now) {
  Decision decision{.next = lead.state};
  Draft draft(lead, event, policy, now, decision);
  const bool wake_up = std::holds_alternative<WakeUp>(event.body);
  if (!wake_up && (!IsPlausible(event.at) || event.at > now + kClockSkew)) {
    draft.Because(Why::kImplausibleTime);
    return decision;
  }
  Dispatch(draft);
  if (!wake_up) {
    Instant& last = draft.state.last_event_at;
    last = last == kNever ? event.at : std::max(last, event.at);
  }
  return decision;
}

}  // namespace textback
