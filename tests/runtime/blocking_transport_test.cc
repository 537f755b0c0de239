#include "textback/runtime/blocking_transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "runtime/blocking_provider.h"
#include "textback/simulation/clock.h"
#include "textback/testing/transport_conformance.h"

namespace textback {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;
using Kind = SendOutcome::Kind;
using Mood = BlockingProvider::Mood;
using Outcomes = std::shared_ptr<Answers<SendOutcome>>;
using Known = Answers<absl::StatusOr<std::optional<SendOutcome>>>;

constexpr Instant kNow = Instant{std::chrono::milliseconds{1'795'190'400'000}};

class UnblockTest : public ::testing::Test {
 protected:
  void Start(std::size_t threads) { transport_ = Unblock(provider_, clock_, {.threads = threads}); }

  Outcomes Send(const Text& text, Instant deadline = kNow + minutes{1}) {
    auto outcomes = std::make_shared<Answers<SendOutcome>>();
    transport_->Send(text, deadline, [outcomes](SendOutcome outcome) { outcomes->Add(outcome); });
    return outcomes;
  }
  std::shared_ptr<Known> Lookup(const Text& text, Instant deadline = kNow + minutes{1}) {
    auto known = std::make_shared<Known>();
    transport_->Lookup(text, deadline, [known](auto answer) { known->Add(answer); });
    return known;
  }

  SimulatedClock clock_{kNow};
  BlockingProvider provider_;
  std::unique_ptr<Transport> transport_;
};

void ExpectOutcome(const Outcomes& outcomes, Kind kind, std::string_view code) {
  const std::optional<SendOutcome> outcome = outcomes->First();
  ASSERT_TRUE(outcome.has_value()) << "no answer";
  EXPECT_EQ(NameOf(outcome->kind), NameOf(kind));
  EXPECT_EQ(outcome->code, code);
}

TEST_F(UnblockTest, SendsOnItsThreadsAndNoMore) {
  Start(3);
  provider_.Hang();
  std::vector<Outcomes> sent;
  for (int i = 0; i < 10; ++i) sent.push_back(Send(SampleText(i, kNow)));
  provider_.AwaitInside(3);
  provider_.Release();
  for (const Outcomes& one : sent) ExpectOutcome(one, Kind::kAccepted, "");
  EXPECT_EQ(provider_.most_inside(), 3);
}

TEST_F(UnblockTest, NoThreadsAreOne) {
  Start(0);
  ExpectOutcome(Send(SampleText(1, kNow)), Kind::kAccepted, "");
}

// R60: an exception may come before or after the text had left, so the outcome is unknown. The next
// text is sent normally.
TEST_F(UnblockTest, ExceptionIsAmbiguousAndContained) {
  Start(1);
  for (const Mood mood : {Mood::kThrows, Mood::kThrowsNoException}) {
    provider_.Be(mood);
    const Outcomes thrown = Send(SampleText(1, kNow));
    ExpectOutcome(thrown, Kind::kAmbiguous, "threw");
    EXPECT_EQ(thrown->First()->at, kNow);
  }
  provider_.Be(Mood::kWell);
  ExpectOutcome(Send(SampleText(2, kNow)), Kind::kAccepted, "");
}

// R60: a look-up that fails is no answer; the text is looked up again
TEST_F(UnblockTest, ExceptionOfALookupIsAnError) {
  Start(1);
  provider_.Be(Mood::kThrows);
  const auto thrown = Lookup(SampleText(1, kNow))->First();
  ASSERT_TRUE(thrown.has_value());
  EXPECT_EQ(thrown->status(), absl::UnavailableError("transport: Lookup threw (connection reset)"));
  provider_.Be(Mood::kThrowsNoException);
  const auto strange = Lookup(SampleText(1, kNow))->First();
  ASSERT_TRUE(strange.has_value());
  EXPECT_TRUE(absl::IsUnavailable(strange->status())) << strange->status();
}

// R60, R61: it waited behind a provider that hung, and certainly did not leave
TEST_F(UnblockTest, TextWhoseTurnComesAfterItsDeadlineIsNotSent) {
  Start(1);
  provider_.Hang();
  const Outcomes first = Send(SampleText(1, kNow));
  provider_.AwaitInside(1);
  const Outcomes late = Send(SampleText(2, kNow), kNow + seconds{5});
  const auto late_lookup = Lookup(SampleText(2, kNow), kNow + seconds{5});
  Text closing = SampleText(3, kNow);
  closing.send_by = kNow + seconds{6};  // R14
  const Outcomes too_late = Send(closing);
  const Outcomes in_time = Send(SampleText(4, kNow), kNow + seconds{6});
  clock_.Set(kNow + seconds{6});
  provider_.Release();
  ExpectOutcome(first, Kind::kAccepted, "");
  ExpectOutcome(late, Kind::kRetry, "deadline");
  EXPECT_TRUE(absl::IsUnavailable(late_lookup->First().value().status()));
  ExpectOutcome(too_late, Kind::kRetry, "deadline");
  ExpectOutcome(in_time, Kind::kAccepted, "");
  EXPECT_EQ(provider_.received().size(), 2U);
}

// R61: calls in progress are waited for; waiting texts never left, which is reported at once
TEST_F(UnblockTest, DestructorAnswersEveryCall) {
  Start(1);
  provider_.Hang();
  const Outcomes under_way = Send(SampleText(1, kNow));
  provider_.AwaitInside(1);
  const Outcomes waits = Send(SampleText(2, kNow));
  const auto lookup_waits = Lookup(SampleText(3, kNow));
  std::thread closer([this] { transport_.reset(); });
  ExpectOutcome(waits, Kind::kRetry, "closed");
  EXPECT_TRUE(absl::IsUnavailable(lookup_waits->First().value().status()));
  EXPECT_EQ(under_way->count(), 0U);
  provider_.Release();
  closer.join();
  EXPECT_EQ(under_way->count(), 1U);
  ExpectOutcome(under_way, Kind::kAccepted, "");
  EXPECT_EQ(provider_.received().size(), 1U);
}

// `done` is called without a lock, because the runtime hands over the next text inside it.
TEST_F(UnblockTest, DoneMayHandOverTheNextText) {
  Start(1);
  auto second = std::make_shared<Answers<SendOutcome>>();
  transport_->Send(SampleText(1, kNow), kNow + minutes{1}, [this, second](const SendOutcome&) {
    transport_->Send(SampleText(2, kNow), kNow + minutes{1},
                     [second](SendOutcome outcome) { second->Add(outcome); });
  });
  ExpectOutcome(second, Kind::kAccepted, "");
}

// A transport that is being destroyed accepts nothing new.
TEST_F(UnblockTest, DoneOfADestroyedTransportGetsNoTextOut) {
  Start(1);
  provider_.Hang();
  auto second = std::make_shared<Answers<SendOutcome>>();
  Transport* const transport = transport_.get();
  transport->Send(SampleText(1, kNow), kNow + minutes{1}, [transport, second](const SendOutcome&) {
    transport->Send(SampleText(2, kNow), kNow + minutes{1},
                    [second](SendOutcome outcome) { second->Add(outcome); });
  });
  provider_.AwaitInside(1);
  const Outcomes waits = Send(SampleText(3, kNow));
  std::thread closer([this] { transport_.reset(); });
  ExpectOutcome(waits, Kind::kRetry, "closed");  // so it has begun to close
  provider_.Release();
  closer.join();
  ExpectOutcome(second, Kind::kRetry, "closed");
  EXPECT_EQ(provider_.received().size(), 1U);
}

}  // namespace
}  // namespace textback
