"""What is known of given addresses: a back-fill asks month by month, and never for all that was ever fetched."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import duckdb
import pyarrow as pa

from models.coverage import GONE, SETTLING
from warehouse import sql


class AskedBefore(NamedTuple):
    """An address that needs no second request: settled (`models.coverage.settles`), or its page lies in the archive."""

    url: str
    settled: bool
    final_url: str | None


def asked_before(connection: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> list[AskedBefore]:
    """Which of these addresses need no second request; what failed, or was never asked for, is not among them."""
    connection.register("wanted", pa.table({"url": pa.array(urls, pa.string())}))
    try:
        given = {"settling": sorted(SETTLING), "gone": sorted(GONE)}
        return [AskedBefore(*row) for row in connection.execute(sql.query("asked_before"), given).fetchall()]
    finally:
        connection.unregister("wanted")
