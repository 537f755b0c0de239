"""textback: wins back the leads whose call nobody answered.

    import textback

    result = textback.recover("Master.csv", zone="America/Edmonton", db="recovery.db")
    print(result["summary"]["texts"])          # {'text_1': 320, 'text_2': 262}

    textback.window("+1 902 555 0123", "2026-11-24T02:30:00Z")["next"]      # '2026-11-24T13:00:00Z'

    story = textback.simulate("evening_call.yaml")
    for line in story["timeline"]:
        print(line["at"], line["what"])

What is wrong with the input raises InputError (a ValueError), what is wrong outside (disk, database, another process)
OutsideError (a RuntimeError); the message says where and how to mend it.
"""

from __future__ import annotations

import functools
import json
import os
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from textback import _textback
from textback._textback import InputError, OutsideError

__all__ = ["InputError", "OutsideError", "number", "recover", "simulate", "window"]
__version__ = "0.1.0"


def recover(
    calls: str | os.PathLike[str],
    *,
    zone: str,
    db: str | os.PathLike[str],
    account: str | os.PathLike[str] | None = None,
    until: datetime | None = None,
    rulebook: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Runs the whole playbook over an Asterisk call log, in virtual time. Nothing is sent.

    zone: of the log's local times ("America/Edmonton"). db: a SQLite store, made where there is none; run again on the
    same store, nothing is done twice and the result is the same. account: YAML with the accounts; without it they are made
    from the log. rulebook: YAML whose rows stand in for built-in ones. until: aware datetime at which virtual time ends. progress: called with (events played, of how many).

    Returns {"summary", "timeline", "problems", "notes"}; "problems" are the lines of the log that were left out.
    """
    if until is not None and until.tzinfo is None:
        raise InputError("until: a naive datetime; give it a time zone")
    result = _textback.recover(
        os.fspath(calls),
        zone=zone,
        db=os.fspath(db),
        account=os.fspath(account) if account is not None else None,
        until=until.astimezone(timezone.utc).isoformat() if until is not None else None,
        rulebook=os.fspath(rulebook) if rulebook is not None else None,
        progress=progress,
    )
    return json.loads(result)


def simulate(path: str | os.PathLike[str], *, rulebook: str | os.PathLike[str] | None = None) -> dict[str, Any]:
    """Plays a scenario file in virtual time: {"timeline": [...], "lead": {...}}. Nothing is sent."""
    return json.loads(_textback.simulate(os.fspath(path), os.fspath(rulebook) if rulebook is not None else None))


@functools.lru_cache(maxsize=8)
def _places(rulebook: str | None) -> _textback.Places:
    return _textback.Places(rulebook)


def window(
    to: str,
    at: str | datetime,
    *,
    text_class: str = "proactive",
    zone: str | None = None,
    region: str | None = None,
    postal_code: str | None = None,
    rulebook: str | os.PathLike[str] | None = None,
) -> dict[str, Any]:
    """May a text to this number leave at `at`, and if not, when? (R10-R12)

    at: aware datetime, or RFC 3339. zone, region ("CA-AB"), postal_code: what is known of the person; they come before
    what the number says (R11). Of a person of whom nothing is known every zone of Canada and the USA must allow, by the
    strictest hours. rulebook: a YAML file whose rows stand in for built-in ones.

    Returns {"allowed", "next", "send_by", "zones", "regions", "reasons"}.
    """
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise InputError("at: a naive datetime; give it a time zone")
        at = at.astimezone(timezone.utc).isoformat()
    places = _places(os.fspath(rulebook) if rulebook is not None else None)
    return places.window(to, at, text_class, zone or "", region or "", postal_code or "")


def number(raw: str, *, region: str | None = None) -> dict[str, Any]:
    """Where a number could be: {"e164", "zones", "regions", "kind"}; what isn't known is empty."""
    return _places(None).number(raw, region or "")
