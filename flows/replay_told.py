"""What a replay comes to, in words or as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from flows.explain.visible import visible
from flows.rereading import Retold
from models.changes import Change
from models.json_text import json_text

# What a verdict says in words and days; its other fields are figures, which move with any report anywhere.
_WORDS = frozenset(
    {"verdict", "last_event_start", "last_event_end", "source_url", "deadline", "in_person", "delegated"}
)
_SAID = 5  # pages of one kind, told in full


@dataclass(frozen=True, kw_only=True)
class Replayed:
    """What reading again comes to. `silent`: articles that the same version of the reader reads otherwise than it did
    (its rules changed without a new version)."""

    retold: Retold
    silent: tuple[str, ...]
    changes: tuple[Change, ...]


def tell(replayed: Replayed, *, as_json: bool) -> None:
    """Print it."""
    if as_json:
        print(json_text(_plain(replayed), indent=1))
    else:
        print(*_lines(replayed), sep="\n")


def _lines(replayed: Replayed) -> Iterator[str]:
    counts = Counter((change.fact.what, change.how) for change in replayed.changes)
    figures = 0
    for change in replayed.changes:
        if change.fact.what == "verdict" and all(field.name not in _WORDS for field in change.fields):
            figures += 1
        else:
            yield from _told(change)
    if figures:
        yield f"verdicts of which only figures changed: {figures} (all of them with --json)"
    retold = replayed.retold
    yield f"{retold.pages} pages read again; {retold.otherwise} articles come out otherwise"
    yield from _pages("no article any more", retold.no_article)
    yield from _pages("unreadable, kept as it stands", retold.unreadable)
    if replayed.silent:
        yield f"read otherwise by the same version of the reader: {len(replayed.silent)} articles"
    for what in ("meeting", "event", "verdict"):
        told = ", ".join(f"{counts[what, how]} {how}" for how in ("added", "gone", "changed") if counts[what, how])
        yield f"{what}s: {told or 'no change'}"


def _pages(what: str, reasons: Sequence[str]) -> Iterator[str]:
    yield from (visible(f"{what}: {reason}") for reason in reasons[:_SAID])
    if len(reasons) > _SAID:
        yield f"{what}: {len(reasons) - _SAID} pages more (all of them with --json)"


def _told(change: Change) -> Iterator[str]:
    fact = change.fact
    days = "" if fact.first is None else f" {fact.first}..{fact.last}" if fact.first != fact.last else f" {fact.first}"
    yield visible(f"{change.how} {fact.what} {fact.region or 'national'}{days} {fact.url or fact.key}")
    for field in change.fields:
        yield visible(f"    {field.name}: {field.before} -> {field.after}")


def _plain(replayed: Replayed) -> dict[str, object]:
    retold = replayed.retold
    return {
        "pages": retold.pages,
        "articles": retold.otherwise,
        "no_article_any_more": retold.no_article,
        "unreadable": retold.unreadable,
        "read_otherwise_by_the_same_version": list(replayed.silent),
        "changes": [asdict(change) for change in replayed.changes],
    }
