"""window, number, law and doctor, as scripts use them; the formats are fixed (R10-R16, R71, R74)."""

from __future__ import annotations

import json
from datetime import date, datetime, timezone
from pathlib import Path

import pytest
import textback
from textback import doctor, law
from textback.cli import app
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
runner = CliRunner()

ROW = """rows:
  - id: CA-AB
    hours: {mon-sun: "12:00-13:00"}
    cap_per_day: 1
    inquiry_months: 6
    purchase_months: 24
    citation: "our own counsel"
    as_of: 2026-11-23
    confidence: AN
"""


def ask(command: str, *lines: str, options: tuple[str, ...] = ()):
    result = runner.invoke(app, [command, "--json", *options], input="\n".join(lines) + "\n")
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_window_answers_line_by_line():
    code, answers = ask(
        "window",
        '{"to": "+14035550123", "at": "2026-11-20T20:55:00-06:00"}',
        '{"to": "+14035550123", "at": "2026-11-20T21:30:00-06:00", "class": "response"}',
    )
    assert code == 0
    allowed, held = answers
    assert allowed["allowed"] and allowed["next"] == "2026-11-21T02:55:00Z" and allowed["send_by"] == "2026-11-21T03:30:00Z"
    assert allowed["zones"] == ["America/Edmonton"] and allowed["regions"] == ["CA-AB"]
    assert not held["allowed"] and held["next"] == "2026-11-21T16:00:00Z"
    outside = held["reasons"][0]
    assert (outside["rule"], outside["row"]) == ("R10", "CA-AB") and "CRTC" in outside["citation"]
    assert {reason["rule"] for reason in held["reasons"]} == {"R10", "R11", "R12"}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ('{"to": "+14035550123"}', "at: missing"),
        ('{"at": "2026-11-20T20:55:00Z"}', "to: missing"),
        ('{"to": "nobody", "at": "2026-11-20T20:55:00Z"}', "not a phone number"),
        ('{"to": "+14035550123", "at": "20 Nov 2026"}', "2026"),
        ('{"to": "+14035550123", "at": "2026-11-20T20:55:00"}', "offset"),
        ('{"to": "+14035550123", "at": "9999-01-01T00:00:00Z"}', ""),
        ('{"to": "+14035550123", "at": "1969-12-31T00:00:00Z"}', ""),
        ('{"to": "+14035550123", "at": "2150-01-01T00:00:00Z"}', "to 2099"),
        ('{"to": "+14035550123", "at": "2026-11-20T20:55:00Z", "zone": "America/Edmonten"}', "America/Edmonten"),
        ('{"to": "+14035550123", "at": "2026-11-20T20:55:00Z", "region": "AB"}', "CA-AB"),
        ('{"to": "+14035550123", "at": "2026-11-20T20:55:00Z", "postal_code": "XYZ"}', "postal_code"),
        ('{"to": "+14035550123", "at": "2026-11-20T20:55:00Z", "class": "service"}', "class"),
        ('{"to": 14035550123, "at": "2026-11-20T20:55:00Z"}', "to: write a text"),
        ('{"to": "+14035550123", "at": "2026-11-20T20:55:00Z", "regoin": "CA-AB"}', "did you mean region"),
        ('{"to": "+75005550123", "at": "2026-11-20T20:55:00Z"}', "never meet"),
        ('{"to": "\\ud800", "at": "2026-11-20T20:55:00Z"}', "UTF-8"),
        ('{"to": "+14035550123", "at": "2026-11-20T20:55:00Z", "zone": "' + "é" * 60 + '"}', "zone: no time zone"),
        ('{"to": "+14035550123", "at": "' + "x" + "é" * 60 + '"}', "xé"),
        ("[]", "not a JSON object"),
        ("[" * 100_000, "nested"),
        ("{", "not JSON"),
    ],
)
def test_a_bad_line_is_answered_and_the_others_too(line, says):
    """R74: what is wrong, on its line; exit code 1 at the end."""
    good = '{"to": "+14035550123", "at": "2026-11-20T20:55:00Z"}'
    code, answers = ask("window", line, good)
    assert code == 1 and len(answers) == 2
    assert says in answers[0]["error"]
    assert answers[1]["allowed"]


def test_a_person_of_whom_nothing_is_known_gets_the_strictest_row():
    """R11."""
    answer = textback.window("+18005550123", "2026-11-24T20:30:00Z")
    assert answer["regions"] == [] and len(answer["zones"]) > 5
    assert {reason["row"] for reason in answer["reasons"] if reason["rule"] == "R10"} == {"unknown"}


def test_window_takes_aware_datetimes_only():
    at = datetime(2026, 11, 20, 18, tzinfo=timezone.utc)
    assert textback.window("+14035550123", at)["next"] == "2026-11-20T18:00:00Z"
    with pytest.raises(textback.InputError, match="naive"):
        textback.window("+14035550123", at.replace(tzinfo=None))


def test_numbers():
    code, answers = ask(
        "number",
        '{"raw": "(902) 555-0123"}',
        '{"raw": "1-800-411-7246"}',
        '{"raw": "12345"}',
        '{"raw": "+1 900 555 0123"}',
        '{"raw": "403 555 0123", "region": "CA"}',
        '{"raw": "403 555 0123", "region": "US-FL"}',
    )
    assert code == 0
    maritimes, toll_free, short, premium, calgary, moved = answers
    assert maritimes == {"e164": "+19025550123", "kind": "fixed_or_mobile", "zones": ["America/Halifax"], "regions": ["CA-NS", "CA-PE"]}
    assert toll_free["kind"] == "toll_free" and toll_free["zones"] == toll_free["regions"] == []
    assert short["kind"] == "short_code" and short["e164"] is None
    assert premium["kind"] == "premium"
    assert calgary["regions"] == ["CA-AB"] and moved["regions"] == ["US-FL"]


