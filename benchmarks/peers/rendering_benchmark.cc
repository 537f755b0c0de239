// Rendering compared with the C++ libraries for templates: the same words and values,
// into a buffer that is reused. Each is used in the way its manual recommends for speed; one that
// renders a different text is not timed. A missing library is named in the header of the output
// (make setup-bench installs them). benchmarks/peers/compare.py runs this three times and prints
// ratios.
//
// Not visible in the figures: textback checks every value for characters that must not be in a
// text, the others only copy them. FMT_COMPILE compiles words that are known at compile time; ours
// are data.
#include <benchmark/benchmark.h>

#include <array>
#include <string>
#include <string_view>

#include "text/payload.h"
#include "textback/text/template.h"

#ifdef TEXTBACK_HAS_FMT
#include <fmt/compile.h>
#include <fmt/format.h>
#endif

#if __has_include(<kainjow/mustache.hpp>)
#include <kainjow/mustache.hpp>
#define TEXTBACK_HAS_MUSTACHE 1
#endif

namespace textback {
namespace {

// Calls `render`, which returns a view of the rendered text.
template <class Render>
void Time(benchmark::State& state, std::string_view expected, Render render) {
  if (const std::string_view text = render(); text != expected) {
    state.SkipWithError(("renders something else: " + std::string(text)).c_str());
    return;
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(render().data());
    benchmark::ClobberMemory();
  }
}

void Ours(benchmark::State& state, std::string_view source, std::string_view expected) {
  const Template words = *Template::Compile(source);
  const Values values = payload::Known();
  std::string out;
  out.reserve(320);
  Time(state, expected, [&]() -> std::string_view {
    out.clear();
    words.Render(values, out);
    return out;
  });
}

void OursPlain(benchmark::State& state) { Ours(state, payload::kSource, payload::kText); }
BENCHMARK(OursPlain);

void OursClauses(benchmark::State& state) { Ours(state, payload::kClauses, payload::kClausesText); }
BENCHMARK(OursClauses);

#ifdef TEXTBACK_HAS_FMT
constexpr char kFmtWords[] =
    "{} here at {}. Sorry we missed your call, we were out on jobs. What are you hoping to get "
    "done? Call {}. Reply STOP to opt out.";

// Into fmt's own buffer, which is faster than a std::string; `format` appends.
template <class Format>
void WithFmt(benchmark::State& state, Format format) {
  Values values = payload::Known();
  benchmark::DoNotOptimize(values);  // so that their lengths are not constants here either
  fmt::memory_buffer out;
  Time(state, payload::kText, [&]() -> std::string_view {
    out.clear();
    format(out, values[Field::kPerson], values[Field::kBusiness], values[Field::kCallback]);
    return {out.data(), out.size()};
  });
}

void FmtRuntimePlain(benchmark::State& state) {
  WithFmt(state, [](fmt::memory_buffer& out, auto... values) {
    fmt::format_to(fmt::appender(out), fmt::runtime(kFmtWords), values...);
  });
}
BENCHMARK(FmtRuntimePlain);

void FmtCompilePlain(benchmark::State& state) {
  WithFmt(state, [](fmt::memory_buffer& out, auto... values) {
    fmt::format_to(fmt::appender(out), FMT_COMPILE(kFmtWords), values...);
  });
}
BENCHMARK(FmtCompilePlain);

// The fastest way of all: into an array without bounds checks.
void FmtCompileUncheckedPlain(benchmark::State& state) {
  Values values = payload::Known();
  benchmark::DoNotOptimize(values);
  std::array<char, 320> out;
  Time(state, payload::kText, [&]() -> std::string_view {
    const char* end = fmt::format_to(out.data(), FMT_COMPILE(kFmtWords), values[Field::kPerson],
                                     values[Field::kBusiness], values[Field::kCallback]);
    return {out.data(), static_cast<std::size_t>(end - out.data())};
  });
}
BENCHMARK(FmtCompileUncheckedPlain);
#endif

#ifdef TEXTBACK_HAS_MUSTACHE
// Three braces: no HTML escapes. A section takes the place of a clause.
constexpr std::string_view kMustachePlain =
    "{{{person}}} here at {{{business}}}. Sorry we missed your call, we were out on jobs. What are "
    "you hoping to get done? Call {{{callback}}}. Reply STOP to opt out.";
constexpr std::string_view kMustacheClauses =
    "{{{person}}} here at {{{business}}}{{#name}}, hi {{{name}}}{{/name}}. Sorry we missed your "
    "call{{#trade}} about your {{{trade}}}{{/trade}}. How can we best help you? Call "
    "{{{callback}}}. Reply STOP to opt out.";

void WithMustache(benchmark::State& state, std::string_view source, std::string_view expected) {
  kainjow::mustache::mustache words{std::string(source)};
  kainjow::mustache::data data;
  const Values values = payload::Known();
  for (const Field field :
       {Field::kPerson, Field::kBusiness, Field::kCallback, Field::kName, Field::kTrade}) {
    data.set(std::string(NameOf(field)), std::string(values[field]));
  }
  std::string out;
  out.reserve(320);
  Time(state, expected, [&]() -> std::string_view {
    out.clear();
    words.render(data, [&out](const std::string& piece) { out += piece; });
    return out;
  });
}

void MustachePlain(benchmark::State& state) { WithMustache(state, kMustachePlain, payload::kText); }
BENCHMARK(MustachePlain);

void MustacheClauses(benchmark::State& state) {
  WithMustache(state, kMustacheClauses, payload::kClausesText);
}
BENCHMARK(MustacheClauses);
#endif

// For the reader of the output, and for compare.py, which passes the words to libraries under node.
[[maybe_unused]] const bool kSaid = [] {
  benchmark::AddCustomContext("text", std::string(payload::kText));
  benchmark::AddCustomContext("text with clauses", std::string(payload::kClausesText));
#ifndef TEXTBACK_HAS_FMT
  benchmark::AddCustomContext("not run: fmt", "not installed (Debian: libfmt-dev)");
#endif
#ifndef TEXTBACK_HAS_MUSTACHE
  benchmark::AddCustomContext("not run: mustache",
                              "not installed (Debian: libkainjow-mustache-dev)");
#endif
  benchmark::AddCustomContext("not run: inja", "no package of Debian 12 has it");
  return true;
}();

}  // namespace
}  // namespace textback
