"""Controls from day to day: a new day works out what has matured, and what stands is what it would be from nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import day, event
from model_world import press, sighting, site

from models.captures import NATIONWIDE, Sitting
from models.controls import controls_digest, controls_in, mature_until, sittings_in
from models.inference import Basis
from models.order import Window, load_order
from models.priors import load_priors
from models.registry import Registry, load_registry

_ALL = load_registry()
REGISTRY = Registry([_ALL.regions["KZ-39"]], [])
SITES = (site("wire", "national_agency"), site("local", "regional", "KZ-39"))
SPAN = Window(start=day("2025-02-20"), end=day("2025-05-31"))  # with 1 March and 1 May, and a session of the Assembly
PLACES = ("KZ-39", NATIONWIDE)
_DAYS = st.sampled_from(SPAN.days())


def basis_on(as_of: date, watched: dict[str, frozenset[date]], feasts: tuple[date, ...]) -> Basis:
    told = [event(f"f{n}", on.isoformat(), kind="public_event") for n, on in enumerate(feasts)]
    sessions = [
        replace(one, event_id=f"n{one.event_id}", region=None, level="national", kind="assembly_session")
        for one in told
    ]  # fmt: skip
    return Basis(
        registry=REGISTRY, order=load_order(), priors=load_priors(), coverage=press(SITES, watched),
        events=(*told, *sessions), entered=frozenset({"wire", "local"}), leads={}, as_of=as_of,
    )  # fmt: skip


@st.composite
def _sittings(draw: st.DrawFn) -> tuple[Sitting, ...]:
    spans = draw(st.lists(st.tuples(_DAYS, st.integers(0, 20), st.sampled_from(["wire", "local"])), max_size=8))
    told = [
        sighting(
            f"{n}",
            f"слово{n} слово{n + 100} слово{n + 200}",
            on=None,
            first=first.isoformat(),
            last=(first + timedelta(days=long)).isoformat(),
            source=source,
        )
        for n, (first, long, source) in enumerate(spans)
    ]
    return sittings_in(told)


_SEEN = st.frozensets(_DAYS, max_size=30).map(lambda gaps: frozenset(SPAN.days()) - gaps)
_WATCHED = st.fixed_dictionaries(dict.fromkeys(("wire", "local"), _SEEN))
_FEASTS = st.lists(_DAYS, max_size=3).map(tuple)


def _until(days: frozenset[date], last: date) -> frozenset[date]:
    return frozenset(one for one in days if one <= last)


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(_sittings(), _WATCHED, _WATCHED, _FEASTS, _FEASTS, _DAYS, st.integers(0, 40))
def test_what_stood_and_what_has_matured_since_are_all_the_controls_of_a_later_day(
    sittings: tuple[Sitting, ...],
    watched: dict[str, frozenset[date]],
    later: dict[str, frozenset[date]],
    feasts: tuple[date, ...],
    more: tuple[date, ...],
    first: date,
    days: int,
) -> None:
    """Whatever is watched or told after the day that had matured, the controls up to it stay what they were."""
    before = basis_on(first, watched, feasts)
    until = mature_until(before)
    news = tuple(one for one in more if one > until + timedelta(days=1))
    then = {key: _until(watched[key], until) | (later[key] - _until(later[key], until)) for key in watched}
    after = basis_on(first + timedelta(days=days), then, (*feasts, *news))
    for place in PLACES:
        assert controls_digest(after, place, "s", until) == controls_digest(before, place, "s", until)
        own = [one for one in sittings if one.region == place]
        standing = controls_in(before, place, own)
        matured = controls_in(after, place, own, until)
        assert not {one.control_id for one in standing} & {one.control_id for one in matured}
        whole = controls_in(after, place, own)
        assert sorted([*standing, *matured], key=lambda one: one.control_id) == list(whole)


@settings(max_examples=100, deadline=None)
@given(_sittings(), _WATCHED, _WATCHED, _FEASTS, _FEASTS, _DAYS)
def test_controls_that_differ_up_to_a_day_have_another_name(
    sittings: tuple[Sitting, ...],
    watched: dict[str, frozenset[date]],
    other: dict[str, frozenset[date]],
    feasts: tuple[date, ...],
    more: tuple[date, ...],
    on: date,
) -> None:
    one, another = basis_on(on, watched, feasts), basis_on(on, other, more)
    for place in PLACES:
        own = [sitting for sitting in sittings if sitting.region == place]
        if controls_in(one, place, own) != controls_in(another, place, own):
            until = mature_until(one)
            assert controls_digest(one, place, "s", until) != controls_digest(another, place, "s", until)
