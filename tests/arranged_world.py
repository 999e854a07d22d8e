"""A small world told in any arrangement: what reaches the warehouse in which order, how often, in which pieces.

`WORLD` is what the press wrote, each piece with what was read out of it; an `Arrangement` says how it came: in which
order and how often, over how many runs, in parts and batches of what size, broken off where. `Installation.take` does
it on the real stage, loader and judging, and `rows_of` gives all that the warehouse then says.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from inference_world import at, day
from model_world import site

from flows.judging import Bench, infer
from models.order import load_order
from models.priors import load_priors
from models.records import (
    Appearance,
    Article,
    Attendance,
    Claim,
    Discovery,
    Evidence,
    Fetch,
    How,
    Kind,
    Listed,
    Meeting,
    OtherHead,
    PageRef,
    Reading,
)
from models.registry import Registry, load_registry
from models.reviews import Review
from warehouse import read, sql
from warehouse.load import Loaded, load_stages
from warehouse.stage import Stage

_ALL = load_registry()
_PLACES = ("KZ-39", "KZ-59", "KZ-71")
REGISTRY = Registry([_ALL.regions[iso] for iso in _PLACES], [t for t in _ALL.tenures if t.region in _PLACES])
ORDER, PRIORS = load_order(), load_priors()
READER = "reader-1"
NOW = at("2025-06-22", 9)
SINCE = at("2025-03-01", 9)
SITES = (site("wire", "national_agency"), site("free", "national_independent"), site("local", "regional", "KZ-39"))

COAL = "Аким области провёл совещание о запасах угля: котельные Рудного, долги теплосетей, вагоны из Экибастуза."
SOWING = "Аким области заслушал отчёт о посевной: семена пшеницы, дизельное топливо, кредиты фермерам Аркалыка."
COUNCIL = "Под председательством акима прошёл Совет Ассамблеи: споры о пастбищах, медиаторы, школьные классы, согласие."
OTHERWISE = "Накануне в Доме дружбы говорили о доверии соседей; глава региона слушал старейшин и записал их просьбы."
SESSION = "Заместитель акима открыл сессию Ассамблеи: отчёт секретаря, вручение медалей, выступления этноцентров."


def _text(told: str, name: str) -> str:
    return f"{told} Об этом сообщает редакция {name}: подробности в номере {name * 3}."


def _article(name: str, source: str, on: str, told: str, **given: object) -> Article:
    piece = Article(
        url=f"https://{source}.example/{name}", source=source, published_at=at(on), title=f"Заметка {name}",
        text=_text(told, f"{source}{name}"),
    )  # fmt: skip
    return replace(piece, **given)  # type: ignore[arg-type]


def _sat(region: str, on: str, told: str) -> Reading:
    shown = Evidence(sentence=told, char_start=0, char_end=len(told))
    there = Appearance(
        region=region, akim=None, first=day(on), last=day(on), basis="stated", occasion="sitting", sitting=True,
        evidence=shown,
    )  # fmt: skip
    return Reading(outcome="read", appearances=(there,))


def _meeting(
    region: str,
    on: str | None,
    told: str,
    how: How = "chaired",
    kind: Kind = "assembly_council",
    until: str | None = None,
) -> Meeting:
    return Meeting(
        kind=kind, status="held", level="region", region=region, interethnic_topic=True, assembly_present=True,
        date_start=day(on) if on else None, date_end=day(until or on) if on else None,
        date_basis="stated" if on else "none",
        attendance=(Attendance(region=region, akim=None, named=False, how=how),),
        evidence=(Evidence(sentence=told, char_start=0, char_end=len(told)),), confidence=0.9, rule="test v1",
    )  # fmt: skip


def _told(*meetings: Meeting, **given: object) -> Reading:
    return replace(Reading(outcome="read", meetings=meetings), **given)  # type: ignore[arg-type]


_FIRST = _article("5", "wire", "2025-05-28", COUNCIL)
_SECOND = _article("6", "free", "2025-05-29", OTHERWISE)
_SAID = Evidence(sentence=COAL, char_start=0, char_end=20)
_CLAIM = Claim(region="KZ-39", period_start=None, period_end=None, number=3, speaker=None, evidence=_SAID)
_OTHER = OtherHead(
    region="KZ-39", said="called", name="Иван Иванов", person="Иванов Иван", person_key="иванов и", office="аким",
    head=None, voice=None, evidence=_SAID,
)  # fmt: skip

# What the press wrote, and what is read out of it. The same gathering in several voices, copies and reprints under
# other addresses, days that only overlap or are not told, two meetings in one text: all that is put together.
_PIECES: tuple[tuple[Article, Reading], ...] = (
    *((_article("first", key.key, "2025-03-01", "Погода без перемен."), Reading(outcome="gated")) for key in SITES),
    (_article("1", "wire", "2025-05-13", COAL), _sat("KZ-39", "2025-05-13", COAL)),
    (_article("2", "local", "2025-05-13", COAL), _sat("KZ-39", "2025-05-13", COAL)),
    (_article("3", "local", "2025-05-20", SOWING), _sat("KZ-39", "2025-05-20", SOWING)),
    (_article("4", "wire", "2025-04-15", SOWING), _sat("KZ-59", "2025-04-15", SOWING)),
    (_FIRST, _told(_meeting("KZ-39", "2025-05-27", COUNCIL))),
    (_SECOND, _told(_meeting("KZ-39", "2025-05-26", OTHERWISE, "attended", "working_meeting", "2025-05-28"))),
    (
        _article("7", "local", "2025-05-28", COUNCIL, text=_FIRST.text, agency="КазТАГ"),
        _told(_meeting("KZ-39", "2025-05-27", COUNCIL)),
    ),
    (_article("8", "local", "2025-05-30", OTHERWISE), _told(_meeting("KZ-39", None, OTHERWISE, "delegated"))),
    (
        _article("9", "free", "2025-06-05", SESSION),
        _told(
            _meeting("KZ-59", "2025-06-03", SESSION, "delegated", "assembly_session"),
            _meeting("KZ-59", "2025-06-04", SESSION, "chaired", "working_meeting"),
        ),
    ),
    (replace(_FIRST, url="http://wire.example/5"), _told(_meeting("KZ-39", "2025-05-27", COUNCIL))),
    (
        replace(_SECOND, url="https://free.example/6/"),
        _told(_meeting("KZ-39", "2025-05-26", OTHERWISE, "attended", "working_meeting", "2025-05-28")),
    ),
    (
        replace(_article("10", "local", "2025-06-12", COUNCIL), url=None, source=None),
        _told(_meeting("KZ-71", "2025-06-10", COUNCIL, "attended")),
    ),
    (_article("11", "free", "2025-06-01", SOWING), _told(claims=(_CLAIM,), other_heads=(_OTHER,))),
    (
        _article("12", "local", "2025-06-02", "Қостанайда Ассамблея кеңесі өтті.", language="kk"),
        Reading(outcome="other_language", regions=("KZ-39",), unread_lead=True),
    ),
    # One address rewritten: the version told last stands, so these two never change places.
    (_article("13", "free", "2025-06-14", SESSION), _told(_meeting("KZ-71", "2025-06-13", SESSION))),
    (_article("13", "free", "2025-06-14", OTHERWISE), _told(_meeting("KZ-71", "2025-06-12", OTHERWISE, "delegated"))),
)
WORLD = tuple(
    (replace(of, page_ref=PageRef(file="20250622-000.warc.gz", offset=1000 * place, sha256=f"{place:064x}")), reading)
    for place, (of, reading) in enumerate(_PIECES)
)
READINGS = {article.text: reading for article, reading in WORLD}
_VERSIONS = (len(WORLD) - 2, len(WORLD) - 1)


class BrokenOff(BaseException):
    """The run ends here, as if its process had been told to: nothing that catches an Exception catches it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrangement:
    """How the world comes: `runs` hold places in WORLD. The rest is how each run goes about it."""

    runs: tuple[tuple[int, ...], ...]
    part: int = 50  # articles staged together
    batch: int = 50  # articles read together
    judged: bool = True  # after each run, and not only after the last
    shuffled: int | None = None  # a seed: part files are split, joined and renamed before they are loaded
    twice: bool = False  # what is staged is loaded twice, and staged twice
    broken_off: tuple[int, ...] = ()  # after so many steps, counted anew after each

    @property
    def grown(self) -> tuple[str, ...]:
        """The tables that may remember more than the world told at once: what stood for a while in between."""
        judged = self.judged and (len(self.runs) > 1 or bool(self.broken_off))
        parted = bool(self.broken_off) or any(0 < len({*_VERSIONS} & {*told}) < len(_VERSIONS) for told in self.runs)
        return (*(GROWN if judged else ()), *(GROWN_BY_VERSIONS if parted else ()))


