"""The order's rules make of the sample's true meetings the verdicts that were worked out by hand.

Reading is left out: meetings come from the truth, coverage from a real visit. What fails here is inference or the
sample's own truth, never the reader.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from inference_world import judge_all, sees_all

from extractors.web.archive import Archive
from extractors.web.client import Client
from extractors.web.settings import ClientSettings
from extractors.web.visit import visit_site
from flows.demo.chrome import NOW
from flows.demo.server import SampleWeb, sample_web
from flows.demo.sites import sample_sites
from flows.demo.truth import TrueVerdict, load_truth
from models.compliance import Verdict
from models.copies import collapse_copies
from models.coverage import Coverage, coverage_of
from models.events import Event, find_events
from models.order import load_order
from models.records import Discovery, Fetch, FoundMeeting, Source
from models.registry import load_registry

_FIRST_ADDRESS = 201  # away from the demo's own addresses and from those of the other sample tests
_TRUTH = load_truth()
_REGISTRY = load_registry()


def _found() -> dict[str, tuple[FoundMeeting, str | None]]:
    """The true meetings as the warehouse would hand them over, each with the event that it truly tells of."""
    places = {item.piece.id: (sample.key, item) for sample in sample_sites() for item in sample.shown()}
    count: Counter[str] = Counter()
    found = {}
    for number, true in enumerate(_TRUTH.meetings):
        site, item = places[true.article]
        found[f"m-{number}"] = (
            FoundMeeting(
                meeting_id=f"m-{number}",
                article_id=true.article,
                address=f"http://{site}.example{item.path}",
                ordinal=count[true.article],
                source=f"sample-{site}",
                url=f"http://{site}.example{item.path}",
                published_on=item.piece.at.date(),
                agency=None,
                text=item.piece.text,
                meeting=true.meeting,
            ),
            true.event,
        )
        count[true.article] += 1
    return found


def _source(web: SampleWeb, key: str) -> Source:
    site = web.sites[key]
    return Source(
        key=key,
        name=site.name,
        base_url=site.base_url,
        group=site.group,
        language=site.language,
        region=site.region,
        expected_per_day=site.expected_per_day,
    )


@pytest.fixture(scope="module")
def coverage(tmp_path_factory: pytest.TempPathFactory) -> Coverage:
    folder: Path = tmp_path_factory.mktemp("archive")
    with sample_web(_FIRST_ADDRESS) as web:
        settings = ClientSettings(allow_private=True, pace_seconds=web.pace_seconds, retry_wait_seconds=0.01)
        with Client(settings) as client, Archive(folder) as archive:
            seen = [
                one
                for site in web.sites.values()
                for one in visit_site(site, client, archive, known={}, back_to=web.back_to, now=web.now)
            ]
        sources = [_source(web, key) for key in web.sites]
    looks = [one for one in seen if isinstance(one, Discovery)]
    return coverage_of(sources, looks, [one for one in seen if isinstance(one, Fetch)], _REGISTRY)


@pytest.fixture(scope="module")
def events() -> tuple[Event, ...]:
    return find_events(meeting for meeting, _ in _found().values())


@pytest.fixture(scope="module")
def verdicts(events: tuple[Event, ...], coverage: Coverage) -> dict[tuple[str, int], Verdict]:
    judged = judge_all(_REGISTRY, load_order(), events, coverage, sees_all, NOW.date())
    return {(verdict.region, verdict.clause): verdict for verdict in judged}


def test_reports_become_the_events_that_they_truly_tell_of(events: tuple[Event, ...]) -> None:
    label = {key: event for key, (_, event) in _found().items()}
    made = {frozenset(event.meeting_ids) for event in events}
    true = {
        frozenset(key for key, own in label.items() if own == event)
        for event in set(label.values())
        if event is not None
    }
    assert made == true


def test_the_press_release_on_three_sites_is_one_copy() -> None:
    texts = {piece.id: piece.text for sample in sample_sites() for piece in sample.pieces}
    first = collapse_copies(texts)
    assert {piece: to for piece, to in first.items() if piece != to}.keys() == {"pt21", "lw11", "pt16"}


@pytest.mark.parametrize("true", _TRUTH.verdicts, ids=lambda true: true.iso)
def test_every_region_is_judged_as_by_hand(
    true: TrueVerdict, verdicts: dict[tuple[str, int], Verdict], events: tuple[Event, ...]
) -> None:
    first, second = verdicts[true.iso, 1], verdicts[true.iso, 2]
    assert (first.rung, second.rung) == (true.clause_1, true.clause_2)
    assert (second.in_person, second.delegated) == (true.in_person, true.delegated)
    label = {key: event for key, (_, event) in _found().items()}
    carrying = {label[m] for event in events if event.event_id in first.event_ids[:1] for m in event.meeting_ids}
    assert carrying == ({true.event} if true.event else set())
