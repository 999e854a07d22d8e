"""Other people's pages in a news crawl: many hosts and languages, none of them a source of ours.

They are only there to be passed by, so a few hundred bodies serve for any number of addresses.
"""

from __future__ import annotations

import random
import tomllib
from dataclasses import dataclass
from pathlib import Path

import news_chrome as chrome

_WORDS: dict[str, str] = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
_ENDS = {
    "de": "de",
    "es": "es",
    "fr": "fr",
    "tr": "com.tr",
    "pt": "com.br",
    "ru": "ru",
    "zh": "cn",
    "ar": "ae",
    "hi": "in",
}
_NAMES = ("daily", "news", "post", "herald", "times", "echo", "press", "today", "live", "portal", "journal", "online")
_HOSTS = 2000
_BODIES = {False: 48, True: 400}  # whole pages take 15 ms each to make, small ones 1 ms
_SIZES = {False: (40_000, 300_000), True: (8_000, 22_000)}  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Stranger:
    """Somebody's page: its language, and its bytes."""

    language: str
    payload: bytes


class Strangers:
    """Bodies and addresses of other people's pages, the same for the same seed."""

    def __init__(self, seed: int, *, small: bool) -> None:
        self._chance = random.Random(f"{seed} strangers")
        self.bodies = [self._body(small) for _ in range(_BODIES[small])]

    def _body(self, small: bool) -> Stranger:
        chance = self._chance
        language = chance.choice(tuple(_WORDS))
        words, size = _WORDS[language].split(), chance.randint(*_SIZES[small])
        space = "" if language == "zh" else " "
        rows = "\n".join(
            f"<p>{space.join(chance.choices(words, k=chance.randint(30, 90)))}.</p>" for _ in range(3 if small else 14)
        )
        page = (
            f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>{words[0]}</title>\n'
            f"{chrome.styles(chance, size // 3)}{chrome.scripts(chance, size // 3)}</head><body>\n"
            f"{chrome.sprite(chance, size // 20)}<article>{rows}</article>"
            f"{chrome.scripts(chance, size // 8)}</body></html>"
        )
        return Stranger(language=language, payload=page.encode())

    def address(self, chance: random.Random, stranger: Stranger) -> str:
        host = chance.randrange(_HOSTS)
        name = f"{_NAMES[host % len(_NAMES)]}{host}"
        number = chance.getrandbits(30)
        return f"https://www.{name}.{_ENDS.get(stranger.language, 'com')}/{host % 37}/{number:x}-article.html"
