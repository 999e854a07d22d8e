"""Parts told by a phrase or a case: «под председательством акима», «по поручению акима», «акимом проведено»."""

from __future__ import annotations

from spacy.tokens import Token

from extractors.russian.meetings.deeds import FAIR, STRONG, WEAK, Role, case_of, first_token, last_token
from extractors.russian.meetings.modality import outlook, predicate_of
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.why import Spot, spot, stretch
from extractors.russian.meetings.words import context_words, verbs
from extractors.russian.records import Person


def by_phrase(scene: Scene, sentence: Sentence, person: Person, found: Found) -> Role | None:
    """«под председательством», «с участием», «по поручению акима», «приветствие акима», «встреча акима с»."""
    start = first_token(person)
    if at := _hangs_on(scene, found.of("chair_nominal"), sentence, start):
        return _if_real(scene, person, Role("chaired", STRONG, "under_chair", at))
    if at := _hangs_on(scene, found.of("on_behalf"), sentence, start):
        return Role("stood_in_for", STRONG, "on_behalf", at)
    if at := _hangs_on(scene, found.of("part_nominal"), sentence, start, list_allowed=True):
        return _if_real(scene, person, Role("attended", STRONG, "with_part", at))
    case = case_of(scene, person)
    head = _outer_head(scene, person)
    before = _word_before(scene, sentence, start)
    if case == "Gen" and before is not None:
        if before.lemma_ in context_words().papers or (head is not None and head.lemma_ in context_words().papers):
            verb = predicate_of(before)
            read = verb is not None and verb.lemma_ in verbs().read_out
            if verb is not None and read and not _reads_himself(scene, person, verb):
                return Role("stood_in_for", FAIR, "read_out", (spot(verb), spot(before)))
            return Role("none", 0.0, "paper", (spot(before),))
        if before.lower_ == "у":
            return Role("chaired", FAIR, "at_his_place", (spot(before),))
        if before.lemma_ in {"встреча", "беседа", "прием", "разговор", "диалог"}:
            return _if_real(scene, person, Role("chaired", WEAK, "his_meeting", (spot(before),)))
    if case == "Ins" and before is not None and before.lower_ in {"с", "со"}:
        met = scene.doc[max(sentence.start, before.i - 12) : before.i]
        named = next((word for word in met if word.lemma_ in _TALK), None)
        if named is not None:
            return _if_real(scene, person, Role("chaired", WEAK, "meeting_with_him", (spot(named), spot(before))))
        return _if_real(scene, person, Role("attended", WEAK, "together_with_him", (spot(before),)))
    return None


_TALK = frozenset({"встреча", "беседа", "встретиться", "диалог", "разговор", "поговорить", "побеседовать"})


def _reads_himself(scene: Scene, person: Person, verb: Token | None) -> bool:
    return verb is not None and any(
        child.dep_ == "nsubj" and first_token(person) <= child.i < last_token(person) for child in verb.children
    )


def _if_real(scene: Scene, person: Person, role: Role) -> Role:
    """A part in something that is to come, wished or called off is no part."""
    verb = predicate_of(scene.doc[first_token(person)])
    if verb is not None and verb.lemma_ in verbs().depart:
        return Role("none", 0.0, f"{role.rule}_on_the_way", (*role.at, spot(verb)))
    if (
        verb is not None
        and outlook(verb) not in {"past", "present"}
        and (is_finite(verb) or "Inf" in verb.morph.get("VerbForm", []))
    ):
        return Role("none", 0.0, f"{role.rule}_not_real", (*role.at, spot(verb)))
    return role


def _hangs_on(
    scene: Scene, spans: tuple[tuple[int, int], ...], sentence: Sentence, start: int, *, list_allowed: bool = False
) -> tuple[Spot, ...]:
    """The first of `spans` from whose end to `start` only words of one noun phrase stand; empty where none does."""
    for first, end in spans:
        if sentence.start <= end <= start and start - end <= (30 if list_allowed else 14):
            between = scene.doc[end:start]
            stops = {"ADP"} if not list_allowed else set()
            if not any(is_finite(word) or word.pos_ in stops or word.text in ";–—" for word in between):
                return (stretch(scene.doc, first, end),)
    return ()


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


def by_agent(scene: Scene, sentence: Sentence, person: Person, found: Found) -> Role | None:
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
                return Role("chaired", STRONG, "passive_agent", (spot(verb),))
    passive = next((t for t in sentence.span if t.lemma_ in verbs().hold and "Pass" in t.morph.get("Voice", [])), None)
    return Role("chaired", FAIR, "passive_near", (spot(passive),)) if passive is not None else None


def by_object(scene: Scene, sentence: Sentence, person: Person, found: Found) -> Role | None:
    """People turn to him: «спросили Касымбека», «задали акиму вопрос»."""
    if case_of(scene, person) not in {"Dat", "Acc", "Gen"}:
        return None
    verb = predicate_of(scene.doc[first_token(person)])
    head = _outer_head(scene, person)
    if (
        verb is None
        or head is None
        or head.i != verb.i
        or verb.lemma_ not in context_words().listen
        or outlook(verb) != "past"
    ):
        return None
    return Role("attended", WEAK, f"addressed:{verb.lemma_}", (spot(verb),))
