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

// What is said back to somebody who wrote, outside of the playbook: at once or not at all.
enum class Answer : std::uint8_t {
  kNone,
  kHoldingReply,      // a person will write (R22)
  kStopConfirmation,  // R31
  kHelpAnswer,        // R34
};
std::string_view NameOf(Answer answer);  // "stop_confirmation": the name of its step too
std::optional<Answer> AnswerFromName(std::string_view name);

// Longest playbook, in steps: the six-step estimate follow-up fits.
inline constexpr std::size_t kMaxSteps = 8;
// As many automated texts as the strictest cap counts (R15: three in 24 hours).
inline constexpr std::size_t kCapTexts = 3;

// NOLINTNEXTLINE(clang-analyzer-optin.performance.Padding): by topic, for readers; see PackState
struct LeadState {
  std::uint64_t version = 0;  // one more with every committed decision
  Phase phase = Phase::kNew;
  std::uint32_t episode = 0;    // number of the open or last episode; 0: none yet
  std::uint32_t inquiries = 0;  // in this episode, repeats included
  InquiryKind inquiry = InquiryKind::kMissedCall;       // that opened it: whose playbook it follows
  InquiryKind last_inquiry = InquiryKind::kMissedCall;  // the latest: what a new text_1 answers

  StepName step;         // the next automated step; empty: none
  Instant due = kNever;  // when it falls due; where it is held, until when
  // Texts made for `step` so far; the key of the next is one more. Kept while a person is there.
  std::uint32_t attempt = 0;
  std::uint32_t tries = 0;  // answers "try later" in a row (R61)
  bool in_flight = false;   // its text is out, in the outbox or further; the outcome is outstanding
  Instant wake_at = kNever;  // when to call the engine again

  // a machine answered for the lead: nothing automated before this instant (R23)
  Instant paused_until = kNever;

  // A repeat call after the cool-down asks for the first step once more, at this instant (R4).
  Instant acknowledge_at = kNever;
  // Texts made for the first step in this episode, repeats included: each has a key of its own.
  std::uint32_t acknowledged = 0;

  // An answer that is due, or out: then `answer_at` is kNever and `in_flight` is true.
  Answer answer = Answer::kNone;
  Instant answer_at = kNever;
  Instant answer_by = kNever;  // later than this it is left out (R31)
  LanguageId answer_language;  // that of the keyword; empty: the lead's
  std::uint32_t answers = 0;   // made in all episodes: each has a key of its own
  bool holding_sent = false;   // in this episode (R22)

  // Assisted and manual modes: the text that is in flight is a person's to send (R63).
  bool with_person = false;
  Instant remind_at = kNever;
  Instant ready_until = kNever;  // from here on it is decided anew (R14)

  // The people's side: whose lead it is, and since when it waits for an answer (R21, R27).
  PersonId assigned;             // empty: the owner's
  bool claimed = false;          // `assigned` has taken it
  Instant waits_since = kNever;  // the lead wrote, nobody has answered
  std::uint32_t nudges = 0;      // how often people were told since
  Instant nudge_at = kNever;
  Instant wrote_at = kNever;    // last sign of life of the lead; or since when we owe a word (R25)
  Instant touched_at = kNever;  // our last message to the lead, automated or not
  Instant spoke_at = kNever;    // a person of the account wrote to, or spoke with, the lead (R3)
  // the long follow-up is taken up again, unless the lead has written before (R25)
  Instant rearm_at = kNever;
  // our last message asked for consent to texts (R44), and was accepted at this instant
  Instant asked_consent_at = kNever;

  // R28: is a machine talking? The last text of the lead, when it came and when before, and how
  // many messages went to and fro since `burst_since`.
  bool looped = false;  // nothing automated until a person has looked
  std::uint32_t same_hash = 0;
  Instant same_at = kNever;
  Instant same_before = kNever;
  Instant burst_since = kNever;
  std::uint32_t burst = 0;

  // R64; of the account's withheld lead only.
  bool account_off = false;
  bool all_off = false;
  Instant switched_at = kNever;  // the latest turn of either

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
//   I1 opted out: no step is scheduled, nothing is in flight but the confirmation
//   I2 in a closed phase no step is scheduled
//   I3 recovering or nurturing: a wake_at is set, or a text is with the carrier
//   I4 an episode number exists wherever an episode was opened
//   I5 a step that is scheduled has a due time
//   I6 engaged: no automated step is scheduled or in flight
//   I12 a wrong number, a STOP that a person has to decide on, a loop: no step is scheduled
//   I13 wake_at is the earliest of what is scheduled
//   I14 a ready text is in flight, with the instant from which on it is decided anew
absl::Status CheckInvariants(const Lead& lead);

// The earliest instant at which something of this lead is due: what `wake_at` has to be. While a
// text is with the carrier its outcome comes first: kNever.
Instant NextWake(const LeadState& state);

}  // namespace textback

#endif  // TEXTBACK_MODEL_LEAD_H_
