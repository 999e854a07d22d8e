"""What is known of WARC files that were taken in before, and of the pages that stand already."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb
import numpy as np
from numpy.typing import NDArray

from models.standing import StandingPages
from models.warcs import WarcName
from warehouse import sql


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a file is taken in: the byte to go on at, whether that is its end, and what in it could not be read."""

    ends: int
    whole: bool
    broken: tuple[str, ...]


def warc_progress(connection: duckdb.DuckDBPyConnection, gate: str) -> dict[WarcName, Progress]:
    """For each file that was taken in by these gates, how far."""
    found = connection.execute(sql.query("warc_progress"), {"gate": gate}).fetchall()
    return {
        WarcName(name=name, identity=identity, gate=gate): Progress(ends=ends, whole=whole, broken=tuple(broken))
        for name, identity, ends, whole, broken in found
    }


def standing_pages(connection: duckdb.DuckDBPyConnection) -> StandingPages:
    """Every address whose bytes were read, with those bytes and their moment: 24 bytes each, whatever its name."""
    found = connection.execute(sql.query("standing_pages")).fetchnumpy()
    return StandingPages(
        addresses=_numbers(found["address"]),
        moments=found["fetched_at"].astype("int64"),
        bytes=_numbers(found["bytes"]),
    )


def _numbers(column: NDArray[np.generic]) -> NDArray[np.uint64]:
    return np.asarray(column).astype("uint64")
