"""Every Assembly of the country bears the people's whole name; only what is said besides makes one the republic's."""

from __future__ import annotations

from datetime import datetime

import pytest
from meeting_reader import read

from extractors.russian.reader import Reader
from models.records import Article
from models.registry import load_registry

# A raion's, a region's and a town's own, told with the whole name and without the word «областной».
OWN = (
    (
        "5 июня в Уйгурском районе Алматинской области состоялась сессия районной Ассамблеи народа Казахстана."
        " В работе сессии принял участие заместитель акима Алматинской области Асет Масабаев.",
        "local KZ-19",
    ),
    (
        "5 июня в Семее состоялась сессия Ассамблеи народа Казахстана."
        " В ней принял участие заместитель акима области Абай Нурлан Сыдыков.",
        "region KZ-10",
    ),
    (
        "В Доме дружбы Петропавловска прошло заседание Совета Ассамблеи народа Казахстана."
        " Его открыл заместитель акима Северо-Казахстанской области.",
        "region KZ-59",
    ),
    (
        "Делегаты сессии Ассамблеи народа Казахстана собрались накануне в Таразе. Итоги года подвели"
        " руководители этнокультурных объединений Жамбылской области.",
        "region KZ-31",
    ),
    (
        "На заседании Совета Ассамблеи народа Казахстана, которое прошло в Костанае, говорили о медиации.",
        "region KZ-39",
    ),
    (
        "Заседание Совета Ассамблеи народа Казахстана прошло накануне. Участие в нём принял заместитель акима"
        " Павлодарской области.",
        "region KZ-55",
    ),
)
# The republic's: its numbers, its President, its palace, or heads from everywhere.
THE_REPUBLICS = (
    "В Астане прошла XXXIV сессия Ассамблеи народа Казахстана с участием Президента.",
    "В Астане прошла сессия Ассамблеи народа Казахстана. В ней принял участие заместитель акима Костанайской области.",
    "В столичном Дворце мира прошла XXXIV сессия Ассамблеи народа Казахстана.",
    "Сессия Ассамблеи народа Казахстана прошла в Астане под председательством главы государства.",
    "В Астане прошло заседание Совета Ассамблеи народа Казахстана."
    " Участвовали акимы Павлодарской и Атырауской областей.",
)


@pytest.mark.parametrize(("told", "expected"), OWN)
def test_a_session_outside_the_capital_is_its_regions_own(told: str, expected: str) -> None:
    (meeting, *_) = read(told, published="2025-06-06T10:00:00+05:00").meetings
    assert f"{meeting.level} {meeting.region}" == expected


@pytest.mark.parametrize("told", THE_REPUBLICS)
def test_a_session_of_the_republic_stays_the_republics(told: str) -> None:
    (meeting, *_) = read(told, published="2025-06-06T10:00:00+05:00").meetings
    assert (meeting.level, meeting.region) == ("national", None)


@pytest.mark.parametrize(
    "told",
    [
        "Павлодар. Вчера прошла сессия Ассамблеи народа Казахстана. Делегаты говорили о согласии.",
        "Павлодарская область. Прошла сессия Ассамблеи народа Казахстана, речь шла о медиации.",
        "Сессия Ассамблеи народа Казахстана состоялась сегодня в областном Доме дружбы Павлодара.",
    ],
)
def test_a_dateline_or_an_oblasts_house_says_whose_session_it_is(told: str) -> None:
    (meeting, *_) = read(told, published="2025-06-06T10:00:00+05:00").meetings
    assert (meeting.level, meeting.region) == ("region", "KZ-55")


def test_a_session_of_which_a_regions_own_paper_says_no_place_is_its_regions() -> None:
    text = "Вчера прошла сессия Ассамблеи народа Казахстана. Делегаты говорили о согласии и о школах."
    reader = Reader(load_registry(), light=False, home_regions={"paper": "KZ-55"})
    moment = datetime.fromisoformat("2025-06-06T10:00:00+05:00")
    (own, *_) = reader.read(Article(text=text, source="paper", published_at=moment)).meetings
    assert (own.level, own.region) == ("region", "KZ-55")
    (everybodys, *_) = read(text, published="2025-06-06T10:00:00+05:00").meetings
    assert everybodys.level == "national"
