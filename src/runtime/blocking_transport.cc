#include "textback/runtime/blocking_transport.h"

#include <absl/base/thread_annotations.h>
#include <absl/status/status.h>
#include <absl/strings/str_cat.h>
#include <absl/synchronization/mutex.h>

#include <algorithm>
#include <deque>
#include <exception>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

namespace textback {
namespace {

// A call that waits for its turn. Exactly one of the two functions is set.
struct Call {
  Text text;
  Instant deadline = kNever;
  SendDone sent;
  LookupDone known;
};

// Never calls `done` while holding the lock: `done` may hand over the next text.
class UnblockedTransport final : public Transport {
 public:
  UnblockedTransport(BlockingTransport& transport, const Clock& clock, std::size_t threads);
  ~UnblockedTransport() override;

  void Send(const Text& text, Instant deadline, SendDone done) override {
    Enter({.text = text, .deadline = deadline, .sent = std::move(done)});
  }
  void Lookup(const Text& text, Instant deadline, LookupDone done) override {
    Enter({.text = text, .deadline = deadline, .known = std::move(done)});
  }

 private:
  void Enter(Call call) ABSL_LOCKS_EXCLUDED(mutex_);
  // Waits for a call. Empty: the transport is being destroyed.
  std::optional<Call> NextCall() ABSL_LOCKS_EXCLUDED(mutex_);
  void Work();
  SendOutcome Send(const Call& call);
  absl::StatusOr<std::optional<SendOutcome>> Lookup(const Call& call);
  // Reports that the call is not made, so nothing left.
  void TurnDown(const Call& call, const std::string& code);

  BlockingTransport& transport_;
  const Clock& clock_;
  absl::Mutex mutex_;
  absl::CondVar changed_;
  std::deque<Call> calls_ ABSL_GUARDED_BY(mutex_);
  bool closed_ ABSL_GUARDED_BY(mutex_) = false;
  std::vector<std::thread> threads_;  // does not change between constructor and destructor
};

// Starts all threads now instead of on demand: they are cheap, every hand-over then takes the same
// time, and a machine that cannot start them shows it at once.
UnblockedTransport::UnblockedTransport(BlockingTransport& transport, const Clock& clock,
                                       std::size_t threads)
    : transport_(transport), clock_(clock) {
  threads_.reserve(threads);
  try {
    while (threads_.size() < threads) threads_.emplace_back([this] { Work(); });
  } catch (const std::system_error&) {
    // The system gives no more threads. The ones that run do the work; without any, Enter rejects
    // calls.
  }
}

UnblockedTransport::~UnblockedTransport() {
  std::deque<Call> never_made;
  {
    const absl::MutexLock lock(&mutex_);
    closed_ = true;
    never_made.swap(calls_);
    changed_.SignalAll();
  }
  for (const Call& call : never_made) TurnDown(call, "closed");
  for (std::thread& thread : threads_) thread.join();
}

void UnblockedTransport::Enter(Call call) {
  if (threads_.empty()) return TurnDown(call, "no thread");
  {
    const absl::MutexLock lock(&mutex_);
    if (!closed_) {
      calls_.push_back(std::move(call));
      changed_.Signal();
      return;
    }
  }
  // A `done` that the destructor waits for may have handed over another text.
  TurnDown(call, "closed");
}

std::optional<Call> UnblockedTransport::NextCall() {
  const absl::MutexLock lock(&mutex_);
  while (calls_.empty() && !closed_) changed_.Wait(&mutex_);
  if (calls_.empty()) return std::nullopt;
  Call call = std::move(calls_.front());
  calls_.pop_front();
  return call;
}

void UnblockedTransport::Work() {
  while (const std::optional<Call> call = NextCall()) {
    const Instant now = clock_.Now();
    // A look-up does not send, so it may run after send_by: texts of a dead worker are often found
    // only then.
    const bool sends = call->sent != nullptr;
    if (sends ? !MayBegin(call->text, call->deadline, now) : now > call->deadline) {
      TurnDown(*call, "deadline");
    } else if (sends) {
      call->sent(Send(*call));
    } else {
      call->known(Lookup(*call));
    }
  }
}

// R60: after any exception the text may already have left.
SendOutcome UnblockedTransport::Send(const Call& call) {
  try {
    return transport_.Send(call.text, call.deadline);
  } catch (...) {
    return {.kind = SendOutcome::Kind::kAmbiguous, .at = clock_.Now(), .code = "threw"};
  }
}

absl::StatusOr<std::optional<SendOutcome>> UnblockedTransport::Lookup(const Call& call) {
  try {
    return transport_.Lookup(call.text, call.deadline);
  } catch (const std::exception& exception) {
    return absl::UnavailableError(absl::StrCat("transport: Lookup threw (", exception.what(), ")"));
  } catch (...) {
    return absl::UnavailableError("transport: Lookup threw (no std::exception)");
  }
}

void UnblockedTransport::TurnDown(const Call& call, const std::string& code) {
  if (call.sent != nullptr) {
    call.sent({.kind = SendOutcome::Kind::kRetry, .at = clock_.Now(), .code = code});
  } else {
    call.known(
        absl::UnavailableError(absl::StrCat("transport: the provider was not asked: ", code)));
  }
}

}  // namespace

std::unique_ptr<Transport> Unblock(BlockingTransport& transport, const Clock& clock,
                                   UnblockOptions options) {
  return std::make_unique<UnblockedTransport>(transport, clock,
                                              std::max<std::size_t>(options.threads, 1));
}

}  // namespace textback
