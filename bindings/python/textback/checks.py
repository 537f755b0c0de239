"""One JSON object a line in, one a line out, in the same order: the form in which scripts ask."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from typing import Any, TextIO

import textback

Question = dict[str, Any]


def text_of(question: Question, name: str, required: bool = False) -> str:
    """The field as text; "" where it is absent."""
    value = question.get(name)
    if value is None:
        if required:
            raise textback.InputError(f'{name}: missing; give it as {{"{name}": "..."}}')
        return ""
    if not isinstance(value, str):
        raise textback.InputError(f"{name}: write a text in quotes")
    return value


def question_of(line: str, known: Iterable[str]) -> Question:
    try:
        question = json.loads(line)
    except ValueError as error:
        raise textback.InputError(f"not JSON: {error}") from None
    if not isinstance(question, dict):
        raise textback.InputError("not a JSON object; write one object a line")
    unknown = sorted(set(question) - set(known))
    if unknown:
        raise textback.InputError(f"unknown field '{unknown[0]}'; known are {', '.join(known)}")
    return question


def answer_lines(
    answer: Callable[[Question], dict[str, Any]], known: Iterable[str], lines: TextIO = sys.stdin, out: TextIO = sys.stdout
) -> bool:
    """Answers every line; False where one of them could not be."""
    good = True
    for line in lines:
        if not line.strip():
            continue
        try:
            said = answer(question_of(line, known))
        except textback.InputError as error:
            said, good = {"error": str(error)}, False
        out.write(json.dumps(said, ensure_ascii=False) + "\n")
    out.flush()
    return good
