"""The tables of law as Markdown: docs/law.md is this, of the built-in rulebooks."""

from __future__ import annotations

from typing import Any

from textback import _textback

DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
MARKS = """| mark | how sure |
|---|---|
| P | the primary text was read |
| R | a regulator's or government's page |
| T+ | third parties that agree and name the section |
| T | one third party's reading |
| GK | general knowledge, not confirmed |
| AN | our own analysis; nobody else says so |"""
HEAD = """# The law as data

**This is no legal advice.** It is what the library keeps to, row by row, with its source, the day it was last checked and how
sure it is; have a lawyer look at what concerns you. Made from the files in src/config by `textback law`; change those, not this
page.

A text leaves only inside the hours of every region and on the clock of every zone its number could be in (R10, R11). The row in
force on the recipient's calendar day counts. A region without a row of its own has its country's; where no region is known,
`unknown` holds, the strictest. As shipped, answers keep the same hours as everything else; `answers` are the hours that a law
leaves to a text that answers what the person just did, for accounts with `widen_response: true`."""


def week(hours: list[str]) -> str:
    """'Mon-Fri 09:00-21:30, Sat-Sun 10:00-18:00': from Monday, equal days together."""
    order = [1, 2, 3, 4, 5, 6, 0]
    runs: list[tuple[int, int, str]] = []
    for place, day in enumerate(order):
        if runs and runs[-1][2] == hours[day]:
            runs[-1] = (runs[-1][0], place, hours[day])
        else:
            runs.append((place, place, hours[day]))
    names = [DAYS[day] for day in order]
    return ", ".join(
        (names[first] if first == last else f"{names[first]}-{names[last]}") + f" {said}" for first, last, said in runs
    )


def period(row: dict[str, Any]) -> str:
    start, end = row["effective_from"], row["effective_until"]
    return " ".join(([f"from {start}"] if start else []) + ([f"until {end}"] if end else []))


def cells(*texts: str) -> str:
    return "| " + " | ".join(text.replace("|", "\\|") for text in texts) + " |"


def hours_table(rows: list[dict[str, Any]], names: dict[str, str]) -> list[str]:
    lines = [
        "| row | where | hours | answers | closed holidays | texts in 24 h | source | as of | sure |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for row in rows:
        answers = week(row["response_hours"]) if row["response_hours"] else ""
        name = f"`{row['id']}` {period(row)}".strip()
        where = names.get(row["id"], {"CA": "Canada", "US": "United States"}.get(row["id"], "not known"))
        holidays = ", ".join(row["holidays"]) or "none"
        lines.append(
            cells(
                name, where, week(row["hours"]), answers, holidays, str(row["cap_per_day"]), row["citation"], row["as_of"], row["confidence"]
            )
        )
    return lines


def consent_table(rows: list[dict[str, Any]]) -> list[str]:
    lines = [
        "| rows | after an inquiry | after a purchase | opt-out at the latest after | source |",
        "|---|---|---|---|---|",
    ]
    groups: dict[tuple[Any, ...], list[str]] = {}
    for row in rows:
        source = row["months_citation"] or row["citation"]
        key = (row["inquiry_months"], row["purchase_months"], row["opt_out_days"], source)
        name = f"`{row['id']}` {period(row)}".strip()
        groups.setdefault(key, []).append(name)
    for (inquiry, purchase, opt_out, source), ids in groups.items():
        lines.append(cells(", ".join(ids), f"{inquiry} months", f"{purchase} months", f"{opt_out} business days", source))
    return lines


def holiday_table(calendars: list[dict[str, Any]]) -> list[str]:
    lines = ["| calendar | days | source | as of | sure |", "|---|---|---|---|---|"]
    for calendar in calendars:
        days = "; ".join(f"{name} ({rule})" for name, rule in calendar["days"])
        lines.append(cells(f"`{calendar['id']}`", days, calendar["citation"], calendar["as_of"], calendar["confidence"]))
    return lines


def notes(rows: list[dict[str, Any]], calendars: list[dict[str, Any]]) -> list[str]:
    said = [(f"`{row['id']}` {period(row)}".strip(), row["note"]) for row in rows]
    said += [(f"calendar `{calendar['id']}`", calendar["note"]) for calendar in calendars]
    return [f"- {name}: {note}" for name, note in said if note]


def markdown(rulebook: str | None = None) -> str:
    places = _textback.Places(rulebook)
    rows = places.rows()
    calendars = _textback.holidays()
    parts = [
        [HEAD],
        ["## Hours, holidays and caps", "", *hours_table(rows, places.regions())],
        [
            "## How long a basis lasts",
            "",
            "An opt-out takes effect at once here, whatever a law leaves to it. Months are clamped (31 August and six months is 28",
            "or 29 February) and end at the beginning of that day on the recipient's clock.",
            "",
            *consent_table(rows),
        ],
        [
            "## Holidays",
            "",
            "Rules, not lists; the day and its observed day are both closed, in the rows that name the calendar and in no other.",
            "",
            *holiday_table(calendars),
        ],
        ["## What is unsure", "", *notes(rows, calendars)],
        ["## Marks", "", MARKS],
    ]
    return "\n\n".join("\n".join(part) for part in parts) + "\n"
