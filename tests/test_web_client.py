"""What the client promises about one address, on a real server."""

from __future__ import annotations

import gzip
import socket
import ssl
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from web_loopback import FakeTime, Loopback, Request, client, start, whole

from extractors.web.client import Client
from extractors.web.settings import ClientSettings
from models.errors import BadInput

TEXT = "Заседание совета состоится завтра. " * 50


@pytest.fixture
def web() -> Iterator[Loopback]:
    loopback, stop = start()
    yield loopback
    stop()


def encoded(body: bytes, encoding: str) -> bytes:
    return whole(body, headers={"Content-Encoding": encoding})


def test_a_page_arrives_as_the_bytes_that_were_sent(web: Loopback) -> None:
    web.page("/a", TEXT.encode("windows-1251"), headers={"Content-Type": "text/html; charset=windows-1251"})
    with client() as asked:
        answer = asked.get(f"{web.base}/a")
    assert (answer.outcome, answer.status, answer.reason) == ("fetched", 200, None)
    assert answer.body == TEXT.encode("windows-1251")
    assert answer.content_type == "text/html; charset=windows-1251"
    assert answer.media_type == "text/html"


def test_the_user_agent_names_us_and_a_contact(web: Loopback) -> None:
    web.page("/a", "x")
    with client(contact="mailto:desk@example.org") as asked:
        asked.get(f"{web.base}/a")
    assert web.seen[-1].headers["user-agent"] == "akimwatch/0.1 (+mailto:desk@example.org)"


@pytest.mark.parametrize("contact", ["two\r\nlines", "почта"])
def test_a_contact_that_would_break_the_header_is_refused(contact: str) -> None:
    with pytest.raises(BadInput, match="contact"):
        ClientSettings(contact=contact)


@pytest.mark.parametrize(
    ("encoding", "encode"),
    [
        ("gzip", gzip.compress),
        ("deflate", zlib.compress),
        ("deflate", lambda data: _raw_deflate(data)),
        ("br", brotli.compress),
        ("identity", bytes),
        ("gzip, gzip", lambda data: gzip.compress(gzip.compress(data))),
        ("gzip", lambda data: gzip.compress(data[:100]) + gzip.compress(data[100:])),
        ("gzip", lambda data: gzip.compress(data) + b"\0\0\0"),
    ],
)
def test_content_encodings_are_undone(web: Loopback, encoding: str, encode: object) -> None:
    web.bytes("/a", encoded(encode(TEXT.encode()), encoding))  # type: ignore[operator]
    with client() as asked:
        assert asked.get(f"{web.base}/a").body == TEXT.encode()


def _raw_deflate(data: bytes) -> bytes:
    deflate = zlib.compressobj(wbits=-15)
    return deflate.compress(data) + deflate.flush()


@pytest.mark.parametrize("encoding", ["gzip", "br", "deflate"])
def test_a_bomb_is_too_large_and_never_unfolds(web: Loopback, encoding: str) -> None:
    """200 MB behind some hundred KB: refused at the bound, with a peak of a few bounds."""
    plain = bytes(200 * 1024 * 1024)
    packed = {"gzip": gzip.compress, "br": lambda d: brotli.compress(d, quality=1), "deflate": zlib.compress}[encoding](
        plain
    )
    del plain
    web.bytes("/bomb", encoded(packed, encoding))
    with client(max_bytes=1024 * 1024) as asked:
        tracemalloc.start()
        answer = asked.get(f"{web.base}/bomb")
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert answer.outcome == "too_large"
    assert answer.body is None
    assert peak < 8 * 1024 * 1024


def test_a_plain_body_over_the_bound_is_too_large(web: Loopback) -> None:
    web.page("/a", b"x" * 5000)
    with client(max_bytes=4999) as asked:
        assert asked.get(f"{web.base}/a").outcome == "too_large"
    with client(max_bytes=5000) as asked:
        assert asked.get(f"{web.base}/a").outcome == "fetched"


def test_an_encoding_nobody_asked_for_is_undecodable(web: Loopback) -> None:
    web.bytes("/a", encoded(b"(\xb5/\xfd", "zstd"))
    web.bytes("/b", encoded(b"this is no gzip", "gzip"))
    with client() as asked:
        assert asked.get(f"{web.base}/a").outcome == "undecodable"
        assert asked.get(f"{web.base}/b").outcome == "undecodable"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nonly this",
        encoded(gzip.compress(TEXT.encode())[:-20], "gzip"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nonly this",
        b"HTTP/1.1 200 OK\r\nContent-Le",
        b"what is HTTP?",
        b"",
    ],
)
def test_a_body_cut_short_is_a_network_error_after_all_attempts(web: Loopback, answer: bytes) -> None:
    web.bytes("/a", answer)
    with client(attempts=2) as asked:
        got = asked.get(f"{web.base}/a")
    assert (got.outcome, got.body) == ("network_error", None)
    assert got.reason
    assert web.asked() == ["/a", "/a"]


