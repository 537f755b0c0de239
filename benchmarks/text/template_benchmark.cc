// Rendering a text of 158 characters into a reserved string: at most 40 ns. For the
// comparison see benchmarks/peers.
#include "textback/text/template.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

#include "payload.h"

namespace textback {
namespace {

using payload::Known;

void Render(benchmark::State& state, std::string_view source, const Values& values,
            std::string_view expected) {
  const absl::StatusOr<Template> words = Template::Compile(source);
  std::string out;
  out.reserve(640);
  if (words.ok()) words->Render(values, out);
  if (out != expected) {
    state.SkipWithError(("renders something else: " + out).c_str());
    return;
  }
  for (auto _ : state) {
    out.clear();
    words->Render(values, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
}

void RenderPlain158(benchmark::State& state) {
  Render(state, payload::kSource, Known(), payload::kText);
}
BENCHMARK(RenderPlain158);

void RenderClauses158(benchmark::State& state) {
  Render(state, payload::kClauses, Known(), payload::kClausesText);
}
BENCHMARK(RenderClauses158);

// All clauses left out.
void RenderUnknownCaller(benchmark::State& state) {
  Values values = Known();
  values[Field::kName] = values[Field::kTrade] = {};
  Render(state, payload::kClauses, values,
         "Alex here at Northside Renovations. Sorry we missed your call. How can we best help you? "
         "Call 403-555-0199. Reply STOP to opt out.");
}
BENCHMARK(RenderUnknownCaller);

// Names that need the slow path.
void RenderName(benchmark::State& state, std::string_view name, std::string_view shown) {
  Values values = Known();
  values[Field::kName] = name;
  std::string expected(payload::kClausesText);
  expected.replace(expected.find("Dana"), 4, shown);
  Render(state, payload::kClauses, values, expected);
}

void RenderAccentedName(benchmark::State& state) { RenderName(state, "Zoë", "Zoë"); }
BENCHMARK(RenderAccentedName);

void RenderJapaneseName(benchmark::State& state) { RenderName(state, "山田　太郎", "山田 太郎"); }
BENCHMARK(RenderJapaneseName);

void RenderEmojiName(benchmark::State& state) {
  RenderName(state, "Dana 👷🏽‍♀️🇨🇦", "Dana 👷🏽‍♀️🇨🇦");
}
BENCHMARK(RenderEmojiName);

// The slowest possible name: marks up to the last byte, and invisible characters.
void RenderHostileName(benchmark::State& state) {
  std::string name = "Dana a";
  for (int i = 0; i < 200; ++i) name += "\u0301\u200B";
  RenderName(state, name, "Dana");
}
BENCHMARK(RenderHostileName);

void CompileClauses(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Template::Compile(payload::kClauses));
}
BENCHMARK(CompileClauses);

void PiecesOfClauses(benchmark::State& state) {
  const Template words = *Template::Compile(payload::kClauses);
  for (auto _ : state) benchmark::DoNotOptimize(words.Pieces());
}
BENCHMARK(PiecesOfClauses);

}  // namespace
}  // namespace textback
