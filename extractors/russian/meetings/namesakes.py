"""Whose «ассамблея» a text speaks of: ours, another body of that name, or none («целая ассамблея гармоней»)."""

from __future__ import annotations

import re

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.subjects import hits
from extractors.russian.meetings.why import Why
from extractors.russian.meetings.words import subjects
from extractors.russian.records import Place

# «АНК — Ассоциация налогоплательщиков», «(АНК), Академия наук»: the letters of another body
_OTHER_LETTERS = re.compile(
    r"\bанк\b\)?\s*[—–(,-]\s*(?!ассамбле)(?:ассоциаци|академи|агентств|альянс|акционерн|антикоррупционн)\w+"
    r"|(?:ассоциаци|академи|агентств|альянс)\w+ (?:[\w-]+ ){0,3}\(анк\)"
)
# «Ассамблея деловых женщин», «Генеральная Ассамблея ООН», «Ассамблея университетов»: other bodies of that name
_OTHER_ASSEMBLIES = re.compile(
    r"\b(?:генеральн|парламентск|всемирн|международн|студенческ|молодежн|детск|ученическ|медицинск|петровск)\w+ "
    r"ассамбле\w+(?! народ)"
    r"|\bассамбле\w+ (?:делов|женщин|университет|оон|здоровь|спикер|муниципал|предпринимат|банк|юрист|адвокат|музе"
    r"|парламент|федерац|мэров|городов|театр|детск|учител|педагог|врач|писател|творч|учен|бизнес|инвест|финанс|музык"
    r"|дизайн|мод|искусств|олимпийск|спорт|студент|ректор|тюркск|евраз|издател|журналист|кочев)\w*"
)
# «Ассамблея» in quotation marks and nothing more: a play, a café, a dance company
_A_TITLE = re.compile(r"[«\"“]ассамбле[яиюей]+[»\"”]")
_ASSEMBLY_WORD = re.compile(r"[Аа]ссамбле\w+")
_ITS_PEOPLE = re.compile(r"\bанк\b|\bкха\b|этнокультурн|этноцентр|этнообъединен|дом\w* дружбы|совет\w* матерей")
# «областной сессии», where no maslikhat is spoken of: only the Assembly has sessions beside it
_ITS_SESSION = re.compile(r"^(?!.*маслихат)(?=.*\b(?:областн|городск|региональн)\w+ сесси)", re.DOTALL)
# «областная ассамблея», «сессии городской ассамблеи»: whose it is, as its adjective says
_TERRITORIAL = re.compile(r"(?:област|городск|столичн|региональн|районн|республиканск|сельск)\w*")
# «ассамблея области», «члены ассамблеи района»
_TERRITORIES = frozenset(
    {"область", "город", "регион", "район", "столица", "мегаполис", "республика", "вко", "ско", "зко"}
)
# «сессия ассамблеи», «члены ассамблеи», «совет ассамблеи»: what an Assembly has and a metaphor has not
_ITS_PARTS = frozenset(
    {
        "сессия",
        "совет",
        "член",
        "делегат",
        "секретарь",
        "секретариат",
        "аппарат",
        "зампред",
        "зампредседатель",
        "медиатор",
    }
)


def _names_only_others(folded: str, named: int) -> tuple[int, int] | None:
    """Where an Assembly of another kind is named, if neither ours nor any of its people is."""
    others = [m.span() for m in (*_OTHER_ASSEMBLIES.finditer(folded), *_A_TITLE.finditer(folded))]
    ours = "народа казахстана" in folded or _ITS_PEOPLE.search(folded) or subjects().topic.search(folded)
    # named once in full, such a body is «Ассамблея» from then on
    return others[0] if others and named and not ours else None


def another_assembly(scene: Scene) -> Why | None:
    """Whether every «Ассамблея» or «АНК» of the text is somebody else's: «целая ассамблея гармоней», another «АНК»."""
    text = scene.doc.text
    if letters := _OTHER_LETTERS.search(scene.folded):
        return None if "ассамбле" in scene.folded else Why(rule="refused.other_letters", at=(letters.span(),))
    named = list(_ASSEMBLY_WORD.finditer(text))
    if other := _names_only_others(scene.folded, len(named)):
        return Why(rule="refused.other_assembly", at=(other,))
    if not named or any(word.group()[0] == "А" for word in named) or "народа казахстана" in scene.folded:
        return None
    if any(hits(s).topic for s in scene.sentences) or _ITS_PEOPLE.search(scene.folded):
        return None
    if any(_is_ours(scene, word.end()) for word in named) or _ITS_SESSION.search(scene.folded):
        return None
    return Why(rule="refused.small_letter", at=tuple(word.span() for word in named))


def _is_ours(scene: Scene, end: int) -> bool:
    """«областной ассамблеи», «костанайская ассамблея», «ассамблея города», «сессии ассамблеи», in small letters."""
    token = next((t for t in scene.doc if t.idx <= end - 1 < t.idx + len(t)), None)
    if token is None or _of_some_trade(token):
        return False
    before = token.nbor(-1) if token.i else None
    after = token.nbor(1) if token.i + 1 < len(token.doc) else None
    places: tuple[Place, ...] = scene.doc._.places
    beside = any(not p.foreign and (p.end == token.i or p.start == token.i + 1) for p in places)
    territorial = before is not None and bool(_TERRITORIAL.fullmatch(key(before.text)))
    of_territory = after is not None and after.lemma_ in _TERRITORIES
    part = before is not None and before.lemma_ in _ITS_PARTS
    return territorial or of_territory or part or (beside and not _stands_in(token))


def _stands_in(token: Token) -> bool:
    """«Ассамблея в Костанае»: where, not whose."""
    return token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "ADP"


def _of_some_trade(token: Token) -> bool:
    """«ассамблея педагогов», «ассамблеи молодых врачей», «ассамблея школьного самоуправления»: another body's name."""
    for word in token.doc[token.i + 1 : min(token.i + 3, token.sent.end)]:
        if word.pos_ not in {"NOUN", "ADJ"} or "Gen" not in word.morph.get("Case", []):
            return False
        if word.pos_ == "NOUN":
            whole = word.lemma_ in _TERRITORIES | {"народ"}
            return not whole and ("Plur" in word.morph.get("Number", []) or "Inan" in word.morph.get("Animacy", []))
    return False
