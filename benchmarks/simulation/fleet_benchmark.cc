// A million leads, 60 days, in memory. The calls are spread over 14 days
// and all hours. Of a hundred leads 20 are reached by a person, 10 call again, 3 write STOP, 5 have
// given express consent, and `replies` write a short answer that a person answers.
// Goal: 5M events/s a core on a machine on which absl finds the next allowed instant in 85 ns
// (sending_window_benchmark).
#include <benchmark/benchmark.h>

#include <vector>

#include "textback/config/place_data.h"
#include "textback/config/playbook_yaml.h"
#include "textback/config/words_data.h"
#include "textback/simulation/fleet.h"

namespace textback {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Instant kStart{std::chrono::milliseconds{1'795'190'400'000}};  // 2026-11-20T16:00:00Z
constexpr std::size_t kLeads = 1'000'000;

std::shared_ptr<const Policy> MakeFleetPolicy() {
  Account account{.id = AccountId::Parse("northside").value(),
                  .name = "Northside Renovations",
                  .person = "Alex",
                  .zone = Zone::Load("America/Edmonton").value(),
                  .region = "CA-AB",
                  .lines = {PhoneNumber::Parse("+14035550199").value()}};
  return MakePolicy(account, FollowUps::Of(BuiltInPlaybooks()), BuiltInPlaces().value(),
                    BuiltInReplies())
      .value();
}

void Add(std::vector<Event>& events, std::size_t& count, const LeadId& lead, Instant at,
         EventBody body) {
  Event& event = events[count++];
  event.lead = lead;
  event.at = event.received_at = at;
  event.body = std::move(body);
}

void FleetOfAMillion(benchmark::State& state) {
  const auto policy = MakeFleetPolicy();
  const auto replies = static_cast<std::uint64_t>(state.range(0));
  std::uint64_t steps = 0;
  for (auto _ : state) {
    Fleet fleet(policy, kStart + hours{24 * 60});
    fleet.Reserve(kLeads);
    std::vector<Event> events(8);
    for (std::size_t i = 0; i < events.size(); ++i)
      events[i].id = EventId::Parse("e-" + std::to_string(i)).value();
    for (std::size_t i = 0; i < kLeads; ++i) {
      const LeadId lead{.account = policy->account.id,
                        .phone = PhoneNumber::FromPacked(14'032'000'000ULL + i).value()};
      const std::uint64_t hash = StableHash(lead);
      const Instant at =
          kStart + Duration{static_cast<std::int64_t>(hash % (14ULL * 24 * 3600 * 1000))};
      const std::uint64_t draw = hash / 1'000'003 % 100;
      std::size_t count = 0;
      Add(events, count, lead, at, MissedCall{});
      if (draw < 20) {
        Add(events, count, lead, at + minutes{20}, AnsweredCall{});
      } else if (draw < 30) {
        Add(events, count, lead, at + minutes{30}, MissedCall{});
      } else if (draw < 33) {
        Add(events, count, lead, at + minutes{5}, TextIn{.body = "STOP"});
      } else if (draw < 38) {
        Add(events, count, lead, at + minutes{5},
            ConsentGiven{.entry = {.basis = Basis::kExpress}});
      } else if (draw < 38 + replies) {
        Add(events, count, lead, at + minutes{5}, TextIn{.body = "yes please"});
        Add(events, count, lead, at + minutes{9}, PersonText{.body = "When suits you?"});
      }
      if (!fleet.Play(lead, std::span(events).first(count)).ok()) state.SkipWithError("refused");
    }
    steps += fleet.counts().events;
    const auto leads = static_cast<double>(kLeads);
    state.counters["events_a_lead"] = static_cast<double>(fleet.counts().events) / leads;
    state.counters["texts_a_lead"] = static_cast<double>(fleet.counts().texts) / leads;
    state.counters["bytes_a_lead"] = static_cast<double>(fleet.bytes()) / leads;
  }
  state.counters["events/s"] =
      benchmark::Counter(static_cast<double>(steps), benchmark::Counter::kIsRate);
}
BENCHMARK(FleetOfAMillion)
    ->ArgName("replies")
    ->Arg(0)
    ->Arg(35)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace textback
