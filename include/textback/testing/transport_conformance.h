// Is it a Transport? The contract of ports/transport.h as two suites of tests, for every
// implementation.
//
// Ours pass them, and so must yours. A transport of your own is tested in three steps:
//
// 1. Link `textback::testing` into your test (GoogleTest comes with it):
//
//      target_link_libraries(pigeon_test PRIVATE textback::testing GTest::gtest_main)
//
// 2. Say how one is made, and what its far end has received. The far end is a stand-in for the
//    provider that your test runs itself, for example a small HTTP server:
//
//      textback::TransportFactory Pigeons() {
//        return {.name = "pigeons", .make = [] {
//          auto loft = std::make_shared<FakeLoft>();
//          return textback::TransportInTest{
//              .transport = std::make_unique<PigeonTransport>(loft->address(), loft->clock()),
//              .clock = &loft->clock(),
//              .received = [loft] { return loft->letters(); }};
//        }};
//      }
//
// 3. Instantiate the suites, once a configuration that you ship:
//
//      INSTANTIATE_TEST_SUITE_P(Pigeons, TransportConformance, testing::Values(Pigeons()),
//                               textback::NameOfTransport);
//
// TransportConformance needs no more than that. TransportFaultConformance also needs a far end that
// refuses and hangs when it is told to: `refuse`, `hang` and `release`.
//
// Each test makes a transport of its own, uses nothing but the port, and cites the rule that it
// proves. Numbers are fictional (555-0100 to 555-0199). No test sleeps; one that waits in vain for
// answers fails after 30 s. Worth running under AddressSanitizer and ThreadSanitizer.
//
// Not in here, for a port can't do it from outside: that each answer of your provider becomes the
// right outcome (R61), and that a key which is handed over again after a crash is not sent again.
#ifndef TEXTBACK_TESTING_TRANSPORT_CONFORMANCE_H_
#define TEXTBACK_TESTING_TRANSPORT_CONFORMANCE_H_

#include <absl/status/statusor.h>
#include <absl/synchronization/mutex.h>
#include <absl/time/time.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "textback/ports/clock.h"
#include "textback/ports/transport.h"

namespace textback {

// A text as the far end has it. In one test every text goes to another number.
struct ReceivedText {
  PhoneNumber to;
  std::string body;

  friend bool operator==(const ReceivedText&, const ReceivedText&) = default;
};

// A transport and what the test has to know about it. The functions are called from any thread,
// while the transport is at work and after it is destroyed.
struct TransportInTest {
  std::unique_ptr<Transport> transport;
  const Clock* clock = nullptr;  // by which it keeps deadlines; outlives the functions
  // Every text that the far end has taken in, in any order.
  std::function<std::vector<ReceivedText>()> received;

  // For TransportFaultConformance only; each counts from now on.
  std::function<void()> refuse;  // takes nothing in: an answer other than "accepted", or none
  std::function<void()> hang;    // answers nothing; whether texts get in is its own choice ...
  // ... until it is released: answers what waits and what follows. Harmless where nothing hangs.
  std::function<void()> release;
};

struct TransportFactory {
  std::string name;  // letters and digits
  // A new transport over a far end that has received nothing.
  std::function<TransportInTest()> make;
};

// The name of an instance: "pigeons".
std::string NameOfTransport(const ::testing::TestParamInfo<TransportFactory>& info);
void PrintTo(const TransportFactory& factory, std::ostream* out);

// A text that may leave until an hour from `now`. `number`, from 0 to 98, makes lead and key.
Text SampleText(int number, Instant now,
                std::string_view body = "Alex here at Northside. How can we help?");

// All that `done` of one call was given: it has to be one answer. Thread-safe.
template <class Answer>
class Answers {
 public:
  void Add(Answer answer) {
    const absl::MutexLock lock(&mutex_);
    answers_.push_back(std::move(answer));
  }

  std::size_t count() const {
    const absl::MutexLock lock(&mutex_);
    return answers_.size();
  }

  // Waits for the first one. Nothing: none came in that time.
  std::optional<Answer> First(absl::Duration patience = absl::Seconds(30)) const {
    const absl::MutexLock lock(&mutex_);
    mutex_.AwaitWithTimeout(absl::Condition(this, &Answers::HasAny), patience);
    return answers_.empty() ? std::nullopt : std::optional<Answer>(answers_.front());
  }

 private:
  bool HasAny() const ABSL_NO_THREAD_SAFETY_ANALYSIS { return !answers_.empty(); }

  mutable absl::Mutex mutex_;
  std::vector<Answer> answers_ ABSL_GUARDED_BY(mutex_);
};

class TransportConformance : public ::testing::TestWithParam<TransportFactory> {
 protected:
  // Shared with `done`, so that a call answered too late finds it.
  using Outcomes = std::shared_ptr<Answers<SendOutcome>>;
  using Known = std::shared_ptr<Answers<absl::StatusOr<std::optional<SendOutcome>>>>;

  // A text that was handed over, and what came of it.
  struct Sent {
    Text text;
    Outcomes outcomes;
  };

  void SetUp() override;
  void TearDown() override;

  TransportInTest& in_test() { return in_test_; }
  Instant now() const { return in_test_.clock->Now(); }

  // The calls of the port, with a minute's time. The text they are given is gone when they return.
  Sent Send(const Text& text);
  Sent Send(const Text& text, Instant deadline);
  Known Lookup(const Text& text);
  // `count` texts at once, with a look-up of a stranger after each third one.
  std::vector<Sent> SendMany(int count);

  // Waits for the outcome and checks its fields. Fails the test where there is none.
  SendOutcome OutcomeOf(const Sent& sent);
  // The same for a text that nothing keeps from being accepted.
  void ExpectAccepted(const Sent& sent);
  void ExpectNotSent(const Sent& sent);

  // Every call so far was answered once, and the answers are what the far end knows of it: an
  // accepted text is there once and whole, one that "certainly did not leave" is not.
  void ExpectAgreement(const std::vector<Sent>& sent);

  // Destroys the transport: from here on there is no answer to wait for.
  void Destroy();

 private:
  TransportInTest in_test_;
  std::vector<Known> lookups_;
  absl::Duration patience_ = absl::Seconds(30);  // none is left where one answer did not come
};

class TransportFaultConformance : public TransportConformance {
 protected:
  void SetUp() override;

  // SendMany while the far end hangs. Fails the test where it waits for the far end, and goes on.
  std::vector<Sent> SendManyWhileItHangs(int count);
};

}  // namespace textback

#endif  // TEXTBACK_TESTING_TRANSPORT_CONFORMANCE_H_
