"""Gatherings told by what an akim and the Assembly's people do with each other: he hears them, they report to him.

No noun names the gathering and no room is told; both sides stand in one clause, and the act needs both in one place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from spacy.tokens import Span, Token

from extractors.russian.letters import key
from extractors.russian.meetings.deeds import first_token
from extractors.russian.meetings.modality import outlook
from extractors.russian.meetings.naming import Mention, name_gathering
from extractors.russian.meetings.scene import Scene, Sentence, is_finite
from extractors.russian.meetings.subjects import hits
from extractors.russian.meetings.words import Noun, subjects, verbs
from extractors.russian.records import Person

_FARTHEST = 9
"""Words from the verb to whom it was done with: «обсудил вчера в Доме дружбы с председателями центров»."""

_LONGEST_SUBJECT = 14
"""Words of a subject of two: «председатели шести этноцентров и аким области Имя Фамилия»."""

_PEOPLE = re.compile(
    r"(?:представител|председател|руководител|лидер|глав|член|актив|активист|аксакал|старейшин|медиатор|матер|делегаци)\w*"
    r"|этно\w+|объединени\w+|центр\w*|ассамбле\w+"
)
_TALK = Noun(kind="working_meeting", weak=True)
_HEAR = frozenset({"услышать", "выслушать", "выслушивать"})
_ANSWER = frozenset({"ответить", "отвечать"})
_SPEAK = frozenset({"выступить", "выступать"})
_REPORT = frozenset({"отчитаться", "отчитываться"})
_CONFER = frozenset({"обсудить", "обсуждать", "обговорить"})
# «в письме», «в соцсетях», «в интервью»: not in one room
_FROM_AFAR = re.compile(
    r"\b(?:письм\w+|письменн\w+|соцсет\w+|социальн\w+ сет\w+|интервью|газет\w+|эфир\w*|телефон\w*|фейсбук\w*|facebook"
    r"|instagram\w*|блог\w*|комментари\w+|заочн\w+|журналист\w*|корреспондент\w*)\b"
)


def audience_mentions(scene: Scene) -> Iterator[Mention]:
    """Every verb of the past by which an akim (or his deputy) and the Assembly's people deal with each other."""
    people: Sequence[Person] = scene.doc._.people
    for sentence in scene.sentences:
        if sentence.in_title or not hits(sentence).assembly or hits(sentence).absent:
            continue
        heads = _heads(scene, sentence, people)
        if not heads or _FROM_AFAR.search(sentence.told()):
            continue
        for token in sentence.span:
            if token.i not in sentence.speech and _is_done(token) and _with_each_other(token, heads):
                yield name_gathering(scene, token, _TALK, first=token.i)


def _heads(scene: Scene, sentence: Sentence, people: Sequence[Person]) -> frozenset[int]:
    """The tokens of an akim of a region, or of his deputy, in the sentence."""
    return frozenset(
        i
        for person in people
        if person.office in {"akim", "deputy_akim"} and not person.plural
        if scene.sentence_of[first_token(person)] == sentence.number
        for i in range(first_token(person), max(person.end, person.role_end or 0))
    )


def _is_done(verb: Token) -> bool:
    """Told in the past, or by a gerund beside such a verb: «назвал он, выступая перед ассамблеей»."""
    if "Conv" in verb.morph.get("VerbForm", []):
        return is_finite(verb.head) and outlook(verb.head) == "past"
    return is_finite(verb) and outlook(verb) == "past"


def _with_each_other(verb: Token, heads: frozenset[int]) -> bool:
    lemma = verb.lemma_
    if lemma in _HEAR:
        return _is_done_by(verb, heads) and _reaches_people(verb, "от", "Gen", "Acc")
    if lemma in _ANSWER:
        return _is_done_by(verb, heads) and _on_their_questions(verb)
    if lemma in _SPEAK:
        return _is_done_by(verb, heads) and _reaches_people(verb, "перед", "Ins")
    if lemma in _CONFER:
        alone = _is_done_by(verb, heads) and _reaches_people(verb, "с", "Ins")
        return alone or _as_one_subject(verb, heads)
    if lemma in _REPORT:
        before = next((word for word in _around(verb) if word.lower_ in {"перед", "акиму"}), None)
        return before is not None and any(0 <= i - before.i <= 2 for i in heads) and not _is_done_by(verb, heads)
    return lemma in verbs().meet_with and _as_one_subject(verb, heads)


