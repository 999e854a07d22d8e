"""What the sites' servers say of the time: a machine whose own clock is wrong by days can tell by them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from statistics import median_low
from threading import Lock

from extractors.web.response import Response

_FEWEST = 3  # hosts; one or two servers may themselves be wrong


class Clocks:
    """How far this machine's clock is ahead of each host's `Date`; safe to share between threads."""

    def __init__(self) -> None:
        self._ahead: dict[str, timedelta] = {}
        self._lock = Lock()

    def note(self, host: str, response: Response) -> None:
        """Remember what the host's answer says of the time, if it says anything."""
        try:
            said = parsedate_to_datetime(response.header("date") or "")
        except (ValueError, OverflowError):
            return
        said = said if said.tzinfo else said.replace(tzinfo=UTC)
        with self._lock:
            self._ahead[host] = response.at - said

    def moment(self, now: datetime) -> datetime | None:
        """The moment that the hosts, by their median, would call `now`; None where fewer than three of them spoke."""
        with self._lock:
            told = sorted(self._ahead.values())
        return now - median_low(told) if len(told) >= _FEWEST else None
