// The next allowed instant, one zone and one row: performance.md's row 10.
#include "textback/policy/sending_window.h"

#include <benchmark/benchmark.h>

#include <array>

#include "textback/config/playbook_yaml.h"

namespace textback {
namespace {

void NextAllowedInAndOut(benchmark::State& state) {
  const auto zone = Zone::Load("America/Toronto").value();
  const std::array<const Zone*, 1> zones = {zone.get()};
  const std::array<const RulebookRow*, 1> rows = {&BuiltInRulebook()->RowFor("CA")};
  const Candidates candidates{.zones = zones, .rows = rows};
  Instant at{std::chrono::milliseconds{1'795'190'400'000}};
  for (auto _ : state) {
    benchmark::DoNotOptimize(NextAllowed(candidates, at));
    at += std::chrono::minutes{97};  // day and night, every day of the week
  }
}
BENCHMARK(NextAllowedInAndOut);

}  // namespace
}  // namespace textback
