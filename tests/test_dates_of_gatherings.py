"""Where the day of a gathering stands: beside it, in the lead, in a heading, counted from another; or nowhere."""

from __future__ import annotations

from datetime import datetime

import pytest
from meeting_reader import lines

from extractors.russian.dates import find_dates

TOPIC = "Говорили о межэтническом согласии с этнокультурными объединениями Ассамблеи."


def days(text: str, published: str = "2025-06-18T12:00:00+05:00") -> list[str]:
    return [line.split()[4] for line in lines(text, published=published)]


@pytest.mark.parametrize(
    "text",
    [
        f"Туркестан. Заседание Совета областной Ассамблеи. Состоялось в минувшую пятницу. {TOPIC}",
        f"В Туркестане прошло заседание Совета областной Ассамблеи. День выбрали не случайно – 13 июня. {TOPIC}",
        f"В минувшую пятницу в Туркестане случилось редкое: в акимат пустили людей без "
        f"папок.\n\nСовещание провёл аким "
        f"Туркестанской области. {TOPIC}",
        f"г. Туркестан, 13 июня 2025 года.\n\nЗаседание Совета Ассамблеи народа "
        f"Казахстана Туркестанской области. {TOPIC}",
        f"Аким Туркестанской области поздравил участников встречи, которая прошла 13 июня в Доме дружбы. {TOPIC}",
        f"Сюда, в туркестанский Дом дружбы, 13 июня съехались соседи.\n\nСовещание провёл аким области. {TOPIC}",
    ],
)
def test_a_day_apart_from_its_gathering_is_found(text: str) -> None:
    assert days(text) == ["2025-06-13..2025-06-13"]


@pytest.mark.parametrize(
    "text",
    [
        f"Аким Туркестанской области провёл встречу. {TOPIC} Ремонт школы начали 13 июня.",
        f"С 1 июня в Туркестане новые тарифы.\n\nАким области провёл встречу. {TOPIC}",
        f"2 июня в Туркестане прошёл дождь, 5 июня – град.\n\nАким области провёл встречу. {TOPIC}",
        f"Напомним, 3 июня в Туркестане открыли мост.\n\nАким области провёл встречу. {TOPIC}",
        f"На днях аким Туркестанской области провёл встречу. {TOPIC}",
    ],
)
def test_a_day_of_something_else_is_not_lent(text: str) -> None:
    assert days(text) == ["null..null"]


@pytest.mark.parametrize(
    ("phrase", "day"),
    [
        ("Двумя днями раньше", "2025-06-10"),
        ("Днём позже", "2025-06-13"),
        ("На следующий день", "2025-06-13"),
        ("Неделей ранее", "2025-06-05"),
        ("Тремя днями позже", "2025-06-15"),
    ],
)
def test_a_day_counts_from_the_gathering_told_before(phrase: str, day: str) -> None:
    text = (
        f"12 июня аким области Ұлытау провёл в Жезказгане совещание с областной "
        f"Ассамблеей. {TOPIC}\n\n{phrase} похожий "
        "разговор о межэтническом согласии состоялся в Сатпаеве: аким города встретился "
        "с этнокультурными объединениями."
    )
    assert sorted(days(text)) == sorted(["2025-06-12..2025-06-12", f"{day}..{day}"])


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ВТОРНИК. Аким собрал совет.", "2025-06-17"),
        ("Понедельник: аким собрал совет.", "2025-06-16"),
        ("Третьего дня аким собрал совет.", "2025-06-16"),
        ("Старейшины собрались третьего дня у акима.", "2025-06-16"),
        ("На этой неделе аким области Ермаганбет Булекпаев собрал совет.", "2025-06-16"),
    ],
)
def test_a_heading_and_a_third_day_are_dates(text: str, day: str) -> None:
    (found,) = find_dates(text, datetime.fromisoformat("2025-06-18T12:00:00+05:00"))
    assert found.first.isoformat() == day


@pytest.mark.parametrize(
    "text",
    [
        "Понедельник начался с дождя.",
        "На исходе третьего дня форума устали все.",
        "В течение третьего дня шёл дождь.",
        "Вторник – день тяжёлый.",
        "четверг",
    ],
)
def test_a_weekday_and_a_third_day_in_passing_are_none(text: str) -> None:
    assert find_dates(text, datetime.fromisoformat("2025-06-18T12:00:00+05:00")) == ()
