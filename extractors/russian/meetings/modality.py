"""What a predicate says of the world: done, under way, to come, ordered, wished, conditional, called off, customary."""

from __future__ import annotations

from typing import Literal

from spacy.tokens import Token

from extractors.russian.meetings.scene import is_finite
from extractors.russian.meetings.words import modal_words, verbs

Outlook = Literal["past", "present", "future", "ordered", "unreal", "cancelled", "postponed", "habit"]

_CLAUSE_DEPENDENCIES = frozenset({"ccomp", "csubj", "xcomp", "csubj:pass", "parataxis"})
_DEEPEST = 12  # heads to climb: beyond that a parse is wrong anyway


def predicate_of(token: Token) -> Token | None:
    """The verb that governs `token`: the nearest verb above it, or else the clause's only finite verb beside it."""
    if (own := _behind_a_colon(token)) is not None:
        return own
    if (agreeing := _verb_that_agrees(token)) is not None:
        return agreeing
    node = token
    for _ in range(_DEEPEST):
        if node.head.i == node.i:
            break
        node = node.head
        verbal = (node.pos_ in {"VERB", "AUX"} and not _is_attribute(node)) or _opens_as_a_verb(node)
        if verbal or node.lemma_ in modal_words().duty:
            return node
    if node.pos_ in {"VERB", "AUX"} and node.i != token.i:
        return node
    return _nearest_finite(token)


def _verb_that_agrees(subject: Token) -> Token | None:
    """«Сессия …, откроется 26 ноября, и приглашения члены Совета получили»: not the plural verb that the parse chose."""
    if subject.dep_ != "nsubj" or not is_finite(subject.head) or subject.morph.get("Number", []) != ["Sing"]:
        return None
    joined = any(child.dep_ == "conj" for child in subject.children)  # «сессия и форум прошли»
    if joined or subject.head.morph.get("Number", []) != ["Plur"]:
        return None
    after = (word for word in subject.doc[subject.i + 1 : subject.sent.end] if is_finite(word))
    free = (verb for verb in after if not any(c.dep_ in {"nsubj", "nsubj:pass"} for c in verb.children))
    return next((verb for verb in free if verb.morph.get("Number", []) == ["Sing"]), None)


def _behind_a_colon(token: Token) -> Token | None:
    """«разослали уведомление: заседание, на которое звали прессу, отменяется»: the verb of what is announced."""
    opens = token.dep_ == "parataxis" and token.i > token.sent.start and token.nbor(-1).text == ":"
    if not opens or token.pos_ != "NOUN":
        return None
    after = token.doc[token.i + 1 : token.sent.end]
    relative = {which.head.i for which in after if which.lemma_ == "который"}
    return next((verb for verb in after if is_finite(verb) and verb.i not in relative), None)


def _opens_as_a_verb(token: Token) -> bool:
    """«Отменили и сбор…», «Возглавил стол…»: a first word that the tagger took for a name or an adjective."""
    return token.i == token.sent.start and token.dep_ == "ROOT" and token.lemma_.endswith(("ть", "ться", "ти", "тись"))


def _is_attribute(verb: Token) -> bool:
    """A full participle beside a noun: «расширенное заседание», «посвящённое согласию»."""
    return verb.dep_ in {"amod", "acl"} and not is_finite(verb) and "Inf" not in verb.morph.get("VerbForm", [])


def _nearest_finite(token: Token) -> Token | None:
    others = [other for other in token.sent if is_finite(other)]
    return min(others, key=lambda other: abs(other.i - token.i), default=None)


def outlook(verb: Token) -> Outlook:
    """How the sentence tells what `verb` names."""
    lexicon = verbs()
    told = _own_outlook(verb)
    if told in {"past", "present"}:
        if verb.lemma_ in lexicon.cancel | modal_words().called_off:
            return "cancelled"
        if verb.lemma_ in lexicon.postpone | modal_words().put_off:
            return "postponed"
        if verb.lemma_ in lexicon.ahead and not _is_made_ready(verb):
            return "future"
    return told


