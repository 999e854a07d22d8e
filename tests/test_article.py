"""What read_page makes of a page: an article whole, or one outcome with its reason; nothing crashes it."""

from __future__ import annotations

import json
from datetime import datetime
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.article import Rejected, read_page
from extractors.sources import load_sites
from models.records import Article, PageRef
from models.zone import ALMATY

SITES = load_sites()
TENGRI = SITES["tengrinews"]
URL = "https://tengrinews.kz/kazakhstan_news/selchane-pochinili-most-560002/"
TITLE = "Сельчане сами починили мост через арык"
LINE = "Жители села собрали доски и за два дня починили мост, по которому дети ходят в школу."
SECOND = "Аким сельского округа поблагодарил мастеров и пообещал покрасить перила к весне."


def read(
    page: str | bytes, *, url: str = "https://example.kz/novost-1", content_type: str | None = "text/html"
) -> object:
    payload = page if isinstance(page, bytes) else page.encode()
    return read_page(payload, url=url, content_type=content_type, site=None)


def article(page: str | bytes, **more: str) -> Article:
    got = read(page, **more)
    assert isinstance(got, Article), got
    return got


def outcome(
    page: str | bytes, *, url: str = "https://example.kz/novost-1", content_type: str | None = "text/html"
) -> str:
    got = read(page, url=url, content_type=content_type)
    assert isinstance(got, Rejected), got
    assert got.reason
    return got.outcome


def body(*paragraphs: str, head: str = "") -> str:
    inner = "".join(f"<p>{p}</p>" for p in paragraphs)
    return f"<html><head>{head}</head><body><h1>{TITLE}</h1><article>{inner}</article></body></html>"


def test_paragraphs_are_kept_and_divided_by_a_blank_line() -> None:
    assert article(body(LINE, SECOND)).text == f"{LINE}\n\n{SECOND}"


def test_line_breaks_after_a_sentence_divide_paragraphs_and_others_do_not() -> None:
    assert article(body(f"{LINE}<br>{SECOND}<br><br>Третий<br>абзац.")).text.split("\n\n") == [
        LINE,
        SECOND,
        "Третий абзац.",
    ]


def test_the_record_carries_where_the_page_lies() -> None:
    ref = PageRef(file="a.warc.gz", offset=7, sha256="0" * 64)
    got = read_page(body(LINE, SECOND).encode(), url=URL, content_type=None, site=TENGRI, page_ref=ref)
    assert isinstance(got, Article)
    assert (got.page_ref, got.source, got.url) == (ref, "tengrinews", URL)


def test_invisible_characters_do_not_split_words() -> None:
    assert article(body(LINE.replace("мост", "мо\u00adст").replace("дети", "де\u200bти"), SECOND)).text.startswith(LINE)


def test_a_template_that_nobody_filled_in_is_no_text() -> None:
    page = body("{{$article->short_description}}", "{!! nl2br(e($article->description)) !!}")
    assert outcome(page) == "no_text"


