"""The command `textback`. People get tables, colours and progress; scripts get --json.

Exit codes: 0 done, 1 the input was wrong, 2 wrong usage, 3 the outside failed.
"""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, NoReturn, Optional

import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

import textback
from textback import report

INPUT_WRONG = 1
OUTSIDE_FAILED = 3

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Wins back the leads whose call nobody answered.",
)
errors = Console(stderr=True, highlight=False)
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


def run_recover(calls: Path, zone: str, db: Path, account: Optional[Path], until: Optional[datetime], quiet: bool) -> Any:
    columns = (TextColumn("[dim]{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, transient=True, disable=quiet or not errors.is_terminal) as bar:
        task = bar.add_task("playing the call log in virtual time", total=None)
        return textback.recover(
            calls,
            zone=zone,
            db=db,
            account=account,
            until=until,
            progress=lambda done, total: bar.update(task, completed=done, total=total),
        )


@app.command()
def recover(
    calls: Annotated[Path, typer.Argument(help="Call log: Asterisk's cdr_csv, Master.csv.", metavar="CALLS.csv")],
    zone: Annotated[str, typer.Option(help="Time zone of the log's times, like America/Edmonton.")],
    db: Annotated[Path, typer.Option(help="SQLite store; made where there is none, resumed where there is.")],
    format: Annotated[str, typer.Option("--format", help="Format of the call log: asterisk.")] = "asterisk",
    account: Annotated[Optional[Path], typer.Option(help="YAML with the account or accounts.")] = None,
    until: Annotated[Optional[str], typer.Option(help="End of virtual time, RFC 3339; default: nothing due.")] = None,
    as_json: JsonOption = False,
    show_all: Annotated[bool, typer.Option("--all", help="Print every row of every table.")] = False,
) -> None:
    """The main job on a call log, in virtual time: who was texted what and when, who was held, who was not, and why."""
    if format != "asterisk":
        raise typer.BadParameter(f"'{format}' is not known; the only format so far is asterisk", param_hint="--format")
    try:
        result = run_recover(calls, zone, db, account, parse_until(until), quiet=as_json)
    except textback.InputError as error:
        fail(error, INPUT_WRONG)
    except textback.OutsideError as error:
        fail(error, OUTSIDE_FAILED)
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        report.print_recovery(result, zone, show_all)
    for problem in result["problems"]:
        errors.print(f"[red]left out:[/red] {escape(problem)}", soft_wrap=True)
    if result["problems"]:
        raise typer.Exit(INPUT_WRONG)


@app.command()
def simulate(
    scenario: Annotated[Path, typer.Argument(help="Scenario file.", metavar="FILE.yaml")],
    as_json: JsonOption = False,
) -> None:
    """Plays a scenario in virtual time: what would happen to this lead, and why. Nothing is sent."""
    try:
        result = textback.simulate(scenario)
    except textback.InputError as error:
        fail(error, INPUT_WRONG)
    except textback.OutsideError as error:
        fail(error, OUTSIDE_FAILED)
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
    else:
        report.print_scenario(result)


if __name__ == "__main__":
    app()
