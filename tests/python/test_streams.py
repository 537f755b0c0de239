"""The command line under stress: every command times every stress, as a table. One line, no traceback, the code that was agreed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from typer.testing import CliRunner

from textback import streams
from textback.cli import app

ROOT = Path(__file__).resolve().parents[2]
ONE_DAY = ROOT / "examples" / "data" / "one_day.csv"
SCENARIO = ROOT / "tests" / "scenarios" / "evening_call.yaml"
PLAYBOOK = ROOT / "src" / "config" / "playbooks" / "two_text.yaml"
LOG = "\n".join(ONE_DAY.read_text().splitlines()[:40]) + "\n"


@dataclass
class Command:
    arguments: list[str]
    lines: str = ""  # standard input
    file: str = ""  # the option or the place of a file it reads
    options: tuple[str, ...] = ()  # other options that name a file


QUESTIONS = {
    "window": '{"to": "+14035550123", "at": "2026-11-20T20:55:00-06:00"}\n',
    "number": '{"raw": "403-555-0123"}\n',
    "segments": '{"text": "hello"}\n',
    "classify": '{"text": "stop"}\n',
    "lint": '{"step": "text_2", "template": "{person} of {business}."}\n',
}
COMMANDS = {
    **{f"{name} --json": Command([name, "--json"], lines) for name, lines in QUESTIONS.items()},
    "window": Command(["window", "403-555-0123", "--at", "2026-11-20T20:55:00-06:00"], options=("--rulebook",)),
    "number": Command(["number", "403-555-0123"]),
    "segments": Command(["segments", "hello"]),
    "classify": Command(["classify", "stop"]),
    "lint FILE": Command(["lint", str(PLAYBOOK)], file="lint"),
    "lint FILE --json": Command(["lint", str(PLAYBOOK), "--json"], file="lint"),
    "lint -": Command(["lint", "-"], PLAYBOOK.read_text()),
    "simulate": Command(["simulate", str(SCENARIO)], file="simulate", options=("--rulebook",)),
    "simulate --json": Command(["simulate", str(SCENARIO), "--json"], file="simulate"),
    "simulate -": Command(["simulate", "-", "--json"], SCENARIO.read_text()),
    "recover": Command(["recover", "LOG", "--zone", "America/Edmonton", "--db", "DB"], file="recover", options=("--rulebook", "--account")),
    "recover --json": Command(["recover", "LOG", "--zone", "America/Edmonton", "--db", "DB", "--json"], file="recover"),
    "recover -": Command(["recover", "-", "--zone", "America/Edmonton", "--db", "DB", "--json"], LOG),
    "law": Command(["law"], options=("--rulebook",)),
    "doctor": Command(["doctor"], options=("--rulebook",)),
    "doctor --json": Command(["doctor", "--json"]),
    "--help": Command(["--help"]),
    "--version": Command(["--version"]),
}
USUAL: dict[str, subprocess.CompletedProcess[str]] = {}
# Those whose standard input is read.
READERS = [name for name, command in COMMANDS.items() if command.lines]


def prepared(arguments: list[str], folder: Path) -> list[str]:
    log = folder / "log.csv"
    log.write_text(LOG)
    named = {"LOG": str(log), "DB": str(folder / "store.db")}
    return [named.get(argument, argument) for argument in arguments]


def shell(name: str, folder: Path, redirection: str) -> subprocess.CompletedProcess[str]:
    """`textback ...` in a shell, with a redirection behind it; `{}` in it stands for the command."""
    command = COMMANDS[name]
    lines = folder / "lines"
    lines.write_text(command.lines)
    words = [sys.executable, "-m", "textback.cli", *prepared(command.arguments, folder)]
    script = redirection.replace("{}", '"$@"')
    with lines.open() as stdin:
        return subprocess.run(["bash", "-c", script, "bash", *words], stdin=stdin, capture_output=True, text=True, timeout=120)


def one_line(text: str) -> bool:
    return text.count("\n") == 1 and "Traceback" not in text and text.startswith("textback: ")


# doctor's code depends on this machine's zone data; its output doesn't reach anybody all the same
@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_one_line_and_code_3(tmp_path, name):
    run = shell(name, tmp_path, "{} >/dev/full")
    assert run.returncode == 3 and one_line(run.stderr), run.stderr
    assert "standard output can't be written" in run.stderr and "space" in run.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_closed_output_is_one_line_and_code_3(tmp_path, name):
    run = shell(name, tmp_path, "{} >&-")
    assert run.returncode == 3 and one_line(run.stderr), run.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_a_reader_that_goes_away_is_no_error_to_shout_about(tmp_path, name):
    """As other tools: no word, ended by SIGPIPE (141 in a shell), or done before the reader left."""
    run = shell(name, tmp_path, 'set -o pipefail; {} | sleep 0; exit "${PIPESTATUS[0]}"')
    assert run.stderr == "", run.stderr
    assert run.returncode in (0, 128 + signal.SIGPIPE)


def test_a_long_output_ends_with_its_reader(tmp_path):
    lines = tmp_path / "lines"
    lines.write_text(QUESTIONS["number"] * 200_000)
    words = [sys.executable, "-m", "textback.cli", "number", "--json"]
    with lines.open() as stdin:
        run = subprocess.run(["bash", "-c", '"$@" | head -1; exit "${PIPESTATUS[0]}"', "bash", *words], stdin=stdin,
                             capture_output=True, text=True, timeout=120)
    assert run.returncode == 128 + signal.SIGPIPE and run.stderr == ""
    assert json.loads(run.stdout)["e164"] == "+14035550123"


@pytest.mark.parametrize("name", READERS)
def test_a_closed_input_is_as_an_empty_one(tmp_path, name):
    closed, empty = shell(name, tmp_path, "{} <&-"), shell(name, tmp_path, "{} </dev/null")
    assert closed.returncode == empty.returncode and closed.stdout == empty.stdout
    assert "Traceback" not in closed.stderr and closed.stderr.count("\n") <= 1
    if name.endswith("--json"):
        assert closed.returncode == 0 and closed.stdout == ""
    assert closed.returncode in (0, 1)


@pytest.mark.parametrize("name", READERS)
def test_an_input_that_cant_be_read_is_one_line_and_code_1(tmp_path, name):
    run = shell(name, tmp_path, "{} 0>/dev/null")
    assert run.returncode == 1 and one_line(run.stderr), run.stderr
    assert "standard input can't be read" in run.stderr


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("redirection", ["{} 2>/dev/full", "{} 2>&-"])
def test_complaints_that_nobody_hears_change_nothing(tmp_path, name, redirection):
    if name not in USUAL:
        (tmp_path / "usual").mkdir()
        USUAL[name] = shell(name, tmp_path / "usual", "{}")
    usual = USUAL[name]
    run = shell(name, tmp_path, redirection)
    assert run.returncode == usual.returncode and run.stdout == usual.stdout


def broken_files(folder: Path) -> dict[str, str]:
    loop = folder / "loop"
    loop.symlink_to(loop)
    dangling = folder / "dangling"
    dangling.symlink_to(folder / "nobody")
    under = folder / "file"
    under.write_text("x")
    return {
        "missing": str(folder / "missing.yaml"),
        "folder": str(folder),
        "loop": str(loop),
        "dangling": str(dangling),
        "below a file": str(under / "x.yaml"),
        "name too long": "x" * 5_000,
    }


@pytest.mark.parametrize("what", ["missing", "folder", "loop", "dangling", "below a file", "name too long"])
@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.file])
def test_a_file_that_cant_be_read_has_code_1_in_every_command(tmp_path, name, what):
    path = broken_files(tmp_path)[what]
    arguments = prepared(COMMANDS[name].arguments, tmp_path)
    arguments[1] = path
    run = CliRunner().invoke(app, arguments)
    assert run.exit_code == 1 and one_line(run.stderr) and run.stdout == "", run.stderr
    assert path[:60] in run.stderr


@pytest.mark.parametrize("what", ["missing", "folder", "loop", "dangling", "below a file"])
@pytest.mark.parametrize(("name", "option"), [(name, option) for name, command in COMMANDS.items() for option in command.options])
def test_a_named_option_that_cant_be_read_has_code_1_too(tmp_path, name, option, what):
    path = broken_files(tmp_path)[what]
    run = CliRunner().invoke(app, [*prepared(COMMANDS[name].arguments, tmp_path), option, path])
    assert run.exit_code == 1 and one_line(run.stderr) and run.stdout == "", run.stderr
    assert path in run.stderr


@pytest.mark.parametrize("name", [name for name, command in COMMANDS.items() if command.file])
def test_a_file_without_permission_has_code_1(tmp_path, monkeypatch, name):
    """Root may read everything, so the system's answer is given by the test."""
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    run = CliRunner().invoke(app, prepared(COMMANDS[name].arguments, tmp_path))
    assert run.exit_code == 1 and one_line(run.stderr) and "permission" in run.stderr


