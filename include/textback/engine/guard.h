// The guards: every text is checked by them twice, when it is decided and again at the moment of
// hand-over (R13).
//
// They are asked in the order of `Guard`, and the first refusal counts. A refusal says which guard
// it was and what follows: drop the step, or hold it until an instant. Answers to STOP and HELP are
// checked by the first three guards only: they are sent at any hour and don't count for any cap
// (R10, R15). The answer to "is this a bot?" is checked for a STOP as well (R56).
//
// Pure, thread-safe.
#ifndef TEXTBACK_ENGINE_GUARD_H_
#define TEXTBACK_ENGINE_GUARD_H_

#include <cstdint>
#include <string_view>

#include "textback/engine/policy.h"
#include "textback/model/event.h"
#include "textback/model/lead.h"
#include "textback/model/reason.h"
#include "textback/model/text.h"
#include "textback/model/time.h"
#include "textback/policy/playbook.h"

namespace textback {

enum class Guard : std::uint8_t {
  kSwitch,    // the kill switch is on: held (R64)
  kNumber,    // this number may not be texted: refused, wrong, blocked, our own (R2, R36)
  kLoop,      // two machines are talking (R28)
  kOptOut,    // STOP, or a text that may mean STOP (R30, R32)
  kPerson,    // a person took over, or the episode is over (R20, R24, R26)
  kBasis,     // no unexpired basis (R40, R42)
  kZoneData,  // the recipient's clock is known to be wrong: held (R16)
  kPause,     // a machine answered: held (R23)
  kVolume,    // the volume breaker: held, except first texts (R64)
  kWindow,    // outside the window, or the cap is reached: held (R10-R12, R15)
  kMode,      // at the hand-over: a person sends now (R63)
  kSendBy,    // at the hand-over: too late, decided again (R14)
  kCount      // not a guard: how many there are
};
std::string_view NameOf(Guard guard);  // "opt_out"

struct Verdict {
  enum class Kind : std::uint8_t {
    kGo,    // may leave now
    kHold,  // not before `until`
    kDrop,  // this step will not be sent
    kStuck  // the windows never overlap: a person must look
  };
  Kind kind = Kind::kGo;
  Guard guard = Guard::kCount;  // who refused; kCount: nobody
  Basis basis = Basis::kNone;   // kGo: the basis of the text
  Instant until = kNever;       // kHold: spread included
  Instant send_by = kNever;     // kGo: end of the window
  Reasons reasons;
};

// What is asked about.
struct Ask {
  TextClass text_class = TextClass::kProactive;
  Need needs = Need::kFollowUp;
  bool first = false;                     // the first step: the volume breaker lets it pass
  bool requested = false;                 // the lead asked for it at this time (R37)
  AnswerKind answer = AnswerKind::kNone;  // kNone: a step
  Brake brake = Brake::kNone;             // holds the account back at this moment
};
Ask AskFor(const PlaybookStep& step, const Playbook& playbook, Brake brake);
Ask AskFor(AnswerKind answer, Brake brake);
Ask AskForRequested(Brake brake);  // R37

// Where the lead could be, from what is known about it (R11).
Place PlaceOf(const LeadView& lead, const Policy& policy);

// May this be sent to the lead at `at`?
Verdict CheckGuards(const LeadView& lead, const Ask& ask, const Policy& policy, Instant at);
// The same, into a new verdict. Reasons are appended to those that it already has.
void CheckGuards(const LeadView& lead, const Ask& ask, const Policy& policy, Instant at,
                 Verdict& verdict);

// May `text`, which is claimed and about to be handed over, still leave? Everything except kGo
// means: don't send it, settle it with TextNotSent (`expired`: its send_by has passed; `brake`).
Verdict CheckHandOver(const LeadView& lead, const Text& text, const Policy& policy, Instant now,
                      Brake brake);

}  // namespace textback

#endif  // TEXTBACK_ENGINE_GUARD_H_
