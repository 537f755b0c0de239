// What the engine decides about one event, as a value.
//
// The order is part of the contract: the whole Decision is committed (Storage::Commit) before its
// text may leave, and a text is withdrawn in the same transaction. Nothing in a Decision has
// happened yet.
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

// Something that a person should do or know.
struct Task {
  enum class Kind : std::uint8_t {
    kReply,            // the lead wrote: answer
    kRepeatCall,       // the lead called again
    kCallBack,         // the lead can't be texted: call
    kCalledAfterStop,  // the lead called after STOP: only a person may act
    kHelp,             // the lead wrote HELP: who are you?
    kUnsure,           // a text may or may not have left: look before writing again
    kMendAccount,      // the provider refuses our account or line: fix it
    kPerhapsStop,      // the lead may want no more texts: decide
    kWrongNumber,      // somebody else answers there
    kAutoReply,        // a machine seems to have answered: the texts wait
    kNudge,            // nobody has answered the lead yet (R21)
    kEscalation,       // still no answer: for the owner (R21)
    kSendText,         // a ready text for a person to send (R63)
    kRemind,           // the ready text is still unsent (R63)
    kDontSend,         // the ready text must not be sent any more (R13, R63)
    kLoop,             // two machines seem to be talking (R28)
    kClaimed,          // somebody else has the lead already (R27)
    kVolume,           // far more texts than usual: held (R64)
    kLinkInForm,       // a form carries a link: look before answering (R46, R53)
    kUnclearCall,      // did a person speak with the caller, or a machine (R8)?
    kVoicemail,        // the lead left a message (R9)
    kEmergency,        // danger or damage, now: for everybody on duty, past every limit (R39)
  };
  Kind kind = Kind::kReply;
  std::string to = "owner";  // "owner", or a person's id
  std::string detail;        // one sentence; no phone number in it
  std::string quote;         // the lead's text or the transcript, if the task is about one
  std::optional<Text> text;  // kSendText: the text to send; kRemind, kDontSend: its key, no body

  friend bool operator==(const Task&, const Task&) = default;
};
std::string_view NameOf(Task::Kind kind);  // "call_back"
std::optional<Task::Kind> TaskKindFromName(std::string_view name);

// A step that was held or dropped instead of sent.
struct StepNote {
  enum class Kind : std::uint8_t { kHeld, kDropped };
  Kind kind = Kind::kHeld;
  StepName step;
  Instant until = kNever;  // kHeld: until when, spread included

  friend bool operator==(const StepNote&, const StepNote&) = default;
};

struct Decision {
  LeadState next;                      // the lead afterwards; `version` is one more than before
  std::optional<LeadProfile> profile;  // what is known now, if that changed
  std::optional<Text> text;            // into the outbox
  bool withdraw = false;               // texts of this lead in the outbox must not be sent
  std::vector<StepNote> notes;
  std::vector<Task> tasks;
  std::vector<ConsentEntry> consent;  // appended to the ledger
  Reasons reasons;                    // never empty (R71)

  // Makes it a new decision that begins with `before`; buffers keep their memory.
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