@pytest.mark.parametrize("yaml", ["a: [\n", "\t- x", "{{", "\x00", "- 1\n- 2\n", "text"])
@pytest.mark.parametrize("arguments", [["lint"], ["simulate"], ["window", "403-555-0123", "--rulebook"], ["law", "--rulebook"],
                                       ["doctor", "--rulebook"], ["simulate", str(SCENARIO), "--rulebook"],
                                       ["recover", "LOG", "--zone", "America/Edmonton", "--db", "DB", "--rulebook"],
                                       ["recover", "LOG", "--zone", "America/Edmonton", "--db", "DB", "--account"]])
def test_bad_yaml_has_code_1_in_every_command(tmp_path, arguments, yaml):
    bad = tmp_path / "bad.yaml"
    bad.write_text(yaml)
    run = CliRunner().invoke(app, [*prepared(arguments, tmp_path), str(bad)])
    assert run.exit_code == 1 and one_line(run.stderr) and "bad.yaml:" in run.stderr, run.stderr


@pytest.mark.parametrize("name", ["window", "number", "segments", "classify", "lint", "simulate", "recover", "law", "doctor"])
def test_bad_usage_has_code_2_in_every_command(tmp_path, name):
    assert CliRunner().invoke(app, [name, "--no-such-option"]).exit_code == 2
    assert CliRunner().invoke(app, [name, "a", "b", "c"]).exit_code == 2


