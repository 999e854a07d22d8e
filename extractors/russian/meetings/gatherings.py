"""One gathering, one record: namings of the same gathering are brought together, different ones kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from extractors.russian.meetings.days import Day
from extractors.russian.meetings.days_apart import day_counted_from, goes_on_with_the_day
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.scene import Scene
from models.records import Kind

_RANK: dict[Kind | None, int] = {
    "assembly_session": 3,
    "assembly_council": 3,
    "public_event": 2,
    "working_meeting": 1,
    None: 0,
}


@dataclass(slots=True, kw_only=True)
class Gathering:
    """What the text says of one gathering. `sentences` are those that belong to it, in order."""

    mentions: list[Mention]
    day: Day | None
    region: str | None
    off_topic: bool = False
    of_interest: bool = False
    sentences: list[int] = field(default_factory=list)

    @property
    def founder(self) -> Mention:
        return self.mentions[0]

    @property
    def kind(self) -> Kind:
        """Session and Council outrank a plain word for the same gathering; else the word that it was introduced by."""
        told = [m for m in self.mentions if m.kind is not None and m.standing != "outside" and not m.other_body]
        formal = [
            m
            for m in told
            if _RANK[m.kind] == 3 and (m.named_fully or m.standing == "asserts" or len(self.mentions) == 1)
        ]
        for mention in (*formal, *(m for m in told if not m.weak), *told):
            if mention.kind is not None:
                return mention.kind
        return "working_meeting"

    @property
    def told_by(self) -> Mention:
        """The mention that says most plainly what became of the gathering."""
        order = {"asserts": 0, "located": 1, "outside": 2}
        return min(self.mentions, key=lambda m: (order[m.standing], m.weak, m.quoted))


@dataclass(frozen=True, slots=True, kw_only=True)
class Naming:
    """A mention with what its own clause gives: the day, and the region that its name or its chair says."""

    mention: Mention
    day: Day | None
    region: str | None
    off_topic: bool  # the name itself gives another subject: «совещание по газификации»
    of_interest: bool = False  # its sentence speaks of accord or of the Assembly


def gather(scene: Scene, namings: Sequence[Naming]) -> list[Gathering]:
    """Gatherings of one story, in order. Titles come last: they confirm, and found one only where nothing else does."""
    body = [n for n in namings if not scene.sentences[n.mention.sentence].in_title]
    body = _with_antecedents(body)
    title = [n for n in namings if scene.sentences[n.mention.sentence].in_title]
    gatherings: list[Gathering] = []
    for naming in _founders_first(body):
        _place(gatherings, _counted_on(scene, naming, gatherings), scene)
    for naming in title:
        if gatherings and naming.mention.standing != "outside":
            _join_title(gatherings, naming)
        elif naming.mention.standing != "outside" and not naming.mention.weak:
            _place(gatherings, naming, scene)
    gatherings.sort(key=lambda g: min(m.sentence for m in g.mentions))
    _absorb_parts(gatherings)
    _join_moved(gatherings)
    _share_sentences(scene, gatherings)
    return gatherings


def _with_antecedents(namings: list[Naming]) -> list[Naming]:
    """«Идёт подготовка к заседанию Совета. Оно запланировано на…»: a pronoun takes the kind of what it stands for."""
    known: Mention | None = None
    answer: list[Naming] = []
    for naming in sorted(namings, key=lambda n: n.mention.token):
        mention = naming.mention
        if mention.kind is not None and not mention.several:
            known = mention
        elif known is not None and _stands_for(mention, known):
            mention = replace(mention, kind=known.kind, named_fully=known.named_fully)
        answer.append(replace(naming, mention=mention))
    return answer


def _stands_for(mention: Mention, known: Mention) -> bool:
    return mention.kind is None and mention.weak and not mention.several and mention.sentence - known.sentence <= 1


def _join_moved(gatherings: list[Gathering]) -> None:
    """«Заседание, намеченное на 7-е, перенесено. Оно состоится 14-го»: one gathering, on its new day."""
    for put_off, planned in list(pairwise(gatherings)):
        same = put_off.kind == planned.kind and (planned.region or put_off.region) == (put_off.region or planned.region)
        moved = any(m.outlook == "postponed" and m.standing == "asserts" for m in put_off.mentions)
        if same and moved and planned.founder.outlook == "future" and planned.day is not None:
            planned.mentions.extend(m for m in put_off.mentions if m.outlook != "postponed")
            planned.mentions.extend(replace(m, outlook="future") for m in put_off.mentions if m.outlook == "postponed")
            planned.region = planned.region or put_off.region
            planned.of_interest = planned.of_interest or put_off.of_interest
            gatherings.remove(put_off)


def _absorb_parts(gatherings: list[Gathering]) -> None:
    """A feast or show told after a meeting without a day or body of its own is part of it, and the other way round."""
    for gathering in gatherings[1:]:
        first = gatherings[0]
        part = (
            gathering.day is None
            and gathering.region in {None, first.region}
            and not any(m.named_fully for m in gathering.mentions)
        )
        if (
            part
            and not gathering.founder.other_body
            and not gathering.off_topic
            and {gathering.kind, first.kind} >= {"public_event"}
        ):
            first.mentions.extend(replace(m, kind=None) for m in gathering.mentions)
            gatherings.remove(gathering)


def _founders_first(namings: list[Naming]) -> list[Naming]:
    """Text order; a sentence's assertion before its asides, so that «после встречи аким провёл приём» founds one."""
    order = {"asserts": 0, "located": 1, "outside": 2}
    return sorted(namings, key=lambda n: (n.mention.sentence, order[n.mention.standing], n.mention.token))


