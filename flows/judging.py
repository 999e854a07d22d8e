"""Judging, step by step: what each step needs is asked of the warehouse, what it gives is staged and loaded."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

import duckdb

from flows.accounts import accounts_now
from models.controls import NEVER, controls_digest, controls_in, mature_until, sittings_digest, sittings_in
from models.corrected import Corrected
from models.entry import Entry, entries_of
from models.events import Event, find_events
from models.inference import Basis, Inference, RegionRecord, fit_digest, fit_to
from models.order import Order
from models.priors import Priors
from models.records import Source
from models.registry import Registry
from warehouse import read, read_inferred, read_reviews
from warehouse.load import Loaded, load_stages
from warehouse.stage import Stage


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Where judging is done: an open warehouse, the run's stage, and what to judge by."""

    connection: duckdb.DuckDBPyConnection
    stage: Stage
    registry: Registry
    order: Order
    priors: Priors
    sources: Sequence[Source]
    reader_version: str
    today: date
    learnt: Counter[str] = field(default_factory=Counter)  # rows that judging brought into the warehouse, by table

    def load(self) -> Loaded:
        loaded = load_stages(self.connection, self.stage.place.address)
        self.learnt.update(loaded.rows)
        return loaded


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without Python's search for cycles: a million records that live to the end would be walked over, time and again.

    They hold no cycles, so nothing stays that would have gone: a fifth of the time is saved and no memory lost.
    """
    on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if on:
            gc.enable()


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a run found: all events that stand, and the records that had to be worked out anew."""

    as_of: date
    events: tuple[Event, ...]
    renewed: tuple[RegionRecord, ...]
    faults: tuple[str, ...]


@_uncollected()
def infer(bench: Bench) -> Judged | None:
    """Events, controls, what is caught, and every verdict with its figures; what did not change is not done again.

    None where nothing was ever collected: there is no day that could be judged. What is staged is loaded.
    """
    laid = accounts_now(bench.connection, bench.reader_version, bench.registry).laid
    found = laid.meetings
    known = basis_of(bench, find_events(found))
    if known is None:
        return None
    basis, entries = known
    _stage_corrections(bench, laid)
    bench.stage.events(basis.events, found)
    _stage_entries(bench, entries)
    _renew_sittings(bench)
    faults = bench.load().faults
    _renew_controls(bench, basis)
    faults += bench.load().faults
    inference = _fitted(bench, basis)
    renewed = _renew_records(bench, inference)
    return Judged(as_of=basis.as_of, events=basis.events, renewed=renewed, faults=(*faults, *bench.load().faults))


def _stage_corrections(bench: Bench, laid: Corrected) -> None:
    known = read_reviews.review_standings(bench.connection)
    new = [one for one in laid.standings if known.get(one.review_id) != one]
    told = {one.review_id for one in new}
    bench.stage.corrections([one for one in laid.made if one.review in told], new)


def basis_of(bench: Bench, events: tuple[Event, ...]) -> tuple[Basis, tuple[Entry, ...]] | None:
    """What is judged by, from all that is known, and which sources count; None where nothing was collected."""
    last_collected = read.last_day_collected(bench.connection, today=bench.today)
    if last_collected is None:
        return None
    as_of = bench.order.as_of(bench.today, last_collected)
    coverage = read.coverage(bench.connection, bench.sources, bench.registry, today=bench.today)
    entries = entries_of(coverage, as_of)
    basis = Basis(
        registry=bench.registry,
        order=bench.order,
        priors=bench.priors,
        coverage=coverage,
        events=events,
        entered=frozenset(entry.source for entry in entries if entry.entered),
        leads=read_inferred.leads(bench.connection),
        as_of=as_of,
    )
    return basis, entries


def _stage_entries(bench: Bench, entries: Sequence[Entry]) -> None:
    known = read_inferred.entries(bench.connection)
    bench.stage.entries([entry for entry in entries if entry not in known])


def _renew_sittings(bench: Bench) -> None:
    """Put together the sittings of every region whose sightings are not those of the last time."""
    told = read_inferred.sightings_digests(bench.connection, bench.reader_version)
    known = read_inferred.occasion_sets(bench.connection)
    names = {region: sittings_digest(region, told.get(region, "")) for region in {**told, **known}}
    renewed = [region for region in sorted(names) if known.get(region) != names[region]]
    seen = read_inferred.sightings(bench.connection, bench.reader_version, renewed)
    for region in renewed:
        standing = read_inferred.standing_occasions(bench.connection, region)
        bench.stage.sittings(region, names[region], sittings_in(seen.pop(region, ())), standing)


def _renew_controls(bench: Bench, basis: Basis) -> None:
    """Work out the controls of every place that rest on something else than the last time, or have matured since."""
    until = mature_until(basis)
    sittings = read_inferred.occasion_sets(bench.connection)  # of those loaded: a part may have been damaged
    known = read_inferred.control_sets(bench.connection)
    names = {place: controls_digest(basis, place, sittings.get(place, ""), until) for place in basis.places}
    renewed = [place for place in basis.places if known.get(place) != (names[place], until)]
    settled = {place: _settled(basis, place, sittings.get(place, ""), known.get(place)) for place in renewed}
    told = read_inferred.sittings(bench.connection, settled)
    for place, after in settled.items():
        standing = read_inferred.standing_controls(bench.connection, place) if after == NEVER else {}
        bench.stage.controls(
            place, names[place], until, controls_in(basis, place, told.pop(place, ()), after), standing
        )


def _settled(basis: Basis, place: str, sittings: str, known: tuple[str, date] | None) -> date:
    """The day up to which the controls that stand rest on the same as ever; NEVER where they do not."""
    if known is None:
        return NEVER
    name, until = known
    same = until <= mature_until(basis) and name == controls_digest(basis, place, sittings, until)
    return until if same else NEVER


def inference_now(bench: Bench) -> Inference | None:
    """The inference as it stands, for questions about any day: nothing is staged. None where nothing was collected."""
    standing = accounts_now(bench.connection, bench.reader_version, bench.registry).laid.meetings
    known = basis_of(bench, find_events(standing))
    if known is None:
        return None
    basis, _ = known
    histories = read_inferred.histories(bench.connection)
    name = fit_digest(basis, histories)
    fit = read_inferred.fit(bench.connection, name) or fit_to(basis, histories)
    return Inference(basis=basis, fit=fit, fit_id=name)


def _fitted(bench: Bench, basis: Basis) -> Inference:
    histories = read_inferred.histories(bench.connection)
    name = fit_digest(basis, histories)
    fit = read_inferred.fit(bench.connection, name)
    if fit is None:
        fit = fit_to(basis, histories)
        bench.stage.fit(name, fit, histories, basis.priors.version)
    return Inference(basis=basis, fit=fit, fit_id=name)


def _renew_records(bench: Bench, inference: Inference) -> tuple[RegionRecord, ...]:
    """Judge what is not judged yet; the rest keeps the verdicts that follow from the same."""
    basis = inference.basis
    names = {
        (region, clause.number): inference.case_digest(region, clause)
        for region in sorted(basis.registry.regions)
        for clause in basis.order.clauses
    }
    known = read_inferred.known_cases(bench.connection, sorted(names.values()))
    renewed: list[RegionRecord] = []
    for region in sorted(basis.registry.regions):
        new = [clause for clause in basis.order.clauses if names[region, clause.number] not in known]
        if new:
            sight = inference.sight(region)
            renewed += [inference.record(region, clause, sight) for clause in new]
    bench.stage.records(renewed, basis.events)
    bench.stage.cases(names, inference.fit_id, basis.as_of)
    return tuple(renewed)
