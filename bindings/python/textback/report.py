"""Tables for people. Everything shown here is in the --json output too."""

from __future__ import annotations

import os
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.markup import escape
from rich.table import Table

import textback

ROWS_SHOWN = 12

console = Console(highlight=False)
if not console.is_terminal and not os.environ.get("COLUMNS", "").isdigit():
    # For a file or a pipe: wide enough for a text in two lines.
    console = Console(highlight=False, width=160)


def local(at: str, zone: ZoneInfo | None) -> str:
    """'Tue 17 Nov 09:03:12' on the wall clock of `zone`; UTC without one."""
    if at == "never":
        return at
    moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
    if zone is None:
        return moment.strftime("%a %d %b %H:%M:%S") + "Z"
    return moment.astimezone(zone).strftime("%a %d %b %H:%M:%S")


def there(at: str, phone: str, home: str) -> str:
    """The clock where the number could be: 'Tue 08:00'; 'Tue 08:00/09:00' where it could be in two; at home where nothing is known."""
    if at == "never":
        return ""
    moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
    clocks = sorted({moment.astimezone(ZoneInfo(zone)).replace(tzinfo=None) for zone in textback.number(phone)["zones"] or [home]})
    return f"{clocks[0]:%a %H:%M}" + "".join(f"/{clock:%H:%M}" for clock in clocks[1:])


def why(entry: dict[str, Any]) -> str:
    """The reasons as 'R12 held to the next opening of the window'; looking up what was fine is left out."""
    place = {"zone_given", "postal_code", "region_given", "exchange", "area_code", "account_zone", "place_unknown"}
    fine = {"step_due", "basis", "reading", "window_open"} | place
    said = [r for r in entry.get("reasons", []) if r["why"] not in fine] or entry.get("reasons", [])
    return "; ".join(f"{r['rule']} {r.get('sentence', r['why'])}" + (f" ({r['row']})" if "row" in r else "") for r in said)


def counts(values: dict[str, int]) -> str:
    return ", ".join(f"{name} {count}" for name, count in sorted(values.items())) or "none"


