"""`akimwatch digest`: the week's letter on the screen, as a page to look at, or as a mail in a file."""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

from flows.letter.compose import compose, picture_cid
from flows.letter.letter import Letter
from flows.letter.message import letter_message
from flows.letter.record import publications_of
from flows.letter.week import chosen_week, letters_day
from flows.settings import Settings
from flows.whole_file import whole_file
from models.errors import BadInput
from models.glossary import Language
from warehouse.publish import DATABASE
from warehouse.published import open_published


def digest(settings: Settings, week: str | None, language: Language) -> Letter:
    """The letter of the week that was asked for (None: the last whole one), from the published file.

    BadInput for a week that is none, not over, or before the first data; WarehouseError where the file cannot be read.
    """
    with open_published(settings.published / DATABASE) as published:
        today = letters_day(publications_of(published), datetime.now(UTC))
        return compose(published, chosen_week(week, today), language, settings)


def write_preview(letter: Letter, path: Path) -> None:
    """The letter's page in a file that stands alone: its picture inside. BadInput where it cannot be written."""
    page = letter.html
    if letter.picture:
        shown = f"data:image/png;base64,{b64encode(letter.picture).decode()}"
        page = page.replace(f"cid:{picture_cid(letter.picture)}", shown)
    _write(path, page)


def write_mail(letter: Letter, path: Path, recipient: str | None, settings: Settings) -> None:
    """The letter as one reader's mail (None: the sender's own). BadInput for a wrong address or file."""
    message = letter_message(letter, recipient or settings.sender, settings, at=datetime.now(UTC))
    _write(path, message.as_bytes().decode("ascii"))  # nothing else is left in it: everything is encoded


def _write(path: Path, content: str) -> None:
    if path.is_dir():
        raise BadInput(f"{path}: is a folder; name a file")
    with whole_file(path) as out:
        out.write(content)
