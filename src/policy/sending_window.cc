#include "textback/policy/sending_window.h"

#include <absl/status/status.h>

#include <algorithm>

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::minutes;

constexpr int kSearchDays = 14;

// One window of one row on one zone's calendar, as instants.
struct Window {
  Instant open;
  Instant close;
};

Window WindowOn(const Zone& zone, const RulebookRow& row, std::chrono::local_days day) {
  const DayHours& hours = row.hours[std::chrono::weekday{day}.c_encoding()];
  if (hours.closed()) return {.open = kNever, .close = kNever};
  // An hour that happens twice: open at its second time, close at its first, so that neither
  // reading is broken.
  return {.open = zone.ToUtc(LocalTime{day} + minutes{hours.open}).latest,
          .close = zone.ToUtc(LocalTime{day} + minutes{hours.close}).earliest};
}

// The window that contains `at`, or the next one after it.
Window NextWindow(const Zone& zone, const RulebookRow& row, Instant at) {
  const auto today = std::chrono::floor<days>(zone.ToLocal(at));
  for (int i = 0; i <= kSearchDays; ++i) {
    const Window window = WindowOn(zone, row, today + days{i});
    if (window.open != kNever && at < window.close && window.open < window.close) return window;
  }
  return {.open = kNever, .close = kNever};
}

}  // namespace

absl::StatusOr<WindowAnswer> NextAllowed(const Candidates& candidates, Instant at) {
  const Instant give_up = at + days{kSearchDays};
  WindowAnswer answer{.allowed = true, .next = at, .send_by = kNever, .row = nullptr};
  // Every pass moves `next` forward to an opening that it must wait for anyway, so the first
  // instant at which a whole pass finds everything open is the earliest there is.
  for (bool moved = true; moved;) {
    moved = false;
    answer.send_by = kNever;
    const RulebookRow* first_to_close = nullptr;
    for (const Zone* zone : candidates.zones) {
      for (const RulebookRow* row : candidates.rows) {
        const Window window = NextWindow(*zone, *row, answer.next);
        if (window.open == kNever || window.open > give_up) {
          return absl::FailedPreconditionError(
              "the windows of the recipient's possible zones and regions never meet");
        }
        if (window.open > answer.next) {
          answer.next = window.open;
          answer.allowed = false;
          if (answer.row == nullptr) answer.row = row;
          moved = true;
        }
        if (window.close < answer.send_by) {
          answer.send_by = window.close;
          first_to_close = row;
        }
      }
    }
    if (!moved && answer.row == nullptr) answer.row = first_to_close;
  }
  return answer;
}

}  // namespace textback