def test_a_server_error_is_asked_again_and_the_last_answer_counts(web: Loopback) -> None:
    answers = iter([whole(b"", 503), whole(b"", 500), whole(b"at last")])
    web.answer("/a", lambda _, connection: connection.sendall(next(answers)))
    with client() as asked:
        assert asked.get(f"{web.base}/a").body == b"at last"
    web.page("/b", status=502)
    with client() as asked:
        got = asked.get(f"{web.base}/b")
    assert (got.outcome, got.status) == ("http_error", 502)
    assert web.asked().count("/b") == 3


def test_a_missing_page_is_asked_for_once(web: Loopback) -> None:
    with client() as asked:
        got = asked.get(f"{web.base}/gone")
    assert (got.outcome, got.status, got.reason) == ("http_error", 404, "status 404")
    assert web.asked() == ["/gone"]


def test_retry_after_is_waited_for(web: Loopback) -> None:
    answers = iter([whole(b"", 429, {"Retry-After": "7"}), whole(b"ok")])
    web.answer("/a", lambda _, connection: connection.sendall(next(answers)))
    fake = FakeTime()
    with client(fake) as asked:
        assert asked.get(f"{web.base}/a").body == b"ok"
    assert fake.slept == [7.0]


def test_a_host_that_wants_a_long_rest_is_left_alone(web: Loopback) -> None:
    """A Retry-After of an hour is not waited for: neither this page nor the host's next is asked for again."""
    web.page("/a", status=503, headers={"Retry-After": "3600"})
    web.page("/b", "b")
    fake = FakeTime()
    with client(fake) as asked:
        first, second = asked.get(f"{web.base}/a"), asked.get(f"{web.base}/b")
        fake.now += 3601
        third = asked.get(f"{web.base}/b")
    assert (first.outcome, second.outcome, third.outcome) == ("http_error", "http_error", "fetched")
    assert "3600 s of rest" in (second.reason or "")
    assert web.asked() == ["/a", "/b"]
    assert fake.slept == []


def test_a_host_that_keeps_saying_too_often_is_given_ten_minutes(web: Loopback) -> None:
    web.page("/a", status=429)
    web.page("/b", "b")
    fake = FakeTime()
    with client(fake) as asked:
        first, second = asked.get(f"{web.base}/a"), asked.get(f"{web.base}/b")
        fake.now += 601
        third = asked.get(f"{web.base}/b")
    assert [first.status, second.status, third.status] == [429, None, 200]
    assert second.outcome == "http_error"


def test_an_unchanged_page_is_not_sent_again(web: Loopback) -> None:
    def answer(request: Request, connection: socket.socket) -> None:
        same = request.headers.get("if-none-match") == '"v1"' and "if-modified-since" in request.headers
        connection.sendall(whole(b"", 304) if same else whole(b"page", headers={"ETag": '"v1"'}))

    web.answer("/a", answer)
    with client() as asked:
        first = asked.get(f"{web.base}/a")
        second = asked.get(f"{web.base}/a", etag=first.header("etag"), last_modified="Thu, 17 Oct 2024 09:00:00 GMT")
    assert (first.outcome, second.outcome, second.body) == ("fetched", "unchanged", None)


def test_redirects_are_followed_and_the_last_address_kept(web: Loopback) -> None:
    web.moved("/a", "/b")
    web.moved("/b", f"{web.base}/c")
    web.page("/c", "here")
    with client() as asked:
        got = asked.get(f"{web.base}/a")
    assert (got.outcome, got.url, got.final_url) == ("fetched", f"{web.base}/a", f"{web.base}/c")


def test_a_circle_of_redirects_ends(web: Loopback) -> None:
    web.moved("/a", "/b")
    web.moved("/b", "/a")
    for step in range(9):
        web.moved(f"/{step}", f"/{step + 1}")
    with client() as asked:
        circle, long = asked.get(f"{web.base}/a"), asked.get(f"{web.base}/0")
    assert (circle.outcome, long.outcome) == ("redirect_loop", "redirect_loop")
    assert long.reason == "more than 5 redirects"
    assert web.asked() == ["/a", "/b", "/0", "/1", "/2", "/3", "/4", "/5"]


def test_a_redirect_that_leads_nowhere_is_an_http_error(web: Loopback) -> None:
    web.page("/a", status=301)
    web.moved("/b", "http://[")
    with client() as asked:
        assert asked.get(f"{web.base}/a").outcome == "http_error"
        assert asked.get(f"{web.base}/b").outcome == "http_error"


