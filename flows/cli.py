"""The command line: results on stdout, everything else on stderr.

Exit codes: 0 ok, 1 failed, 2 usage, 3 coverage alarm.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.review.commands import review_app
from models.errors import AkimwatchError, BadInput

app = typer.Typer(
    help="Does the public record show that Kazakhstan's akims hold the meetings they were ordered to hold?",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
sources_app = typer.Typer(help="The news sites that are read.", no_args_is_help=True)
app.add_typer(sources_app, name="sources")
app.add_typer(review_app, name="review")

Direct = Annotated[bool, typer.Option("--direct", help="run the same steps without Prefect")]
AsJson = Annotated[bool, typer.Option("--json", help="one JSON object on stdout, for programs")]
Data = Annotated[Path | None, typer.Option("--data", help="folder of everything stored (setting AKIMWATCH_DATA)")]
Spoken = Annotated[str, typer.Option("--language", help="en or ru: the glossary's words in that language")]
Plain = Annotated[bool, typer.Option("--no-color", help="plain text (so too in a pipe, or with NO_COLOR set)")]
Lines = Annotated[int, typer.Option("--lines", min=0, help="at most so many of each list")]


@app.command(epilog="Example: akimwatch run --source tengrinews --back-days 3")
def run(
    source: Annotated[list[str] | None, typer.Option("--source", help="only this site (may be repeated)")] = None,
    warc: Annotated[list[Path] | None, typer.Option("--warc", help="read archived pages from WARC files")] = None,
    articles: Annotated[list[Path] | None, typer.Option("--articles", help="read articles from JSON lines")] = None,
    back_days: Annotated[int | None, typer.Option("--back-days", help="how many days back to look")] = None,
    direct: Direct = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Collect, analyse and publish once: from live sites, WARC files or articles as JSON lines."""
    from flows.monitor import run_once
    from flows.settings import load_settings
    from flows.workshop import Intake

    settings = load_settings(data=data, back_days=back_days)
    intake = Intake(sources=tuple(source or ()), warcs=tuple(warc or ()), articles=tuple(articles or ()))
    report = run_once(settings, intake, direct=direct)
    if as_json:
        print(json.dumps(report.as_dict(), ensure_ascii=False, default=str))
    else:
        print(*report.lines(), sep="\n", file=sys.stderr)
        print(f"published: {report.published}")
    raise typer.Exit(report.exit_code)


@app.command(epilog="Example: akimwatch demo --direct")
def demo(direct: Direct = False, data: Data = None) -> None:
    """The whole job on a small sample web served on this machine: invented meetings, marked as sample data."""
    from flows.demo_run import run_demo

    raise typer.Exit(run_demo(data or Path("data") / "demo", direct=direct))


@app.command(epilog="Example: akimwatch read --explain --html readings.html articles.jsonl")
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


@app.command(epilog="Example: akimwatch status --language ru")
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


@app.command(epilog="Example: akimwatch show Костанай --since 2025-06-01")
def show(
    region: Annotated[str, typer.Argument(help="ISO code, or name, short name or seat in Russian, Kazakh or English")],
    since: Annotated[str | None, typer.Option("--since", help="nothing from before that day")] = None,
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
        show_region(settings, region, since, as_json=as_json, language=spoken, no_color=no_color, lines=lines)
    )


@app.command(epilog="Example: akimwatch explain m-47c412cc541c04e233f3")
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


@app.command(epilog="Example: akimwatch replay --accept")
def replay(
    accept: Annotated[bool, typer.Option("--accept", help="apply what changes, and publish")] = False,
    as_json: AsJson = False,
    data: Data = None,
) -> None:
    """Read the whole archive again with today's rules, without the network, and show what that changes."""
    from flows.replay import replay as read_again
    from flows.settings import load_settings

    raise typer.Exit(read_again(load_settings(data=data), accept=accept, as_json=as_json))


@app.command(epilog="Example: akimwatch judge --on 2025-06-30 --since 2025-01-01 --region KZ-39")
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


@app.command(epilog='Example: akimwatch sql "SELECT region_name, verdict FROM compliance_today WHERE clause = 1"')
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


@app.command(epilog="Example: akimwatch site --out /var/www/akimwatch")
def site(
    out: Annotated[Path | None, typer.Option("--out", help="folder to write, replaced whole (else DATA/site)")] = None,
    data: Data = None,
) -> None:
    """Write the published file as static pages, in Russian and English; prints where they begin."""
    from flows.settings import load_settings
    from flows.site.command import write_site
    from warehouse.publish import DATABASE

    settings = load_settings(data=data)
    print(write_site(settings.published / DATABASE, out or settings.data / "site"))


@app.command(epilog="Example: AKIMWATCH_BACK_DAYS=30 akimwatch settings")
def settings(as_json: AsJson = False) -> None:
    """Every setting with its value and meaning."""
    from flows.settings import load_settings, setting_lines

    chosen = load_settings()
    if as_json:
        print(chosen.model_dump_json(indent=2))
    else:
        print(*setting_lines(chosen), sep="\n")


@app.command(epilog='Example: akimwatch serve --cron "15 */3 * * *"')
def serve(
    cron: Annotated[str, typer.Option("--cron", help="when to run, Asia/Almaty")] = "15 */3 * * *",
    data: Data = None,
) -> None:
    """Stay up and run the monitor on a schedule (Prefect; stop with Ctrl-C)."""
    from flows.prefect_home import prepare_prefect
    from flows.prefect_server import prefect_server
    from flows.settings import load_settings

    settings = load_settings(data=data)
    prepare_prefect(settings.data)
    with prefect_server():
        from flows.prefect_flows import serve_monitor

        serve_monitor(settings, cron)


def main() -> None:
    """Run the command line; a failure of our own kinds ends in one line on stderr."""
    try:
        app()
    except BadInput as error:
        print(f"akimwatch: {error}", file=sys.stderr)
        sys.exit(2)
    except AkimwatchError as error:
        print(f"akimwatch: {error}", file=sys.stderr)
        sys.exit(1)
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone; nothing is left to say to it
        sys.exit(1)
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        print(f"akimwatch: {where}{error.strerror or error}", file=sys.stderr)
        sys.exit(1)


if __name__ == "__main__":
    main()
