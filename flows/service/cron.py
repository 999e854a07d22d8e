"""Cron's five fields, checked before anything is begun: a slip in a setting must not wait for its night to be seen."""

from __future__ import annotations

import re

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
# Name, lowest, highest, and words that stand for numbers from the lowest on. Sunday is 0 and 7.
_FIELDS: tuple[tuple[str, int, int, list[str]], ...] = (
    ("minute", 0, 59, []),
    ("hour", 0, 23, []),
    ("day of the month", 1, 31, []),
    ("month", 1, 12, _MONTHS),
    ("day of the week", 0, 7, _DAYS),
)
_ITEM = re.compile(r"(?:\*|(?P<first>\w+)(?:-(?P<last>\w+))?)(?:/(?P<step>\d+))?")  # */15, 8, mon-fri, 0-30/5


def check_cron(text: str) -> str:
    """The expression in one spelling: lower case, single blanks. ValueError names the field that is wrong."""
    fields = text.lower().split()
    if len(fields) != len(_FIELDS):
        raise ValueError(
            f"{text!r} has {len(fields)} fields, not 5: minute, hour, day of the month, month, day of the week"
        )
    for field, (name, lowest, highest, words) in zip(fields, _FIELDS, strict=True):
        for item in field.split(","):
            if not _holds(item, lowest, highest, words):
                raise ValueError(f"{text!r}: {item!r} is no {name} ({lowest}-{highest})")
    return " ".join(fields)


def _holds(item: str, lowest: int, highest: int, words: list[str]) -> bool:
    match = _ITEM.fullmatch(item)
    if match is None or match["step"] == "0":
        return False
    ends = [_number(end, lowest, words) for end in (match["first"], match["last"]) if end is not None]
    if None in ends:
        return False
    numbers = [end for end in ends if end is not None]
    return all(lowest <= number <= highest for number in numbers) and numbers == sorted(numbers)


def _number(text: str, lowest: int, words: list[str]) -> int | None:
    if text.isdecimal():
        return int(text)
    return lowest + words.index(text) if text in words else None
