"""The article laid out for reading: its lines and sentences, who is quoted where, and the words of each predicate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from spacy.tokens import Doc, Span, Token

from extractors.russian.letters import key
from extractors.russian.meetings.clauses import Clause, clauses_of

_OPENING, _CLOSING = "«“„", "»”"
_DASHES = frozenset("–—-−")
SHORTEST_QUOTATION = 6
"""Words between quotation marks from which they hold speech and not a name («Единая нация: опыт и новые вызовы»)."""

# A dateline in front of a digest's paragraph: «КОКШЕТАУ. 18 ноября аким…», «УРАЛЬСК – …»; behind a pictogram a place
# in small letters is one too: «📍 Костанай. В пятницу…».
_DATELINE = re.compile(
    r"^(?:[•*—–-]?\s*[А-ЯЁӘҒҚҢӨҰҮҺІ][А-ЯЁӘҒҚҢӨҰҮҺІ -]{2,30}"
    r"|[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?\s*"
    r"[А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+(?:[ -][А-ЯЁӘҒҚҢӨҰҮҺІ][а-яёәғқңөұүһі]+)?)"
    r"(?:\.|\s[–—-]|:)\s"
)

# «СЛУШАЛИ:», «ПОСТАНОВИЛИ:» of minutes, «ВЕДУЩИЙ:», «СИНХРОН» of a broadcast: parts of one story
_PART_OF_A_SCRIPT = re.compile(
    r"\W*(?:слушал|выступил|постановил|решил|присутств|председательств|голосов|приглаш|повестк|вопрос|ответ|ведущ|корреспонд|синхрон|"
    r"закадр|стендап|лайф|титр|диктор|репорт|студи|голос|справк|внимани|важно|итог|фото|видео|спикер|модератор|анонс)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One sentence: its tokens, its line (0 is the title where there is one), and whether it is somebody's speech.

    `folded` is the sentence as word lists compare it: lower case, Kazakh letters folded, ё as е; as long as the text.
    """

    number: int
    span: Span
    line: int
    in_title: bool
    speech: frozenset[int]  # tokens between quotation marks or in a replica after a dash
    folded: str

    @property
    def start(self) -> int:
        return self.span.start

    @property
    def end(self) -> int:
        return self.span.end

    def told(self) -> str:
        """As `folded`, with quoted speech blanked out."""
        if not self.speech:
            return self.folded
        chars = list(self.folded)
        for token in self.span:
            if token.i in self.speech:
                first = token.idx - self.span.start_char
                chars[first : first + len(token)] = " " * len(token)
        return "".join(chars)


class Scene:
    """A document's sentences with their lines. `title_lines` is 1 where the first line is the article's title."""

    def __init__(self, doc: Doc, *, has_title: bool) -> None:
        self.doc = doc
        self.has_title = has_title
        self.sentences = tuple(_sentences(doc, has_title))

    @cached_property
    def sentence_of(self) -> tuple[int, ...]:
        """The number of the sentence of each token."""
        numbers = [0] * len(self.doc)
        for sentence in self.sentences:
            for i in range(sentence.start, sentence.end):
                numbers[i] = sentence.number
        return tuple(numbers)

    @cached_property
    def clauses(self) -> tuple[tuple[Clause, ...], ...]:
        """The clauses of each sentence: who does what."""
        return tuple(clauses_of(sentence.span) for sentence in self.sentences)

    @cached_property
    def folded(self) -> str:
        """The whole document as word lists compare it."""
        return key(self.doc.text)

    def at(self, token: int) -> Sentence:
        return self.sentences[self.sentence_of[token]]

    @cached_property
    def first_body_sentence(self) -> int:
        return next((s.number for s in self.sentences if not s.in_title), 0)

    @cached_property
    def story_of_line(self) -> dict[int, int]:
        """Which story of a digest each line belongs to; one story (0) where the text is no digest."""
        lines = sorted({s.line for s in self.sentences})
        openers = [line for line in lines if self._opens_story(line)]
        if len(openers) < 2:
            return dict.fromkeys(lines, 0)
        stories: dict[int, int] = {}
        story = 0
        for line in lines:
            story += line in openers
            stories[line] = story
        return stories

    def _opens_story(self, line: int) -> bool:
        first = next(s for s in self.sentences if s.line == line)
        if first.in_title or not (dateline := _DATELINE.match(self._line_text(line)[:60])):
            return False
        return not _PART_OF_A_SCRIPT.match(key(dateline.group()))

    def _line_text(self, line: int) -> str:
        return " ".join(s.span.text for s in self.sentences if s.line == line)


def _sentences(doc: Doc, has_title: bool) -> list[Sentence]:
    found: list[Sentence] = []
    text = doc.text  # spaCy builds it anew at each access
    line = 0
    for span in doc.sents:
        words = [token for token in span if not token.is_space]
        if not words:
            continue
        if span.start and "\n" in text[doc[found[-1].end - 1].idx if found else 0 : words[0].idx]:
            line += 1
        tight = doc[words[0].i : words[-1].i + 1]
        opens_line = not found or found[-1].line != line
        speech = frozenset(_speech(tight, replica=_replica(tight, opens_line, found)))
        found.append(
            Sentence(
                number=len(found),
                span=tight,
                line=line,
                in_title=has_title and line == 0,
                speech=speech,
                folded=key(tight.text),
            )
        )
    return found


def _replica(span: Span, opens_line: bool, before: list[Sentence]) -> bool:
    """Whether the sentence begins inside a replica: «– Область приграничная…» or the sentences that go on with it."""
    if opens_line:
        return span[0].text in _DASHES
    previous = before[-1]
    return bool(previous.speech) and previous.span[-1].i in previous.speech and not _closes(previous.span)


def _closes(span: Span) -> bool:
    return span[-1].text in _CLOSING or (len(span) > 1 and span[-2].text in _CLOSING) or span[-1].text == '"'


def _speech(span: Span, *, replica: bool) -> set[int]:
    """Tokens of direct speech in one sentence."""
    speech: set[int] = set()
    spoken = replica
    opened: int | None = None
    for token in span:
        if token.text in _DASHES and token.i > span.start:
            before = token.nbor(-1).text
            if replica and before in ",!?…":
                spoken = not spoken
        elif token.text in _OPENING or (token.text == '"' and opened is None):
            opened = token.i
        elif opened is not None and (token.text in _CLOSING or token.text == '"'):
            if token.i - opened > SHORTEST_QUOTATION and _has_finite(span.doc[opened : token.i]):
                speech.update(range(opened, token.i + 1))
            opened = None
        elif spoken and token.text in _CLOSING:
            speech.add(token.i)
            spoken = False
        if spoken:
            speech.add(token.i)
    if opened is not None and span.end - opened > SHORTEST_QUOTATION:
        speech.update(range(opened, span.end))
    return speech


def _has_finite(span: Span) -> bool:
    return any(is_finite(token) for token in span)


def is_finite(token: Token) -> bool:
    """A verb form that carries a clause: «провёл», «пройдёт», «проведено»; not an infinitive or a full participle."""
    if token.pos_ not in {"VERB", "AUX"}:
        return False
    return "Fin" in token.morph.get("VerbForm", []) or "Short" in token.morph.get("Variant", [])
