"""What the places component promises, on sentences written for this project in the manners of different desks."""

from __future__ import annotations

from datetime import datetime

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from extractors.russian import places, tokenizer  # noqa: F401  registers the factories
from models.records import Article


@pytest.fixture(scope="module")
def nlp() -> Language:
    pipeline = spacy.blank("ru", config={"nlp": {"tokenizer": {"@tokenizers": "akimwatch.razdel.v1"}}})
    pipeline.add_pipe("places", config={"hosts": {"vestnik-rudnogo.kz": "KZ-39"}})
    return pipeline


def read(nlp: Language, text: str, day: str = "2025-06-16", **fields: str) -> Doc:
    doc = nlp.make_doc(text)
    doc._.article = Article(published_at=datetime.fromisoformat(f"{day}T10:00:00+05:00"), text=text, **fields)
    return nlp(doc)


def found(nlp: Language, text: str, day: str = "2025-06-16") -> list[tuple[str | None, str]]:
    return [(place.region, place.level) for place in read(nlp, text, day)._.places]


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("В Костанайской области стартовал посевной сезон.", "KZ-39"),
        ("Между Павлодарской областью и соседями подписан меморандум.", "KZ-55"),
        ("Жителям Атырауской области подвезли воду.", "KZ-23"),
        ("Қостанай облысы готовит ярмарку.", "KZ-39"),
        ("Делегация области Абай прибыла на форум.", "KZ-10"),
        ("В области «Жетісу» построят школу.", "KZ-33"),
        ("Речь о Жетысуской области.", "KZ-33"),
        ("Степи Улытау зацвели рано.", "KZ-62"),
        ("в области Ұлытау открыт центр", "KZ-62"),
        ("Трасса свяжет Северо-Казахстанскую обл. с границей.", "KZ-59"),
        ("Школьники североказахстанского региона выиграли кубок.", "KZ-59"),
        ("В Северном Казахстане выпал снег.", "KZ-59"),
        ("СКО готовится к паводку.", "KZ-59"),
        ("По итогам года ВКО на третьем месте", "KZ-63"),
        ("в ЗКО выделили субсидии", "KZ-27"),
        ("ЮКО переименовали семь лет назад.", "KZ-61"),
        ("Аграрии Прииртышья ждут дождя.", "KZ-55"),
        ("Гости увидели Рудный Алтай.", "KZ-63"),
        ("В Приуралье паводок пошёл на убыль.", "KZ-27"),
        ("На земле Сыра растят рис.", "KZ-43"),
        ("В Семиречье собрали яблоки.", "KZ-33"),
        ("Мангистау ждёт туристов.", "KZ-47"),
        ("Қызылорда облысының әкімдігі хабарлайды: в Кызылординской области жара.", "KZ-43"),
        ("Южная столица готовится к марафону.", "KZ-75"),
        ("Третий мегаполис отметил День города.", "KZ-79"),
        ("В столице перекроют проспект.", "KZ-71"),
        ("Нур-Султан принял гостей.", "KZ-71"),
        ("костанайские машиностроители едут в Омск", "KZ-39"),
        ("шымкентский завод расширяют", "KZ-79"),
        ("Актюбинский регион получил технику.", "KZ-15"),
    ],
)
def test_a_region_is_known_in_every_case_abbreviation_and_nickname(nlp: Language, text: str, region: str) -> None:
    assert found(nlp, text)[0] == (region, "region")


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("В Рудном запустили цех.", "KZ-39"),
        ("Жители города Конаева пожаловались на шум.", "KZ-19"),
        ("в Сатпаеве открыли бассейн", "KZ-62"),
        ("Из Усть-Каменогорска вылетел борт.", "KZ-63"),
        ("Өскемен қаласы: город Оскемен обновил парк.", "KZ-63"),
        ("Семей встречает театры.", "KZ-10"),
        ("Команда из г. Туркестана победила.", "KZ-61"),
        ("ветераны Талдыкоргана собрались в сквере", "KZ-33"),
        ("КӨКШЕТАУ встречает гостей", "KZ-11"),
        ("Кто строит в Жанаозене?", "KZ-47"),
    ],
)
def test_a_town_carries_its_region(nlp: Language, text: str, region: str) -> None:
    assert (region, "town") in found(nlp, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("В Кызылжарском и Тайыншинском районах сухо.", [("KZ-59", "raion"), ("KZ-59", "raion")]),
        ("Аким района Шал акына отчитался.", [("KZ-59", "raion")]),
        ("школа в районе имени Габита Мусрепова", [("KZ-59", "raion")]),
        ("Чабаны Бурабайского района получили жильё.", [("KZ-11", "raion")]),
        ("район «Нура» столицы растёт", [("KZ-71", "raion"), ("KZ-71", "region")]),
        ("Жители Жетысуского района Алматы просят парк.", [("KZ-75", "raion"), ("KZ-75", "region")]),
        ("В Алматинском районе Астаны ремонт.", [("KZ-71", "raion"), ("KZ-71", "region")]),
        ("Фермеры Райымбекского р-на", [("KZ-19", "raion")]),
    ],
)
def test_raions_are_told_by_their_own_names(nlp: Language, text: str, expected: list[tuple[str, str]]) -> None:
    assert found(nlp, text) == expected


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("В Жамбылском районе прошёл сход.", None),
        ("В Жамбылском районе Алматинской области прошёл сход.", "KZ-19"),
        ("В Жамбылском районе СКО прошёл сход.", "KZ-59"),
        ("Тараз. Сход прошёл в Жамбылском районе, сообщает акимат Жамбылской области.", "KZ-31"),
        ("В Абайском районе Шымкента сдали дом.", "KZ-79"),
        ("В Карагандинской области снег. Трассу закрыли в Абайском районе.", "KZ-35"),
        ("Семей: в Абайском районе юбилей поэта", "KZ-10"),
        ("Есильский район на севере", None),
        ("Петропавловск: в Есильском районе паводок", "KZ-59"),
        ("Кокшетау. В Есильском районе паводок", "KZ-11"),
    ],
)
def test_a_raion_of_several_regions_needs_the_document_to_decide(nlp: Language, text: str, region: str | None) -> None:
    assert (region, "raion") in found(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "Строки Абая читали на площади.",
        "Абайские чтения собрали студентов.",
        "Памятник на улице Абая обновили.",
        "Орал Мухамеджанов вышел к залу.",
        "Вода в реке Урал поднялась.",
        "Банк «Жетысу» снизил ставки.",
        "ФК «Атырау» проиграл дома.",
        "Игроки ФК Туркестан вышли на поле.",
        "Санаторий «Сарыарка» принял ветеранов.",
        "На проспекте Астана перекрыли движение.",
        "Работы Каныша Сатпаева переиздали.",
        "Среди семей погорельцев распределили жильё.",
        "Рудный концентрат подорожал.",
        "Совет ААНК собрался вечером.",
        "Заседание АНК перенесли.",
        "Учёный Курчатов известен всем.",
        "Шар улетел в небо.",
        "Темир Алимов взял слово.",
        "Новая шахтная столица игр не открылась.",
        "Майские праздники прошли тихо.",
    ],
)
def test_a_word_that_only_looks_like_a_place_is_none(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Делегация прибыла из Омска.",
        "В Бишкеке собралась Ассамблея народа Кыргызстана.",
        "Форум прошёл в Оренбургской области.",
        "Рыбаки Петропавловска-Камчатского вышли в море.",
        "В Чуйской области Киргизии сход",
        "студенты из КНР",
        "в Республике Алтай снег",
        "Гости из Нарынской области приехали утром.",
        "Ташкентская область закупила муку",
        "соседняя РФ",
    ],
)
def test_a_place_abroad_is_foreign_and_has_no_region(nlp: Language, text: str) -> None:
    found_places = read(nlp, text)._.places
    assert found_places
    assert all(place.foreign and place.region is None for place in found_places)


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("В Талдыкоргане прошёл форум.", "KZ-19", "KZ-33"),
        ("Семей принял гостей.", "KZ-63", "KZ-10"),
        ("Жезказган готовится к зиме.", "KZ-35", "KZ-62"),
        ("В Бородулихинском районе ярмарка.", "KZ-63", "KZ-10"),
        ("Посёлок под Каражалом, в Жанааркинском районе.", "KZ-35", "KZ-62"),
    ],
)
def test_a_place_lies_where_it_lay_on_the_articles_day(nlp: Language, text: str, before: str, after: str) -> None:
    assert found(nlp, text, "2022-06-07")[-1][0] == before
    assert found(nlp, text, "2022-06-08")[-1][0] == after


