// Transports and observers for tests of the runtime.
#ifndef TEXTBACK_TESTS_DOUBLES_H_
#define TEXTBACK_TESTS_DOUBLES_H_

#include <absl/synchronization/mutex.h>

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "textback/ports/journal_reader.h"
#include "textback/ports/observer.h"
#include "textback/ports/storage.h"
#include "textback/ports/transport.h"

namespace textback {

// All entries of the journal, in order.
inline std::vector<JournalEntry> WholeJournal(Storage& storage) {
  std::vector<JournalEntry> entries;
  const absl::Status read = VisitJournal(storage, [&](const JournalEntry& entry) {
    entries.push_back(entry);
    return absl::OkStatus();
  });
  if (!read.ok()) entries.clear();
  return entries;
}

// Answers inside the call: for tests in virtual time. Not for several senders at once.
class InlineTransport : public Transport {
 public:
  virtual SendOutcome Answer(const Text& text) = 0;
  virtual absl::StatusOr<std::optional<SendOutcome>> Known(const Text& /*text*/) {
    return std::nullopt;
  }

  void Send(const Text& text, Instant /*deadline*/, SendDone done) final { done(Answer(text)); }
  void Lookup(const Text& text, Instant /*deadline*/, LookupDone done) final { done(Known(text)); }
};

// Answers when the test says so. Thread-safe.
class HeldTransport final : public Transport {
 public:
  struct Call {
    Text text;
    Instant deadline;
    SendDone done;
  };

  void Send(const Text& text, Instant deadline, SendDone done) override {
    const absl::MutexLock lock(&mutex_);
    calls_.push_back({.text = text, .deadline = deadline, .done = std::move(done)});
  }
  void Lookup(const Text& text, Instant /*deadline*/, LookupDone done) override {
    {
      const absl::MutexLock lock(&mutex_);
      asked_.push_back(text);
    }
    done(known);
  }

  std::size_t handed_over() const {
    const absl::MutexLock lock(&mutex_);
    return calls_.size();
  }
  std::size_t asked() const {
    const absl::MutexLock lock(&mutex_);
    return asked_.size();
  }
  Call call(std::size_t index) const {
    const absl::MutexLock lock(&mutex_);
    return calls_.at(index);
  }
  void Accept(std::size_t index) {
    call(index).done({.kind = SendOutcome::Kind::kAccepted});  // without holding the lock
  }

  std::optional<SendOutcome> known;

 private:
  mutable absl::Mutex mutex_;
  std::deque<Call> calls_ ABSL_GUARDED_BY(mutex_);
  std::deque<Text> asked_ ABSL_GUARDED_BY(mutex_);
};

// Collects what the runtime says about itself. Thread-safe.
class Log final : public Observer {
 public:
  void OnSent(const Text& text, const SendOutcome& outcome) override {
    Add("sent " + std::string(text.key.step.view()) + " " + std::string(NameOf(outcome.kind)));
  }
  void OnNotSent(const Text& text, const Reasons& /*reasons*/) override {
    Add("not sent " + std::string(text.key.step.view()));
  }
  void OnProblem(const absl::Status& problem) override { Add(std::string(problem.message())); }

  std::vector<std::string> lines() const {
    const absl::MutexLock lock(&mutex_);
    return lines_;
  }

 private:
  void Add(std::string line) {
    const absl::MutexLock lock(&mutex_);
    lines_.push_back(std::move(line));
  }

  mutable absl::Mutex mutex_;
  std::vector<std::string> lines_ ABSL_GUARDED_BY(mutex_);
};

}  // namespace textback

#endif  // TEXTBACK_TESTS_DOUBLES_H_
