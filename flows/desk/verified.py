"""Whether an account leads back to bytes: each link from its name down to the archived page, checked anew."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from extractors.sources import Site
from extractors.web.archive import ArchiveError, read_payload
from flows.extracting import Reread, extract
from models.identity import article_id, meeting_id, text_sha256
from models.records import PageRef
from warehouse.chain import Account, Chain, KnownEvent, Quoted, Shown
from warehouse.inferred_rows import verdict_id
from warehouse.moments import moment, moment_utc
from warehouse.rows import page_id
from warehouse.scratch import ArchivedPage

Link = Literal["verdict", "event", "account", "page", "text", "sentence"]
# The text of an article version as it was stored, where any file at hand keeps it.
Stored = Callable[[Account], str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One link of the chain: whether it holds, and what was found, as a key of `labels.toml` with its values."""

    link: Link
    of: str
    holds: bool
    said: str
    values: Mapping[str, object]


def check_chain(chain: Chain, archive: Path, sites: Callable[[Account], Site | None], stored: Stored) -> list[Check]:
    """Every link of every account that the chain rests on; one that a review replaced is shown and not checked."""
    events = {one.event_state: one for one in chain.events}
    checks = [
        _check(
            "verdict", one.verdict_id, verdict_id(one.case_digest) == one.verdict_id, "verdict", case=one.case_digest
        )
        for one in chain.verdicts
    ]
    checks += [_event(one, events) for one in chain.shown]
    for account in chain.accounts:
        if not replaced(account, chain):
            sentences = [one for one in chain.sentences if one.meeting_id == account.meeting_id]
            checks += check_account(account, sentences, archive, sites(account), stored)
    return checks


def replaced(account: Account, chain: Chain) -> bool:
    """Whether it is in the chain only as what a review put another account in the place of, or took away."""
    resting = {one.meeting_id for one in chain.shown} | {name for one in chain.events for name in one.meetings}
    return account.meeting_id != chain.asked and account.meeting_id not in resting


def check_account(
    account: Account, sentences: Sequence[Quoted], archive: Path, site: Site | None, stored: Stored
) -> Iterator[Check]:
    """The links of one account: its name, the page's bytes, the text read from them, the sentences at their offsets."""
    name = meeting_id(account.article_id, account.reader_version, account.ordinal)
    yield _check("account", account.meeting_id, name == account.meeting_id, "account", article=account.article_id)
    page, reread = _page(account, archive, site)
    yield page
    text, of_text = _text(account, reread, stored)
    yield of_text
    for one in sentences:
        yield _sentence(one, text, reread)


def _event(one: Shown, events: Mapping[str, KnownEvent]) -> Check:
    known = events.get(one.event_state)
    holds = known is not None and one.meeting_id in known.meetings
    values = {"event": one.event_id, "state": one.event_state, "meeting": one.meeting_id}
    return _check("event", one.event_id, holds, "event", **values)


def _page(account: Account, archive: Path, site: Site | None) -> tuple[Check, Reread | None]:
    """The page's bytes by their SHA-256, and what today's rules read from them."""
    of = account.meeting_id
    if account.archive_file is None or account.archive_offset is None or account.archive_sha256 is None:
        return Check(link="page", of=of, holds=False, said="page_none", values={}), None
    ref = PageRef(file=account.archive_file, offset=account.archive_offset, sha256=account.archive_sha256)
    try:
        payload = read_payload(archive, ref)
    except ArchiveError as error:
        return Check(link="page", of=of, holds=False, said="page_fails", values={"why": str(error)}), None
    values = {"bytes": f"{len(payload):,}", "file": ref.file, "offset": ref.offset, "sha256": ref.sha256}
    holds = page_id(ref) == account.page_id
    said = "page_holds" if holds else "page_other"
    return Check(link="page", of=of, holds=holds, said=said, values=values), _reread(account, ref, archive, site)


def _reread(account: Account, ref: PageRef, archive: Path, site: Site | None) -> Reread:
    page = ArchivedPage(
        source=account.fetched_source or account.source or "",
        url=account.fetched_url or account.url or "",
        content_type=account.content_type,
        fetched_at=moment_utc(account.fetched_at or 0),
        listed_at=moment(account.listed_at, account.listed_offset),
        ref=ref,
        address=None,
        article_id=account.article_id,
    )
    return extract([page], archive, {page.source: site} if site else {})[0]


def _text(account: Account, reread: Reread | None, stored: Stored) -> tuple[str | None, Check]:
    """The text that the offsets point into, from the strongest witness there is: the bytes, else what was stored."""
    sha256, of = account.text_sha256, account.meeting_id
    article = reread.article if reread else None
    if article is not None and text_sha256(article.text) == sha256:
        same = article_id(article) == account.article_id
        values = {"sha256": sha256, "article": account.article_id}
        return article.text, Check(
            link="text", of=of, holds=True, said="text_version" if same else "text_read", values=values
        )
    why = _otherwise(reread)
    text = stored(account)
    if text is not None and text_sha256(text) == sha256:
        values = {"sha256": sha256, "why": why}
        return text, Check(link="text", of=of, holds=True, said="text_stored", values=values)
    said = "text_unknown" if text is None else "text_changed"
    return None, Check(link="text", of=of, holds=False, said=said, values={"sha256": sha256, "why": why})


def _otherwise(reread: Reread | None) -> str:
    """Why the bytes do not give the text: a word for `labels.toml`'s sentence."""
    if reread is None:
        return "—"
    if reread.article is not None:
        return f"SHA-256 {text_sha256(reread.article.text)}"
    return reread.rejected or reread.unreadable or "—"


def _sentence(one: Quoted, text: str | None, reread: Reread | None) -> Check:
    values = {"start": one.char_start, "end": one.char_end}
    if text is not None:
        holds = text[one.char_start : one.char_end] == one.sentence
        said = "sentence_holds" if holds else "sentence_other"
        return Check(link="sentence", of=one.meeting_id, holds=holds, said=said, values=values)
    # Without the text that was read nothing can be said of offsets; that the page says the words is worth knowing.
    on_page = reread is not None and reread.article is not None and one.sentence in reread.article.text
    said = "sentence_on_page" if on_page else "sentence_unknown"
    return Check(link="sentence", of=one.meeting_id, holds=False, said=said, values=values)


def _check(link: Link, of: str, holds: bool, said: str, **values: object) -> Check:
    return Check(link=link, of=of, holds=holds, said=f"{said}_holds" if holds else f"{said}_other", values=values)
