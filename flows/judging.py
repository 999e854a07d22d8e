"""Judging, step by step: what each step needs is asked of the warehouse, what it gives is staged and loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

from models.entry import Entry, entries_of
from models.events import Event, find_events
from models.inference import Basis, Inference, RegionRecord, controls_digest, controls_in, fit_digest, fit_to
from models.order import Order
from models.priors import Priors
from models.records import Source
from models.registry import Registry
from warehouse import read, read_inferred
from warehouse.load import Loaded, load_stages
from warehouse.stage import Stage


@dataclass(frozen=True, kw_only=True)
class Bench:
    """Where judging is done: an open warehouse, the run's stage, and what to judge by."""

    connection: duckdb.DuckDBPyConnection
    stage: Stage
    stage_folder: Path
    registry: Registry
    order: Order
    priors: Priors
    sources: Sequence[Source]
    reader_version: str
    today: date

    def load(self) -> Loaded:
        return load_stages(self.connection, self.stage_folder)


@dataclass(frozen=True, kw_only=True)
class Judged:
    """What a run found: all events that stand, and the records that had to be worked out anew."""

    as_of: date
    events: tuple[Event, ...]
    renewed: tuple[RegionRecord, ...]
    faults: tuple[str, ...]


def infer(bench: Bench) -> Judged | None:
    """Events, controls, what is caught, and every verdict with its figures; what did not change is not done again.

    None where nothing was ever collected: there is no day that could be judged. What is staged is loaded.
    """
    found = read.found_meetings(bench.connection, bench.reader_version)
    known = basis_of(bench, find_events(found))
    if known is None:
        return None
    basis, entries = known
    bench.stage.events(basis.events, found)
    _stage_entries(bench, entries)
    _renew_controls(bench, basis)
    faults = bench.load().faults
    inference = _fitted(bench, basis)
    renewed = _renew_records(bench, inference)
    return Judged(as_of=basis.as_of, events=basis.events, renewed=renewed, faults=(*faults, *bench.load().faults))


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


def _renew_controls(bench: Bench, basis: Basis) -> None:
    """Work out the controls of every place whose sightings, events or watched days are not those of the last time."""
    told = read_inferred.sightings_digests(bench.connection, bench.reader_version)
    known = read_inferred.control_sets(bench.connection)
    names = {place: controls_digest(basis, place, told.get(place, "")) for place in basis.places}
    renewed = [place for place in basis.places if known.get(place) != names[place]]
    seen = read_inferred.sightings(bench.connection, bench.reader_version, [one for one in renewed if one in told])
    for place in renewed:
        controls = controls_in(basis, place, seen.pop(place, ()))
        bench.stage.controls(place, names[place], controls, read_inferred.standing_controls(bench.connection, place))


def inference_now(bench: Bench) -> Inference | None:
    """The inference as it stands, for questions about any day: nothing is staged. None where nothing was collected."""
    known = basis_of(bench, find_events(read.found_meetings(bench.connection, bench.reader_version)))
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
