"""Rows of other people's WARC files: how far they are taken in, and which of their pages were passed over."""

from __future__ import annotations

from models.warcs import PassedPage, WarcPart
from models.zone import local_day
from warehouse.rows import Row, aware, credible, offset_minutes


def passed_row(passed: PassedPage) -> Row:
    published = credible(passed.page.published_at)
    return {
        "source": passed.source,
        "url": passed.url,
        "gate": passed.file.gate,
        "seen_at": aware(passed.seen_at),
        "title": passed.page.title,
        "published_at": published,
        "published_offset": offset_minutes(published),
        "published_on": local_day(published) if published else None,
        "regions": list(passed.page.regions),
        "warc_file": passed.file.name,
        "warc_offset": passed.offset,
    }


def part_row(part: WarcPart) -> Row:
    return {
        "warc_file": part.file.name,
        "identity": part.file.identity,
        "gate": part.file.gate,
        "size": part.size,
        "begins": part.begins,
        "ends": part.ends,
        "whole": part.whole,
        "records": part.records,
        "pages": part.pages,
        "broken": list(part.broken),
        "hosts": [seen.host for seen in part.hosts],
        "host_records": [seen.records for seen in part.hosts],
        "host_sources": [seen.source or "" for seen in part.hosts],
    }
