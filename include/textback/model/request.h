// A request: the lead has named a time at which they want to hear from us ("text me next month",
// "call me Tuesday morning"). One text goes then, unless a person acts before (R37).
//
// It is a part of LeadState (lead.h). While its text is out, `at` is kNever and LeadState::out
// names the text. After a newer word of the lead, or when a person has written, called or taken the
// lead, no text goes any more: a person is told at that time. A newer request replaces it; an
// outcome, a STOP and a wrong number end it.
//
// Used by the library itself; it may change.
// Pure value, fixed size.
#ifndef TEXTBACK_MODEL_REQUEST_H_
#define TEXTBACK_MODEL_REQUEST_H_

#include <cstdint>

#include "textback/model/id.h"
#include "textback/model/time.h"

namespace textback {

struct Request {
  Instant at = kNever;      // when the text is due; if it is held: until when
  bool call = false;        // they asked for a call
  bool by_person = false;   // something was said since: a person is told then, no text goes
  std::uint32_t made = 0;   // texts made, in all episodes; each has its own key
  std::uint32_t tries = 0;  // how often in a row the provider said "try later" (R61)

  bool waits() const { return at != kNever; }

  friend bool operator==(const Request&, const Request&) = default;
};

// The step name of the text that was asked for: "as_asked".
StepName RequestedStep();

}  // namespace textback

#endif  // TEXTBACK_MODEL_REQUEST_H_