@pytest.mark.parametrize(
    "target", ["ftp://example.org/", "javascript:alert(1)", "//user@example.org/", "http://0x7f.1/"]
)
def test_a_redirect_to_what_is_no_web_address_is_refused(web: Loopback, target: str) -> None:
    web.moved("/a", target)
    with client() as asked:
        assert asked.get(f"{web.base}/a").outcome == "refused_address"


def test_a_validator_that_no_header_can_carry_is_left_out(web: Loopback) -> None:
    web.page("/a", "x")
    with client() as asked:
        assert asked.get(f"{web.base}/a", etag='"версия"', last_modified="x\r\nEvil: 1").outcome == "fetched"
    assert "if-none-match" not in web.seen[-1].headers
    assert "if-modified-since" not in web.seen[-1].headers


def test_a_redirect_to_a_private_machine_is_refused(web: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop passes as a public machine would; the second names loopback's own address."""
    web.moved("/a", f"http://localhost:{web.base.rsplit(':', 1)[1]}/secret")
    web.page("/secret", "never read")
    monkeypatch.setattr("extractors.web.address.why_refused", lambda ip: None if ip == "127.0.0.1" else "private")
    monkeypatch.setattr("extractors.web.address.PORTS", {int(web.base.rsplit(":", 1)[1])})
    real = socket.getaddrinfo

    def look_up(host: str, *rest: object, **more: object) -> object:
        return real("127.0.0.2" if host == "localhost" else host, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    with client(allow_private=False) as asked:
        got = asked.get(f"{web.base}/a")
    assert (got.outcome, got.final_url.endswith("/secret")) == ("refused_address", True)
    assert "/secret" not in web.asked()


def test_loopback_is_refused_unless_allowed(web: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    web.page("/a", "x")
    port = int(web.base.rsplit(":", 1)[1])
    with Client() as asked:
        assert asked.get(f"{web.base}/a").reason == f"port {port} is no web server's"
        monkeypatch.setattr("extractors.web.address.PORTS", {port})
        got = asked.get(f"{web.base}/a")
    assert (got.outcome, got.reason) == ("refused_address", "127.0.0.1 is not a public address")
    assert web.seen == []


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org/a",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "http:///no-host",
        "http://user:secret@example.org/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0177.0.0.1/",
        "http://127.1/",
        "http://example.org:99999/",
        "http://[::1",
        "http://" + "a" * 64 + ".example/",
        "not an address",
        "",
    ],
)
def test_what_is_no_plain_web_address_is_refused_without_asking(url: str) -> None:
    with client() as asked:
        assert asked.get(url).outcome == "refused_address"


def test_a_name_that_does_not_exist_is_a_network_error() -> None:
    with client() as asked:
        got = asked.get("http://no-such-host.invalid/news")
    assert got.outcome == "network_error"
    assert got.reason in ("no such host name", "the name cannot be looked up (no network?)")


def test_a_refused_connection_is_a_network_error() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with client() as asked:
        got = asked.get(f"http://127.0.0.1:{port}/")
    assert (got.outcome, got.reason) == ("network_error", "connection refused")


def test_a_dead_host_is_not_waited_for_page_after_page(web: Loopback) -> None:
    """After three addresses without an answer the host rests for ten minutes, then it is tried again."""
    for n in range(6):
        web.bytes(f"/{n}", b"")
    fake = FakeTime()
    with client(fake, attempts=1) as asked:
        answers = [asked.get(f"{web.base}/{n}") for n in range(5)]
        fake.now += 601
        asked.get(f"{web.base}/5")
    assert {answer.outcome for answer in answers} == {"network_error"}
    assert web.asked() == ["/0", "/1", "/2", "/5"]
    assert (answers[4].reason or "").startswith("not asked: no answer 3 times in a row")


def test_a_host_that_answers_at_the_last_moment_each_time_is_left_alone_in_the_end(web: Loopback) -> None:
    """Every page comes, so three failures in a row never do; the waiting adds up all the same."""

    def slowly(_: Request, connection: socket.socket) -> None:
        time.sleep(0.1)
        connection.sendall(whole(b"x"))

    for n in range(9):
        web.answer(f"/{n}", slowly)
    fake = FakeTime()
    with client(fake, host_patience=0.02, host_waiting=0.2) as asked:
        answers = [asked.get(f"{web.base}/{n}", obey_robots=False) for n in range(8)]
        fake.now += 3601
        later = asked.get(f"{web.base}/8", obey_robots=False)
    outcomes = [answer.outcome for answer in answers]
    assert outcomes == ["fetched"] * outcomes.count("fetched") + ["timeout"] * outcomes.count("timeout")
    assert 1 <= outcomes.count("fetched") <= 3
    assert (answers[-1].reason or "").startswith("not asked: the host has kept this run waiting for")
    assert later.outcome == "fetched"


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1_000_000,
        b"HTTP/1.1 200 " + b"K" * 1_000_000,
        b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: 1\r\n" % n for n in range(100_000)),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1" * 1_000_000,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n" + b"X: 1\r\n" * 100_000,
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000,  # each is read and passed over, until the page's time is over
    ],
    ids=["a header", "a status line", "many headers", "a chunk's size", "trailers", "interim answers"],
)
def test_a_head_without_end_is_no_answer(web: Loopback, head: bytes) -> None:
    web.bytes("/a", head)
    with client(attempts=1, page_seconds=0.5) as asked:
        asked.robots_verdict(f"{web.base}/a")
        got = asked.get(f"{web.base}/a")
    assert got.outcome in ("network_error", "timeout")
    assert got.body is None


