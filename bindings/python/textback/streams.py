"""Standard input, output and error under stress, and files that can't be read: one line, and the exit code that was agreed.

Exit codes: 1 an input is missing or can't be read, 3 the output could not be written. A reader that went away, as in
`textback ... | head -1`, ends the command quietly, by SIGPIPE, as it ends other tools.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import textback

OUTSIDE_FAILED = 3
STANDARD_INPUT = "-"
PROBLEMS_SHOWN = 20


class OutputLost(Exception):
    """Standard output can't be written. No OSError: the libraries between us and the stream handle those in their own ways."""

    def __init__(self, error: OSError) -> None:
        super().__init__(error.strerror or str(error))
        self.reader_left = isinstance(error, BrokenPipeError)


class Guarded:
    """A stream whose failures are told apart from all others. `stream` is None where it is closed."""

    def __init__(self, stream: Any, failed: Callable[[OSError], None]) -> None:
        self._stream = stream
        self._failed = failed

    def write(self, text: str) -> int:
        try:
            if self._stream is None:
                raise OSError(9, "it is closed")
            return self._stream.write(text)
        except OSError as error:
            self._failed(error)
            return len(text)

    def flush(self) -> None:
        try:
            if self._stream is not None:
                self._stream.flush()
        except OSError as error:
            self._failed(error)

    def isatty(self) -> bool:
        return self._stream is not None and self._stream.isatty()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


def lost(error: OSError) -> NoReturn:
    raise OutputLost(error)


def forget(error: OSError) -> None:
    """Nobody reads what we complain about: go on."""


def drop_the_rest(stream: Any, descriptor: int) -> None:
    """What is left in the stream's buffer goes nowhere; else the interpreter complains about it when it ends."""
    if stream is None:
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def keep_descriptors() -> None:
    """A closed 0, 1 or 2 would be given to the next file that is opened, and our words be written into it."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest that is free


def run(app: Callable[[], Any]) -> NoReturn:
    """Runs the command line; the only place that knows of streams that fail."""
    output, complaints = sys.stdout, sys.stderr
    keep_descriptors()
    sys.stdout = Guarded(output, lost)
    sys.stderr = Guarded(complaints, forget)
    code: Any = 0
    try:
        try:
            app()
        except SystemExit as ended:
            code = ended.code
        sys.stdout.flush()
    except OutputLost as error:
        drop_the_rest(output, 1)
        if error.reader_left:
            signal.signal(signal.SIGPIPE, signal.SIG_DFL)
            os.kill(os.getpid(), signal.SIGPIPE)
        sys.stderr.write(f"textback: standard output can't be written: {error}\n")
        code = OUTSIDE_FAILED
    try:
        if complaints is not None:
            complaints.flush()
    except OSError:
        drop_the_rest(complaints, 2)
    sys.stdout, sys.stderr = output, complaints
    raise SystemExit(code)


def check_file(path: str | os.PathLike[str]) -> None:
    """InputError where a file is missing, is a folder or can't be read. A pipe is left alone: it can be read once only."""
    name = os.fspath(path)
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError) as error:
        raise textback.InputError(f"{name}: can't be opened: {getattr(error, 'strerror', None) or error}") from None
    if stat.S_ISDIR(mode):
        raise textback.InputError(f"{name}: is a folder; name a file in it")
    if not os.access(path, os.R_OK):
        raise textback.InputError(f"{name}: can't be read: you have no permission to")


def standard_input() -> Any:
    """The bytes of standard input; none where it is closed."""
    if sys.stdin is None:
        return open(os.devnull, "rb")
    return sys.stdin.buffer


def read_input(path: str | os.PathLike[str]) -> bytes:
    """The whole of a file, or of standard input for "-"."""
    if os.fspath(path) != STANDARD_INPUT:
        check_file(path)
        try:
            return Path(path).read_bytes()
        except OSError as error:
            raise textback.InputError(f"{os.fspath(path)}: can't be read: {error.strerror}") from None
    try:
        return standard_input().read()
    except OSError as error:
        raise textback.InputError(f"standard input can't be read: {error.strerror}") from None


class Given:
    """A file that can be read by its name, also where it came by standard input."""

    def __init__(self, path: Path, named: str) -> None:
        self.path = path
        self._named = named

    def said(self, text: str) -> str:
        """A message about the file, with the name that the user gave it."""
        return text.replace(os.fspath(self.path), self._named)


@contextmanager
def given(path: Path) -> Iterator[Given]:
    """The file of that name; for "-" a temporary one with what standard input holds, removed at the end."""
    if os.fspath(path) != STANDARD_INPUT:
        check_file(path)
        yield Given(path, os.fspath(path))
        return
    with tempfile.NamedTemporaryFile(prefix="textback-", suffix=".input") as file:
        spool(standard_input(), file)
        one = Given(Path(file.name), "standard input")
        try:
            yield one
        except textback.InputError as error:
            raise textback.InputError(one.said(str(error))) from None


def spool(source: Any, file: Any) -> None:
    while True:
        try:
            block = source.read(1 << 20)
        except OSError as error:
            raise textback.InputError(f"standard input can't be read: {error.strerror}") from None
        if not block:
            break
        try:
            file.write(block)
        except OSError as error:
            raise textback.OutsideError(f"standard input can't be kept in {tempfile.gettempdir()}: {error.strerror}") from None
    file.flush()


def problem_lines(problems: list[str], count: int | None = None, shown: int = PROBLEMS_SHOWN) -> list[str]:
    """The first problems, and how many more there are. count: of all problems, where the list doesn't hold them all."""
    rest = (len(problems) if count is None else count) - min(len(problems), shown)
    return [*problems[:shown], f"and {rest:,} more"] if rest > 0 else problems[:shown]
