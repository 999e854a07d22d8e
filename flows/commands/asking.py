"""Asking: what the record shows, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson, Data, Lines, Plain, Spoken
from models.errors import BadInput

asking = typer.Typer()


@asking.command(epilog="Example: akimwatch status --language ru")
def status(
    as_json: AsJson = False, language: Spoken = "en", no_color: Plain = False, lines: Lines = 5, data: Data = None
) -> None:
    """All regions at a glance, next deadlines, sources that need a look; what is stored, published and unfinished."""
    from flows.desk.words import language_of
    from flows.settings import load_settings
    from flows.status import show_status

    spoken = language_of(language)
    settings = load_settings(data=data)
    raise typer.Exit(show_status(settings, as_json=as_json, language=spoken, no_color=no_color, lines=lines))


@asking.command(epilog="Example: akimwatch show Костанай --since 2025-09-01 --until 2025-11-30")
def show(
    region: Annotated[str, typer.Argument(help="ISO code, or name, short name or seat in Russian, Kazakh or English")],
    since: Annotated[str | None, typer.Option("--since", help="lists: nothing from before that day")] = None,
    until: Annotated[str | None, typer.Option("--until", help="lists: nothing from after that day")] = None,
    as_json: AsJson = False,
    language: Spoken = "en",
    no_color: Plain = False,
    lines: Lines = 5,
    data: Data = None,
) -> None:
    """One region in short: verdicts with their figures and reasons, events, key events, months, leads, corrections."""
    from flows.desk.command import show_region
    from flows.desk.words import language_of
    from flows.settings import load_settings

    settings, spoken = load_settings(data=data), language_of(language)
    raise typer.Exit(
        show_region(settings, region, since, until, as_json=as_json, language=spoken, no_color=no_color, lines=lines)
    )


@asking.command(epilog="Example: akimwatch explain m-47c412cc541c04e233f3")
def explain(
    name: Annotated[str, typer.Argument(help="an account (m-…), event (e-…) or verdict (v-…), or how its name begins")],
    as_json: AsJson = False,
    language: Spoken = "en",
    no_color: Plain = False,
    data: Data = None,
) -> None:
    """The chain from a verdict to the archived bytes, every link checked (exit 1 where one does not hold)."""
    from flows.desk.command import explain_chain
    from flows.desk.words import language_of
    from flows.settings import load_settings

    settings, spoken = load_settings(data=data), language_of(language)
    raise typer.Exit(explain_chain(settings, name, as_json=as_json, language=spoken, no_color=no_color))


@asking.command(epilog="Example: akimwatch judge --on 2025-06-30 --since 2025-01-01 --region KZ-39")
def judge(
    on: Annotated[str | None, typer.Option("--on", help="day to judge as of (else the last one)")] = None,
    since: Annotated[str | None, typer.Option("--since", help="also the shares of the days from this one on")] = None,
    region: Annotated[str | None, typer.Option("--region", help="only this region (ISO 3166-2)")] = None,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """What the record shows as of any day, or over any period, from everything known now."""
    from flows.judge_day import judge_day
    from flows.settings import load_settings

    raise typer.Exit(judge_day(load_settings(data=data), on, since, region, as_json=as_json))


@asking.command(epilog='Example: akimwatch sql "SELECT region_name, verdict FROM compliance_today WHERE clause = 1"')
def sql(
    statement: Annotated[str | None, typer.Argument(help="one SELECT; none: open DuckDB's shell, read-only")] = None,
    question: Annotated[str | None, typer.Option("--question", help="a ready question instead, by its name")] = None,
    words: Annotated[str | None, typer.Option("--search", help="find sentences with these words, in any form")] = None,
    listed: Annotated[bool, typer.Option("--questions", help="list the ready questions")] = False,
    form: Annotated[str | None, typer.Option("--format", help="table (if none is given), csv, json, markdown")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="write .csv, .json, .md or .txt, whole or not")] = None,
    data: Data = None,
) -> None:
    """Ask the published file a question, search its sentences, or open it in DuckDB's shell; always read-only."""
    from flows.settings import load_settings
    from flows.shell import open_shell
    from flows.sql import ask, ask_question, list_questions, search

    if listed:
        raise typer.Exit(list_questions())
    asked = [given for given in (statement, question, words) if given is not None]
    if len(asked) > 1:
        raise BadInput("give one of a statement, --question and --search")
    settings = load_settings(data=data)
    if question is not None:
        raise typer.Exit(ask_question(settings, question, form, out))
    if words is not None:
        raise typer.Exit(search(settings, words, form, out))
    if statement is not None:
        raise typer.Exit(ask(settings, statement, form, out))
    if form is not None or out is not None:
        raise BadInput("--format and --out go with a question; in the shell it is `.mode csv`")
    raise typer.Exit(open_shell(settings))


@asking.command(epilog="Example: akimwatch site --out /var/www/akimwatch")
def site(
    out: Annotated[Path | None, typer.Option("--out", help="folder to write, replaced whole (else DATA/site)")] = None,
    data: Data = None,
) -> None:
    """Write the published file as static pages, in Russian and English; prints where they begin."""
    from flows.settings import load_settings
    from flows.site.command import write_site
    from warehouse.publish import DATABASE

    settings = load_settings(data=data)
    print(write_site(settings.published / DATABASE, out or settings.site_folder))
