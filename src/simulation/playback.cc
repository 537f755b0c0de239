#include "textback/simulation/playback.h"

#include <algorithm>
#include <vector>

namespace textback {
namespace {

// How many events are handed in at a time, ahead of their hour. A storage gives none out before its
// `received_at`, and one durable write covers many.
constexpr std::size_t kChunk = 256;

// The same claims may come back again and again, when the leases of leads that are not ours run
// out.
constexpr int kFruitless = 100;

absl::Status Submit(Runtime& runtime, std::span<const Event> events) {
  const absl::StatusOr<SubmitResult> submitted = runtime.Submit(events);
  if (!submitted.ok()) return submitted.status();
  return submitted->rejected.empty() ? absl::OkStatus() : submitted->rejected.front().reason;
}

// Handles everything that is due at this instant, and what follows at once. `next_due` is when to
// come back; `done` counts.
absl::Status Settle(Runtime& runtime, Instant& next_due, std::size_t& done) {
  while (true) {
    const absl::StatusOr<RunResult> result = runtime.RunOnce();
    if (!result.ok()) return result.status();
    next_due = result->next_due;
    done += result->done;
    if (result->claimed == 0 && result->done == 0) return absl::OkStatus();
  }
}

}  // namespace

absl::Status Play(Runtime& runtime, SimulatedClock& clock, std::span<const Event> events,
                  const PlayOptions& options) {
  std::vector<Event> queue(events.begin(), events.end());
  std::stable_sort(queue.begin(), queue.end(),
                   [](const Event& a, const Event& b) { return a.received_at < b.received_at; });
  std::size_t submitted = 0;  // events given to the runtime
  std::size_t played = 0;     // those of them whose time has come
  Instant due = kNever;
  int fruitless = 0;  // moments in a row at which nothing could be done
  while (true) {
    const Instant now =
        std::min(due, submitted < queue.size() ? queue[submitted].received_at : kNever);
    if (now == kNever || now > options.until) return absl::OkStatus();
    clock.Set(now);
    if (submitted < queue.size() && queue[submitted].received_at <= now) {
      const std::size_t count = std::min(kChunk, queue.size() - submitted);
      if (absl::Status status = Submit(runtime, std::span(queue).subspan(submitted, count));
          !status.ok())
        return status;
      submitted += count;
    }
    std::size_t done = 0;
    if (absl::Status status = Settle(runtime, due, done); !status.ok()) return status;
    // What is left cannot be handled here: work of other accounts, unreadable leads. Do not wait
    // for it.
    fruitless = done > 0 ? 0 : fruitless + 1;
    if (due <= now || (fruitless > kFruitless && submitted == queue.size())) due = kNever;
    while (played < submitted && queue[played].received_at <= now) ++played;
    if (options.on_progress) options.on_progress(played, now);
  }
}

}  // namespace textback
