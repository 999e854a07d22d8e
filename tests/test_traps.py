"""Each trap that real pages set, with a text of its own (the list is in the domain notes and in DESIGN)."""

from __future__ import annotations

import pytest
from meeting_reader import lines, read


def test_the_order_itself_is_no_meeting() -> None:
    text = """
Президент поручил областным акимам минимум раз в два месяца собирать представителей Ассамблеи народа Казахстана
и обсуждать с ними межэтническую ситуацию. «Главы регионов должны лично приходить на ключевые мероприятия
Ассамблеи», – заявил он на XXXIII сессии АНК.
"""
    assert lines(text, title="Токаев дал поручение акимам", published="2024-04-25T16:00:00+05:00") == []


def test_a_reprint_of_the_order_a_year_later_is_no_meeting() -> None:
    text = """
В апреле 2024 года Глава государства обязал акимов областей проводить совещания по межэтнической ситуации с
участием представителей АНК не реже одного раза в два месяца. Эксперт Айгуль Садыкова считает, что такие
совещания полезны, если аким приходит на них сам.
"""
    assert lines(text, title="Зачем акимам совещания с Ассамблеей") == []


def test_an_akims_name_is_not_his_presence() -> None:
    text = """
17 июня заместитель акима Павлодарской области Серик Батыргужинов по поручению акима Асаина Байханова провел
совещание с членами областной Ассамблеи народа Казахстана. Обсудили межэтническую ситуацию.
"""
    assert lines(text) == [
        "working_meeting held region KZ-55 2025-06-17..2025-06-17 relative 1 1 | KZ-55 Байханов Асаин named delegated"
    ]


def test_a_greeting_read_out_is_not_presence() -> None:
    text = """
Вчера в Костанае прошла XXVIII сессия областной Ассамблеи народа Казахстана. Приветствие акима области Кумара
Аксакалова делегатам передал его заместитель Самат Байтуленов. Сессия обсудила общественное согласие.
"""
    assert lines(text) == [
        "assembly_session held region KZ-39 2025-06-17..2025-06-17 relative 1 1 | KZ-39 Аксакалов Кумар named delegated"
    ]


def test_the_akim_who_speaks_while_his_deputy_moderates_was_there() -> None:
    text = """
Модератором круглого стола о межэтническом согласии, который прошел 16 июня в Актобе, выступила заместитель
акима области Жанат Жумабаева. С основным словом к этнокультурным объединениям обратился аким Актюбинской
области Асхат Шахаров.
"""
    assert lines(text) == [
        "working_meeting held region KZ-15 2025-06-16..2025-06-16 relative 1 1 | KZ-15 Шахаров Асхат named attended"
    ]


def test_the_akim_at_the_state_councillors_meeting_only_attends() -> None:
    text = """
Государственный советник Ерлан Карин 17 июня провел в Таразе совещание о межэтнических отношениях. В нем
участвовали руководство Ассамблеи народа Казахстана и аким Жамбылской области Ербол Карашукеев.
"""
    assert lines(text) == [
        "working_meeting held national null 2025-06-17..2025-06-17 relative 1 1 | KZ-31 Карашукеев Ербол named attended"
    ]


def test_a_prosecutors_meeting_is_not_the_akims() -> None:
    text = """
Прокурор Кызылординской области 16 июня собрал председателей этнокультурных объединений, чтобы поговорить о
межнациональной розни в соцсетях. Акимат представлял руководитель управления внутренней политики.
"""
    [meeting] = read(text).meetings
    assert meeting.attendance == ()


def test_a_raion_akim_is_no_head_of_a_region() -> None:
    text = """
Аким Жамбылского района Жамбылской области Ерлан Жумабек 16 июня встретился с районной Ассамблеей народа
Казахстана. Аким рассказал о межэтническом согласии в селах.
"""
    assert lines(text) == ["working_meeting held local KZ-31 2025-06-16..2025-06-16 relative 1 1 |"]


def test_a_town_akim_is_no_head_of_a_region() -> None:
    text = """
Градоначальник Лисаковска Виктор Ионенко провел 16 июня заседание Совета городской Ассамблеи народа Казахстана.
Аким города говорил о межэтническом согласии на комбинате.
"""
    assert lines(text) == ["assembly_council held local KZ-39 2025-06-16..2025-06-16 relative 1 1 |"]


def test_two_akims_in_one_text_keep_their_own_regions() -> None:
    text = """
17 июня аким Западно-Казахстанской области Нариман Турегалиев провел заседание Совета областной Ассамблеи народа
Казахстана. Речь шла о межэтническом согласии.

А в Атырау аким области Серик Шапкенов 16 июня встретился с этнокультурными объединениями и спросил, что мешает
межэтническому миру.
"""
    assert lines(text) == [
        "assembly_council held region KZ-27 2025-06-17..2025-06-17 relative 1 1"
        " | KZ-27 Турегалиев Нариман named chaired",
        "working_meeting held region KZ-23 2025-06-16..2025-06-16 relative 1 1 | KZ-23 Шапкенов Серик named chaired",
    ]


