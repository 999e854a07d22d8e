"""When a page was published: the order of trust, the zone's change, and the traps that headers set."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from extractors.article import read_page
from extractors.page.moments import printed_moment
from extractors.page.published import moment_in_address
from extractors.sources import load_sites
from models.records import Article
from models.zone import ALMATY, local_day

FETCHED = datetime(2026, 1, 23, 18, 0, tzinfo=ALMATY)
BODY = "<p>Жители аула собрались у старой мельницы, чтобы решить, когда начинать ремонт дороги к реке.</p>"
HEAD = "<h1>Жители аула решили отремонтировать дорогу к реке</h1>"


def published(
    page: str, *, url: str = "https://example.kz/news/doroga-k-reke", fetched_at: datetime | None = FETCHED
) -> datetime | None:
    read = read_page(page.encode(), url=url, content_type="text/html", site=None, fetched_at=fetched_at)
    assert isinstance(read, Article), read
    return read.published_at


def wrap(inner: str, head: str = "") -> str:
    return f"<html><head>{head}</head><body>{inner}<article>{BODY}</article></body></html>"


def structured(data: str) -> str:
    return f'<script type="application/ld+json">{data}</script>'


PRINTED = [
    ("13:51, 15 Август 2025 | GMT +5", "2025-08-15T13:51:00+05:00"),
    ("13 Июня, 2025", "2025-06-13T00:00:00+05:00"),
    ("25 апреля 2024, 11:12", "2024-04-25T11:12:00+05:00"),
    ("2024 жылғы 25 сәуір", "2024-04-25T00:00:00+05:00"),
    ("24 сәуірде 2024", "2024-04-24T00:00:00+05:00"),
    ("Новости Zakon.kz от 24.01.2025 14:34", "2025-01-24T14:34:00+05:00"),
    ("01.12.2022 в 14:29", "2022-12-01T14:29:00+06:00"),
    ("Сегодня, 09:10", "2026-01-23T09:10:00+05:00"),
    ("Вчера, 23:10", "2026-01-22T23:10:00+05:00"),
    ("Сегодня 2026, 17:09", "2026-01-23T17:09:00+05:00"),
    ("12 декабря, 10:00", "2025-12-12T10:00:00+05:00"),
    ("2024-04-18T10:35:00Z", "2024-04-18T10:35:00+00:00"),
    ("01 Nov 2019, 12:43", "2019-11-01T12:43:00+06:00"),
]


@pytest.mark.parametrize(("text", "expected"), PRINTED)
def test_every_way_in_which_pages_print_a_date_is_read(text: str, expected: str) -> None:
    assert printed_moment(text, FETCHED) == datetime.fromisoformat(expected)


@pytest.mark.parametrize("text", ["Сегодня, 09:10", "Вчера", "12 декабря, 10:00"])
def test_without_the_moment_of_the_fetch_today_has_no_day(text: str) -> None:
    assert printed_moment(text) is None


NO_DAY = ["31.02.2024", "12 мартышек", "5 майских вечеров", "раз в два месяца", "1 мая 2031", ""]


@pytest.mark.parametrize("text", NO_DAY)
def test_no_day_is_invented(text: str) -> None:
    assert printed_moment(text, FETCHED) is None


def test_the_examples_in_the_site_files_are_understood() -> None:
    for site in load_sites().values():
        examples = [site.selectors.date_format, *(way.date_format for way in site.ways)]
        assert all(printed_moment(example, FETCHED + timedelta(days=366)) for example in examples if example), site.key


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2024, 2, 29), 6), (date(2024, 3, 1), 5)], ids=["before the change", "after it"]
)
def test_a_wall_clock_carries_the_zone_of_its_day(day: date, hours: int) -> None:
    moment = printed_moment(f"{day:%d.%m.%Y} 12:00")
    assert moment is not None
    assert moment.utcoffset() == timedelta(hours=hours)


def test_json_ld_is_trusted_before_the_address_and_the_address_before_print() -> None:
    ld = structured('{"@type":"NewsArticle","datePublished":"2025-05-02T10:00:00+05:00"}')
    url = "https://example.kz/2025/05/03/doroga"
    seen = HEAD + "<span>4 мая 2025, 12:00</span>"
    assert published(wrap(seen, ld), url=url) == datetime(2025, 5, 2, 10, tzinfo=ALMATY)
    assert published(wrap(seen), url=url) == datetime(2025, 5, 3, tzinfo=ALMATY)
    assert published(wrap(seen)) == datetime(2025, 5, 4, 12, tzinfo=ALMATY)


@pytest.mark.parametrize(
    "mark",
    [
        '<meta property="article:published_time" content="2025-05-02T10:00:00+05:00">',
        '<meta name="article:published_time" content="2025-05-02 10:00">',
        '<meta itemprop="datePublished" content="2025-05-02T05:00:00Z">',
        structured('{"@graph":[{"@type":"WebSite"},{"@type":["Article"],"datePublished":"2025-05-02T10:00"}]}'),
    ],
)
def test_every_usual_declaration_is_read(mark: str) -> None:
    assert published(wrap(HEAD, mark)) == datetime(2025, 5, 2, 5, tzinfo=UTC)


def test_microdata_in_the_body_is_a_declaration() -> None:
    page = wrap(HEAD + '<time itemprop="datePublished" datetime="2025-05-02T10:00:00+05:00">2 мая</time>')
    assert published(page) == datetime(2025, 5, 2, 10, tzinfo=ALMATY)


def test_the_time_of_the_last_change_is_not_the_time_of_publication() -> None:
    head = '<meta property="article:modified_time" content="2026-01-20T10:00:00+05:00">'
    assert published(wrap(HEAD, head + '<meta property="og:updated_time" content="2026-01-20">')) is None


def test_the_day_of_the_visit_in_the_header_does_not_win_over_the_articles_date() -> None:
    header = "<header><span>Пятница, 23 января 2026</span></header><span>23.01.2026</span>"
    assert published(wrap(header + HEAD + "<p><b>18.10.2024</b></p>")) == datetime(2024, 10, 18, tzinfo=ALMATY)


def test_the_day_of_the_visit_alone_is_no_date_of_publication() -> None:
    assert published(wrap("<div>23.01.2026</div>" + HEAD)) is None


def test_an_article_of_today_keeps_its_hour() -> None:
    page = wrap(HEAD + "<span>Сегодня, 09:10</span><ul><li>22 января 2026</li></ul>")
    assert published(page) == datetime(2026, 1, 23, 9, 10, tzinfo=ALMATY)


def test_a_stamp_of_the_visit_in_the_meta_gives_way_to_the_address() -> None:
    head = '<meta property="article:published_time" content="2026-01-23T17:59:00+05:00">'
    assert published(wrap(HEAD, head), url="https://example.kz/2024/07/05/doroga/") == datetime(
        2024, 7, 5, tzinfo=ALMATY
    )


def test_the_date_of_an_event_in_a_subtitle_is_not_the_date_of_publication() -> None:
    assert published(wrap(HEAD + "<p>Сход пройдёт 25 апреля 2024 года</p>")) is None


def test_a_date_in_a_sidebar_or_menu_is_not_the_articles() -> None:
    assert published(wrap("<nav><a>Архив 05.05.2020</a></nav>" + HEAD + "<aside>12.12.2021</aside>")) is None


def test_a_declared_date_after_the_fetch_is_not_believed() -> None:
    head = '<meta property="article:published_time" content="2027-05-02T10:00:00+05:00">'
    assert published(wrap(HEAD, head)) is None


ADDRESSES = [
    ("https://apgazeta.kz/2025/03/28/v-odnom-dome/", datetime(2025, 3, 28, tzinfo=ALMATY)),
    ("https://kyzylorda-news.kz/ru/obshestvo/sessiya-14-12-2021", datetime(2021, 12, 14, tzinfo=ALMATY)),
    ("https://gurk.kz/news/sessiya-14-12-2021-09-30-15", datetime(2021, 12, 14, 9, 30, tzinfo=ALMATY)),
    ("https://total.kz/ru/news/x/y_date_2019_11_01_12_41_01", datetime(2019, 11, 1, 12, 41, tzinfo=ALMATY)),
    ("https://ru.sputnik.kz/20250415/zasedanie-1.html", datetime(2025, 4, 15, tzinfo=ALMATY)),
    ("https://liter.kz/kotelnaia-1736330400/", datetime(2025, 1, 8, 10, tzinfo=UTC)),
    ("https://example.kz/2025/13/45/x", None),
    ("https://tengrinews.kz/kazakhstan_news/klub-560001/", None),
    ("https://example.kz/[::1", None),
]


@pytest.mark.parametrize(("url", "expected"), ADDRESSES)
def test_dates_in_addresses(url: str, expected: datetime | None) -> None:
    assert moment_in_address(url) == expected


def test_an_hour_before_midnight_stays_on_its_day() -> None:
    head = '<meta property="article:published_time" content="2023-05-02T23:30:00+05:00">'
    moment = published(wrap(HEAD, head))
    assert moment is not None
    assert local_day(moment) == date(2023, 5, 2)
