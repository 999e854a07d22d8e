"""Identifiers: the same thing has the same name on every machine, another thing another."""

from __future__ import annotations

from dataclasses import replace

from inference_world import at

from models.identity import address_of, article_id, digest, meeting_id, text_sha256
from models.records import Article, PageRef

_ARTICLE = Article(
    id="1",
    url="https://lada.example/news/1#comments",
    source="lada",
    published_at=at("2025-06-13"),
    title="Аким провёл совещание",
    text="Аким области провёл совещание.",
)


def test_names_do_not_change_between_machines_and_versions_of_python() -> None:
    """These names are stored: a change here makes every stored event a stranger."""
    assert article_id(_ARTICLE) == "a-c82eaf74452763abd878"
    assert meeting_id("a-1", "reader.1", 0) == digest("m-", ("a-1", "reader.1", 0))
    assert text_sha256("Аким") == "b6dc4706a6e0b0035d763bee86f64b48d23f13fbd48e85d3c4efb62a69db4061"


def test_a_fragment_does_not_make_another_article() -> None:
    assert address_of(_ARTICLE) == "https://lada.example/news/1"


def test_another_text_title_time_language_or_credit_is_another_version_of_the_same_article() -> None:
    changed = (
        replace(_ARTICLE, text=_ARTICLE.text + " Уточнено."),
        replace(_ARTICLE, title="Аким провел совещание"),
        replace(_ARTICLE, published_at=at("2025-06-14")),
        replace(_ARTICLE, published_at=None),
        replace(_ARTICLE, language="kk"),
        replace(_ARTICLE, agency="Казинформ"),
    )
    assert len({article_id(one) for one in (_ARTICLE, *changed)}) == 7
    assert {address_of(one) for one in changed} == {address_of(_ARTICLE)}


def test_the_same_article_fetched_again_is_the_same_version() -> None:
    again = replace(_ARTICLE, page_ref=PageRef(file="b.warc.gz", offset=7, sha256="0" * 64))
    assert article_id(again) == article_id(_ARTICLE)


def test_an_article_without_a_url_is_named_by_its_text_and_not_by_its_number() -> None:
    one, other = replace(_ARTICLE, url=None), replace(_ARTICLE, url=None, text="Другое.")
    assert address_of(one) != address_of(other)
    assert address_of(one) == address_of(replace(one, id="2"))


def test_unknown_is_not_the_same_as_empty_and_parts_never_run_together() -> None:
    assert digest("x-", ("", "a")) != digest("x-", (None, "a"))
    assert digest("x-", ("ab", "c")) != digest("x-", ("a", "bc"))


def test_half_a_surrogate_pair_in_an_address_or_title_still_gives_a_name() -> None:
    odd = replace(_ARTICLE, url="https://lada.example/\ud83d", title="\ud83d")
    assert article_id(odd) not in (article_id(_ARTICLE), article_id(replace(odd, title="\ufffd")))
