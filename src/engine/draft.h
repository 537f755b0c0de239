// One Step in the making: the lead as it was, the decision so far, and the few moves that all rules
// are made of.
//
// The rules themselves: inquiry.cc (R1-R7), sequence.cc (R10-R16), people.cc (R3, R24, R26),
// reply.cc (R20, R23, R32-R36), attention.cc (R21, R25, R27), answer.cc (R22, R31, R34), loop.cc
// (R28), consent.cc (R30, R33, R40-R44), wording.cc (R50-R54), settle.cc (R60-R62), ready.cc (R63),
// brake.cc (R64).
#ifndef TEXTBACK_SRC_ENGINE_DRAFT_H_
#define TEXTBACK_SRC_ENGINE_DRAFT_H_

#include <optional>
#include <string>

#include "textback/engine/guard.h"
#include "textback/engine/policy.h"
#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"

namespace textback {

struct Draft {
  static constexpr std::size_t kUsualReasons = 10;  // of a decision that sends: one allocation

  // `decision` begins with the state as it was, and is written in place: it is large, and moving it
  // would be a tenth of a step.
  Draft(const Lead& before, const Event& cause, const Policy& by, Instant at, Decision& decision)
      : lead(before), event(cause), policy(by), now(at), out(decision), state(out.next) {
    ++out.next.version;
    out.reasons.reserve(kUsualReasons);
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const Lead& lead;
  const Event& event;
  const Policy& policy;
  const Instant now;
  Decision& out;
  LeadState& state;  // of `out`

  const FollowUp& follow_up() const { return policy.FollowUpOf(state.inquiry); }
  const Playbook& playbook() const { return *follow_up().playbook; }
  const PlaybookStep& first_step() const { return playbook().steps.front(); }
  // Happened before something else that is known already: what reopens after STOP must be newer.
  bool old_news() const {
    return lead.state.last_event_at != kNever && event.at < lead.state.last_event_at;
  }
  bool years_old() const;  // R74
  bool automated() const {
    return state.phase == Phase::kRecovering || state.phase == Phase::kNurturing;
  }

  void Because(Why why) { out.reasons.push_back({.why = why}); }
  void AddTask(Task::Kind kind, std::string detail);  // to the owner
  Task& AddTask(Task::Kind kind, std::string to, std::string detail);
  void Record(ConsentEntry entry);  // ledger and state, together
  void LearnProfile(const LeadProfile& profile);

  // The lead as the guards must see it: with what this decision has changed so far.
  LeadView After() const { return {lead.id, profile(), state}; }
  const LeadProfile& profile() const { return out.profile ? *out.profile : lead.profile; }

  // Of an answer, not of a step, is what is in flight.
  bool answering() const {
    return state.in_flight && state.answer != Answer::kNone && state.answer_at == kNever;
  }

  // sequence.cc
  // Schedules it from its anchor on; past the last one, the episode ends.
  void PlanStep(std::size_t index);
  // No step is scheduled or in flight any more, queued texts are withdrawn; answers to STOP and
  // HELP go on.
  void EndAutomation(Phase phase);
  // R23: the lead is there after all. What waited only for that is due at its own time again.
  void EndPause();
  void SetWake();  // wake_at from what is scheduled
  // Into the outbox; in other modes than automatic, to a person (R63).
  void HandOut(Text text);
  // What is out must not go any more: withdrawn from the outbox, or asked back from the person.
  void TakeBack();
};

// wording.cc
struct Rendered {
  std::string body;
  std::uint32_t segments = 0;
  Wording wording;
};
// Body and footer. False: the playbook has no words for it.
bool Render(Draft& draft, const PlaybookStep& step, Rendered& text);
bool RenderAnswer(Draft& draft, const StepName& step, Rendered& text);
PhoneNumber LineOf(const Draft& draft);  // the account's number that writes to this lead

// inquiry.cc
void OnMissedCall(Draft& draft, const MissedCall& call);
void OnForm(Draft& draft, const FormInquiry& form);
void OnEstimate(Draft& draft, const EstimateSent& estimate);
// R5; what it leads to is the caller's.
void OpenEpisode(Draft& draft, InquiryKind inquiry, Phase phase);
// R2, R28, R32, R36: why nobody may be texted at this number; nothing where somebody may.
std::optional<Why> Untextable(const Draft& draft, MissedCall::Caller caller);
// R5: open, but nothing has happened in it for long.
bool Expired(const Draft& draft, InquiryKind inquiry);

// trade.cc
void NoteTrade(Draft& draft, const TradeId& trade);  // R53: says where no playbook names it
void HearTrade(Draft& draft, const TextIn& text);    // R27: learns it from a reply that names it

// people.cc
void OnAnsweredCall(Draft& draft, const AnsweredCall& call);
void OnPersonText(Draft& draft, const PersonText& text);
void OnOutcome(Draft& draft, const OutcomeReported& reported);
void OnDetails(Draft& draft, const DetailsKnown& details);
// Ends the automated steps because a person is there now.
void TakeOver(Draft& draft, Why why);

// reply.cc
void OnTextIn(Draft& draft, const TextIn& text);

// consent.cc
void OnConsent(Draft& draft, const ConsentGiven& given);
void OptOut(Draft& draft);
void WithdrawConsent(Draft& draft);  // every basis there is
void PersonDecided(Draft& draft);    // R32: what was doubtful is so no more
void Reopen(Draft& draft);           // R33: START, or new express consent

// attention.cc
std::string Assigned(Draft& draft);  // whom to tell of this lead: a person's id, or "owner" (R27)
std::string Owner(const Draft& draft);
void StartWaiting(Draft& draft);  // R21: the lead waits for a person
void StopWaiting(Draft& draft);
void Touched(Draft& draft, Instant at);  // our last message to the lead
// R25: the next word is a person's. Until it is said nothing is taken up again.
void AwaitPerson(Draft& draft, Instant since);
void PlanRearm(Draft& draft);  // R25, by what is known now
void Nudge(Draft& draft);
void Rearm(Draft& draft);
void OnClaim(Draft& draft, const LeadClaimed& claim);

// answer.cc
void StartAnswer(Draft& draft, Answer answer, std::string_view language);
void SendAnswer(Draft& draft, Brake brake);
void OnAnswerSettled(Draft& draft, const SendOutcome& outcome);
void DropAnswer(Draft& draft);

// ready.cc
void Remind(Draft& draft);
void ReadyExpired(Draft& draft);
void OnReadySent(Draft& draft, const ReadyTextSent& sent);

// loop.cc
bool Loops(Draft& draft, const TextIn& text);  // R28: the alarm goes off with this one
void CountExchange(Draft& draft, Instant at);

// brake.cc
void OnSwitch(Draft& draft, const SwitchThrown& thrown);
void OnVolume(Draft& draft, const VolumeAlarm& alarm);

// sequence.cc
void OnWakeUp(Draft& draft, const WakeUp& wake_up);
void DropStep(Draft& draft);             // the step will not be sent; on with the next
void DropAcknowledgement(Draft& draft);  // a repeat one: the sequence itself isn't touched
void PlaybookChanged(Draft& draft);

// settle.cc
// Is `key` what this lead waits for?
bool IsInFlight(const LeadView& lead, const TextKey& key, const Policy& policy);
bool Outstanding(const Draft& draft, const TextKey& key);
bool SentBefore(const Draft& draft, const TextKey& key);  // and accepted: told twice (R74)
void OnTextSettled(Draft& draft, const TextSettled& settled);
void OnTextNotSent(Draft& draft, const TextNotSent& not_sent);
void NumberRefused(Draft& draft, const SendOutcome& outcome);  // R2: for good
void OnAccepted(Draft& draft, const TextKey& key, Instant at, bool outstanding);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_DRAFT_H_
