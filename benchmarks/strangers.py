"""Other people's pages in a news crawl: many hosts and languages, none of them a source of ours.

They are only there to be passed by, so a few hundred bodies serve for any number of addresses.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

import news_chrome as chrome

# A few dozen everyday words each; what they say does not matter, only that bytes pack as such a language does.
_WORDS = {
    "en": "the of and to in a is that for it was on are as with they be at one have this from by not but some what there we other were all your when up use word how said each she which their time will way about many then them would write like so these her long make thing see him two has look more day could go come did my sound no most number who over know water than call first people may down side been now find",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei prozent hatte kann gegen vom können schon wenn habe seine mark ihre dann unter wir",
    "es": "de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le ha me si sin sobre este ya entre cuando todo esta ser son dos también fue había era muy años hasta desde está mi porque qué sólo han yo hay vez puede todos así nos ni parte tiene él uno donde bien tiempo mismo ese ahora cada vida otro después",
    "fr": "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont la mais comme ou si leur y dont elle deux ces tout nous sa son aux d'un être fait cette ans sans entre ont même peut après aussi autres ainsi contre depuis fois très bien année pays faire jour",
    "tr": "ve bir bu da için de çok ile daha olarak gibi kadar olan sonra en ne var ama o ya her mi göre ki olduğu ancak yeni değil iki türkiye yer ise büyük diye içinde zaman önce son ilk olan kendi bin gün yüzde yıl milyon arasında şey iyi insan üzerine karşı",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à seu sua ou quando muito nos já eu também só pelo pela até isso ela entre depois sem mesmo aos ter seus quem nas me esse eles você essa num nem suas",
    "ru": "и в не на что он с как это по но они к у мы из за от так все его для если уже или быть был она до вот только ещё при бы рынок погода матч команда цена рубль сезон фильм игра тренер турнир курс компания продажи автомобиль сериал певица дождь температура воздух",
    "zh": "的 一 是 不 了 在 人 有 我 他 这 个 们 中 来 上 大 为 和 国 地 到 以 说 时 要 就 出 会 可 也 你 对 生 能 而 子 那 得 于 着 下 自 之 年 过 发 后 作 里 用 道 行 所 然 家 种 事 成 方 多 经 么 去 法 学",
    "ar": "في من على أن إلى التي عن لا ما هذا مع كان هذه كل بعد قد بين ذلك غير لم عند حيث كما أو قال أكثر خلال حتى منذ ثم قبل وقد اليوم العام دولة جديد مليون سنة",
    "hi": "के में की है से का को और पर यह कि भी इस एक ने हैं नहीं तो ही या हो कर था लिए साथ किया अपने बाद जो वह सकता गया समय साल दिन लोग सरकार देश",
}  # fmt: skip
_ENDS = {"de": "de", "es": "es", "fr": "fr", "tr": "com.tr", "pt": "com.br", "ru": "ru", "zh": "cn", "ar": "ae", "hi": "in"}
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
            f"{chrome.sprite(chance, size // 20)}<article>{rows}</article>{chrome.scripts(chance, size // 8)}</body></html>"
        )
        return Stranger(language=language, payload=page.encode())

    def address(self, chance: random.Random, stranger: Stranger) -> str:
        host = chance.randrange(_HOSTS)
        name = f"{_NAMES[host % len(_NAMES)]}{host}"
        number = chance.getrandbits(30)
        return f"https://www.{name}.{_ENDS.get(stranger.language, 'com')}/{host % 37}/{number:x}-article.html"
