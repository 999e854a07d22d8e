"""What a reader sees around an article: menus, weather and rates, cards and headlines of others, comments, a footer.

The words are our own; whose headlines they are is the caller's to say.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from html import escape

from news_chrome import RUBRICS, STATES
from news_texts import Story

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
_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip


def day_of(moment: datetime) -> str:
    return f"{moment.day} {_MONTHS[moment.month - 1]} {moment.year}"


def menu(chance: random.Random, sections: int, items: int) -> str:
    """A menu with its sub-menus."""
    out = ['<nav class="burger__menu"><ul class="burger__menu--list">']
    for section in range(sections):
        name = RUBRICS[section % len(RUBRICS)]
        out.append(
            f'            <li class="burger__menu--section js-burger-item" data-item-id="{section}">\n'
            f'                <a class="burger__menu--section-link" href="/rubric-{section}/">{name}</a>\n'
            '                <ul class="burger__menu--section-list">'
        )
        out += [
            f'                    <li class="burger__menu--subitem js-category-subitem" data-subitem-id="{at}">'
            f'<a href="/rubric-{section}/{at}/" class="burger__menu--subitem-link">\n'
            f"                            {chance.choice(RUBRICS)} </a></li>"
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
        f'<span class="course"><i class="icon-course"></i>&nbsp;{name} {chance.randint(30_000, 70_000) / 100}</span>'
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
        told = (
            f'\n                        <span class="card__announce">{escape(story.announcement)}</span>'
            if announced
            else ""
        )
        out.append(f"""                    <div class="card card--{chance.choice(STATES)}">
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
        f'        <li class="{name}__item"><time class="{name}__time">{chance.randint(10, 23)}:{chance.randint(10, 59)}'
        f'</time> <a class="{name}__link" href="/news/{chance.randint(100_000, 999_999)}/">'
        f"{escape(story.title)}</a></li>"
        for story in stories
    )
    return f'<aside class="{name} sidebar"><ul>\n{rows}\n</ul></aside>'


def comments(chance: random.Random, number: int) -> str:
    rows = "".join(
        f'<div class="comments__item" data-id="{chance.randint(10_000, 99_999)}"><b class="comments__name">Гость '
        f'{chance.randint(1, 999)}</b><div class="comments__text">{chance.choice(_SAID)}</div>'
        f'<button class="comments__like" type="button">{chance.randint(0, 40)}</button></div>\n'
        for _ in range(number)
    )
    return f'<div class="comments" id="comments">{rows}</div>'


def footer(chance: random.Random, links: int) -> str:
    rows = " ".join(f'<a class="footer__link" href="/page/{at}/">{chance.choice(RUBRICS)}</a>' for at in range(links))
    legal = "Все права защищены. Материалы только со ссылкой."
    return f'<footer class="footer">{rows}<p class="footer__legal">{legal}</p></footer>'
