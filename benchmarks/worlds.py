"""Worlds to judge inference by: regions hold meetings or not, some leave a trace, sources catch some and report them.

Everything true is known here, so what the real inference says of the reports can be scored. Each `Manner` bends one
thing that the model takes for granted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from models.captures import GROUPS, certain_days
from models.coverage import Coverage
from models.order import Window, add_months
from models.records import Attendance, FoundMeeting, Meeting, Sighting, Source
from models.registry import load_registry

REGISTRY = load_registry()
REGIONS = tuple(sorted(REGISTRY.regions))
SPAN = Window(start=date(2024, 4, 25), end=date(2026, 6, 30))
WORDS = 4000  # of the vocabulary that sittings are told in
CONFIDENCES = (0.75, 0.9, 0.97)  # stated by the reader; calibrated unless the manner says otherwise
CERTAIN_SHIFT = 0.7  # how much better news a feast is, in log-odds
EVERYDAY = 1 / 4  # sittings of an akim a day


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a world differs from what the model assumes."""

    name: str
    told: str
    trace: tuple[float, float] = (3.0, 2.0)  # Beta of π
    rhythm: str = "poisson"  # or "order": half the regions keep the rhythm of the order, others seldom meet or never
    undated: float = 0.0  # share of reports that give no day
    delay: int = 0  # most days between a meeting and its report
    outage_at_meeting: float = 0.0  # chance that a group is down on a meeting's day, beside its usual outages
    release: float = 0.0  # chance that all who look print one release, each in words of its own
    overconfident: float = 0.0  # readings that are wrong beyond what their confidence states
    own: int = 2  # words of a report that are the writer's alone
    stock: int = 0  # of the twelve words of a sitting, how many are stock phrases
    copies: float = 0.5  # chance that a report is reprinted by another site, word by word
    quieter: float = 0.0  # how much less newsworthy the meetings sought are than other sittings, in log-odds


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What happened, what an all-knowing eye would say of q, and what the press shows of it."""

    held: dict[str, tuple[int, ...]]  # days of the span on which each region met
    pi: dict[str, float]
    effect: dict[str, float]
    alpha: np.ndarray
    tau: float
    looking: np.ndarray  # [region, group, day]
    coverage: Coverage
    meetings: tuple[FoundMeeting, ...]
    sightings: tuple[Sighting, ...]

    def caught_daily(self, region: str, shift: float = 0.0) -> np.ndarray:
        """The true p on each day."""
        nodes, weights = np.polynomial.hermite_e.hermegauss(21)
        logit = self.alpha[:, None] + self.effect[region] + self.tau * nodes - shift
        miss = 1 - 1 / (1 + np.exp(-logit))  # [group, node]
        looking = self.looking[REGIONS.index(region)].astype(float)  # [group, day]
        product = np.exp(np.einsum("gt,gn->tn", looking, np.log(miss)))
        return np.asarray(1 - product @ (weights / weights.sum()))


class _Press:
    """Writes the reports of one world."""

    def __init__(self, manner: Manner, generator: np.random.Generator) -> None:
        self.manner, self.generator = manner, generator
        self.meetings: list[FoundMeeting] = []
        self.sightings: list[Sighting] = []

    def words(self, number: int = 12) -> list[int]:
        fresh = self.generator.integers(50, WORDS, number - self.manner.stock)
        return [*self.generator.integers(0, 50, self.manner.stock), *fresh]

    def account(self, words: list[int]) -> str:
        """Two thirds of the words of the matter, and a few of the writer's own."""
        kept = self.generator.permutation(words)[: round(len(words) * 2 / 3)]
        own = self.generator.integers(WORDS, 3 * WORDS, self.manner.own)
        return " ".join(f"слово{n}" for n in self.generator.permutation([*kept, *own]))

    def tell(self, region: str, day: int, source: str, words: list[int], confidence: float | None) -> None:
        """One report: of a meeting sought where it has a confidence, else of an everyday sitting."""
        delay = int(self.generator.integers(0, self.manner.delay + 1))
        undated = self.generator.random() < self.manner.undated
        text = self.account(words)
        self._file(region, day, day + delay, source, text, confidence, undated=undated)
        if self.generator.random() < self.manner.copies:  # reprinted where nobody counts it twice
            other = f"reprint-{self.generator.integers(5)}"
            self._file(region, day, day + delay, other, text, confidence, undated=undated)

    def tell_of_feast(self, region: str | None, day: int, source: str) -> None:
        """A report of a day that is kept every year, or (no region) of a republican session."""
        self._file(region, day, day, source, self.account(self.words()), 0.9, undated=False, feast=True)

    def _file(
        self, region: str | None, day: int, printed: int, source: str, text: str, confidence: float | None, *,
        undated: bool, feast: bool = False,
    ) -> None:  # fmt: skip
        number = len(self.meetings) + len(self.sightings)
        when = SPAN.start + timedelta(days=int(day))
        published = SPAN.start + timedelta(days=int(printed))
        name = f"{number:07d}"
        if confidence is None and region is not None:
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


