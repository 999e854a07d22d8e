"""What one run did, counted: for the terminal, for Prefect's artifact and for `--json`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import Any

from flows.inert import markdown_text, told_line
from models.events import Event

# The share of days that must be covered before silence is judged (DESIGN), applied to the sources of one run.
_REACHED_SHARE = 0.8
_HOSTS_SAID = 3  # of those that are none of our sources: a crawl of the world's press has thousands
_COUNTING = Lock()  # sites are visited in threads


@dataclass(slots=True)
class Failure:
    """A step that did not come through: what it was about, and why, in one line."""

    step: str
    about: str
    reason: str

    def __post_init__(self) -> None:
        """Both may quote what a site or a file said; what is kept of it is words in one line, without a login."""
        self.about, self.reason = told_line(self.about), told_line(self.reason)

    def line(self) -> str:
        return f"{self.step}: {self.about}: {self.reason}"


@dataclass(slots=True)
class RunReport:
    """Counts of one run; filled step by step, printed once."""

    run_id: str
    sources_visited: int = 0
    sources_reached: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    outcomes_by_source: dict[str, Counter[str]] = field(default_factory=dict)
    strangers: Counter[str] = field(default_factory=Counter)  # hosts in WARC files that are none of our sources
    repaired: list[str] = field(default_factory=list)  # archive files whose cut last record was removed, a line each
    remarks: list[str] = field(default_factory=list)  # what was odd about a line that was taken all the same
    readings: Counter[str] = field(default_factory=Counter)
    meetings: int = 0
    events: int = 0
    verdicts: Counter[str] = field(default_factory=Counter)
    head_alarms: tuple[str, ...] = ()  # who is called head of a region against the table: no fault of the run
    broken: tuple[str, ...] = ()  # sources whose pages no longer give their texts: their days do not count
    as_of: date | None = None
    published: str = ""
    renewed: bool = False  # whether it was published anew: a look that learns nothing leaves what is published
    failures: list[Failure] = field(default_factory=list)

    def count(self, source: str, outcome: str) -> None:
        with _COUNTING:
            self.outcomes[outcome] += 1
            self.outcomes_by_source.setdefault(source, Counter())[outcome] += 1

    def took(self, outcomes: Mapping[str, Counter[str]], strangers: Counter[str]) -> None:
        """Count what a WARC file held: outcomes by source, and records of hosts that are none of ours."""
        with _COUNTING:
            for source, counts in outcomes.items():
                self.outcomes += counts
                self.outcomes_by_source.setdefault(source, Counter()).update(counts)
            self.strangers += strangers

    def read(self, outcomes: Mapping[str, int], meetings: int) -> None:
        """Count what a batch of articles turned out to be."""
        with _COUNTING:
            self.readings.update(outcomes)
            self.meetings += meetings

    def judged(self, events: Sequence[Event], verdicts: Mapping[tuple[int, str], int], as_of: date) -> None:
        """Count what is known by now, and the day that it speaks for; `verdicts`: how many of each clause and rung."""
        self.events, self.as_of = len(events), as_of
        self.verdicts = Counter({f"clause {clause}: {rung}": number for (clause, rung), number in verdicts.items()})

    @property
    def exit_code(self) -> int:
        """0 all well; 1 something failed; 3 the public record was not looked at well enough (coverage alarm)."""
        if self._out_of_reach or (self.sources_visited and self.broken):
            return 3
        return 1 if self.failures else 0

    @property
    def _out_of_reach(self) -> bool:
        return self.sources_reached < _REACHED_SHARE * self.sources_visited

    @property
    def alarm(self) -> str:
        """Why the run as a whole cannot be taken for one that came through; empty where single steps failed at most,
        or where it did its work and found a source broken, which stays so until somebody mends it."""
        if self._out_of_reach:
            missed = ", ".join(failure.about for failure in self.failures if failure.step == "visit")
            return f"only {self.sources_reached} of {self.sources_visited} sources were reached (not: {missed})"
        return (
            "" if self.published else "; ".join(failure.line() for failure in self.failures) or "nothing is published"
        )

    @property
    def summary(self) -> str:
        """The run in one line."""
        failed = f", {len(self.failures)} steps failed" if self.failures else ""
        reached = f"{self.sources_reached} of {self.sources_visited} sources reached, " if self.sources_visited else ""
        addresses = sum(self.outcomes.values())
        return f"{reached}{addresses} addresses, {sum(self.readings.values())} articles read{failed}"

    def flat_counts(self) -> dict[str, int]:
        """Every count under a name of its own, for the table of runs."""
        groups = {"outcome": self.outcomes, "reading": self.readings, "verdict": self.verdicts}
        counted = {f"{group} {name}": number for group, counter in groups.items() for name, number in counter.items()}
        return {
            **counted,
            "sources visited": self.sources_visited,
            "sources reached": self.sources_reached,
            "meetings": self.meetings,
            "events": self.events,
            **({"cut records repaired": len(self.repaired)} if self.repaired else {}),
        }

    def as_dict(self) -> dict[str, Any]:
        """The report for a program."""
        return {
            "run_id": self.run_id,
            "as_of": self.as_of,
            "published": self.published,
            "renewed": self.renewed,
            "counts": self.flat_counts(),
            "outcomes_by_source": {source: dict(counts) for source, counts in self.outcomes_by_source.items()},
            "strangers": dict(self.strangers),
            "repaired": self.repaired,
            "remarks": self.remarks,
            "head_alarms": self.head_alarms,
            "broken": self.broken,
            "failures": [failure.line() for failure in self.failures],
            "exit_code": self.exit_code,
        }

    def lines(self) -> list[str]:
        """The report as a person reads it."""
        counted = ", ".join(f"{number} {name}" for name, number in sorted(self.outcomes.items()))
        said = [f"run {self.run_id}"]
        if self.sources_visited:
            said.append(f"sources: {self.sources_reached} of {self.sources_visited} reached")
        said.append(f"addresses: {counted or 'none new'}")
        if self.strangers:
            most = ", ".join(f"{host} {number}" for host, number in self.strangers.most_common(_HOSTS_SAID))
            more = ", …" if len(self.strangers) > _HOSTS_SAID else ""
            said.append(
                f"hosts that are none of our sources: {len(self.strangers)}, {sum(self.strangers.values())} records "
                f"({most}{more}); all: akimwatch sql 'FROM hosts_seen'"
            )
        read = ", ".join(f"{number} {name}" for name, number in sorted(self.readings.items()))
        said.append(f"articles read: {read or 'none'}; meetings in them: {self.meetings}")
        said.append(f"events known: {self.events}; as of {self.as_of or 'no day yet'}")
        if self.published and not self.renewed:
            said.append("nothing new: what was published stays")
        if self.repaired:
            said.append(f"? cut records repaired: {len(self.repaired)}")
        said += [f"? {remark}" for remark in (*self.repaired, *self.remarks)]
        said += [f"? {alarm}" for alarm in self.head_alarms]
        said += [f"! broken: {source}" for source in self.broken]
        said += [f"! {failure.line()}" for failure in self.failures]
        return [told_line(line) for line in said]

    def markdown(self) -> str:
        """The report for Prefect: the same counts, one row a source."""
        columns = sorted(self.outcomes)
        heads = " | ".join(map(markdown_text, columns))
        table = [f"| source | {heads} |", f"|---|{'---|' * len(columns)}"] if columns else []
        for source in sorted(self.outcomes_by_source):
            counts = self.outcomes_by_source[source]
            table.append(f"| {markdown_text(source)} | {' | '.join(str(counts[c]) for c in columns)} |")
        return "\n".join(["# Run report", "", *(f"* {markdown_text(line)}" for line in self.lines()), "", *table])
