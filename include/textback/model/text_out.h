// The text that is out: in the outbox, with the carrier, or with a person who should send it. A
// lead has at most one (R60).
//
// It is a part of LeadState (lead.h). It is set when a text is decided, and cleared when its
// outcome is known or it is withdrawn. A report is about this text if, and only if, `Is` is true
// for the key in the report.
//
// Used by the library itself; it may change.
// Pure value, fixed size.
#ifndef TEXTBACK_MODEL_TEXT_OUT_H_
#define TEXTBACK_MODEL_TEXT_OUT_H_

#include <cstdint>
#include <string_view>

#include "textback/model/id.h"
#include "textback/model/text.h"
#include "textback/model/time.h"

namespace textback {

struct TextOut {
  enum class What : std::uint8_t {
    kNothing,   // nothing is out; every other field has its default
    kStep,      // the step of the sequence
    kGreeting,  // the first step again, after a repeat call (R4)
    kAnswer,    // LeadState::answer
    kRequested  // LeadState::request: the lead asked for it
  };
  enum class With : std::uint8_t { kCarrier, kPerson };

  What what = What::kNothing;
  With with = With::kCarrier;
  std::uint32_t episode = 0;  // with `attempt`, `step` and the lead: its key
  std::uint32_t attempt = 0;
  StepName step;
  // Assisted and manual modes, where a person sends it (R63).
  Instant remind_at = kNever;
  Instant ready_until = kNever;  // from then on it is decided again (R14)

  bool empty() const { return what == What::kNothing; }
  bool is_answer() const { return what == What::kAnswer; }
  bool is_requested() const { return what == What::kRequested; }
  bool is_step() const { return what == What::kStep || what == What::kGreeting; }
  bool with_person() const { return with == With::kPerson; }

  // Is it the text with this key? Doesn't compare the lead: the caller does that.
  bool Is(const TextKey& key) const {
    return !empty() && key.episode == episode && key.attempt == attempt && key.step == step;
  }
  TextKey KeyOf(const LeadId& lead) const {
    return {.lead = lead, .episode = episode, .step = step, .attempt = attempt};
  }

  friend bool operator==(const TextOut&, const TextOut&) = default;
};
std::string_view NameOf(TextOut::What what);  // "greeting"
std::string_view NameOf(TextOut::With with);  // "person"

}  // namespace textback

#endif  // TEXTBACK_MODEL_TEXT_OUT_H_