@pytest.mark.parametrize(
    ("published", "day", "region"),
    [("2022-05-20T10:00:00+06:00", "2022-05-19", "KZ-63"), ("2022-10-20T10:00:00+06:00", "2022-10-19", "KZ-10")],
)
def test_a_town_lies_in_the_region_that_it_belonged_to_on_the_day(published: str, day: str, region: str) -> None:
    text = "Вчера в Семее прошло заседание Совета региональной Ассамблеи народа Казахстана о межэтническом согласии."
    [meeting] = read(text, published=published).meetings
    assert (meeting.region, str(meeting.date_start)) == (region, day)


@pytest.mark.parametrize(
    ("published", "akim"),
    [("2024-12-18T12:00:00+05:00", "Сатыбалды Дархан"), ("2025-06-18T12:00:00+05:00", "Кушеров Нуралхан")],
)
def test_the_akim_is_the_holder_on_the_day_of_the_event(published: str, akim: str) -> None:
    text = "Аким Туркестанской области вчера провел совещание по межэтнической ситуации с активом Ассамблеи."
    [meeting] = read(text, published=published).meetings
    assert [(a.akim, a.named, a.how) for a in meeting.attendance] == [(akim, False, "chaired")]


def test_an_official_who_changed_his_region_is_read_by_his_office_of_the_day() -> None:
    text = """
Дархан Сатыбалды, ранее возглавлявший Туркестанскую область, 17 июня собрал в акимате Алматы руководителей
этнокультурных объединений и членов городской Ассамблеи. Аким города спросил о межэтнической обстановке.
"""
    assert lines(text) == [
        "working_meeting held region KZ-75 2025-06-17..2025-06-17 relative 1 1 | KZ-75 Сатыбалды Дархан named chaired"
    ]


def test_a_delegation_that_leaves_for_a_session_has_not_been_there() -> None:
    text = """
Делегаты Мангистауской области во главе с акимом Нурдаулетом Килыбаем выехали в Астану на сессию Ассамблеи
народа Казахстана, которая состоится 20 июня. Говорить будут о межэтническом согласии.
"""
    assert all(m.status == "planned" and not m.attendance for m in read(text).meetings)


@pytest.mark.parametrize(
    "sentence",
    [
        "Аким Костанайской области Кумар Аксакалов обязан проводить совещания по межэтнической ситуации с Ассамблеей.",
        "Кумар Аксакалов мог бы собрать этнокультурные объединения и обсудить межэтнические отношения.",
        "Если бы аким Костанайской области провел совещание с Ассамблеей, межэтнических споров стало бы меньше.",
        "Общественники просят, чтобы аким Костанайской области встретился с этнокультурными объединениями.",
        "Аким Костанайской области так и не провел совещание с этнокультурными объединениями о "
        "межэтнических отношениях.",
        "Аким Костанайской области ежемесячно проводит встречи с Ассамблеей о межэтническом согласии.",
        "Акиму Костанайской области следовало бы провести заседание Совета Ассамблеи.",
        "Обычно аким Костанайской области участвует в заседаниях Совета Ассамблеи народа Казахстана.",
        "Пусть аким Костанайской области соберет Совет Ассамблеи и обсудит межэтнические отношения.",
        "В 2003 году аким Костанайской области провел заседание Совета областной Ассамблеи.",
    ],
)
def test_duty_wish_condition_negation_custom_and_history_are_not_held(sentence: str) -> None:
    assert [m for m in read(sentence).meetings if m.status == "held"] == []


def test_headlines_of_other_articles_lend_nothing() -> None:
    text = """
В Кокшетау 17 июня прошел круглый стол этнокультурных объединений областной Ассамблеи о межэтническом согласии.

Читайте также

Аким Акмолинской области Марат Ахметжанов провел заседание Совета АНК

В Шымкенте состоялась сессия городской Ассамблеи
"""
    assert lines(text) == ["working_meeting held region KZ-11 2025-06-17..2025-06-17 relative 1 1 |"]


def test_a_weather_list_of_twenty_cities_gives_no_region() -> None:
    weather = "\n\n".join(
        f"{town} {n}" for n, town in enumerate(["Алматы", "Астана", "Актау", "Костанай", "Тараз", "Семей"])
    )
    text = f"Круглый стол о межэтническом согласии с участием Ассамблеи прошел вчера в Уральске.\n\nПогода\n\n{weather}"
    assert [m.region for m in read(text).meetings] == ["KZ-27"]


