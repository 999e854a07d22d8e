"""Reading the archive again: what does not change is not told, what changes is, and nothing is applied unasked."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from warehouse_world import article, council, reading

from extractors import given, patience
from extractors.article import Rejected, read_page
from extractors.sources import Site
from flows import replay as replaying
from flows.demo.server import sample_web
from flows.monitor import run_in
from flows.replay_told import Replayed
from flows.rereading import Retold
from flows.run_report import Failure
from flows.settings import Settings
from flows.workshop import Intake, Workshop, open_workshop
from models.changes import Fact, changes_between
from models.errors import WarehouseError
from models.identity import article_id
from models.records import Appearance, Article, Claim, Evidence, OtherHead
from warehouse import scratch
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.read import counts
from warehouse.stage import Stage


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


def _here(_: float, function: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """In place of a child process, in which nothing is patched."""
    return function(*args, **kwargs)


def _otherwise(installation: Installation) -> dict[str, Site]:
    """The same sites, but of the pages of one something is left out: each first paragraph."""
    site = installation.sites["sample-law"]
    selectors = replace(site.selectors, drop=(*site.selectors.drop, "p:first-of-type"))
    return {**installation.sites, site.key: replace(site, selectors=selectors)}


def _replayed(installation: Installation, sites: dict[str, Site] | None = None) -> Replayed:
    with replaying.replay_archive(installation.workshop(sites)) as found:
        return found.replayed


@pytest.mark.slow
def test_an_archive_read_again_by_the_same_rules_changes_nothing(installation: Installation) -> None:
    before = installation.rows()
    replayed = _replayed(installation)
    assert replayed.retold.pages > 100
    assert replayed == Replayed(retold=Retold(pages=replayed.retold.pages), silent=(), changes=())
    assert installation.rows() == before, "the warehouse is only read"
    assert not list(installation.settings.data.glob(".replay-*")), "the scratch copy is gone"


@pytest.mark.slow
def test_what_other_rules_make_of_a_page_is_told_and_not_applied(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    before = installation.rows()
    assert replaying.replay_in(installation.workshop(_otherwise(installation)), accept=False) == 0
    told = capsys.readouterr().out
    assert "articles come out otherwise" in told
    assert "changed meeting" in told or "gone meeting" in told
    assert installation.rows() == before


@pytest.mark.slow
def test_damaged_pages_are_named_the_rest_is_read_and_nothing_is_taken_back(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    file = next(iter(sorted(installation.settings.archive.glob("*.warc.gz"))))
    kept = file.read_bytes()
    try:
        file.write_bytes(kept[: len(kept) // 2])
        status = replaying.replay_in(installation.workshop(), accept=False, as_json=True)
    finally:
        file.write_bytes(kept)
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert status == 1
    assert 0 < len(told["unreadable"]) < told["pages"]
    assert (told["no_article_any_more"], told["changes"]) == ([], []), "what cannot be read keeps standing"
    assert f"{len(told['unreadable'])} archived pages cannot be read; what stands of them is kept" in err


@pytest.mark.slow
def test_a_reader_that_changed_under_the_same_version_is_not_accepted(installation: Installation) -> None:
    workshop = installation.workshop()
    with replaying.replay_archive(workshop) as found, pytest.raises(WarehouseError, match="raise VERSION"):
        replaying._apply(workshop, replace(found, replayed=replace(found.replayed, silent=("a-1",))))


def test_any_stored_field_that_one_version_reads_otherwise_is_noticed(tmp_path: Path) -> None:
    """Evidence, heads, appearances and claims as well as the meetings themselves."""
    seen = Appearance(
        region="KZ-39", akim="Иванов Иван", first=None, last=None, basis="none", occasion="sitting", sitting=True,
        evidence=Evidence(sentence="Заседание.", char_start=0, char_end=10),
    )  # fmt: skip
    claim = Claim(
        region="KZ-39", period_start=None, period_end=None, number=3, speaker=None,
        evidence=Evidence(sentence="Три встречи.", char_start=0, char_end=12),
    )  # fmt: skip
    other = OtherHead(
        region="KZ-39", said="called", name="Иван Иванов", person="Иванов Иван", person_key="иванов и", office="аким",
        head=None, voice=None, evidence=Evidence(sentence="Аким.", char_start=0, char_end=5),
    )  # fmt: skip
    first = reading(council())
    meeting = first.meetings[0]
    otherwise = [
        first,
        replace(first, meetings=(replace(meeting, evidence=(replace(meeting.evidence[0], char_end=20),)),)),
        replace(first, meetings=(replace(meeting, attendance=()),)),
        replace(first, appearances=(seen,)),
        replace(first, claims=(claim,)),
        replace(first, other_heads=(other,)),
        replace(first, regions=("KZ-10",)),
    ]
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        stage = Stage(tmp_path / "stage", "r1")
        articles = [article(number) for number in range(len(otherwise))]
        stage.articles(articles)
        stage.readings([(article_id(one), first) for one in articles], "1")
        stage.readings([(article_id(one), told) for one, told in zip(articles, otherwise, strict=True)], "1~replay")
        load_stages(connection, tmp_path / "stage")
        noticed = scratch.read_otherwise(connection, "1", "1~replay")
    assert set(noticed) == {article_id(one) for one in articles[1:]}


def test_where_nothing_was_collected_there_is_nothing_to_replay(tmp_path: Path) -> None:
    workshop = open_workshop(Settings(data=tmp_path), sites={})
    with pytest.raises(WarehouseError, match="no warehouse yet"), replaying.replay_archive(workshop):
        pass


@pytest.mark.slow
def test_a_step_of_applying_that_fails_is_told_and_nothing_is_called_applied(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(workshop: Workshop, _: object) -> None:
        workshop.report.failures.append(Failure(step="judge", about="all", reason="not read yet"))

    monkeypatch.setattr(replaying, "analyse", fails)
    assert replaying.replay_in(installation.workshop(), accept=True) == 1
    told = capsys.readouterr().err
    assert "not read yet" in told
    assert "loaded, but nothing was published" in told
    assert "applied" not in told


@pytest.mark.slow
def test_nothing_is_applied_by_a_clock_that_was_set_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    ahead = datetime.now(UTC) + timedelta(days=2)
    monkeypatch.setattr("flows.workshop.last_recorded", lambda _: ahead)
    with pytest.raises(WarehouseError, match="before the last run"):
        replaying.replay_in(installation.workshop(), accept=True)


@pytest.mark.slow
def test_a_sample_is_replayed_as_a_sample_whatever_the_settings_say(
    installation: Installation, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = installation.settings.model_copy(update={"sample": False})
    assert replaying.replay(settings, accept=False, as_json=False) == 0
    assert "verdicts: no change" in capsys.readouterr().out


def _no_article_on(key: str) -> Callable[..., Article | Rejected]:
    """Rules by which the pages of one site hold no article."""

    def read(payload: bytes, **given: Any) -> Article | Rejected:
        site = given["site"]
        if site is not None and site.key == key:
            return Rejected(outcome="not_article", reason="no article by these rules")
        return read_page(payload, **given)

    return read


@pytest.mark.slow
def test_what_is_accepted_changes_nothing_when_read_again_and_can_be_taken_back(
    installation: Installation, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Last: it changes the installation, by a rule that spoils pages, one that leaves no article in them, and back."""
    installation.settings = installation.settings.model_copy(update={"workers": 1})  # in this process, to be patched
    workshop = installation.workshop()
    with workshop.warehouse() as connection:
        published = scratch.facts(connection)
    assert replaying.replay_in(installation.workshop(_otherwise(installation)), accept=True) == 0
    with monkeypatch.context() as patched:
        patched.setattr(given, "read_page", _no_article_on("sample-law"))
        patched.setattr(patience, "confined", _here)
        assert replaying.replay_in(installation.workshop(), accept=True) == 0
        again = _replayed(installation)
        assert again == Replayed(retold=Retold(pages=again.retold.pages), silent=(), changes=()), "it was applied"
    with workshop.warehouse() as connection:
        assert changes_between(published, scratch.facts(connection))
        standing = connection.execute("SELECT count(*) FROM current_articles WHERE source = 'sample-law'").fetchone()
        assert standing == (0,)
    assert replaying.replay_in(installation.workshop(), accept=True) == 0, "the first rules again"
    with workshop.warehouse() as connection:
        assert changes_between(published, scratch.facts(connection)) == ()


def test_the_states_of_one_thing_are_paired_and_their_differences_named() -> None:
    told = {"kind": "a", "reports": 1}
    old = Fact(what="event", key="e", region="KZ-10", first=None, last=None, url=None, fields=told)
    new = replace(old, fields={"kind": "a", "reports": 2})
    (change,) = changes_between([old], [new])
    assert (change.how, [(f.name, f.before, f.after) for f in change.fields]) == ("changed", [("reports", 1, 2)])
    assert [c.how for c in changes_between([old], [])] == ["gone"]
    assert [c.how for c in changes_between([], [new])] == ["added"]
    assert changes_between([old], [old]) == ()
