"""One place for the words that readers meet: each has both languages, and none accuses."""

from __future__ import annotations

import copy
import pickle
import re
from datetime import date
from pathlib import Path
from string import Formatter
from typing import get_args

import duckdb
import pytest
from warehouse_world import ORDER, article, council, reading, whole_run

from extractors.sources import load_sites
from models.copies import OriginKind
from models.errors import BadInput
from models.glossary import WordKind, glossary_of, named, own_words
from models.order import RESERVED, load_order
from models.package_data import own_table, own_text
from models.phrases import in_russian, listed, say
from models.records import How, Kind, Level
from warehouse.connect import open_warehouse

GLOSSARY = glossary_of(ORDER.words)
CYRILLIC = re.compile("[А-Яа-яЁё]")


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("kind", get_args(Kind)),
        ("level", get_args(Level)),
        ("how", (*get_args(How), "in_person", "unknown")),
        ("origin", get_args(OriginKind)),
        ("capacity", ("akim", "acting", "vacant", "unknown")),
        ("verdict", (*RESERVED, *(rung.name for clause in ORDER.clauses for rung in clause.rungs))),
        ("source_group", sorted({site.group for site in load_sites().values()})),
    ],
)
def test_every_word_of_the_tables_is_said_in_both_languages(kind: WordKind, words: tuple[str, ...]) -> None:
    for word in words:
        assert GLOSSARY.say(kind, word, "ru") != word
        assert GLOSSARY.word(kind, word).meaning("en")


def test_russian_is_russian_and_english_is_english() -> None:
    for word in GLOSSARY.words:
        assert CYRILLIC.search(word.ru), word
        assert CYRILLIC.search(word.means_ru), word
        assert not CYRILLIC.search(word.en + word.means_en), word
        for text in (word.means_ru, word.means_en):
            assert text[0].isupper(), text
            assert text.endswith("."), text


def test_a_word_is_explained_once() -> None:
    names = [(word.kind, word.word) for word in GLOSSARY.words]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", sorted({word.kind for word in own_words()}))
def test_no_word_accuses(kind: str) -> None:
    """Found and not found, never violated."""
    accusing = re.compile(r"наруш|уклон|не исполн|не выполн|violat|fail|breach|neglect", re.IGNORECASE)
    for word in GLOSSARY.words:
        if word.kind == kind and kind != "alarm":
            assert not accusing.search(f"{word.ru} {word.means_ru} {word.en} {word.means_en}"), word


def test_every_sentence_has_the_same_values_in_both_languages() -> None:
    for key, phrase in own_table("phrases.toml").items():
        asked = [{name for _, name, _, _ in Formatter().parse(phrase[language]) if name} for language in ("en", "ru")]
        assert asked[0] == asked[1], key
        assert not CYRILLIC.search(phrase["en"]), key


def test_every_sentence_is_used() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in Path("models").glob("*.py"))
    for key in own_table("phrases.toml"):
        family = key.partition("_")[0]
        assert f'"{key}"' in code or f'say(f"{family}_' in code, key


def test_a_sentence_is_english_and_knows_its_russian() -> None:
    told = say("days_needed", days=12, length=61, share=12 / 61, needed=0.8)
    assert told == "12 of 61 days covered (20%), 80% needed"
    assert told.ru == "просмотрено дней: 12 из 61 (20 %), нужно 80 %"
    assert say("since", day=date(2025, 6, 1)).ru == "с 01.06.2025"
    assert say("disagree", conflict=listed([say("vote", what=named("how", "chaired"), reports=2), "x"])).ru == (
        "сообщения расходятся: провёл 2, x"
    )
    for again in (copy.deepcopy(told), pickle.loads(pickle.dumps(told))):
        assert (again, in_russian(again)) == (told, told.ru)
    assert in_russian("plain") == "plain"


def test_another_orders_rungs_are_said_by_their_names_or_by_its_own_words(tmp_path: Path) -> None:
    assert GLOSSARY.say("verdict", "visited", "ru") == "visited"
    with pytest.raises(KeyError):
        GLOSSARY.say("how", "visited", "ru")
    given = own_text("order.toml").replace('word = "met"\n', 'word = "mett"\n')
    (tmp_path / "order.toml").write_text(given, encoding="utf-8")
    with pytest.raises(BadInput, match="mett: no clause has such a rung"):
        load_order(tmp_path / "order.toml")


def test_reasons_are_stored_in_both_languages_and_the_glossary_lies_beside(tmp_path: Path) -> None:
    with open_warehouse(tmp_path / "w.duckdb", sample=True) as connection:
        whole_run(connection, tmp_path / "stage", "r1", (article(1), reading(council())))
        rows = connection.execute("SELECT reasons, reasons_ru FROM compliance_today").fetchall()
        words = connection.execute("SELECT count(*) FROM glossary").fetchone()
        named_verdicts = _verdicts_without_words(connection)
    assert words == (len(GLOSSARY.words),)
    assert named_verdicts == []
    assert any(reasons for reasons, _ in rows)
    for reasons, russian in rows:
        assert len(reasons) == len(russian)
        assert all(CYRILLIC.search(reason) for reason in russian)
        assert not any("{" in reason for reason in (*reasons, *russian))


def _verdicts_without_words(connection: duckdb.DuckDBPyConnection) -> list[tuple[str]]:
    return connection.execute("""
        SELECT DISTINCT verdict FROM compliance_today
        ANTI JOIN (SELECT word AS verdict FROM glossary WHERE kind = 'verdict') USING (verdict)
    """).fetchall()
