"""Which sentences of a story belong to which of its gatherings."""

from __future__ import annotations

from extractors.russian.meetings.datelines import datelines_before, is_dateline
from extractors.russian.meetings.gathering import Gathering
from extractors.russian.meetings.scene import Scene, Sentence


def share_sentences(scene: Scene, gatherings: list[Gathering]) -> None:
    """Each sentence goes to the gathering spoken of last; what stands before the first belongs to the first."""
    if not gatherings:
        return
    mentioned: dict[int, Gathering] = {}
    in_full: set[int] = set()  # «на заседании Совета Ассамблеи речь шла о лагерях»: the Council's, not the camp's
    for gathering in reversed(gatherings):
        for mention in gathering.mentions:
            fully = mention.named_fully and mention.standing != "outside"
            if mention.sentence not in mentioned or (
                mention.standing != "outside" and (fully or mention.sentence not in in_full)
            ):
                mentioned[mention.sentence] = gathering
            if fully:
                in_full.add(mention.sentence)
    for number, gathering in list(mentioned.items()):
        for before in datelines_before(scene, number):
            beside = scene.sentences[before]
            own_line = beside.line == scene.sentences[number].line and not beside.in_title
            if own_line and is_dateline(beside) and _says_when_or_where(scene, beside):
                mentioned.setdefault(before, gathering)
    story = scene.story_of_line[scene.sentences[gatherings[0].founder.sentence].line]
    current = gatherings[0]
    ours = current  # the last that the text is about: a concert told in passing keeps its own paragraph only
    line = -1
    for sentence in scene.sentences:
        if scene.story_of_line[sentence.line] == story:
            current = mentioned.get(sentence.number, ours if sentence.line != line else current)
            line = sentence.line
            if not _is_aside(current, ours):
                ours = current if current.of_interest or not ours.of_interest else ours
            current.sentences.append(sentence.number)
    _share_among_a_row(gatherings)


def _says_when_or_where(scene: Scene, sentence: Sentence) -> bool:
    """«17 июня. Костанай.», and not «Повестка – межэтнические отношения»: that is of the gathering told before."""
    told = (*scene.doc._.dates, *scene.doc._.places)
    return any(scene.sentence_of[mention.start] == sentence.number for mention in told)


def _is_aside(current: Gathering, ours: Gathering) -> bool:
    """«…о которых говорили накануне на сессии»: of an earlier day, and the text only says that something was there."""
    if current is ours or current.day is None or ours.day is None or current.day.last >= ours.day.first:
        return False
    told = any(m.standing == "asserts" and m.outlook in {"past", "present"} for m in ours.mentions)
    return told and all(m.standing != "asserts" for m in current.mentions)


def _share_among_a_row(gatherings: list[Gathering]) -> None:
    """Gatherings announced in one breath («12 февраля, 16 апреля и 11 июня») share what is said of them."""
    for gathering in gatherings:
        row = [g for g in gatherings if g.founder.token == gathering.founder.token]
        if len(row) > 1:
            shared = sorted({n for g in row for n in g.sentences})
            for each in row:
                each.sentences = shared
