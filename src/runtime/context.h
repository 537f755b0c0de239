// What a runtime's decider and senders share.
#ifndef TEXTBACK_SRC_RUNTIME_CONTEXT_H_
#define TEXTBACK_SRC_RUNTIME_CONTEXT_H_

#include <absl/status/status.h>
#include <absl/strings/str_format.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>

#include <map>
#include <memory>
#include <set>
#include <utility>

#include "textback/runtime/runtime.h"

namespace textback {

// The accounts served and their rules. Immutable, replaced as a whole.
struct PolicySet {
  Policies policies;
  std::set<AccountId> accounts;
  std::map<const Transport*, std::set<AccountId>> by_transport;

  std::shared_ptr<const Policy> Of(const AccountId& account) const {
    const auto found = policies.find(account);
    return found != policies.end() ? found->second : nullptr;
  }
};

struct RuntimeContext {
  explicit RuntimeContext(const RuntimeOptions& given)
      : options(given), observer(given.observer != nullptr ? *given.observer : silent) {}

  Instant Now() const { return options.clock->Now(); }
  void Report(const absl::Status& problem) {
    if (!problem.ok()) observer.OnProblem(problem);
  }
  std::shared_ptr<const PolicySet> policies() const {
    const absl::MutexLock lock(&mutex);
    return current;
  }

  // Waits for `duration`, or until the runtime is stopped.
  void Pause(Duration duration) {
    const absl::MutexLock lock(&mutex);
    mutex.AwaitWithTimeout(absl::Condition(&stopped), absl::Milliseconds(duration.count()));
  }
  void Stop() {
    const absl::MutexLock lock(&mutex);
    stopped = true;
  }

  const RuntimeOptions options;
  Observer silent;
  Observer& observer;
  mutable absl::Mutex mutex;
  std::shared_ptr<const PolicySet> current ABSL_GUARDED_BY(mutex);
  bool stopped ABSL_GUARDED_BY(mutex) = false;
};

inline absl::Duration ToAbsl(Duration duration) { return absl::Milliseconds(duration.count()); }

// Retries a busy store before giving up: the data has to be stored, because it describes something
// that has happened or was decided.
template <class Call>
auto Insist(RuntimeContext& context, Call call) -> decltype(call()) {
  constexpr int kTries = 4;
  auto result = call();
  for (int i = 1; i < kTries && absl::IsUnavailable(result.status()); ++i) {
    context.Pause(std::chrono::milliseconds{10 << i});
    result = call();
  }
  return result;
}

}  // namespace textback

#endif  // TEXTBACK_SRC_RUNTIME_CONTEXT_H_
