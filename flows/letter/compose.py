"""A week's letter from the published file: the same file, week and settings give the same letter, byte for byte."""

from __future__ import annotations

import hashlib
from base64 import b64encode

import duckdb

from flows.letter.addresses import corrections_address
from flows.letter.content import Content, content_of
from flows.letter.letter import Letter, Week
from flows.letter.page import page_of
from flows.letter.places import Places
from flows.letter.record import read_week
from flows.letter.say import Say
from flows.letter.table import tiles_of
from flows.letter.templating import template
from flows.letter.tile_map import tile_map
from flows.settings import Settings
from models.glossary import Language

# A letter stays below 80 kB as it is sent, for Gmail cuts at 102 and phones load slowly; what has no room is counted.
_HEAVIEST = 76_000  # leaves 4 kB for headers
_LIMITS = (12, 8, 5, 3, 1)  # how many of each list of changes are told in full, tried from the first


def compose(published: duckdb.DuckDBPyConnection, week: Week, language: Language, settings: Settings) -> Letter:
    """The letter of the week, from the open published file and nothing else.

    BadInput where nothing was published by then, or an address of the settings is none; WarehouseError where the file
    is not one of this program's, or holds no regions yet.
    """
    record = read_week(published, week)
    say, places = Say(language, record.glossary), Places(settings.site_url, language)
    write_to = corrections_address(settings.corrections_to, settings.sender)
    picture: bytes | None = None
    for limit in _LIMITS:
        content = content_of(record, say, places, write_to=write_to, limit=limit)
        if picture is None:
            picture = b"" if content.short else tile_map(tiles_of(record, say))
        letter = _letter(content, week, language, picture)
        if weight(letter) <= _HEAVIEST:
            break
    return letter


def _letter(content: Content, week: Week, language: Language, picture: bytes) -> Letter:
    return Letter(
        week=week,
        language=language,
        subject=content.subject,
        text=template("letter.txt").render(c=content, t=content.say.texts, say=content.say),
        html=page_of(content, picture_cid(picture) if picture else None),
        picture=picture,
        sample=content.sample,
    )


def picture_cid(picture: bytes) -> str:
    """The name by which the page shows the picture: other pictures have others."""
    return f"map.{hashlib.sha256(picture).hexdigest()[:16]}@akimwatch"


def weight(letter: Letter) -> int:
    """How many bytes the letter takes on the wire at most, without its headers."""
    return sum(len(b64encode(part)) * 78 // 76 for part in (letter.text.encode(), letter.html.encode(), letter.picture))