AT_ONCE = Arrangement(runs=(tuple(range(len(WORLD))),))


def arranged(order: Sequence[int], cuts: Sequence[int], **given: object) -> Arrangement:
    """The world in this order over the runs that begin at `cuts`; the versions of one address in their own order."""
    places = [place for place, name in enumerate(order) if name in _VERSIONS]
    told = list(order)
    for place, name in zip(places, sorted(told[place] for place in places), strict=True):
        told[place] = name
    ends = [*sorted({cut for cut in cuts if 0 < cut < len(told)}), len(told)]
    runs = tuple(tuple(told[start:end]) for start, end in zip([0, *ends], ends, strict=False))
    return Arrangement(runs=runs, **given)  # type: ignore[arg-type]


class _Staging(Stage):
    """A stage that may break off before any part file."""

    step: Callable[[], None]

    def _write_part(self, *given: object) -> None:
        self.step()
        super()._write_part(*given)  # type: ignore[arg-type]


@dataclass(frozen=True, kw_only=True)
class _Bench(Bench):
    """A bench that may break off before and after any load."""

    step: Callable[[], None]

    def load(self) -> Loaded:
        self.step()
        loaded = super().load()
        self.step()
        return loaded


@dataclass
class Installation:
    """A warehouse and its stage, and runs over them; `decisions` of people may come before any run."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    runs: int = 0
    left: list[int] = field(default_factory=list)  # steps until a run breaks off

    def take(self, arrangement: Arrangement, decisions: Sequence[Sequence[Review]] = ()) -> None:
        """Everything in this arrangement; after each break the run is begun again, as a scheduler would."""
        self.left = list(arrangement.broken_off)
        for number, told in enumerate(arrangement.runs):
            last = number == len(arrangement.runs) - 1
            for review in decisions[number] if number < len(decisions) else ():
                self._stage().reviews([review])
            while True:
                try:
                    self._run(arrangement, told, judged=last or arrangement.judged)
                    break
                except BrokenOff:
                    self.left.pop(0)
        self.left = []

    def _run(self, how: Arrangement, told: Sequence[int], *, judged: bool) -> None:
        stage = self._stage()
        self._load(how)
        stage.registry(REGISTRY, ORDER)
        stage.sources(SITES)
        stage.discoveries([_look(key.key) for key in SITES])
        for _ in range(2 if how.twice else 1):
            for part in _cut([WORLD[name][0] for name in told], how.part):
                stage.articles(part)
                stage.fetches([_fetch(of) for of in part])
            self._load(how)
        for batch in list(read.unread_articles(self.connection, READER, how.batch)):
            stage.readings([(name, READINGS[of.text]) for name, of in batch], READER)
        self._load(how)
        if judged:
            self._judge(stage)

    def _judge(self, stage: Stage) -> None:
        bench = _Bench(
            connection=self.connection, stage=stage, registry=REGISTRY, order=ORDER,
            priors=PRIORS, sources=SITES, reader_version=READER, today=NOW.date(), step=self._step,
        )  # fmt: skip
        judged = infer(bench)
        assert judged is not None
        assert judged.faults == ()

    def _stage(self) -> Stage:
        self.runs += 1
        stage = _Staging(self.folder, f"run{self.runs:03d}")
        stage.step = self._step
        return stage

    def _step(self) -> None:
        if self.left:
            self.left[0] -= 1
            if self.left[0] < 0:
                raise BrokenOff

    def _load(self, how: Arrangement) -> None:
        self._step()
        if how.shuffled is not None:
            _shuffle(self.folder, random.Random(how.shuffled))
        for _ in range(2 if how.twice else 1):
            assert load_stages(self.connection, self.folder).faults == ()
        self._step()


def _look(key: str) -> Discovery:
    listed = [of for of, _ in WORLD if of.source == key]
    return Discovery(
        source=key, method="feed", address=f"https://{key}.example/rss", checked_at=NOW, ok=True, complete=True,
        items=tuple(Listed(url=of.url or "", published_at=of.published_at) for of in listed),
        reached_back_to=SINCE.date(),
    )  # fmt: skip


def _fetch(of: Article) -> Fetch:
    url = of.url or f"urn:{of.title}"
    return Fetch(
        source=of.source or "articles", url=url, fetched_at=NOW, outcome="fetched", status=200, page_ref=of.page_ref
    )


def _cut(articles: Sequence[Article], size: int) -> Iterator[list[Article]]:
    rest = iter(articles)
    while part := list(islice(rest, size)):
        yield part


def _shuffle(folder: Path, chance: random.Random) -> None:
    """Split, join and rename the part files of every run and table, but for those that stand by one name: a look's."""
    for table in sorted(folder.glob("*/*")):
        if table.name in ("discoveries", "listed"):
            continue
        paths = sorted(table.glob("part-*.parquet"))
        if not paths:
            continue
        whole = pa.concat_tables([pq.read_table(path) for path in paths])
        size = chance.choice([1, 3, max(1, len(whole))])
        for path in paths:
            path.unlink()
        starts = list(range(0, len(whole), size))
        for name, start in zip(chance.sample(range(len(starts)), len(starts)), starts, strict=True):
            part = table / f"part-{name:06d}.parquet"
            pq.write_table(whole.slice(start, size), part, write_page_checksum=True)


