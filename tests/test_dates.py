"""Dates in news text become intervals with a basis; no day is ever invented."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.russian import dates_component  # noqa: F401 - registers the factory
from extractors.russian.dates import FoundDate, find_dates
from models.records import Article

GOLD = Path(__file__).parent / "gold" / "dates_ru.csv"
PUBLISHED = "2025-04-09"  # a Wednesday


def at(day: str) -> datetime:
    return datetime.fromisoformat(f"{day}T12:00:00+05:00")


def only(text: str, published: str | None = PUBLISHED) -> FoundDate:
    found = find_dates(text, at(published) if published else None)
    assert len(found) == 1, found
    return found[0]


def days(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str]]:
    return [(str(f.first), str(f.last)) for f in find_dates(text, at(published) if published else None)]


@pytest.mark.parametrize("row", list(csv.DictReader(GOLD.open(encoding="utf-8"))), ids=lambda row: row["phrase"])
def test_every_worked_phrase_is_read_as_the_annotators_read_it(row: dict[str, str]) -> None:
    found = [(str(f.first), str(f.last), f.basis) for f in find_dates(row["phrase"], at(row["published"]))]
    assert found == ([] if row["basis"] == "none" else [(row["start"], row["end"], row["basis"])])


@pytest.mark.parametrize(
    ("text", "published", "day", "basis"),
    [
        ("Сегодня, 9 апреля 2025 года, в Астане прошло", "2025-04-09", "2025-04-09", "stated"),
        ("Сегодня, 7 декабря, прошло", "2024-12-08", "2024-12-07", "relative"),
        ("17 июня, в среду, собрались", "2026-06-18", "2026-06-17", "relative"),
        ("в среду (9 апреля) прошло", "2025-04-10", "2025-04-09", "relative"),
        ("Накануне, 5 апреля, прошло", "2025-04-09", "2025-04-05", "relative"),
        ("Завтра, 24 октября, в 11:00", "2024-10-23", "2024-10-24", "relative"),
        ("в среду, 14 мая", "2025-04-09", "2025-05-14", "relative"),  # last year's 14 May was a Tuesday
        ("облыста 21сәуірінде өтті", "2025-04-23", "2025-04-21", "relative"),
        ("бүгін өтті", "2025-04-09", "2025-04-09", "relative"),
        ("16 октября т.г. в Доме дружбы", "2025-10-17", "2025-10-16", "relative"),
        ("16 октября сего года", "2025-10-17", "2025-10-16", "relative"),
        ("АСТАНА, 25 января 2017 г. – Прошло", "2017-01-25", "2017-01-25", "stated"),
        ("прошло 12.03.25 в Таразе", "2025-03-13", "2025-03-12", "stated"),
        ("прошло 2025-03-12 в Таразе", "2025-03-13", "2025-03-12", "stated"),
        ("прошло 12/03 в Таразе", "2025-03-13", "2025-03-12", "relative"),
        ("12 апреляТокаев прибыл", "2024-04-12", "2024-04-12", "relative"),  # glued by the page
        ("17-маусым күні", "2025-06-18", "2025-06-17", "relative"),
        ("во вторник на прошлой неделе", "2025-06-18", "2025-06-10", "relative"),
        ("на этой неделе, в понедельник", "2025-06-18", "2025-06-16", "relative"),
        ("14 мамыр 2024 жыл", "2025-04-09", "2024-05-14", "stated"),
    ],
)
def test_one_mention_of_one_day_is_one_date(text: str, published: str, day: str, basis: str) -> None:
    found = only(text, published)
    assert (str(found.first), str(found.last), found.basis) == (day, day, basis)


@pytest.mark.parametrize(
    ("text", "intervals"),
    [
        ("с 30 апреля по 2 мая пройдут концерты", [("2025-04-30", "2025-05-02")]),
        ("30 декабря – 3 января", [("2024-12-30", "2025-01-03")]),
        ("25 и 26 марта", [("2025-03-25", "2025-03-26")]),
        ("5 и 19 марта", [("2025-03-05", "2025-03-05"), ("2025-03-19", "2025-03-19")]),
        ("3, 10 и 17 марта", [("2025-03-03",) * 2, ("2025-03-10",) * 2, ("2025-03-17",) * 2]),
        ("12–14.03.2025", [("2025-03-12", "2025-03-14")]),
        ("в 20-х числах марта", [("2025-03-20", "2025-03-29")]),
        ("в начале весны", [("2025-03-01", "2025-03-31")]),
        ("в первую неделю марта", [("2025-03-01", "2025-03-07")]),
        ("в последнюю пятницу марта", [("2025-03-28", "2025-03-28")]),
        ("в последний день марта", [("2025-03-31", "2025-03-31")]),
        ("5 числа прошла встреча", [("2025-04-05", "2025-04-05")]),
        ("25 числа прошла встреча", [("2025-03-25", "2025-03-25")]),
        ("через неделю состоится сессия", [("2025-04-16", "2025-04-16")]),
        ("12 февраля и 16 марта 2024 года", [("2024-02-12", "2024-02-12"), ("2024-03-16", "2024-03-16")]),
        ("с 5 мая 2022 года по 6 июня 2023 года", [("2022-05-05", "2023-06-06")]),
        ("накануне делегаты сессии собрались", [("2025-04-08", "2025-04-08")]),
        ("позже 5 апреля прошло собрание", [("2025-04-05", "2025-04-05")]),
        ("с 01.03.2025 по 05.03.2025", [("2025-03-01", "2025-03-05")]),
        ("в первой половине марта", [("2025-03-01", "2025-03-15")]),
        ("в середине марта", [("2025-03-11", "2025-03-20")]),
        ("в последних числах марта", [("2025-03-21", "2025-03-31")]),
        ("в первых числах апреля", [("2025-04-01", "2025-04-10")]),
        ("в минувшие выходные", [("2025-04-05", "2025-04-06")]),
        ("весной 2024 года", [("2024-03-01", "2024-05-31")]),
        ("в прошлом году", [("2024-01-01", "2024-12-31")]),
        ("во II квартале", [("2025-04-01", "2025-04-09")]),
        ("в марте–апреле 2024 года", [("2024-03-01", "2024-04-30")]),
        ("месяц назад", [("2025-03-01", "2025-03-31")]),  # no more is said than the month
        ("пять лет назад", [("2020-01-01", "2020-12-31")]),
        ("прошло 12 марта, в четверг аким уехал", [("2025-03-12", "2025-03-12"), ("2025-04-03", "2025-04-03")]),
    ],
)
def test_stretches_and_spells_become_intervals(text: str, intervals: list[tuple[str, str]]) -> None:
    assert days(text) == intervals


@pytest.mark.parametrize(
    "text",
    [
        "на днях",
        "каждый понедельник и каждое 1 марта",
        "1 марта ежегодно",
        "раз в месяц",
        "в 9 часов 30 минут",
        "телефон 8-727-250-12-25, 55-12-25",
        "версия 10.12.24.1",
        "31 февраля, 30.02.2025, 12.13.2025, 00.03.2025",
        "улица 8 Марта, ул. 9 Мая",
        "День единства народа Казахстана",
        "накануне праздника",
        "накануне Дня единства",
        "накануне XXXIV сессии",
        "накануне областного форума",
        "в среде предпринимателей, в среду обитания",
        "понедельник–пятница с 9:00, с понедельника по пятницу",
        "24/7 и 10/12",
        "по понедельникам",
        "третьего дня",
        "через два дня аким вернулся",
        "25 числа каждого месяца",
        "в 2025-2027 годах",
        "",
    ],
)
def test_what_is_no_day_gives_nothing(text: str) -> None:
    assert days(text) == []


def test_a_number_of_people_is_not_a_year() -> None:
    assert days("5 марта 2000 человек вышли на субботник") == [("2025-03-05", "2025-03-05")]


def test_a_day_without_a_year_rolls_back_over_new_year() -> None:
    assert days("26 декабря глава области провёл встречу", "2026-01-05") == [("2025-12-26", "2025-12-26")]
    assert days("Под занавес уходящего года аким собрал актив", "2026-01-05") == [("2025-12-01", "2025-12-31")]
    assert days("Под занавес уходящего года аким собрал актив", "2025-12-20") == [("2025-12-01", "2025-12-31")]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Форум пройдёт 5 декабря в столице.", "2025-12-05"),
        ("На 12 мая назначена сессия.", "2025-05-12"),
        ("Сессия перенесена с 12 на 20 мая.", "2025-05-20"),
        ("Встречи аким проведёт 12 июня, 16 августа и 11 октября.", "2025-06-12"),
        ("Рекомендовано провести в октябре замер.", "2025-10-01"),
        ("Списки разошлют на этой неделе.", "2025-04-09"),
        ("Форум, который прошёл 3 марта, состоится вновь.", "2025-03-03"),
        ("20 апреля прошло заседание.", "2024-04-20"),  # what has happened is not ahead
        ("20 апреля – праздник.", "2025-04-20"),
        ("В праздник, который отмечают 20 апреля, мы приняли приглашение.", "2025-04-20"),
        ("Доклады заслушают в октябре.", "2025-10-01"),
        ("Напомним, в октябре собирался актив.", "2024-10-01"),  # «напомним» speaks to the reader
    ],
)
def test_the_nearest_verb_says_whether_a_day_is_gone_or_to_come(text: str, first: str) -> None:
    assert str(find_dates(text, at(PUBLISHED))[0].first) == first


def test_a_verb_of_the_future_does_not_throw_yesterday_into_next_year() -> None:
    assert days("8 апреля суд решил: штраф должны вернуть") == [("2025-04-08", "2025-04-08")]


def test_the_caller_may_say_which_way_to_look() -> None:
    assert str(find_dates("5 декабря", at(PUBLISHED), prefer="future")[0].first) == "2025-12-05"
    assert str(find_dates("пройдёт 5 декабря", at(PUBLISHED), prefer="past")[0].first) == "2024-12-05"
    assert str(find_dates("5 мая", at(PUBLISHED), prefer="nearest")[0].first) == "2025-05-05"


@pytest.mark.parametrize(
    ("text", "role", "first", "last"),
    [
        ("поручено до 1 августа подготовить", "deadline", "2025-04-09", "2025-08-01"),
        ("к 1 сентября посмотреть", "deadline", "2025-04-09", "2025-09-01"),
        ("не позднее 15 мая", "deadline", "2025-04-09", "2025-05-15"),
        ("до конца мая собрать", "deadline", "2025-04-09", "2025-05-31"),
        ("до конца года", "deadline", "2025-04-09", "2025-12-31"),
        ("до мая", "deadline", "2025-04-09", "2025-04-30"),
        ("не позже пятницы", "deadline", "2025-04-09", "2025-04-11"),
        ("на середину мая намечена сессия", "event", "2025-05-11", "2025-05-20"),
        ("к осени", "deadline", "2025-04-09", "2025-08-31"),
        ("до 1 апреля принимали заявки", "deadline", "2025-04-01", "2025-04-01"),
        ("с 1 сентября откроют курсы", "beginning", "2025-09-01", "2025-09-01"),
        ("с начала года", "beginning", "2025-01-01", "2025-01-01"),
        ("Указ Президента от 25 апреля 2024 года", "reference", "2024-04-25", "2024-04-25"),
        ("отчёт за 2024 год", "reference", "2024-01-01", "2024-12-31"),
        ("пострадавшим от паводка 2024 года", "reference", "2024-01-01", "2024-12-31"),
        ("курс доллара на 5 марта", "reference", "2025-03-05", "2025-03-05"),
        ("накануне 1 мая", "reference", "2025-05-01", "2025-05-01"),
        ("концерт в честь 1 мая", "reference", "2025-05-01", "2025-05-01"),
        ("Сегодня 23.01.2026 Караганда", "stamp", "2026-01-23", "2026-01-23"),
        ("Заголовок\n5 Декабрь 2024 17:40\nТекст", "stamp", "2024-12-05", "2024-12-05"),
        ("Дата проведения: 15 Август 2025 года.", "event", "2025-08-15", "2025-08-15"),
    ],
)
def test_each_date_says_what_part_it_plays(text: str, role: str, first: str, last: str) -> None:
    found = only(text)
    assert (found.role, str(found.first), str(found.last)) == (role, first, last)


def test_without_a_publication_day_only_written_years_resolve() -> None:
    text = "вчера, 5 мая, в мае, в прошлом году, на этой неделе, два дня назад, до 1 августа, в пятницу"
    assert days(text, None) == []
    assert days("5 мая 2024 года и в мае 2023 года", None) == [("2024-05-05",) * 2, ("2023-05-01", "2023-05-31")]


def test_the_publication_day_is_the_local_one() -> None:
    late = datetime(2025, 4, 8, 20, 30, tzinfo=UTC)  # half past one at night in Astana
    assert find_dates("сегодня", late)[0].first == date(2025, 4, 9)


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        find_dates("сегодня", datetime(2025, 4, 9))


def test_history_is_found_with_its_year() -> None:
    assert days("1 марта 1995 года образована, в 2007-м получила места") == [
        ("1995-03-01", "1995-03-01"),
        ("2007-01-01", "2007-12-31"),
    ]


_WORDS = """
с по до к на в от за и , . - – ( ) 1 5 12 25 31 30 29 2024 2025 0001 года г. т.г. мая март апреле февраля тамыз жылғы
айында сегодня вчера накануне среду в пятницу начале конце первой половине числах квартале неделе месяце прошлой этой
следующем выходные назад два двадцать первого лет летом осени 12.03.2025 2025-03-12 12/03 занавес уходящего каждый
праздника человек состоится 5-го 2007-м месяц год İ 𐍈
"""
_PIECES = st.sampled_from([*_WORDS.split(), "\n", "\u2028"])
_MOMENTS = st.none() | st.datetimes(
    min_value=datetime(1, 1, 3), max_value=datetime(9999, 12, 28), timezones=st.just(timezone(timedelta(hours=5)))
)


@settings(max_examples=400, deadline=None)
@given(text=st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=60), published=_MOMENTS)
def test_any_text_is_read_without_a_fault_and_every_offset_is_right(text: str, published: datetime | None) -> None:
    end = 0
    for found in find_dates(text, published):
        assert end <= found.char_start < found.char_end <= len(text)
        assert text[found.char_start : found.char_end] == found.phrase
        assert found.first <= found.last
        assert published is not None or found.basis == "stated"
        end = found.char_end


@pytest.mark.parametrize("piece", ["1, ", "5 и ", "в ", ", ", "(", "мая ", "12.", "до ", "А", "сегодня, ", "5 мая, "])
def test_endless_repetition_ends(piece: str) -> None:
    """A run of 60,000 letters is read in time that grows with its length, not with its square."""
    find_dates(piece * (60_000 // len(piece)), at(PUBLISHED))


def test_the_component_writes_mentions_in_tokens_from_the_articles_day() -> None:
    nlp = spacy.blank("ru")
    nlp.add_pipe("akimwatch_dates")
    doc = nlp.make_doc("Совещание прошло в минувшую пятницу в Таразе.")
    doc._.article = Article(text=doc.text, published_at=at(PUBLISHED))
    (mention,) = nlp.get_pipe("akimwatch_dates")(doc)._.dates
    assert doc[mention.start : mention.end].text == "в минувшую пятницу"
    assert (mention.first, mention.basis) == (date(2025, 4, 4), "relative")


def test_the_component_reads_a_document_without_an_article_by_written_years_alone() -> None:
    nlp = spacy.blank("ru")
    nlp.add_pipe("akimwatch_dates")
    doc = nlp("Вчера, 5 мая 2024 года, и вчера.")
    assert [mention.first for mention in doc._.dates] == [date(2024, 5, 5)]
