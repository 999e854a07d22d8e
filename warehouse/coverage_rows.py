"""Rows of what the coverage model rests on and what follows from it: controls, fits, estimates, months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from models.captures import GROUPS, Cell, Control, Sitting
from models.catching import Array, Caught, pattern_of
from models.chapman import upper_bound
from models.entry import Entry
from models.estimates import Estimate
from models.identity import digest
from models.inference import RegionRecord
from models.months import Month
from models.sight import Range, range_of
from warehouse.inferred_rows import verdict_id
from warehouse.rows import Row

_EVERY = 2 ** len(GROUPS) - 1  # the pattern in which all groups are looking


def occasion_row(sitting: Sitting) -> Row:
    """A sitting that reports tell of."""
    own: Row = {
        "occasion_id": sitting.occasion_id,
        "standing": True,
        "region": sitting.region,
        "date_start": sitting.start,
        "date_end": sitting.end,
        "sources": list(sitting.sources),
        "printed": list(sitting.printed),
        "sightings": list(sitting.sighting_ids),
    }
    return {**own, "state": digest("s-", own.values())}


def control_row(control: Control) -> Row:
    """A control that stands."""
    own: Row = {
        "control_id": control.control_id,
        "standing": True,
        "region": control.region,
        "certain": control.certain,
        "date_start": control.start,
        "date_end": control.end,
        "looking": list(control.looking),
        "caught": list(control.caught),
        "printed": list(control.printed),
        "sightings": list(control.sighting_ids),
    }
    return {**own, "state": digest("s-", own.values())}


def fit_rows(fit_id: str, fit: Caught, histories: Mapping[Cell, int], priors: int) -> Iterator[tuple[str, Row]]:
    """What is caught by group and region, and last the draws that it was worked out from."""
    for region in fit.places:
        chances = fit.by_pattern(region)
        patterns = [("any", _EVERY), *((group, 1 << place) for place, group in enumerate(GROUPS))]
        for group, pattern in patterns:
            yield "catching", _catching(fit_id, region, group, chances[:, pattern], None)
        bound = upper_bound(histories, region)
        if bound is not None:  # beside what it bounds: what either of the two groups catches
            pair = pattern_of([group in (bound.first, bound.second) for group in GROUPS])
            name = f"{bound.first} or {bound.second}"
            yield "catching", _catching(fit_id, region, name, chances[:, pair], bound.caught_share)
    yield (
        "catching_fits",
        {
            "fit_id": fit_id,
            "controls": fit.controls,
            "effective": fit.effective,
            "priors": priors,
            "source_groups": list(GROUPS),
            "places": list(fit.places),
            "alpha": fit.alpha.ravel().tolist(),
            "tau": fit.tau.tolist(),
            "region_effects": fit.regions.ravel().tolist(),
        },
    )


def _catching(fit_id: str, region: str, group: str, draws: Array, bound: float | None) -> Row:
    named: Row = {"fit_id": fit_id, "region": region, "source_group": group}
    return {**named, **_range("caught", range_of(draws)), "upper_bound": bound}


def lost_row(region: str, occasion_id: str) -> Row:
    """A sitting that no report tells of any more."""
    empty: Row = {"date_start": None, "date_end": None}
    empty |= {name: [] for name in ("sources", "printed", "sightings")}
    return {"occasion_id": occasion_id, "standing": False, "state": "", "region": region, **empty}


def fallen_row(place: str, control_id: str) -> Row:
    """A control that no longer stands."""
    empty: Row = {"certain": False, "date_start": None, "date_end": None}
    empty |= {name: [] for name in ("looking", "caught", "printed", "sightings")}
    return {"control_id": control_id, "standing": False, "state": "", "region": place, **empty}


def case_row(key: tuple[str, int], name: str, fit_id: str, as_of: date) -> Row:
    """What a region and clause are judged by in a run."""
    own: Row = {"region": key[0], "clause": key[1], "case_digest": name, "verdict_id": verdict_id(name)}
    return {**own, "as_of": as_of, "fit_id": fit_id}


def record_rows(record: RegionRecord) -> Iterator[tuple[str, Row]]:
    """One region and clause: its estimates, months and key events."""
    verdict = record.verdict
    case: Row = {"case_digest": record.case_digest, "region": verdict.region, "clause": verdict.clause}
    for estimate in record.estimates:
        yield "estimates", {**case, **_estimate(estimate)}
    for month, rung in record.months:
        yield "months", {**case, **_month(month), "verdict": rung}
    for event, part in record.key_events:
        yield "key_events", {**case, "event_id": event.event_id, "event_state": event.state, "counts_as": part}


def _estimate(one: Estimate) -> Row:
    return {
        "as_of": one.as_of,
        "assumption": one.assumption,
        **_range("caught", one.caught),
        **_range("seen", one.seen),
        "silence_counts": one.silence_counts,
        **_range("held", one.held),
        **_range("in_person", one.in_person),
        **_range("compliant", one.compliant_share),
        "compliant_silent": one.compliant_silent,
    }


def _month(one: Month) -> Row:
    return {
        "month_start": one.start,
        "month_end": one.end,
        "rungs": list(one.found),
        "found_shares": list(one.found.values()),
        **_range("believed", one.believed),
        **_range("compliant", one.compliant),
        **_range("seen", one.seen),
        "believed_by_trace": list(one.believed_by_trace),
        "seen_by_trace": list(one.seen_by_trace),
    }


def _range(name: str, one: Range | None) -> Row:
    if one is None:
        return {name: None, f"{name}_low": None, f"{name}_high": None}
    return {name: one.mean, f"{name}_low": one.low, f"{name}_high": one.high}


def entry_row(entry: Entry) -> Row:
    """Whether the coverage model counts a source."""
    return {
        "source": entry.source,
        "entered": entry.entered,
        "covered_share": entry.share,
        "since": entry.since,
        "reason": entry.reason,
    }
