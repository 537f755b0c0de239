"""textback calls: how a log was read, as people and scripts see it; and recover on logs that grow or lack an account (R1, R8, R11)."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import pytest

import textback
from typer.testing import CliRunner

from textback.cli import app

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "calls" / "cases"
ONE_DAY = ROOT / "examples" / "data" / "one_day.csv"
CONTRACTORS = ROOT / "examples" / "data" / "contractors.yaml"
FIELDS = {"at", "from", "to", "direction", "legs", "answered", "answered_by", "talk_s", "missed", "account", "why"}
SUMMARY = {"calls", "missed", "answered", "outbound", "internal", "unknown"}
runner = CliRunner()


def calls(*arguments: object, code: int = 0, **options):
    result = runner.invoke(app, ["calls", *map(str, arguments)], **options)
    assert result.exit_code == code, result.output
    return result


def test_json_is_that_of_the_contract():
    case = CASES / "blind_transfer_not_taken"
    said = json.loads(calls(case / "calls.csv", "--zone", "America/Edmonton", "--account", case / "account.yaml", "--json").stdout)
    assert set(said) >= {"calls", "summary", "problems"}
    assert set(said["summary"]) >= SUMMARY
    (call,) = said["calls"]
    assert set(call) >= FIELDS
    assert call["answered"] and not call["missed"] and call["answered_by"] == "201"
    assert call["direction"] == "inbound" and call["account"] == "northside"
    assert [leg["row"] for leg in call["legs"]] == [1, 2]
    assert call["why"]


def test_figures_count_every_call_however_few_are_kept():
    whole = textback.calls(ONE_DAY, zone="America/Edmonton", account=CONTRACTORS)
    assert (whole["summary"]["calls"], whole["summary"]["missed"], len(whole["calls"])) == (1455, 368, 1455)
    few = textback.calls(ONE_DAY, zone="America/Edmonton", account=CONTRACTORS, keep=3)
    assert len(few["calls"]) == 3 and few["summary"] == whole["summary"]
    assert whole["findings"] == [] and whole["account_file"] == "", "the account file says all"


def test_says_what_to_write_into_the_account_file():
    said = textback.calls(ONE_DAY, zone="America/Edmonton")
    assert "+14035550138" in said["account_file"] and 'trunks: ["trunk"]' in said["account_file"]
    assert {one["kind"] for one in said["findings"]} >= {"trunk", "extension"}
    table = calls(ONE_DAY, "--zone", "America/Edmonton").stdout
    assert "1,455" in table and "To write into the account file" in table


def test_a_direction_that_nothing_tells_is_a_problem_that_says_what_to_name():
    case = CASES / "direction_both_ten_digits_one_context"
    result = calls(case / "calls.csv", "--zone", "America/Edmonton", "--json", code=1)
    said = json.loads(result.stdout)
    assert said["summary"]["unknown"] == 1 and said["calls"][0]["direction"] == "unknown"
    assert "contexts:" in said["problems"][0] and "calls.csv:1:" in result.stderr


@pytest.mark.parametrize("name", sorted(path.parent.name for path in CASES.glob("other_*/calls.csv")))
def test_what_is_no_call_log_is_refused_with_a_word(name):
    result = calls(CASES / name / "calls.csv", "--zone", "America/Edmonton", code=1)
    assert "looks like" in result.stderr.replace("\n", " ")


def test_standard_input_and_formats():
    row = (CASES / "columns_18" / "calls.csv").read_text()
    said = json.loads(calls("-", "--zone", "America/Edmonton", "--json", input=row).stdout)
    assert said["format"]["name"] == "asterisk"
    calls(ONE_DAY, "--format", "wav", code=2)
    assert "freepbx" in calls("--help").stdout


def test_without_an_account_file_no_code_is_a_name(tmp_path):
    """An account code is never a business's name, and the store is refused by whatever sends (R11)."""
    arguments = ["recover", str(ONE_DAY), "--zone", "America/Edmonton", "--db", str(tmp_path / "db"), "--json"]
    said = json.loads(runner.invoke(app, arguments).stdout)
    bodies = [entry["body"] for entry in said["timeline"] if entry["what"] == "text"]
    assert bodies and all("contractor-" not in body for body in bodies)
    assert any("[business]" in body for body in bodies)
    assert {entry["account"] for entry in said["timeline"]} == {f"contractor-{i:02d}" for i in range(1, 41)}
    assert any("--account" in note for note in said["notes"])
    again = runner.invoke(app, [*arguments, "--account", str(CONTRACTORS)])
    assert again.exit_code == 1 and "new store" in again.stderr.replace("\n", " ")


def test_a_corrected_zone_is_told_by_its_name(tmp_path):
    case = CASES / "settings_zone_east_then_right"
    for zone, code in (("America/Toronto", 0), ("America/Edmonton", 1)):
        result = runner.invoke(
            app,
            ["recover", str(case / "calls.csv"), "--zone", zone, "--account", str(case / "account.yaml"), "--db", str(tmp_path / "db")],
        )
        assert result.exit_code == code, result.output
    assert "--zone" in result.stderr and "new store" in result.stderr.replace("\n", " ")


def test_follow_prints_a_call_soon_after_its_row(tmp_path):
    log = tmp_path / "Master.csv"
    log.write_text("")
    command = [sys.executable, "-m", "textback.cli", "calls", str(log), "--follow", "--zone", "UTC", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        time.sleep(2)
        now = datetime.now(timezone.utc).strftime("%Y-%m-%d %H:%M:%S")
        with log.open("a") as file:
            file.write(
                f'"","4035550123","4035550199","from-trunk","","PJSIP/trunk-00000001","PJSIP/201-00000002","Dial","PJSIP/201,20",'
                f'"{now}","{now}","{now}",60,50,"ANSWERED","DOCUMENTATION","{int(time.time())}.1",""\n'
            )
        written = time.monotonic()
        call = json.loads(process.stdout.readline())
        process.terminate()
    assert call["answered"] and call["from"] == "+14035550123"
    assert time.monotonic() - written < 5
