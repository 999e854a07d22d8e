"""`akimwatch outbox`: who got which week's letter, who did not, and why; for the operator, so addresses are shown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from itertools import groupby

from flows.explain.visible import visible
from flows.letter.week import chosen_week
from flows.settings import Settings
from models.json_text import json_text
from models.zone import ALMATY
from warehouse.connect import open_warehouse
from warehouse.desk import holds_sample
from warehouse.outbox import Posted, posted


def show_outbox(settings: Settings, week: str | None, *, as_json: bool) -> int:
    """What stands in the outbox, of one week or of all, the latest first; 0.

    BadInput for what is no week; WarehouseError where the warehouse cannot be read.
    """
    name = chosen_week(week, date.max).name if week is not None else None  # no week is too late to look for
    with open_warehouse(
        settings.warehouse, sample=None, memory_limit=settings.memory_limit, read_only=True
    ) as connection:
        sample, stands = holds_sample(connection), posted(connection, name)
    if as_json:
        print(json_text({"sample": sample, "letters": [asdict(one) for one in stands]}))
    else:
        print(*_lines(stands, sample=sample), sep="\n")
    return 0


def _lines(stands: Sequence[Posted], *, sample: bool) -> list[str]:
    if not stands:
        return ["nothing in the outbox; `akimwatch digest --send` sends the last whole week's letter"]
    told = ["SAMPLE DATA"] if sample else []
    width = max(len(one.recipient) for one in stands)
    for week, group in groupby(stands, key=lambda one: one.week):
        ones = list(group)
        counts = Counter(one.state for one in ones)
        told.append(f"{week}: " + ", ".join(f"{number} {state}" for state, number in counts.most_common()))
        told += [f"  {_line(one, width)}" for one in ones]
    return told


def _line(one: Posted, width: int) -> str:
    at = f"{one.happened_at.astimezone(ALMATY):%Y-%m-%d %H:%M}"
    tries = f"try {one.attempt}" if one.attempt else "not tried"
    told = f"{one.state:<9}  {one.recipient:<{width}}  {one.language}  {at}  {tries}  {one.answer or ''}"
    return visible(told).rstrip()