def make_world(manner: Manner, seed: int) -> World:
    """One world; the same seed gives the same one."""
    generator = np.random.default_rng(seed)
    days = SPAN.length
    alpha = np.array([-1.3, -1.8, -2.4, -0.7]) + generator.normal(0, 0.6, 4)
    tau, sigma = abs(generator.normal(0, 0.8)) + 0.3, 0.4
    pi = {region: float(generator.beta(*manner.trace)) for region in REGIONS}
    effect = {region: float(generator.normal(0, sigma)) for region in REGIONS}
    looking = np.stack([[_uptime(generator, days) for _ in GROUPS] for _ in REGIONS])
    looking[:, :3] = looking[0, :3]  # national groups are up or down for all regions at once
    held = {region: _meetings(generator, manner, days) for region in REGIONS}
    for number, region in enumerate(REGIONS):
        for day in held[region]:
            down = generator.random(len(GROUPS)) < manner.outage_at_meeting
            looking[number, down & np.array([False, False, False, True]), max(0, day - 2) : day + 3] = False
    press = _Press(manner, generator)
    for number, region in enumerate(REGIONS):
        sittings = np.flatnonzero(generator.random(days) < EVERYDAY)
        traced = [day for day in held[region] if generator.random() < pi[region]]
        for day, sought in [*((d, False) for d in sittings), *((d, True) for d in traced)]:
            shift = manner.quieter if sought else 0.0
            logit = alpha + effect[region] + tau * generator.normal() - shift
            caught = (generator.random(len(GROUPS)) < 1 / (1 + np.exp(-logit))) & looking[number, :, day]
            if caught.any() and generator.random() < manner.release:
                caught = looking[number, :, day].copy()
            _report(press, region, int(day), caught, sought=sought)
    for day, region, number in _feasts():
        logit = alpha + (effect[region] if region else 0.0) + tau * generator.normal() + CERTAIN_SHIFT
        caught = (generator.random(len(GROUPS)) < 1 / (1 + np.exp(-logit))) & looking[number, :, day]
        for group in np.array(GROUPS)[caught]:
            press.tell_of_feast(region, day, f"{group}-{region or REGIONS[0]}" if group == "regional" else group)
    return World(
        held=held, pi=pi, effect=effect, alpha=alpha, tau=tau, looking=looking, coverage=_coverage(looking),
        meetings=tuple(press.meetings), sightings=tuple(press.sightings),
    )  # fmt: skip


def _feasts() -> list[tuple[int, str | None, int]]:
    """Day, region (None: the republic) and place among the regions of every occasion that certainly took place."""
    found: list[tuple[int, str | None, int]] = []
    for one in certain_days(SPAN.start, SPAN.end):
        day = (one.day - SPAN.start).days
        found += [(day, None, 0)] if one.session else [(day, region, n) for n, region in enumerate(REGIONS)]
    return found


