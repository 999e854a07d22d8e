"""The cheap look passes no page over that a gate would let through, and reads no page twice that has nothing in it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_manners import MANNERS, TIME, URL, page

from extractors import gate
from extractors.article import read_page
from extractors.gated_page import read_gated
from extractors.language import language_of
from extractors.skim import skim
from models.records import Article, PassedOver

GOLD = Path(__file__).parent / "gold"
NOW = datetime(2026, 11, 27, tzinfo=UTC)
PLAIN_TITLE = "В посёлке открыли спортивную школу"
PLAIN = (
    "В посёлке после ремонта открылась спортивная школа: в ней занимаются триста детей, сообщили её тренеры.",
    "Зал отремонтировали за лето. Теперь здесь есть бассейн, площадка для волейбола и медицинский кабинет.",
)
# What no cheap look can tell apart from another page: another kind of file or charset, letters that are no letters yet,
# words in pieces of which any could belong to any.
READ_FURTHER = {
    "a JSON record", "utf-16", "letters one by one", "numeric entities", "hexadecimal entities", "named entities",
    "entities twice over", "JSON-LD alone, escaped", "drop caps", "a tag in every word", "a comment in every word",
    "an advertisement in every word",
}  # fmt: skip


def skimmed(payload: bytes, url: str = URL) -> PassedOver | None:
    return skim(payload, url=url, content_type="text/html", site=None, fetched_at=NOW)


def cases() -> Iterator[tuple[str, str, str]]:
    """Every worked case, and every second bundle: the others are looked at by nobody."""
    for name in ("dev", "check", "own", "blind"):
        for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").split("\n"):
            if line:
                case = json.loads(line)
                yield case["id"], case["title"], case["text"]
    for path in sorted(GOLD.glob("bundles_*.jsonl")):
        for line in path.read_text(encoding="utf-8").split("\n"):
            if line and int("".join(filter(str.isdigit, (case := json.loads(line))["bundle"]))) % 2:
                yield case["id"], case["title"] or "", case["text"]


@pytest.mark.parametrize("manner", MANNERS)
def test_no_worked_case_that_passes_a_gate_is_passed_over_in_any_manner(manner: str) -> None:
    told = [case for case in cases() if gate.passes(case[1], case[2], language_of(case[2]))]
    assert len(told) > 300
    missed = [name for name, title, text in told if skimmed(MANNERS[manner](title, text.split("\n\n"))) is not None]
    assert missed == []


@pytest.mark.parametrize("manner", [manner for manner in MANNERS if manner not in READ_FURTHER])
def test_a_page_without_a_word_of_the_gates_is_passed_over_in_every_manner(manner: str) -> None:
    seen = skimmed(MANNERS[manner](PLAIN_TITLE, PLAIN))
    assert seen is not None
    assert seen.published_at == datetime.fromisoformat(TIME)


def test_a_page_passed_over_keeps_its_title_time_and_region() -> None:
    seen = skimmed(MANNERS["in 150 KB of chrome"]("В Таразе открыли спортивную школу", PLAIN))
    assert seen == PassedOver(
        title="В Таразе открыли спортивную школу", published_at=datetime.fromisoformat(TIME), regions=("KZ-31",)
    )


def test_a_page_that_does_not_say_when_it_was_published_is_read_further() -> None:
    payload = MANNERS["plain"](PLAIN_TITLE, PLAIN)
    assert skimmed(payload) is not None
    assert skimmed(payload.replace(TIME.encode(), b"")) is None
    assert skimmed(payload.replace(b"</head>", b"")) is None


def test_a_list_is_read_further_whatever_it_names() -> None:
    payload = MANNERS["plain"](PLAIN_TITLE, PLAIN)
    assert skimmed(payload, "https://news.example.kz/tag/sport/") is None
    assert skimmed(payload, "https://news.example.kz/") is None


def test_an_abbreviation_typed_in_latin_letters_alone_is_seen() -> None:
    assert skimmed(page("Новости", f"<p>Заседание AHK. {PLAIN[0]}</p>")) is None


def test_what_is_no_page_of_tags_is_read_further() -> None:
    assert skimmed(b"") is None
    assert skimmed(b"%PDF-1.4" + b" " * 1000) is None
    assert skimmed(b"\x00" * 10_000) is None
    assert skimmed(bytes(range(1, 256)) * 100) is None
    assert skimmed(b"<html>&#" + b"9" * 6000 + b";" + PLAIN[0].encode()) is None  # Python refuses such a number


# Pages in manners that none of the rules was made for.
AKIM = "Акима района освободили от должности, сообщили в области вечером двадцать пятого апреля."
ODD_PAGES = {
    "a word wrapped by its editor in a custom element": page(
        "Новости", f"<p>{AKIM.replace('Акима', 'Ак<w-br></w-br>има')}</p>"
    ),
    "a script of no known type that holds the page": page(
        "Новости",
        "",
        head='<script id="__STATE__" TYPE="application/LD+JSON">{"@type":"Article","headline":'
        f'"\\u0410\\u043a\\u0438\\u043c района","articleBody":"{PLAIN[0] * 4}"}}</script>',
    ),
    "a commented script that nobody closed": page("Новости", f"<!-- <script> --><p>{AKIM}</p><script>x()</script>"),
    "a word over two rows of a table": page(
        "Новости", f"<table><tr><td>{PLAIN[0]}<td>Главы<tr><td>районов и регионов</table>"
    ).replace("Главы<tr><td>районов и".encode(), "Главы<tr><td>".encode()),
    "a ruby gloss and an upper-case tag": page(
        "Новости", f"<P><RUBY>Гла<RT></RT></RUBY>ва <wbr>реги&ZeroWidthSpace;она приехал. {PLAIN[0]}</P>"
    ),
}


@pytest.mark.parametrize("name", ODD_PAGES)
def test_a_manner_that_no_rule_was_made_for_hides_no_word(name: str) -> None:
    assert skimmed(ODD_PAGES[name]) is None


_PHRASES = (
    "аким города", "Акимы районов", "глава региона", "главы города Абая", "градоначальник", "руководитель области",
    "межэтническое согласие", "Дом дружбы", "АНК", "члены АHК", "ассамблея народа", "представители разных этносов",
    "мира и согласия в стране", "председатели ЭКО", "проживают сто этносов", "совет матерей", "Aким",
)  # fmt: skip
_CUTS = (
    "<b>", "</b>", "<i></i>", "<br>", "</p><p>", "<!-- x -->", "&shy;", "\xad", "\u200b", "&#8203;", " ", "\n",
    "&nbsp;", '<span class="ads">Купить</span>', "<div>", "</div>", "-", "<svg><path/></svg>",
    "</p><p>Читайте также</p><p>", "<a href='/x'>", "</a>", "&amp;shy;", "<", ">", "&", "<title>", "<textarea>",
    "<time>",
    "<figure>", "<template>", "<noscript>", "<h1>", "</h1>", "&#1072;", "<!--", "-->", "<script>", "<script x",
    "</script>",
)  # fmt: skip


@st.composite
def _cut_texts(draw: st.DrawFn) -> str:
    text = escape(draw(st.sampled_from(_PHRASES)))
    for _ in range(draw(st.integers(0, 3))):
        at = draw(st.integers(0, len(text)))
        text = text[:at] + draw(st.sampled_from(_CUTS)) + text[at:]
    return text


@settings(max_examples=400, deadline=None)
@given(st.lists(_cut_texts(), min_size=1, max_size=2), st.booleans(), st.sampled_from(("p", "li", "div", "span")))
def test_what_passes_a_gate_when_read_whole_is_never_passed_over(cut: list[str], in_title: bool, tag: str) -> None:
    body = "".join(f"<{tag}>{PLAIN[0]} Был {text} и другие. {PLAIN[1]}</{tag}>" for text in cut)
    payload = page(cut[0] if in_title else "Новости", body)
    read = read_page(payload, url=URL, content_type="text/html", site=None, fetched_at=NOW)
    if isinstance(read, Article) and gate.passes(read.title, read.text, read.language):
        assert skimmed(payload) is None
        assert read_gated(payload, url=URL, content_type="text/html", site=None, fetched_at=NOW) == read


_MIB = 1024 * 1024
HOSTILE = {
    "opening brackets": b"<",
    "tags that nobody ends": b"<a",
    "scripts that nobody ends": b"<script",
    "scripts": b"<script></script>",
    "scripts in comments": b"<!--<script>--></script>",
    "styles in scripts": b"<style><script></style></script>",
    "headings in scripts": b"<script></title</script",
    "metas": b"<meta a",
    "titles": b"<title>",
    "ends of heads": b"</head>",
    "json-ld": b"<script>@type\\u0430\\n</script>",
    "entities": b"&amp;amp;amp;",
    "ampersands": b"&",
    "blanks": b"  \t\n",
    "no-break spaces": "\xa0".encode(),
    "soft hyphens": "\xad".encode(),
    "one word of a gate": "глав".encode(),
    "words of a gate": "глав совет мира и согласия ".encode(),
    "words of a gate in pieces": "<b>нац</b>иональн ".encode(),
    "the beginning of a word of a gate": "ге ".encode(),
    "letters of a gate in pieces": "<ге<н<".encode(),
    "letters in pieces": "<b>э<b>т".encode(),
    "letters of ptcp154": b"\xe0\xea ",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_eight_megabytes_made_to_be_slow_take_a_time_in_proportion(name: str) -> None:
    def seconds(size: int) -> float:
        body = HOSTILE[name] * (size // len(HOSTILE[name]))
        payload = f'<html><head><meta property="article:published_time" content="{TIME}"></head><body>'.encode() + body
        begun = time.process_time()
        skimmed(payload)
        return time.process_time() - begun

    seconds(_MIB // 16)
    assert seconds(8 * _MIB) < 16 * seconds(_MIB) + 0.2  # eight times as much, with room for a noisy machine
    assert seconds(8 * _MIB) < 4.0
