"""Walking a WARC file of anybody's: whose each record is, what is wanted, and what is cut or broken."""

from __future__ import annotations

import gzip
import hashlib
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from ccnews_files import Crawled, article_page, crawl
from hypothesis import given
from hypothesis import strategies as st

from extractors.web.archive import Archive, iter_pages, read_payload
from extractors.web.copied import CopiedRecords
from extractors.web.gunzip import MOST_BYTES
from extractors.web.warcwalk import Broken, Met, Passed, Walked, walk
from models.records import PageRef

OURS, STRANGER = "tengrinews.kz", "lemonde.example"
BODY = article_page("Первая новость.")
PAGES = [
    Crawled(url=f"https://{OURS}/news/1/", body=BODY),
    Crawled(url=f"https://www.{STRANGER}/monde/", body=b"<html><body><p>Bonjour</p></body></html>" * 50),
    Crawled(url=f"https://www.{OURS}/news/2/", body=BODY * 2, encoding="gzip"),
    Crawled(url=f"http://{STRANGER}/b/", body=b"x" * 70_000),
    Crawled(url=f"https://{OURS}/news/3/", body=BODY * 3, encoding="chunked"),
    Crawled(url=f"https://{OURS}/news/4/", body=BODY * 4, encoding="br"),
    Crawled(url=f"https://{OURS}/news/5/", body=BODY * 5, encoding="decoded"),
]
WHOLE = crawl(PAGES)


def ours(host: str) -> bool:
    return host == OURS


def walked(content: bytes, offset: int = 0, wanted: Callable[[str], bool] = ours) -> list[Met]:
    file = io.BytesIO(content)
    file.seek(offset)
    return list(walk(file, offset=offset, wanted=wanted))


def pages_of(met: list[Met]) -> list[bytes]:
    return [one.page().payload for one in met if isinstance(one, Walked)]


def member(head: str, block: bytes = b"") -> bytes:
    return gzip.compress(f"WARC/1.0\r\n{head}\r\n\r\n".encode() + block + b"\r\n\r\n")


def test_pages_of_our_hosts_are_given_and_of_strangers_the_host_alone() -> None:
    met = walked(WHOLE)
    assert pages_of(met) == [BODY, BODY * 2, BODY * 3, BODY * 4, BODY * 5]
    hosts = [one.host for one in met if isinstance(one, Passed)]
    assert hosts.count(STRANGER) == 2
    assert hosts.count(None) == 1 + len(PAGES)  # warcinfo and the requests


def test_the_records_lie_one_behind_the_other_to_the_files_end() -> None:
    met = walked(WHOLE)
    assert [one.offset for one in met] == [0, *(one.end for one in met[:-1])]
    assert met[-1].end == len(WHOLE)


def test_from_every_record_on_exactly_the_rest_is_given() -> None:
    met = walked(WHOLE)
    for number, one in enumerate(met):
        assert walked(WHOLE, one.offset) == met[number:]


@pytest.mark.parametrize("gzipped", [True, False])
def test_whatever_the_file_is_packed_like_a_copied_record_gives_the_very_bytes(tmp_path: Path, gzipped: bool) -> None:
    copies = CopiedRecords(source="s3://bucket/a.warc.gz", date="2025-06-03T10:00:00Z")
    content = crawl(PAGES, gzipped=gzipped)
    kept = [(copies.add(one.packed), one.page().payload) for one in walked(content) if isinstance(one, Walked)]
    (tmp_path / "copied.warc.gz").write_bytes(copies.content())
    for offset, payload in kept:
        ref = PageRef(file="copied.warc.gz", offset=offset, sha256=hashlib.sha256(payload).hexdigest())
        assert read_payload(tmp_path, ref) == payload
    assert [page.payload for page in iter_pages(tmp_path / "copied.warc.gz")] == [payload for _, payload in kept]


def test_the_same_records_copied_again_make_the_same_file() -> None:
    one, other = (CopiedRecords(source="a", date="2025-06-03T10:00:00Z") for _ in range(2))
    assert one.add(WHOLE) == other.add(WHOLE)
    assert one.content() == other.content()


