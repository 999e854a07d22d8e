"""Any number of different texts out of some hundreds: paragraphs of the press dealt anew, as many on the subject.

Growth needs pages by the million. The same few hundred texts under new addresses would be copies of one another to
whatever looks for copies, and no press is that.
"""

from __future__ import annotations

import random
from collections.abc import Sequence

from news_texts import Story

_FEWEST, _MOST = 3, 7  # paragraphs of a mixed text


class Mixture:
    """Texts that pass the gates as often as the given ones, each by a paragraph that passes by itself."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self._stories = stories
        alone = [Story(title="", paragraphs=(line,)) for story in stories for line in story.paragraphs]
        self._topic = [one for one in alone if one.on_topic]
        self._akim = [one for one in alone if one.of_akims and not one.on_topic]
        self._silent = [one for one in alone if not one.passes]
        self._titles = [story.title for story in stories if not Story(title=story.title, paragraphs=()).passes]
        self._topics = sum(story.on_topic for story in stories) / len(stories)
        self._akims = sum(story.of_akims and not story.on_topic for story in stories) / len(stories)

    def story(self, chance: random.Random) -> Story:
        draw = chance.random()
        pile = self._topic if draw < self._topics else self._akim if draw < self._topics + self._akims else []
        paragraphs = [chance.choice(self._silent).paragraphs[0] for _ in range(chance.randint(_FEWEST, _MOST))]
        if pile:
            paragraphs.insert(0, chance.choice(pile).paragraphs[0])
        return Story(title=chance.choice(self._titles), paragraphs=tuple(dict.fromkeys(paragraphs)))
