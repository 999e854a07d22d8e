"""What was inferred before, back out of the warehouse: so that a run works out again only what changed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb
import numpy as np

from models.captures import GROUPS, Cell, Histories, Sitting
from models.catching import Caught
from models.entry import Entry
from models.records import Sighting, Source
from warehouse import sql


def sightings_digests(connection: duckdb.DuckDBPyConnection, reader_version: str) -> dict[str, str]:
    """For each region with any, a digest of all its sightings of the class sought."""
    return dict(_rows(connection, "sightings_digests", {"reader_version": reader_version}))


def sightings(
    connection: duckdb.DuckDBPyConnection, reader_version: str, regions: Sequence[str]
) -> dict[str, list[Sighting]]:
    """The sightings of the class sought in the current version of each article, by region."""
    found: defaultdict[str, list[Sighting]] = defaultdict(list)
    given = {"reader_version": reader_version, "regions": list(regions)}
    for row in _rows(connection, "sightings", given) if regions else ():
        region, article, address, ordinal, source, agency, published, told, akim, first, last, sitting = row
        found[region].append(
            Sighting(
                sighting_id=f"{article}:{ordinal}",
                article_id=article,
                address=address,
                ordinal=ordinal,
                source=source,
                agency=agency,
                published_on=published,
                told=told,
                region=region,
                akim=akim,
                first=first,
                last=last,
                sitting=sitting,
            )
        )
    return dict(found)


def occasion_sets(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """For each region with any, the digest of what its sittings were last put together from."""
    return dict(_rows(connection, "occasion_sets"))


def standing_occasions(connection: duckdb.DuckDBPyConnection, region: str) -> dict[str, str]:
    """The sittings of a region that stand, each with its state."""
    return dict(_rows(connection, "standing_occasions", {"region": region}))


def sittings(connection: duckdb.DuckDBPyConnection, after: Mapping[str, date]) -> dict[str, list[Sitting]]:
    """The sittings that stand in each of these regions and ended after its day."""
    found: defaultdict[str, list[Sitting]] = defaultdict(list)
    given = {"regions": list(after), "after": list(after.values())}
    rows = _rows(connection, "sittings", given) if after else ()
    for region, name, start, end, sources, printed, sightings in rows:
        found[region].append(
            Sitting(
                occasion_id=name,
                region=region,
                start=start,
                end=end,
                sources=tuple(sources),
                printed=tuple(printed),
                sighting_ids=tuple(sightings),
            )
        )
    return dict(found)


def control_sets(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, date]]:
    """For each place, the digest of what its controls were last worked out from, and the last day that has any."""
    return {place: (name, until) for place, name, until in _rows(connection, "control_sets")}


def standing_controls(connection: duckdb.DuckDBPyConnection, place: str) -> dict[str, str]:
    """The controls of a place that stand, each with its state."""
    return dict(_rows(connection, "standing_controls", {"region": place}))


def histories(connection: duckdb.DuckDBPyConnection) -> Histories:
    """How many of the controls that stand show each capture history."""
    return Counter(
        {
            Cell(
                region=region,
                certain=certain,
                looking=tuple(looking),
                caught=tuple(caught),
                printed=tuple(printed),
            ): number
            for region, certain, looking, caught, printed, number in _rows(connection, "histories")
        }
    )


def fit(connection: duckdb.DuckDBPyConnection, fit_id: str) -> Caught | None:
    """The fit of that name; None where there is none."""
    for places, alpha, tau, effects, effective, controls in _rows(connection, "fit", {"fit_id": fit_id}):
        return Caught(
            alpha=np.array(alpha).reshape(-1, len(GROUPS)),
            tau=np.array(tau),
            regions=np.array(effects).reshape(-1, len(places)),
            places=tuple(places),
            effective=effective,
            controls=controls,
        )
    return None


def known_cases(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> frozenset[str]:
    """Which of the cases named have their verdict already."""
    return frozenset(name for (name,) in _rows(connection, "known_cases", {"names": list(names)}))


def sources(connection: duckdb.DuckDBPyConnection) -> tuple[Source, ...]:
    """The sites as the latest run described them."""
    return tuple(
        Source(
            key=key,
            name=name,
            base_url=base,
            group=group,
            language=language,
            region=region,
            watches=watches,
            since=since,
            expected_per_day=(fewest, most),
            verified=verified,
        )
        for key, name, base, group, language, region, watches, since, fewest, most, verified in _rows(
            connection, "sources"
        )
    )


def leads(connection: duckdb.DuckDBPyConnection) -> dict[str, tuple[date, ...]]:
    """For each region, the local days of Kazakh articles that name it and the Assembly, and that nobody has read."""
    return {region: tuple(days) for region, days in _rows(connection, "leads")}


def verdict_counts(connection: duckdb.DuckDBPyConnection) -> dict[tuple[int, str], int]:
    """How many regions stand at each clause and rung now."""
    return {(clause, verdict): number for clause, verdict, number in _rows(connection, "verdict_counts")}


def entries(connection: duckdb.DuckDBPyConnection) -> frozenset[Entry]:
    """Which sources the coverage model counted last."""
    return frozenset(
        Entry(source=source, entered=entered, share=share, since=since, reason=reason)
        for source, entered, share, since, reason in _rows(connection, "entries")
    )


def _rows(connection: duckdb.DuckDBPyConnection, name: str, given: Mapping[str, Any] | None = None) -> list[Any]:
    return connection.execute(sql.query(name), dict(given or {})).fetchall()
