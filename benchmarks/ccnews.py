"""Files of the shape of Common Crawl's CC-NEWS, the same for the same seed, streamed and never held whole.

    python benchmarks/ccnews.py OUT.warc.gz [--pages 2000] [--ours 0.1] [--seed 1] [--clean-chrome] [--small]

One gzip member a record: `warcinfo`, then for each page its request and its response, with HTTP headers as its crawler
leaves them (encodings undone, the server's own kept as `X-Crawl-…`), addresses, SHA-1 digests, some bodies cut at a
bound, some answers that are no page. `--ours`: the share of pages of hosts in `extractors/sources/`; the others are
strangers' in many languages (in the real files most by far).
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from members import Packed, member, pack
from news_texts import load_stories
from newsweb import NewsPage, Newsweb
from strangers import Strangers

_CRAWLED = datetime(2025, 9, 1, tzinfo=UTC)
_AGENT = "newsbot/1.0 (+https://crawler.example/bot)"
_CUT_SHARE = 0.004  # of strangers' bodies: cut at half, so that `WARC-Truncated` is met in small files too
_NO_PAGE_SHARE = 0.02  # of strangers' answers: 404s and pictures
_SERVERS = ("nginx", "nginx/1.24.0", "cloudflare", "Apache", "LiteSpeed")
_PICTURE = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" + bytes(2000)
_MISSING = b"<!DOCTYPE html><html><head><title>404</title></head><body><h1>Not found</h1></body></html>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What one address answered, as the crawler saw it."""

    url: str
    at: datetime
    body: Packed
    status: str = "200 OK"
    kind: str = "text/html; charset=UTF-8"
    cut: bool = False
    ours: NewsPage | None = None


