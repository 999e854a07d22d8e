"""One article as pages of many manners write it: charsets, entities, letters apart, engines, chrome."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from html import escape
from html.entities import html5

Manner = Callable[[str, Sequence[str]], bytes]

URL = "https://news.example.kz/ru/obshchestvo/2024-41277"
TIME = "2024-04-25T11:12:00+05:00"
_STAMP = f'<meta property="article:published_time" content="{TIME}">'
_WORD = re.compile(r"\w{3,}")
_LATIN = str.maketrans("авсенкмортхуАВСЕНКМОРТХ", "abcehkmoptxyABCEHKMOPTX")
_NAMED = {chars: name for name, chars in sorted(html5.items()) if name.endswith("cy;")}


def page(title: str, body: str, *, head: str = "", before: str = "", after: str = "") -> bytes:
    """A page of an ordinary engine; `title` and `body` are markup."""
    return (
        f'<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title>{_STAMP}{head}</head><body>'
        f'{before}<main><h1>{title}</h1><div class="entry-content">{body}</div></main>{after}</body></html>'
    ).encode("utf-8", "surrogatepass")


def _lines(paragraphs: Sequence[str], write: Callable[[str], str]) -> str:
    return "".join(f"<p>{write(line)}</p>\n" for line in paragraphs)


def _written(write: Callable[[str], str]) -> Manner:
    return lambda title, paragraphs: page(write(title), _lines(paragraphs, write))


def _each_word(change: Callable[[str], str]) -> Manner:
    return _written(lambda text: _WORD.sub(lambda word: change(word[0]), escape(text)))


def _middle(between: str) -> Manner:
    return _each_word(lambda word: word[: len(word) // 2] + between + word[len(word) // 2 :])


def _charset(name: str) -> Manner:
    def write(title: str, paragraphs: Sequence[str]) -> bytes:
        text = page(escape(title), _lines(paragraphs, escape)).decode().replace("utf-8", name)
        return text.encode(name, "xmlcharrefreplace")

    return write


def _json_ld(*, ascii_only: bool) -> Manner:
    def write(title: str, paragraphs: Sequence[str]) -> bytes:
        said = {"@type": "NewsArticle", "headline": title, "articleBody": "\n".join(paragraphs), "datePublished": TIME}
        script = json.dumps({"@context": "https://schema.org", "@graph": [said]}, ensure_ascii=ascii_only)
        return page("", "{{$article->text}}", head=f'<script type="application/ld+json">{script}</script>')

    return write


def _record(title: str, paragraphs: Sequence[str]) -> bytes:
    return json.dumps({"title": title, "body": _lines(paragraphs, escape), "created_date": TIME}).encode()


def _tables(title: str, paragraphs: Sequence[str]) -> bytes:
    body = "<BR>\n<BR>".join(f"<FONT size=2>{escape(line)}</FONT>" for line in paragraphs)
    return (
        f"<HTML><HEAD><TITLE>{escape(title)}</TITLE>{_STAMP}</HEAD><BODY><TABLE><TR><TD><H1>{escape(title)}</H1>"
        f"<TD itemprop=articleBody>{body}</TABLE></BODY></HTML>"
    ).encode()


def _described(title: str, paragraphs: Sequence[str]) -> bytes:
    """The title in attributes alone, the text in boxes that no rule knows."""
    meta = f'<meta property="og:title" content="{escape(title)}">'
    body = "".join(f'<section><div class="c-12">{escape(line)}</div></section>' for line in paragraphs)
    return f"<html><head>{meta}{_STAMP}</head><body><div id=app>{body}</div></body></html>".encode()


_CARD = (
    '<li class="media-card media-card--compact" data-id="41{0}"><a class="media-card__link js-track"'
    ' data-track="sidebar" href="/ru/sport/41{0}-futbol"><img class="lazy" loading="lazy" src="/static/i/{0}.webp"'
    ' alt="Фото номер {0}"'
    ' srcset="/static/i/{0}@1x.webp 320w, /static/i/{0}@2x.webp 640w"><span class="media-card__title">Сборная выиграла'
    ' матч номер {0} со счётом 3:1</span></a><time datetime="2024-04-25">25 апреля</time></li>\n'
)
_SCRIPT = (
    "window.dataLayer=window.dataLayer||[];function track(e){{for(var i=0;i<e.length;i++)if(e[i]>{0})push(e[i])}}\n"
)


def _in_chrome(title: str, paragraphs: Sequence[str]) -> bytes:
    cards = "".join(_CARD.format(number) for number in range(130))
    scripts = "".join(_SCRIPT.format(number) for number in range(750))
    return page(
        escape(title),
        _lines(paragraphs, escape),
        head=f"<script>{scripts}</script><style>.a{{color:red}}</style>",
        before=f"<header><nav><ul>{cards[: len(cards) // 2]}</ul></nav></header>",
        after=f"<aside><ul>{cards}</ul></aside>",
    )


MANNERS: dict[str, Manner] = {
    "plain": _written(escape),
    "windows-1251": _charset("windows-1251"),
    "koi8-r": _charset("koi8-r"),
    "utf-16": lambda title, paragraphs: page(escape(title), _lines(paragraphs, escape)).decode().encode("utf-16"),
    "numeric entities": _written(lambda text: "".join(f"&#{ord(c)};" if c > "~" else escape(c) for c in text)),
    "hexadecimal entities": _written(lambda text: "".join(f"&#X{ord(c):X};" if c > "~" else escape(c) for c in text)),
    "named entities": _written(
        lambda text: "".join(f"&{_NAMED.get(c, f'#{ord(c)};')}" if c > "~" else c for c in text)
    ),
    "entities twice over": _written(lambda text: "".join(f"&amp;#{ord(c)};" if c > "~" else c for c in text)),
    "drop caps": _each_word(lambda word: f'<span class="d">{word[0]}</span>{word[1:]}'),
    "a tag in every word": _middle("</b><b>"),
    "a comment in every word": _middle("<!-- - -->"),
    "an advertisement in every word": _middle('<span class="ads">купить</span>'),
    "letters one by one": _each_word(lambda word: "".join(f"<i>{letter}</i>" for letter in word)),
    "soft hyphens": _middle("&shy;"),
    "soft hyphens as they are": _middle("\xad"),
    "zero-width spaces": _middle("&#8203;"),
    "joiners": _middle("\u2060"),
    "non-breaking spaces": _written(lambda text: escape(text).replace(" ", "&nbsp;")),
    "a line a word": _written(lambda text: escape(text).replace(" ", "\r\n\t\t  <br/>\n ")),
    "a link a word": _written(lambda text: " ".join(f"<a href='/w'>{escape(word)}</a>" for word in text.split())),
    "a paragraph a word": lambda title, lines: page(escape(title), _lines(" ".join(lines).split(), escape)),
    "capitals": _written(lambda text: escape(text.upper())),
    "Latin look-alikes": _written(lambda text: escape(text.translate(_LATIN))),
    "JSON-LD alone": _json_ld(ascii_only=False),
    "JSON-LD alone, escaped": _json_ld(ascii_only=True),
    "a JSON record": _record,
    "tables and fonts": _tables,
    "boxes without names": _described,
    "in 150 KB of chrome": _in_chrome,
}
