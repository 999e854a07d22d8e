"""What takes the sentence beside to understand: «Его провёл аким», «Перед ними выступил аким»."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.akim_sentences import Sentence
from extractors.appearance_stage import held_in, told_in
from extractors.appearance_words import Keys, Occasion, words

_IT = frozenset(("его", "ее", "их"))
_RECEPTION = frozenset(("прием", "приеме"))
_THERE = frozenset(("нем", "ней", "них", "там", "здесь"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The sentences before and behind, where there are any.

    `lone`: the one before speaks of no other akim, so that its sitting may be the one that the akim answers at.
    `lead`: the sitting or meeting that the article opens with, `stage`: the one it told of last; see `stage_of`.
    """

    before: Sentence | None
    behind: Sentence | None
    lone: bool = True
    lead: Occasion | None = None
    stage: Occasion | None = None


def told_beside(keys: Keys, at: int, beside: Beside, *, placed_only: bool = False) -> Occasion | None:
    """The gathering of the sentence before that the verb at `at` takes up: «его провёл», «участвовал в ней».

    `placed_only`: a verb of speech takes up a place («на нём выступил»), «его» is its object.
    """
    near = keys[max(0, at - 3) : at] + keys[at + 1 : at + 4]
    close = keys[max(0, at - 1) : at] + keys[at + 1 : at + 3]
    taken_up = _THERE & set(near) or (not placed_only and _IT & set(close))
    if not taken_up:
        return None
    own = _gathering_in(keys[: max(0, at - 3)])  # «провели совещание, в нём участвовал аким»
    return own or (_gathering_in(beside.before.keys) if beside.before is not None else None)


def told_just_before(beside: Beside, *, by_deeds: bool = False) -> Occasion | None:
    """The gathering that the sentence before tells of as held, if no lesser akim is about in it.

    `by_deeds`: also what a body shows by what it did («Депутаты утвердили бюджет. В обсуждении участвовал …»).
    """
    if beside.before is None or not beside.lone:
        return None
    return told_in(beside.before) if by_deeds else held_in(beside.before)


def held_beside(beside: Beside) -> Occasion | None:
    """The gathering that the sentence before or behind tells of as held."""
    told = (held_in(one) for one in (beside.before, beside.behind) if one is not None)
    return next((occasion for occasion in told if occasion is not None), None)


def received_beside(beside: Beside) -> Occasion | None:
    """«Трещину показали акиму. На приём к нему пришли с ночи»: people came to be received, in a sentence beside."""
    told = (one.keys for one in (beside.before, beside.behind) if one is not None)
    return "meeting" if any(_RECEPTION & set(keys) and {"к", "у"} & set(keys) for keys in told) else None


def people_beside(beside: Beside) -> bool:
    """«За бюджет проголосовали депутаты. Перед ними …»: people before whom one speaks, in the sentence before."""
    return beside.before is not None and any(word in words().people_told for word in beside.before.keys)


def guests_told(pronoun: str, before: Keys, beside: Beside) -> bool:
    """«Посол прибыл в город, где его принял аким», «Пришли ветераны. Их принял аким»: guests, and not a law."""
    guests = words().guests[pronoun]
    told = (*before, *(beside.before.keys if beside.before is not None else ()))
    return any(word in guests for word in told)


def _gathering_in(keys: Keys) -> Occasion | None:
    """Of the gatherings that a sentence names, by whatever form, the first; not its visits and feasts."""
    lexicon = words()
    for at, word in enumerate(keys):
        noun = lexicon.placed(keys, at) or lexicon.forms["subject"].get(word) or lexicon.forms["object"].get(word)
        if noun is not None and not (noun.body and lexicon.placed(keys, at) is None):
            return noun.kind
    return lexicon.occasion_in(keys)
