// When may a text leave? (R10-R12)
//
// A text may leave only inside the hours of every rulebook of the recipient, on the clock of every
// zone that the recipient could be in; start inclusive, end exclusive. Outside these hours it is
// held until the next instant at which all are open. The recipient's calendar day decides which row
// of a rulebook is in force, and whether a holiday closes it.
//
// Computed day by day on the local calendar, so days of 23 or 25 hours, skipped and repeated hours
// and half-hour zones are right. A window that opens in a skipped hour opens when the clock jumps.
// In a repeated hour, a window opens the second time and closes the first time.
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

// The instants that can be asked about: the range of the zone tables and holidays.
inline constexpr Instant kWindowEarliest = Instant{std::chrono::hours{24 * 2}};
inline constexpr Instant kWindowLatest =
    Instant{std::chrono::sys_days{std::chrono::year{2099} / 12 / 1}};

struct WindowAnswer {
  bool allowed = false;  // at the instant asked about
  Instant next;          // that instant if allowed, else the next opening
  Instant send_by;       // end of the window that `next` lies in: exclusive (R14)
  // not allowed: a row that is closed at that instant; allowed: the row that closes first
  const RulebookRow* row = nullptr;
  bool holiday = false;  // not allowed, and a holiday closes that row
};

// OutOfRange: `at` lies outside [kWindowEarliest, kWindowLatest).
// FailedPrecondition: the windows don't overlap within 14 days; the lead needs a person. Never
// loops.
absl::StatusOr<WindowAnswer> NextAllowed(const Candidates& candidates, HoursKind kind, Instant at);

// The explanation for people: each row that is in force, and whether it is open at `at` in each
// zone; then, if one is closed, that the text is held (R12). Each row once, closed ones first.
Reasons ExplainWindow(const Candidates& candidates, HoursKind kind, Instant at);

}  // namespace textback

#endif  // TEXTBACK_POLICY_SENDING_WINDOW_H_
