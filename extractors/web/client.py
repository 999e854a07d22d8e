"""The one door to the web: honest, polite, bounded, and closed to private addresses.

Whatever a site does, `Client.get` answers with exactly one outcome and never raises.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import httpx
import stamina

from extractors.bounds import ROBOTS_BYTES
from extractors.web.address import RefusedAddress, check_url
from extractors.web.bounded import ACCEPTED
from extractors.web.clocks import Clocks
from extractors.web.exchange import REDIRECTS, exchange, retry_after
from extractors.web.failures import FAILURES, describe
from extractors.web.pace import Pace
from extractors.web.response import Response
from extractors.web.robots import Robots, Verdict
from extractors.web.settings import ClientSettings
from extractors.web.transport import PinnedTransport, deadline
from models.records import Outcome

_TRY_AGAIN = frozenset({429, *range(500, 600)})
_LONGEST_REST_S = 24 * 3600.0  # what a Retry-After in the next century is cut down to
_REST_AFTER_429_S = 600.0  # where 429 stays after all attempts and no Retry-After says how long
_REST_AFTER_WAITING_S = 3600.0  # the next look may find it well again
_DEFAULT_PORTS = {"http": 80, "https": 443}

# stamina warns of each retry without naming address or cause; the Fetch record names both.
logging.getLogger("stamina").setLevel(logging.ERROR)


class _Unsettled(Exception):
    """An answer that another attempt may better."""

    def __init__(self, response: Response) -> None:
        super().__init__(response.reason)
        self.response = response


@dataclass(slots=True)
class _Asked:
    """One call of `get`: what its hops and attempts share. `left`: seconds on the network that remain."""

    headers: dict[str, str]
    pace: float
    max_bytes: int
    obey_robots: bool
    left: float


def _sendable(value: str) -> bool:
    """Whether a validator that a server once sent can go back in a header: some put Cyrillic or line ends into one."""
    return value.isascii() and value.isprintable()


def _host_key(url: str) -> str:
    parts = urlsplit(url)
    host, port = (parts.hostname or "").rstrip("."), parts.port
    return host if port in (None, _DEFAULT_PORTS.get(parts.scheme)) else f"{host}:{port}"


def _now() -> datetime:
    return datetime.now(UTC)


def _failed(url: str, outcome: Outcome, reason: str | None, *, connected: bool = False) -> Response:
    return Response(outcome=outcome, url=url, final_url=url, at=_now(), reason=reason, connected=connected)


class Client:
    """A client for one run; a context manager, safe to share between threads."""

    def __init__(self, settings: ClientSettings | None = None, *, pace: Pace | None = None) -> None:
        self.settings = settings or ClientSettings()
        self._pace = pace or Pace()
        self.clocks = Clocks()
        self._robots = Robots(self._get_robots, self.settings.token, clock=self._pace.clock)
        self._http = httpx.Client(
            transport=PinnedTransport(allow_private=self.settings.allow_private),
            trust_env=False,
            follow_redirects=False,
            timeout=httpx.Timeout(self.settings.read_seconds, connect=self.settings.connect_seconds),
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),  # nothing about us is kept between pages
            headers={
                "User-Agent": self.settings.header,
                "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,application/json;q=0.9,*/*;q=0.5",
                "Accept-Language": "ru,kk;q=0.8",
                "Accept-Encoding": ACCEPTED,
            },
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def get(
        self,
        url: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        pace: float | None = None,
        max_bytes: int | None = None,
        obey_robots: bool = True,
    ) -> Response:
        """What came of asking for `url`; never raises for what a site does.

        `etag` and `last_modified` make the request conditional: `unchanged` when the server says so. `pace` is the
        pause in seconds after the last exchange with the host; robots.txt may only lengthen it. Every redirect is a
        request of its own: its address, robots.txt and pace are checked anew.
        """
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        asked = _Asked(
            headers={name: value for name, value in conditions.items() if value and _sendable(value)},
            pace=self.settings.pace_seconds if pace is None else pace,
            max_bytes=max_bytes or self.settings.max_bytes,
            obey_robots=obey_robots,
            left=self.settings.page_seconds,
        )
        visited = [url]
        while True:
            response = replace(self._hop(visited[-1], asked), url=url)
            location = response.header("location") if response.status in REDIRECTS else None
            if location is None:
                return response
            try:
                target = urljoin(visited[-1], location.strip())
            except ValueError:
                return replace(response, reason=f"status {response.status} that leads to no address: {location!r}")
            if target in visited:
                return replace(response, outcome="redirect_loop", reason=f"redirects in a circle to {target}")
            if len(visited) > self.settings.max_redirects:
                return replace(response, outcome="redirect_loop", reason=f"more than {len(visited) - 1} redirects")
            visited.append(target)

    def robots_verdict(self, url: str) -> Verdict:
        """What robots.txt says of an address, without asking for it."""
        try:
            check_url(url, any_port=self.settings.allow_private)
        except RefusedAddress as error:
            return Verdict(allowed=False, reason=str(error))
        return self._robots.verdict(url)

    def _get_robots(self, url: str) -> Response:
        return self.get(url, max_bytes=ROBOTS_BYTES, obey_robots=False)

    def _hop(self, url: str, asked: _Asked) -> Response:
        """One address of a chain of redirects, with its retries."""
        try:
            check_url(url, any_port=self.settings.allow_private)
        except RefusedAddress as error:
            return _failed(url, "refused_address", str(error))
        hold = self._pace.held(_host_key(url))
        if hold is not None:
            return _failed(url, hold.outcome, hold.reason)
        pace = asked.pace
        if asked.obey_robots:
            verdict = self._robots.verdict(url)
            if not verdict.allowed:
                return _failed(url, verdict.outcome, verdict.reason)
            pace = max(pace, verdict.delay)
        try:
            response = self._try(url, asked, pace)
        except _Unsettled as last:
            response = last.response
        self._note(response)
        return response

    def _note(self, response: Response) -> None:
        """Keeps count of a host's silence, so that a dead one is not waited for again and again, nor a tired one."""
        host = _host_key(response.final_url)
        if response.outcome in ("network_error", "timeout"):
            self._pace.failed(host, response.outcome, response.reason or response.outcome)
        elif response.status == 429 and self._pace.held(host) is None:
            self._pace.leave_alone(host, _REST_AFTER_429_S, "http_error", "not asked: the host answers 429, too often")
        elif response.status is not None:
            self._pace.answered(host)

    def _try(self, url: str, asked: _Asked, pace: float) -> Response:
        """Attempts until one settles the matter; the last one's _Unsettled where none does."""
        host = _host_key(url)

        def worth_it(error: Exception) -> bool:
            return isinstance(error, _Unsettled) and asked.left > 0 and self._pace.held(host) is None

        for attempt in stamina.retry_context(
            on=worth_it,
            attempts=self.settings.attempts,
            timeout=None,  # `left` bounds the time on the network, Retry-After the time between
            wait_initial=self.settings.retry_wait_seconds,
            wait_jitter=self.settings.retry_wait_seconds,
        ):
            with attempt:
                return self._attempt(url, host, asked, pace)
        raise AssertionError("retry_context ends by returning or raising")

    def _attempt(self, url: str, host: str, asked: _Asked, pace: float) -> Response:
        with self._pace.turn(host, pace):
            started = time.monotonic()
            try:
                with deadline(asked.left):
                    response = exchange(self._http, url, asked.headers, asked.max_bytes)
            except FAILURES as error:
                failure = describe(error)
                if failure.untimely:
                    self.clocks.note_untimely(host)
                response = _failed(url, failure.outcome, failure.reason, connected=failure.connected)
                if failure.again:
                    raise _Unsettled(response) from error
                return response
            finally:
                took = time.monotonic() - started
                asked.left -= took
                self._wait_no_longer(host, took)
        self.clocks.note(host, response)
        if response.status in _TRY_AGAIN:
            self._heed(response, host)
            raise _Unsettled(response)
        return response

    def _wait_no_longer(self, host: str, took: float) -> None:
        """Leaves a host alone that has kept the run waiting for too long, whatever it answers in the end."""
        beyond = took - self.settings.host_patience
        if beyond > 0 and (waited := self._pace.waited(host, beyond)) > self.settings.host_waiting:
            reason = f"not asked: the host has kept this run waiting for {waited:.0f} s"
            self._pace.leave_alone(host, _REST_AFTER_WAITING_S, "timeout", reason)

    def _heed(self, response: Response, host: str) -> None:
        """Waits as long as the server asks before the next request, or leaves the host alone if that is too long."""
        seconds = retry_after(response)
        if seconds is None:
            return
        if seconds <= self.settings.retry_wait_max_seconds:
            self._pace.wait_at_least(host, seconds)
        else:
            rest = min(seconds, _LONGEST_REST_S)
            reason = f"not asked: the host answered {response.status} and wants {seconds:g} s of rest"
            self._pace.leave_alone(host, rest, "http_error", reason)
