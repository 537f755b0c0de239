#!/usr/bin/env python3
"""Adds up the test cases of one or more builds and prints 'N passed, N failed, N skipped' as its last line.

    count_tests.py build/release build/asan

Each build has a folder test-results with what `make test` left there:

    ctest.xml    ctest's own account, one entry for each test program
    exit_code    what ctest returned
    NAME.xml     the cases of the test program NAME (GoogleTest or pytest); without one, the program counts as a case

Exits with 1 where a case failed, a program crashed, timed out or did not run, results are missing, or ctest returned
anything but 0 for a reason not seen here. A green run is one where everything that should run did.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Count:
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    failures: list[str] = field(default_factory=list)

    def fail(self, what: str) -> None:
        self.failed += 1
        self.failures.append(what)

    def add(self, other: Count) -> None:
        self.passed += other.passed
        self.failed += other.failed
        self.skipped += other.skipped
        self.failures += other.failures


def count_cases(path: Path, program: str) -> Count:
    """The cases of one GoogleTest or pytest file."""
    count = Count()
    for case in ElementTree.parse(path).getroot().iter("testcase"):
        name = f"{program}: {case.get('classname', '')}.{case.get('name', '')}"
        if case.find("failure") is not None or case.find("error") is not None:
            count.fail(name)
        elif case.find("skipped") is not None or case.get("status") == "notrun":
            count.skipped += 1
        else:
            count.passed += 1
    return count


def count_program(entry: ElementTree.Element, results: Path) -> Count:
    """One program of ctest's list: its cases where it wrote any, and its own end."""
    name = entry.get("name", "?")
    status = entry.get("status", "")
    cases = results / f"{name}.xml"
    count = Count()
    if cases.exists():
        try:
            count = count_cases(cases, name)
        except ElementTree.ParseError as error:
            count.fail(f"{name}: {cases.name} is broken: {error}")
    elif status == "run":
        count.passed = 1
    if status == "fail" and not count.failed:
        count.fail(f"{name}: failed as a whole (crash, time-out or exit code)")
    elif status == "disabled":
        count.skipped += 1
    elif status == "notrun":
        skipped = entry.find("skipped")
        why = (skipped.get("message", "") if skipped is not None else "") or "no reason given"
        if why.startswith("SKIP_"):
            count.skipped += 1
        else:
            count.fail(f"{name}: did not run: {why}")
    return count


def count_build(build: Path) -> Count:
    results = build / "test-results"
    count = Count()
    try:
        entries = list(ElementTree.parse(results / "ctest.xml").getroot().iter("testcase"))
        exit_code = int((results / "exit_code").read_text())
    except (OSError, ValueError, ElementTree.ParseError) as error:
        count.fail(f"no test results: {error}")
        return count
    for entry in entries:
        count.add(count_program(entry, results))
    if not entries:
        count.fail("ctest ran no test")
    if exit_code != 0 and not count.failed:
        count.fail(f"ctest returned {exit_code}")
    return count


def main(builds: list[str]) -> int:
    if not builds:
        print(__doc__, file=sys.stderr)
        return 2
    total = Count()
    for build in map(Path, builds):
        count = count_build(build)
        print(f"{build.resolve().name}: {count.passed} passed, {count.failed} failed, {count.skipped} skipped")
        for failure in count.failures:
            print(f"  FAILED {failure}")
        total.add(count)
    print(f"{total.passed} passed, {total.failed} failed, {total.skipped} skipped")
    return 1 if total.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
