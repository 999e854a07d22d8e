"""One week's letter, composed and rendered, before it has a reader."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta

from models.glossary import Language


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """A whole week in Kazakhstan, Monday to Sunday."""

    monday: date

    def __post_init__(self) -> None:
        if self.monday.isoweekday() != 1:
            raise ValueError(f"{self.monday} is no Monday")

    @property
    def sunday(self) -> date:
        return self.monday + timedelta(days=6)

    @property
    def name(self) -> str:
        """By ISO 8601: «2025-W24»."""
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What every reader of one language gets: `html` has its styles inline and shows `picture` (PNG) by its CID."""

    week: Week
    language: Language
    subject: str
    text: str
    html: str
    picture: bytes
    sample: bool

    @property
    def content(self) -> str:
        """The same for the same letter, byte by byte (SHA-256, hexadecimal): what the outbox and Message-ID go by."""
        parts = (self.week.name, self.language, self.subject, self.text, self.html)
        told = hashlib.sha256("\x00".join(parts).encode())
        told.update(self.picture)
        return told.hexdigest()
