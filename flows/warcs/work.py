"""One WARC file as work that any process can do: from one record on, by the addresses of its pages, into part files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from extractors.sources import Site
from models.standing import StandingPages
from models.warcs import WarcName
from warehouse.parts_place import Address


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcWork:
    """What a process must know to take in one file; everything in it can be sent to another machine.

    `begins`: the record to begin with. `sites`: our sources, by each of their hosts. `moment` (aware): when its rows
    are recorded, by which of two versions of one article that of the later file stands, whichever process was quicker.
    `inside`: the file's name in our own archive, where it lies there: then its pages need not be copied.
    """

    address: str
    file: WarcName
    size: int | None
    begins: int
    sites: Mapping[str, Site]
    standing: StandingPages
    stage: Address
    run_id: str
    moment: datetime
    inside: str | None = None


@dataclass(slots=True, kw_only=True)
class WarcTally:
    """What came of it: outcomes by source, records by host for hosts that are none of ours, one line for each place
    that could not be read, and why the file was not taken to its end, where it was not."""

    outcomes: dict[str, Counter[str]] = field(default_factory=dict)
    strangers: Counter[str] = field(default_factory=Counter)
    broken: list[str] = field(default_factory=list)
    stopped: str | None = None

    def count(self, source: str, outcome: str) -> None:
        self.outcomes.setdefault(source, Counter())[outcome] += 1
