"""Lines of a chronicle: «17 июня. Костанай. Сессия…»: a sentence of day and place belongs to what is told behind it."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.russian.meetings.scene import Scene, Sentence, is_finite

LONGEST = 9
"""Words of a sentence that only says when and where: «Пятница, 20 июня, 11.00», «Костанай, Дом дружбы»."""
_MOST = 2  # such sentences in front of what they belong to


def is_dateline(sentence: Sentence) -> bool:
    """Short and without a verb, in nobody's speech."""
    words = [token for token in sentence.span if not token.is_punct]
    return len(words) <= LONGEST and not sentence.speech and not any(is_finite(token) for token in words)


def datelines_before(scene: Scene, number: int) -> Iterator[int]:
    """The sentence in front of `number`, and the one before it where the first only says when or where."""
    for before in range(number - 1, max(-1, number - 1 - _MOST), -1):
        yield before
        if not is_dateline(scene.sentences[before]) or scene.sentences[before].line != scene.sentences[number].line:
            return
