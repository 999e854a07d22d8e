"""Records come back as they went in, and what is still to do is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import duckdb
import pytest
from warehouse_world import (
    NOW,
    READER,
    REGISTRY,
    TEXT,
    article,
    council,
    fetch,
    look,
    page,
    reading,
    source,
    stage_collected,
    whole_run,
)

from models.coverage import coverage_of, settled_addresses
from models.identity import article_id
from models.order import Window
from models.records import Appearance, Article, Attendance, Claim, Evidence, Fetch, Listed, Outcome, Reading
from models.zone import local_day
from warehouse import read
from warehouse.connect import open_warehouse
from warehouse.load import load_stages
from warehouse.stage import Stage

_EAST = timezone(timedelta(hours=6))


@pytest.fixture
def world(tmp_path: Path):  # type: ignore[no-untyped-def]
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        yield _World(connection, tmp_path / "stage")


class _World:
    """An open warehouse, and stages that are loaded as soon as they are laid down."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self.connection, self.folder, self.runs = connection, folder, 0

    def run(self) -> Stage:
        self.runs += 1
        return Stage(self.folder, f"run{self.runs:03d}")

    def load(self) -> None:
        assert load_stages(self.connection, self.folder).faults == ()

    def fetched(self, *fetches: Fetch) -> None:
        self.run().fetches(fetches)
        self.load()


def _unread(world: _World, batch: int = 100) -> list[list[tuple[str, Article]]]:
    return list(read.unread_articles(world.connection, READER, batch))


def test_an_article_comes_back_as_it_went_in(world: _World) -> None:
    full = replace(
        article(1), id="given", byline="Автор", published_at=datetime(2023, 6, 1, 23, 30, 5, 123, tzinfo=_EAST)
    )
    bare = Article(text="Только текст.")
    world.run().articles([full, bare])
    world.load()
    (batch,) = _unread(world)
    assert dict(batch) == {article_id(full): full, article_id(bare): bare}
    assert all(article_id(one) == name for name, one in batch), "the clock it was told on is part of its identity"


def test_articles_come_in_batches_oldest_first_and_each_once(world: _World) -> None:
    world.run().articles([article(number, hours=number) for number in range(1, 8)])
    world.load()
    batches = _unread(world, batch=3)
    assert [len(batch) for batch in batches] == [3, 3, 1]
    titles = [one.title for batch in batches for _, one in batch]
    assert titles == [f"Заметка {number}" for number in range(7, 0, -1)]


def test_what_one_version_of_the_reader_has_read_another_has_not(world: _World) -> None:
    world.run().articles([article(1)])
    world.load()
    world.run().readings([(article_id(article(1)), Reading(outcome="gated"))], READER)
    world.load()
    assert _unread(world) == []
    assert len(list(read.unread_articles(world.connection, "reader-2", 10))) == 1


def test_only_the_latest_version_of_an_article_is_read_and_counts(world: _World) -> None:
    first, second = article(1), replace(article(1), text=TEXT + "\n\nДополнено.", page_ref=page(9))
    for version in (first, second):
        world.run().articles([version])
        world.load()
    assert [one.text for _, one in _unread(world)[0]] == [second.text]
    world.run().readings([(article_id(one), reading(council())) for one in (first, second)], READER)
    world.load()
    assert [found.article_id for found in read.found_meetings(world.connection, READER)] == [article_id(second)]


def test_a_found_meeting_is_what_was_read_and_where(world: _World) -> None:
    meeting = replace(
        council(),
        attendance=(
            Attendance(region="KZ-55", akim="Байханов Асаин", named=True, how="chaired"),
            Attendance(region="KZ-10", akim=None, named=False, how="delegated"),
        ),
        evidence=(*council().evidence, Evidence(sentence="Новости", char_start=0, char_end=7)),
    )
    undated = replace(meeting, date_start=None, date_end=None, date_basis="none", region=None, level="national")
    whole_run(world.connection, world.folder, "r1", (article(1), reading(meeting, undated)))
    found = sorted(read.found_meetings(world.connection, READER), key=lambda one: one.ordinal)
    assert [one.meeting for one in found] == [meeting, undated]
    assert {(one.source, one.agency, one.text, one.published_on) for one in found} == {
        ("paper", "КазТАГ", TEXT, date(2025, 6, 19))
    }


def test_appearances_and_claims_are_kept_with_their_sentences(world: _World) -> None:
    shown = Evidence(sentence="Новости", char_start=0, char_end=7)
    seen = Appearance(
        region="KZ-55", akim=None, first=None, last=None, basis="none", occasion="sitting", sitting=True, evidence=shown
    )
    claim = Claim(region=None, period_start=None, period_end=None, number=6, speaker=None, evidence=shown)
    world.run().readings([("a-1", Reading(outcome="read", appearances=(seen,), claims=(claim, claim)))], READER)
    world.load()
    counts = read.counts(world.connection)
    assert (counts["appearances"], counts["stated_numbers"]) == (1, 2)