def test_without_a_day_todays_map_is_used(nlp: Language) -> None:
    doc = nlp(nlp.make_doc("В Талдыкоргане прошёл форум."))
    assert doc._.places[0].region == "KZ-33"


def test_shymkent_was_a_town_of_its_oblast_until_june_2018(nlp: Language) -> None:
    assert found(nlp, "В Шымкенте открыли школу.", "2018-06-18") == [("KZ-61", "town")]
    assert found(nlp, "В Шымкенте открыли школу.", "2018-06-19") == [("KZ-79", "region")]


def test_almaty_oblast_is_not_the_city_of_almaty(nlp: Language) -> None:
    assert found(nlp, "Алматинская область и Алматы") == [("KZ-19", "region"), ("KZ-75", "region")]
    assert found(nlp, "прокурор Алматинской городской прокуратуры") == [("KZ-75", "region")]
    assert found(nlp, "Алматинский областной акимат") == [("KZ-19", "region")]


def test_a_forecast_names_no_place(nlp: Language) -> None:
    text = "Погоду ждут тёплую.\n\nПогода\n\nАлматы\n21\nАстана -5\nАктау +19°\nУральск +19 Аксай +20"
    assert [place.name for place in read(nlp, text)._.places] in ([], ["г. Алматы"])


def test_the_country_is_a_country_and_not_foreign(nlp: Language) -> None:
    (place,) = read(nlp, "Ассамблея народа Казахстана")._.places
    assert (place.level, place.foreign, place.region) == ("country", False, None)


