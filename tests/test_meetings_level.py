"""Every Assembly of the country bears the people's whole name; only what is said besides makes one the republic's."""

from __future__ import annotations

import pytest
from meeting_reader import read

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
