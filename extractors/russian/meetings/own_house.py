"""Gatherings that are the Assembly's by what they are: the session of a text about it, the opening of its house."""

from __future__ import annotations

import re
from collections.abc import Sequence

from spacy.tokens import Span

from extractors.russian.letters import key
from extractors.russian.meetings.context import Context
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.naming import ASSEMBLY
from extractors.russian.meetings.scene import Sentence

# Who else has sessions: a maslikhat, a parliament, the UN, a university; and those of trainers
_OTHER_SESSIONS = re.compile(
    r"маслихат|депутат|парламент|мажилис|сенат|генассамбле|\bоон\b|\bшос\b|\bснг\b|экзамен|студент|форсайт|стратегическ"
    r"|тренинг|панельн|биржев|пленарн"
)
# «на сессии», «областной сессии», «итоговая сессия», «XXX сессия»
_PLAIN_SESSION = re.compile(
    r"(?:(?:областн|городск|региональн|очередн|внеочередн|итогов|торжественн|расширенн"
    r"|юбилейн|выездн|прошедш|состоявш)\w+ "
    r"|[ivxхi]+[-яйе]* |\d+[-яйе]* )*сесси\w*"
)
_OPENED_HOUSE = re.compile(r"\bдом\w*\W+дружбы")


def is_sole_session(context: Context, gathering: Gathering, scope: Sequence[Sentence]) -> bool:
    """«Награду ей вручили на сессии» in a text that speaks of the Assembly and of no other body that has sessions."""
    scene = context.scene
    if _OTHER_SESSIONS.search(scene.folded):
        return False
    sessions = [m for m in gathering.mentions if scene.doc[m.token].lemma_ == "сессия"]
    told = [m for m in sessions if m.standing != "outside" and not _of_somebody(scene.doc[m.token + 1 : m.end])]
    plain = any(_PLAIN_SESSION.fullmatch(key(scene.doc[m.start : m.token + 1].text)) for m in told)
    return plain and any(ASSEMBLY.search(sentence.told()) for sentence in scope)


def _of_somebody(rest: Span) -> bool:
    """«сессии класса», «сессии клуба»: the words behind the noun name another body."""
    return any(word.pos_ == "NOUN" and "Gen" in word.morph.get("Case", []) for word in rest)


def opens_its_house(context: Context, gathering: Gathering) -> bool:
    """«В Рудном открыт Дом дружбы»: the Assembly's own house is opened, not only the venue of something."""
    founder = gathering.founder
    doc = context.scene.doc
    if founder.outlook not in {"past", "present"} or doc[founder.token].lemma_ not in {
        "открыть",
        "открыться",
        "открытие",
    }:
        return False
    sentence = doc[founder.token].sent
    near = doc[max(sentence.start, founder.token - 6) : min(founder.token + 7, sentence.end)]
    house = _OPENED_HOUSE.search(key(near.text))
    if house is None:
        return False
    token = next(t for t in near if t.idx - near.start_char <= house.start() < t.idx - near.start_char + len(t))
    return bool({"Nom", "Acc", "Gen"} & set(token.morph.get("Case", [])))  # «открылась выставка в Доме дружбы» is not
