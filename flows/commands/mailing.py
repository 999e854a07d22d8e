"""Mailing: the week's letter, looked at or kept in a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import Data
from models.errors import BadInput

mailing = typer.Typer()


@mailing.command(epilog="Example: akimwatch digest --week 2025-W24 --preview letter.html")
def digest(
    week: Annotated[
        str | None, typer.Option("--week", help="2025-W24, or a day inside it (else the last whole one)")
    ] = None,
    preview: Annotated[Path | None, typer.Option("--preview", help="write the letter's page, picture inside")] = None,
    text: Annotated[bool, typer.Option("--text", help="print the letter's text (so too without options)")] = False,
    eml: Annotated[Path | None, typer.Option("--eml", help="write the letter as a mail to one reader")] = None,
    to: Annotated[str | None, typer.Option("--to", help="that reader's address (else the sender's)")] = None,
    language: Annotated[str | None, typer.Option("--language", help="ru or en (else the setting's)")] = None,
    data: Data = None,
) -> None:
    """The weekly letter from the published file: what changed, deadlines, the map and table of regions."""
    from flows.desk.words import language_of
    from flows.letter.command import digest as letter_of
    from flows.letter.command import write_mail, write_preview
    from flows.settings import load_settings

    if to is not None and eml is None:
        raise BadInput("--to goes with --eml: it names the reader of the mail in that file")
    settings = load_settings(data=data)
    letter = letter_of(settings, week, language_of(language) if language is not None else settings.language)
    if preview is not None:
        write_preview(letter, preview)
        print(preview)
    if eml is not None:
        write_mail(letter, eml, to, settings)
        print(eml)
    if text or (preview is None and eml is None):
        print(letter.text, end="")
