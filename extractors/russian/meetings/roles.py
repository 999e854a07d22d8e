"""What each person does at a gathering: chairs, attends, is away, or is only named while another stands in.

Roles come from syntax: the case of the office or name, the verb it is the subject or agent of, the phrase it hangs
on. Where the parse gives nothing, the nearest verb of the clause stands in, with less strength.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.mentions import gathers_people, meets_somebody
from extractors.russian.meetings.modality import outlook, predicate_of
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.words import nouns, verbs
from extractors.russian.records import Person

Part = Literal["chaired", "attended", "away", "stood_in_for", "none"]

STRONG, FAIR, WEAK = 0.95, 0.8, 0.55
"""How far a turn of speech can be trusted: a phrase that says it («под председательством»), a verb whose subject the
parse names, a guess from nearness or from a dative («задали акиму вопрос»)."""

_MODERATORS = frozenset({"модератор", "председательствующий", "ведущий"})
_PAPERS = frozenset(
    [
        "приветствие",
        "поздравление",
        "письмо",
        "обращение",
        "послание",
        "слово",
        "телеграмма",
        "пожелание",
        "грамота",
        "благодарность",
        "привет",
        "адрес",
    ]
)
_LISTEN = frozenset(
    [
        "спросить",
        "спрашивать",
        "приветствовать",
        "поприветствовать",
        "попросить",
        "просить",
        "поблагодарить",
        "встретить",
        "задать",
        "задавать",
        "рассказать",
        "показать",
    ]
)
_NOT_AT = frozenset(
    [
        "возглавлять",
        "назначить",
        "избрать",
        "родиться",
        "работать",
        "являться",
        "возглавить",
        "стать",
        "курировать",
        "покинуть",
    ]
)
_BARE = re.compile(r"аким(?:а|у|ом|е)?|глав(?:а|ы|е|у|ой)|градоначальник(?:а|у|ом|е)?")
_GUEST = re.compile(r"\bгост(?:ем|ями)\b|\bучастник(?:ом|ами)\b|\bспикер(?:ом|ами)\b")  # «неожиданным гостем стал аким»
_OBJECTS = frozenset({"он", "она", "оно", "они", "разговор", "работа", "прием", "беседа"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One sentence's word on one person."""

    person: Person
    part: Part
    strength: float
    sentence: int
    rule: str


def find_deeds(scene: Scene, people: Sequence[Person], found: Found) -> tuple[Deed, ...]:
    """What the document says of every single person's part, in the order of the text."""
    deeds: list[Deed] = []
    local_only = _only_local_akims(scene, people)
    for person in people:
        if person.plural or (local_only and _is_bare_akim(scene, person)):
            continue
        sentence = scene.at(person.start)
        part, strength, rule = _part(scene, sentence, person, found)
        deeds.append(Deed(person=person, part=part, strength=strength, sentence=sentence.number, rule=rule))
    return tuple(deeds)


def _only_local_akims(scene: Scene, people: Sequence[Person]) -> bool:
    """The text introduces akims of raions or towns, and never a head of a region by name or by his region."""
    if not any(p.office in {"raion_akim", "town_akim"} and not p.plural for p in people):
        return False
    heads = [p for p in people if not p.plural and (p.office == "akim" or p.official is not None)]
    return all(_is_bare_akim(scene, p) for p in heads)


def _is_bare_akim(scene: Scene, person: Person) -> bool:
    """«Аким», «акима» without a name, a region or the word for one."""
    if person.office != "akim" or person.name is not None:
        return False
    return _BARE.fullmatch(key(scene.doc[first_token(person) : last_token(person)].text).strip()) is not None


def first_token(person: Person) -> int:
    return person.start if person.role_start is None else min(person.start, person.role_start)


def last_token(person: Person) -> int:
    return max(person.end, person.role_end or person.end)


# The office's own endings tell the case more surely than the model, to which «аким» is an unknown word.
_OFFICE_CASE = re.compile(
    r"(?:(?P<Nom>аким|глава|градоначальник|заместитель|руководитель|председатель|исполняющий)|(?P<Gen>акима|главы|градоначальника"
    r"|заместителя|руководителя|председателя|исполняющего)|(?P<Dat>акиму|главе|градоначальнику|заместителю|руководителю"
    r"|исполняющему)|(?P<Acc>главу)|(?P<Ins>акимом|главой|градоначальником|заместителем|руководителем|председателем|исполняющим)"
    r"|(?P<Loc>акиме|градоначальнике|заместителе))"
)


