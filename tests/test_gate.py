"""The gates let every article through that could report a meeting, and little else."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from extractors import gate

HERE = Path(__file__).parent
CORPUS = HERE.parent.parent / "shared" / "corpus" / "tengrinews_2024-04.jsonl"
ORDER = CORPUS.with_name("000_c44650cce214e6b4.txt")


@pytest.mark.parametrize(
    "sentence",
    [
        "Аким обсудил межэтническую обстановку с жителями села.",
        "Вопросы межнациональных отношений рассмотрели в акимате.",
        "Прошло заседание Совета АНК области.",
        "В регион приехали члены АHK.",  # Latin H and K
        "Открылся новый Дом дружбы.",
        "Члены областной Ассамблеи посетили школу.",
        "Глава региона встретился с председателями 14 городских ЭКО.",
        "Собрался совет аксакалов.",
        "Директор КГУ «Қоғамдық келісім» рассказал о медиации.",
        "Жетон ҚХА вручили волонтёрам.",
        "МЕЖЭТНИЧЕСКОЕ СОГЛАСИЕ – ОСНОВА СТРАНЫ",
        "Меж\xadэтническое согласие",  # a soft hyphen from the page's own hyphenation
        "Забота об обществен\xadном\nсогласии",
    ],
)
def test_a_word_of_the_assembly_or_of_accord_opens_the_topic_gate(sentence: str) -> None:
    assert gate.topic(None, sentence)
    assert gate.topic(sentence, "")


@pytest.mark.parametrize(
    "sentence",
    [
        "Супругам одобрили квоту на ЭКО, сообщили в клинике.",
        "Генеральная Ассамблея ООН приняла резолюцию.",
        "На Генассамблее выступил министр.",
        "Парламентская ассамблея Совета Европы обсудила доклад.",
        "Банк повысил ставку, танки ушли с полигона.",
        "Аким осмотрел дамбу.",
        "",
    ],
)
def test_namesakes_and_other_news_do_not_open_the_topic_gate(sentence: str) -> None:
    assert not gate.topic(None, sentence)


def test_the_united_nations_do_not_hide_the_peoples_assembly() -> None:
    assert gate.topic(None, "О сессии Генеральной ассамблеи ООН рассказали на заседании областной ассамблеи.")


def test_the_akim_gate_knows_his_titles() -> None:
    assert gate.akim(None, "Акимы районов доложили о паводке.")
    assert gate.akim("Глава региона посетил завод", "Открыт новый цех.")
    assert gate.akim(None, "Градоначальник ответил жителям.")
    assert not gate.akim(None, "Глава компании и министр обсудили цены.")


@pytest.mark.parametrize(
    "sentence",
    [
        "Облыста Қазақстан халқы Ассамблеясының кеңесі өтті.",
        "ҚХА кеңесінің отырысы болды.",
        "Qazaqstan halqy Assambleiasynyń keńesi ótti.",
        "Etnomädeni birlestikter jetekshileri jinaldy.",
    ],
)
def test_a_kazakh_text_that_names_the_assembly_is_a_lead(sentence: str) -> None:
    assert gate.kazakh_lead(None, sentence)


def test_other_kazakh_news_is_no_lead() -> None:
    assert not gate.kazakh_lead("Көктемгі су тасқыны", "Облыс әкімі бөгетті аралап көрді.")


@pytest.mark.parametrize(
    ("text", "regions"),
    [
        ("Аким области Абай провёл совещание в Семее.", ("KZ-10",)),
        ("В СКО и ЗКО подвели итоги, гости прибыли из Қостаная.", ("KZ-59", "KZ-27", "KZ-39")),
        ("КОСТАНАЙСКИЕ АГРАРИИ встретились в ШЫМКЕНТЕ.", ("KZ-39", "KZ-79")),
        ("ПЕТРОПАВЛОВСК. КАЗИНФОРМ – Открыта школа.", ("KZ-59",)),
        ("АСТАНА. КАЗИНФОРМ – В Таразе открыта школа.", ("KZ-31",)),
        ("Помощь получили тридцать семей.", ()),
        ("Занятия начались в 9.00 по времени Астаны.", ()),
        ("В столице Франции и в Омской области прошли выборы.", ()),
        ("Мост через Есиль у Абайского района.", ()),  # several regions have one
        ("Погода\n\nАлматы 10\nАстана -1\nАктау 13\nУсть-Каменогорск 18\n", ()),
        ("Открыта школа в Таразе.\n\nКараганда -7 Темиртау -9 Балхаш -4", ("KZ-31",)),
        ("Открыта школа в Таразе.\n\nЧитайте также\n\nВ Павлодаре прошёл субботник", ("KZ-31",)),
        ("Акимат Костанайской области; аким Костанайской области", ("KZ-39",)),
    ],
)
def test_regions_are_named_by_the_article_not_by_the_widgets_around_it(text: str, regions: tuple[str, ...]) -> None:
    assert gate.regions_named(None, text) == regions


def test_a_title_names_its_region_first() -> None:
    assert gate.regions_named("Паводок в Атырау", "Вода отступила. В Актобе тоже.") == ("KZ-23", "KZ-15")


@pytest.mark.skipif(not ORDER.exists(), reason="the shared corpus of real articles is not beside this checkout")
def test_the_weather_list_beside_the_order_names_no_region() -> None:
    assert gate.regions_named(None, ORDER.read_text(encoding="utf-8")) == ()


def test_every_region_of_a_worked_meeting_is_among_those_named() -> None:
    with (HERE / "gold/dev.jsonl").open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    wanting = [
        (case["id"], meeting["region"])
        for case in cases
        for meeting in case["meetings"]
        if meeting["region"] and meeting["region"] not in gate.regions_named(case["title"], case["text"])
    ]
    assert wanting == []


def test_every_worked_case_with_a_meeting_passes_the_topic_gate() -> None:
    with (HERE / "gold/dev.jsonl").open(encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    missed = [c["id"] for c in cases if c["meetings"] and not gate.topic(c["title"], c["text"])]
    assert missed == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared corpus of real articles is not beside this checkout")
def test_a_few_percent_of_the_real_press_pass_the_topic_gate_and_a_quarter_the_akim_gate() -> None:
    with CORPUS.open(encoding="utf-8") as lines:  # str.splitlines would cut at U+2028 inside the texts
        articles = [json.loads(line) for line in lines]
    topical = sum(gate.topic(a["title"], a["text"]) for a in articles) / len(articles)
    about_akims = sum(gate.akim(a["title"], a["text"]) for a in articles) / len(articles)
    assert 0.015 <= topical <= 0.045
    assert 0.15 <= about_akims <= 0.35


def test_every_pattern_of_the_lexicon_contains_the_root_it_stands_under() -> None:
    """Else it would never be looked for."""
    path = HERE.parent / "extractors/russian/lexicon/gate.toml"
    lexicon = tomllib.loads(path.read_text(encoding="utf-8"))
    astray = [
        (root, pattern)
        for table in ("topic", "akim", "kazakh")
        for root, patterns in lexicon[table].items()
        for pattern in patterns
        if root not in pattern
    ]
    assert astray == []
