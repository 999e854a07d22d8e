"""One gathering, one record: namings of the same gathering are brought together, different ones kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.russian.meetings.days import Day
from extractors.russian.meetings.days_apart import day_counted_from, goes_on_with_the_day
from extractors.russian.meetings.gathering import Dropped, Gathering, Naming
from extractors.russian.meetings.gatherings_alike import conflict_of
from extractors.russian.meetings.gatherings_shares import share_sentences
from extractors.russian.meetings.naming import Mention
from extractors.russian.meetings.scene import Scene
from extractors.russian.meetings.why import Why


def gather(scene: Scene, namings: Sequence[Naming]) -> tuple[list[Gathering], list[Dropped]]:
    """Gatherings of one story, in order, and the mentions that came to none.

    Titles come last: they confirm, and found one only where nothing else does.
    """
    body = [n for n in namings if not scene.sentences[n.mention.sentence].in_title]
    body = _with_antecedents(body)
    title = [n for n in namings if scene.sentences[n.mention.sentence].in_title]
    gatherings: list[Gathering] = []
    dropped: list[Dropped] = []
    for naming in _founders_first(body):
        why = _place(gatherings, _counted_on(scene, naming, gatherings), scene)
        dropped += [Dropped(mention=naming.mention, why=why)] if why is not None else []
    for naming in title:
        why = _place_title(gatherings, naming, scene)
        dropped += [Dropped(mention=naming.mention, why=why)] if why is not None else []
    gatherings.sort(key=lambda g: min(m.sentence for m in g.mentions))
    _absorb_parts(gatherings)
    _join_moved(gatherings)
    share_sentences(scene, gatherings)
    return gatherings, dropped


def _with_antecedents(namings: list[Naming]) -> list[Naming]:
    """«Идёт подготовка к заседанию Совета. Оно запланировано на…»: a pronoun takes the kind of what it stands for."""
    known: Mention | None = None
    answer: list[Naming] = []
    for naming in sorted(namings, key=lambda n: n.mention.token):
        mention = naming.mention
        if mention.kind is not None and not mention.several:
            known = mention
        elif known is not None and _stands_for(mention, known):
            mention = replace(mention, kind=known.kind, named_fully=known.named_fully, takes_up=known.token)
        answer.append(replace(naming, mention=mention))
    return answer


def _stands_for(mention: Mention, known: Mention) -> bool:
    return mention.kind is None and mention.weak and not mention.several and mention.sentence - known.sentence <= 1


_MOVED = Why(rule="told.moved")


_PUT_OFF = frozenset({"postponed", "cancelled"})


def _join_moved(gatherings: list[Gathering]) -> None:
    """«Заседание, намеченное на 7-е, не состоится. Его перенесли на 14-е»: one gathering, on its new day."""
    for put_off, planned in list(pairwise(gatherings)):
        same = put_off.kind == planned.kind or all(m.kind is None for m in planned.mentions)
        same = same and (planned.region or put_off.region) == (put_off.region or planned.region)
        moved = any(m.outlook in _PUT_OFF and m.standing == "asserts" for m in put_off.mentions)
        if same and moved and _is_new_day(put_off, planned):
            planned.mentions.extend(
                replace(m, outlook="future", outlook_why=_MOVED) if m.outlook in _PUT_OFF else m
                for m in put_off.mentions
            )
            planned.region = planned.region or put_off.region
            planned.region_why = planned.region_why or put_off.region_why
            planned.of_interest = planned.of_interest or put_off.of_interest
            gatherings.remove(put_off)


def _is_new_day(put_off: Gathering, planned: Gathering) -> bool:
    if planned.day is None:
        return False
    if planned.founder.outlook == "future":
        return True
    return planned.founder.outlook == "postponed" and (put_off.day is None or planned.day.first > put_off.day.last)


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
            gathering.day = replace(before.day, how="same_day")


def _counted_on(scene: Scene, naming: Naming, gatherings: Sequence[Gathering]) -> Naming:
    """«Двумя днями раньше похожий разговор состоялся в Сатпаеве»: the day counts from the gathering told before."""
    known = gatherings[-1].day if gatherings else None
    if known is None or naming.day is not None or naming.mention.standing == "outside":
        return naming
    return replace(naming, day=day_counted_from(known, scene.sentences[naming.mention.sentence].told()))


def _place(gatherings: list[Gathering], naming: Naming, scene: Scene) -> Why | None:
    """Add the mention to the gathering it is of, or found one by it; why it does neither."""
    mention = naming.mention
    conflicts = [(g, conflict_of(g, naming)) for g in reversed(gatherings)]
    fitting = [g for g, conflict in conflicts if conflict is None]
    fitting.sort(key=lambda g: mention.kind not in {None, g.kind})  # of the same kind before the one told last
    if fitting:
        _add(fitting[0], naming)
        return None
    if (why := _founds_nothing(gatherings, naming)) is not None:
        return why
    gatherings.append(
        Gathering(
            mentions=[mention],
            day=naming.day,
            region=naming.region,
            region_why=naming.region_why,
            off_topic=naming.off_topic,
            of_interest=naming.of_interest,
            apart=conflicts[0][1] if conflicts else None,
        )
    )
    return None


def _founds_nothing(gatherings: list[Gathering], naming: Naming) -> Why | None:
    mention = naming.mention
    announced = mention.outlook == "future" and naming.day is not None  # «проведёт их 12 февраля, 16 апреля и 11 июня»
    ours = mention.standing == "asserts" and naming.of_interest  # «провёл приём для членов совета аксакалов»
    if mention.standing == "outside":
        return mention.standing_why
    if mention.weak and not announced and not ours:
        return Why(rule="drop.weak")
    if mention.quoted and not mention.named_fully and not _speaker_was_there(naming):
        return Why(rule="drop.quoted")
    if mention.several and naming.day is None:  # «проводил встречи», «форумы, круглые столы»
        return Why(rule="drop.several")
    if mention.outlook in {"unreal", "habit"}:
        return mention.outlook_why
    if mention.standing == "located" and mention.kind is None and gatherings:
        return Why(rule="drop.beside_another")
    return None


def _speaker_was_there(naming: Naming) -> bool:
    """«5 июня нас, руководителей этноцентров, принял аким»: what is told in an interview with its day and company."""
    mention = naming.mention
    ours = mention.standing == "asserts" and mention.outlook == "past" and naming.of_interest
    return ours and naming.day is not None and not mention.several


def _place_title(gatherings: list[Gathering], naming: Naming, scene: Scene) -> Why | None:
    if naming.mention.standing == "outside":
        return naming.mention.standing_why
    if not gatherings:
        return Why(rule="drop.weak") if naming.mention.weak else _place(gatherings, naming, scene)
    fitting = [g for g in gatherings if conflict_of(g, naming) is None]
    if not fitting:
        return Why(rule="drop.title")
    _add(fitting[0], naming)
    return None


def _add(gathering: Gathering, naming: Naming) -> None:
    gathering.mentions.append(naming.mention)
    gathering.of_interest = gathering.of_interest or naming.of_interest
    gathering.region = gathering.region or naming.region
    gathering.region_why = gathering.region_why or naming.region_why
    if naming.mention.standing != "outside" and (gathering.day is None or _narrows(gathering.day, naming.day)):
        gathering.day = naming.day or gathering.day


def _narrows(known: Day, other: Day | None) -> bool:
    return (
        other is not None
        and known.first <= other.first
        and other.last <= known.last
        and (known.last - known.first) > (other.last - other.first)
    )
