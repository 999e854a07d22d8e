"""Articles as JSON lines: `{"text": …}` with, where known, id, url, source, published_at, language and title.

What is wrong with a line is said once, in plain words, as `FILE:LINE: reason`; the other lines are given.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import IO, Any, NoReturn, TextIO, cast, get_args
from urllib.parse import urlsplit

from extractors.mojibake import is_garbled
from models.records import Article, Language

LONGEST_LINE = 32 * 1024 * 1024
"""Characters: a line longer than this is no article; it is reported, not parsed."""

_EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # no news site is older; «0001-01-01» and «1970-01-01» are blanks
_AHEAD = timedelta(days=2)  # what a clock in another zone, or one set wrongly by a day, may be ahead of ours

_WORDS = frozenset({"title", "lead", "byline"})  # what is shown and stored as it stands, where it can be understood
_LANGUAGES: frozenset[str] = frozenset(get_args(Language))


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One article with the identity that goes out again exactly as it came in, and the bytes it was read from."""

    id: Any
    url: Any
    article: Article
    raw: bytes
    where: str  # FILE:LINE


class _ConstantError(ValueError):
    """NaN, Infinity or -Infinity, where a value stands."""


class Faults:
    """Counts and prints what is wrong with the input."""

    def __init__(self, err: TextIO) -> None:
        self.err = err
        self.count = 0

    def report(self, where: str, reason: str) -> None:
        self.count += 1
        self.mention(where, reason)

    def mention(self, where: str, reason: str) -> None:
        """Say what is odd about a line that is read all the same."""
        print(" ".join(f"{where}: {reason}".split()), file=self.err)  # one line, whatever the file is called


def articles_in(name: str, file: IO[bytes], faults: Faults) -> Iterator[Line]:
    """The articles of one open file, in order; `name` stands in the reports of what is wrong."""
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


def _parsed(raw: bytes, where: str, faults: Faults, *, first: bool) -> Line | None:
    """The article of one line; None (after a report, where one is due) for a line that holds none."""
    try:
        text = raw.decode("utf-8-sig" if first else "utf-8").strip("\ufeff \t\r\n")
        if not text:
            return None
        if len(text) > LONGEST_LINE:
            faults.report(where, f"longer than {LONGEST_LINE} characters, no article is")
            return None
        record = json.loads(text, parse_constant=_no_constant)
    except UnicodeDecodeError as error:
        faults.report(where, f"not UTF-8 (byte {error.start}: 0x{raw[error.start]:02x})")
        return None
    except json.JSONDecodeError as error:
        faults.report(where, f"not JSON ({error.msg}, column {error.colno})")
        return None
    except _ConstantError as error:
        faults.report(where, f"not JSON ({error} is no value of it)")
        return None
    except (RecursionError, ValueError) as error:
        faults.report(where, f"not JSON that can be read ({type(error).__name__}: {str(error)[:80]})")
        return None
    if not isinstance(record, dict):
        faults.report(where, f'not a JSON object but {_kind(record)}; a line is {{"text": …}}')
        return None
    return _line(cast("dict[str, Any]", record), raw, where, faults)


def _line(record: dict[str, Any], raw: bytes, where: str, faults: Faults) -> Line | None:
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
    return Line(id=record.get("id"), url=record.get("url"), article=article, raw=raw, where=where)


def _string(record: dict[str, Any], key: str, where: str, faults: Faults, *, quiet: bool = False) -> str | None:
    value = record.get(key)
    if value is None or isinstance(value, str):
        if value is not None and key in _WORDS and is_garbled(value):
            faults.mention(where, f"{key} is garbled: its encoding was lost before it came here; read without it")
            return None
        return value
    if not quiet:
        faults.mention(where, f"{key} is {_kind(value)}, not a string; read without it")
    return None


def _language(value: Any) -> Language:
    """The language as declared; the reader looks at the text itself before it believes a Russian label."""
    return cast("Language", value) if isinstance(value, str) and value in _LANGUAGES else "ru"


def _moment(value: Any, where: str, faults: Faults) -> datetime | None:
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
    if not _EARLIEST <= moment <= datetime.now(UTC) + _AHEAD:
        faults.mention(
            where,
            f"published_at {value[:40]!r} lies before {_EARLIEST.year} or in the future; read without it, so only full "
            "dates resolve",
        )
        return None
    return moment


def host_of(url: str | None) -> str:
    """The host of an address as given, in lower case; empty for none and for what is no address («http://[::1»)."""
    try:
        return urlsplit(url or "").hostname or ""
    except ValueError:
        return ""


def _no_constant(name: str) -> NoReturn:
    """Python would read NaN and Infinity, which no JSON has and no other program could read in what goes out."""
    raise _ConstantError(name)


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", bool: "true or false", type(None): "null"}
    return names.get(type(value), "a number")