def _is_made_ready(verb: Token) -> bool:
    """«Концерт подготовили этноцентры»: who made it, not that it is to come («подготовлен», «готовится»)."""
    active = "Pass" not in verb.morph.get("Voice", []) and "Past" in verb.morph.get("Tense", [])
    return active and verb.lemma_ in modal_words().made


def _own_outlook(verb: Token) -> Outlook:
    if verb.lemma_ in modal_words().duty or (verb.dep_ in {"cop", "aux"} and verb.head.lemma_ in modal_words().duty):
        return "unreal"
    if _imagined(verb):
        return "unreal"
    children = {child.lower_ for child in verb.children}
    if children & {"бы", "б"} or "Cnd" in verb.morph.get("Mood", []):
        return "unreal"
    if "Imp" in verb.morph.get("Mood", []) or children & modal_words().conjunctions:
        return "unreal"
    if "Inf" in verb.morph.get("VerbForm", []):
        return _infinitive(verb)
    if "не" in children or "нет" in children:
        return "cancelled" if verb.lemma_ in verbs().happen else "unreal"
    if "Fut" in verb.morph.get("Tense", []) or any(
        child.lemma_ == "быть" and "Fut" in child.morph.get("Tense", []) for child in verb.children
    ):
        return "unreal" if _reported_as_hope(verb) else "future"
    if _reported_as_hope(verb):
        return "unreal"
    words = {token.lemma_ for token in verb.sent}
    if "Imp" in verb.morph.get("Aspect", []) and words & modal_words().habit:
        return "habit"
    return "present" if "Pres" in verb.morph.get("Tense", []) else "past"


def _imagined(verb: Token) -> bool:
    """«Представьте, что аким собрал…», «Если бы они провели такой разговор, я был бы первым»."""
    words = {token.lower_ for token in verb.sent}
    if "если" in words and words & {"бы", "б"}:
        return True
    node = verb
    for _ in range(4):
        if node.head.i == node.i or node.dep_ not in _CLAUSE_DEPENDENCIES | {"conj"}:
            return False
        node = node.head
        if "Imp" in node.morph.get("Mood", []):
            return True
    return False


def _reported_as_hope(verb: Token) -> bool:
    """The clause hangs on a verb of hoping, planning or imagining: «ожидалось, что его проведёт сам аким»."""
    if verb.dep_ not in _CLAUSE_DEPENDENCIES or verb.head.i == verb.i:
        return False
    head, words = verb.head, modal_words()
    if "Imp" in head.morph.get("Mood", []):
        return True
    past_hope = head.lemma_ in words.plan | words.wish and "Past" in head.morph.get("Tense", [])
    return (past_hope and head.lemma_ not in {"решить", "договориться"}) or (
        head.lemma_ in words.wish and verb.dep_ != "parataxis"
    )


def _infinitive(verb: Token) -> Outlook:
    """An infinitive is what its governor makes of it: «поручил провести», «начал проводить», «намерен собрать»."""
    words = modal_words()
    node = verb
    for _ in range(_DEEPEST):
        if node.head.i == node.i:
            break
        node = node.head
        if node.lemma_ in words.order:
            return "ordered" if "не" not in {child.lower_ for child in node.children} else "unreal"
        if node.lemma_ in words.duty | words.wish:
            return "unreal"
        if node.lemma_ in words.plan:
            return (
                "unreal"
                if "Past" in node.morph.get("Tense", []) and node.lemma_ not in {"решить", "договориться"}
                else "future"
            )
        if is_finite(node):
            return _own_outlook(node)
    near = {token.lemma_ for token in verb.doc[max(verb.sent.start, verb.i - 6) : verb.i]}
    if near & words.order:
        return "ordered"
    return "unreal"
