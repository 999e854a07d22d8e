"""Which region a person means: by its ISO code, or by a name in Russian, Kazakh or English, or the beginning of one."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from extractors.folding import folded
from models.errors import BadInput
from warehouse.desk import Place

_NEAR = 3  # names told of where none was meant


def region_named(given: str, places: Sequence[Place]) -> Place:
    """The region of that code, name, short name or seat, or of the one that begins so.

    Capitals, «г.», ё and Kazakh letters make no difference. A whole name goes before the beginning of another: «Алматы»
    is the city. BadInput in one line for what is nobody's name, with the nearest, and for what several begin with.
    """
    asked = _key(given)
    if not asked:
        raise BadInput("no region: name one by its code (KZ-39) or by a name, such as Костанайская or Kostanay")
    names = [(name, place) for place in places for name in _names(place)]
    for meant in (
        {place.region: place for name, place in names if _key(name) == asked},
        {place.region: place for name, place in names if _key(name).startswith(asked)},
    ):
        if len(meant) == 1:
            return next(iter(meant.values()))
        if meant:
            told = ", ".join(f"{place.name} ({place.region})" for place in meant.values())
            raise BadInput(f"region {given!r} may be {len(meant)}: {told}; write more of the name, or the code")
    raise BadInput(f"no region {given!r}; nearest: {', '.join(_nearest(asked, names))}")


def _nearest(asked: str, names: Sequence[tuple[str, Place]]) -> list[str]:
    keys = {_key(name): f"{place.name} ({place.region})" for name, place in names}
    near = get_close_matches(asked, keys, n=3 * _NEAR, cutoff=0)
    return list(dict.fromkeys(keys[key] for key in near))[:_NEAR]


def _names(place: Place) -> Iterator[str]:
    yield from (place.region, place.name, place.name_kk, place.name_en, place.short, place.short_en, place.centre)
    yield from _further().get(place.region, ())


def _key(name: str) -> str:
    """A name as it is compared: «г. Астана», «область Абай» and «Абай» begin with what tells them apart."""
    low = " ".join(folded(name).replace("-", " ").split())
    for kind in ("г. ", "город ", "область "):
        low = low.removeprefix(kind)
    return low


@cache
def _further() -> Mapping[str, Sequence[str]]:
    told: Mapping[str, Sequence[str]] = tomllib.loads(
        files("flows.desk").joinpath("region_names.toml").read_text(encoding="utf-8")
    )
    return told
