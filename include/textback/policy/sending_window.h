// When may a text leave? (R10-R12)
//
// A text may leave only inside the hours of every rulebook row, on the wall clock of every zone the
// number could be in; start inclusive, end exclusive. Outside, it is held until the next instant at
// which all of them are open.
//
// Computed on the local calendar day by day, so a day of 23 or 25 hours, a skipped or repeated hour
// and a half-hour zone come out right.
//
// Pure, thread-safe; reads only its arguments.
//
//   WindowAnswer answer = *NextAllowed({.zones = zones, .rows = rows}, now);
//   if (!answer.allowed) HoldUntil(answer.next);
#ifndef TEXTBACK_POLICY_SENDING_WINDOW_H_
#define TEXTBACK_POLICY_SENDING_WINDOW_H_

#include <absl/status/statusor.h>

#include <span>

#include "textback/model/time.h"
#include "textback/policy/rulebook.h"
#include "textback/policy/zone.h"

namespace textback {

// Where the recipient could be. Neither may be empty.
struct Candidates {
  std::span<const Zone* const> zones;
  std::span<const RulebookRow* const> rows;
};

struct WindowAnswer {
  bool allowed = false;  // at the instant asked about
  Instant next;          // that instant where allowed, else the next opening
  Instant send_by;       // end of the window that `next` lies in: exclusive (R14)
  // the row that closed first, or, where allowed, the one that closes first
  const RulebookRow* row;
};

// FailedPrecondition: the candidates' windows do not meet within 14 days; the lead needs a person.
// Never loops.
absl::StatusOr<WindowAnswer> NextAllowed(const Candidates& candidates, Instant at);

}  // namespace textback

#endif  // TEXTBACK_POLICY_SENDING_WINDOW_H_
