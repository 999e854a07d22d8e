"""What `akimwatch judge` found, as a table for a person or as records for a program."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Console
from rich.table import Table

from models.compliance import Verdict
from models.estimates import Estimate
from models.glossary import own_words
from models.months import Month
from models.order import Window
from models.phrases import in_russian
from models.registry import Registry
from models.sight import Range

_WIDTH = 170  # of a table that no terminal bounds: all columns without a fold


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One region and clause: verdict, figures under every assumption (the stated one first), the days asked for.

    No figures before the order's time; no `period` where none was asked for.
    """

    verdict: Verdict
    estimates: tuple[Estimate, ...]
    period: Month | None


def plain(answer: Answer, *, sample: bool) -> dict[str, Any]:
    """The answer as JSON can hold it."""
    verdict = answer.verdict
    return {
        **asdict(verdict),
        "reasons_ru": [in_russian(reason) for reason in verdict.reasons],
        # That a head comes in person to key events hangs on none of the other assumptions.
        "estimates": [asdict(one) for one in answer.estimates[: None if verdict.in_person is None else 1]],
        "period": asdict(answer.period) if answer.period else None,
        "sample": sample,
    }


def tell(
    answers: Sequence[Answer], registry: Registry, over: Window | None, *, closely: bool, sample: bool
) -> None:  # fmt: skip
    """Print the answers as a table; `over`: with the shares of those days; `closely`: with the reasons below it."""
    table = Table(title=_title(answers, over), caption=_caption(sample=sample))
    columns = ["region", "clause", "found", "latest event", "deadline", "would have been seen", "belief"]
    for column in [*columns, *(("days found", "days believed", "a compliant region shows") if over else ())]:
        table.add_column(column)
    for answer in answers:
        table.add_row(*_cells(answer, registry), *(_shares(answer.period) if over else ()))
    console = Console() if sys.stdout.isatty() else Console(width=_WIDTH)
    console.print(table)
    if closely:
        for answer in answers:
            console.print(*_closely(answer), sep="\n", markup=False, highlight=False)


def _title(answers: Sequence[Answer], over: Window | None) -> str:
    days = f", and the days from {over.start}" if over else ""
    return f"What the public record shows as of {answers[0].verdict.as_of}{days}"


def _caption(*, sample: bool) -> str:
    told = [
        "* not named by the clause; in brackets 90 % intervals, after the bar the means for each stated chance of a",
        "trace, the lowest first; shares of days: nine in ten simulated pasts show one between, or, where the days are",
        "too few to say that, nine tenths of what is believed of their chance lie there. Why: name one --region",
    ]
    mark = next(word.en for word in own_words() if (word.kind, word.word) == ("mark", "sample"))
    return "\n".join([*told, *([mark] if sample else [])])


def _cells(answer: Answer, registry: Registry) -> list[str]:
    verdict = answer.verdict
    name = registry.regions[verdict.region].name + ("" if verdict.bound else " *")
    traces = [one for one in answer.estimates if one.assumption.startswith("trace")]
    stated = answer.estimates[0] if answer.estimates else None
    by_trace = " / ".join(f"{one.seen.mean:.2f}" for one in traces)
    held = " / ".join(f"{one.held.mean:.2f}" for one in traces)
    return [
        name,
        str(verdict.clause),
        verdict.rung,
        _days(verdict),
        str(verdict.deadline or ""),
        f"{_told(verdict.seen)} | {by_trace}" if by_trace else _told(verdict.seen),
        "" if stated is None else f"{_told(stated.held)} | {held}" if verdict.in_person is None else _told(stated.held),
    ]


def _days(verdict: Verdict) -> str:
    if verdict.last_start is None:
        return ""
    exact = verdict.last_start == verdict.last_end
    return str(verdict.last_start) if exact else f"{verdict.last_start} .. {verdict.last_end}"


def _shares(period: Month | None) -> list[str]:
    # Clause 2 counts events, not days; its figure is of the window's twelve months.
    if period is None or period.compliant is None:
        return ["", "", ""]
    found = ", ".join(f"{name} {share:.0%}" for name, share in period.found.items() if share)
    return [found or "none", _told(period.believed), _told(period.compliant)]


def _told(one: Range) -> str:
    return f"{one.mean:.2f} ({one.low:.2f}-{one.high:.2f})"


def _closely(answer: Answer) -> list[str]:
    """Everything else that the verdict and its figures say, a line each."""
    verdict = answer.verdict
    lines = [f"clause {verdict.clause}: {verdict.rung}, window {verdict.window.start} .. {verdict.window.end}"]
    lines.append(f"    days covered {verdict.covered_share:.0%}")
    if verdict.head is not None:
        lines.append(f"    head of the region: {verdict.head.akim or verdict.head.capacity} ({verdict.head.capacity})")
    if verdict.p_met is not None:
        lines.append(f"    chance that an event at the window's edge lies inside: {verdict.p_met:.0%}")
    if verdict.in_person is not None:
        counts = f"in person {verdict.in_person}, by deputy {verdict.delegated}, not said {verdict.unknown}"
        lines.append(f"    key events: {counts}")
    lines += [*_beliefs(answer), *(f"    {reason}" for reason in verdict.reasons)]
    return [*lines, *([f"    {verdict.source_url}"] if verdict.source_url else [])]


def _beliefs(answer: Answer) -> list[str]:
    """What a ladder's figures say besides those of the table; a clause of attendance has none."""
    stated = answer.estimates[0] if answer.estimates else None
    if stated is None or stated.compliant_share is None:
        return []
    rhythms = [f"{one.held.mean:.2f}" for one in answer.estimates if one.assumption.startswith("rhythm")]
    return [
        f"    belief that one was held with the head there in person: {_told(stated.in_person)}",
        f"    belief under other priors of how often one is held, the rarest first: {' / '.join(rhythms)}",
        f"    share of days since the order that a compliant region would show: {_told(stated.compliant_share)}",
    ]
