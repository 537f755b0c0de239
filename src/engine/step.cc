#include "textback/engine/step.h"

#include <variant>

#include "engine/answer.h"
#include "engine/attention.h"
#include "engine/away.h"
#include "engine/brake.h"
#include "engine/call.h"
#include "engine/consent.h"
#include "engine/delivery.h"
#include "engine/draft.h"
#include "engine/inquiry.h"
#include "engine/people.h"
#include "engine/ready.h"
#include "engine/reply.h"
#include "engine/request.h"
#include "engine/sequence.h"
#include "engine/settle.h"
#include "engine/voicemail.h"

namespace textback {
namespace {

// Clocks of switches and servers differ a little. A larger difference is a future event (R74).
constexpr Duration kClockSkew = std::chrono::minutes{1};

constexpr std::size_t kUsualReasons = 10;  // enough for a decision that sends, with one allocation

// R74: events of people that are years old are ignored.
bool TooOld(const Draft& draft) {
  const EventBody& body = draft.event.body;
  const bool passes =
      std::holds_alternative<MissedCall>(body) || std::holds_alternative<AnsweredCall>(body) ||
      std::holds_alternative<FormInquiry>(body) || std::holds_alternative<PersonText>(body) ||
      std::holds_alternative<EstimateSent>(body) || std::holds_alternative<LeadClaimed>(body) ||
      std::holds_alternative<ReadyTextSent>(body) || std::holds_alternative<UnclearCall>(body) ||
      std::holds_alternative<Voicemail>(body);
  return passes && draft.years_old();
}

// R74: hidden callers are not known as persons, so they cannot consent, be described or have been
// sent a text.
bool OfNobody(const Draft& draft) {
  const EventBody& body = draft.event.body;
  return draft.lead.id.phone.withheld() &&
         (std::holds_alternative<ConsentGiven>(body) ||
          std::holds_alternative<DetailsKnown>(body) || std::holds_alternative<TextSettled>(body) ||
          std::holds_alternative<TextNotSent>(body) ||
          std::holds_alternative<DeliveryReported>(body) ||
          std::holds_alternative<ReadyTextSent>(body) || std::holds_alternative<TextIn>(body));
}

// Handles one thing at a time. If more is due, the lead is woken again at once.
void OnWakeUp(Draft& draft, const WakeUp& wake_up) {
  const LeadState& state = draft.state;
  const Instant now = draft.now;
  if (now < state.wake_at) return draft.Because(Why::kNothingDue);
  if (state.out.ready_until <= now) return ReadyExpired(draft);
  if (state.out.remind_at <= now) return Remind(draft);
  if (state.out.empty() && state.answer.at <= now) return SendAnswer(draft, wake_up.brake);
  if (state.out.empty() && state.request.at <= now) return RequestDue(draft, wake_up.brake);
  if (state.attention.nudge_at <= now) return Nudge(draft);
  if (state.attention.rearm_at <= now) return Rearm(draft);
  if (!state.automated() || !state.out.empty()) return draft.Because(Why::kNothingDue);
  StepDue(draft, wake_up.brake);
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
    void operator()(const DeliveryReported& body) const { OnDelivery(draft, body); }
    void operator()(const UnclearCall& body) const { OnUnclearCall(draft, body); }
    void operator()(const Voicemail& body) const { OnVoicemail(draft, body); }
    void operator()(const AwaySet& body) const { OnAway(draft, body); }
  };
  std::visit(Visitor{draft}, draft.event.body);
}

// `decision` is empty except for the lead's old state.
void Decide(const LeadView& lead, const Event& event, const Policy& policy, Instant now,
            Decision& decision) {
  Draft draft(lead, event, policy, now, decision);
  const bool wake_up = std::holds_alternative<WakeUp>(event.body);
  if (!wake_up && (!IsPlausible(event.at) || event.at > now + kClockSkew))
    return draft.Because(Why::kImplausibleTime);
  Dispatch(draft);
  if (!wake_up) draft.state.last_event_at = Latest(draft.state.last_event_at, event.at);
}

}  // namespace

void Step(LeadView lead, const Event& event, const Policy& policy, Instant now,
          Decision& decision) {
  decision.Reset(lead.state);
  Decide(lead, event, policy, now, decision);
}

Decision Step(LeadView lead, const Event& event, const Policy& policy, Instant now) {
  Decision decision{.next = lead.state};
  decision.reasons.reserve(kUsualReasons);
  Decide(lead, event, policy, now, decision);
  return decision;
}

}  // namespace textback