# Where rows are states of knowledge: what was held to be true between two runs stays in them, by design.
GROWN = (
    "events", "event_meetings", "event_attendance", "event_reports", "source_entries", "occasions", "occasion_sets",
    "controls", "control_sets", "catching", "catching_fits", "estimates", "months", "key_events", "verdicts",
    "verdict_events", "review_standings",
)  # fmt: skip
# What is kept by address and run, or by version: a version that stood until the next run was fetched and read too.
GROWN_BY_VERSIONS = ("fetches", "readings", "meetings", "attendance", "evidence_sentences")
# What a run says of itself, and nothing of the world; what it saw last stands in the views.
_OF_THE_RUN = ("runs", "publications", "meta", "inferences", "cases")
_HIDDEN = {
    "": {"run_id", "recorded_at"},
    "source_health": {"addresses", "fetched", "outcomes"},  # what became of the addresses of the latest run alone
    # A page is named by its article and by its fetch, and the first row stays: where the text has no address, these
    # call it nothing and urn:sha256:….
    "pages": {"url"},
}
Rows = dict[str, frozenset[tuple[str, ...]]]


def rows_of(connection: duckdb.DuckDBPyConnection, *, hidden: Mapping[str, set[str]] | None = None) -> Rows:
    """All rows of every table and view, as sets, but for what `_HIDDEN` and `hidden` name ("": in all of them)."""
    names = [*(name for name in sql.schema() if name not in _OF_THE_RUN), *sql.views()]
    ways = (_HIDDEN, hidden or {})
    return {
        name: _rows(connection, name, {column for way in ways for of in ("", name) for column in way.get(of, ())})
        for name in names
    }


def _rows(connection: duckdb.DuckDBPyConnection, name: str, hidden: set[str]) -> frozenset[tuple[str, ...]]:
    asked = connection.execute(f"FROM {name}")
    shown = [place for place, column in enumerate(asked.description or ()) if column[0] not in hidden]
    return frozenset(tuple(repr(row[place]) for place in shown) for row in asked.fetchall())


def differences(one: Rows, other: Rows, *, grown: Sequence[str] = ()) -> dict[str, tuple[list[object], list[object]]]:
    """By table or view, the first rows that only one of them has; those of `grown` may have more rows in the other."""
    found: dict[str, tuple[list[object], list[object]]] = {}
    for name in one:
        gone, new = one[name] - other[name], other[name] - one[name]
        if gone or (new and name not in grown):
            found[name] = sorted(gone)[:3], sorted(new)[:3]
    return found