def case_of(scene: Scene, person: Person) -> str | None:
    """The case of the office, or of the name where there is none: «под председательством акима …» is Gen."""
    for i in range(first_token(person), last_token(person)):
        token = scene.doc[i]
        office = _OFFICE_CASE.fullmatch(key(token.text))
        if office is not None and not (person.acting and i > first_token(person) and office.lastgroup == "Gen"):
            return office.lastgroup
        case = token.morph.get("Case")
        if case and token.pos_ in {"NOUN", "PROPN", "VERB", "ADJ"}:
            if person.acting and token.lemma_ == "аким" and i == first_token(person) + 1:
                continue
            return str(case[0])
    return None


def _part(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str]:
    for reading in (_by_phrase, _by_agent, _by_subject, _by_object):
        answer = reading(scene, sentence, person, found)
        if answer is not None:
            return answer
    return "none", 0.0, "named"


def _by_phrase(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str] | None:
    """«под председательством акима», «с участием акима», «по поручению акима», «приветствие акима», «встреча акима с»."""
    start = first_token(person)
    if _hangs_on(scene, found.of("chair_nominal"), sentence, start):
        return _if_real(scene, person, "chaired", STRONG, "under_chair")
    if _hangs_on(scene, found.of("on_behalf"), sentence, start):
        return "stood_in_for", STRONG, "on_behalf"
    if _hangs_on(scene, found.of("part_nominal"), sentence, start, list_allowed=True):
        return _if_real(scene, person, "attended", STRONG, "with_part")
    case = case_of(scene, person)
    head = _outer_head(scene, person)
    before = _word_before(scene, sentence, start)
    if case == "Gen" and before is not None:
        if before.lemma_ in _PAPERS or (head is not None and head.lemma_ in _PAPERS):
            verb = predicate_of(before)
            read = verb is not None and verb.lemma_ in verbs().read_out
            return (
                ("stood_in_for", FAIR, "read_out")
                if read and not _reads_himself(scene, person, verb)
                else ("none", 0.0, "paper")
            )
        if before.lower_ == "у":
            return "chaired", FAIR, "at_his_place"
        if before.lemma_ in {"встреча", "беседа", "прием", "разговор", "диалог"}:
            return _if_real(scene, person, "chaired", WEAK, "his_meeting")
    if case == "Ins" and before is not None and before.lower_ in {"с", "со"}:
        met = scene.doc[max(sentence.start, before.i - 12) : before.i]
        if any(
            word.lemma_ in {"встреча", "беседа", "встретиться", "диалог", "разговор", "поговорить", "побеседовать"}
            for word in met
        ):
            return _if_real(scene, person, "chaired", WEAK, "meeting_with_him")
        return _if_real(scene, person, "attended", WEAK, "together_with_him")
    return None


def _reads_himself(scene: Scene, person: Person, verb: Token | None) -> bool:
    return verb is not None and any(
        child.dep_ == "nsubj" and first_token(person) <= child.i < last_token(person) for child in verb.children
    )


def _if_real(scene: Scene, person: Person, part: Part, strength: float, rule: str) -> tuple[Part, float, str]:
    """A part in something that is to come, wished or called off is no part."""
    verb = predicate_of(scene.doc[first_token(person)])
    if verb is not None and verb.lemma_ in verbs().depart:
        return "none", 0.0, f"{rule}_on_the_way"
    if (
        verb is not None
        and outlook(verb) not in {"past", "present"}
        and (is_finite(verb) or "Inf" in verb.morph.get("VerbForm"))
    ):
        return "none", 0.0, f"{rule}_not_real"
    return part, strength, rule


def _hangs_on(
    scene: Scene, spans: tuple[tuple[int, int], ...], sentence: Sentence, start: int, *, list_allowed: bool = False
) -> bool:
    """Whether only words of one noun phrase stand between the end of a span and `start`."""
    for _, end in spans:
        if sentence.start <= end <= start and start - end <= (30 if list_allowed else 14):
            between = scene.doc[end:start]
            stops = {"ADP"} if not list_allowed else set()
            if not any(is_finite(word) or word.pos_ in stops or word.text in ";–—" for word in between):
                return True
    return False


def _outer_head(scene: Scene, person: Person) -> Token | None:
    """The word outside the mention that it hangs on."""
    first, last = first_token(person), last_token(person)
    for i in range(first, last):
        head = scene.doc[i].head
        if not first <= head.i < last:
            return head
    return None


def _word_before(scene: Scene, sentence: Sentence, start: int) -> Token | None:
    """The nearest word before, over adjectives, pronouns and quotation marks."""
    i = start - 1
    while i >= sentence.start and (scene.doc[i].pos_ in {"ADJ", "DET", "PUNCT"} and scene.doc[i].text not in ",;:–—"):
        i -= 1
    return scene.doc[i] if i >= sentence.start else None


