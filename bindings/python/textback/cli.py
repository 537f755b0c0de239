"""The command `textback`. People get tables, colours and progress; scripts get --json.

Exit codes: 0 done, 1 the input was wrong, 2 wrong usage, 3 the outside failed.
"""

from __future__ import annotations

import functools
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timezone
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

import textback
from textback import checks, doctor as doctor_module, law as law_module, report, story, streams

INPUT_WRONG = 1
OUTSIDE_FAILED = streams.OUTSIDE_FAILED

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wins back the leads whose call nobody answered.",
)
errors = Console(stderr=True, highlight=False)
RulebookOption = Annotated[
    Optional[Path],
    typer.Option("--rulebook", readable=False, help="YAML with rows of your own, instead of the built-in ones of the same ids."),
]
# readable=False above and below: whether a file can be read is for streams.check_file to say, with the code 1 of a wrong input;
# typer would call it wrong usage.
FormatOption = Annotated[str, typer.Option("--format", help="Format of the call log: auto, " + ", ".join(textback.CALL_LOG_FORMATS) + ".")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of tables.")]


def print_version(wanted: bool) -> None:
    if wanted:
        print(f"textback {textback.__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=print_version, is_eager=True, help="Print the version and exit.")
    ] = False,
) -> None:
    """Wins back the leads whose call nobody answered."""


def fail(error: Exception, code: int) -> NoReturn:
    errors.print(f"[red]textback:[/red] {escape(str(error))}", soft_wrap=True)
    raise typer.Exit(code)


@contextmanager
def errors_told() -> Iterator[None]:
    """What the library raises, as a message and an exit code."""
    try:
        yield
    except textback.InputError as error:
        fail(error, INPUT_WRONG)
    except textback.OutsideError as error:
        fail(error, OUTSIDE_FAILED)


def tell_problems(problems: list[str], count: Optional[int] = None) -> None:
    """Lines of the input that were left out: the first ones, and how many more there are. count: of all, if it is longer."""
    for line in streams.problem_lines(problems, count):
        errors.print(f"[red]left out:[/red] {escape(line)}", soft_wrap=True)


def check_files(*paths: Optional[Path]) -> None:
    for path in paths:
        if path is not None:
            streams.check_file(path)


def parse_until(text: Optional[str]) -> Optional[datetime]:
    if text is None:
        return None
    try:
        until = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        raise typer.BadParameter(f"'{text}' is no time; write 2026-11-20T20:55:00-06:00") from None
    if until.tzinfo is None:
        raise typer.BadParameter("the offset is missing; write 2026-11-20T20:55:00-06:00")
    return until


