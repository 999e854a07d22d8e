"""What the fuzzers found, each input made small: none of it breaks a promise again (docs/fuzzing.md has the list)."""

from __future__ import annotations

import time

import pytest
from fuzz.promises import NOW, PROMISES

from extractors.article import read_page
from extractors.web.feeds import read_feed
from extractors.web.listed import clean_address
from models.records import Article

_RSS = b"\x00<rss version='2'><channel><item><title>%s</title><link>https://a.kz/1</link></item></channel></rss>"
_LINE = (
    "<p>Аким области провёл встречу с этноактивом; говорили о школах, дорогах и о весеннем севе в районе.</p>".encode()
)
_LD = b'\x00<script type="application/ld+json">{"@type":"NewsArticle","headline":"\\ud83d A"}</script><article>'

FOUND = [
    ("feedparser ended with UnicodeEncodeError on half of an emoji as a number", "feed", _RSS % b"&#55357;"),
    ("with ValueError on the number of no character", "feed", _RSS % b"&#x110000;"),
    ("with OverflowError on a number beyond 64 bits", "feed", _RSS % b"&#99999999999999999999;"),
    ("half of a surrogate pair in a field that fills an address", "lists", b'\x00[{"id": "\\ud83d", "lang": "ru"}]'),
    ("half of a surrogate pair in a title out of JSON", "lists", b'\x00[{"id": 1, "lang": "ru", "name": "a \\ud83d"}]'),
    ("half of a surrogate pair in a headline out of JSON-LD", "article", _LD + _LINE * 3),
    ("a host in letters outside ASCII", "feed", (_RSS % b"a").replace(b"a.kz", "жаңалық.қаз".encode())),
    ("a charset that Python knows and no page has", "article", b"\x06<meta charset=idna><article>" + b"\xe0" * 200),
]


@pytest.mark.parametrize(("target", "data"), [row[1:] for row in FOUND], ids=[row[0] for row in FOUND])
def test_what_was_found_is_mended(target: str, data: bytes) -> None:
    PROMISES[target](data)


def test_a_feed_with_half_an_emoji_keeps_its_entries() -> None:
    read = read_feed((_RSS % "Сев 🌾 &#55357;".encode())[1:], content_type="text/xml", base="https://a.kz/", now=NOW)
    assert [(one.url, one.title) for one in read.entries] == [("https://a.kz/1", "Сев 🌾 \ufffd")]


def test_a_host_has_one_spelling() -> None:
    punycode = "https://" + "жаңалық.қаз".encode("idna").decode() + "/1"
    assert clean_address("https://Жаңалық.Қаз/1", "https://a.kz/") == punycode
    assert clean_address("https://" + "қ" * 80 + "/1", "https://a.kz/") is None
    assert clean_address("https://a.kz/\ud83d", "https://a.kz/") is None


_BOUND_S = 20.0  # some tenths on a quiet machine: a safety bound, no measure


@pytest.mark.parametrize("nested", [b"<article>", b"<div class='news share'>", b"<div itemprop='datePublished'>"])
def test_boxes_of_one_name_in_one_another_do_not_multiply_the_time(nested: bytes) -> None:
    """4 KB of <article> in <article> took half a minute: each was read whole, and each box in it measured anew."""
    page = b"<html><body><h1>t</h1>" + nested * 1000 + _LINE * 5
    begun = time.monotonic()
    got = read_page(page, url="https://a.kz/news/1", content_type="text/html; charset=utf-8", site=None)
    assert time.monotonic() - begun < _BOUND_S
    assert isinstance(got, Article)