def _by_agent(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str] | None:
    """«акимом области проведено совещание»: the doer in the instrumental beside a passive."""
    if case_of(scene, person) != "Ins":
        return None
    before = _word_before(scene, sentence, first_token(person))
    if before is not None and before.pos_ == "ADP":
        return None
    for i in range(first_token(person), last_token(person)):
        if i in found.agents:
            verb = scene.doc[found.agents[i]]
            if verb.lemma_ in verbs().hold | verbs().chair:
                return "chaired", STRONG, "passive_agent"
    passive = next((t for t in sentence.span if t.lemma_ in verbs().hold and "Pass" in t.morph.get("Voice")), None)
    return ("chaired", FAIR, "passive_near") if passive is not None else None


def _by_subject(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str] | None:
    """He is the subject: his verbs, and those coordinated with them, say what he did."""
    parsed = _verb_of(scene, person, found)
    nominative = case_of(scene, person) in {"Nom", None}
    if parsed is None and not nominative:
        return None
    moderator = _moderator_near(scene, sentence, found)
    if parsed is None:
        near = _nearest_verb(scene, sentence, person)
        if near is None:
            return (
                ("chaired", FAIR, "moderator_is")
                if moderator is not None and abs(moderator - person.start) < 12
                else None
            )
        chain, strength = list(_chain(near)), WEAK
    else:
        chain, strength = list(_chain(scene.doc[parsed])), FAIR
    if (
        not nominative
        and parsed is not None
        and "Nom" not in scene.doc[person.start].morph.get("Case")
        and case_of(scene, person) == "Gen"
    ):
        return None
    return _best(scene, sentence, person, chain, strength, moderator)


def _verb_of(scene: Scene, person: Person, found: Found) -> int | None:
    """The verb that the person is a subject of, himself or as apposition or one of several: «вёл её председатель, аким …»."""
    for i in range(first_token(person), last_token(person)):
        node = scene.doc[i]
        for _ in range(4):
            if node.i in found.subjects:
                return found.subjects[node.i]
            if node.dep_ not in {"appos", "flat", "flat:name", "conj"} or node.head.i == node.i:
                break
            node = node.head
    return None


def _moderator_near(scene: Scene, sentence: Sentence, found: Found) -> int | None:
    return next((start for start, _ in found.of("moderator") if sentence.start <= start < sentence.end), None)


def _chain(verb: Token) -> Iterator[Token]:
    """The verb and the finite verbs coordinated with it."""
    yield verb
    for child in verb.children:
        if (
            child.dep_ == "conj"
            and child.pos_ in {"VERB", "AUX"}
            and not any(g.dep_ == "nsubj" for g in child.children)
        ):
            yield from _chain(child)


def _nearest_verb(scene: Scene, sentence: Sentence, person: Person) -> Token | None:
    after = next((t for t in scene.doc[last_token(person) : sentence.end] if is_finite(t) or t.text in ";:"), None)
    if after is not None and is_finite(after) and not _taken(after, person):
        return after
    before = [t for t in scene.doc[sentence.start : first_token(person)] if is_finite(t)]
    return before[-1] if before and not _taken(before[-1], person) else None


def _taken(verb: Token, person: Person) -> bool:
    """Somebody else is its subject."""
    return any(
        child.dep_ == "nsubj"
        and not first_token(person) <= child.i < last_token(person)
        and "Anim" in child.morph.get("Animacy")
        for child in verb.children
    )


def _best(
    scene: Scene, sentence: Sentence, person: Person, chain: list[Token], strength: float, moderator: int | None
) -> tuple[Part, float, str]:
    answers = [_of_verb(scene, sentence, person, verb, strength, moderator) for verb in chain]
    own = {verb.i for verb in chain}
    if any(answer[0] == "attended" for answer in answers):
        if any(_chairs_by_ellipsis(token, own) for token in sentence.span):
            answers.append(("chaired", FAIR, "chairs_by_ellipsis"))
        elif _in_meeting_with(sentence):
            answers.append(("chaired", WEAK, "in_meeting_with"))
    order = {"away": 4, "chaired": 3, "attended": 2, "stood_in_for": 1, "none": 0}
    return max(answers, key=lambda answer: (order[answer[0]], answer[1]))


def _chairs_by_ellipsis(verb: Token, own: set[int]) -> bool:
    """«открыл совещание, которое сам же и вёл»: a second verb whose subject is left out or says «сам»."""
    if verb.i in own or verb.lemma_ not in verbs().chair or not is_finite(verb) or outlook(verb) != "past":
        return False
    if "Sing" not in verb.morph.get("Number") or "Pass" in verb.morph.get("Voice"):
        return False
    subjects = [
        child for child in verb.children if child.dep_ == "nsubj" and child.lemma_ not in {"сам", "он", "который"}
    ]
    return not subjects and verb.lemma_ in {"вести", "провести", "модерировать", "председательствовать"}


