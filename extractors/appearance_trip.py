"""Meetings of an akim's trip that are told without him: «В завершение поездки состоялась встреча с населением»."""

from __future__ import annotations

from extractors.akim_mentions import AkimMention
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import told_tense
from extractors.appearance_words import Act, Gathering, Keys, words

_WITH_WHOM = 6  # words between «встреча» and «с населением»


def meeting_of_his_trip(sentence: Sentence) -> Act | None:
    """A sitting or meeting that has taken place on the trip, or with the people there; None where others are named."""
    keys, lexicon = sentence.keys, words()
    if names_others(sentence) or lexicon.unreal & set(keys) or "не" in keys:
        return None
    tenses = {told_tense(word) for word in keys}
    if "past" not in tenses or "future" in tenses:
        return None
    on_it = _is_on_the_trip(keys)
    for at in range(len(keys)):
        noun = _gathering_at(keys, at)
        if noun is not None and (on_it or (noun.kind == "meeting" and _is_with_people(keys, at))):
            return Act(at, noun.kind)
    return None


def names_others(sentence: Sentence, *, but: AkimMention | None = None) -> bool:
    """Is anybody told of whose meeting it may be: a deputy, a minister, an akim of a raion?"""
    lexicon = words()
    mine = range(but.start, but.end) if but is not None else ()
    told = (word for n, word in enumerate(sentence.keys) if n not in mine)
    return any(word in lexicon.subjects or word in lexicon.chairs or word in lexicon.others for word in told)


def _gathering_at(keys: Keys, at: int) -> Gathering | None:
    lexicon = words()
    happened = any(word in lexicon.happened for word in keys)
    noun = lexicon.placed(keys, at) or (lexicon.forms["subject"].get(keys[at]) if happened else None)
    return noun if noun is not None and not noun.body else None


def _is_on_the_trip(keys: Keys) -> bool:
    """«в ходе рабочей поездки», «по итогам визита»."""
    lexicon = words()
    phrases = (*lexicon.during, *lexicon.after, ("в", "рамках"))
    for at, word in enumerate(keys):
        if word in lexicon.trips and any(
            keys[n : n + len(phrase)] == phrase for phrase in phrases for n in range(max(0, at - 4), at)
        ):
            return True
    return False


def _is_with_people(keys: Keys, at: int) -> bool:
    behind = keys[at + 1 : at + 1 + _WITH_WHOM]
    return bool({"с", "со"} & set(behind)) and bool(words().people_before & set(behind))
