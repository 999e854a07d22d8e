"""How a clause stands to the gathering that it names: tells of it, of something there, or of something else."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from extractors.russian.meetings.modality import Telling, telling
from extractors.russian.meetings.prepositions import preposition_before
from extractors.russian.meetings.scene import is_finite
from extractors.russian.meetings.standing_turns import date_named, photographed, silent_there, told_after
from extractors.russian.meetings.why import Why, spot
from extractors.russian.meetings.words import Noun, context_words, modal_words, nouns, verbs

Standing = Literal["asserts", "located", "outside"]
"""`asserts`: the clause tells of the gathering itself («прошло заседание»); `located`: something happened there («на
встрече аким сказал»); `outside`: it only serves to say something else («после сессии», «итоги заседания»)."""

_FARTHEST_SAYING = 12
"""Words between the verb and «на сессии» in «поручений, данных Главой государства в апреле на XXXIII сессии»."""


def standing_of(token: Token, verb: Token | None, noun: Noun) -> tuple[Standing, Telling, Why]:
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
    if (shot := photographed(token, preposition)) is not None:
        return "located", Telling("past", "photographed", shot.i), Why(rule="standing.photographed", at=(spot(shot),))
    if (teller := told_after(token, verb, before)) is not None:
        return "located", told, Why(rule="standing.told_after", at=(*introduced, spot(teller)))
    if preposition in context_words().outside_prepositions:
        return "outside", told, Why(rule="standing.outside_preposition", at=introduced)
    head = token.head
    if token.dep_ == "nmod" and preposition is None and head.i != token.i:
        if head.lemma_ == "дата" and (named := date_named(head, verb)) is not None:
            return "asserts", Telling("future", "date_named", named.i), Why(rule="standing.verb", at=(spot(named),))
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
        if verb is not None and (negation := silent_there(token, verb, told)) is not None:
            return "located", Telling("past", "silent_there", negation), Why(rule="standing.at", at=introduced)
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
