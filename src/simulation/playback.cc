#include "textback/simulation/playback.h"

#include <algorithm>
#include <vector>

namespace textback {
namespace {

// Everything that is due at this instant, and what follows from it at once. `next_due` is when to
// come again.
absl::Status Settle(Runtime& runtime, Instant now, Instant& next_due) {
  while (true) {
    const absl::StatusOr<RunResult> result = runtime.RunOnce();
    if (!result.ok()) return result.status();
    next_due = result->next_due;
    if (result->done > 0) continue;
    // Due, yet nobody could do it: another account's lead, or an unreadable one. Time goes on
    // without it.
    if (next_due <= now) next_due = kNever;
    return absl::OkStatus();
  }
}

}  // namespace

absl::Status Play(Runtime& runtime, SimulatedClock& clock, std::span<const Event> events,
                  const PlayOptions& options) {
  std::vector<Event> queue(events.begin(), events.end());
  std::stable_sort(queue.begin(), queue.end(),
                   [](const Event& a, const Event& b) { return a.received_at < b.received_at; });
  std::size_t next = 0;
  Instant due = kNever;
  while (true) {
    const Instant now = std::min(due, next < queue.size() ? queue[next].received_at : kNever);
    if (now == kNever || now > options.until) return absl::OkStatus();
    clock.Set(now);
    const std::size_t first = next;
    while (next < queue.size() && queue[next].received_at <= now) ++next;
    if (next > first) {
      const absl::StatusOr<SubmitResult> submitted =
          runtime.Submit(std::span<const Event>(queue).subspan(first, next - first));
      if (!submitted.ok()) return submitted.status();
      if (!submitted->rejected.empty()) return submitted->rejected.front().reason;
    }
    if (absl::Status status = Settle(runtime, now, due); !status.ok()) return status;
    if (options.on_progress) options.on_progress(next, now);
  }
}

}  // namespace textback
