"""`akimwatch backfill`: from what was typed to an exit code."""

from __future__ import annotations

import sys
from collections.abc import Callable

from flows.backfill.asked import days_asked
from flows.backfill.backfill import Backfill
from flows.inert import told_line
from flows.settings import Settings
from flows.workshop import Workshop, open_workshop
from models.json_text import json_text


def run_backfill(
    settings: Settings,
    *,
    since: str | None,
    until: str | None,
    sources: tuple[str, ...] = (),
    plan_only: bool = False,
    as_json: bool = False,
    renew: Callable[[], Workshop] | None = None,
) -> int:
    """Fill the days between, or tell what there is to do; the exit code. BadInput for days or sources that are none."""
    renew = renew or (lambda: open_workshop(settings))
    workshop = renew()
    asked = days_asked(since, until, today=workshop.today, order=workshop.order)
    outcome = Backfill(renew=renew, asked=asked, sources=sources, say=_to_stderr).run(plan_only=plan_only)
    if as_json:
        print(json_text(outcome.as_dict(plan_only=plan_only)))
    elif plan_only:
        print(*outcome.plan_lines(), sep="\n")
    else:
        print(*outcome.lines(), sep="\n", file=sys.stderr)
        if outcome.report.published:
            print(f"published: {outcome.report.published}")
    return outcome.exit_code


def _to_stderr(line: str) -> None:
    print(told_line(line), file=sys.stderr, flush=True)
