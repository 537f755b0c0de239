// The decision of one Step while it is being made: the lead as it was, the event, the results so
// far.
//
// A file of this folder may depend only on files listed above it here; tests/tidy checks it:
//
//   guard        may a text go (R10-R16); public, does not use Draft
//   draft        this file: data, tasks, the ledger, the next wake-up
//   assignment   which person is told about a lead (R27)
//   hand_out     texts leave, and are taken back
//   waiting      who waits for whom, who wrote last (R21, R25)
//   plan         which step is next, and the end of all steps
//   number       may this number be texted (R2)
//   language     in which language the lead is written to (R57)
//
// The rules may use all of these. Each has its own header: loop (R28), consent (R30, R33, R40-R44),
// wording (R50-R54), answer (R22, R31, R34), emergency (R39), people (R3, R24, R26), call (R8),
// inquiry (R1-R7), voicemail (R9), attention
// (R21, R25, R27), request (R37), away (R29), brake (R64), settle (R60-R62), delivery (R61), ready
// (R63), sequence (R10-R16), machine (R23), reply (R20, R32-R36, R56). step.cc uses all of them.
#ifndef TEXTBACK_SRC_ENGINE_DRAFT_H_
#define TEXTBACK_SRC_ENGINE_DRAFT_H_

#include <string>

#include "textback/engine/guard.h"
#include "textback/engine/policy.h"
#include "textback/model/decision.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"

namespace textback {

struct Draft {
  // `decision` starts with the lead's old state. It is large, so it is written in place.
  Draft(const LeadView& before, const Event& cause, const Policy& by, Instant at,
        Decision& decision)
      : lead(before), event(cause), policy(by), now(at), out(decision), state(out.next) {
    ++out.next.version;
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const LeadView lead;
  const Event& event;
  const Policy& policy;
  const Instant now;
  Decision& out;
  LeadState& state;  // the same object as `out.next`

  const FollowUp& follow_up() const { return policy.FollowUpOf(state.inquiries.first); }
  const Playbook& playbook() const { return *follow_up().playbook; }
  const PlaybookStep& first_step() const { return playbook().steps.front(); }
  // True if something known happened after this event. Reopening after STOP needs a newer event.
  bool old_news() const {
    return lead.state.last_event_at != kNever && event.at < lead.state.last_event_at;
  }
  bool years_old() const;  // R74

  // Is the text with this key the outstanding one?
  bool IsOut(const TextKey& key) const { return key.lead == lead.id && state.out.Is(key); }
  // The record of this key's step; null if the key belongs to another episode or the playbook has
  // no such step.
  StepRecord* RecordOf(const TextKey& key) const;

  PhoneNumber line() const;   // the account's number that texts this lead
  std::string owner() const;  // a person's id, or "owner"

  // Runs the guards for the current time and keeps their reasons.
  Verdict Check(const Ask& ask);

  void Because(Why why) { out.reasons.push_back({.why = why}); }
  void AddTask(Task::Kind kind, std::string detail);  // for the owner
  Task& AddTask(Task::Kind kind, std::string to, std::string detail);
  void NoteDropped(const StepName& step);
  void NoteHeld(const StepName& step, Instant until);
  void Record(ConsentEntry entry);  // in the ledger and the state
  void LearnProfile(const LeadProfile& profile);
  void SetWake();  // computes wake_at from everything that is scheduled

  // The lead as the guards must see it: including the changes of this decision so far.
  LeadView After() const { return {lead.id, profile(), state}; }
  const LeadProfile& profile() const { return out.profile ? *out.profile : lead.profile; }
};

// R41: names the event that a basis comes from, for example "missed_call call-7".
std::string EventEvidence(const Event& event);

// Returns the later of the two; kNever means "not yet".
inline Instant Latest(Instant known, Instant at) {
  return known == kNever || known < at ? at : known;
}

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_DRAFT_H_
