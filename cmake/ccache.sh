#!/bin/sh
# Runs the compiler through ccache with what it needs to know about this tree:
#
#   cmake/ccache.sh c++ -c file.cc ...
#
# - base_dir: paths below the tree are hashed as relative ones, so a second checkout finds what the first one compiled.
# - pch_defines, time_macros: without them ccache never caches a file that uses a precompiled header. Nothing here uses
#   __DATE__ or __TIME__.
# - pch_external_checksum: a precompiled header has 130 MB, and ccache would read it again for each file that uses it. Its
#   checksum is written beside it here, once.
#
# What the caller sets in the environment wins.
here=$(dirname "$0")
: "${CCACHE_BASEDIR:=$(cd "$here/.." && pwd)}"
: "${CCACHE_SLOPPINESS:=pch_defines,time_macros}"
export CCACHE_BASEDIR CCACHE_SLOPPINESS CCACHE_PCH_EXTSUM=1

previous=
output=
for argument in "$@"; do
  if [ "$previous" = -o ]; then output=$argument; fi
  previous=$argument
done
case "$output" in
  *.gch | *.pch)
    rm -f "$output.sum"
    ccache "$@" && cksum <"$output" >"$output.sum"
    ;;
  *) exec ccache "$@" ;;
esac
