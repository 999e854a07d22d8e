"""Hostile words in every column, and every command there is: on a terminal and in a log nothing of them acts."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

import pytest
import typer
import web_loopback
from at_a_terminal import Ended, call
from hostile_world import ADDRESSES, CANARY, NAME, WORDS, acting, make, write_officials, write_source
from post_world import SENDER, MailHouse
from warehouse_world import NOW

from extractors.mojibake import legible
from extractors.web.archive import Archive
from flows import cli
from flows.settings import Settings
from warehouse.connect import open_warehouse
from warehouse.publish import DATABASE
from warehouse.published import open_published

BELL = "\x1b]0;hit\x07\x1b[2J\u202e\n"  # what an argument of our own may hold

# Every command there is, with calls of it; «*» before one: hostile words must come to light in it.
# {out}: a folder to write into; {a}, {v}: an account and a verdict that there are; {web}: a site on loopback.
SHOWN: dict[str, tuple[str, ...]] = {
    "status": ("*--language ru --lines 99", "*--json"),
    "show": ("*KZ-55", "*KZ-10 --language ru", "*KZ-39 --json", "{bell}"),
    "explain": ("*{a}", "*{v} --language ru", "*{a} --json", "{bell}"),
    "sql": (
        "*FROM+articles", "*FROM+fetches --format json", "*FROM+sources --format markdown",
        "*FROM+articles --format csv",
        "FROM+articles --out {out}/{bell}.csv", "FROM+articles --out {out}/{bell}", "SELECT+'{bell}'", "SELEC+{bell}",
        "--questions", "--question evidence_of_a_region", "--question {bell}", "--search onmouseover",
    ),
    "digest": ("*--text", "--eml {out}/letter.eml", "--preview {out}/{bell}.html", "--week {bell}", "*--send",
               "--send --json"),
    "outbox": ("*", "*--json"),
    "doctor": ("", "--json"),
    "settings": ("", "--json"),
    "sources list": ("*", "*--json"),
    "sources check": ("", "--json", "{bell}"),
    "backup": ("{out}/{bell}",),
    "restore": ("{bell}",),
}  # fmt: skip
# The same on a folder in which a run of ours has read, for these read again or judge.
JUDGED: dict[str, tuple[str, ...]] = {
    "run": ("*--direct --articles {out}/hostile.jsonl --articles {out}/{bell} --json", "--direct --source {bell}",
            "--direct --warc {out}/hostile.warc.gz --articles {out}/hostile.jsonl"),
    "read": ("*{out}/hostile.jsonl", "*--explain --html {out}/read.html {out}/hostile.jsonl", "{bell}"),
    "judge": ("*--region KZ-55", "*--region KZ-55 --json", "--region {bell}"),
    "review": ("*", "*--language ru --limit 99"),
    "review show": ("*{a}", "{bell}"),
    "review confirm": ("{a} --by {bell} --reason {bell}",),
    "review reject": ("{a} --by Айгуль --reason {word} --anew",),
    "review amend": ("{a} --by Айгуль --reason =1+1 --kind {bell}",),
    "review add": ("{web}/{bell} --by А --reason б", "{out}/hostile.jsonl --by А --reason б",
                   "javascript:1 --by А --reason б"),
    "review out": ("{out}/sheet.csv --all",),
    "review in": ("{out}/sheet.csv --by {word}", "{out}/{bell} --by А"),
    "review export": ("{out}/cases.jsonl",),
    "review apply": ("",),
    "replay": ("*",),
    "backfill": ("--plan --since 2025-06-01 --until 2025-06-10", "--since {bell}"),
}  # fmt: skip
ELSEWHERE = {
    "demo": "its words are our own",
    "serve": "what it logs is `run`'s, what it leaves in Prefect is in tests/test_hostile_pages.py",
    "site": "tests/test_hostile_pages.py reads all of it",
}


def _leaves(command: Any, name: str = "") -> Iterator[str]:
    """The name of every command, `review out` as one."""
    for part, one in getattr(command, "commands", {}).items():
        yield from _leaves(one, f"{name} {part}".strip())
    if name and (not hasattr(command, "commands") or command.invoke_without_command):
        yield name


def test_every_command_is_among_those_that_are_tried() -> None:
    assert set(_leaves(typer.main.get_command(cli.app))) == SHOWN.keys() | JUDGED.keys() | ELSEWHERE.keys()


class Walk:
    """Calls of commands on one data folder."""

    def __init__(self, settings: Settings, out: Path, variables: dict[str, str], web: str) -> None:
        self.settings, self.out, self.variables = settings, out, variables
        self.named = {"out": str(out), "bell": BELL, "word": WORDS[1], "web": web}

    def call(self, name: str, told: str, *, terminal: bool) -> Ended:
        self.named |= _names(self.settings)  # what is read again has other names
        words = [one.replace("+", " ").format_map(self.named) for one in told.removeprefix("*").split()]
        given = {"AKIMWATCH_DATA": str(self.settings.data), **self.variables}
        return call([*name.split(), *words], terminal=terminal, variables=given)


def _names(settings: Settings) -> dict[str, str]:
    with open_published(settings.published / DATABASE) as opened:
        shown = "SELECT meeting_id, verdict_id FROM evidence ORDER BY region <> 'KZ-55', 1, 2 LIMIT 1"
        found = (
            opened.execute(shown).fetchone()
            or opened.execute(
                "SELECT meeting_id, (SELECT any_value(verdict_id) FROM current_verdicts) FROM event_meetings "
                "JOIN current_events USING (event_state) LIMIT 1"
            ).fetchone()
        )
    return dict(zip("av", found or ("m-", "v-"), strict=True))


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return make(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def walk(world: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Walk]:
    """The world with everything around it hostile as well: sites, heads, readers, a mail server, names of files."""
    out = tmp_path_factory.mktemp("out") / NAME
    out.mkdir()
    web, stop = web_loopback.start()
    web.page("/rss", _FEED, headers={"Content-Type": f"text/xml; x={WORDS[1]}"})
    write_source(out / "sources", web.base)
    write_officials(out / "officials.csv")
    (out / "recipients.csv").write_text("address,language\na@readers.example,ru\nb@readers.example,en\n", "utf-8")
    _write_articles(out / "hostile.jsonl", web.base)
    _write_pages(out / "hostile.warc.gz", web.base)
    house = MailHouse()
    house.manners.refused["b@readers.example"] = f"550 \x1b]0;hit\x07 =1+1 <script> {CANARY}"
    with house.open():
        given = {
            "SOURCES": out / "sources", "OFFICIALS": out / "officials.csv", "RECIPIENTS": out / "recipients.csv",
            "ALLOW_PRIVATE": "true", "SMTP_HOST": "127.0.0.1", "SMTP_PORT": house.port, "SMTP_SECURITY": "none",
            "SENDER": SENDER, "WORKERS": "1",
        }  # fmt: skip
        made = Walk(world, out, {f"AKIMWATCH_{name}": str(value) for name, value in given.items()}, web.base)
        yield made
    stop()


_FEED = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>
<item><title>&lt;script&gt; {CANARY}</title>
<link>javascript:window.hit=1//{CANARY}</link><pubDate>Thu, 19 Jun 2025 10:00:00 +0500</pubDate>
<category>"&gt;&lt;b&gt;</category></item></channel></rss>"""


