"""The press of a simulated world: who reports what, in which words, on which day, and who reprints it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
from manners import Manner

from models.captures import GROUPS
from models.order import Window
from models.records import Attendance, FoundMeeting, Meeting, Sighting

WORDS = 4000  # of the vocabulary that sittings are told in; behind them stand the writers' own words
STOCK = 3 * WORDS  # the first stock phrase
AKIMAT = "пресс-служба акима области"  # whom a release credits
CONFIDENCES = (0.75, 0.9, 0.97)  # stated by the reader; calibrated unless the manner says otherwise


def source_of(group: str, region: str) -> str:
    return f"{group}-{region}" if group == "regional" else group


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """What one group printed of a gathering, as others may reprint it."""

    day: int
    text: str
    undated: bool
    agency: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Which groups were looking at a gathering's day, and which of them tell of it of their own accord."""

    looking: Sequence[bool]
    caught: Sequence[bool]

    def tellers(self, region: str) -> list[str]:
        return [source_of(group, region) for group, there in zip(GROUPS, self.caught, strict=True) if there]

    def others(self, region: str) -> list[str]:
        both = zip(GROUPS, self.looking, self.caught, strict=True)
        return [source_of(group, region) for group, looking, caught in both if looking and not caught]


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

    def report_sitting(self, region: str, day: int, seen: Seen, matter: int | None) -> None:
        """An everyday sitting, as every group tells of it that caught it."""
        self._sittings += 1
        words = self.words(matter)
        release = self._release(words)
        prints = [self._tell(region, day, source, words, None, release) for source in seen.tellers(region)]
        self._reprint(region, day, seen, prints, None)

    def report_meeting(self, region: str, day: int, seen: Seen) -> None:
        """A meeting sought; some readings of it are wrong, elsewhere in time."""
        words = self.words()
        release = self._release(words)
        generator = self.generator
        prints = []
        for source in seen.tellers(region):
            confidence = float(generator.choice(CONFIDENCES))
            prints.append(self._tell(region, day, source, words, confidence, release))
            wrong = (1 - confidence) / confidence + self.manner.overconfident
            if generator.random() < wrong:  # as many wrong readings as the confidence admits
                other = int(generator.integers(0, self.span.length))
                self._tell(region, other, source, self.words(), confidence)
        self._reprint(region, day, seen, prints, CONFIDENCES[0])

    def _release(self, words: list[int]) -> str | None:
        """What the akimat's press service writes of it, if it does."""
        issued = self.manner.issued and self.generator.random() < self.manner.issued
        return self.account(words) if issued else None

    def _reprint(self, region: str, day: int, seen: Seen, prints: Sequence[Print], confidence: float | None) -> None:
        """The next day groups that look and have not told of it reprint, word by word, one that has."""
        for source in seen.others(region) if self.manner.reprinted and prints else ():
            if self.generator.random() < self.manner.reprinted:
                one = prints[int(self.generator.integers(len(prints)))]
                self._file(
                    region, day, one.day + 1, source, one.text, confidence, undated=one.undated, agency=one.agency
                )  # fmt: skip

    def report_feast(self, region: str | None, day: int, source: str) -> None:
        """A day that is kept every year, or (no region) a republican session."""
        self._file(region, day, day, source, self.account(self.words()), 0.9, undated=False, feast=True)

    def _tell(
        self, region: str, day: int, source: str, words: list[int], confidence: float | None, release: str | None = None
    ) -> Print:  # fmt: skip
        """One report: of a meeting sought where it has a confidence, else of an everyday sitting."""
        generator, manner = self.generator, self.manner
        printed = day + int(generator.integers(0, manner.delay + 1))
        undated = bool(generator.random() < manner.undated)
        text, agency = self.account(words), None
        if release is not None and generator.random() < manner.verbatim:
            text, agency = release, AKIMAT if generator.random() < manner.credited else None
        self._file(region, day, printed, source, text, confidence, undated=undated, agency=agency)
        if generator.random() < manner.copies:  # reprinted where nobody counts it twice
            other = f"reprint-{generator.integers(5)}"
            self._file(region, day, printed, other, text, confidence, undated=undated, agency=agency)
        return Print(day=printed, text=text, undated=undated, agency=agency)

    def _file(
        self, region: str | None, day: int, printed: int, source: str, text: str, confidence: float | None, *,
        undated: bool, feast: bool = False, agency: str | None = None,
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
                    source=source, agency=agency, published_on=published, told=text, region=region, akim="Аким Некто",
                    first=None if undated else when, last=None if undated else when, sitting=True,
                )
            )  # fmt: skip
            return
        people = (Attendance(region=region, akim="Аким Некто", named=True, how="chaired"),) if region else ()
        self.meetings.append(
            FoundMeeting(
                meeting_id=f"m-{name}", article_id=f"a-{name}", address=f"https://{source}/{name}", ordinal=0,
                source=source, url=f"https://{source}/{name}", published_on=published, agency=agency, text=text,
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
