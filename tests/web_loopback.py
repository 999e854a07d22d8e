"""A web server on loopback that can do whatever the tests of the web room need, down to broken bytes."""

from __future__ import annotations

import socket
import socketserver
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from extractors.sources.site import Selectors, Site, Way
from extractors.web.client import Client
from extractors.web.pace import Pace
from extractors.web.settings import ClientSettings

Answer = Callable[["Request", socket.socket], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    path: str
    headers: dict[str, str]


def whole(body: bytes, status: int = 200, headers: dict[str, str] | None = None) -> bytes:
    """A well-formed answer that closes the connection."""
    lines = {"Content-Length": str(len(body)), "Connection": "close", **(headers or {})}
    head = f"HTTP/1.1 {status} Status\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return head.encode("utf-8") + b"\r\n" + body


@dataclass
class Loopback:
    """Pages by path; what is not named answers 404. `seen`: every request in order."""

    pages: dict[str, Answer] = field(default_factory=dict)
    seen: list[Request] = field(default_factory=list)
    base: str = ""

    def page(
        self, path: str, body: bytes | str = b"", status: int = 200, headers: dict[str, str] | None = None
    ) -> None:
        payload = body.encode("utf-8") if isinstance(body, str) else body
        self.bytes(path, whole(payload, status, {"Content-Type": "text/html; charset=utf-8", **(headers or {})}))

    def bytes(self, path: str, answer: bytes) -> None:
        self.pages[path] = lambda _, connection: connection.sendall(answer)

    def moved(self, path: str, target: str) -> None:
        self.page(path, status=302, headers={"Location": target})

    def answer(self, path: str, answer: Answer) -> None:
        self.pages[path] = answer

    def asked(self) -> list[str]:
        """The paths asked for, robots.txt left out."""
        return [request.path for request in self.seen if request.path != "/robots.txt"]


def _handler(loopback: Loopback) -> type[socketserver.StreamRequestHandler]:
    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            first = self.rfile.readline().decode("latin-1").split()
            headers = {}
            while (line := self.rfile.readline().decode("latin-1").strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            if len(first) < 2:
                return
            request = Request(path=first[1], headers=headers)
            loopback.seen.append(request)
            answer = loopback.pages.get(request.path)
            if answer is None:
                self.connection.sendall(whole(b"nothing here", 404))
                return
            try:
                answer(request, self.connection)
            except OSError:
                return  # the client has had enough

    return Handler


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


def start() -> tuple[Loopback, Callable[[], None]]:
    """A running server and what stops it."""
    loopback = Loopback()
    server = _Server(("127.0.0.1", 0), _handler(loopback))
    loopback.base = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def stop() -> None:
        server.shutdown()
        thread.join()
        server.server_close()

    return loopback, stop


class FakeTime:
    """A clock that only moves when somebody sleeps; what was slept is kept."""

    def __init__(self) -> None:
        self.now = 1000.0
        self.slept: list[float] = []

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def pace(self) -> Pace:
        return Pace(clock=self.clock, sleep=self.sleep)


def client(time: FakeTime | None = None, **settings: object) -> Client:
    """A client that may ask loopback and does not wait between attempts."""
    chosen = {"allow_private": True, "pace_seconds": 0.0, "retry_wait_seconds": 0.0, **settings}
    return Client(ClientSettings(**chosen), pace=(time or FakeTime()).pace())  # type: ignore[arg-type]


def site(
    base: str, *ways: Way, article_url: str = r"/news/", fewest: int = 1, most: int = 50, pace: float = 0.0
) -> Site:
    """A site on loopback with these ways in."""
    return Site(
        key="sample",
        name="Sample",
        base_url=base,
        hosts=("127.0.0.1",),
        group="regional",
        language="ru",
        region="KZ-39",
        since=None,
        pace_seconds=pace,
        expected_per_day=(fewest, most),
        article_url=article_url,
        ways=ways,
        selectors=Selectors(),
        guarded=None,
        note="",
    )
