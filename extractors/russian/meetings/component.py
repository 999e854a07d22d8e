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
from extractors.russian.meetings.days_apart import day_of_its_line
from extractors.russian.meetings.deeds import first_token, last_token
from extractors.russian.meetings.gathering import Dropped, Naming
from extractors.russian.meetings.gatherings import gather, lend_days
from extractors.russian.meetings.mentions import find_mentions
from extractors.russian.meetings.namesakes import another_assembly
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.past_participles import with_its_own_day
from extractors.russian.meetings.patterns import Patterns
from extractors.russian.meetings.prepositions import preposition_before
from extractors.russian.meetings.roles import find_deeds
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.stories import within_story
from extractors.russian.meetings.subjects import hits
from extractors.russian.meetings.trace import Refused, Told, Trace
from extractors.russian.meetings.where import region_of_phrase
from extractors.russian.meetings.why import Why, spot, stretch
from extractors.russian.meetings.words import modal_words
from extractors.russian.records import Person, Place
from models.errors import AkimwatchError
from models.registry import Registry

REACH_OF_A_DUTY = 8
"""Words from «обязан» to the gathering: «обязан до конца мая провести в областном акимате встречу»."""
_SUBJECT_PREPOSITIONS = frozenset({"по", "о", "об", "про"})


@Language.factory("meetings", assigns=["doc._.meetings", "doc._.trace"])
def make_meetings(nlp: Language, name: str) -> MeetingFinder:
    return MeetingFinder(nlp)


class MeetingFinder:
    """Sets `doc._.meetings` and `doc._.trace` (how each came out, and what is not listed).

    Needs sentences, `doc._.places`, `.people`, `.dates`, and a registry (`judge_by`).
    """

    def __init__(self, nlp: Language) -> None:
        for name, default in (("meetings", ()), ("dates", ()), ("has_title", False), ("trace", None)):
            if not Doc.has_extension(name):
                Doc.set_extension(name, default=default)
        self._patterns = Patterns(nlp.vocab)
        self._registry: Registry | None = None

    def judge_by(self, registry: Registry) -> None:
        self._registry = registry

    def __call__(self, doc: Doc) -> Doc:
        if self._registry is None:
            raise AkimwatchError("the meetings component has no registry: call judge_by(registry) first")
        doc._.trace = find_meetings(doc, self._patterns, self._registry)
        doc._.meetings = tuple(told.meeting for told in doc._.trace.told)
        return doc


def find_meetings(doc: Doc, patterns: Patterns, registry: Registry) -> Trace:
    """The meetings that the document tells of, and what else may have been one; offsets are the document's own."""
    scene = Scene(doc, has_title=bool(doc._.has_title))
    if (why := another_assembly(scene)) is not None:
        return Trace(whole=why)
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
    told_of: list[Told] = []
    refused: list[Refused] = []
    dropped: list[Dropped] = []
    stories = _by_story(scene, mentions)
    for story in sorted(stories):
        sole = len(stories) == 1
        told = context if sole else within_story(context, story)
        namings = [n for m in stories[story] for n in _namings(told, m)]
        gatherings, left = gather(scene, namings)
        dropped.extend(left)
        lend_days(scene, gatherings)
        for gathering in gatherings:
            answer = assemble(told, gathering, gatherings, sole=sole)
            if isinstance(answer, Told):
                told_of.append(answer)
            else:
                refused.append(answer)
    return Trace(told=tuple(told_of), refused=tuple(refused), dropped=tuple(dropped))


def _by_story(scene: Scene, mentions: Sequence[Mention]) -> dict[int, list[Mention]]:
    stories: dict[int, list[Mention]] = {}
    for mention in mentions:
        stories.setdefault(scene.story_of_line[scene.sentences[mention.sentence].line], []).append(mention)
    return stories


