"""What the sites' servers say of the time: a machine whose own clock is wrong by days can tell by them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from statistics import median_low
from threading import Lock

from extractors.web.response import Response

_FEWEST = 3  # hosts; one or two servers may themselves be wrong
_MOST_AGE = 10**9  # seconds, 30 years: a longer `Age` is nonsense, and no number of that many digits is reckoned with


class Clocks:
    """How far this machine's clock is ahead of each host's; safe to share between threads.

    A clock that is wrong by more than a certificate lives (90 days, often) hears of no `Date`: TLS ends before it. What
    is told then is at how many hosts.
    """

    def __init__(self) -> None:
        self._ahead: dict[str, timedelta] = {}
        self._untimely: set[str] = set()
        self._lock = Lock()

    def note(self, host: str, response: Response) -> None:
        """Remember what the host's answer says of the time, if it says anything."""
        try:
            said = parsedate_to_datetime(response.header("date") or "")
        except (ValueError, OverflowError):
            return
        said = said if said.tzinfo else said.replace(tzinfo=UTC)
        ahead = response.at - said
        if ahead > timedelta(0):  # a cache on the way may have kept the answer, `Date` and all, for as long as it says
            ahead = max(timedelta(0), ahead - _age(response))
        with self._lock:
            self._ahead[host] = ahead

    def note_untimely(self, host: str) -> None:
        """Remember that by this machine's clock the host's certificate is out of date, or not valid yet."""
        with self._lock:
            self._untimely.add(host)

    def moment(self, now: datetime) -> datetime | None:
        """The moment that the hosts, by their median, would call `now`; None where fewer than three of them spoke."""
        with self._lock:
            told = sorted(self._ahead.values())
        return now - median_low(told) if len(told) >= _FEWEST else None

    def untimely(self) -> int:
        """At how many hosts no certificate is valid by this clock; 0 where three could tell the time, or two were."""
        with self._lock:
            doubted = len(self._untimely - self._ahead.keys())
            return doubted if len(self._ahead) < _FEWEST <= doubted else 0


def _age(response: Response) -> timedelta:
    """How long a cache has kept the answer, as it says; nothing where it says nothing that can be."""
    said = (response.header("age") or "").strip()
    seconds = int(said) if said.isascii() and said.isdecimal() and len(said) <= len(str(_MOST_AGE)) else 0
    return timedelta(seconds=min(seconds, _MOST_AGE))
