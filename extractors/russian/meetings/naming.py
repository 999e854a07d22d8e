"""One naming of a gathering: its words, its verb, and how the clause tells of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.modality import Outlook, Telling, predicate_of, telling
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.why import Why, spot
from extractors.russian.meetings.words import Noun, context_words, modal_words, nouns, subjects, verbs
from models.records import Kind

Standing = Literal["asserts", "located", "outside"]
"""`asserts`: the clause tells of the gathering itself («прошло заседание»); `located`: something happened there («на
встрече аким сказал»); `outside`: it only serves to say something else («после сессии», «итоги заседания»)."""

Way = Literal["noun", "council", "verb", "company"]
"""What the gathering is named by: a noun, the Council, a verb alone, or the company that came."""

LONGEST_PHRASE = 16
"""Words after the noun that may belong to its name; the longest in real headlines of sessions has 14."""

_FARTHEST_SAYING = 12
"""Words between the verb and «на сессии» in «поручений, данных Главой государства в апреле на XXXIII сессии»."""

_OTHER_BODIES = re.compile(
    r"маслихат|парламент|сенат|мажилис|правительств|оон\b|шос\b|штаб|комисси|оргкомитет|комитет|директоров|безопасност|коллеги|аппарат"
    r"|акимат\w* |суд\b|кабинет министров|инвестор|кенеш|общественн\w+ совет|совет\w* по (?!межэтн)"
    r"|правлени|бюро|партии|экзамен"
)
_ROMAN = re.compile(r"[IVXХІ]{1,7}")  # «XXVIII», also typed with Cyrillic Х and І
ASSEMBLY = re.compile(r"ассамбле|\b[а-я]?анк\b|\bкха\b")
ELDERS = re.compile(
    r"совет\w* (?:\w+ )?(?:аксакал|старейшин|матер|биев|директор|общественн|ветеран|молодеж)|общественн\w+ совет"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One naming of a gathering. `start`-`end`: the words of its name; `verb`: what is said of it."""

    token: int
    start: int
    end: int
    sentence: int
    kind: Kind | None  # None: takes the kind of what it is merged with
    standing: Standing
    outlook: Outlook
    verb: int | None
    several: bool  # «совещания», «проведёт их»: more than one gathering
    named_fully: bool  # the name itself says whose: «Совета Ассамблеи», «сессия АНК»
    other_body: bool  # «заседание штаба», «сессия маслихата»
    weak: bool
    recalled: bool
    quoted: bool
    way: Way = "noun"
    takes_up: int | None = None  # the noun that a pronoun or verb stands for
    standing_why: Why
    outlook_why: Why


def name_gathering(scene: Scene, token: Token, noun: Noun, *, first: int, several: bool = False) -> Mention:
    sentence = scene.at(token.i)
    start = _phrase_start(scene.doc[first], sentence)
    end = token.i + 1 if token.pos_ == "VERB" else min(phrase_end(token), sentence.end)
    phrase = key(scene.doc[start:end].text)
    verb = token if token.pos_ in {"VERB", "AUX"} else predicate_of(token)
    standing, told, standing_why = _standing(token, verb, noun)
    return Mention(
        token=token.i,
        start=start,
        end=end,
        sentence=sentence.number,
        kind=noun.kind,
        standing=standing,
        outlook=told.outlook,
        verb=verb.i if verb is not None else None,
        several=several or _is_several(token),
        named_fully=bool(ASSEMBLY.search(phrase)),
        other_body=bool(_OTHER_BODIES.search(phrase))
        and not ASSEMBLY.search(phrase)
        and not subjects().assembly.search(phrase),
        weak=noun.weak,
        recalled=recalling(sentence) is not None,
        quoted=token.i in sentence.speech,
        standing_why=standing_why,
        outlook_why=Why(rule=f"told.{told.rule}", at=(spot(scene.doc[told.by]),)),
    )


def _is_several(token: Token) -> bool:
    """«совещания», and «две сессии», where the noun is singular by its form."""
    if token.pos_ not in {"NOUN", "PROPN"}:
        return False
    before = token.doc[max(token.sent.start, token.i - 3) : token.i]
    if any(word.pos_ == "ADJ" and "Sing" in word.morph.get("Number", []) for word in before):
        return "Plur" in token.morph.get("Number", [])  # «двадцать вторая сессия»: the number is its name
    numbers = {word.lower_ for word in before if word.pos_ == "NUM" and word.lemma_ != "один"}
    return "Plur" in token.morph.get("Number", []) or bool(numbers - {"один", "одно", "одну", "одна", "1"})


