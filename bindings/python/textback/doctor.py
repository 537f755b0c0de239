"""What `textback doctor` looks at: the clock and the law. Each finding says how it is mended."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from textback import _textback

OLD_AFTER = timedelta(days=365)
SOON = timedelta(days=90)


def findings(clock: dict[str, Any], rows: list[dict[str, Any]], today: date) -> list[dict[str, str]]:
    """{"level": "error" | "warning" | "note", "what", "mend"}, the worst first."""
    found = []
    if clock["stale"]:
        mend = "apt-get update && apt-get install --only-upgrade tzdata (2026e or later), then start again"
        found.append({"level": "error", "what": clock["stale"], "mend": mend})
    old = sorted({row["id"] for row in rows if date.fromisoformat(row["as_of"]) + OLD_AFTER < today})
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
    places = _textback.Places(rulebook)
    rows, clock = places.rows(), _textback.clock()
    return {
        "zone_data": {"version": clock["version"] or "unknown", "stale": bool(clock["stale"]), "probes": clock["probes"]},
        "rulebooks": [
            {name: row[name] for name in ("id", "effective_from", "effective_until", "as_of", "confidence", "citation")} for row in rows
        ],
        "tables_bytes": places.bytes(),
        "findings": findings(clock, rows, today),
    }
