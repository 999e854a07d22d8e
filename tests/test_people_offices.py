"""Deputies, acting and former akims, local akims, other offices: who is no head of a region, and who stands for one."""

from __future__ import annotations

import pytest

from tests.russian_reading import heads, people


@pytest.mark.parametrize(
    "text",
    [
        "Заместитель акима Костанайской области Бакыт Жанисов провёл приём.",
        "замакима СКО Марат Игалиев приехал в школу",
        "Первый заместитель акима области Абай Нурлан Серикпаев осмотрел трассу.",
        "Совещание провела заместитель акима ЗКО Айгуль Бекенова.",
        "Зам. акима Павлодарской области Иванов ответил.",
        "Заместитель акима Атырауской области по социальным вопросам Ерлан Муканов поздравил врачей.",
        "Ерлан Муканов, заместитель акима Атырауской области, поздравил врачей.",
        "С заместителями акима Туркестанской области встретились аграрии.",
    ],
)
def test_a_deputy_is_no_head_of_a_region(text: str) -> None:
    found = people(text)
    assert [person.office for person in found] == ["deputy_akim"]
    assert all(person.official is None and person.region for person in found)


@pytest.mark.parametrize(
    "text",
    [
        "Заместитель акима области Игорь Петров по поручению акима Костанайской области Кумара Аксакалова дал старт.",
        "Приветствие акима Костанайской области К. Аксакалова зачитал его заместитель Игорь Петров.",
        "От имени главы Костанайской области Кумара Аксакалова гостей встретил заместитель акима Игорь Петров.",
        "Игорь Петров, заместитель акима Костанайской области, передал слова акима области Кумара Аксакалова.",
        "заместитель акима Костанайской области Игорь Петров: «Аким области Кумар Аксакалов просил передать поклон»",
    ],
)
def test_a_deputy_beside_the_akims_name_keeps_his_own(text: str) -> None:
    found = people(text)
    assert [(p.name, p.official is None) for p in found if p.office == "deputy_akim"] == [("Игорь Петров", True)]
    assert heads(text) == ["KZ-39 Аксакалов"]


@pytest.mark.parametrize(
    "text",
    [
        "Исполняющий обязанности акима СКО Марат Тасов провёл приём.",
        "И.о. акима СКО Марат Тасов провёл приём.",
        "и. о. главы СКО Марат Тасов осмотрел мост",
        "Врио акима СКО Марат Тасов провёл приём.",
        "Приём провёл временно исполняющий обязанности акима СКО Марат Тасов.",
        "С ио акима Северо-Казахстанской области Маратом Тасовым встретились аграрии.",
        "Заместитель акима СКО Марат Тасов, исполняющий обязанности акима, провёл приём.",
    ],
)
def test_an_acting_akim_stands_for_the_office_holder(text: str) -> None:
    (person,) = people(text)
    assert (person.office, person.acting, person.name) == ("akim", True, "Марат Тасов")
    assert person.official is not None
    assert person.official.surname == "Нурмухамбетов"


@pytest.mark.parametrize(
    "text",
    [
        "Экс-аким Павлодарской области Абылкаир Скаков дал интервью.",
        "Бывший аким Павлодарской области Абылкаир Скаков дал интервью.",
        "бывшего главу Павлодарской области Абылкаира Скакова вызвали в суд",
        "Абылкаир Скаков, экс-аким Павлодарской области, дал интервью.",
        "Прежний аким Павлодарской области ушёл.",
        "В 2020 году аким Павлодарской области Абылкаир Скаков открыл цех.",
    ],
)
def test_a_former_akim_is_none(text: str) -> None:
    assert [person.office for person in people(text)] == ["former_akim"]
    assert heads(text) == []


@pytest.mark.parametrize(
    ("text", "office"),
    [
        ("Аким Абайского района Болат Касенов отчитался.", "raion_akim"),
        ("Аким города Костаная Марат Жундубаев отчитался.", "town_akim"),
        ("Аким Рудного Виктор Ионенко отчитался.", "town_akim"),
        ("Аким Жамбылского района Жамбылской области Болат Касенов отчитался.", "raion_akim"),
        ("В Костанайской области аким района Болат Касенов отчитался.", "raion_akim"),
        ("Аким сельского округа Болат Касенов отчитался перед жителями Кеменгера.", "raion_akim"),
        ("Районный аким Болат Касенов отчитался.", "raion_akim"),
        ("Градоначальник Рудного Виктор Ионенко отчитался.", "town_akim"),
        ("Аким областного центра Болат Касенов отчитался в Кокшетау.", "town_akim"),
        ("В Петропавловске аким города Серик Мухамедиев отчитался.", "town_akim"),
        ("Аким района «Нура» столицы Болат Касенов отчитался.", "raion_akim"),
        ("Акимы районов и городов отчитались.", "raion_akim"),
        ("Акимы Рудного, Лисаковска и Житикары отчитались.", "town_akim"),
    ],
)
def test_a_local_akim_is_no_head_of_a_region(text: str, office: str) -> None:
    assert {person.office for person in people(text)} == {office}
    assert heads(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Заместитель акима Абайского района Болат Касенов отчитался.",
        "Заместитель акима города Рудного Болат Касенов отчитался.",
        "Советник акима Костанайской области Болат Касенов ответил.",
        "Руководитель аппарата акима Костанайской области Болат Касенов ответил.",
        "Губернатор Омской области прислал письмо, глава Омской области приедет.",
    ],
)
def test_other_offices_are_neither_akim_nor_deputy(text: str) -> None:
    assert {person.office for person in people(text)} <= {"other", None}
    assert heads(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Об этом сообщили в пресс-службе акима Костанайской области.",
        "Кубок акима Костанайской области разыграли борцы.",
        "На должность акима Костанайской области назначения не было.",
        "Страница акима Костанайской области взломана.",
        "Резиденция акима Костанайской области переезжает.",
    ],
)
def test_a_thing_that_bears_the_akims_name_is_no_mention_of_him(text: str) -> None:
    assert people(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Суд допросил командира части Болата Касенова и его заместителя по воспитательной работе.",
        "Директор завода Болат Касенов и его заместитель Игорь Петров показали цех акиму Костанайской области.",
        "Экс-замакима Костанайской области Болат Касенов вышел на свободу.",
        "Бывший заместитель акима Костанайской области Болат Касенов вышел на свободу.",
        "Глава Казахстана принял послов.",
        "Об этом рассказала руководитель областного центра крови в Костанае Айгуль Бекенова.",
        "Премьер Бакытжан Сагинтаев прибыл в Алматы.",
    ],
)
def test_deputies_and_heads_of_other_things_are_not_ours(text: str) -> None:
    assert not {p.office for p in people(text) if p.name or p.plural} & {"akim", "deputy_akim", "town_akim"}
    assert not [p for p in people(text) if p.office == "deputy_akim"]


@pytest.mark.parametrize(
    "text",
    [
        "Распоряжением акима Костанайской области Марат Игалиев назначен директором.",
        "По решению главы Костанайской области Марат Игалиев возглавил отдел.",
        "Приказом акима Костанайской области Айдар Сериков переведён в район.",
    ],
)
def test_a_man_whom_the_akim_appointed_is_not_the_akim(text: str) -> None:
    akim, appointed = people(text)
    assert (akim.office, akim.name) == ("akim", None)
    assert (appointed.office, appointed.official) == (None, None)


def test_the_akim_of_a_rural_district_is_local_and_its_name_is_no_surname() -> None:
    (person,) = people("Деньги вернул заместитель акима Теректинского сельского округа.")
    assert (person.office, person.name) == ("other", None)