def test_a_page_that_holds_a_whole_archive_speaks_for_its_own_host_only() -> None:
    """Whoever writes a page may put a record in its body, in the name of any site, and not compress it."""
    forged = crawl([Crawled(url=f"https://{OURS}/forged/", body="Аким провел совещание".encode())])
    host = crawl([Crawled(url=f"https://{STRANGER}/a/", body=forged)])
    assert forged not in host
    stored = gzip.compress(gzip.decompress(host), compresslevel=0)  # the forged members lie in it byte for byte
    assert forged in stored
    assert pages_of(walked(host)) == pages_of(walked(stored)) == []


def test_a_warcinfo_of_our_own_archive_is_told_apart(tmp_path: Path) -> None:
    from datetime import UTC, datetime

    with Archive(tmp_path) as archive:
        archive.write_resource("https://a.kz/", b"1", "text/html", datetime(2025, 6, 3, tzinfo=UTC))
    (path,) = tmp_path.iterdir()
    first = walked(path.read_bytes())[0]
    assert isinstance(first, Passed)
    assert first.is_ours
    assert not any(isinstance(one, Passed) and one.is_ours for one in walked(WHOLE))


@pytest.mark.parametrize(
    ("spoilt", "told"),
    [
        (b"this is no gzip member at all", "damaged"),
        (member("WARC-Type: response\r\nWARC-Date: 2025-06-03T10:00:00Z\r\nContent-Length: 0"), "without an address"),
        (member(f"WARC-Type: response\r\nWARC-Target-URI: https://{OURS}/"), "how long"),
        (member(f"WARC-Type: response\r\nWARC-Target-URI: https://{OURS}/\r\nContent-Length: -5"), "how long"),
        (
            member(f"WARC-Type: response\r\nWARC-Target-URI: https://{OURS}/\r\nContent-Length: {'9' * 5000}"),
            "how long",
        ),
        (member(f"WARC-Type: response\r\nWARC-Target-URI: https://{OURS}/\r\nContent-Length: 99", b"abc"), "missing"),
        (gzip.compress(b"GET / HTTP/1.1\r\n\r\n"), "does not begin with WARC/"),
        (gzip.compress(b"WARC/1.0\r\nWARC-Type: response"), "no end"),
        (gzip.compress(bytes(MOST_BYTES + 1)), "more than"),
    ],
)
def test_a_spoilt_record_costs_itself_and_is_named_with_its_place(spoilt: bytes, told: str) -> None:
    for before, after in ((WHOLE, WHOLE), (b"", WHOLE)):
        met = walked(before + spoilt + after)
        (broken,) = [one for one in met if isinstance(one, Broken)]
        assert broken.offset == len(before)
        assert told in broken.told
        assert "\n" not in broken.told
        assert pages_of(met) == pages_of(walked(before)) + pages_of(walked(after))


@pytest.mark.parametrize("date", ["yesterday", "2025-06-03T10:00:00", ""])
def test_a_page_of_no_known_moment_is_refused_when_it_is_asked_for(date: str) -> None:
    head = f"WARC-Type: response\r\nWARC-Target-URI: https://{OURS}/\r\nWARC-Date: {date}\r\nContent-Length: 19"
    (one,) = walked(member(head, b"HTTP/1.1 200 OK\r\n\r\n"))
    assert isinstance(one, Walked)
    with pytest.raises(ValueError):
        one.page()


def test_a_file_cut_inside_a_record_gives_all_before_and_says_where() -> None:
    met = walked(WHOLE)
    for one in met:
        assert one.end is not None
        cut = walked(WHOLE[: (one.offset + one.end) // 2])
        assert cut[:-1] == met[: met.index(one)]
        assert isinstance(cut[-1], Broken)
        assert (cut[-1].offset, cut[-1].end) == (one.offset, None)


def test_several_records_in_one_stream_are_given_one_by_one() -> None:
    packed = gzip.compress(gzip.decompress(WHOLE))
    assert pages_of(walked(packed)) == pages_of(walked(WHOLE))


def test_an_empty_file_is_told() -> None:
    (met,) = walked(b"")
    assert isinstance(met, Broken)
    assert "empty" in met.told


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
def test_a_changed_byte_costs_at_most_the_record_it_is_in(place: int, change: int) -> None:
    spoilt = bytearray(WHOLE)
    spoilt[place] ^= change
    kept = {one.offset: one for one in walked(bytes(spoilt)) if isinstance(one, Walked)}
    for one in walked(WHOLE):
        assert one.end is not None
        if isinstance(one, Walked) and not one.offset <= place < one.end:
            assert kept[one.offset] == one
