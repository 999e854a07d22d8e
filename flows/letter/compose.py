"""A week's letter from the published file: the same file, week and settings give the same letter, byte for byte."""

from __future__ import annotations

import hashlib
import re

import duckdb

from flows.letter.addresses import corrections_address
from flows.letter.content import Content, Room, content_of
from flows.letter.encoded import base64_size, encoded_size
from flows.letter.letter import Letter, Week
from flows.letter.page import page_of
from flows.letter.places import Places
from flows.letter.record import WeekRecord, read_week
from flows.letter.say import Say
from flows.letter.table import tiles_of
from flows.letter.templating import template
from flows.letter.tile_map import tile_map
from flows.settings import Settings
from models.glossary import Language

# A letter stays below 80 kB as it is sent, for Gmail cuts at 102 and phones load slowly; what has no room is counted.
_HEAVIEST = 78_000  # leaves 2 kB for headers
# Tried from the first: news is told shorter, then long links of table and deadlines are left out, then all of them; and
# where the terms of most regions run out at once (forty of two clauses take 44 kB with links), the nearest are told.
_ROOMS = (
    Room(12, 20, 500, 99),
    Room(6, 20, 500, 99),
    Room(3, 15, 500, 40),
    Room(3, 10, 160, 20),
    Room(1, 5, 100, 10),
    Room(0, 5, 0, 2),
)


def compose(published: duckdb.DuckDBPyConnection, week: Week, language: Language, settings: Settings) -> Letter:
    """The letter of the week, from the open published file and nothing else.

    BadInput where nothing was published by then, or an address of the settings is none; WarehouseError where the file
    is not one of this program's, or holds no regions yet.
    """
    return letter_of(read_week(published, week), language, settings)


def letter_of(record: WeekRecord, language: Language, settings: Settings) -> Letter:
    """The letter of what was read: as much of it as a mail may weigh."""
    say, places = Say(language, record.glossary), Places(settings.site_url, language)
    write_to = corrections_address(settings.corrections_to, settings.sender)
    picture: bytes | None = None
    for room in _ROOMS:
        content = content_of(record, say, places, write_to=write_to, room=room)
        if picture is None:
            picture = b"" if content.short else tile_map(tiles_of(record, say))
        letter = _letter(content, record.week, language, picture)
        if weight(letter) <= _HEAVIEST:
            break
    return letter


def _letter(content: Content, week: Week, language: Language, picture: bytes) -> Letter:
    return Letter(
        week=week,
        language=language,
        subject=content.subject,
        text=_spaced(template("letter.txt").render(c=content, t=content.say.texts, say=content.say)),
        html=page_of(content, picture_cid(picture) if picture else None),
        picture=picture,
        sample=content.sample,
    )


_EMPTY = re.compile(r"(?<=-)\n\n+|\n{4,}")  # below a heading's line; between its sections and lists


def _spaced(text: str) -> str:
    """The text with one empty line below a heading and two between sections at most."""
    return _EMPTY.sub(lambda found: "\n\n" if found[0].count("\n") < 4 else "\n\n\n", text).lstrip("\n")


def picture_cid(picture: bytes) -> str:
    """The name by which the page shows the picture: other pictures have others."""
    return f"map.{hashlib.sha256(picture).hexdigest()[:16]}@akimwatch"


def weight(letter: Letter) -> int:
    """How many bytes the letter takes on the wire, without its headers."""
    return encoded_size(letter.text) + encoded_size(letter.html) + base64_size(letter.picture)
