"""Parts told by a phrase or a case: «под председательством акима», «по поручению акима», «акимом проведено»."""

from __future__ import annotations

from spacy.tokens import Token

from extractors.russian.meetings.deeds import FAIR, STRONG, WEAK, Part, case_of, first_token, last_token
from extractors.russian.meetings.modality import outlook, predicate_of
from extractors.russian.meetings.patterns import Found
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.words import context_words, verbs
from extractors.russian.records import Person


def by_phrase(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str] | None:
    """«под председательством», «с участием», «по поручению акима», «приветствие акима», «встреча акима с»."""
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
        if before.lemma_ in context_words().papers or (head is not None and head.lemma_ in context_words().papers):
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
        and (is_finite(verb) or "Inf" in verb.morph.get("VerbForm", []))
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


def by_agent(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str] | None:
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
    passive = next((t for t in sentence.span if t.lemma_ in verbs().hold and "Pass" in t.morph.get("Voice", [])), None)
    return ("chaired", FAIR, "passive_near") if passive is not None else None


def by_object(scene: Scene, sentence: Sentence, person: Person, found: Found) -> tuple[Part, float, str] | None:
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
    return "attended", WEAK, f"addressed:{verb.lemma_}"
