"""What is archived comes back byte for byte, whatever happens to the file."""

from __future__ import annotations

import gzip
import hashlib
import io
import itertools
import multiprocessing
import threading
from datetime import UTC, datetime, timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.web import warcfile
from extractors.web.archive import Archive, ArchiveError, iter_pages, read_payload
from extractors.web.response import Response
from models.errors import BadInput
from models.records import PageRef

AT = datetime(2024, 10, 17, 9, 30, tzinfo=UTC)
CP1251 = "<html><body><p>Заседание совета прошло в среду.</p></body></html>".encode("windows-1251")


def response(path: str = "/1", body: bytes = CP1251, at: datetime = AT, listed: str | None = None) -> Response:
    url = f"https://news.example{path}"
    return Response(
        outcome="fetched",
        url=listed or url,
        final_url=url,
        at=at,
        status=200,
        body=body,
        reason_phrase="OK",
        request_headers=(("Host", "news.example"), ("User-Agent", "akimwatch/0.1")),
        response_headers=(
            ("Content-Type", "text/html; charset=windows-1251"),
            ("Content-Encoding", "gzip"),
            ("Transfer-Encoding", "chunked"),
            ("ETag", '"v1"'),
        ),
    )


def only_file(folder: Path) -> Path:
    (path,) = folder.iterdir()
    return path