def test_a_village_is_local_with_a_region_only_where_it_is_known(nlp: Language) -> None:
    assert found(nlp, "в селе Кеменгер встретились соседи") == [(None, "town")]


def test_names_are_given_in_the_nominative(nlp: Language) -> None:
    names = [
        p.name for p in read(nlp, "В Жезказгане, Кокшетау и Каркаралинском районе Карагандинской области")._.places
    ]
    assert names == ["Жезказган", "Кокшетау", "Каркаралинский район", "Карагандинская область"]


@pytest.mark.parametrize(
    ("text", "home"),
    [
        ("КОСТАНАЙ. КАЗИНФОРМ – Аграрии готовят технику.", "KZ-39"),
        ("АСТАНА. КАЗИНФОРМ – Аграрии готовят технику.", None),
        ("АСТАНА. 12 мая. KAZINFORM – В Тайыншинском районе СКО готовят технику.", "KZ-59"),
        ("Аграрии Прииртышья готовят технику. В Экибастузе ждут дождя, в Аксу сеют.", "KZ-55"),
        ("В Павлодарской и Костанайской областях сеют.", None),
        ("Аграрии готовят технику.", None),
        (
            "В Таразе сеют.\n\nЧитайте также\n\nВ Актау жара\n\nМангистау ждёт туристов\n\nВ Мангистауской области",
            "KZ-31",
        ),
    ],
)
def test_the_home_region_is_the_one_the_article_is_about(nlp: Language, text: str, home: str | None) -> None:
    assert read(nlp, text)._.home_region == home


def test_a_local_papers_own_region_stands_until_the_text_names_another_twice(nlp: Language) -> None:
    url = "https://vestnik-rudnogo.kz/news/17"
    assert read(nlp, "Аграрии готовят технику.", url=url)._.home_region == "KZ-39"
    assert (
        read(nlp, "Аким Атырауской области провёл приём. В Атырау и Кульсары ждут.", url=url)._.home_region == "KZ-23"
    )


def test_an_akimats_page_on_the_governments_portal_is_about_its_region(nlp: Language) -> None:
    url = "https://www.gov.kz/memleket/entities/sko/press/news/details/1?lang=ru"
    assert read(nlp, "Аграрии готовят технику.", url=url)._.home_region == "KZ-59"


def test_the_title_weighs_more_than_a_line_of_text(nlp: Language) -> None:
    assert read(nlp, "Гости приехали из Атырау.", title="Тараз готовится к празднику")._.home_region == "KZ-31"


@pytest.mark.parametrize(
    "text", ["", "\n\n", " ", "\x00", "«", "района", "область", "г.", "Абайский", "аким", "№" * 5000, "и," * 3000]
)
def test_odd_texts_are_read_without_a_fault(nlp: Language, text: str) -> None:
    assert read(nlp, text)._.places == ()
