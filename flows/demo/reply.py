"""What a sample site answers: a ready body with its headers, and the short answer to a conditional request."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """One answer. `modified` and `tagged` say which validators it carries; `packs`: gzip where the client takes it."""

    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    body: bytes = b""
    modified: datetime | None = None
    tagged: bool = False
    packs: bool = False
    location: str | None = None

    @property
    def etag(self) -> str:
        return f'"{hashlib.sha256(self.body).hexdigest()[:20]}"'

    @property
    def last_modified(self) -> str | None:
        return format_datetime(self.modified.astimezone(UTC), usegmt=True) if self.modified else None

    def headers(self) -> dict[str, str]:
        """The headers of this answer, its length aside."""
        found = {"Content-Type": self.content_type}
        if self.tagged:
            found["ETag"] = self.etag
        if self.last_modified:
            found["Last-Modified"] = self.last_modified
        if self.packs:
            found["Vary"] = "Accept-Encoding"
        if self.location:
            found["Location"] = self.location
        return found

    def to(self, request: Mapping[str, str]) -> tuple[int, dict[str, str], bytes]:
        """Status, headers and bytes for a request; its headers have lower-case names. 304 where a validator holds."""
        headers = self.headers()
        if self.status == 200 and self._unchanged(request):
            headers.pop("Content-Type")
            return 304, headers, b""
        body = self.body
        if self.packs and "gzip" in request.get("accept-encoding", ""):
            body = gzip.compress(body, mtime=0)
            headers["Content-Encoding"] = "gzip"
        headers["Content-Length"] = str(len(body))
        return self.status, headers, body

    def _unchanged(self, request: Mapping[str, str]) -> bool:
        """RFC 9110, 13.2.2: where If-None-Match is sent, If-Modified-Since is not looked at."""
        tags = request.get("if-none-match")
        if tags is not None:
            return self.tagged and self.etag in tags
        return self.last_modified is not None and request.get("if-modified-since") == self.last_modified


def with_status(reply: Reply, status: int) -> Reply:
    """The same page under another status: an error page carries no validators."""
    return replace(reply, status=status, modified=None, tagged=False)
