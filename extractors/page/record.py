"""One item of a JSON interface (gov.kz): the press release as fields, its body as HTML inside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

_TITLES = ("title", "name")
_BODIES = ("body", "text", "content")
_LEADS = ("short_description",)
_DATES = ("created_date", "publish_date", "publication_date")
_WRAPPERS = ("data", "content", "result")


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    return next((v for name in names if isinstance(v := record.get(name), str) and v.strip()), None)


def parse_record(text: str) -> Mapping[str, Any] | None:
    """The object that holds the item, out of a list of one or its wrapper; None for what is no such JSON."""
    try:
        raw = json.loads(text)
    except (ValueError, RecursionError):
        return None
    for _ in range(3):  # {"data": [{…}]} is the deepest wrapping that readers of this interface expect
        if isinstance(raw, list):
            if len(raw) != 1:
                return None
            raw = raw[0]
        elif isinstance(raw, dict) and _first(raw, _BODIES) is None:
            raw = next((raw[name] for name in _WRAPPERS if isinstance(raw.get(name), (dict, list))), None)
    return raw if isinstance(raw, dict) else None


def as_html(record: Mapping[str, Any]) -> str:
    """The record as the small page that its site would show, so that one reader serves both."""
    title, lead, body = (_first(record, names) or "" for names in (_TITLES, _LEADS, _BODIES))
    date = _first(record, _DATES) or ""
    head = f'<meta property="article:published_time" content="{_escaped(date)}">'
    return (
        f"<html><head>{head}</head><body><h1>{_escaped(title)}</h1><h2>{_escaped(lead)}</h2>"
        f"<article>{body}</article></body></html>"
    )


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
