"""Taking WARC files in: each begun where the last run left it, done by whoever runs the work, told of in the report."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from extractors import gate
from extractors.sources import Site
from extractors.web.warcsource import WarcSource, open_source, shown_address
from flows.each import Each
from flows.run_report import Failure
from flows.runner import Runner
from flows.warcs.taking import take_warc_file
from flows.warcs.work import WarcTally, WarcWork
from flows.workshop import Workshop
from models.errors import BadInput
from models.standing import StandingPages
from models.warcs import WarcName
from warehouse.read_warcs import Progress, standing_pages, warc_progress

_ROUND = 64  # files taken before their pages are loaded: Common Crawl's have a gigabyte, of which a thousandth is ours
_SAID = 3  # faults of one file that are told in full; a terminal is no log
_APART = timedelta(milliseconds=5)  # between the moments of two files: each stages some hundred parts, 1 µs apart


@dataclass(frozen=True, slots=True)
class Numbered:
    """A file as it was given, and the how-manieth of its round it is."""

    number: int
    address: str

    @property
    def key(self) -> str:
        return shown_address(self.address)


def take_warcs(workshop: Workshop, addresses: Sequence[str], each: Each) -> list[Failure]:
    """Take in and load every file; what went wrong, file by file. The others are taken all the same."""
    failures: list[Failure] = []
    files = list({_place(str(address)): str(address) for address in addresses}.values())
    with workshop.runner() as runner:
        for start in range(0, len(files), _ROUND):
            some = [Numbered(*one) for one in enumerate(files[start : start + _ROUND])]
            intake = _round(workshop, runner)
            done = each("take WARC", intake.take, some, at_once=runner.ready(len(some)))
            failures += [one for one in done if isinstance(one, Failure)]
            _wait_until(intake.began + len(some) * _APART)
            workshop.load()
    return failures


def _place(address: str) -> str:
    """What two names of one file have in common."""
    return address if "://" in address else str(Path(address).resolve())


def _wait_until(moment: datetime) -> None:
    """Rows of the last file bear moments a little ahead of the round's beginning, and none may lie in the future."""
    time.sleep(max(0.0, (moment - datetime.now(UTC)).total_seconds()))


def _round(workshop: Workshop, runner: Runner) -> _Round:
    asked = gate.version()
    with workshop.warehouse() as connection:
        standing, progress = standing_pages(connection), warc_progress(connection, asked)
    return _Round(
        workshop=workshop,
        runner=runner,
        began=datetime.now(UTC),
        gate=asked,
        sites={host.removeprefix("www."): site for site in workshop.sites.values() for host in site.hosts},
        standing=standing,
        progress=progress,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """Files that are taken in side by side, on top of what was loaded before them.

    Of two versions of one article that of the later file stands, whichever process was quicker: the rows of each file
    bear moments of their own, in the order in which the files were given.
    """

    workshop: Workshop
    runner: Runner
    began: datetime
    gate: str
    sites: Mapping[str, Site]
    standing: StandingPages
    progress: Mapping[WarcName, Progress]

    def take(self, given: Numbered) -> None:
        """Take in one file; BadInput at the end where places in it could not be read, or it was not read to its end."""
        source = open_source(given.address)
        file = WarcName(name=_name(source), identity=source.identity, gate=self.gate)
        before = self.progress.get(file)
        if before is not None and before.whole:
            self._tell_taken(given, before)
            return
        tally = self.runner.call(take_warc_file, self._work(given, source, file, before.ends if before else 0))
        self.workshop.report.took(tally.outcomes, tally.strangers)
        _complain(given.key, tally)

    def _work(self, given: Numbered, source: WarcSource, file: WarcName, begins: int) -> WarcWork:
        return WarcWork(
            address=source.address if "://" in source.address else str(Path(source.address).absolute()),
            file=file,
            size=source.size,
            begins=begins,
            sites=self.sites,
            standing=self.standing,
            stage=_for_others(self.workshop.settings.stage_at),
            run_id=self.workshop.run_id,
            moment=self.began + given.number * _APART,
            inside=self._inside(given.address),
        )

    def _inside(self, address: str) -> str | None:
        whole, folder = Path(address).resolve(), self.workshop.settings.archive.resolve()
        return whole.relative_to(folder).as_posix() if whole.is_relative_to(folder) else None

    def _tell_taken(self, given: Numbered, before: Progress) -> None:
        broken = f"; places in it that could not be read: {len(before.broken)}" if before.broken else ""
        self.workshop.report.remarks.append(f"{given.key}: taken in before, to its end{broken}")


def _for_others(stage: Path | str) -> Path | str:
    """The place of part files as a process with another current folder finds it."""
    return stage.absolute() if isinstance(stage, Path) else stage


def _name(source: WarcSource) -> str:
    """What a file is remembered by: a folder's name is nobody's business, and it may be moved to another one."""
    return shown_address(source.address) if "://" in source.address else Path(source.address).name


def _complain(name: str, tally: WarcTally) -> None:
    """BadInput with the first faults and the number of the others; nothing where there are none."""
    if tally.stopped:
        raise BadInput(
            f"{name}: {tally.stopped}; what was read before that is kept, and the same command goes on there"
        )
    if tally.broken:
        more = f"; and {len(tally.broken) - _SAID} more" if len(tally.broken) > _SAID else ""
        told = "; ".join(" ".join(fault.split()) for fault in tally.broken[:_SAID])
        count = "1 place" if len(tally.broken) == 1 else f"{len(tally.broken)} places"
        raise BadInput(f"{count} in it could not be read, the rest is taken: {told}{more}")
