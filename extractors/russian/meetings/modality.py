"""What a predicate says of the world: done, under way, to come, ordered, wished, conditional, called off, customary."""

from __future__ import annotations

from typing import Literal, NamedTuple

from spacy.tokens import Token

from extractors.russian.meetings.scene import is_finite
from extractors.russian.meetings.words import modal_words, verbs

Outlook = Literal["past", "present", "future", "ordered", "unreal", "cancelled", "postponed", "habit"]


class Telling(NamedTuple):
    """What a predicate says, by which rule, and the token that it went by."""

    outlook: Outlook
    rule: str
    by: int


_CLAUSE_DEPENDENCIES = frozenset({"ccomp", "csubj", "xcomp", "csubj:pass", "parataxis"})
_DEEPEST = 12  # heads to climb: beyond that a parse is wrong anyway


def predicate_of(token: Token) -> Token | None:
    """The verb that governs `token`: the nearest verb above it, or else the clause's only finite verb beside it."""
    if (own := _behind_a_colon(token)) is not None:
        return own
    if (agreeing := _verb_that_agrees(token)) is not None:
        return agreeing
    if token.dep_ == "obj" and _is_attribute(token.head) and "Act" in token.head.morph.get("Voice", []):
        return token.head  # «аким, собравший совещание»
    node = token
    for _ in range(_DEEPEST):
        if node.head.i == node.i:
            break
        node = node.head
        verbal = (node.pos_ in {"VERB", "AUX"} and not _is_attribute(node)) or _opens_as_a_verb(node)
        if verbal or node.lemma_ in modal_words().duty:
            return _before_its_purpose(token, node)
    if node.pos_ in {"VERB", "AUX"} and node.i != token.i:
        return node
    return _nearest_finite(token)


def _verb_that_agrees(subject: Token) -> Token | None:
    """«Сессия …, откроется 26 ноября, и приглашения члены Совета получили»: not the plural verb of the parse."""
    if subject.dep_ != "nsubj" or not is_finite(subject.head) or subject.morph.get("Number", []) != ["Sing"]:
        return None
    joined = any(child.dep_ == "conj" for child in subject.children)  # «сессия и форум прошли»
    if joined or subject.head.morph.get("Number", []) != ["Plur"]:
        return None
    after = (word for word in subject.doc[subject.i + 1 : subject.sent.end] if is_finite(word))
    free = (verb for verb in after if not any(c.dep_ in {"nsubj", "nsubj:pass"} for c in verb.children))
    return next((verb for verb in free if verb.morph.get("Number", []) == ["Sing"]), None)


def _before_its_purpose(token: Token, verb: Token) -> Token:
    """«На заседании речь шла о том, чтобы дети отдыхали вместе»: not the verb of the purpose, told behind the noun."""
    purpose = next((child for child in verb.children if child.lower_ == "чтобы"), None)
    if purpose is None or not token.i < purpose.i < verb.i:
        return verb
    told = [word for word in token.doc[token.i + 1 : purpose.i] if is_finite(word)]
    return told[-1] if told else verb


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
    return telling(verb).outlook


def telling(verb: Token) -> Telling:
    """As `outlook`, with the rule and the token that decided."""
    lexicon = verbs()
    told = _own_telling(verb)
    if told.outlook in {"past", "present"}:
        if verb.lemma_ in lexicon.cancel | modal_words().called_off:
            return Telling("cancelled", "verb_of_cancelling", verb.i)
        if verb.lemma_ in lexicon.postpone | modal_words().put_off:
            return Telling("postponed", "verb_of_postponing", verb.i)
        if verb.lemma_ in lexicon.ahead and not _is_made_ready(verb):
            return Telling("future", "verb_of_preparing", verb.i)
    return told


def _is_made_ready(verb: Token) -> bool:
    """«Концерт подготовили этноцентры»: who made it, not that it is to come («подготовлен», «готовится»)."""
    active = "Pass" not in verb.morph.get("Voice", []) and "Past" in verb.morph.get("Tense", [])
    return active and verb.lemma_ in modal_words().made