def _standing(token: Token, verb: Token | None, noun: Noun) -> tuple[Standing, Telling, Why]:
    if token.pos_ in {"VERB", "AUX"}:
        return "asserts", telling(token), Why(rule="standing.verb", at=(spot(token),))
    told = telling(verb) if verb is not None else Telling("past", "no_verb", token.i)
    if _belongs_to_participle(token):
        return "outside", told, Why(rule="standing.participle", at=(spot(token.head),))
    if (said := _where_it_was_said(token)) is not None:
        return "outside", told, Why(rule="standing.participle", at=(spot(said),))
    before = preposition_before(token)
    preposition = before.lower_ if before is not None else None
    introduced = (spot(before),) if before is not None else ()
    if preposition in context_words().outside_prepositions:
        return "outside", told, Why(rule="standing.outside_preposition", at=introduced)
    head = token.head
    if token.dep_ == "nmod" and preposition is None and head.i != token.i:
        if head.lemma_ in context_words().heads_outside:
            if head.lemma_ == "проведение" and told.outlook == "ordered":
                return "located", told, Why(rule="standing.ordered", at=(spot(head),))
            return "outside", told, Why(rule="standing.head_outside", at=(spot(head),))
        if head.lemma_ in context_words().people_there:
            return "located", told, Why(rule="standing.people_there", at=(spot(head),))
        if head.pos_ in {"NOUN", "PROPN"} and head.lemma_ not in nouns():
            return "outside", told, Why(rule="standing.of_another_noun", at=(spot(head),))
    if preposition in context_words().at_prepositions:
        if verb is not None and verb.lemma_ in verbs().depart:
            return "located", Telling("future", "on_the_way", verb.i), Why(rule="standing.at", at=introduced)
        return "located", told, Why(rule="standing.at", at=introduced)
    if verb is None:
        return "located", told, Why(rule="standing.no_verb")
    if _was_no_such_thing(token, verb):
        return "outside", told, Why(rule="standing.no_such_thing", at=(spot(verb),))
    lexicon = verbs()
    concerned = (
        lexicon.happen
        | lexicon.hold
        | lexicon.chair
        | lexicon.attend
        | lexicon.cancel
        | lexicon.postpone
        | lexicon.ahead
        | modal_words().called_off
        | modal_words().put_off
    )
    if noun.kind in {"assembly_council", "assembly_session"}:
        concerned |= lexicon.council_acts
    if verb.lemma_ not in concerned:
        return "located", told, Why(rule="standing.other_verb", at=(spot(verb),))
    return "asserts", told, Why(rule="standing.verb", at=(spot(verb),))


_ONE_OF_A_ROW = frozenset({"очередной", "расширенный", "внеочередной", "итоговый", "плановый"})


def _was_no_such_thing(token: Token, verb: Token) -> bool:
    """«Чопорного заседания не вышло»: what the meeting was not like; but «очередного заседания не вышло»."""
    negated = any(child.lower_ == "не" for child in verb.children)
    if verb.lemma_ != "выйти" or not negated or "Gen" not in token.morph.get("Case", []) or token.i == token.sent.start:
        return False
    described = token.nbor(-1)
    return described.pos_ == "ADJ" and described.lemma_ not in _ONE_OF_A_ROW


def _belongs_to_participle(token: Token) -> bool:
    """«разговор, начатый на заседании Совета»: told of something else, as its past."""
    head = token.head
    participle = head.pos_ == "VERB" or head.lower_.startswith("данн")  # «поручения, данные на сессии», tagged a noun
    return token.dep_ == "obl" and head.dep_ in {"acl", "amod"} and participle and not is_finite(head)


def _where_it_was_said(token: Token) -> Token | None:
    """The verb in «поручения, данные Главой государства на сессии», «задачи, которые Президент поставил на съезде».

    The verb of the clause describes what was said there, which is what the sentence goes on to speak of. Asked by the
    order of words: the parse often hangs «на сессии» on the main verb.
    """
    for i in range(token.i - 1, max(token.sent.start, token.i - _FARTHEST_SAYING) - 1, -1):
        word = token.doc[i]
        if word.text in ",;:":
            return None
        if word.pos_ == "VERB" and word.dep_ in {"acl", "amod", "acl:relcl"}:
            return word if word.head.i < i and word.head.lemma_ in context_words().said else None
        if is_finite(word):
            return None
    return None


def preposition_of(token: Token) -> str | None:
    """The word of `preposition_before`, in small letters."""
    found = preposition_before(token)
    return found.lower_ if found is not None else None


def preposition_before(token: Token) -> Token | None:
    """The preposition in front of the noun and its adjectives: «на расширенном заседании»."""
    node, cases = token, set(token.morph.get("Case", []))
    for _ in range(5):
        if node.i == token.sent.start:
            return None
        node = node.nbor(-1)
        if cases and node.morph.get("Case", []) and not cases & set(node.morph.get("Case", [])):
            return None  # «провела в Астане круглый стол»
        if node.pos_ == "ADP" or node.lower_ in {"ходе", "рамках", "время", "преддверии"}:
            return node
        if (
            node.pos_ not in {"ADJ", "DET", "NUM", "X", "PROPN"}
            and not (node.pos_ == "VERB" and node.dep_ == "amod")
            and node.text not in {"«", '"', "»"}
        ):
            return None
    return None


def _phrase_start(token: Token, sentence: Sentence) -> int:
    start = token.i
    while start > sentence.start:
        before = token.doc[start - 1]
        described = before.pos_ in {"ADJ", "DET", "NUM", "X"} or (before.pos_ == "VERB" and before.dep_ == "amod")
        if not described and not _ROMAN.fullmatch(before.text):
            break
        start -= 1
    return start


def phrase_end(token: Token) -> int:
    """The end of the noun's name: genitives, adjectives and names after it, up to a verb, preposition or stop."""
    end = token.i + 1
    last = min(token.sent.end, token.i + LONGEST_PHRASE)
    while end < last:
        word = token.doc[end]
        if word.pos_ not in {"NOUN", "ADJ", "PROPN", "X", "DET"} or (
            "Nom" in word.morph.get("Case", []) and word.dep_ in {"nsubj", "ROOT"}
        ):
            break
        end += 1
    return end


def recalling(sentence: Sentence) -> Token | None:
    """The word near its start by which a sentence looks back: «Напомним, …»."""
    words = modal_words().recall
    return next((t for t in sentence.span[:6] if t.lemma_ in words and t.i not in sentence.speech), None)
