"""segments, classify and lint, as scripts use them; the formats are fixed (R30-R36, R50-R53, R74)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import textback
from textback.cli import app
from typer.testing import CliRunner

ROOT = Path(__file__).resolve().parents[2]
runner = CliRunner()


def ask(command: str, *questions: dict | str):
    lines = [one if isinstance(one, str) else json.dumps(one) for one in questions]
    result = runner.invoke(app, [command, "--json"], input="\n".join(lines) + "\n")
    return result.exit_code, [json.loads(line) for line in result.stdout.splitlines()]


def test_segments_names_what_forced_ucs2_and_what_stands_in():
    code, answers = ask("segments", {"text": "Hello"}, {"text": "We’ll see… 🛠 ’"}, {"text": "\u200bé"})
    assert code == 0
    assert answers[0] == {"encoding": "GSM-7", "units": 5, "segments": 1, "forced_by": []}
    assert answers[1]["encoding"] == "UCS-2"
    assert answers[1]["units"] == 15
    assert answers[1]["forced_by"] == [
        {"char": "’", "index": 2, "stand_in": "'"},
        {"char": "…", "index": 9, "stand_in": "..."},
        {"char": "🛠", "index": 11, "stand_in": None},
    ]
    assert answers[2]["forced_by"] == [{"char": "\u200b", "index": 0, "stand_in": ""}]
    assert answers[2]["with_stand_ins"] == {"text": "é", "encoding": "GSM-7", "segments": 1}


def test_segments_of_every_public_vector():
    path = ROOT.parent / "shared" / "data" / "sms" / "segment_vectors.json"
    if not path.exists():
        pytest.skip("needs ../shared/data/sms/segment_vectors.json")
    vectors = json.loads(path.read_text())["vectors"]
    code, answers = ask("segments", *({"text": vector["text"]} for vector in vectors))
    assert code == 0
    for vector, answer in zip(vectors, answers, strict=True):
        assert [answer[name] for name in ("encoding", "units", "segments")] == [
            vector[name] for name in ("encoding", "units", "segments")
        ], vector["id"]


def test_classify_says_kind_language_and_why():
    code, answers = ask(
        "classify",
        {"text": "Stop. Thank you"},
        {"text": "arrêtez de m'écrire"},
        {"text": "no me manden más cobros", "locale": "es"},
        {"text": "STOP", "locale": "fr-CA"},
        {"text": "can you stop by Tuesday"},
        {"text": "stop texting me after 9pm"},
        {"text": ""},
    )
    assert code == 0
    assert [answer["kind"] for answer in answers] == ["stop", "stop", "reply", "stop", "reply", "doubtful", "reply"]
    assert [answer["language"] for answer in answers[:4]] == ["en", "fr", "es", "fr"]
    assert all(answer["why"] for answer in answers)
    assert answers[1]["id"] == "fr.stop_texting"


def test_lint_finds_what_a_text_1_must_not_do():
    good = "{person} here at {business}, sorry we missed your call. What are you hoping to get done?"
    bad = "{business} here! Call us back as soon as possible. Hi {name}"
    code, answers = ask(
        "lint",
        {"step": "text_1", "template": good, "locale": "en", "trade": "kitchen"},
        {"step": "text_1", "template": bad},
        {"step": "text_1", "template": "{person} here from {business}, sorry we missed your call. Is it urgent?"},
        {"step": "help_answer", "template": "{person} at {business}, call {callback}. Reply STOP to opt out."},
    )
    assert code == 0
    assert answers[0]["findings"] == []
    assert answers[0]["rendered"].startswith("Alex here at Northside Renovations")
    assert answers[0]["segments"] == 1
    assert answers[1]["rendered"] is None  # {name} may be unknown and would leave a hole
    assert answers[1]["findings"][0]["rule"] == "R53"
    fault = answers[1]["findings"][0]
    assert (fault["line"], fault["column"]) == (1, 55) and fault["fix"]
    found = {finding["id"]: finding for finding in answers[2]["findings"]}
    assert found["pressure"]["severity"] == "error"
    assert found["pressure"]["rule"] == "R51"
    assert found["pressure"]["fix"]
    assert found["open_question"]["severity"] == "warning"
    assert answers[3]["findings"] == []


def test_lint_keeps_follow_ups_low_in_pressure():
    code, answers = ask(
        "lint",
        {"step": "text_2", "template": "It's {person} from {business}. What would you change about the layout?"},
        {"step": "text_2", "template": "It's {person} from {business}, following up. No rush, reply here whenever it suits you."},
        {"step": "check_in_1", "template": "Ici {person} de chez {business}. Saviez-vous que tout change?", "locale": "fr"},
    )
    assert code == 0
    assert {finding["id"] for finding in answers[0]["findings"]} == {"no_question", "permission_missing", "hard_question"}
    assert {finding["rule"] for finding in answers[0]["findings"]} == {"R55"}
    assert answers[1]["findings"] == []
    assert {finding["id"] for finding in answers[2]["findings"]} == {"permission_missing", "sales_talk"}


def test_lint_profiles_are_off_unless_asked_for(tmp_path):
    text = {"step": "text_1", "template": "{person} from {business} here. Sorry we missed your call. What can I help with?"}
    code, answers = ask("lint", text, {**text, "profile": "canada_136"}, {**text, "profile": "canada"})
    assert code == 1
    assert answers[0]["findings"] == []
    assert [finding["id"] for finding in answers[1]["findings"]] == ["profile_length"]
    assert "write canada_136" in answers[2]["error"]
    own = ROOT / "src" / "config" / "playbooks" / "two_text.yaml"
    assert runner.invoke(app, ["lint", str(own)]).exit_code == 0
    assert runner.invoke(app, ["lint", str(own), "--profile", "canada_136"]).exit_code == 1
    assert {finding["id"] for finding in textback.lint_playbook(own, profile="canada_136")} == {"profile_length"}
    assert runner.invoke(app, ["lint", str(own), "--profile", "canada"]).exit_code == 1


def test_texts_are_one_page():
    page = (ROOT / "docs" / "texts.md").read_text()
    assert runner.invoke(app, ["texts"]).stdout == page == textback.texts()
    own = runner.invoke(app, ["texts", str(ROOT / "examples" / "data" / "plumber.yaml")])
    assert own.exit_code == 0 and own.stdout.startswith("# plumber\n")
    assert runner.invoke(app, ["texts", str(ROOT / "no_such_playbook.yaml")]).exit_code == 1


@pytest.mark.parametrize("command", ["segments", "classify", "lint"])
def test_bad_lines_are_answered_on_their_line(command):
    question = {"text": "ok", "step": "text_2", "template": "{person} of {business}. How so?"}
    code, answers = ask(command, "nonsense", question, "[]", {"txt": "x", "tmplate": "x"}, '{"text": 5, "step": 5}', question)
    assert code == 1
    assert ["error" in answer for answer in answers] == [True, False, True, True, True, False]


@pytest.mark.parametrize("command", ["segments", "classify"])
def test_no_text_is_too_odd(command):
    odd = ["\0", "\u202estop\u202c", "e" + "\u0301" * 5000, "🇨🇦" * 3000, "\ufeff", "a" * 2_000_000, "stop " * 100_000]
    code, answers = ask(command, *({"text": text} for text in odd), '{"text": "\\ud83d stop"}')
    assert code == 0
    assert all("error" not in answer for answer in answers)
    if command == "classify":
        assert answers[-1]["kind"] == "stop", "an emoji that was cut in two hides no STOP"
    else:
        assert answers[-1]["forced_by"][0]["char"] == "\ufffd"


def test_lint_needs_a_known_trade_and_inquiry():
    code, answers = ask("lint", {"step": "text_1", "template": "x", "trade": "plumbing"}, {"step": "a b", "template": "x"})
    assert code == 1
    assert "trade: write kitchen" in answers[0]["error"]
    assert "step name" in answers[1]["error"]


def test_lint_of_a_playbook_says_where(tmp_path):
    built_in = (ROOT / "src" / "config" / "playbooks" / "two_text.yaml").read_text()
    own = tmp_path / "own.yaml"
    own.write_text(built_in)
    assert textback.lint_playbook(own) == []
    assert runner.invoke(app, ["lint", str(own)]).exit_code == 0
    own.write_text(built_in.replace("What can I help with?", "Hurry, what is it?", 1))
    findings = textback.lint_playbook(own)
    assert findings[0]["id"] == "pressure"
    assert findings[0]["path"] == "languages.en.words.text_1.plain"
    assert "What can I help with?" in built_in.splitlines()[findings[0]["line"] - 1]
    result = runner.invoke(app, ["lint", str(own), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.stdout)["findings"] == findings
    own.write_text(built_in.replace("{person} from", "{persn} from", 1))
    with pytest.raises(textback.InputError, match="unknown field 'persn'"):
        textback.lint_playbook(own)
    with pytest.raises(textback.InputError, match="No such file"):
        textback.lint_playbook(tmp_path / "none.yaml")


def test_people_get_sentences():
    assert "2 segments" in runner.invoke(app, ["segments", "’" + "a" * 100]).stdout
    assert "stop" in runner.invoke(app, ["classify", "lose my number"]).stdout
    assert runner.invoke(app, ["segments"]).exit_code == 2
    assert runner.invoke(app, ["classify", "x", "--json"]).exit_code == 2
    assert runner.invoke(app, ["lint"]).exit_code == 2
