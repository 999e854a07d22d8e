"""A server on loopback that makes news crawls while they are fetched: `http://127.0.0.1:PORT/PAGES.warc.gz`.

Nothing is stored on either side. It says no length and knows no ranges: a reader goes from front to back.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from ccnews import CcNews
from newsweb import Newsweb


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/warc")
        self.send_header("Accept-Ranges", "none")
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()
        pages = int(self.path.strip("/").partition(".")[0])
        try:
            for piece in CcNews(pages, web=self.server.web, ours=self.server.ours, small=True).members():
                self.wfile.write(piece)
        except ConnectionError:
            self.close_connection = True  # the reader went away

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a benchmark prints its figures alone."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, web: Newsweb, ours: float) -> None:
        self.web, self.ours = web, ours
        super().__init__(("127.0.0.1", 0), _Handler)

    def run(self) -> None:
        """Serve, on whatever cores there are: the one that is measured on is the reader's."""
        if hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, range(os.cpu_count() or 1))  # of this thread, and of those that it begins
        self.serve_forever()


@contextmanager
def serving(web: Newsweb, ours: float) -> Iterator[str]:
    """The origin, for as long as the block lasts."""
    with _Server(web, ours) as server:
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
