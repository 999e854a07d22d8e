"""The part files of a run as a loader finds them: which are there, which can be read, which belong together."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath

import pyarrow as pa
import pyarrow.parquet as pq

from warehouse.connect import first_line
from warehouse.parts_place import Address, FolderPlace, PartsPlace, place_at
from warehouse.tables import Table, tables

# Rows that say of others that they are complete: an address needs no visit, an article no reading, an inference stands.
# They are staged after those, listed before them, and not loaded where one of those is damaged: the work is done again.
VOUCHES = {
    "fetches": {"articles", "pages", "passed_over"},
    "warc_parts": {"fetches", "articles", "pages", "passed_over"},
    "discoveries": {"listed"},
    "readings": {"meetings", "attendance", "evidence_sentences", "appearances", "stated_numbers", "other_heads"},
    "inferences": {"events", "event_meetings", "event_attendance", "event_reports"},
    "occasion_sets": {"occasions"},
    "control_sets": {"controls"},
    "catching_fits": {"catching"},
    "verdicts": {"verdict_events", "inferences", "estimates", "months", "key_events"},
    "cases": {"verdicts", "catching_fits"},
}
PART = ".parquet"
_TOGETHER = 32  # parts asked for at once, where asking takes time: some 30 MB of articles, which the place keeps
_LOOKS, _ENTRIES = "discoveries", "listed"


def _height(name: str) -> int:
    """How many tables stand on one another below this one: 0 for a table that vouches for nothing."""
    return 1 + max(map(_height, VOUCHES[name])) if name in VOUCHES else 0


def parts_of(place: PartsPlace, run: str) -> dict[str, list[PurePosixPath]]:
    """The whole part files of a run by table, in the order in which they are loaded: the vouching ones last.

    They are listed the other way round: whatever a listed part vouches for is listed too while the run goes on writing.
    """
    heights = {name: _height(name) for name in tables()}
    listed: dict[str, list[PurePosixPath]] = {}
    for height in sorted(set(heights.values()), reverse=True):
        listed |= place.parts(run, [name for name in heights if heights[name] == height], PART)
    order = [*(name for name in tables() if name not in VOUCHES), *VOUCHES]
    return {name: listed[name] for name in order if listed.get(name)}


def readable(
    place: PartsPlace,
    table: Table,
    names: Iterable[PurePosixPath],
    damaged: dict[PurePosixPath, str],
    *,
    columns: Sequence[str] | None = None,
) -> Iterator[tuple[PurePosixPath, pa.Table]]:
    """Each part with its rows (or the columns asked for); what is not as it was staged goes to `damaged`."""
    names = list(names)
    for number, name in enumerate(names):
        if number % _TOGETHER == 0:
            place.expect(names[number : number + _TOGETHER])
        try:
            file = pq.ParquetFile(place.source(name), page_checksum_verification=True)
            if not file.schema_arrow.equals(table.schema):
                raise pa.ArrowInvalid(f"its columns are not those of {table.name}")
            part = file.read(columns=columns, use_threads=False)  # parts are small: threads cost more than they bring
        except (OSError, pa.ArrowException) as error:
            damaged[name] = first_line(error)
        else:
            yield name, part


def half_looks(
    place: PartsPlace, parts: Mapping[str, Sequence[PurePosixPath]], damaged: dict[PurePosixPath, str]
) -> frozenset[PurePosixPath]:
    """The parts of looks at lists of which only one half is there: the look, or the entries that it showed.

    The two are staged under one name. An address is stored once, under the look that showed it first: under a look
    that is not there it would be named for no day and asked for by nobody, and a look without its entries would vouch
    for days whose articles are not known. A run that was killed between the two never writes the other; one at work
    does so at once. Entries whose look is damaged go to `damaged` with it.
    """
    entries = {path.name: path for path in parts.get(_ENTRIES, ())}
    looks = {path.name: path for path in parts.get(_LOOKS, ())}
    sound = readable(place, tables()[_LOOKS], looks.values(), damaged)
    shows = {path.name: any(part["items"].to_pylist()) for path, part in sound}
    spoilt = {
        path: "not damaged itself, but the look is" for name, path in entries.items() if looks.get(name) in damaged
    }
    damaged |= spoilt
    alone = {looks[name] for name, some in shows.items() if some and name not in entries}
    return frozenset(alone | {path for name, path in entries.items() if name not in looks})


def unvouched(name: str, paths: Sequence[PurePosixPath], damaged: Mapping[PurePosixPath, str]) -> list[PurePosixPath]:
    """Those of a table's parts that vouch for rows in damaged ones."""
    if name == _LOOKS:
        return [path for path in paths if path.parents[1] / _ENTRIES / path.name in damaged]
    return list(paths) if VOUCHES.get(name, set()) & {path.parent.name for path in damaged} else []


def move_run(run: str, here: Path, to: Address) -> None:
    """Move the parts of a run that were staged in a folder to where a loader finds them; nothing where none were.

    In the order in which they are loaded, so that a loader at work meanwhile meets nothing that vouches for what is
    not there yet; within one file system in one step.
    """
    if not (here / run).exists():
        return
    there = place_at(to)
    if isinstance(there, FolderPlace):
        there.address.mkdir(parents=True, exist_ok=True)
        shutil.move(here / run, there.address / run)
        return
    for names in parts_of(place_at(here), run).values():
        for name in names:
            with (here / name).open("rb") as part:
                there.write(name, lambda file, part=part: shutil.copyfileobj(part, file))  # type: ignore[misc]
