"""Small WARC files as Common Crawl writes them: one gzip member a record, requests beside responses, any bodies."""

from __future__ import annotations

import gzip
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import brotli
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

WORDLESS = "Синоптики обещают тепло, в городе открыли новый мост, билеты на матч раскуплены за час."
ABOUT_AKIM = "Аким Костанайской области Кумар Аксакалов посетил школу и поговорил с учителями о ремонте."
ABOUT_MEETING = (
    "Аким Костанайской области Кумар Аксакалов 30 мая провел совещание по межэтнической ситуации с участием "
    "представителей Ассамблеи народа Казахстана."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Crawled:
    """One answer in a crawl. `encoding`: how the crawler left the body encoded (gzip, br, chunked or as it is)."""

    url: str
    body: bytes
    status: str = "200 OK"
    encoding: str = ""
    at: str = "2025-06-03T10:00:00Z"
    headers: Mapping[str, str] = field(default_factory=dict)


def article_page(
    text: str, *, title: str = "Новости дня", at: str = "2025-06-02T10:00:00+05:00", menu: str = ""
) -> bytes:
    """A page that says when it was published, with `text` as its article and `menu` around it."""
    paragraphs = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    filler = "<p>Подробности сообщат позднее, следите за нашими новостями на сайте и в приложении редакции.</p>"
    return (
        f'<!doctype html><html lang="ru"><head><meta charset="utf-8"><title>{title}</title>'
        f'<meta property="og:title" content="{title}"><meta property="og:type" content="article">'
        f'<meta property="article:published_time" content="{at}"></head><body><nav>{menu}</nav>'
        f"<article><h1>{title}</h1>{paragraphs}{filler}</article></body></html>"
    ).encode()


def crawl(pages: Sequence[Crawled], *, gzipped: bool = True) -> bytes:
    """A whole file: warcinfo, then for each page its request and its response."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=gzipped, warc_version="1.0")
    writer.write_record(writer.create_warcinfo_record("CC-NEWS-20250603.warc.gz", {"software": "StormCrawler"}))
    for page in pages:
        _write(writer, page)
    return out.getvalue()


def _write(writer: WARCWriter, page: Crawled) -> None:
    date = {"WARC-Date": page.at}
    request = StatusAndHeaders("GET / HTTP/1.1", [("Host", "host")], is_http_request=True)
    writer.write_record(writer.create_warc_record(page.url, "request", http_headers=request, warc_headers_dict=date))
    body, named = _encoded(page)
    headers = [("Content-Type", "text/html; charset=utf-8"), *page.headers.items(), *named]
    http = StatusAndHeaders(page.status, headers, protocol="HTTP/1.1")
    answer = writer.create_warc_record(
        page.url,
        "response",
        payload=io.BytesIO(body),
        length=len(body),
        http_headers=http,
        warc_headers_dict={**date, "WARC-IP-Address": "192.0.2.1", "WARC-Identified-Payload-Type": "text/html"},
    )
    writer.write_record(answer)


def _encoded(page: Crawled) -> tuple[bytes, list[tuple[str, str]]]:
    if page.encoding == "gzip":
        return gzip.compress(page.body), [("Content-Encoding", "gzip")]
    if page.encoding == "br":
        return brotli.compress(page.body), [("Content-Encoding", "br")]
    if page.encoding == "chunked":
        half = len(page.body) // 2
        pieces = (page.body[:half], page.body[half:], b"")
        body = b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces)
        return body, [("Transfer-Encoding", "chunked")]
    if page.encoding == "decoded":  # as Common Crawl leaves it: undone, and the server's own word kept beside
        return page.body, [("X-Crawl-Content-Encoding", "gzip"), ("Content-Length", str(len(page.body)))]
    return page.body, []
