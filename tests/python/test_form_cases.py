"""R46, R53: what strangers type into forms, played; every scenario.yaml of the cases with its truth, and siblings of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

import textback

CASES = Path(__file__).resolve().parents[1] / "calls" / "cases"
FORMS = sorted(case.parent.name for case in CASES.glob("*/scenario.yaml"))
KEYS = {"kind", "rules", "why", "zone", "never_in_a_text", "name_may_be_used", "owner_told"}
# Without a form's words: what a form that says nothing about its writer gets.
SCENARIO = """
account: {id: northside, name: Northside Renovations, person: Alex, zone: America/Edmonton, region: CA-AB,
          lines: ["+14035550199"], callback: "+14035550199", address: "12 Sample St, Calgary AB"}
lead: {phone: "+14035550123"}
events:
  - {at: "2026-11-17T10:00:00-06:00", form: FORM}
until: "2026-11-17T17:00:00Z"
"""


def judge(story: dict, truth: dict) -> None:
    bodies = [entry["body"] for entry in story["timeline"] if entry["what"] == "text"]
    tasks = [entry for entry in story["timeline"] if entry["what"] == "task"]
    assert bodies, "a form is answered, whatever name stands in it"
    for word in truth.get("never_in_a_text", []):
        assert not any(word.lower() in body.lower() for body in bodies), f"{word!r} is said: {bodies}"
    if "name_may_be_used" in truth:
        assert all(truth["name_may_be_used"] in body for body in bodies[:1]), f"an honest name is left out: {bodies}"
    told = [task for task in tasks if task["kind"] == "link_in_form"]
    assert bool(told) >= bool(truth.get("owner_told", False)), f"the owner wasn't told: {tasks}"
    for task in told:
        assert task["to"] == "owner" and "link" in task["detail"]
        assert "link_in_form" in [reason["why"] for reason in task["reasons"]]


@pytest.mark.parametrize("case", FORMS)
def test_case(case: str):
    truth = yaml.safe_load((CASES / case / "truth.yaml").read_text())
    assert set(truth) <= KEYS, "a key that nobody looks at"
    judge(textback.simulate(CASES / case / "scenario.yaml"), truth)


def test_the_cases_are_there():
    assert len(FORMS) >= 10


def play(form: dict) -> dict:
    # JSON is YAML, and the words are quoted whatever is in them.
    return textback.simulate_yaml(SCENARIO.replace("FORM", json.dumps(form, ensure_ascii=False)).encode(), "form.yaml")


LINKS = [
    {"name": "Win $500 http://evil.example/x"},
    {"name": "www.evil.test"},
    {"name": "tinyurl.com/abc"},
    {"name": "evil {dot} com"},
    {"name": "evil dot com"},
    {"name": "evil .com"},
    {"name": "e v i l dana evil.shop"},
    {"name": "ev\u200bil\uff0ecom"},
    {"name": "\U0001d41e\U0001d42f\U0001d422\U0001d425.com"},
    {"name": "hxxps://evil/x"},
    {"name": "h t t p : / / evil"},
    {"name": "Dana\nhttp://evil.example"},
    {"name": "Dana", "message": "look at evil.com please"},
    {"name": "Dana", "message": "plans: bit.ly/3xAmple"},
    {"name": "Dana", "message": "see\nhttps://evil.example/pay"},
    {"name": "Dana", "message": "go to evil [dot] com"},
    {"name": "Dana", "message": "192.0.2.7/login"},
    {"message": "hxxp://evil"},
]


@pytest.mark.parametrize("form", LINKS, ids=str)
def test_a_form_with_a_link_is_not_spoken_back_and_the_owner_is_told(form: dict):
    story = play(form)
    judge(story, {"never_in_a_text": ["evil", "http", "bit.ly", "tinyurl", "Dana", "192.0"], "owner_told": True})
    task = next(entry for entry in story["timeline"] if entry["what"] == "task")
    assert "".join(form.values()).replace("\n", "")[:3] in task["quote"].replace("\n", "")


NO_NAMES = [
    "Unknown", "WIRELESS CALLER", "Cell Phone", "Private", "ANONYMOUS", "V14035550123", "CALGARY AB", "Toronto, Ontario", "TOLL FREE CALL",
    "Spam Likely", "Scam Likely", "Potential Spam", "N/A", "null", "test", "asdf", "xxx", "John Doe", "your name", "Appelant inconnu",
    "Número desconocido", "4035550199", "+1 403 555 0199", "dana@example.net", "{person}", "<script>", "Dana\rpay now", "$$$",
]


@pytest.mark.parametrize("name", NO_NAMES)
def test_what_is_no_name_leaves_its_clause_out(name: str):
    """The text is that of a form without a name, to the letter; nobody needs to be told."""
    without, story = play({"trade": "kitchen"}), play({"trade": "kitchen", "name": name})
    bodies = [[e["body"] for e in one["timeline"] if e["what"] == "text"] for one in (without, story)]
    assert bodies[0] == bodies[1]
    assert [e for e in story["timeline"] if e["what"] == "task"] == []


HONEST = ["Dana", "J.P. O'Neil", "St. John", "Jo-Ann St.John", "Zoé", "D'Angelo", "李雷", "Sydney", "Bo"]


@pytest.mark.parametrize("name", HONEST)
def test_honest_names_stay(name: str):
    judge(play({"trade": "kitchen", "name": name, "message": "We'd like a new kitchen by St. Jean. Call me.It is 3.5 m long."}),
          {"name_may_be_used": name})
