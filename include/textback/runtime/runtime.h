// The loops around the engine: take events in, decide what is due, hand texts over.
//
//   Submit        events -> durable inbox; OK means they survive kill -9 (R73)
//   decider       Claim(steps) -> Step -> Commit
//   sender        Claim(texts) -> CheckHandOver -> BeginHandOver -> Transport::Send ... -> Settle
//   Run           a decider, and a sender for each transport, until Stop
//   RunOnce       one pass of each, for virtual time, tests and loops of your own
//
// The engine has the rules, the storage has the data. Deciding never waits for sending: a provider
// that is slow or hangs delays its own texts only.
//
// Threads: every method from any thread. Run may be called from several threads at once: each call
// is one more decider, and the storage's leases make sure that no two work on the same lead. The
// ports are not owned and must outlive the runtime.
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

// A transport for some accounts: another provider, or another contract with the same one.
struct Route {
  Transport* transport = nullptr;
  std::size_t slots = 64;  // texts it may have at once
};

struct RuntimeOptions {
  const Clock* clock = nullptr;
  Storage* storage = nullptr;
  Transport* transport = nullptr;     // for every account without a route
  std::size_t slots = 64;             // texts it may have at once
  std::map<AccountId, Route> routes;  // may share a transport, with the same number of slots
  Observer* observer = nullptr;       // may be null
  Policies policies;                  // the accounts served
  std::size_t batch = 100;            // leads for each claim: more is faster, but each waits longer
  Duration lease = std::chrono::seconds{60};
  // How long a transport may take for one text. Later answers count as ambiguous (R60). Must be
  // less than the lease, so that no other worker takes the text meanwhile.
  Duration send_timeout = std::chrono::seconds{30};
  // How long Stop waits for texts that are with a transport. The next process asks about those
  // without an answer.
  Duration stop_timeout = std::chrono::seconds{10};
  // How often Run looks for work without being woken: other processes may append.
  Duration poll = std::chrono::seconds{1};
};

struct SubmitResult {
  std::size_t appended = 0;
  std::size_t duplicates = 0;  // already known: nothing changed, not an error
  struct Rejected {
    std::size_t index;    // into the span submitted
    absl::Status reason;  // InvalidArgument: what is wrong and how to fix it
  };
  std::vector<Rejected> rejected;  // refused one by one (R74); the others are taken
};

struct RunResult {
  std::size_t claimed = 0;    // pieces of work claimed
  std::size_t done = 0;       // pieces of work finished
  Instant next_due = kNever;  // when to call again; in the past: at once
};

class Runtime {
 public:
  // InvalidArgument: a port or the policies are missing, a limit is not positive, the send timeout
  // is not shorter than the lease, or one transport has two numbers of slots.
  static absl::StatusOr<std::unique_ptr<Runtime>> Create(RuntimeOptions options);

  // Takes events of known accounts. Unavailable: nothing was taken, try again.
  absl::StatusOr<SubmitResult> Submit(std::span<const Event> events);

  // R64: throws the kill switch of every account served here, durably. Once this returns, no text
  // is handed over. The ids of the events are made of `id` and the account's id. AlreadyExists:
  // `id` was used before, and nothing has changed; use a new id for every turn. To switch one
  // account, Submit a SwitchThrown event to its withheld lead.
  absl::StatusOr<SubmitResult> SwitchEverything(const EventId& id, bool on);

  // Replaces the accounts served and their rules, from the next pass on. Work in progress is
  // finished under the old ones. Routes stay as they were created. InvalidArgument: as in Create;
  // nothing has changed.
  absl::Status SetPolicies(Policies policies);

  // One pass of the decider and of each sender. Problems with single leads go to the observer and
  // never fail the pass. An error comes from the storage: Unavailable (nothing is lost, call again)
  // or worse.
  absl::StatusOr<RunResult> RunOnce();

  // Works until Stop. After a storage error it reports it and tries again (after 100 ms, doubling
  // up to 5 s). Errors that waiting can't fix (DataLoss, FailedPrecondition) stop the runtime and
  // are returned.
  absl::Status Run();

  // Tells Run to look for work now, for instance because a database has notified you. Cheap; any
  // thread.
  void Wake();

  // Ends every Run: nothing more is claimed, texts that have not left are given back, and texts
  // that are with a transport get until stop_timeout to be answered. A stopped runtime can't be
  // started again.
  void Stop();

  ~Runtime();

 private:
  struct Impl;
  explicit Runtime(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
};

}  // namespace textback

#endif  // TEXTBACK_RUNTIME_RUNTIME_H_
