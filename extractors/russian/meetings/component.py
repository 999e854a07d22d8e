"""The `meetings` component: from tokens, places, people and dates to the meetings that the guide asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from extractors.russian.document import day_of
from extractors.russian.meetings.assemble import assemble
from extractors.russian.meetings.context import Context
from extractors.russian.meetings.days import Day, days_of
from extractors.russian.meetings.gatherings import Naming, gather, lend_days
from extractors.russian.meetings.mentions import find_mentions
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.patterns import Patterns
from extractors.russian.meetings.refusals import speaks_of_another_assembly
from extractors.russian.meetings.roles import find_deeds
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.stories import within_story
from extractors.russian.meetings.subjects import hits
from extractors.russian.meetings.where import region_of_phrase
from extractors.russian.meetings.words import modal_words
from extractors.russian.records import Person, Place
from models.errors import AkimwatchError
from models.records import Meeting
from models.registry import Registry

REACH_OF_A_DUTY = 8
"""Words from «обязан» to the gathering: «обязан до конца мая провести в областном акимате встречу»."""
_SUBJECT_PREPOSITIONS = frozenset({"по", "о", "об", "про"})


@Language.factory("meetings", assigns=["doc._.meetings"])
def make_meetings(nlp: Language, name: str) -> MeetingFinder:
    return MeetingFinder(nlp)


class MeetingFinder:
    """Sets `doc._.meetings`. Needs sentences, `doc._.places`, `.people`, `.dates`, and a registry (`judge_by`)."""

    def __init__(self, nlp: Language) -> None:
        for name, default in (("meetings", ()), ("dates", ()), ("has_title", False)):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=default)
        self._patterns = Patterns(nlp.vocab)
        self._registry: Registry | None = None

    def judge_by(self, registry: Registry) -> None:
        self._registry = registry

    def __call__(self, doc: Doc) -> Doc:
        if self._registry is None:
            raise AkimwatchError("the meetings component has no registry: call judge_by(registry) first")
        doc._.meetings = find_meetings(doc, self._patterns, self._registry)
        return doc


def find_meetings(doc: Doc, patterns: Patterns, registry: Registry) -> tuple[Meeting, ...]:
    """The meetings that the document tells of, in the order of the text; sentence offsets are the document's own."""
    scene = Scene(doc, has_title=bool(doc._.has_title))
    if speaks_of_another_assembly(scene):
        return ()
    found = patterns(doc)
    people: Sequence[Person] = doc._.people
    places: Sequence[Place] = doc._.places
    deeds = find_deeds(scene, people, found)
    mentions = find_mentions(scene, found)
    context = Context(
        scene=scene,
        people=people,
        places=places,
        dates=doc._.dates,
        deeds=deeds,
        mentions=mentions,
        published=day_of(doc),
        home=doc._.home_region,
        registry=registry,
        found=found,
    )
    meetings: list[Meeting] = []
    stories = _by_story(scene, mentions)
    for story in sorted(stories):
        sole = len(stories) == 1
        told = context if sole else within_story(context, story)
        namings = [n for m in stories[story] for n in _namings(told, m)]
        gatherings = gather(scene, namings)
        lend_days(scene, gatherings)
        for gathering in gatherings:
            meetings.extend(assemble(told, gathering, gatherings, sole=sole))
    return tuple(meetings)


def _by_story(scene: Scene, mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    stories: dict[int, list[Mention]] = {}
    for mention in mentions:
        stories.setdefault(scene.story_of_line[scene.sentences[mention.sentence].line], []).append(mention)
    return stories


def _namings(context: Context, mention: Mention) -> list[Naming]:
    """The mention with its day and region; several for «проведёт их 12 февраля, 16 апреля и 11 июня»."""
    region = _region_of(context, mention)
    mention = _charged(context, mention)
    off_topic = _is_off_topic(context.scene, mention)
    found = hits(context.scene.sentences[mention.sentence])
    days: tuple[Day | None, ...] = days_of(context.scene, mention, context.dates, context.published) or (None,)
    if mention.standing == "outside":
        days = (None,)
    return [
        Naming(
            mention=replace(mention, several=False) if len(days) > 1 else mention,
            day=day,
            region=region,
            off_topic=off_topic,
            of_interest=bool(found.topic or found.assembly),
        )
        for day in days
    ]


def _charged(context: Context, mention: Mention) -> Mention:
    """«До конца мая он должен провести совещание»: a duty with its deadline is an order."""
    if mention.outlook != "unreal" or mention.standing == "outside" or mention.several:
        return mention
    sentence = context.scene.sentences[mention.sentence]
    due = any(d.role == "deadline" and sentence.start <= d.start < sentence.end for d in context.dates)
    before = context.scene.doc[max(sentence.start, mention.token - REACH_OF_A_DUTY) : mention.token]
    bound = any(token.lemma_ in modal_words().duty for token in before)
    return replace(mention, outlook="ordered", standing="asserts") if due and bound else mention


def _region_of(context: Context, mention: Mention) -> str | None:
    named = region_of_phrase(context.scene, mention, context.places)
    if named or mention.standing != "asserts" or mention.weak:
        return named  # «его вёл заместитель акима»: a pronoun is of the gathering beside it, whoever chairs
    chairs = [
        d.person for d in context.deeds if d.sentence == mention.sentence and d.part == "chaired" and d.person.name
    ]
    regions = {p.official.region if p.official else p.region for p in chairs} - {None}
    return regions.pop() if len(regions) == 1 else None


def _is_off_topic(scene: Scene, mention: Mention) -> bool:
    """«совещание по газификации», «встречу с предпринимателями»: a subject of its own, and not ours."""
    sentence = scene.sentences[mention.sentence]
    found = hits(sentence)
    if found.topic or found.assembly or mention.standing != "asserts" or mention.named_fully:
        return False
    if mention.other_body:
        return True
    after = scene.doc[mention.end : min(mention.end + 2, sentence.end)]
    if len(after) == 2 and after[0].lower_ in _SUBJECT_PREPOSITIONS and after[1].pos_ in {"NOUN", "ADJ", "PROPN"}:
        return (
            after[1].lemma_ not in {"вопрос", "тема", "итог", "видеосвязь", "инициатива", "поручение"}
            and not found.weak_topic
        )
    return False
