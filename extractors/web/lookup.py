"""Names looked up in bounded time: the system's resolver tries for as long as it likes, and cannot be broken off."""

from __future__ import annotations

import socket
import threading
from dataclasses import dataclass, field

from extractors.bounds import LOOKUPS

_running = threading.BoundedSemaphore(LOOKUPS)


class LookUpTimeout(TimeoutError):
    """No answer about a name in time; the message says why."""


@dataclass(slots=True)
class _LookUp:
    """One question to the resolver, asked in a thread of its own that nobody has to wait for."""

    host: str
    port: int
    turn: threading.BoundedSemaphore
    done: threading.Event = field(default_factory=threading.Event)
    addresses: tuple[str, ...] = ()
    error: OSError | UnicodeError | None = None

    def run(self) -> None:
        try:
            found = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
            self.addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
        except (OSError, UnicodeError) as error:
            self.error = error
        finally:
            self.turn.release()
            self.done.set()


def look_up(host: str, port: int, seconds: float) -> tuple[str, ...]:
    """The IP addresses of a host, each once, in the resolver's order.

    Raises socket.gaierror (UnicodeError) where there is no such name, LookUpTimeout where no answer comes in time, or
    where LOOKUPS others wait for theirs. What is given up ends by itself, with the resolver's own patience.
    """
    if not _running.acquire(timeout=seconds):
        raise LookUpTimeout(f"the name cannot be looked up: {LOOKUPS} look-ups wait for an answer already")
    asked = _LookUp(host, port, _running)
    threading.Thread(target=asked.run, name=f"look up {host}", daemon=True).start()
    if not asked.done.wait(seconds):
        raise LookUpTimeout("the name server does not answer in time")
    if asked.error is not None:
        raise asked.error
    return asked.addresses
