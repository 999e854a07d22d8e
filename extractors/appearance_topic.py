"""Whom «он» means, and a sentence without a subject: the head of a region whom the sentence before is about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.akim_mentions import AkimMention, FoundAkims
from extractors.akim_sentences import Sentence
from extractors.appearance_clauses import told_tense
from extractors.appearance_words import Keys, words
from extractors.russian.lemmas import morphology

_PRONOUNS = frozenset(("он", "она"))
_OPENING = 6  # words before «он», or before the verb of one who is not named: «Об этом накануне вечером он …»
_BY_THE_WORDS_OF = (("по", "словам"), ("по", "мнению"), ("со", "слов"))
_PREPOSITIONS = frozenset(
    ("в", "во", "на", "из", "с", "со", "к", "ко", "у", "от", "до", "после", "под", "по", "о", "об")
)
_ACTS = frozenset(("visit", "meeting"))
_NOBODY = FoundAkims((), local=False)


@dataclass(frozen=True, slots=True)
class _Told:
    """A sentence about heads of regions, and no lesser akim: «он» may go back to it."""

    sentence: Sentence
    mentions: tuple[AkimMention, ...]


def mentions_of(sentences: Sequence[Sentence], akims: Mapping[int, FoundAkims]) -> Iterator[tuple[int, AkimMention]]:
    """Every mention with its sentence's place: the named ones, and behind them those by «он» or by a verb alone.

    A sentence in which he is «он» hands him on to the next one.
    """
    before: _Told | None = None
    for at, sentence in enumerate(sentences):
        own = akims.get(at, _NOBODY)
        yield from ((at, mention) for mention in own.mentions)
        meant = None
        if own.mentions or before is not None:
            meant = _by_pronoun(sentence, own.mentions, before)
            if meant is None and not own.mentions and before is not None:
                meant = _by_verb_alone(sentence, before)
        if meant is not None:
            yield at, meant
        mentions = own.mentions or ((meant,) if meant is not None else ())
        before = _Told(sentence, mentions) if mentions and not own.local else None


def _by_pronoun(sentence: Sentence, own: Sequence[AkimMention], before: _Told | None) -> AkimMention | None:
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


def _is_told_of_one(before: _Told) -> bool:
    """One akim, who does something or by whose words something is, and nobody else with an office."""
    (first, *others) = before.mentions
    keys = before.sentence.keys
    if others or words().subjects & (set(keys[: first.start]) | set(keys[first.end :])):
        return False
    return first.case == "Nom" or keys[max(0, first.start - 2) : first.start] in _BY_THE_WORDS_OF


def _standing_at(at: int, mention: AkimMention) -> AkimMention:
    return replace(mention, start=at, end=at + 1, case="Nom")


def _by_verb_alone(sentence: Sentence, before: _Told) -> AkimMention | None:
    """«Аким осмотрел школу. Затем встретился с жителями»: a verb of meeting or seeing without anybody else to do it.

    He stands, with no words of his own, right before the verb.
    """
    if not _is_told_of_one(before) or before.mentions[0].case != "Nom":
        return None
    keys = sentence.keys
    at = next((n for n, word in enumerate(keys[: _OPENING + 1]) if told_tense(word) is not None), None)
    if at is None or not _is_an_act(keys, at) or _has_a_subject(sentence, at):
        return None
    return replace(before.mentions[0], start=at, end=at, case="Nom")


def _is_an_act(keys: Keys, at: int) -> bool:
    """A verb of masculine form that shows him there by itself or with its object."""
    lexicon = words()
    return lexicon.by_kind.get(keys[at]) in _ACTS or (
        keys[at] in lexicon.convening and bool(lexicon.held(keys[at], keys[at:]))
    )


def _has_a_subject(sentence: Sentence, verb: int) -> bool:
    """May anybody else be who acts: a person in the nominative, or a name without a preposition?"""
    keys = sentence.keys
    if words().subjects & set(keys) or not keys[0].isalpha():
        return True
    return any(_may_act(sentence, n) for n in range(len(keys)) if n != verb)


def _may_act(sentence: Sentence, at: int) -> bool:
    keys = sentence.keys
    if at and sentence.words[at][0].isupper():
        second = at > 1 and sentence.words[at - 1][0].isupper()  # «в Ак Жайыке»
        return keys[at - 1] not in _PREPOSITIONS and not second
    if not keys[at].isalpha() or len(keys[at]) < _SHORTEST:
        return keys[at] in ("я", "мы", "он")
    tag = morphology().parse(keys[at])[0].tag
    return tag.POS in ("NOUN", "NPRO") and tag.case == "nomn" and tag.animacy == "anim"


_SHORTEST = 3  # letters of a noun
