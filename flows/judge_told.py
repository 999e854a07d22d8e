"""What `akimwatch judge` found, as a table for a person or as records for a program."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.table import Table

from flows.inert import InertConsole
from models.compliance import Verdict
from models.estimates import Estimate
from models.glossary import Glossary, WordKind
from models.months import Month
from models.order import Window
from models.phrases import in_russian
from models.registry import Registry
from models.sight import Range

_WIDTH = 200  # of a table that no terminal bounds: all columns without a fold


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
    answers: Sequence[Answer],
    registry: Registry,
    over: Window | None,
    glossary: Glossary,
    *,
    closely: bool,
    sample: bool,
) -> None:
    """Print the answers as a table; `over`: with the shares of those days; `closely`: with the reasons below it."""
    table = Table(title=_title(answers, over), caption=_caption(glossary, sample=sample))
    columns = ["region", "clause", "verdict", "last_event", "deadline", "p_seen", "belief"]
    for column in [*columns, *(("met_share", "believed", "compliant") if over else ())]:
        table.add_column(_said(glossary, "figure", column))
    for answer in answers:
        table.add_row(*_cells(answer, registry, glossary), *(_shares(answer.period, glossary) if over else ()))
    console = InertConsole() if sys.stdout.isatty() else InertConsole(width=_WIDTH)
    console.print(table)
    if closely:
        for answer in answers:
            console.print(*_closely(answer, glossary), sep="\n")


def _title(answers: Sequence[Answer], over: Window | None) -> str:
    days = f", and the days from {over.start}" if over else ""
    return f"What the public record shows as of {answers[0].verdict.as_of}{days}"


def _said(glossary: Glossary, kind: WordKind, word: str) -> str:
    return glossary.say(kind, word, "en")


def _caption(glossary: Glossary, *, sample: bool) -> str:
    told = [
        f"* {_said(glossary, 'mark', 'not_bound')}; in brackets 90 % intervals, after the bar the means for each",
        "stated chance of a trace, the lowest first; shares of days: nine in ten simulated pasts show one between, or,",
        "where the days are too few, nine tenths of the posterior of their chance lie there. Why: name one --region",
    ]
    return "\n".join([*told, *([_said(glossary, "mark", "sample")] if sample else [])])


def _cells(answer: Answer, registry: Registry, glossary: Glossary) -> list[str]:
    verdict = answer.verdict
    name = registry.regions[verdict.region].name + ("" if verdict.bound else " *")
    traces = [one for one in answer.estimates if one.assumption.startswith("trace")]
    stated = answer.estimates[0] if answer.estimates else None
    by_trace = " / ".join(f"{one.seen.mean:.2f}" for one in traces)
    held = " / ".join(f"{one.held.mean:.2f}" for one in traces)
    return [
        name,
        str(verdict.clause),
        _said(glossary, "verdict", verdict.rung),
        _days(verdict),
        str(verdict.deadline or ""),
        f"{_range(verdict.seen)} | {by_trace}" if by_trace else _range(verdict.seen),
        ""
        if stated is None
        else f"{_range(stated.held)} | {held}"
        if verdict.in_person is None
        else _range(stated.held),
    ]


def _days(verdict: Verdict) -> str:
    if verdict.last_start is None:
        return ""
    exact = verdict.last_start == verdict.last_end
    return str(verdict.last_start) if exact else f"{verdict.last_start} .. {verdict.last_end}"


def _shares(period: Month | None, glossary: Glossary) -> list[str]:
    # Clause 2 counts events, not days; its figure is of the window's twelve months.
    if period is None or period.compliant is None:
        return ["", "", ""]
    shares = ((_said(glossary, "verdict", rung), share) for rung, share in period.found.items() if share)
    found = ", ".join(f"{said} {share:.0%}" for said, share in shares)
    return [found or "none", _range(period.believed), _range(period.compliant)]


def _range(one: Range) -> str:
    return f"{one.mean:.2f} ({one.low:.2f}-{one.high:.2f})"


def _closely(answer: Answer, glossary: Glossary) -> list[str]:
    """Everything else that the verdict and its figures say, a line each."""
    verdict = answer.verdict
    figure = {word.word: word.en for word in glossary.words if word.kind == "figure"}
    found = _said(glossary, "verdict", verdict.rung)
    window = f"{figure['window']} {verdict.window.start} .. {verdict.window.end}"
    lines = [f"{figure['clause']} {verdict.clause}: {found}, {window}"]
    lines.append(f"    {figure['covered_share']} {verdict.covered_share:.0%}")
    if verdict.head is not None:
        capacity = _said(glossary, "capacity", verdict.head.capacity)
        lines.append(f"    {figure['akim']}: {verdict.head.akim or '—'} ({capacity})")
    if verdict.p_met is not None:
        lines.append(f"    chance that an event at the window's edge lies inside: {verdict.p_met:.0%}")
    if verdict.in_person is not None:
        counts = {"in_person": verdict.in_person, "delegated": verdict.delegated, "unknown": verdict.unknown}
        lines.append(f"    key events: {', '.join(f'{figure[name]} {number}' for name, number in counts.items())}")
    lines += [*_beliefs(answer, figure), *(f"    {reason}" for reason in verdict.reasons)]
    return [*lines, *([f"    {verdict.source_url}"] if verdict.source_url else [])]


def _beliefs(answer: Answer, figure: Mapping[str, str]) -> list[str]:
    """What a ladder's figures say besides those of the table; a clause of attendance has none."""
    stated = answer.estimates[0] if answer.estimates else None
    if stated is None or stated.compliant_share is None:
        return []
    rhythms = [f"{one.held.mean:.2f}" for one in answer.estimates if one.assumption.startswith("rhythm")]
    return [
        f"    {figure['belief']}, the head there {figure['in_person']}: {_range(stated.in_person)}",
        f"    {figure['belief']}, under other priors of how often one is held, the rarest first: {' / '.join(rhythms)}",
        f"    {figure['compliant']}, share of days since the order: {_range(stated.compliant_share)}",
    ]
