// A provider whose calls block, for the tests of Unblock. It can be slow, hang, refuse and throw.
#ifndef TEXTBACK_TESTS_RUNTIME_BLOCKING_PROVIDER_H_
#define TEXTBACK_TESTS_RUNTIME_BLOCKING_PROVIDER_H_

#include <absl/synchronization/mutex.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "textback/runtime/blocking_transport.h"

namespace textback {

class BlockingProvider final : public BlockingTransport {
 public:
  enum class Mood { kWell, kRefuses, kThrows, kThrowsNoException };

  explicit BlockingProvider(std::chrono::milliseconds takes = {}) : takes_(takes) {}

  void Be(Mood mood) {
    const absl::MutexLock lock(&mutex_);
    mood_ = mood;
  }
  // While it hangs, no call returns.
  void Hang() { SetHangs(true); }
  void Release() { SetHangs(false); }

  // Waits until `calls` calls are in progress at once.
  void AwaitInside(int calls) {
    const absl::MutexLock lock(&mutex_);
    while (inside_ < calls) changed_.Wait(&mutex_);
  }
  int most_inside() const {
    const absl::MutexLock lock(&mutex_);
    return most_inside_;
  }
  std::vector<Text> received() const {
    const absl::MutexLock lock(&mutex_);
    return received_;
  }

  SendOutcome Send(const Text& text, Instant /*deadline*/) override {
    if (takes_.count() > 0) std::this_thread::sleep_for(takes_);
    const absl::MutexLock lock(&mutex_);
    Enter();
    switch (mood_) {
      case Mood::kThrows:
        throw std::runtime_error("connection reset");
      case Mood::kThrowsNoException:
        throw 7;
      case Mood::kRefuses:
        return {.kind = SendOutcome::Kind::kRefused, .code = "30008"};
      case Mood::kWell:
        break;
    }
    received_.push_back(text);
    return {.kind = SendOutcome::Kind::kAccepted, .provider_id = text.key.ToString()};
  }

  absl::StatusOr<std::optional<SendOutcome>> Lookup(const Text& text,
                                                    Instant /*deadline*/) override {
    const absl::MutexLock lock(&mutex_);
    Enter();
    if (mood_ == Mood::kThrows) throw std::runtime_error("connection reset");
    if (mood_ == Mood::kThrowsNoException) throw 7;
    const bool has = std::any_of(received_.begin(), received_.end(),
                                 [&text](const Text& one) { return one.key == text.key; });
    if (!has) return std::nullopt;
    return SendOutcome{.kind = SendOutcome::Kind::kAccepted, .provider_id = text.key.ToString()};
  }

 private:
  void SetHangs(bool hangs) {
    const absl::MutexLock lock(&mutex_);
    hangs_ = hangs;
    changed_.SignalAll();
  }
  void Enter() ABSL_EXCLUSIVE_LOCKS_REQUIRED(mutex_) {
    most_inside_ = std::max(most_inside_, ++inside_);
    changed_.SignalAll();
    while (hangs_) changed_.Wait(&mutex_);
    --inside_;
  }

  const std::chrono::milliseconds takes_;
  mutable absl::Mutex mutex_;
  absl::CondVar changed_;
  Mood mood_ ABSL_GUARDED_BY(mutex_) = Mood::kWell;
  bool hangs_ ABSL_GUARDED_BY(mutex_) = false;
  int inside_ ABSL_GUARDED_BY(mutex_) = 0;
  int most_inside_ ABSL_GUARDED_BY(mutex_) = 0;
  std::vector<Text> received_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace textback

#endif  // TEXTBACK_TESTS_RUNTIME_BLOCKING_PROVIDER_H_
