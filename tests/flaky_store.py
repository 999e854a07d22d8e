"""A real S3 server of one's own (moto), and one before it that answers 503 or breaks off as often as it is told to."""

from __future__ import annotations

import http.client
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import boto3
from moto.server import ThreadedMotoServer

_PASSED_ON = ("host", "connection", "transfer-encoding", "content-length", "date", "server")


class FlakyProxy(ThreadingHTTPServer):
    """Passes requests on to `behind` (host, port); the share `fails` is answered 503, the share `cuts` broken off."""

    daemon_threads = True

    def __init__(self, behind: tuple[str, int], seed: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behind = behind
        self.fails = self.cuts = 0.0
        self.answered = 0
        self.failed = 0
        self.dice = random.Random(seed)


class _Handler(BaseHTTPRequestHandler):
    server: FlakyProxy
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Silent: it fails on purpose."""

    def _pass_on(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        if self.server.dice.random() < self.server.fails:
            self.server.failed += 1
            self.send_response(503)
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        behind = http.client.HTTPConnection(*self.server.behind)
        behind.request(self.command, self.path, body, dict(self.headers.items()))
        answer = behind.getresponse()
        content = answer.read()
        behind.close()
        self.server.answered += 1
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in _PASSED_ON:
                self.send_header(name, value)
        length = answer.getheader("Content-Length") if self.command == "HEAD" else str(len(content))
        self.send_header("Content-Length", length or "0")
        self.end_headers()
        cut = len(content) > 1000 and self.server.dice.random() < self.server.cuts
        self.wfile.write(content[: len(content) // 2] if cut else content)
        self.close_connection = cut

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = _pass_on


@contextmanager
def flaky_store(monkeypatch: Any, *, seed: int = 1) -> Iterator[FlakyProxy]:
    """A bucket `news` behind a proxy; the environment names it as Amazon's own tools want it named."""
    moto = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    moto.start()
    proxy = FlakyProxy(moto.get_host_and_port(), seed)
    thread = threading.Thread(target=proxy.serve_forever)
    thread.start()
    try:
        for name, value in {
            "AWS_ENDPOINT_URL": f"http://127.0.0.1:{proxy.server_port}",
            "AWS_ACCESS_KEY_ID": "testing",
            "AWS_SECRET_ACCESS_KEY": "testing",
            "AWS_DEFAULT_REGION": "us-east-1",
        }.items():
            monkeypatch.setenv(name, value)
        _client().create_bucket(Bucket="news")
        yield proxy
    finally:
        proxy.shutdown()
        thread.join()
        proxy.server_close()
        moto.stop()


def put(key: str, body: bytes, *, public: bool = False) -> str:
    """Put an object into the bucket; its address. `public`: for readers without credentials too."""
    _client().put_object(Bucket="news", Key=key, Body=body, ACL="public-read" if public else "private")
    return f"s3://news/{key}"


def _client() -> Any:
    return boto3.client("s3")
