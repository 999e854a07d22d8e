"""What a hostile web costs: each input with its outcome, its seconds, and the most memory it took.

    python benchmarks/bench_hostile.py              # everything, some five minutes
    python benchmarks/bench_hostile.py bomb deep    # those whose names hold one of the words

Each case runs in a process of its own, against a server on loopback. `here`: how much the process grew that holds the
run, over what it had after one harmless answer; `child`: all that the reading process had (libraries: some 60 MB).
"""

from __future__ import annotations

import gzip
import resource
import socket
import socketserver
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import brotli  # type: ignore[import-untyped]

from extractors.article import Rejected
from extractors.confined import OutOfBounds, close, confined
from extractors.patience import Patience
from extractors.russian.reader import Reader
from extractors.sources.site import Selectors, Site, Way
from extractors.web.client import Client
from extractors.web.discover import discover
from extractors.web.pace import Pace
from extractors.web.settings import ClientSettings
from models.records import Article
from models.registry import load_registry
from models.zone import ALMATY

NOW = datetime(2025, 6, 22, tzinfo=UTC)
MIB = 2**20
SENTENCE = "Аким области провёл встречу с членами Ассамблеи народа Казахстана 13 июня 2025 года, и это было в среду. "
HEAD = "<html><head><title>Новость</title></head><body><h1>В городе открыта новая школа</h1>"

Answer = Callable[[], Iterator[bytes]]