def _is_done_by(verb: Token, heads: frozenset[int]) -> bool:
    """His verb, or one that goes on after his («побывал в Доме дружбы, где обсудил…»), with no other subject."""
    if "Conv" in verb.morph.get("VerbForm", []):
        verb = verb.head
    subjects_of = [child for child in verb.children if child.dep_ == "nsubj"]
    if subjects_of:
        return any(child.i in heads for child in subjects_of)
    return "Sing" in verb.morph.get("Number", []) and min(heads) < verb.i


def _around(verb: Token) -> Iterator[Token]:
    yield from verb.doc[verb.i + 1 : min(verb.i + 1 + _FARTHEST, verb.sent.end)]
    yield from verb.doc[max(verb.sent.start, verb.i - _FARTHEST) : verb.i]


def _reaches_people(verb: Token, preposition: str, *cases: str) -> bool:
    """«услышал от руководителей центров», «выслушал председателей», «обсудил с членами Ассамблеи»."""
    for word in _around(verb):
        introduced = word.lower_ in {preposition, preposition + "о"}
        direct = preposition == "от" and word.i == verb.i + 1 and bool(set(word.morph.get("Case", [])) & set(cases))
        if introduced or direct:
            first = word.i + introduced
            phrase = verb.doc[first : min(first + 6, verb.sent.end)]
            if len(phrase) and _names_people(phrase.text):
                return True
    return False


def _names_people(phrase: str) -> bool:
    """The Assembly's people open the phrase: «руководителей трёх этноцентров»; not «министром об Ассамблее»."""
    folded = re.split(r"[,;:.—–(]", key(phrase))[0]
    words = folded.split()
    opens = any(_PEOPLE.fullmatch(word) for word in words[:2])
    return opens and bool(subjects().assembly.search(folded))


def _on_their_questions(verb: Token) -> bool:
    """«на вопросы членов Ассамблеи отвечал аким»."""
    questions = next((word for word in _around(verb) if word.lemma_ == "вопрос" and word.nbor(-1).lower_ == "на"), None)
    if questions is None:
        return False
    return _names_people(questions.doc[questions.i + 1 : min(questions.i + 7, verb.sent.end)].text)


def _as_one_subject(verb: Token, heads: frozenset[int]) -> bool:
    """«этнокультурные объединения и аким поговорили по душам»: both are the subject of one plural verb."""
    if "Plur" not in verb.morph.get("Number", []):
        return False
    return any(_join(part, heads) for part in (_before(verb), _behind(verb)))


def _before(verb: Token) -> Span:
    """The words before the verb, back to a stop or to another verb."""
    words = verb.doc[max(verb.sent.start, verb.i - _LONGEST_SUBJECT) : verb.i]
    stops = [word.i for word in words if word.text in ",;:–—" or is_finite(word)]
    return verb.doc[max([words.start, *(i + 1 for i in stops)]) : verb.i]


def _behind(verb: Token) -> Span:
    """The words behind the verb, up to a stop or to another verb."""
    words = verb.doc[verb.i + 1 : min(verb.i + 1 + _LONGEST_SUBJECT, verb.sent.end)]
    stop = next((word.i for word in words if word.text in ",;:–—." or is_finite(word)), words.end)
    return verb.doc[verb.i + 1 : stop]


def _join(joined: Span, heads: frozenset[int]) -> bool:
    """«аким области и лидеры этноцентров»: both, with «и» beside the akim."""
    own = [word.i for word in joined if word.i in heads]
    if not own:
        return False
    linked = {word.lower_ for word in joined if word.i in {own[0] - 1, own[-1] + 1}}
    return "и" in linked and bool(subjects().assembly.search(key(joined.text)))
