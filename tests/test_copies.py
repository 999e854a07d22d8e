"""Copies: reprints are one account, whoever prints them; two reporters at one meeting are two."""

from __future__ import annotations

import random
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.copies import COPY_SIMILARITY, collapse_copies, copy_pairs, gram_sets, origin_of, similarity

_RELEASE = (
    "Аким области провёл заседание Совета Ассамблеи народа Казахстана. В нём участвовали руководители четырнадцати "
    "этнокультурных объединений, члены совета матерей и совета аксакалов. Обсудили работу медиаторов в сёлах, уроки "
    "языка для приезжих и подготовку к республиканской сессии. Итоги подведут осенью, поручения даны управлениям."
)
_REPORTER = (
    "В областном центре вчера собрался актив ассамблеи, заседание вёл глава региона. Говорили прежде всего о том, как "
    "мирить соседей, которые спорят из-за воды и выпаса. Старейшины просили чаще приезжать в дальние аулы, а молодые "
    "предложили открыть кабинет медиации при колледже. Аким обещал ответить каждому до конца месяца."
)


def test_a_reprint_with_another_headline_and_a_cut_ending_is_a_copy() -> None:
    reprint = "НОВОСТИ ОБЛАСТИ. " + _RELEASE.removesuffix("поручения даны управлениям.")
    assert collapse_copies({"b": reprint, "a": _RELEASE, "c": _REPORTER}) == {"a": "a", "b": "a", "c": "c"}


def test_case_punctuation_and_yo_do_not_hide_a_copy() -> None:
    changed = _RELEASE.upper().replace("Ё", "Е").replace(".", " —")
    assert collapse_copies({"a": _RELEASE, "b": changed})["b"] == "a"


def test_a_copy_of_a_copy_belongs_to_the_first() -> None:
    words = [f"слово{n}" for n in range(116)]  # each next text drops 8 words in front and adds 8 at the end
    joined = {key: " ".join(words[8 * n : 100 + 8 * n]) for n, key in enumerate("abc")}
    sets = gram_sets(joined)
    assert similarity(sets["a"], sets["c"]) < COPY_SIMILARITY
    assert set(collapse_copies(joined).values()) == {"a"}


def test_empty_texts_are_nobodys_copies() -> None:
    assert collapse_copies({"a": "", "b": "", "c": "…"}) == {"a": "a", "b": "b", "c": "c"}


def test_texts_shorter_than_a_gram_are_copies_only_when_equal() -> None:
    assert collapse_copies({"a": "Коротко", "b": "коротко.", "c": "иначе"}) == {"a": "a", "b": "a", "c": "c"}


@pytest.mark.parametrize("cut", [10, 11, 12])
def test_the_bound_itself_makes_a_copy(cut: int) -> None:
    """12 grams shared of 15 are exactly 0.8, which binary fractions do not hold exactly."""
    words = [f"w{n}" for n in range(18)]  # 15 grams
    shorter = " ".join(words[: cut + 3])  # `cut` grams, all shared
    assert (collapse_copies({"a": " ".join(words), "b": shorter})["b"] == "a") is (cut >= 12)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_every_pair_is_found_that_comparing_all_with_all_finds(seed: int) -> None:
    chance = random.Random(seed)
    words = [f"слово{n}" for n in range(30)]
    texts = {}
    for key in "abcdefgh":
        base = words[: chance.randint(1, 30)]
        kept = [word for word in base if chance.random() > 0.05]
        texts[key] = " ".join(kept)
    sets = gram_sets(texts)
    expected = {
        pair for pair in combinations(sorted(sets), 2) if similarity(*(sets[k] for k in pair)) >= COPY_SIMILARITY
    }
    assert {tuple(sorted(pair)) for pair in copy_pairs(sets)} == expected
    shuffled = list(texts.items())
    chance.shuffle(shuffled)
    assert collapse_copies(dict(shuffled)) == collapse_copies(texts)


def test_an_agency_and_those_who_credit_it_are_one_origin() -> None:
    own = origin_of("kazinform", None)
    credited = origin_of("lada", "МИА «Казинформ»")
    assert own == credited
    assert own is not None
    assert own.kind == "agency"


def test_a_press_release_of_the_akimat_is_the_akimats_word_on_every_site() -> None:
    first, second = origin_of("lada", "пресс-служба акима области"), origin_of("nur", "Акимат Костанайской области")
    assert first == second
    assert first is not None
    assert first.kind == "akimat"


def test_a_credit_nobody_listed_is_still_one_origin() -> None:
    assert origin_of("lada", "ИА «Степные вести»") == origin_of("nur", "иа степные вести")
    assert origin_of("lada", "ИА «Степные вести»") != origin_of("lada", None)


def test_a_site_without_a_credit_speaks_for_itself_and_nobody_for_nobody() -> None:
    lada = origin_of("lada", None)
    assert lada is not None
    assert lada.kind == "own"
    assert lada != origin_of("nur", None)
    assert origin_of(None, None) is None


_ROOT = Path(__file__).parents[1]


def test_every_credit_that_the_reader_of_pages_knows_is_an_origin_that_is_listed() -> None:
    """`extractors` writes the credit, `models` understands it: neither list may grow without the other."""
    lexicon = tomllib.loads((_ROOT / "extractors/page/lexicon/agencies.toml").read_text(encoding="utf-8"))
    origins = {name: origin_of("somewhere", name) for name in lexicon["names"]}
    assert [name for name, origin in origins.items() if origin is None or origin.key.startswith("credit:")] == []


def test_every_site_that_an_agency_runs_is_a_site_that_is_read() -> None:
    agencies = tomllib.loads((_ROOT / "models/agencies.toml").read_text(encoding="utf-8"))["agency"]
    known = {path.stem for path in (_ROOT / "extractors/sources").glob("*.toml")}
    assert {agency["source"] for agency in agencies if "source" in agency} <= known


def test_a_site_and_those_who_credit_it_are_one_origin() -> None:
    assert origin_of("lada", None) == origin_of("nur", "Лада")
    assert origin_of("govkz", None) == origin_of("nur", "пресс-служба акима")
