// The sequence: where the automated steps of an episode stand (R4, R10-R16, R60).
//
// It is a room of LeadState (lead.h). Steps are kept by the name and by the place that the playbook
// gives them; what became of each is recorded, with the text that it was about, so that a report
// that comes twice counts once (R74).
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

// Longest playbook, in steps: the six-step estimate follow-up fits.
inline constexpr std::size_t kMaxSteps = 8;
// As many automated texts as the strictest cap counts (R15: three in 24 hours).
inline constexpr std::size_t kCapTexts = 3;

// What became of a step.
enum class StepFate : std::uint8_t {
  kPending,      // still to come, or on its way
  kAccepted,     // the carrier took it, or a person sent it
  kMayHaveLeft,  // nobody knows: counted, and never said again (R60)
  kUndelivered,  // taken, and reported as not delivered later (R61)
  kDropped       // it will not be sent
};
std::string_view NameOf(StepFate fate);  // "may_have_left"

struct StepRecord {
  Instant at{};  // since when it is so: later steps count from here; pending: the epoch
  std::uint32_t attempt = 0;  // of the text that it is about; pending or dropped: 0
  StepFate fate = StepFate::kPending;

  bool pending() const { return fate == StepFate::kPending; }
  // The carrier took this very text, as far as we know by now.
  bool Took(std::uint32_t text) const {
    return attempt == text && (fate == StepFate::kAccepted || fate == StepFate::kUndelivered);
  }

  friend bool operator==(const StepRecord&, const StepRecord&) = default;
};

struct Sequence {
  StepName step;         // the next automated step; empty: none
  Instant due = kNever;  // when it falls due; where it is held, until when
  // Texts made for `step` so far; the key of the next is one more. Kept while a person is there.
  std::uint32_t attempt = 0;
  std::uint32_t tries = 0;  // answers "try later" in a row (R61)
  // Texts made for the first step in this episode, repeats included: each has a key of its own.
  std::uint32_t acknowledged = 0;
  // A repeat call after the cool-down asks for the first step once more, at this instant (R4).
  Instant acknowledge_at = kNever;
  Instant last_acknowledge_at = kNever;  // last text_1 accepted, in any episode (R4)
  // a machine answered for the lead: nothing automated before this instant (R23)
  Instant paused_until = kNever;
  std::array<StepRecord, kMaxSteps> steps;  // of this episode, in the order of the playbook
  // the last automated texts accepted, oldest first (R15); the epoch: none
  std::array<Instant, kCapTexts> recent = {};

  friend bool operator==(const Sequence&, const Sequence&) = default;
};

}  // namespace textback

#endif  // TEXTBACK_MODEL_SEQUENCE_H_
