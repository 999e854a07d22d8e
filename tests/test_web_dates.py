"""Dates as lists show them become aware moments, or nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from extractors.web.listdates import machine_moment, moment_in_address, shown_moment
from models.zone import ALMATY

NOW = datetime(2024, 10, 17, 15, 30, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сегодня, 09:10", "2024-10-17T09:10+05:00"),
        ("Сегодня | 19:40", "2024-10-17T19:40+05:00"),
        ("СЕГОДНЯ", "2024-10-17T00:00+05:00"),
        ("Сегодня 2024, 12:09", "2024-10-17T12:09+05:00"),
        ("Вчера", "2024-10-16T00:00+05:00"),
        ("Вчера, 23:59", "2024-10-16T23:59+05:00"),
        ("Позавчера, 8:05", "2024-10-15T08:05+05:00"),
        ("Бүгін, 10:05", "2024-10-17T10:05+05:00"),
        ("Кеше", "2024-10-16T00:00+05:00"),
        ("16 октября 2024", "2024-10-16T00:00+05:00"),
        ("25 апреля 2024, 11:12", "2024-04-25T11:12+05:00"),
        ("13 Июня, 2023", "2023-06-13T00:00+06:00"),
        ("13:51, 15 Август 2024 | GMT +5", "2024-08-15T13:51+05:00"),
        ("16:48, 15 августа 2024", "2024-08-15T16:48+05:00"),
        ("10 июля 2024 года", "2024-07-10T00:00+05:00"),
        ("Сегодня, 9 апреля 2024 года", "2024-04-09T00:00+05:00"),
        ("18.10.2023", "2023-10-18T00:00+06:00"),
        ("01.12.2022 в 14:29", "2022-12-01T14:29+06:00"),
        ("01/12/2022", "2022-12-01T00:00+06:00"),
        ("17 окт. 2024", "2024-10-17T00:00+05:00"),
        ("20 мая", "2024-05-20T00:00+05:00"),
        ("28 декабря, 10:00", "2023-12-28T10:00+06:00"),
        ("2024 жылғы 25 сәуір", "2024-04-25T00:00+05:00"),
        ("25 қыркүйек 2024", "2024-09-25T00:00+05:00"),
        ("Oct 17, 2024", "2024-10-17T00:00+05:00"),
        ("2 часа назад", "2024-10-17T13:30+05:00"),
        ("35 минут назад", "2024-10-17T14:55+05:00"),
        ("3 дня назад", "2024-10-14T15:30+05:00"),
        ("2024-10-17T11:12:13+05:00", "2024-10-17T11:12:13+05:00"),
        ("2024-10-17 11:12", "2024-10-17T11:12+05:00"),
    ],
)
def test_a_date_shown_to_readers_is_understood(text: str, expected: str) -> None:
    assert shown_moment(text, NOW) == datetime.fromisoformat(expected)


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Политика",
        "3654",
        "12:30",
        "31 февраля 2024",
        "00.00.0000",
        "15 ноября 2031",
        "раз в два месяца",
        "2024",
        "5 комментариев",
        "14 мин чтения",
    ],
)
def test_what_is_no_date_is_unknown(text: str | None) -> None:
    assert shown_moment(text, NOW) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 17 Oct 2024 11:12:00 +0600", "2024-10-17T11:12:00+06:00"),
        ("Thu, 17 Oct 2024 05:12:00 GMT", "2024-10-17T05:12:00+00:00"),
        ("17 Oct 2024 11:12:00", "2024-10-17T11:12:00+05:00"),
        ("2024-10-17T05:12:00Z", "2024-10-17T05:12:00+00:00"),
        ("2024-10-17T11:12:00", "2024-10-17T11:12:00+05:00"),
        ("2024-10-17", "2024-10-17T00:00:00+05:00"),
        ("2023-10-17", "2023-10-17T00:00:00+06:00"),
        ("2024-10-17T11:12:00.123456+05:00", "2024-10-17T11:12:00.123456+05:00"),
    ],
)
def test_a_machine_date_keeps_its_zone_and_gets_kazakhstans_where_it_has_none(text: str, expected: str) -> None:
    moment = machine_moment(text, NOW)
    assert moment == datetime.fromisoformat(expected)
    assert moment is not None
    assert moment.utcoffset() == datetime.fromisoformat(expected).utcoffset()


@pytest.mark.parametrize(
    "text", ["", "0001-01-01T00:00:00Z", "1970-01-01", "2124-01-01", "2024-13-45", "yesterday", "2024-10"]
)
def test_an_impossible_machine_date_is_unknown(text: str) -> None:
    assert machine_moment(text, NOW) is None


def test_a_wrong_zone_label_may_put_an_item_hours_ahead_but_not_days() -> None:
    assert machine_moment((NOW + timedelta(hours=6)).isoformat(), NOW) is not None
    assert machine_moment((NOW + timedelta(days=2)).isoformat(), NOW) is None


def test_today_is_kazakhstans_today_whatever_the_clock_of_the_machine() -> None:
    late = datetime(2024, 10, 17, 20, 30, tzinfo=UTC)  # 01:30 of the 18th in Astana
    assert shown_moment("Сегодня", late) == datetime(2024, 10, 18, tzinfo=ALMATY)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://apgazeta.example/2024/10/16/zasedanie-soveta/", "2024-10-16"),
        ("https://news.example/20241015/sessiya-1.html", "2024-10-15"),
        ("https://kyzylorda.example/ru/society/vstrecha-14-10-2024", "2024-10-14"),
        ("https://gurk.example/news/sessiya-13-10-2024-09-30-00", "2024-10-13"),
    ],
)
def test_a_day_in_an_address_is_found(url: str, expected: str) -> None:
    moment = moment_in_address(url, NOW)
    assert moment is not None
    assert moment.date().isoformat() == expected


@pytest.mark.parametrize(
    "url", ["https://a.example/news/itogi-2023-2024", "https://a.example/2024/44/99/x", "https://a.example/1"]
)
def test_numbers_in_an_address_that_are_no_day_are_left(url: str) -> None:
    assert moment_in_address(url, NOW) is None
