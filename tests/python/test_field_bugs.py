"""docs/field_bugs.md names scenarios and tests; each is there, and each scenario of a field bug is named."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = {path.stem: path.read_text() for path in (ROOT / "tests" / "scenarios").glob("*.yaml")}
MANUAL = (ROOT / "docs" / "field_bugs.md").read_text()
ROWS = [line.split(" | ") for line in MANUAL.splitlines() if line.startswith("| ") and "shown by" not in line]


def names() -> list[str]:
    return [name for row in ROWS for name in re.findall(r"`([A-Za-z0-9_.]+)`", row[2])]


def test_every_bug_is_shown_by_something_or_said_to_be_for_later():
    assert len(ROWS) > 35
    for row in ROWS:
        assert len(row) == 3, row
        assert re.search(r"`[A-Za-z0-9_.]+`", row[2]) or "later" in row[2], row


def test_named_scenarios_and_tests_are_there():
    code = "\n".join(path.read_text() for folder in ("tests", "src/testing") for path in (ROOT / folder).rglob("*.cc"))
    there = set(re.findall(r"TEST(?:_[FP])?\((\w+),\s*(\w+)\)", code))
    for name in names():
        if "." in name:
            assert tuple(name.split(".")) in there, name
        elif name != "scorecard":
            assert name in SCENARIOS, name


def test_scenarios_of_field_bugs_are_named():
    for name, yaml in SCENARIOS.items():
        comment = "".join(line for line in yaml.splitlines(keepends=True) if line.startswith("#"))
        assert re.search(r"\bR\d+", comment), f"{name}: which rule?"
        if "Field bug" in comment:
            assert name in names(), name
