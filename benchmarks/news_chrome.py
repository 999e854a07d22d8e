"""What surrounds an article on a real page and no reader sees: styles, scripts, a sprite, metas, a program's state.

Shapes and shares follow what was measured on saved pages of two portals (160 to 340 KB each, 1,100 to 2,400 tags,
packed 6 to 7 times): an eighth to a third is inline script, up to half is inline CSS, a third of a portal's page is
attributes, a quarter is indentation, and 4 to 20 KB is what a reader sees. Not a line of them is copied.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence

from news_texts import Story

_BLOCKS = (
    "header", "menu", "burger", "article", "card", "teaser", "feed", "banner", "modal", "footer", "tabs", "slider",
    "comments", "share", "weather", "currency", "search", "subscribe", "author", "gallery", "poll", "tags",
)  # fmt: skip
_PARTS = ("item", "link", "title", "icon", "list", "image", "text", "button", "inner", "wrap", "date", "counter", "row")
STATES = ("active", "hover", "dark", "mobile", "wide", "hidden", "small", "large", "first", "last")
_RULES = (
    "display:flex", "align-items:center", "justify-content:space-between", "position:relative", "overflow:hidden",
    "text-decoration:none", "box-sizing:border-box", "font-weight:700", "cursor:pointer", "list-style:none",
    "white-space:nowrap", "flex-direction:column", "background-repeat:no-repeat", "transition:all .2s ease-in-out",
)  # fmt: skip
_MEASURES = (
    "margin-top", "margin-bottom", "padding", "font-size", "line-height", "width", "height", "left", "border-radius",
)  # fmt: skip
_NAMES = ("config", "slot", "target", "event", "queue", "node", "params", "handler", "timer", "state", "list", "key")
RUBRICS = (
    "Новости", "Политика", "Экономика", "Общество", "Происшествия", "Мир", "Спорт", "Культура", "Наука", "Здоровье",
    "Технологии", "Авто", "Недвижимость", "Образование", "Финансы", "Погода", "Видео", "Фото", "Интервью", "Мнения",
    "Туризм", "Еда", "Семья", "Право", "Бизнес", "Рынки", "Энергетика", "Транспорт", "Экология", "Афиша",
)  # fmt: skip


def _class(chance: random.Random) -> str:
    name = f"{chance.choice(_BLOCKS)}__{chance.choice(_PARTS)}"
    return name if chance.random() < 0.7 else f"{name}--{chance.choice(STATES)}"


def _hex(chance: random.Random, digits: int) -> str:
    return f"{chance.getrandbits(4 * digits):0{digits}x}"


def styles(chance: random.Random, size: int) -> str:
    """Inline CSS of about so many bytes."""
    out, long = ["<style>"], 0
    while long < size:
        rules = chance.choices(_RULES, k=chance.randint(1, 3))
        rules += [f"{chance.choice(_MEASURES)}:{chance.randint(0, 64)}px" for _ in range(chance.randint(1, 3))]
        if chance.random() < 0.5:
            rules.append(f"color:#{_hex(chance, 6)}")
        rule = f".{_class(chance)} .{_class(chance)}{{{';'.join(rules)}}}"
        out.append(
            f"@media (max-width:{chance.choice((480, 768, 1024))}px){{{rule}}}" if chance.random() < 0.2 else rule
        )
        long += len(out[-1])
    return "".join([*out, "</style>"])


def scripts(chance: random.Random, size: int) -> str:
    """Inline scripts of about so many bytes: counters, slots, loaders, as bundlers leave them."""
    out, long = [], 0
    while long < size:
        body = []
        for _ in range(chance.randint(3, 25)):
            a, b, c = chance.choices(_NAMES, k=3)
            n = chance.randint(1, 99_999)
            body.append(
                chance.choice(
                    (
                        f'window.{a}{n}=window.{a}{n}||[];window.{a}{n}.push({{"{b}":"{_hex(chance, 8)}","{c}":{n}}});',
                        f"!function(e,t,n){{var r=e.{a}||{{}};r.{b}=t.{c}?n[{n % 97}]:r.{b}}}(window,document,[]);",
                        f'document.querySelectorAll(".{_class(chance)}").forEach(function(e){{e.{b}=e.{c}<{n}}});',
                        f'if(typeof {a}!=="undefined"){{{a}.on("{b}",function(e){{return e.{c}.length>{n % 31}}})}}',
                    )
                )
            )
        out.append(f"<script>{''.join(body)}</script>")
        long += len(out[-1])
    return "\n".join(out)


def sprite(chance: random.Random, size: int) -> str:
    """A hidden SVG sprite: paths of numbers, which pack badly."""
    out, long = ['<svg xmlns="http://www.w3.org/2000/svg" style="display:none">'], 0
    while long < size:
        steps = "".join(
            f"{chance.choice('MLCHVlch')}{chance.randint(0, 48)}.{chance.randint(0, 99)} {chance.randint(0, 48)}"
            for _ in range(chance.randint(8, 60))
        )
        out.append(
            f'<symbol id="i-{_hex(chance, 4)}" viewBox="0 0 48 48"><path fill="currentColor" d="{steps}z"/></symbol>'
        )
        long += len(out[-1])
    return "".join([*out, "</svg>"])


def metas(chance: random.Random, number: int) -> str:
    """Icons, cards of social networks, verification codes: as a head is full of."""
    return "\n    ".join(
        f'<meta name="{chance.choice(("msapplication", "al:android", "al:ios", "twitter", "yandex", "mobile"))}:'
        f'{chance.choice(_NAMES)}{at}" content="{_hex(chance, 12)}">'
        for at in range(number)
    )


def state(chance: random.Random, stories: Sequence[Story], name: str, *, ascii_only: bool) -> str:
    """The state of a JavaScript application: other articles with their pictures and tags, as JSON in a script."""
    items = []
    for story in stories:
        number = chance.randint(100_000, 999_999)
        sizes = {f"{w}x{w * 9 // 16}": f"https://cdn.example/{_hex(chance, 16)}/{w}.webp" for w in (320, 640, 1200)}
        items.append(
            {
                "id": number, "slug": f"item-{_hex(chance, 10)}-{number}", "title": story.title,
                "lead": story.announcement, "rubric": {"id": number % 29, "name": chance.choice(RUBRICS)},
                "image": sizes, "published": 1_700_000_000 + number, "views": number % 7919, "isAdvert": False,
                "authors": [], "pinned": None, "commentsEnabled": True,
            }
        )  # fmt: skip
    told = json.dumps({"feed": items, "build": _hex(chance, 20)}, ensure_ascii=ascii_only).replace("</", "<\\/")
    return f'<script id="{name}" type="application/json">{told}</script>'
