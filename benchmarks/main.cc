// main() of every benchmark: google-benchmark's own, plus two lines above the figures about the
// build.
#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
#if defined(__OPTIMIZE__) && defined(NDEBUG)
  benchmark::AddCustomContext("textback", "optimised");
#else
  benchmark::AddCustomContext("textback", "NOT optimised: these figures mean nothing");
#endif
  // Debian compiles libbenchmark with -O2 but without NDEBUG, so the library warns below that it is
  // a DEBUG build. The timed loop is inline code of its header and compiled here with NDEBUG. The
  // library's own checks only run when a benchmark starts, pauses and ends.
  benchmark::AddCustomContext(
      "libbenchmark",
      "if it says \"built as DEBUG\" below: optimised, with its asserts on; none of "
      "them is inside the timed loop");
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
