"""What each source gave day by day, and which sources need a look: silent, dead, or with texts no longer found."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import duckdb
import pytest
from warehouse_world import ORDER, REGISTRY, article, fetch, look, page, source

import flows.letter
from models.coverage import GONE, READ, broken_days, settles
from models.records import Article, Discovery, Fetch, Listed, Outcome
from models.zone import ALMATY
from warehouse import sql
from warehouse.connect import open_warehouse
from warehouse.covered import looks_and_answers
from warehouse.load import load_stages
from warehouse.stage import Stage

_MONDAY = datetime(2025, 6, 2, 9, tzinfo=ALMATY)


def _on(day: int, hour: int = 9) -> datetime:
    """The moment on the nth day from Monday, 2 June 2025."""
    return _MONDAY.replace(hour=hour) + timedelta(days=day)


@dataclass
class _Watch:
    """A source that is looked at every morning; each look names what was published the day before."""

    fewest: int = 1
    looks: list[Discovery] = field(default_factory=list)
    articles: list[Article] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)

    def day(
        self, day: int, articles: int = 1, *, without_text: int = 0, ok: bool = True, outcome: Outcome = "no_text"
    ) -> None:
        """What the nth day brings, found by the look of the morning after; `outcome`: of the pages without a text."""
        published = _on(day, 15)
        urls = [f"https://paper.example/{day}-{n}" for n in range(articles + without_text)]
        items = [Listed(url=url, published_at=published) for url in urls] if ok else []
        seen = look(*items, at=_on(day + 1), ok=ok)
        self.looks.append(replace(seen, reached_back_to=published.date() if ok else None))
        for n, url in enumerate(urls if ok else []):
            one = replace(article(1, url=url), published_at=published, page_ref=page(100 * day + n))
            got = replace(fetch(one), fetched_at=_on(day + 1))
            self.articles += [one] if n < articles else []
            self.fetches.append(got if n < articles else replace(got, outcome=outcome, page_ref=None))

    def days(
        self,
        days: Iterable[int],
        articles: int = 1,
        *,
        without_text: int = 0,
        ok: bool = True,
        outcome: Outcome = "no_text",
    ) -> _Watch:
        for day in days:
            self.day(day, articles, without_text=without_text, ok=ok, outcome=outcome)
        return self


class _World:
    def __init__(self, connection: duckdb.DuckDBPyConnection, folder: Path) -> None:
        self.connection, self.folder, self.runs = connection, folder, 0

    def load(self, watch: _Watch) -> None:
        self.runs += 1
        stage = Stage(self.folder, f"run{self.runs}")
        stage.registry(REGISTRY, ORDER)
        stage.sources([replace(source(), expected_per_day=(watch.fewest, 99))])
        stage.discoveries(watch.looks)
        stage.articles(watch.articles)
        stage.fetches(watch.fetches)
        assert load_stages(self.connection, self.folder).faults == ()

    def days(self, *columns: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(f"SELECT {', '.join(columns)} FROM source_days ORDER BY day").fetchall()

    def health(self, watch: _Watch, *columns: str) -> tuple[Any, ...]:
        self.load(watch)
        (row,) = self.connection.execute(f"SELECT {', '.join(columns)} FROM source_health").fetchall()
        return tuple(row)

    def alarm(self, watch: _Watch) -> str | None:
        (alarm,) = self.health(watch, "alarm")
        return alarm  # type: ignore[no-any-return]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[_World]:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        yield _World(connection, tmp_path / "stage")


def test_every_day_has_its_row_also_one_without_anything(world: _World) -> None:
    world.load(_Watch().days([0], 2).days([1], 0).days([2], 1, without_text=1))
    assert world.days("day::VARCHAR", "tried", "reached", "waiting", "articles", "text_yield", "expected_fewest") == [
        ("2025-06-02", 2, 2, 0, 2, 1.0, 1),
        ("2025-06-03", 0, 0, 0, 0, None, 1),
        ("2025-06-04", 2, 1, 1, 1, 0.5, 1),
        ("2025-06-05", 0, 0, 0, 0, None, 1),  # the day of the last look
    ]


def test_what_became_of_an_address_is_what_the_rules_of_coverage_say(world: _World) -> None:
    """Every outcome with every status, each at a source of its own: one warehouse for all."""
    outcomes: list[Outcome] = sorted(set(get_args(Outcome)) - {"duplicate"})
    cases = {
        f"{outcome}-{status}": replace(fetch(article(1)), outcome=outcome, status=status, fetched_at=_on(0))
        for outcome in outcomes
        for status in (None, 200, 503, *sorted(GONE))
    }
    stage = Stage(world.folder, "run1")
    stage.registry(REGISTRY, ORDER)
    stage.sources(source(key) for key in cases)
    stage.fetches(replace(one, source=key) for key, one in cases.items())
    assert load_stages(world.connection, world.folder).faults == ()
    asked = "SELECT source, reached, empty, waiting FROM source_days"
    told = {key: tuple(counts) for key, *counts in world.connection.execute(asked).fetchall()}
    assert told == {
        key: (int(one.outcome in READ), int(settles(one) and one.outcome not in READ), int(not settles(one)))
        for key, one in cases.items()
    }


def test_a_later_success_heals_the_day_and_a_later_failure_does_not_open_it(world: _World) -> None:
    good = replace(fetch(article(1)), fetched_at=_on(0))
    for outcome in ("timeout", "fetched", "http_error"):
        world.load(_Watch(fetches=[replace(good, outcome=outcome)]))
    assert world.days("tried", "reached", "waiting") == [(1, 1, 0)]


def test_a_copy_of_another_address_is_not_counted_twice(world: _World) -> None:
    good = replace(fetch(article(1)), fetched_at=_on(0))
    copy = replace(good, url=f"{good.url}?utm", outcome="duplicate", final_url=good.url, page_ref=None)
    world.load(_Watch(fetches=[good, copy]))
    assert world.days("tried", "reached") == [(1, 1)]


def test_an_address_counts_for_the_earliest_day_that_a_list_gave_it_else_for_the_day_it_was_asked(
    world: _World,
) -> None:
    dated = [Listed(url="https://paper.example/1", published_at=_on(day)) for day in (1, 0)]
    undated = Listed(url="https://paper.example/2")
    watch = _Watch(looks=[look(*dated, undated, at=_on(3)), look(Listed(url="https://paper.example/3"), at=_on(4))])
    watch.fetches = [replace(fetch(article(n)), fetched_at=_on(2)) for n in (1, 2)]
    world.load(watch)
    tried = dict(world.days("day", "tried"))
    assert tried == {_on(0).date(): 1, _on(1).date(): 0, _on(2).date(): 1, _on(3).date(): 0, _on(4).date(): 1}


def test_a_date_that_cannot_be_a_day_of_the_watch_makes_no_days(world: _World) -> None:
    """They run from a year before the order to the last look, whatever a page claims."""
    watch = _Watch().days([0])
    odd = {8: datetime(1998, 1, 1, tzinfo=ALMATY), 9: datetime(2150, 1, 1, tzinfo=ALMATY)}
    watch.articles += [replace(article(number), published_at=moment) for number, moment in odd.items()]
    world.load(watch)
    days = [day for (day,) in world.days("day")]
    assert (days[0], days[-1]) == (date(2023, 4, 25), _on(1).date())
    assert len(days) == (days[-1] - days[0]).days + 1


def test_a_source_that_brings_what_is_expected_raises_no_alarm(world: _World) -> None:
    watch = _Watch(fewest=3).days(range(30), 4)
    assert world.health(watch, "alarm", "longest_silence_days", "silent_since") == (None, None, None)


def test_the_longest_silence_may_be_over(world: _World) -> None:
    watch = _Watch().days(range(5)).days(range(5, 14), 0).days([14]).days([15, 16], 0)
    assert world.health(watch, "longest_silence_days", "silent_since") == (9, _on(15).date())


@pytest.mark.parametrize("fewest", [1, 2, 3, 5, 80])
def test_a_silence_is_an_alarm_when_chance_makes_it_less_than_one_in_a_thousand(world: _World, fewest: int) -> None:
    """Counted in weekdays, at least two; Sunday evening's silence is nobody's fault."""
    needed = next(k for k in range(2, 99) if math.exp(-fewest * k) < 1e-3)
    weekdays = [day for day in range(14, 40) if day % 7 < 5]
    until = weekdays[needed - 1]
    assert world.alarm(_Watch(fewest=fewest).days(range(14), fewest).days(range(14, until), 0)) is None
    assert world.alarm(_Watch(fewest=fewest).days([until], 0)) == "up but silent since 2025-06-16"


def test_a_weekend_is_no_silence(world: _World) -> None:
    assert world.alarm(_Watch(fewest=80).days(range(12), 1).days([12, 13, 14], 0)) is None
    assert world.alarm(_Watch(fewest=80).days([15], 0)) == "up but silent since 2025-06-14"


def test_a_site_that_may_publish_nothing_for_days_is_believed_for_a_month(world: _World) -> None:
    assert world.alarm(_Watch(fewest=0).days(range(3)).days(range(3, 32), 0)) is None
    assert world.alarm(_Watch(fewest=0).days([32], 0)) == "up but silent since 2025-06-05"


def test_one_failed_visit_is_no_alarm_and_two_days_of_them_are(world: _World) -> None:
    assert world.alarm(_Watch().days(range(5)).days([5], ok=False)) is None
    assert world.alarm(_Watch().days([6], ok=False)) == "no list answered since 2025-06-07"


def test_a_source_that_stopped_being_looked_at_is_named_too(world: _World) -> None:
    watch = _Watch().days(range(5))
    watch.looks.append(replace(look(at=_on(9), address="https://other.example/rss"), source="other"))
    assert world.alarm(watch) == "no list answered since 2025-06-07"


def test_a_source_that_never_answered_is_named_plainly(world: _World) -> None:
    assert world.alarm(_Watch().days([0], ok=False)) == "no list of it has ever answered"


def test_a_source_without_any_article_is_named_plainly(world: _World) -> None:
    assert world.alarm(_Watch().days([0], 0)) == "its lists answer, but no article of it was ever kept"


def test_a_source_that_was_not_looked_at_is_named_only_where_others_were(world: _World) -> None:
    assert world.alarm(_Watch()) is None
    watch = _Watch(looks=[replace(look(at=_on(0), address="https://other.example/rss"), source="other")])
    assert world.alarm(watch) == "no list of it was ever looked at"


def test_articles_none_of_which_has_a_day_are_no_silence(world: _World) -> None:
    watch = _Watch().days(range(10))
    watch.articles = [replace(one, published_at=None) for one in watch.articles]
    assert world.alarm(watch) == "no article of it has a day"


def test_a_redesign_that_makes_articles_look_like_something_else_is_an_alarm(world: _World) -> None:
    month = _Watch().days(range(14), 9, without_text=1).days(range(14, 20), 1, without_text=1, outcome="not_article")
    assert world.alarm(month) is None
    assert world.alarm(_Watch().days([20, 21], 0, without_text=20, outcome="not_article")) == (
        "texts are found on only 8 % of the last week's pages, 90 % is usual"
    )


def test_a_handful_of_odd_pages_is_no_redesign(world: _World) -> None:
    week = _Watch().days(range(12)).days([12, 13], 0).days(range(14, 18), 0, without_text=1)
    assert world.alarm(week) is None


_LIMIT = [(11, 5, True), (12, 5, False), (0, 5, True), (0, 4, False), (14, 6, False), (13, 6, True)]


@pytest.mark.parametrize(("read", "textless", "broken"), _LIMIT)
@pytest.mark.parametrize("outcome", ["no_text", "undecodable"])
def test_more_than_three_in_ten_pages_without_a_text_and_five_at_least_break_a_source(
    world: _World, read: int, textless: int, broken: bool, outcome: Outcome
) -> None:
    """As the rule of coverage has it for the last day watched."""
    week = _Watch().days(range(9)).days([16], read, without_text=textless, outcome=outcome)
    assert world.health(week, "alarm_kind") == (("broken",) if broken else (None,))
    _, answers = looks_and_answers(world.connection, REGISTRY)
    (days,) = answers.values()
    assert ((_MONDAY + timedelta(days=17)).date() in broken_days(days)) == broken


def test_a_broken_source_is_told_in_both_languages_and_heals_with_its_pages(world: _World) -> None:
    week = _Watch().days(range(14), 2, without_text=2)
    assert world.health(week, "alarm", "alarm_ru") == (
        "no text is found on 50 % of the last week's pages: it does not count until their reading is mended",
        "на 50 % страниц последней недели текст не найден: не засчитан, пока разбор страниц не исправлен",
    )
    again = [replace(one, outcome="fetched", fetched_at=_on(15)) for one in week.fetches if one.outcome == "no_text"]
    assert world.alarm(_Watch(fetches=again)) is None


def test_lines_of_a_file_that_cannot_be_read_break_no_source_whose_site_is_read(world: _World) -> None:
    """Articles given as a file count for no day, so their garbled ones accuse no site either."""
    month = _Watch().days(range(14), 2)
    garbled = [
        replace(month.fetches[0], url=f"https://paper.example/given/{n}", outcome="undecodable") for n in range(40)
    ]
    month.fetches += [replace(one, fetched_at=_on(14), page_ref=None) for one in garbled]
    assert world.health(month, "alarm_kind") == (None,)


def _of(watch: _Watch, key: str) -> _Watch:
    """The same of another source."""

    def there(url: str | None) -> str:
        return (url or "").replace("paper.example", f"{key}.example")

    return _Watch(
        looks=[
            replace(
                one,
                source=key,
                address=f"https://{key}.example/rss",
                items=tuple(replace(item, url=there(item.url)) for item in one.items),
            )
            for one in watch.looks
        ],
        articles=[replace(one, source=key, url=there(one.url), page_ref=None) for one in watch.articles],
        fetches=[
            replace(one, source=key, url=there(one.url), final_url=there(one.final_url), page_ref=None)
            for one in watch.fetches
        ],
    )


def test_a_broken_source_is_named_before_larger_ones_for_the_letter_has_room_for_eight(world: _World) -> None:
    silent = _Watch().days(range(14), 9).days(range(14, 24), 0)
    keys = [f"silent{n}" for n in range(9)]
    small = _of(_Watch().days(range(24), 1, without_text=1), "small")
    stage = Stage(world.folder, "run1")
    stage.registry(REGISTRY, ORDER)
    stage.sources([replace(source(key), expected_per_day=(5, 99)) for key in ("small", *keys)])
    for one in (small, *(_of(silent, key) for key in keys)):
        stage.discoveries(one.looks)
        stage.articles(one.articles)
        stage.fetches(one.fetches)
    assert load_stages(world.connection, world.folder).faults == ()
    question = (Path(flows.letter.__file__).parent / "queries" / "alarms.sql").read_text(encoding="utf-8")
    assert [one[0] for one in world.connection.execute(question).fetchall()] == ["small", *keys]
    on_the_desk = world.connection.execute(sql.query("desk_alarms")).fetchall()
    assert [one[0] for one in on_the_desk] == ["small", *keys]
