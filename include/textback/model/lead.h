// A lead: one person as seen by one account, and where the follow-up stands.
//
// `LeadState` is everything the engine remembers between two events: fixed size, no heap, copied at
// every step. `LeadProfile` (event.h) is what is known about the person. Together with the id they
// are the Lead, which storages hand out with the work (Storage::Claim) and write back with the
// decision (Storage::Commit).
//
// One `wake_at` is all the timers there are: when it has passed, the lead is claimed as a WakeUp.
//
// Pure values. `CheckInvariants` states what always holds; the ids I1 ... are those of
// docs/invariants.md.
#ifndef TEXTBACK_MODEL_LEAD_H_
#define TEXTBACK_MODEL_LEAD_H_

#include <absl/status/status.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

#include "textback/model/consent.h"
#include "textback/model/event.h"
#include "textback/model/id.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

enum class Phase : std::uint8_t {
  kNew,         // no inquiry yet
  kRecovering,  // the first texts are on their way
  kNurturing,   // the long follow-up
  kEngaged,     // a person is, or should be, talking with them
  kBooked,      // won
  kLost,        // lost
  kClosed,      // closed by the account
  kDormant,     // the playbook is through, nobody answered
  kUnreachable  // can't be texted: withheld, refused for good
};
std::string_view NameOf(Phase phase);  // "recovering"
std::optional<Phase> PhaseFromName(std::string_view name);

// True while an episode is open: an inquiry joins it instead of opening the next (R4).
constexpr bool IsOpen(Phase phase) {
  return phase == Phase::kRecovering || phase == Phase::kNurturing || phase == Phase::kEngaged;
}

// Longest playbook, in steps: the six-step estimate follow-up fits.
inline constexpr std::size_t kMaxSteps = 8;
// As many automated texts as the strictest cap counts (R15: three in 24 hours).
inline constexpr std::size_t kCapTexts = 3;

struct LeadState {
  std::uint64_t version = 0;  // one more with every committed decision
  Phase phase = Phase::kNew;
  std::uint32_t episode = 0;    // number of the open or last episode; 0: none yet
  std::uint32_t inquiries = 0;  // in this episode, repeats included
  InquiryKind inquiry = InquiryKind::kMissedCall;       // that opened it: whose playbook it follows
  InquiryKind last_inquiry = InquiryKind::kMissedCall;  // the latest: what a new text_1 answers

  StepName step;              // the next automated step; empty: none
  Instant due = kNever;       // when it falls due; where it is held, until when
  std::uint32_t attempt = 0;  // texts made for `step` so far; the key of the next is one more
  std::uint32_t tries = 0;    // answers "try later" in a row (R61)
  bool in_flight = false;  // its text is out, in the outbox or further; the outcome is outstanding
  Instant wake_at = kNever;  // when to call the engine again

  // a machine answered for the lead: nothing automated before this instant (R23)
  Instant paused_until = kNever;

  // A repeat call after the cool-down asks for the first step once more, at this instant (R4).
  Instant acknowledge_at = kNever;
  // Texts made for the first step in this episode, repeats included: each has a key of its own.
  std::uint32_t acknowledged = 0;

  bool opted_out = false;     // STOP (R30); never cleared but by R33
  bool refused = false;       // the carrier refused the number for good (R2)
  bool wrong_number = false;  // somebody else answers there: nothing automated (R36)
  bool doubtful = false;      // perhaps a STOP: nothing automated until a person decides (R32)
  PhoneNumber line;           // the account's number that this lead uses

  Instant inquiry_at = kNever;           // first inquiry of this episode
  Instant last_inquiry_at = kNever;      // the latest one
  Instant last_event_at = kNever;        // anything at all
  Instant last_acknowledge_at = kNever;  // last text_1 accepted, in any episode (R4)
  // when each step of this episode was accepted or dropped; epoch: not yet
  std::array<Instant, kMaxSteps> done_at = {};
  // the last automated texts accepted, oldest first (R15)
  std::array<Instant, kCapTexts> recent = {};

  ConsentState consent;

  friend bool operator==(const LeadState&, const LeadState&) = default;
};

struct Lead {
  LeadId id;
  LeadProfile profile;
  LeadState state;

  friend bool operator==(const Lead&, const Lead&) = default;
};

// OK, or Internal naming the invariant that is broken. Storages check what they read, the runtime
// what it writes.
//   I1 opted out: nothing is scheduled, nothing in flight
//   I2 in a closed phase nothing is scheduled
//   I3 recovering or nurturing: a wake_at is set, or a text is in flight
//   I4 an episode number exists wherever an episode was opened
//   I5 a step that is scheduled has a due time
//   I6 engaged: no automated step is scheduled
//   I12 a wrong number, or a STOP that a person has to decide on: nothing is scheduled or in flight
absl::Status CheckInvariants(const Lead& lead);

}  // namespace textback

#endif  // TEXTBACK_MODEL_LEAD_H_
