// A lead: one person as seen by one account, and where the follow-up stands.
//
// `LeadState` is everything the engine remembers between two events: fixed size, no heap, copied at
// every step. Each of its parts has its own header: the text that is out (text_out.h), the
// automated steps (sequence.h), answers (answer.h), a time that the lead named (request.h), what
// people do (attention.h), the watch for machines (loop_watch.h), consent (consent.h).
// `LeadProfile` (profile.h) is what is known about the person. Together with the id they are the
// Lead. Storages return it with the work (Storage::Claim) and write it back with the decision
// (Storage::Commit).
//
// A lead has one timer, `wake_at`. When it has passed, the lead is claimed with a WakeUp event.
//
// Pure values. `CheckInvariants` checks what always holds; the ids I1 ... are those in
// docs/invariants.md.
#ifndef TEXTBACK_MODEL_LEAD_H_
#define TEXTBACK_MODEL_LEAD_H_

#include <absl/status/status.h>

#include <cstdint>
#include <optional>
#include <string_view>

#include "textback/model/answer.h"
#include "textback/model/attention.h"
#include "textback/model/consent.h"
#include "textback/model/loop_watch.h"
#include "textback/model/phone_number.h"
#include "textback/model/profile.h"
#include "textback/model/request.h"
#include "textback/model/sequence.h"
#include "textback/model/text.h"
#include "textback/model/text_out.h"
#include "textback/model/time.h"

namespace textback {

enum class Phase : std::uint8_t {
  kNew,         // no inquiry yet
  kRecovering,  // the first texts are being sent
  kNurturing,   // the long follow-up
  kEngaged,     // a person is talking with them, or should be
  kBooked,      // they booked: won
  kLost,        // lost
  kClosed,      // closed by the account
  kDormant,     // the playbook is finished, the lead never answered
  kUnreachable  // can't be texted: withheld, refused for good
};
std::string_view NameOf(Phase phase);  // "recovering"
std::optional<Phase> PhaseFromName(std::string_view name);

// True while an episode is open: a new inquiry joins it instead of opening another (R4).
constexpr bool IsOpen(Phase phase) {
  return phase == Phase::kRecovering || phase == Phase::kNurturing || phase == Phase::kEngaged;
}

// The inquiries of this episode: the one that opened it, and the latest.
struct Inquiries {
  std::uint32_t count = 0;                       // repeats included
  InquiryKind first = InquiryKind::kMissedCall;  // its playbook is the episode's
  InquiryKind last = InquiryKind::kMissedCall;   // a new text_1 answers this one
  Instant first_at = kNever;
  Instant last_at = kNever;
  Instant message_at = kNever;  // when the caller last left a message (R9)

  friend bool operator==(const Inquiries&, const Inquiries&) = default;
};

// Why this number must not be texted. Each mark holds in all episodes.
struct Marks {
  bool opted_out = false;     // STOP (R30); cleared only by R33
  bool refused = false;       // the carrier refused the number for good (R2)
  bool wrong_number = false;  // belongs to somebody else: nothing automated (R36)
  bool doubtful = false;      // perhaps STOP: nothing automated until a person decides (R32)

  friend bool operator==(const Marks&, const Marks&) = default;
};

struct LeadState {
  std::uint64_t version = 0;  // one more with every committed decision
  Instant wake_at = kNever;   // when to call the engine again
  Phase phase = Phase::kNew;
  Marks marks;
  std::uint32_t episode = 0;  // number of the open or last episode; 0: none yet
  TextOut out;                // the text that is out; empty: none
  Sequence sequence;          // the automated steps
  Inquiries inquiries;
  Answer answer;        // to STOP, to HELP, or the holding reply
  Request request;      // the text that they asked for at a time (R37)
  Attention attention;  // what people do
  LoopWatch loop;
  PhoneNumber line;                // the account's number that this lead uses
  Instant last_event_at = kNever;  // of any kind
  ConsentState consent;
  // when our last message was accepted, if it asked for consent to texts (R44)
  Instant asked_consent_at = kNever;

  // Steps are sent automatically: no person has taken over, and the episode isn't over.
  bool automated() const { return phase == Phase::kRecovering || phase == Phase::kNurturing; }

  friend bool operator==(const LeadState&, const LeadState&) = default;
};

struct Lead {
  LeadId id;
  LeadProfile profile;
  LeadState state;

  friend bool operator==(const Lead&, const Lead&) = default;
};

// References to the parts of a lead, so that you needn't put a Lead together to ask the engine
// about one. It must not outlive them.
struct LeadView {
  const LeadId& id;
  const LeadProfile& profile;
  const LeadState& state;

  LeadView(const Lead& lead)  // NOLINT(google-explicit-constructor): a lead is a view of itself
      : id(lead.id), profile(lead.profile), state(lead.state) {}
  LeadView(const LeadId& of, const LeadProfile& known, const LeadState& at)
      : id(of), profile(known), state(at) {}
};

// OK, or Internal with the invariant that is broken. Storages check what they read, the runtime
// what it writes.
//   I1 opted out: no step is scheduled; only the confirmation or an answer to HELP may be out
//   I2 in a closed phase no step is scheduled
//   I3 recovering or nurturing: a wake_at is set, or a text is with the carrier
//   I4 if an episode was opened, it has a number
//   I5 a step that is scheduled has a due time
//   I6 engaged: no automated step is scheduled or out
//   I12 a wrong number, a STOP that a person has to decide on, a loop: no step is scheduled
//   I13 wake_at is the earliest of what is scheduled
//   I14 a ready text is out and has an instant at which it is decided again
//   I15 a text that was asked for is due or out: a person has the lead
absl::Status CheckInvariants(const Lead& lead);

// The earliest instant at which something of this lead is due: `wake_at` must equal it. kNever
// while a text is with the carrier: its outcome comes first.
Instant NextWake(const LeadState& state);

}  // namespace textback

#endif  // TEXTBACK_MODEL_LEAD_H_
