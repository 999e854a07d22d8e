"""The work of `akimwatch read`: JSON lines with articles in, JSON lines with readings out.

One line comes out for each line in with a non-empty `text`, in order, across files. What is wrong with an input is
said once, in plain words, on the error stream as `FILE:LINE: reason`; the rest is read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict
from typing import IO, Any, TextIO

from extractors.json_articles import Faults, Line, articles_in
from extractors.russian.reader import Reader
from models.explained import Explained
from models.json_text import json_text
from models.records import Meeting, Reading

BATCH = 64
"""Articles read together: the models sort sentences by length inside a batch, and more gains nothing (measured)."""


def read_files(
    paths: Iterable[str], out: TextIO, err: TextIO, reader: Reader, *, standard_input: IO[bytes] | None = None
) -> int:
    """Read every file (`-`: `standard_input`); the exit code: 0, or 1 when any line or file could not be read."""
    faults = Faults(err)
    for lines in _batches(paths, faults, standard_input):
        _write(lines, out, reader, faults)
    return 1 if faults.count else 0


def explain_files(
    paths: Iterable[str], faults: Faults, reader: Reader, *, standard_input: IO[bytes] | None = None
) -> Iterator[tuple[Line, Explained]]:
    """What `read_files` reads, each with what decided it; what is wrong with the input goes to `faults`."""
    for lines in _batches(paths, faults, standard_input):
        explanations = reader.explain_many((line.article for line in lines), batch=BATCH)
        for line, explained in zip(lines, explanations, strict=True):
            if explained.reading.outcome == "unreadable":
                faults.mention(line.where, f"unreadable: {explained.reading.reason}")
            yield line, explained


def _batches(paths: Iterable[str], faults: Faults, standard_input: IO[bytes] | None) -> Iterator[list[Line]]:
    lines: list[Line] = []
    for line in _all_lines(paths, faults, standard_input):
        lines.append(line)
        if len(lines) >= BATCH:
            yield lines
            lines = []
    if lines:
        yield lines


def _write(lines: list[Line], out: TextIO, reader: Reader, faults: Faults) -> None:
    readings = reader.read_many((line.article for line in lines), batch=BATCH)
    for line, reading in zip(lines, readings, strict=True):
        if reading.outcome == "unreadable":
            faults.mention(line.where, f"unreadable: {reading.reason}")
        out.write(json_text(_shown(line, reading)) + "\n")
    out.flush()


def _shown(line: Line, reading: Reading) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": line.url,
        "outcome": reading.outcome,
        "meetings": [shown_meeting(meeting) for meeting in reading.meetings],
    }


def shown_meeting(meeting: Meeting) -> dict[str, Any]:
    shown = asdict(meeting)
    for end in ("date_start", "date_end"):
        shown[end] = shown[end].isoformat() if shown[end] else None
    shown["confidence"] = round(meeting.confidence, 3)
    return shown


def _all_lines(paths: Iterable[str], faults: Faults, standard_input: IO[bytes] | None) -> Iterator[Line]:
    for path in paths:
        try:
            if path == "-":
                if standard_input is None:
                    faults.report("-", "no standard input to read; name a file")
                    continue
                yield from articles_in("-", standard_input, faults)
            else:
                with closing(open(path, "rb")) as file:
                    yield from articles_in(path, file, faults)
        except OSError as error:
            faults.report(path, f"cannot be read: {error.strerror or error}; give the path of a file of JSON lines")
