// The result of Unblock is a Transport, whether the provider is fast or slow, refuses or throws.
#include "runtime/blocking_provider.h"
#include "textback/simulation/clock.h"
#include "textback/testing/transport_conformance.h"

namespace textback {
namespace {

using Mood = BlockingProvider::Mood;

struct FarEnd {
  explicit FarEnd(std::chrono::milliseconds takes) : provider(takes) {}

  SimulatedClock clock{Instant{std::chrono::milliseconds{1'795'190'400'000}}};
  BlockingProvider provider;
};

TransportFactory Unblocked(std::string name, std::chrono::milliseconds takes, Mood refusing) {
  return {.name = std::move(name), .make = [=] {
            auto far_end = std::make_shared<FarEnd>(takes);
            return TransportInTest{
                .transport = Unblock(far_end->provider, far_end->clock, {.threads = 4}),
                .clock = &far_end->clock,
                .received =
                    [far_end] {
                      std::vector<ReceivedText> received;
                      for (const Text& text : far_end->provider.received())
                        received.push_back({.to = text.key.lead.phone, .body = text.body});
                      return received;
                    },
                .refuse = [far_end, refusing] { far_end->provider.Be(refusing); },
                .hang = [far_end] { far_end->provider.Hang(); },
                .release = [far_end] { far_end->provider.Release(); }};
          }};
}

const auto kProviders =
    ::testing::Values(Unblocked("fast", {}, Mood::kRefuses),
                      Unblocked("slow", std::chrono::milliseconds{2}, Mood::kRefuses),
                      Unblocked("throwing", {}, Mood::kThrows));

INSTANTIATE_TEST_SUITE_P(Unblocked, TransportConformance, kProviders, NameOfTransport);
INSTANTIATE_TEST_SUITE_P(Unblocked, TransportFaultConformance, kProviders, NameOfTransport);

}  // namespace
}  // namespace textback
