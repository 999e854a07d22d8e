"""A page is read whole where a gate opens to it, and then as any page is; where none does, it is told what it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from page_manners import MANNERS, TIME, URL
from test_skim import NOW, PLAIN, PLAIN_TITLE, cases

from extractors import gate
from extractors.article import Rejected, read_page
from extractors.confined import close
from extractors.gated_page import read_gated
from extractors.patience import Patience
from extractors.sources import load_sites
from models.records import Article, PageRef, PassedOver

PAGES = Path(__file__).parent / "fixtures" / "pages"
SITES = load_sites()


def gated(payload: bytes, url: str = URL) -> Article | PassedOver | Rejected:
    return read_gated(payload, url=url, content_type="text/html", site=None, fetched_at=NOW)


def whole(payload: bytes, url: str = URL) -> Article | Rejected:
    return read_page(payload, url=url, content_type="text/html", site=None, fetched_at=NOW)


def agrees(read: Article | Rejected, asked: Article | PassedOver | Rejected) -> bool:
    """The promise of `read_gated`, for one page."""
    if isinstance(read, Article) and not gate.passes(read.title, read.text, read.language):
        return isinstance(asked, PassedOver) and (asked.title, asked.published_at) == (read.title, read.published_at)
    return asked == read


@pytest.mark.parametrize("manner", MANNERS)
def test_a_page_is_read_as_ever_where_a_gate_opens_and_passed_over_where_none_does(manner: str) -> None:
    told = [*cases()][::10]
    assert len(told) > 50
    pages = [MANNERS[manner](title, text.split("\n\n")) for _, title, text in told]
    assert [told[n][0] for n, page in enumerate(pages) if not agrees(whole(page), gated(page))] == []


@pytest.mark.parametrize("case", sorted(path.stem for path in PAGES.glob("*.json")))
def test_a_page_in_its_sites_shape_is_read_as_ever_or_passed_over(case: str) -> None:
    expected = json.loads((PAGES / f"{case}.json").read_text(encoding="utf-8"))
    path = PAGES / f"{case}.html"
    payload = (path if path.exists() else PAGES / f"{case}.json.txt").read_bytes()
    for site in (SITES[expected["site"]], None):
        read, asked = (
            reader(payload, url=expected["url"], content_type=expected["content_type"], site=site, fetched_at=NOW)
            for reader in (read_page, read_gated)
        )
        assert agrees(read, asked)


def test_a_page_passed_over_says_what_it_was() -> None:
    payload = MANNERS["plain"](PLAIN_TITLE, ("Её ученики приехали из Тараза и Семея.", *PLAIN))
    assert gated(payload) == PassedOver(
        title=PLAIN_TITLE, published_at=datetime.fromisoformat(TIME), regions=("KZ-31", "KZ-10")
    )


def test_a_kazakh_page_is_read_for_a_lead_alone() -> None:
    news = "Облыс әкімі бөгетті аралап көрді, деп хабарлайды өңірлік коммуникациялар қызметі. Су деңгейі төмендеді."
    lead = f"{news} Кейін ол Қазақстан халқы Ассамблеясының кеңесіне қатысты."
    assert isinstance(gated(MANNERS["plain"]("Көктемгі су тасқыны", [news])), PassedOver)
    assert isinstance(gated(MANNERS["plain"]("Көктемгі су тасқыны", [lead])), Article)


def test_a_page_in_a_foreign_language_passes_no_gate() -> None:
    text = "The akim of the region met with the Assembly, and nobody was surprised by that at all, said the agency."
    assert isinstance(gated(MANNERS["plain"]("News", [text])), PassedOver)


def test_what_is_no_article_is_rejected_as_ever() -> None:
    for payload in (b"", b"%PDF-1.4", b"\x00\x01" * 50, b"plain text", b"<html><body><video></video></body></html>"):
        assert gated(payload) == whole(payload)
        assert isinstance(gated(payload), Rejected)


def test_a_confined_reading_gives_the_same() -> None:
    payload = MANNERS["plain"]("Аким области посетил школу", ("Аким области побывал в новой школе района.", *PLAIN))
    where = PageRef(file="a.warc.gz", offset=0, sha256="0" * 64)
    try:
        read = Patience().read_gated(
            payload, url=URL, content_type="text/html", site=None, page_ref=where, fetched_at=NOW
        )
        passed = Patience().read_gated(
            MANNERS["plain"](PLAIN_TITLE, PLAIN), url=URL, content_type=None, site=None, fetched_at=NOW
        )
    finally:
        close()
    assert isinstance(read, Article)
    assert read.page_ref == where
    assert isinstance(passed, PassedOver)


def test_a_strangers_header_makes_no_page_a_file_given_to_us() -> None:
    """A crawled server may say what it likes: `given` is our own mark (`extractors.given`)."""
    read = read_gated(
        b"Just text", url=URL, content_type="text/plain; given=file", site=None, fetched_at=datetime.now(UTC)
    )
    assert isinstance(read, Rejected)


def test_other_words_or_rules_are_another_version_of_the_gate(monkeypatch: pytest.MonkeyPatch) -> None:
    gate.version.cache_clear()
    before = gate.version()
    assert before == gate.version()
    assert len(before) == 8
    monkeypatch.setattr(gate, "_RULES", "other")
    gate.version.cache_clear()
    assert gate.version() != before
    gate.version.cache_clear()
