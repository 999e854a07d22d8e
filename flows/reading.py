"""Reading batches of articles, in this process or in several: the models take seconds to load, so each loads once."""

from __future__ import annotations

import multiprocessing
import os
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from extractors.russian.reader import Reader
from models.records import Article, Reading
from models.registry import load_registry

_own_reader: Reader | None = None  # one a process, set by `_start`


class ReadBatch(Protocol):
    def __call__(self, articles: Sequence[Article]) -> list[Reading]: ...


def make_reader(officials: Path | None, home_regions: Mapping[str, str]) -> Reader:
    return Reader(load_registry(officials), home_regions=home_regions)


def _start(officials: Path | None, home_regions: Mapping[str, str]) -> None:
    global _own_reader
    threading.Thread(target=_leave_with, args=(os.getppid(),), daemon=True).start()
    _own_reader = make_reader(officials, home_regions)


def _leave_with(parent: int) -> None:
    """A worker whose parent was killed has nobody to read for: without this it would wait for ever."""
    while os.getppid() == parent:
        time.sleep(1)
    os._exit(1)


def _read_here(articles: Sequence[Article]) -> list[Reading]:
    assert _own_reader is not None, "a worker process begins with _start"
    return list(_own_reader.read_many(articles))


@contextmanager
def readers(processes: int, officials: Path | None, home_regions: Mapping[str, str]) -> Iterator[ReadBatch]:
    """A function that reads a batch; with more than one process, several batches are read at the same time."""
    if processes <= 1:
        reader = make_reader(officials, home_regions)
        yield lambda articles: list(reader.read_many(articles))
        return
    # spawn: a fork would copy the threads' locks of Prefect and the numeric libraries in whatever state they are
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, context, initializer=_start, initargs=(officials, home_regions)) as pool:
        yield lambda articles: pool.submit(_read_here, articles).result()
