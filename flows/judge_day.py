"""`akimwatch judge`: what the record shows as of any day, or over any period, from everything known now."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from flows.analyse import bench_of
from flows.judge_told import Answer, plain, tell
from flows.judging import inference_now
from flows.settings import Settings
from flows.workshop import open_workshop
from models.errors import BadInput, WarehouseError
from models.estimates import assumptions, estimate
from models.glossary import glossary_of
from models.inference import Inference
from models.json_text import json_text
from models.months import periods_of
from models.order import Window
from warehouse import read, read_inferred
from warehouse.connect import holds_sample, open_warehouse


def judge_day(settings: Settings, day: str | None, since: str | None, region: str | None, *, as_json: bool) -> int:
    """Print the verdicts as of `day` (None: the last day that can be judged) with what to believe beside them and, with
    `since`, the shares of the days from there to it.

    BadInput for a day outside the order's time or the record's, or an unknown region.
    """
    workshop = open_workshop(settings)
    reader = workshop.reader_version
    with open_warehouse(settings.warehouse, sample=None, memory_limit=settings.memory_limit, read_only=True) as opened:
        if next(read.unread_articles(opened, reader, 1), None):  # unread meetings would be told as not found
            raise WarehouseError(
                f"{settings.warehouse}: reader {reader} has not read all articles; `akimwatch run` reads them"
            )
        inference = inference_now(replace(bench_of(workshop, opened), sources=read_inferred.sources(opened)))
    if inference is None:
        raise WarehouseError(f"{settings.warehouse}: nothing was collected yet; `akimwatch run` collects")
    asked = _asked(inference, day, since)
    regions = inference.basis.registry.regions
    if region is not None and region not in regions:
        raise BadInput(f"{region}: no such region; use its ISO 3166-2 code, such as {min(regions)}")
    answers = list(_answers(inference, [region] if region else sorted(regions), asked, of_days=since is not None))
    sample = holds_sample(settings.warehouse)
    if as_json:
        print(json_text([plain(one, sample=sample) for one in answers], indent=1))
    else:
        words = glossary_of(inference.basis.order.words)
        over = asked if since else None
        tell(answers, inference.basis.registry, over, words, closely=region is not None, sample=sample)
    return 0


def _asked(inference: Inference, day: str | None, since: str | None) -> Window:
    """From `since` to `day`; the one day where no other is given."""
    span = inference.basis.span
    last = _day(day, span.end)
    first = _day(since, last)
    for asked in (last, first):
        if not span.holds(asked, asked):
            raise BadInput(f"{asked}: can be judged from {span.start} to {span.end} (as far as the record goes)")
    if first > last:
        raise BadInput(f"--since {first} lies after {last}; name an earlier day")
    return Window(start=first, end=last)


def _day(given: str | None, default: date) -> date:
    try:
        return date.fromisoformat(given) if given else default
    except ValueError as error:
        raise BadInput(f"{given!r} is no day; write it as 2025-03-01") from error


def _answers(inference: Inference, regions: list[str], asked: Window, *, of_days: bool) -> Iterator[Answer]:
    basis = inference.basis
    believing = asked.end >= basis.order.force_from  # before it there is nothing to believe in
    for region in regions:
        sight = inference.sight(region)
        for clause in basis.order.clauses:
            case = inference.case(region, clause, sight)
            estimates = tuple(estimate(case, basis.priors, asked.end)) if believing else ()
            periods = periods_of(case, assumptions(basis.priors), [asked]) if believing and of_days else ()
            verdict = inference.verdict(region, clause, sight, asked.end)
            yield Answer(verdict=verdict, estimates=estimates, period=next(iter(periods), None))
