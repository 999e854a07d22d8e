"""The synthetic press: article pages of real size and shape around given texts, the same for the same seed.

    python benchmarks/newsweb.py [--pages 1000] [--clean-chrome] [--out FOLDER]

prints the sizes of pages, their tags, how they pack, and which share passes the gates, beside what the texts do.
`--clean-chrome`: what surrounds an article holds no word of any gate; else it shows others' headlines, as on real
pages.
"""

from __future__ import annotations

import argparse
import gzip
import random
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import news_chrome as chrome
import news_furniture as furniture
from mixture import Mixture
from news_sites import FAMILIES, Family, Printed, head_of
from news_texts import Story, load_stories, where_from

from models.zone import ALMATY

BEGUN = datetime(2024, 4, 25, 8, tzinfo=ALMATY)  # the first page; the others follow it
_SPAN_MINUTES = 500 * 24 * 60  # pages are spread over so long
_KB = 1024
_LESS = 16  # times less chrome on small pages: some 20 KB, with the text, which stays as it is


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsPage:
    """One page, and the story that was put in."""

    url: str
    when: datetime
    payload: bytes
    story: Story

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What is the same on every page of a site."""

    top: str
    header: str
    bottom: str


class Newsweb:
    """Pages of the families around `stories`; what other pages' headlines are taken from is `shown`, where it differs.

    `small` keeps a sixteenth of the chrome (some 20 KB a page) and deals paragraphs anew, for growth.
    """

    def __init__(
        self, stories: Sequence[Story], *, shown: Sequence[Story] | None = None, seed: int = 1,
        clean_chrome: bool = False, small: bool = False,
    ) -> None:  # fmt: skip
        self.stories = stories
        self._mixture = Mixture(stories) if small else None
        self._seed, self._small = seed, small
        self._shown = [story for story in shown or stories if story.clean_headline or not clean_chrome]
        self._frames = {family.host: self._frame(family) for family in FAMILIES}

    def _frame(self, family: Family) -> _Frame:
        chance, less = random.Random(f"{self._seed} {family.host}"), _LESS if self._small else 1
        kb = _KB // less
        return _Frame(
            top="\n    ".join(
                (
                    chrome.metas(chance, 30 // less),
                    chrome.styles(chance, family.styles * kb) if family.styles else "",
                    chrome.scripts(chance, family.scripts * kb * 2 // 3),
                )
            ),
            header=f'{chrome.sprite(chance, family.sprite * kb)}<header class="header">'
            f"{furniture.menu(chance, 14 // less + 1, 7)}{furniture.widgets(chance)}</header>",
            bottom=f"{furniture.footer(chance, 40 // less)}\n{chrome.scripts(chance, family.scripts * kb // 4)}",
        )

    def page(self, number: int, *, story: Story | None = None, family: Family | None = None) -> NewsPage:
        """The page of a number: always the same one, whatever was made before it."""
        chance = random.Random(f"{self._seed} page {number}")
        family = family or chance.choices(FAMILIES, weights=[one.share for one in FAMILIES])[0]
        if story is None and self._mixture is not None:
            story = self._mixture.story(chance)
        story = story or self.stories[chance.randrange(len(self.stories))]
        when = BEGUN + timedelta(minutes=chance.randrange(_SPAN_MINUTES))
        serial = 1_000_000 + number
        printed = Printed(story=story, url=family.address(story, serial, when), when=when, number=serial)
        return NewsPage(url=printed.url, when=when, payload=self._html(family, printed, chance).encode(), story=story)

    def pages(self, number: int, *, first: int = 0) -> Iterator[NewsPage]:
        return (self.page(at) for at in range(first, first + number))

    def _html(self, family: Family, page: Printed, chance: random.Random) -> str:
        frame, less = self._frames[family.host], _LESS if self._small else 1

        def some(span: tuple[int, int]) -> list[Story]:
            return chance.choices(self._shown, k=-(-chance.randint(*span) // less)) if span[1] else []

        state = (
            chrome.state(chance, some(family.items), "__STATE__", ascii_only=family.ascii_state)
            if family.items[1]
            else ""
        )
        return "\n".join(
            (
                '<!DOCTYPE html>\n<html lang="ru">\n<head>\n    <meta charset="utf-8">',
                f"    {head_of(page, family.declared)}\n    {frame.top}\n</head>\n<body>\n{frame.header}",
                furniture.headlines(chance, some(family.headlines), "lenta"),
                family.article(page),
                '<div class="read-also related"><h4>Читайте также</h4>',
                furniture.cards(chance, some(family.cards), page.when, announced=family.announced),
                "</div>",
                furniture.comments(chance, chance.randint(*family.comments) // less),
                chrome.scripts(chance, family.scripts * _KB // 12 // less),
                f"{state}\n{frame.bottom}\n</body>\n</html>",
            )
        )


def _told(pages: Sequence[NewsPage]) -> str:
    sizes = sorted(len(page.payload) / _KB for page in pages)
    packed = statistics.median(len(page.payload) / len(gzip.compress(page.payload, 6)) for page in pages[:100])
    tags = statistics.median(page.payload.count(b"<") for page in pages)
    return (
        f"{len(pages)} pages: median {statistics.median(sizes):.0f} KB, {sizes[0]:.0f} to {sizes[-1]:.0f}; "
        f"median tags {tags:.0f}; packed {packed:.1f} times"
    )


def _shares(stories: Sequence[Story]) -> str:
    topic = sum(story.on_topic for story in stories) / len(stories)
    akim = sum(story.of_akims for story in stories) / len(stories)
    return f"topic {topic:.1%}, akim {akim:.1%}, any {sum(story.passes for story in stories) / len(stories):.1%}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--clean-chrome", action="store_true")
    parser.add_argument("--out", type=Path, help="also write the pages there")
    given = parser.parse_args()
    stories = load_stories()
    pages = list(Newsweb(stories, clean_chrome=given.clean_chrome).pages(given.pages))
    print(f"{len(stories)} texts: {where_from()}\n  pass the gates: {_shares(stories)}")
    print(f"{_told(pages)}\n  pass the gates: {_shares([page.story for page in pages])}")
    for family in FAMILIES:
        if own := [page for page in pages if page.host == family.host]:
            print(f"  {family.host:18} {_told(own)}")
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        for number, page in enumerate(pages):
            (given.out / f"{number:05}-{page.host}.html").write_bytes(page.payload)


if __name__ == "__main__":
    main()
