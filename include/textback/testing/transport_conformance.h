// Tests for every Transport: the contract of ports/transport.h as two test suites.
//
// Our transports pass them, and yours must pass them too. To test a transport of your own:
//
// 1. Link `textback::testing` into your test (GoogleTest comes with it):
//
//      target_link_libraries(pigeon_test PRIVATE textback::testing GTest::gtest_main)
//
// 2. Say how one is made, and what its far end has received. The far end stands in for the
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
// 3. Instantiate the suites, once for each configuration that you ship:
//
//      INSTANTIATE_TEST_SUITE_P(Pigeons, TransportConformance, testing::Values(Pigeons()),
//                               textback::NameOfTransport);
//
// TransportConformance needs no more than that. TransportFaultConformance also needs a far end that
// can be made to refuse and to hang: `refuse`, `hang` and `release`.
//
// Each test makes its own transport, uses only the port, and names the rule that it proves. Numbers
// are fictional (555-0100 to 555-0199). No test sleeps; a test that gets no answer fails after 30
// s. Run them under AddressSanitizer and ThreadSanitizer too.
//
// Not tested here, because it can't be done through the port: that each answer of your provider
// becomes the right outcome (R61), and that a key that is handed over again after a crash is not
// sent again.
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

// A text as the far end received it. Within a test every text has another number.
struct ReceivedText {
  PhoneNumber to;
  std::string body;

  friend bool operator==(const ReceivedText&, const ReceivedText&) = default;
};

// A transport and what the test needs to know about it. The functions are called from any thread,
// while the transport works and after it is destroyed.
struct TransportInTest {
  std::unique_ptr<Transport> transport;
  const Clock* clock = nullptr;  // the clock of its deadlines; outlives the functions
  // Every text that the far end has received, in any order.
  std::function<std::vector<ReceivedText>()> received;

  // For TransportFaultConformance only; each is valid from now on.
  std::function<void()> refuse;  // receives nothing: answers anything but "accepted", or not at all
  std::function<void()> hang;    // doesn't answer; it may receive texts or not ...
  // ... until this is called: answers all waiting and later calls. Harmless if nothing hangs.
  std::function<void()> release;
};

struct TransportFactory {
  std::string name;  // letters and digits
  // Makes a new transport with a far end that has received nothing.
  std::function<TransportInTest()> make;
};

// The name of an instance: "pigeons".
std::string NameOfTransport(const ::testing::TestParamInfo<TransportFactory>& info);
void PrintTo(const TransportFactory& factory, std::ostream* out);

// A text that may leave until an hour after `now`. `number`, from 0 to 98, decides lead and key.
Text SampleText(int number, Instant now,
                std::string_view body = "Alex here at Northside. How can we help?");

// All answers that `done` of one call got; there must be exactly one. Thread-safe.
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

  // Waits for the first answer. Nothing: none came in that time.
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
  // Shared with `done`, which may be called late.
  using Outcomes = std::shared_ptr<Answers<SendOutcome>>;
  using Known = std::shared_ptr<Answers<absl::StatusOr<std::optional<SendOutcome>>>>;

  // A text that was handed over, and its outcome.
  struct Sent {
    Text text;
    Outcomes outcomes;
  };

  void SetUp() override;
  void TearDown() override;

  TransportInTest& in_test() { return in_test_; }
  Instant now() const { return in_test_.clock->Now(); }

  // The calls of the port, with a deadline in one minute. The text is destroyed when they return.
  Sent Send(const Text& text);
  Sent Send(const Text& text, Instant deadline);
  Known Lookup(const Text& text);
  // `count` texts at once, with a look-up of an unknown text after each third one.
  std::vector<Sent> SendMany(int count);

  // Waits for the outcome and checks its fields. Fails the test if there is none.
  SendOutcome OutcomeOf(const Sent& sent);
  // The same; the outcome must be "accepted".
  void ExpectAccepted(const Sent& sent);
  void ExpectNotSent(const Sent& sent);

  // Every call so far was answered once, and the answers agree with the far end: an accepted text
  // arrived once and complete, a text that "certainly did not leave" did not arrive.
  void ExpectAgreement(const std::vector<Sent>& sent);

  // Destroys the transport: all answers must have come by then.
  void Destroy();

 private:
  TransportInTest in_test_;
  std::vector<Known> lookups_;
  absl::Duration patience_ = absl::Seconds(30);  // zero after an answer did not come
};

class TransportFaultConformance : public TransportConformance {
 protected:
  void SetUp() override;

  // SendMany while the far end hangs. Fails the test, but continues, if Send waits for the far end.
  std::vector<Sent> SendManyWhileItHangs(int count);
};

}  // namespace textback

#endif  // TEXTBACK_TESTING_TRANSPORT_CONFORMANCE_H_