def _own_telling(verb: Token) -> Telling:
    if verb.lemma_ in modal_words().duty or (verb.dep_ in {"cop", "aux"} and verb.head.lemma_ in modal_words().duty):
        return Telling("unreal", "duty", verb.i)
    if _imagined(verb):
        return Telling("unreal", "imagined", verb.i)
    children = {child.lower_: child.i for child in verb.children}
    if children.keys() & {"бы", "б"} or "Cnd" in verb.morph.get("Mood", []):
        return Telling("unreal", "conditional", children.get("бы", children.get("б", verb.i)))
    if "Imp" in verb.morph.get("Mood", []):
        return Telling("unreal", "imperative", verb.i)
    if doubt := children.keys() & modal_words().conjunctions:
        return Telling("unreal", "conjunction", children[min(doubt)])
    if "Inf" in verb.morph.get("VerbForm", []):
        return _infinitive(verb)
    if "не" in children or "нет" in children:
        negation = children.get("не", children.get("нет", verb.i))
        return Telling("cancelled" if verb.lemma_ in verbs().happen else "unreal", "negated", negation)
    if verb.lemma_ in modal_words().keep_in_mind and not _is_still_to_come(verb):
        return Telling("past", "kept_in_mind", verb.i)
    if "Fut" in verb.morph.get("Tense", []) or any(
        child.lemma_ == "быть" and "Fut" in child.morph.get("Tense", []) for child in verb.children
    ):
        if _reported_as_hope(verb):
            return Telling("unreal", "hoped", verb.head.i)
        return Telling("future", "future_tense", verb.i)
    if _reported_as_hope(verb):
        return Telling("unreal", "hoped", verb.head.i)
    if "Imp" in verb.morph.get("Aspect", []) and (customary := _word_of_habit(verb)) is not None:
        return Telling("habit", "habit", customary.i)
    if "Pres" in verb.morph.get("Tense", []):
        return Telling("present", "present_tense", verb.i)
    return Telling("past", "past_tense", verb.i)


def _is_still_to_come(verb: Token) -> bool:
    """«Концерт, который пройдёт завтра, запомнят»: another verb beside it tells of what is to come."""
    others = (word for word in verb.sent if word.i != verb.i and word.pos_ in {"VERB", "AUX"})
    return any("Fut" in word.morph.get("Tense", []) for word in others)


def _word_of_habit(verb: Token) -> Token | None:
    words = (token for token in verb.sent if token.lemma_ in modal_words().habit)
    return next((word for word in words if not _says_of_another(word, verb)), None)


def _says_of_another(word: Token, verb: Token) -> bool:
    """«На сцене, где обычно играют Чехова, сидели делегаты»: the custom of a clause inside, not of the verb."""
    node = word
    for _ in range(_DEEPEST):
        if node.i == verb.i or node.head.i == node.i:
            return False
        if node.dep_ in {"acl:relcl", "advcl", "acl"}:
            return True
        node = node.head
    return False


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


def _infinitive(verb: Token) -> Telling:
    """An infinitive is what its governor makes of it: «поручил провести», «начал проводить», «намерен собрать»."""
    words = modal_words()
    node = verb
    for _ in range(_DEEPEST):
        if node.head.i == node.i:
            break
        node = node.head
        if node.lemma_ in words.order:
            negated = "не" in {child.lower_ for child in node.children}
            return Telling("unreal" if negated else "ordered", "not_ordered" if negated else "order", node.i)
        if node.lemma_ in words.duty | words.wish:
            return Telling("unreal", "wish" if node.lemma_ in words.wish else "duty", node.i)
        if node.lemma_ in words.plan:
            given_up = "Past" in node.morph.get("Tense", []) and node.lemma_ not in {"решить", "договориться"}
            return Telling("unreal" if given_up else "future", "past_plan" if given_up else "plan", node.i)
        if is_finite(node):
            return _own_telling(node)
    near = [token for token in verb.doc[max(verb.sent.start, verb.i - 6) : verb.i] if token.lemma_ in words.order]
    if near:
        return Telling("ordered", "order", near[-1].i)
    return Telling("unreal", "bare_infinitive", verb.i)
