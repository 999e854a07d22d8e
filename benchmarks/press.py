"""The press of a simulated world: who reports what, in which words, on which day, and who reprints it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from manners import Manner

from models.captures import GROUPS
from models.order import Window
from models.records import Attendance, FoundMeeting, Meeting, Sighting

WORDS = 4000  # of the vocabulary that sittings are told in; behind them stand the writers' own words
STOCK = 3 * WORDS  # the first stock phrase
CONFIDENCES = (0.75, 0.9, 0.97)  # stated by the reader; calibrated unless the manner says otherwise


def source_of(group: str, region: str) -> str:
    return f"{group}-{region}" if group == "regional" else group


class Press:
    """Writes the reports of one world."""

    def __init__(self, manner: Manner, span: Window, generator: np.random.Generator) -> None:
        self.manner, self.span, self.generator = manner, span, generator
        self.meetings: list[FoundMeeting] = []
        self.sightings: list[Sighting] = []
        self.sitting_of: dict[str, int] = {}  # which true sitting a sighting tells of, copies too
        self._sittings = 0

    def words(self, matter: int | None = None, number: int = 12) -> list[int]:
        """The words of one gathering: its own, and (with a matter) some of the stock phrases of that."""
        stock = 0 if matter is None else self.manner.stock
        fresh = self.generator.integers(50, WORDS, number - stock)
        if matter is None:
            return [*fresh]
        return [*(STOCK + number * matter + self.generator.permutation(number)[:stock]), *fresh]

    def account(self, words: list[int]) -> str:
        """Two thirds of the words of the matter, and a few of the writer's own."""
        kept = self.generator.permutation(words)[: round(len(words) * 2 / 3)]
        own = self.generator.integers(WORDS, 3 * WORDS, self.manner.own)
        return " ".join(f"слово{n}" for n in self.generator.permutation([*kept, *own]))

    def report_sitting(self, region: str, day: int, caught: Sequence[bool], matter: int | None) -> None:
        """An everyday sitting, as every group tells of it that caught it."""
        words = self.words(matter)
        self._sittings += 1
        for group, there in zip(GROUPS, caught, strict=True):
            if there:
                self._tell(region, day, source_of(group, region), words, None)

    def report_meeting(self, region: str, day: int, caught: Sequence[bool]) -> None:
        """A meeting sought; some readings of it are wrong, elsewhere in time."""
        words = self.words()
        generator = self.generator
        for group, there in zip(GROUPS, caught, strict=True):
            if not there:
                continue
            source = source_of(group, region)
            confidence = float(generator.choice(CONFIDENCES))
            self._tell(region, day, source, words, confidence)
            wrong = (1 - confidence) / confidence + self.manner.overconfident
            if generator.random() < wrong:  # as many wrong readings as the confidence admits
                other = int(generator.integers(0, self.span.length))
                self._tell(region, other, source, self.words(), confidence)

    def report_feast(self, region: str | None, day: int, source: str) -> None:
        """A day that is kept every year, or (no region) a republican session."""
        self._file(region, day, day, source, self.account(self.words()), 0.9, undated=False, feast=True)

    def _tell(self, region: str, day: int, source: str, words: list[int], confidence: float | None) -> None:
        """One report: of a meeting sought where it has a confidence, else of an everyday sitting."""
        delay = int(self.generator.integers(0, self.manner.delay + 1))
        undated = self.generator.random() < self.manner.undated
        text = self.account(words)
        self._file(region, day, day + delay, source, text, confidence, undated=undated)
        if self.generator.random() < self.manner.copies:  # reprinted where nobody counts it twice
            other = f"reprint-{self.generator.integers(5)}"
            self._file(region, day, day + delay, other, text, confidence, undated=undated)

    def _file(
        self, region: str | None, day: int, printed: int, source: str, text: str, confidence: float | None, *,
        undated: bool, feast: bool = False,
    ) -> None:  # fmt: skip
        number = len(self.meetings) + len(self.sightings)
        when = self.span.start + timedelta(days=int(day))
        published = self.span.start + timedelta(days=int(printed))
        name = f"{number:07d}"
        if confidence is None and region is not None:
            self.sitting_of[f"s-{name}"] = self._sittings
            self.sightings.append(
                Sighting(
                    sighting_id=f"s-{name}", article_id=f"a-{name}", address=f"https://{source}/{name}", ordinal=0,
                    source=source, agency=None, published_on=published, told=text, region=region, akim="Аким Некто",
                    first=None if undated else when, last=None if undated else when, sitting=True,
                )
            )  # fmt: skip
            return
        people = (Attendance(region=region, akim="Аким Некто", named=True, how="chaired"),) if region else ()
        self.meetings.append(
            FoundMeeting(
                meeting_id=f"m-{name}", article_id=f"a-{name}", address=f"https://{source}/{name}", ordinal=0,
                source=source, url=f"https://{source}/{name}", published_on=published, agency=None, text=text,
                meeting=Meeting(
                    kind=("public_event" if region else "assembly_session") if feast else "assembly_council",
                    status="held", level="region" if region else "national", region=region, interethnic_topic=True,
                    assembly_present=True, date_start=None if undated else when, date_end=None if undated else when,
                    date_basis="none" if undated else "stated",
                    attendance=people,
                    confidence=confidence or 0.9, rule="world",
                ),
            )
        )  # fmt: skip