def test_the_day_that_a_page_prints_above_the_text_is_no_day_of_the_event() -> None:
    text = "18 Июня, 2025\n\nВ Павлодаре состоялось заседание Совета областной Ассамблеи о межэтническом согласии."
    assert lines(text) == ["assembly_council held region KZ-55 null..null none 1 1 |"]


@pytest.mark.parametrize(
    "text",
    [
        "В Бишкеке 16 июня прошло совещание по межэтнической ситуации с участием Ассамблеи народа Кыргызстана (АНК).",
        "В Омске губернатор провел заседание Совета по межнациональным отношениям с Ассамблеей народов России.",
        "В Анкаре 16 июня прошла сессия ТЮРКПА, депутаты говорили о дружбе народов и межэтническом согласии.",
    ],
)
def test_gatherings_abroad_are_not_listed(text: str) -> None:
    assert lines(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Аким Сатпаев провел встречу с юными шахматистами. Мальчик из чеченского этноцентра "
        "поблагодарил тренера Акима.",
        "Боксер Абай Толеш встретился с болельщиками. Он вырос при корейском этнокультурном объединении.",
    ],
)
def test_akim_and_abai_as_given_names_head_no_region(text: str) -> None:
    assert all(not m.attendance for m in read(text).meetings)


def test_oral_is_also_a_mans_name() -> None:
    text = """
Вчера в Таразе прошло заседание Совета Жамбылской областной Ассамблеи о межэтническом согласии. Выступил аксакал
Орал Нурпеисов, ветеран труда.
"""
    assert [m.region for m in read(text).meetings] == ["KZ-31"]


def test_a_namesake_of_the_akim_is_not_the_akim() -> None:
    text = """
Вчера в Костанае прошел круглый стол о межэтническом согласии. Член Ассамблеи, профессор Бауыржан Аксакалов
рассказал об исследовании.
"""
    [meeting] = read(text).meetings
    assert meeting.attendance == ()


@pytest.mark.parametrize(
    "text",
    [
        "Аким Атырауской области Серик Шапкенов провел заседание штаба по паводкам. Волонтеры "
        "этнокультурных объединений шьют мешки.",
        "Аким СКО Гауез Нурмухамбетов провел совещание по бюджету. На Дом дружбы выделено 40 млн тенге.",
        "Аким ЗКО провел в Доме дружбы встречу с предпринимателями и рассказал о налогах.",
        "Аким области Абай Берик Уали провел заседание оргкомитета по празднованию Наурыза, символа единства.",
    ],
)
def test_other_meetings_of_the_akim_are_not_listed(text: str) -> None:
    assert lines(text) == []


def test_a_title_that_hides_the_raion_does_not_make_it_the_regions() -> None:
    text = """
Аким Айтекебийского района Мурат Сержан 17 июня провел совещание с районным филиалом Ассамблеи народа
Казахстана. Говорили о межэтническом согласии.
"""
    title = "Аким встретился с Ассамблеей в Актюбинской области"
    assert lines(text, title=title) == ["working_meeting held local KZ-15 2025-06-17..2025-06-17 relative 1 1 |"]


def test_two_numbers_of_one_session_are_one_session() -> None:
    text = """
17 июня прошла XXVI сессия Ассамблеи народа Казахстана Карагандинской области. Вел сессию аким области
Ермаганбет Булекпаев.

Участники XXVII сессии обсудили межэтническое согласие в шахтерских городах.
"""
    assert lines(text) == [
        "assembly_session held region KZ-35 2025-06-17..2025-06-17 relative 1 1 | KZ-35 Булекпаев "
        "Ермаганбет named chaired"
    ]


def test_a_house_of_friendship_alone_is_not_the_assembly() -> None:
    text = (
        "Вчера в Доме дружбы Актау аким области Нурдаулет Килыбай провел совещание о межэтнических "
        "отношениях на вахтах."
    )
    [meeting] = read(text).meetings
    assert (meeting.interethnic_topic, meeting.assembly_present) == (True, False)


def test_a_list_page_of_many_items_keeps_each_item_to_itself() -> None:
    text = """
КОСТАНАЙ. В филармонии показали новую оперу.

ТАРАЗ. Вчера аким Жамбылской области Ербол Карашукеев провел заседание Совета областной Ассамблеи о
межэтническом согласии.

АКТАУ. Аким области Нурдаулет Килыбай осмотрел опреснитель.
"""
    assert lines(text) == [
        "assembly_council held region KZ-31 2025-06-17..2025-06-17 relative 1 1 | KZ-31 Карашукеев Ербол named chaired"
    ]


def test_a_day_that_no_calendar_has_is_no_day() -> None:
    text = "31 июня 2025 года аким СКО Гауез Нурмухамбетов провел совещание с Ассамблеей о межэтническом согласии."
    [meeting] = read(text).meetings
    assert (meeting.date_start, meeting.date_basis) == (None, "none")