# «в ходе рабочей встречи с активом Ассамблеи аким обозначил задачи»: whose meeting it is, the chair unnamed
_MEETING_WITH = re.compile(
    r"\b(?:на|в ходе|во время|в рамках) (?:[\w-]+ ){0,3}(?:встреч|бесед)\w* (?:[\w-]+ )?со? [\w-]+(?:ами|ями|ом|ем|ой)\b"
)


def _in_meeting_with(sentence: Sentence) -> bool:
    return bool(_MEETING_WITH.search(sentence.told()))


def _of_verb(
    scene: Scene, sentence: Sentence, person: Person, verb: Token, strength: float, moderator: int | None
) -> tuple[Part, float, str]:
    lexicon = verbs()
    told = outlook(verb)
    if (
        told == "unreal"
        and "не" in {child.lower_ for child in verb.children}
        and verb.lemma_ in lexicon.attend | {"мочь", "смочь"}
    ):
        return "away", strength, "did_not_come"
    if told not in {"past", "present"}:
        return "none", 0.0, f"not_told:{told}"
    lemma = verb.lemma_
    if lemma in lexicon.absent and lemma not in {"находиться", "задержаться"}:
        return "away", strength, f"away:{lemma}"
    if lemma == "находиться" and _elsewhere(sentence):
        return "away", strength, "away:находиться"
    if moderator is not None and lemma in {"быть", "стать", "выступить", "выступать", "являться"}:
        return "chaired", max(strength, FAIR), "moderator"
    if lemma in lexicon.chair and _concerns_gathering(verb):
        return "chaired", strength, f"chairs:{lemma}"
    if (lemma in lexicon.meet_with and meets_somebody(verb)) or (
        lemma in lexicon.gather_people and gathers_people(verb)
    ):
        return "chaired", strength, f"meets:{lemma}"
    if lemma == "стать" and _GUEST.search(sentence.folded):
        return "attended", strength, "guest"
    if lemma in _NOT_AT and moderator is None:
        return "none", 0.0, f"not_at:{lemma}"
    if lemma in lexicon.attend or lemma in lexicon.say or _takes_part(verb):
        return "attended", strength, f"does:{lemma}"
    return "attended", min(strength, WEAK), f"acts:{lemma}"


def _elsewhere(sentence: Sentence) -> bool:
    return any(word in sentence.folded for word in ("командировк", "отпуск", "за рубеж", "больниц", "дамб"))


def _concerns_gathering(verb: Token) -> bool:
    """«провёл совещание», «вёл её», «председательствовал»; not «провёл реформу», «вёл машину»."""
    if verb.lemma_ in {"председательствовать", "модерировать", "председательствующий"}:
        return True
    objects = [child for child in verb.children if child.dep_ in {"obj", "nsubj", "nsubj:pass", "obl", "iobj"}]
    if any(_names_gathering(o) for o in objects):
        return True
    beside = verb.doc[max(verb.sent.start, verb.i - 2) : min(verb.sent.end, verb.i + 2)]
    if any(
        word.lower_ in {"его", "ее", "её", "их"} for word in beside
    ):  # «провёл его аким», where the parse sees «его аким»
        return True
    near = verb.doc[max(verb.sent.start, verb.i - 5) : min(verb.sent.end, verb.i + 8)]
    if any(
        _names_gathering(word) and word.pos_ == "NOUN" and word.morph.get("Case") in (["Acc"], ["Nom"], ["Ins"])
        for word in near
    ):
        return True
    if verb.lemma_ in {"собрать", "созвать"}:
        return any("Anim" in o.morph.get("Animacy") or o.lemma_ in {"совет", "актив", "представитель"} for o in objects)
    return verb.lemma_ == "вести" and not any(o.dep_ == "obj" for o in objects)


def _names_gathering(token: Token) -> bool:
    return (
        token.lemma_ in nouns()
        or token.lemma_.rsplit("-", 1)[-1] in nouns()
        or token.lemma_ in _OBJECTS
        or token.lemma_ == "совет"
    )


def _takes_part(verb: Token) -> bool:
    return verb.lemma_ == "принять" and any(child.lemma_ == "участие" for child in verb.children)


def _by_object(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str] | None:
    """People turn to him: «спросили Касымбека», «задали акиму вопрос»."""
    if case_of(scene, person) not in {"Dat", "Acc", "Gen"}:
        return None
    verb = predicate_of(scene.doc[first_token(person)])
    head = _outer_head(scene, person)
    if verb is None or head is None or head.i != verb.i or verb.lemma_ not in _LISTEN or outlook(verb) != "past":
        return None
    return "attended", WEAK, f"addressed:{verb.lemma_}"