def lend_days(scene: Scene, gatherings: Sequence[Gathering]) -> None:
    """Give a gathering without a day the day of the one before, where its sentence goes on with that day."""
    for before, gathering in pairwise(gatherings):
        told = scene.sentences[gathering.founder.sentence].told()
        if gathering.day is None and before.day is not None and goes_on_with_the_day(told):
            gathering.day = before.day


def _counted_on(scene: Scene, naming: Naming, gatherings: Sequence[Gathering]) -> Naming:
    """«Двумя днями раньше похожий разговор состоялся в Сатпаеве»: the day counts from the gathering told before."""
    known = gatherings[-1].day if gatherings else None
    if known is None or naming.day is not None or naming.mention.standing == "outside":
        return naming
    return replace(naming, day=day_counted_from(known, scene.sentences[naming.mention.sentence].told()))


def _place(gatherings: list[Gathering], naming: Naming, scene: Scene) -> None:
    mention = naming.mention
    fitting = [g for g in reversed(gatherings) if _fits(g, naming)]
    fitting.sort(key=lambda g: mention.kind not in {None, g.kind})  # of the same kind before the one told last
    if fitting:
        _add(fitting[0], naming)
        return
    announced = mention.outlook == "future" and naming.day is not None  # «проведёт их 12 февраля, 16 апреля и 11 июня»
    ours = mention.standing == "asserts" and naming.of_interest  # «провёл приём для членов совета аксакалов»
    told = not mention.quoted or mention.named_fully or _speaker_was_there(naming)
    founds = (not mention.weak or announced or ours) and told
    row = mention.several and naming.day is None  # «проводил встречи», «форумы, круглые столы»
    if mention.standing == "outside" or not founds or row or mention.outlook in {"unreal", "habit"}:
        return
    if mention.standing == "located" and mention.kind is None and gatherings:
        return
    gatherings.append(
        Gathering(
            mentions=[mention],
            day=naming.day,
            region=naming.region,
            off_topic=naming.off_topic,
            of_interest=naming.of_interest,
        )
    )


def _speaker_was_there(naming: Naming) -> bool:
    """«5 июня нас, руководителей этноцентров, принял аким»: what is told in an interview with its day and company."""
    mention = naming.mention
    ours = mention.standing == "asserts" and mention.outlook == "past" and naming.of_interest
    return ours and naming.day is not None and not mention.several


def _join_title(gatherings: list[Gathering], naming: Naming) -> None:
    fitting = [g for g in gatherings if _fits(g, naming)]
    if fitting:
        _add(fitting[0], naming)


