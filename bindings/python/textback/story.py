"""A played scenario, as a person reads it: what happened, what was said, held, left out, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

COLOURS = {
    "text": "bold green",
    "held": "yellow",
    "dropped": "magenta",
    "failed": "bold red",
    "task": "bold blue",
    "phase": "dim",
}
# Explains a lead's flags to the reader.
FLAGS = {
    "refused": "the carrier has refused the number for good",
    "wrong_number": "somebody else answers there",
    "doubtful": "perhaps a STOP: a person has to decide",
    "looped": "a machine seems to write: a person has to look",
    "claimed": "a person has taken the lead",
    "ready_text_with_person": "a ready text waits for a person to send it",
}


class Clock:
    """The clocks where the lead could be."""

    def __init__(self, zones: list[str]) -> None:
        self.zones = [ZoneInfo(zone) for zone in zones] or [ZoneInfo("UTC")]

    def all(self, at: str) -> list[datetime]:
        moment = datetime.fromisoformat(at.replace("Z", "+00:00"))
        here: list[datetime] = []
        for zone in self.zones:
            local = moment.astimezone(zone)
            if all(local.replace(tzinfo=None) != other.replace(tzinfo=None) for other in here):
                here.append(local)
        return here

    def say(self, at: str) -> str:
        """'Sat 21 Nov 2026 10:02:13', and the other clocks behind a slash."""
        if at == "never":
            return at
        first, *others = self.all(at)
        return f"{first:%a %d %b %Y %H:%M:%S}" + "".join(f"/{other:%H:%M}" for other in others)


def plain(text: str) -> str:
    """What strangers wrote, without what would steer a terminal."""
    return "".join(c if c.isprintable() or c == "\n" else "\ufffd" for c in text)


def shown(text: str, style: str = "") -> Text:
    return Text(plain(text), style=style)


def words(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def by(entry: dict[str, Any]) -> str:
    return f"by {entry['person']}" if entry.get("person") else ""


def given(entry: dict[str, Any]) -> str:
    consent = entry["entry"]
    what = "withdrawn" if consent.get("withdrawn") else "given"
    return words(f"{consent['basis']} {what}", consent.get("evidence", ""))


def known(entry: dict[str, Any]) -> str:
    names = ("name", "trade", "zone", "region", "postal_code", "locale")
    return words(*(f"{name.replace('_', ' ')} {entry[name]}" for name in names if name in entry))


def called(entry: dict[str, Any]) -> list[str]:
    """The line that was called, and the kind of caller unless it is a number."""
    return [f"on {entry['line']}" if entry.get("line") else "", "" if entry["caller"] == "number" else entry["caller"]]


def proven(entry: dict[str, Any]) -> str:
    """What the network says about the caller's number, if it says anything (R8)."""
    return f"authentication {entry['authentication']}" if "authentication" in entry else ""


def seconds(millis: int) -> str:
    return f"{-(-millis // 1000)} s"


def happened(entry: dict[str, Any]) -> str:
    """What an event says beyond its kind."""
    said = {
        "missed_call": lambda e: words(*called(e), f"rang for {seconds(e['rang_ms'])}" if "rang_ms" in e else "", proven(e)),
        "unclear_call": lambda e: words(*called(e), "a person or a machine answered"),
        "voicemail": lambda e: words(
            *called(e),
            seconds(e["length_ms"]) if e.get("length_ms") else "",
            f"“{e['transcript']}”" if e.get("transcript") else "",
            proven(e),
        ),
        "answered_call": lambda e: words("a person spoke with the lead", by(e)),
        "form": lambda e: words(known(e), f"consent asked for and given: “{e['consent_words']}”" if e.get("consent_words") else ""),
        "text_in": lambda e: words(f"“{e['body']}”", "the provider has answered it" if e.get("provider_answered") else ""),
        "person_text": lambda e: words(f"“{e['body']}”", by(e)),
        "consent": given,
        "outcome": lambda e: e["outcome"],
        "details": known,
        "estimate_sent": known,
        "claim": lambda e: f"given back {by(e)}" if e.get("given_back") else by(e),
        "ready_sent": lambda e: words(f"a person has sent {e['key']['step']}", by(e)),
        "kill_switch": lambda e: words("on" if e.get("on") else "off", "for everything" if e["scope"] == "everything" else ""),
        "away": lambda e: words(e.get("person", "everybody"), "back" if e.get("until", "9") <= e["since"] else e["why"], f"until {e['until']}" if e.get("until", "") > e["since"] else ""),
        "volume_alarm": lambda e: f"{e['texts']} texts in this hour, {e['usual']} are usual",
        "text_not_sent": lambda e: f"{e['key']['step']} was stopped at the hand-over",
        "delivery_reported": lambda e: words(f"{e['key']['step']} {e['report'].replace('_', ' ')}", f"code {e['code']}" if e.get("code") else ""),
        "wake_up": lambda e: "its hour had come",
    }
    return said[entry["what"]](entry)


def many(segments: int) -> str:
    return "1 segment" if segments == 1 else f"{segments} segments"


