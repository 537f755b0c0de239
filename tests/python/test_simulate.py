"""`textback simulate`: what scripts get, what people see, and how a wrong scenario is told of (R70, R71)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import textback
from typer.testing import CliRunner

from textback import report
from textback.cli import app

ROOT = Path(__file__).resolve().parents[2]
SCENARIOS = ROOT / "tests" / "scenarios"
ACCOUNT = 'account: {id: n, name: N, person: P, zone: America/Edmonton, lines: ["+14035550199"], callback: "+14035550199"}\n'
LEAD = 'lead: {phone: "+14035550123"}\n'
CALL = '  - {at: "2026-11-20T10:00:00-06:00", missed_call: {}}\n'
runner = CliRunner()


def simulate(*arguments: str):
    return runner.invoke(app, ["simulate", *arguments])


def printed(path: Path, columns: int) -> str:
    before = report.console.width
    report.console.width = columns
    try:
        result = simulate(str(path))
    finally:
        report.console.width = before
    assert result.exit_code == 0, result.output
    return result.stdout


def shown(name: str, columns: int = 160) -> str:
    """What people see of a scenario, without the line breaks."""
    return " ".join(printed(SCENARIOS / f"{name}.yaml", columns).split())


def test_json_has_timeline_and_lead():
    result = simulate(str(SCENARIOS / "evening_call.yaml"), "--json")
    assert result.exit_code == 0
    story = json.loads(result.stdout)
    assert [line["step"] for line in story["timeline"] if line["what"] == "text"] == ["text_1", "text_2"]
    assert story["lead"]["phase"] == "dormant"
    assert {"phase", "opted_out", "episode", "consent"} <= story["lead"].keys()


# The fields that scripts rely on, by kind of entry.
FIELDS = {
    "text": {"at", "step", "class", "body", "segments", "basis", "key", "reasons"},
    "held": {"at", "step", "until", "reasons"},
    "dropped": {"at", "step", "reasons"},
    "failed": {"at", "step", "outcome", "code", "key", "reasons"},
    "task": {"at", "to", "kind", "detail", "reasons"},
    "phase": {"at", "from", "to"},
}


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_scenario_keeps_the_format_and_can_be_shown(path):
    story = textback.simulate(path)
    assert [line["at"] for line in story["timeline"]] == sorted(line["at"] for line in story["timeline"])
    for line in story["timeline"]:
        assert FIELDS[line["what"]] <= line.keys()
        for reason in line.get("reasons", []):
            assert {"rule", "why", "sentence"} <= reason.keys()
        if "words" in line:
            assert {"key", "step", "class", "basis", "segments", "send_by"} <= line.keys()
    for event in story["events"]:
        assert event["reasons"], "R71: nothing is decided without a reason"
    for columns in (80, 160):
        assert max(len(line) for line in printed(path, columns).splitlines()) <= columns


def test_texts_are_shown_in_full_on_the_clock_of_the_lead():
    seen = shown("evening_call", 80)
    assert "Clock of America/Edmonton" in seen and "CA-AB" in seen
    assert "Alex from Northside Renovations here. Sorry we missed your call, Dana." in seen
    assert "text_2 until Sat 21 Nov 2026 10:06:02" in seen
    assert "proactive, basis inquiry, 2 segments" in seen
    assert "R10 outside the sending window [CA-AB, CRTC Unsolicited Telecommunications Rules" in seen
    assert "nothing comes by itself" in seen
    assert "inquiry from Fri 20 Nov 2026 20:55:00 until Thu 20 May 2027 00:00:00" in seen


def test_two_possible_clocks_are_both_shown():
    seen = shown("two_clocks")
    assert "21:45:00 or 20:45" in seen
    assert "text_1 until Sat 21 Nov 2026 11:07:34/10:07" in seen


def test_events_tasks_and_what_comes_next_are_shown():
    seen = shown("two_people_claim")
    assert "missed call on +14035550199" in seen
    assert "for pat: reply. The lead wrote: answer within 15 minutes “Yes, a kitchen”" in seen
    assert "claim given back by pat" in seen
    assert "assigned to sam" in seen
    assert "check in 1 at Sat 28 Nov 2026 10:00:00" in shown("help_by_night")


def test_ready_texts_say_who_sent_them():
    seen = shown("assisted_sent_in_time")
    assert "for pat: send text. Send this text to the lead" in seen
    assert "sent by a person" in seen
    assert "learned of now, it happened Fri 20 Nov 2026 12:04:00" in seen


def test_switches_and_late_events_are_shown():
    assert "kill switch on, for everything R64" in shown("kill_switch_of_everything")
    assert "outcome lost learned of now, it happened Mon 01 Jun 2026" in shown("outcome_of_the_episode_before")


def test_what_strangers_write_does_not_steer_the_terminal(tmp_path):
    scenario = tmp_path / "escape.yaml"
    said = 'events:\n  - {at: "2026-11-20T10:00:00-06:00", text_in: "[red]Hi\\e[2J[/red]"}\n'
    scenario.write_text(ACCOUNT + LEAD + said)
    result = simulate(str(scenario))
    assert result.exit_code == 0, result.output
    assert "\x1b" not in result.stdout
    assert "“[red]Hi\ufffd[2J[/red]”" in result.stdout


def test_scenario_without_events_is_a_new_lead(tmp_path):
    scenario = tmp_path / "nothing.yaml"
    scenario.write_text(ACCOUNT + LEAD)
    story = textback.simulate(scenario)
    assert story["timeline"] == [] and story["events"] == []
    assert story["lead"]["phase"] == "new"
    assert simulate(str(scenario)).exit_code == 0


def test_worked_example_of_the_manual_is_what_is_printed(tmp_path):
    manual = (ROOT / "docs" / "simulate.md").read_text()
    example = manual[manual.index("## A worked example") :]
    scenario = tmp_path / "example.yaml"
    scenario.write_text(example.split("```yaml\n")[1].split("```")[0])
    wanted = example.split("```text\n")[1].split("```")[0]
    assert [line.rstrip() for line in printed(scenario, 100).splitlines()] == wanted.splitlines()


def test_manual_shows_one_event_of_each_kind(tmp_path):
    manual = (ROOT / "docs" / "simulate.md").read_text()
    scenario = tmp_path / "each.yaml"
    scenario.write_text(manual.split("One of each:\n\n```yaml\n")[1].split("```")[0])
    story = textback.simulate(scenario)
    kinds = {event["what"] for event in story["events"]}
    kinds -= {"wake_up", "text_not_sent"}
    assert kinds == {
        "missed_call", "answered_call", "form", "text_in", "person_text", "consent", "outcome", "details", "estimate_sent",
        "claim", "ready_sent", "kill_switch", "unclear_call", "voicemail", "away",
    }  # fmt: skip
    for kind in kinds | {"give_back", "back", "received_at", "transport", "playbooks"}:
        assert f"`{kind}" in manual or f"**{kind}**" in manual


def test_help_says_what_a_scenario_is():
    result = simulate("--help")
    assert result.exit_code == 0
    for word in ("account:", "lead:", "events:", "missed_call", "kill_switch", "received_at", "Exit code"):
        assert word in result.stdout


def test_rulebook_rows_stand_in(tmp_path):
    rulebook = tmp_path / "narrow.yaml"
    rulebook.write_text("rows: []\n")
    result = simulate(str(SCENARIOS / "evening_call.yaml"), "--rulebook", str(rulebook))
    assert result.exit_code == 1 and "narrow.yaml:1" in result.stderr


@pytest.mark.parametrize(
    ("yaml", "line", "says"),
    [
        (ACCOUNT + "lead: {fone: '+14035550123'}\n", 2, "fone"),
        (ACCOUNT + LEAD + "events:\n" + CALL.replace("missed_call", "mised_call"), 4, "mised_call"),
        (ACCOUNT + LEAD + "events:\n" + CALL.replace("10:00:00-06:00", "10:00"), 4, "at"),
        (ACCOUNT + LEAD + "events:\n" + CALL + CALL.replace("T10", "T09"), 5, "order of time"),
        (ACCOUNT + LEAD + "events:\n" + CALL.replace("missed_call: {}", "outcome: won"), 4, "booked, lost or closed"),
        (ACCOUNT + LEAD + "events:\n" + CALL.replace("missed_call: {}", "kill_switch: maybe"), 4, "on or off"),
        (ACCOUNT + LEAD + "events:\n" + CALL.replace("missed_call: {}", ""), 4, "nothing happens"),
        (ACCOUNT + LEAD + "transport: {fail: [{text: 0, code: x}]}\n", 3, "counted from 1"),
        (ACCOUNT + LEAD + "playbooks: [no_such.yaml]\n", 3, "no_such.yaml"),
        (ACCOUNT.replace("America/Edmonton", "America/Edmontn") + LEAD, 1, "America/Edmonton"),
        ("account: [\n", 2, "flow node"),
    ],
)
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_wrong_scenario_is_named_by_file_line_and_field(tmp_path, yaml, line, says, form):
    scenario = tmp_path / "wrong.yaml"
    scenario.write_text(yaml)
    result = simulate(str(scenario), *form)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert f"wrong.yaml:{line}" in result.stderr and says in result.stderr


def test_usage_and_files_that_cant_be_read_have_codes_of_their_own(tmp_path):
    assert simulate().exit_code == 2
    assert simulate(str(SCENARIOS / "evening_call.yaml"), "--jsn").exit_code == 2
    missing = simulate(str(tmp_path / "missing.yaml"))
    assert missing.exit_code == 1 and "missing.yaml" in missing.stderr
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    unreadable = simulate(str(loop))
    assert unreadable.exit_code == 1 and "loop.yaml" in unreadable.stderr