def test_a_page_comes_back_as_the_bytes_that_were_digested(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        refs = [archive.write_exchange(response(f"/{n}", CP1251 + bytes([n]))) for n in range(5)]
    for n, ref in enumerate(refs):
        payload = read_payload(tmp_path, ref)
        assert payload == CP1251 + bytes([n])
        assert hashlib.sha256(payload).hexdigest() == ref.sha256
    assert refs[0].file == "akimwatch-20241017-0001.warc.gz"


def test_every_page_is_readable_while_the_archive_is_still_open(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        ref = archive.write_exchange(response())
        assert read_payload(tmp_path, ref) == CP1251


def test_the_file_is_a_valid_warc_with_request_and_response(tmp_path: Path) -> None:
    """Read by warcio alone, digests checked."""
    with Archive(tmp_path) as archive:
        archive.write_exchange(response())
        archive.write_resource("https://news.example/2", b'{"text": "x"}', "application/json", AT)
    with only_file(tmp_path).open("rb") as file:
        records = [
            (record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read())
            for record in ArchiveIterator(file, check_digests="raise")
        ]
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "request", "resource"]
    _, headers, http, payload = records[1]
    assert payload == CP1251
    assert headers.get_header("WARC-Date") == "2024-10-17T09:30:00.000000Z"
    assert http.get_header("X-Archive-Orig-Content-Encoding") == "gzip"
    assert http.get_header("Content-Encoding") is None
    assert records[2][1].get_header("WARC-Concurrent-To") == headers.get_header("WARC-Record-ID")
    assert records[2][2].protocol == "GET"


def test_pages_are_iterated_with_everything_a_replay_needs(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        first = archive.write_exchange(response("/final", listed="https://news.example/listed"))
        second = archive.write_resource(None, b"{}", "application/json", AT)
    pages = list(iter_pages(only_file(tmp_path)))
    assert [page.page_ref for page in pages] == [first, second]
    assert (pages[0].url, pages[0].final_url) == ("https://news.example/listed", "https://news.example/final")
    assert (pages[0].at, pages[0].status, pages[0].content_type) == (AT, 200, "text/html; charset=windows-1251")
    assert pages[0].payload == CP1251
    assert pages[1].url == f"urn:sha256:{second.sha256}"
    assert (pages[1].status, pages[1].content_type) == (None, "application/json")


def test_a_large_page_survives(tmp_path: Path) -> None:
    body = bytes(range(256)) * 20_000
    with Archive(tmp_path) as archive:
        ref = archive.write_exchange(response(body=body))
    assert read_payload(tmp_path, ref) == body
    assert next(iter_pages(only_file(tmp_path))).payload == body


def test_an_empty_page_survives(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        refs = [archive.write_exchange(response(body=b"")), archive.write_resource("urn:x", b"", "text/plain", AT)]
    assert [read_payload(tmp_path, ref) for ref in refs] == [b"", b""]
    assert len(list(iter_pages(only_file(tmp_path)))) == 2


def test_an_outcome_without_a_body_is_not_archived(tmp_path: Path) -> None:
    missed = Response(outcome="robots", url="https://a.example/", final_url="https://a.example/", at=AT)
    with Archive(tmp_path) as archive, pytest.raises(ValueError, match="robots"):
        archive.write_exchange(missed)
    assert list(tmp_path.iterdir()) == []


def test_the_same_day_is_taken_up_again_and_another_day_has_its_own_file(tmp_path: Path) -> None:
    for hours in (0, 1, 30):
        with Archive(tmp_path) as archive:
            archive.write_exchange(response(at=AT + timedelta(hours=hours)))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "akimwatch-20241017-0001.warc.gz",
        "akimwatch-20241018-0001.warc.gz",
    ]
    assert len(list(iter_pages(tmp_path / "akimwatch-20241017-0001.warc.gz"))) == 2


def test_the_day_of_a_file_is_kazakhstans(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        ref = archive.write_exchange(response(at=datetime(2024, 10, 17, 20, 0, tzinfo=UTC)))
    assert ref.file.startswith("akimwatch-20241018-")


def test_a_full_file_is_followed_by_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcfile, "MOST_RECORDS", 5)  # warcinfo and two pages with their requests
    with Archive(tmp_path) as archive:
        refs = [archive.write_exchange(response(f"/{n}", bytes([n]))) for n in range(5)]
    assert [ref.file[-12:] for ref in refs] == ["0001.warc.gz"] * 2 + ["0002.warc.gz"] * 2 + ["0003.warc.gz"]
    assert [read_payload(tmp_path, ref) for ref in refs] == [bytes([n]) for n in range(5)]


def test_a_cut_record_is_removed_and_told_of_and_nothing_is_put_in_its_place(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        ref = archive.write_exchange(response("/1"))
        archive.write_exchange(response("/2"))
    path = only_file(tmp_path)
    cut = path.read_bytes()[:-30]
    path.write_bytes(cut)
    told: list[str] = []
    with Archive(tmp_path, report=told.append) as archive:
        new = archive.write_exchange(response("/3"))
    assert cut.startswith(path.read_bytes())
    assert next(iter_pages(path, report=told.append)).page_ref == ref
    assert [path.name in line for line in told] == [True], "once: afterwards the file can be read to its end"
    with path.open("rb") as file:
        assert len(list(ArchiveIterator(file))) == 4, "by other readers too"
    assert new.file == "akimwatch-20241017-0002.warc.gz"
    assert read_payload(tmp_path, ref) == CP1251


def test_a_file_that_is_damaged_and_not_cut_loses_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        refs = [archive.write_exchange(response(f"/{n}", CP1251)) for n in range(3)]
    path = only_file(tmp_path)
    hurt = bytearray(path.read_bytes())
    hurt[refs[1].offset + 40] ^= 0xFF
    path.write_bytes(bytes(hurt[:-5]))
    with Archive(tmp_path) as archive:
        archive.write_exchange(response("/3"))
    assert path.read_bytes() == hurt[:-5]


@pytest.mark.parametrize("share", [0.3, 0.5, 0.62, 0.9, 0.999])
def test_a_cut_file_gives_all_whole_pages_and_one_report(tmp_path: Path, share: float) -> None:
    with Archive(tmp_path) as archive:
        refs = [archive.write_exchange(response(f"/{n}", CP1251 * (n + 1))) for n in range(20)]
    path = only_file(tmp_path)
    data = path.read_bytes()
    end = int(len(data) * share)
    path.write_bytes(data[:end])
    said: list[str] = []
    pages = list(iter_pages(path, report=said.append))
    whole = [ref for ref, after in zip(refs, [*refs[1:], None], strict=True) if after and after.offset <= end]
    assert [page.page_ref for page in pages[: len(whole)]] == whole
    assert len(pages) <= len(whole) + 1  # the response of the last page may be whole without its request
    assert len(said) == 1
    assert str(path) in said[0]
    assert "ends inside" in said[0]


def test_a_hole_in_the_middle_costs_only_the_pages_in_it(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        refs = [archive.write_exchange(response(f"/{n}", CP1251 * (n + 1))) for n in range(10)]
    path = only_file(tmp_path)
    data = bytearray(path.read_bytes())
    data[refs[4].offset + 40 : refs[4].offset + 80] = bytes(40)
    path.write_bytes(data)
    said: list[str] = []
    found = {page.page_ref for page in iter_pages(path, report=said.append)}
    assert set(refs) - found == {refs[4]}
    assert len(said) == 1
    with pytest.raises(ArchiveError, match=str(refs[4].offset)):
        read_payload(tmp_path, refs[4])


def test_a_changed_byte_is_noticed(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        ref = archive.write_exchange(response())
    with pytest.raises(ArchiveError, match="does not hold"):
        read_payload(tmp_path, PageRef(file=ref.file, offset=ref.offset, sha256="0" * 64))
    with pytest.raises(ArchiveError, match="does not hold"):
        read_payload(tmp_path, PageRef(file=ref.file, offset=ref.offset + 1, sha256=ref.sha256))
    with pytest.raises(ArchiveError, match="cannot be read"):
        read_payload(tmp_path, PageRef(file="gone.warc.gz", offset=0, sha256=ref.sha256))


def test_a_missing_file_and_one_that_is_no_warc_end_in_a_clear_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.warc\.gz: cannot be read"):
        list(iter_pages(tmp_path / "gone.warc.gz"))
    for name, data in (("a.warc", b"<html>no archive</html>"), ("b.warc.gz", gzip.compress(b"{}")), ("c.warc", b"")):
        said: list[str] = []
        (tmp_path / name).write_bytes(data)
        assert list(iter_pages(tmp_path / name, report=said.append)) == []
        assert len(said) == 1


def foreign(path: Path, *, gzipped: bool, bodies: list[tuple[str, list[tuple[str, str]], bytes]]) -> None:
    """A file as CC-NEWS has them: response records, bodies as they came over the wire."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=gzipped)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "somebody else"}))
        for status, headers, body in bodies:
            writer.write_record(
                writer.create_warc_record(
                    f"https://other.example/{len(headers)}-{len(body)}",
                    "response",
                    payload=io.BytesIO(body),
                    http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
                )
            )


HTML = ("Content-Type", "text/html")
PLAIN = b"<p>Body</p>" * 30
PACKED = gzip.compress(PLAIN)
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PACKED), PACKED)


@pytest.mark.parametrize("gzipped", [True, False])
def test_archives_of_others_are_read_with_their_encodings(tmp_path: Path, gzipped: bool) -> None:
    path = tmp_path / "CC-NEWS-20241017-00001.warc"
    foreign(
        path,
        gzipped=gzipped,
        bodies=[
            ("200 OK", [HTML], PLAIN),
            ("200 OK", [HTML, ("Content-Encoding", "gzip")], PACKED),
            ("200 OK", [HTML, ("Content-Encoding", "gzip"), ("Transfer-Encoding", "chunked")], CHUNKED),
            ("200 OK", [HTML, ("Content-Encoding", "gzip"), ("X-Decoded", "already")], PLAIN),
            ("200 OK", [HTML, ("Transfer-Encoding", "chunked"), ("X-Decoded", "already")], PLAIN),
            ("404 Not Found", [HTML], b"nothing"),
        ],
    )
    said: list[str] = []
    pages = list(iter_pages(path, report=said.append))
    assert [page.outcome for page in pages] == ["fetched"] * 5 + ["http_error"]
    assert [page.payload for page in pages[:5]] == [PLAIN] * 5
    assert [read_payload(tmp_path, page.page_ref) for page in pages[:5]] == [PLAIN] * 5
    assert said == []


def test_a_bomb_in_an_archive_is_too_large_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "bomb.warc.gz"
    bomb = gzip.compress(bytes(30 * 1024 * 1024))
    foreign(
        path,
        gzipped=True,
        bodies=[("200 OK", [HTML, ("Content-Encoding", "gzip")], bomb), ("200 OK", [HTML], PLAIN)],
    )
    pages = list(iter_pages(path))
    assert [page.outcome for page in pages] == ["too_large", "fetched"]
    assert pages[0].payload == b""


def test_a_plain_warc_cut_in_the_middle_gives_what_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "plain.warc"
    foreign(path, gzipped=False, bodies=[("200 OK", [HTML], PLAIN + bytes([n])) for n in range(65, 75)])
    path.write_bytes(path.read_bytes()[:-200])
    said: list[str] = []
    assert len(list(iter_pages(path, report=said.append))) == 9
    assert len(said) == 1


def test_a_warc_in_one_gzip_stream_is_read_too(tmp_path: Path) -> None:
    plain, packed = tmp_path / "plain.warc", tmp_path / "one.warc.gz"
    foreign(plain, gzipped=False, bodies=[("200 OK", [HTML], PLAIN + bytes([n])) for n in range(65, 75)])
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    pages = list(iter_pages(packed))
    assert [read_payload(tmp_path, page.page_ref) for page in pages] == [page.payload for page in pages]
    assert len({page.payload for page in pages}) == 10


def test_references_to_a_file_elsewhere_are_absolute(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    foreign(elsewhere / "x.warc.gz", gzipped=True, bodies=[("200 OK", [HTML], PLAIN)])
    (page,) = iter_pages(elsewhere / "x.warc.gz", folder=tmp_path / "archive")
    assert read_payload(tmp_path / "archive", page.page_ref) == PLAIN
    (page,) = iter_pages(elsewhere / "x.warc.gz", folder=tmp_path)
    assert page.page_ref.file == "elsewhere/x.warc.gz"


def write_some(folder: Path, name: str, number: int) -> None:
    with Archive(folder) as archive:
        for n in range(number):
            archive.write_exchange(response(f"/{name}/{n}", f"{name} {n}".encode()))


def pages_in(folder: Path) -> list[bytes]:
    return [page.payload for path in sorted(folder.iterdir()) for page in iter_pages(path, report=pytest.fail)]


def test_processes_and_threads_on_one_folder_do_not_clash(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    workers = [spawn.Process(target=write_some, args=(tmp_path, f"p{n}", 30)) for n in range(3)]
    threads = [threading.Thread(target=write_some, args=(tmp_path, f"t{n}", 30)) for n in range(3)]
    for worker in (*workers, *threads):
        worker.start()
    for worker in (*workers, *threads):
        worker.join()
    assert sorted(pages_in(tmp_path)) == sorted(
        f"{w} {n}".encode() for w in ("p0", "p1", "p2", "t0", "t1", "t2") for n in range(30)
    )


def write_until_killed(folder: Path, done: Connection) -> None:
    with Archive(folder) as archive:
        for n in itertools.count():
            ref = archive.write_exchange(response(f"/{n}", f"page {n}".encode() * 500))
            done.send(ref)


def test_a_kill_loses_no_page_that_was_reported_as_archived(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("fork")
    ours, theirs = spawn.Pipe(duplex=False)
    writer = spawn.Process(target=write_until_killed, args=(tmp_path, theirs))
    writer.start()
    refs = [ours.recv() for _ in range(30)]
    writer.kill()
    writer.join()
    assert [read_payload(tmp_path, ref) for ref in refs] == [f"page {n}".encode() * 500 for n in range(30)]
    said: list[str] = []
    assert len(list(iter_pages(only_file(tmp_path), report=said.append))) >= 30
    assert len(said) <= 1


def test_threads_may_share_one_archive(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:

        def write(name: str) -> None:
            for n in range(20):
                archive.write_exchange(response(body=f"{name} {n}".encode()))

        threads = [threading.Thread(target=write, args=(f"t{n}",)) for n in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert len(list(tmp_path.iterdir())) == 1
    assert len(pages_in(tmp_path)) == 80


def test_a_full_disk_leaves_the_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(io.FileIO):
        broken = False

        def write(self, data: bytes) -> int:  # type: ignore[override]
            if self.broken:
                super().write(data[: len(data) // 2])
                raise OSError(28, "No space left on device")
            return super().write(data)

    with Archive(tmp_path) as archive:
        ref = archive.write_exchange(response("/1"))
        held = archive._file
        assert held is not None
        held._file.close()
        full = Full(held.path, "r+")
        monkeypatch.setattr(held, "_file", full)
        full.broken = True
        with pytest.raises(ArchiveError, match="free some space"):
            archive.write_exchange(response("/2"))
        full.broken = False
        later = archive.write_exchange(response("/3", b"three"))
    assert read_payload(tmp_path, ref) == CP1251
    assert read_payload(tmp_path, later) == b"three"
    assert len(list(iter_pages(only_file(tmp_path), report=pytest.fail))) == 2


@pytest.mark.parametrize("start", [b"", b"WARC/1.0\r\nContent-Length: ", b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"])
def test_bytes_that_are_no_warc_are_reported_without_being_printed(tmp_path: Path, start: bytes) -> None:
    path, said = tmp_path / "x.warc", list[str]()
    path.write_bytes(start + bytes(range(256)).replace(b"\n", b"").replace(b"\r", b"") * 40 + b"\r\n\r\n")
    assert list(iter_pages(path, report=said.append)) == []
    assert said
    assert all(line.isprintable() and len(line.removeprefix(f"{path}: ")) < 150 for line in said)


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://x.kz/\ud83d", "https://x.kz/%ED%A0%BD"),
        ("https://x.kz/\r\nWARC-Type: warcinfo", "https://x.kz/%0D%0AWARC-Type:%20warcinfo"),
        ("http://[::1", "http://[::1"),
    ],
)
def test_an_address_that_no_header_can_hold_is_archived_and_adds_no_header(tmp_path: Path, url: str, kept: str) -> None:
    with Archive(tmp_path) as archive:
        ref = archive.write_resource(url, b"{}", "application/json", datetime(2025, 6, 1, tzinfo=UTC))
    assert read_payload(tmp_path, ref) == b"{}"
    assert [page.url for page in iter_pages(tmp_path / ref.file)] == [kept]
