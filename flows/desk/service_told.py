"""The installation on the screen of `status`: last runs, next runs, what is stale."""

from __future__ import annotations

from datetime import datetime

from rich.console import Console

from flows.desk.screen import wrapped
from flows.desk.service import Stale, Standing
from flows.desk.words import Words
from flows.explain.visible import visible
from models.zone import ALMATY
from warehouse.health import LastLetter, LastRun

_NAMED = 8  # sites named in a line; the others are a number


def tell_service(console: Console, standing: Standing, words: Words, lines: int) -> None:
    """Print it: what is stale comes first, because somebody has to do something about it."""
    _tell_stale(console, standing, words)
    _tell_runs(console, standing, words, lines)
    _tell_letter(console, standing.letter, words)
    _tell_next(console, standing, words)


def _tell_stale(console: Console, standing: Standing, words: Words) -> None:
    if not standing.stale:
        console.print(f"\n{words.label('nothing_stale')}")
        return
    console.print(f"\n{words.label('overdue')}", style="bold")
    for one in standing.stale:
        wrapped(console, f"! {words.label(one.what, **_shown(one))}", hang=4)


def _shown(one: Stale) -> dict[str, object]:
    """The values as a line can hold them: of many sites the first."""
    return {name: _listed(value) if isinstance(value, list) else value for name, value in one.values.items()}


def _listed(names: list[str]) -> str:
    more = f", … +{len(names) - _NAMED}" if len(names) > _NAMED else ""
    return ", ".join(map(visible, names[:_NAMED])) + more


def _tell_runs(console: Console, standing: Standing, words: Words, lines: int) -> None:
    console.print(f"\n{words.label('last_runs' if standing.runs else 'no_run')}", style="bold" if standing.runs else "")
    for run in standing.runs:
        wrapped(
            console, f"{'!' if run.failures else '✓'} {_moment(run.finished_at, words)}  {_run(run, words)}", hang=4
        )
        for failure in run.failures[:lines]:
            wrapped(console, visible(failure), indent=4, hang=6)
        if len(run.failures) > lines:
            console.print(f"    {words.label('more', number=len(run.failures) - lines)}", style="dim")


def _run(run: LastRun, words: Words) -> str:
    minutes = max(1, round((run.finished_at - run.started_at).total_seconds() / 60))
    said = words.label(
        "run_told",
        reached=run.counts.get("sources reached", 0),
        visited=run.counts.get("sources visited", 0),
        addresses=run.counted("outcome"),
        read=run.counted("reading"),
        meetings=run.counts.get("meetings", 0),
        minutes=minutes,
    )
    return f"{said}; {words.label('run_failures', number=len(run.failures))}" if run.failures else said


def _tell_letter(console: Console, letter: LastLetter | None, words: Words) -> None:
    if letter is None:
        return
    told = ", ".join(words.label(f"post_{state}", number=number) for state, number in letter.states.items())
    if letter.last_sent is not None:
        told += f" ({_moment(letter.last_sent, words)})"
    console.print()
    sign = "" if set(letter.states) == {"sent"} else "! "
    wrapped(console, sign + words.label("last_letter", week=letter.week, told=told), indent=0)


def _tell_next(console: Console, standing: Standing, words: Words) -> None:
    service = standing.service
    if service.address is None:
        wrapped(console, "\n" + words.label("no_service"), indent=0)
        return
    if service.fault is not None:
        wrapped(console, "\n" + words.label("service_silent", address=service.address, why=service.fault), indent=0)
        return
    console.print(f"\n{words.label('next_runs' if service.next_runs else 'no_next_run')}", style="bold")
    for one in service.next_runs:
        console.print(f"  {_moment(one.due, words)}  {visible(one.job)}")


def _moment(at: datetime, words: Words) -> str:
    local = at.astimezone(ALMATY)
    return f"{words.day(local.date())} {local:%H:%M}"
