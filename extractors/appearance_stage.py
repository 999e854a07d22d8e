"""The gathering that an article tells of, as it stands behind its single sentences: at the opening, or so far."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.akim_mentions import FoundAkims
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import outside_speech, told_tense
from extractors.appearance_words import Gathering, Keys, Occasion, words

_LEAD = 3  # sentences in which a report says where what it tells was said
_OPENING = 6  # where it opens with a scene instead («Бабушка поднялась на сцену. Внук учится …»), so many
_OF_WHAT = 6  # words of a sitting's name: «на заседании штаба по паводкам Аксуского района»
_DID = 8  # words between «совет по делам молодёжи при акиме области» and «собрался»
_TURN = 4  # words at the head of a sentence: «В Алматы тем временем»
_VERB = 12  # words about «на заседании» in which its verb stands


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """What an article tells of as held, for each sentence.

    `lead`: the sitting or meeting that the article opens with, where it is nobody else's, until it turns to another
    matter; `told`: the one told last, else the first; none where any of them is somebody else's.
    """

    lead: tuple[Occasion | None, ...]
    told: tuple[Occasion | None, ...]


def stage_of(title: Sentence | None, sentences: Sequence[Sentence], akims: Mapping[int, FoundAkims]) -> Stage:
    """Titles count for what is over by their own words: «Пять цитат с сессии», «Штаб заседал два часа»."""
    nothing: tuple[Occasion | None, ...] = (None,) * len(sentences)
    if any(_is_sent_to(sentences[at], found) for at, found in akims.items()):
        return Stage(lead=nothing, told=nothing)
    held = [held_in(sentence) for sentence in sentences]
    headed = told_in(title) if title is not None else None
    lead = _lead(sentences, held, akims, headed)
    turned = next((at for at in range(_LEAD - 1, len(sentences)) if _turns(sentences[at].keys)), len(sentences))
    leads = (lead,) * turned + nothing[turned:]
    if any(_is_somebody_elses(one) for one in ((title, *sentences) if title is not None else sentences)):
        return Stage(lead=leads, told=nothing)
    told = [occasion or told_in(sentence) for occasion, sentence in zip(held, sentences, strict=True)]
    on = headed or next((occasion for occasion in told if occasion is not None), None)
    stages = []
    for sentence, occasion in zip(sentences, told, strict=True):
        on = occasion or (None if _turns(sentence.keys) else on)
        stages.append(on)
    return Stage(lead=leads, told=tuple(stages))


def _turns(keys: Keys) -> bool:
    """«Тем временем», «Напомним»: what follows is another matter."""
    phrases = words().turns
    return any(keys[n : n + len(phrase)] == phrase for phrase in phrases for n in range(min(_TURN, len(keys))))


def _is_sent_to(sentence: Sentence, found: FoundAkims) -> bool:
    """«Сход написал акиму»: he was not there."""
    written = any(mention.case == "Dat" for mention in found.mentions)
    return written and any(word in words().sent for word in sentence.keys)


def _lead(
    sentences: Sequence[Sentence],
    held: Sequence[Occasion | None],
    akims: Mapping[int, FoundAkims],
    headed: Occasion | None,
) -> Occasion | None:
    """The one kind of gathering that the opening tells of; None where anybody else may have led it."""
    ours = [at for at in range(min(_LEAD, len(sentences))) if at not in akims or not akims[at].local]
    if any(_names_a_chair(sentences[at].keys) for at in ours):
        return None
    if kinds := {kind for at in ours if (kind := held[at]) is not None}:
        return kinds.pop() if len(kinds) == 1 else None
    for at in range(len(ours), min(_OPENING, len(sentences))):
        if _names_a_chair(sentences[at].keys):
            break
        if held[at] is not None and not (at in akims and akims[at].local):
            return held[at]
    return headed


def held_in(sentence: Sentence) -> Occasion | None:
    """The sitting or meeting told of as past in a sentence, if it may be the akim's own: no minister's, no raion's."""
    lexicon = words()
    if lexicon.telling.isdisjoint(sentence.keys):
        return None
    keys = outside_speech(sentence.keys)
    if not lexicon.unreal.isdisjoint(keys) or _names_a_chair(keys):
        return None
    if any(word in lexicon.sat for word in keys):
        return None if "района" in keys else "sitting"
    happened = None
    for at, word in enumerate(keys):
        if word not in lexicon.telling:
            continue
        noun = lexicon.placed(keys, at)
        if noun is not None and not _is_past_about(keys, at):
            continue
        if noun is None and word in lexicon.forms["subject"]:
            happened = _has_happened(keys) if happened is None else happened
            noun = lexicon.forms["subject"][word] if happened else None
            noun = noun if noun is not None and not noun.body else None
        noun = noun or _source(keys, at)
        if noun is not None:  # «на заседании штаба района», but «на встрече с жителями района»
            return None if noun.kind == "sitting" and "района" in keys[at : at + _OF_WHAT] else noun.kind
    return None


def told_in(sentence: Sentence) -> Occasion | None:
    """What is told as held, or shown by what a body did; one may give orders about that from elsewhere."""
    if (held := held_in(sentence)) is not None:
        return held
    keys = sentence.keys
    return "sitting" if "района" not in keys and _body_decided(keys) and not _names_a_chair(keys) else None


def _body_decided(keys: Keys) -> bool:
    """«Инвестсовет одобрил четыре проекта», «За бюджет проголосовали депутаты»: they sat."""
    lexicon = words()
    bodies = [n for n, word in enumerate(keys) if word in lexicon.bodies]
    did = [n for n, word in enumerate(keys) if word in lexicon.bodies_did and keys[n - 1] != "не"]
    return any(abs(body - verb) <= _DID for body in bodies for verb in did)


def _source(keys: Keys, at: int) -> Gathering | None:
    """«Пять цитат с бюджетной сессии», «репортаж со встречи»: it has taken place."""
    lexicon = words()
    noun = lexicon.forms["of"].get(keys[at])
    told = bool({"с", "со"} & set(keys[max(0, at - 2) : at])) and any(word in lexicon.reports for word in keys[:at])
    return noun if told else None


def _has_happened(keys: Keys) -> bool:
    """«Вчера прошла сессия»: nothing in the sentence is to come, and it was not «не состоялась»."""
    lexicon = words()
    tenses = {told_tense(word) for word in keys}
    return "past" in tenses and "future" not in tenses and "не" not in keys and any(w in lexicon.happened for w in keys)


def _is_past_about(keys: Keys, at: int) -> bool:
    """Is the verb nearest to «на заседании» past?"""
    for distance in range(1, _VERB):
        beside = {told_tense(keys[n]) for n in (at - distance, at + distance) if 0 <= n < len(keys)}
        if "past" in beside or "future" in beside:
            return "past" in beside
    return False


def _is_somebody_elses(sentence: Sentence) -> bool:
    """A gathering of ministers, courts, parties, or of a raion."""
    keys, lexicon = sentence.keys, words()
    if lexicon.telling.isdisjoint(keys):
        return False
    gatherings = {at: lexicon.placed(keys, at) or lexicon.forms["subject"].get(word) for at, word in enumerate(keys)}
    told = {at: noun for at, noun in gatherings.items() if noun is not None}
    if not told:
        return False
    return _names_a_chair(keys) or any(
        noun.kind == "sitting" and "района" in keys[at : at + _OF_WHAT] for at, noun in told.items()
    )


def _names_a_chair(keys: Keys) -> bool:
    return any(word in words().chairs for word in keys)
