"""What a back-fill came to: for the person who started it, and for programs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flows.backfill.asked import Asked, name_of
from flows.backfill.plan import SourcePlan, plan_lines
from flows.run_report import RunReport
from models.order import Window

_SIGNALLED = 128  # a shell's own way to say by which signal a program ended
_MONTHS_NAMED = 6  # open months that are told one by one


@dataclass(slots=True, kw_only=True)
class Outcome:
    """Filled step by step. `report` sums up all runs; `signal`: by which it was stopped; `months`: done, or open."""

    asked: Asked
    plans: list[SourcePlan] = field(default_factory=list)
    seconds: float = 0.0
    report: RunReport = field(default_factory=lambda: RunReport(run_id=""))
    runs: list[str] = field(default_factory=list)
    signal: int | None = None
    months: dict[str, dict[str, str]] = field(default_factory=dict)

    def add(self, report: RunReport) -> None:
        """Another run of the back-fill is over."""
        total = self.report
        self.runs.append(report.run_id)
        total.outcomes += report.outcomes
        for source, counts in report.outcomes_by_source.items():
            total.outcomes_by_source[source] = total.outcomes_by_source.get(source, type(counts)()) + counts
        total.readings += report.readings
        total.meetings += report.meetings
        total.failures += report.failures
        total.remarks += report.remarks
        total.head_alarms = report.head_alarms or total.head_alarms
        total.events, total.verdicts = report.events or total.events, report.verdicts or total.verdicts
        total.as_of, total.published = report.as_of or total.as_of, report.published or total.published
        total.run_id = report.run_id

    def tell_months(self, asked: Mapping[str, Sequence[Window]], left: Mapping[str, Sequence[Window]]) -> None:
        """Which months of each source are done, told from what is stored."""
        for source, months in asked.items():
            waiting = {name_of(month) for month in left[source]}
            self.months[source] = {
                name_of(month): "open" if name_of(month) in waiting else "done" for month in months[::-1]
            }

    @property
    def exit_code(self) -> int:
        """As of a run; 128 and the signal's number where it was stopped."""
        return _SIGNALLED + self.signal if self.signal is not None else self.report.exit_code

    def plan_lines(self) -> list[str]:
        """What is to be done, before it is done."""
        if not self.plans:
            return ["nothing to fetch: every month asked for is done"]
        return plan_lines(self.plans, self.seconds)

    def lines(self) -> list[str]:
        """What was done, and how to go on."""
        said = self.report.lines()[1:]
        done = sum(state == "done" for months in self.months.values() for state in months.values())
        whole = sum(len(months) for months in self.months.values())
        for source, months in self.months.items():
            waiting = [month for month, state in months.items() if state == "open"]
            if waiting:
                named = ", ".join(waiting[:_MONTHS_NAMED]) + (" …" if len(waiting) > _MONTHS_NAMED else "")
                said.append(f"{source}: {len(waiting)} of {len(months)} months are not done: {named}")
        said.append(f"months of sources done: {done} of {whole}")
        if self.signal is not None:
            said.append("stopped: what was fetched is loaded; the same command goes on from here")
        return said

    def as_dict(self, *, plan_only: bool) -> dict[str, Any]:
        """The same for a program."""
        span = self.asked.span
        found: dict[str, Any] = {
            "since": span.start,
            "until": span.end,
            "remarks": list(self.asked.remarks),
            "plan": [plan.as_dict() for plan in self.plans],
            "hours": round(self.seconds / 3600, 2),
            "failures": [failure.line() for failure in self.report.failures],
            "exit_code": self.exit_code,
        }
        if not plan_only:
            found |= {"runs": self.runs, "months": self.months, "stopped_by": self.signal}
            found |= {"report": self.report.as_dict()}
        return found
