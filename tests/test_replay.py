"""Reading the archive again: what does not change is not told, what changes is, and nothing is applied unasked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.sources import Site
from flows import replay as replaying
from flows.demo.server import sample_web
from flows.monitor import run_in
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop
from models.changes import Fact, changes_between
from models.errors import WarehouseError
from warehouse.connect import open_warehouse
from warehouse.read import counts


class Installation:
    """The sample web collected once; workshops on it with its sites, or with others."""

    def __init__(self, folder: Path) -> None:
        with sample_web(first_address=231) as web:
            self.settings = Settings(
                data=folder, allow_private=True, sample=True, back_days=(web.as_of - web.back_to).days, pace_seconds=0.0
            )
            self.sites, self.now = web.sites, web.now
            run_in(self.workshop(), Intake(), direct=True)

    def workshop(self, sites: dict[str, Site] | None = None) -> Workshop:
        return open_workshop(self.settings, sites=sites or self.sites, now=self.now)

    def rows(self) -> dict[str, int]:
        with open_warehouse(self.settings.warehouse, sample=True, read_only=True) as connection:
            return dict(counts(connection))


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    return Installation(tmp_path_factory.mktemp("replay"))


def _otherwise(installation: Installation) -> dict[str, Site]:
    """The same sites, but one of whose pages the first paragraph is left out."""
    site = installation.sites["sample-law"]
    selectors = replace(site.selectors, drop=(*site.selectors.drop, "p:first-of-type"))
    return {**installation.sites, site.key: replace(site, selectors=selectors)}


def test_an_archive_read_again_by_the_same_rules_changes_nothing(installation: Installation) -> None:
    before = installation.rows()
    replayed = replaying.replay_archive(installation.workshop())
    assert replayed.pages > 100
    assert (replayed.versions, replayed.unreadable, replayed.silent, replayed.changes) == ((), (), (), ())
    assert installation.rows() == before, "the warehouse is only read"
    assert not list(installation.settings.data.glob(".replay-*")), "the scratch copy is gone"


def test_what_other_rules_make_of_a_page_is_told_and_not_applied(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    before = installation.rows()
    assert replaying.replay_in(installation.workshop(_otherwise(installation)), accept=False) == 0
    told = capsys.readouterr().out
    assert "articles come out otherwise" in told
    assert "changed meeting" in told or "gone meeting" in told
    assert installation.rows() == before


def test_a_page_that_cannot_be_read_is_named_and_the_rest_is_read(installation: Installation) -> None:
    folder = installation.settings.archive
    file = next(iter(sorted(folder.glob("*.warc.gz"))))
    kept = file.read_bytes()
    try:
        file.write_bytes(kept[: len(kept) // 2])
        replayed = replaying.replay_archive(installation.workshop())
    finally:
        file.write_bytes(kept)
    assert replayed.unreadable
    assert replayed.pages > len(replayed.unreadable)


def test_a_reader_that_changed_under_the_same_version_is_not_accepted(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    replayed = replaying.replay_archive(installation.workshop())
    with pytest.raises(WarehouseError, match="raise VERSION"):
        replaying._apply(installation.workshop(), replace(replayed, silent=("a-1",)))


def test_where_nothing_was_collected_there_is_nothing_to_replay(tmp_path: Path) -> None:
    with pytest.raises(WarehouseError, match="no warehouse yet"):
        replaying.replay_archive(open_workshop(Settings(data=tmp_path), sites={}))


def test_what_is_accepted_changes_nothing_when_read_again(installation: Installation) -> None:
    """Last: it changes the installation."""
    sites = _otherwise(installation)
    assert replaying.replay_in(installation.workshop(sites), accept=True) == 0
    again = replaying.replay_archive(installation.workshop(sites))
    assert (again.versions, again.changes) == ((), ())


def test_the_states_of_one_thing_are_paired_and_their_differences_named() -> None:
    told = {"kind": "a", "reports": 1}
    old = Fact(what="event", key="e", region="KZ-10", first=None, last=None, url=None, fields=told)
    new = replace(old, fields={"kind": "a", "reports": 2})
    (change,) = changes_between([old], [new])
    assert (change.how, [(f.name, f.before, f.after) for f in change.fields]) == ("changed", [("reports", 1, 2)])
    assert [c.how for c in changes_between([old], [])] == ["gone"]
    assert [c.how for c in changes_between([], [new])] == ["added"]
    assert changes_between([old], [old]) == ()