def test_the_json_ld_body_serves_where_the_markup_fails_and_keeps_the_pages_paragraphs() -> None:
    whole = [f"Предложение номер {n} о том, как сельчане чинили мост через арык." for n in range(8)]
    data = {"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(whole), "author": {"name": "Асель Ким"}}
    head = f'<script type="application/ld+json">{json.dumps(data, ensure_ascii=False)}</script>'
    boxes = "".join(f"<div class='x{n}'>{line}</div>" for n, line in enumerate(whole))
    got = article(
        f"<html><head>{head}</head><body><div>{boxes}<div>Партнёрский материал о кредитах</div></div></body></html>"
    )
    assert got.text.split("\n\n") == whole
    assert (got.title, got.byline) == (TITLE, "Асель Ким")
    assert article(f"<html><head>{head}</head><body><div>нет</div></body></html>").text == " ".join(whole)


def test_a_short_site_name_in_the_h1_is_not_the_title() -> None:
    head = f'<meta property="og:title" content="{TITLE} | Газета"><meta property="og:site_name" content="Газета">'
    page = (
        f"<html><head>{head}</head><body><h1>Газета</h1><article><p>{LINE}</p><p>{SECOND}</p></article></body></html>"
    )
    assert article(page).title == TITLE


def test_a_lead_that_the_body_repeats_stands_once() -> None:
    page = f"<html><body><h1>{TITLE}</h1><h2>{LINE}</h2><article><p>{LINE}</p><p>{SECOND}</p></article></body></html>"
    got = article(page)
    assert got.lead == LINE
    assert got.text == f"{LINE}\n\n{SECOND}"


def test_a_phrase_in_bold_deep_in_the_text_is_no_lead() -> None:
    inner = f'<p>{LINE}</p><p>{SECOND}</p><p class="formatted-body__paragraph"><strong class="formatted-body__strong">'
    inner += "Мост простоит сто лет</strong>, уверены мастера.</p>"
    page = f'<html><body><h1>{TITLE}</h1><div class="formatted-body__content">{inner}</div></body></html>'
    url = "https://www.nur.kz/society/2400002-selchane-pochinili-most/"
    got = read_page(page.encode(), url=url, content_type=None, site=SITES["nur"])
    assert isinstance(got, Article)
    assert got.lead is None
    assert got.text.startswith(LINE)


def test_a_front_page_as_canonical_does_not_make_an_article_a_list() -> None:
    assert article(body(LINE, SECOND, head='<link rel="canonical" href="https://example.kz/">')).title == TITLE


@pytest.mark.parametrize("path", ["archive/2024/most", "rubriki/selo/123-most.html", "page/most", "news/most"])
def test_an_article_below_a_section_is_no_list(path: str) -> None:
    assert article(body(LINE, SECOND), url=f"https://example.kz/{path}").title == TITLE


LONG = f"{LINE} {SECOND} " * 3
CARDS = "".join(f'<div class="card"><a href="/n/{n}">Новость номер {n} о делах села</a></div>' for n in range(12))
WHOLE = "".join(
    f'<div class="post"><h2>{n}</h2><div class="entry-content"><p>{LINE} {n}</p><p>{SECOND}</p></div></div>'
    for n in range(4)
)
REJECTED = [
    ("picture", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image/png", "not_html"),
    ("pdf sent as html", b"%PDF-1.7 \xd0\xcf", "text/html", "not_html"),
    ("plain words", "просто слова без разметки", "text/plain", "not_html"),
    ("nothing", b"", "text/html", "no_text"),
    ("binary bytes", bytes(range(256)) * 20, "text/html", "undecodable"),
    ("NUL bytes", "<p>текст\x00 со знаком</p>", "text/html", "undecodable"),
    ("shell that scripts fill", '<html><body><div id="root"></div><script></script></body></html>', None, "no_text"),
    ("video stub", f'<html><body><h1>{TITLE}</h1><iframe src="x"></iframe></body></html>', None, "not_article"),
    ("cards", f"<html><body><h1>Новости</h1>{CARDS}</body></html>", None, "not_article"),
    ("whole articles one after another", f"<html><body>{WHOLE}</body></html>", None, "not_article"),
    ("many items of an interface", '[{"title": "a", "body": "b"}, {"title": "c"}]', "application/json", "not_article"),
    ("nothing but a title", f"<html><head><title>{TITLE}</title></head><body></body></html>", None, "no_text"),
    ("100,000 nested boxes", "<html><body>" + "<div>" * 100_000 + f"<p>{LONG}</p>", None, "too_large"),
    ("100,000 nested brackets", "[" * 100_000, "application/json", "not_article"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("page", "content_type", "expected"), [row[1:] for row in REJECTED], ids=[row[0] for row in REJECTED]
)
def test_what_is_no_article_gets_its_outcome(page: str | bytes, content_type: str | None, expected: str) -> None:
    assert outcome(page, content_type=content_type) == expected


@pytest.mark.parametrize(
    "url", ["https://tengrinews.kz/", "https://tengrinews.kz/tag/село/", "https://tengrinews.kz/news/page/2/"]
)
def test_a_list_address_is_no_article_even_with_text_on_it(url: str) -> None:
    got = read_page(body(LONG, LINE).encode(), url=url, content_type=None, site=TENGRI)
    assert isinstance(got, Rejected)
    assert got.outcome == "not_article"


def test_a_collection_page_is_a_list_whatever_its_address() -> None:
    head = '<script type="application/ld+json">{"@type":"CollectionPage","mainEntity":{"@type":"ItemList"}}</script>'
    assert outcome(body(LONG, LINE, head=head)) == "not_article"


def test_an_article_with_cards_beside_it_is_still_an_article() -> None:
    assert (
        article(body(LINE, SECOND).replace("</article>", f"</article><aside>{CARDS}</aside>")).text
        == f"{LINE}\n\n{SECOND}"
    )


@pytest.mark.parametrize("depth", [500, 1500])
def test_a_deep_nest_that_the_parser_still_holds_yields_its_text(depth: int) -> None:
    page = "<html><body><article>" + "<div>" * depth + f"<p>{LINE}</p><p>{SECOND}</p>"
    assert article(page).text == f"{LINE}\n\n{SECOND}"


BROKEN = [
    '<script type="application/ld+json">{"@type":"NewsArticle","headline": </script>',
    '<script type="application/ld+json">{"@type":"Article","headline":{"a":1},"datePublished":[1]}</script>',
    '<script type="application/ld+json">' + "[" * 50_000 + "</script>",
    '<link rel="canonical" href="http://[::1">',
    '<meta property="article:published_time" content="вчера вечером">',
]


@pytest.mark.parametrize("head", BROKEN)
def test_a_broken_head_costs_nothing_but_itself(head: str) -> None:
    assert article(body(LINE, SECOND, head=head)).text == f"{LINE}\n\n{SECOND}"


def test_a_broken_address_is_no_reason_to_fail() -> None:
    assert article(body(LINE, SECOND), url="http://[bad").text.startswith(LINE)


def test_a_record_of_the_akimats_interface_is_read_like_its_page() -> None:
    record = {
        "data": {
            "id": 5,
            "name": TITLE,
            "created_date": "2025-09-18T07:40:00Z",
            "body": f"<p>{LINE}</p><p>{SECOND}</p>",
        }
    }
    got = read_page(
        json.dumps(record).encode(), url="https://www.gov.kz/api/v1/public/content-manager/news/5?lang=ru",
        content_type="application/json; charset=utf-8", site=SITES["govkz"],
    )  # fmt: skip
    assert isinstance(got, Article)
    assert (got.title, got.text) == (TITLE, f"{LINE}\n\n{SECOND}")
    assert got.published_at == datetime(2025, 9, 18, 12, 40, tzinfo=ALMATY)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=windows-1251", "application/json"]))
def test_no_bytes_crash_the_reader(tail: bytes, content_type: str | None) -> None:
    payload = body(LINE, SECOND).encode()[:200] + tail
    assert isinstance(read_page(payload, url=URL, content_type=content_type, site=TENGRI), Article | Rejected)


def test_boxes_in_boxes_are_counted_once() -> None:
    """Each named as a widget; asked one by one for the text inside, a minute would not do."""
    boxes = "<div class='share x'>" * 1_500 + "<i>слово</i> " * 20_000
    begun = process_time()
    read(f"<html><body><article>{boxes}")
    assert process_time() - begun < 20
