"""The CSS of the site files means what it means in a browser, and anything else is refused."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from lxml import html

from extractors.page.css import compile_css

PAGE = """<html><body>
<div id="main" class="news list wide"><h1 class="title">a</h1><h2>b</h2><p>c</p><p lang="ru">d</p>
<ul><li class="item"><a href="/ru/news/1" rel="author nofollow">e</a></li>
<li class="item hot"><a href="/kk/2">f</a></li></ul></div>
<div class="newslist"><p>g</p><span itemprop="datePublished" content='2024'>h</span></div>
</body></html>"""

SELECTORS = [
    "p",
    "#main",
    ".list",
    "div.news.wide",
    "div.newslist > p",
    "div p",
    "#main > ul > li.item > a",
    "h1 + h2",
    "h1 ~ p",
    "p, h1 , .hot a",
    "a[href]",
    'a[href^="/ru/"]',
    "a[href$='2']",
    "a[href*=news]",
    'a[rel~="author"]',
    '[itemprop="datePublished"]',
    "span[itemprop=datePublished][content='2024']",
    "li.item.hot",
    "#main p[lang]",
]


@pytest.mark.parametrize("selector", SELECTORS)
def test_a_selector_finds_what_beautifulsoup_finds(selector: str) -> None:
    ours = [(found.tag, "".join(found.itertext())) for found in compile_css(selector)(html.fromstring(PAGE))]
    theirs = [(found.name, found.get_text()) for found in BeautifulSoup(PAGE, "lxml").select(selector)]
    assert ours == theirs
    assert ours


FAULTY = [
    "",
    "  ",
    "div >",
    "p,",
    "a[href",
    "div..x",
    "div p#",
    ".a div$",
]


@pytest.mark.parametrize("selector", FAULTY)
def test_what_is_no_selector_is_refused(selector: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        compile_css(selector)


def test_quotes_in_a_value_do_not_break_out_of_it() -> None:
    page = html.fromstring("""<p><a title='say "hi"'>x</a><a title="it's">y</a></p>""")
    assert [a.text for a in compile_css("""a[title='say "hi"']""")(page)] == ["x"]
    assert [a.text for a in compile_css("""a[title="it's"]""")(page)] == ["y"]
