"""What the pipeline promises as a whole: nothing of a text is lost, nothing odd stops it, order decides nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.russian.trees import sound_tree, tagged_spans
from models.records import Article
from tests.russian_reading import pipeline, read

DEV = Path(__file__).parent / "gold" / "dev.jsonl"
ODD = [
    "",
    " ",
    "\n\n\n",
    "\t\tАким\u00a0области\r\nсказал.",
    "\x00 Аким \x00 области\x00",
    "«»—–…“”„",
    "\u200bАким\u00ad СКО",
    "Аким",
    "аким,аким.аким",
    "И.о.",
    "А. Б. В. Г. Д.",
    "😀 Аким СКО 😀",
    "АКИМ СКО ГАУЕЗ НУРМУХАМБЕТОВ ПРОВЁЛ ПРИЁМ",
    "области области области",
    "ҚҰҢҒӘІҮӨҺ",
]


@pytest.mark.parametrize("text", ODD)
def test_every_code_point_of_the_text_stays_where_it_was(text: str) -> None:
    doc = read(text)
    assert doc.text == text
    assert "".join(token.text_with_ws for token in doc) == text


def test_a_lone_surrogate_is_shown_as_the_replacement_character_and_moves_nothing() -> None:
    doc = read("Аким \ud800 СКО")
    assert doc.text == "Аким \ufffd СКО"


@given(st.text(alphabet="Аким обл.,«»\n СКОГауезНурмухамбет-–0 \u0456\u04d9\x00", max_size=60))
@settings(max_examples=60, deadline=None)
def test_no_string_stops_the_reading(text: str) -> None:
    assert read(text).text == text


@pytest.mark.slow
def test_a_sentence_without_end_is_cut_and_read() -> None:
    doc = read("Аким области и " * 2000)
    assert max(len(sentence) for sentence in doc.sents) <= 160
    assert all(token.dep_ for token in doc)


def test_each_sentence_has_one_root_and_no_loop() -> None:
    for line in DEV.read_text(encoding="utf-8").splitlines()[:10]:
        doc = read(json.loads(line)["text"])
        for sentence in doc.sents:
            assert sum(token.head.i == token.i for token in sentence) == 1
            for token in sentence:
                assert sentence.root in {token, *token.ancestors}


@given(st.lists(st.tuples(st.integers(-1, 12), st.sampled_from(["root", "nsubj", "obj"])), min_size=1, max_size=12))
def test_any_arcs_become_one_rooted_tree(arcs: list[tuple[int, str]]) -> None:
    heads, relations = sound_tree([head for head, _ in arcs], [relation for _, relation in arcs])
    assert [i for i, head in enumerate(heads) if head == i] == [relations.index("root")]
    for start in range(len(heads)):
        at, steps = start, 0
        while heads[at] != at:
            at, steps = heads[at], steps + 1
            assert steps <= len(heads)


def test_tags_become_spans() -> None:
    assert list(tagged_spans(["B-PER", "I-PER", "O", "B-LOC", "B-LOC", "I-ORG"])) == [
        (0, 2, "PER"),
        (3, 4, "LOC"),
        (4, 5, "LOC"),
        (5, 6, "ORG"),
    ]


def test_a_document_reads_the_same_alone_and_among_others() -> None:
    cases = [json.loads(line) for line in DEV.read_text(encoding="utf-8").splitlines()[:12]]

    def document(case: dict[str, str]) -> object:
        doc = pipeline().make_doc(case["text"])
        doc._.article = Article(published_at=datetime.fromisoformat(case["published_at"]), text=case["text"])
        return doc

    together = list(pipeline().pipe([document(case) for case in cases]))
    alone = [pipeline()(document(case)) for case in cases]
    for one, other in zip(together, alone, strict=True):
        assert one._.people == other._.people
        assert one._.places == other._.places
        assert [(t.pos_, t.lemma_, t.dep_, t.head.i) for t in one] == [
            (t.pos_, t.lemma_, t.dep_, t.head.i) for t in other
        ]


def test_kazakh_letters_do_not_hide_a_name_from_the_model() -> None:
    doc = read("Ғауез Нұрмұхамбетов пен Ержан Қожахметов кездесті. Слово взял Ержан Қожахметов.")
    assert "Ержан Қожахметов" in {person.name for person in doc._.people}


def test_an_abbreviation_of_the_local_press_does_not_end_a_sentence() -> None:
    assert len(list(read("Прибыл врио. Акима ждали в мкр. Сайрам утром.").sents)) == 1


@pytest.mark.slow
def test_every_head_named_in_the_worked_cases_is_found() -> None:
    missing = []
    for line in DEV.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        day = datetime.fromisoformat(case["published_at"])
        doc = pipeline().make_doc(case["text"])
        doc._.article = Article(url=case["url"], published_at=day, title=case["title"], text=case["text"])
        heads = {(p.official.region, p.official.akim) for p in pipeline()(doc)._.people if p.official is not None}
        entries = [entry for meeting in case["meetings"] for entry in meeting["attendance"]]
        missing += [(case["id"], e["akim"]) for e in entries if e["named"] and (e["region"], e["akim"]) not in heads]
    assert missing == []


def test_importing_the_pipeline_loads_no_model_and_never_natasha() -> None:
    check = (
        "import sys; from extractors.russian.pipeline import build_pipeline as build; "
        "from models.registry import load_registry; build(load_registry()); "
        "assert not {'natasha', 'pymorphy2', 'slovnet', 'navec'} & set(sys.modules), 'loaded too early'"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", check], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
