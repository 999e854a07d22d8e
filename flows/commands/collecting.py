"""Collecting and judging: what fills a data folder."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import AsJson, Data, Direct
from flows.inert import told_line
from models.json_text import json_text

collecting = typer.Typer()


@collecting.command(epilog="Example: akimwatch run --source tengrinews --back-days 3")
def run(
    source: Annotated[list[str] | None, typer.Option("--source", help="only this site (may be repeated)")] = None,
    warc: Annotated[
        list[str] | None, typer.Option("--warc", help="take pages from a WARC file: a path, https://… or s3://…")
    ] = None,
    warc_list: Annotated[
        list[str] | None, typer.Option("--warc-list", help="all files of a list, such as Common Crawl's warc.paths.gz")
    ] = None,
    articles: Annotated[list[Path] | None, typer.Option("--articles", help="read articles from JSON lines")] = None,
    back_days: Annotated[int | None, typer.Option("--back-days", help="how many days back to look")] = None,
    feeds: Annotated[
        bool, typer.Option("--feeds", help="only feeds and first pages of lists, as `serve` does")
    ] = False,
    direct: Direct = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Collect, analyse and publish once: from live sites, WARC files or articles as JSON lines."""
    from flows.monitor import run_once
    from flows.service.turn import AtWork
    from flows.settings import load_settings
    from flows.warcs.listed import listed_warcs
    from flows.workshop import Intake

    settings = load_settings(data=data, back_days=back_days)
    warcs = (*(warc or ()), *(file for name in warc_list or () for file in listed_warcs(name)))
    intake = Intake(sources=tuple(source or ()), glance=feeds, warcs=warcs, articles=tuple(articles or ()))
    try:
        report = run_once(settings, intake, direct=direct)
    except AtWork as held:
        print(f"akimwatch: this run is skipped: {told_line(held)}", file=sys.stderr)
        if as_json:
            print(json_text({"skipped": told_line(held)}))
        raise typer.Exit(0) from None  # no failure: the other run does what this one would have done
    if as_json:
        print(json_text(report.as_dict()))
    else:
        print(*report.lines(), sep="\n", file=sys.stderr)
        print(f"published: {report.published}")
    raise typer.Exit(report.exit_code)


@collecting.command(epilog="Example: akimwatch backfill --since 2024-04-25 --until 2024-06-30 --plan")
def backfill(
    since: Annotated[str | None, typer.Option("--since", help="first day or month (YYYY-MM); else the order's")] = None,
    until: Annotated[str | None, typer.Option("--until", help="last day or month (YYYY-MM); else today")] = None,
    source: Annotated[list[str] | None, typer.Option("--source", help="only this site (may be repeated)")] = None,
    plan: Annotated[
        bool, typer.Option("--plan", help="only say what there is to fetch, and how long it takes")
    ] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Collect the past, month by month from the newest: kill it at any moment, the same command goes on."""
    from flows.backfill.command import run_backfill
    from flows.settings import load_settings

    settings, sources = load_settings(data=data), tuple(source or ())
    code = run_backfill(settings, since=since, until=until, sources=sources, plan_only=plan, as_json=as_json)
    raise typer.Exit(code)


@collecting.command(epilog="Example: akimwatch demo --direct")
def demo(direct: Direct = False, data: Data = None) -> None:
    """The whole job on a small sample web served on this machine: invented meetings, marked as sample data."""
    from flows.demo_run import run_demo

    raise typer.Exit(run_demo(data or Path("data") / "demo", direct=direct))


@collecting.command(epilog="Example: akimwatch replay --accept")
def replay(
    accept: Annotated[bool, typer.Option("--accept", help="apply what changes, and publish")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Read the whole archive again with today's rules, without the network, and show what that changes."""
    from flows.replay import replay as read_again
    from flows.settings import load_settings

    raise typer.Exit(read_again(load_settings(data=data), accept=accept, as_json=as_json))


@collecting.command(epilog="Example: AKIMWATCH_BACK_DAYS=30 akimwatch settings")
def settings(as_json: AsJson = False) -> None:
    """Every setting with its value, where that came from, and its meaning; secrets are masked."""
    from flows.settings import load_settings
    from flows.settings_told import setting_lines, settings_told

    chosen = load_settings()
    if as_json:
        print(json_text(settings_told(chosen), indent=1))
    else:
        print(*setting_lines(chosen), sep="\n")


@collecting.command(epilog="Example: AKIMWATCH_MONITOR_SECONDS=900 akimwatch serve")
def serve(
    demo: Annotated[bool, typer.Option("--demo", help="try it on the sample web, with invented meetings")] = False,
    data: Data = None,
) -> None:
    """Stay up and do everything on its schedule: feeds, nightly pass, letter, site, housekeeping (Ctrl-C ends it)."""
    from flows.service.command import serve_demo, serve_live

    if demo:
        serve_demo(data or Path("data") / "demo")
    else:
        serve_live(data)
