"""What an article says, and the sites that articles come from."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson

reading = typer.Typer()
sources_app = typer.Typer(help="The news sites that are read.", no_args_is_help=True)
reading.add_typer(sources_app, name="sources")


@reading.command(epilog="Example: akimwatch read --explain --html readings.html articles.jsonl")
def read(
    files: Annotated[list[str], typer.Argument(help="files of JSON lines with a `text` each; - for standard input")],
    explain: Annotated[
        bool, typer.Option("--explain", help="for a person: each field with the words that decided it")
    ] = False,
    html: Annotated[Path | None, typer.Option("--html", help="write a page with the articles marked up")] = None,
) -> None:
    """What each article says of meetings: one JSON line per input line with a text, in order."""
    from extractors.read_lines import read_files
    from extractors.russian.reader import Reader
    from flows.settings import load_settings
    from models.registry import load_registry

    registry = load_registry(load_settings().own_officials)
    if explain or html is not None:
        from flows.explain.command import explain as explain_to_a_person

        text = sys.stdout if explain else None
        stdin = sys.stdin.buffer
        code = explain_to_a_person(files, registry, text=text, page=html, err=sys.stderr, standard_input=stdin)
        raise typer.Exit(code)
    reader = Reader(registry, light=False)
    raise typer.Exit(read_files(files, sys.stdout, sys.stderr, reader, standard_input=sys.stdin.buffer))


@sources_app.command("list", epilog="Example: akimwatch sources list --json")
def sources_list(as_json: AsJson = False) -> None:
    """Every site with its language, region, ways of discovery, pace, and when each was last verified."""
    from flows.settings import load_settings
    from flows.source_tables import list_sources

    list_sources(load_settings(), as_json=as_json)


@sources_app.command("check", epilog="Example: akimwatch sources check tengrinews nur")
def sources_check(
    names: Annotated[
        list[str] | None, typer.Argument(help="keys as `sources list` shows them; all when left out")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Probe each way of discovery now: status, content type, items, newest date, robots, and what broke."""
    from flows.settings import load_settings
    from flows.source_tables import check_sources

    raise typer.Exit(check_sources(load_settings(), tuple(names or ()), as_json=as_json))
