"""`akimwatch review`: what deserves a look, and what a person decides about it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from flows.commands.options import Data
from flows.explain.visible import visible
from models.errors import BadInput

review_app = typer.Typer(
    help="Look at what was read and put it right: decisions are dated, signed, and win over the reading.",
    invoke_without_command=True,
    epilog="Example: akimwatch review --region KZ-39",
)

By = Annotated[str, typer.Option("--by", help="your name: it stays with the decision", show_default=False)]
Reason = Annotated[str, typer.Option("--reason", help="why, in your words", show_default=False)]
Anew = Annotated[bool, typer.Option("--anew", help="put an earlier decision on it aside")]
Name = Annotated[str, typer.Argument(help="an account (m-…), or an event (e-…) with all its accounts")]
# What may be put right, each as the annotation guide names it.
OfKind = Annotated[str | None, typer.Option("--kind", help="working_meeting, assembly_council, assembly_session …")]
OfStatus = Annotated[str | None, typer.Option("--status", help="held, planned, cancelled or ordered")]
OfLevel = Annotated[str | None, typer.Option("--level", help="region, local or national")]
OfRegion = Annotated[str | None, typer.Option("--region", help="ISO code, as KZ-39; none for a national one")]
Topic = Annotated[str | None, typer.Option("--topic", help="whether its subject is inter-ethnic: yes or no")]
Assembly = Annotated[str | None, typer.Option("--assembly", help="whether the Assembly took part: yes or no")]
Day = Annotated[str | None, typer.Option("--day", help="2025-06-18, or 2025-06-01..2025-06-30, or none")]
Head = Annotated[
    list[str] | None, typer.Option("--head", help="KZ-39=chaired, attended, delegated or none (may be repeated)")
]


@review_app.callback()
def look(
    context: typer.Context,
    region: Annotated[str | None, typer.Option("--region", help="only this region (ISO 3166-2)")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="how many to show")] = 10,
    language: Annotated[str, typer.Option("--language", help="ru or en")] = "en",
    data: Data = None,
) -> None:
    """List what deserves a look first: the sentence in its paragraph, with what was read out of it."""
    if context.invoked_subcommand is not None:
        if data is not None or region is not None:  # not heard there: another folder's accounts would be decided on
            raise BadInput(f"give --data and --region behind `{context.invoked_subcommand}`")
        return
    from flows.review.desk import open_desk
    from flows.review.told import lines_of_waiting

    if language not in ("ru", "en"):
        raise BadInput(f"--language {language}: choose ru or en")
    with _workshop(data) as workshop:
        desk = open_desk(workshop, region)
    print(*map(visible, lines_of_waiting(desk, limit, "ru" if language == "ru" else "en")), sep="\n")


@review_app.command(epilog="Example: akimwatch review show m-47c412cc541c04e233f3")
def show(name: Name, data: Data = None) -> None:
    """Show an account, or all accounts of an event, in their paragraphs."""
    from flows.review.desk import open_desk
    from flows.review.told import lines_of_account

    with _workshop(data) as workshop:
        desk = open_desk(workshop)
    for one in desk.named(name):
        print(*map(visible, lines_of_account(one, desk)), "", sep="\n")


@review_app.command(epilog="Example: akimwatch review confirm m-47c412cc --by Айгуль --reason 'видела протокол'")
def confirm(name: Name, by: By, reason: Reason, anew: Anew = False, data: Data = None) -> None:
    """Stand behind what was read: it stays, however later versions read it."""
    _decide("confirm", name, {}, by, reason, anew, data)


@review_app.command(epilog="Example: akimwatch review reject e-454fe399 --by Айгуль --reason 'это план, не отчёт'")
def reject(name: Name, by: By, reason: Reason, anew: Anew = False, data: Data = None) -> None:
    """Strike out what was read: it counts for nothing, however later versions read it."""
    _decide("reject", name, {}, by, reason, anew, data)


@review_app.command(epilog="Example: akimwatch review amend m-47c412cc --head KZ-10=delegated --by Айгуль --reason …")
def amend(
    name: Name,
    by: By,
    reason: Reason,
    kind: OfKind = None,
    status: OfStatus = None,
    level: OfLevel = None,
    region: OfRegion = None,
    topic: Topic = None,
    assembly: Assembly = None,
    day: Day = None,
    head: Head = None,
    anew: Anew = False,
    data: Data = None,
) -> None:
    """Put right what was read."""
    said = _said(kind, status, level, region, topic, assembly, day, head)
    if not said:
        raise BadInput("say what is right: --head KZ-39=delegated, --day, --kind, --status, --region …")
    _decide("amend", name, said, by, reason, anew, data)


@review_app.command("add", epilog="Example: akimwatch review add https://site.kz/news/1 --by Айгуль --reason пропущено")
def add_missed(
    what: Annotated[str, typer.Argument(help="address of the report, or a file: .html, .txt, .jsonl")],
    by: By,
    reason: Reason,
    url: Annotated[str | None, typer.Option("--url", help="of a file: the address that it came from")] = None,
    source: Annotated[str | None, typer.Option("--source", help="whose report it is, where no known site's")] = None,
    published: Annotated[str | None, typer.Option("--published", help="its day, where it gives none")] = None,
    sentence: Annotated[str | None, typer.Option("--sentence", help="what shows a meeting that is not read")] = None,
    kind: OfKind = None,
    status: OfStatus = None,
    level: OfLevel = None,
    region: OfRegion = None,
    topic: Topic = None,
    assembly: Assembly = None,
    day: Day = None,
    head: Head = None,
    data: Data = None,
) -> None:
    """Bring in a report that was missed: fetched or read, archived, attributed, read; add what is not seen in it."""
    from flows.review.adding import add_report
    from flows.review.deciding import signed
    from models.said import day_of

    said = _said(kind, status, level, region, topic, assembly, day, head)
    on = day_of("published", published) if published else None
    with _workshop(data, web=True) as workshop:
        add_report(workshop, what, said, sentence, signed(by, reason), url=url, source=source, published=on)


@review_app.command("out", epilog="Example: akimwatch review out to_review.csv")
def write_sheet(
    path: Annotated[Path, typer.Argument(help="the CSV file to write")],
    everything: Annotated[
        bool, typer.Option("--all", help="every account of an event, not only what deserves a look")
    ] = False,
    data: Data = None,
) -> None:
    """Write the accounts as CSV for a spreadsheet: fill in `decision` and `reason`, put fields right, read it back."""
    from flows.review.desk import open_desk
    from flows.review.sheet import sheet_out
    from flows.whole_file import whole_file

    with _workshop(data) as workshop:
        text = sheet_out(open_desk(workshop), everything=everything)
    with whole_file(path, encoding="utf-8-sig") as out:  # with the mark by which a spreadsheet knows Cyrillic in UTF-8
        out.write(text)
    print(f"{path}: {text.count(chr(10)) - 1} accounts")


@review_app.command("in", epilog="Example: akimwatch review in to_review.csv --by Айгуль --reason 'сверка за июнь'")
def read_sheet(
    path: Annotated[Path, typer.Argument(help="the CSV file that `review out` wrote, filled in")],
    by: By,
    reason: Annotated[str, typer.Option("--reason", help="why, for rows that give no reason of their own")] = "",
    anew: Anew = False,
    data: Data = None,
) -> None:
    """Take down the decisions of a filled sheet: all of them, or none where one is wrong."""
    from flows.review.deciding import signed, take_down
    from flows.review.desk import open_desk
    from flows.review.sheet import sheet_in

    with _workshop(data) as workshop:
        reviews = sheet_in(workshop, open_desk(workshop), path, signed(by, reason, anew=anew))
        take_down(workshop, reviews)
    _tell_taken(len(reviews))


@review_app.command("export", epilog="Example: akimwatch review export cases.jsonl")
def export_cases(
    path: Annotated[Path, typer.Argument(help="the file of JSON lines to write")],
    data: Data = None,
) -> None:
    """Turn decided articles into gold cases of the reading: those of which every account was decided."""
    from flows.review.gold import export_gold
    from flows.whole_file import whole_file

    with _workshop(data) as workshop, workshop.warehouse() as connection, whole_file(path) as out:
        export_gold(connection, workshop.reader_version, workshop.registry, out, sys.stderr)
    print(path)


@review_app.command(epilog="Example: akimwatch review apply")
def apply(data: Data = None) -> None:
    """Judge anew and publish, without collecting: what was decided counts now, not only from the next run on."""
    from flows.review.applying import apply_decisions

    with _workshop(data, web=True) as workshop:
        code = apply_decisions(workshop)
    raise typer.Exit(code)


def _workshop(data: Path | None, *, web: bool = False):  # type: ignore[no-untyped-def]
    from flows.review.desk import workshop_at_hand
    from flows.settings import load_settings

    return workshop_at_hand(load_settings(data=data), web=web)


def _decide(action: str, name: str, said: dict[str, str], by: str, reason: str, anew: bool, data: Path | None) -> None:
    from flows.review.deciding import decisions_on, signed, still_told, take_down
    from flows.review.desk import open_desk
    from models.reviews import ACTIONS

    chosen = next(one for one in ACTIONS if one == action)
    with _workshop(data) as workshop:
        desk = open_desk(workshop)
        reviews = decisions_on(workshop, desk, name, chosen, said, signed(by, reason, anew=anew))
        take_down(workshop, reviews)
    _tell_taken(len(reviews))
    left = still_told(desk, reviews)
    print(*([left] if left else []), sep="\n", end="\n" if left else "", file=sys.stderr)


def _said(
    kind: str | None,
    status: str | None,
    level: str | None,
    region: str | None,
    topic: str | None,
    assembly: str | None,
    day: str | None,
    head: list[str] | None,
) -> dict[str, str]:
    """What was given, by the fields of the annotation guide."""
    start, _, end = (day or "").partition("..")
    given = {
        "kind": kind,
        "status": status,
        "level": level,
        "region": region,
        "interethnic_topic": topic,
        "assembly_present": assembly,
        "date_start": start or None,
        "date_end": (end or start) or None,
        "heads": "; ".join(head) if head else None,
    }
    return {name: words for name, words in given.items() if words is not None}


def _tell_taken(count: int) -> None:
    if count:
        told = f"{count} decision{'' if count == 1 else 's'} taken down"
        print(f"{told}; `akimwatch review apply` judges by them now, else the next run does")
    else:
        print("nothing to take down: it is so decided already", file=sys.stderr)
