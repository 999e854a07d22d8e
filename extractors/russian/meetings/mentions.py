"""Where the text names a gathering: by a noun, by the Council itself, or by a verb alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.audience_mentions import audience_mentions
from extractors.russian.meetings.company_mentions import company_mentions
from extractors.russian.meetings.council_mentions import council_mentions
from extractors.russian.meetings.naming import Mention, Way, name_gathering, phrase_end
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.verb_mentions import verb_mentions
from extractors.russian.meetings.words import Noun, noun_named, subjects


def find_mentions(scene: Scene, found: Found) -> tuple[Mention, ...]:
    """Every naming of a gathering in the document, in order, one a token."""
    mentions: dict[int, Mention] = {}
    ways: tuple[tuple[Way, Iterable[Mention]], ...] = (
        ("council", tuple(council_mentions(scene, found))),
        ("noun", tuple(_noun_mentions(scene, found))),
        ("verb", tuple(verb_mentions(scene))),
        ("company", (*company_mentions(scene), *audience_mentions(scene))),
    )
    for way, named in ways:
        for mention in named:
            if not any(other.start <= mention.token < other.end for other in mentions.values()):
                mentions.setdefault(mention.token, replace(mention, way=way))
    return tuple(mentions[token] for token in sorted(mentions))


def _noun_mentions(scene: Scene, found: Found) -> Iterator[Mention]:
    tables = {end - 1: start for start, end in found.of("round_table")}
    for token in scene.doc:
        noun = noun_named(token.lemma_)
        if noun is None or token.pos_ in {"VERB", "AUX"}:
            continue
        if (token.lemma_ in {"стол", "площадка"} and token.i not in tables) or _is_no_gathering(token):
            continue
        noun = _of_what_it_sits(token) or noun
        if noun.weak and _names_both_sides(token):
            noun = replace(noun, weak=False)
        yield name_gathering(scene, token, noun, first=tables.get(token.i, token.i))


# «встреча «Тобола» с «Астаной» собрала полный стадион»
_A_MATCH = re.compile(r"\b(?:матч|стадион|болельщик|чемпионат|плей-?офф|вничью|дерби)\w*|\bсо? счетом\b")
_BOTH_SIDES = re.compile(
    r"(?:аким\w*|глав\w+ (?:област|регион|город)\w*) [^,.;:–—]{0,60}?\bсо? (?P<others>[^,.;:–—]+)"
    r"|(?P<these>[^,.;:–—]*)\bсо? (?:[\w-]+ ){0,2}(?:акимом|главой)\b"
)


def _names_both_sides(token: Token) -> bool:
    """«вчерашний разговор акима области с этноцентрами»: who talked with whom makes it a gathering of its own."""
    after = key(token.doc[token.i + 1 : min(token.i + 16, token.sent.end)].text)
    sides = _BOTH_SIDES.match(after)
    return sides is not None and bool(subjects().assembly.search(sides["others"] or sides["these"] or ""))


def _of_what_it_sits(token: Token) -> Noun | None:
    """«заседание сессии», «на пленарном заседании XXX сессии»: the session, whose sitting is told."""
    if token.lemma_ not in {"заседание", "работа"}:
        return None
    after = token.doc[token.i + 1 : phrase_end(token)]
    session = next((word for word in after if word.lemma_ == "сессия" and word.morph.get("Case", []) == ["Gen"]), None)
    return noun_named("сессия") if session is not None and session.head.i == token.i else None


def _is_no_gathering(token: Token) -> bool:
    """«зал заседаний», «председатель собрания», «актив Ассамблеи» as people, «открытие» of what is no house."""
    if token.lemma_ == "встреча" and _A_MATCH.search(key(token.sent.text)):
        return True
    before = token.nbor(-1).lemma_ if token.i else ""
    if token.lemma_ in {"заседание", "собрание", "совещание"} and before in {"зал", "комната"}:
        return True
    if token.lemma_ == "собрание" and "законодательн" in before:
        return True
    if token.lemma_ == "сбор":
        return not subjects().assembly.search(key(token.doc[token.i : phrase_end(token)].text))
    if token.lemma_ == "стол" and "Plur" in token.morph.get("Number", []):
        return False
    return token.lemma_ in {"вручение", "открытие", "выставка", "конкурс", "презентация", "программа"} and (
        token.dep_ in {"conj"}
        or ("Nom" not in token.morph.get("Case", []) and token.dep_ not in {"nsubj", "nmod", "obl", "ROOT"})
    )