def test_a_certificate_nobody_signed_is_a_network_error(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=127.0.0.1"]
    try:
        subprocess.run([*made, "-keyout", key, "-out", certificate], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl command to make a certificate with")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def shake() -> None:
            connection, _ = listener.accept()
            try:
                context.wrap_socket(connection, server_side=True)
            except OSError:
                connection.close()

        thread = threading.Thread(target=shake)
        thread.start()
        with client() as asked:
            got = asked.get(f"https://127.0.0.1:{listener.getsockname()[1]}/a")
        thread.join()
    assert got.outcome == "network_error"
    assert (got.reason or "").startswith("TLS certificate refused")


def test_a_server_that_dribbles_is_cut_off(web: Loopback) -> None:
    """One byte at a time keeps every single read alive; the page's time as a whole is bounded all the same."""
    stop = threading.Event()

    def dribble(_: Request, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
        while not stop.wait(0.02):
            connection.sendall(b"x")

    def dribble_headers(_: Request, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not stop.wait(0.02):
            connection.sendall(b"x")

    web.answer("/body", dribble)
    web.answer("/head", dribble_headers)
    try:
        with client(page_seconds=0.3) as asked:
            outcomes = [asked.get(f"{web.base}/{path}").outcome for path in ("body", "head")]
    finally:
        stop.set()
    assert outcomes == ["timeout", "timeout"]
    assert web.asked() == ["/body", "/head"]  # no time was left for a second attempt


def test_cookies_are_not_kept(web: Loopback) -> None:
    web.page("/a", "x", headers={"Set-Cookie": "id=7; Path=/"})
    with client() as asked:
        asked.get(f"{web.base}/a")
        asked.get(f"{web.base}/a")
    assert all("cookie" not in request.headers for request in web.seen)


def test_proxies_of_the_environment_are_not_used(web: Loopback, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    web.page("/a", "direct")
    with client() as asked:
        assert asked.get(f"{web.base}/a").body == b"direct"


def test_two_threads_at_one_host_take_turns(web: Loopback) -> None:
    """However many sites live on a host, it is never asked twice at once."""
    at_once, most = 0, 0
    lock = threading.Lock()

    def answer(_: Request, connection: socket.socket) -> None:
        nonlocal at_once, most
        with lock:
            at_once += 1
            most = max(most, at_once)
        time.sleep(0.01)
        with lock:
            at_once -= 1
        connection.sendall(whole(b"x"))

    for n in range(6):
        web.answer(f"/{n}", answer)
    with client() as asked:
        threads = [threading.Thread(target=asked.get, args=(f"{web.base}/{n}",)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert (most, len(web.asked())) == (1, 6)


def test_the_slowest_pace_asked_for_holds_for_the_host(web: Loopback) -> None:
    fake = FakeTime()
    for path in "abc":
        web.page(f"/{path}", "x")
    with client(fake) as asked:
        asked.get(f"{web.base}/a", pace=5.0)
        asked.get(f"{web.base}/b", pace=2.0)
        asked.get(f"{web.base}/c", pace=2.0)
    assert fake.slept == [5.0, 5.0, 5.0]  # the first pause stands after robots.txt


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {"Content-Length": "9" * 5000}),
        (200, {"Content-Length": "-1"}),
        (200, {"Content-Encoding": "br, gzip, deflate"}),
        (429, {"Retry-After": "9" * 5000}),
        (429, {"Retry-After": "Thu, 99999999999999999999 Oct 2024 00:00:00 GMT"}),
        (302, {"Location": "/news/новость\udce4"}),
        (304, {}),
        (101, {"Upgrade": "websocket"}),
        (999, {}),
    ],
)
def test_no_header_makes_the_client_raise(web: Loopback, status: int, headers: dict[str, str]) -> None:
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    web.bytes("/a", f"HTTP/1.1 {status} X\r\n{lines}\r\n".encode("utf-8", errors="surrogateescape"))
    with client(attempts=1) as asked:
        got = asked.get(f"{web.base}/a")
    assert got.outcome != "fetched"
    assert got.reason
