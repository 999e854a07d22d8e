"""A command of ours in this process, its stdout and stderr on terminals of their own, or in pipes."""

from __future__ import annotations

import io
import os
import pty
import sys
import threading
import tty
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TextIO

import pytest

from flows import cli


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How it ended, and what it wrote."""

    code: int
    out: str
    err: str


def call(argv: Sequence[str], *, terminal: bool = True, variables: Mapping[str, str] | None = None) -> Ended:
    """`akimwatch` with these words behind it, as `main` runs it."""
    with (
        _stream(terminal=terminal) as (out, said),
        _stream(terminal=terminal) as (err, complained),
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(sys, "argv", ["akimwatch", *argv])
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", err)
        for name, value in {"COLUMNS": "120", "TERM": "xterm-256color", **(variables or {})}.items():
            patch.setenv(name, value)
        code = 0
        try:
            cli.main()
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
    return Ended(code=code, out=said(), err=complained())


@contextmanager
def _stream(*, terminal: bool) -> Iterator[tuple[TextIO, Callable[[], str]]]:
    ours, theirs = pty.openpty() if terminal else os.pipe()
    if terminal:
        tty.setraw(theirs)  # line ends come as they were written
    heard = bytearray()
    thread = threading.Thread(target=_listen, args=(ours, heard), daemon=True)
    thread.start()
    stream = io.TextIOWrapper(io.FileIO(theirs, "w", closefd=False), encoding="utf-8", write_through=True)
    try:
        yield stream, lambda: heard.decode("utf-8", "surrogateescape")
    finally:
        stream.close()
        os.close(theirs)
        thread.join(10)
        os.close(ours)


def _listen(handle: int, heard: bytearray) -> None:
    while True:
        try:
            part = os.read(handle, 65536)
        except OSError:  # a terminal that nobody writes to any more
            return
        if not part:
            return
        heard.extend(part)
