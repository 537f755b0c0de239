#include "textback/policy/sending_window.h"

#include <absl/status/status.h>

#include <algorithm>

namespace textback {
namespace {

using std::chrono::days;
using std::chrono::local_days;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr int kSearchDays = 14;
// Farther than this from a clock change, every local time occurs exactly once.
constexpr std::int64_t kClearOfChange = 86'400;
constexpr std::int64_t kEndOfTime = ToMillis(kLatest) / 1'000;  // seconds

// One window of one row, in one zone, as instants.
struct Window {
  Instant open = kNever;
  Instant close = kNever;
  const RulebookRow* row = nullptr;    // the row whose hours these are
  const RulebookRow* today = nullptr;  // the row in force on the day asked about
  bool holiday = false;                // that day is closed by a holiday
};

// For a day near a clock change. If a local time occurs twice, the stricter reading counts: opening
// at the second occurrence, closing at the first.
void ReadNearChange(const Zone& zone, local_days day, DayHours hours, Window& window) {
  window.open = zone.ToUtc(LocalTime{day} + minutes{hours.open}).latest;
  window.close = zone.ToUtc(LocalTime{day} + minutes{hours.close}).earliest;
}

// Returns the window that contains `at`, or the next one after it.
Window NextWindow(const Zone& zone, const Rulebook& rulebook, HoursKind kind, Instant at) {
  const Zone::Stretch stretch = zone.StretchAt(at);
  const Instant clear_from{seconds{std::max(stretch.from, -kClearOfChange) + kClearOfChange}};
  const Instant clear_until{seconds{std::min(stretch.until, kEndOfTime) - kClearOfChange}};
  const seconds offset{stretch.offset};
  local_days day = std::chrono::floor<days>(LocalTime{at.time_since_epoch() + offset});
  Window window{.today = &rulebook.RowOn(day)};
  for (int i = 0; i <= kSearchDays; ++i, day += days{1}) {
    window.row = i == 0 ? window.today : &rulebook.RowOn(day);
    const DayHours hours = window.row->HoursOn(day, kind);
    if (hours.closed()) {
      window.holiday = window.holiday || (i == 0 && window.row->holidays != nullptr &&
                                          window.row->holidays->Closes(day));
      continue;
    }
    const Instant midnight{day.time_since_epoch() - offset};
    window.open = midnight + minutes{hours.open};
    window.close = midnight + minutes{hours.close};
    if (window.open < clear_from || window.close > clear_until)
      ReadNearChange(zone, day, hours, window);
    if (at < window.close && window.open < window.close) return window;
  }
  return {.today = window.today, .holiday = window.holiday};
}

}  // namespace

absl::StatusOr<WindowAnswer> NextAllowed(const Candidates& candidates, HoursKind kind, Instant at) {
  if (at < kWindowEarliest || at >= kWindowLatest) {
    return absl::OutOfRangeError(
        "out of range: sending windows are known from 1970-01-03 to 2099-11-30");
  }
  const Instant give_up = at + days{kSearchDays};
  WindowAnswer answer{.allowed = true, .next = at, .send_by = kNever};
  // Every pass moves `next` forward to an opening that has to be waited for in any case. So the
  // first instant at which a whole pass finds everything open is the earliest possible one.
  const bool one = candidates.zones.size() == 1 && candidates.rulebooks.size() == 1;
  for (bool moved = true; moved;) {
    moved = false;
    answer.send_by = kNever;
    const RulebookRow* first_to_close = nullptr;
    for (const Zone* zone : candidates.zones) {
      for (const Rulebook* rulebook : candidates.rulebooks) {
        const Window window = NextWindow(*zone, *rulebook, kind, answer.next);
        if (window.open == kNever || window.open > give_up) {
          return absl::FailedPreconditionError(
              "the windows of the recipient's possible zones and regions never meet");
        }
        if (window.open > answer.next) {
          if (answer.next == at) {
            answer.row = window.today;
            answer.holiday = window.holiday;
          }
          answer.next = window.open;
          answer.allowed = false;
          moved = !one;  // with a single window no other one can be closed then
        }
        if (window.close < answer.send_by) {
          answer.send_by = window.close;
          first_to_close = window.row;
        }
      }
    }
    if (answer.allowed) answer.row = first_to_close;
  }
  return answer;
}

Reasons ExplainWindow(const Candidates& candidates, HoursKind kind, Instant at) {
  Reasons closed;
  Reasons open;
  for (const Rulebook* rulebook : candidates.rulebooks) {
    for (const Zone* zone : candidates.zones) {
      const Window window = NextWindow(*zone, *rulebook, kind, at);
      const RulebookRow& row = *window.today;
      Reason reason{
          .why = Why::kWindowOpen, .row = row.id, .citation = row.citation, .as_of = row.as_of};
      if (window.open > at) {
        reason.why = window.holiday ? Why::kClosedHoliday : Why::kOutsideWindow;
      }
      Reasons& kept = window.open > at ? closed : open;
      if (std::find(kept.begin(), kept.end(), reason) == kept.end()) kept.push_back(reason);
    }
  }
  // A row that is closed in one zone counts as closed, even if it is open in another.
  std::erase_if(open, [&closed](const Reason& reason) {
    return std::any_of(closed.begin(), closed.end(),
                       [&reason](const Reason& other) { return other.row == reason.row; });
  });
  if (!closed.empty()) closed.push_back({.why = Why::kHeldToOpening});
  closed.insert(closed.end(), open.begin(), open.end());
  return closed;
}

}  // namespace textback
