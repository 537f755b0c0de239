// The sequence: where the automated steps of an episode stand (R4, R10-R16, R60).
//
// It is a part of LeadState (lead.h). Steps are identified by their name and their place in the
// playbook. The result of each step is recorded together with the text it belongs to, so that a
// report that comes twice counts once (R74).
//
// Used by the library itself; it may change.
// Pure value, fixed size.
#ifndef TEXTBACK_MODEL_SEQUENCE_H_
#define TEXTBACK_MODEL_SEQUENCE_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "textback/model/id.h"
#include "textback/model/time.h"

namespace textback {

// The longest playbook, in steps: the six-step estimate follow-up fits.
inline constexpr std::size_t kMaxSteps = 8;
// How many automated texts are remembered for the cap (R15: three in 24 hours).
inline constexpr std::size_t kCapTexts = 3;

// The result of a step.
enum class StepFate : std::uint8_t {
  kPending,      // not sent yet, or being sent
  kAccepted,     // the carrier took it, or a person sent it
  kMayHaveLeft,  // nobody knows: counted as sent, never sent again (R60)
  kUndelivered,  // accepted, but later reported as not delivered (R61)
  kDropped       // it will not be sent
};
std::string_view NameOf(StepFate fate);  // "may_have_left"

struct StepRecord {
  Instant at{};               // since when; later steps count from here; pending: the epoch
  std::uint32_t attempt = 0;  // of the text it belongs to; pending or dropped: 0
  StepFate fate = StepFate::kPending;

  bool pending() const { return fate == StepFate::kPending; }
  // True if the carrier accepted the text with this attempt number.
  bool Took(std::uint32_t text) const {
    return attempt == text && (fate == StepFate::kAccepted || fate == StepFate::kUndelivered);
  }

  friend bool operator==(const StepRecord&, const StepRecord&) = default;
};

struct Sequence {
  StepName step;         // the next automated step; empty: none
  Instant due = kNever;  // when it is due; if it is held: until when
  // Texts made for `step` so far; the key of the next text has one more. Kept while a person has
  // the lead.
  std::uint32_t attempt = 0;
  std::uint32_t tries = 0;  // how often in a row the provider said "try later" (R61)
  // Texts made for the first step in this episode, repeats included; each has its own key.
  std::uint32_t acknowledged = 0;
  // After a repeat call, past the cool-down: when the first step is sent once more (R4).
  Instant acknowledge_at = kNever;
  Instant last_acknowledge_at = kNever;  // when a text_1 was last accepted, in any episode (R4)
  // an automatic reply came: nothing automated before this instant (R23)
  Instant paused_until = kNever;
  std::array<StepRecord, kMaxSteps> steps;  // of this episode, in the playbook's order
  // when the last automated texts were accepted, oldest first (R15); the epoch: none
  std::array<Instant, kCapTexts> recent = {};

  friend bool operator==(const Sequence&, const Sequence&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_SEQUENCE_H_
