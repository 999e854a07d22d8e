"""Single articles back out of the warehouse: the version that stands at an address."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from models.records import Article
from warehouse import read, sql


def standing_article(connection: duckdb.DuckDBPyConnection, address: str) -> tuple[str, Article] | None:
    """The version that stands of the article at `address` (`models.identity.address_of`), with its identifier."""
    row = connection.execute(sql.query("standing_article"), {"address": address}).fetchone()
    return read.articles(connection, [row[0]])[0] if row else None


def address_standing(connection: duckdb.DuckDBPyConnection, urls: Sequence[str]) -> str | None:
    """The address of a standing article that one of `urls` leads to, itself or by a redirect once followed, if any."""
    row = connection.execute(sql.query("address_standing"), {"urls": list(urls)}).fetchone()
    return str(row[0]) if row else None


def read_by(connection: duckdb.DuckDBPyConnection, reader_version: str, names: Sequence[str]) -> frozenset[str]:
    """Which of these article versions that version of the reader has read."""
    given = {"reader_version": reader_version, "wanted": list(names)}
    return frozenset(name for (name,) in connection.execute(sql.query("read_by"), given).fetchall())
