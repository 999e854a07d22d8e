"""An appearance is the head of a region himself, in person, in the past; a day that the text leaves open stays open."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from extractors.appearances import find_appearances
from models.records import Appearance, Article
from models.registry import Registry, load_registry

HERE = Path(__file__).parent
PUBLISHED = "2025-04-10T12:00:00+05:00"  # a Thursday


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry()


def seen(registry: Registry, text: str, published: str | None = PUBLISHED) -> tuple[Appearance, ...]:
    moment = datetime.fromisoformat(published) if published else None
    return find_appearances(Article(text=text, published_at=moment), registry)


def only(registry: Registry, text: str, published: str = PUBLISHED) -> tuple[str, str, str, str]:
    (found,) = seen(registry, text, published)
    assert text[found.evidence.char_start : found.evidence.char_end] == found.evidence.sentence
    assert found.first == found.last
    return found.region, str(found.akim), str(found.first), found.occasion


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Аким Костанайской области Кумар Аксакалов вчера провёл аппаратное совещание.",
            ("KZ-39", "Аксакалов Кумар", "2025-04-09", "sitting"),
        ),
        ("Сегодня Женис Касымбек посетил новую школу.", ("KZ-71", "Касымбек Женис", "2025-04-10", "visit")),
        ("8 апреля аким СКО встретился с фермерами.", ("KZ-59", "Нурмухамбетов Гауез", "2025-04-08", "meeting")),
        (
            "Под председательством акима Павлодарской области 7 апреля прошла коллегия.",
            ("KZ-55", "Байханов Асаин", "2025-04-07", "sitting"),
        ),
        (
            "Вчера акимом области Абай Бериком Уали проведена встреча с жителями.",
            ("KZ-10", "Уали Берик", "2025-04-09", "meeting"),
        ),
        ("Во вторник школу посетил аким Шымкента.", ("KZ-79", "Сыздыкбеков Габит", "2025-04-08", "visit")),
        (
            "9 апреля в субботнике приняли участие аким ЗКО Нариман Турегалиев, депутаты и студенты.",
            ("KZ-27", "Турегалиев Нариман", "2025-04-09", "other"),
        ),
        (
            "Вчера состоялась встреча акима Атырауской области с предпринимателями.",
            ("KZ-23", "Шапкенов Серик", "2025-04-09", "meeting"),
        ),
        (
            "Сегодня на брифинге аким Жамбылской области Ербол Карашукеев рассказал о посевной.",
            ("KZ-31", "Карашукеев Ербол", "2025-04-10", "other"),
        ),
        (
            "Министр Иван Иванов и аким Актюбинской области Асхат Шахаров вчера осмотрели дамбу.",
            ("KZ-15", "Шахаров Асхат", "2025-04-09", "visit"),
        ),
    ],
)
def test_the_akim_in_person_on_a_known_day_is_an_appearance(
    registry: Registry, text: str, expected: tuple[str, str, str, str]
) -> None:
    assert only(registry, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Вчера заместитель акима Костанайской области провёл совещание.",
        "Вчера по поручению акима Костанайской области прошло совещание.",
        "Вчера аким Костанайского района посетил школу.",
        "Вчера аким города Рудный провёл встречу с жителями.",
        "Вчера пресс-служба акима СКО провела брифинг.",
        "12 мая аким СКО проведёт встречу с жителями.",
        "Аким СКО планирует встретиться с жителями 12 мая.",
        "Вчера аким СКО не посетил школу.",
        "Если бы вчера аким СКО посетил школу, её бы достроили.",
        "Вчера аким СКО заявил, что министр посетил школу.",
        "Вчера аким СКО сообщил о паводке на своей странице.",
        "В 2023 году аким СКО посетил школу.",
        "10 января 2025 года аким СКО посетил школу.",  # history by April
        "Вчера аким СКО принял решение о режиме ЧС.",
        "Вчера Марат Аксакалов провёл совещание.",  # another man of that name
        "Вчера бывший аким СКО Айдарбек Сапаров посетил школу.",
        "Вчера акимы областей приняли участие в заседании Правительства.",
        "Вчера губернатор Омской области посетил школу.",
        "Вчера с участием представителей акима СКО прошло совещание.",
        "Вчера министр провёл совещание, аким СКО выступит завтра.",
    ],
)
def test_whoever_is_not_the_akim_himself_there_and_then_is_not_seen(registry: Registry, text: str) -> None:
    assert seen(registry, text) == ()


def test_the_region_head_is_the_one_whom_the_article_introduces(registry: Registry) -> None:
    text = "Аким ВКО Нурымбет Сактаганов рассказал о планах.\n\nВчера глава региона провёл встречу с жителями."
    assert only(registry, text) == ("KZ-63", "Сактаганов Нурымбет", "2025-04-09", "meeting")


def test_two_regions_in_one_article_leave_the_head_of_region_open(registry: Registry) -> None:
    text = "Аким ВКО и аким СКО подписали меморандум.\n\nВчера глава региона провёл встречу с жителями."
    assert seen(registry, text) == ()


def test_the_day_may_stand_in_the_sentence_beside(registry: Registry) -> None:
    text = "Аким СКО Гауез Нурмухамбетов провёл встречу с жителями. Встреча прошла в минувшую пятницу."
    assert only(registry, text) == ("KZ-59", "Нурмухамбетов Гауез", "2025-04-04", "meeting")


def test_a_gathering_told_before_its_chair_gives_him_its_day(registry: Registry) -> None:
    text = "Сегодня в Таразе прошло заседание комиссии.\n\nВёл его аким Жамбылской области Ербол Карашукеев."
    assert only(registry, text) == ("KZ-31", "Карашукеев Ербол", "2025-04-10", "sitting")


def test_sittings_and_meetings_are_of_the_class_sought_and_visits_are_not(registry: Registry) -> None:
    (sitting,) = seen(registry, "Вчера аким СКО провёл совещание.")
    (visit,) = seen(registry, "Вчера аким СКО посетил школу.")
    assert sitting.sitting
    assert not visit.sitting


def test_one_day_and_occasion_is_one_appearance(registry: Registry) -> None:
    text = "Вчера аким СКО провёл совещание. Вчера же аким СКО провёл ещё одно совещание."
    assert len(seen(registry, text)) == 1


def test_widgets_around_the_article_show_nobody(registry: Registry) -> None:
    text = "В Таразе открыта школа.\n\nЧитайте также\n\nВчера аким СКО провёл совещание с фермерами"
    assert seen(registry, text) == ()


def interval(found: Appearance) -> tuple[str, str, str]:
    return str(found.first), str(found.last), found.basis


def test_a_day_that_the_text_leaves_open_is_not_invented(registry: Registry) -> None:
    (found,) = seen(registry, "Аким СКО посетил школу.")
    assert (found.akim, interval(found)) == ("Нурмухамбетов Гауез", ("None", "None", "none"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("На прошлой неделе аким СКО посетил школу.", ("2025-03-31", "2025-04-06", "relative")),
        ("В начале апреля аким СКО посетил школу.", ("2025-04-01", "2025-04-10", "relative")),
        ("В апреле 2025 года аким СКО посетил школу.", ("2025-04-01", "2025-04-10", "stated")),
    ],
)
def test_an_interval_stays_one_and_ends_with_the_publication(
    registry: Registry, text: str, expected: tuple[str, str, str]
) -> None:
    (found,) = seen(registry, text)
    assert interval(found) == expected


def test_a_second_sentence_on_the_same_occasion_is_no_second_appearance(registry: Registry) -> None:
    text = "Вчера аким СКО провёл встречу с жителями. На встрече аким СКО отметил важность ремонта дорог."
    assert only(registry, text)[2] == "2025-04-09"


def test_a_verb_that_says_nothing_does_not_hide_the_next(registry: Registry) -> None:
    text = "Аким Павлодарской области заехал в Экибастуз и встретился с жителями, сообщили в акимате."
    (found,) = seen(registry, text)
    assert (found.region, found.occasion) == ("KZ-55", "meeting")


def test_without_a_publication_day_a_written_day_tells_who_it_was(registry: Registry) -> None:
    (found,) = seen(registry, "9 апреля 2025 года аким СКО провёл совещание.", published=None)
    assert (found.akim, interval(found)) == ("Нурмухамбетов Гауез", ("2025-04-09", "2025-04-09", "stated"))


def test_without_any_day_the_office_is_seen_and_not_its_holder(registry: Registry) -> None:
    (found,) = seen(registry, "Аким Павлодарской области Иван Сидоров провёл совещание.", published=None)
    assert (found.region, found.akim, found.basis) == ("KZ-55", None, "none")


def test_without_a_day_the_akim_of_a_young_region_may_be_a_mere_towns(registry: Registry) -> None:
    assert seen(registry, "Аким Шымкента провёл совещание.", published=None) == ()


def test_in_the_worked_cases_every_appearance_but_those_outside_the_subject_is_one_that_the_annotators_saw(
    registry: Registry,
) -> None:
    """At least half of the attendances on a known day are found, and none is invented."""
    expected: set[tuple[str, str, str]] = set()
    found: set[tuple[str, str, str]] = set()
    with (HERE / "gold/dev.jsonl").open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    for case in (case for case in cases if case["meetings"]):
        expected |= {
            (case["id"], entry["region"], meeting["date_start"])
            for meeting in case["meetings"]
            if meeting["status"] == "held" and meeting["date_start"] == meeting["date_end"]
            for entry in meeting["attendance"]
            if entry["how"] != "delegated" and meeting["date_start"]
        }
        found |= {
            (case["id"], a.region, str(a.first))
            for a in seen(registry, case["text"], case["published_at"])
            if a.first is not None and a.first == a.last
        }
    assert found <= expected
    assert len(found) >= len(expected) / 2
