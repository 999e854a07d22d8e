"""A claim is a count of the Assembly's gatherings with its period; counts of anything else are none."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from extractors.claims import find_claims
from models.records import Article, Claim
from models.registry import Registry, load_registry

PUBLISHED = datetime.fromisoformat("2025-04-10T12:00:00+05:00")


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def claims(registry: Registry, text: str, published: datetime | None = PUBLISHED) -> tuple[Claim, ...]:
    return find_claims(Article(text=text, published_at=published), registry)


def test_a_claim_says_region_period_number_and_speaker(registry: Registry) -> None:
    text = (
        "В области подвели итоги.\n\nЗа год проведено шесть заседаний Совета Ассамблеи народа Казахстана "
        "Костанайской области, сообщила заведующая секретариатом Ирина Ким."
    )
    (claim,) = claims(registry, text)
    assert (claim.region, claim.number) == ("KZ-39", 6)
    assert (claim.period_start, claim.period_end) == (date(2024, 4, 11), date(2025, 4, 10))
    assert claim.speaker == "заведующая секретариатом Ирина Ким"
    evidence = claim.evidence
    assert text[evidence.char_start : evidence.char_end] == evidence.sentence


@pytest.mark.parametrize(
    ("period", "start", "end"),
    [
        ("С начала года", "2025-01-01", "2025-04-10"),
        ("В 2024 году", "2024-01-01", "2024-12-31"),
        ("За 2024 год", "2024-01-01", "2024-12-31"),
        ("В прошлом году", "2024-01-01", "2024-12-31"),
        ("В этом году", "2025-01-01", "2025-04-10"),
        ("За первое полугодие 2024 года", "2024-01-01", "2024-06-30"),
        ("За шесть месяцев 2024 года", "2024-01-01", "2024-06-30"),
        ("За три месяца", "2025-01-01", "2025-03-31"),
        ("За последние три месяца", "2025-01-11", "2025-04-10"),
        ("За пять месяцев", "2024-11-11", "2025-04-10"),  # five have not passed since January
        ("За последние два года", "2023-04-11", "2025-04-10"),
        ("За полугодие", "2024-10-11", "2025-04-10"),
    ],
)
def test_the_period_is_counted_as_reports_count_it(registry: Registry, period: str, start: str, end: str) -> None:
    (claim,) = claims(registry, f"{period} Совет АНК области провёл пять заседаний.")
    assert (str(claim.period_start), str(claim.period_end)) == (start, end)


def test_a_period_without_days_is_kept_as_unknown(registry: Registry) -> None:
    (claim,) = claims(registry, "За отчётный период Ассамблея провела 12 встреч.")
    assert (claim.number, claim.period_start, claim.period_end) == (12, None, None)


def test_without_a_publication_day_only_written_years_bound_the_period(registry: Registry) -> None:
    (written,) = claims(registry, "В 2024 году Совет АНК провёл пять заседаний.", None)
    (counted,) = claims(registry, "За год Совет АНК провёл пять заседаний.", None)
    assert (written.period_start, written.period_end) == (date(2024, 1, 1), date(2024, 12, 31))
    assert (counted.period_start, counted.period_end) == (None, None)


def test_not_a_single_sitting_is_a_claim_of_none(registry: Registry) -> None:
    (claim,) = claims(registry, "За 2024 год не проведено ни одного заседания Совета АНК.")
    assert claim.number == 0


def test_times_gathered_are_counted(registry: Registry) -> None:
    (claim,) = claims(registry, "По словам руководителя секретариата, в 2024 году Совет АНК собирался пять раз.")
    assert (claim.number, claim.speaker) == (5, "руководителя секретариата")


def test_two_counts_in_one_sentence_are_two_claims(registry: Registry) -> None:
    found = claims(registry, "За 2024 год Совет АНК СКО провёл два заседания и 11 встреч.")
    assert [(claim.region, claim.number) for claim in found] == [("KZ-59", 2), ("KZ-59", 11)]


def test_the_subject_may_stand_in_the_sentence_before(registry: Registry) -> None:
    (claim,) = claims(registry, "Отчитался Совет АНК. С начала года состоялось четыре совещания.")
    assert claim.number == 4


@pytest.mark.parametrize(
    "text",
    [
        "За год Ассамблея провела свыше 300 мероприятий.",
        "Ежегодно Ассамблея проводит около 30 тысяч встреч.",
        "За год АНК провела 30 тысяч встреч.",
        "В 2024 году прошла 7-я сессия АНК.",
        "За год, 19 ноября на встрече с АНК, провели опрос.",
        "В этом году планируется провести шесть заседаний Совета АНК.",
        "За год будет проведено шесть заседаний Совета АНК.",
        "За год проведено шесть заседаний правления банка.",
        "Проведено шесть заседаний Совета АНК.",  # of what time?
        "За год проведено 5 заседания Совета АНК и 12,5 встреч.",  # what does not agree is no count
        "",
    ],
)
def test_what_counts_something_else_is_no_claim(registry: Registry, text: str) -> None:
    assert claims(registry, text) == ()


def test_several_regions_leave_the_region_open(registry: Registry) -> None:
    (claim,) = claims(registry, "АНК СКО и ЗКО отчитались. За год проведено шесть заседаний Совета.")
    assert claim.region is None
