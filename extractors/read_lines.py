"""The work of `akimwatch read`: JSON lines with articles in, JSON lines with readings out.

One line comes out for each line in with a non-empty `text`, in order, across files. What is wrong with an input is
said once, in plain words, on the error stream as `FILE:LINE: reason`; the rest is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import IO, Any, TextIO, cast, get_args

from extractors.russian.reader import Reader
from models.records import Article, Language, Meeting, Reading

BATCH = 64
"""Articles read together: the models sort sentences by length inside a batch, and more gains nothing (measured)."""

LONGEST_LINE = 32 * 1024 * 1024
"""Characters: a line longer than this is no article; it is reported, not parsed."""

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # "\ud83d" without its second half, as broken JSON escapes leave it
_LANGUAGES: frozenset[str] = frozenset(get_args(Language))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """An article with the identity that goes out again, exactly as it came in."""

    id: Any
    url: Any
    article: Article
    where: str


class _Faults:
    """Counts and prints what is wrong with the input."""

    def __init__(self, err: TextIO) -> None:
        self.err = err
        self.count = 0

    def report(self, where: str, reason: str) -> None:
        self.count += 1
        print(f"{where}: {reason}", file=self.err)

    def mention(self, where: str, reason: str) -> None:
        """Say what is odd about a line that is read all the same."""
        print(f"{where}: {reason}", file=self.err)


def read_files(
    paths: Iterable[str], out: TextIO, err: TextIO, reader: Reader, *, standard_input: IO[bytes] | None = None
) -> int:
    """Read every file (`-`: `standard_input`); the exit code: 0, or 1 when any line or file could not be read."""
    faults = _Faults(err)
    lines: list[_Line] = []
    for line in _all_lines(paths, faults, standard_input):
        lines.append(line)
        if len(lines) >= BATCH:
            _write(lines, out, reader, faults)
            lines = []
    _write(lines, out, reader, faults)
    return 1 if faults.count else 0


def _write(lines: list[_Line], out: TextIO, reader: Reader, faults: _Faults) -> None:
    readings = reader.read_many((line.article for line in lines), batch=BATCH)
    for line, reading in zip(lines, readings, strict=True):
        if reading.outcome == "unreadable":
            faults.mention(line.where, f"unreadable: {reading.reason}")
        out.write(_encodable(json.dumps(_shown(line, reading), ensure_ascii=False)) + "\n")
    out.flush()


def _encodable(text: str) -> str:
    """Half a surrogate pair, which came in as an escape, goes out as the same escape: UTF-8 cannot hold it."""
    return _LONE_SURROGATE.sub(lambda half: f"\\u{ord(half.group()):04x}", text)


def _shown(line: _Line, reading: Reading) -> dict[str, Any]:
    return {
        "id": line.id,
        "url": line.url,
        "outcome": reading.outcome,
        "meetings": [_meeting(meeting) for meeting in reading.meetings],
    }


def _meeting(meeting: Meeting) -> dict[str, Any]:
    shown = asdict(meeting)
    for end in ("date_start", "date_end"):
        shown[end] = shown[end].isoformat() if shown[end] else None
    shown["confidence"] = round(meeting.confidence, 3)
    return shown


def _all_lines(paths: Iterable[str], faults: _Faults, standard_input: IO[bytes] | None) -> Iterator[_Line]:
    for path in paths:
        try:
            if path == "-":
                if standard_input is None:
                    faults.report("-", "no standard input to read; name a file")
                    continue
                yield from _lines_of("-", standard_input, faults)
            else:
                with closing(open(path, "rb")) as file:
                    yield from _lines_of(path, file, faults)
        except OSError as error:
            faults.report(path, f"cannot be read: {error.strerror or error}; give the path of a file of JSON lines")


def _lines_of(name: str, file: IO[bytes], faults: _Faults) -> Iterator[_Line]:
    number = 0
    while raw := file.readline(4 * LONGEST_LINE):
        number += 1
        where = f"{name}:{number}"
        if not raw.endswith(b"\n") and len(raw) >= 4 * LONGEST_LINE:
            faults.report(where, f"longer than {LONGEST_LINE} characters, no article is")
            _skip_rest(file)
            continue
        line = _parsed(raw, where, faults, first=number == 1)
        if line is not None:
            yield line


def _skip_rest(file: IO[bytes]) -> None:
    while (raw := file.readline(LONGEST_LINE)) and not raw.endswith(b"\n"):
        pass


def _parsed(raw: bytes, where: str, faults: _Faults, *, first: bool) -> _Line | None:
    """The article of one line; None (after a report, where one is due) for a line that holds none."""
    try:
        text = raw.decode("utf-8-sig" if first else "utf-8").strip("\ufeff \t\r\n")
        if not text:
            return None
        if len(text) > LONGEST_LINE:
            faults.report(where, f"longer than {LONGEST_LINE} characters, no article is")
            return None
        record = json.loads(text)
    except UnicodeDecodeError as error:
        faults.report(where, f"not UTF-8 (byte {error.start}: 0x{raw[error.start]:02x})")
        return None
    except json.JSONDecodeError as error:
        faults.report(where, f"not JSON ({error.msg}, column {error.colno})")
        return None
    except (RecursionError, ValueError) as error:
        faults.report(where, f"not JSON that can be read ({type(error).__name__}: {str(error)[:80]})")
        return None
    if not isinstance(record, dict):
        faults.report(where, f'not a JSON object but {_kind(record)}; a line is {{"text": …}}')
        return None
    return _line(cast("dict[str, Any]", record), where, faults)


def _line(record: dict[str, Any], where: str, faults: _Faults) -> _Line | None:
    text = record.get("text")
    if text is None:
        faults.report(where, "no text: nothing to read")
        return None
    if not isinstance(text, str):
        faults.report(where, f"text is {_kind(text)}, not a string")
        return None
    if not text.strip():
        faults.mention(where, "text is empty, nothing to read")
        return None
    article = Article(
        id=_string(record, "id", where, faults, quiet=True),
        url=_string(record, "url", where, faults),
        source=_string(record, "source", where, faults),
        published_at=_moment(record.get("published_at"), where, faults),
        language=_language(record.get("language")),
        title=_string(record, "title", where, faults),
        lead=_string(record, "lead", where, faults),
        byline=_string(record, "byline", where, faults),
        text=text,
    )
    return _Line(id=record.get("id"), url=record.get("url"), article=article, where=where)


def _string(record: dict[str, Any], key: str, where: str, faults: _Faults, *, quiet: bool = False) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        return value
    if not quiet:
        faults.mention(where, f"{key} is {_kind(value)}, not a string; read without it")
    return None


def _language(value: Any) -> Language:
    """The language as declared; the reader looks at the text itself before it believes a Russian label."""
    return cast("Language", value) if isinstance(value, str) and value in _LANGUAGES else "ru"


def _moment(value: Any, where: str, faults: _Faults) -> datetime | None:
    """An aware moment or None: a date without a zone, or no date at all, bounds nothing."""
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        faults.mention(
            where, f"published_at is {_kind(value)}, not a string; read without it, so only full dates resolve"
        )
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        faults.mention(
            where, f"published_at {value[:40]!r} is not an ISO 8601 time; read without it, so only full dates resolve"
        )
        return None
    if moment.utcoffset() is None:
        faults.mention(
            where, f"published_at {value[:40]!r} has no time zone; read without it, so only full dates resolve"
        )
        return None
    return moment


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
