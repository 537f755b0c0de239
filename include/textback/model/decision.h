// What follows from one event: the output of the engine, as a value.
//
// The order of effects is part of the contract: a Decision is committed whole (Storage::Commit)
// before its text may leave, and a text is withdrawn in the same transaction that says so. Nothing
// in here has happened yet.
//
// Pure value. Reasons point into the Policy (see reason.h); everything else owns its data.
#ifndef TEXTBACK_MODEL_DECISION_H_
#define TEXTBACK_MODEL_DECISION_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "textback/model/consent.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/reason.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

// Something for a person to do or to know.
struct Task {
  enum class Kind : std::uint8_t {
    kReply,            // the lead wrote: answer
    kRepeatCall,       // the lead called again
    kCallBack,         // the lead can't be texted: call
    kCalledAfterStop,  // the lead called after STOP: only a person may act
    kHelp,             // the lead asked who we are
    kUnsure,           // a text may or may not have left: look before writing again
    kMendAccount,      // the provider refuses our account or line
    kPerhapsStop,      // the lead may want no more texts: decide
    kWrongNumber,      // somebody else answers there
    kAutoReply,        // a machine seems to have answered: the texts wait
    kNudge,            // nobody has answered the lead yet (R21)
    kEscalation,       // still nobody: for the owner (R21)
    kSendText,         // a ready text for a person to send (R63)
    kRemind,           // it is still unsent (R63)
    kDontSend,         // it must not be sent any more (R13, R63)
    kLoop,             // two machines seem to be talking (R28)
    kClaimed,          // somebody else has the lead already (R27)
    kVolume,           // far more texts than usual: held (R64)
  };
  Kind kind = Kind::kReply;
  std::string to = "owner";  // "owner", or a person's id
  std::string detail;        // one sentence; no phone number in it
  std::string quote;         // what the lead wrote, where it is about that
  std::optional<Text> text;  // kSendText: the very text; kRemind, kDontSend: its key, no body

  friend bool operator==(const Task&, const Task&) = default;
};
std::string_view NameOf(Task::Kind kind);  // "call_back"
std::optional<Task::Kind> TaskKindFromName(std::string_view name);

// What became of a step, other than being sent.
struct StepNote {
  enum class Kind : std::uint8_t { kHeld, kDropped };
  Kind kind = Kind::kHeld;
  StepName step;
  Instant until = kNever;  // held: until then, spread included

  friend bool operator==(const StepNote&, const StepNote&) = default;
};

struct Decision {
  LeadState next;                      // the lead afterwards; `version` is one more than before
  std::optional<LeadProfile> profile;  // what is known now, where that changed
  std::optional<Text> text;            // into the outbox
  bool withdraw = false;               // texts of this lead still in the outbox must not go
  std::vector<StepNote> notes;
  std::vector<Task> tasks;
  std::vector<ConsentEntry> consent;  // appended to the ledger
  Reasons reasons;                    // never empty (R71)

  // As if new, beginning with the lead as it was; buffers keep their room.
  void Reset(const LeadState& before) {
    next = before;
    profile.reset();
    text.reset();
    withdraw = false;
    notes.clear();
    tasks.clear();
    consent.clear();
    reasons.clear();
  }

  friend bool operator==(const Decision&, const Decision&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_DECISION_H_
