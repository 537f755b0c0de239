// The loop around the engine: takes events in, works off what is due, hands texts out.
//
//   Submit   events -> durable inbox; OK means they survive kill -9 (R73)
//   RunOnce  claim a batch -> Step or hand over -> commit or settle
//   Run      RunOnce until Stop, sleeping until something is due
//
// This is the whole of it; the rules are in the engine, the memory in the storage:
//
//   Claim -> Event    -> Step(lead, event, policy, now) -> Commit
//         -> WakeUp   -> Step(lead, event, policy, now) -> Commit
//         -> Text     -> CheckHandOver -> Transport::Send -> Settle (the outcome comes back as an
//         Event)
//
// Threads: every method from any thread. Run may be called from several threads at once: each is a
// worker; the storage's leases keep them off each other's leads. The ports are not owned and must
// outlive the runtime.
//
//   auto runtime = Runtime::Create({.clock = &clock, .storage = storage->get(), .transport =
//   &transport,
//                                   .policies = {{account_id, policy}}});
//   (*runtime)->Submit({&call, 1});
//   (*runtime)->Run();   // until another thread calls Stop
#ifndef TEXTBACK_RUNTIME_RUNTIME_H_
#define TEXTBACK_RUNTIME_RUNTIME_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>

#include <cstddef>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "textback/engine/policy.h"
#include "textback/model/event.h"
#include "textback/model/time.h"
#include "textback/ports/clock.h"
#include "textback/ports/observer.h"
#include "textback/ports/storage.h"
#include "textback/ports/transport.h"

namespace textback {

struct RuntimeOptions {
  const Clock* clock = nullptr;
  Storage* storage = nullptr;
  Transport* transport = nullptr;
  Observer* observer = nullptr;  // may be null
  Policies policies;             // the accounts served
  std::size_t batch = 100;       // leads a claim: throughput against latency
  Duration lease = std::chrono::seconds{60};
};

struct SubmitResult {
  std::size_t appended = 0;
  std::size_t duplicates = 0;  // known already: nothing changed, no error
  struct Rejected {
    std::size_t index;    // into the span submitted
    absl::Status reason;  // InvalidArgument: what is wrong with it and how to mend it
  };
  std::vector<Rejected> rejected;  // nonsense is refused one by one (R74); the rest is taken
};

struct RunResult {
  std::size_t claimed = 0;    // pieces of work taken up, others' accounts included
  std::size_t done = 0;       // pieces of work finished
  Instant next_due = kNever;  // when to come again; in the past: at once
};

class Runtime {
 public:
  // InvalidArgument: a port or the policies are missing, or a limit is not positive.
  static absl::StatusOr<std::unique_ptr<Runtime>> Create(RuntimeOptions options);

  // Takes events of known accounts. Unavailable: nothing was taken, try again.
  absl::StatusOr<SubmitResult> Submit(std::span<const Event> events);

  // R64: throws the kill switch of every account served here, durably; works at once. The ids of
  // the events are `id` and the account's. One account's is an event like any other: Submit a
  // SwitchThrown to its withheld lead.
  absl::StatusOr<SubmitResult> SwitchEverything(const EventId& id, bool on);

  // One batch. Problems of single leads go to the observer and never fail the batch; an error means
  // the storage: Unavailable (nothing is lost, call again) or worse.
  absl::StatusOr<RunResult> RunOnce();

  // Works until Stop. Storage errors are waited out (100 ms, doubling up to 5 s) and reported;
  // those that waiting can't mend (DataLoss, FailedPrecondition) end it.
  absl::Status Run();

  // Ends every Run after the batch it is in. For good: a stopped runtime is not started again.
  void Stop();

  ~Runtime();

 private:
  explicit Runtime(RuntimeOptions options);

  const Policy* PolicyOf(const LeadId& lead) const;
  absl::Status CheckEvent(const Event& event) const;
  absl::StatusOr<std::size_t> CommitSteps(std::span<const Work* const> steps, Instant now);
  absl::StatusOr<std::size_t> HandOver(std::span<const Work* const> texts, Instant deadline);
  // What became of one text; nothing: leave it claimed.
  std::optional<Event> HandOverOne(const Work& work, const ClaimedText& claimed, Instant deadline);
  absl::StatusOr<std::size_t> SettleAll(std::vector<Settlement>& settlements);
  // R64: looks the accounts' switches up and stamps what holds them back into their wake-ups.
  absl::Status ReadBrakes(std::span<Work> work, Instant now);
  std::optional<Instant> WaitForLine(const Account& account, const Text& text, Instant now);  // R62
  absl::Status CountVolume(const Text& text, Instant now);
  void Report(const absl::Status& problem);
  // R20: from before a claim until its texts are out, what comes in is noted for the leads
  // concerned.
  void StartWatch();
  void NarrowWatch(std::span<const Work* const> texts);
  void EndWatch(std::span<const Work* const> texts);
  bool InboundWaits(const LeadId& lead);

  const RuntimeOptions options_;
  Observer silent_;
  Observer& observer_;

  struct Limits;  // brakes and pacing
  absl::Mutex mutex_;
  absl::CondVar wake_;
  bool stopped_ ABSL_GUARDED_BY(mutex_) = false;
  bool submitted_ ABSL_GUARDED_BY(mutex_) = false;  // since the last claim
  int claiming_ ABSL_GUARDED_BY(mutex_) = 0;        // claims whose texts aren't known yet
  std::unique_ptr<Limits> limits_ ABSL_GUARDED_BY(mutex_);
  std::multiset<LeadId> handing_over_ ABSL_GUARDED_BY(mutex_);
  std::set<LeadId> interrupted_ ABSL_GUARDED_BY(mutex_);  // something came in for them meanwhile
};

}  // namespace textback

#endif  // TEXTBACK_RUNTIME_RUNTIME_H_
