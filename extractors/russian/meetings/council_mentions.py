"""Sittings of the Assembly's Council: «заседание Совета АНК», «собрался Совет», «Совет рассмотрел», «на Совете»."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.company_mentions import company
from extractors.russian.meetings.modality import predicate_of
from extractors.russian.meetings.naming import ASSEMBLY, ELDERS, Mention, name_gathering, phrase_end
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.prepositions import preposition_of
from extractors.russian.meetings.scene import Scene, is_finite
from extractors.russian.meetings.words import Noun, context_words, verbs


def council_mentions(scene: Scene, found: Found) -> Iterator[Mention]:
    """«заседание Совета Ассамблеи», «собрался Совет АНК», «Совет рассмотрел», «на Совете»."""
    noun = Noun(kind="assembly_council", weak=False)
    for start, end in found.of("council_sitting"):
        token = scene.doc[start]
        phrase = phrase_end(token)
        text = key(scene.doc[start:phrase].text)
        if ELDERS.search(text):
            continue
        if ASSEMBLY.search(text) or (_stands_alone(scene, end) and _speaks_of_assembly(scene)):
            if token.lemma_ == "работа" and token.head.lemma_ not in {"участие", "участвовать"}:
                continue
            yield name_gathering(scene, token, noun, first=start)
    for start, _ in (*found.of("council_body"), *found.of("council_alone")):
        token = scene.doc[start]
        text = key(scene.doc[start : phrase_end(token)].text)
        alone = _stands_alone(scene, start + 1) and _speaks_of_assembly(scene)
        if ELDERS.search(text) or not (ASSEMBLY.search(text) or (alone and token.text[:1] == "С")):
            continue
        if _council_itself_acts(token):
            yield name_gathering(scene, token, noun, first=start)
        elif (verb := _members_come(token)) is not None:
            yield replace(name_gathering(scene, verb, noun, first=verb.i), named_fully=bool(ASSEMBLY.search(text)))
    yield from _other_councils(scene)


def _stands_alone(scene: Scene, end: int) -> bool:
    """«заседание Совета», «Совета области»; not «Совета работающей молодёжи», which is another body."""
    council = scene.doc[end - 1]
    rest = list(scene.doc[end : max(end, phrase_end(council))])
    rest += [child for child in council.children if child.dep_ == "nmod"]
    others = [word for word in rest if word.pos_ == "NOUN" and word.lemma_ not in {"область", "город", "регион"}]
    return council.text[:1] == "С" and not others


def _council_itself_acts(token: Token) -> bool:
    lexicon = verbs()
    verb = predicate_of(token)
    if preposition_of(token) in {"на", "перед"}:
        return "Loc" in token.morph.get("Case", []) or token.text.endswith("е")
    if verb is None:
        return False
    if token.dep_ in {"nsubj", "nsubj:pass"}:
        return verb.lemma_ in lexicon.council_acts | {"состояться", "пройти"}
    return token.dep_ == "obj" and verb.lemma_ in {"собрать", "созвать", "провести"}


def _members_come(token: Token) -> Token | None:
    """«съезжались члены Совета Ассамблеи»: the verb that brings the members together."""
    member = token.head
    if token.dep_ != "nmod" or member.lemma_ != "член" or member.dep_ != "nsubj" or not member.i:
        return None
    near = (member.head, member.nbor(-1))
    return next((v for v in near if is_finite(v) and v.lemma_ in company().together_verbs), None)


def _speaks_of_assembly(scene: Scene) -> bool:
    return bool(ASSEMBLY.search(scene.folded))


def _other_councils(scene: Scene) -> Iterator[Mention]:
    """«Общественный совет рассмотрел ремонт дорог»: another body's sitting, so that nothing of it is lent to ours."""
    for token in scene.doc:
        if token.lemma_ == "совет" and token.dep_ == "nsubj":
            words = {child.lemma_ for child in token.children}
            verb = predicate_of(token)
            if words & context_words().other_councils and verb is not None and verb.lemma_ in verbs().council_acts:
                yield replace(
                    name_gathering(scene, token, Noun(kind="working_meeting", weak=False), first=token.i),
                    other_body=True,
                )