@pytest.mark.parametrize(
    ("outcome", "status", "settled"),
    [
        ("fetched", 200, True),
        ("not_article", 200, True),
        ("http_error", 404, True),
        ("http_error", 500, False),
        ("no_text", 200, False),
        ("timeout", None, False),
        ("robots", None, False),
    ],
)
def test_an_address_is_known_when_nothing_is_left_to_do_there_else_it_is_pending(
    world: _World, outcome: Outcome, status: int | None, settled: bool
) -> None:
    one = replace(fetch(article(1)), outcome=outcome, status=status)
    world.run().discoveries([look(Listed(url=one.url))])
    world.fetched(one)
    assert (one.url in read.known_addresses(world.connection).get("paper", {})) is settled
    assert bool(read.pending(world.connection)) is not settled
    assert (one.url in settled_addresses([one])) is settled, "the rule is that of the coverage model"


def test_a_later_success_settles_and_a_later_failure_does_not_unsettle(world: _World) -> None:
    good, bad = fetch(article(1)), replace(fetch(article(1)), outcome="timeout", page_ref=None, etag=None)
    world.fetched(bad)
    assert read.known_addresses(world.connection) == {}
    world.fetched(replace(good, fetched_at=NOW + timedelta(hours=1)))
    world.fetched(replace(bad, fetched_at=NOW + timedelta(hours=2)))
    assert good.url in read.known_addresses(world.connection)["paper"]
    assert [one.outcome for one in read.fetches(world.connection)] == ["fetched"]


def test_a_duplicate_is_known_where_its_original_is(world: _World) -> None:
    original = fetch(article(1))
    copy = replace(original, url=original.url + "?utm=1", final_url=original.url, outcome="duplicate", page_ref=None)
    stray = replace(copy, url="https://paper.example/stray", final_url="https://paper.example/never")
    world.fetched(original, copy, stray)
    assert set(read.known_addresses(world.connection)["paper"]) == {original.url, copy.url}


def test_a_second_old_address_of_one_new_page_is_known_and_waits_no_more(world: _World) -> None:
    """Both lead to a page that no list names; the second repeated the first, and was asked for by every visit."""
    first = replace(fetch(article(1)), final_url="https://paper.example/new")
    second = replace(first, url="https://paper.example/older", outcome="duplicate", page_ref=None)
    stray = replace(second, url="https://paper.example/stray", final_url="https://paper.example/never")
    world.run().discoveries([look(*(Listed(url=one.url) for one in (first, second, stray)))])
    world.fetched(first, second, stray)
    assert set(read.known_addresses(world.connection)["paper"]) == {first.url, second.url}
    assert [one.url for one in read.pending(world.connection)["paper"]] == [stray.url]


def test_the_last_known_validators_stand_also_after_an_answer_without_body(world: _World) -> None:
    world.fetched(replace(fetch(article(1)), last_modified="Mon"))
    unchanged = replace(fetch(article(1)), outcome="unchanged", page_ref=None, etag='"new"', last_modified=None)
    world.fetched(replace(unchanged, fetched_at=NOW + timedelta(hours=1)))
    known = read.known_addresses(world.connection)["paper"][unchanged.url]
    assert known == ('"new"', "Mon", page(1).sha256)


def test_pending_is_bounded_and_keeps_what_the_list_said(world: _World) -> None:
    told = Listed(url="https://paper.example/7", title="Совет", published_at=datetime(2025, 6, 20, tzinfo=_EAST))
    world.run().discoveries([look(Listed(url="https://paper.example/old"), at=NOW - timedelta(days=30)), look(told)])
    world.load()
    assert read.pending(world.connection) == {"paper": [told]}
    assert len(read.pending(world.connection, days=40)["paper"]) == 2


def test_coverage_is_the_same_from_the_warehouse_as_from_the_looks_themselves(world: _World) -> None:
    """Each list shows yesterday's items again; only new ones are kept, and nothing changes."""
    days = [NOW - timedelta(days=number) for number in range(10, 0, -1)]
    items = [Listed(url=f"https://paper.example/{day:%d}", published_at=day.astimezone(_EAST)) for day in days]
    looks = [look(*items[max(0, n - 3) : n + 1], at=days[n] + timedelta(hours=1)) for n in range(len(days))]
    fetches = [replace(fetch(article(1, url=item.url)), outcome="fetched") for item in items if item != items[4]]
    world.run().discoveries(looks)
    world.fetched(*fetches)
    assert read.counts(world.connection)["listed"] == len(items)
    own = coverage_of([source()], looks, fetches, REGISTRY)
    kept = coverage_of([source()], read.discoveries(world.connection), read.fetches(world.connection), REGISTRY)
    window = Window(start=local_day(days[0]), end=NOW.date())
    assert kept.days == own.days
    assert 0 < kept.share("KZ-55", window) < 1