def _write_articles(path: Path, base: str) -> None:
    """The press as JSON lines: hostile in every field, with a meeting in it that is read."""
    told = (
        "Сегодня, 16 мая 2025 года, в Доме дружбы города Павлодара аким Павлодарской области Асаин Байханов провел "
        "заседание Совета областной Ассамблеи народа Казахстана. {}\n\nОбсудили межэтническое согласие. {}"
    )
    lines = [
        {"id": word, "url": url, "source": word, "title": word, "lead": word, "byline": word,
         "published_at": "2025-05-16T18:00:00+05:00", "text": told.format(word, f"Половина \ud83d {word}")}
        for word, url in zip(WORDS, [*ADDRESSES, *(f"{base}/news/{n}" for n in range(99))], strict=False)
    ]  # fmt: skip
    path.write_text("".join(json.dumps(one) + "\n" for one in lines) + f'{{"text": 1}}\nnot {BELL.strip()}\n', "utf-8")


def _write_pages(path: Path, base: str) -> None:
    """Pages in a WARC file, hostile in title, author, captions and words."""
    with Archive(path.parent / "pages") as archive:
        for number, word in enumerate(WORDS):
            told = escape(word.replace("\x00", ""))
            page = (
                f"<html><head><title>{told}</title><meta name=author content='{told}'></head><body><article>"
                f"<h1>{told}</h1>"
                f"<p>Аким области провёл Совет Ассамблеи народа Казахстана. {told}</p><figcaption>{told}</figcaption>"
                f"<p>{'Обсудили межэтническое согласие. ' * 9}</p></article></body></html>"
            )
            archive.write_resource(f"{base}/news/{number}", page.encode("utf-8", "replace"), f"text/html; {BELL}", NOW)
    (made,) = (path.parent / "pages").glob("*.warc.gz")
    made.rename(path)


