"""textback: wins back the leads whose call nobody answered.

    import textback

    result = textback.recover("Master.csv", zone="America/Edmonton", db="recovery.db")
    print(result["summary"]["texts"])          # {'text_1': 320, 'text_2': 262}

    textback.window("+1 902 555 0123", "2026-11-24T02:30:00Z")["next"]      # '2026-11-24T13:00:00Z'

    textback.classify("please don't text me anymore")["kind"]                # 'stop'
    textback.segments("We’ll call you")["forced_by"]                         # [{'char': '’', 'index': 2, 'stand_in': "'"}]

    story = textback.simulate("evening_call.yaml")
    for line in story["timeline"]:
        print(line["at"], line["what"])

Wrong input raises InputError (a ValueError). A failure outside (disk, database, another process) raises OutsideError (a
RuntimeError). The message says where the problem is and how to fix it.
"""

from __future__ import annotations

import functools
import json
import os
import time
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

from textback import _textback
from textback._textback import InputError, OutsideError

__all__ = [
    "InputError",
    "CALL_LOG_FORMATS",
    "OutsideError",
    "calls",
    "classify",
    "follow_calls",
    "lint",
    "lint_playbook",
    "lint_playbook_yaml",
    "number",
    "read_calls",
    "recover",
    "segments",
    "simulate",
    "simulate_yaml",
    "texts",
    "window",
]
__version__ = "0.1.0"

CALL_LOG_FORMATS: tuple[str, ...] = tuple(name for name in _textback.call_log_formats() if name != "auto")


