#include "textback/simulation/transport.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "textback/simulation/clock.h"
#include "textback/testing/transport_conformance.h"
#include "textback/testing/transport_wrapper.h"

namespace textback {
namespace {

using std::chrono::minutes;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = SendOutcome::Kind;

constexpr Instant kNow = Instant{std::chrono::milliseconds{1'795'190'400'000}};

struct Carrier {
  SimulatedClock clock{kNow};
  SimulatedTransport transport{clock};
};

// The simulated carrier is also the provider that the test asks, and must outlive the transport. So
// the test uses a wrapper around it that forwards every call.
TransportFactory Simulated() {
  return {.name = "simulated", .make = [] {
            auto carrier = std::make_shared<Carrier>();
            auto refused = std::make_shared<bool>(false);
            return TransportInTest{
                .transport = std::make_unique<TransportWrapper>(carrier->transport),
                .clock = &carrier->clock,
                .received =
                    [carrier, refused] {
                      std::vector<ReceivedText> received;
                      for (const Text& text : carrier->transport.sent())
                        received.push_back({.to = text.key.lead.phone, .body = text.body});
                      if (*refused) received.clear();  // sent() holds what was handed over
                      return received;
                    },
                .refuse =
                    [carrier, refused] {
                      *refused = true;
                      for (std::size_t nth = 1; nth <= 100; ++nth)
                        carrier->transport.FailText(nth, "30006");
                    },
                .hang = [carrier] { carrier->transport.Hang(); },
                .release = [carrier] { carrier->transport.Release(); }};
          }};
}

INSTANTIATE_TEST_SUITE_P(Simulated, TransportConformance, ::testing::Values(Simulated()),
                         NameOfTransport);
INSTANTIATE_TEST_SUITE_P(Simulated, TransportFaultConformance, ::testing::Values(Simulated()),
                         NameOfTransport);

// Hands texts over and records the kind of each answer.
class SimulatedTransportTest : public ::testing::Test {
 protected:
  void Send(const Text& text) {
    carrier_->Send(text, kNow + minutes{1},
                   [this](const SendOutcome& outcome) { kinds_.push_back(outcome.kind); });
  }

  SimulatedClock clock_{kNow};
  std::vector<Kind> kinds_;
  std::unique_ptr<SimulatedTransport> carrier_ = std::make_unique<SimulatedTransport>(clock_);
};

// R61
TEST_F(SimulatedTransportTest, RefusesTheTextsItIsToldTo) {
  carrier_->FailText(2, "30006");
  carrier_->FailText(3, "21610");
  for (int i = 0; i < 4; ++i) Send(SampleText(i, kNow));
  EXPECT_THAT(kinds_,
              ElementsAre(Kind::kAccepted, Kind::kNotMobile, Kind::kOptedOut, Kind::kAccepted));
}

TEST_F(SimulatedTransportTest, AnswersNothingWhileItHangs) {
  carrier_->Hang();
  Send(SampleText(1, kNow));
  Send(SampleText(2, kNow));
  EXPECT_THAT(kinds_, IsEmpty());
  EXPECT_EQ(carrier_->sent().size(), 2U);
  carrier_->Release();
  EXPECT_THAT(kinds_, ElementsAre(Kind::kAccepted, Kind::kAccepted));
  Send(SampleText(3, kNow));
  EXPECT_EQ(kinds_.size(), 3U);
}

TEST_F(SimulatedTransportTest, AnswersWhatIsHeldBackAtItsEnd) {
  carrier_->Hang();
  Send(SampleText(1, kNow));
  carrier_.reset();
  EXPECT_THAT(kinds_, ElementsAre(Kind::kAccepted));
}

// R60: a look-up returns the outcome that was given
TEST_F(SimulatedTransportTest, LookupKnowsTheOutcome) {
  carrier_->FailText(1, "timeout");
  Send(SampleText(1, kNow));
  std::optional<SendOutcome> known;
  carrier_->Lookup(SampleText(1, kNow), kNow, [&known](auto answer) { known = answer.value(); });
  ASSERT_TRUE(known.has_value());
  EXPECT_EQ(known->kind, Kind::kAmbiguous);
  EXPECT_EQ(known->code, "timeout");
}

}  // namespace
}  // namespace textback
