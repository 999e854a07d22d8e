"""Who headed which region when, and what the 20 regions are.

Regions come from `regions.toml`, heads of regions from `officials.csv` (dated, with the precision of each date); a
caller may lay a file of their own over the built-in one.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from models.errors import BadInput
from models.package_data import own_table, own_text, with_tuples


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """One first-level unit. `since`: created on that day; until then its territory belonged to `before`."""

    iso: str
    name: str
    name_kk: str
    kind: str  # oblast | city
    centre: str
    variants: tuple[str, ...]
    towns: tuple[str, ...]
    raions: tuple[str, ...]
    gov_kz: str
    since: date | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Tenure:
    """One person's time at the head of one region: from `since` up to, not including, `until` (None: still there)."""

    region: str
    surname: str
    given: str
    patronymic: str | None
    capacity: str  # akim | acting | vacant (nobody held the office)
    since: date
    since_precision: str
    until: date | None
    until_precision: str | None
    confidence: str
    source: str
    note: str

    @property
    def akim(self) -> str:
        """The name as readings give it: surname and given name."""
        return f"{self.surname} {self.given}"

    @property
    def vacant(self) -> bool:
        return self.capacity == "vacant"

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


_CAPACITIES = frozenset({"akim", "acting", "vacant"})
# Where an address of gov.kz names the akimat whose news it holds: /entities/aqmola/press, projects=eq:aqmola&page=1
_SECTION = re.compile(r"(?:/entities/|projects=eq:)([a-z0-9-]+)")


class Registry:
    """Regions and tenures, looked up by day."""

    def __init__(self, regions: Iterable[Region], tenures: Iterable[Tenure]) -> None:
        self.regions = {region.iso: region for region in regions}
        self._sections = {region.gov_kz: region.iso for region in self.regions.values()}
        self.tenures = tuple(sorted(tenures, key=lambda t: (t.region, t.since)))
        unknown = {t.region for t in self.tenures} - set(self.regions)
        if unknown:
            raise BadInput(f"officials name unknown regions: {', '.join(sorted(unknown))}")

    def akim_on(self, region: str, day: date) -> Tenure | None:
        """Who headed `region` on `day` (of two, the later appointed); None in a vacancy or outside the table."""
        holders = [t for t in self.tenures if t.region == region and t.holds_on(day)]
        return holders[-1] if holders and not holders[-1].vacant else None

    def tenures_between(self, region: str, start: date, end: date) -> tuple[Tenure, ...]:
        """Everyone who headed `region` on some day of the closed interval, in order."""
        own = (t for t in self.tenures if t.region == region and not t.vacant)
        return tuple(t for t in own if t.since <= end and (t.until is None or start < t.until))

    def section_of(self, address: str) -> str | None:
        """The region whose akimat's section of the government portal a list's address is; None for any other list."""
        found = _SECTION.search(address)
        return self._sections.get(found[1]) if found else None

    def region_on(self, iso: str, day: date) -> str:
        """The unit that governed today's `iso` on `day`: before June 2022, Abai was part of East Kazakhstan."""
        region = self.regions[iso]
        return region.before if region.since and region.before and day < region.since else iso


def _tenures(text: str, where: str) -> list[Tenure]:
    found = []
    for number, row in enumerate(csv.DictReader(io.StringIO(text)), start=2):
        try:
            found.append(_tenure(row))
        except (KeyError, TypeError, ValueError) as error:
            raise BadInput(f"{where}:{number}: not an official's line ({error}); see models/officials.csv") from error
    return found


def _tenure(row: dict[str, str]) -> Tenure:
    tenure = Tenure(
        region=row["region"],
        surname=row["surname"],
        given=row["given"],
        patronymic=row["patronymic"] or None,
        capacity=row["capacity"],
        since=date.fromisoformat(row["since"]),
        since_precision=row["since_precision"],
        until=date.fromisoformat(row["until"]) if row["until"] else None,
        until_precision=row["until_precision"] or None,
        confidence=row["confidence"],
        source=row["source"],
        note=row["note"] or "",
    )
    if tenure.capacity not in _CAPACITIES:
        raise ValueError(f"capacity {tenure.capacity!r}")
    if tenure.until is not None and tenure.until < tenure.since:
        raise ValueError(f"ends on {tenure.until}, before it begins on {tenure.since}")
    return tenure


def load_registry(officials: Path | None = None) -> Registry:
    """The built-in regions with the built-in officials, or with those of the file given.

    BadInput names the file and line that is no term of office.
    """
    regions = [Region(**with_tuples(entry)) for entry in own_table("regions.toml")["region"]]
    if officials is None:
        return Registry(regions, _tenures(own_text("officials.csv"), "officials.csv"))
    try:
        text = officials.read_text(encoding="utf-8-sig")  # a table saved by a spreadsheet begins with a byte order mark
    except FileNotFoundError as error:
        raise BadInput(f"{officials}: there is no such file; name the table of heads of regions, or none") from error
    except OSError as error:
        raise BadInput(f"{officials}: cannot be read ({error.strerror}); name a file that can") from error
    except UnicodeDecodeError as error:
        raise BadInput(
            f"{officials}: not UTF-8 text (byte {error.start}); save it as UTF-8, see models/officials.csv"
        ) from error
    return Registry(regions, _tenures(text, str(officials)))
