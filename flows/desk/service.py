"""How the installation itself stands: its last runs, what is due next, and what has gone stale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flows.prefect_seen import Service
from warehouse.health import LastLetter, LastRun

PUBLISHED = timedelta(days=2)  # every night publishes: one may be a reboot, two mean that nobody runs
# The nightly pass looks at every list: a day and a half is one night missed. Where looks are set further apart than
# that, two of them.
_LOOKED = timedelta(hours=36)


_WRITTEN = timedelta(days=8)  # a letter a week, and a day for a mail server that is down on Monday


@dataclass(frozen=True, slots=True, kw_only=True)
class Stale:
    """One thing that should have happened by now: a key of `labels.toml` with its values."""

    what: str
    values: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What `status` shows of the installation; `runs` newest first."""

    runs: tuple[LastRun, ...]
    service: Service
    stale: tuple[Stale, ...]
    letter: LastLetter | None = None

    def as_dict(self) -> dict[str, Any]:
        """The same for a program; moments are datetimes still."""
        return {
            "runs": [asdict(one) for one in self.runs],
            "service": {"address": self.service.address, "fault": self.service.fault},
            "next_runs": [asdict(one) for one in self.service.next_runs],
            "letter": asdict(self.letter) if self.letter else None,
            "stale": [{"what": one.what, **one.values} for one in self.stale],
        }


def stale_publication(published_at: datetime | None, now: datetime) -> list[Stale]:
    """The published file, where it is older than two days."""
    if published_at is None or now - published_at <= PUBLISHED:
        return []
    return [Stale(what="stale_published", values={"days": (now - published_at).days})]


def stale_looks(looks: Mapping[str, datetime | None], now: datetime, monitor_seconds: int) -> list[Stale]:
    """The sites that were not looked at within their rhythm."""
    rhythm = max(_LOOKED, timedelta(seconds=2 * monitor_seconds))
    late = [source for source, looked in looks.items() if looked is None or now - looked > rhythm]
    if not late:
        return []
    hours = round(rhythm.total_seconds() / 3600)
    return [Stale(what="stale_looks", values={"number": len(late), "of": len(looks), "hours": hours, "sources": late})]


def stale_letter(letter: LastLetter | None, now: datetime) -> list[Stale]:
    """The weekly letter of an installation that has readers and a mail server."""
    if letter is None or letter.last_sent is None:
        return [Stale(what="stale_no_letter")]
    days = (now - letter.last_sent).days
    return [Stale(what="stale_letter", values={"days": days})] if now - letter.last_sent > _WRITTEN else []


def stale_stages(unfinished: Sequence[str]) -> list[Stale]:
    """Runs that staged work and did not come to load it."""
    return [Stale(what="stale_stages", values={"number": len(unfinished)})] if unfinished else []
