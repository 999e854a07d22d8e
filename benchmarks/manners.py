"""The manners of the simulated worlds: each bends one thing that the model takes for granted."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How a world differs from what the model assumes."""

    name: str
    told: str
    trace: tuple[float, float] = (3.0, 2.0)  # Beta of π
    # Or "order": half the regions keep the order's rhythm, others seldom meet or never; or "deadlines": all comply.
    rhythm: str = "poisson"
    undated: float = 0.0  # share of reports that give no day
    delay: int = 0  # most days between a meeting and its report
    outage_at_meeting: float = 0.0  # chance that a group is down on a meeting's day, beside its usual outages
    release: float = 0.0  # chance that all who look print one release, each in words of its own
    issued: float = 0.0  # chance that an akimat issues a release; who tells of it then prints that, word by word …
    verbatim: float = 0.0  # … with this chance, and else in words of its own
    credited: float = 0.0  # chance that a print of a release names the akimat
    reprinted: float = 0.0  # chance that a group which looks and has not told of it reprints what another printed
    overconfident: float = 0.0  # readings that are wrong beyond what their confidence states
    own: int = 2  # words of a report that are the writer's alone
    stock: int = 0  # of the twelve words of a sitting, how many are the stock phrases of its matter
    on_the_matter: float = 0.0  # share of sittings that are on the region's matter of those days
    heavy: float = 0.0  # chance of each of two further sittings on a day that has one
    copies: float = 0.5  # chance that a report is reprinted by another site, word by word
    quieter: float = 0.0  # how much less newsworthy the meetings sought are than other sittings, in log-odds


_STOCK = Manner(
    name="stock",
    told="up to three sittings a day, half on one matter, in its stock phrases, half undated: wrong matches",
    stock=8, own=1, on_the_matter=0.5, heavy=0.5, undated=0.5, delay=2,
)  # fmt: skip

MANNERS = (
    Manner(name="right", told="the model is right"),
    Manner(name="undated", told="six reports of ten give no day; up to five days late", undated=0.6, delay=5),
    Manner(name="outages", told="regional sites are down when meetings are held", outage_at_meeting=0.5),
    Manner(name="releases", told="a third is one release in everybody's own words", release=0.33),
    Manner(
        name="reprints",
        told="half have the akimat's release, printed word by word; groups reprint each other",
        issued=0.5,
        verbatim=0.6,
        credited=0.7,
        reprinted=0.3,
    ),
    Manner(
        name="one text",
        told="every report is the akimat's release word by word, named as such or not",
        issued=1.0,
        verbatim=1.0,
        credited=0.7,
    ),
    Manner(name="rhythm", told="half keep the order's rhythm, a quarter never meet", rhythm="order"),
    Manner(name="less trace", told="pi is 0.3 on average, 0.6 is stated", trace=(1.5, 3.5)),
    Manner(name="quieter", told="the meetings sought are less news than other sittings", quieter=1.0),
    Manner(name="misread", told="one reading in five more is wrong than stated", overconfident=0.2),
    Manner(name="rewritten", told="outlets tell of one sitting in words of their own: missed matches", own=24),
    _STOCK,
    replace(
        _STOCK, name="one matter", told="the same, and every sitting is on the matter of its days", on_the_matter=1.0
    ),
    Manner(name="compliant", told="every region meets on each deadline", rhythm="deadlines"),
    Manner(
        name="compliant undated",
        told="the same, and six reports of ten give no day; up to two days late",
        rhythm="deadlines",
        undated=0.6,
        delay=2,
    ),
)
