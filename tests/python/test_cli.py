"""The command line, as scripts use it: JSON, exit codes, messages. The formats are fixed (R71, R73, R74)."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

import textback
from typer.testing import CliRunner

from textback.cli import app

ROOT = Path(__file__).resolve().parents[2]
ONE_DAY = str(ROOT / "examples" / "data" / "one_day.csv")
CONTRACTORS = str(ROOT / "examples" / "data" / "contractors.yaml")
runner = CliRunner()


def recover(*arguments: str):
    return runner.invoke(app, ["recover", *arguments])


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, dict]:
    db = str(tmp_path_factory.mktemp("recover") / "day.db")
    result = recover(ONE_DAY, "--format", "asterisk", "--zone", "America/Edmonton", "--account", CONTRACTORS, "--db", db, "--json")
    assert result.exit_code == 0, result.output
    return db, json.loads(result.stdout)


def test_one_day_counts_what_the_file_has(day):
    _, result = day
    assert result["summary"]["calls"] == 1455
    assert result["summary"]["missed"] == 368


def test_every_text_names_what_a_lawyer_asks_for(day):
    """R71: step, class, basis, key and reasons with rule, row, citation and date."""
    _, result = day
    texts = [entry for entry in result["timeline"] if entry["what"] == "text"]
    assert len(texts) == sum(result["summary"]["texts"].values())
    assert len({text["key"] for text in texts}) == len(texts)
    for text in texts:
        window = next(reason for reason in text["reasons"] if reason["rule"] == "R10")
        regions = textback.number(text["key"].split("/")[1])["regions"]
        assert window["row"] in {*regions, *(region[:2] for region in regions)} or (not regions and window["row"] == "unknown")
        assert window["citation"] and window["as_of"]
        assert text["basis"] != "none"
        assert "STOP" in text["body"] or "ARRET" in text["body"]  # R50: in the language of the text


def test_run_again_on_the_same_store_changes_nothing(day):
    db, first = day
    again = recover(ONE_DAY, "--zone", "America/Edmonton", "--account", CONTRACTORS, "--db", db, "--json")
    assert again.exit_code == 0
    assert json.loads(again.stdout) == first


def test_leads_can_be_read_with_plain_sql(day):
    db, result = day
    with sqlite3.connect(f"file:{db}?mode=ro", uri=True) as store:
        held = store.execute("SELECT count(*) FROM leads WHERE phase = 'dormant'").fetchone()[0]
    assert held > 0


def test_tables_are_for_people(tmp_path):
    result = recover(ONE_DAY, "--zone", "America/Edmonton", "--account", CONTRACTORS, "--db", str(tmp_path / "db"))
    assert result.exit_code == 0
    for title in ("Texted (", "Held (", "Not sent (", "For a person (", "Summary"):
        assert title in result.stdout


def test_broken_line_is_named_and_the_rest_is_done(tmp_path):
    lines = Path(ONE_DAY).read_text().splitlines()[:40]
    lines[16] = '"contractor-01","cut'
    log = tmp_path / "broken.csv"
    log.write_text("\n".join(lines) + "\n")
    result = recover(str(log), "--zone", "America/Edmonton", "--db", str(tmp_path / "db"), "--json")
    assert result.exit_code == 1
    assert "broken.csv:17:" in result.stderr
    assert json.loads(result.stdout)["summary"]["calls"] == 39


@pytest.mark.parametrize(
    ("arguments", "exit_code", "says"),
    [
        (["no.csv", "--zone", "America/Edmonton", "--db", "{tmp}/db"], 1, "no.csv"),
        ([ONE_DAY, "--zone", "Atlantis", "--db", "{tmp}/db"], 1, "Atlantis"),
        ([ONE_DAY, "--zone", "America/Edmonton", "--db", ONE_DAY], 1, "not a SQLite database"),
        ([ONE_DAY, "--zone", "America/Edmonton", "--db", "{tmp}/no/such/db"], 3, "no/such"),
        ([ONE_DAY, "--zone", "America/Edmonton"], 2, "--db"),
        ([ONE_DAY, "--zone", "America/Edmonton", "--db", "{tmp}/db", "--until", "noon"], 2, "noon"),
        ([ONE_DAY, "--zone", "America/Edmonton", "--db", "{tmp}/db", "--format", "wav"], 2, "wav"),
    ],
)
def test_errors_say_what_and_exit_as_agreed(tmp_path, arguments, exit_code, says):
    result = recover(*(argument.format(tmp=tmp_path) for argument in arguments))
    assert result.exit_code == exit_code
    assert says in result.stderr


def test_store_of_a_newer_version_is_refused_and_untouched(day, tmp_path):
    db, _ = day
    newer = tmp_path / "newer.db"
    newer.write_bytes(Path(db).read_bytes())
    with sqlite3.connect(newer) as store:
        store.execute("PRAGMA user_version = 99")
    before = newer.read_bytes()
    result = recover(ONE_DAY, "--zone", "America/Edmonton", "--db", str(newer))
    assert result.exit_code == 1
    assert "newer" in result.stderr and "99" in result.stderr
    assert newer.read_bytes() == before
