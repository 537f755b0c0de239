"""The package, as Python programs use it."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path

import pytest

import textback

ROOT = Path(__file__).resolve().parents[2]
ONE_DAY = ROOT / "examples" / "data" / "one_day.csv"


def test_recover_stops_virtual_time_where_asked_and_reports_progress(tmp_path):
    seen = []
    noon = datetime(2026, 11, 17, 18, 0, tzinfo=timezone.utc)
    result = textback.recover(
        ONE_DAY, zone="America/Edmonton", db=tmp_path / "db", until=noon, progress=lambda done, total: seen.append((done, total))
    )
    assert 0 < result["summary"]["missed"] < 368
    assert seen == sorted(seen)
    assert all(entry["at"] <= "2026-11-17T18:00:00Z" for entry in result["timeline"])


def test_naive_datetimes_are_refused(tmp_path):
    with pytest.raises(textback.InputError, match="time zone"):
        textback.recover(ONE_DAY, zone="America/Edmonton", db=tmp_path / "db", until=datetime(2026, 11, 17))


def test_errors_are_of_the_two_kinds(tmp_path):
    with pytest.raises(ValueError, match="nope.csv"):
        textback.recover("nope.csv", zone="America/Edmonton", db=tmp_path / "db")
    with pytest.raises(textback.OutsideError):
        textback.recover(ONE_DAY, zone="America/Edmonton", db=tmp_path / "no" / "such" / "db")
    with pytest.raises(textback.InputError, match="nope.yaml"):
        textback.simulate("nope.yaml")
