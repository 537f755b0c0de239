// Sending: what is handed over, when, and how it is settled.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <thread>

#include "runtime/loop_fixture.h"
#include "textback/simulation/transport.h"
#include "textback/testing/storage_wrapper.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr std::string_view kDana = "+14035550123";
constexpr std::string_view kLee = "+14035550124";

// Runs something just before texts are marked as leaving, as other threads or processes could.
class Interrupted final : public StorageWrapper {
 public:
  using StorageWrapper::StorageWrapper;
  absl::StatusOr<std::vector<absl::Status>> BeginHandOver(const HandOver& hand_over) override {
    if (before) std::exchange(before, nullptr)();
    absl::StatusOr<std::vector<absl::Status>> result = StorageWrapper::BeginHandOver(hand_over);
    if (after) std::exchange(after, nullptr)();
    return result;
  }
  std::function<void()> before;
  std::function<void()> after;
};

class SenderTest : public LoopTest {
 protected:
  SenderTest() : interrupted_(*storage_) {}

  std::unique_ptr<Runtime> MakeInterrupted(Transport& transport) {
    RuntimeOptions options = Options(transport);
    options.storage = &interrupted_;
    return Make(std::move(options));
  }

  Interrupted interrupted_;
};

// R13, R30: a STOP that another process appends between claim and hand-over stops the text, and is
// confirmed once.
TEST_F(SenderTest, AStopAppendedElsewhereBeatsAClaimedText) {
  SimulatedTransport carrier(clock_);
  const auto runtime = MakeInterrupted(carrier);
  const Event call = Missed("call-1", kDana, kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  interrupted_.before = [&] { Append(Wrote("sms-1", kDana, clock_.Now(), "STOP")); };
  RunAt(*runtime, kFriday + seconds{10});
  RunAt(*runtime, kFriday + hours{24 * 40});
  EXPECT_THAT(log_.lines(), ElementsAre("sent stop_confirmation accepted"));
}

// R20: an ordinary reply does too. R60: that does not use up the text's key.
TEST_F(SenderTest, AReplyBeatsAClaimedText) {
  SimulatedTransport carrier(clock_);
  const auto runtime = MakeInterrupted(carrier);
  const Event call = Missed("call-1", kDana, kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  interrupted_.before = [&] { Append(Wrote("sms-1", kDana, clock_.Now(), "Yes, a kitchen")); };
  RunAt(*runtime, kFriday + seconds{10});
  EXPECT_THAT(carrier.sent(), IsEmpty());
  EXPECT_EQ(storage_->Find(call.lead)->state.phase, Phase::kEngaged);
}

// R64: a switch that is turned on between claim and hand-over stops the text.
TEST_F(SenderTest, ASwitchBeatsAClaimedText) {
  SimulatedTransport carrier(clock_);
  const auto runtime = MakeInterrupted(carrier);
  const Event call = Missed("call-1", kDana, kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  interrupted_.before = [&] {
    Event thrown = Missed("switch-1", kDana, clock_.Now());
    thrown.lead.phone = PhoneNumber();
    thrown.body = SwitchThrown{.on = true};
    Append(thrown);
  };
  RunAt(*runtime, kFriday + seconds{10});
  RunAt(*runtime, kFriday + hours{1});
  EXPECT_THAT(carrier.sent(), IsEmpty());
}

// R31: while one worker waits for a provider that hangs, the STOP of another lead is decided and
// confirmed once, and nothing is decided repeatedly.
TEST_F(SenderTest, AStopIsConfirmedWhileAnotherWorkerIsBusy) {
  HeldTransport hung;
  SimulatedTransport carrier(clock_);
  const auto busy = Make(hung);
  GivenHandedOver(*busy, kDana);
  ASSERT_EQ(hung.handed_over(), 1U);
  const auto runtime = MakeInterrupted(carrier);
  const Event call = Missed("call-2", kLee, clock_.Now());
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, clock_.Now());
  interrupted_.before = [&] { Append(Wrote("sms-1", kLee, clock_.Now(), "STOP")); };
  RunAt(*runtime, clock_.Now() + seconds{10});
  ASSERT_THAT(carrier.sent(), SizeIs(1));
  EXPECT_EQ(carrier.sent().front().key.step, Named("stop_confirmation"));
  // Both calls and their wake-ups, the STOP, its wake-up and the outcome of the confirmation:
  // seven.
  EXPECT_THAT(WholeJournal(*storage_), SizeIs(7));
}

// R60: a text that never left is given back: it does not count as "may have left" and is not looked
// up.
TEST_F(SenderTest, WhatTheStoreKeptTooLongIsGivenBack) {
  HeldTransport carrier;
  const auto runtime = MakeInterrupted(carrier);
  const Event call = Missed("call-1", kDana, kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  clock_.Set(kFriday + seconds{10});
  ASSERT_EQ(runtime->RunOnce()->done, 1U);  // decided, not handed over yet
  interrupted_.after = [&] { clock_.Set(clock_.Now() + seconds{45}); };
  RunAt(*runtime, clock_.Now());
  RunAt(*runtime, clock_.Now());
  EXPECT_EQ(carrier.handed_over(), 1U);
  EXPECT_EQ(carrier.asked(), 0U);
}

// R60: without an answer by the deadline a text is ambiguous, before any other worker could claim
// it; a later answer is reported and changes nothing.
TEST_F(SenderTest, ASendNeverOutlivesItsLease) {
  HeldTransport carrier;
  const auto runtime = Make(carrier);
  GivenHandedOver(*runtime, kDana);
  ASSERT_EQ(carrier.handed_over(), 1U);
  const Instant begun = clock_.Now();
  EXPECT_EQ(carrier.call(0).deadline, begun + seconds{30});
  SimulatedTransport other(clock_);
  const auto second = Make(other);
  for (int i = 1; i < 30; ++i) {
    EXPECT_GT(RunAt(*second, begun + seconds{i}), clock_.Now()) << "nothing is due for others";
  }
  RunAt(*runtime, begun + seconds{30});
  EXPECT_THAT(log_.lines(), ElementsAre("sent text_1 ambiguous"));
  carrier.Accept(0);
  RunAt(*runtime, begun + seconds{31});
  RunAt(*second, begun + minutes{5});
  EXPECT_THAT(log_.lines(), ElementsAre("sent text_1 ambiguous", HasSubstr("after its deadline")));
  EXPECT_THAT(other.sent(), IsEmpty());
  EXPECT_EQ(other.sent().size() + carrier.handed_over(), 1U);
}

// R60: killed after the hand-over: the provider is asked, and its answer is settled.
TEST_F(SenderTest, TextOfADeadWorkerIsAskedAboutNotResent) {
  HeldTransport carrier;
  auto runtime = Make(carrier);
  GivenHandedOver(*runtime, kDana);
  runtime.reset();  // dies while the text is on its way
  runtime = Make(carrier);
  carrier.known = SendOutcome{.kind = SendOutcome::Kind::kAccepted, .at = clock_.Now()};
  RunAt(*runtime, clock_.Now() + seconds{61});
  EXPECT_EQ(carrier.asked(), 1U);
  EXPECT_EQ(carrier.handed_over(), 1U);
  EXPECT_THAT(log_.lines(), ElementsAre("sent text_1 accepted"));
  // If the provider is sure that it never got the text, the text is sent.
  GivenHandedOver(*runtime, kLee);
  ASSERT_EQ(carrier.handed_over(), 2U);
  runtime = Make(carrier);
  carrier.known.reset();
  RunAt(*runtime, clock_.Now() + seconds{61});
  EXPECT_EQ(carrier.asked(), 2U);
  EXPECT_EQ(carrier.handed_over(), 3U);
  EXPECT_EQ(carrier.call(1).text.key, carrier.call(2).text.key);
}

// R60: killed after the claim but before the hand-over: nothing can have left, so nobody is asked.
TEST_F(SenderTest, AClaimAloneIsNoHandOver) {
  HeldTransport carrier;
  const auto runtime = Make(carrier);
  const Event call = Missed("call-1", kDana, kFriday);
  ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  RunAt(*runtime, kFriday);
  clock_.Set(kFriday + seconds{10});
  // Another process decides the text, claims it and dies.
  SimulatedTransport unused(clock_);
  const std::unique_ptr<Runtime> other = MakeInterrupted(unused);
  interrupted_.before = [&] { clock_.Set(kFriday + seconds{9}); };
  const Work work = storage_->Claim({.now = clock_.Now()})->work.at(0);
  const Decision decision = Step(work.lead, std::get<Event>(work.item), *policy_, clock_.Now());
  const Commitment commitment{.work = &work, .decision = &decision, .now = clock_.Now()};
  ASSERT_TRUE(storage_->Commit({&commitment, 1})->front().ok());
  ASSERT_EQ(storage_->Claim({.kind = WorkKind::kTexts, .now = clock_.Now()})->work.size(), 1U);
  RunAt(*runtime, clock_.Now() + seconds{61});
  EXPECT_EQ(carrier.asked(), 0U);
  EXPECT_EQ(carrier.handed_over(), 1U);
}

// R62: a transport never has more texts than slots; answers go first.
TEST_F(SenderTest, OnlyFreeSlotsAreClaimed) {
  HeldTransport carrier;
  RuntimeOptions options = Options(carrier);
  options.slots = 2;
  const auto runtime = Make(std::move(options));
  for (int i = 0; i < 5; ++i) {
    const Event call =
        Missed("call-" + std::to_string(i), "+1403555012" + std::to_string(i), kFriday);
    ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  }
  RunAt(*runtime, kFriday + seconds{10});
  RunAt(*runtime, kFriday + seconds{10});
  EXPECT_EQ(carrier.handed_over(), 2U);
  carrier.Accept(1);
  RunAt(*runtime, kFriday + seconds{11});
  EXPECT_EQ(carrier.handed_over(), 3U);
}

// A provider that hangs delays only its own texts.
TEST_F(SenderTest, AHungProviderHoldsUpNobodyElse) {
  HeldTransport hung;
  SimulatedTransport carrier(clock_);
  Account southside = Northside();
  southside.id = AccountId::Parse("southside").value();
  const auto other = PolicyFor(southside);
  RuntimeOptions options = Options(hung);
  options.slots = 1;
  options.policies.emplace(southside.id, other);
  options.routes = {{southside.id, {.transport = &carrier, .slots = 1}}};
  const auto runtime = Make(std::move(options));
  for (int i = 0; i < 5; ++i) {
    const std::string number = "+1403555012" + std::to_string(i);
    Event call = Missed("call-" + std::to_string(i), number, kFriday);
    ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
    call.lead.account = southside.id;
    ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  }
  RunAt(*runtime, kFriday);
  RunAt(*runtime, kFriday + seconds{10});
  EXPECT_EQ(hung.handed_over(), 1U);
  EXPECT_THAT(carrier.sent(), SizeIs(5));
}

// R61: the provider refuses the account: after a quarter of an hour one text is tried, and the
// others wait for its outcome.
TEST_F(SenderTest, AfterARefusalOneTextTries) {
  HeldTransport carrier;
  const auto runtime = Make(carrier);
  GivenHandedOver(*runtime, kDana);
  carrier.call(0).done({.kind = SendOutcome::Kind::kConfig, .code = "20003"});
  RunAt(*runtime, clock_.Now());
  for (int i = 4; i < 9; ++i) {
    const Event call =
        Missed("call-" + std::to_string(i), "+1403555012" + std::to_string(i), clock_.Now());
    ASSERT_TRUE(runtime->Submit({&call, 1}).ok());
  }
  const Instant refused = clock_.Now();
  for (int i = 1; i <= 14; ++i) RunAt(*runtime, refused + minutes{i});
  EXPECT_EQ(carrier.handed_over(), 1U);
  for (int i = 15; i <= 25; ++i) RunAt(*runtime, refused + minutes{i});
  EXPECT_EQ(carrier.handed_over(), 2U);
  carrier.Accept(1);
  for (int i = 26; i <= 110; ++i) RunAt(*runtime, refused + minutes{i});
  EXPECT_GE(carrier.handed_over(), 6U) << "served again, all go";
}

// The faults of a bad transport are contained and reported, and other transports continue.
class Misbehaving final : public Transport {
 public:
  enum class Kind { kTwice, kNever, kElsewhere, kThrows, kThrowsNonsense };
  explicit Misbehaving(Kind kind) : kind_(kind) {}
  ~Misbehaving() override {
    for (std::thread& thread : threads_) thread.join();
  }

  void Send(const Text& /*text*/, Instant /*deadline*/, SendDone done) override {
    ++calls;
    const SendOutcome accepted{.kind = SendOutcome::Kind::kAccepted};
    switch (kind_) {
      case Kind::kTwice:
        done(accepted);
        return done({.kind = SendOutcome::Kind::kRefused, .code = "30007"});
      case Kind::kNever:
        return;
      case Kind::kElsewhere:
        threads_.emplace_back([done, accepted] { done(accepted); });
        return threads_.back().join(), threads_.pop_back();
      case Kind::kThrows:
        throw std::runtime_error("no route to host");
      case Kind::kThrowsNonsense:
        throw 42;  // NOLINT(hicpp-exception-baseclass): on purpose
    }
  }
  void Lookup(const Text& /*text*/, Instant /*deadline*/, LookupDone done) override {
    done(std::nullopt);
  }
  int calls = 0;

 private:
  const Kind kind_;
  std::vector<std::thread> threads_;
};

TEST_F(SenderTest, BadTransportsAreContained) {
  using Kind = Misbehaving::Kind;
  const std::vector<std::pair<Kind, std::vector<std::string>>> cases = {
      {Kind::kTwice, {"sent text_1 accepted", "a second time"}},
      {Kind::kNever, {"sent text_1 ambiguous"}},
      {Kind::kElsewhere, {"sent text_1 accepted"}},
      {Kind::kThrows, {"no route to host", "sent text_1 ambiguous"}},
      {Kind::kThrowsNonsense, {"threw", "sent text_1 ambiguous"}},
  };
  int n = 0;
  for (const auto& [kind, expected] : cases) {
    const std::size_t before = log_.lines().size();
    Misbehaving carrier(kind);
    const auto runtime = Make(carrier);
    GivenHandedOver(*runtime, "+140355501" + std::to_string(30 + n++));
    RunAt(*runtime, clock_.Now() + seconds{31});
    EXPECT_EQ(carrier.calls, 1);
    const std::vector<std::string> lines = log_.lines();
    ASSERT_EQ(lines.size() - before, expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i)
      EXPECT_THAT(lines[before + i], HasSubstr(expected[i]));
  }
}

// An answer that comes after the runtime is gone does no harm.
TEST_F(SenderTest, AnAnswerMayOutliveTheRuntime) {
  HeldTransport carrier;
  auto runtime = Make(carrier);
  GivenHandedOver(*runtime, kDana);
  runtime.reset();
  carrier.Accept(0);
  EXPECT_EQ(storage_->Find(Missed("x", kDana, kFriday).lead)->state.phase, Phase::kRecovering);
}

}  // namespace
}  // namespace textback
