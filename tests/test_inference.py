"""The inference as a whole: it rests on what its digests name, and does again only what changed."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path

import duckdb
import numpy as np
import pytest
from inference_world import at, day, event
from model_world import days_of, press, sighting, site

from flows.judging import Bench, Judged, infer
from models.captures import GROUPS, NATIONWIDE, Control
from models.catching import Caught
from models.compliant import FEW, STATED_WIDTHS
from models.controls import MATURE, controls_digest, controls_in, mature_until, sittings_digest, sittings_in
from models.entry import entries_of
from models.events import find_events
from models.inference import Basis, Inference, fit_digest
from models.order import NOT_JUDGED, Order, load_order
from models.priors import load_priors
from models.records import Appearance, Article, Attendance, Discovery, Evidence, Fetch, Listed, Meeting, Reading
from models.registry import Registry, load_registry
from warehouse import read, read_inferred
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

_ALL = load_registry()
PLACES = ("KZ-39", "KZ-59", "KZ-71")
REGISTRY = Registry([_ALL.regions[iso] for iso in PLACES], [t for t in _ALL.tenures if t.region in PLACES])
ORDER, PRIORS = load_order(), load_priors()
FIRST, SECOND = ORDER.clauses
READER = "reader-1"
NOW = at("2025-06-22", 9)
TODAY = NOW.date()
SINCE = at("2025-03-01", 9)
SITES = (site("wire", "national_agency"), site("free", "national_independent"), site("local", "regional", "KZ-39"))
COAL = "Аким области провёл совещание о запасах угля: котельные Рудного, долги теплосетей, вагоны из Экибастуза."
SOWING = "Аким области заслушал отчёт о посевной: семена пшеницы, дизельное топливо, кредиты фермерам Аркалыка."


def text_of(name: str, told: str) -> str:
    return f"{told} Об этом сообщает редакция {name}: подробности в номере {name * 3}."


def article(name: str, source: str, published: datetime, told: str = "Погода без перемен.") -> Article:
    return Article(
        url=f"https://{source}.example/{name}",
        source=source,
        published_at=published,
        title=f"Заметка {name}",
        text=text_of(name, told),
    )


def sat(region: str, on: str, told: str = COAL, end: int | None = None) -> Reading:
    """A reading that shows the region's head at a sitting."""
    shown = Appearance(
        region=region, akim=None, first=day(on), last=day(on), basis="stated", occasion="sitting", sitting=True,
        evidence=Evidence(sentence=told, char_start=0, char_end=end or len(told)),
    )  # fmt: skip
    return Reading(outcome="read", appearances=(shown,))


def met(region: str, on: str) -> Reading:
    """A reading that tells of the region's council under its head."""
    council = Meeting(
        kind="assembly_council", status="held", level="region", region=region, interethnic_topic=True,
        assembly_present=True, date_start=day(on), date_end=day(on), date_basis="stated",
        attendance=(Attendance(region=region, akim=None, named=False, how="chaired"),),
        evidence=(Evidence(sentence=COAL, char_start=0, char_end=len(COAL)),), confidence=0.9, rule="test v1",
    )  # fmt: skip
    return Reading(outcome="read", meetings=(council,))


NOTHING = Reading(outcome="read")


