"""A Kazakh text is not read, but the region that it names is known, in either script, so that it can be followed up."""

from __future__ import annotations

import pytest

from extractors.kazakh_regions import kazakh_regions_named


@pytest.mark.parametrize(
    ("text", "region"),
    [
        ("Абай облысының әкімі ассамблея отырысын өткізді.", "KZ-10"),
        ("Көкшетауда Қазақстан халқы ассамблеясының сессиясы өтті.", "KZ-11"),
        ("Ақтөбе облысы әкімінің төрағалығымен жиын өтті.", "KZ-15"),
        ("Алматы облысының әкімі қатысты.", "KZ-19"),
        ("Атырау облыстық ассамблеясының кеңесі", "KZ-23"),
        ("Батыс Қазақстан облысының әкімі", "KZ-27"),
        ("Жамбыл облысында кездесу болды.", "KZ-31"),
        ("Жетісу облысының әкімі", "KZ-33"),
        ("Қарағанды облыстық ҚХА", "KZ-35"),
        ("Қостанай облысының әкімі", "KZ-39"),
        ("Қызылорда облыстық ассамблея мүшелері", "KZ-43"),
        ("Маңғыстау облысының әкімі", "KZ-47"),
        ("Павлодар облысында", "KZ-55"),
        ("Солтүстік Қазақстан облысы", "KZ-59"),
        ("Түркістан облысы әкімінің төрағалығымен", "KZ-61"),
        ("Ұлытау облысының әкімі", "KZ-62"),
        ("Шығыс Қазақстан облысының әкімі", "KZ-63"),
        ("Астана қаласының әкімі", "KZ-71"),
        ("Алматы қаласы әкімінің орынбасары", "KZ-75"),
        ("Шымкентте ассамблея отырысы өтті.", "KZ-79"),
        ("Qostanai oblysynyñ äkimi jiyn ötkızdı.", "KZ-39"),
        ("Türkıstan oblysynyń ákimi", "KZ-61"),
        ("Turkistan oblysynyn akimi", "KZ-61"),
        ("Shymkent qalasynyn akimi", "KZ-79"),
        ("Qyzylorda oblystyq assambleiasy", "KZ-43"),
        ("Soltüstık Qazaqstan oblysynyñ äkimi", "KZ-59"),
    ],
)
def test_a_name_in_either_script_tells_the_region(text: str, region: str) -> None:
    assert kazakh_regions_named(None, text) == (region,)


@pytest.mark.parametrize(
    "text",
    [
        "Абай атындағы театрда кездесу өтті.",
        "Алматыда қар жауды.",  # the city or the oblast around it
        "Астана. ҚазАқпарат. Президент жиын өткізді.",
        "Жамбыл Жабаевтың жырлары оқылды.",
        "Қазақстан халқы ассамблеясының отырысы өтті.",
    ],
)
def test_a_name_that_may_be_something_else_tells_none(text: str) -> None:
    assert kazakh_regions_named(None, text) == ()


def test_the_title_counts_and_the_order_is_that_of_the_text() -> None:
    assert kazakh_regions_named("Павлодар облысының әкімі", "Қонақтар Қостанай облысынан келді.") == ("KZ-55", "KZ-39")
