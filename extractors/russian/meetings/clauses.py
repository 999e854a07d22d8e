"""Who does what in each clause, by the parse: subjects and objects with «который», participles and gerunds resolved.

«Сессия, которую вёл аким», «аким, собравший Совет», «закрывая заседание, аким сказал»: in each the akim does something
to a gathering, though the verb stands in a clause of its own. Where an arc is missing, agreement in gender and number
with the nearest noun before the comma stands in for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

_NAME_ARCS = frozenset({"appos", "flat", "flat:name", "flat:foreign", "conj"})
_NOMINAL = frozenset({"NOUN", "PROPN"})
_FARTHEST_NOUN = 14
"""Words between a noun and the participle or «который» that takes it up: the longest name of a gathering has 14."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One verb with those who do it and what it is done to.

    `doers`: token indices of the subject's noun phrase (apposed names and coordinated subjects too); `things`: objects
    and passive subjects, «который» replaced by the noun that it stands for, personal pronouns as they are.
    """

    verb: Token
    doers: frozenset[int]
    things: tuple[Token, ...]


def clauses_of(span: Span) -> tuple[Clause, ...]:
    """The clauses of one sentence, in the order of their verbs."""
    return tuple(
        Clause(verb=verb, doers=frozenset(_doers(verb)), things=tuple(_things(verb)))
        for verb in span
        if verb.pos_ in {"VERB", "AUX"}
    )


def _doers(verb: Token) -> set[int]:
    found: set[int] = set()
    for subject in subjects_of(verb):
        found |= _phrase(subject)
    return found


def subjects_of(verb: Token) -> list[Token]:
    """The heads of the noun phrases that do what `verb` says; a passive has none."""
    form = verb.morph.get("VerbForm", [])
    if "Part" in form and "Short" not in verb.morph.get("Variant", []):
        noun = noun_described(verb)
        return [noun] if noun is not None and "Pass" not in verb.morph.get("Voice", []) else []
    if "Conv" in form or "Inf" in form:
        governor = _governor(verb)
        return subjects_of(governor) if governor is not None and governor.i != verb.i else []
    own = [child for child in verb.children if child.dep_ in {"nsubj", "csubj"}]
    if own:
        return [antecedent(child) or child for child in own]
    if verb.dep_ == "conj" and _alike(verb, verb.head):
        return subjects_of(verb.head)
    shared = next((c for c in verb.children if c.dep_ == "conj" and _alike(verb, c) and c.i > verb.i), None)
    if shared is not None:  # «Её открыл и вёл заместитель акима»: the subject hangs on the second verb
        return [child for child in shared.children if child.dep_ == "nsubj" and child.i > shared.i]
    return []


def _alike(one: Token, other: Token) -> bool:
    """Finite verbs of one number: they can share a subject."""
    return "Fin" in other.morph.get("VerbForm", []) and one.morph.get("Number", []) == other.morph.get("Number", [])


def _governor(verb: Token) -> Token | None:
    """The finite verb or full participle above a gerund or an infinitive."""
    node = verb
    for _ in range(6):
        if node.head.i == node.i:
            return None
        node = node.head
        if node.pos_ in {"VERB", "AUX"} and not {"Conv", "Inf"} & set(node.morph.get("VerbForm", [])):
            return node
    return None


def _things(verb: Token) -> Iterator[Token]:
    """Objects of the verb; of a coordinated verb without one, those of its neighbour: «Её открыл и вёл»."""
    own = list(_own_things(verb))
    if own or "Fin" not in verb.morph.get("VerbForm", []):
        yield from own
        return
    neighbours = [c for c in verb.children if c.dep_ == "conj"] + ([verb.head] if verb.dep_ == "conj" else [])
    for neighbour in neighbours:
        if neighbour.pos_ == "VERB":
            yield from (thing for thing in _own_things(neighbour) if thing.i < verb.i)


def _own_things(verb: Token) -> Iterator[Token]:
    if "Part" in verb.morph.get("VerbForm", []) and "Pass" in verb.morph.get("Voice", []):
        noun = noun_described(verb) if "Short" not in verb.morph.get("Variant", []) else None
        if noun is not None:
            yield noun
    for child in verb.children:
        if child.dep_ in {"obj", "iobj", "nsubj:pass"} or (child.dep_ == "obl" and child.lemma_ == "который"):
            yield antecedent(child) or child
            yield from (c for c in child.children if c.dep_ == "conj")


def antecedent(pronoun: Token) -> Token | None:
    """The noun that «который» stands for; None for any other word."""
    if pronoun.lemma_ != "который":
        return None
    node = pronoun
    for _ in range(5):
        if node.dep_ in {"acl:relcl", "acl"}:
            return node.head if node.head.pos_ in _NOMINAL and node.head.i < pronoun.i else _nearest(pronoun)
        if node.head.i == node.i:
            break
        node = node.head
    return _nearest(pronoun)


def noun_described(participle: Token) -> Token | None:
    """The noun that a full participle describes: «разговор, состоявшийся позавчера»."""
    if participle.dep_ in {"acl", "amod"} and participle.head.pos_ in {*_NOMINAL, "PRON"}:
        return participle.head
    return _nearest(participle, cases=True)


def _nearest(word: Token, *, cases: bool = False) -> Token | None:
    """The nearest noun before with the gender and number (and case) of `word`."""
    for i in range(word.i - 1, max(word.sent.start, word.i - _FARTHEST_NOUN) - 1, -1):
        noun = word.doc[i]
        if noun.pos_ in _NOMINAL and _agree(noun, word, "Number") and _agree(noun, word, "Gender"):
            if cases and not _agree(noun, word, "Case"):
                continue
            return noun
    return None


def _agree(one: Token, other: Token, feature: str) -> bool:
    mine, theirs = one.morph.get(feature, []), other.morph.get(feature, [])
    return not mine or not theirs or mine == theirs


def _phrase(noun: Token) -> set[int]:
    """The noun with the names and coordinated nouns that hang on it, and the noun that it is itself apposed to."""
    found, waiting = {noun.i}, [noun]
    while waiting:
        for child in waiting.pop().children:
            if child.dep_ in _NAME_ARCS and child.i not in found and child.pos_ in _NOMINAL:
                found.add(child.i)
                waiting.append(child)
    node = noun
    while node.dep_ in _NAME_ARCS - {"conj"} and node.head.i not in found:
        node = node.head
        found.add(node.i)
    return found