def calls(
    path: str | os.PathLike[str],
    *,
    zone: str | None = None,
    account: str | os.PathLike[str] | None = None,
    format: str = "auto",
    name: str = "",
    keep: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """How each call of a log was read, and why (R1, R8): the first thing to run on a log of your own.

    zone: the log's clock; default: that of the accounts, else UTC. account: a YAML file; what it says about lines,
    extensions, trunks and contexts is believed, the rest is inferred from the whole log and told under "findings".
    format: "auto", or one of asterisk, asterisk-custom, freepbx, freeswitch, 3cx, twilio, csv ... name: of the log in
    messages. keep: at most so many calls in the result (the figures count all). progress: called with (bytes, total).

    Returns {"calls", "summary", "format", "findings", "lines", "account_file", "problems", "notes"}; "account_file" is
    what to write into the account file.
    """
    parts: list[str] = []
    rest = read_calls(path, write=parts.append, zone=zone, account=account, format=format, name=name, keep=keep, progress=progress)
    return {"calls": json.loads("[" + "".join(parts) + "]"), **rest}


def read_calls(
    path: str | os.PathLike[str],
    *,
    write: Callable[[str], object],
    zone: str | None = None,
    account: str | os.PathLike[str] | None = None,
    format: str = "auto",
    name: str = "",
    keep: int | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """As calls(), in constant memory: the calls go to write() as JSON objects with commas between them, in batches of
    some hundred; all the rest is returned."""
    rest = _textback.read_calls(
        os.fspath(path),
        name=name,
        format=format,
        zone=zone,
        account=os.fspath(account) if account is not None else None,
        write=write,
        keep=keep if keep is not None else 2**62,
        progress=progress,
    )
    return json.loads("{" + rest + "}")


def follow_calls(
    path: str | os.PathLike[str],
    *,
    write: Callable[[dict[str, Any]], object],
    tell: Callable[[str], object] = lambda line: None,
    zone: str | None = None,
    account: str | os.PathLike[str] | None = None,
    format: str = "auto",
) -> None:
    """Follows a log that a switch is writing, rotation too: write() gets each call when it is over, as in calls(), until
    KeyboardInterrupt. tell() gets lines about rows that can't be read. A call comes again if the log says more about it."""
    log = _textback.Follower(os.fspath(path), format=format, zone=zone, account=os.fspath(account) if account is not None else None)
    while True:
        over, lines, more = log.poll()
        for line in lines:
            tell(line)
        for call in over:
            write(json.loads(call))
        if not more:
            time.sleep(0.2)


def recover(
    calls: str | os.PathLike[str],
    *,
    zone: str,
    db: str | os.PathLike[str],
    format: str = "auto",
    name: str = "",
    account: str | os.PathLike[str] | None = None,
    until: datetime | None = None,
    rulebook: str | os.PathLike[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> dict[str, Any]:
    """Runs the whole playbook over a call log, in virtual time. Nothing is sent.

    zone: the clock of the log ("America/Edmonton"), and only that. db: a SQLite store, created if it does not exist; a
    second run on the same store does nothing twice and gives the same result. format, name: as in calls(). account: a
    YAML file with the accounts; without it they are derived from the log, and texts show placeholders. rulebook: a YAML file whose rows replace built-in ones. until: an aware
    datetime at which virtual time ends. progress: called with (events played, total).

    Returns {"summary", "timeline", "problems", "problem_count", "notes"}; "problems" are the lines of the log that could not
    be read, the first ten thousand of them.
    """
    if until is not None and until.tzinfo is None:
        raise InputError("until: a naive datetime; give it a time zone")
    result = _textback.recover(
        os.fspath(calls),
        name=name,
        format=format,
        zone=zone,
        db=os.fspath(db),
        account=os.fspath(account) if account is not None else None,
        until=until.astimezone(timezone.utc).isoformat() if until is not None else None,
        rulebook=os.fspath(rulebook) if rulebook is not None else None,
        progress=progress,
    )
    return json.loads(result)


def simulate(path: str | os.PathLike[str], *, rulebook: str | os.PathLike[str] | None = None) -> dict[str, Any]:
    """Plays a scenario file in virtual time: {"timeline", "lead", "events"}. Nothing is sent.

    timeline: the results in order of time: texts, held and dropped steps, tasks, phases. lead: its state at the end, its
    consent, and what would come next. events: the events, each with "index" (the place in the timeline that it precedes)
    and the reasons of the decision about it. rulebook: as for recover().
    """
    return json.loads(_textback.simulate(os.fspath(path), os.fspath(rulebook) if rulebook is not None else None))


def simulate_yaml(yaml: bytes, name: str, *, rulebook: str | os.PathLike[str] | None = None) -> dict[str, Any]:
    """As simulate(), of a text that is no file. name: what messages call it; its folder is where `playbooks` are looked for."""
    return json.loads(_textback.simulate_yaml(yaml, name, os.fspath(rulebook) if rulebook is not None else None))


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

    at: an aware datetime, or RFC 3339. zone, region ("CA-AB"), postal_code: what is known about the person; they take
    precedence over the number (R11). If nothing is known, every zone of Canada and the USA must allow, by the strictest
    hours. rulebook: a YAML file whose rows replace built-in ones.

    Returns {"allowed", "next", "send_by", "zones", "regions", "reasons"}.
    """
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise InputError("at: a naive datetime; give it a time zone")
        at = at.astimezone(timezone.utc).isoformat()
    places = _places(os.fspath(rulebook) if rulebook is not None else None)
    return places.window(to, at, text_class, zone or "", region or "", postal_code or "")


def number(raw: str, *, region: str | None = None) -> dict[str, Any]:
    """Where a number could be, as people and phones write it (R2): {"e164", "zones", "regions", "kind"}; unknown parts are empty.

    "note" where the number belongs to a place that our data doesn't know, with the day of the data. InputError: not a number,
    an impossible one, or what a hidden caller shows up as ("anonymous", also on a keypad).
    """
    return _places(None).number(raw, region or "")


def _whole(text: str) -> str:
    """Half characters and invalid bytes become U+FFFD, so that whatever a phone sent is answered."""
    return "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text) if not text.isascii() else text


def segments(text: str) -> dict[str, Any]:
    """How a carrier counts a text (R52): {"encoding", "units", "segments", "forced_by": [{"char", "index", "stand_in"}]}.

    forced_by: each character that forces UCS-2, once, at its first position. stand_in: its replacement in GSM-7, "" if it
    can be left out, None if there is no replacement. If there are any, "with_stand_ins" is the text with all of them.
    """
    return _textback.segments(_whole(text))


def classify(text: str, *, locale: str | None = None) -> dict[str, Any]:
    """What an inbound text means (R20-R36): {"kind", "language", "why", "id"}.

    kind: stop, start, help, wrong_number, auto_reply, doubtful or reply. locale: the person's, for words that all languages share.
    """
    return _textback.classify(_whole(text), locale or "")


def lint(
    step: str,
    template: str,
    *,
    locale: str | None = None,
    trade: str | None = None,
    inquiry: str = "missed_call",
    profile: str | None = None,
) -> dict[str, Any]:
    """What is wrong with the words of a step (R50-R55): {"findings", "rendered", "segments"}.

    The built-in footer of the language is added, as in a playbook; service texts have none. rendered: an example with
    typical values. inquiry: what the first step answers: missed_call, form or text. profile: a carrier that takes less
    than usual, "canada_136": one segment of 136 characters.
    """
    return _textback.lint(step, template, locale or "en", trade or "", inquiry, profile or "")


def lint_playbook(path: str | os.PathLike[str], *, profile: str | None = None) -> list[dict[str, Any]]:
    """All findings about the words of a playbook file, errors first; each has "file", "line" and "path"."""
    try:
        yaml = Path(path).read_bytes()
    except OSError as error:
        raise InputError(f"{path}: can't be read: {error.strerror}") from None
    return lint_playbook_yaml(yaml, os.fspath(path), profile=profile)


def lint_playbook_yaml(yaml: bytes, name: str, *, profile: str | None = None) -> list[dict[str, Any]]:
    """As lint_playbook(), of a text that is no file. name: what findings call it."""
    return _textback.lint_playbook(yaml, name, profile or "")


def texts(playbook: str | os.PathLike[str] | None = None) -> str:
    """The words of a playbook as a Markdown page, rendered with sample values; without a file the built-in ones (R55)."""
    return _textback.texts(os.fspath(playbook) if playbook is not None else "")
