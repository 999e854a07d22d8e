"""Packages: the versions that are pinned, the models' weights, DuckDB's full-text search."""

from __future__ import annotations

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, PackagePath, files, requires, version
from importlib.util import find_spec
from pathlib import Path

import duckdb
from packaging.requirements import Requirement

from flows.doctor.check import Check, Visit, fail, ok
from models.errors import WarehouseError
from warehouse.connect import first_line
from warehouse.search import load_search

_INSTALL = "`make install` brings the pinned packages"


def checks(visit: Visit) -> Iterator[Check]:
    """One check of all requirements, one of the weights, one of the search."""
    yield _versions()
    yield _models(deep=visit.deep)
    yield _search()


def _versions() -> Check:
    """Every package we ask for, at a version that we ask for: one too new is how Prefect breaks."""
    asked = [Requirement(line) for line in requires("akimwatch") or ()]
    asked = [one for one in asked if one.marker is None or one.marker.evaluate({"extra": ""})]
    wrong = []
    for one in asked:
        try:
            found = version(one.name)
        except PackageNotFoundError:
            wrong.append(f"{one.name} is missing")
            continue
        if not one.specifier.contains(found, prereleases=True):
            wrong.append(f"{one.name} {found} (asked for: {one.specifier})")
    if wrong:
        return fail("packages", ", ".join(wrong), _INSTALL)
    shown = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "prefect", "fastapi", "sqlalchemy", "spacy"))
    return ok("packages", f"all {len(asked)} as asked for: {shown}")


def _models(*, deep: bool) -> Check:
    """The weights lie in natasha's wheel, which names the SHA-256 of each; --deep loads them."""
    missing = [name for name in ("natasha", "navec", "slovnet") if find_spec(name) is None]
    if missing:
        return fail("models", f"not installed: {', '.join(missing)}", _INSTALL)
    weights = [path for path in files("natasha") or () if path.suffix == ".tar"]
    damaged = [path.name for path in weights if not _as_delivered(path)]
    if damaged or not weights:
        told = ", ".join(damaged) or "no weights in the wheel"
        return fail("models", f"damaged: {told}", f"{_INSTALL} anew: pip install --force-reinstall natasha")
    told = f"{len(weights)} files of weights, each with its SHA-256"
    if not deep:
        return ok("models", f"{told}; loaded with --deep")
    from extractors.russian.slovnet import load_models

    load_models()
    return ok("models", f"{told}, and they load")


def _as_delivered(path: PackagePath) -> bool:
    found = Path(str(path.locate()))
    if path.hash is None or not found.is_file():
        return False
    with found.open("rb") as file:
        digest = hashlib.file_digest(file, path.hash.mode).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode() == path.hash.value


def _search() -> Check:
    try:
        with duckdb.connect(":memory:", config={"autoinstall_known_extensions": False}) as connection:
            load_search(connection)
    except (WarehouseError, duckdb.Error) as error:
        return fail("search", first_line(error), _INSTALL)
    return ok("search", f"DuckDB's extension fts loads (for DuckDB {duckdb.__version__})")