class CcNews:
    """The records of one file of so many pages. `made` counts what the last pass over it gave."""

    def __init__(
        self, pages: int, *, web: Newsweb, ours: float = 1.0, seed: int = 1, small: bool = False, first: int = 0
    ) -> None:
        self.pages, self._ours, self._seed, self._web, self._first = pages, ours, seed, web, first
        self._strangers = Strangers(seed, small=small) if ours < 1 else None
        self._bodies = [pack(one.payload) for one in self._strangers.bodies] if self._strangers else []
        self._picture, self._missing = pack(_PICTURE), pack(_MISSING)
        self.made: Counter[str] = Counter()

    def answers(self) -> Iterator[Answer]:
        chance = random.Random(f"{self._seed} crawl {self._first}")
        for number in range(self._first, self._first + self.pages):
            at = _CRAWLED + timedelta(milliseconds=250 * number)
            if self._strangers is None or chance.random() < self._ours:
                page = self._web.page(number)
                yield Answer(url=page.url, at=at, body=pack(page.payload), ours=page)
            else:
                yield self._stranger(chance, at)

    def _stranger(self, chance: random.Random, at: datetime) -> Answer:
        assert self._strangers is not None
        which = chance.randrange(len(self._bodies))
        url, body = self._strangers.address(chance, self._strangers.bodies[which]), self._bodies[which]
        draw = chance.random()
        if draw < _NO_PAGE_SHARE / 2:
            return Answer(url=url, at=at, body=self._missing, status="404 Not Found")
        if draw < _NO_PAGE_SHARE:
            return Answer(url=url, at=at, body=self._picture, kind="image/jpeg")
        if draw < _NO_PAGE_SHARE + _CUT_SHARE:
            return Answer(url=url, at=at, body=pack(body.content[: body.length // 2]), cut=True)
        return Answer(url=url, at=at, body=body)

    def members(self, seen: Callable[[Answer], None] | None = None) -> Iterator[bytes]:
        """The file, one gzip member after another; `seen` is told of each answer before it is given."""
        self.made = Counter()
        chance = random.Random(f"{self._seed} ids {self._first}")
        info = _id(chance)
        yield _warcinfo(info)
        for answer in self.answers():
            if seen is not None:
                seen(answer)
            self.made["ours" if answer.ours else "strangers"] += 1
            self.made["bytes"] += answer.body.length
            request, response = _id(chance), _id(chance)
            yield _request(answer, request, info)
            yield member(_response(answer, chance, response, request, info), answer.body)

    def write(self, path: Path, seen: Callable[[Answer], None] | None = None) -> int:
        """Its length in bytes."""
        with path.open("wb") as file:
            for piece in self.members(seen):
                file.write(piece)
            return file.tell()


def _id(chance: random.Random) -> str:
    return f"<urn:uuid:{UUID(int=chance.getrandbits(128), version=4)}>"


def _date(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def _lines(*lines: str) -> bytes:
    return "\r\n".join((*lines, "", "")).encode()


def _warcinfo(info: str) -> bytes:
    told = _lines(
        "isPartOf: CC-NEWS",
        "description: a synthetic news crawl for benchmarks",
        "format: WARC File Format 1.0",
        "robots: checked",
        f"http-header-user-agent: {_AGENT}",
        "software: benchmarks/ccnews.py",
    )
    head = _lines(
        "WARC/1.0", "WARC-Type: warcinfo", f"WARC-Date: {_date(_CRAWLED)}", f"WARC-Record-ID: {info}",
        "WARC-Filename: CC-NEWS-20250901000000-00000.warc.gz", "Content-Type: application/warc-fields",
        f"Content-Length: {len(told)}",
    )  # fmt: skip
    return member(head, pack(told))


def _request(answer: Answer, record: str, info: str) -> bytes:
    parts = urlsplit(answer.url)
    told = _lines(
        f"GET {parts.path} HTTP/1.1", f"User-Agent: {_AGENT}", "Accept-Language: *", "Accept-Encoding: br,gzip",
        f"Host: {parts.hostname}", "Connection: Keep-Alive",
    )  # fmt: skip
    head = _lines(
        "WARC/1.0", "WARC-Type: request", f"WARC-Target-URI: {answer.url}", f"WARC-Date: {_date(answer.at)}",
        f"WARC-Record-ID: {record}", f"WARC-Warcinfo-ID: {info}",
        "Content-Type: application/http; msgtype=request", f"Content-Length: {len(told)}",
    )  # fmt: skip
    return member(head + told, pack(b""))


def _response(answer: Answer, chance: random.Random, record: str, request: str, info: str) -> bytes:
    """The WARC and HTTP headers of a response; its body follows."""
    http = _lines(
        f"HTTP/1.1 {answer.status}",
        f"Server: {_SERVERS[chance.randrange(len(_SERVERS))]}",
        f"Date: {answer.at:%a, %d %b %Y %H:%M:%S GMT}",
        f"Content-Type: {answer.kind}",
        "X-Crawl-Transfer-Encoding: chunked",
        "Connection: keep-alive",
        "Vary: Accept-Encoding",
        "X-Crawl-Content-Encoding: gzip",
        f"Content-Length: {answer.body.length}",
    )
    address = ".".join(str(chance.randrange(1, 255)) for _ in range(4))
    head = _lines(
        "WARC/1.0",
        "WARC-Type: response",
        f"WARC-Record-ID: {record}",
        f"WARC-Warcinfo-ID: {info}",
        f"WARC-Concurrent-To: {request}",
        f"WARC-Target-URI: {answer.url}",
        f"WARC-Date: {_date(answer.at)}",
        f"WARC-IP-Address: {address}",
        f"WARC-Payload-Digest: sha1:{answer.body.sha1}",
        f"WARC-Identified-Payload-Type: {answer.kind.partition(';')[0]}",
        *(["WARC-Truncated: length"] if answer.cut else []),
        "Content-Type: application/http; msgtype=response",
        f"Content-Length: {len(http) + answer.body.length}",
    )
    return head + http


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--ours", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--clean-chrome", action="store_true")
    parser.add_argument("--small", action="store_true")
    given = parser.parse_args()
    web = Newsweb(load_stories(), seed=given.seed, clean_chrome=given.clean_chrome, small=given.small)
    file = CcNews(given.pages, web=web, ours=given.ours, seed=given.seed, small=given.small)
    length = file.write(given.out)
    print(f"{given.out}: {length:,} bytes, {file.made['bytes']:,} of them bodies once unpacked; {dict(file.made)}")


if __name__ == "__main__":
    main()
