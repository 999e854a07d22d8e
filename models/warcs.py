"""What is known of a WARC file of somebody else's crawl: how far it is taken in, whose pages it holds, what was passed
over in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from models.records import PassedOver


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcName:
    """A file as it is remembered. `name`: its address, or a local file's name without its folder; `identity`: what
    tells it from another file of that name; `gate`: the version of the gates that its pages are asked by."""

    name: str
    identity: str
    gate: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HostSeen:
    """A host in a file and how many records it has there; `source`: the key of ours that it belongs to, if any."""

    host: str
    records: int
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WarcPart:
    """A stretch of a file that is taken in: from the record at byte `begins` up to byte `ends`.

    `whole`: the file ends there. `records` of any host and kind, of which `pages` are pages of our sources; `broken`:
    one line for each place that could not be read.
    """

    file: WarcName
    size: int | None
    begins: int
    ends: int
    whole: bool
    records: int
    pages: int
    broken: tuple[str, ...] = ()
    hosts: tuple[HostSeen, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PassedPage:
    """One page that was passed over, and where it was met: `offset` is that of its record in the file."""

    source: str
    url: str
    seen_at: datetime
    file: WarcName
    offset: int
    page: PassedOver
