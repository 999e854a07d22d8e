"""What takes the sentence beside: «Его провёл аким», «Об этом он заявил на заседании», an answer in the room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.akim_mentions import AkimMention, Sentence
from extractors.appearance_words import Act, Keys, Occasion, told_tense, words

_IT = frozenset(("его", "ее", "их"))
_THERE = frozenset(("нем", "ней", "них", "там", "здесь"))
_PRONOUNS = frozenset(("он", "она"))
_OPENING = 6  # words before «он»: «Об этом накануне вечером он …»
_BY_THE_WORDS_OF = (("по", "словам"), ("по", "мнению"), ("со", "слов"))
_SPEECH_OPENS = frozenset(("–", "—", "-", "«", '"', "“", "„"))
_OF_WHAT = 6  # words of a sitting's name: «на заседании штаба по паводкам Аксуского района»
_ROOM = 4  # words between an akim who opens the sentence and his verb: «Аким региона, в свою очередь, потребовал»


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The sentences before and behind, where there are any.

    `lone`: the one before speaks of no other akim, so that its sitting may be the one that the akim answers at.
    `lead`: the sitting or meeting that the article opens with, where it is nobody else's (`told_by_the_lead`).
    """

    before: Sentence | None
    behind: Sentence | None
    lone: bool = True
    lead: Occasion | None = None


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


def held_beside(beside: Beside) -> Occasion | None:
    """The gathering that the sentence before or behind tells of as held."""
    told = (held_in(one) for one in (beside.before, beside.behind) if one is not None)
    return next((occasion for occasion in told if occasion is not None), None)


def told_by_the_lead(lead: Sequence[Sentence]) -> Occasion | None:
    """The one kind of gathering that the opening sentences tell of as held; None where anybody else may have led it."""
    lexicon = words()
    if any(word in lexicon.chairs for sentence in lead for word in sentence.keys):
        return None
    kinds = {kind for sentence in lead if (kind := held_in(sentence)) is not None}
    return kinds.pop() if len(kinds) == 1 else None


def told_in_the_room(sentence: Sentence, mention: AkimMention, beside: Beside) -> Act | None:
    """«Ситуацию разобрали на заседании штаба. Аким области потребовал …»: an answer, an order or a question there.

    Only by a verb that is said in a room, of a sitting told in the sentence before, where he opens the sentence, or in
    the article's lead; and where nobody else's sitting is told.
    """
    lexicon = words()
    if any(word in lexicon.remote or word in lexicon.earlier or word in lexicon.chairs for word in sentence.keys):
        return None
    if (at := _said_in_a_room(sentence, mention)) is None:
        return None
    occasion = beside.lead
    if beside.before is not None and beside.lone and mention.start <= 1:
        occasion = held_in(beside.before) or occasion
    return Act(at, occasion) if occasion is not None else None


def _said_in_a_room(sentence: Sentence, mention: AkimMention) -> int | None:
    """Where the verb stands: behind an akim who opens the clause, or before him («– …, – ответил аким»)."""
    keys, lexicon = sentence.keys, words()
    if mention.start and keys[mention.start - 1] in (lexicon.speech if _is_quoted(keys) else lexicon.in_the_room):
        return mention.start - 1
    if mention.start > 1:
        return None
    for at in range(mention.end, min(len(keys), mention.end + _ROOM)):
        if keys[at] in lexicon.in_the_room and keys[at - 1] != "не":
            return at
        if told_tense(keys[at]) is not None:
            return None
    return None


def _is_quoted(keys: Keys) -> bool:
    """«– Дамбу достроим к маю, – сказал аким»: direct speech, and not what somebody gathered from a letter."""
    return keys[0] in _SPEECH_OPENS


def held_in(sentence: Sentence) -> Occasion | None:
    """The sitting or meeting told of as past in a sentence, if it may be the akim's own: no minister's, no raion's."""
    keys, lexicon = sentence.keys, words()
    tenses = {told_tense(word) for word in keys}
    if "past" not in tenses or "future" in tenses or "не" in keys or lexicon.unreal & set(keys):
        return None
    if any(word in lexicon.chairs for word in keys):
        return None
    happened = any(word in lexicon.happened for word in keys)
    for at, word in enumerate(keys):
        subject = lexicon.forms["subject"].get(word) if happened else None
        noun = lexicon.placed(keys, at) or (subject if subject and not subject.body else None)
        if noun is not None:  # «на заседании штаба района», but «на встрече с жителями района»
            return None if noun.kind == "sitting" and "района" in keys[at : at + _OF_WHAT] else noun.kind
    return None


def _gathering_in(keys: Keys) -> Occasion | None:
    """Of the gatherings that a sentence names, by whatever form, the first; not its visits and feasts."""
    lexicon = words()
    for at, word in enumerate(keys):
        noun = lexicon.placed(keys, at) or lexicon.forms["subject"].get(word) or lexicon.forms["object"].get(word)
        if noun is not None and not (noun.body and lexicon.placed(keys, at) is None):
            return noun.kind
    return lexicon.occasion_in(keys)


def by_pronoun(sentence: Sentence, own: Sequence[AkimMention], before: _Told | None) -> AkimMention | None:
    """The akim whom «он» means: who is named before it in the sentence, else the only one of the sentence before.

    «Сутки отвёл аким области … Об этом он заявил на заседании штаба.» None where somebody else may be meant.
    """
    keys, lexicon = sentence.keys, words()
    at = next((n for n, word in enumerate(keys) if word in _PRONOUNS), None)
    if at is None:
        return None
    named = [mention for mention in own if mention.end <= at]
    if named:
        last = named[-1]
        between = keys[last.end : at]
        return _standing_at(at, last) if last.case == "Nom" and not lexicon.subjects & set(between) else None
    if before is None or at > _OPENING or lexicon.subjects & set(keys[:at]):
        return None
    return _standing_at(at, before.mentions[0]) if _is_told_of_one(before) else None


@dataclass(frozen=True, slots=True)
class _Told:
    sentence: Sentence
    mentions: tuple[AkimMention, ...]


def told(sentence: Sentence, mentions: tuple[AkimMention, ...], *, local: bool) -> _Told | None:
    """A sentence that a pronoun may go back to: it names heads of regions, and no lesser akim."""
    return _Told(sentence, mentions) if mentions and not local else None


def _is_told_of_one(before: _Told) -> bool:
    """One akim, who does something or by whose words something is, and nobody else with an office."""
    (first, *others) = before.mentions
    keys = before.sentence.keys
    if others or words().subjects & (set(keys[: first.start]) | set(keys[first.end :])):
        return False
    return first.case == "Nom" or keys[max(0, first.start - 2) : first.start] in _BY_THE_WORDS_OF


def _standing_at(at: int, mention: AkimMention) -> AkimMention:
    return AkimMention(at, at + 1, "Nom", mention.region, mention.tenure, mention.bare)
