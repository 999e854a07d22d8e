"""The same input in any order, any number of times, in pieces of any size, broken off anywhere: the same tables.

What is compared are all rows, each once, of every table and every view of a warehouse, but for

* `run_id` and `recorded_at`: which run wrote a row, and when;
* `runs`, `publications`, `meta`, `inferences`, `cases` and three columns of `source_health`: what a run says of itself.
  What the latest run's say of the world is in the views (`current_events`, `current_cases`, …), and these are compared;
* `pages.url`: the first row of a page stays, and its article and its fetch may name it differently;
* where judging came between two pieces, the tables of states of knowledge (`arranged_world.GROWN`) may hold more: what
  was held to be true in between was, and `…_as_known(ts)` says so. All rows of the world told at once are among them.
  So it is with what was fetched and read of a version that stood until the next run (`GROWN_BY_VERSIONS`).

One thing is information and never changes places: which of two versions of one address was told last, for it stands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from arranged_world import (
    AT_ONCE,
    GROWN,
    GROWN_BY_VERSIONS,
    READER,
    WORLD,
    Arrangement,
    Installation,
    Rows,
    arranged,
    differences,
    rows_of,
)
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from warehouse_world import review_of

from models.identity import address_of, article_id, meeting_id
from models.records import FoundMeeting
from models.reviews import Review
from models.zone import local_day
from warehouse.connect import open_warehouse

_EVERY = range(len(WORLD))


def _taken(how: Arrangement, decisions: Sequence[Sequence[Review]] = ()) -> Rows:
    with TemporaryDirectory() as folder, open_warehouse(Path(folder) / "w.duckdb", sample=True) as connection:
        Installation(connection, Path(folder) / "stage").take(how, decisions)
        return rows_of(connection)


@pytest.fixture(scope="module")
def at_once() -> Rows:
    """The world told once, in its own order, in one run that nothing disturbed."""
    rows = _taken(AT_ONCE)
    assert all(rows[name] for name in ("verdicts", "evidence", "controls", "occasions", "key_events", "called_akim"))
    assert len(rows["current_articles"]) < len(rows["articles"]), "an article of two versions is among them"
    return rows


@st.composite
def arrangements(draw: st.DrawFn) -> Arrangement:
    order = draw(st.permutations(_EVERY))
    for again in draw(st.lists(st.sampled_from(_EVERY), max_size=6)):
        order.insert(draw(st.integers(0, len(order))), again)
    return arranged(
        order,
        draw(st.lists(st.integers(1, len(order) - 1), max_size=3)),
        part=draw(st.integers(1, 20)),
        batch=draw(st.integers(1, 20)),
        judged=draw(st.booleans()),
        shuffled=draw(st.none() | st.integers(0, 99)),
        twice=draw(st.booleans()),
        broken_off=tuple(draw(st.lists(st.integers(0, 60), max_size=3))),
    )


def _same(one: Rows, other: Rows, grown: Sequence[str]) -> None:
    found = differences(one, other, grown=grown)
    assert not found, "\n".join(f"{name}: gone {gone}, new {new}" for name, (gone, new) in found.items())


_BACKWARDS = tuple(reversed(_EVERY))


@pytest.mark.parametrize(
    "how",
    [
        arranged(_BACKWARDS, (), part=1, batch=1),
        arranged((*_BACKWARDS, *_EVERY), (), part=7, batch=3, twice=True, shuffled=7),
        arranged(_BACKWARDS, (6,), part=2, judged=False, broken_off=(3, 11, 30)),
    ],
    ids=["one by one from the end", "twice, its parts shuffled", "in two runs, broken off thrice"],
)
def test_the_same_input_in_any_arrangement_gives_the_same_tables(at_once: Rows, how: Arrangement) -> None:
    _same(at_once, _taken(how), how.grown)


@pytest.mark.slow
# Not shrunk: an example takes seconds, and says by itself where to look.
@settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.too_slow],
)
@given(how=arrangements())
@example(how=arranged(_EVERY, (8,), part=3, broken_off=(5,)))
def test_whatever_the_arrangement_the_tables_are_the_same(at_once: Rows, how: Arrangement) -> None:
    _same(at_once, _taken(how), how.grown)


def _accounts() -> dict[str, FoundMeeting]:
    """The first account of every article that tells of one and has an address, by that address, as it is read."""
    return {
        of.url: FoundMeeting(
            meeting_id=meeting_id(article_id(of), READER, 0), article_id=article_id(of), address=address_of(of),
            ordinal=0, source=of.source, url=of.url, agency=of.agency, text=of.text, meeting=reading.meetings[0],
            published_on=local_day(of.published_at) if of.published_at else None,
        )
        for of, reading in WORLD
        if reading.meetings and of.url
    }  # fmt: skip


def _decided() -> list[Review]:
    """Seven decisions at moments of their own: of two on one account the later counts, whenever it comes in."""
    accounts = _accounts()
    council, undated, session = (
        accounts[f"https://{at}"] for at in ("wire.example/5", "local.example/8", "free.example/9")
    )
    days = replace(undated.meeting, date_start=date(2025, 5, 28), date_end=date(2025, 5, 28), date_basis="stated")
    return [
        review_of(council, "confirm", hours=1),
        review_of(council, "reject", hours=5),
        review_of(council, "confirm", hours=9, reviewer="Болат"),
        review_of(undated, "amend", days, hours=3),
        review_of(undated, "confirm", hours=2),
        review_of(session, "reject", hours=4),
        review_of(accounts["https://free.example/6"], "confirm", hours=4),
    ]


@pytest.fixture(scope="module")
def decided_first() -> Rows:
    """Everything decided in the order in which it was, then the world told at once and judged once."""
    rows = _taken(AT_ONCE, (_decided(),))
    assert len(rows["corrections"]) == len(_decided())
    return rows


@pytest.mark.slow
@settings(
    max_examples=3, deadline=None, phases=(Phase.explicit, Phase.generate), suppress_health_check=[HealthCheck.too_slow]
)
# Three random ones may leave two decisions on one account in their order, which is what it is about.
@example(order=(6, 5, 4, 3, 2, 1, 0), cut=0, how=AT_ONCE)
@example(order=(2, 4, 6, 1, 3, 5, 0), cut=3, how=arranged(_EVERY, (9,)))
@given(order=st.permutations(range(7)), cut=st.integers(0, 7), how=arrangements())
def test_decisions_count_alike_whenever_and_in_whatever_order_they_come_in(
    decided_first: Rows, order: Sequence[int], cut: int, how: Arrangement
) -> None:
    """Before the article that they speak of or after it, before one another or after, together or one by one."""
    decisions = [_decided()[place] for place in order]
    before = (decisions[:cut], decisions[cut:]) if len(how.runs) > 1 else (decisions,)
    found = _taken(how, before)
    _same(decided_first, found, (*GROWN, *GROWN_BY_VERSIONS))
