"""cmake/count_tests.py decides whether `make test` passed: it must never call a broken run green."""

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "cmake" / "count_tests.py"

GREEN = """<testsuites><testsuite name="A">
  <testcase name="One" classname="A" status="run" result="completed"/>
  <testcase name="Two" classname="A" status="run" result="completed"/>
  <testcase name="Later" classname="A" status="run" result="skipped"><skipped message="no data"/></testcase>
</testsuite></testsuites>"""
RED = GREEN.replace('"completed"/>', '"completed"><failure message="no"/></testcase>', 1)
CRASHED = "<testsuites><testsuite name="  # a program that died while writing


class Build:
    """A build folder with test results in it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.results = path / "test-results"
        self.results.mkdir(parents=True)

    def ctest(self, entries: str, exit_code: int) -> "Build":
        (self.results / "ctest.xml").write_text(f"<testsuite>{entries}</testsuite>")
        (self.results / "exit_code").write_text(f"{exit_code}\n")
        return self

    def cases(self, program: str, xml: str) -> "Build":
        (self.results / f"{program}.xml").write_text(xml)
        return self


def count(*builds: Build) -> tuple[int, list[str]]:
    run = subprocess.run(
        [sys.executable, SCRIPT, *(build.path for build in builds)], capture_output=True, text=True, check=False
    )
    return run.returncode, run.stdout.splitlines()


@pytest.fixture
def build(tmp_path: Path) -> Build:
    return Build(tmp_path / "release")


def test_counts_cases_not_programs(build: Build) -> None:
    build.ctest('<testcase name="a_test" status="run"/>', 0).cases("a_test", GREEN)
    code, lines = count(build)
    assert (code, lines[-1]) == (0, "2 passed, 0 failed, 1 skipped")


def test_a_program_without_cases_is_one(build: Build) -> None:
    build.ctest('<testcase name="install" status="run"/>', 0)
    code, lines = count(build)
    assert (code, lines[-1]) == (0, "1 passed, 0 failed, 0 skipped")


def test_adds_up_builds(build: Build, tmp_path: Path) -> None:
    build.ctest('<testcase name="a_test" status="run"/>', 0).cases("a_test", GREEN)
    asan = Build(tmp_path / "asan").ctest('<testcase name="a_test" status="fail"/>', 8).cases("a_test", RED)
    code, lines = count(build, asan)
    assert (code, lines[-1]) == (1, "3 passed, 1 failed, 2 skipped")
    assert any("A.One" in line for line in lines)


def test_a_crash_is_a_failure(build: Build) -> None:
    build.ctest('<testcase name="a_test" status="fail"/>', 8)
    code, lines = count(build)
    assert (code, lines[-1]) == (1, "0 passed, 1 failed, 0 skipped")


def test_a_crash_after_the_last_case_is_a_failure(build: Build) -> None:
    build.ctest('<testcase name="a_test" status="fail"/>', 8).cases("a_test", GREEN)
    code, lines = count(build)
    assert (code, lines[-1]) == (1, "2 passed, 1 failed, 1 skipped")


def test_half_a_result_file_is_a_failure(build: Build) -> None:
    build.ctest('<testcase name="a_test" status="fail"/>', 8).cases("a_test", CRASHED)
    assert count(build)[0] == 1


def test_a_program_that_was_not_built_is_a_failure(build: Build) -> None:
    entry = '<testcase name="a_test" status="notrun"><skipped message="Unable to find executable"/></testcase>'
    build.ctest(entry, 0)
    code, lines = count(build)
    assert (code, lines[-1]) == (1, "0 passed, 1 failed, 0 skipped")


def test_a_program_that_skips_itself_is_skipped(build: Build) -> None:
    entry = '<testcase name="python" status="notrun"><skipped message="SKIP_RETURN_CODE=77"/></testcase>'
    build.ctest(entry, 0)
    code, lines = count(build)
    assert (code, lines[-1]) == (0, "0 passed, 0 failed, 1 skipped")


def test_the_exit_code_of_ctest_counts(build: Build) -> None:
    build.ctest('<testcase name="a_test" status="run"/>', 1).cases("a_test", GREEN)
    assert count(build)[0] == 1


def test_no_results_are_a_failure(build: Build) -> None:
    assert count(build)[0] == 1
    build.ctest("", 0)
    assert count(build)[0] == 1


def test_no_builds_are_wrong_usage() -> None:
    assert count()[0] == 2
