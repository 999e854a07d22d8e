"""A WARC file is reached where it lies, and a passing failure does not end the reading."""

from __future__ import annotations

import random
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import fsspec
import pytest
from flaky_store import flaky_store, put

from extractors.web import warcstore
from extractors.web.warcsource import open_source
from models.errors import BadInput

DATA = random.Random(8).randbytes(9_000_000)


class Server(ThreadingHTTPServer):
    ranges, fails, tag, cut = True, 0.0, '"a"', False
    dice = random.Random(3)


class Handler(BaseHTTPRequestHandler):
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_HEAD(self) -> None:
        self.do_GET()

    def do_GET(self) -> None:
        if self.server.dice.random() < self.server.fails:
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        found = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", "")) if self.server.ranges else None
        start, end = (int(found[1]), int(found[2] or len(DATA) - 1) + 1) if found else (0, len(DATA))
        body = DATA[start:end]
        self.send_response(206 if found else 200)
        if self.server.ranges:
            self.send_header("Accept-Ranges", "bytes")
        if found:
            self.send_header("Content-Range", f"bytes {start}-{start + len(body) - 1}/{len(DATA)}")
        self.send_header("ETag", self.server.tag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command == "GET":
            cut = self.server.cut and self.server.dice.random() < 0.5
            self.wfile.write(body[: len(body) // 2] if cut else body)
            self.close_connection = cut


@pytest.fixture
def server() -> Iterator[Server]:
    one = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=one.serve_forever)
    thread.start()
    yield one
    one.shutdown()
    thread.join()
    one.server_close()


@pytest.fixture(autouse=True)
def _short_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcstore, "_WAIT_FIRST", 0.01)
    monkeypatch.setattr(warcstore, "_WAIT_MOST", 0.02)


@pytest.mark.parametrize("ranges", [True, False])
@pytest.mark.parametrize("fails", [0.0, 0.5])
def test_an_http_file_is_read_from_any_byte_on(server: Server, ranges: bool, fails: float) -> None:
    server.ranges, server.fails = ranges, fails
    source = open_source(f"http://127.0.0.1:{server.server_port}/a.warc.gz")
    with source.open(5_000_001) as file:
        assert file.read() == DATA[5_000_001:]


def test_a_connection_cut_in_the_middle_goes_on_where_it_stood(server: Server) -> None:
    server.cut = True
    with open_source(f"http://127.0.0.1:{server.server_port}/a.warc.gz").open(7) as file:
        assert file.read() == DATA[7:]


def test_another_file_under_the_same_name_is_noticed(server: Server) -> None:
    source = open_source(f"http://127.0.0.1:{server.server_port}/a.warc.gz?sig=hush")
    server.tag = '"b"'
    with source.open(0) as file, pytest.raises(OSError, match="another file") as caught:
        file.read(1)
    assert "hush" not in str(caught.value)


@pytest.mark.parametrize("address", ["ftp://a/b", "s3://me:hush@b/k", "/no/such/file"])
def test_an_address_that_cannot_be_used_is_refused(address: str) -> None:
    with pytest.raises(BadInput) as caught:
        open_source(address)
    assert "hush" not in str(caught.value)


def test_a_local_file_is_read_from_any_byte_on(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(DATA)
    with open_source(str(tmp_path / "a")).open(11) as file:
        assert file.read() == DATA[11:]


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("fails", "cuts"), [(0.0, 0.0), (0.5, 0.0), (0.0, 0.5), (0.5, 0.2)])
def test_a_bucket_that_fails_half_of_the_time_is_read_to_its_last_byte(
    monkeypatch: pytest.MonkeyPatch, fails: float, cuts: float, seed: int
) -> None:
    with flaky_store(monkeypatch, seed=seed) as store:
        address = put("a.warc.gz", DATA)
        store.fails, store.cuts = fails, cuts
        source = open_source(address)
        assert source.size == len(DATA)
        with source.open(1_000_001) as file:
            assert file.read() == DATA[1_000_001:]
        assert bool(store.failed) == (fails > 0)


def test_what_is_not_there_or_not_allowed_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    with flaky_store(monkeypatch):
        with pytest.raises(BadInput, match="no such file"):
            open_source("s3://news/b.warc.gz")
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        monkeypatch.setenv("HOME", "/nowhere")
        with pytest.raises(BadInput, match="AWS_ACCESS_KEY_ID"):
            open_source("s3://news/b.warc.gz")


def test_a_bucket_without_credentials_is_read_where_it_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    with flaky_store(monkeypatch):
        address = put("a.warc.gz", DATA[:1000], public=True)
        monkeypatch.delenv("AWS_ACCESS_KEY_ID")
        monkeypatch.delenv("AWS_SECRET_ACCESS_KEY")
        monkeypatch.setenv("FSSPEC_S3_ANON", "true")
        monkeypatch.setitem(fsspec.config.conf, "s3", {})  # taken back afterwards
        fsspec.config.set_conf_env(fsspec.config.conf)  # as when fsspec is loaded
        assert open_source(address).size == 1000


def test_a_server_that_never_comes_back_is_given_up(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcstore, "_PATIENCE", 0.5)
    source = open_source(f"http://127.0.0.1:{server.server_port}/a.warc.gz?sig=hush")
    server.fails = 1.0
    with source.open() as file, pytest.raises(OSError, match="503") as caught:
        file.read(1)
    assert "hush" not in str(caught.value)


def test_nobody_there_is_not_told_as_a_missing_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(warcstore, "_PATIENCE", 0.2)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # and nobody listens
        with pytest.raises(BadInput, match="cannot be read now"):
            open_source(f"http://127.0.0.1:{taken.getsockname()[1]}/a.warc.gz")


def test_a_path_loads_nothing_that_only_an_address_needs(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    code = (
        "import sys; from extractors.web.warcsource import open_source; open_source(sys.argv[1]);"
        "sys.exit(any(name in sys.modules for name in ('fsspec', 'aiohttp', 's3fs')))"
    )
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path / "a")]).returncode == 0
