"""What surrounds an article on a real page, made of our own words: styles, scripts, state, menus, cards, comments.

Shapes and shares follow what was measured on saved pages of two portals (160 to 340 KB each, 1,100 to 2,400 tags,
packed 6 to 7 times): an eighth to a third is inline script, up to half is inline CSS, a third of a portal's page is
attributes, a quarter is indentation, and 4 to 20 KB is what a reader sees. Not a line of them is copied.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from news_texts import Story

_BLOCKS = (
    "header", "menu", "burger", "article", "card", "teaser", "feed", "banner", "modal", "footer", "tabs", "slider",
    "comments", "share", "weather", "currency", "search", "subscribe", "author", "gallery", "poll", "tags",
)  # fmt: skip
_PARTS = ("item", "link", "title", "icon", "list", "image", "text", "button", "inner", "wrap", "date", "counter", "row")
_STATES = ("active", "hover", "dark", "mobile", "wide", "hidden", "small", "large", "first", "last")
_RULES = (
    "display:flex", "align-items:center", "justify-content:space-between", "position:relative", "overflow:hidden",
    "text-decoration:none", "box-sizing:border-box", "font-weight:700", "cursor:pointer", "list-style:none",
    "white-space:nowrap", "flex-direction:column", "background-repeat:no-repeat", "transition:all .2s ease-in-out",
)  # fmt: skip
_MEASURES = ("margin-top", "margin-bottom", "padding", "font-size", "line-height", "width", "height", "left", "border-radius")  # fmt: skip
_NAMES = ("config", "slot", "target", "event", "queue", "node", "params", "handler", "timer", "state", "list", "key")
_RUBRICS = (
    "Новости", "Политика", "Экономика", "Общество", "Происшествия", "Мир", "Спорт", "Культура", "Наука", "Здоровье",
    "Технологии", "Авто", "Недвижимость", "Образование", "Финансы", "Погода", "Видео", "Фото", "Интервью", "Мнения",
    "Туризм", "Еда", "Семья", "Право", "Бизнес", "Рынки", "Энергетика", "Транспорт", "Экология", "Афиша",
)  # fmt: skip
_TOWNS = (
    "Алматы", "Астана", "Актау", "Актобе", "Атырау", "Балхаш", "Жезказган", "Караганда", "Кокшетау", "Костанай",
    "Кызылорда", "Павлодар", "Петропавловск", "Семей", "Талдыкорган", "Тараз", "Туркестан", "Уральск", "Шымкент",
)  # fmt: skip
_SAID = (
    "Давно пора было этим заняться", "А когда дойдут до нашего двора?", "Спасибо за статью, очень подробно",
    "Ничего не изменится", "Посмотрим через год", "У нас в доме то же самое", "Цены опять выросли",
    "Молодцы, так держать!", "Не верю ни одному слову", "Кто-нибудь знает телефон?", "Это уже третий раз за зиму",
    "Пусть сначала дороги сделают", "Всем добра и здоровья", "Где можно почитать полностью?",
)  # fmt: skip
_MONTHS = ("января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря")  # fmt: skip


def day_of(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def _class(chance: random.Random) -> str:
    name = f"{chance.choice(_BLOCKS)}__{chance.choice(_PARTS)}"
    return name if chance.random() < 0.7 else f"{name}--{chance.choice(_STATES)}"


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
        out.append(f"@media (max-width:{chance.choice((480, 768, 1024))}px){{{rule}}}" if chance.random() < 0.2 else rule)
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
                        f"!function(e,t,n){{var r=e.{a}||{{}};r.{b}=t.{c}?n[{n % 97}]:r.{b},e.{a}=r}}(window,document,[]);",
                        f'document.querySelectorAll(".{_class(chance)}").forEach(function(e){{e.{b}=e.{c}<{n}}});',
                        f'if(typeof {a}!=="undefined"){{{a}.on("{b}",function(e){{return e.{c}&&e.{c}.length>{n % 31}}})}}',
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
        out.append(f'<symbol id="i-{_hex(chance, 4)}" viewBox="0 0 48 48"><path fill="currentColor" d="{steps}z"/></symbol>')
        long += len(out[-1])
    return "".join([*out, "</svg>"])


def metas(chance: random.Random, number: int) -> str:
    """Icons, cards of social networks, verification codes: as a head is full of."""
    return "\n    ".join(
        f'<meta name="{chance.choice(("msapplication", "al:android", "al:ios", "twitter", "yandex", "mobile"))}:'
        f'{chance.choice(_NAMES)}{at}" content="{_hex(chance, 12)}">'
        for at in range(number)
    )


def menu(chance: random.Random, sections: int, items: int) -> str:
    """A menu with its sub-menus."""
    out = ['<nav class="burger__menu"><ul class="burger__menu--list">']
    for section in range(sections):
        name = _RUBRICS[section % len(_RUBRICS)]
        out.append(
            f'            <li class="burger__menu--section js-burger-item" data-item-id="{section}">\n'
            f'                <a class="burger__menu--section-link" href="/rubric-{section}/">{name}</a>\n'
            '                <ul class="burger__menu--section-list">'
        )
        out += [
            f'                    <li class="burger__menu--subitem js-category-subitem" data-subitem-id="{at}">'
            f'<a href="/rubric-{section}/{at}/" class="burger__menu--subitem-link">\n'
            f"                            {chance.choice(_RUBRICS)} </a></li>"
            for at in range(items)
        ]
        out.append("                </ul>\n            </li>")
    return "\n".join([*out, "</ul></nav>"])


def widgets(chance: random.Random) -> str:
    """Weather of twenty towns and rates of exchange."""
    towns = "\n".join(
        f'                    <option value="{10_000 + at}" data-temp="{chance.randint(-20, 35)}">{town}</option>'
        for at, town in enumerate(_TOWNS)
    )
    rates = "".join(
        f'<span class="course"><i class="icon-course"></i>&nbsp;{name} {chance.randint(300, 700)}.{chance.randint(10, 99)}</span>'
        for name in ("USD", "EUR", "RUB", "CNY")
    )
    return (
        f'<div class="weather-widget"><select data-weather="select" class="input-select">\n{towns}\n</select>'
        f'<p data-weather="text">Ясно, ветер слабый</p></div><div class="currency-widget">{rates}</div>'
    )


def cards(chance: random.Random, stories: Sequence[Story], now: datetime, *, announced: bool) -> str:
    """Cards of other articles: picture, headline, announcement, date, counters, indented as templates leave them."""
    out = []
    for story in stories:
        number = chance.randint(100_000, 999_999)
        day = day_of(now - timedelta(days=chance.randint(0, 40)))
        picture = f"/userdata/news/{now.year}/news_{number}/thumb_m/photo_{number * 7 % 99_991}"
        told = f'\n                        <span class="card__announce">{escape(story.announcement)}</span>' if announced else ""
        out.append(f"""                    <div class="card card--{chance.choice(_STATES)}">
                        <a class="card__image" href="/news/{number}/">
                            <picture>
                                <source srcset="{picture}.webp" type="image/webp">
                                <source media="(max-width: 640px)" srcset="{picture}.jpeg" type="image/jpeg">
                                <img class="card__image-item" loading="lazy" src="{picture}.jpeg" alt="Иллюстрация">
                            </picture>
                        </a>
                        <span class="card__title"><a href="/news/{number}/">{escape(story.title)}</a></span>{told}
                        <div class="card__meta">
                            <span>
            {day}        </span>
                            <span class="card__views"><img src="/img/views.svg"><span class="preloader"
              data-views=""
              data-id="{number}"
              data-type="news"></span></span>
                        </div>
                    </div>""")
    return "\n".join(out)


def headlines(chance: random.Random, stories: Sequence[Story], name: str) -> str:
    """A column of plain headlines with their hours."""
    rows = "\n".join(
        f'        <li class="{name}__item"><time class="{name}__time">{chance.randint(0, 23):02}:{chance.randint(0, 59):02}</time>'
        f' <a class="{name}__link" href="/news/{chance.randint(100_000, 999_999)}/">{escape(story.title)}</a></li>'
        for story in stories
    )
    return f'<aside class="{name} sidebar"><ul>\n{rows}\n</ul></aside>'


def state(chance: random.Random, stories: Sequence[Story], name: str, *, ascii_only: bool) -> str:
    """The state of a JavaScript application: other articles with their pictures and tags, as JSON in a script."""
    items = []
    for story in stories:
        number = chance.randint(100_000, 999_999)
        sizes = {f"{w}x{w * 9 // 16}": f"https://cdn.example/{_hex(chance, 16)}/{w}.webp" for w in (320, 640, 1200)}
        items.append(
            {
                "id": number, "slug": f"item-{_hex(chance, 10)}-{number}", "title": story.title,
                "lead": story.announcement, "rubric": {"id": number % 29, "name": chance.choice(_RUBRICS)},
                "image": sizes, "published": 1_700_000_000 + number, "views": number % 7919, "isAdvert": False,
                "authors": [], "pinned": None, "commentsEnabled": True,
            }
        )  # fmt: skip
    told = json.dumps({"feed": items, "build": _hex(chance, 20)}, ensure_ascii=ascii_only).replace("</", "<\\/")
    return f'<script id="{name}" type="application/json">{told}</script>'


def comments(chance: random.Random, number: int) -> str:
    rows = "".join(
        f'<div class="comments__item" data-id="{chance.randint(10_000, 99_999)}"><b class="comments__name">Гость '
        f'{chance.randint(1, 999)}</b><div class="comments__text">{chance.choice(_SAID)}</div>'
        f'<button class="comments__like" type="button">{chance.randint(0, 40)}</button></div>\n'
        for _ in range(number)
    )
    return f'<div class="comments" id="comments">{rows}</div>'


def footer(chance: random.Random, links: int) -> str:
    rows = " ".join(f'<a class="footer__link" href="/page/{at}/">{chance.choice(_RUBRICS)}</a>' for at in range(links))
    return f'<footer class="footer">{rows}<p class="footer__legal">Все права защищены. Материалы только со ссылкой.</p></footer>'
