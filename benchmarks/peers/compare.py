#!/usr/bin/env python3
"""Ours beside others', as ratios: rendering and segments of one text.

    benchmarks/peers/compare.py build/release [--rounds 3]

Peers in C++ are in one program with ours, their repetitions mixed; those under node take turns with ours, A-B-A-B,
three rounds. All get the same 158 characters, and what renders or counts something else is not timed. Shown are
medians of processor time over all rounds, where the middle four fifths of the samples lie, and how many times as long
as ours; for that the lowest and highest of the rounds too. On a machine that others use only ratios count.

Peers under node are installed by npm into BUILD/peers. A peer that can't be had is listed as not run. Exits with 1
where ours fails, or a peer answers something else.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPETITIONS = 9


@dataclass
class Case:
    name: str
    ours: bool = False
    rounds: list[list[float]] = field(default_factory=list)  # nanoseconds

    @property
    def samples(self) -> list[float]:
        return sorted(sample for samples in self.rounds for sample in samples)

    @property
    def median(self) -> float:
        return statistics.median(self.samples)

    def spread(self) -> str:
        samples = self.samples
        tenth = len(samples) // 10
        return f"{samples[tenth]:,.1f} .. {samples[-1 - tenth]:,.1f}"

    def ratio(self, ours: Case) -> str:
        rounds = [statistics.median(a) / statistics.median(b) for a, b in zip(self.rounds, ours.rounds)]
        return f"{self.median / ours.median:,.1f} ({min(rounds):,.1f} .. {max(rounds):,.1f})"


@dataclass
class Table:
    """One comparison. `cases` by the name they have in their program's output; ours is the first."""

    title: str
    cases: dict[str, Case]

    def add(self, results: dict[str, list[float]]) -> None:
        for name, samples in results.items():
            if name in self.cases:
                self.cases[name].rounds.append(samples)

    def show(self) -> None:
        ran = [case for case in self.cases.values() if case.rounds]
        ours = next(case for case in ran if case.ours)
        width = max(len(case.name) for case in ran)
        print(f"\n{self.title}")
        print(f"  {'':{width}}  {'median ns':>10}  {'10 % .. 90 %':>20}  times ours (of rounds)")
        for case in ran:
            ratio = "1" if case is ours else case.ratio(ours)
            print(f"  {case.name:{width}}  {case.median:>10,.1f}  {case.spread():>20}  {ratio}")


def table(title: str, ours: tuple[str, str], *peers: tuple[str, str]) -> Table:
    cases = {key: Case(name) for key, name in (ours, *peers)}
    cases[ours[0]].ours = True
    return Table(title, cases)


# ----------------------------------------------------------------------------------------------------------------------
# running


class Failed(Exception):
    """Not a peer that is missing: something that should run does not."""


