"""textback: wins back the leads whose call nobody answered.

    import textback

    result = textback.recover("Master.csv", zone="America/Edmonton", db="recovery.db")
    print(result["summary"]["texts"])          # {'text_1': 323, 'text_2': 262}

    story = textback.simulate("evening_call.yaml")
    for line in story["timeline"]:
        print(line["at"], line["what"])

What is wrong with the input raises InputError (a ValueError), what is wrong outside (disk, database, another process)
OutsideError (a RuntimeError); the message says where and how to mend it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from datetime import datetime, timezone
from typing import Any

from textback import _textback
from textback._textback import InputError, OutsideError

__all__ = ["InputError", "OutsideError", "recover", "simulate"]
__version__ = "0.1.0"


def recover(
    calls: str | os.PathLike[str],
    *,
    zone: str,
    db: str | os.PathLike[str],
    account: str | os.PathLike[str] | None = None,
    until: datetime | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Runs the whole playbook over an Asterisk call log, in virtual time. Nothing is sent.

    zone: of the log's local times ("America/Edmonton"). db: a SQLite store, made where there is none; run again on the
    same store, nothing is done twice and the result is the same. account: YAML with the accounts; without it they are made
    from the log. until: aware datetime at which virtual time ends. progress: called with (events played, of how many).

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
        progress=progress,
    )
    return json.loads(result)


def simulate(path: str | os.PathLike[str]) -> dict[str, Any]:
    """Plays a scenario file in virtual time: {"timeline": [...], "lead": {...}}. Nothing is sent."""
    return json.loads(_textback.simulate(os.fspath(path)))
