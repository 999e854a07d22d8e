"""What people decided, as cases for the reader's tests: articles of which every account was decided by a person.

The shape is that of `tests/gold/GUIDE.md`. The texts are their publishers': such a file is for one's own desk.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TextIO

import duckdb

from flows.accounts import accounts_now
from flows.inert import told_line
from models.identity import digest
from models.json_text import json_text
from models.records import Article, FoundMeeting, Meeting
from models.registry import Registry
from models.reviews import Review
from warehouse.read import articles
from warehouse.read_articles import read_by
from warehouse.read_reviews import reviewed_articles

# What the guide asks for; the sentences, confidence and rule of an account are not annotated.
_KEYS = (
    "kind",
    "status",
    "level",
    "region",
    "interethnic_topic",
    "assembly_present",
    "date_start",
    "date_end",
    "date_basis",
    "attendance",
)
_PROPERTY = "the texts are their publishers' property: keep the file to yourself, do not commit or publish it"

Case = dict[str, Any]  # one line of JSON on its way out


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """A reviewed article: the accounts that stand in it, the reviews that count, in order of time, and what it lacks.

    `lacks`: why it makes no case; None where it does. `article`: None where no version of it stands.
    """

    address: str
    article: Article | None
    accounts: tuple[FoundMeeting, ...]
    counting: tuple[Review, ...]
    lacks: str | None


def gold_cases(connection: duckdb.DuckDBPyConnection, reader_version: str, registry: Registry) -> Iterator[Case]:
    """The cases, in order of publication: the same reviews always give the same lines."""
    return _cases(reviewed(connection, reader_version, registry))


def _cases(some: Iterable[Reviewed]) -> Iterator[Case]:
    return (_case(one, one.article) for one in some if one.lacks is None and one.article is not None)


def export_gold(
    connection: duckdb.DuckDBPyConnection, reader_version: str, registry: Registry, out: TextIO, err: TextIO
) -> int:
    """Write the cases as JSON lines to `out`, and to `err` which reviewed articles make none and why; how many do."""
    every = reviewed(connection, reader_version, registry)
    number = 0
    for case in _cases(every):
        out.write(json_text(case) + "\n")
        number += 1
    lacking = [f"{one.address}: no case: {one.lacks}" for one in every if one.lacks is not None]
    print(*map(told_line, lacking), sep="\n", end="\n" if lacking else "", file=err)
    left = f", {len(lacking)} reviewed articles left out" if lacking else ""
    print(f"{number} {'case' if number == 1 else 'cases'}{left}" + (f"; {_PROPERTY}" if number else ""), file=err)
    return number


def reviewed(connection: duckdb.DuckDBPyConnection, reader_version: str, registry: Registry) -> tuple[Reviewed, ...]:
    """Every article that a review speaks of, in order of publication and address."""
    now, standing = accounts_now(connection, reader_version, registry), reviewed_articles(connection)
    states = {one.review_id: one.state for one in now.laid.standings}
    names = [one.article_id for one in standing.values()]
    texts, known = dict(articles(connection, names)), read_by(connection, reader_version, names)
    accounts, words = _by_address(now.laid.meetings), _by_address(now.reviews)
    made = []
    for address in sorted(words):
        name = standing[address].article_id if address in standing else ""
        article, here = texts.get(name), sorted(accounts[address], key=_place)
        counting = [one for one in words[address] if states[one.review_id] == "counts"]
        made.append(
            Reviewed(
                address=address,
                article=article,
                accounts=tuple(here),
                counting=tuple(sorted(counting, key=lambda one: (one.at, one.review_id))),
                lacks=_lacks(article, here, counting, is_read=name in known),
            )
        )
    return tuple(sorted(made, key=_published))


def _by_address(some: Sequence[Any]) -> Mapping[str, list[Any]]:
    grouped: defaultdict[str, list[Any]] = defaultdict(list)
    for one in some:
        grouped[one.address].append(one)
    return grouped


def _place(found: FoundMeeting) -> tuple[int, int, str]:
    first = min((one.char_start for one in found.meeting.evidence), default=0)
    return first, found.ordinal, found.meeting_id


def _published(one: Reviewed) -> tuple[float, str]:
    at = one.article.published_at if one.article else None
    return at.timestamp() if at else float("inf"), one.address


def _lacks(
    article: Article | None, accounts: Sequence[FoundMeeting], counting: Sequence[Review], *, is_read: bool
) -> str | None:
    """What an article lacks to be a case, in words; None: nothing."""
    open_ones = [one.meeting_id for one in accounts if one.review is None]
    if article is None:
        return "no version of the article stands any more"
    if not counting:
        return "no review of it counts: the article no longer says the sentences that were decided on"
    if not is_read:
        return "this version of the reader has not read it yet; `akimwatch run` does"
    if open_ones:
        return f"nobody decided on {', '.join(open_ones)}; `akimwatch review confirm`, `reject` or `amend` does"
    if article.published_at is None:
        return "its day of publication is not known, and days are read from it"
    return None


def _case(one: Reviewed, article: Article) -> Case:
    return {
        "id": digest("review-", (one.address,)),
        "url": article.url,
        "source": article.source,
        "published_at": article.published_at.isoformat() if article.published_at else None,
        "language": article.language,
        "title": article.title,
        "text": article.text,
        "meetings": [_meeting(found.meeting) for found in one.accounts],
        "tags": ["review", *sorted({review.action for review in one.counting})],
        "note": "; ".join(dict.fromkeys(f"{review.reviewer}: {review.reason}" for review in one.counting)),
    }


def _meeting(meeting: Meeting) -> Case:
    shown = asdict(meeting)
    for end in ("date_start", "date_end"):
        shown[end] = shown[end].isoformat() if shown[end] else None
    return {key: list(shown[key]) if key == "attendance" else shown[key] for key in _KEYS}
