#!/bin/sh
# Installs the Debian packages that are missing, and says nothing where none is. Called by make:
#
#   cmake/setup.sh build [test] [lint] [bench]
set -eu

# To build the library and the Python package.
build="g++ cmake ninja-build ccache libabsl-dev libyaml-dev libsqlite3-dev libutf8proc-dev
       nlohmann-json3-dev tzdata ca-certificates python3 python3-dev python3-venv sqlite3"
# To test: with g++ and, under sanitizers, with clang.
test="libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev libhowardhinnant-date-dev libyaml-cpp-dev clang-14 libclang-rt-14-dev"
lint="clang-14 clang-format-14 clang-tidy-14"
# Peers that benchmarks are run beside. Those under node need node and npm, which are not installed from here: Debian's
# npm brings hundreds of packages, and peers that can't be had are said to be left out.
bench="libphonenumber-dev libfmt-dev libkainjow-mustache-dev"

# Older zone data is an hour wrong for parts of Canada from 2026 on.
zones_needed=2026e

wanted=
for list in "$@"; do
  case "$list" in
    build) wanted="$wanted $build" ;;
    test) wanted="$wanted $test" ;;
    lint) wanted="$wanted $lint" ;;
    bench) wanted="$wanted $bench" ;;
    *) echo "setup.sh: no list '$list' (build, test, lint, bench)" >&2; exit 2 ;;
  esac
done

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  if [ -n "${TEXTBACK_NO_SETUP:-}" ]; then exit 0; fi
  echo "make setup: this is no Debian system (no apt-get). Install what these Debian 12 packages hold by your system's" >&2
  echo "own means, then run make with TEXTBACK_NO_SETUP=1:" >&2
  echo $wanted >&2
  exit 1
fi

missing() {
  have=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' $wanted 2>/dev/null | sed -n 's/^ii *//p') || true
  for package in $wanted; do
    echo "$have" | grep -qxF "$package" || printf '%s ' "$package"
  done
}

zones() { dpkg-query -W -f '${Version}' tzdata 2>/dev/null || echo 0; }
zones_old() { dpkg --compare-versions "$(zones)" lt "$zones_needed"; }

install=$(missing)
if [ -z "$install" ] && ! zones_old; then exit 0; fi
if [ -n "${TEXTBACK_NO_SETUP:-}" ]; then exit 0; fi
if zones_old; then
  case " $install" in *" tzdata "*) ;; *) install="${install}tzdata " ;; esac
fi

as_root=
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null; then
    echo "make setup: packages are missing, and neither root nor sudo is at hand. Have an administrator run" >&2
    echo "  apt-get update && apt-get install $install" >&2
    echo "and make again." >&2
    exit 1
  fi
  as_root="sudo"
fi

echo "make setup: installing $install"
export DEBIAN_FRONTEND=noninteractive
apt="$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0"
$apt update
$apt install --yes --no-install-recommends $install >/dev/null </dev/null

if zones_old; then
  echo "make setup: warning: tzdata $(zones) is the newest here; $zones_needed is needed, or texts to parts of Canada" >&2
  echo "are planned an hour off. Enable the suites bookworm-security and bookworm-updates in /etc/apt." >&2
fi
