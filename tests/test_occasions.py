"""Occasions: accounts of one sitting come together, two sittings stay two, and copies are one voice."""

from __future__ import annotations

import random
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from inference_world import day
from model_world import sighting

from models.occasions import REACH_DAYS, Occasion, find_occasions, interval_of
from models.records import Sighting

COAL = "Аким области провёл совещание о запасах угля: котельные Рудного, долги теплосетей, вагоны из Экибастуза"
COAL_TOO = "Котельные Рудного и долги теплосетей обсудили в акимате, запасы угля везут вагонами из Экибастуза"
SOWING = "Аким области заслушал отчёт о посевной: семена пшеницы, дизельное топливо, кредиты фермерам Аркалыка"
COURTS = "Аким области собрал штаб паводков: дамбы на Тоболе, насосы, эвакуация посёлков Денисовского района"
RELEASE = (
    "Аким области провёл аппаратное совещание. Обсудили ход отопительного сезона, ремонт дорог и подготовку школ, "
    "поручено до конца месяца внести предложения и доложить о каждом объекте отдельно."
)
# Other sittings of the region, so that stock words are told from telling ones.
BACKGROUND = (
    sighting("b1", SOWING, first="2025-03-04", on="2025-03-04"),
    sighting("b2", COURTS, first="2025-04-08", on="2025-04-08"),
    sighting(
        "b3",
        "Аким области провёл совещание о школах: учителя, столовые, учебники",
        first="2025-05-02",
        on="2025-05-02",
    ),
)


def of_june(*sightings: Sighting) -> tuple[Occasion, ...]:
    return tuple(one for one in find_occasions([*BACKGROUND, *sightings]) if one.start >= day("2025-06-01"))


def only(occasions: tuple[Occasion, ...]) -> Occasion:
    assert len(occasions) == 1
    return occasions[0]


def test_two_outlets_telling_of_one_sitting_in_their_own_words_are_one_occasion_of_two_voices() -> None:
    one = only(of_june(sighting("a", COAL, first="2025-06-13"), sighting("b", COAL_TOO, first="2025-06-13")))
    assert (one.start, one.end, one.region, one.sitting) == (day("2025-06-13"), day("2025-06-13"), "KZ-39", True)
    assert [voice.source for voice in one.voices] == ["a", "b"]


def test_two_sittings_of_one_day_stay_two() -> None:
    assert len(of_june(sighting("a", COAL, first="2025-06-13"), sighting("b", SOWING, first="2025-06-13"))) == 2


BUDGET = "На сессии маслихата утвердили бюджет: дамбы, каналы, техника для водников Тобола, фермеры Аркалыка"
STREETS = (
    "На сессии маслихата переименовали улицы: имена получат переулки Лисаковска, скверы и площадь, фермеры не против"
)


def test_a_body_that_sits_once_a_day_links_accounts_of_other_points_of_its_agenda() -> None:
    on_one_day = [sighting(name, text, first="2025-06-13") for name, text in (("a", BUDGET), ("b", STREETS))]
    undated = [sighting("a", BUDGET, first="2025-06-13"), sighting("b", STREETS, on="2025-06-14")]
    assert len(of_june(*on_one_day)) == 1
    assert len(of_june(*undated)) == 2


def test_the_same_words_a_day_apart_are_two_sittings_in_words_of_their_own() -> None:
    days = [sighting("a", COAL, first="2025-06-12"), sighting("b", COAL_TOO, first="2025-06-13")]
    assert len(of_june(*days)) == 2


def test_two_sittings_that_one_article_tells_of_stay_two() -> None:
    told = [sighting(f"a{n}", COAL, first="2025-06-13", article="a", ordinal=n) for n in range(2)]
    assert len(of_june(*told)) == 2


def test_a_copy_of_an_article_with_two_sittings_does_not_make_them_one() -> None:
    days = ("2025-06-10", "2025-06-13")
    told = [
        sighting(f"{article}{n}", RELEASE, first=days[n], article=article, ordinal=n)
        for article in ("a", "copy")
        for n in range(2)
    ]
    occasions = of_june(*told)
    assert [(one.start, one.end) for one in occasions] == [(day(text),) * 2 for text in days]
    assert [[voice.sighting_ids for voice in one.voices] for one in occasions] == [
        [("s-a0", "s-copy0")],
        [("s-a1", "s-copy1")],
    ]


def test_a_copy_of_one_day_goes_with_the_sitting_told_in_its_place() -> None:
    told = [sighting(f"{a}{n}", RELEASE, article=a, ordinal=n) for a in ("a", "b", "c") for n in range(2)]
    voices = {voice.sighting_ids for one in of_june(*told) for voice in one.voices}
    assert voices == {("s-a0", "s-b0", "s-c0"), ("s-a1", "s-b1", "s-c1")}


def test_copies_are_one_voice_and_it_is_theirs_who_had_it_first() -> None:
    first = sighting("z", RELEASE, first="2025-06-13", on="2025-06-13")
    later = [sighting(name, RELEASE, first="2025-06-13", on="2025-06-14") for name in ("a", "b")]
    (voice,) = only(of_june(first, *later)).voices
    assert (voice.source, voice.published_on) == ("z", day("2025-06-13"))
    assert voice.sighting_ids == ("s-a", "s-b", "s-z")


