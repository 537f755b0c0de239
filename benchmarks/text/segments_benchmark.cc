// Counting the segments of a text of 158 GSM characters: at most 20 ns.
#include "textback/text/segments.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

namespace textback {
namespace {

constexpr std::string_view kText =
    "Alex here at Northside Renovations. Sorry we missed your call just now, we were out on a job. "
    "What are you hoping to get done? Call 403-555-0199. Reply STOP to opt out.";

void Count(benchmark::State& state, std::string text, std::uint32_t units) {
  if (CountSegments(text).units != units) {
    state.SkipWithError("counts something else");
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(text.data());
    benchmark::DoNotOptimize(CountSegments(text));
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                          static_cast<std::int64_t>(text.size()));
}

std::string Body158() { return std::string(kText.substr(0, 158)); }

void SegmentsPlain158(benchmark::State& state) { Count(state, Body158(), 158); }
BENCHMARK(SegmentsPlain158);

// One character of the extension table, as in "Main St [rear]".
void SegmentsWithExtension(benchmark::State& state) {
  Count(state, Body158().replace(80, 1, "["), 159);
}
BENCHMARK(SegmentsWithExtension);

void SegmentsAccents(benchmark::State& state) {
  Count(state, Body158().replace(20, 1, "é").replace(90, 1, "à"), 158);
}
BENCHMARK(SegmentsAccents);

void SegmentsUcs2(benchmark::State& state) { Count(state, Body158().replace(150, 1, "’"), 158); }
BENCHMARK(SegmentsUcs2);

void SegmentsTwo306(benchmark::State& state) {
  Count(state, std::string(kText).append(306 - kText.size(), 'a'), 306);
}
BENCHMARK(SegmentsTwo306);

}  // namespace
}  // namespace textback
