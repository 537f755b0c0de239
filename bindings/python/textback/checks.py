"""JSON lines for scripts: one object per line in, one per line out, in the same order."""

from __future__ import annotations

import difflib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import textback

Question = dict[str, Any]
# JSON may contain these unescaped, but programs that read lines take them for the end of a line.
LINE_BREAKS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def text_of(question: Question, name: str, required: bool = False, odd: bool = False) -> str:
    """The field as text; "" if it is absent. odd: the text may contain half characters."""
    value = question.get(name)
    if value is None:
        if required:
            raise textback.InputError(f'{name}: missing; give it as {{"{name}": "..."}}')
        return ""
    if not isinstance(value, str):
        raise textback.InputError(f"{name}: write a text in quotes")
    if odd:
        return value
    try:
        value.encode()
    except UnicodeError:  # half a character ("\\ud800"), or invalid bytes
        raise textback.InputError(f"{name}: not UTF-8") from None
    return value


def question_of(line: str, known: Sequence[str]) -> Question:
    try:
        question = json.loads(line)
    except ValueError as error:
        raise textback.InputError(f"not JSON: {error}") from None
    if not isinstance(question, dict):
        raise textback.InputError("not a JSON object; write one object a line")
    # A script may add its own fields; a mistyped known field is an error.
    for name in set(question) - set(known):
        near = difflib.get_close_matches(name, known, n=1, cutoff=0.75)
        if near:
            raise textback.InputError(f"unknown field '{name}'; did you mean {near[0]}?")
    return question


def lines_of(stream: Any) -> Iterator[str]:
    try:
        yield from stream
    except OSError as error:
        raise textback.InputError(f"standard input can't be read: {error.strerror}") from None


def answer_lines(answer: Callable[[Question], dict[str, Any]], known: Sequence[str]) -> bool:
    """Answers every line of standard input; False if a line could not be answered."""
    if sys.stdin is None:  # closed: as an empty one
        return True
    if hasattr(sys.stdin, "reconfigure"):
        # A bad byte only affects its own line.
        sys.stdin.reconfigure(encoding="utf-8-sig", errors="surrogateescape")
    good = True
    for line in lines_of(sys.stdin):
        if not line.strip():
            continue
        try:
            said = answer(question_of(line, known))
        except textback.InputError as error:
            said, good = {"error": str(error)}, False
        except RecursionError:
            said, good = {"error": "not JSON: nested too deeply"}, False
        line = json.dumps(said, ensure_ascii="error" in said)  # an error may quote half a character
        sys.stdout.write(line.translate(LINE_BREAKS) + "\n")
    sys.stdout.flush()
    return good