def print_rows(title: str, columns: list[str], rows: list[list[str]], show_all: bool) -> None:
    if not rows:
        return
    table = Table(title=f"{title} ({len(rows)})", title_justify="left", show_lines=False, expand=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    shown = rows if show_all else rows[:ROWS_SHOWN]
    for row in shown:
        table.add_row(*(escape(cell) for cell in row))
    console.print(table)
    if len(shown) < len(rows):
        console.print(f"[dim]… and {len(rows) - len(shown)} more: --all prints them, --json has everything[/dim]")


OUTCOMES = {"missed": "missed", "served": "answered", "unclear": "unclear", "reached": "reached", "in_vain": "in vain"}


def answered(call: dict[str, Any]) -> str:
    """'201, 50 s'; 'mailbox, 31 s'; what happened where nobody answered."""
    if call["answered"] or call["outcome"] == "unclear":
        return f"{call['answered_by'] or '?'}, {call['talk_s']} s"
    return f"mailbox, {call['voicemail_s']} s" if "voicemail_s" in call else ""


def print_call(call: dict[str, Any], zone: str | None) -> None:
    """One call in one line."""
    outcome = OUTCOMES.get(call["outcome"], call["outcome"].replace("_", " "))
    at = local(call["at"], ZoneInfo(zone) if zone else None)
    who = f"  {answered(call)}" if answered(call) else ""
    console.print(escape(f"{at}  {call['direction']}  {call['from']} -> {call['to']}  {outcome}{who}"), soft_wrap=True)


def print_calls(calls: list[dict[str, Any]], rest: dict[str, Any], zone: str | None) -> None:
    """How a log was read: figures, what was inferred, what to write down, the first calls."""
    summary, layout = rest["summary"], rest["format"]
    console.print(f"[bold]{escape(layout['name'])}[/bold] ({escape(layout['sure'])}): {escape(layout['why'])}")
    table = Table(title="Summary", title_justify="left", show_header=False)
    table.add_column(justify="left", style="bold")
    table.add_column(overflow="fold")
    table.add_row("rows", f"{summary['rows']:,}, which are {summary['calls']:,} calls")
    table.add_row("missed", f"{summary['missed']:,}")
    table.add_row("answered by a person", f"{summary['answered']:,}")
    table.add_row("unclear, perhaps a machine", f"{summary['unclear']:,}")
    table.add_row("outgoing", f"{summary['outbound']:,}, of which {summary['outbound_reached']:,} reached somebody")
    table.add_row("internal", f"{summary['internal']:,}")
    if summary["not_a_call"]:
        table.add_row("no call at all", f"{summary['not_a_call']:,}")
    table.add_row("direction unknown", f"{summary['unknown']:,}")
    console.print(table)
    clock = ZoneInfo(zone) if zone else None
    rows = [
        [
            local(call["at"], clock),
            call["from"],
            call["to"],
            call["direction"],
            OUTCOMES.get(call["outcome"], call["outcome"].replace("_", " ")),
            answered(call),
            "; ".join(call["why"]),
        ]
        for call in calls
    ]
    print_rows("Calls", ["at", "from", "to", "direction", "", "answered by", "why"], rows, True)
    if len(rows) < summary["calls"]:
        console.print(f"[dim]… and {summary['calls'] - len(rows):,} more: --all prints them, --json has everything[/dim]")
    findings = [
        [one["kind"], one["name"], f"{one['rows']:,}", f"{one['against']:,}", f"{one['percent']} %"] for one in rest["findings"]
    ]
    print_rows("Inferred from the log, not said by an account", ["what", "name", "rows for", "against", "sure"], findings, False)
    if rest["account_file"]:
        console.print("[bold]To write into the account file, so that nothing has to be inferred:[/bold]")
        console.print(escape(rest["account_file"].rstrip()), soft_wrap=True)
    for note in rest["notes"]:
        console.print(f"[yellow]note:[/yellow] {escape(note)}", soft_wrap=True)


def print_summary(summary: dict[str, Any]) -> None:
    table = Table(title="Summary", title_justify="left", show_header=False)
    table.add_column(justify="left", style="bold")
    table.add_column(overflow="fold")
    unclear = summary["unclear"]
    answered = summary["calls"] - summary["missed"] - unclear
    counted = f"{summary['calls']}: {answered} answered, {summary['missed']} missed"
    table.add_row("calls", counted + (f", {unclear} unclear" if unclear else ""))
    if summary["voicemails"]:
        table.add_row("messages", str(summary["voicemails"]))
    table.add_row("leads to win back", f"{summary['episodes']} inquiries that opened an episode")
    table.add_row("texts", f"{sum(summary['texts'].values())}: {counts(summary['texts'])}; {summary['segments']} segments")
    table.add_row("held until the window opened", counts(summary["held"]))
    table.add_row("repeat calls merged", str(summary["merged"]))
    table.add_row("cancelled, caller was reached", str(summary["reached"]))
    table.add_row("missed calls not texted", counts(summary["refused"]))
    table.add_row("steps not sent", counts(summary["dropped"]))
    table.add_row("tasks for people", counts(summary["tasks"]))
    if summary["failed"]:
        table.add_row("not taken by the carrier", counts(summary["failed"]))
    console.print(table)


def print_recovery(result: dict[str, Any], zone_name: str, show_all: bool) -> None:
    zone = ZoneInfo(zone_name)
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for entry in result["timeline"]:
        by_kind.setdefault(entry["what"], []).append(entry)
    print_rows(
        "Texted",
        ["when", "there", "account", "who", "step", "words"],
        [
            [local(e["at"], zone), there(e["at"], e["phone"], zone_name), e["account"], e["phone"], e["step"], e["body"]]
            for e in by_kind.get("text", [])
        ],
        show_all,
    )
    print_rows(
        "Held",
        ["when", "account", "who", "step", "until", "there", "why"],
        [
            [
                local(e["at"], zone),
                e["account"],
                e["phone"],
                e["step"],
                local(e["until"], zone),
                there(e["until"], e["phone"], zone_name),
                why(e),
            ]
            for e in by_kind.get("held", [])
        ],
        show_all,
    )
    print_rows(
        "Not sent",
        ["when", "account", "who", "step", "why"],
        [[local(e["at"], zone), e["account"], e["phone"], e["step"], why(e)] for e in by_kind.get("dropped", [])],
        show_all,
    )
    print_rows(
        "For a person",
        ["when", "account", "who", "task", "what"],
        [[local(e["at"], zone), e["account"], e["phone"], e["kind"], e["detail"]] for e in by_kind.get("task", [])],
        show_all,
    )
    print_summary(result["summary"])
    console.print(f"[dim]Times are those of {escape(zone_name)}; `there` is the clock where the number could be. Virtual time: nothing was sent.[/dim]")
    for note in result["notes"]:
        console.print(f"[yellow]note:[/yellow] {escape(note)}", soft_wrap=True)


def print_window(answer: dict[str, Any], at: str) -> None:
    zones = ", ".join(answer["zones"])
    head = "[green]may leave now[/green]" if answer["allowed"] else f"[yellow]held until {local(answer['next'], None)}[/yellow]"
    console.print(f"{escape(at)}: {head}; decided again at {local(answer['send_by'], None)}")
    console.print(f"on the clocks of {escape(zones)}; regions: {', '.join(answer['regions']) or 'none known, the strictest row holds'}")
    rows = []
    for reason in answer["reasons"]:
        rows.append([reason["rule"], reason["sentence"], reason["row"], reason["citation"], reason.get("as_of", "")])
    print_rows("Why", ["rule", "what", "row", "source", "as of"], rows, show_all=True)


def print_number(answer: dict[str, Any]) -> None:
    console.print(f"{answer['e164'] or 'a short code'}: {answer['kind'].replace('_', ' ')}")
    console.print(f"regions: {', '.join(answer['regions']) or 'not known'}; zones: {', '.join(answer['zones']) or 'not known'}")
    if "note" in answer:
        console.print(f"[yellow]note:[/yellow] {escape(answer['note'])}", soft_wrap=True)


def many(segments: int) -> str:
    return "1 segment" if segments == 1 else f"{segments} segments"


def print_segments(answer: dict[str, Any]) -> None:
    console.print(f"{many(answer['segments'])}, {answer['units']} units of {answer['encoding']}")
    rows = []
    for forcing in answer["forced_by"]:
        stand_in = forcing["stand_in"]
        said = "nothing says it" if stand_in is None else "can be left out" if stand_in == "" else stand_in
        rows.append([forcing["char"], f"U+{ord(forcing['char']):04X}", str(forcing["index"] + 1), said])
    print_rows("Characters outside GSM-7", ["character", "code", "place", "stand-in"], rows, show_all=True)
    if "with_stand_ins" in answer:
        cheaper = answer["with_stand_ins"]
        console.print(f"with stand-ins: {many(cheaper['segments'])} of {cheaper['encoding']}: {escape(cheaper['text'])}")


def print_reply(answer: dict[str, Any]) -> None:
    colour = {"stop": "red", "doubtful": "yellow", "wrong_number": "yellow"}.get(answer["kind"], "green")
    found = f" ({answer['id']})" if answer["id"] else ""
    console.print(f"[{colour}]{answer['kind'].replace('_', ' ')}[/{colour}]: {escape(answer['why'])}{found}")


def print_findings(findings: list[dict[str, Any]]) -> None:
    rows = [
        [f"{f['file']}:{f['line']}", f["path"], f["severity"], f"{f['rule']} {f['id']}", f["message"], f["fix"]] for f in findings
    ]
    print_rows("Findings", ["where", "words", "how bad", "rule", "what", "to mend"], rows, show_all=True)
    if not findings:
        console.print("[green]nothing to mend[/green]")


def print_doctor(state: dict[str, Any]) -> None:
    zone_data = state["zone_data"]
    rows = [[probe["zone"], probe["expected"], probe["is"]] for probe in zone_data["probes"]]
    console.print(f"zone data {zone_data['version']}: " + ("[red]out of date[/red]" if zone_data["stale"] else "[green]up to date[/green]"))
    print_rows("Clocks at 2027-01-15 12:00 UTC", ["zone", "should be", "is"], rows, show_all=True)
    rows = []
    for row in state["rulebooks"]:
        when = " ".join(f"{word} {row[name]}" for word, name in (("from", "effective_from"), ("until", "effective_until")) if row[name])
        rows.append([row["id"], when, row["as_of"], row["confidence"], row["citation"]])
    print_rows("Rulebooks", ["row", "in force", "as of", "sure", "source"], rows, show_all=True)
    console.print(f"tables in memory: {state['tables_bytes'] / 1024:.0f} KiB")
    for finding in state["findings"]:
        colour = {"error": "red", "warning": "yellow"}.get(finding["level"], "cyan")
        console.print(f"[{colour}]{finding['level']}[/{colour}]: {escape(finding['what'])}. To mend: {escape(finding['mend'])}")
    if not state["findings"]:
        console.print("[green]nothing to mend[/green]")
