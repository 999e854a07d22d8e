"""Who headed which region when, and what the 20 regions are.

Regions come from `regions.toml`, heads of regions from `officials.csv` (dated, with the precision of each date); a
caller may lay a table of their own over the built-in one, which then holds for the days that it speaks of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from models.errors import BadInput
from models.identity import digest
from models.overlay import overlaid
from models.package_data import own_table, own_text, with_tuples
from models.terms import Tenure as Tenure
from models.terms import in_order, read_terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One first-level unit. `since`: created on that day; until then its territory belonged to `before`.

    `short`, `short_en`: for narrow columns; `tile`: row and column (from 0, north-west) in a map of equal tiles.
    """

    iso: str
    name: str
    name_kk: str
    name_en: str
    short: str
    short_en: str
    tile: tuple[int, int]
    kind: str  # oblast | city
    centre: str
    variants: tuple[str, ...]
    towns: tuple[str, ...]
    raions: tuple[str, ...]
    gov_kz: str
    since: date | None = None
    before: str | None = None


# Where an address of gov.kz names the akimat whose news it holds: /entities/aqmola/press, projects=eq:aqmola&page=1
_SECTION = re.compile(r"(?:/entities/|projects=eq:)([a-z0-9-]+)")


_DIGITS = 8  # of the table's digest: an installation sees some dozens of tables, and people read it


class Registry:
    """Regions and tenures, looked up by day."""

    def __init__(self, regions: Iterable[Region], tenures: Iterable[Tenure]) -> None:
        self.regions = {region.iso: region for region in regions}
        self._sections = {region.gov_kz: region.iso for region in self.regions.values()}
        self.tenures = tuple(sorted(tenures, key=in_order))
        unknown = {t.region for t in self.tenures} - set(self.regions)
        if unknown:
            raise BadInput(f"officials name unknown regions: {', '.join(sorted(unknown))}")

    @cached_property
    def heads_digest(self) -> str:
        """Names what the terms of office say, whoever stated it: the same heads on the same days, the same digest."""
        said = (astuple(replace(term, confidence="", source="", note="", origin="own")) for term in self.tenures)
        return digest("", (part for term in said for part in term))[:_DIGITS]

    def term_on(self, region: str, day: date) -> Tenure | None:
        """The term, or the stated vacancy, of `region` on `day`; None where the table says nothing of the day.

        Who is appointed ends the term before, whatever its own end: of two inexact dates the appointment is reported.
        """
        begun = [t for t in self.tenures if t.region == region and t.since <= day]
        return begun[-1] if begun and begun[-1].holds_on(day) else None

    def akim_on(self, region: str, day: date) -> Tenure | None:
        """Who headed `region` on `day` (of two, the later appointed); None in a vacancy or outside the table."""
        term = self.term_on(region, day)
        return term if term is not None and not term.vacant else None

    def section_of(self, address: str) -> str | None:
        """The region whose akimat's section of the government portal a list's address is; None for any other list."""
        found = _SECTION.search(address)
        return self._sections.get(found[1]) if found else None

    def region_on(self, iso: str, day: date) -> str:
        """The unit that governed today's `iso` on `day`: before June 2022, Abai was part of East Kazakhstan."""
        region = self.regions[iso]
        return region.before if region.since and region.before and day < region.since else iso


def load_registry(officials: Path | None = None) -> Registry:
    """The built-in regions with the built-in officials, over which those of the file given are laid by date.

    A region or a time of which the file says nothing stays as built in (`models/overlay.py`). BadInput names the file
    and the line that is no term of office, or the two that cannot both be true.
    """
    regions = [Region(**with_tuples(entry)) for entry in own_table("regions.toml")["region"]]
    known = {region.iso for region in regions}
    built_in = read_terms(own_text("officials.csv"), "officials.csv", known, "built-in")
    if officials is None:
        return Registry(regions, built_in)
    text = _text_of(officials)
    return Registry(regions, overlaid(built_in, read_terms(text, str(officials), known, "own")))


def _text_of(officials: Path) -> str:
    """The text of a table; BadInput where it cannot be read."""
    try:
        return officials.read_text(encoding="utf-8-sig")  # a table saved by a spreadsheet begins with a byte order mark
    except FileNotFoundError as error:
        raise BadInput(f"{officials}: there is no such file; name the table of heads of regions, or none") from error
    except OSError as error:
        raise BadInput(f"{officials}: cannot be read ({error.strerror}); name a file that can") from error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{officials}: not UTF-8 text (byte {error.start}); save it as UTF-8, see models/officials.csv"
        ) from error