def _whole(body: bytes, kind: str = "text/html", **headers: str) -> Answer:
    lines = {"Content-Type": kind, "Content-Length": str(len(body)), "Connection": "close"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    head = "HTTP/1.1 200 OK\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    return lambda: iter((head.encode(), body))


def _moved(target: str) -> Answer:
    return lambda: iter((f"HTTP/1.1 302 Found\r\nLocation: {target}\r\nContent-Length: 0\r\n\r\n".encode(),))


def _endless(head: bytes, piece: bytes, pause: float = 0.0) -> Answer:
    def answer() -> Iterator[bytes]:
        yield head
        while True:
            time.sleep(pause)
            yield piece

    return answer


def _page(body: str) -> Answer:
    return _whole((HEAD + body + "</body></html>").encode())


def _packed(pack: str) -> bytes:
    """300 MB of zeros, made piece by piece."""
    piece, pieces = bytes(MIB), 300
    if pack == "br":
        brotlis = brotli.Compressor(quality=5)
        return b"".join([*(brotlis.process(piece) for _ in range(pieces)), brotlis.finish()])
    deflate = zlib.compressobj(9, wbits=31 if pack == "gzip" else 15)
    return b"".join([*(deflate.compress(piece) for _ in range(pieces)), deflate.flush()])


def _xml(body: str) -> Answer:
    return _whole(body.encode(), "application/xml")


_LAUGHS = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
_LOL = f"<!DOCTYPE x [<!ENTITY a0 'ha'>{_LAUGHS}]>"
_OK = b"HTTP/1.1 200 OK\r\n"
_ITEM = "<item><title>Новость</title><link>/news/{0}</link><pubDate>Thu, 12 Jun 2025 10:00:00 +0500</pubDate></item>"

# One address: what comes of asking for it.
ANSWERS: dict[str, Callable[[], Answer]] = {
    "bomb: gzip, 300 MB": lambda: _whole(_packed("gzip"), Content_Encoding="gzip"),
    "bomb: deflate, 300 MB": lambda: _whole(_packed("deflate"), Content_Encoding="deflate"),
    "bomb: brotli, 300 MB": lambda: _whole(_packed("br"), Content_Encoding="br"),
    "bomb: gzip in gzip, 300 MB": lambda: _whole(gzip.compress(_packed("gzip")), Content_Encoding="gzip, gzip"),
    "body without end": lambda: _endless(_OK + b"\r\n", bytes(65536)),
    "a byte a second": lambda: _endless(_OK + b"\r\n", b"x", 1.0),
    "header without end": lambda: _endless(_OK + b"X: ", b"x" * 1000),
    "headers without end": lambda: _endless(_OK, b"X: 1\r\n" * 100),
    "status line without end": lambda: _endless(b"HTTP/1.1 200 ", b"K" * 1000),
    "100 Continue without end": lambda: _endless(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100),
    "redirect to itself": lambda: _moved("/case"),
    "redirect to a file": lambda: _moved("file:///etc/passwd"),
    "redirect to a user's name": lambda: _moved("http://a@127.0.0.1/"),
}
# One page, read.
PAGES: dict[str, Callable[[], str]] = {
    "200,000 links": lambda: '<a href="/n/1">Слово за словом в ссылке</a>' * 200_000,
    "20,000 links in boxes": lambda: '<div class="card"><a href="/n/1">Слово за словом в ссылке</a></div>' * 12_000,
    "deep: 100,000 div": lambda: "<div>" * 100_000 + "текст",
    "deep: 40,000 div": lambda: "<div>" * 40_000 + "текст",
    "deep: 16,000 tables": lambda: "<table><tr><td>x" * 16_000,
    "deep: 48,000 b and p": lambda: "<b><p>слово" * 24_000,
    "deep: 48,000 a": lambda: "<a href=x>слово" * 48_000,
    "deep: 48,000 font": lambda: "<font size=1>слово" * 48_000,
    "1,500 widgets in each other": lambda: "<div class='share x'>" * 1_500 + "<i>слово</i>" * 20_000,
    "attribute of 7 MB": lambda: "<div class='" + "a " * 3_500_000 + f"'>{SENTENCE * 5}</div>",
    "500,000 attributes": lambda: "<div " + " ".join(f"a{n}=1" for n in range(500_000)) + f">{SENTENCE * 5}</div>",
    "table of 24,000 cells": lambda: "<table>" + ("<tr>" + "<td>слово" * 20) * 1_200 + "</table>",
    "paragraph of 5 MB": lambda: f"<article><p>{SENTENCE * 26_000}</p></article>",
    "10,000 paragraphs": lambda: f"<article>{f'<p>{SENTENCE}</p>' * 10_000}</article>",
    "1,000,000 entities": lambda: f"<p>{'&nbsp;&#1072;' * 500_000}</p>",
    "JSON-LD, 1,000,000 deep": lambda: f'<script type="application/ld+json">{"[" * 1_000_000}</script>{SENTENCE * 9}',
    "JSON-LD, a number of 3 MB": lambda: f'<script type="application/ld+json">{"9" * 3_000_000}</script>{SENTENCE * 9}',
    "title of 3 MB": lambda: '<meta property="og:title" content="' + "x | " * 750_000 + '">',
    "date of 4 MB": lambda: '<meta property="article:published_time" content="' + "1 мая " * 400_000 + '">',
}
# One list of a source: what its Discovery says.
LISTS: dict[str, tuple[str, Callable[[], Answer]]] = {
    "listing: 200,000 links": ("listing", lambda: _page('<li><a href="/news/1">Новость</a></li>' * 200_000)),
    "listing: 7,000 items": ("listing", lambda: _page('<li><a href="/news/1">Новость</a></li>' * 7_000)),
    "listing: 100,000 deep": ("listing", lambda: _page("<div>" * 100_000)),
    "listing: 28,000 b and p": ("listing", lambda: _page("<b><p>слово" * 14_000)),
    "feed: 100,000 items": (
        "feed",
        lambda: _xml(f"<rss version='2.0'><channel>{''.join(map(_ITEM.format, range(50_000)))}</channel></rss>"),
    ),
    "feed: 1,000,000 deep": ("feed", lambda: _xml("<rss version='2.0'><channel>" + "<a>" * 1_000_000)),
    "feed: 300,000 attributes": (
        "feed",
        lambda: _xml("<rss version='2.0'><channel><item " + " ".join(f"a{n}='1'" for n in range(300_000)) + ">"),
    ),
    "feed: entities (laughs)": ("feed", lambda: _xml(f"{_LOL}<rss version='2.0'><title>&a9;</title></rss>")),
    "sitemap: bomb, 300 MB": ("sitemap", lambda: _whole(_packed("gzip"), "application/gzip")),
    "sitemap: 200,000 entries": (
        "sitemap",
        lambda: _xml(f"<urlset>{''.join(f'<url><loc>/news/{n}</loc></url>' for n in range(200_000))}</urlset>"),
    ),
    "sitemap: 2,000,000 strange tags": ("sitemap", lambda: _xml("<urlset>" + "<x>a</x>" * 1_000_000 + "</urlset>")),
    "sitemap: entities (laughs)": (
        "sitemap",
        lambda: _xml(f"{_LOL}<urlset><url><loc>&a9;</loc></url></urlset>"),
    ),
    "sitemap: an index of itself": (
        "sitemap",
        lambda: _xml(f"<sitemapindex>{'<sitemap><loc>/case</loc></sitemap>' * 50_000}</sitemapindex>"),
    ),
    "JSON: 100,000 deep": ("json", lambda: _whole(b"[" * 100_000, "application/json")),
    "JSON: a number of 1,000,000": ("json", lambda: _whole(b'[{"url":' + b"9" * 1_000_000 + b"}]", "application/json")),
    "JSON: 100,000 items": (
        "json",
        lambda: _whole(b"[" + b",".join([b'{"url":"/news/1"}'] * 100_000) + b"]", "application/json"),
    ),
}
# One article's text, read.
_BEGIN = "Об этом рассказали в акимате, где в среду прошло заседание Ассамблеи, и не только там. " * 5
TEXTS: dict[str, Callable[[], str]] = {
    "text: a sentence of 5 MB": lambda: _BEGIN + SENTENCE.replace(".", ",") * 26_000,
    "text: a sentence of 900 KB": lambda: _BEGIN + SENTENCE.replace(".", ",") * 8_000,
    "text: 6,000 dates": lambda: _BEGIN + "13 июня, " * 6_000,
    "text: 11,000 akims": lambda: _BEGIN + "аким " * 11_000,
    "text: 550 meetings": lambda: _BEGIN + SENTENCE * 550,
    "text: 28,000 quotation marks": lambda: _BEGIN + "«" * 28_000,
    "text: 9,000 initials": lambda: _BEGIN + "А. " * 9_000,
    "text: 900,000 blanks": lambda: _BEGIN + " " * 900_000,
    "text: 450,000 dashes": lambda: _BEGIN + "- " * 450_000,
}


@contextmanager
def _serving(case: Answer) -> Iterator[str]:
    """A server on loopback with one answer at /case, nothing at robots.txt and something harmless elsewhere."""

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            path = self.rfile.readline().split()[1:2]
            while self.rfile.readline().strip():
                pass
            answers = {b"/case": case, b"/robots.txt": lambda: iter((b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",))}
            try:
                for piece in answers.get(path[0] if path else b"", _whole(b"<p>harmless"))():
                    self.connection.sendall(piece)
            except OSError:
                return  # the client has had enough

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def _client() -> Client:
    return Client(ClientSettings(allow_private=True, pace_seconds=0.0, attempts=1), pace=Pace())


def _site(way: Way, base: str) -> Site:
    return Site(
        key="hostile",
        name="Hostile",
        base_url=base,
        hosts=("127.0.0.1",),
        group="regional",
        language="ru",
        region="KZ-39",
        since=None,
        pace_seconds=0.0,
        expected_per_day=(1, 50),
        article_url="/news/",
        ways=(way,),
        selectors=Selectors(),
        guarded=None,
        note="",
    )


def _of_answer(base: str) -> str:
    with _client() as client:
        got = client.get(f"{base}/case")
    return f"{got.outcome}: {got.reason}"


def _of_list(kind: str, base: str) -> str:
    way = Way(kind=kind, address=f"{base}/case", item="li" if kind == "listing" else None)  # type: ignore[arg-type]
    with _client() as client:
        (look,) = discover(way, _site(way, base), client, back_to=NOW.astimezone(ALMATY).date(), now=NOW)
    return f"{'ok' if look.ok else 'no list'}, {len(look.items)} articles: {look.reason}"


def _of_page(text: str) -> str:
    read = Patience().read(text.encode(), url="https://news.example/news/1", content_type="text/html", site=None)
    return f"{read.outcome}: {read.reason}" if isinstance(read, Rejected) else f"fetched: {len(read.text):,} characters"


def _reading() -> Callable[[str], str]:
    reader = Reader(load_registry(), light=False)
    reader.read(Article(text=_BEGIN, title="Заседание", published_at=NOW))

    def read(text: str) -> str:
        article = Article(text=text, title="Заседание Ассамблеи", published_at=NOW, url="https://news.example/1")
        reading = reader.read(article)
        return f"{reading.outcome}: {reading.reason or f'{len(reading.meetings)} meetings'}"

    return read


def _memory(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


def _measured(name: str) -> None:
    """One case: its line of the table."""
    if name in TEXTS:
        read, text = _reading(), TEXTS[name]()
        _tell(name, len(text.encode()), lambda: read(text))
    elif name in PAGES:
        page = HEAD + PAGES[name]()
        confined(60.0, len, "a child")
        _tell(name, len(page.encode()), lambda: _of_page(page))
    else:
        kind, made = LISTS[name] if name in LISTS else ("", ANSWERS[name])
        with _serving(case := made()) as base:
            with _client() as client:
                client.get(f"{base}/harmless")
            size = sum(map(len, case())) if "without end" not in name and "a second" not in name else 0
            _tell(name, size, lambda: _of_list(kind, base) if kind else _of_answer(base))


def _tell(name: str, size: int, work: Callable[[], str]) -> None:
    before, began = _memory(resource.RUSAGE_SELF), time.monotonic()
    try:
        said = work()
    except OutOfBounds as error:
        said = f"out of bounds: {error}"
    took, here = time.monotonic() - began, _memory(resource.RUSAGE_SELF) - before
    close()
    child = _memory(resource.RUSAGE_CHILDREN)
    print(f"{name:32} {size / 1e6:8.2f} {took:8.2f} {here:8.0f} {child:8.0f}  {said[:110]}", flush=True)


def main(words: list[str]) -> None:
    """The table, each case measured in a process of its own."""
    print(f"{'input':32} {'MB sent':>8} {'seconds':>8} {'MB here':>8} {'MB child':>8}  outcome")
    for name in (*ANSWERS, *LISTS, *PAGES, *TEXTS):
        if not words or any(word in name for word in words):
            subprocess.run([sys.executable, __file__, "--case", name], check=False)


if __name__ == "__main__":
    socket.setdefaulttimeout(120)
    if sys.argv[1:2] == ["--case"]:
        _measured(sys.argv[2])
    else:
        main(sys.argv[1:])