def progress_bar(quiet: bool) -> Progress:
    columns = (TextColumn("[dim]{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    return Progress(*columns, console=errors, transient=True, disable=quiet or not errors.is_terminal)


def run_recover(
    calls: Path,
    format: str,
    zone: str,
    db: Path,
    account: Optional[Path],
    until: Optional[datetime],
    rulebook: Optional[Path],
    quiet: bool,
) -> Any:
    with progress_bar(quiet) as bar:
        task = bar.add_task("playing the call log in virtual time", total=None)
        return textback.recover(
            calls,
            format=format,
            zone=zone,
            db=db,
            account=account,
            until=until,
            rulebook=rulebook,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )


def check_format(format: str) -> None:
    if format not in ("auto", *textback.CALL_LOG_FORMATS):
        known = ", ".join(("auto", *textback.CALL_LOG_FORMATS))
        raise typer.BadParameter(f"'{format}' is not known; write one of {known}", param_hint="--format")


@app.command()
def calls(
    log: Annotated[Path, typer.Argument(help="Call log of a phone switch; - is standard input.", metavar="FILE", readable=False)],
    format: FormatOption = "auto",
    zone: Annotated[Optional[str], typer.Option(help="The log's clock; default: that of the accounts, else UTC.", show_default=False)] = None,
    account: Annotated[Optional[Path], typer.Option(readable=False, help="YAML with the account or accounts.")] = None,
    as_json: JsonOption = False,
    show_all: Annotated[bool, typer.Option("--all", help="Print every call.")] = False,
    follow: Annotated[bool, typer.Option("--follow", help="Go on: print each new call when it is over, until Ctrl-C.")] = False,
) -> None:
    """How each call of a log was read, and why: the first thing to run on a log of your own. Nothing is sent or stored.

    Which rows are one call, who called whom, who spoke and for how long, missed or not; what was inferred about your phones,
    and what to write into the account file so that nothing has to be.

    Exit code: 0 read, 1 rows were left out or the file is wrong, 2 wrong usage, 3 the outside failed.
    """
    check_format(format)
    if follow:
        return follow_log(log, format, zone, account, as_json)
    with errors_told(), streams.given(log) as given, progress_bar(quiet=as_json) as bar:
        check_files(account)
        task = bar.add_task("reading the call log", total=None)
        read = functools.partial(
            textback.read_calls,
            given.path,
            zone=zone,
            account=account,
            format=format,
            name=str(log) if str(log) != streams.STANDARD_INPUT else "standard input",
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )
        if as_json:
            sys.stdout.write('{"calls":[')
            rest = read(write=sys.stdout.write)
            sys.stdout.write("]," + json.dumps(rest, ensure_ascii=False)[1:] + "\n")
        else:
            parts: list[str] = []
            rest = read(write=parts.append, keep=None if show_all else report.ROWS_SHOWN)
    if not as_json:
        report.print_calls(json.loads("[" + "".join(parts) + "]"), rest, zone)
    tell_problems(rest["problems"], rest["summary"]["problems"])
    if rest["summary"]["problems"]:
        raise typer.Exit(INPUT_WRONG)


def follow_log(log: Path, format: str, zone: Optional[str], account: Optional[Path], as_json: bool) -> None:
    """calls --follow: the new calls of a growing log, a line each."""
    if str(log) == streams.STANDARD_INPUT:
        raise typer.BadParameter("standard input has no end to follow; name the file", param_hint="--follow")

    def write(call: dict[str, Any]) -> None:
        if as_json:
            print(json.dumps(call, ensure_ascii=False), flush=True)
        else:
            report.print_call(call, zone)

    with errors_told():
        check_files(log, account)
        try:
            textback.follow_calls(
                log,
                write=write,
                tell=lambda line: errors.print(f"[yellow]note:[/yellow] {escape(line)}", soft_wrap=True),
                zone=zone,
                account=account,
                format=format,
            )
        except KeyboardInterrupt:
            pass


@app.command()
def recover(
    calls: Annotated[
        Path, typer.Argument(help="Call log of a phone switch; - is standard input.", metavar="CALLS.csv", readable=False)
    ],
    zone: Annotated[str, typer.Option(help="The log's clock, like America/Edmonton, and only that.")],
    db: Annotated[Path, typer.Option(readable=False, help="SQLite store; made where there is none, resumed where there is.")],
    format: FormatOption = "auto",
    account: Annotated[Optional[Path], typer.Option(readable=False, help="YAML with the account or accounts.")] = None,
    until: Annotated[Optional[str], typer.Option(help="End of virtual time, RFC 3339; default: nothing due.")] = None,
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
    show_all: Annotated[bool, typer.Option("--all", help="Print every row of every table.")] = False,
) -> None:
    """The main job on a call log, in virtual time: who was texted what and when, who was held, who was not, and why."""
    check_format(format)
    until_time = parse_until(until)
    with errors_told(), streams.given(calls) as log:
        check_files(account, rulebook)
        result = run_recover(log.path, format, zone, db, account, until_time, rulebook, quiet=as_json)
        result["problems"] = [log.said(problem) for problem in result["problems"]]
        result["notes"] = [log.said(note) for note in result["notes"]]
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        report.print_recovery(result, zone, show_all)
    tell_problems(result["problems"], result["problem_count"])
    if result["problems"]:
        raise typer.Exit(INPUT_WRONG)


@app.command()
def simulate(
    scenario: Annotated[Path, typer.Argument(help="Scenario file; - is standard input.", metavar="FILE.yaml", readable=False)],
    rulebook: RulebookOption = None,
    as_json: JsonOption = False,
) -> None:
    """Plays a scenario in virtual time: what would happen to this lead, and why. Nothing is sent.

    A scenario is a YAML file with one account, one lead, and what happens to them:

    \b
      account: {id: northside, name: Northside Renovations, person: Alex,
                zone: America/Edmonton, lines: ["+14035550199"]}
      lead: {phone: "+14035550123", name: Dana, trade: kitchen}
      events:
        - {at: "2026-11-20T20:55:00-06:00", missed_call: {}}
        - {at: "2026-11-21T10:20:00-06:00", text_in: "Yes, a kitchen"}
      until: "2026-12-31T00:00:00Z"

    \b
    Events: missed_call, answered_call, unclear_call, voicemail, form, text_in,
    person_text, consent, outcome, details, estimate_sent, claim, give_back,
    ready_sent, kill_switch, away, back;
    `received_at` where it becomes known later. `transport` makes texts fail,
    `playbooks` names playbook files of your own. All of it: docs/simulate.md.

    Shown are every event, text, held or dropped step and task, on the clock where
    the lead is, each with its reasons, and what would come next. With --json:
    {"timeline": [...], "lead": {...}, "events": [...]}.

    Exit code: 0 played, 1 the file is wrong (where, and how to mend it), 2 wrong usage, 3 the outside failed.
    """
    with errors_told():
        check_files(rulebook)
        if os.fspath(scenario) == streams.STANDARD_INPUT:
            result = textback.simulate_yaml(streams.read_input(scenario), "standard input", rulebook=rulebook)
        else:
            check_files(scenario)
            result = textback.simulate(scenario, rulebook=rulebook)
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        story.print_scenario(result, report.console)


def answer_all(answer: Callable[[checks.Question], dict[str, Any]], known: Sequence[str]) -> None:
    with errors_told():
        good = checks.answer_lines(answer, known)
    if not good:
        raise typer.Exit(INPUT_WRONG)


@app.command()
def window(
    to: Annotated[Optional[str], typer.Argument(help="The number to text.", show_default=False)] = None,
    at: Annotated[Optional[str], typer.Option(help="When, RFC 3339; default: now.", show_default=False)] = None,
    zone: Annotated[str, typer.Option(help="The person's time zone, if known.")] = "",
    region: Annotated[str, typer.Option(help="The person's province or state: CA-AB.")] = "",
    postal_code: Annotated[str, typer.Option(help="The person's postal code or ZIP.")] = "",
    rulebook: RulebookOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Read questions from standard input, one JSON object a line.")] = False,
) -> None:
    """May a text to this number leave now, and if not, when? With --json: one question a line, one answer a line."""
    with errors_told():
        check_files(rulebook)
    book = os.fspath(rulebook) if rulebook is not None else None
    known = ("to", "at", "class", "zone", "region", "postal_code")

    def answer(question: checks.Question) -> dict[str, Any]:
        return textback.window(
            checks.text_of(question, "to", required=True),
            checks.text_of(question, "at", required=True),
            text_class=checks.text_of(question, "class") or "proactive",
            zone=checks.text_of(question, "zone"),
            region=checks.text_of(question, "region"),
            postal_code=checks.text_of(question, "postal_code"),
            rulebook=book,
        )

    if as_json:
        if to is not None or at is not None or zone or region or postal_code:
            raise typer.BadParameter("with --json everything is asked on standard input", param_hint="--json")
        return answer_all(answer, known)
    if to is None:
        raise typer.BadParameter("give a number, or --json and questions on standard input", param_hint="TO")
    if at is None:
        at = datetime.now(timezone.utc).isoformat(timespec="seconds")
    question = {"to": to, "at": at, "zone": zone, "region": region, "postal_code": postal_code}
    with errors_told():
        report.print_window(answer(question), at)


@app.command()
def number(
    raw: Annotated[Optional[str], typer.Argument(help="A number as people write it.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Read numbers from standard input, one JSON object a line.")] = False,
) -> None:
    """Where could this number be? With --json: one question a line, one answer a line."""

    def answer(question: checks.Question) -> dict[str, Any]:
        raw_text = checks.text_of(question, "raw", required=True)
        return textback.number(raw_text, region=checks.text_of(question, "region"))

    if as_json:
        if raw is not None:
            raise typer.BadParameter("with --json everything is asked on standard input", param_hint="--json")
        return answer_all(answer, ("raw", "region"))
    if raw is None:
        raise typer.BadParameter("give a number, or --json and questions on standard input", param_hint="RAW")
    with errors_told():
        report.print_number(answer({"raw": raw}))


@app.command()
def segments(
    text: Annotated[Optional[str], typer.Argument(help="The text.", show_default=False)] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Read texts from standard input, one JSON object a line.")] = False,
) -> None:
    """What a text costs, and which characters make it dear. With --json: one question a line, one answer a line."""

    def answer(question: checks.Question) -> dict[str, Any]:
        return textback.segments(checks.text_of(question, "text", required=True, odd=True))

    ask(answer, ("text",), text, as_json, report.print_segments)


@app.command()
def classify(
    text: Annotated[Optional[str], typer.Argument(help="What the person wrote.", show_default=False)] = None,
    locale: Annotated[str, typer.Option(help="The person's language, if known: en, fr, es.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="Read texts from standard input, one JSON object a line.")] = False,
) -> None:
    """What does a reply mean: a stop, a question for a person, a machine? With --json: one question a line, one answer a line."""

    def answer(question: checks.Question) -> dict[str, Any]:
        said = checks.text_of(question, "text", required=True, odd=True)
        return textback.classify(said, locale=checks.text_of(question, "locale") or locale)

    ask(answer, ("text", "locale"), text, as_json, report.print_reply)


def ask(
    answer: Callable[[checks.Question], dict[str, Any]],
    known: Sequence[str],
    text: Optional[str],
    as_json: bool,
    show: Callable[[dict[str, Any]], None],
) -> None:
    """One text from the command line, or with --json one question a line from standard input."""
    if as_json:
        if text is not None:
            raise typer.BadParameter("with --json everything is asked on standard input", param_hint="--json")
        return answer_all(answer, known)
    if text is None:
        raise typer.BadParameter("give a text, or --json and questions on standard input", param_hint="TEXT")
    with errors_told():
        show(answer({"text": text}))


@app.command()
def lint(
    playbook: Annotated[
        Optional[Path],
        typer.Argument(help="A playbook file; - is standard input.", metavar="FILE.yaml", show_default=False, readable=False),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Without a file: read templates from standard input, one JSON object a line.")
    ] = False,
    profile: Annotated[
        Optional[str],
        typer.Option(help="A carrier that takes less than usual: canada_136 (one segment of 136 characters).", show_default=False),
    ] = None,
) -> None:
    """What is wrong with the words of a playbook, where, and how to mend it. Exit code 1 where a rule is broken."""

    def answer(question: checks.Question) -> dict[str, Any]:
        return textback.lint(
            checks.text_of(question, "step", required=True),
            checks.text_of(question, "template", required=True),
            locale=checks.text_of(question, "locale"),
            trade=checks.text_of(question, "trade"),
            inquiry=checks.text_of(question, "inquiry") or "missed_call",
            profile=checks.text_of(question, "profile") or profile,
        )

    if playbook is None:
        if not as_json:
            raise typer.BadParameter("give a playbook file, or --json and templates on standard input", param_hint="FILE.yaml")
        return answer_all(answer, ("step", "template", "locale", "trade", "inquiry", "profile"))
    with errors_told():
        named = "standard input" if os.fspath(playbook) == streams.STANDARD_INPUT else os.fspath(playbook)
        findings = textback.lint_playbook_yaml(streams.read_input(playbook), named, profile=profile)
    if as_json:
        print(json.dumps({"findings": findings}, ensure_ascii=False))
    else:
        report.print_findings(findings)
    if any(finding["severity"] == "error" for finding in findings):
        raise typer.Exit(INPUT_WRONG)


@app.command()
def texts(
    playbook: Annotated[
        Optional[Path], typer.Argument(help="A playbook file; without one: the built-in words.", metavar="FILE.yaml", show_default=False)
    ] = None,
) -> None:
    """All words of a playbook as a Markdown page, rendered with sample values, with what each text costs."""
    with errors_told():
        print(textback.texts(playbook), end="")


@app.command()
def law(rulebook: RulebookOption = None) -> None:
    """The rulebooks and holidays that texts are held to, as Markdown, with their sources. No legal advice."""
    with errors_told():
        check_files(rulebook)
        print(law_module.markdown(os.fspath(rulebook) if rulebook is not None else None), end="")


@app.command()
def doctor(rulebook: RulebookOption = None, as_json: JsonOption = False) -> None:
    """Zone data and rulebooks: what is old or wrong, and how to mend it. Exit code 3 where texts would go out an hour off."""
    today = datetime.now(timezone.utc).date()
    with errors_told():
        check_files(rulebook)
        state = doctor_module.examine(today, os.fspath(rulebook) if rulebook is not None else None)
    if as_json:
        print(json.dumps(state, ensure_ascii=False))
    else:
        report.print_doctor(state)
    if any(finding["level"] == "error" for finding in state["findings"]):
        raise typer.Exit(OUTSIDE_FAILED)


def run() -> NoReturn:
    streams.run(app)


if __name__ == "__main__":
    run()
