"""What a client may do; the bounds on what it takes stand in `extractors.bounds`."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.bounds import (
    CONNECT_SECONDS,
    HOST_PATIENCE,
    HOST_WAITING,
    PAGE_BYTES,
    PAGE_SECONDS,
    READ_SECONDS,
    REDIRECTS,
)
from models.errors import BadInput


@dataclass(frozen=True, slots=True, kw_only=True)
class ClientSettings:
    """Bounds and manners of one client.

    `contact` (a mail address or a page) goes into the User-Agent, so that a site's keeper can reach us. A contact or
    user agent that is no single line of ASCII raises BadInput: it would break the header.
    """

    contact: str = ""
    user_agent: str = "akimwatch/0.1"  # the part before the slash is the token that robots.txt files may name
    allow_private: bool = False  # this machine's loopback, at any port: only for the demo's sample web
    pace_seconds: float = 2.0  # between two requests to one host where neither the site nor robots.txt says more
    max_bytes: int = PAGE_BYTES
    max_redirects: int = REDIRECTS
    page_seconds: float = PAGE_SECONDS  # all attempts and hops of one address together
    connect_seconds: float = CONNECT_SECONDS  # and as many for looking up its name
    read_seconds: float = READ_SECONDS  # silence between two pieces
    host_patience: float = HOST_PATIENCE  # seconds of one request; what goes beyond is waiting for the host
    host_waiting: float = HOST_WAITING  # seconds of waiting that one host may cost before it is left alone
    attempts: int = 3  # a restart or a full backend is over by the third try, or will not be soon
    retry_wait_seconds: float = 1.0  # before the second attempt; doubled before the third
    retry_wait_max_seconds: float = 120.0  # Retry-After beyond this is not waited for: the host is left alone instead

    def __post_init__(self) -> None:
        for name, value in (("contact", self.contact), ("user_agent", self.user_agent)):
            if not value.isascii() or not value.isprintable():
                raise BadInput(f"setting {name}: {value!r} must be one line of ASCII letters, signs and blanks")
        if not self.token:
            raise BadInput(f"setting user_agent: {self.user_agent!r} must begin with a name, as in akimwatch/0.1")

    @property
    def token(self) -> str:
        """The name under which robots.txt files address us."""
        return self.user_agent.split("/", 1)[0].strip()

    @property
    def header(self) -> str:
        """The User-Agent sent with every request."""
        return f"{self.user_agent} (+{self.contact})" if self.contact else self.user_agent
