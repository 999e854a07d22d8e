"""One finding of the doctor, and what all its rooms are given."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from flows.doctor.stored import Stored
from flows.settings import Settings

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What was looked at, how it stands, what was seen, and the fix in one line where it does not stand well.

    `warn`: everything goes on, and somebody should know; `fail`: a run, a letter or an answer would fail.
    """

    name: str
    state: State
    seen: str
    fix: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What a room looks with: the settings, the moment (aware), what the warehouse told, and whether to take time."""

    settings: Settings
    now: datetime
    stored: Stored
    deep: bool = False


Room = Callable[[Visit], Iterator[Check]]


def ok(name: str, seen: str) -> Check:
    return Check(name=name, state="ok", seen=seen)


def warn(name: str, seen: str, fix: str) -> Check:
    return Check(name=name, state="warn", seen=seen, fix=fix)


def fail(name: str, seen: str, fix: str) -> Check:
    return Check(name=name, state="fail", seen=seen, fix=fix)


def failed(name: str, error: Exception, fix: str = "put right what it names") -> Check:
    """The message of one of our exceptions: by its convention what to do stands behind its last semicolon."""
    seen, cut, told = str(error).rpartition("; ")
    return fail(name, seen, told) if cut else fail(name, told, fix)
