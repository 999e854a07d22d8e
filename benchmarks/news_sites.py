"""Site families of the synthetic press: hosts that stand in `extractors/sources/`, each in its own kind of markup.

Each article is readable by its host's own selectors, where that has any. What a family declares of the time of
publication differs as on the real ones: a meta, JSON-LD, both, or only a line beside the headline.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape

from news_furniture import day_of
from news_texts import Story

_NOMINATIVE = (
    "Январь", "Февраль", "Март", "Апрель", "Май", "Июнь", "Июль", "Август", "Сентябрь", "Октябрь", "Ноябрь", "Декабрь",
)  # fmt: skip
_LATIN = str.maketrans(dict(zip("абвгдеёзийклмнопрстуфхцыэ", "abvgdeeziyklmnoprstufhcye", strict=True)))
_NO_SLUG = re.compile(r"[^a-z0-9]+")
_SLUG = 70  # characters of the longest addresses seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One story as a site prints it: where, when, under which number."""

    story: Story
    url: str
    when: datetime
    number: int

    @property
    def stamp(self) -> str:
        return self.when.isoformat(timespec="seconds")

    def paragraphs(self, name: str = "p") -> str:
        """The text's paragraphs, one in four with a phrase linked, a banner behind the second."""
        rows = []
        for at, paragraph in enumerate(self.story.paragraphs):
            told = escape(paragraph, quote=False)
            head, gap, tail = told.partition(" ")
            linked = f'<a href="/tag/{at}/">{head}</a>{gap}{tail}' if gap and at % 4 == 3 and "&" not in head else told
            rows.append(f"            <{name}>{linked}</p>")
            if at == 1:
                rows.append('            <div class="banner banner--text"><div id="adfox_in_text"></div></div>')
        return "\n".join(rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A kind of site. `share` of the press's pages; the sizes of its chrome: kB of styles, scripts and sprite, and how
    many cards, headlines, items of state and comments a page has, from and to."""

    host: str
    share: float
    address: Callable[[Story, int, datetime], str]
    article: Callable[[Printed], str]
    declared: tuple[str, ...]  # of "meta", "ld", "ld_body"
    styles: int
    scripts: int
    sprite: int
    cards: tuple[int, int]
    headlines: tuple[int, int]
    items: tuple[int, int]
    comments: tuple[int, int]
    announced: bool = False
    ascii_state: bool = False


def slug_of(story: Story) -> str:
    return _NO_SLUG.sub("-", story.title.lower().translate(_LATIN)).strip("-")[:_SLUG].strip("-") or "material"


def head_of(page: Printed, declared: tuple[str, ...]) -> str:
    """What the head declares of the article."""
    title, lead = escape(page.story.title), escape(page.story.announcement)
    lines = [
        f"<title>{title}</title>",
        f'<meta name="description" content="{lead}">',
        '<meta property="og:type" content="article">',
        f'<meta property="og:title" content="{title}">',
        f'<meta property="og:description" content="{lead}">',
        f'<meta property="og:url" content="{page.url}">',
        f'<link rel="canonical" href="{page.url}">',
    ]
    if "meta" in declared:
        lines.append(f'<meta property="article:published_time" content="{page.stamp}">')
    if "ld" in declared or "ld_body" in declared:
        said = {
            "@context": "https://schema.org", "@type": "NewsArticle", "mainEntityOfPage": page.url,
            "headline": page.story.title, "datePublished": page.stamp, "dateModified": page.stamp,
            "articleBody": " ".join(page.story.paragraphs) if "ld_body" in declared else page.story.announcement,
        }  # fmt: skip
        told = json.dumps(said, ensure_ascii=False).replace("</", "<\\/")
        lines.append(f'<script type="application/ld+json">{told}</script>')
    return "\n    ".join(lines)


def _portal(page: Printed) -> str:
    return f"""<div class="content news"><div class="content_main">
        <h1 class="head-single">{escape(page.story.title)}</h1>
        <div class="date-time-share"><div class="date-time">{day_of(page.when)}, {page.when:%H:%M}</div></div>
        <div class="content_main_text">
{page.paragraphs()}
        </div>
        <div class="content_main_text_tags"><a href="/tag/news/">новости</a></div></div></div>"""


def _tabloid(page: Printed) -> str:
    told = page.paragraphs('p class="align-left formatted-body__paragraph"')
    return f"""<main class="layout-content-type-page"><header>
        <h1 class="main-headline js-main-headline">{escape(page.story.title)}</h1>
        <p class="author-item"><time class="datetime datetime--publication" datetime="{page.stamp}">
            {page.when:%H:%M}</time></p></header>
        <div class="formatted-body io-article-body"><div class="formatted-body__content">
{told}
        </div></div></main>"""


def _agency(page: Printed) -> str:
    when = f"{page.when:%H:%M}, {page.when.day} {_NOMINATIVE[page.when.month - 1]} {page.when.year}"
    return f"""<section class="article"><h1 class="article__title">{escape(page.story.title)}</h1>
        <div class="article__time">{when} | GMT +5</div>
        <div class="article__body-text">
{page.paragraphs()}
        </div></section>"""


def _law(page: Printed) -> str:
    return f"""<div class="article__block"><h1>{escape(page.story.title)}</h1>
        <div class="date">Новости Zakon.kz от {page.when:%d.%m.%Y %H:%M}</div>
        <div class="content">
{page.paragraphs()}
        </div><div class="willShare">Поделитесь новостью <a href="#t">Telegram</a></div>
        <div class="tags newsTags"><a href="/tag/1">новости</a></div></div>"""


def _paper(page: Printed) -> str:
    return f"""<article class="article"><h1 class="article__title">{escape(page.story.title)}</h1>
        <time class="article__date">{day_of(page.when)}</time>
        <div class="article__body">
{page.paragraphs()}
        </div></article>"""


def _television(page: Printed) -> str:
    return f"""<div class="single-post"><h1 class="single-post__entry-title">{escape(page.story.title)}</h1>
        <ul class="entry__meta"><li class="entry__meta-date">{day_of(page.when)}, {page.when:%H:%M}</li></ul>
        <div class="entry__article">
{page.paragraphs()}
        </div></div>"""


def _plain(page: Printed) -> str:
    """No box of a known name: paragraphs that only the common reader finds."""
    return f"""<div class="css-1x7"><h1>{escape(page.story.title)}</h1>
        <time datetime="{page.stamp}">{day_of(page.when)}</time>
        <div class="css-9q2">
{page.paragraphs()}
        </div></div>"""


def _wordpress(page: Printed) -> str:
    return f"""<article class="post type-post hentry"><h1 class="entry-title">{escape(page.story.title)}</h1>
        <div class="entry-content">
{page.paragraphs()}
        </div></article>"""


# Sizes follow the two portals measured (165 and 340 KB); the other kinds are put about them, so that the median of the
# press is above 150 KB. Shares: national sites print most, as in `expected_per_day` of their sources.
FAMILIES: tuple[Family, ...] = (
    Family(
        host="tengrinews.kz", share=0.22, article=_portal, declared=("meta", "ld"),
        address=lambda s, n, w: f"https://tengrinews.kz/kazakhstan_news/{slug_of(s)}-{n}/",
        styles=0, scripts=44, sprite=1, cards=(52, 64), headlines=(20, 30), items=(0, 0), comments=(0, 6),
        announced=True,
    ),
    Family(
        host="www.nur.kz", share=0.12, article=_tabloid, declared=("meta", "ld_body"),
        address=lambda s, n, w: f"https://www.nur.kz/society/{n}-{slug_of(s)}/",
        styles=150, scripts=26, sprite=40, cards=(18, 40), headlines=(20, 30), items=(0, 20), comments=(0, 0),
    ),
    Family(
        host="www.inform.kz", share=0.18, article=_agency, declared=("meta",),
        address=lambda s, n, w: f"https://www.inform.kz/ru/{slug_of(s)}-{n % 0xFFFFFF:06x}",
        styles=30, scripts=30, sprite=8, cards=(20, 30), headlines=(30, 40), items=(30, 50), comments=(0, 0),
    ),
    Family(
        host="www.zakon.kz", share=0.14, article=_law, declared=("ld",),
        address=lambda s, n, w: f"https://www.zakon.kz/obshestvo/{n}-{slug_of(s)}.html",
        styles=24, scripts=48, sprite=6, cards=(20, 30), headlines=(30, 40), items=(0, 20), comments=(0, 20),
    ),
    Family(
        host="kazpravda.kz", share=0.10, article=_paper, declared=("meta",),
        address=lambda s, n, w: f"https://kazpravda.kz/n/{slug_of(s)}-{n}/",
        styles=36, scripts=24, sprite=10, cards=(30, 40), headlines=(20, 30), items=(0, 0), comments=(0, 0),
        announced=True,
    ),
    Family(
        host="24.kz", share=0.08, article=_television, declared=(),
        address=lambda s, n, w: f"https://24.kz/ru/news/social/{n}-{slug_of(s)}",
        styles=14, scripts=22, sprite=4, cards=(16, 24), headlines=(10, 20), items=(0, 0), comments=(0, 0),
    ),
    Family(
        host="orda.kz", share=0.06, article=_plain, declared=("meta",),
        address=lambda s, n, w: f"https://orda.kz/{slug_of(s)}-{n}/",
        styles=50, scripts=30, sprite=10, cards=(12, 20), headlines=(10, 20), items=(50, 70), comments=(0, 0),
        ascii_state=True,
    ),
    Family(
        host="www.uralskweek.kz", share=0.10, article=_wordpress, declared=("ld",),
        address=lambda s, n, w: f"https://www.uralskweek.kz/{w:%Y/%m/%d}/{slug_of(s)}-{n}/",
        styles=60, scripts=24, sprite=2, cards=(14, 22), headlines=(10, 20), items=(0, 0), comments=(0, 30),
    ),
)  # fmt: skip