@dataclass
class House:
    """A warehouse whose sources cover every day from March to June 2025, and runs over it."""

    connection: duckdb.DuckDBPyConnection
    folder: Path
    sources: Sequence[str] = ("wire", "local")
    runs: int = 0

    def stage(self) -> Stage:
        self.runs += 1
        return Stage(self.folder, f"run{self.runs:03d}")

    def collect(
        self, *read_now: tuple[Article, Reading], sources: Sequence[str] | None = None, now: datetime = NOW
    ) -> None:
        """Lists that reach back to March, all that they name fetched, and what is read of it."""
        own = self.sources if sources is None else sources
        stage = self.stage()
        first = [(article("first", key, SINCE), NOTHING) for key in own]
        everything = [*first, *read_now]
        stage.registry(REGISTRY, ORDER)
        stage.sources([one for one in SITES if one.key in self.sources])
        stage.discoveries([_look(key, [of for of, _ in everything if of.source == key], now) for key in own])
        stage.articles(of for of, _ in everything)
        stage.fetches(
            Fetch(source=of.source or "", url=of.url or "", fetched_at=now, outcome="fetched", status=200)
            for of, _ in everything
        )
        load_stages(self.connection, self.folder)
        readings = {of.text: reading for of, reading in everything}
        for batch in read.unread_articles(self.connection, READER, 100):
            stage.readings([(name, readings[of.text]) for name, of in batch], READER)
        assert load_stages(self.connection, self.folder).faults == ()

    def infer(self, today: date = TODAY, order: Order = ORDER) -> Judged:
        bench = Bench(
            connection=self.connection, stage=self.stage(), registry=REGISTRY, order=order,
            priors=PRIORS, sources=[one for one in SITES if one.key in self.sources], reader_version=READER,
            today=today,
        )  # fmt: skip
        judged = infer(bench)
        assert judged is not None
        assert judged.faults == ()
        return judged

    def rows(self, query: str) -> list[tuple[object, ...]]:
        return self.connection.execute(query).fetchall()

    def count(self, *tables: str) -> dict[str, object]:
        return {table: self.rows(f"SELECT count(*) FROM {table}")[0][0] for table in tables}

    def basis(self) -> Basis:
        """What the flow judged by, put together here from what the warehouse holds."""
        coverage = read.coverage(self.connection, [one for one in SITES if one.key in self.sources], REGISTRY)
        as_of = NOW.date()
        return Basis(
            registry=REGISTRY, order=ORDER, priors=PRIORS, coverage=coverage,
            events=find_events(read.found_meetings(self.connection, READER)),
            entered=frozenset(one.source for one in entries_of(coverage, as_of) if one.entered),
            leads={}, as_of=as_of,
        )  # fmt: skip


def _look(key: str, listed: Sequence[Article], now: datetime) -> Discovery:
    return Discovery(
        source=key, method="feed", address=f"https://{key}.example/rss", checked_at=now, ok=True, complete=True,
        items=tuple(Listed(url=of.url or "", published_at=of.published_at) for of in listed),
        reached_back_to=SINCE.date(),
    )  # fmt: skip


