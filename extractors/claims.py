"""«За год проведено шесть заседаний Совета»: how many gatherings of the Assembly somebody says there were.

The only outside check on how much of what happens the press shows. A claim needs a number that agrees with its noun
(«7-я сессия» and «19 ноября на встрече» do not), a word that it took place, a period, and the subject: the sentence or
the one before must be about the Assembly or inter-ethnic relations.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from extractors import gate
from extractors.akim_sentences import Sentence, sentences_of
from extractors.claim_periods import period_of
from extractors.regions_named import regions_named, regions_of_sentence
from extractors.russian.dates_phrase import tense_of
from extractors.russian.wordlist import read_lexicon
from models.records import Article, Claim, Evidence
from models.registry import Registry
from models.zone import local_day

_LEXICON = read_lexicon("claims.toml")
_NUMBERS = {word: int(number) for number, words in _LEXICON["numbers"].items() for word in words}
_NOUNS: list[list[str]] = _LEXICON["nouns"]["forms"]
_LARGEST = 500  # beyond that no body has met: the figure counts people, or everything of every kind


def _alternatives(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_ADJECTIVES = rf"(?:[а-я-]+(?:{_alternatives(_LEXICON['nouns']['adjectives'])})\s+){{0,3}}"
# «6 заседаний», «двенадцать расширенных совещаний», «21 круглый стол»; not «30 тысяч встреч», not «1,5»
_COUNT = re.compile(
    rf"(?<![\w.,/-])(?P<number>\d{{1,3}}|{_alternatives(list(_NUMBERS))})\s+{_ADJECTIVES}"
    rf"(?P<noun>{_alternatives([form for forms in _NOUNS for form in forms])})(?!\w)"
)
_NONE = re.compile(rf"ни\s+одно(?:го|й)\s+{_ADJECTIVES}(?:{_alternatives([forms[1] for forms in _NOUNS])})(?!\w)")
_TOOK_PLACE = re.compile(rf"\b(?:{_alternatives(_LEXICON['nouns']['verbs'])})\b")
_DENIED = re.compile(rf"\b(?:{_alternatives(_LEXICON['nouns']['denied'])})\b")
# «Совет собирался шесть раз»
_TIMES = re.compile(
    rf"\b(?:{_alternatives(_LEXICON['nouns']['gathered'])})\s+(?P<number>\d{{1,3}}|{_alternatives(list(_NUMBERS))})\s+раза?\b"
)

_SAYS = rf"(?:{_alternatives(_LEXICON['speech']['verbs'])})[аи]?"
_NOT_SPEAKERS = frozenset(_LEXICON["speech"]["no_speaker"])
# «По словам заведующей секретариатом, …»
_BY_WORDS_OF = re.compile(rf"(?:{_alternatives(_LEXICON['speech']['sources'])})\s+([^,.;:«»]{{3,100}}),", re.IGNORECASE)
# «…», – сообщила заведующая секретариатом Ирина Ким.
_SAID_BY = re.compile(rf"(?<=[\s–-]){_SAYS}\s+([^,.;:«»\"]{{3,100}})")
# «Заведующая секретариатом доложила, что …»
_WHO_SAID = re.compile(rf"^[«\"–—\s]*([^,.;:«»]{{3,100}}?)\s+{_SAYS}\s*,\s*что\b")


def find_claims(article: Article, registry: Registry) -> tuple[Claim, ...]:
    """Every count of sittings or meetings of the Assembly that the article gives with its period, in order.

    The region is the one that the sentence names, else the only one that the article names. A period without dates
    («за отчётный период») leaves both days None; `number` 0 is «ни одного».
    """
    if not gate.topic(article.title, article.text):
        return ()
    found: list[Claim] = []
    sentences = sentences_of(article)
    for at, sentence in enumerate(sentences):
        previous = sentences[at - 1] if at else None
        if not _on_topic(sentence, previous):
            continue
        for number in _numbers(sentence):
            claim = _claim(article, sentence, number, registry)
            if claim is not None:
                found.append(claim)
    return tuple(dict.fromkeys(found))


def _on_topic(sentence: Sentence, previous: Sentence | None) -> bool:
    return gate.topic(previous.text if previous is not None else None, sentence.text)


def _numbers(sentence: Sentence) -> Iterator[int]:
    low = sentence.text.lower().replace("ё", "е")
    if any(tense_of(word) == "future" for word in sentence.keys):
        return
    for match in _TIMES.finditer(low):
        yield _value(match["number"])
    if _DENIED.search(low):
        if _NONE.search(low):
            yield 0
        return
    if not _TOOK_PLACE.search(low):
        return
    for match in _COUNT.finditer(low):
        number = _value(match["number"])
        if number <= _LARGEST and _agrees(number, match["noun"]):
            yield number


def _value(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS[word]


def _agrees(number: int, noun: str) -> bool:
    """One заседание, two заседания, five заседаний; eleven to fourteen take the form of five."""
    if number == 0:
        return False
    tens, ones = divmod(number % 100, 10)
    form = 2 if tens == 1 or ones == 0 or ones > 4 else 0 if ones == 1 else 1
    return any(forms[form] == noun for forms in _NOUNS)


def _claim(article: Article, sentence: Sentence, number: int, registry: Registry) -> Claim | None:
    published = local_day(article.published_at) if article.published_at is not None else None
    period = period_of(sentence.text, article.published_at)
    if period is None:
        return None
    return Claim(
        region=_region(article, sentence, published, registry),
        period_start=period.first,
        period_end=period.last,
        number=number,
        speaker=_speaker(sentence.text),
        evidence=Evidence(sentence=sentence.text, char_start=sentence.start, char_end=sentence.end),
    )


def _region(article: Article, sentence: Sentence, published: date | None, registry: Registry) -> str | None:
    named = {iso for _, iso in regions_of_sentence(sentence.text)} or set(regions_named(article.title, article.text))
    if len(named) != 1:
        return None
    region = named.pop()
    return registry.region_on(region, published) if published is not None else region


def _speaker(text: str) -> str | None:
    """Who is plainly said to say so, in the words of the text."""
    for pattern in (_BY_WORDS_OF, _WHO_SAID, _SAID_BY):
        match = pattern.search(text)
        if match is not None and match[1].split()[0].lower() not in _NOT_SPEAKERS:
            return match[1].strip(' –—-"')
    return None
