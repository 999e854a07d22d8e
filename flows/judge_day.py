"""`akimwatch judge`: what the record shows as of any day, or over any period, from everything known now."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from extractors.russian.meetings.assemble import VERSION as READER_VERSION
from flows.analyse import bench_of
from flows.judging import inference_now
from flows.settings import Settings
from flows.workshop import open_workshop
from models.compliance import Verdict
from models.errors import BadInput, WarehouseError
from models.estimates import RegionCase, assumptions
from models.inference import Inference
from models.months import Month, periods_of
from models.order import Window
from models.sight import Range
from warehouse import read, read_inferred
from warehouse.connect import open_warehouse

Answer = tuple[Verdict, Month | None]


def judge_day(settings: Settings, day: str | None, since: str | None, region: str | None, *, as_json: bool) -> int:
    """Print the verdicts as of `day` (None: the last day that can be judged) and, with `since`, the shares of the days
    from there to it. BadInput for a day outside the order's time or the record's, or an unknown region."""
    workshop = open_workshop(settings)
    with open_warehouse(settings.warehouse, sample=None, memory_limit=settings.memory_limit, read_only=True) as opened:
        if next(read.unread_articles(opened, READER_VERSION, 1), None):  # unread meetings would be told as not found
            raise WarehouseError(
                f"{settings.warehouse}: reader {READER_VERSION} has not read all articles; `akimwatch run` reads them"
            )
        inference = inference_now(replace(bench_of(workshop, opened), sources=read_inferred.sources(opened)))
    if inference is None:
        raise WarehouseError(f"{settings.warehouse}: nothing was collected yet; `akimwatch run` collects")
    span = inference.basis.span
    last = _day(day, span.end)
    first = _day(since, last) if since else None
    for asked in (last, first):
        if asked is not None and not span.holds(asked, asked):
            raise BadInput(f"{asked}: can be judged from {span.start} to {span.end} (as far as the record goes)")
    if first is not None and first > last:
        raise BadInput(f"--since {first} lies after {last}; name an earlier day")
    regions = sorted(inference.basis.registry.regions)
    if region is not None and region not in regions:
        raise BadInput(f"{region}: no such region; use its ISO 3166-2 code, such as {regions[0]}")
    answers = list(_answers(inference, [region] if region else regions, last, first))
    if as_json:
        print(json.dumps([_plain(one) for one in answers], ensure_ascii=False, default=str, indent=1))
    else:
        _show(inference, answers, last, first)
    return 0


def _day(given: str | None, default: date) -> date:
    try:
        return date.fromisoformat(given) if given else default
    except ValueError as error:
        raise BadInput(f"{given!r} is no day; write it as 2025-03-01") from error


def _answers(inference: Inference, regions: list[str], last: date, first: date | None) -> Iterator[Answer]:
    basis = inference.basis
    for region in regions:
        sight = inference.sight(region)
        for clause in basis.order.clauses:
            period = None
            if first is not None and last >= basis.order.force_from:  # before it there is nothing to believe in
                events = basis.events_of(region)
                case = RegionCase(region=region, clause=clause, order=basis.order, events=events, sight=sight)
                (period,) = periods_of(case, assumptions(basis.priors), [Window(start=first, end=last)])
            yield inference.verdict(region, clause, sight, last), period


def _plain(answer: Answer) -> dict[str, Any]:
    verdict, period = answer
    return {**asdict(verdict), "period": asdict(period) if period else None}


def _show(inference: Inference, answers: list[Answer], last: date, first: date | None) -> None:
    names = inference.basis.registry.regions
    over = f", and the days from {first}" if first else ""
    table = Table(title=f"What the public record shows as of {last}{over}")
    columns = ["region", "clause", "found", "latest event", "would have been seen"]
    for column in [*columns, *(("days found", "days believed", "a compliant region shows") if first else ())]:
        table.add_column(column)
    for verdict, period in answers:
        latest = f"{verdict.last_start} .. {verdict.last_end}" if verdict.last_start else ""
        cells = [names[verdict.region].name, str(verdict.clause), verdict.rung, latest, _told(verdict.seen)]
        if first:
            cells += _shares(period)
        table.add_row(*cells)
    (Console() if sys.stdout.isatty() else Console(width=150)).print(table)


def _shares(period: Month | None) -> list[str]:
    if period is None:
        return ["", "", ""]
    if period.compliant is None:  # clause 2 counts events, not days; its figure is of the window's twelve months
        return ["", "", ""]
    found = ", ".join(f"{name} {share:.0%}" for name, share in period.found.items() if share)
    return [found or "none", _told(period.believed), _told(period.compliant)]


def _told(one: Range) -> str:
    return f"{one.mean:.0%} ({one.low:.0%} to {one.high:.0%})"
