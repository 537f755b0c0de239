// The loops around the engine: take events in, decide what is due, hand texts out.
//
//   Submit        events -> durable inbox; OK means they survive kill -9 (R73)
//   decider       Claim(steps) -> Step -> Commit
//   sender        Claim(texts) -> CheckHandOver -> BeginHandOver -> Transport::Send ... -> Settle
//   Run           a decider, and a sender for each transport, until Stop
//   RunOnce       one pass of each, for virtual time, tests and loops of your own
//
// The rules are in the engine, the memory in the storage. Deciding never waits for sending: a
// provider that is slow or hangs holds up its own texts and nobody else's.
//
// Threads: every method from any thread. Run may be called from several threads at once: each is
// one more decider; the storage's leases keep them off each other's leads. The ports are not owned
// and must outlive the runtime.
//
//   auto runtime = Runtime::Create({.clock = &clock,
//                                   .storage = storage->get(),
//                                   .transport = &transport,
//                                   .policies = {{account_id, policy}}});
//   (*runtime)->Submit({&call, 1});
//   (*runtime)->Run();   // until another thread calls Stop
#ifndef TEXTBACK_RUNTIME_RUNTIME_H_
#define TEXTBACK_RUNTIME_RUNTIME_H_

#include <absl/status/status.h>
#include <absl/status/statusor.h>

#include <cstddef>
#include <map>
#include <memory>
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

// A way out of its own for some accounts: another provider, or another contract with one.
struct Route {
  Transport* transport = nullptr;
  std::size_t slots = 64;  // texts in its hands at once
};

struct RuntimeOptions {
  const Clock* clock = nullptr;
  Storage* storage = nullptr;
  Transport* transport = nullptr;     // of every account without a route
  std::size_t slots = 64;             // texts in its hands at once
  std::map<AccountId, Route> routes;  // accounts may share a transport; its slots are the same then
  Observer* observer = nullptr;       // may be null
  Policies policies;                  // the accounts served
  std::size_t batch = 100;            // leads a claim: throughput against latency
  Duration lease = std::chrono::seconds{60};
  // How long a transport may take for one text. Later answers count as ambiguous (R60). Less than
  // the lease, so that nobody else takes the text up meanwhile.
  Duration send_timeout = std::chrono::seconds{30};
  // How long Stop waits for texts that are with a transport. What has no answer by then is asked
  // about by the next process.
  Duration stop_timeout = std::chrono::seconds{10};
  // How often Run looks without being woken: other processes may append.
  Duration poll = std::chrono::seconds{1};
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
  std::size_t claimed = 0;    // pieces of work taken up
  std::size_t done = 0;       // pieces of work finished
  Instant next_due = kNever;  // when to come again; in the past: at once
};

class Runtime {
 public:
  // InvalidArgument: a port or the policies are missing, a limit is not positive, the send timeout
  // is not shorter than the lease, or one transport has two numbers of slots.
  static absl::StatusOr<std::unique_ptr<Runtime>> Create(RuntimeOptions options);

  // Takes events of known accounts. Unavailable: nothing was taken, try again.
  absl::StatusOr<SubmitResult> Submit(std::span<const Event> events);

  // R64: throws the kill switch of every account served here, durably; no text is handed over once
  // this returns. The ids of the events are `id` and the account's. AlreadyExists: `id` was used
  // before and nothing has changed; give every turn an id of its own. One account's switch is an
  // event like any other: Submit a SwitchThrown to its withheld lead.
  absl::StatusOr<SubmitResult> SwitchEverything(const EventId& id, bool on);

  // The accounts served, and their rules, from the next pass on: what is being decided or sent now
  // is finished under the old ones. Routes stay as they were created. InvalidArgument: as in
  // Create; nothing has changed.
  absl::Status SetPolicies(Policies policies);

  // One pass of the decider and of each sender. Problems of single leads go to the observer and
  // never fail the pass; an error means the storage: Unavailable (nothing is lost, call again) or
  // worse.
  absl::StatusOr<RunResult> RunOnce();

  // Works until Stop. Storage errors are waited out (100 ms, doubling up to 5 s) and reported;
  // those that waiting can't mend (DataLoss, FailedPrecondition) stop the runtime and are returned.
  absl::Status Run();

  // Something may have changed outside, a database has notified: look now. Cheap; any thread.
  void Wake();

  // Ends every Run: nothing more is claimed, texts that never left are given back, and those with a
  // transport are waited for (stop_timeout). For good: a stopped runtime is not started again.
  void Stop();

  ~Runtime();

 private:
  struct Impl;
  explicit Runtime(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace textback

#endif  // TEXTBACK_RUNTIME_RUNTIME_H_
