"""What came of asking for one address."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.records import Outcome

Headers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """The one outcome of one address, and the exchange behind it.

    `body` holds the decoded bytes (content encodings undone, charset untouched) and is None unless `outcome` is
    `fetched`. `url` is what was asked for, `final_url` what answered last, after redirects. Header lists are as sent
    and received in the last exchange, names in any case; empty where nothing was exchanged. `connected` is False
    where no conversation with the host came about: no such name, no connection, no TLS, an address refused.
    """

    outcome: Outcome
    url: str
    final_url: str
    at: datetime
    reason: str | None = None
    connected: bool = True
    status: int | None = None
    body: bytes | None = None
    http_version: str = "HTTP/1.1"
    reason_phrase: str = ""
    request_headers: Headers = ()
    response_headers: Headers = ()

    def header(self, name: str) -> str | None:
        """The first value of a response header, whatever the case of its name."""
        wanted = name.lower()
        return next((value for key, value in self.response_headers if key.lower() == wanted), None)

    @property
    def content_type(self) -> str | None:
        return self.header("content-type")

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case; empty where none was sent."""
        return (self.content_type or "").split(";", 1)[0].strip().lower()
