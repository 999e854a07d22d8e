"""Our own discovery and fetching run on the sample web as on the live one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from extractors.web.archive import Archive
from extractors.web.client import Client
from extractors.web.settings import ClientSettings
from extractors.web.visit import Validators, visit_site
from flows.demo.server import SampleWeb, sample_web
from flows.demo.sites import sample_sites
from flows.demo.truth import load_truth
from models.records import Discovery, Fetch

_FIRST_ADDRESS = 181  # away from the demo's own addresses and from those of test_demo_web.py
_WHOLE_WINDOW = ("sample-portal", "sample-agency")  # their lists reach back over it, so every region can be judged
_SAMPLES = {f"sample-{sample.key}": sample for sample in sample_sites()}


@pytest.fixture(scope="module")
def web() -> Iterator[SampleWeb]:
    with sample_web(_FIRST_ADDRESS) as running:
        yield running


@pytest.fixture(scope="module")
def client(web: SampleWeb) -> Iterator[Client]:
    settings = ClientSettings(allow_private=True, pace_seconds=web.pace_seconds, retry_wait_seconds=0.01)
    with Client(settings) as client:
        yield client


def _visit(
    key: str, web: SampleWeb, client: Client, folder: Path, known: dict[str, Validators] | None = None
) -> tuple[list[Discovery], dict[str, Fetch]]:
    with Archive(folder) as archive:
        found = list(
            visit_site(
                web.sites[key],
                client,
                archive,
                known=known or {},
                back_to=web.back_to,
                now=web.now,
                refresh=known is not None,
            )
        )
    fetches = {one.url: one for one in found if isinstance(one, Fetch)}
    return [one for one in found if isinstance(one, Discovery)], fetches


@pytest.mark.parametrize("key", _SAMPLES)
def test_every_article_is_found_and_ends_as_the_truth_says(
    key: str, web: SampleWeb, client: Client, tmp_path: Path
) -> None:
    looks, fetches = _visit(key, web, client, tmp_path)
    assert all(look.ok for look in looks), [look.reason for look in looks]
    if key in _WHOLE_WINDOW:
        assert [look.reached_back_to for look in looks] == [web.back_to]
    outcomes = load_truth().outcomes
    for item in _SAMPLES[key].shown():
        fetch = fetches.pop(f"{web.sites[key].base_url}{item.listed_path}")
        # An article without text is fetched; that it has none comes out when the page is read.
        right = [one for one in outcomes.get(item.piece.id, ()) if one not in ("no_text", "not_article")]
        assert fetch.outcome in (right or ["fetched"]), item.piece.id
    assert not fetches


def test_a_second_visit_finds_the_pages_unchanged(web: SampleWeb, client: Client, tmp_path: Path) -> None:
    _, first = _visit("sample-agency", web, client, tmp_path / "first")
    known = {
        url: Validators(etag=fetch.etag, last_modified=fetch.last_modified)
        for url, fetch in first.items()
        if fetch.outcome == "fetched"
    }
    _, second = _visit("sample-agency", web, client, tmp_path / "second", known)
    assert {second[url].outcome for url in known} == {"unchanged"}
