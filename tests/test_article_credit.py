"""Whom a text credits: the origin of a copy, in one spelling."""

from __future__ import annotations

import pytest

from extractors.page.credit import find_agency

CREDITS = [
    ("В ауле открыли клуб, передает Казинформ.", "Казинформ"),
    ("В ауле открыли клуб, передаёт корреспондент агентства «Казинформ».", "Казинформ"),
    ("Ауылда клуб ашылды, — деп хабарлайды ҚазАқпарат.", "Казинформ"),
    ("ТАРАЗ. КАЗИНФОРМ – В ауле открыли клуб.", "Казинформ"),
    ("В ауле открыли клуб, передает Zakon.kz со ссылкой на пресс-службу акима области.", "пресс-служба акима"),
    ("В ауле открыли клуб, сообщает пресс-служба акимата Костанайской области.", "пресс-служба акима"),
    ("Ауылда клуб ашылды, деп хабарлайды облыс әкімінің баспасөз қызметі.", "пресс-служба акима"),
    ("В ауле открыли клуб, сообщили в региональной службе коммуникаций.", "региональная служба коммуникаций"),
    ("Президент подписал закон, сообщает Акорда.", "Акорда"),
    ("В ауле открыли клуб. Директор рассказал о планах.", None),
    ("Казинформ отметил юбилей большим концертом.", None),
]


@pytest.mark.parametrize(("line", "agency"), CREDITS)
def test_a_credit_is_found_in_one_spelling(line: str, agency: str | None) -> None:
    assert find_agency([line]) == agency


def test_an_outlet_that_names_itself_credits_nobody() -> None:
    assert (
        find_agency(["В ауле открыли клуб, передает Tengrinews.kz."], own_names=("tengrinews.kz", "Tengrinews")) is None
    )


def test_an_outlet_that_names_its_host_credits_nobody() -> None:
    assert find_agency(["В Актау открыли клуб, сообщает Lada.kz."], own_names=("lada.kz", "Лада (Актау)")) is None


def test_a_credit_in_the_middle_of_a_long_text_is_somebody_elses_words() -> None:
    lines = ["Первый абзац."] * 5 + ["Тогда, как сообщает ТАСС, шёл дождь."] + ["Последний абзац."] * 5
    assert find_agency(lines) is None