def test_a_file_by_standard_input_is_as_one_by_name(tmp_path):
    runner = CliRunner()
    by_name = runner.invoke(app, ["simulate", str(SCENARIO), "--json"])
    assert runner.invoke(app, ["simulate", "-", "--json"], input=SCENARIO.read_bytes()).stdout == by_name.stdout
    log, zone = tmp_path / "log.csv", ["--zone", "America/Edmonton"]
    log.write_text(LOG)
    by_name = runner.invoke(app, ["recover", str(log), *zone, "--db", str(tmp_path / "a.db"), "--json"])
    spooled = runner.invoke(app, ["recover", "-", *zone, "--db", str(tmp_path / "b.db"), "--json"], input=LOG.encode())
    assert json.loads(spooled.stdout) == json.loads(by_name.stdout) and spooled.exit_code == by_name.exit_code == 0
    pressing = PLAYBOOK.read_text().replace("No rush", "Act now! No rush")
    found = runner.invoke(app, ["lint", "-", "--json"], input=pressing.encode())
    assert {finding["file"] for finding in json.loads(found.stdout)["findings"]} <= {"standard input"}


def test_messages_about_standard_input_name_it(tmp_path):
    runner = CliRunner()
    run = runner.invoke(app, ["recover", "-", "--zone", "America/Edmonton", "--db", str(tmp_path / "db")], input=b'"x","cut\n' * 3)
    assert run.exit_code == 1 and "standard input" in run.stderr and "/textback-" not in run.stderr
    run = runner.invoke(app, ["simulate", "-"], input=b"account: [\n")
    assert run.exit_code == 1 and "standard input:" in run.stderr
    run = runner.invoke(app, ["lint", "-"], input=b"a: [\n")
    assert run.exit_code == 1 and "standard input:" in run.stderr


@pytest.mark.parametrize(("problems", "lines", "last"), [(1, 1, ""), (20, 20, ""), (21, 21, "and 1 more"), (5_000, 21, "and 4,980 more")])
def test_at_most_twenty_problems_and_how_many_more(tmp_path, problems, lines, last):
    log = tmp_path / "log.csv"
    log.write_text(LOG + '"contractor-01","cut"\n' * problems)
    run = CliRunner().invoke(app, ["recover", str(log), "--zone", "America/Edmonton", "--db", str(tmp_path / "db"), "--json"])
    assert run.exit_code == 1
    told = run.stderr.splitlines()
    assert len(told) == lines and last in told[-1]
    assert len(json.loads(run.stdout)["problems"]) == problems


def test_the_helper_leaves_short_lists_alone():
    assert streams.problem_lines([]) == [] and streams.problem_lines(["a"] * 20) == ["a"] * 20
    assert streams.problem_lines(["a", "b", "c"], shown=1) == ["a", "and 2 more"]
