// When may a text leave? (R10-R12)
//
// A text may leave only inside the hours of every rulebook of the recipient, on the wall clock of
// every zone the number could be in; start inclusive, end exclusive. Outside, it is held until the
// next instant at which all of them are open. Which row of a rulebook holds, and whether a holiday
// closes it, is decided by the recipient's calendar day.
//
// Computed on the local calendar day by day, so a day of 23 or 25 hours, a skipped or repeated hour
// and a half-hour zone come out right. A window that opens inside a skipped hour opens when the
// clock jumps; inside a repeated hour it opens at the second reading and closes at the first.
//
// Pure, thread-safe; reads only its arguments. About 10 ns for one zone and one rulebook.
//
//   WindowAnswer answer = *NextAllowed({.zones = zones, .rulebooks = books}, HoursKind::kShared,
//                                      now);
//   if (!answer.allowed) HoldUntil(answer.next);
#ifndef TEXTBACK_POLICY_SENDING_WINDOW_H_
#define TEXTBACK_POLICY_SENDING_WINDOW_H_

#include <absl/status/statusor.h>

#include <span>

#include "textback/model/reason.h"
#include "textback/model/time.h"
#include "textback/policy/rulebook.h"
#include "textback/policy/zone.h"

namespace textback {

// Where the recipient could be. Neither may be empty.
struct Candidates {
  std::span<const Zone* const> zones;
  std::span<const Rulebook* const> rulebooks;
};

// Instants that can be asked about: what zone tables and holidays reach.
inline constexpr Instant kWindowEarliest = Instant{std::chrono::hours{24 * 2}};
inline constexpr Instant kWindowLatest =
    Instant{std::chrono::sys_days{std::chrono::year{2099} / 12 / 1}};

struct WindowAnswer {
  bool allowed = false;  // at the instant asked about
  Instant next;          // that instant where allowed, else the next opening
  Instant send_by;       // end of the window that `next` lies in: exclusive (R14)
  // a row that is closed at the instant asked about, or, where allowed, the one that closes first
  const RulebookRow* row = nullptr;
  bool holiday = false;  // not allowed, and a holiday is what closes that row
};

// OutOfRange: `at` lies outside [kWindowEarliest, kWindowLatest).
// FailedPrecondition: the candidates' windows do not meet within 14 days; the lead needs a person.
// Never loops.
absl::StatusOr<WindowAnswer> NextAllowed(const Candidates& candidates, HoursKind kind, Instant at);

// What people are shown: each row that is in force and whether it is open at `at`, on each zone's
// clock, then, where one isn't, that the text is held (R12). Every row once, the closed ones first.
Reasons ExplainWindow(const Candidates& candidates, HoursKind kind, Instant at);

}  // namespace textback

#endif  // TEXTBACK_POLICY_SENDING_WINDOW_H_
