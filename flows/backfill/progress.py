"""How far a back-fill is: a bar on a terminal, one line a portion elsewhere, both on stderr."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from threading import Lock

from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn
from rich.progress import Progress as Bar

from flows.backfill.asked import name_of
from flows.backfill.plan import month_seconds, pages_left, seconds_left, told
from flows.backfill.walking import SiteWalk
from flows.inert import InertConsole, told_line
from models.order import Window


class Progress:
    """Counts pages as they come; safe to share between threads. A context manager: the bar goes with it."""

    def __init__(self, walks: Sequence[SiteWalk], months: Sequence[Window], at_once: int) -> None:
        self._walks, self._at_once, self._lock = walks, at_once, Lock()
        self._later = {name_of(month): seconds_left(walks, [month], at_once) for month in months}
        self._left: dict[str, tuple[int, float]] = {}
        self._pages = sum(number for month in months for number, _ in pages_left(walks, month).values())
        self._done = self._of_month = 0
        self._begun = time.monotonic()
        self._bar: Bar | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Progress:
        if sys.stderr.isatty():
            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                MofNCompleteColumn(),
                TextColumn("pages, about {task.fields[left]} left"),
            )
            self._bar = Bar(*columns, console=InertConsole(stderr=True), transient=True)
            self._task = self._bar.add_task("", total=self._pages, left=told(sum(self._later.values())))
            self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def say(self, line: str) -> None:
        """A line of its own, above the bar where there is one."""
        if self._bar is not None:
            self._bar.console.print(told_line(line))
        else:
            print(told_line(line), file=sys.stderr, flush=True)

    def begin(self, month: Window) -> None:
        """A portion begins."""
        self._left = pages_left(self._walks, month)
        self._later.pop(name_of(month), None)
        self._of_month, self._begun = 0, time.monotonic()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, description=name_of(month))

    def page(self, source: str) -> None:
        """One address of a source has been asked for."""
        with self._lock:
            self._done += 1
            self._of_month += 1
            number, seconds = self._left.get(source, (1, 0.0))
            self._left[source] = (max(0, number - 1), seconds)
            if self._bar is not None and self._task is not None:
                self._bar.update(self._task, completed=self._done, left=told(self.seconds_left()))

    def seconds_left(self) -> float:
        """What the pages still to fetch take at their hosts' pace."""
        return month_seconds(self._left, self._at_once) + sum(self._later.values())

    def end(self, month: Window) -> None:
        """A portion is loaded: one line, also beside the bar."""
        passed = told(time.monotonic() - self._begun)
        self.say(
            f"{name_of(month)}: {self._of_month} pages in {passed}, loaded; {self._done} of {self._pages} done, "
            f"about {told(self.seconds_left())} left"
        )
