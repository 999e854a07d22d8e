"""Every site's page shape, read as its description says: one HTML page and the article expected of it, side by side."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest

from extractors.article import Rejected, read_page
from extractors.sources import load_sites
from models.records import Article

PAGES = Path(__file__).parent / "fixtures" / "pages"
CASES = sorted(path.stem for path in PAGES.glob("*.json"))
SITES = load_sites()


def payload_of(case: str) -> bytes:
    html, record = PAGES / f"{case}.html", PAGES / f"{case}.json.txt"
    return (html if html.exists() else record).read_bytes()


def read_case(case: str) -> tuple[dict[str, object], Article]:
    expected = json.loads((PAGES / f"{case}.json").read_text(encoding="utf-8"))
    read = read_page(
        payload_of(case),
        url=expected["url"],
        content_type=expected["content_type"],
        site=SITES[expected["site"]],
        fetched_at=datetime.fromisoformat(expected["fetched_at"]),
    )
    assert not isinstance(read, Rejected), read
    return expected, read


@pytest.mark.parametrize("case", CASES)
def test_a_page_in_its_sites_shape_yields_the_article_and_nothing_else(case: str) -> None:
    expected, article = read_case(case)
    assert article.text.split("\n\n") == expected["paragraphs"]
    assert (article.title, article.lead) == (expected["title"], expected["lead"])
    assert article.published_at == datetime.fromisoformat(str(expected["published_at"]))
    assert (article.byline, article.agency) == (expected["byline"], expected["agency"])
    assert (article.language, article.source) == (expected["language"], expected["site"])


@pytest.mark.parametrize("case", CASES)
def test_a_page_whose_site_is_not_described_keeps_its_text(case: str) -> None:
    expected = json.loads((PAGES / f"{case}.json").read_text(encoding="utf-8"))
    read = read_page(payload_of(case), url=str(expected["url"]), content_type=None, site=None)
    assert not isinstance(read, Rejected), read
    missing = [line for line in expected["paragraphs"][1:] if line not in read.text]
    assert not missing


def test_every_site_with_selectors_has_a_page_in_its_shape() -> None:
    shown = {json.loads((PAGES / f"{case}.json").read_text(encoding="utf-8"))["site"] for case in CASES}
    described = {
        key for key, site in SITES.items() if site.selectors.title or site.selectors.body or site.selectors.date_format
    }
    assert described <= shown