def _add(gathering: Gathering, naming: Naming) -> None:
    gathering.mentions.append(naming.mention)
    gathering.of_interest = gathering.of_interest or naming.of_interest
    gathering.region = gathering.region or naming.region
    if naming.mention.standing != "outside" and (gathering.day is None or _narrows(gathering.day, naming.day)):
        gathering.day = naming.day or gathering.day


def _narrows(known: Day, other: Day | None) -> bool:
    return (
        other is not None
        and known.first <= other.first
        and other.last <= known.last
        and (known.last - known.first) > (other.last - other.first)
    )


def _fits(gathering: Gathering, naming: Naming) -> bool:
    """Whether the mention can be of this gathering: no conflict of day, region, kind or of what is said of it."""
    mention = naming.mention
    if naming.day and gathering.day and not naming.day.meets(gathering.day):
        return False
    if naming.region and gathering.region and naming.region != gathering.region:
        return False
    if naming.off_topic or mention.other_body != gathering.founder.other_body:
        return mention.other_body == gathering.founder.other_body and not naming.off_topic
    if mention.standing == "asserts" and not _alike_told(gathering, naming):
        return False
    if mention.recalled and mention.standing == "asserts" and naming.day is None and mention.named_fully:
        return False
    return _alike_kind(gathering, naming)


_REAL = frozenset({"past", "present"})


def _alike_told(gathering: Gathering, naming: Naming) -> bool:
    told, known = naming.mention.outlook, gathering.founder.outlook
    if told == known or (told in _REAL and known in _REAL):
        return True
    if told in {"unreal", "habit"}:
        return True
    if {told, known} <= {"future", "cancelled", "postponed", "unreal"}:
        return True
    return naming.day is not None and gathering.day is not None and naming.day.meets(gathering.day)


def _alike_kind(gathering: Gathering, naming: Naming) -> bool:
    kind, known = naming.mention.kind, gathering.kind
    if kind is None or kind == known or naming.mention.weak:
        return True
    if naming.mention.standing != "asserts":
        formal = {kind, known} == {"assembly_session", "assembly_council"} and naming.mention.named_fully
        return not formal and "public_event" not in {kind, known}
    if {kind, known} == {"assembly_session", "assembly_council"}:
        return not naming.mention.named_fully
    if "public_event" in {kind, known}:
        # A concert after the meeting is part of it unless it has a day of its own.
        return naming.day is None or gathering.day is None or naming.day.meets(gathering.day)
    return not (
        _RANK[kind] == 3
        and known == "working_meeting"
        and naming.day is not None
        and gathering.day is None
        and naming.mention.recalled
    )


def _share_sentences(scene: Scene, gatherings: list[Gathering]) -> None:
    """Each sentence goes to the gathering spoken of last; what stands before the first belongs to the first."""
    if not gatherings:
        return
    mentioned: dict[int, Gathering] = {}
    for gathering in reversed(gatherings):
        for mention in gathering.mentions:
            if mention.standing != "outside" or mention.sentence not in mentioned:
                mentioned[mention.sentence] = gathering
    story = scene.story_of_line[scene.sentences[gatherings[0].founder.sentence].line]
    current = gatherings[0]
    ours = current  # the last that the text is about: a concert told in passing keeps its own paragraph only
    line = -1
    for sentence in scene.sentences:
        if scene.story_of_line[sentence.line] == story:
            current = mentioned.get(sentence.number, ours if sentence.line != line else current)
            line = sentence.line
            ours = current if current.of_interest or not ours.of_interest else ours
            current.sentences.append(sentence.number)
    _share_among_a_row(gatherings)


def _share_among_a_row(gatherings: list[Gathering]) -> None:
    """Gatherings announced in one breath («12 февраля, 16 апреля и 11 июня») share what is said of them."""
    for gathering in gatherings:
        row = [g for g in gatherings if g.founder.token == gathering.founder.token]
        if len(row) > 1:
            shared = sorted({n for g in row for n in g.sentences})
            for each in row:
                each.sentences = shared