def _namings(context: Context, mention: Mention) -> list[Naming]:
    """The mention with its day and region; several for «проведёт их 12 февраля, 16 апреля и 11 июня»."""
    region_why = _region_of(context, mention)
    mention = with_its_own_day(context, _charged(context, mention))
    off_topic = _off_topic(context.scene, mention)
    found = hits(context.scene.sentences[mention.sentence])
    days: tuple[Day | None, ...] = days_of(context.scene, mention, context.dates, context.published)
    days = days or (day_of_its_line(context.scene, mention, context.dates),)
    if mention.standing == "outside":
        days = (None,)
    return [
        Naming(
            mention=replace(mention, several=False) if len(days) > 1 else mention,
            day=day,
            region=region_why.about if region_why is not None else None,
            region_why=region_why,
            off_topic=off_topic,
            of_interest=bool(found.topic or found.assembly),
        )
        for day in days
    ]


def _charged(context: Context, mention: Mention) -> Mention:
    """«До конца мая он должен провести совещание»: a duty with its deadline is an order."""
    if mention.outlook != "unreal" or mention.standing == "outside" or mention.several or _is_aim(context, mention):
        return mention
    sentence = context.scene.sentences[mention.sentence]
    due = next((d for d in context.dates if d.role == "deadline" and sentence.start <= d.start < sentence.end), None)
    before = context.scene.doc[max(sentence.start, mention.token - REACH_OF_A_DUTY) : mention.token]
    bound = next((token for token in before if token.lemma_ in modal_words().duty), None)
    if due is None or bound is None:
        return mention
    why = Why(rule="told.duty_with_deadline", at=(spot(bound), stretch(context.scene.doc, due.start, due.end)))
    return replace(mention, outlook="ordered", standing="asserts", outlook_why=why)


def _is_aim(context: Context, mention: Mention) -> bool:
    """«Представить экспонаты на выставку до 25 ноября»: what the duty is for, not what is to be held."""
    token = context.scene.doc[mention.token]
    before = preposition_before(token)
    aimed = before is not None and before.lower_ in {"на", "для", "к", "в"} and "Loc" not in token.morph.get("Case", [])
    return mention.standing == "located" and aimed


def _region_of(context: Context, mention: Mention) -> Why | None:
    """The region (`about`) that the gathering's own name or its chair says."""
    named = region_of_phrase(context.scene, mention, context.places)
    if named or mention.standing != "asserts" or mention.weak:
        return named  # «его вёл заместитель акима»: a pronoun is of the gathering beside it, whoever chairs
    chairs = [
        d.person for d in context.deeds if d.sentence == mention.sentence and d.part == "chaired" and d.person.name
    ]
    regions = {p.official.region if p.official else p.region for p in chairs} - {None}
    region = regions.pop() if len(regions) == 1 else None
    if region is None:
        return None
    at = tuple(stretch(context.scene.doc, first_token(p), last_token(p)) for p in chairs)
    return Why(rule="region.of_its_chair", at=at, about=region)


def _off_topic(scene: Scene, mention: Mention) -> Why | None:
    """«совещание по газификации», «встречу с предпринимателями»: a subject of its own, and not ours."""
    sentence = scene.sentences[mention.sentence]
    found = hits(sentence)
    if found.topic or found.assembly or mention.standing != "asserts" or mention.named_fully:
        return None
    if mention.other_body:
        return Why(rule="apart.other_body", at=(stretch(scene.doc, mention.start, mention.end),))
    after = scene.doc[mention.end : min(mention.end + 2, sentence.end)]
    if len(after) != 2 or after[0].lower_ not in _SUBJECT_PREPOSITIONS or after[1].pos_ not in {"NOUN", "ADJ", "PROPN"}:
        return None
    if after[1].lemma_ in _NO_SUBJECTS or found.weak_topic:
        return None
    return Why(rule="apart.subject", at=(stretch(scene.doc, after.start, after.end),))


_NO_SUBJECTS = frozenset({"вопрос", "тема", "итог", "видеосвязь", "инициатива", "поручение"})
