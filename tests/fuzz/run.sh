#!/bin/sh
# Runs one fuzzer, called by ctest and by make:
#
#   run.sh smoke RUNS FUZZER      as many inputs, the same ones each time, from the seeds on
#   run.sh soak SECONDS FUZZER    as long, from the seeds and from what it found before
#
# Nothing is written but below the build folder, beside FUZZER's own: what it found in corpus/, inputs that broke something in
# broken/. `FUZZER FILE` repeats one of those.
set -eu

mode=$1
most=$2
fuzzer=$3
name=$(basename "$fuzzer")
source=$(dirname "$0")
build=$(dirname "$(dirname "$fuzzer")")

# Longer texts show nothing new; tests/text/linear_time_test.cc has those. An input that takes seconds is a find.
set -- -max_len=4096 -timeout=20 -rss_limit_mb=2048 -print_final_stats=1 "-dict=$source/words.dict"
case "$mode" in
  smoke)
    found=$build/smoke/$name
    rm -rf "$found"
    set -- "$@" -seed=1 "-runs=$most"
    ;;
  soak)
    found=$build/corpus/$name
    set -- "$@" "-max_total_time=$most"
    ;;
  *)
    echo "run.sh: smoke or soak, not '$mode'" >&2
    exit 2
    ;;
esac

mkdir -p "$found" "$build/broken"
set -- "$@" "-artifact_prefix=$build/broken/$name-" "$found"
for seeds in "$build/seeds/$name" "$source/seeds/$name"; do
  if [ -d "$seeds" ]; then set -- "$@" "$seeds"; fi
done
exec "$fuzzer" "$@"
