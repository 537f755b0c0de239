#!/usr/bin/env python3
"""Runs one benchmark program for a moment, to see that it works; its figures don't count.

    try.py PROGRAM

Exits with 1 and says why where the program fails or crashes, where what it prints is no result of google-benchmark,
where it has no row, where a row reports an error, and where a row took no time. `make test` runs this on every
benchmark (benchmarks/CMakeLists.txt); try_test.py shows it each kind of bad program.
"""

from __future__ import annotations

import json
import subprocess
import sys


def fault(program: str) -> str:
    """What is wrong with the program; "" where nothing is."""
    run = subprocess.run([program, "--benchmark_min_time=0.01", "--benchmark_format=json"],
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, check=False)
    if run.returncode:
        how = f"was ended by signal {-run.returncode}" if run.returncode < 0 else f"returned {run.returncode}"
        return f"{how}\n{run.stderr}"
    if not run.stdout.strip():
        return "printed nothing"
    try:
        rows = json.loads(run.stdout)["benchmarks"]
    except (ValueError, KeyError, TypeError) as error:
        return f"printed no results: {error!r}\n{run.stdout[:500]}"
    if not rows:
        return "has no row"
    for row in rows:
        name = row.get("name", "?")
        if row.get("error_occurred"):
            return f"row {name} reports an error: {row.get('error_message')}"
        if not (row.get("iterations", 0) > 0 and row.get("real_time", 0) > 0):
            return f"row {name} took no time: {row}"
        print(f"{name}: ran")
    return ""


def main(arguments: list[str]) -> int:
    if len(arguments) != 1:
        print(__doc__, file=sys.stderr)
        return 2
    wrong = fault(arguments[0])
    if wrong:
        print(f"{arguments[0]} {wrong}", file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
