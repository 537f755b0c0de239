// Counting the segments of a text of 158 GSM characters: at most 20 ns.
// For the comparison see benchmarks/peers. UCS-2 is slower, because several segments need grapheme
// clusters; ten megabytes of any text take moments, not minutes.
#include "textback/text/segments.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "payload.h"

namespace textback {
namespace {

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

std::string Body158() { return std::string(payload::kText); }

void SegmentsPlain158(benchmark::State& state) {
  const Segments counted = CountSegments(payload::kText);
  if (counted.encoding != Encoding::kGsm7 || counted.segments != 1)
    state.SkipWithError("counts something else");
  Count(state, Body158(), 158);
}
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

void SegmentsTwo306(benchmark::State& state) {
  Count(state, Body158().append(306 - 158, 'a'), 306);
}
BENCHMARK(SegmentsTwo306);

std::string Repeat(std::string_view piece, std::size_t times) {
  std::string text;
  for (std::size_t i = 0; i < times; ++i) text += piece;
  return text;
}

void SegmentsUcs2One(benchmark::State& state) {
  Count(state, Body158().replace(60, 1, "’").substr(0, 70 + 2), 70);
}
BENCHMARK(SegmentsUcs2One);

void SegmentsUcs2OneEmoji(benchmark::State& state) { Count(state, Repeat("🛠", 35), 70); }
BENCHMARK(SegmentsUcs2OneEmoji);

// Three segments of Latin letters and one curly quote.
void SegmentsUcs2(benchmark::State& state) { Count(state, Body158().replace(150, 1, "’"), 158); }
BENCHMARK(SegmentsUcs2);

// Three segments in which every cluster has to be looked up.
void SegmentsUcs2Clusters(benchmark::State& state) {
  Count(state, Repeat("👨‍👩‍👧🇨🇦e\u0301中", 10), 150);
}
BENCHMARK(SegmentsUcs2Clusters);

constexpr std::size_t kHuge = 10'000'000;

void TenMegabytesOfLetters(benchmark::State& state) {
  Count(state, std::string(kHuge, 'a') + "’", kHuge + 1);
}
BENCHMARK(TenMegabytesOfLetters)->Unit(benchmark::kMillisecond);

// A single cluster from start to end.
void TenMegabytesOfMarks(benchmark::State& state) {
  Count(state, Repeat("\u0301", kHuge / 2), kHuge / 2);
}
BENCHMARK(TenMegabytesOfMarks)->Unit(benchmark::kMillisecond);

void TenMegabytesOfFlags(benchmark::State& state) {
  Count(state, Repeat("🇨🇦", kHuge / 8), kHuge / 2);
}
BENCHMARK(TenMegabytesOfFlags)->Unit(benchmark::kMillisecond);

void TenMegabytesOfBadBytes(benchmark::State& state) {
  Count(state, std::string(kHuge, '\xFF'), kHuge);
}
BENCHMARK(TenMegabytesOfBadBytes)->Unit(benchmark::kMillisecond);

// The characters that forced UCS-2, by name: one in the basic plane, one beyond it.
void ForcedBy158(benchmark::State& state) {
  const std::string text = Body158().replace(20, 1, "’").replace(150, 1, "🛠");
  for (auto _ : state) {
    benchmark::DoNotOptimize(text.data());
    benchmark::DoNotOptimize(ForcedBy(text));
  }
}
BENCHMARK(ForcedBy158);

}  // namespace
}  // namespace textback
