"""A store that fsspec knows as the place of part files: `s3://bucket/stage`. Imported only where one is named.

A put appears whole there, so nothing has a passing name. Who may write, and where the store is, its library finds as
it always does (for S3 the usual variables and files of AWS, `AWS_ENDPOINT_URL` among them); an address holds no login.
"""

from __future__ import annotations

import io
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, TypeVar

from fsspec.core import url_to_fs

from models.errors import BadInput, WarehouseError
from models.fault_points import passed
from warehouse.connect import first_line
from warehouse.parts_place import ABANDONED_SECONDS, DAMAGED

# Beside the library's own: s3fs asks a bucket that is busy up to 25 times, which takes half a minute.
_TRIES = 3
_FIRST_PAUSE_S = 0.25  # doubled each time
_KEPT_BYTES = 64 << 20  # of parts that were read: what a loader holds of rows as well; some sixty parts of articles
_IN_MEMORY = 16 << 20  # of what is written; a part is smaller, a WARC file goes by way of the disk

Answer = TypeVar("Answer")


class StorePlace:
    """Part files below an address. Listings are asked anew each time: other machines write there."""

    def __init__(self, address: str) -> None:
        self.address = address.rstrip("/")
        try:
            self._files, root = url_to_fs(self.address, use_listings_cache=False)
        except (ValueError, ImportError) as error:
            raise BadInput(f"{self.address}: nothing can be staged there ({first_line(error)})") from error
        self._root = root.rstrip("/")
        self._kept: dict[PurePosixPath, bytes] = {}
        self._kept_bytes = 0

    def where(self, name: PurePosixPath) -> str:
        return f"{self.address}/{name}"

    def write(self, name: PurePosixPath, fill: Callable[[BinaryIO], object]) -> None:
        with tempfile.SpooledTemporaryFile(_IN_MEMORY) as spooled:
            fill(spooled)  # type: ignore[arg-type]  # typeshed has no BinaryIO in it; it has all of one's methods
            passed("stage.in_part")
            if spooled.tell() <= _IN_MEMORY:
                spooled.seek(0)
                whole = spooled.read()
                self._put_whole(name, lambda: self._files.pipe_file(self._path(name), whole))
            else:
                self._put(name, spooled)
        passed("stage.part_written")

    def _put(self, name: PurePosixPath, spooled: Any) -> None:
        """What is large is sent from a file: the library cuts it into pieces, and it appears with the last one."""
        spooled.seek(0)
        with tempfile.NamedTemporaryFile() as file:
            while piece := spooled.read(_IN_MEMORY):
                file.write(piece)
            file.flush()
            self._put_whole(name, lambda: self._files.put_file(file.name, self._path(name)))

    def _put_whole(self, name: PurePosixPath, put: Callable[[], object]) -> None:
        try:
            self._asked(name, put)
        except FileNotFoundError as error:
            raise WarehouseError(f"{self.where(name)}: cannot be written ({first_line(error)})") from error

    def entries(self) -> list[str]:
        return self._below(PurePosixPath())

    def tables(self, run: str) -> list[str]:
        return self._below(PurePosixPath(run))

    def parts(self, run: str, tables: Sequence[str], ending: str) -> dict[str, list[PurePosixPath]]:
        found = defaultdict(list)
        wanted = frozenset(tables)
        for name in self._all(run):
            if len(name.parts) == 3 and name.parts[1] in wanted and name.name.endswith(ending):
                found[name.parts[1]].append(name)
        return dict(found)

    def expect(self, names: Sequence[PurePosixPath]) -> None:
        """Fetch them together: each alone would wait for an answer of its own. What fails is asked for again alone."""
        wanted = {self._path(name): name for name in names if name not in self._kept}
        if len(wanted) < 2:
            return
        answers = self._asked(names[0], lambda: self._files.cat([*wanted], on_error="return"))
        for path, name in wanted.items():
            if isinstance(whole := answers.get(path), bytes):
                self._keep(name, whole)

    def _keep(self, name: PurePosixPath, whole: bytes) -> None:
        """For the second reading: a loader asks for the keys first, then for the rows that are new."""
        self._kept[name] = whole
        self._kept_bytes += len(whole)
        while self._kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
            self._kept_bytes -= len(self._kept.pop(next(iter(self._kept))))

    def source(self, name: PurePosixPath) -> BinaryIO:
        """The whole part, in one request: it is as small as a part is."""
        try:
            if name not in self._kept:
                self._keep(name, self._asked(name, lambda: self._files.cat_file(self._path(name))))
            return io.BytesIO(self._kept[name])
        except FileNotFoundError as error:
            raise WarehouseError(
                f"{self.where(name)}: vanished while it was loaded; is there another loader?"
            ) from error

    def fetch(self, name: PurePosixPath, to: Path) -> None:
        try:
            self._asked(name, lambda: self._files.get_file(self._path(name), str(to)))
        except FileNotFoundError as error:
            raise WarehouseError(f"{self.where(name)}: vanished while it was fetched") from error

    def is_abandoned(self, name: PurePosixPath) -> bool:
        try:
            return bool(
                time.time() - self._asked(name, lambda: self._files.modified(self._path(name))).timestamp()
                > ABANDONED_SECONDS
            )
        except FileNotFoundError:
            return False

    def remove(self, names: Iterable[PurePosixPath]) -> None:
        paths = [self._path(name) for name in names]
        if not paths:
            return
        try:
            self._asked(PurePosixPath(), lambda: self._files.rm(paths))
        except FileNotFoundError:  # the first of them went in a try whose answer was lost
            for path in paths:
                self._forget(path)
        passed("load.part_removed")

    def _forget(self, path: str) -> None:
        try:
            self._asked(PurePosixPath(), lambda: self._files.rm_file(path))
        except FileNotFoundError:
            return

    def set_aside(self, name: PurePosixPath) -> str:
        kept = PurePosixPath(DAMAGED) / name
        self._asked(name, lambda: self._files.cp_file(self._path(name), self._path(kept)))
        self.remove([name])
        return self.where(kept)

    def sweep(self, run: str) -> None:
        """Nothing is unfinished there, and a folder without files is none."""

    def discard(self, run: str) -> None:
        self.remove(self._all(run))

    def _all(self, run: str) -> list[PurePosixPath]:
        """Everything that a run staged, in one look."""
        folder = PurePosixPath(run)
        try:
            listed: list[str] = self._asked(folder, lambda: self._files.find(self._path(folder)))
        except FileNotFoundError:
            return []
        return [PurePosixPath(path.removeprefix(self._root).lstrip("/")) for path in sorted(listed)]

    def _below(self, folder: PurePosixPath) -> list[str]:
        try:
            listed = self._asked(folder, lambda: self._files.ls(self._path(folder), detail=False))
        except FileNotFoundError:  # nothing was ever staged
            return []
        names = {path.removeprefix(self._path(folder)).strip("/") for path in listed}
        return sorted(name for name in names if name)  # some stores list the folder itself

    def _path(self, name: PurePosixPath) -> str:
        return f"{self._root}/{name}" if name.parts else self._root

    def _asked(self, name: PurePosixPath, ask: Callable[[], Answer]) -> Answer:
        """The store's answer, asked again after pauses while it has none. FileNotFoundError where it says so itself."""
        for attempt in range(_TRIES):
            try:
                return ask()
            except FileNotFoundError:
                raise
            except Exception as error:  # each store's library has errors of its own
                if attempt == _TRIES - 1 or isinstance(error, PermissionError | NotImplementedError):
                    said = first_line(error) or type(error).__name__
                    raise WarehouseError(
                        f"{self.where(name)}: the store does not take or give it ({said}); what is staged stays, mend "
                        "that and run again"
                    ) from error
                time.sleep(_FIRST_PAUSE_S * 2**attempt)
        raise AssertionError("the last try returns or raises")
