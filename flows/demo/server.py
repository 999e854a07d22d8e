"""The sample web as real servers on loopback: one address a site, threads underneath, everything closed at the end."""

from __future__ import annotations

import re
import socket
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from pathlib import Path
from socketserver import TCPServer
from threading import Lock, Thread
from time import monotonic
from typing import Any, Final
from urllib.parse import unquote

from extractors.sources.site import Site, parse_site
from flows.demo.chrome import NOW
from flows.demo.reply import Reply
from flows.demo.sites import SampleSite, sample_sites
from models.errors import SourceError

BACK_TO: Final = date(2025, 4, 7)  # the day of the oldest article: eleven weeks before NOW

_FIRST_ADDRESS: Final = 101  # 127.0.0.101 and on: clear of local resolvers (.1, .2, Docker's .11, systemd's .53)
_PORT: Final = 8725  # the same port each time keeps evidence links the same; any free one where it is taken
_IDLE_S: Final = 10.0  # an idle kept-alive connection is dropped after that
_PACE_S: Final = 0.02  # our own servers need no politeness; the site files say what a live site would be given

_FILE_PACE_S: Final = 0.5  # the quickest that a site's file may ask for
_PACE: Final = re.compile(r"^pace_seconds = .*$", re.MULTILINE)  # pace_seconds = 3.0

_NOT_FOUND: Final = Reply(status=404, body="<!DOCTYPE html><h1>404</h1><p>Страница не найдена</p>".encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request that a site's server has answered. `begun`, `ended`: seconds on the machine's monotonic clock."""

    path: str
    status: int
    begun: float
    ended: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleWeb:
    """The running sample web: its sites by key, the moment at which it stands still, how far its lists reach back.

    `pace_seconds` is for the client's own settings too: robots.txt is asked for at that pace. `requests` is each
    site's own log, in order; `pages` what it answers by path, which may be changed while it runs.
    """

    sites: dict[str, Site]
    now: datetime
    as_of: date
    back_to: date
    pace_seconds: float
    requests: dict[str, list[Request]]
    pages: dict[str, dict[str, Reply]]
    shelves: tuple[tuple[_Server, SampleSite], ...]

    def describe_in(self, folder: Path) -> None:
        """Write the sites' descriptions as they are served now, for runs in other processes: `AKIMWATCH_SOURCES`."""
        folder.mkdir(parents=True, exist_ok=True)
        for server, sample in self.shelves:
            text = _PACE.sub(f"pace_seconds = {_FILE_PACE_S}", _description(sample, server.origin))
            (folder / f"{parse_site(text, sample.key).key}.toml").write_text(text, encoding="utf-8")

    def show_until(self, moment: datetime) -> None:
        """From now on serve what was published by then, as if the rest were not written yet."""
        for server, sample in self.shelves:
            pieces = tuple(piece for piece in sample.pieces if piece.at <= moment)
            server.pages = dict(replace(sample, pieces=pieces).pages(server.origin))


class _Server(ThreadingHTTPServer):
    """One site's server. Its threads are waited for at the end; connections that keep them waiting are cut first."""

    daemon_threads = False
    block_on_close = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int]) -> None:
        self.pages: dict[str, Reply] = {}
        self.log: list[Request] = []
        self._open: set[socket.socket] = set()
        self._lock = Lock()
        super().__init__(address, _Handler)

    def server_bind(self) -> None:
        """As HTTPServer does, but without asking a name server for the host's name: there may be no network."""
        TCPServer.server_bind(self)
        host, port = self.socket.getsockname()
        self.server_name, self.server_port = str(host), int(port)

    @property
    def origin(self) -> str:
        return f"http://{self.server_name}:{self.server_port}"

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no error; anything else is shown as the standard library does."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    def stop(self) -> None:
        """No thread and no socket of this server is left when it returns."""
        self.shutdown()
        with self._lock:
            for connection in self._open:
                with suppress(OSError):  # the client may have closed it first
                    connection.shutdown(socket.SHUT_RDWR)
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "sample"
    sys_version = ""
    timeout = _IDLE_S
    disable_nagle_algorithm = True  # or the body would wait 40 ms for the head to be acknowledged
    server: _Server

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        begun = monotonic()
        reply = self.server.pages.get(unquote(self.path), _NOT_FOUND)
        status, headers, body = reply.to({name.lower(): value for name, value in self.headers.items()})
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.server.log.append(Request(path=self.path, status=status, begun=begun, ended=monotonic()))
        if with_body:
            self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        """Silent: the run's own record of fetches says all of this."""


def _listen(host: str) -> _Server:
    """A server at the usual port of this loopback address, or at any free one. SourceError where there is no such."""
    try:
        with suppress(OSError):
            return _Server((host, _PORT))
        return _Server((host, 0))
    except OSError as error:
        raise SourceError(
            f"the sample web cannot listen on {host} ({error.strerror}); every site needs a loopback address of its "
            f"own: on macOS run `sudo ifconfig lo0 alias {host}` for each"
        ) from error


def _describe(sample: SampleSite, origin: str) -> Site:
    """The site's record from its file, with the address at which it is served now."""
    text = _description(sample, origin)
    return replace(parse_site(text, f"flows/demo/sources/{sample.key}.toml"), pace_seconds=_PACE_S)


def _description(sample: SampleSite, origin: str) -> str:
    text = files("flows.demo").joinpath("sources").joinpath(f"{sample.key}.toml").read_text(encoding="utf-8")
    host = origin.removeprefix("http://").partition(":")[0]
    return text.replace("@ORIGIN@", origin).replace("@HOST@", host)


def sample_site(key: str, origin: str) -> Site | None:
    """The description of a site of the sample web as it was served at `origin`; None for a key that it has not."""
    for sample in sample_sites():
        if _describe(sample, f"http://127.0.0.{_FIRST_ADDRESS}").key == key:
            return _describe(sample, origin)
    return None


@contextmanager
def sample_web(first_address: int = _FIRST_ADDRESS) -> Iterator[SampleWeb]:
    """The sample web, up and answering; when the context ends, no thread and no port of it is left.

    The sites take the loopback addresses 127.0.0.`first_address` and on, because politeness, robots.txt and the
    ownership of addresses go by host. SourceError says what to do where the machine lacks these addresses.
    """
    with ExitStack() as running:
        sites: dict[str, Site] = {}
        shelves: list[tuple[_Server, SampleSite]] = []
        requests: dict[str, list[Request]] = {}
        pages: dict[str, dict[str, Reply]] = {}
        for number, sample in enumerate(sample_sites(), start=first_address):
            server = _listen(f"127.0.0.{number}")
            running.callback(server.server_close)
            server.pages = dict(sample.pages(server.origin))
            thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name=f"sample-{sample.key}")
            thread.start()
            running.callback(thread.join)
            running.callback(server.stop)
            site = _describe(sample, server.origin)
            sites[site.key], requests[site.key], pages[site.key] = site, server.log, server.pages
            shelves.append((server, sample))
        yield SampleWeb(
            sites=sites,
            now=NOW,
            as_of=NOW.date(),
            back_to=BACK_TO,
            pace_seconds=_PACE_S,
            shelves=tuple(shelves),
            requests=requests,
            pages=pages,
        )
