"""Reading a batch of articles: one unit of work, in whatever process a runner does it. Models load once a process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from extractors.russian.reader import Reader
from models.records import Article
from models.registry import Registry
from warehouse.parts_place import Address
from warehouse.stage import Stage

_KEPT = 2  # readers a process: a run has one; a worker of a cluster, which lives for weeks, meets new tables of heads
_readers: dict[tuple[object, ...], Reader] = {}
_one_reads = Lock()  # a worker may be begun with several threads; the models are made for one


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadWork:
    """Articles to be read, by their identifiers, and all that reading them rests on; a worker asks nobody else.

    `reader_version`: what the readings are kept by. `stage`: where they are laid down (a folder: as every worker sees
    it), `run_id`: as part of which run, `at`: as of which moment, by the one clock of the driving process.
    """

    batch: tuple[tuple[str, Article], ...]
    registry: Registry
    home_regions: Mapping[str, str]
    reader_version: str
    stage: Address
    run_id: str
    at: datetime

    @property
    def key(self) -> str:
        """What a failure calls it; never the articles' texts."""
        return f"{len(self.batch)} together, from {self.batch[0][0]} on"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTally:
    """How many articles came to which outcome, and the meetings found in them."""

    outcomes: Mapping[str, int]
    meetings: int


def read_batch(work: ReadWork) -> ReadTally:
    """Read the articles and stage their readings. Done twice it says the same: a reading is known by its article."""
    with _one_reads:
        readings = list(_reader(work).read_many([article for _, article in work.batch]))
    pairs = [(name, reading) for (name, _), reading in zip(work.batch, readings, strict=True)]
    Stage(work.stage, work.run_id, clock=lambda: work.at).readings(pairs, work.reader_version)
    return ReadTally(
        outcomes=Counter(reading.outcome for reading in readings),
        meetings=sum(len(reading.meetings) for reading in readings),
    )


def _reader(work: ReadWork) -> Reader:
    made_of = (work.registry.heads_digest, *sorted(work.home_regions.items()))
    if made_of not in _readers:
        while len(_readers) >= _KEPT:
            del _readers[next(iter(_readers))]
        _readers[made_of] = make_reader(work.registry, work.home_regions)
    return _readers[made_of]


def make_reader(registry: Registry, home_regions: Mapping[str, str]) -> Reader:
    return Reader(registry, home_regions=home_regions)
