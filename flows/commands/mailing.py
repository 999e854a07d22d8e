"""Mailing: the week's letter, looked at, kept in a file or sent, and what became of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson, Data
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
    send: Annotated[bool, typer.Option("--send", help="send it to every recipient, each once")] = False,
    resend: Annotated[bool, typer.Option("--resend", help="also to whom it failed or is uncertain")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """The weekly letter from the published file: what changed, deadlines, the map and table of regions.

    With --send each recipient gets it in their own language, once a week; exit 1 while anybody has none for certain.
    """
    from flows.desk.words import language_of
    from flows.letter.command import digest as letter_of
    from flows.letter.command import write_mail, write_preview
    from flows.settings import load_settings

    if to is not None and eml is None:
        raise BadInput("--to goes with --eml: it names the reader of the mail in that file")
    if (resend or as_json) and not send:
        raise BadInput(f"{'--resend' if resend else '--json'} goes with --send")
    settings = load_settings(data=data)
    if send:
        if preview or eml or text or language:
            raise BadInput("--send goes without --preview, --text, --eml and --language: each recipient has their own")
        from flows.post.sending import send_week

        raise typer.Exit(send_week(settings, week, resend=resend, as_json=as_json))
    letter = letter_of(settings, week, language_of(language) if language is not None else settings.language)
    if preview is not None:
        write_preview(letter, preview)
        print(preview)
    if eml is not None:
        write_mail(letter, eml, to, settings)
        print(eml)
    if text or (preview is None and eml is None):
        print(letter.text, end="")


@mailing.command(epilog="Example: akimwatch outbox --week 2025-W24")
def outbox(
    week: Annotated[str | None, typer.Option("--week", help="2025-W24, or a day inside it (else all)")] = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Who got which week's letter, who did not, and why, with the mail server's words."""
    from flows.post.outbox_shown import show_outbox
    from flows.settings import load_settings

    raise typer.Exit(show_outbox(load_settings(data=data), week, as_json=as_json))
