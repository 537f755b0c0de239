"""What `textback doctor` looks at: the clock and the law. Each finding says how it is mended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from textback import _textback
from textback._textback import OutsideError

OLD_AFTER = timedelta(days=365)
SOON = timedelta(days=90)


def findings(clock: dict[str, Any], rows: list[dict[str, Any]], today: date) -> list[dict[str, str]]:
    """{"level": "error" | "warning" | "note", "what", "mend"}, the worst first."""
    found = []
    if clock["stale"]:
        mend = "apt-get update && apt-get install --only-upgrade tzdata (2026e or later), then start again"
        found.append({"level": "error", "what": clock["stale"], "mend": mend})
    future = sorted({row["id"] for row in rows if date.fromisoformat(row["as_of"]) > today + timedelta(days=1)})
    if future:
        what = f"rows last checked in the future: {', '.join(future)}"
        found.append({"level": "warning", "what": what, "mend": "write the day on which the sources were read"})
    old = sorted({row["id"] for row in rows if date.fromisoformat(row["as_of"]) < today - OLD_AFTER})
    if old:
        what = f"rows last checked more than a year ago: {', '.join(old)}"
        found.append({"level": "warning", "what": what, "mend": "upgrade textback, or check the sources and give rows of your own"})
    for row in rows:
        for name, verb in (("effective_from", "begins"), ("effective_until", "ends")):
            day = row[name]
            if day and today <= date.fromisoformat(day) <= today + SOON:
                what = f"a row of {row['id']} {verb} on {day}: {row['citation']}"
                found.append({"level": "note", "what": what, "mend": "nothing: it is taken into account by the day"})
    return found


def examine(today: date, rulebook: str | None = None) -> dict[str, Any]:
    clock = _textback.clock()
    rows: list[dict[str, Any]] = []
    tables_bytes, broken = 0, []
    try:
        places = _textback.Places(rulebook)
        rows, tables_bytes = places.rows(), places.bytes()
    except OutsideError as error:  # zone data is missing, which is what doctor reports
        mend = "apt-get update && apt-get install --reinstall tzdata, then start again"
        broken = [{"level": "error", "what": str(error), "mend": mend}]
    return {
        "zone_data": {"version": clock["version"] or "unknown", "stale": bool(clock["stale"]), "probes": clock["probes"]},
        "rulebooks": [
            {name: row[name] for name in ("id", "effective_from", "effective_until", "as_of", "confidence", "citation")} for row in rows
        ],
        "tables_bytes": tables_bytes,
        "findings": broken + findings(clock, rows, today),
    }
