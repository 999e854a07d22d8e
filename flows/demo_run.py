"""`akimwatch demo`: the whole job on the sample web, then what came out of it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from textwrap import wrap

import duckdb
from rich.table import Table

from flows.demo.folder import begin_anew
from flows.demo.server import sample_web
from flows.desk.words import Words
from flows.explain.visible import visible
from flows.inert import InertConsole
from flows.monitor import run_in
from flows.settings import load_settings
from flows.workshop import Intake, open_workshop
from warehouse.desk import words_of

# The sample's truth and the table below are of the built-in order and its officials, whatever this installation judges.
_BUILT_IN = {"order": None, "officials": None, "force_until": None, "priors": None}
_QUESTIONS = (
    "SELECT region_name, verdict, last_event_end FROM compliance_today WHERE clause = 1 ORDER BY verdict",
    "SELECT region, sentence, source_url FROM evidence WHERE verdict = 'deputy_only'",
)
_TABLE = """
    SELECT one.region_name, one.bound, one.verdict, one.last_event_start, one.last_event_end, one.p_seen, one.belief,
        one.belief_low, one.belief_high, two.verdict
    FROM compliance_today one JOIN compliance_today two USING (region)
    WHERE one.clause = 1 AND two.clause = 2 ORDER BY region
"""
# The chain that the README shows: a verdict with its event, meeting, sentence and the bytes that hold it.
_CHAIN = """
    SELECT verdict_id, region, verdict, event_id, meeting_id, sentence, char_start, char_end, source_url,
           archive_file, archive_offset, archive_sha256, rule
    FROM evidence WHERE clause = 1 AND verdict = 'met' ORDER BY region, meeting_id, char_start LIMIT 1
"""


def run_demo(data: Path, *, direct: bool) -> int:
    """Begin anew in `data`, run the job on the sample web as on the live one, print the outcome; the exit code."""
    begin_anew(data)
    with sample_web() as web:
        settings = load_settings(
            data=data,
            allow_private=True,
            sample=True,
            back_days=(web.as_of - web.back_to).days,
            pace_seconds=web.pace_seconds,
        )
        workshop = open_workshop(settings.model_copy(update=_BUILT_IN), sites=web.sites, now=web.now)
        report = run_in(workshop, Intake(), direct=direct)
    print(*report.lines(), sep="\n", file=sys.stderr)
    show(Path(report.published))
    print(f"published: {report.published}")
    return 0


def show(path: Path) -> None:
    """The table of regions, what its words mean, one chain of evidence and two questions to try, on stdout.

    The table has the tables' own words (`met`, `deputy_only`), as the questions below it need them.
    """
    with duckdb.connect(str(path), read_only=True) as published:
        as_of = published.execute("SELECT max(as_of) FROM compliance_today").fetchone()
        rows = published.execute(_TABLE).fetchall()
        chain = published.execute(_CHAIN)
        names, values = [column[0] for column in chain.description or ()], chain.fetchone() or ()
        words = Words(words_of(published), "en")
    console = InertConsole() if sys.stdout.isatty() else InertConsole(width=120)
    caption = f"* {words.say('mark', 'not_bound')}\n{words.say('mark', 'sample')}"
    table = Table(title=words.label("title", day=as_of[0] if as_of else ""), caption=caption)
    for head in _heads(words):
        table.add_column(head)
    for region, bound, one, start, end, seen, belief, low, high, two in rows:
        believed = f"{belief:.2f} ({low:.2f}-{high:.2f})"
        table.add_row(region if bound else f"{region} *", one, _days(start, end), f"{seen:.2f}", believed, two)
    console.print(table)
    for word, meaning in _meanings(words, {verdict for row in rows for verdict in (row[2], row[-1])}):
        console.print(f"  {word:20} {meaning}", soft_wrap=True)
    print("\nOne chain of evidence, from the verdict to the bytes (SAMPLE DATA):")
    print(*(visible(f"  {name:15} {value}") for name, value in zip(names, values, strict=False)), sep="\n")
    print("\nTwo questions to try:")
    program = sys.argv[0] if Path(sys.argv[0]).name == "akimwatch" else "akimwatch"
    print(*(f'  {program} sql --data {path.parent.parent} "{question}"' for question in _QUESTIONS), sep="\n")
    print()


def _heads(words: Words) -> list[str]:
    one, two = (words.label("clause", number=number) for number in (1, 2))
    # The table is as wide as its figures need: the longest head is folded.
    seen = "\n".join(wrap(words.figure("p_seen"), len("would have")))
    return [words.figure("region"), one, words.figure("last_event"), seen, words.figure("belief"), two]


def _meanings(words: Words, verdicts: Iterable[str]) -> Iterator[tuple[str, str]]:
    """What the words and figures of the table mean, the figures last."""
    for word in sorted(verdicts):
        yield word, words.meaning("verdict", word)
    for name in ("p_seen", "belief"):
        yield words.figure(name), words.meaning("figure", name)


def _days(start: object, end: object) -> str:
    if start is None:
        return ""
    return str(start) if start == end else f"{start} .. {end}"
