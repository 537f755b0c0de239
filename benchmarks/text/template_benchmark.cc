// Rendering a text of 158 characters into a reserved string: at most 40 ns.
#include "textback/text/template.h"

#include <benchmark/benchmark.h>

#include <cstdlib>
#include <string>
#include <string_view>

namespace textback {
namespace {

constexpr std::string_view kPlain =
    "{person} here at {business}. Sorry we missed your call, we were out on jobs. What are you "
    "hoping to get done? Call {callback}. Reply STOP to opt out.";
constexpr std::string_view kClauses =
    "{person} here at {business}[, hi {name}]. Sorry we missed your call[ about your {trade}]. "
    "How can we best help you? Call {callback}. Reply STOP to opt out.";

Values Known() {
  Values values;
  values[Field::kPerson] = "Alex";
  values[Field::kBusiness] = "Northside Renovations";
  values[Field::kCallback] = "403-555-0199";
  values[Field::kName] = "Dana";
  values[Field::kTrade] = "kitchen";
  return values;
}

void Render(benchmark::State& state, std::string_view source, const Values& values,
            std::size_t characters) {
  const absl::StatusOr<Template> words = Template::Compile(source);
  std::string out;
  out.reserve(320);
  if (words.ok()) words->Render(values, out);
  if (out.size() != characters) {
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

void RenderPlain158(benchmark::State& state) { Render(state, kPlain, Known(), 158); }
BENCHMARK(RenderPlain158);

void RenderClauses158(benchmark::State& state) { Render(state, kClauses, Known(), 158); }
BENCHMARK(RenderClauses158);

// Every clause left out.
void RenderUnknownCaller(benchmark::State& state) {
  Values values = Known();
  values[Field::kName] = values[Field::kTrade] = {};
  Render(state, kClauses, values, 130);
}
BENCHMARK(RenderUnknownCaller);

// A name that takes the slow way: accents are no ASCII.
void RenderAccentedName(benchmark::State& state) {
  Values values = Known();
  values[Field::kName] = "Zoë";
  Render(state, kClauses, values, 158);
}
BENCHMARK(RenderAccentedName);

void CompileClauses(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Template::Compile(kClauses));
}
BENCHMARK(CompileClauses);

}  // namespace
}  // namespace textback
