"""The nominative of names: every head of a region in every case, by paradigms written here by hand."""

from __future__ import annotations

import pytest

from extractors.russian.letters import key
from extractors.russian.names import inflected, nominative
from extractors.russian.people_names import take_apart
from models.registry import load_registry

CASES = ("Nom", "Gen", "Dat", "Acc", "Ins", "Loc")
VOWELS = "аеёиоуыэюяіөұүә"


def declined_given(name: str) -> tuple[str, ...]:
    """A given name in the six cases, as Russian grammar has it: «Гали» and «Ералы» stay."""
    if name.endswith("а"):
        return (name, name[:-1] + "ы", name[:-1] + "е", name[:-1] + "у", name[:-1] + "ой", name[:-1] + "е")
    if name.endswith("й"):
        return (name, name[:-1] + "я", name[:-1] + "ю", name[:-1] + "я", name[:-1] + "ем", name[:-1] + "е")
    if name[-1] in VOWELS:
        return (name,) * 6
    return (name, name + "а", name + "у", name + "а", name + "ом", name + "е")


def declined_surname(name: str) -> tuple[str, ...]:
    if name.endswith(("ов", "ев", "ин")):
        return (name, name + "а", name + "у", name + "а", name + "ым", name + "е")
    if name.endswith(("ова", "ева", "ина")):
        stem = name[:-1]
        return (name, stem + "ой", stem + "ой", stem + "у", stem + "ой", stem + "ой")
    return declined_given(name)


def declined_patronymic(name: str) -> tuple[str, ...]:
    if name.endswith("ич"):
        return (name, name + "а", name + "у", name + "а", name + "ем", name + "е")
    if name.endswith("на"):
        stem = name[:-1]
        return (name, stem + "ы", stem + "е", stem + "у", stem + "ой", stem + "е")
    return (name,) * 6


HEADS = sorted({(t.given, t.patronymic, t.surname) for t in load_registry().tenures if t.surname}, key=str)


@pytest.mark.parametrize("case", range(6), ids=CASES)
@pytest.mark.parametrize(("given", "patronymic", "surname"), HEADS)
def test_every_head_of_a_region_is_named_in_the_nominative(
    given: str, patronymic: str | None, surname: str, case: int
) -> None:
    words = [declined_given(given)[case], declined_surname(surname)[case]]
    assert " ".join(nominative(words, CASES[case]).words) == f"{given} {surname}"
    if patronymic:
        full = [declined_given(given)[case], declined_patronymic(patronymic)[case], declined_surname(surname)[case]]
        assert " ".join(nominative(full, CASES[case]).words) == f"{given} {patronymic} {surname}"


@pytest.mark.parametrize("case", range(6), ids=CASES)
@pytest.mark.parametrize(("given", "patronymic", "surname"), HEADS)
def test_a_surname_in_any_case_is_found_in_the_index_of_officials(
    given: str, patronymic: str | None, surname: str, case: int
) -> None:
    assert key(declined_surname(surname)[case]) in inflected(surname)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Айгуль Сейтовой", "Айгуль Сейтова"),
        ("Бакытгуль Хаменовой", "Бакытгуль Хаменова"),
        ("Гульнаре Жумабековой", "Гульнара Жумабекова"),
        ("Жанной Асановой", "Жанна Асанова"),
        ("Гульшары Наушаевны", "Гульшара Наушаевна"),
        ("Ольгой Литневской", "Ольга Литневская"),
        ("Динаре Нурлановне", "Динара Нурлановна"),
        ("Салтанат Ержановой", "Салтанат Ержанова"),
        ("Мадины Ким", "Мадина Ким"),
        ("Розу Баглановну", "Роза Баглановна"),
    ],
)
def test_womens_names_are_womens_in_the_nominative(words: str, wanted: str) -> None:
    read = nominative(words.split())
    assert (" ".join(read.words), read.gender) == (wanted, "f")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("Рафаэлю Сулейменову", "Рафаэль Сулейменов"),
        ("Павла Петровича", "Павел Петрович"),
        ("Льву Орлову", "Лев Орлов"),
        ("Касым-Жомарта Токаева", "Касым-Жомарт Токаев"),
        ("Нурлана Ермекулы", "Нурлан Ермекулы"),
        ("Мұрата Әбенова", "Мұрат Әбенов"),
        ("Ғауезом Нұрмұхамбетовым", "Ғауез Нұрмұхамбетов"),
        ("Олегом Круком", "Олег Крук"),
        ("Тимофею Кану", "Тимофей Кан"),
        ("Абая Смагулова", "Абай Смагулов"),
    ],
)
def test_mens_names_of_every_kind_come_back(words: str, wanted: str) -> None:
    assert " ".join(nominative(words.split()).words) == wanted


@pytest.mark.parametrize(
    ("words", "case", "wanted"),
    [
        ("Марата СУЛТАНГАЗИЕВА", "Gen", "Марат Султангазиев"),
        ("КУМАР АКСАКАЛОВ", "Nom", "Кумар Аксакалов"),
        ("К Аксакалову", "Dat", "К Аксакалов"),
        ("Г Н Абдыкаликовой", "Gen", "Г Н Абдыкаликова"),
        ("АБДЫКАЛИКОВОЙ", "Gen", "Абдыкаликова"),
    ],
)
def test_capitals_and_initials_come_out_as_names(words: str, case: str, wanted: str) -> None:
    assert " ".join(nominative(words.split(), case).words) == wanted


def test_a_bare_form_of_both_genders_follows_the_tagger() -> None:
    assert nominative(["Омарова"], "Gen", "m").words == ("Омаров",)
    assert nominative(["Омарова"], "Nom", "f").words == ("Омарова",)


@pytest.mark.parametrize("words", [[], ["А"], ["-"], ["X"], ["ъ"], ["Ё"], ["–", "–"], ["абв" * 200]])
def test_what_is_no_name_comes_back_without_a_fault(words: list[str]) -> None:
    assert len(nominative(words).words) == len(words)


@pytest.mark.parametrize(
    ("words", "surname", "given", "patronymic"),
    [
        (("Кумар", "Аксакалов"), "аксакалов", "кумар", None),
        (("Аксакалов", "Кумар"), "аксакалов", "кумар", None),
        (("Аксакалов", "Кумар", "Иргибаевич"), "аксакалов", "кумар", "иргибаевич"),
        (("Кумар", "Иргибаевич"), None, "кумар", "иргибаевич"),
        (("Женис", "Махмудулы", "Касымбек"), "касымбек", "женис", "махмудулы"),
        (("К", "Аксакалов"), "аксакалов", "к", None),
        (("Аксакалов",), "аксакалов", None, None),
        (("Дастан",), None, "дастан", None),
        (("Берик", "Уали"), "уали", "берик", None),
        (("Берик", "Абдыгалиулы"), "абдыгалиулы", "берик", None),
    ],
)
def test_a_name_is_taken_apart(
    words: tuple[str, ...], surname: str | None, given: str | None, patronymic: str | None
) -> None:
    parts = take_apart(words, "m", {"аксакалов", "уали", "абдыгалиулы"})
    assert (parts.surname, parts.given, parts.patronymic) == (surname, given, patronymic)
