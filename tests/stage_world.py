"""Places to stage at: a folder, this process's memory, a bucket of a real S3 server on loopback, which can be busy."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import boto3
import fsspec
import pytest
from moto.moto_server.threaded_moto_server import MotoRequestHandler
from moto.server import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class _Quiet(MotoRequestHandler):
    def log(self, *given: Any) -> None:
        """A line a request would bury what a test says."""


class BusyServer:
    """S3 as moto plays it, over real HTTP. `busy`: of so many requests one is answered (0: each of them)."""

    def __init__(self) -> None:
        self._app: App = DomainDispatcherApplication(create_backend_app)
        self._server = make_server("127.0.0.1", 0, self._answer, True, request_handler=_Quiet)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._count = itertools.count(1)
        self.busy = 0
        self.refused = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def _answer(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if self.busy and next(self._count) % self.busy:
            self.refused += 1
            environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
            start("503 Slow Down", [("Content-Type", "application/xml")])
            return [b"<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>"]
        return self._app(environ, start)

    def __enter__(self) -> BusyServer:
        self._thread.start()
        return self

    def __exit__(self, *gone: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


@contextmanager
def bucket(name: str) -> Iterator[BusyServer]:
    """A server with an empty bucket, named to whoever asks by the usual variables of AWS."""
    with BusyServer() as server, pytest.MonkeyPatch.context() as patch:
        for variable, value in {
            "AWS_ENDPOINT_URL": server.url,
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_MAX_ATTEMPTS": "1",  # fewer tries, and shorter pauses between them, than outside of tests
            "AWS_EC2_METADATA_DISABLED": "true",
        }.items():
            patch.setenv(variable, value)
        boto3.client("s3").create_bucket(Bucket=name)
        fsspec.get_filesystem_class("s3").clear_instance_cache()
        try:
            yield server
        finally:
            fsspec.get_filesystem_class("s3").clear_instance_cache()