SITTINGS = (
    (article("1", "wire", at("2025-05-13"), COAL), sat("KZ-39", "2025-05-13")),
    (article("2", "local", at("2025-05-13"), COAL), sat("KZ-39", "2025-05-13")),
    (article("3", "local", at("2025-05-20"), SOWING), sat("KZ-39", "2025-05-20", SOWING)),
    (article("4", "wire", at("2025-04-15"), SOWING), sat("KZ-59", "2025-04-15", SOWING)),
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """An empty one."""
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        yield House(connection, tmp_path / "stage")


@pytest.fixture
def house_beside(tmp_path: Path) -> Iterator[House]:
    """A second empty one."""
    with open_warehouse(tmp_path / "beside.duckdb", sample=True) as connection:
        yield House(connection, tmp_path / "beside")


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of one in which the sittings were collected and judged."""
    folder = tmp_path_factory.mktemp("furnished")
    with open_warehouse(folder / "w.duckdb", sample=True) as connection:
        house = House(connection, folder / "stage")
        house.collect(*SITTINGS)
        assert cases(house.infer()) == EVERY
    return folder / "w.duckdb"


@pytest.fixture
def judged_house(furnished: Path, tmp_path: Path) -> Iterator[House]:
    """One in which the sittings were collected and judged."""
    copy = Path(shutil.copy(furnished, tmp_path / "w.duckdb"))
    with open_warehouse(copy, sample=True) as connection:
        yield House(connection, tmp_path / "stage", runs=10)


def cases(judged: Judged) -> set[tuple[str, int]]:
    return {(one.verdict.region, one.verdict.clause) for one in judged.renewed}


EVERY = {(region, clause) for region in PLACES for clause in (1, 2)}
_MADE = (
    "verdicts",
    "estimates",
    "months",
    "catching_fits",
    "catching",
    "controls",
    "control_sets",
    "occasions",
    "occasion_sets",
    "source_entries",
)


def test_where_nothing_was_ever_collected_there_is_no_day_to_judge(house: House) -> None:
    bench = Bench(
        connection=house.connection, stage=house.stage(), registry=REGISTRY, order=ORDER,
        priors=PRIORS, sources=SITES, reader_version=READER, today=NOW.date(),
    )  # fmt: skip
    assert infer(bench) is None


def test_an_unchanged_warehouse_is_not_judged_again(judged_house: House) -> None:
    before = judged_house.count(*_MADE)
    assert judged_house.infer().renewed == ()
    assert judged_house.count(*_MADE) == before
    assert judged_house.count("cases") == {"cases": 2 * len(EVERY)}  # each run names what it judged by


def test_the_same_world_gives_the_same_figures_in_another_warehouse(judged_house: House, house_beside: House) -> None:
    house_beside.collect(*reversed(SITTINGS))
    house_beside.infer()
    for table in ("estimates", "months", "verdicts", "cases", "catching", "current_controls"):
        query = f"SELECT * EXCLUDE (run_id, recorded_at) FROM {table} ORDER BY ALL"
        assert judged_house.rows(query) == house_beside.rows(query) != []


def test_a_meeting_found_in_one_region_renews_that_region_only(judged_house: House) -> None:
    judged_house.collect((article("5", "wire", at("2025-06-13")), met("KZ-59", "2025-06-12")))
    judged = judged_house.infer()
    assert cases(judged) == {("KZ-59", 1), ("KZ-59", 2)}
    assert {one.verdict.clause: one.verdict.rung for one in judged.renewed}[1] == "met"
    assert judged_house.count("catching_fits") == {"catching_fits": 1}


def test_another_capture_history_fits_anew_and_renews_every_region(judged_house: House) -> None:
    judged_house.collect((article("5", "wire", at("2025-06-03"), COAL), sat("KZ-59", "2025-06-03")))
    assert cases(judged_house.infer()) == EVERY
    assert judged_house.count("catching_fits") == {"catching_fits": 2}


def test_controls_in_the_warehouse_are_those_that_follow_from_it(judged_house: House) -> None:
    basis = judged_house.basis()
    for place in (*PLACES, NATIONWIDE):
        told = read_inferred.sightings(judged_house.connection, READER, [place]).get(place, [])
        own = controls_in(basis, place, sittings_in(told))
        rows = judged_house.rows(
            "SELECT control_id, region, certain, date_start, date_end, looking, caught, printed, sightings"
            f" FROM current_controls WHERE region = '{place}' ORDER BY control_id"
        )
        assert [_as_row(one) for one in own] == rows
    caught = "SELECT caught FROM current_controls WHERE region = 'KZ-39' AND NOT certain ORDER BY ALL"
    assert judged_house.rows(caught) == [(["national_agency", "regional"],), (["regional"],)]


def _as_row(one: Control) -> tuple[object, ...]:
    lists = [list(some) for some in (one.looking, one.caught, one.printed, one.sighting_ids)]
    return (one.control_id, one.region, one.certain, one.start, one.end, *lists)


def test_an_occasion_of_the_last_week_is_no_control_yet(house: House) -> None:
    assert timedelta(days=7) == MATURE
    house.collect(
        (article("6", "wire", at("2025-06-15"), COAL), sat("KZ-39", "2025-06-15")),
        (article("7", "wire", at("2025-06-16"), SOWING), sat("KZ-39", "2025-06-16", SOWING)),
    )
    sittings = sittings_in(read_inferred.sightings(house.connection, READER, ["KZ-39"])["KZ-39"])
    for as_of, days in (
        ("2025-06-21", []),
        ("2025-06-22", [day("2025-06-15")]),
        ("2025-06-23", [day("2025-06-15"), day("2025-06-16")]),
    ):
        basis = replace(house.basis(), as_of=day(as_of))
        own = [one.end for one in controls_in(basis, "KZ-39", sittings) if not one.certain]
        assert sorted(own) == days


LATE = (
    (article("8", "wire", at("2025-06-12"), COAL), sat("KZ-39", "2025-06-12")),
    (article("9", "local", at("2025-06-17"), SOWING), sat("KZ-39", "2025-06-17", SOWING)),
    (article("10", "wire", at("2025-06-20"), COAL), sat("KZ-59", "2025-06-20")),
)
_CONTROLS = "SELECT * EXCLUDE (run_id, recorded_at) FROM current_controls ORDER BY ALL"


@pytest.mark.slow
def test_controls_worked_out_day_by_day_are_those_worked_out_from_nothing(house: House, house_beside: House) -> None:
    days = [NOW + timedelta(days=n) for n in range(8)]
    house.collect(*SITTINGS, *LATE)
    for now in days:
        house.collect(now=now)
        house.infer(now.date())
    house_beside.collect(*SITTINGS, *LATE)
    house_beside.collect(now=days[-1])
    house_beside.infer(days[-1].date())
    assert house.rows(_CONTROLS) == house_beside.rows(_CONTROLS)
    assert house.count("controls", "occasions") == house_beside.count("controls", "occasions")  # no row twice
    assert house.count("occasion_sets") == {"occasion_sets": 2}


def test_a_report_that_comes_late_changes_the_controls_of_days_long_mature(house: House, house_beside: House) -> None:
    house.collect(*SITTINGS)
    house.infer()
    later = NOW + timedelta(days=1)
    house.collect(*LATE, now=later)
    house.infer(later.date())
    house_beside.collect(*SITTINGS, *LATE, now=later)
    house_beside.infer(later.date())
    assert house.rows(_CONTROLS) == house_beside.rows(_CONTROLS)
    assert len(house.rows(_CONTROLS)) > len(SITTINGS)


def test_on_an_earlier_day_fewer_occasions_are_controls(house: House, house_beside: House) -> None:
    for one, days in ((house, (TODAY, day("2025-05-25"))), (house_beside, (day("2025-05-25"),))):
        one.collect(*SITTINGS, now=at("2025-05-25", 9))
        one.collect(now=NOW)
        for today in days:
            one.infer(today)
    assert house.rows(_CONTROLS) == house_beside.rows(_CONTROLS)


def test_a_control_whose_article_was_rewritten_without_it_has_fallen_and_may_come_back(judged_house: House) -> None:
    standing = "SELECT control_id FROM current_controls WHERE region = 'KZ-59' ORDER BY ALL"
    before = judged_house.rows(standing)
    judged_house.collect((article("4", "wire", at("2025-04-15"), "Заметка снята."), NOTHING))
    judged_house.infer()
    ((fallen,),) = set(before) - set(judged_house.rows(standing))
    states = f"SELECT standing FROM controls WHERE control_id = '{fallen}' ORDER BY recorded_at"
    assert judged_house.rows(states) == [(True,), (False,)]
    of, told = SITTINGS[3]
    judged_house.collect((replace(of, title="Заметка 4, исправленная"), told))
    judged_house.infer()
    assert judged_house.rows(states) == [(True,), (False,), (True,)]
    assert judged_house.rows(standing) == before


def test_a_source_that_enters_beside_another_of_its_group_brings_its_captures() -> None:
    """No watched day changes, but what it reported was caught by its group all the time."""
    wire, second = site("wire", "national_agency"), site("second", "national_agency")
    days = days_of("2025-03-01", "2025-06-21")
    coverage = press([wire, second, SITES[2]], {"wire": days, "second": days, "local": days})
    basis = replace(_BASIS, coverage=coverage, events=(), entered=frozenset({"wire", "local"}))
    wider = replace(basis, entered=frozenset({"wire", "second", "local"}))
    told = sittings_in(
        [
            sighting("s", COAL, source="second", first="2025-05-20", on="2025-05-20"),
            sighting("l", COAL, source="local", first="2025-05-20", on="2025-05-21"),
        ]
    )
    assert wider.watch.days == basis.watch.days
    assert controls_in(wider, "KZ-39", told) != controls_in(basis, "KZ-39", told)
    assert named(wider) != named(basis)


def test_a_sighting_read_from_another_sentence_is_another_sighting(house: House, house_beside: House) -> None:
    of = article("1", "wire", at("2025-05-13"), COAL)
    house.collect((of, sat("KZ-39", "2025-05-13")))
    house_beside.collect((of, sat("KZ-39", "2025-05-13", COAL, end=600)))
    told, otherwise = (read_inferred.sightings_digests(one.connection, READER) for one in (house, house_beside))
    assert told.keys() == otherwise.keys() == {"KZ-39"}
    assert told != otherwise


def test_a_day_before_the_order_is_not_judged_and_has_no_figures(judged_house: House) -> None:
    before = judged_house.count("estimates", "months")
    judged = judged_house.infer(order=replace(ORDER, force_from=day("2025-09-01")))
    assert judged.as_of == TODAY
    assert cases(judged) == EVERY
    assert {one.verdict.rung for one in judged.renewed} == {NOT_JUDGED}
    assert {(one.estimates, one.months, one.met_share) for one in judged.renewed} == {((), (), None)}
    assert judged_house.count("estimates", "months") == before


def test_a_long_past_day_is_judged_without_a_crash(house: House) -> None:
    house.collect(*SITTINGS)
    judged = house.infer(today=day("2021-02-01"))
    assert judged.as_of == day("2021-02-01")
    assert {one.verdict.rung for one in judged.renewed} == {NOT_JUDGED}


@pytest.fixture(scope="module")
def fit() -> Caught:
    draws = np.random.default_rng(0).normal(-1, 0.5, (20, len(GROUPS)))
    return Caught(
        alpha=draws, tau=np.full(20, 0.5), regions=np.zeros((20, 4)), places=(*PLACES, NATIONWIDE), effective=20.0,
        controls=0,
    )  # fmt: skip


def basis_of() -> Basis:
    days = days_of("2024-03-01", "2025-06-21")
    return Basis(
        registry=REGISTRY, order=ORDER, priors=PRIORS, coverage=press(SITES, {"wire": days, "local": days}),
        events=(event("e", "2025-06-13"),), entered=frozenset({"wire", "local"}), leads={}, as_of=NOW.date(),
    )  # fmt: skip


def _renamed() -> Registry:
    own = [replace(t, surname=f"{t.surname}ов") if t.region == "KZ-39" else t for t in REGISTRY.tenures]
    return Registry(REGISTRY.regions.values(), own)


def _without(basis: Basis, key: str, gone: str) -> Basis:
    days = {shelf: own - {day(gone)} if shelf[0] == key else own for shelf, own in basis.coverage.days.items()}
    return replace(basis, coverage=replace(basis.coverage, days=days))


_BASIS = basis_of()
_REGION = _ALL.regions["KZ-39"]
_CHANGES: dict[str, Basis] = {
    "an event's day": replace(_BASIS, events=(event("e", "2025-06-12"),)),
    "an event's confidence": replace(_BASIS, events=(event("e", "2025-06-13", confidence=0.8),)),
    "one event more": replace(_BASIS, events=(*_BASIS.events, event("f", "2024-05-01"))),
    "no event": replace(_BASIS, events=()),
    "a covered day": _without(_BASIS, "local", "2025-06-01"),
    "a covered day long ago": _without(_BASIS, "local", "2024-05-01"),
    "a source": replace(_BASIS, entered=frozenset({"wire"})),
    "the order's version": replace(_BASIS, order=replace(ORDER, version=ORDER.version + 1)),
    "the order's end": replace(_BASIS, order=replace(ORDER, force_until=None)),
    "the priors": replace(_BASIS, priors=replace(PRIORS, trace=(2.0, 2.0))),
    "the band": replace(_BASIS, priors=replace(PRIORS, trace_band=(0.5,))),
    "a head": replace(_BASIS, registry=_renamed()),
    "the region itself": replace(
        _BASIS,
        registry=Registry(
            [replace(one, kind="city") if one.iso == "KZ-39" else one for one in REGISTRY.regions.values()],
            REGISTRY.tenures,
        ),
    ),
    "the day": replace(_BASIS, as_of=_BASIS.as_of - timedelta(days=1)),
    "an unread lead": replace(_BASIS, leads={"KZ-39": (day("2025-06-01"),)}),
}


@pytest.mark.parametrize("changed", _CHANGES.values(), ids=_CHANGES.keys())
def test_whatever_matters_makes_another_case(changed: Basis, fit: Caught) -> None:
    before, after = (Inference(basis=one, fit=fit, fit_id="f-1") for one in (_BASIS, changed))
    for clause in ORDER.clauses:
        assert before.case_digest("KZ-39", clause) != after.case_digest("KZ-39", clause)


def test_a_source_that_enters_beside_another_of_its_group_makes_another_case(fit: Caught) -> None:
    """No watched day changes, but its reports are detections from now on."""
    days = days_of("2024-03-01", "2025-06-21")
    sites = [site("wire", "national_agency"), site("second", "national_agency")]
    one = replace(_BASIS, coverage=press(sites, {"wire": days, "second": days}), entered=frozenset({"wire"}))
    both = replace(one, entered=frozenset({"wire", "second"}))
    before, after = (Inference(basis=basis, fit=fit, fit_id="f-1") for basis in (one, both))
    assert before.case_digest("KZ-39", FIRST) != after.case_digest("KZ-39", FIRST)
    assert before.sight("KZ-39").eyes(["second"]) == 0
    assert after.sight("KZ-39").eyes(["second"]) == after.sight("KZ-39").eyes(["wire"]) != 0


def test_how_widely_meetings_are_dated_elsewhere_matters_once_there_are_enough(fit: Caught) -> None:
    wide = [event(f"w{n}", "2025-05-01", "2025-05-12", region="KZ-59") for n in range(FEW)]
    few, many = (replace(_BASIS, events=(*_BASIS.events, *wide[:n])) for n in (FEW - 2, FEW))
    assert few.widths_of(FIRST) == STATED_WIDTHS
    assert many.widths_of(FIRST) == (11,) * 10
    before, after = (Inference(basis=basis, fit=fit, fit_id="f-1") for basis in (few, many))
    assert before.case_digest("KZ-39", FIRST) != after.case_digest("KZ-39", FIRST)


def test_another_fit_makes_another_case_and_the_same_basis_the_same(fit: Caught) -> None:
    one, again, other = (Inference(basis=basis_of(), fit=fit, fit_id=name) for name in ("f-1", "f-1", "f-2"))
    assert one.case_digest("KZ-39", FIRST) == again.case_digest("KZ-39", FIRST)
    assert one.case_digest("KZ-39", FIRST) != other.case_digest("KZ-39", FIRST)
    assert one.case_digest("KZ-39", FIRST) != one.case_digest("KZ-39", SECOND)


def test_the_head_of_the_unit_that_a_region_was_cut_out_of_matters_too(fit: Caught) -> None:
    whole = replace(_BASIS, registry=_ALL)
    (parent,) = {_ALL.regions["KZ-10"].before}
    own = [replace(t, surname=f"{t.surname}ов") if t.region == parent else t for t in _ALL.tenures]
    other = replace(whole, registry=Registry(_ALL.regions.values(), own))
    before, after = (Inference(basis=one, fit=fit, fit_id="f-1") for one in (whole, other))
    assert before.case_digest("KZ-10", FIRST) != after.case_digest("KZ-10", FIRST)
    assert before.case_digest("KZ-39", FIRST) == after.case_digest("KZ-39", FIRST)


@pytest.mark.parametrize(
    "elsewhere",
    [
        replace(_BASIS, events=(*_BASIS.events, event("n", "2025-06-01", region="KZ-59"))),
        replace(_BASIS, leads={"KZ-59": (day("2025-06-01"),)}),
    ],
    ids=["an event", "a lead"],
)
def test_what_happens_in_another_region_leaves_the_case_alone(elsewhere: Basis, fit: Caught) -> None:
    before, after = (Inference(basis=one, fit=fit, fit_id="f-1") for one in (_BASIS, elsewhere))
    assert before.case_digest("KZ-39", FIRST) == after.case_digest("KZ-39", FIRST)
    assert before.case_digest("KZ-59", FIRST) != after.case_digest("KZ-59", FIRST)


def named(basis: Basis, sightings: str = "s") -> str:
    """What the controls of Kostanay rest on."""
    return controls_digest(basis, "KZ-39", sittings_digest("KZ-39", sightings), mature_until(basis))


@pytest.mark.parametrize(
    "changed",
    [
        replace(_BASIS, as_of=_BASIS.as_of - timedelta(days=1)),
        replace(_BASIS, events=(event("s", "2025-05-01", kind="public_event"),)),
        _without(_BASIS, "local", "2025-06-01"),
    ],
    ids=["the day", "a feast's report", "a covered day"],
)
def test_whatever_matters_makes_other_controls(changed: Basis) -> None:
    assert named(_BASIS) == named(basis_of())
    assert named(_BASIS) != named(changed)
    assert named(_BASIS) != named(_BASIS, "t")


def test_a_fit_rests_on_its_histories_and_on_its_priors() -> None:
    cells = {one.cell: 1 for one in controls_in(_BASIS, "KZ-39", ())}
    more = dict.fromkeys(cells, 2)
    wider = replace(_BASIS, priors=replace(PRIORS, catching=replace(PRIORS.catching, event_sd=2.0)))
    assert fit_digest(_BASIS, cells) == fit_digest(_BASIS, dict(reversed(cells.items())))
    assert len({fit_digest(_BASIS, cells), fit_digest(_BASIS, more), fit_digest(wider, cells)}) == 3


def test_every_month_of_a_record_has_the_verdict_of_its_last_day(fit: Caught) -> None:
    one = Inference(basis=_BASIS, fit=fit, fit_id="f-1")
    sight = one.sight("KZ-39")
    record = one.record("KZ-39", FIRST, sight)
    for month, rung in record.months:
        assert rung == one.verdict("KZ-39", FIRST, sight, month.end).rung
    assert record.verdict.rung == "met"
    assert record.met_share == pytest.approx(10 / sight.span.length)  # 13 to 22 June
