// One Step in the making: the lead as it was, the event, and the decision so far.
//
// The files of this folder depend downward only, and tests/tidy checks it. From the bottom:
//
//   guard        may a text go (R10-R16); public, and knows no draft
//   draft        this: data, tasks, the ledger, the next wake-up
//   assignment   whom to tell of a lead (R27)
//   hand_out     texts leave, and are taken back
//   waiting      who waits for whom, who spoke last (R21, R25)
//   plan         which step is next, and the end of all steps
//   number       may anybody be texted there (R2)
//
// and above these moves the rules, each with a header of its own: loop (R28), consent (R30, R33,
// R40-R44), wording (R50-R54), answer (R22, R31, R34), people (R3, R24, R26), inquiry (R1-R7),
// attention (R21, R25, R27), brake (R64), settle (R60-R62), delivery (R61), ready (R63), sequence
// (R10-R16), reply (R20, R23, R32-R36). step.cc is on top.
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
  // `decision` begins with the state as it was, and is written in place: it is large.
  Draft(const Lead& before, const Event& cause, const Policy& by, Instant at, Decision& decision)
      : lead(before), event(cause), policy(by), now(at), out(decision), state(out.next) {
    ++out.next.version;
  }
  Draft(const Draft&) = delete;
  Draft& operator=(const Draft&) = delete;

  const Lead& lead;
  const Event& event;
  const Policy& policy;
  const Instant now;
  Decision& out;
  LeadState& state;  // of `out`

  const FollowUp& follow_up() const { return policy.FollowUpOf(state.inquiries.first); }
  const Playbook& playbook() const { return *follow_up().playbook; }
  const PlaybookStep& first_step() const { return playbook().steps.front(); }
  // Happened before something else that is known already: what reopens after STOP must be newer.
  bool old_news() const {
    return lead.state.last_event_at != kNever && event.at < lead.state.last_event_at;
  }
  bool years_old() const;  // R74

  // Is the text of this key the one that is out?
  bool IsOut(const TextKey& key) const { return key.lead == lead.id && state.out.Is(key); }
  // What became of the step of this key; null where it is of another episode, or no step of the
  // playbook.
  StepRecord* RecordOf(const TextKey& key) const;

  PhoneNumber line() const;   // the account's number that writes to this lead
  std::string owner() const;  // of the account: a person's id, or "owner"

  // Asks the guards about this moment, and keeps their reasons.
  Verdict Check(const Ask& ask);

  void Because(Why why) { out.reasons.push_back({.why = why}); }
  void AddTask(Task::Kind kind, std::string detail);  // to the owner
  Task& AddTask(Task::Kind kind, std::string to, std::string detail);
  void NoteDropped(const StepName& step);
  void NoteHeld(const StepName& step, Instant until);
  void Record(ConsentEntry entry);  // ledger and state, together
  void LearnProfile(const LeadProfile& profile);
  void SetWake();  // wake_at from what is scheduled

  // The lead as the guards must see it: with what this decision has changed so far.
  LeadView After() const { return {lead.id, profile(), state}; }
  const LeadProfile& profile() const { return out.profile ? *out.profile : lead.profile; }
};

// The later of the two; kNever stands for "not yet".
inline Instant Latest(Instant known, Instant at) {
  return known == kNever || known < at ? at : known;
}

}  // namespace textback

#endif  // TEXTBACK_SRC_ENGINE_DRAFT_H_