def run_cpp(program: Path, only: str) -> tuple[dict[str, list[float]], dict[str, str]]:
    """Samples by benchmark, and what the program says about itself."""
    if not program.exists():
        raise Failed(f"{program} is not there: build with TEXTBACK_BUILD_BENCHMARKS=ON (make bench does)")
    command = [str(program), f"--benchmark_filter={only}", f"--benchmark_repetitions={REPETITIONS}",
               "--benchmark_enable_random_interleaving=true", "--benchmark_min_time=0.05", "--benchmark_format=json"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Failed(f"{program.name}: {done.stderr.strip()}")
    report = json.loads(done.stdout)
    samples: dict[str, list[float]] = {}
    for result in report["benchmarks"]:
        if result.get("error_occurred"):
            raise Failed(f"{program.name}: {result['name']} {result['error_message']}")
        if result["run_type"] == "iteration":
            samples.setdefault(result["run_name"], []).append(result["cpu_time"])
    return samples, report["context"]


def run_node(script: Path, modules: Path, payload: dict[str, str]) -> dict[str, list[float]]:
    done = subprocess.run(["node", str(script), str(modules), json.dumps(payload)], capture_output=True, text=True,
                          check=False)
    if done.returncode != 0:
        raise Failed(f"{script.relative_to(HERE)}: {done.stderr.strip()}")
    return json.loads(done.stdout)


def install_node_peers(modules: Path) -> str:
    """Empty, or why they can't be run."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            return f"{program} is not installed"
    modules.mkdir(parents=True, exist_ok=True)
    wanted = (HERE / "package.json").read_text()
    have = modules / "package.json"
    if (modules / "node_modules").is_dir() and have.exists() and have.read_text() == wanted:
        return ""
    have.write_text(wanted)
    done = subprocess.run(["npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--loglevel=error"],
                          cwd=modules, capture_output=True, text=True, check=False)
    if done.returncode == 0:
        return ""
    shutil.rmtree(modules / "node_modules", ignore_errors=True)
    return f"npm could not install them: {(done.stderr.strip().splitlines() or ['no word'])[0]}"


# ----------------------------------------------------------------------------------------------------------------------
# the machine


def fdatasync_p50(folder: Path) -> float:
    """Microseconds for 4 KiB."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        for _ in range(200):
            os.pwrite(file.fileno(), b"x" * 4096, 0)
            begin = time.perf_counter()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1e6


def memory_bandwidth() -> float:
    """GB/s of a copy that no cache holds, bytes read and bytes written."""
    size = 256 << 20
    source, target = bytearray(size), bytearray(size)
    best = 0.0
    for _ in range(5):
        begin = time.perf_counter()
        target[:] = source
        best = max(best, 2 * size / (time.perf_counter() - begin) / 1e9)
    return best


def processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.split(":", 1)[1].strip()
    except OSError:
        pass
    return platform.machine()


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"


# ----------------------------------------------------------------------------------------------------------------------


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("build", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    programs = arguments.build / "benchmarks" / "bin"
    modules = arguments.build / "peers"

    plain = table("row 11, rendering 158 characters", ("OursPlain", "ours"),
                  ("FmtCompileUncheckedPlain", "fmt, FMT_COMPILE into an array"),
                  ("FmtCompilePlain", "fmt, FMT_COMPILE"), ("FmtRuntimePlain", "fmt, runtime"),
                  ("MustachePlain", "mustache (C++)"), ("handlebars (node)", "handlebars (node)"))
    clauses = table("row 11, with two clauses", ("OursClauses", "ours"), ("MustacheClauses", "mustache (C++)"),
                    ("handlebars (node), clauses", "handlebars (node)"))
    segments = table("row 12, segments of 158 characters", ("SegmentsPlain158", "ours"),
                     ("sms-segments-calculator (node)", "sms-segments-calculator (node)"))

    print(f"{processor()}, {os.cpu_count()} cores, fdatasync p50 {fdatasync_p50(arguments.build):,.0f} us, memory "
          f"{memory_bandwidth():,.1f} GB/s")
    no_node = install_node_peers(modules)
    loads = [load()]
    context: dict[str, str] = {}
    for _ in range(arguments.rounds):
        results, context = run_cpp(programs / "peers_rendering_benchmark", ".")
        plain.add(results)
        clauses.add(results)
        if not no_node:
            results = run_node(HERE / "rendering" / "bench.mjs", modules, context)
            plain.add(results)
            clauses.add(results)
        segments.add(run_cpp(programs / "text_segments_benchmark", "^SegmentsPlain158$")[0])
        if not no_node:
            segments.add(run_node(HERE / "segments" / "bench.mjs", modules, context))
        loads.append(load())

    print(f"{arguments.rounds} rounds; load before each and at the end: {', '.join(loads)}")
    for result in (plain, clauses, segments):
        result.show()
    prefix = "not run: "
    for key, why in context.items():
        if key.startswith(prefix):
            print(f"\n{key}: {why}")
    if no_node:
        print(f"\nnot run: handlebars, sms-segments-calculator: {no_node}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failed as failed:
        print(f"compare.py: {failed}", file=sys.stderr)
        sys.exit(1)