# What a program takes from a pipe as it is: cells of CSV, names of files.
_DATA = ("--format csv", "--preview", "backup")


def check(name: str, told: str, ended: Ended, *, terminal: bool) -> list[str]:
    """What is wrong with it; nothing where all is well."""
    where, wrong = f"{name} {told} ({'terminal' if terminal else 'pipe'})", list[str]()
    for stream, text in (("stdout", ended.out), ("stderr", ended.err)):
        if stream == "stdout" and not terminal and any(one in f"{name} {told}" for one in _DATA):
            continue
        acts = acting(text.replace("\t", " ") if name == "settings" else text, terminal=terminal)
        if acts:
            wrong.append(f"{where}: {stream}: {', '.join(acts)}")
    if told.startswith("*") and CANARY not in ended.out + ended.err:
        wrong.append(f"{where}: no hostile word came to light (exit {ended.code}): {ended.err[:300]}")
    if "Traceback" in ended.err or ended.code not in (0, 1, 2, 3):
        wrong.append(f"{where}: exit {ended.code}: {ended.err[-600:]}")
    if "--json" in told.split() and ended.code != 2:
        json.loads(ended.out)
    return wrong


def _walk(walk: Walk, commands: dict[str, tuple[str, ...]]) -> list[str]:
    wrong = []
    for turn, (name, calls) in enumerate(commands.items()):
        for number, told in enumerate(calls):
            terminal = (turn + number) % 4 != 3  # mostly what a person sees; now and then what a log has
            wrong += check(name, told, walk.call(name, told, terminal=terminal), terminal=terminal)
    return wrong


@pytest.mark.slow
def test_nothing_that_a_command_shows_acts(walk: Walk, world: Settings) -> None:
    wrong = _walk(walk, SHOWN)
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
def test_nothing_acts_where_it_is_read_again_judged_and_decided_on(walk: Walk, tmp_path: Path) -> None:
    data = tmp_path / NAME / "data"
    shutil.copytree(walk.settings.data, data, symlinks=True)
    own = Walk(Settings(data=data), walk.out, {**walk.variables, "AKIMWATCH_SAMPLE": "true"}, walk.named["web"])
    wrong = _walk(own, JUDGED)
    with open_warehouse(own.settings.warehouse, sample=True, read_only=True) as stored:
        kept = stored.execute(
            "SELECT title, lead, byline, given_id, url FROM articles WHERE given_id IS NOT NULL"
        ).fetchall()
    for title, lead, byline, given, url in kept:
        wrong += [] if {title, lead, byline, given} <= set(WORDS) else [f"stored otherwise: {title!r}"]
        wrong += [] if url in ADDRESSES or url.startswith(own.named["web"]) else [f"stored otherwise: {url!r}"]
    # C1 controls are in no text but where an encoding was lost: what is made of them is refused, not stored.
    whole = {word for word in WORDS if legible(word) == word}
    wrong += [] if {title for title, *_ in kept} == whole else ["not every title is stored"]
    assert not wrong, "\n".join(wrong)
