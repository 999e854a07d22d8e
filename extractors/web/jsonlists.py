"""JSON interfaces that list articles. One that asks for a key is reported as guarded; no key is ever made up."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from urllib.parse import quote

from extractors.bounds import JSON_ITEMS
from extractors.sources.site import Way
from extractors.web.listdates import machine_moment, shown_moment
from extractors.web.listed import ListRead, Seen, clean_address, looks_like_html, plain

_LIST_NAMES = ("content", "items", "data", "results", "list", "news")  # where interfaces here keep their lists
_WRAPPED = 4  # {"data": {"news": {"items": […]}}} is the deepest seen
_BLANK = re.compile(r"\{(\w+)\}")  # …/details/{id}?lang=ru
_KEY_WANTED = re.compile(r"token|hash|unauthori[sz]ed|forbidden|api.?key", re.I)  # {"error": "Invalid token"}
_NUMBER = re.compile(r"\d{9,13}")  # seconds or milliseconds since 1970: 1729069200
_SECONDS_DIGITS = 10  # the year 2286 in seconds; in milliseconds 1970

Json = dict[str, "Json"] | list["Json"] | str | float | int | bool | None


def _at(value: Json, path: str) -> Json:
    for name in path.split("."):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _find_list(value: Json, path: str | None) -> list[Json] | None:
    if path:
        value = _at(value, path)
        return value if isinstance(value, list) else None
    return _first_list(value, _WRAPPED)


def _first_list(value: Json, levels: int) -> list[Json] | None:
    if isinstance(value, list):
        return value
    if isinstance(value, dict) and levels:
        for name in _LIST_NAMES:
            if (found := _first_list(value.get(name), levels - 1)) is not None:
                return found
    return None


def _text(item: Json, names: str | None) -> str | None:
    """The first of the named fields that holds something; of a text in several languages, the Russian one."""
    for name in (names or "").split("|"):
        value = _at(item, name) if name else None
        if isinstance(value, dict):
            value = value.get("ru")
        if isinstance(value, str | int | float) and not isinstance(value, bool) and str(value).strip():
            return str(value)
    return None


def _moment(text: str | None, now: datetime) -> datetime | None:
    if text is not None and _NUMBER.fullmatch(text):
        seconds = int(text) / 1000 if len(text) > _SECONDS_DIGITS else int(text)
        text = datetime.fromtimestamp(seconds, UTC).isoformat()
    return machine_moment(text, now) or shown_moment(text, now)


def _address(item: Json, link: str, base: str) -> str | None:
    """The link with its blanks filled from the item; without blanks it is the name of the field that holds it."""
    if not _BLANK.search(link):
        found = _text(item, link)
        return clean_address(found, base) if found else None
    fields = {name: _text(item, name) for name in _BLANK.findall(link)}
    if None in fields.values():
        return None
    try:
        return clean_address(_BLANK.sub(lambda blank: quote(fields[blank[1]] or "", safe=""), link), base)
    except UnicodeEncodeError:  # half of a surrogate pair («"id": "\ud83d"»): in no address
        return None


def read_json_list(text: str, way: Way, *, base: str, now: datetime) -> ListRead:
    """The entries of a JSON list; a shell page, an error or a call for a key in its place is a fault that says so."""
    if looks_like_html(text):
        return ListRead(fault="an HTML page (a shell that a script fills) in place of the JSON list")
    try:
        answer: Json = json.loads(text)
    except (ValueError, RecursionError) as error:
        return ListRead(fault=f"the answer is not JSON ({error})")
    items = _find_list(answer, way.item)
    if items is None:
        said = text[:300] if isinstance(answer, dict) else ""
        if _KEY_WANTED.search(said):
            return ListRead(fault="guarded: the interface asks for a token; it is not circumvented", guarded=True)
        return ListRead(fault=f"the answer holds no list ({way.item or 'looked for ' + ', '.join(_LIST_NAMES)})")
    entries, broken = [], 0
    for item in items[:JSON_ITEMS]:
        url = _address(item, way.link or "url|link", base)
        if url is None:
            broken += 1
            continue
        moment = _moment(_text(item, way.date), now)
        entries.append(Seen(url=url, title=plain(_text(item, way.title)), published_at=moment, not_after=moment))
    notes = [f"{broken} items without an address"] if broken else []
    if len(items) > JSON_ITEMS:
        notes.append(f"only the first {JSON_ITEMS:,} of {len(items):,} items are taken")
    return ListRead(entries=tuple(entries), notes=tuple(notes))