def test_discoveries_and_fetches_come_back_as_they_went_in(world: _World) -> None:
    failed = look(ok=False, at=NOW.astimezone(UTC))
    full = look(
        Listed(url="https://paper.example/1", title="Т", published_at=NOW.astimezone(_EAST)), at=NOW + timedelta(1)
    )
    one = replace(fetch(article(1)), listed_published_at=NOW, final_url="https://paper.example/1/", size=5, reason="r")
    world.run().discoveries([failed, full])
    world.fetched(one)
    assert read.discoveries(world.connection) == (failed, full)
    assert read.fetches(world.connection) == (one,)


def test_the_last_day_collected_is_the_later_of_look_and_publication(world: _World) -> None:
    assert read.last_day_collected(world.connection) is None
    world.run().articles([article(1)])
    world.load()
    assert read.last_day_collected(world.connection) == date(2025, 6, 19)
    late = datetime(2025, 6, 21, 20, 30, tzinfo=UTC)  # half past one on the 22nd in Almaty
    world.run().discoveries([look(at=late), look(at=late + timedelta(days=3), ok=False)])
    world.load()
    assert read.last_day_collected(world.connection) == date(2025, 6, 22)


def test_what_was_collected_can_be_asked_for_while_the_articles_are_read(world: _World) -> None:
    """The batches do not hang on a cursor that another statement would close."""
    stage_collected(world.run(), *(article(number) for number in range(1, 6)))
    world.load()
    seen = 0
    for batch in read.unread_articles(world.connection, READER, 2):
        world.run().readings([(name, Reading(outcome="gated")) for name, _ in batch], READER)
        world.load()
        seen += len(batch)
    assert seen == 5
    assert _unread(world) == []


@pytest.mark.parametrize("moment", [datetime(1, 1, 1), datetime(1, 6, 1, 12), datetime(9999, 12, 31, 23, 59)])
@pytest.mark.parametrize("hours", [-11, 0, 5, 14])
def test_a_moment_of_the_year_1_or_9999_is_unknown_and_harms_no_other_row(
    world: _World, moment: datetime, hours: int
) -> None:
    broken = moment.replace(tzinfo=timezone(timedelta(hours=hours)))
    odd, good = replace(article(1), published_at=broken), article(2)
    stage = world.run()
    stage_collected(stage, odd, good)
    stage.fetches([replace(fetch(article(3)), listed_published_at=broken, outcome="timeout", page_ref=None)])
    world.load()
    [batch] = read.unread_articles(world.connection, READER, 10)
    assert {of.url: of.published_at for _, of in batch} == {odd.url: None, good.url: good.published_at}
    assert {item.published_at for look in read.discoveries(world.connection) for item in look.items} >= {None}
    assert {each.listed_published_at for each in read.fetches(world.connection)} == {None}
    assert read.last_day_collected(world.connection) == NOW.date()


@pytest.mark.parametrize("moment", ["0001-01-01", "9999-12-31", "290000-01-01"])
def test_a_moment_out_of_the_calendar_that_lies_there_already_is_read_as_unknown(world: _World, moment: str) -> None:
    stage_collected(world.run(), article(1))
    world.load()
    world.connection.execute("UPDATE articles SET published_at = ?::TIMESTAMPTZ, published_offset = 1440", (moment,))
    world.connection.execute("UPDATE listed SET published_at = ?::TIMESTAMPTZ", (moment,))
    world.connection.execute("UPDATE discoveries SET checked_at = ?::TIMESTAMPTZ", (moment,))
    [[(_, of)]] = read.unread_articles(world.connection, READER, 10)
    assert of.published_at is None
    read.discoveries(world.connection)
    read.last_day_collected(world.connection)


def test_half_a_surrogate_pair_in_any_field_is_stored(world: _World) -> None:
    half = "\ud83d"
    odd = replace(
        article(1, text=f"Сквер {half} открыт.", url=f"https://paper.example/{half}"),
        title=half, lead=half, byline=half, agency=half, id=half,
    )  # fmt: skip
    stage_collected(world.run(), odd)
    world.load()
    [[(_, of)]] = read.unread_articles(world.connection, READER, 10)
    assert (of.title, of.url, of.text) == ("\ufffd", "https://paper.example/\ufffd", "Сквер \ufffd открыт.")
