"""Gatherings told by a verb alone: «встретился с этноцентрами», «собрал председателей», «вёл её», «это было»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.company_mentions import company
from extractors.russian.meetings.naming import Mention, name_gathering
from extractors.russian.meetings.prepositions import preposition_of
from extractors.russian.meetings.scene import Scene, is_finite
from extractors.russian.meetings.subjects import hits
from extractors.russian.meetings.words import Noun, context_words, noun_named, verbs
from models.records import Kind

# «медали вручены победителям турнира»: a contest's prizes
_TO_WINNERS = re.compile(r"\b(?:победител|призер|чемпион|спортсмен|турнир|соревнован|олимпиад|первенств|спартакиад)\w*")
_ALL_OF_THEM = frozenset({"мы", "все", "делегация", "актив", "этноактив"})
_STAY = frozenset({"быть", "гостить", "оказаться", "собраться"})
# «старейшины были в гостях у главы региона»
_GUEST_OF_HIM = re.compile(
    r"\b(?:в гостях|гостил\w*) у (?:[\w-]+ ){0,2}"
    r"(?:аким\w*|глав\w+ (?:[\w-]+ )?(?:област|регион|город|столиц)|градоначальник\w*)"
)
_GUEST_OF = re.compile(r"\bв гостях у\b")  # «в гостях у совета матерей побывал аким»


def verb_mentions(scene: Scene) -> Iterator[Mention]:
    """«встретился с этноцентрами», «собрал председателей», «торжественно открыт Дом дружбы», «отпраздновали День…»."""
    for token in scene.doc:
        if token.pos_ not in {"VERB", "AUX"}:
            continue
        kind = _verb_kind(scene, token)
        if kind is not None:
            yield name_gathering(scene, token, Noun(kind=kind, weak=False), first=token.i)
        elif (
            token.lemma_ in verbs().chair | verbs().gather_people | context_words().passed | {"быть"}
            and (pronoun := _taken_up(token)) is not None
        ):
            yield name_gathering(
                scene,
                token,
                Noun(kind=None, weak=True),
                first=token.i,
                several="Plur" in pronoun.morph.get("Number", []) and token.lemma_ not in verbs().gather_people,
            )


def _taken_up(verb: Token) -> Token | None:
    """The pronoun that takes up a gathering already named: «вёл её», «она прошла 17 сентября», «это было вчера»."""
    subjects = [c for c in verb.children if c.dep_ == "nsubj" and c.pos_ in {"PRON", "DET"}]
    if verb.lemma_ == "быть":
        first = verb.sent[0]
        return first if first.lower_ == "это" and verb.i == first.i + 1 else None
    if verb.lemma_ in context_words().passed:
        return next((c for c in subjects if c.lemma_ in {"он", "она", "оно", "они", "это", "который"}), None)
    objects = (c for c in verb.children if c.dep_ == "obj" and c.pos_ in {"PRON", "DET"})
    return next((c for c in objects if c.lemma_ in {"он", "она", "оно", "они"}), None)


def _verb_kind(scene: Scene, verb: Token) -> Kind | None:
    lexicon = verbs()
    objects = [child for child in verb.children if child.dep_ in {"obj", "nsubj:pass", "nsubj"}]
    if verb.lemma_ in lexicon.meet_with:
        return "working_meeting" if meets_somebody(verb) else None
    if verb.lemma_ in lexicon.gather_people:
        ours = not _are_a_body(verb, objects) or bool(hits(scene.at(verb.i)).assembly)
        return "working_meeting" if ours and gathers_people(verb) else None
    if verb.lemma_ in {"открыть", "открыться"} and any(o.lemma_ in context_words().houses for o in objects):
        return "public_event" if scene.at(verb.i).number <= scene.first_body_sentence + 1 else None
    if verb.lemma_ in lexicon.feast:
        return "public_event" if any(o.lemma_ in context_words().feasts for o in objects) else None
    if verb.lemma_ == "побывать" and _GUEST_OF.search(key(verb.sent.text)):
        return "working_meeting"
    if verb.lemma_ in _STAY and is_finite(verb) and _GUEST_OF_HIM.search(key(verb.sent.text)):
        return "working_meeting"
    if verb.lemma_ in {"наградить", "чествовать"} or (verb.lemma_ == "вручить" and _are_handed(objects)):
        return "public_event" if scene.at(verb.i).number <= scene.first_body_sentence else None
    return None


def _are_handed(objects: list[Token]) -> bool:
    """«вручены медали», «вручил награды»: several, so at an award; a single one may be handed over anywhere."""
    if objects and _TO_WINNERS.search(key(objects[0].sent.text)):
        return False
    return any(o.lemma_ in context_words().awards and "Plur" in o.morph.get("Number", []) for o in objects)


def meets_somebody(verb: Token) -> bool:
    """«встретился с этноцентрами», «с председателями встретилась заместитель акима»."""
    around = verb.doc[max(verb.sent.start, verb.i - 8) : min(verb.i + 9, verb.sent.end)]
    return any(word.lower_ in {"с", "со"} and "Ins" in _next_cases(word) and not _is_the_press(word) for word in around)


def _is_the_press(preposition: Token) -> bool:
    """«поговорил с читателями»: an interview."""
    after = preposition.doc[preposition.i + 1 : min(preposition.i + 4, preposition.sent.end)]
    return any(word.lemma_ in company().press for word in after)


def _next_cases(preposition: Token) -> set[str]:
    after = preposition.doc[preposition.i + 1 : min(preposition.i + 4, preposition.sent.end)]
    return {case for word in after for case in word.morph.get("Case", [])}


def gathers_people(verb: Token) -> bool:
    """«принял председателей», «собрал Совет»; not «принял решение», «принято»."""
    if "Pass" in verb.morph.get("Voice", []):
        return _are_received(verb)
    if any(child.dep_ == "nsubj" and noun_named(child.lemma_) is not None for child in verb.children):
        return False  # «сессия собрала четыреста делегатов»: told by the noun
    objects = [child for child in verb.children if child.dep_ == "obj"]
    if any(noun.lemma_ in _ALL_OF_THEM for noun in objects):
        return True  # «принял нас, председателей», «собрал всех: центры, полицию»
    return any(_several_people(noun) for noun in (*objects, *_bare_nouns_after(verb)))


def _are_a_body(verb: Token, objects: list[Token]) -> bool:
    """«приняли делегацию», «собрал всех»: whose people they are, the sentence must say."""
    return "Pass" in verb.morph.get("Voice", []) or any(o.lemma_ in _ALL_OF_THEM - {"мы"} for o in objects)


def _are_received(verb: Token) -> bool:
    """«делегация объединений была принята акимом», «приняты председатели центров»; not «принято решение»."""
    if verb.lemma_ not in {"принять", "собрать", "пригласить"}:
        return False
    received = [child for child in verb.children if child.dep_ in {"nsubj:pass", "nsubj"}]
    by_whom = any("Ins" in child.morph.get("Case", []) and child.dep_ != "cop" for child in verb.children)
    return by_whom and any(_several_people(noun) or noun.lemma_ == "делегация" for noun in received)


def _bare_nouns_after(verb: Token) -> list[Token]:
    """People in the accusative a few words on, hung elsewhere by the parse: «принял в Доме дружбы председателей»."""
    found = []
    for word in verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]:
        if is_finite(word) or word.text in ",;:":
            break
        before = word.nbor(-1)
        free = before.pos_ not in {"NOUN", "PROPN", "ADP"} or before.lemma_ == "дружба"  # «в Доме дружбы председателей»
        if free and word.morph.get("Case", []) in (["Acc"], ["Gen"]) and preposition_of(word) is None:
            found.append(word)
    return found


def _several_people(noun: Token) -> bool:
    return "Anim" in noun.morph.get("Animacy", []) and "Plur" in noun.morph.get("Number", [])
