"""Parts told by a verb whose subject the person is: «провёл», «встретился с», «принял участие», «не смог приехать»."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from extractors.russian.letters import key
from extractors.russian.meetings.deeds import FAIR, WEAK, Part, Role, case_of, first_token, last_token
from extractors.russian.meetings.modality import outlook
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.verb_mentions import gathers_people, meets_somebody
from extractors.russian.meetings.why import spot
from extractors.russian.meetings.words import context_words, noun_named, verbs
from extractors.russian.records import Person

_GUEST = re.compile(r"\bгост(?:ем|ями)\b|\bучастник(?:ом|ами)\b|\bспикер(?:ом|ами)\b")  # «неожиданным гостем стал аким»


def by_subject(scene: Scene, sentence: Sentence, person: Person, found: Found) -> Role | None:
    """He is the subject: his verbs, and those coordinated with them, say what he did."""
    parsed = _verb_of(scene, person, found)
    nominative = case_of(scene, person) in {"Nom", None} or _undeclined_beside_a_verb(scene, sentence, person)
    aside = _of_side_clauses(scene, sentence, person, parsed)
    if parsed is None and not nominative:
        return aside
    moderator = _moderator_near(scene, sentence, found)
    if parsed is None:
        beside = _verb_beside(scene, sentence, person)
        near = beside or _nearest_verb(scene, sentence, person)
        if near is None:
            if moderator is None or abs(moderator - person.start) >= 12:
                return None
            return Role("chaired", FAIR, "moderator_is", (spot(scene.doc[moderator]),))
        chain, strength = list(_chain(near)), FAIR if beside else WEAK
    else:
        chain, strength = list(_chain(scene.doc[parsed])), FAIR
    if (
        not nominative
        and parsed is not None
        and "Nom" not in scene.doc[person.start].morph.get("Case", [])
        and case_of(scene, person) == "Gen"
    ):
        return None
    answers = [_best(scene, sentence, person, chain, strength, moderator)]
    if aside is not None:
        answers.append(aside)
    return max(answers, key=lambda answer: (_ORDER[answer.part], answer.strength))


_ORDER: dict[Part, int] = {"away": 4, "chaired": 3, "attended": 2, "stood_in_for": 1, "none": 0}


def _of_side_clauses(scene: Scene, sentence: Sentence, person: Person, main: int | None) -> Role | None:
    """What participles and gerunds say: «аким, собравший Совет, …», «закрывая заседание, аким …»; None: of no part.

    Only chairing, meeting and being away: what else stands there is told beside the point.
    """
    own = range(first_token(person), last_token(person))
    apposed = main is not None and _verb_right_behind(scene, person) == main
    for clause in scene.clauses[sentence.number]:
        form = clause.verb.morph.get("VerbForm", [])
        if not clause.doers & set(own) or not {"Part", "Conv"} & set(form) or clause.verb.i in sentence.speech:
            continue
        if apposed and clause.verb.i < first_token(person):
            continue
        role = _of_verb(scene, sentence, person, clause.verb, FAIR, None)
        if role.part in {"chaired", "away"} and not role.rule.startswith("acts"):
            return role._replace(rule=f"{role.rule}:{form[0].lower()}")
    return None


def _verb_of(scene: Scene, person: Person, found: Found) -> int | None:
    """The verb whose subject he is, himself or as apposition or one of several: «вёл её председатель, аким …»."""
    for i in range(first_token(person), last_token(person)):
        node = scene.doc[i]
        for _ in range(4):
            if node.i in found.subjects and not _is_impersonal(scene.doc[found.subjects[node.i]]):
                outside = not first_token(person) <= node.i < last_token(person)
                own = _verb_right_behind(scene, person) if outside else None
                return found.subjects[node.i] if own is None else own
            if node.dep_ not in {"appos", "flat", "flat:name", "conj"} or node.head.i == node.i:
                break
            node = node.head
    return None


def _verb_right_behind(scene: Scene, person: Person) -> int | None:
    """«Вёл встречу ректор, аким отвечал на вопросы»: no apposition to the rector, for he has a verb of his own."""
    for token in scene.doc[last_token(person) : min(last_token(person) + 6, scene.at(person.start).end)]:
        if token.is_punct:
            return None
        if is_finite(token):
            return token.i
    return None


def _is_impersonal(verb: Token) -> bool:
    """«Льда не было, зато были кворум и аким»: a neuter past has no person for its subject."""
    return "Neut" in verb.morph.get("Gender", [])


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


def _undeclined_beside_a_verb(scene: Scene, sentence: Sentence, person: Person) -> bool:
    """«пригласил Берик Уали»: a name in its dictionary form beside a verb without a subject."""
    if person.name is None or person.role_start is not None:
        return False
    own = {key(token.text) for token in scene.doc[person.start : person.end]}
    return own <= set(key(person.name).split()) and _verb_beside(scene, sentence, person) is not None


def _verb_beside(scene: Scene, sentence: Sentence, person: Person) -> Token | None:
    """A verb without a subject right before or behind him: «куда пригласил Берик Уали председателей»."""
    first, last = first_token(person), last_token(person)
    for at in (first - 1, last):
        if not sentence.start <= at < sentence.end:
            continue
        verb = scene.doc[at]
        told = is_finite(verb) and "Act" in verb.morph.get("Voice", []) and "Plur" not in verb.morph.get("Number", [])
        clause = next((c for c in scene.clauses[sentence.number] if c.verb.i == at), None)
        if told and clause is not None and not clause.doers and not _is_impersonal(verb):
            return verb
    return None


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
        and "Anim" in child.morph.get("Animacy", [])
        for child in verb.children
    )


def _best(
    scene: Scene, sentence: Sentence, person: Person, chain: list[Token], strength: float, moderator: int | None
) -> Role:
    answers = [_of_verb(scene, sentence, person, verb, strength, moderator) for verb in chain]
    own = {verb.i for verb in chain}
    if any(answer.part == "attended" for answer in answers):
        leads = next((token for token in sentence.span if _chairs_by_ellipsis(token, person, own)), None)
        if leads is not None:
            answers.append(Role("chaired", FAIR, "chairs_by_ellipsis", (spot(leads),)))
        elif (met := _MEETING_WITH.search(sentence.told())) is not None:
            offset = sentence.span.start_char
            answers.append(Role("chaired", WEAK, "in_meeting_with", ((offset + met.start(), offset + met.end()),)))
    return max(answers, key=lambda answer: (_ORDER[answer.part], answer.strength))


def _chairs_by_ellipsis(verb: Token, person: Person, own: set[int]) -> bool:
    """«открыл совещание, которое сам же и вёл»: a second verb with no subject, with «сам», or referring to him."""
    if verb.i in own or verb.lemma_ not in _ELLIPTIC or not is_finite(verb) or outlook(verb) != "past":
        return False
    if "Sing" not in verb.morph.get("Number", []) or "Pass" in verb.morph.get("Voice", []):
        return False
    subjects = [child for child in verb.children if child.dep_ == "nsubj"]
    return all(_refers_to(subject, verb, person) for subject in subjects)


_ELLIPTIC = frozenset({"вести", "провести", "модерировать", "председательствовать"})


def _refers_to(subject: Token, verb: Token, person: Person) -> bool:
    if subject.lemma_ in {"сам", "он"} or subject.lower_ in {"которое", "которую", "которые"}:
        return True  # «совещание, которое сам же и вёл»: the gathering, though the parse calls it the subject
    return subject.lemma_ == "который" and first_token(person) <= verb.head.i < last_token(person)


# «в ходе рабочей встречи с активом Ассамблеи аким обозначил задачи»: whose meeting it is, the chair unnamed
_MEETING_WITH = re.compile(
    r"\b(?:на|в ходе|во время|в рамках) (?:[\w-]+ ){0,3}(?:встреч|бесед)\w* (?:[\w-]+ )?"
    r"со? [\w-]+(?:ами|ями|ом|ем|ой)\b"
)


def _of_verb(
    scene: Scene, sentence: Sentence, person: Person, verb: Token, strength: float, moderator: int | None
) -> Role:
    lexicon, at = verbs(), (spot(verb),)
    told = outlook(verb)
    if told == "unreal" and "не" in {child.lower_ for child in verb.children} and verb.lemma_ in lexicon.come:
        return Role("away", strength, "did_not_come", at)
    if told not in {"past", "present"}:
        return Role("none", 0.0, f"not_told:{told}", at)
    lemma = verb.lemma_
    if lemma in lexicon.absent and (lemma not in _STAYING or _elsewhere(sentence)):
        return Role("away", strength, f"away:{lemma}", at)
    if moderator is not None and lemma in {"быть", "стать", "выступить", "выступать", "являться"}:
        return Role("chaired", max(strength, FAIR), "moderator", at)
    if lemma in lexicon.chair and _concerns_gathering(scene, verb):
        return Role("chaired", strength, f"chairs:{lemma}", at)
    if lemma in lexicon.begin and _begins_talk(scene, verb):
        return Role("chaired", strength, f"begins:{lemma}", at)
    if (lemma in lexicon.meet_with and meets_somebody(verb)) or (
        lemma in lexicon.gather_people and gathers_people(verb)
    ):
        return Role("chaired", strength, f"meets:{lemma}", at)
    if lemma == "стать" and _GUEST.search(sentence.folded):
        return Role("attended", strength, "guest", at)
    if lemma in context_words().sent and any(c.lemma_ in context_words().papers - {"слово"} for c in verb.children):
        return Role("none", 0.0, "sent_a_paper", at)
    if lemma in _HANDING_OVER and _hands_over(verb):
        return Role("stood_in_for", FAIR, f"hands_over:{lemma}", at)
    if lemma in context_words().not_at and moderator is None:
        return Role("none", 0.0, f"not_at:{lemma}", at)
    if lemma in lexicon.attend or lemma in lexicon.say or _takes_part(verb):
        return Role("attended", strength, f"does:{lemma}", at)
    return Role("attended", min(strength, WEAK), f"acts:{lemma}", at)


# «аким находился в зале», «остался недоволен»: being somewhere is being away only where the words name such a place
_STAYING = frozenset({"находиться", "задержаться", "остаться"})


def _elsewhere(sentence: Sentence) -> bool:
    return any(word in sentence.folded for word in ("командировк", "отпуск", "за рубеж", "больниц", "дамб"))


_HANDING_OVER = frozenset({"поручить", "доверить", "поручать", "доверять"})


def _hands_over(verb: Token) -> bool:
    """«поручил провести её своему заместителю»: this very gathering; not «поручил провести встречи на местах»."""
    for child in verb.children:
        if child.dep_ in {"xcomp", "obj", "ccomp"} and "Inf" in child.morph.get("VerbForm", []):
            hers = any(c.lemma_ in {"он", "она", "оно"} and c.dep_ == "obj" for c in child.children)
            if hers and child.lemma_ in verbs().hold | verbs().chair | {"открыть"}:
                return True
    return False


def _begins_talk(scene: Scene, verb: Token) -> bool:
    """«начал совещание», «заседание начал»: who begins a talk leads it; a feast or a session is begun by its guests."""
    done_to = [t for c in scene.clauses[scene.sentence_of[verb.i]] if c.verb.i == verb.i for t in c.things]
    near = verb.doc[max(verb.sent.start, verb.i - 4) : min(verb.sent.end, verb.i + 7)]
    named = [word for word in (*done_to, *near) if (noun := noun_named(word.lemma_)) and noun.kind == "working_meeting"]
    return any(not {"Gen", "Dat", "Loc"} & set(w.morph.get("Case", [])) for w in named)


def _concerns_gathering(scene: Scene, verb: Token) -> bool:
    """«провёл совещание», «сессия, которую вёл», «вёл её», «председательствовал»; not «провёл реформу»."""
    if verb.lemma_ in {"председательствовать", "модерировать", "председательствующий"}:
        return True
    objects = [child for child in verb.children if child.dep_ in {"obj", "nsubj", "nsubj:pass", "obl", "iobj"}]
    done_to = (c.things for c in scene.clauses[scene.sentence_of[verb.i]] if c.verb.i == verb.i)
    if any(_names_gathering(o) for o in (*objects, *(thing for things in done_to for thing in things))):
        return True
    beside = verb.doc[max(verb.sent.start, verb.i - 2) : min(verb.sent.end, verb.i + 2)]
    if any(
        word.lower_ in {"его", "ее", "её", "их"} for word in beside
    ):  # «провёл его аким», where the parse sees «его аким»
        return True
    near = verb.doc[max(verb.sent.start, verb.i - 5) : min(verb.sent.end, verb.i + 8)]
    if any(
        _names_gathering(word) and word.pos_ == "NOUN" and word.morph.get("Case", []) in (["Acc"], ["Nom"], ["Ins"])
        for word in near
    ):
        return True
    if verb.lemma_ in {"собрать", "созвать"}:
        return any("Anim" in o.morph.get("Animacy", []) or o.lemma_ in {"совет", "актив"} for o in objects)
    return verb.lemma_ == "вести" and not any(o.dep_ == "obj" for o in objects)


def _names_gathering(token: Token) -> bool:
    return noun_named(token.lemma_) is not None or token.lemma_.replace("ё", "е") in context_words().chaired


def _takes_part(verb: Token) -> bool:
    return verb.lemma_ == "принять" and any(child.lemma_ == "участие" for child in verb.children)