def _report(press: _Press, region: str, day: int, caught: np.ndarray, *, sought: bool) -> None:
    words = press.words()
    generator, manner = press.generator, press.manner
    for group, there in zip(GROUPS, caught, strict=True):
        if not there:
            continue
        source = f"{group}-{region}" if group == "regional" else group
        if not sought:
            press.tell(region, day, source, words, None)
            continue
        confidence = float(generator.choice(CONFIDENCES))
        press.tell(region, day, source, words, confidence)
        wrong = (1 - confidence) / confidence + manner.overconfident
        if generator.random() < wrong:  # as many wrong readings as the confidence admits, elsewhere in time
            other = int(generator.integers(0, SPAN.length))
            press.tell(region, other, source, press.words(), confidence)


def _meetings(generator: np.random.Generator, manner: Manner, days: int) -> tuple[int, ...]:
    if manner.rhythm == "poisson":
        rate = generator.gamma(1.0, 1.0) / 61
        return tuple(np.flatnonzero(generator.random(days) < -np.expm1(-rate)).tolist())
    kind = generator.random()
    if kind < 0.25:
        return ()
    step = 60 if kind < 0.75 else 150
    start = int(generator.integers(0, step))
    return tuple(sorted({min(days - 1, d + int(generator.integers(0, 5))) for d in range(start, days, step)}))


def _uptime(generator: np.random.Generator, days: int) -> np.ndarray:
    """One group's covered days: outages of a week or so, a tenth of the time."""
    up = np.ones(days, dtype=bool)
    for start in np.flatnonzero(generator.random(days) < 0.1 / 7):
        up[start : start + int(generator.integers(2, 14))] = False
    return up


def _coverage(looking: np.ndarray) -> Coverage:
    sources, days = [], {}
    for number, group in enumerate(GROUPS):
        for place, region in enumerate(REGIONS):
            if group != "regional" and place > 0:
                continue
            key = f"{group}-{region}" if group == "regional" else group
            sources.append(
                Source(
                    key=key, name=key, base_url=f"https://{key}/", group=group, language="ru",
                    region=region if group == "regional" else None, expected_per_day=(1, 9),
                )
            )  # fmt: skip
            up = np.flatnonzero(looking[place, number])
            days[key, None] = frozenset(SPAN.start + timedelta(days=int(n)) for n in up)
    return Coverage(sources=tuple(sources), days=days)


def held_in(world: World, region: str, window: Window) -> bool:
    """Whether the region truly met in the window."""
    first = (window.start - SPAN.start).days
    return any(first <= day < first + window.length for day in world.held[region])


def true_share(world: World, region: str) -> float:
    """The true share of the span's days with a meeting in the window that ends there."""
    met = np.zeros(SPAN.length, dtype=bool)
    for day in world.held[region]:
        last = (add_months(SPAN.start + timedelta(days=day), 2) - SPAN.start).days
        met[day : last + 1] = True
    return float(met.mean())


MANNERS = (
    Manner(name="right", told="the model is right"),
    Manner(name="undated", told="six reports of ten give no day; up to five days late", undated=0.6, delay=5),
    Manner(name="outages", told="regional sites are down when meetings are held", outage_at_meeting=0.5),
    Manner(name="releases", told="a third is one release in everybody's own words", release=0.33),
    Manner(name="rhythm", told="half keep the order's rhythm, a quarter never meet", rhythm="order"),
    Manner(name="less trace", told="pi is 0.3 on average, 0.6 is stated", trace=(1.5, 3.5)),
    Manner(name="quieter", told="the meetings sought are less news than other sittings", quieter=1.0),
    Manner(name="misread", told="one reading in five more is wrong than stated", overconfident=0.2),
    Manner(name="rewritten", told="outlets tell of one sitting in words of their own: missed matches", own=8),
    Manner(name="stock", told="sittings are told in stock phrases: wrong matches", stock=8),
)