def test_copies_come_together_whatever_today_means_in_each() -> None:
    first = sighting("a", RELEASE, first="2025-06-11", on="2025-06-11")
    copied = sighting("b", RELEASE, first="2025-06-14", on="2025-06-14")
    one = only(of_june(copied, first))
    assert (one.start, one.end) == (day("2025-06-11"), day("2025-06-11"))


def test_the_same_release_a_fortnight_later_is_another_sitting() -> None:
    days = ("2025-06-03", "2025-06-17")
    assert len(of_june(*(sighting(f"a{text}", RELEASE, first=text, on=text) for text in days))) == 2


def test_all_who_credit_one_agency_are_one_voice() -> None:
    told = [
        sighting(name, text, first="2025-06-13", agency="Казинформ") for name, text in (("a", COAL), ("b", COAL_TOO))
    ]
    assert len(only(of_june(*told)).voices) == 1


def test_an_undated_report_joins_a_sitting_of_the_days_before_it() -> None:
    dated = sighting("a", COAL, first="2025-06-13", on="2025-06-13")
    for on, together in (("2025-06-12", False), ("2025-06-13", True), ("2025-06-15", True), ("2025-06-16", False)):
        assert (len(of_june(dated, sighting("b", COAL_TOO, on=on))) == 1) == together


def test_an_undated_report_does_not_widen_the_day_that_another_gives() -> None:
    one = only(of_june(sighting("a", COAL, on="2025-06-15"), sighting("b", COAL_TOO, first="2025-06-13")))
    assert (one.start, one.end) == (day("2025-06-13"), day("2025-06-13"))


def test_an_undated_sighting_lies_within_the_reach_before_its_publication() -> None:
    first, last, dated = interval_of(sighting("a", COAL, on="2025-06-16")) or (None, None, True)
    assert (first, last, dated) == (day("2025-06-14"), day("2025-06-16"), False)
    assert (day("2025-06-16") - day("2025-06-14")).days == REACH_DAYS


def test_what_is_told_as_done_was_done_by_its_publication() -> None:
    told = sighting("a", COAL, first="2025-06-01", last="2025-06-30", on="2025-06-12")
    assert interval_of(told) == (day("2025-06-01"), day("2025-06-12"), True)


def test_what_nothing_dates_is_left_out() -> None:
    assert of_june(sighting("a", COAL, on=None)) == ()


def test_two_akims_are_never_at_one_occasion() -> None:
    for told in (COAL, RELEASE):  # in words of their own, and as copies
        apart = [sighting(name, told, first="2025-06-13", akim=name) for name in ("Первый", "Второй")]
        assert len(of_june(*apart)) == 2


def test_nobody_named_is_no_akim_of_another_name() -> None:
    told = [sighting("a", COAL, first="2025-06-13"), sighting("b", COAL_TOO, first="2025-06-13", akim=None)]
    assert len(of_june(*told)) == 1


def test_regions_and_classes_keep_to_themselves() -> None:
    told = [
        sighting("a", COAL, first="2025-06-13"),
        sighting("b", COAL, first="2025-06-13", region="KZ-59"),
        sighting("c", COAL, first="2025-06-13", sitting=False),
    ]
    assert len(of_june(*told)) == 3


@st.composite
def _press(draw: st.DrawFn) -> list[Sighting]:
    """A fortnight of one region's press: few words, so that many accounts are alike; several sittings an article."""
    made = []
    for number in range(draw(st.integers(1, 12))):
        words = draw(st.lists(st.sampled_from([f"слово{n}" for n in range(14)]), min_size=1, max_size=9))
        printed = draw(st.integers(1, 14))
        held = draw(st.none() | st.integers(max(1, printed - 4), printed))
        article = draw(st.integers(0, 7))
        made.append(
            sighting(
                f"{number}",
                " ".join(words),
                on=f"2025-06-{printed:02d}",
                first=f"2025-06-{held:02d}" if held else None,
                article=f"n{article}",
                ordinal=number,
                akim=draw(st.sampled_from([None, "Первый", "Второй"])),
                agency=draw(st.sampled_from([None, None, "Казинформ"])),
            )
        )
    return made


@settings(max_examples=150, deadline=None)
@given(_press(), st.randoms(use_true_random=False))
def test_neither_order_nor_giving_one_twice_changes_anything(told: list[Sighting], chance: random.Random) -> None:
    again = [*told, *chance.sample(told, chance.randrange(len(told) + 1))]
    chance.shuffle(again)
    assert find_occasions(again) == find_occasions(told)


@settings(max_examples=150, deadline=None)
@given(_press())
def test_every_sighting_is_at_one_occasion_and_none_holds_two_akims_or_an_article_twice(told: list[Sighting]) -> None:
    by_id = {one.sighting_id: one for one in told}
    occasions = find_occasions(told)
    assert Counter(name for one in occasions for voice in one.voices for name in voice.sighting_ids) == Counter(
        by_id.keys()
    )
    assert len({one.occasion_id for one in occasions}) == len(occasions)
    for one in occasions:
        own = [by_id[name] for voice in one.voices for name in voice.sighting_ids]
        assert len({each.akim for each in own} - {None}) <= 1
        assert len({each.article_id for each in own}) == len(own)
        assert one.start <= one.end
