// One Step in the making: the lead as it was, the decision so far, and the few moves that all rules
// are made of.
//
// The rules themselves are in inquiry.cc (R1-R7), people.cc (R20-R44), sequence.cc (R10-R15,
// R60-R61) and wording.cc (R50-R54).
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
  Draft(const Lead& before, const Event& cause, const Policy& by, Instant at)
      : lead(before), event(cause), policy(by), now(at), state(out.next) {
    out.next = before.state;
    ++out.next.version;
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const Lead& lead;
  const Event& event;
  const Policy& policy;
  const Instant now;
  Decision out;
  LeadState& state;  // of `out`

  const FollowUp& follow_up() const { return policy.FollowUpOf(state.inquiry); }
  const Playbook& playbook() const { return *follow_up().playbook; }
  const PlaybookStep& first_step() const { return playbook().steps.front(); }
  // Happened before something else that is known already: what reopens after STOP must be newer.
  bool old_news() const {
    return lead.state.last_event_at != kNever && event.at < lead.state.last_event_at;
  }
  bool automated() const {
    return state.phase == Phase::kRecovering || state.phase == Phase::kNurturing;
  }

  void Because(Why why) { out.reasons.push_back({.why = why}); }
  void AddTask(Task::Kind kind, std::string detail);
  void Record(ConsentEntry entry);  // ledger and state, together
  void LearnProfile(const LeadProfile& profile);

  // The lead as the guards must see it: with what this decision has changed so far.
  LeadView After() const { return {lead.id, profile(), state}; }
  const LeadProfile& profile() const { return out.profile ? *out.profile : lead.profile; }

  // sequence.cc
  void PlanStep(
      std::size_t index);  // schedules it from its anchor on; past the last one, the episode ends
  void EndAutomation(Phase phase);  // nothing scheduled, nothing in flight, queued texts withdrawn
  void SetWake();                   // wake_at from what is scheduled
};

// wording.cc
struct Rendered {
  std::string body;
  std::uint32_t segments = 0;
  Wording wording;
};
// Body and footer. False: the playbook has no words for it.
bool Render(Draft& draft, const PlaybookStep& step, Rendered& text);
PhoneNumber LineOf(const Draft& draft);  // the account's number that writes to this lead

// inquiry.cc
void OnMissedCall(Draft& draft, const MissedCall& call);
void OnForm(Draft& draft, const FormInquiry& form);
// R5; what it leads to is the caller's.
void OpenEpisode(Draft& draft, InquiryKind inquiry, Phase phase);
// R2, R32, R36: why nobody may be texted at this number; nothing where somebody may.
std::optional<Why> Untextable(const Draft& draft, MissedCall::Caller caller);
// R5: open, but nothing has happened in it for long.
bool Expired(const Draft& draft, InquiryKind inquiry);
void PersonDecided(Draft& draft);  // R32: what was doubtful is so no more
void Reopen(Draft& draft);         // R33: START, or new express consent

// people.cc
void OnAnsweredCall(Draft& draft);
void OnTextIn(Draft& draft, const TextIn& text);
void OnPersonText(Draft& draft);
void OnConsent(Draft& draft, const ConsentGiven& given);
void OnOutcome(Draft& draft, const OutcomeReported& reported);
void OnDetails(Draft& draft, const DetailsKnown& details);
void OptOut(Draft& draft);
void WithdrawConsent(Draft& draft);  // every basis there is

// sequence.cc
void OnWakeUp(Draft& draft);
void OnTextSettled(Draft& draft, const TextSettled& settled);
void OnTextNotSent(Draft& draft, const TextNotSent& not_sent);

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_DRAFT_H_