@pytest.mark.parametrize("area", ["621", "457", "538", "761"])
def test_an_area_code_newer_than_the_data_has_no_region_and_a_date(area):
    """R11: the numbers are possible, their place isn't in our data."""
    answer = textback.number(f"+1{area}5550123")
    assert answer["e164"] == f"+1{area}5550123" and answer["zones"] == answer["regions"] == []
    assert f"no region known for area code {area}" in answer["note"] and "2026-" in answer["note"]
    assert "no region known" in runner.invoke(app, ["number", f"{area}-555-0123"]).stdout
    assert "note" not in textback.number("+14035550123") and "note" not in textback.number("+18005550123")


@pytest.mark.parametrize("raw", ["", "anonymous", "+", "123456789", "+1403555012", "411-555-0123", "0" * 5000, "４０３５５５０１２",
                                 "737-874-2833", "+266696687", "<unknown>", "2222222222", "4034110123"])
def test_what_is_no_number_is_an_error(raw):
    code, answers = ask("number", json.dumps({"raw": raw}))
    assert code == 1 and answers[0]["error"]


def test_rows_of_ones_own(tmp_path):
    """Embedded and overridable: a row of one's own is what texts are held to, and it is cited."""
    own = tmp_path / "own.yaml"
    own.write_text(ROW)
    at = "2026-11-20T11:00:00-06:00"
    assert textback.window("+14035550123", at)["allowed"]
    held = textback.window("+14035550123", at, rulebook=own)
    assert held["next"] == "2026-11-20T18:00:00Z" and held["reasons"][0]["citation"] == "our own counsel"
    scenario = ROOT / "tests" / "scenarios" / "evening_call.yaml"
    texts = [entry for entry in textback.simulate(scenario, rulebook=own)["timeline"] if entry["what"] == "text"]
    assert all("T18:" in entry["at"] for entry in texts)


def test_a_typo_in_a_rulebook_names_file_line_and_field(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(ROW.replace("12:00-13:00", "13:00-12:00"))
    result = runner.invoke(app, ["window", "+14035550123", "--rulebook", str(own)])
    assert result.exit_code == 1
    assert "own.yaml:3: rows.hours.mon-sun" in result.stderr and "closes before it opens" in result.stderr
    result = runner.invoke(app, ["doctor", "--rulebook", str(tmp_path / "none.yaml")])
    assert result.exit_code != 0 and "none.yaml" in result.stderr


def test_who_tightens_a_country_tightens_its_provinces(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text(ROW.replace("CA-AB", "CA").replace("13:00", "18:00"))
    for number in ("+14035550123", "+14165550123"):
        assert textback.window(number, "2026-11-20T10:00:00-06:00", rulebook=own)["reasons"][0]["row"].startswith("CA-")
        assert not textback.window(number, "2026-11-20T10:00:00-06:00", rulebook=own)["allowed"]
    assert textback.window("+13055550123", "2026-11-20T10:00:00-05:00", rulebook=own)["allowed"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (("CA-AB", "CA-AX"), "no such province"),
        (("2026-11-23", "9999-12-31"), "1970 to 2199"),
        (('"12:00-13:00"', '"12:00-12:10"'), ""),
    ],
)
def test_slips_in_a_rulebook_are_told(tmp_path, change, says):
    own = tmp_path / "own.yaml"
    # Labrador differs by half an hour: ten minutes never overlap.
    row = ROW if says else ROW.replace("CA-AB", "CA-NL")
    own.write_text(row.replace(*change))
    result = runner.invoke(app, ["window", "+14035550123", "--rulebook", str(own)])
    assert result.exit_code == 1 and (says or "never meet") in result.stderr


def test_orlandos_overlay_is_eastern():
    """R11: an error of the source that a review found: 689 is 407's overlay."""
    assert textback.number("689-555-0123")["zones"] == textback.number("407-555-0123")["zones"]


def test_the_page_of_law_is_the_data():
    """docs/law.md is made of the data; after a change: textback law > docs/law.md."""
    assert (ROOT / "docs" / "law.md").read_text() == law.markdown()
    assert "no legal advice" in law.markdown()
    for row in textback._textback.Places().rows():
        assert row["citation"].replace("|", "\\|") in law.markdown()


def test_doctor_on_this_machine():
    """R16: the zone data here is right, or nothing else could be."""
    result = runner.invoke(app, ["doctor", "--json"])
    state = json.loads(result.stdout)
    assert result.exit_code == 0 and not state["zone_data"]["stale"]
    assert all(probe["is"] == probe["expected"] for probe in state["zone_data"]["probes"])
    assert {row["id"] for row in state["rulebooks"]} >= {"unknown", "CA", "CA-QC", "US", "US-FL", "US-PR"}
    assert state["tables_bytes"] < 1 << 20
    assert runner.invoke(app, ["doctor"]).exit_code == 0


def test_doctor_says_how_to_mend():
    rows = textback._textback.Places().rows()
    stale = {"stale": "the system's zone data is out of date: America/Vancouver misses its clock change", "probes": []}
    found = doctor.findings(stale, rows, date(2026, 11, 23))
    assert found[0]["level"] == "error" and "tzdata" in found[0]["mend"]
    found = doctor.findings({"stale": ""}, rows, date(2028, 1, 1))
    assert found[0]["level"] == "warning" and "more than a year ago" in found[0]["what"]
    found = doctor.findings({"stale": ""}, rows, date(2026, 10, 1))
    assert found[0]["level"] == "warning" and "in the future" in found[0]["what"]
    assert any(finding["level"] == "note" and "US-PA" in finding["what"] for finding in found)
