// main() of every benchmark: google-benchmark's own, and two lines above the figures that say how
// this was built.
#include <benchmark/benchmark.h>

int main(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 1;
#if defined(__OPTIMIZE__) && defined(NDEBUG)
  benchmark::AddCustomContext("textback", "optimised");
#else
  benchmark::AddCustomContext("textback", "NOT optimised: these figures mean nothing");
#endif
  // Debian compiles libbenchmark with -O2, but without NDEBUG, and the library then warns below
  // that it was built as DEBUG. The loop that is timed is inline code of its header, so it is
  // compiled here, with NDEBUG. The library's own checks run when a benchmark starts, pauses and
  // ends.
  benchmark::AddCustomContext(
      "libbenchmark",
      "if it says \"built as DEBUG\" below: optimised, with its asserts on; none of "
      "them is inside the timed loop");
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