def head(entry: dict[str, Any], clock: Clock) -> tuple[str, str, list[str]]:
    """The name in the second column, the first line, and lines of figures under it."""
    what = entry["what"]
    if what == "text":
        figures = words(entry["class"], f"basis {entry['basis']}", many(entry["segments"]), f"to go by {clock.say(entry['send_by'])}")
        sender = ["sent by a person"] if entry.get("sent_by") == "person" else []
        return entry["step"], entry["body"], [*sender, figures, entry["key"]]
    if what == "held":
        return "held", f"{entry['step']} until {clock.say(entry['until'])}", []
    if what == "dropped":
        return "not sent", entry["step"], []
    if what == "failed":
        return "failed", f"{entry['step']}: {entry['outcome'].replace('_', ' ')}, code {entry['code']}", [entry["key"]]
    if what == "phase":
        whose = " (the account's hidden callers)" if entry.get("of") == "account" else ""
        return "phase", f"{entry['from']} → {entry['to']}{whose}", []
    if what == "task":
        lines = [f"“{entry['quote']}”"] if "quote" in entry else []
        if "words" in entry:
            lines.append(entry["words"])
            lines.append(words(entry["class"], f"basis {entry['basis']}", many(entry["segments"]), f"to go by {clock.say(entry['send_by'])}"))
        if "key" in entry:
            lines.append(entry["key"])
        to = "the owner" if entry["to"] == "owner" else entry["to"]
        detail = entry["detail"][:1].upper() + entry["detail"][1:]
        return "task", f"for {to}: {entry['kind'].replace('_', ' ')}. {detail}", lines
    late = [f"learned of now, it happened {clock.say(entry['at'])}"] if "received_at" in entry else []
    return what.replace("_", " "), happened(entry), late


def reason_table(reasons: list[dict[str, Any]]) -> Table:
    table = Table.grid(padding=(0, 1))
    table.add_column(style="dim cyan", no_wrap=True)
    table.add_column(style="dim", overflow="fold")
    for reason in reasons:
        source = words(
            reason.get("row", ""), reason.get("citation", ""), f"as of {reason['as_of']}" if reason.get("as_of") else ""
        )
        table.add_row(reason["rule"], shown(reason.get("sentence", reason["why"]) + (f" [{source}]" if source else "")))
    return table


def merged(result: dict[str, Any]) -> list[dict[str, Any]]:
    """Events and what followed from them, in order of time."""
    lines: list[dict[str, Any]] = []
    rest = list(result["timeline"])
    taken = 0
    for event in result.get("events", []):
        lines += rest[taken : event["index"]]
        taken = event["index"]
        lines.append(event)
    return lines + rest[taken:]


def timeline(result: dict[str, Any], clock: Clock) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=False)
    table.add_column("when", no_wrap=True)
    table.add_column("what", no_wrap=True)
    table.add_column("", overflow="fold")
    day = year = ""
    said: list[dict[str, Any]] = []
    at = ""
    for entry in merged(result):
        seen = entry.get("received_at", entry["at"])
        first, *others = clock.all(seen)
        when = []
        if f"{first:%Y-%m-%d}" != day:
            if day:
                table.add_section()
            when.append(f"{first:%a %d %b}")
            if f"{first:%Y}" != year:
                when.append(f"{first:%Y}")
        day, year = f"{first:%Y-%m-%d}", f"{first:%Y}"
        when += [f"{first:%H:%M:%S}", *(f"or {other:%H:%M}" for other in others)]
        name, line, figures = head(entry, clock)
        cell = Table.grid()
        cell.add_column(overflow="fold")
        cell.add_row(shown(line, style="bold" if entry["what"] == "text" else ""))
        for figure in figures:
            cell.add_row(shown(figure, style="dim italic"))
        reasons = entry.get("reasons", [])
        # Results of one decision share its reasons.
        if reasons and not (seen == at and reasons == said):
            cell.add_row(reason_table(reasons))
            at, said = seen, reasons
        colour = COLOURS.get(entry["what"], "bold cyan")
        table.add_row("\n".join(when), Text(name, style=colour), cell)
    return table


def ledger(entries: list[dict[str, Any]], clock: Clock) -> list[str]:
    lines = []
    for entry in entries:
        if entry.get("withdrawn"):
            lines.append(words(f"{entry['basis']} withdrawn {clock.say(entry['at'])}", entry["evidence"]))
            continue
        until = clock.say(entry["expires_at"]) if entry["expires_at"] else "withdrawn"
        lines.append(words(f"{entry['basis']} from {clock.say(entry['at'])} until {until}", entry["evidence"]))
    return lines or ["none"]


def end(lead: dict[str, Any], clock: Clock) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    table.add_column(overflow="fold")

    def row(name: str, *lines: str) -> None:
        table.add_row(name, shown("\n".join(lines)))

    row("phase", f"{lead['phase']}, episode {lead['episode']}")
    row("opted out", "yes" if lead["opted_out"] else "no")
    if lead.get("assigned"):
        row("assigned to", lead["assigned"])
    if lead.get("waits_since"):
        row("waits since", f"{clock.say(lead['waits_since'])}: nobody has answered")
    if lead["flags"]:
        row("mind", *(FLAGS[flag] for flag in lead["flags"]))
    row("consent", *ledger(lead["consent"], clock))
    upcoming = [f"{one['what'].replace('_', ' ')} at {clock.say(one['at'])}" for one in lead["next"]]
    row("next", *(upcoming or ["nothing comes by itself"]))
    return table


def print_scenario(result: dict[str, Any], console: Console) -> None:
    lead = result["lead"]
    clock = Clock(lead["zones"])
    who = words(lead.get("name", ""), lead["phone"], lead.get("trade", ""))
    where = words(*lead["zones"])
    console.print(Text.assemble(("Lead ", "bold"), plain(f"{who}, of account {lead['account']}")))
    console.print(Text.assemble(("Clock ", "bold"), f"of {where}, where the lead is or could be ({words(*lead['regions']) or 'region unknown'})"))
    if result["timeline"] or result.get("events"):
        console.print(timeline(result, clock))
    console.print(Text("At the end", style="bold underline"))
    console.print(end(lead, clock))
    console.print(Text("Virtual time: nothing was sent.", style="dim"))
