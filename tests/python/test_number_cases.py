"""R2: numbers as people and phones write them, through the number command: every in.jsonl with its truth."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from textback.cli import app

CASES = Path(__file__).resolve().parents[1] / "calls" / "cases"
WITH_LINES = sorted(case.parent.name for case in CASES.glob("*/in.jsonl"))
CALGARY, LONDON = "+14035550123", "+442079460958"


def e164s(lines: str) -> list[str | None]:
    """One value a line: the number, or None where it was refused."""
    run = CliRunner().invoke(app, ["number", "--json"], input=lines)
    assert run.exit_code in (0, 1), run.stderr
    answers = [json.loads(line) for line in run.stdout.splitlines()]
    assert (run.exit_code == 1) == any("error" in answer for answer in answers)
    return [answer.get("e164") for answer in answers]


def test_the_cases_are_there():
    assert len(WITH_LINES) >= 8


@pytest.mark.parametrize("case", WITH_LINES)
def test_case(case: str):
    truth = yaml.safe_load((CASES / case / "truth.yaml").read_text())
    assert e164s((CASES / case / "in.jsonl").read_text()) == truth["expect"]


SIBLINGS = {
    # marks, spaces and dashes from an address book, a web page, a document
    "\u202a+1\u00a0(403)\u00a0555\u20110123\u202c": CALGARY,
    "\u200f4035550123\u200f": CALGARY,
    "403\u2060555\u20600123": CALGARY,
    "403\u200a555\u200a0123": CALGARY,
    "403\ufe63555\ufe630123": CALGARY,
    "403\u30fb555\u30fb0123": CALGARY,
    "\t4035550123\v\f": CALGARY,
    "4035550123\u2028": CALGARY,
    # other digits
    "\u0664\u0660\u0663\u0665\u0665\u0665\u0660\u0661\u0662\u0663": CALGARY,
    "\u096a\u0966\u0969\u096b\u096b\u096b\u0966\u0967\u0968\u0969": CALGARY,
    "4\ufe0f\u20e30\ufe0f\u20e33\ufe0f\u20e35550123": CALGARY,
    "\U0001d7d2\U0001d7ce\U0001d7d15550123": CALGARY,
    "\ufe621 403 555 0123": CALGARY,
    # links and wrappings
    "tel:+1%20(403)%20555-0123": CALGARY,
    "sip:%2B14035550123@sip.example.net": CALGARY,
    '"Lee, Dana" <sip:+14035550123@192.0.2.7;user=phone>;tag=1': CALGARY,
    "sms:+14035550123?body=Hello": CALGARY,
    "\u00ab403 555-0123\u00bb": CALGARY,
    "+14035550123@sip.example.net": CALGARY,
    # extensions
    "403-555-0123 ext#5": CALGARY,
    "403-555-0123 (poste 12)": CALGARY,
    "4035550123,,201#": CALGARY,
    "403 555 0123 extensión 12": CALGARY,
    "tel:403-555-0123;ext=12;phone-context=example.net": CALGARY,
    # prefixes and country codes
    "00 44 20 7946 0958": LONDON,
    "+44 (0) 20 7946 0958": LONDON,
    "011-44-(0)20-7946-0958": LONDON,
    "+011 44 20 7946 0958": LONDON,
    "011 1 403 555 0123": CALGARY,
    # no numbers, several numbers, impossible ones, hidden callers
    "4035550123, 5875550124": None,
    "403-555-0123 ext 5875550124": None,
    "1-800-FLOWERS": None,
    "http://4035550123": None,
    "call 4035550123": None,
    "403\n555\n0123": None,
    "890-555-0123": None,
    "966-555-0123": None,
    "403-911-0123": None,
    "403-155-0123": None,
    "+1 (737) 874-2833": None,
    "tel:+266696687": None,
    "+86 28 2452253": None,
    "1-256-2533": None,
    "número privado": None,
    "sip:anonymous@anonymous.invalid": None,
}


@pytest.mark.parametrize("raw", SIBLINGS)
def test_siblings(raw: str):
    assert e164s(json.dumps({"raw": raw}) + "\n") == [SIBLINGS[raw]]


def test_a_toll_free_number_may_have_a_service_as_exchange():
    assert e164s('{"raw": "1-800-411-7246"}\n{"raw": "8889110123"}\n') == ["+18004117246", "+18889110123"]
