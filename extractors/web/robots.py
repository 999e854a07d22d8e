"""robots.txt, obeyed as RFC 9309 has it: unreadable means no, absent means yes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from protego import Protego

from extractors.web.response import Response
from models.records import Outcome

_MOST_HOSTS = 1000  # a run asks some 60; redirects add strangers, which must not fill the memory
_UNREADABLE_S = 600.0  # then an unreadable robots.txt is asked for anew: one bad minute must not cost a day's run
_A_DAY_S = 24 * 3600  # what a rate of four hundred digits is cut down to: no float holds it
_LONGEST_DELAY_S = 120.0  # a longer Crawl-delay would stretch one visit over days: the host is not crawled then


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """Whether an address may be fetched, the outcome and reason if not, and the pause (seconds) the host asks for."""

    allowed: bool
    outcome: Outcome = "robots"
    reason: str | None = None
    delay: float = 0.0


@dataclass(slots=True)
class _Entry:
    lock: threading.Lock = field(default_factory=threading.Lock)
    rules: Protego | None = None
    refused: Verdict | None = None
    until: float = float("-inf")  # on the clock, how long what was read holds


def _refusal(response: Response) -> Verdict | None:
    """The refusal of a host whose robots.txt got this answer; None where there are rules, or none at all.

    A host with which no conversation comes about at all is called what it is (no such name, a private address): no
    page of it could be fetched either.
    """
    if response.outcome == "fetched":
        return None
    status = response.status or 0
    if response.outcome == "http_error" and 400 <= status < 500 and status != 429:
        return None  # RFC 9309, 2.3.1.3: unavailable, so nothing is forbidden
    reason = response.reason or response.outcome
    if not response.connected:
        return Verdict(allowed=False, outcome=response.outcome, reason=reason)
    return Verdict(allowed=False, reason=f"robots.txt cannot be read ({reason}), so the host is not crawled")


class Robots:
    """The robots.txt of every host asked in this run, each read once. Safe to share between threads."""

    def __init__(
        self, fetch: Callable[[str], Response], token: str, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._fetch = fetch
        self._token = token
        self._clock = clock
        self._entries: OrderedDict[str, _Entry] = OrderedDict()
        self._lock = threading.Lock()

    def verdict(self, url: str) -> Verdict:
        """What the robots.txt of the address's own host says of it."""
        parts = urlsplit(url)
        entry = self._entry(f"{parts.scheme}://{parts.netloc.lower()}")
        if entry.refused is not None:
            return entry.refused
        if entry.rules is None:
            return Verdict(allowed=True)
        delay = self._delay(entry.rules)
        if not entry.rules.can_fetch(url, self._token):
            return Verdict(allowed=False, reason=f"robots.txt forbids this address to {self._token}", delay=delay)
        if delay > _LONGEST_DELAY_S:
            return Verdict(allowed=False, reason=f"robots.txt asks for {delay:g} s between requests, too long to wait")
        return Verdict(allowed=True, delay=delay)

    def _delay(self, rules: Protego) -> float:
        rate = rules.request_rate(self._token)
        spacing = min(rate.seconds, _A_DAY_S) / rate.requests if rate is not None and rate.requests else 0.0
        return max(rules.crawl_delay(self._token) or 0.0, spacing)

    def _entry(self, origin: str) -> _Entry:
        with self._lock:
            entry = self._entries.setdefault(origin, _Entry())
            self._entries.move_to_end(origin)
            if len(self._entries) > _MOST_HOSTS:
                self._entries.popitem(last=False)
        with entry.lock:
            if self._clock() >= entry.until:
                self._read(entry, f"{origin}/robots.txt")
        return entry

    def _read(self, entry: _Entry, address: str) -> None:
        response = self._fetch(address)
        entry.refused = _refusal(response)
        entry.rules = None
        if response.body is not None:
            # UTF-8 by the RFC; a stray byte must cost one line, not the file
            entry.rules = Protego.parse(response.body.decode("utf-8-sig", errors="replace"))
        entry.until = self._clock() + _UNREADABLE_S if entry.refused else float("inf")
